//! The Code Quality report of GitLab: what it reads of a Code Climate issue, and the fields
//! without which that would be none.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::json::pretty;
use super::place::{Place, filed_under};
use super::text::{one_line, paragraphs};
use super::{Group, findings};
use crate::diagnostic::Severity;

pub(super) fn write(groups: &[Group<'_>]) -> String {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Value> = findings(groups)
        .map(|(group, diagnostic)| {
            let place = Place::primary(diagnostic, group.sources);
            let lines = place
                .as_ref()
                .map_or((1, 1), |place| (place.start.line, place.end.line));
            json!({
                "type": "issue",
                "check_name": diagnostic.code.name(),
                "description": format!("{}: {}", diagnostic.code, one_line(&diagnostic.message)),
                "content": { "body": paragraphs(diagnostic, group.sources) },
                "categories": ["Bug Risk"],
                "severity": match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                "fingerprint": fingerprints.next(group, diagnostic, place.as_ref()),
                "location": {
                    "path": filed_under(group, place.as_ref()),
                    "lines": { "begin": lines.0, "end": lines.1 },
                },
            })
        })
        .collect();
    pretty(&issues)
}

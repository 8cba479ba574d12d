//! The origins of a CORS policy.

use crate::re2::{self, Match};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The policy that a condition belongs to, if it is about an origin.
pub fn policy_of<'a>(origin: &StringMatch<'a>) -> Option<&'a Node> {
    let policy = origin.route.node.field("corsPolicy");
    policy.filter(|_| origin.subject == Subject::Origin)
}

/// Origins that nobody has in mind: what allows both of them allows all.
const STRANGERS: [&str; 2] = [
    "https://a.very-strange-site.invalid",
    "https://x7.test:8443",
];

/// The text of an entry that allows every origin, or every one with `https`.
pub fn any_origin(origin: &Node) -> Option<&Node> {
    if let Some(node) = origin.field("exact") {
        return Some(node).filter(|node| node.as_str() == Some("*"));
    }
    if let Some(node) = origin.field("prefix") {
        let prefix = node.as_str().filter(|prefix| !prefix.is_empty())?;
        let is_open = "https://".starts_with(prefix) || "http://".starts_with(prefix);
        return Some(node).filter(|_| is_open);
    }
    let node = origin.field("regex")?;
    let regex = re2::parse(node.as_str()?).ok()?;
    let is_open = |origin: &&str| regex.matches_whole(origin) == Match::Yes;
    Some(node).filter(|_| STRANGERS.iter().all(is_open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn allows_all(text: &str) -> bool {
        let mut sources = Sources::new();
        let id = sources.add("origin.yaml", text);
        let read = crate::yaml::read_document(&sources, id).unwrap();
        any_origin(&read.documents[0]).is_some()
    }

    #[test]
    fn open_origins_are_seen() {
        for open in [
            "exact: '*'",
            "prefix: http",
            "prefix: https://",
            "regex: .*",
            "regex: .+",
            "regex: https?://.*",
            "regex: '^https://(.*)$'",
        ] {
            assert!(allows_all(open), "{open}");
        }
        for closed in [
            "exact: https://www.example.org",
            "prefix: https://example.org",
            "prefix: ''",
            "regex: '*'",
            "regex: 'https://.*\\.example\\.org'",
            "regex: 'https://localhost:[0-9]+'",
        ] {
            assert!(!allows_all(closed), "{closed}");
        }
    }
}

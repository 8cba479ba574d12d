use crate::rules::prelude::*;
use crate::source::Span;
use crate::yaml::Node;
use crate::yaml::walk::Step;

rule! {
    /// A placeholder that reaches an enabled release.
    ///
    /// ## Why it matters
    /// The chart's default was meant to be overridden and was not. What is deployed carries the
    /// word itself: a host that no DNS name leads to, or a service that does not exist and answers
    /// every request with 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service:
    ///     host: override-me
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   service:
    ///     host: pad.demo.svc.cluster.local
    /// ```
    ///
    /// ## Source
    /// rutter's own list of words that are never meant: `override_me`, `CHANGEME`, `replace-me`,
    /// `TODO`, `FIXME`, `<name>`.
    Warning 4013 "placeholder-value" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    if !chart.enabled {
        return;
    }
    let names = ["ingress", "chartName"];
    for node in names.iter().filter_map(|name| chart.values.get(name)) {
        let mut key = None;
        for step in node.walk() {
            let before = key.take();
            match step {
                Step::Key(entry) => key = Some(entry.key_span),
                Step::Scalar(node) => look_at(cx, node, before),
                _ => {}
            }
        }
    }
}

/// Tells of a placeholder at its key, where it has one: what Istio says about the word itself, it
/// says at the word.
fn look_at(cx: &mut Context<'_>, node: &Node, key: Option<Span>) {
    let Some(text) = node.as_str().filter(|text| is_placeholder(text)) else {
        return;
    };
    cx.report_at(
        key.unwrap_or(node.span),
        format!("the placeholder `{text}` reaches the release"),
    )
    .label("to be replaced")
    .note("no layer overrides it, so that this very word is deployed")
    .help("set the real value in the values file of this environment");
}

/// Whether a text was never meant. A host such as `todo.example.org` may well be.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let inside = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    if let Some(inside) = inside {
        let is_word = |c: char| c.is_ascii_alphanumeric() || " _-.".contains(c);
        return !inside.is_empty() && inside.chars().all(is_word);
    }
    if matches!(text, "TODO" | "FIXME" | "TBD" | "XXX") {
        return true;
    }
    text.split(['.', '/', ':']).any(|part| {
        let word: String = part
            .chars()
            .filter(|c| !matches!(c, '_' | '-' | ' '))
            .flat_map(char::to_lowercase)
            .collect();
        matches!(
            word.as_str(),
            "overrideme" | "changeme" | "replaceme" | "fixme" | "fillme" | "fillmein" | "setme"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn only_words_that_are_never_meant_count() {
        for text in [
            "override_me",
            "CHANGEME",
            "change-me.example.org",
            "TODO",
            "<your host>",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "todo.example.org",
            "example.org",
            "",
            "<",
            "(?P<name>x)",
            "exchange.menu.org",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}

use super::*;
use crate::HelmVersion;
use crate::diagnostic::codes::{DUPLICATE_KEY, MISSING_MAP};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};

const TIMEOUT: Code = Code::new(3102, "vs-timeout");
const RETRY: Code = Code::new(4012, "lint-retry-many");
const KNOWN: &[Code] = &[DUPLICATE_KEY, MISSING_MAP, TIMEOUT, RETRY];

fn source(text: &str) -> (Sources, SourceId) {
    let mut sources = Sources::new();
    let id = sources.add("values.yaml", text);
    (sources, id)
}

/// A finding at a text.
fn finding(sources: &Sources, id: SourceId, code: Code, at: &str) -> Diagnostic {
    let start = sources.get(id).unwrap().text().find(at).unwrap();
    Diagnostic::warning(code, "something is odd").at(Span::new(id, start, start + at.len()), "")
}

fn collect(sources: &Sources, id: SourceId) -> Ignores {
    Ignores::collect(sources, [id], HelmVersion::V3, KNOWN)
}

/// What is left of findings, by code.
fn left(text: &str, findings: &[(Code, &str)]) -> Vec<Code> {
    let (sources, id) = source(text);
    let findings = findings
        .iter()
        .map(|(code, at)| finding(&sources, id, *code, at))
        .collect();
    let applied = collect(&sources, id).apply(findings, &sources, &|_| true);
    applied.kept.iter().map(|kept| kept.code).collect()
}

#[test]
fn a_finding_is_ignored_on_its_line_and_from_the_line_above() {
    for text in [
        "a: 1 # rutter: ignore[vs-timeout] why\n",
        "# rutter: ignore[RT3102] why\na: 1\n",
        "\n  # rutter: ignore[rt3102] why\n\n# another\n---\na: 1\n",
        "# rutter: ignore[vs-timeout] why\r\na: 1\r\n",
        "# rutter: ignore[vs-timeout] why\n# rutter: ignore[lint-retry-many] why\na: 1\n",
    ] {
        let mut findings = vec![(TIMEOUT, "a: 1")];
        if text.contains("lint-retry") {
            findings.push((RETRY, "a: 1"));
        }
        assert_eq!(left(text, &findings), [], "{text}");
    }
}

#[test]
fn a_comment_holds_for_one_line_and_its_rules_only() {
    let unused = codes::IGNORE_UNUSED;
    for text in [
        "# rutter: ignore[vs-timeout] why\nx: 1\na: 1\n",
        "a: 1\n# rutter: ignore[vs-timeout] why\n",
        "x: 1 # rutter: ignore[vs-timeout] why\na: 1\n",
        "# rutter: ignore[lint-retry-many] why\na: 1\n",
    ] {
        assert_eq!(
            left(text, &[(TIMEOUT, "a: 1")]),
            [TIMEOUT, unused],
            "{text}"
        );
    }
}

#[test]
fn what_looks_like_a_comment_in_a_text_is_none() {
    for text in [
        "a: |\n  # rutter: ignore[vs-timeout] why\n  b: 1\n",
        "a: '# rutter: ignore[vs-timeout] why'\n",
        "a: x# rutter: ignore[vs-timeout] why\n",
    ] {
        assert_eq!(left(text, &[(TIMEOUT, "a:")]), [TIMEOUT], "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_has_no_comments() {
    assert_eq!(
        left("# rutter: ignore[vs-timeout] why\na: [", &[(TIMEOUT, "a")]),
        [TIMEOUT]
    );
}

#[test]
fn an_ignore_of_a_rule_that_did_not_run_is_not_unused() {
    let (sources, id) = source("a: 1 # rutter: ignore[vs-timeout, lint-retry-many] why\n");
    let ignores = collect(&sources, id);
    let kept = |was_run: &dyn Fn(Code) -> bool| ignores.apply(vec![], &sources, was_run).kept.len();
    assert_eq!(kept(&|_| false), 0);
    assert_eq!(kept(&|code| code == RETRY), 1);
    assert_eq!(kept(&|_| true), 1);
}

#[test]
fn what_is_kept_keeps_its_order() {
    let (sources, id) = source("a: 1\nb: 2 # rutter: ignore[vs-timeout] why\n");
    let findings = ["b: 2", "a: 1", "b: 2"]
        .map(|at| finding(&sources, id, TIMEOUT, at))
        .into_iter()
        .chain([
            Diagnostic::warning(TIMEOUT, "nowhere"),
            finding(&sources, id, RETRY, "b: 2"),
        ])
        .collect();
    let applied = collect(&sources, id).apply(findings, &sources, &|_| true);
    assert_eq!(applied.suppressed, 2);
    let codes: Vec<_> = applied.kept.iter().map(|kept| kept.code).collect();
    assert_eq!(codes, [TIMEOUT, TIMEOUT, RETRY]);
}

#[test]
fn every_document_that_helm_4_reads_may_hold_comments() {
    let (sources, id) = source("x: 1\n---\n# rutter: ignore[vs-timeout] why\na: 1\n");
    let ignores = Ignores::collect(&sources, [id], HelmVersion::V4, KNOWN);
    let findings = vec![finding(&sources, id, TIMEOUT, "a: 1")];
    assert_eq!(ignores.apply(findings, &sources, &|_| true).suppressed, 1);
}

/// The text after the fix of the only finding.
fn mended(text: &str, findings: &[(Code, &str)]) -> String {
    let (sources, id) = source(text);
    let findings = findings
        .iter()
        .map(|(code, at)| finding(&sources, id, *code, at))
        .collect();
    let applied = collect(&sources, id).apply(findings, &sources, &|_| true);
    let [unused] = &applied.kept[..] else {
        panic!("{:?}", applied.kept);
    };
    let mut mended = text.to_owned();
    for edit in &unused.fix.as_ref().unwrap().edits {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    mended
}

#[test]
fn the_fix_removes_what_is_unused_and_nothing_else() {
    for (text, expected) in [
        (
            "a: 1  # rutter: ignore[vs-timeout] why\nb: 2\n",
            "a: 1\nb: 2\n",
        ),
        (
            "a: 1\n  # rutter: ignore[vs-timeout] why\nb: 2\n",
            "a: 1\nb: 2\n",
        ),
        (
            "a: 1\r\n# rutter: ignore[vs-timeout] why\r\nb: 2\r\n",
            "a: 1\r\nb: 2\r\n",
        ),
        ("a: 1 # x # rutter: ignore[vs-timeout] why\n", "a: 1 # x\n"),
        ("a: 1 # rutter: ignore[vs-timeout] why", "a: 1"),
        ("a: 1 ## rutter: ignore[vs-timeout] why", "a: 1"),
        ("# rutter: ignore[vs-timeout] why", ""),
    ] {
        assert_eq!(mended(text, &[]), expected);
    }
    assert_eq!(
        mended(
            "a: 1 # rutter: ignore[ vs-timeout , RT4012 ] why\n",
            &[(TIMEOUT, "a: 1")]
        ),
        "a: 1 # rutter: ignore[vs-timeout] why\n"
    );
    assert_eq!(
        mended(
            "a: 1 # rutter: ignore vs-timeout, RT4012 why\n",
            &[(RETRY, "a: 1")]
        ),
        "a: 1 # rutter: ignore RT4012 why\n"
    );
}

fn same(name: &str) -> String {
    name.to_owned()
}

fn baseline(text: &str, findings: &[(Code, &str)]) -> Baseline {
    let (sources, id) = source(text);
    let findings: Vec<_> = findings
        .iter()
        .map(|(code, at)| finding(&sources, id, *code, at))
        .collect();
    Baseline::of(&findings, &sources, &same)
}

/// How many are new, old and gone.
fn filter(baseline: &Baseline, text: &str, findings: &[(Code, &str)]) -> (usize, usize, usize) {
    let (sources, id) = source(text);
    let findings = findings
        .iter()
        .map(|(code, at)| finding(&sources, id, *code, at))
        .collect();
    let filtered = baseline.filter(findings, &sources, &same, &|_| true);
    let stale = filtered.stale.iter().map(|entry| entry.count).sum();
    (filtered.kept.len(), filtered.matched, stale)
}

#[test]
fn edits_elsewhere_do_not_wake_an_old_finding() {
    let old = baseline("a:\n- t: 0s\n", &[(TIMEOUT, "t: 0s")]);
    for text in [
        "a:\n- t: 0s\n",
        "# new\nx: 1\na:\n  - u: 1\n  -  t:   0s\n",
        "x: 1\r\na:\r\n- t: 0s\r\n",
    ] {
        assert_eq!(filter(&old, text, &[(TIMEOUT, "0s")]), (0, 1, 0), "{text}");
    }
    assert_eq!(
        filter(&old, "x: 1\na:\n- t: 0s\n", &[(TIMEOUT, "t:")]),
        (0, 1, 0)
    );
    assert_eq!(filter(&old, "a:\n- t: 0s\n", &[(RETRY, "t:")]), (1, 0, 1));
    assert_eq!(filter(&old, "a:\n- t: 1s\n", &[(TIMEOUT, "t:")]), (1, 0, 1));
    assert_eq!(filter(&old, "b:\n- t: 0s\n", &[(TIMEOUT, "t:")]), (1, 0, 1));
}

#[test]
fn of_equal_findings_as_many_are_old_as_there_were() {
    let text = "a:\n- t: 0s\n- t: 0s\n";
    let two = [(TIMEOUT, "t: 0s"), (TIMEOUT, "t: 0s")];
    let old = baseline(text, &two);
    assert_eq!(old.entries().count(), 1);
    assert_eq!(filter(&old, text, &two[..1]), (0, 1, 1));
    assert_eq!(filter(&old, text, &[two[0]; 3]), (1, 2, 0));
}

#[test]
fn errors_that_stop_the_compilation_are_never_old() {
    let (sources, id) = source("a: 1\n");
    let error = Diagnostic::error(MISSING_MAP, "no map").at(Span::new(id, 0, 1), "");
    let none = Baseline::of(std::slice::from_ref(&error), &sources, &same);
    assert_eq!(none, Baseline::default());
    let filtered = none.filter(vec![error], &sources, &same, &|_| true);
    assert_eq!(filtered.kept.len(), 1);
}

#[test]
fn entries_that_were_not_looked_at_are_not_stale() {
    let old = baseline("a: 1\n", &[(TIMEOUT, "a: 1")]);
    let sources = Sources::new();
    let stale = |looked_at| {
        old.filter(vec![], &sources, &same, &|_| looked_at)
            .stale
            .len()
    };
    assert_eq!((stale(true), stale(false)), (1, 0));
}

#[test]
fn a_baseline_is_sorted_text_that_reads_back() {
    let text = "b: 1\na:\n- t: 0s\n";
    let findings = [
        (RETRY, "b: 1"),
        (TIMEOUT, "t: 0s"),
        (TIMEOUT, "b: 1"),
        (TIMEOUT, "b: 1"),
    ];
    let written = baseline(text, &findings).write();
    let mut turned = findings;
    turned.reverse();
    assert_eq!(baseline(text, &turned).write(), written);
    insta::assert_snapshot!(written, @r#"
        {
          "version": 1,
          "findings": [
            {
              "file": "values.yaml",
              "code": "RT3102",
              "name": "vs-timeout",
              "message": "something is odd",
              "count": 2,
              "fingerprint": "74b7f0961df98f94"
            },
            {
              "file": "values.yaml",
              "code": "RT3102",
              "name": "vs-timeout",
              "message": "something is odd",
              "count": 1,
              "fingerprint": "f94a0311545653b8"
            },
            {
              "file": "values.yaml",
              "code": "RT4012",
              "name": "lint-retry-many",
              "message": "something is odd",
              "count": 1,
              "fingerprint": "2400e0bdbce8dbe4"
            }
          ]
        }
        "#);
    let (sources, id) = source(&written);
    assert_eq!(
        Baseline::parse(&sources, id).unwrap(),
        baseline(text, &findings)
    );
}

#[test]
fn any_message_reads_back() {
    let (sources, id) = source("a: 1\n");
    let mut odd = finding(&sources, id, TIMEOUT, "a: 1");
    odd.message = "\u{1}\u{7f}\u{85}\u{2028}\u{feff}\u{1f600}\t\"\\ # é: [".to_owned();
    let old = Baseline::of(&[odd], &sources, &same);
    let (sources, id) = source(&old.write());
    assert_eq!(Baseline::parse(&sources, id).unwrap(), old);
}

#[cfg(feature = "render")]
mod messages {
    use super::*;
    use crate::diagnostic::render::{Style, render};
    use insta::assert_snapshot;

    fn rendered(sources: &Sources, found: &[Diagnostic]) -> String {
        let style = Style {
            color: false,
            width: 100,
        };
        let texts: Vec<_> = found
            .iter()
            .map(|diagnostic| render(diagnostic, sources, style))
            .collect();
        texts.join("\n")
    }

    fn messages(text: &str, findings: &[(Code, &str)]) -> String {
        let (sources, id) = source(text);
        let findings = findings
            .iter()
            .map(|(code, at)| finding(&sources, id, *code, at))
            .collect();
        let applied = collect(&sources, id).apply(findings, &sources, &|_| true);
        rendered(&sources, &applied.kept)
    }

    #[test]
    fn comments_that_cannot_be_understood() {
        assert_snapshot!(messages("a: 1 # rutter: ignore the timeout\n", &[]), @r"
        warning[RT2120]: this comment is meant for rutter, but says nothing to it
         --> values.yaml:1:6
          |
        1 | a: 1 # rutter: ignore the timeout
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no rule is named in brackets
          |
          = help: write `# rutter: ignore[code-or-name] reason`
        ");
        assert_snapshot!(messages("a: 1 # rutter: ignore[] why\n", &[]), @r"
        warning[RT2120]: this comment is meant for rutter, but says nothing to it
         --> values.yaml:1:22
          |
        1 | a: 1 # rutter: ignore[] why
          |                      ^^ no rule is named
          |
          = help: write `# rutter: ignore[code-or-name] reason`
        ");
        assert_snapshot!(messages("a: 1 # rutter: ignore[vs-timeout why\n", &[]), @r"
        warning[RT2120]: this comment is meant for rutter, but says nothing to it
         --> values.yaml:1:22
          |
        1 | a: 1 # rutter: ignore[vs-timeout why
          |                      ^^^^^^^^^^^^^^^ the bracket is not closed
          |
          = help: write `# rutter: ignore[code-or-name] reason`
        ");
        assert_snapshot!(messages("a: 1 # rutter: disable[vs-timeout] why\n", &[]), @r"
        warning[RT2120]: this comment is meant for rutter, but says nothing to it
         --> values.yaml:1:16
          |
        1 | a: 1 # rutter: disable[vs-timeout] why
          |                ^^^^^^^ the word is `ignore`
          |
          = help: write `# rutter: ignore[code-or-name] reason`
        ");
    }

    #[test]
    fn comments_without_a_reason_or_a_rule() {
        assert_snapshot!(messages("a: 1 # rutter: ignore[vs-timeout]\n", &[]), @r"
        warning[RT2121]: without a reason nothing is ignored
         --> values.yaml:1:6
          |
        1 | a: 1 # rutter: ignore[vs-timeout]
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: say behind the bracket why this may stay, as in `# rutter: ignore[vs-timeout] uploads take an hour`
        ");
        assert_snapshot!(messages("a: 1 # rutter: ignore[vs-timout, RT31] why\n", &[]), @r"
        warning[RT2122]: there is no rule `vs-timout`
         --> values.yaml:1:23
          |
        1 | a: 1 # rutter: ignore[vs-timout, RT31] why
          |                       ^^^^^^^^^ nothing is ignored for this
          |
          = help: did you mean `vs-timeout`?

        warning[RT2122]: `RT31` is only the beginning of a code
         --> values.yaml:1:34
          |
        1 | a: 1 # rutter: ignore[vs-timout, RT31] why
          |                                  ^^^^ nothing is ignored for this
          |
          = help: name each rule by its code or its name
        ");
    }

    #[test]
    fn unused_comments() {
        assert_snapshot!(messages("# rutter: ignore[vs-timeout, RT4012] why\n\na: 1\n", &[]), @r"
        warning[RT2123]: nothing to ignore: line 3 has no finding `vs-timeout` or `RT4012`
         --> values.yaml:1:1
          |
        1 | # rutter: ignore[vs-timeout, RT4012] why
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = note: an ignore holds for its own line, or, alone on a line, for the next one
          = help: remove the comment
        ");
        assert_snapshot!(messages("a: 1 # rutter: ignore[vs-timeout, RT4012] why\n", &[(RETRY, "a: 1")]), @r"
        warning[RT2123]: nothing to ignore: line 1 has no finding `vs-timeout`
         --> values.yaml:1:23
          |
        1 | a: 1 # rutter: ignore[vs-timeout, RT4012] why
          |                       ^^^^^^^^^^
          |
          = note: an ignore holds for its own line, or, alone on a line, for the next one
          = help: remove `vs-timeout`
        ");
        assert_snapshot!(messages("a: 1\n# rutter: ignore[vs-timeout] why\n", &[]), @r"
        warning[RT2123]: nothing to ignore: no line with values follows
         --> values.yaml:2:1
          |
        2 | # rutter: ignore[vs-timeout] why
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = note: an ignore holds for its own line, or, alone on a line, for the next one
          = help: remove the comment
        ");
    }

    #[test]
    fn errors_are_not_ignored() {
        let (sources, id) = source("# rutter: ignore[missing-map] why\na: 1\n");
        let mut error = finding(&sources, id, MISSING_MAP, "a: 1");
        error.severity = crate::diagnostic::Severity::Error;
        let applied = collect(&sources, id).apply(vec![error], &sources, &|_| true);
        assert_eq!(applied.suppressed, 0);
        assert_snapshot!(rendered(&sources, &applied.kept), @r"
        error[RT1200]: something is odd
         --> values.yaml:2:1
          |
        2 | a: 1
          | ^^^^

        warning[RT2124]: `missing-map` cannot be ignored here
         --> values.yaml:1:18
          |
        1 | # rutter: ignore[missing-map] why
          |                  ^^^^^^^^^^^
        2 | a: 1
          | ---- this error stops the compilation
          |
          = help: mend the error and remove the comment: until then the chart yields nothing
        ");
    }

    #[test]
    fn baselines_that_cannot_be_used() {
        let message = |text: &str| {
            let (sources, id) = source(text);
            rendered(&sources, &[*Baseline::parse(&sources, id).unwrap_err()])
        };
        assert_snapshot!(message("{\"version\": 2, \"findings\": []}"), @r#"
        error[RT2140]: the baseline cannot be used: this rutter reads version 1
         --> values.yaml:1:13
          |
        1 | {"version": 2, "findings": []}
          |             ^
          |
          = help: write it anew with `rutter check --write-baseline FILE`
        "#);
        assert_snapshot!(message("{\"version\": 1, \"findings\": [{\"code\": 1}]}"), @r#"
        error[RT2140]: the baseline cannot be used: expected a string, found the number 1
         --> values.yaml:1:38
          |
        1 | {"version": 1, "findings": [{"code": 1}]}
          |                                      ^
          |
          = help: write it anew with `rutter check --write-baseline FILE`
        "#);
        assert_snapshot!(message("[]"), @r"
        error[RT2140]: the baseline cannot be used: expected a map, found a list
         --> values.yaml:1:1
          |
        1 | []
          | ^^
          |
          = help: write it anew with `rutter check --write-baseline FILE`
        ");
        assert_snapshot!(message(""), @r"
        error[RT2140]: the baseline cannot be used: expected a map, found null
         --> values.yaml:1:1
          |
        1 |
          | ^
          |
          = help: write it anew with `rutter check --write-baseline FILE`
        ");
    }
}

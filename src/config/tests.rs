use super::*;
use crate::diagnostic::Code;
use crate::diagnostic::codes::{DUPLICATE_KEY, MISSING_MAP};

const TIMEOUT: Code = Code::new(3102, "vs-timeout");
const RETRY: Code = Code::new(4012, "lint-retry-many");
const KNOWN: &[Code] = &[DUPLICATE_KEY, MISSING_MAP, TIMEOUT, RETRY];

fn parse(text: &str) -> Result<Config, (Sources, Vec<Diagnostic>)> {
    let mut sources = Sources::new();
    let id = sources.add("repo/rutter.yaml", text);
    Config::parse(&sources, id, KNOWN).map_err(|found| (sources, found))
}

fn good(text: &str) -> Config {
    parse(text).unwrap_or_else(|(_, found)| panic!("{found:#?}"))
}

#[test]
fn a_file_with_everything() {
    let config = good(
        r#"
version: 1
helper: istio-1.3.0
helm: 4
istio: "1.30"
fail-on: warning
select: [RT3, lint-retry-many, preview]
ignore: [duplicate-key]
severity: {vs-timeout: warning}
paths:
  - match: [charts/legacy/**, charts/old]
    ignore: [RT4012]
    select: [stable]
    helper: ./helper.yaml
    helm: 3
    istio: 1.28.3
baseline: rutter-baseline.json
"#,
    );
    assert_eq!(config.fail_on, Some(Level::Warning));
    assert_eq!(
        config.baseline(),
        Some(PathBuf::from("repo/rutter-baseline.json"))
    );
    let everywhere = config.for_path("charts/pad");
    assert_eq!(everywhere.helper.as_deref(), Some("istio-1.3.0"));
    assert_eq!(everywhere.helm, Some(HelmVersion::V4));
    assert_eq!(everywhere.istio.as_deref(), Some("1.30"));
    let legacy = config.for_path("charts/legacy/pad");
    assert_eq!(legacy.helper.as_deref(), Some("repo/helper.yaml"));
    assert_eq!(legacy.helm, Some(HelmVersion::V3));
    assert_eq!(legacy.istio.as_deref(), Some("1.28.3"));
}

#[test]
fn a_key_without_a_value_says_nothing() {
    let config = good("version: 1\nignore:\n  # - RT3102\npaths:\n- match: [a]\n  severity:\n");
    assert_eq!(config.for_path("a"), Settings::default());
}

#[test]
fn a_version_of_istio_without_quotes_passes_if_yaml_keeps_it() {
    let istio = |text: &str| parse(&format!("version: 1\nistio: {text}\n")).map(|c| c.istio);
    for text in ["1.28", "'1.30'", "1.30.1", "1.29"] {
        let version = text.trim_matches('\'').to_owned();
        assert_eq!(istio(text).ok(), Some(Some(version)), "{text}");
    }
    for text in ["1.30", "1.3", "1.0", "1", "2.30", "latest", "[1.28]"] {
        assert!(istio(text).is_err(), "{text}");
    }
}

#[test]
fn errors_are_reported_whatever_is_ignored() {
    let settings =
        good("version: 1\nignore: [RT1200, RT0020]\nseverity: {RT1: info}\n").for_path(".");
    let level = |code, default| settings.level(code, default, false);
    assert_eq!(level(MISSING_MAP, Severity::Error), Some(Severity::Error));
    assert_eq!(level(MISSING_MAP, Severity::Warning), None);
    assert_eq!(level(DUPLICATE_KEY, Severity::Warning), None);
}

#[test]
fn what_belongs_to_no_rule_need_not_be_selected() {
    let settings = good("version: 1\nselect: [RT4]\n").for_path(".");
    assert!(settings.looks_at(DUPLICATE_KEY, false));
    assert!(settings.looks_at(RETRY, false));
    assert!(!settings.looks_at(TIMEOUT, false));
}

#[test]
fn preview_rules_are_looked_at_when_asked_for() {
    let looks = |text: &str, preview| good(text).for_path(".").looks_at(TIMEOUT, preview);
    assert!(looks("version: 1", false));
    assert!(!looks("version: 1", true));
    assert!(!looks("version: 1\nselect: [RT3]", true));
    assert!(looks("version: 1\nselect: [RT3102]", true));
    assert!(looks("version: 1\nselect: [stable, preview]", true));
    assert!(!looks("version: 1\nselect: [preview]", false));
    assert!(!looks("version: 1\nselect: []", false));
}

#[test]
fn the_most_exact_severity_wins_and_later_paths_win_over_it() {
    let config = good(
        "version: 1
severity: {RT3: info, vs-timeout: error, RT310: warning}
paths:
- match: [a]
  severity: {RT3: info}
- match: [a/b]
  severity: {RT4: error}
",
    );
    let level = |path: &str, code| config.for_path(path).level(code, Severity::Warning, false);
    assert_eq!(level(".", TIMEOUT), Some(Severity::Error));
    assert_eq!(level(".", RETRY), Some(Severity::Warning));
    assert_eq!(level("a", TIMEOUT), Some(Severity::Info));
    assert_eq!(level("a/b", TIMEOUT), Some(Severity::Info));
    assert_eq!(level("a/b/c", RETRY), Some(Severity::Error));
}

#[test]
fn what_is_ignored_for_all_stays_ignored_below() {
    let config = good(
        "version: 1
ignore: [vs-timeout]
paths:
- match: ['**']
  select: [vs-timeout, RT4]
  ignore: [RT4]
",
    );
    for code in [TIMEOUT, RETRY] {
        assert!(!config.for_path("any/chart").looks_at(code, false));
    }
}

#[test]
fn a_folder_that_matches_stands_for_all_that_lies_in_it() {
    for (pattern, path, expected) in [
        ("charts/legacy", "charts/legacy", true),
        ("charts/legacy", "charts/legacy/pad", true),
        ("charts/legacy", "charts/legacy-2", false),
        ("charts/legacy/**", "charts/legacy", true),
        ("charts/legacy/**", "charts/legacy/a/b", true),
        ("charts/legacy/", "charts/legacy/a", true),
        ("./charts/legacy", "charts/legacy", true),
        ("charts/*", "charts/a/b", true),
        ("charts/*", "charts", false),
        ("charts/*-test", "charts/a-test", true),
        ("charts/*-test", "charts/a/b-test", false),
        ("**/*-test", "charts/a/b-test", true),
        ("charts/{a,b}", "charts/b", true),
        ("charts/[ab]", "charts/c", false),
        ("**", "anything/at/all", true),
        ("**", ".", true),
        ("*", ".", true),
        ("charts", ".", false),
        ("legacy", "charts/legacy", false),
    ] {
        let config = good(&format!(
            "version: 1\npaths:\n- match: [\"{pattern}\"]\n  helm: 4\n"
        ));
        let matches = config.for_path(path).helm.is_some();
        assert_eq!(matches, expected, "{pattern} {path}");
    }
}

#[test]
fn no_input_makes_the_reader_fail() {
    for text in [
        "",
        "[]",
        "1",
        "version",
        "paths: 1",
        "version: 1\npaths: [1, {}, [x]]",
        "? [a]",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_pattern_that_is_accepted_can_be_matched(
        parts in proptest::collection::vec(
            proptest::sample::select(vec!["*", "**", "/", "{", "}", ",", "[", "]", "a", "é", "\\", "!", "?", "-", "."]),
            0..14,
        ),
        path in "[aé./]{0,12}",
    ) {
        let pattern = parts.concat();
        if pattern::problem(&pattern).is_none() {
            pattern::any_matches(&[pattern], &path);
        }
    }
}

#[cfg(feature = "json-schema")]
#[test]
fn the_schema_is_the_committed_one() {
    let committed = include_str!("../../schemas/rutter.schema.json");
    assert_eq!(json_schema(), committed, "write the left text to the file");
}

#[cfg(all(feature = "json-schema", feature = "schema"))]
#[test]
fn the_schema_and_the_reader_agree() {
    use crate::yaml::{read_document, to_json};

    let schema = serde_json::from_str(&json_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in [
        "version: 1",
        "version: 1\nhelm: 4\nistio: '1.30'\nfail-on: info\nbaseline: a.json",
        "version: 1\nselect: [RT3]\nseverity: {RT3102: error}\npaths: [{match: [a], helm: '3'}]",
        "version: 2",
        "helm: 4",
        "version: 1\nhelm: 5",
        "version: 1\nistio: 1.30",
        "version: 1\nistio: '2'",
        "version: 1\nfail-on: fatal",
        "version: 1\nselect: RT3",
        "version: 1\nseverity: {RT3102: fatal}",
        "version: 1\npaths: [{helm: 3}]",
        "version: 1\npaths: [{match: []}]",
        "version: 1\npaths: [{match: [a], baseline: b}]",
        "version: 1\nnothing: 1",
    ] {
        let mut sources = Sources::new();
        let id = sources.add("rutter.yaml", text);
        let root = &read_document(&sources, id).unwrap().documents[0];
        let value = serde_json::from_str(&to_json(root)).unwrap();
        assert_eq!(validator.is_valid(&value), parse(text).is_ok(), "{text}");
    }
}

#[cfg(feature = "render")]
mod messages {
    use super::parse;
    use crate::diagnostic::render::{Style, render};
    use insta::assert_snapshot;

    fn messages(text: &str) -> String {
        let (sources, found) = parse(text).unwrap_err();
        let style = Style {
            color: false,
            width: 100,
        };
        let texts: Vec<_> = found
            .iter()
            .map(|diagnostic| render(diagnostic, &sources, style))
            .collect();
        texts.join("\n")
    }

    #[test]
    fn versions() {
        assert_snapshot!(messages(""), @r"
        error[RT2100]: rutter.yaml does not say its version
         --> repo/rutter.yaml:1:1
          |
        1 |
          | ^ expected `version: 1` before this
          |
          = note: the version tells a later rutter how this file is meant
          = help: write `version: 1` as the first line
        ");
        assert_snapshot!(messages("helm: 3\n"), @r"
        error[RT2100]: rutter.yaml does not say its version
         --> repo/rutter.yaml:1:1
          |
        1 | helm: 3
          | ^^^^ expected `version: 1` before this
          |
          = note: the version tells a later rutter how this file is meant
          = help: write `version: 1` as the first line
        ");
        assert_snapshot!(messages("helm: 3\nversion: 1\n"), @r"
        error[RT2100]: `version` must be the first key of rutter.yaml
         --> repo/rutter.yaml:2:1
          |
        1 | helm: 3
          | ---- this stands before it
        2 | version: 1
          | ^^^^^^^
          |
          = help: move `version: 1` to the top
        ");
        assert_snapshot!(messages("version: '2'\n"), @r"
        error[RT2100]: this rutter reads version 1 of rutter.yaml, not '2'
         --> repo/rutter.yaml:1:10
          |
        1 | version: '2'
          |          ^^^
          |
          = help: write `version: 1`; a file of a later version needs a later rutter
        ");
        assert_snapshot!(messages("version:\n"), @r"
        error[RT2100]: `version` has no value
         --> repo/rutter.yaml:1:1
          |
        1 | version:
          | ^^^^^^^
          |
          = help: write `version: 1`; a file of a later version needs a later rutter
        ");
        assert_snapshot!(messages("version: [1]\n"), @r"
        error[RT2100]: `version` must be 1, and this is a list
         --> repo/rutter.yaml:1:10
          |
        1 | version: [1]
          |          ^^^
          |
          = help: write `version: 1`; a file of a later version needs a later rutter
        ");
        assert_snapshot!(messages("- version: 1\n"), @r"
        error[RT2102]: rutter.yaml must hold keys, and this is a list
         --> repo/rutter.yaml:1:1
          |
        1 | - version: 1
          | ^^^^^^^^^^^^
          |
          = help: begin with `version: 1`
        ");
    }

    #[test]
    fn keys() {
        assert_snapshot!(messages("version: 1\nfail_on: error\nrules: []\nhelm: 3\nhelm: 4\n"), @r"
        error[RT2101]: there is no key `fail_on` here
         --> repo/rutter.yaml:2:1
          |
        2 | fail_on: error
          | ^^^^^^^
          |
          = help: did you mean `fail-on`?

        error[RT2101]: there is no key `rules` here
         --> repo/rutter.yaml:3:1
          |
        3 | rules: []
          | ^^^^^
          |
          = help: there are `version`, `helper`, `helm`, `istio`, `fail-on`, `select`, `ignore`, `severity`, `paths`, `baseline`

        error[RT0020]: the key `helm` is given twice
         --> repo/rutter.yaml:5:1
          |
        4 | helm: 3
          | ---- and here
        5 | helm: 4
          | ^^^^
          |
          = help: keep one of them, with everything that belongs under this key
        ");
        assert_snapshot!(messages("version: 1\npaths:\n- match: [a]\n  baseline: b\n  ignroe: []\n"), @r"
        error[RT2101]: there is no key `baseline` here
         --> repo/rutter.yaml:4:3
          |
        4 |   baseline: b
          |   ^^^^^^^^
          |
          = help: there are `match`, `helper`, `helm`, `istio`, `select`, `ignore`, `severity`

        error[RT2101]: there is no key `ignroe` here
         --> repo/rutter.yaml:5:3
          |
        5 |   ignroe: []
          |   ^^^^^^
          |
          = help: did you mean `ignore`?
        ");
    }

    #[test]
    fn values() {
        assert_snapshot!(messages(r#"
version: 1
helper: [a]
helm: 5
istio: latest
fail-on: fatal
select: RT3
severity: {RT3102: bad}
paths: charts
baseline: ""
"#), @r#"
        error[RT2102]: `helper` cannot be used: expected a string, found a list
         --> repo/rutter.yaml:3:9
          |
        3 | helper: [a]
          |         ^^^
          |
          = help: write `helper: istio-1.3.0`

        error[RT2102]: `helm` cannot be used: expected 3 or 4, found the number 5
         --> repo/rutter.yaml:4:7
          |
        4 | helm: 5
          |       ^
          |
          = help: write `helm: 3`

        error[RT2102]: `istio` cannot be used: expected a version such as "1.30", found the string `latest`
         --> repo/rutter.yaml:5:8
          |
        5 | istio: latest
          |        ^^^^^^
          |
          = help: write `istio: "1.30"`

        error[RT2102]: `fail-on` cannot be used: `fatal` is not among the possible values; possible are `error`, `warning`, `info`
         --> repo/rutter.yaml:6:10
          |
        6 | fail-on: fatal
          |          ^^^^^
          |
          = help: write `fail-on: warning`

        error[RT2102]: `select` cannot be used: expected a list, found the string `RT3`
         --> repo/rutter.yaml:7:9
          |
        7 | select: RT3
          |         ^^^
          |
          = help: write `select: [RT3, RT4001]`

        error[RT2102]: `severity` cannot be used: `bad` is not among the possible values; possible are `error`, `warning`, `info`
         --> repo/rutter.yaml:8:20
          |
        8 | severity: {RT3102: bad}
          |                    ^^^
          |
          = help: write `severity: {RT4001: info}`

        error[RT2102]: `paths` cannot be used: expected a list, found the string `charts`
         --> repo/rutter.yaml:9:8
          |
        9 | paths: charts
          |        ^^^^^^
          |
          = help: write `paths: [{match: [charts/legacy], ignore: [RT4001]}]`

        error[RT2102]: `baseline` names no file
          --> repo/rutter.yaml:10:11
           |
        10 | baseline: ""
           |           ^^
           |
           = help: write `baseline: rutter-baseline.json`
        "#);
    }

    #[test]
    fn istio() {
        assert_snapshot!(messages("version: 1\nistio: 1.30\n"), @r#"
        error[RT2106]: the version of Istio must stand in quotes
         --> repo/rutter.yaml:2:8
          |
        2 | istio: 1.30
          |        ^^^^ to YAML this is the number 1.3
          |
          = help: write `istio: "1.30"`
        "#);
        assert_snapshot!(messages("version: 1\nistio: 1.3\n"), @r#"
        error[RT2106]: the version of Istio must stand in quotes
         --> repo/rutter.yaml:2:8
          |
        2 | istio: 1.3
          |        ^^^ this looks like a version that lost its last digit
          |
          = help: write `istio: "1.30"`
        "#);
    }

    #[test]
    fn rules() {
        assert_snapshot!(messages(r#"
version: 1
select: [RT9, vs-timout]
ignore: [stable, RT3103]
severity: {3102: info}
"#), @r"
        error[RT2103]: there is no rule whose code begins with `RT9`
         --> repo/rutter.yaml:3:10
          |
        3 | select: [RT9, vs-timout]
          |          ^^^
          |
          = help: `rutter rule list` prints the codes and names of all rules

        error[RT2103]: there is no rule `vs-timout`
         --> repo/rutter.yaml:3:15
          |
        3 | select: [RT9, vs-timout]
          |               ^^^^^^^^^
          |
          = help: did you mean `vs-timeout`?

        error[RT2103]: `stable` stands for rules in `select` only
         --> repo/rutter.yaml:4:10
          |
        4 | ignore: [stable, RT3103]
          |          ^^^^^^
          |
          = help: name the rules, such as RT3001, or give the beginning of their codes, such as RT3

        error[RT2103]: there is no rule `RT3103`
         --> repo/rutter.yaml:4:18
          |
        4 | ignore: [stable, RT3103]
          |                  ^^^^^^
          |
          = help: `rutter rule list` prints the codes and names of all rules

        error[RT2103]: there is no rule `3102`
         --> repo/rutter.yaml:5:12
          |
        5 | severity: {3102: info}
          |            ^^^^
          |
          = help: did you mean `RT3102`?
        ");
    }

    #[test]
    fn helpers() {
        assert_snapshot!(messages("version: 1\nhelper: istio-1.3\n"), @r"
        error[RT2104]: there is no helper `istio-1.3`
         --> repo/rutter.yaml:2:9
          |
        2 | helper: istio-1.3
          |         ^^^^^^^^^
          |
          = help: did you mean `istio-1.3.0`?
          = help: the path of a definition needs a `/`, such as ./helper.yaml
        ");
        assert_snapshot!(messages("version: 1\nhelper: acme\n"), @r"
        error[RT2104]: there is no helper `acme`
         --> repo/rutter.yaml:2:9
          |
        2 | helper: acme
          |         ^^^^
          |
          = help: there are 0.4-20220125, 0.4-20220201, 0.4-20220209, 0.4-20220328, 0.4-20220404, 1.0, istio-1.0.0, istio-1.0.1, istio-1.0.2, istio-1.0.3, istio-1.1.0, istio-1.2.0, istio-1.3.0
          = help: the path of a definition needs a `/`, such as ./helper.yaml
        ");
    }

    #[test]
    fn paths() {
        assert_snapshot!(messages(r#"
version: 1
paths:
- charts
- helm: 3
- match: []
- match: ["!a", /a, a/../b, "{a", ""]
- match: a
"#), @r#"
        error[RT2102]: an entry of `paths` is a map, and this is a string
         --> repo/rutter.yaml:4:3
          |
        4 | - charts
          |   ^^^^^^
          |
          = help: write `- match: [charts/legacy]` and below it what holds there

        error[RT2102]: this entry of `paths` matches no chart
         --> repo/rutter.yaml:5:3
          |
        5 | - helm: 3
          |   ^^^^
          |
          = help: say for which charts it holds, such as `match: [charts/legacy]`

        error[RT2102]: this entry of `paths` matches no chart
         --> repo/rutter.yaml:6:3
          |
        6 | - match: []
          |   ^^^^^
          |
          = help: say for which charts it holds, such as `match: [charts/legacy]`

        error[RT2105]: a pattern cannot exclude
         --> repo/rutter.yaml:7:11
          |
        7 | - match: ["!a", /a, a/../b, "{a", ""]
          |           ^^^^
          |
          = help: match what is meant; a later entry of `paths` wins over this one

        error[RT2105]: a pattern begins in the folder of rutter.yaml and stays in it
         --> repo/rutter.yaml:7:17
          |
        7 | - match: ["!a", /a, a/../b, "{a", ""]
          |                 ^^
          |
          = help: write it as seen from there, such as charts/legacy

        error[RT2105]: a pattern begins in the folder of rutter.yaml and stays in it
         --> repo/rutter.yaml:7:21
          |
        7 | - match: ["!a", /a, a/../b, "{a", ""]
          |                     ^^^^^^
          |
          = help: write it as seen from there, such as charts/legacy

        error[RT2105]: the pattern cannot be used: a `{` has no `}`
         --> repo/rutter.yaml:7:29
          |
        7 | - match: ["!a", /a, a/../b, "{a", ""]
          |                             ^^^^
          |
          = help: `*` stands for any part of a name, `**` for any number of folders

        error[RT2105]: an empty pattern matches nothing
         --> repo/rutter.yaml:7:35
          |
        7 | - match: ["!a", /a, a/../b, "{a", ""]
          |                                   ^^
          |
          = help: write `**` for every chart

        error[RT2102]: `match` cannot be used: expected a list, found the string `a`
         --> repo/rutter.yaml:8:10
          |
        8 | - match: a
          |          ^
          |
          = help: write `match: [charts/legacy]`
        "#);
    }
}

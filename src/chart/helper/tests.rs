#![cfg(feature = "templates")] // The genuine texts at hand are those that rutter generates.

use std::path::Path;

use super::*;
use crate::HelmVersion;
use crate::environment::Memory;
use crate::helper::{Helper, template};

const INCLUDE: &str = "{{ include \"ingress.istio.default\" . }}\n";

/// A chart with the files of a helper.
fn carrying(files: Memory, chart: &str, id: &str) -> Memory {
    let definition = Helper::built_in(id).unwrap().definition;
    let name = chart.rsplit('/').next().unwrap();
    let yaml = format!("name: {name}\nversion: 1.0.0\n");
    let files = files.file(format!("{chart}/Chart.yaml"), yaml);
    template(&definition)
        .unwrap()
        .into_iter()
        .fold(files, |files, file| {
            files.file(format!("{chart}/{}", file.path), file.text)
        })
}

fn plain() -> Memory {
    carrying(Memory::new(), "c", "istio-1.2.0").file("c/templates/ingress.yaml", INCLUDE)
}

struct Seen {
    id: Option<String>,
    printing: Printing,
    /// Severity and name of each diagnostic.
    codes: Vec<String>,
    messages: String,
    /// Files and lines of each diagnostic.
    places: Vec<String>,
}

fn look(files: &Memory, ignore_redefined: bool) -> Vec<Seen> {
    let mut sources = Sources::new();
    let root = Chart::load(files, Path::new("c"), &mut sources, HelmVersion::V3).unwrap();
    let namespace = Namespace::read(&root, &sources, &|_| true);
    let options = Options {
        ignore_redefined,
        ..Options::default()
    };
    std::iter::once(&root)
        .chain(&root.subcharts)
        .map(|chart| {
            let found = find(chart, &namespace, &sources, &options);
            let spans = |d: &Diagnostic| {
                let labels = d.primary.iter().chain(&d.secondary);
                let places = labels.filter_map(|label| sources.place(label.span));
                let places: Vec<_> = places
                    .map(|(file, at)| format!("{file}:{}", at.line))
                    .collect();
                places.join(" ")
            };
            Seen {
                id: found.helper.map(|known| known.id.to_owned()),
                printing: found.printing,
                codes: found
                    .diagnostics
                    .iter()
                    .map(|d| format!("{:?} {}", d.severity, d.code.name()))
                    .collect(),
                messages: found
                    .diagnostics
                    .iter()
                    .map(|d| d.message.clone() + "\n")
                    .collect(),
                places: found.diagnostics.iter().map(spans).collect(),
            }
        })
        .collect()
}

fn see(files: &Memory) -> Seen {
    look(files, false).swap_remove(0)
}

fn codes(files: &Memory) -> Vec<String> {
    see(files).codes
}

#[track_caller]
fn assert_id(files: &Memory, id: &str) {
    let seen = see(files);
    assert_eq!(seen.id.as_deref(), Some(id), "{}", seen.messages);
    assert_eq!(seen.codes, [""; 0], "{}{:?}", seen.messages, seen.places);
}

#[test]
fn every_shipped_helper_is_found_and_genuine() {
    for known in SHIPPED {
        let include = format!("{{{{- include {:?} . -}}}}", known.include);
        let files = carrying(Memory::new(), "c", known.id).file("c/templates/i.yaml", include);
        let seen = see(&files);
        assert_eq!(seen.codes, [""; 0], "{} {}", known.id, seen.messages);
        assert_eq!(seen.id.as_deref(), Some(known.id));
        assert_eq!(seen.printing, Printing::Once);
    }
}

#[test]
fn white_space_and_comments_are_no_changes() {
    let path = "templates/vendor/ingress/istio_1.2.0.tpl";
    let definition = Helper::built_in("istio-1.2.0").unwrap().definition;
    let text = template(&definition).unwrap()[0].text.clone();
    let text = text
        .replace('\n', "   \r\n\n")
        .replace("{{- end }}", "{{- /* hm */ -}}{{- end }}");
    assert_id(&plain().file(format!("c/{path}"), text), "istio-1.2.0");
}

#[test]
fn the_lock_must_agree_with_the_file() {
    let lock = |version: &str| {
        format!(
            "[{{\"namespace\": \"ingress\", \"module\": \"istio\", \"version\": \"{version}\"}}]"
        )
    };
    assert_id(
        &plain().file("c/package.lock", lock("1.2.0")),
        "istio-1.2.0",
    );
    let seen = see(&plain().file("c/package.lock", lock("1.3.0")));
    assert_eq!(seen.codes, ["Error helper-contradiction"]);
    assert_eq!(seen.id, None);
    assert_eq!(
        seen.places,
        ["c/package.lock:1 c/templates/vendor/ingress/istio_1.2.0.tpl:1"]
    );
}

/// The helper under a name that says nothing.
fn unnamed() -> Memory {
    let definition = Helper::built_in("istio-1.2.0").unwrap().definition;
    let mut files = Memory::new()
        .file("c/Chart.yaml", "name: c\nversion: 1.0.0\n")
        .file("c/templates/ingress.yaml", INCLUDE);
    for (at, file) in template(&definition).unwrap().into_iter().enumerate() {
        files = files.file(format!("c/templates/_{at}.tpl"), file.text);
    }
    files
}

#[test]
fn without_a_file_name_lock_and_list_answer() {
    let lock = r#"[{"namespace": "ingress", "module": "istio", "version": "1.2.0"}]"#;
    let list = r#"["base.name:1.0", "ingress.istio:1.2"]"#;
    assert_id(&unnamed().file("c/package.lock", lock), "istio-1.2.0");
    assert_id(&unnamed().file("c/package.json", list), "istio-1.2.0");
    assert_eq!(codes(&unnamed()), ["Error helper-missing"]);
    let broken = unnamed()
        .file("c/package.json", list)
        .file("c/package.lock", "{}");
    assert_eq!(codes(&broken), ["Warning package-file-invalid"]);
}

#[test]
fn the_list_names_the_newest_of_a_line() {
    let files = unnamed().file("c/package.json", r#"["ingress.istio:1.0"]"#);
    assert_eq!(see(&files).id.as_deref(), Some("istio-1.0.3"));
}

#[test]
fn a_link_is_named_after_what_it_leads_to() {
    let definition = Helper::built_in("istio-1.2.0").unwrap().definition;
    let mut written = template(&definition).unwrap().into_iter();
    let files = Memory::new()
        .file("c/Chart.yaml", "name: c\nversion: 1.0.0\n")
        .file("c/templates/ingress.yaml", INCLUDE)
        .file("lib/istio_1.2.0.tpl", written.next().unwrap().text)
        .file("c/templates/_names.tpl", written.next().unwrap().text)
        .link(
            "c/templates/vendor/ingress/istio_1.0.0.tpl",
            "../../../../lib/istio_1.2.0.tpl",
        );
    assert_id(&files, "istio-1.2.0");
}

#[test]
fn an_unknown_version_names_the_known_ones() {
    let files = unnamed().file("c/templates/vendor/ingress/istio_1.2.5.tpl", "");
    let mut sources = Sources::new();
    let root = Chart::load(&files, Path::new("c"), &mut sources, HelmVersion::V3).unwrap();
    let namespace = Namespace::read(&root, &sources, &|_| true);
    let found = find(&root, &namespace, &sources, &Options::default());
    assert!(found.helper.is_none());
    let diagnostic = &found.diagnostics[0];
    assert_eq!(diagnostic.code, codes::HELPER_VERSION_UNKNOWN);
    assert!(diagnostic.notes[0].contains("1.0.0, 1.0.1, 1.0.2, 1.0.3, 1.1.0, 1.2.0, 1.3.0"));
    assert!(diagnostic.helps[0].contains("--helper istio-1.2.0"));
}

#[test]
fn two_vendored_versions_are_a_contradiction() {
    let files = plain().file("c/templates/vendor/ingress/istio_1.3.0.tpl", "");
    assert_eq!(codes(&files), ["Error helper-contradiction"]);
}

#[test]
fn the_dates_are_told_apart_by_content() {
    for known in SHIPPED.iter().filter(|known| known.file.is_some()) {
        let files = carrying(Memory::new(), "c", known.id)
            .file("c/templates/i.yaml", "{{ template \"ingress.default\" $ }}");
        assert_id(&files, known.id);
    }
}

#[test]
fn a_changed_helper_is_an_error_that_names_template_and_file() {
    let path = "c/templates/vendor/ingress/istio_1.2.0.tpl";
    let definition = Helper::built_in("istio-1.2.0").unwrap().definition;
    let text = template(&definition).unwrap()[0].text.clone();
    let text = text.replace("kind: Gateway", "kind: Gate");
    let files = plain().file(path, text);
    let seen = see(&files);
    assert_eq!(seen.codes, ["Error helper-changed"], "{}", seen.messages);
    assert!(seen.messages.contains("`ingress.istio.gateway`") && seen.messages.contains(path));
    let ignored = look(&files, true).swap_remove(0);
    assert_eq!(ignored.codes, ["Warning helper-changed"]);
    assert_eq!(ignored.id.as_deref(), Some("istio-1.2.0"));
}

#[test]
fn a_file_with_another_version_in_it_is_an_error() {
    let definition = Helper::built_in("istio-1.3.0").unwrap().definition;
    let text = template(&definition).unwrap()[0].text.clone();
    let seen = see(&plain().file("c/templates/vendor/ingress/istio_1.2.0.tpl", text));
    assert!(seen.codes.contains(&"Error helper-changed".to_owned()));
    assert!(seen.messages.contains("istio-1.3.0"), "{}", seen.messages);
}

#[test]
fn a_second_definition_is_an_error_that_names_both_places() {
    let own = format!("{INCLUDE}{{{{ define \"mesh.name.fqdn\" }}}}x{{{{ end }}}}");
    let seen = see(&plain().file("c/templates/ingress.yaml", own));
    assert_eq!(
        seen.codes,
        ["Error template-redefined"],
        "{}",
        seen.messages
    );
    assert!(seen.messages.contains("`mesh.name.fqdn`"));
    assert!(
        seen.places[0].starts_with("c/templates/ingress.yaml:2 c/templates/_ingress_names.tpl:")
    );
    // Templates that the helper does not need are the author's business.
    let other = "{{ define \"c.labels\" }}x{{ end }}";
    assert_id(&plain().file("c/templates/_c.tpl", other), "istio-1.2.0");
}

#[test]
fn a_template_must_not_be_defined_twice_in_one_file() {
    let twice = "{{ define \"mesh.name.fqdn\" }}x{{ end }}".repeat(2);
    let files = plain().file("c/templates/_m.tpl", twice);
    let found = look(&files, true).swap_remove(0);
    assert_eq!(
        found.codes,
        ["Error template-syntax", "Warning template-redefined"]
    );
}

#[test]
fn a_chart_below_can_replace_a_template_too() {
    let files = plain()
        .file("c/charts/s/Chart.yaml", "name: s\nversion: 1.0.0\n")
        .file(
            "c/charts/s/templates/x.tpl",
            "{{ define \"mesh.name.service\" }}x{{ end }}",
        );
    let seen = look(&files, false);
    assert_eq!(seen[0].codes, ["Error template-redefined"]);
    assert_eq!(seen[1].id, None);
    assert_eq!(seen[1].codes, [""; 0]);
    // Of a library chart Helm takes files with `_` only.
    let library = files.file(
        "c/charts/s/Chart.yaml",
        "name: s\nversion: 1.0.0\ntype: library\n",
    );
    assert_eq!(codes(&library), [""; 0]);
}

#[test]
fn two_charts_below_a_plain_one_may_have_the_same_helper() {
    let files = Memory::new().file("c/Chart.yaml", "name: c\nversion: 1.0.0\n");
    let files = ["c/charts/a", "c/charts/b"]
        .iter()
        .fold(files, |files, chart| {
            carrying(files, chart, "istio-1.2.0").file(format!("{chart}/templates/i.yaml"), INCLUDE)
        });
    let seen = look(&files, false);
    assert_eq!(seen[0].id, None);
    assert_eq!(seen[0].codes, [""; 0]);
    for below in &seen[1..] {
        assert_eq!(below.id.as_deref(), Some("istio-1.2.0"));
        assert_eq!(below.codes, [""; 0], "{}", below.messages);
    }
}

#[test]
fn two_charts_with_different_versions_replace_each_others_templates() {
    let files = Memory::new().file("c/Chart.yaml", "name: c\nversion: 1.0.0\n");
    let files =
        carrying(files, "c/charts/a", "istio-1.2.0").file("c/charts/a/templates/i.yaml", INCLUDE);
    let files =
        carrying(files, "c/charts/b", "istio-1.0.3").file("c/charts/b/templates/i.yaml", INCLUDE);
    let seen = look(&files, false);
    assert!(
        seen[1]
            .codes
            .iter()
            .all(|code| code == "Error template-redefined")
    );
    assert!(!seen[1].codes.is_empty() && !seen[2].codes.is_empty());
}

#[test]
fn a_chart_may_include_the_helper_of_its_library() {
    let files = Memory::new()
        .file("c/Chart.yaml", "name: c\nversion: 1.0.0\n")
        .file("c/templates/ingress.yaml", INCLUDE);
    let files = carrying(files, "c/charts/lib", "istio-1.2.0");
    let seen = look(&files, false);
    assert_eq!(seen[0].id.as_deref(), Some("istio-1.2.0"));
    assert_eq!(seen[0].codes, [""; 0], "{}", seen[0].messages);
    // The library itself includes nothing.
    assert_eq!(seen[1].printing, Printing::Never);
}

#[test]
fn a_missing_template_is_named_where_it_is_needed() {
    let definition = Helper::built_in("istio-1.2.0").unwrap().definition;
    let text = template(&definition).unwrap()[0].text.clone();
    let files = Memory::new()
        .file("c/Chart.yaml", "name: c\nversion: 1.0.0\n")
        .file("c/templates/vendor/ingress/istio_1.2.0.tpl", text)
        .file("c/templates/ingress.yaml", INCLUDE);
    let seen = see(&files);
    assert!(!seen.codes.is_empty());
    assert!(
        seen.codes
            .iter()
            .all(|code| code == "Error template-missing")
    );
    assert!(seen.messages.contains("`base.name.release`"));
}

#[test]
fn an_include_of_nothing_is_an_error() {
    let files = Memory::new()
        .file("c/Chart.yaml", "name: c\nversion: 1.0.0\n")
        .file("c/templates/ingress.yaml", INCLUDE);
    assert_eq!(codes(&files), ["Error template-missing"]);
}

#[test]
fn a_chart_without_a_helper_is_none_of_ours() {
    let files = Memory::new().file("c/Chart.yaml", "name: c\nversion: 1.0.0\n");
    let seen = see(&files);
    assert_eq!((seen.id, seen.codes), (None, Vec::new()));
}

fn including(text: &str) -> Seen {
    see(&plain().file("c/templates/ingress.yaml", text.to_owned()))
}

#[test]
fn a_condition_is_quoted_at_its_place() {
    let seen =
        including("\n{{- if $flags.web }}\n{{ include \"ingress.istio.default\" . }}\n{{ end }}");
    assert_eq!(seen.codes, ["Warning include-conditional"]);
    assert!(seen.messages.contains("`if $flags.web`"));
    assert_eq!(
        seen.places,
        ["c/templates/ingress.yaml:2 c/templates/ingress.yaml:3"]
    );
    assert_eq!(seen.printing, Printing::Once);
    let seen = including("{{ if .a }}{{ else }}{{ include \"ingress.istio.default\" . }}{{ end }}");
    assert!(seen.messages.contains("the `else` of `if .a`"));
}

#[test]
fn a_condition_around_a_wrapper_counts() {
    let seen = including(
        "{{ define \"c.ingress\" }}{{ include \"ingress.istio.default\" . }}{{ end }}\
         {{ if .Values.web }}{{ include \"c.ingress\" . }}{{ end }}",
    );
    assert_eq!(seen.codes, ["Warning include-conditional"]);
    assert!(seen.messages.contains("`if .Values.web`"));
}

#[test]
fn the_helper_is_not_printed_where_helm_does_not_print() {
    for (path, text) in [
        ("templates/_ingress.yaml", INCLUDE),
        ("templates/NOTES.txt", INCLUDE),
        (
            "templates/ingress.yaml",
            "{{/* {{ include \"ingress.istio.default\" . }} */}}",
        ),
        (
            "templates/ingress.yaml",
            "{{ define \"x\" }}{{ include \"ingress.istio.default\" . }}{{ end }}",
        ),
    ] {
        let files = carrying(Memory::new(), "c", "istio-1.2.0").file(format!("c/{path}"), text);
        let seen = see(&files);
        assert_eq!(seen.codes, ["Warning helper-not-included"], "{path} {text}");
        assert_eq!(seen.printing, Printing::Never);
    }
    let files = carrying(Memory::new(), "c", "istio-1.2.0").file("c/templates/i.yaml.tpl", INCLUDE);
    assert_id(&files, "istio-1.2.0");
}

#[test]
fn twice_is_reported_with_both_places() {
    let seen = including(&format!("{INCLUDE}---\n{INCLUDE}"));
    assert_eq!(seen.codes, ["Warning include-repeated"]);
    assert_eq!(seen.printing, Printing::Repeated);
    assert_eq!(
        seen.places,
        ["c/templates/ingress.yaml:3 c/templates/ingress.yaml:1"]
    );
    let seen = including(
        "{{ define \"w\" }}{{ include \"ingress.istio.default\" . }}{{ include \"ingress.istio.default\" . }}{{ end }}{{ template \"w\" . }}",
    );
    assert_eq!(seen.codes, ["Warning include-repeated"]);
}

#[test]
fn another_context_is_reported() {
    assert_eq!(
        including("{{ include \"ingress.istio.default\" .Values }}").codes,
        ["Error include-context"]
    );
    assert_eq!(
        including("{{ template \"ingress.istio.default\" }}").codes,
        ["Error include-context"]
    );
    assert_eq!(
        including("{{ include \"ingress.istio.default\" (dict \"Values\" .Values) }}").codes,
        ["Warning include-context"]
    );
    assert_eq!(
        including("{{ $r := . }}{{ include \"ingress.istio.default\" $r }}").codes,
        [""; 0]
    );
    assert_eq!(
        including("{{ with .x }}{{ include \"ingress.istio.default\" . }}{{ end }}").codes,
        ["Warning include-conditional", "Error include-context"]
    );
}

#[test]
fn parts_on_their_own_are_reported() {
    let seen = including("{{ include \"ingress.istio.gateway\" . }}");
    assert_eq!(seen.codes, ["Error include-partial"]);
    assert!(seen.messages.contains("`ingress.istio.gateway`"));
    // Names may be used for anything.
    let seen = including(&format!(
        "{INCLUDE}# {{{{ include \"ingress.istio.routeHosts\" . }}}}"
    ));
    assert_eq!(seen.codes, [""; 0]);
}

#[test]
fn text_that_is_processed_is_reported() {
    let seen = including("{{ include \"ingress.istio.default\" . | replace \"a\" \"b\" }}");
    assert_eq!(seen.codes, ["Error include-processed"]);
}

#[test]
fn text_behind_the_include_is_reported() {
    let seen = including(&format!("{INCLUDE}extra: 1\n"));
    assert_eq!(seen.codes, ["Warning include-glued"]);
    for apart in ["---\nkind: Service\n", "# a comment\n", "{{- /* c */}}\n\n"] {
        let seen = including(&format!("{INCLUDE}{apart}"));
        assert_eq!(seen.codes, [""; 0], "{apart}");
    }
}

#[test]
fn escapes_in_names_are_read_as_go_reads_them() {
    let seen = including("{{ include \"ingress.istio.def\\u0061ult\" . }}");
    assert_eq!(seen.codes, [""; 0]);
    let body = "{{ define \"base.name.rel\\x65ase\" }}evil{{ end }}";
    let seen = see(&plain().file("c/templates/_a.tpl", body));
    assert_eq!(seen.codes, ["Error template-redefined"]);
}

#[test]
fn another_root_is_another_context() {
    let seen = including("{{ $d := . }}{{ $d = dict }}{{ include \"ingress.istio.default\" $d }}");
    assert_eq!(seen.codes, ["Warning include-context"]);
    let seen = including("{{ $ = dict }}{{ include \"ingress.istio.default\" $ }}");
    assert_eq!(seen.codes, ["Warning include-context"]);
}

#[test]
fn a_file_that_takes_part_must_be_readable() {
    let seen = including(&format!("{INCLUDE}{{{{ if .x }}}}"));
    assert_eq!(seen.codes, ["Error template-syntax"]);
    // Other files are not ours to judge.
    assert_id(
        &plain().file("c/templates/other.yaml", "{{ if"),
        "istio-1.2.0",
    );
}

#[test]
fn ten_thousand_wrappers_are_followed_without_recursion() {
    let mut text = String::new();
    for at in 0..10_000 {
        text += &format!(
            "{{{{ define \"w{at}\" }}}}{{{{ include \"w{}\" . }}}}{{{{ end }}}}",
            at + 1
        );
    }
    text += "{{ define \"w10000\" }}{{ include \"ingress.istio.default\" . }}{{ end }}{{ include \"w0\" . }}";
    let seen = including(&text);
    assert_eq!((seen.codes, seen.printing), (Vec::new(), Printing::Once));
}

#[test]
fn templates_that_call_each_other_end() {
    let text = "{{ define \"a\" }}{{ include \"b\" . }}{{ end }}{{ define \"b\" }}{{ include \"a\" . }}{{ include \"ingress.istio.default\" . }}{{ end }}{{ include \"a\" . }}";
    assert_eq!(including(text).id.as_deref(), Some("istio-1.2.0"));
}

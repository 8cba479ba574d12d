//! Templates put together at random: nothing panics, and every place lies in the template.

use super::*;
use crate::chart::Chart;
use crate::compile::{Options, compile};
use crate::environment::Memory;
use crate::helm::HelmVersion;
use crate::helper::Helper;
use crate::release::Release;
use crate::values::{Inputs, compute};
use crate::{Error, ErrorKind};

fn model(values: &str) -> Model {
    let files = Memory::new()
        .file(
            "pad/Chart.yaml",
            "apiVersion: v2\nname: pad\nversion: 1.0.0\n",
        )
        .file(
            "pad/values.yaml",
            format!("ingress:\n  enabled: true\n{values}"),
        );
    let mut sources = Sources::new();
    let helm = HelmVersion::V3;
    let chart = Chart::load(&files, "pad".as_ref(), &mut sources, helm).unwrap();
    let mut none = |_: &str| Err(Error::new(ErrorKind::NotFound, "no files"));
    let values = compute(&chart, &Inputs::default(), &mut sources, helm, &mut none).unwrap();
    let release = Release::registered("pad", "pad", &mut sources);
    let options = Options {
        helper: Helper::built_in("1.0"),
        ..Options::default()
    };
    let compilation = compile(&chart, &values, &release, &sources, &options);
    Model::new(&values, &release, &compilation)
}

fn dialects() -> Vec<Dialect> {
    vec![
        Dialect::Jinja,
        #[cfg(feature = "tera")]
        Dialect::Tera,
    ]
}

const PARTS: &[&str] = &[
    "apiVersion: v1\n",
    "kind: ConfigMap\n",
    "metadata:\n",
    "  name: a\n",
    "  labels: {a: b}\n",
    "---\n",
    "...\n",
    "{{ release.name }}",
    "{{ release.nam }}",
    "{{- hosts -}}",
    "{{ hosts | tojson }}",
    "{% for host in hosts %}",
    "{%- endfor %}",
    "{% if hosts -%}",
    "{% else %}",
    "{% endif %}",
    "{% set x = 1 %}",
    "{% set x %}",
    "{% endset %}",
    "{{ x }}",
    "{# note #}",
    "{#- ",
    " -#}",
    "{% raw %}",
    "{% endraw %}",
    "{{",
    "}}",
    "{%",
    "%}",
    "'",
    "\"",
    "\n",
    "  ",
    "é",
    "\u{2028}",
    "\t",
    ": ",
    "- ",
    "[",
    "}",
    "&a ",
    "*a",
    "<<: ",
    "| default(1)",
    "\u{E000}",
    "\r\n",
    "{{ 'a: b' }}",
    "{{ values | toyaml | indent(2) }}",
    "{{ hosts[0].name[1:] }}",
    "{{ 1 / 0 }}",
    "{{ -9223372036854775808 - 1 }}",
    "{{ 'x' | dns_label }}",
    "{{ hosts[9] }}",
    "{{ hosts | first }}",
    "{{ hosts[hosts[",
    "{{ é?.[x].a['b'",
    "{{ virtualServices[0].routes[0].redirect.uri }}",
    "{{ virtualServices[-1].routes[0].timeout }}",
    "{{/* x's */}}",
    "{{ .é }}",
    "{% filter upper %}",
    "{% endfilter %}",
    "%TAG ! x\n",
];

#[test]
fn templates_at_random_end_in_objects_or_findings() {
    let model = model("");
    let mut state = 0x9e37_79b9_u64;
    let mut next = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % limit
    };
    let (mut read, mut printed, mut refused) = (0, 0, 0);
    for _ in 0..6000 {
        let mut text = if next(2) == 0 {
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx: ".to_owned()
        } else {
            String::new()
        };
        for _ in 0..=next(9) {
            text += PARTS[next(PARTS.len())];
        }
        for dialect in dialects() {
            let mut sources = Sources::new();
            let found = match Template::parse("t", text.as_str(), dialect, &mut sources) {
                Err(diagnostic) => vec![*diagnostic],
                Ok(template) => {
                    read += 1;
                    match template.render(&model) {
                        Ok(rendered) => {
                            printed += 1;
                            rendered.warnings
                        }
                        Err(found) => {
                            refused += 1;
                            assert!(!found.is_empty());
                            found
                        }
                    }
                }
            };
            for diagnostic in found {
                let primary = diagnostic.primary.as_ref().unwrap().span;
                let labels = diagnostic.secondary.iter().map(|label| label.span);
                for span in labels.chain([primary]) {
                    let range = span.start as usize..span.end as usize;
                    assert!(text.get(range).is_some(), "{text:?}: {diagnostic:?}");
                }
            }
        }
    }
    assert!(
        read > 1000 && printed > 150 && refused > 1000,
        "{read} {printed} {refused}"
    );
}

#[test]
fn deep_values_and_deep_output_are_bounded() {
    let deep = format!("deep: {}{}\n", "[".repeat(9000), "]".repeat(9000));
    let text = "apiVersion: v1\nkind: A\nmetadata: {name: a}\n";
    for dialect in dialects() {
        let mut sources = Sources::new();
        let template = Template::parse("t", text, dialect, &mut sources).unwrap();
        let found = template.render(&model(&deep)).unwrap_err();
        assert_eq!(found[0].code, codes::EXTENSION_FAILED);
        let text = format!("{text}{deep}");
        let template = Template::parse("t", text, dialect, &mut sources).unwrap();
        let rendered = template.render(&model("")).unwrap();
        assert!(crate::out::yaml(&rendered.objects).len() > 9000);
    }
}

#[test]
fn a_template_of_many_bytes_is_refused() {
    for dialect in dialects() {
        let text = "#".repeat(MOST_TEXT + 1);
        let found = Template::parse("t", text, dialect, &mut Sources::new()).unwrap_err();
        assert_eq!(found.code, codes::EXTENSION_SYNTAX);
    }
}

#[test]
fn integers_of_64_bits_stay_what_they_are() {
    let text = "apiVersion: v1\nkind: Foo\nmetadata: {name: x}\n\
                spec: {a: 9007199254740993, b: -9223372036854775808, c: 8080, d: 1.5}\n";
    for dialect in dialects() {
        let mut sources = Sources::new();
        let template = Template::parse("a", text, dialect, &mut sources).unwrap();
        let rendered = template.render(&model("")).unwrap();
        let json = crate::yaml::json::compact(rendered.objects[0].get("spec").unwrap());
        assert_eq!(
            json,
            r#"{"a":9007199254740993,"b":-9223372036854775808,"c":8080,"d":1.5}"#
        );
    }
}

#[test]
fn what_holds_itself_over_and_over_comes_to_an_end() {
    let shared = "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}\
                  {% set ns.x = [ns.x, ns.x] %}{% endfor %}";
    for print in ["{{ ns.x | tojson }}", "{{ ns.x | toyaml }}", "{{ ns.x }}"] {
        let mut sources = Sources::new();
        let text = format!("{shared}{print}");
        let template = Template::parse("a.j2", text, Dialect::Jinja, &mut sources).unwrap();
        let found = template.render(&model("")).unwrap_err();
        assert_eq!(found[0].code, codes::EXTENSION_ENDLESS, "{print}");
    }
}

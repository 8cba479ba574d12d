use std::path::Path;

use super::*;
use crate::environment::Memory;
use crate::source::Sources;
use crate::{ErrorKind, Failure, HelmVersion};

const C: &str = "apiVersion: v2\nname: c\nversion: 1.0.0\n";
const S: &str = "apiVersion: v2\nname: s\nversion: 1.0.0\n";

fn load_as(files: &Memory, path: &str, helm: HelmVersion) -> Result<Chart, Failure> {
    Chart::load(files, Path::new(path), &mut Sources::new(), helm)
}

fn load(files: &Memory) -> Chart {
    match load_as(files, "c", HelmVersion::V3) {
        Ok(chart) => chart,
        Err(error) => panic!("{error:?}"),
    }
}

/// The name of the diagnostic, or what kind of error it is.
fn refusal(files: &Memory) -> String {
    refusal_as(files, HelmVersion::V3)
}

fn refusal_as(files: &Memory, helm: HelmVersion) -> String {
    match load_as(files, "c", helm) {
        Ok(_) => "none".to_owned(),
        Err(Failure::Error(error)) => format!("{:?}", error.kind()),
        Err(Failure::Diagnostics(found)) => found[0].code.name().to_owned(),
    }
}

fn chart() -> Memory {
    Memory::new().file("c/Chart.yaml", C)
}

fn templates(chart: &Chart) -> Vec<&str> {
    chart.templates.iter().map(|t| t.path.as_str()).collect()
}

#[test]
fn a_folder_is_read_with_what_is_below_it() {
    let files = chart()
        .file("c/values.yaml", "a: 1\n")
        .file("c/values.schema.json", "{}")
        .file("c/templates/ingress.yaml", "x")
        .file("c/templates/vendor/base/name_1.0.0.tpl", "y")
        .file("c/README.md", "z")
        .file("c/charts/other/Chart.yaml", S)
        .file("c/charts/other/templates/_s.tpl", "")
        .file("c/charts/.hidden", "")
        .file("c/charts/_off/README.md", "")
        .file("c/charts/x.prov", "")
        .folder("c/charts/empty/inner");
    let mut sources = Sources::new();
    let chart = Chart::load(&files, Path::new("c/"), &mut sources, HelmVersion::V3).unwrap();
    assert_eq!(
        (chart.path.as_str(), chart.metadata.name.as_str()),
        ("c", "c")
    );
    assert_eq!(
        templates(&chart),
        [
            "templates/ingress.yaml",
            "templates/vendor/base/name_1.0.0.tpl"
        ]
    );
    assert_eq!(chart.defaults.len(), 1);
    assert!(chart.schema.is_some());
    assert_eq!(chart.subcharts.len(), 1);
    let below = &chart.subcharts[0];
    assert_eq!(
        (below.path.as_str(), below.metadata.name.as_str()),
        ("c/charts/other", "s")
    );
    let names: Vec<_> = chart
        .templates
        .iter()
        .filter_map(|t| sources.get(t.source))
        .map(|source| source.name())
        .collect();
    assert_eq!(names[0], "c/templates/ingress.yaml");
}

#[test]
fn the_path_is_named_as_it_is_given() {
    let files = chart().file("c/values.yaml", "a: 1\n");
    for given in ["./c", "c//", "c"] {
        let chart = load_as(&files, given, HelmVersion::V3).unwrap();
        assert_eq!(chart.path, given.trim_end_matches('/'));
    }
}

#[test]
#[cfg(not(feature = "archive"))]
fn a_file_is_told_from_a_packaged_chart() {
    assert_eq!(refusal(&Memory::new().file("c", "a: 1\n")), "NotAChart");
    let packed = Memory::new().file("c", [0x1f, 0x8b, 0x08]);
    assert_eq!(refusal(&packed), "Unsupported");
}

#[test]
fn what_is_no_chart_is_an_error_and_no_diagnostic() {
    assert_eq!(refusal(&Memory::new().file("d", "")), "NotFound");
    assert_eq!(refusal(&Memory::new().folder("c")), "NotAChart");
    assert_eq!(refusal(&Memory::new().folder("c/Chart.yaml")), "NotAChart");
    assert_eq!(refusal(&Memory::new().link("c", "nowhere")), "NotFound");
}

#[test]
fn a_folder_called_values_yaml_is_no_values() {
    assert_eq!(load(&chart().folder("c/values.yaml")).defaults.len(), 0);
    assert_eq!(load(&chart().file("c/values.yaml/x", "")).defaults.len(), 0);
    assert_eq!(load(&chart().file("c/templates", "")).templates.len(), 0);
}

#[test]
fn links_are_followed_and_remembered() {
    let files = chart()
        .file("lib/istio_1.2.0.tpl", "text")
        .file("lib/more/_x.tpl", "text")
        .link(
            "c/templates/vendor/ingress/istio.tpl",
            "../../../../lib/istio_1.2.0.tpl",
        )
        .link("c/templates/more", "../../lib/more");
    let chart = load(&files);
    assert_eq!(
        templates(&chart),
        [
            "templates/more/_x.tpl",
            "templates/vendor/ingress/istio.tpl"
        ]
    );
    assert_eq!(
        chart.templates[1].link.as_deref(),
        Some("lib/istio_1.2.0.tpl")
    );
}

#[test]
fn links_that_lead_nowhere_or_round_in_a_circle_are_errors() {
    assert_eq!(refusal(&chart().link("c/templates/x", "nope")), "NotFound");
    assert_eq!(refusal(&chart().link("c/templates/x", "x")), "Unreadable");
    assert_eq!(
        refusal(&chart().file("c/templates/a", "").link("c/templates/x", ".")),
        "Unreadable"
    );
    assert_eq!(refusal(&chart().link("c/docs", "nope")), "none");
}

#[test]
fn helmignore_counts_at_the_root_only() {
    let files = chart()
        .file("c/.helmignore", "*.txt\ncharts/off\n")
        .file("c/templates/a.txt", "")
        .file("c/templates/.swp", "")
        .file("c/templates/b.yaml", "")
        .file("c/charts/off/README", "")
        .file("c/charts/s/Chart.yaml", S)
        .file("c/charts/s/.helmignore", "c.yaml")
        .file("c/charts/s/templates/c.yaml", "");
    let chart = load(&files);
    assert_eq!(templates(&chart), ["templates/b.yaml"]);
    assert_eq!(templates(&chart.subcharts[0]), ["templates/c.yaml"]);
    assert_eq!(
        refusal(&self::chart().file("c/.helmignore", "**/x")),
        "helmignore-pattern-invalid"
    );
    assert_eq!(
        refusal(&self::chart().file("c/.helmignore", "Chart.yaml")),
        "NotAChart"
    );
}

#[test]
fn everything_in_charts_must_be_a_chart() {
    let code = "subchart-without-chart-yaml";
    assert_eq!(refusal(&chart().file("c/charts/README.md", "")), code);
    assert_eq!(refusal(&chart().file("c/charts/s/values.yaml", "")), code);
    assert_eq!(refusal(&chart().file("c/charts/s/README.md", "")), code);
    assert_eq!(
        refusal(&chart().file("c/charts/s.tgz/Chart.yaml", S)),
        "archive-unreadable"
    );
}

#[test]
fn helm_3_refuses_files_above_five_mebibytes() {
    let files = |size: usize| chart().file("c/templates/big", vec![b'x'; size]);
    let most = 5 << 20;
    assert_eq!(refusal(&files(most)), "none");
    assert_eq!(refusal(&files(most + 1)), "chart-file-too-large");
    assert_eq!(refusal_as(&files(most + 1), HelmVersion::V4), "none");
}

#[test]
fn charts_nest_deep_but_not_without_end() {
    let nested = |levels: usize| {
        (0..levels).fold(chart(), |files, level| {
            let path = format!("c{}/Chart.yaml", "/charts/s".repeat(level + 1));
            files.file(path, S)
        })
    };
    assert_eq!(refusal(&nested(40)), "none");
    assert_eq!(refusal(&nested(200)), "subcharts-too-deep");
}

#[test]
fn binary_templates_are_read_all_the_same() {
    let files = chart().file("c/templates/x", [0xff, 0x00, b'{', b'{'].as_slice());
    assert_eq!(load(&files).templates.len(), 1);
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let files = Memory::new().file("c/Chart.yaml", format!("\u{feff}{C}"));
    assert_eq!(load(&files).metadata.name, "c");
}

fn with(yaml: &str) -> Memory {
    Memory::new().file("c/Chart.yaml", yaml.to_owned())
}

fn with_more(yaml: &str) -> Memory {
    with(&format!("{C}{yaml}"))
}

#[test]
fn chart_yaml_is_checked_as_helm_checks_it() {
    for (yaml, code) in [
        ("", "chart-name-invalid"),
        ("[]", "chart-yaml-wrong-type"),
        ("foo", "chart-yaml-wrong-type"),
        ("a: [", "yaml-syntax"),
        ("name: c\nversion: 1.0.0\n", "none"),
        ("apiVersion: v2\nname: c\n", "chart-version-invalid"),
        (
            "apiVersion: [v2]\nname: c\nversion: 1\n",
            "chart-yaml-wrong-type",
        ),
        ("apiVersion: ~\nname: c\nversion: 1\n", "none"),
        ("name: a/b\nversion: 1\n", "chart-name-invalid"),
        ("name: a b\nversion: 1\n", "none"),
        ("name: ~\nversion: 1\n", "chart-name-invalid"),
        ("name: c\nversion: x\n", "chart-version-invalid"),
        ("name: c\nversion: ~\n", "chart-version-invalid"),
        ("NaMe: c\nVERSION: 1\n", "none"),
    ] {
        assert_eq!(refusal(&with(yaml)), code, "{yaml}");
    }
    for (yaml, code) in [
        ("type: foo\n", "chart-type-unknown"),
        ("type: Library\n", "chart-type-unknown"),
        ("type: library\n", "library-chart-compiled"),
        ("type: ''\n", "none"),
        ("keywords: foo\n", "chart-yaml-wrong-type"),
        ("keywords: [1, true, ~]\n", "none"),
        ("deprecated: 'true'\n", "chart-yaml-wrong-type"),
        ("annotations: {a: 1, b: ~}\n", "none"),
        ("annotations: {a: [1]}\n", "chart-yaml-wrong-type"),
        ("annotations: []\n", "chart-yaml-wrong-type"),
        ("maintainers: [~]\n", "chart-yaml-wrong-type"),
        ("maintainers: [{name: 1, foo: 2}]\n", "none"),
        ("maintainers: [foo]\n", "chart-yaml-wrong-type"),
        ("home: {}\n", "chart-yaml-wrong-type"),
        ("unknown: {}\n", "none"),
        ("dependencies: [~]\n", "dependency-invalid"),
        ("dependencies: [foo]\n", "chart-yaml-wrong-type"),
        ("dependencies: {}\n", "chart-yaml-wrong-type"),
        (
            "dependencies: [{name: zz, version: 1, condition: zz.on}]\n",
            "dependency-missing",
        ),
    ] {
        assert_eq!(refusal(&with_more(yaml)), code, "{yaml}");
    }
}

#[test]
fn helm_4_is_stricter_about_names_and_api_versions() {
    for (yaml, code) in [
        (
            "apiVersion: v3\nname: c\nversion: 1\n",
            "chart-api-version-unknown",
        ),
        ("name: ..\nversion: 1\n", "chart-name-invalid"),
        ("name: a..b\nversion: 1\n", "none"),
    ] {
        assert_eq!(refusal_as(&with(yaml), HelmVersion::V3), "none", "{yaml}");
        assert_eq!(refusal_as(&with(yaml), HelmVersion::V4), code, "{yaml}");
    }
}

#[test]
fn scalars_become_strings_as_in_helm() {
    for (version, expected) in [
        ("1.10", "1.1"),
        ("1e3", "1000"),
        ("012", "10"),
        ("20240101", "20240101"),
        ("1_0", "10"),
        ("0x10", "16"),
        ("1.2.3", "1.2.3"),
        ("'1.10'", "1.10"),
    ] {
        let chart = load(&with(&format!("name: c\nversion: {version}\n")));
        assert_eq!(chart.metadata.version, expected, "{version}");
    }
    let chart = load(&with("name: \"c\\nd\"\nversion: 1\n"));
    assert_eq!(chart.metadata.name, "c d");
}

#[test]
fn dependencies_are_checked_as_helm_checks_them() {
    let with = |entries: &str| {
        with_more(&format!("dependencies:\n{entries}")).file("c/charts/s/Chart.yaml", S)
    };
    for (entries, code) in [
        ("- {name: s, version: 1.0.0}\n", "none"),
        ("- {name: s, version: '>2'}\n", "none"),
        ("- {name: s, alias: a b}\n", "dependency-invalid"),
        ("- {name: s, alias: a.b}\n", "dependency-invalid"),
        ("- {name: s, alias: ''}\n", "none"),
        ("- {name: s}\n- {name: s}\n", "dependency-duplicate"),
        ("- {name: s, alias: t}\n- {name: s}\n", "none"),
        (
            "- {name: s, alias: t}\n- {name: s, alias: t}\n",
            "dependency-duplicate",
        ),
        ("- {name: s, tags: foo}\n", "chart-yaml-wrong-type"),
        ("- {name: s, enabled: maybe}\n", "chart-yaml-wrong-type"),
        ("- {name: s, condition: [a]}\n", "chart-yaml-wrong-type"),
        ("- {name: s, condition: true}\n", "none"),
        ("- {name: s, import-values: foo}\n", "chart-yaml-wrong-type"),
        ("- {version: 1.0.0}\n", "dependency-missing"),
    ] {
        assert_eq!(refusal(&with(entries)), code, "{entries}");
    }
    let chart = load(&with("- {NAME: s, Version: 1, ALIAS: t, tags: [1, a]}\n"));
    let dependency = &chart.metadata.dependencies[0];
    assert_eq!(dependency.alias.as_deref(), Some("t"));
    assert_eq!(
        (dependency.version.as_str(), dependency.tags.len()),
        ("1", 2)
    );
}

#[test]
fn requirements_yaml_goes_over_chart_yaml() {
    let files = with("name: c\nversion: 1\n")
        .file("c/charts/s/Chart.yaml", S)
        .file(
            "c/requirements.yaml",
            "dependencies: [{name: s, alias: t}]\nname: d\n",
        );
    let chart = load(&files);
    assert_eq!(chart.metadata.name, "d");
    assert_eq!(chart.metadata.dependencies.len(), 1);
    let files = chart_with_requirements("a: [\n");
    assert_eq!(refusal(&files), "yaml-syntax");
    assert_eq!(refusal(&chart_with_requirements("")), "none");
}

fn chart_with_requirements(text: &str) -> Memory {
    chart().file("c/requirements.yaml", text)
}

#[test]
fn errors_say_what_and_where() {
    let error = match load_as(&Memory::new().folder("d"), "d", HelmVersion::V3) {
        Err(Failure::Error(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error.kind(), ErrorKind::NotAChart);
    assert_eq!(error.path(), Some("d"));
}

#[cfg(feature = "archive")]
mod packed {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// A tar archive; paths go in unchecked, as an attacker would have them.
    fn tgz(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, content) in files {
            let mut header = tar::Header::new_gnu();
            header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            header.set_entry_type(tar::EntryType::Regular);
            header.set_cksum();
            builder.append(&header, *content).unwrap();
        }
        gzip(&builder.into_inner().unwrap())
    }

    fn load_packed(bytes: Vec<u8>, helm: HelmVersion) -> Result<Chart, String> {
        let files = Memory::new().file("x.tgz", bytes);
        load_as(&files, "x.tgz", helm).map_err(|error| match error {
            Failure::Error(error) => format!("{:?}", error.kind()),
            Failure::Diagnostics(found) => found[0].code.name().to_owned(),
        })
    }

    fn refused(files: &[(&str, &[u8])]) -> String {
        let mut all = vec![("c/Chart.yaml", C.as_bytes())];
        all.extend_from_slice(files);
        load_packed(tgz(&all), HelmVersion::V3).map_or_else(|code| code, |_| "none".to_owned())
    }

    #[test]
    fn an_archive_is_read_like_a_folder() {
        let below = tgz(&[("s/Chart.yaml", S.as_bytes()), ("s/templates/_s.tpl", b"")]);
        let bytes = tgz(&[
            ("c/Chart.yaml", C.as_bytes()),
            ("c/values.yaml", b"a: 1"),
            ("c/templates/.hidden", b"x"),
            ("c/.helmignore", b"**"),
            ("c/templates/u.yaml", b"first"),
            ("c/templates/u.yaml", b"last"),
            ("c/charts/s-1.tgz", &below),
        ]);
        let mut sources = Sources::new();
        let files = Memory::new().file("x.tgz", bytes);
        let chart = Chart::load(&files, Path::new("x.tgz"), &mut sources, HelmVersion::V3).unwrap();
        assert_eq!(chart.path, "x.tgz:c");
        assert_eq!(chart.subcharts[0].path, "x.tgz:c/charts/s-1.tgz:s");
        assert_eq!(templates(&chart), ["templates/.hidden", "templates/u.yaml"]);
        let source = sources.get(chart.templates[1].source).unwrap();
        assert_eq!(
            (source.name(), source.text()),
            ("x.tgz:c/templates/u.yaml", "last")
        );
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for (path, code) in [
            ("c/../x", "archive-path-refused"),
            ("c//etc/passwd", "archive-path-refused"),
            ("c/C:/x", "archive-path-refused"),
            ("top", "archive-path-refused"),
            ("c/templates/../x", "none"),
            ("../c/x", "none"),
            ("d/templates/z.yaml", "none"),
            ("c\\templates\\z.yaml", "none"),
        ] {
            assert_eq!(refused(&[(path, b"x")]), code, "{path}");
        }
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        let code = |bytes: Vec<u8>| load_packed(bytes, HelmVersion::V3).map(|_| ()).unwrap_err();
        let good = tgz(&[("c/Chart.yaml", C.as_bytes())]);
        assert_eq!(code(Vec::new()), "archive-unreadable");
        assert_eq!(code(b"hello".to_vec()), "archive-unreadable");
        assert_eq!(code(gzip(b"hello")), "archive-unreadable");
        assert_eq!(code(gzip(&b"hello".repeat(1000))), "archive-unreadable");
        assert_eq!(code(good[..good.len() / 2].to_vec()), "archive-unreadable");
        assert_eq!(code(tgz(&[])), "archive-unreadable");
        assert_eq!(
            code(tgz(&[("./c/Chart.yaml", C.as_bytes())])),
            "subchart-without-chart-yaml"
        );
    }

    #[test]
    fn bombs_do_not_go_off() {
        let zeros = vec![0; 5 << 20];
        let mut files = vec![("c/Chart.yaml", C.as_bytes())];
        files.extend(std::iter::repeat_n(("c/files/b", zeros.as_slice()), 21));
        let bomb = tgz(&files);
        for helm in [HelmVersion::V3, HelmVersion::V4] {
            let code = load_packed(bomb.clone(), helm).map(|_| ()).unwrap_err();
            assert_eq!(code, "archive-too-large");
        }
        let large = vec![0; (5 << 20) + 1];
        assert_eq!(refused(&[("c/files/b", &large)]), "chart-file-too-large");
    }
}

use super::*;
use crate::environment::Memory;
use crate::{HelmVersion, Helper, Release};

fn pad(values: &str) -> Chart {
    let files = Memory::new()
        .file(
            "pad/Chart.yaml",
            "apiVersion: v2\nname: pad\nversion: 1.0.0\n",
        )
        .file("pad/values.yaml", values);
    Chart::load(&files, "pad", HelmVersion::V3).unwrap()
}

fn options() -> Options {
    Options::new().helper(Helper::built_in("1.0").unwrap())
}

fn release() -> Release {
    Release::new("pad", "etherpad").unwrap()
}

#[test]
fn a_chart_is_read_once_for_many_releases() {
    let chart = pad("ingress:\n  enabled: true\n");
    let hosts = |host: &str| {
        let values = Values::new().set(format!("ingress.gatewayHosts={{{host}}}"));
        compile(&chart, &values, &release(), &options())
    };
    let (one, two) = (hosts("a.example.org"), hosts("b.example.org"));
    assert!(one.yaml().contains("a.example.org") && !one.yaml().contains("b.example.org"));
    assert!(two.yaml().contains("b.example.org") && !two.yaml().contains("a.example.org"));
    assert_eq!(one.objects.len(), 3);
}

#[test]
fn a_chart_that_is_broken_says_so_in_every_compilation() {
    let chart = pad("ingress: [\n");
    assert_eq!(chart.name(), None);
    for compilation in [
        compile(&chart, &Values::new(), &release(), &options()),
        check(&chart, &Values::new(), &release(), &options()),
    ] {
        assert!(compilation.has_errors() && compilation.objects.is_empty());
        let place = compilation.place(&compilation.diagnostics[0]).unwrap();
        assert_eq!(place.file, "pad/values.yaml");
    }
}

#[test]
fn a_chart_that_is_not_there_is_an_error_with_a_kind() {
    let error = Chart::load(&Memory::new(), "nope", HelmVersion::V3).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::NotFound);
    assert_eq!(error.path(), Some("nope"));
}

#[test]
fn serialized_values_are_read_as_a_values_file_is() {
    let chart = pad("ingress:\n  enabled: false\n");
    let settings = serde_json::json!({"ingress": {"enabled": true, "service": {"port": 8443}}});
    let values = Values::new().serialize("my settings", &settings).unwrap();
    let compilation = compile(&chart, &values, &release(), &options());
    let text = "ingress:\n  enabled: true\n  service:\n    port: 8443\n";
    let same = Values::new().text("my settings", text);
    assert_eq!(
        compilation.yaml(),
        compile(&chart, &same, &release(), &options()).yaml()
    );
    assert!(compilation.yaml().contains("8443"));
    for wrong in [
        serde_json::json!([1]),
        serde_json::json!("x"),
        serde_json::json!(null),
    ] {
        let error = Values::new().serialize("x", &wrong).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Usage);
    }
}

#[test]
fn what_is_wrong_in_a_flag_has_its_place_there() {
    let chart = pad("ingress:\n  enabled: true\n");
    let values = Values::new().set("ingress.gatewayHosts={a");
    let compilation = compile(&chart, &values, &release(), &options());
    assert!(
        compilation.summary().starts_with("<--set 1>:1:"),
        "{}",
        compilation.summary()
    );
}

#[cfg(feature = "config")]
#[test]
fn comments_silence_what_they_name() {
    let told = |comment: &str| {
        let chart = pad(&format!("ingress:\n  enabled: true\n  nope: 1{comment}\n"));
        check(&chart, &Values::new(), &release(), &options())
            .diagnostics
            .len()
    };
    assert_eq!(told(""), 1);
    assert_eq!(told(" # rutter: ignore[RT4000] not now"), 0);
}

#[test]
fn objects_are_checked_without_a_chart() {
    let text = "apiVersion: networking.istio.io/v1\nkind: VirtualService\n\
                metadata: {name: pad}\nspec:\n  hosts: ['pad_1']\n  http: [{}]\n";
    let checked = check_objects([("vs.yaml", text)], &release(), &Options::new());
    assert!(checked.has_errors());
    assert_eq!(checked.objects[0].kind(), "VirtualService");
    let host = checked.origin(0, "spec.hosts[0]").unwrap();
    assert_eq!((host.file, host.start.line), ("vs.yaml", 5));
}

#[test]
fn the_api_can_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Chart>();
    crosses::<Values>();
    crosses::<Options>();
    crosses::<Compilation>();
}

#[test]
fn an_origin_says_whether_it_is_exact() {
    let chart = pad("ingress:\n  enabled: true\n  gatewayHosts: [pad.example.org]\n");
    let compilation = compile(&chart, &Values::new(), &release(), &options());
    let at = compilation.position("VirtualService", "pad").unwrap();
    let host = compilation.origin(at, "spec.hosts[0]").unwrap();
    assert!(host.exact);
    assert_eq!(host.to_string(), "pad/values.yaml:3:18");
    let around = compilation.origin(at, "spec.hosts").unwrap();
    assert!(around.text.contains("pad.example.org"));
    // The author wrote no route.
    assert!(
        compilation
            .origin(at, "spec.http[0].route")
            .is_none_or(|route| !route.exact)
    );
    for nowhere in [
        "spec.hosts[7]",
        "spec.hosts.0",
        "spec.hots",
        "garbage[[",
        "",
    ] {
        assert!(compilation.origin(at, nowhere).is_none(), "{nowhere}");
    }
    assert_eq!(compilation.position("VirtualService", "nope"), None);
}

#[test]
fn a_model_of_what_does_not_compile_is_an_error_with_the_lines() {
    let chart = pad("ingress: [\n");
    let error = model(&chart, &Values::new(), &release(), &options()).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Findings);
    assert!(error.message().starts_with("pad/values.yaml:"), "{error}");
}

#[test]
fn a_file_can_be_a_value() {
    let files = Memory::new().file("key.txt", "a.example.org");
    let chart = pad("ingress:\n  enabled: true\n");
    let values = Values::new().set_file("ingress.gatewayHosts[0]", &files, "key.txt");
    let compilation = compile(&chart, &values.unwrap(), &release(), &options());
    assert!(
        compilation.yaml().contains("a.example.org"),
        "{}",
        compilation.summary()
    );
    let missing = Values::new().set_file("a", &files, "nope.txt").unwrap_err();
    assert_eq!(missing.kind(), crate::ErrorKind::NotFound);
}

#[cfg(feature = "config")]
#[test]
fn comments_count_in_every_document() {
    let told = |comment: &str| {
        let text = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n---\n\
             apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: pad}}\n\
             spec:\n  hosts: [pad.example.org]\n  gateways: [pad]\n  http:\n\
             \x20 - timeout: 0s{comment}\n    route: [{{destination: {{host: pad}}}}]\n"
        );
        let checked = check_objects([("all.yaml", text)], &release(), &Options::new());
        checked.summary().matches("RT3248").count()
    };
    assert_eq!(told(""), 1);
    assert_eq!(told(" # rutter: ignore[RT3248] an Istio of old"), 0);
}

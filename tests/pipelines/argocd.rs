//! Argo CD's own code runs the plugin.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::{ROOT, command, copy, given, objects, program, text};

struct Argo {
    folder: tempfile::TempDir,
    program: std::path::PathBuf,
}

impl Argo {
    /// A repository with charts, and the plugin where the sidecar would have it.
    fn new() -> Option<Argo> {
        let program = program("RUTTER_ARGOCD_CMP")?;
        let helm = super::program("RUTTER_HELM3")?;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        copy(&Path::new(ROOT).join("charts"), &at("repository/charts"));
        copy(
            &Path::new(ROOT).join("tests/check"),
            &at("repository/check"),
        );
        copy(&Path::new(ROOT).join("pipelines/argocd"), &at("plugin"));
        let definition = fs::read_to_string(at("plugin/plugin.yaml")).unwrap();
        const PLACE: &str = "/home/argocd/cmp-server/config";
        assert!(definition.contains(PLACE));
        let here = at("plugin").to_str().unwrap().to_owned();
        fs::write(at("plugin/plugin.yaml"), definition.replace(PLACE, &here)).unwrap();
        fs::create_dir_all(at("bin")).unwrap();
        fs::create_dir_all(at("work")).unwrap();
        fs::copy(helm, at("bin/helm")).unwrap();
        Some(Argo { folder, program })
    }

    fn run(&self, app: &str, source: &str) -> Output {
        let at = |name: &str| self.folder.path().join(name);
        let mut argo = command(&self.program);
        let rutter = Path::new(super::RUTTER).parent().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{}:{path}", at("bin").display(), rutter.display());
        argo.env("PATH", path)
            .env("ARGOCD_CMP_WORKDIR", at("work"))
            .env("HELM_DATA_HOME", at("work"))
            .args([at("plugin"), at("repository")])
            .arg(app);
        given(&mut argo, source.as_bytes())
    }
}

#[test]
fn a_chart_is_generated_and_a_wrong_one_is_not() {
    let Some(argo) = Argo::new() else { return };
    let done = argo.run("charts/plain", "");
    assert!(done.status.success(), "{}", text(&done.stderr));
    let whole = objects(&text(&done.stdout));
    assert_eq!(whole.len(), 3);
    assert_eq!(whole[1]["metadata"]["namespace"], "pads");

    let ingress = argo.run(
        "charts/plain",
        "parameters: [{name: mode, string: ingress}]",
    );
    assert_eq!(objects(&text(&ingress.stdout)), whole);

    let refused = argo.run("charts/etherpad", "");
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stdout), "");
    let said = text(&refused.stderr);
    assert!(
        said.contains("error[RT3248]") && said.contains("values.yaml:31:16"),
        "{said}"
    );
    let ignored = argo.run(
        "charts/etherpad",
        "env: [{name: CHECK, value: --ignore RT3248}]",
    );
    assert!(ignored.status.success(), "{}", text(&ignored.stderr));
}

#[test]
fn only_charts_with_a_helper_are_discovered() {
    let Some(argo) = Argo::new() else { return };
    assert_eq!(argo.run("check", "").status.code(), Some(3));
    let other = argo.folder.path().join("repository/other");
    fs::create_dir_all(other.join("templates")).unwrap();
    fs::write(
        other.join("Chart.yaml"),
        "apiVersion: v2\nname: a\nversion: 1.0.0\n",
    )
    .unwrap();
    assert_eq!(argo.run("other", "").status.code(), Some(3));
}

#[test]
fn parameters_reach_helm_and_rutter() {
    let Some(argo) = Argo::new() else { return };
    for mode in ["chart", "ingress"] {
        let source = format!(
            "parameters:\n- {{name: mode, string: {mode}}}\n- {{name: release-name, string: other}}\n- {{name: namespace, string: elsewhere}}\n- {{name: set, array: [ingress.staging=true, 'ingress.gatewayHosts.default=a b']}}\n"
        );
        let done = argo.run("charts/plain", &source.replace("a b", "ab"));
        let found = text(&done.stdout);
        assert!(
            found.contains("ab.staging."),
            "{found}{}",
            text(&done.stderr)
        );
        assert!(found.contains("plain-other"), "{found}");
        assert!(
            found.contains(r#""namespace":"elsewhere""#) || found.contains("namespace: elsewhere")
        );
        // What is one argument stays one.
        let refused = argo.run("charts/plain", &source);
        assert!(
            text(&refused.stderr).contains("a b"),
            "{}",
            text(&refused.stderr)
        );

        let file = format!(
            "parameters:\n- {{name: mode, string: {mode}}}\n- {{name: values-files, array: [../../check/typo.yaml]}}\n"
        );
        let refused = argo.run("charts/plain", &file);
        assert_eq!(refused.status.code(), Some(1));
        assert!(text(&refused.stderr).contains("did you mean `gatewayHosts`?"));
    }
}

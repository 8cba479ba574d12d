//! The real Helms run the plugins and the post-renderer.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{ROOT, command, objects, program, text};

struct Helm {
    program: PathBuf,
    version: u8,
    home: tempfile::TempDir,
}

impl Helm {
    fn new(version: u8) -> Option<Helm> {
        let program = program(&format!("RUTTER_HELM{version}"))?;
        let home = tempfile::tempdir().unwrap();
        Some(Helm {
            program,
            version,
            home,
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut helm = command(&self.program);
        // Helm 4.3.1 installs plugins below HELM_DATA_HOME whatever HELM_PLUGINS says.
        helm.args(arguments)
            .env_remove("HELM_PLUGINS")
            .env("HELM_DATA_HOME", self.home.path().join("data"))
            .env("HELM_CONFIG_HOME", self.home.path().join("config"))
            .env("HELM_CACHE_HOME", self.home.path().join("cache"));
        helm
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn printed(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert!(
            done.status.success(),
            "{arguments:?}: {}",
            text(&done.stderr)
        );
        text(&done.stdout)
    }

    fn install(&self, plugin: &str) {
        let folder = Path::new(ROOT).join("pipelines/helm").join(plugin);
        self.printed(&["plugin", "install", folder.to_str().unwrap()]);
    }

    /// How a release is rendered through rutter.
    fn post_render(&self, words: &[&str], flags: &[&str]) -> Output {
        let mut arguments = words.to_vec();
        match self.version {
            3 => arguments.extend([
                "--post-renderer",
                "rutter",
                "--post-renderer-args",
                "post-render",
            ]),
            _ => arguments.extend(["--post-renderer", "ingress-post-render"]),
        }
        for flag in flags {
            arguments.extend(["--post-renderer-args", flag]);
        }
        self.run(&arguments)
    }
}

fn helms() -> impl Iterator<Item = Helm> {
    [3, 4].into_iter().filter_map(Helm::new)
}

#[test]
fn the_plugin_hands_everything_through() {
    for helm in helms() {
        helm.install(&format!("helm{}", helm.version));
        assert!(helm.printed(&["plugin", "list"]).contains("ingress"));
        for namespace in [["-n", "pad"], ["--namespace", "pad"]] {
            let compile = ["ingress", "compile", "plain", "charts/plain"];
            let found = helm.printed(&[&compile[..], &namespace, &["--debug"]].concat());
            assert_eq!(objects(&found)[0]["metadata"]["namespace"], "pad");
        }
        let with_context = [
            "ingress",
            "values",
            "charts/plain",
            "--kube-context",
            "x",
            "-o",
            "json",
        ];
        assert!(helm.printed(&with_context).starts_with('{'));
        assert!(
            helm.printed(&["ingress", "explain", "RT3248"])
                .contains("vs-timeout")
        );
        assert!(
            helm.printed(&["ingress", "--help"])
                .contains("Usage: rutter")
        );

        let good = helm.run(&["ingress", "check", "charts/plain"]);
        assert_eq!(good.status.code(), Some(0));
        let bad = helm.run(&[
            "ingress",
            "check",
            "charts/plain",
            "-f",
            "tests/check/typo.yaml",
        ]);
        assert_eq!(bad.status.code(), Some(1));
        assert!(text(&bad.stdout).contains("did you mean `gatewayHosts`?"));
        let not_there = helm.run(&["ingress", "check", "nope"]);
        assert_eq!(not_there.status.code(), Some(2));

        let other = helm
            .command(&["ingress", "check", "charts/plain"])
            .env("RUTTER", "/no/rutter")
            .output()
            .unwrap();
        assert_eq!(other.status.code(), Some(2));
        assert!(text(&other.stderr).contains("there is no `/no/rutter`"));
    }
}

#[test]
fn a_release_goes_through_the_post_renderer_or_is_refused() {
    for helm in helms() {
        if helm.version == 4 {
            helm.install("helm4-post-render");
        }
        let good = ["template", "plain", "charts/plain", "-n", "pad"];
        let plain = helm.printed(&good);
        let rendered = helm.post_render(&good, &[]);
        assert!(rendered.status.success(), "{}", text(&rendered.stderr));
        match helm.version {
            3 => assert_eq!(text(&rendered.stdout), plain),
            // Helm 4 reads and writes what it hands over, and puts quotes elsewhere.
            _ => assert_eq!(objects(&text(&rendered.stdout)), objects(&plain)),
        }

        let bad = ["template", "etherpad", "charts/etherpad", "-n", "etherpad"];
        let refused = helm.post_render(&bad, &[]);
        assert_eq!(refused.status.code(), Some(1));
        assert_eq!(text(&refused.stdout), "");
        let ignored = helm.post_render(&bad, &["--ignore=RT3248"]);
        assert!(ignored.status.success(), "{}", text(&ignored.stderr));

        // Of Helm 4 only Linux lets the findings through.
        if helm.version == 3 || cfg!(target_os = "linux") {
            let said = text(&refused.stderr);
            assert!(said.contains("error[RT3248]"), "{said}");
            assert!(
                said.contains("printed by etherpad/templates/ingress.yaml"),
                "{said}"
            );
            let chart = helm.post_render(&bad, &["--chart=charts/etherpad"]);
            let said = text(&chart.stderr);
            assert!(said.contains("charts/etherpad/values.yaml:31:16"), "{said}");
        }
    }
}

#[test]
fn a_release_gets_the_objects_of_templates() {
    for helm in helms() {
        if helm.version == 4 {
            helm.install("helm4-post-render");
        }
        let words = ["template", "plain", "charts/plain", "-n", "pad"];
        let flags = [
            "--chart=charts/plain",
            "--release=plain",
            "--namespace=pad",
            "--template=extensions/certificate.j2",
        ];
        let rendered = helm.post_render(&words, &flags);
        assert!(rendered.status.success(), "{}", text(&rendered.stderr));
        let mut found = objects(&text(&rendered.stdout));
        let is_new = |object: &serde_json::Value| object["kind"] == "Certificate";
        let new: Vec<_> = found.extract_if(.., |object| is_new(object)).collect();
        assert_eq!(new.len(), 1);
        assert_eq!(new[0]["spec"]["dnsNames"][0], "pad.discovery.wmnet");
        assert_eq!(found, objects(&helm.printed(&words)));
    }
}

#[test]
fn helm_4_installs_nothing_that_is_refused() {
    // Helm 3 asks a cluster even for a dry run.
    let Some(helm) = Helm::new(4) else { return };
    helm.install("helm4-post-render");
    let install = |chart: &str| {
        helm.post_render(
            &["install", "rel", chart, "-n", "pad", "--dry-run=client"],
            &[],
        )
    };
    assert!(install("charts/plain").status.success());
    let refused = install("charts/etherpad");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("INSTALLATION FAILED"));
}

#[test]
fn the_scripts_of_both_plugins_are_one() {
    let read =
        |name: &str| std::fs::read(Path::new(ROOT).join("pipelines/helm").join(name)).unwrap();
    assert_eq!(read("helm3/ingress.sh"), read("helm4/ingress.sh"));
}

//! `rutter::build` as Cargo runs it: the example is built, built broken to see the error, and built
//! again after changes to see what Cargo notices.

// A test may end where something is not as it must be.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/embedded-service");
const TEMPORARY: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/embedded");

/// All builds share a target folder, so that rutter is built once; one at a time uses it.
fn alone() -> MutexGuard<'static, ()> {
    static BUSY: Mutex<()> = Mutex::new(());
    BUSY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A copy of the example.
struct Package {
    folder: PathBuf,
}

/// What Cargo said.
struct Said {
    stdout: String,
    stderr: String,
    succeeded: bool,
}

impl Package {
    fn copied(name: &str) -> Self {
        let folder = Path::new(TEMPORARY).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        copy(Path::new(EXAMPLE), &folder);
        let package = Package { folder };
        let root = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        package.replace("Cargo.toml", "\"../..\"", &format!("\"{root}\""));
        // To Cargo, packages of one name and version are the same in a target folder.
        for file in ["Cargo.toml", "Cargo.lock"] {
            let version =
                |end: &str| format!("name = \"embedded-service\"\nversion = \"0.1.0{end}\"");
            package.replace(file, &version(""), &version(&format!("-{name}")));
        }
        package
    }

    fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Said {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(arguments)
            .arg("--locked")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(TEMPORARY).join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap();
        Said {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            succeeded: output.status.success(),
        }
    }

    /// Whether the build script runs.
    fn reruns(&self) -> bool {
        let said = self.cargo(&["check", "-v"]);
        assert!(said.succeeded, "{}", said.stderr);
        let mut lines = said.stderr.lines().map(str::trim_start);
        // `Fresh` is said of whatever need not be built; both would be a misreading.
        let (mut fresh, mut ran) = (false, false);
        for line in lines.by_ref() {
            fresh |= line.starts_with("Fresh embedded-service ");
            ran |= line.starts_with("Running `")
                && line.contains("/embedded-service-")
                && line.ends_with("/build-script-build`");
        }
        assert!(!(fresh && ran), "{}", said.stderr);
        ran
    }

    /// What a person sees of a build that fails, without what differs from machine to machine.
    fn failure(&self) -> String {
        let said = self.cargo(&["check"]);
        assert!(!said.succeeded, "{}", said.stderr);
        let from = said.stderr.find("error: embedded-service@").unwrap_or(0);
        let folder = self.folder.to_string_lossy();
        let lines = said.stderr[from..].lines().filter_map(|line| {
            if line.starts_with("note: To improve backtraces") {
                None
            } else if line.contains("process didn't exit successfully") {
                Some("  process didn't exit successfully: [BUILD SCRIPT] (exit status: 1)".into())
            } else {
                Some(line.replace(&*folder, "[PACKAGE]"))
            }
        });
        lines.collect::<Vec<String>>().join("\n")
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_name() == "target" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_example_builds_without_a_warning_and_serves_its_routes() {
    let _alone = alone();
    let example = Package {
        folder: EXAMPLE.into(),
    };
    let said = example.cargo(&["test"]);
    assert!(said.succeeded, "{}{}", said.stdout, said.stderr);
    let passed = said.stdout.matches(" ... ok").count();
    assert!(passed >= 6, "{passed} tests: {}", said.stdout);
    assert!(!said.stderr.contains("warning:"), "{}", said.stderr);
}

#[test]
fn a_misspelt_key_fails_the_build_at_its_line() {
    let _alone = alone();
    let package = Package::copied("misspelt");
    package.replace("values/production.yaml", "gatewayHosts", "gatewayHots");
    insta::assert_snapshot!(package.failure());
}

#[test]
fn a_host_that_istio_refuses_fails_the_build_at_its_line() {
    let _alone = alone();
    let package = Package::copied("host");
    package.replace("values/production.yaml", "*.notes", "*notes");
    insta::assert_snapshot!(package.failure());
}

#[test]
fn a_missing_values_file_fails_the_build_by_its_name() {
    let _alone = alone();
    let package = Package::copied("missing");
    fs::remove_file(package.folder.join("values/production.yaml")).unwrap();
    insta::assert_snapshot!(package.failure());
}

#[test]
fn a_warning_is_a_warning_of_the_build() {
    let _alone = alone();
    let package = Package::copied("warning");
    package.replace("values/production.yaml", "[notes.", "[Notes.");
    let said = package.cargo(&["check"]);
    assert!(said.succeeded, "{}", said.stderr);
    let warnings = said.stderr.lines().filter(|line| {
        line.starts_with(
            "warning: embedded-service@0.1.0-warning: values/production.yaml:3:18: [RT",
        )
    });
    assert_eq!(warnings.count(), 1, "{}", said.stderr);

    package.replace("build.rs", ".run()", ".deny_warnings().run()");
    assert!(!package.cargo(&["check"]).succeeded);
}

#[test]
fn one_script_builds_several_releases_and_tells_what_is_wrong_with_any() {
    let _alone = alone();
    let package = Package::copied("several");
    package.write("build.rs", SEVERAL);
    package.replace("src/main.rs", "embedded_service::OBJECTS", STAGING_OBJECTS);
    let said = package.cargo(&["run", "--", "--objects"]);
    assert!(
        said.stdout.contains("staging.example.org"),
        "{}",
        said.stderr
    );

    package.replace("build.rs", "{staging.", "{staging_.");
    package.replace("values/production.yaml", "gatewayHosts", "gatewayHots");
    package.replace("charts/notes/values.yaml", "timeout: 15s", "timeout: 15");
    let said = package.cargo(&["check"]).stderr;
    let count = |start: &str| said.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(
        count("error: embedded-service@0.1.0-several: values/production.yaml:3:3: "),
        1,
        "{said}"
    );
    assert_eq!(
        count("error: embedded-service@0.1.0-several: <--set 1>:1:23: "),
        1,
        "{said}"
    );
    // Both releases have them, and once is enough.
    assert_eq!(
        count("error: embedded-service@0.1.0-several: charts/notes/values.yaml:"),
        2,
        "{said}"
    );

    package.replace("build.rs", "staging.yaml", "ingress.yaml");
    package.replace("build.rs", "{staging_.", "{staging.");
    package.replace("values/production.yaml", "gatewayHots", "gatewayHosts");
    package.replace("charts/notes/values.yaml", "timeout: 15", "timeout: 15s");
    let said = package.cargo(&["check"]).stderr;
    assert!(
        said.contains("two files would be called `ingress.yaml` in OUT_DIR"),
        "{said}"
    );
}

const SEVERAL: &str = r#"use rutter::build::{Build, run_all};

fn main() {
    let notes = |release| Build::new("charts/notes").release(release);
    run_all([
        notes("notes")
            .values("values/production.yaml")
            .objects("ingress.yaml")
            .constants("ingress.rs"),
        notes("staging")
            .set("ingress.gatewayHosts={staging.example.org}")
            .objects("staging.yaml"),
    ]);
}
"#;

const STAGING_OBJECTS: &str = "include_str!(concat!(env!(\"OUT_DIR\"), \"/staging.yaml\"))";

#[test]
fn cargo_runs_the_script_again_when_something_that_took_part_changes_and_only_then() {
    let _alone = alone();
    let package = Package::copied("changes");
    assert!(package.reruns());
    assert!(!package.reruns(), "nothing has changed");

    let helper = "charts/notes/templates/vendor/ingress/rutter_1.0.0.tpl";
    let text = fs::read_to_string(package.folder.join(helper)).unwrap();
    package.write(helper, &text);
    assert!(package.reruns(), "the helper is newer");

    package.replace(
        "values/production.yaml",
        "notes.example.org",
        "pad.example.org",
    );
    assert!(package.reruns(), "a value has changed");
    let said = package.cargo(&["run", "--", "--objects"]);
    assert!(
        said.stdout.contains("- pad.example.org\n"),
        "{}",
        said.stdout
    );
    assert!(
        !said.stdout.contains("notes.example.org"),
        "{}",
        said.stdout
    );

    package.write("charts/notes/templates/another.yaml", "# new\n");
    assert!(package.reruns(), "a template is new");
    package.write("charts/notes/.helmignore", "another.yaml\n");
    assert!(package.reruns(), "a file that was looked for is new");
    fs::remove_file(package.folder.join("charts/notes/.helmignore")).unwrap();
    assert!(package.reruns(), "a file is gone");

    package.write("values/staging.yaml", "# nobody reads this\n");
    package.replace("src/main.rs", "8080", "8081");
    assert!(!package.reruns(), "nothing has changed that takes part");
}

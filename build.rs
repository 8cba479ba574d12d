//! Checks the helper definitions under `common_templates/` and embeds them. A definition that
//! cannot be used fails the build: what ships has been read once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use definition::Definition;

#[path = "src/helper/definition.rs"]
#[allow(dead_code)] // The build script only reads and checks; it uses none of the facts.
mod definition;
#[path = "src/helper/problems.rs"]
mod problems;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/helper/definition.rs");
    println!("cargo::rerun-if-changed=src/helper/problems.rs");
    println!("cargo::rerun-if-changed=common_templates");
    match embed() {
        Ok((texts, carriers)) => {
            let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
            for (file, code) in [("helpers.rs", texts), ("carriers.rs", carriers)] {
                if let Err(error) = fs::write(out.join(file), code) {
                    stop(&[format!("cannot write {}: {error}", out.display())]);
                }
            }
        }
        Err(problems) => stop(&problems),
    }
}

/// The generated tables: every id and the text of its definition; and how charts carry it, so
/// that finding a chart's helper needs no reading of definitions.
fn embed() -> Result<(String, String), Vec<String>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut problems = Vec::new();
    let mut ids = Vec::new();
    let mut carriers = Vec::new();
    for folder in folders(&root.join("common_templates")).map_err(|error| vec![error])? {
        match check(&root, &folder) {
            Ok(definition) => {
                carriers.push(carrier(&definition));
                ids.push(folder);
            }
            Err(found) => problems.extend(found),
        }
    }
    if ids.is_empty() && problems.is_empty() {
        problems.push("common_templates: no folder with a helper.yaml".to_owned());
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut code = String::from(
        "/// Every helper that ships with rutter: its id and its definition, sorted by id.\n\
         static BUILT_IN: &[(&str, &str)] = &[\n",
    );
    for id in ids {
        // The path goes through the manifest's folder so that the generated code does not
        // depend on where the checkout lies.
        let _ = writeln!(
            code,
            "    ({id:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \
             \"/common_templates/{id}/helper.yaml\"))),"
        );
    }
    code.push_str("];\n");
    let carriers = format!("&[{}]\n", carriers.concat());
    Ok((code, carriers))
}

/// One `Known` of `src/chart/helper/known.rs`.
fn carrier(definition: &Definition) -> String {
    let carrier = &definition.carrier;
    let module = carrier
        .module
        .as_ref()
        .map(|module| (&module.namespace, &module.name, &module.version));
    format!(
        "Known {{ id: {:?}, include: {:?}, prefix: {:?}, default_destination: {:?}, \
         module: {:?}, file: {:?} }},\n",
        definition.id,
        carrier.include,
        carrier.prefix,
        carrier.default_destination,
        module,
        carrier.file,
    )
}

/// The folders below `common_templates`, sorted.
fn folders(path: &Path) -> Result<Vec<String>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", path.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.path().is_dir() {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// Reads one definition and says everything that is wrong with it.
fn check(root: &Path, folder: &str) -> Result<Definition, Vec<String>> {
    let name = format!("common_templates/{folder}/helper.yaml");
    let complain = |problem: &dyn std::fmt::Display| format!("{name}: {problem}");
    let text = fs::read_to_string(root.join(&name)).map_err(|error| vec![complain(&error)])?;
    let definition: Definition =
        serde_yaml::from_str(&text).map_err(|error| vec![complain(&error)])?;
    let mut problems: Vec<String> = definition
        .problems()
        .iter()
        .map(|problem| complain(problem))
        .collect();
    if definition.id != folder {
        problems.push(complain(&format!(
            "id: must be the name of the folder; write `id: {folder:?}`"
        )));
    }
    if problems.is_empty() {
        Ok(definition)
    } else {
        Err(problems)
    }
}

/// Fails the build with one line a problem.
fn stop(problems: &[String]) -> ! {
    for problem in problems {
        println!("cargo::error={}", problem.replace('\n', " "));
    }
    process::exit(1);
}

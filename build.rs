//! Checks and embeds the helper definitions.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

//! Telling genuine template definitions from changed ones.

use std::fmt::Write as _;

use crate::chart::template::action::Actions;

/// The hashes of the upstream definitions; read line by line when one is asked for.
const UPSTREAM: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/common_templates/fingerprints.txt"
));

/// The same for the templates that rutter generates.
const GENERATED: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/common_templates/generated.txt"
));

/// The hash of a definition's body that white space and comments do not change: SHA-256, in
/// hexadecimal, of the text without template comments, ends of lines, empty lines and lines whose
/// first visible character is `#`.
#[must_use]
pub fn of(body: &str) -> String {
    let mut code = String::with_capacity(body.len());
    let mut at = 0;
    if body.contains("/*") {
        for comment in Actions::of(body).map_while(Result::ok) {
            if comment.is_comment {
                code.push_str(body.get(at..comment.range.start).unwrap_or_default());
                at = comment.range.end;
            }
        }
    }
    code.push_str(body.get(at..).unwrap_or_default());
    let mut hash = hmac_sha256::Hash::new();
    // Other white space than this is text to YAML.
    let blanks = [' ', '\t', '\r'];
    let lines = code
        .split('\n')
        .map(|line| line.trim_end_matches(blanks))
        .filter(|line| !line.is_empty() && !line.trim_start_matches(blanks).starts_with('#'));
    for (number, line) in lines.enumerate() {
        if number > 0 {
            hash.update(b"\n");
        }
        hash.update(line.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// A genuine definition: its hash and the versions that have it.
#[derive(Clone, Debug)]
pub(super) struct Genuine<'a> {
    pub(super) name: &'a str,
    pub(super) hash: &'a str,
    versions: &'a str,
}

impl<'a> Genuine<'a> {
    /// The versions that have it, `istio-1.2.0`, `base.name-1.0.0`.
    pub(super) fn versions(&self) -> impl Iterator<Item = &'a str> {
        self.versions.split(' ')
    }
}

/// Every genuine definition, upstream's and our own, sorted by name.
pub(super) struct Table(Vec<Genuine<'static>>);

impl Table {
    pub(super) fn read() -> Table {
        let mut all: Vec<_> = table(UPSTREAM).chain(table(GENERATED)).collect();
        all.sort_by_key(|genuine| genuine.name);
        Table(all)
    }

    /// The genuine definitions of a template.
    pub(super) fn of(&self, name: &str) -> impl Iterator<Item = &Genuine<'static>> {
        let start = self.0.partition_point(|genuine| genuine.name < name);
        let from = self.0.get(start..).unwrap_or_default();
        from.iter().take_while(move |genuine| genuine.name == name)
    }
}

/// The genuine definitions in a table: one a line, name, hash, versions.
fn table(text: &str) -> impl Iterator<Item = Genuine<'_>> {
    text.lines().filter_map(|line| {
        let (name, rest) = line.split_once(' ')?;
        let (hash, versions) = rest.split_once(' ')?;
        (name != "#").then_some(Genuine {
            name,
            hash,
            versions,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_white_space_do_not_count() {
        let plain = of("\nkind: {{ .x }}\n  a: 1\n");
        assert_eq!(
            of("kind: {{ .x }}   \n\n{{- /* why\n */ -}}\n  # more\n  a: 1"),
            plain
        );
        assert_ne!(of("kind: {{ .x }}\n a: 1"), plain);
        assert_ne!(of("kind: {{ .y }}\n  a: 1"), plain);
    }

    #[test]
    fn the_hash_is_that_of_the_plain_text() {
        assert_eq!(
            of("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_table_knows_every_upstream_helper() {
        let has = |id: &str| {
            table(UPSTREAM)
                .filter(|genuine| genuine.versions().any(|version| version == id))
                .count()
        };
        assert_eq!(has("istio-1.2.0"), 7);
        assert_eq!(has("0.4-20220209"), 12);
        assert_eq!(has("base.meta-2.0.2"), 3);
        assert!(table(UPSTREAM).all(|genuine| genuine.hash.len() == 64));
    }
}

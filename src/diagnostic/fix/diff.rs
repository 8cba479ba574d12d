//! A change as `git apply` and `patch -p1` read it.

use std::fmt::Write;

use similar::{Algorithm, TextDiff};

use super::FileChange;

/// The lines shown around a change.
const CONTEXT: usize = 3;

/// The change as a unified diff with the names `a/NAME` and `b/NAME`; empty if nothing changes.
///
/// A name that is absolute loses the slash in front. A file with a byte order mark differs from
/// its text on the first line, so that a change in its first lines does not apply to it.
#[must_use]
pub fn diff(change: &FileChange<'_>) -> String {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (before, after) = (lines(change.before), lines(&change.after));
    TextDiff::configure()
        .algorithm(Algorithm::Myers)
        // Lines end where `patch` ends them: at a line feed and nowhere else.
        .newline_terminated(true)
        .diff_slices(&before, &after)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&header('a', change.name), &header('b', change.name))
        .to_string()
}

/// The name in the form of git: in quotes where a line or a quote in it would confuse readers, a
/// tab behind it where they could not tell its end.
fn header(side: char, name: &str) -> String {
    let name = name.trim_start_matches("./").trim_start_matches('/');
    let path = format!("{side}/{name}");
    if !path.contains(|char: char| char.is_control() || matches!(char, '"' | '\\')) {
        let tab = if path.contains(' ') { "\t" } else { "" };
        return format!("{path}{tab}");
    }
    let mut out = String::from('"');
    for char in path.chars() {
        // Writing to a string cannot fail.
        let _ = match char {
            '"' | '\\' => write!(out, "\\{char}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            _ if char.is_ascii_control() => write!(out, "\\{:03o}", u32::from(char)),
            _ => write!(out, "{char}"),
        };
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use insta::assert_snapshot;

    fn print(name: &str, before: &str, after: &str) -> String {
        let mut sources = Sources::new();
        let source = sources.add(name, before);
        diff(&FileChange {
            source,
            name,
            before,
            after: after.to_owned(),
        })
    }

    #[test]
    fn three_lines_stand_around_a_change() {
        let text = |changed| format!("1\n2\n3\n4\n{changed}\n6\n7\n8\n9");
        assert_snapshot!(print("./c/values.yaml", &text("5"), &text("five")), @r"
        --- a/c/values.yaml
        +++ b/c/values.yaml
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        ");
    }

    #[test]
    fn a_missing_line_end_is_told() {
        assert_snapshot!(print("/v.yaml", "a: 1", "b: 1"), @r"
        --- a/v.yaml
        +++ b/v.yaml
        @@ -1 +1 @@
        -a: 1
        \ No newline at end of file
        +b: 1
        \ No newline at end of file
        ");
    }

    #[test]
    fn lines_keep_the_ends_they_have() {
        assert_eq!(
            print("v.yaml", "a\r\nb\rc\r\n", "a\r\nb\rd\r\n"),
            "--- a/v.yaml\n+++ b/v.yaml\n@@ -1,2 +1,2 @@\n a\r\n-b\rc\r\n+b\rd\r\n"
        );
        assert_eq!(print("v.yaml", "a\n", "a\n"), "");
    }

    #[test]
    fn names_that_confuse_readers_are_quoted() {
        assert_eq!(header('a', "my values.yaml"), "a/my values.yaml\t");
        assert_eq!(header('b', "a\"\n.yaml"), r#""b/a\"\n.yaml""#);
    }

    /// The programs themselves, where they are installed.
    #[test]
    fn git_applies_it() {
        let cases = [
            ("a: 1\nb: 2\n", "a: 1\n"),
            ("a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\r\nc: 3\r\n"),
            ("a: 1\nb: 2", "a: 1\nb: 2\nc: 3"),
            ("a: 1\nb: 2", "a: 1\n"),
        ];
        for (before, after) in cases {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("my v.yaml");
            std::fs::write(&file, before).unwrap();
            std::fs::write(folder.path().join("p"), print("my v.yaml", before, after)).unwrap();
            let git = std::process::Command::new("git")
                .args(["apply", "--whitespace=nowarn", "p"])
                .current_dir(folder.path())
                .env("GIT_CEILING_DIRECTORIES", folder.path())
                .output();
            let Ok(git) = git else {
                eprintln!("not compared: git is not installed");
                return;
            };
            assert!(git.status.success(), "{git:?}");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), after);
        }
    }
}

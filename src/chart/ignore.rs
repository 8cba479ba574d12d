//! `.helmignore`, as Helm 3.17.3 and 4.3.1 read it (observed): one pattern a line, `/` at the end
//! for folders only, `/` at the beginning or inside for whole paths, otherwise the last name of
//! the path; `!` turns a pattern round and then *ignores everything else*.

/// The patterns of a chart's `.helmignore`.
#[derive(Debug, Default)]
pub(super) struct Ignore {
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    text: Vec<char>,
    is_whole_path: bool,
    is_folder: bool,
    is_negated: bool,
}

/// A line that Helm refuses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadPattern {
    /// The bytes of the line.
    pub(super) range: std::ops::Range<usize>,
    /// What is wrong with it.
    pub(super) problem: &'static str,
}

impl Ignore {
    /// Reads the file; hidden files directly under `templates/` are always ignored.
    pub(super) fn parse(text: &str) -> Result<Ignore, BadPattern> {
        let mut patterns = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            // Helm passes over a byte order mark.
            let trimmed = line.trim_start_matches('\u{feff}').trim();
            let lead = line.len() - line.trim_start().len();
            let range = start + lead..start + lead + trimmed.len();
            start += line.len();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let problem = match trimmed {
                _ if trimmed.contains("**") => Some("`**` has no meaning to Helm here"),
                _ if !is_well_formed(trimmed) => Some("a bracket is never closed"),
                _ => None,
            };
            if let Some(problem) = problem {
                return Err(BadPattern { range, problem });
            }
            patterns.push(Pattern::new(trimmed));
        }
        patterns.push(Pattern::new("templates/.?*"));
        Ok(Ignore { patterns })
    }

    /// Whether Helm leaves out this path (relative to the chart, with `/`).
    pub(super) fn ignores(&self, path: &str, is_folder: bool) -> bool {
        let path: Vec<char> = path.chars().collect();
        let name = path.rsplit(|c| *c == '/').next().unwrap_or(&path);
        for pattern in &self.patterns {
            let subject = if pattern.is_whole_path { &path } else { name };
            let applies = !pattern.is_folder || is_folder;
            if pattern.is_negated {
                if !applies || !matches(&pattern.text, subject) {
                    return true;
                }
            } else if applies && matches(&pattern.text, subject) {
                return true;
            }
        }
        false
    }
}

impl Pattern {
    fn new(line: &str) -> Pattern {
        let (is_negated, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (is_folder, line) = match line.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let rooted = line.strip_prefix('/');
        Pattern {
            text: rooted.unwrap_or(line).chars().collect(),
            is_whole_path: rooted.is_some() || line.contains('/'),
            is_folder,
            is_negated,
        }
    }
}

/// `*` and `?` match within one name, `[a-z]` and `[^a]` one character, `\` takes the next
/// character as it is. Backtracks to the last star only, which is enough and linear in space.
fn matches(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut in_name) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let step = match (pattern.get(at), name.get(in_name)) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((at + 1, in_name));
                at += 1;
                continue;
            }
            (Some(_), Some(character)) => one(pattern, at, *character),
            _ => None,
        };
        match (step, star) {
            (Some(next), _) => {
                at = next;
                in_name += 1;
            }
            (None, Some((after, from))) => {
                if name.get(from).is_none_or(|character| *character == '/') {
                    return false;
                }
                star = Some((after, from + 1));
                (at, in_name) = (after, from + 1);
            }
            (None, None) => return false,
        }
    }
}

/// The position after the element at `at`, if the element matches this character.
fn one(pattern: &[char], at: usize, character: char) -> Option<usize> {
    match pattern.get(at)? {
        '?' => (character != '/').then_some(at + 1),
        '[' => {
            let (next, holds) = class(pattern, at + 1, character)?;
            holds.then_some(next)
        }
        '\\' => (*pattern.get(at + 1)? == character).then_some(at + 2),
        plain => (*plain == character).then_some(at + 1),
    }
}

/// The position after a class and whether it holds the character; `None` when it is malformed.
fn class(pattern: &[char], start: usize, character: char) -> Option<(usize, bool)> {
    let mut at = start;
    let is_negated = pattern.get(at) == Some(&'^');
    at += usize::from(is_negated);
    let mut holds = false;
    let mut ranges = 0;
    loop {
        if pattern.get(at) == Some(&']') && ranges > 0 {
            return Some((at + 1, holds != is_negated));
        }
        let low = class_character(pattern, &mut at)?;
        let mut high = low;
        if pattern.get(at) == Some(&'-') {
            at += 1;
            high = class_character(pattern, &mut at)?;
        }
        holds |= (low..=high).contains(&character);
        ranges += 1;
    }
}

fn class_character(pattern: &[char], at: &mut usize) -> Option<char> {
    let mut character = *pattern.get(*at)?;
    if character == '-' || character == ']' {
        return None;
    }
    if character == '\\' {
        *at += 1;
        character = *pattern.get(*at)?;
    }
    *at += 1;
    // Something must follow: at least the closing bracket.
    pattern.get(*at).map(|_| character)
}

/// Whether every bracket and backslash of a pattern is complete.
fn is_well_formed(pattern: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let mut at = 0;
    while let Some(character) = pattern.get(at) {
        at = match character {
            '[' => match class(&pattern, at + 1, 'a') {
                Some((next, _)) => next,
                None => return false,
            },
            '\\' if at + 1 == pattern.len() => return false,
            '\\' => at + 2,
            _ => at + 1,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(ignore: &str) -> Vec<&'static str> {
        let ignore = Ignore::parse(ignore).unwrap();
        let files = [
            "Chart.yaml",
            "templates/u.yaml",
            "templates/v.yaml",
            "templates/d/w.yaml",
            "templates/d/e/x.yaml",
        ];
        files
            .into_iter()
            .filter(|file| {
                let slashes = file.match_indices('/');
                !ignore.ignores(file, false)
                    && !slashes
                        .map(|(at, _)| &file[..at])
                        .any(|folder| ignore.ignores(folder, true))
            })
            .collect()
    }

    const ALL: [&str; 5] = [
        "Chart.yaml",
        "templates/u.yaml",
        "templates/v.yaml",
        "templates/d/w.yaml",
        "templates/d/e/x.yaml",
    ];

    /// Every expectation is what both Helms were seen to do.
    #[test]
    fn patterns_match_as_in_helm() {
        let without = |gone: &[usize]| -> Vec<&str> {
            let kept = ALL.iter().enumerate().filter(|(at, _)| !gone.contains(at));
            kept.map(|(_, file)| *file).collect()
        };
        for (pattern, gone) in [
            ("v.yaml", &[2][..]),
            ("/v.yaml", &[]),
            ("/templates/v.yaml", &[2]),
            ("d", &[3, 4]),
            ("d/", &[3, 4]),
            ("e/", &[4]),
            ("templates/d/", &[3, 4]),
            ("templates/*.yaml", &[1, 2]),
            ("*/v.yaml", &[2]),
            ("w*", &[3]),
            ("# c\n\n v.yaml ", &[2]),
            ("d/w.yaml", &[]),
            ("templates/d/*", &[3, 4]),
            ("[uv].yaml", &[1, 2]),
            ("[^u].yaml", &[2, 3, 4]),
            ("\\v.yaml", &[2]),
            ("\\!x", &[]),
            ("./templates/v.yaml", &[]),
            ("/", &[]),
            ("//templates/v.yaml", &[]),
            ("*.yaml", &[0, 1, 2, 3, 4]),
            ("!v.yaml", &[0, 1, 2, 3, 4]),
            ("!Chart.yaml", &[1, 2, 3, 4]),
        ] {
            assert_eq!(left(pattern), without(gone), "{pattern}");
        }
    }

    #[test]
    fn hidden_files_of_the_templates_folder_are_ignored() {
        let ignore = Ignore::parse("").unwrap();
        assert!(ignore.ignores("templates/.x", false));
        assert!(!ignore.ignores("templates/d/.x", false));
        assert!(!ignore.ignores("charts/s/templates/.x", false));
    }

    #[test]
    fn bad_patterns_are_refused_with_their_place() {
        assert_eq!(Ignore::parse("a\n  **/x\n").unwrap_err().range, 4..8);
        assert!(Ignore::parse("[").is_err());
        assert!(Ignore::parse("[a-").is_err());
        assert!(Ignore::parse("a\\").is_err());
    }

    #[test]
    fn many_stars_take_no_time() {
        let ignore = Ignore::parse(&"*a".repeat(60)).unwrap();
        assert!(!ignore.ignores(&"a".repeat(59), false));
        assert!(ignore.ignores(&"a".repeat(5000), false));
    }
}

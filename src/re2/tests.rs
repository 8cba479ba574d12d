//! Tables of what Go 1.26 accepts, refuses and matches.

use super::*;

fn regex(pattern: &str) -> Regex {
    parse(pattern).unwrap_or_else(|problem| panic!("{pattern}: {problem}"))
}

/// The words for a problem, and the offending part.
fn problem(pattern: &str) -> (String, String) {
    match parse(pattern) {
        Ok(_) => panic!("{pattern} is accepted"),
        Err(problem) => (
            problem.to_string(),
            pattern[problem.start..problem.end].to_owned(),
        ),
    }
}

#[test]
fn accepts_what_go_accepts() {
    for pattern in [
        "",
        "a{",
        "/{id}",
        "a{,3}",
        "a{01}",
        "a{1,2,3}",
        "x{1000}",
        "(x{10}){100}",
        "(x{1000}){0}",
        "(x{0}){1000}",
        r"\Qa.b\E",
        r"\Qa.b",
        r"\Q\E",
        r"a*\Q\E*",
        "a*(?i)*",
        "a(?i)*",
        r"\123",
        r"\0",
        r"\08",
        r"\x7F",
        r"\x{10FFFF}",
        r"\x{D800}",
        r"\_\-\/\%",
        r"[\d-z]",
        "[a&&b]",
        "[]a]",
        "[^]a]",
        "[a-]",
        "[-a]",
        "[--a]",
        "[[:alpha:][:^digit:]]",
        "[[:alpha]",
        "[[.x.]]",
        "(?<n>a)(?P<n>b)",
        "(?P<1>a)",
        "(?)",
        "(?i)(?s)(?m)(?U)a",
        "(?i-s:a)",
        "()*",
        "(|)*",
        "^*",
        r"\b+",
        "a||b",
        "a*?b+?c??d{2}?",
        r"\A\z\b\B",
        r"\pL\PL\p{^L}\p{Greek}\p{Any}\p{Lu}\p{uppercase_Letter}\p{ASCII}",
    ] {
        assert!(parse(pattern).is_ok(), "{pattern}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (pattern, message, part) in [
        ("/a(b", "a `(` that is never closed", "("),
        ("a)", "a `)` that closes nothing", ")"),
        ("x[a", "a `[` that is never closed", "["),
        ("[]", "a `[` that is never closed", "["),
        ("[az-a]", "the range `z-a` ends before it starts", "z-a"),
        ("[a--b]", "the range `a--` ends before it starts", "a--"),
        (r"[a-\d]", r"a range cannot end in `\d`", r"a-\d"),
        (
            "[[:foo:]]",
            "`[:foo:]` is no class of characters that RE2 knows, such as `[:alpha:]`",
            "[:foo:]",
        ),
        (
            r"a\p{Foo}",
            "`Foo` is no category or script of Unicode that RE2 knows, such as `L` or `Greek`",
            r"\p{Foo}",
        ),
        (
            r"\pX",
            "`X` is no category or script of Unicode that RE2 knows, such as `L` or `Greek`",
            r"\pX",
        ),
        (
            r"\p{}",
            r"`\p` needs a category or script of Unicode, such as `\pL` or `\p{Greek}`",
            r"\p{}",
        ),
        (r"\p{L", r"a `{` after `\p` that is never closed", r"\p{"),
        ("*a", "nothing stands before `*` that it could repeat", "*"),
        (
            "a|{2}",
            "nothing stands before `{2}` that it could repeat",
            "{2}",
        ),
        (
            "a**",
            "`**` repeats a repetition; RE2 takes one and, for the shortest match, a `?`",
            "**",
        ),
        (
            "a++",
            "`++` repeats a repetition; RE2 takes one and, for the shortest match, a `?`",
            "++",
        ),
        (
            "a{1001}",
            "the count `{1001}` is above 1000, the most that RE2 repeats",
            "{1001}",
        ),
        (
            "a{99999999999999999999}",
            "the count `{99999999999999999999}` is above 1000, the most that RE2 repeats",
            "{99999999999999999999}",
        ),
        (
            "a{2,1}",
            "the count `{2,1}` has its smaller number last",
            "{2,1}",
        ),
        (
            "b((a{10}){10}){11}",
            "counts within counts that multiply to more than 1000, the most that RE2 repeats",
            "((a{10}){10}){11}",
        ),
        (
            r"a\",
            r"a `\` at the end with nothing after it; a plain one is `\\`",
            r"\",
        ),
        (
            r"a\Z",
            r"the escape `\Z` does not exist in RE2; the end of the text is `\z`",
            r"\Z",
        ),
        (
            r"\u0041",
            r"the escape `\u` does not exist in RE2; a character by its number is `\x{2013}`",
            r"\u",
        ),
        (r"\é", r"the escape `\é` does not exist in RE2", r"\é"),
        (r"[\b]", r"`\b` has no meaning within `[...]`", r"\b"),
        (
            r"\x{110000}",
            r"`\x` needs two hexadecimal digits, or a number up to 10FFFF in braces: `\x{2013}`",
            r"\x{110000}",
        ),
        (
            r"(a)\1",
            r"the back-reference `\1` does not exist in RE2",
            r"\1",
        ),
        (
            "(?P<n>a)(?P=n)",
            "the back-reference `(?P=n)` does not exist in RE2",
            "(?P=n)",
        ),
        (
            r"\C",
            r"`\C`, any byte, does not exist in RE2 as Istio uses it",
            r"\C",
        ),
        ("a(?=b)", "look-ahead `(?=` does not exist in RE2", "(?="),
        (
            "a(?<!b)",
            "look-behind `(?<!` does not exist in RE2",
            "(?<!",
        ),
        (
            "(?x)a",
            "the flag `x` does not exist in RE2, which knows `i`, `m`, `s` and `U`",
            "x",
        ),
        (
            "(?i-)",
            "`(?i-)` is no group: flags end with `)` or `:`, as in `(?i)`",
            "(?i-)",
        ),
        (
            "(?>a)",
            "a group that starts with `(?>` does not exist in RE2",
            "(?>",
        ),
        (
            "(?<a-b>c)",
            "the group's name `a-b` may have only ASCII letters, digits and `_`",
            "(?<a-b>",
        ),
        ("(?P<>c)", "a group's name is empty", "(?P<>"),
        (
            "(?<n",
            "a group's name that is never closed with `>`",
            "(?<",
        ),
    ] {
        assert_eq!(
            problem(pattern),
            (message.to_owned(), part.to_owned()),
            "{pattern}"
        );
    }
}

#[test]
fn refuses_what_is_too_deep_or_too_large() {
    let nested =
        |open: &str, depth: usize, close: &str| open.repeat(depth) + "a" + &close.repeat(depth);
    let kind = |pattern: &str| parse(pattern).map(|_| ()).map_err(|problem| problem.kind);
    assert_eq!(kind(&nested("(", 999, ")")), Ok(()));
    assert_eq!(kind(&nested("(", 1000, ")")), Err(ProblemKind::TooDeep));
    assert_eq!(kind(&nested("(?:", 999, ")*")), Ok(()));
    assert_eq!(kind(&nested("(?:", 1000, ")*")), Err(ProblemKind::TooDeep));
    // Groups that do not capture leave nothing behind.
    assert_eq!(kind(&nested("(?:", 50_000, ")")), Ok(()));
    assert_eq!(kind(&nested("(?:a", 5_000, ")")), Ok(()));
    assert_eq!(kind(&"[ab]{1000}".repeat(3355)), Ok(()));
    assert_eq!(kind(&"[ab]{1000}".repeat(3356)), Err(ProblemKind::TooLarge));
}

#[test]
fn matches_whole_texts_as_go_does() {
    use Match::{No, Unknown, Yes};
    for (pattern, text, matches) in [
        ("/foo", "/foo", Yes),
        ("/foo", "/foo/", No),
        ("a|ab", "ab", Yes),
        ("^/foo$", "/foo", Yes),
        ("a$b", "ab", No),
        ("/foo(/.*)?", "/foo/bar", Yes),
        (".", "\n", No),
        ("(?s).", "\n", Yes),
        ("[^a]", "\n", Yes),
        ("(?m)a$\n^b", "a\nb", Yes),
        ("a$\n^b", "a\nb", No),
        (r"\bfoo\b-\Bx?", "foo-", Yes),
        (r"foo\bbar", "foobar", No),
        ("(a{2,3}){2}", "aaaaaa", Yes),
        ("(a{2,3}){2}", "aaa", No),
        ("a{0}b", "b", Yes),
        ("(a*)*", "aaaa", Yes),
        ("(|a)+", "", Yes),
        (r"\Q.*\E", ".*", Yes),
        ("[[:^alpha:]]", "1", Yes),
        (r"[\w-]+", "a-b_c", Yes),
        (r"\141\x62\x{63}", "abc", Yes),
        ("(?i)Straße", "STRAßE", Yes),
        ("(?i)k", "\u{212A}", Yes),
        ("(?i)[^k]", "\u{212A}", No),
        ("(?i)[^/]+", "é", Yes),
        ("(?i)\u{131}", "I", No),
        ("(?i)a(?-i)b", "Ab", Yes),
        ("(?i)a(?-i)b", "AB", No),
        ("((?i)a)b|(?i)c|d", "D", Yes),
        ("((?i)a)b", "AB", No),
        (r"\p{Lu}", "A", Yes),
        (r"\p{Lu}", "a", No),
        (r"(?i)\p{Lu}", "a", Yes),
        (r"\p{Greek}", "a", No),
        (r"\p{Greek}", "α", Unknown),
        (r"\p{Greek}|.", "α", Yes),
        (r"\p{Greek}x", "αy", No),
        (r"\P{Any}", "a", No),
        (r"\p{ASCII}", "é", No),
    ] {
        assert_eq!(
            regex(pattern).matches_whole(text),
            matches,
            "{pattern} {text:?}"
        );
    }
}

#[test]
fn gives_up_on_too_much_work() {
    let large = regex(&"[ab]{1000}".repeat(40));
    assert_eq!(large.matches_whole("a"), Match::Unknown);
    let slow = regex("(?:a?){1000}(?:a?){1000}b");
    assert_eq!(slow.matches_whole(&"a".repeat(100_000)), Match::Unknown);
}

#[test]
fn finds_the_text_that_begins_every_match() {
    for (pattern, prefix, whole) in [
        ("", "", true),
        ("/api", "/api", true),
        ("^/api$", "/api", true),
        (r"\A/a\.b\z", "/a.b", true),
        ("example[.]com", "example.com", true),
        ("(/api)(?:/v1)", "/api/v1", true),
        ("/api/.*", "/api/", false),
        ("/api?", "/ap", false),
        ("/ap(i|o)", "/ap", false),
        ("(?:ab)+c", "ab", false),
        ("a{2}", "a", false),
        ("(?i)/api", "/", false),
        ("/a(?i)b", "/a", false),
        ("/a$b", "/a", false),
        (r"/a\b", "/a", false),
        (r"\Q.*\E", ".*", true),
    ] {
        assert_eq!(
            regex(pattern).literal_prefix(),
            (prefix.to_owned(), whole),
            "{pattern}"
        );
    }
}

#[test]
fn knows_what_matches_everything() {
    // Every text, every text but the empty one, every path.
    for (pattern, all, some, path) in [
        (".*", true, true, true),
        ("(.*)", true, true, true),
        (".*.*", true, true, true),
        ("^.*$", true, true, true),
        ("^(.*)$", true, true, true),
        ("(?s).*", true, true, true),
        (r"[^\n]*", true, true, true),
        (r"[\s\S]*", true, true, true),
        (".*|a", true, true, true),
        ("(.+)?", true, true, true),
        (".*.?", true, true, true),
        ("(?:.*){3}", true, true, true),
        ("a*.*b?", true, true, true),
        (".+", false, true, true),
        ("..*", false, true, true),
        ("(.)+", false, true, true),
        ("/.*", false, false, true),
        ("/(.*)", false, false, true),
        ("^/.*$", false, false, true),
        ("(/.*)?", false, false, true),
        ("/.+", false, false, false),
        ("/", false, false, false),
        ("[^/]*", false, false, false),
        (".{2,}", false, false, false),
        (r".*\.com", false, false, false),
        (r".*\b", false, false, false),
        (".*^", false, false, false),
        ("a|.", false, false, false),
    ] {
        let regex = regex(pattern);
        let found = (
            regex.matches_everything(),
            regex.matches_everything_but_empty(),
            regex.matches_every_path(),
        );
        assert_eq!(found, (all, some, path), "{pattern}");
    }
}

#[test]
fn compares_what_two_expressions_match() {
    for (inner, outer, subset) in [
        ("/a", "/a", Some(true)),
        ("/api/v1/.*", "/api/.*", Some(true)),
        ("/api/.*", "/api/v1/.*", Some(false)),
        ("/api/[^/]+", "/api/.*", Some(true)),
        ("^/a$", "/a|/b", Some(true)),
        ("/[0-9]{2}", r"/\d+", Some(true)),
        (r"/\d+", "/[0-9]{2}", Some(false)),
        ("a", "(?i)a", Some(true)),
        ("(?i)a", "a", Some(false)),
        ("é", "[à-ü]", Some(true)),
        (r"\p{L}", r"\w", None),
        (r"\S*", ".*^$", Some(false)),
        (r"\ba", "a.*", None),
        (r"\p{L}", ".*", Some(true)),
    ] {
        assert_eq!(
            regex(inner).is_subset_of(&regex(outer)),
            subset,
            "{inner} {outer}"
        );
    }
}

#[test]
fn counts_groups_and_finds_dots_and_anchors() {
    assert_eq!(regex("(a)(?:b)(?P<n>(c))").groups(), 3);
    assert_eq!(regex("www.example.com").unescaped_dots(), [3, 11]);
    assert_eq!(regex(r"(a.b|c\.d)/.*x.+y[.]z").unescaped_dots(), [2]);
    for (pattern, start, end) in [
        ("^a$", true, true),
        (r"\Aa\z", true, true),
        ("(?i)^a", true, false),
        ("^", true, false),
        ("^a|b$", false, false),
        (r"a\$", false, false),
    ] {
        let regex = regex(pattern);
        assert_eq!(
            (regex.starts_with_anchor(), regex.ends_with_anchor()),
            (start, end),
            "{pattern}"
        );
    }
}

//! The paths that the items of a route match, as far as rewrites and redirects depend on them.

use crate::re2::{self, Match};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// Which paths an item matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path<'a> {
    /// All.
    Any,
    /// One.
    Exact(&'a str),
    /// Those that begin so.
    Prefix(&'a str),
    /// Those that match as a whole.
    Regex(&'a str),
    /// What stands there is wrong for another reason.
    Unknown,
}

/// An item of `match`, or the lack of any.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Which paths it matches.
    pub path: Path<'a>,
    /// Whether the path alone decides.
    pub has_path_only: bool,
    /// Its position.
    index: usize,
}

/// What a route matches; a route without `match` takes everything.
///
/// Where two VirtualServices make up a route, the paths may be those of the other one: a route with
/// `delegate` matches what the routes behind it do, and one of a VirtualService without hosts gets
/// the paths that it does not name from the route that leads to it.
pub fn paths<'a>(route: HttpRoute<'a>) -> Vec<Item<'a>> {
    let is_delegate = route.service.hosts().is_empty();
    let known = |path| match path {
        _ if route.is_root() => Path::Unknown,
        Path::Any if is_delegate => Path::Unknown,
        path => path,
    };
    let items = route.node.items("match");
    if items.is_empty() {
        return vec![Item {
            path: known(Path::Any),
            has_path_only: !is_delegate,
            index: 0,
        }];
    }
    let decides_nothing = ["uri", "name", "statPrefix", "ignoreUriCase"];
    items
        .iter()
        .enumerate()
        .map(|(index, node)| Item {
            path: known(path(node)),
            has_path_only: !is_delegate
                && node.as_map().is_some_and(|map| {
                    let mut entries = map.entries().iter();
                    entries.all(|entry| decides_nothing.contains(&entry.key.as_ref()))
                }),
            index,
        })
        .collect()
}

fn path(item: &Node) -> Path<'_> {
    if item.as_map().is_none() {
        return Path::Unknown;
    }
    let Some(uri) = item.field("uri") else {
        return Path::Any;
    };
    match (uri.text("exact"), uri.text("prefix"), uri.text("regex")) {
        (Some(text), None, None) => Path::Exact(text),
        (None, Some(text), None) => Path::Prefix(text),
        (None, None, Some(text)) => Path::Regex(text),
        (None, None, None) if uri.as_map().is_some_and(|map| map.is_empty()) => Path::Any,
        _ => Path::Unknown,
    }
}

impl<'a> Path<'a> {
    /// Whether a path matches; the case of letters may or may not count.
    fn takes(self, text: &str) -> Match {
        let answer = |same: bool, same_but_case: bool| match (same, same_but_case) {
            (true, _) => Match::Yes,
            (false, true) => Match::Unknown,
            (false, false) => Match::No,
        };
        match self {
            Path::Any => Match::Yes,
            Path::Exact(path) => answer(path == text, path.eq_ignore_ascii_case(text)),
            Path::Prefix(prefix) => {
                let start = text.get(..prefix.len());
                let same_but_case = start.is_some_and(|start| start.eq_ignore_ascii_case(prefix));
                answer(text.starts_with(prefix), same_but_case)
            }
            Path::Regex(pattern) => {
                re2::parse(pattern).map_or(Match::Unknown, |regex| regex.matches_whole(text))
            }
            Path::Unknown => Match::Unknown,
        }
    }
}

impl<'a> Item<'a> {
    /// Whether an item before this one may take a path, whatever else it asks for.
    pub fn is_taken_before(&self, route: HttpRoute<'a>, path: &str) -> bool {
        let may_take = |item: &Item<'_>| item.path.takes(path) != Match::No;
        let routes = route.service.routes();
        let mut before = routes.filter(|other| other.index < route.index);
        before.any(|other| paths(other).iter().any(may_take))
            || paths(route).iter().take(self.index).any(may_take)
    }

    /// Whether a request for this path certainly comes to this item.
    pub fn loops(&self, route: HttpRoute<'a>, path: &str) -> bool {
        self.path.takes(path) == Match::Yes && !self.is_taken_before(route, path)
    }
}

/// A page below a prefix that gets a slash too many or too few when the prefix is replaced by
/// this; `None` where all is well, or where the prefix ends in the middle of a name on purpose.
pub fn page_with_wrong_slash(prefix: &str, new: &str) -> Option<String> {
    let ends_with_name = |text: &str| text.ends_with(|c: char| c.is_ascii_alphanumeric());
    if prefix.len() < 2 || !prefix.starts_with('/') || !new.starts_with('/') {
        return None;
    }
    if ends_with_name(prefix) && new.ends_with('/') {
        Some(format!("{prefix}/page"))
    } else if prefix.ends_with('/') && ends_with_name(new) {
        Some(format!("{prefix}page"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_are_paired() {
        let page = |prefix, new| page_with_wrong_slash(prefix, new);
        assert_eq!(page("/a", "/").as_deref(), Some("/a/page"));
        assert_eq!(page("/a/", "/b").as_deref(), Some("/a/page"));
        for (prefix, new) in [
            ("/a", "/b"),
            ("/a/", "/"),
            ("/", "/b"),
            ("/a-", "/"),
            ("/~", "/u/"),
        ] {
            assert_eq!(page(prefix, new), None, "{prefix} {new}");
        }
    }

    #[test]
    fn paths_are_matched_as_by_the_gateway() {
        assert_eq!(Path::Prefix("/a").takes("/ab"), Match::Yes);
        assert_eq!(Path::Prefix("/A").takes("/ab"), Match::Unknown);
        assert_eq!(Path::Prefix("/abc").takes("/ab"), Match::No);
        assert_eq!(Path::Prefix("/é").takes("/e"), Match::No);
        assert_eq!(Path::Exact("/a").takes("/a/"), Match::No);
        assert_eq!(Path::Regex("/a.*").takes("/ab"), Match::Yes);
        assert_eq!(Path::Regex("(").takes("/ab"), Match::Unknown);
    }
}

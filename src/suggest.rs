//! Did you mean …?

/// The candidates that are close to a misspelt word, the closest first; at most three.
///
/// Close is what differs by one letter in three: inserted, left out, replaced, or swapped with
/// its neighbour. Case does not count.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let limit = word.len().div_ceil(3);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            // A longer difference in length needs more letters than the limit has.
            if letters.len().abs_diff(word.len()) > limit {
                return None;
            }
            let distance = distance(&word, &letters);
            (distance <= limit).then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(3);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How many letters must be changed, neighbours swapped counting once.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (row, &from) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut left = row + 1;
        for (column, &to) in b.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let replaced = cell(&last, column) + usize::from(from != to);
            let mut best = replaced.min(cell(&last, column + 1) + 1).min(left + 1);
            let earlier = column.checked_sub(1).and_then(|at| b.get(at));
            if let (Some(at), Some(earlier)) = (column.checked_sub(1), earlier)
                && previous == Some(to)
                && *earlier == from
            {
                best = best.min(cell(&before, at) + 1);
            }
            current.push(best);
            left = best;
        }
        before = last;
        last = current;
        previous = Some(from);
    }
    last.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let keys = ["gatewayHosts", "existingGatewayName", "httproutes", "host"];
        for (slip, meant) in [
            ("gatewayhost", "gatewayHosts"),
            ("gatewyaHosts", "gatewayHosts"),
            ("httpRoutes", "httproutes"),
            ("hots", "host"),
        ] {
            assert_eq!(closest(slip, keys).first(), Some(&meant), "{slip}");
        }
    }

    #[test]
    fn what_is_far_is_not_offered() {
        assert!(closest("tls", ["gatewayHosts", "enabled"]).is_empty());
        assert!(closest("", ["a"]).is_empty());
    }

    #[test]
    fn the_distance_counts_letters() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "ab", 2),
            ("abc", "acb", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
        }
    }
}

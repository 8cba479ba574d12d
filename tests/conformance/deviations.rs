//! The differences from Helm that are accepted, each with its reason.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Deserialize;

/// The list in `tests/deviations.yaml`.
pub struct Deviations {
    list: Vec<Deviation>,
    used: RefCell<BTreeSet<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deviation {
    /// The file of cases, without its ending.
    file: String,
    /// The case as a failure names it.
    case: String,
    /// Why it is accepted.
    reason: String,
}

impl Deviations {
    pub fn read() -> Self {
        let text = include_str!("../deviations.yaml");
        let list: Option<Vec<Deviation>> =
            serde_yaml::from_str(text).expect("tests/deviations.yaml");
        let list = list.unwrap_or_default();
        assert!(list.iter().all(|deviation| !deviation.reason.is_empty()));
        Deviations {
            list,
            used: RefCell::default(),
        }
    }

    pub fn accepts(&self, file: &str, case: &str) -> bool {
        let found = self
            .list
            .iter()
            .position(|deviation| deviation.file == file && deviation.case == case);
        if let Some(at) = found {
            self.used.borrow_mut().insert(at);
        }
        found.is_some()
    }

    /// Those that no case needed. Cases of one's own need none of them: only a folder that has
    /// the file can tell.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        if used.is_empty() {
            return Vec::new();
        }
        (0..self.list.len())
            .filter(|at| !used.contains(at))
            .map(|at| format!("{}: {}", self.list[at].file, self.list[at].case))
            .collect()
    }
}

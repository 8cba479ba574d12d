//! The tree of charts that takes part in one run: which subcharts there are, under which names,
//! with which defaults.
//!
//! Helm changes this tree while it decides about dependencies, and charts that are declared twice
//! share what stands below them. Both are kept here: a unit is a chart under one name, units are
//! found by number, and one unit may have several parents.

use std::sync::Arc;

use super::merge::overlaid;
use crate::HelmVersion;
use crate::chart::{Chart, Dependency};
use crate::yaml::Map;

/// The number of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitId(usize);

/// The number of a declared dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DeclaredId(usize);

/// A chart under one name.
#[derive(Clone)]
pub(super) struct Unit<'c> {
    pub chart: &'c Chart,
    /// Its name or alias.
    pub name: Arc<str>,
    /// Its `values.yaml`, later with what it imports.
    pub defaults: Map,
    pub children: Vec<UnitId>,
    pub declared: Vec<DeclaredId>,
}

/// A declared dependency and what was decided about it.
#[derive(Clone)]
pub(super) struct Declared<'c> {
    pub entry: &'c Dependency,
    /// The name, or the alias once the parent was looked at.
    pub name: Arc<str>,
    pub enabled: bool,
}

/// All units of a run.
pub(super) struct Units<'c> {
    units: Vec<Unit<'c>>,
    declared: Vec<Declared<'c>>,
}

impl<'c> Units<'c> {
    /// A unit for the chart and for everything below it; gives the number of the chart's own.
    pub fn new(root: &'c Chart) -> (Self, UnitId) {
        let mut all = Units {
            units: Vec::new(),
            declared: Vec::new(),
        };
        let root = all.add(root);
        // Children are added behind their parents, so this reaches every unit.
        let mut next = root.0;
        while let Some(unit) = all.units.get(next) {
            let charts = &unit.chart.subcharts;
            let children = charts.iter().map(|chart| all.add(chart)).collect();
            all.set_children(UnitId(next), children);
            next += 1;
        }
        (all, root)
    }

    fn add(&mut self, chart: &'c Chart) -> UnitId {
        let declared = chart
            .metadata
            .dependencies
            .iter()
            .map(|entry| {
                self.declared.push(Declared {
                    entry,
                    name: entry.name.as_str().into(),
                    enabled: true,
                });
                DeclaredId(self.declared.len() - 1)
            })
            .collect();
        self.units.push(Unit {
            chart,
            name: chart.metadata.name.as_str().into(),
            defaults: overlaid(&chart.defaults),
            children: Vec::new(),
            declared,
        });
        UnitId(self.units.len() - 1)
    }

    pub fn get(&self, id: UnitId) -> &Unit<'c> {
        #[allow(clippy::indexing_slicing)] // Numbers are made here only, and nothing is removed.
        &self.units[id.0]
    }

    fn get_mut(&mut self, id: UnitId) -> Option<&mut Unit<'c>> {
        self.units.get_mut(id.0)
    }

    pub fn declared(&self, id: DeclaredId) -> &Declared<'c> {
        #[allow(clippy::indexing_slicing)] // Numbers are made here only, and nothing is removed.
        &self.declared[id.0]
    }

    pub fn declared_mut(&mut self, id: DeclaredId) -> Option<&mut Declared<'c>> {
        self.declared.get_mut(id.0)
    }

    pub fn set_children(&mut self, id: UnitId, children: Vec<UnitId>) {
        if let Some(unit) = self.get_mut(id) {
            unit.children = children;
        }
    }

    pub fn set_declared(&mut self, id: UnitId, declared: Vec<DeclaredId>) {
        if let Some(unit) = self.get_mut(id) {
            unit.declared = declared;
        }
    }

    pub fn set_defaults(&mut self, id: UnitId, defaults: Map) {
        if let Some(unit) = self.get_mut(id) {
            unit.defaults = defaults;
        }
    }

    /// The same chart under another name. What stands below is shared with the original; under
    /// Helm 3 so is what was decided about its dependencies (an alias given to a grandchild is
    /// lost on the second copy; observed).
    pub fn copy(&mut self, id: UnitId, name: Arc<str>, helm: HelmVersion) -> UnitId {
        let mut unit = self.get(id).clone();
        unit.name = name;
        if helm == HelmVersion::V4 {
            for id in &mut unit.declared {
                let copy = self.declared(*id).clone();
                self.declared.push(copy);
                *id = DeclaredId(self.declared.len() - 1);
            }
        }
        self.units.push(unit);
        UnitId(self.units.len() - 1)
    }
}

//! Units (unit kerja): a forest of offices, each with the fewest people on duty per day.

use serde::{Deserialize, Serialize};

use crate::words::id::{Ids, Index, UnitIndex};

/// The units of an agency. Columns of equal length; parents form no cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units {
    pub(crate) ids: Ids<UnitIndex>,
    pub(crate) names: Vec<String>,
    pub(crate) parents: Vec<Option<UnitIndex>>,
    pub(crate) minimum_on_duty: Vec<u32>,
}

impl Units {
    /// The ids.
    pub fn ids(&self) -> &Ids<UnitIndex> {
        &self.ids
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All units in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = UnitIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// The unit's id.
    pub fn id(&self, unit: UnitIndex) -> &str {
        self.ids.name(unit)
    }

    /// The unit's name.
    pub fn name(&self, unit: UnitIndex) -> &str {
        &self.names[unit.position()]
    }

    /// The unit above it.
    pub fn parent(&self, unit: UnitIndex) -> Option<UnitIndex> {
        self.parents[unit.position()]
    }

    /// The fewest people who must be on duty on a working day (petugas minimum).
    pub fn minimum_on_duty(&self, unit: UnitIndex) -> u32 {
        self.minimum_on_duty[unit.position()]
    }

    /// The unit and those above it, from itself to the root.
    pub fn lineage(&self, unit: UnitIndex) -> impl Iterator<Item = UnitIndex> + '_ {
        std::iter::successors(Some(unit), |&unit| self.parent(unit))
    }
}

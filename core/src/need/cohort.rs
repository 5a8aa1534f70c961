//! The same need over several units, as one group of people who could learn together.

use std::collections::BTreeMap;

use super::Needs;
use super::demand::latest_level;
use crate::words::id::{CompetencyIndex, Index, UnitIndex};
use crate::words::measure::{Date, Level, Weight};

/// People who need the same level of the same competency, wherever they work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Which competency.
    pub competency: CompetencyIndex,
    /// Which level.
    pub level: Level,
    /// The units they work in, in the order of the table.
    pub units: Vec<UnitIndex>,
    /// How many need it.
    pub people: u32,
    /// How many of them hold less by their latest assessment, or were never assessed in it.
    pub below: u32,
    /// The earliest day by which one of those below needs it, if there is one.
    pub due: Option<Date>,
    /// The sum of the weights of those below.
    pub weight: Weight,
}

impl Needs {
    /// The needs gathered over units: one row for each competency and level that somebody needs,
    /// by competency, then level. So the same need of five kelurahan is one candidate for a class,
    /// whose size and day can be read off.
    ///
    /// Who is below is told by the latest assessment; the rule of evidence of
    /// [`gaps`](crate::gap) may see it otherwise.
    pub fn cohorts(&self) -> Vec<Cohort> {
        let agency = self.agency();
        let mut found: BTreeMap<(CompetencyIndex, Level), (Cohort, Vec<bool>)> = BTreeMap::new();
        for person in agency.people.indices() {
            let unit = agency.people.unit(person);
            for need in self.of(person) {
                let (cohort, units) =
                    found
                        .entry((need.competency, need.level))
                        .or_insert_with(|| {
                            let cohort = Cohort {
                                competency: need.competency,
                                level: need.level,
                                units: Vec::new(),
                                people: 0,
                                below: 0,
                                due: None,
                                weight: Weight::NONE,
                            };
                            (cohort, vec![false; agency.units.len()])
                        });
                if let Some(seen) = units.get_mut(unit.position()) {
                    *seen = true;
                }
                cohort.people = cohort.people.saturating_add(1);
                let held = latest_level(agency, person, need.competency, self.as_of());
                if held.is_none_or(|held| held < need.level) {
                    cohort.below = cohort.below.saturating_add(1);
                    let sum = cohort.weight.thousandths();
                    let sum = sum.saturating_add(need.weight.thousandths());
                    cohort.weight = Weight::from_thousandths(sum);
                    cohort.due = match (cohort.due, need.due) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                }
            }
        }
        let gathered = found.into_values().map(|(cohort, units)| {
            let seen = agency.units.indices().zip(units);
            Cohort {
                units: seen
                    .filter_map(|(unit, seen)| seen.then_some(unit))
                    .collect(),
                ..cohort
            }
        });
        gathered.collect()
    }
}

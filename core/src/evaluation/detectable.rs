//! Before a programme starts: which change could its numbers of people show at all?

use super::EvaluationPolicy;
use crate::schedule::Schedule;
use crate::statistics::{TestDesign, minimal_detectable_effect, needed_people};
use crate::words::id::{Index, PersonIndex, ProgrammeIndex, SessionIndex};

/// What measuring a programme could show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detectable {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// People who are scheduled for it.
    pub people: u32,
    /// People who lack what it teaches and are not scheduled for it: who could be compared.
    pub could_be_compared: u32,
    /// The smallest change that measuring them before and after finds with the power asked for, in
    /// levels; `None` for fewer than two people.
    pub change: Option<f64>,
    /// The smallest difference that measuring as many others too would find.
    pub difference: Option<f64>,
    /// People who must be measured to find the worthwhile change of the policy.
    pub needed: Option<u32>,
}

impl Schedule {
    /// What measuring each scheduled programme could show, by programme: the minimal detectable
    /// change and the people needed for the worthwhile one, by the noncentral t distribution. The
    /// deviation of people's changes, in levels, is yours to say (earlier measurements, or about
    /// half a level where levels are rated in quarters); power 0.8 is usual.
    ///
    /// Empty for a deviation that is not above 0, and a power that is not above 1 − confidence or
    /// not below 1.
    pub fn detectable(
        &self,
        policy: &EvaluationPolicy,
        deviation: f64,
        power: f64,
    ) -> Vec<Detectable> {
        let significance = 1.0 - policy.confidence;
        if !(deviation > 0.0 && deviation.is_finite() && power > significance && power < 1.0) {
            return Vec::new();
        }
        let gaps = self.plan().gaps();
        let needs = gaps.needs();
        let mut people: std::collections::BTreeMap<ProgrammeIndex, Vec<PersonIndex>> =
            std::collections::BTreeMap::new();
        for (number, session) in self.sessions().iter().enumerate() {
            if let Some(index) = SessionIndex::at(number) {
                people
                    .entry(session.programme)
                    .or_default()
                    .extend(self.participants(index));
            }
        }
        let programmes = &self.agency().programmes;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        people
            .into_iter()
            .map(|(programme, mut own)| {
                own.sort_unstable();
                own.dedup();
                let effects = programmes.effects(programme);
                let lacking = self.agency().people.indices().filter(|person| {
                    own.binary_search(person).is_err()
                        && needs.rows_of(*person).any(|row| {
                            gaps.gaps().get(row).is_some_and(|gap| !gap.is_none())
                                && effects.iter().any(|effect| {
                                    needs.competencies().get(row) == Some(&effect.competency)
                                })
                        })
                });
                let others = lacking.count();
                let least = |design, n: usize| {
                    minimal_detectable_effect(design, n as f64, power, significance)
                        .map(|effect| effect * deviation)
                };
                let worthwhile = policy.worthwhile_change / deviation;
                Detectable {
                    programme,
                    people: count(own.len()),
                    could_be_compared: count(others),
                    change: least(TestDesign::Paired, own.len()),
                    difference: least(TestDesign::TwoGroups, own.len().min(others)),
                    needed: needed_people(TestDesign::Paired, worthwhile, power, significance)
                        .map(|n| count(n.ceil() as usize)),
                }
            })
            .collect()
    }
}

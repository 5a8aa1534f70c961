//! Who can gain from which programme.

use super::{AWAY, Horizon, Offers, PeopleFacts};
use crate::catalogue::Effect;
use crate::plan::own_value::Values;
use crate::plan::wishes::Forbidden;

/// By programme: the people whose gap it could close in some phase, in order.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Candidates {
    starts: Vec<usize>,
    people: Vec<u32>,
}

impl Candidates {
    /// Counts, then fills: no list of pairs is held beside the result.
    pub(super) fn of(
        horizon: &Horizon,
        offers: &Offers,
        people: &PeopleFacts,
        forbidden: &Forbidden,
        values: &Values,
    ) -> Self {
        let mut finder = Finder {
            horizon,
            offers,
            people,
            forbidden,
            values,
            seen: vec![usize::MAX; offers.len()],
        };
        let mut starts = vec![0_usize; offers.len() + 1];
        for person in 0..people.len() {
            finder.each(person, |programme| starts[programme + 1] += 1);
        }
        for programme in 0..offers.len() {
            starts[programme + 1] += starts[programme];
        }
        finder.seen.fill(usize::MAX);
        let mut next = starts.clone();
        let mut list = vec![0_u32; starts.last().copied().unwrap_or(0)];
        for person in 0..people.len() {
            finder.each(person, |programme| {
                // People are numbered by 32 bits.
                list[next[programme]] = person as u32;
                next[programme] += 1;
            });
        }
        Self {
            starts,
            people: list,
        }
    }

    /// The people who could gain from a programme.
    pub(in crate::plan) fn of_programme(&self, programme: usize) -> &[u32] {
        &self.people[self.starts[programme]..self.starts[programme + 1]]
    }
}

struct Finder<'a> {
    horizon: &'a Horizon,
    offers: &'a Offers,
    people: &'a PeopleFacts,
    forbidden: &'a Forbidden,
    values: &'a Values,
    /// By programme: the person who was last found to gain from it.
    seen: Vec<usize>,
}

impl Finder<'_> {
    fn each(&mut self, person: usize, mut found: impl FnMut(usize)) {
        let (offers, gaps) = (self.offers, &self.people.gaps);
        for row in gaps.of(person) {
            let competency = gaps.competencies[row];
            for &programme in offers.on(competency) {
                if self.seen[programme] == person {
                    continue;
                }
                let lifts = offers.effects[programme]
                    .iter()
                    .filter(|effect| effect.competency == competency)
                    .any(|effect| most_lift(effect, gaps.held[row], gaps.needed[row]) > 0);
                if lifts && self.can_attend(person, programme) {
                    self.seen[programme] = person;
                    found(programme);
                }
            }
        }
        for (programme, value) in self.values.of_person(person) {
            let is_new = self.seen[programme] != person;
            if is_new && value > 0 && self.can_attend(person, programme) {
                self.seen[programme] = person;
                found(programme);
            }
        }
    }

    fn can_attend(&self, person: usize, programme: usize) -> bool {
        let phases = self.horizon.phases.len();
        let unit = self.people.units[person] as usize;
        !self.forbidden.seat(person, programme)
            && (0..phases).any(|phase| {
                self.offers.sessions[programme * phases + phase] > 0
                    && self.people.factors[person * phases + phase] != AWAY
                    && self.people.spare[unit * phases + phase] > 0
            })
    }
}

/// The most of a gap that an effect can close at whatever level it finds the person, in steps:
/// the lift of [`Effect::after`] towards the needed level falls as the level rises, so it is
/// largest at the first level from which the effect works.
pub(in crate::plan) fn most_lift(effect: &Effect, held: u16, needed: u16) -> u16 {
    let start = held.max(effect.from_level.steps());
    let end = start
        .saturating_add(effect.gain.steps())
        .min(effect.up_to_level.steps())
        .min(needed);
    end.saturating_sub(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::id::{CompetencyIndex, Index};
    use crate::words::measure::Level;
    use proptest::prelude::*;

    proptest! {
        // Against the definition of an effect itself, at every level.
        #[test]
        fn no_level_lifts_more(
            gain in 0_u16..900, from in 0_u16..900, up_to in 0_u16..1_500,
            held in 0_u16..1_500, needed in 0_u16..1_500,
        ) {
            let effect = Effect {
                competency: CompetencyIndex::at(0).unwrap(),
                gain: Level::from_steps(gain),
                gain_deviation: Level::NONE,
                from_level: Level::from_steps(from),
                up_to_level: Level::from_steps(up_to),
            };
            let lift = |level: u16| {
                effect.after(Level::from_steps(level)).steps().min(needed).saturating_sub(level)
            };
            let most = (held..1_500).map(lift).max().unwrap_or(0);
            prop_assert_eq!(most_lift(&effect, held, needed), most);
        }
    }
}

//! What a dead end teaches.
//!
//! Its causes are traced back until one bound of the last guess is left that makes the dead end
//! unavoidable (first unique implication point); that one and the older causes are the rule. An
//! atom is explained as weakly as it is needed, not as strongly as it holds.

use std::collections::BinaryHeap;

use super::bounds::{Atom, DeadEnd, ROOT, Reason, lower, upper};
use super::table::explain_day;
use super::{Exact, Profile};

/// A rule to be: the first atom is forced to be false after going back to the level.
pub(super) struct Learned {
    pub(super) atoms: Vec<Atom>,
    pub(super) level: u32,
    pub(super) spread: u32,
}

/// Scratch of the analysis.
#[derive(Clone, Debug)]
pub(super) struct Scratch {
    /// By variable, the value that is needed; `i32::MIN` if none is.
    needed: Vec<i32>,
    variables: Vec<u32>,
    causes: Vec<Atom>,
}

impl Scratch {
    pub(super) fn new(count: usize) -> Self {
        Self {
            needed: vec![i32::MIN; 2 * count],
            variables: Vec::new(),
            causes: Vec::new(),
        }
    }
}

impl<P: Profile> Exact<'_, P> {
    /// The rule that a dead end teaches; `None` if it needs no guess.
    pub(super) fn analyse(&mut self, dead_end: DeadEnd) -> Option<Learned> {
        let mut scratch = std::mem::replace(&mut self.scratch, Scratch::new(0));
        scratch.causes.clear();
        self.causes_of_dead_end(dead_end, &mut scratch.causes);
        let levels = scratch.causes.iter();
        let level = levels
            .map(|&cause| self.bounds.level_of(self.bounds.place_of(cause)))
            .max()
            .unwrap_or(0);
        if level == 0 {
            self.scratch = scratch;
            return None;
        }
        // Places in the trail of needed atoms, the newest first.
        let mut open = BinaryHeap::new();
        // How many of them are of the last level that is involved.
        let mut count = 0;
        let last = loop {
            self.steps += scratch.causes.len() as u64 / 4 + 1;
            for &cause in &scratch.causes {
                let needed = &mut scratch.needed[cause.variable as usize];
                if *needed >= cause.value {
                    continue;
                }
                let place = self.bounds.place_of(cause);
                if place == ROOT || self.bounds.level_of(place) == 0 {
                    continue;
                }
                if *needed == i32::MIN {
                    scratch.variables.push(cause.variable);
                } else if self.place_is_of_last(*needed, cause.variable, level) {
                    // The weaker atom of the last level is covered by this one.
                    count -= 1;
                }
                *needed = cause.value;
                if self.bounds.level_of(place) == level {
                    count += 1;
                }
                open.push((place, cause.variable, cause.value));
            }
            // The newest atom that is still needed as it was noted.
            let (place, variable, value) = loop {
                // The last level has a guess that everything of it leads to.
                let top = open.pop()?;
                if scratch.needed[top.1 as usize] == top.2 {
                    break top;
                }
            };
            let atom = Atom { variable, value };
            if count <= 1 || self.bounds.level_of(place) < level {
                break atom;
            }
            count -= 1;
            scratch.needed[variable as usize] = i32::MIN;
            scratch.variables.retain(|&other| other != variable);
            self.bump(atom);
            scratch.causes.clear();
            self.causes(atom, place, &mut scratch.causes);
        };
        let learned = self.rule(last, &scratch);
        for &variable in &scratch.variables {
            scratch.needed[variable as usize] = i32::MIN;
        }
        scratch.variables.clear();
        self.scratch = scratch;
        learned
    }

    fn place_is_of_last(&self, value: i32, variable: u32, level: u32) -> bool {
        let place = self.bounds.place_of(Atom { variable, value });
        self.bounds.level_of(place) == level
    }

    /// Collects what is needed, without what follows from the rest.
    fn rule(&mut self, first: Atom, scratch: &Scratch) -> Option<Learned> {
        let mut atoms = vec![first];
        let mut causes = Vec::new();
        for &variable in &scratch.variables {
            let value = scratch.needed[variable as usize];
            let atom = Atom { variable, value };
            if atom == first {
                continue;
            }
            let place = self.bounds.place_of(atom);
            let entry = self.bounds.trail.get(place as usize)?;
            let follows = entry.reason != Reason::Guess && {
                causes.clear();
                self.causes(atom, place, &mut causes);
                causes.iter().all(|&cause| {
                    let value = scratch.needed[cause.variable as usize];
                    let stated = Atom { value, ..cause };
                    // Only what came about before can be what it follows from.
                    value >= cause.value && self.bounds.place_of(stated).wrapping_add(1) <= place
                        || self.bounds.level_of(self.bounds.place_of(cause)) == 0
                })
            };
            if !follows {
                atoms.push(atom);
            }
        }
        for &atom in &atoms {
            self.bump(atom);
        }
        let level_of = |atom: &Atom| self.bounds.level_of(self.bounds.place_of(*atom));
        let mut levels: Vec<u32> = atoms.iter().map(level_of).collect();
        // The second watched atom is the newest of the others.
        let second = (1..atoms.len()).max_by_key(|&place| levels[place]);
        let mut level = 0;
        if let Some(second) = second {
            level = levels[second];
            atoms.swap(1, second);
        }
        levels.sort_unstable();
        levels.dedup();
        Some(Learned {
            atoms,
            level,
            spread: levels.len() as u32,
        })
    }

    fn bump(&mut self, atom: Atom) {
        let activity = atom.variable / 2;
        let day = if atom.variable == lower(activity) {
            atom.value
        } else {
            1 - atom.value
        };
        // Days are not negative where something was learned about them.
        if let Ok(day) = u32::try_from(day) {
            self.atoms.bump(activity, day);
        }
    }

    fn causes_of_dead_end(&self, dead_end: DeadEnd, causes: &mut Vec<Atom>) {
        match dead_end {
            DeadEnd::Empty(activity) => {
                // The bound that was raised last met the other one; only why it was raised can
                // teach something, as both together can never be.
                let raised = self
                    .bounds
                    .trail
                    .last()
                    .map_or(lower(activity), |e| e.variable);
                let other = Atom {
                    variable: raised ^ 1,
                    value: self.bounds.value(raised ^ 1),
                };
                causes.push(other);
                let place = self.bounds.trail.len().saturating_sub(1) as u32;
                self.causes(other.negated(), place, causes);
            }
            DeadEnd::Day(day) => {
                let place = self.bounds.trail.len() as u32;
                self.explain(day, None, place, causes);
            }
            DeadEnd::Rule(rule) => {
                causes.extend_from_slice(&self.rules.rules[rule as usize].atoms);
            }
        }
    }

    fn explain(&self, day: u32, activity: Option<u32>, place: u32, causes: &mut Vec<Atom>) {
        let question = (day, activity, place);
        explain_day(self.instance, &self.users, &self.bounds, question, causes);
    }

    /// Atoms from which an atom follows that became true at a place of the trail.
    fn causes(&self, atom: Atom, place: u32, causes: &mut Vec<Atom>) {
        let entry = &self.bounds.trail[place as usize];
        let activity = atom.variable / 2;
        match entry.reason {
            Reason::Given | Reason::Guess => {}
            Reason::Link { from, days } => causes.push(Atom {
                variable: from,
                value: atom.value - days,
            }),
            Reason::Pair { other } => self.causes_of_pair(atom, other, place, causes),
            Reason::Day(day) => {
                let length = self.instance.duration[activity as usize] as i32;
                let value = if atom.variable == lower(activity) {
                    day as i32 + 1 - length
                } else {
                    -(day as i32)
                };
                causes.push(Atom {
                    variable: atom.variable,
                    value,
                });
                self.explain(day, Some(activity), place, causes);
            }
            Reason::Rule(rule) => {
                let atoms = &self.rules.rules[rule as usize].atoms;
                causes.extend(
                    atoms
                        .iter()
                        .filter(|other| other.variable != atom.variable ^ 1),
                );
            }
        }
    }

    /// The atom's activity and another exclude each other, and one cannot come first.
    fn causes_of_pair(&self, atom: Atom, other: u32, place: u32, causes: &mut Vec<Atom>) {
        let activity = atom.variable / 2;
        let (first, second) = if atom.variable == lower(activity) {
            (other, activity)
        } else {
            (activity, other)
        };
        let days = self.instance.duration[first as usize] as i32;
        let length = self.instance.duration[second as usize] as i32;
        // The second cannot end before the first must start.
        let latest = self.bounds.value_before(upper(first), place);
        causes.push(Atom {
            variable: upper(first),
            value: latest,
        });
        causes.push(Atom {
            variable: lower(second),
            value: 1 - latest - length,
        });
        causes.push(Atom {
            variable: if atom.variable == lower(activity) {
                lower(first)
            } else {
                upper(second)
            },
            value: atom.value - days,
        });
    }
}

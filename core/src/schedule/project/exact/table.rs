//! Time-tabling: activities fit beside the compulsory parts of others.

use super::bounds::{Atom, Bounds, DeadEnd, Reason, from_start, lower, upper};
use super::{Exact, Instance, Profile};

impl<P: Profile> Exact<'_, P> {
    /// Moves every open activity off days on which others leave it too little.
    pub(super) fn time_table(&mut self) -> Result<(), DeadEnd> {
        let instance = self.instance;
        self.steps += instance.count() as u64 / 8;
        for activity in 0..instance.count() as u32 {
            let length = instance.duration[activity as usize];
            if self.bounds.first(activity) == self.bounds.last(activity) || length == 0 {
                continue;
            }
            while let Some(day) = self.blocked_at_start(activity, length) {
                let atom = Atom {
                    variable: lower(activity),
                    value: from_start(day + 1),
                };
                self.push(atom, Reason::Day(day))?;
            }
            while let Some(day) = self.blocked_at_end(activity, length) {
                let atom = Atom {
                    variable: upper(activity),
                    value: from_start(length) - from_start(day),
                };
                self.push(atom, Reason::Day(day))?;
            }
        }
        Ok(())
    }

    /// The last day, of those it would take if it started first, that others block.
    fn blocked_at_start(&self, activity: u32, length: u32) -> Option<u32> {
        let first = self.bounds.first(activity);
        // Days from the last start on are its own, if it is compulsory there.
        let end = (first + length).min(self.bounds.last(activity));
        (first..end)
            .rev()
            .find(|&day| !self.bounds.profile.fits(activity, day))
    }

    /// The first day, of those it would take if it started last, that others block.
    fn blocked_at_end(&self, activity: u32, length: u32) -> Option<u32> {
        let last = self.bounds.last(activity);
        let from = last.max(self.bounds.first(activity) + length);
        (from..last + length).find(|&day| !self.bounds.profile.fits(activity, day))
    }
}

/// Atoms that held before a place of the trail and make a day too full: for an activity that is
/// not compulsory there, or, without one, for all that are.
pub(super) fn explain_day<P: Profile>(
    instance: &Instance,
    users: &[Vec<(u32, u32)>],
    bounds: &Bounds<P>,
    (day, activity, place): (u32, Option<u32>, u32),
    atoms: &mut Vec<Atom>,
) {
    let inside = |other: u32| {
        let length = instance.duration[other as usize];
        let start = Atom {
            variable: lower(other),
            value: from_start(day + 1) - from_start(length),
        };
        let last = Atom {
            variable: upper(other),
            value: -from_start(day),
        };
        [start, last]
    };
    for (resource, users) in users.iter().enumerate() {
        let capacity = u64::from(instance.capacity_of(resource as u32)[day as usize]);
        let own = activity.map_or(0, |activity| {
            let demands = instance.demands.of(activity).iter();
            let mut of_it = demands.filter(|demand| demand.0 == resource as u32);
            of_it.next().map_or(0, |demand| u64::from(demand.1))
        });
        if activity.is_some() && own == 0 {
            continue;
        }
        let mut sum = own;
        let mut taken = Vec::new();
        for &(other, amount) in users {
            if sum > capacity {
                break;
            }
            let is_there = Some(other) != activity
                && inside(other)
                    .iter()
                    .all(|atom| bounds.value_before(atom.variable, place) >= atom.value);
            if is_there {
                sum += u64::from(amount);
                taken.push((other, amount));
            }
        }
        if sum <= capacity {
            continue;
        }
        // The last ones take least; who is not needed is left out.
        for (other, amount) in taken {
            if sum - u64::from(amount) > capacity {
                sum -= u64::from(amount);
            } else {
                atoms.extend(inside(other));
            }
        }
        break;
    }
}

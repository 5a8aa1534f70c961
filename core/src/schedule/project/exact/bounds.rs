//! Bounds on starts, how they came about, and the way back.
//!
//! Both directions are lower bounds: of a start itself, and of its negative. An atom says that
//! such a variable is at least a value; its negation is an atom of the other direction.

use crate::schedule::project::instance::Instance;
use crate::schedule::project::profile::Profile;

/// No place in the trail.
pub(super) const ROOT: u32 = u32::MAX;

/// `variable ≥ value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) variable: u32,
    pub(super) value: i32,
}

impl Atom {
    /// The opposite.
    #[inline]
    pub(super) const fn negated(self) -> Self {
        Self {
            variable: self.variable ^ 1,
            value: 1 - self.value,
        }
    }
}

/// The variable of an activity's start.
#[inline]
pub(super) const fn lower(activity: u32) -> u32 {
    2 * activity
}

/// The variable of the negative of an activity's start.
#[inline]
pub(super) const fn upper(activity: u32) -> u32 {
    2 * activity + 1
}

/// A day as a value; days are at most a million.
#[inline]
pub(super) const fn from_start(day: u32) -> i32 {
    day as i32
}

/// Why a bound holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Of the project, or learned for good.
    Given,
    /// A guess.
    Guess,
    /// The other variable's bound, and so many days more.
    Link { from: u32, days: i32 },
    /// Another activity excludes it and cannot come on the other side.
    Pair { other: u32 },
    /// On this day there is not enough left for the activity.
    Day(u32),
    /// A rule that was learned.
    Rule(u32),
}

/// Bounds that cannot hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeadEnd {
    /// An activity would start after its last start.
    Empty(u32),
    /// Activities that must run on a day need more than there is.
    Day(u32),
    /// A rule that was learned is broken.
    Rule(u32),
}

/// A bound that was raised.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) variable: u32,
    pub(super) old: i32,
    pub(super) new: i32,
    pub(super) reason: Reason,
    pub(super) level: u32,
    /// The entry before it of the same variable.
    pub(super) before: u32,
    /// Whether the compulsory part that it made is in the profile.
    is_in_profile: bool,
}

/// All bounds, the profile of compulsory parts, and the trail.
#[derive(Clone, Debug)]
pub(super) struct Bounds<P> {
    value: Vec<i32>,
    newest: Vec<u32>,
    pub(super) trail: Vec<Entry>,
    /// Where in the trail each level after the first begins.
    levels: Vec<u32>,
    pub(super) profile: P,
    /// Whether the profile changed since it was last asked.
    pub(super) is_profile_new: bool,
}

impl<P: Profile> Bounds<P> {
    pub(super) fn new(instance: &Instance, mut profile: P, makespan: u32) -> Self {
        profile.reset();
        let count = instance.count();
        let mut value = Vec::with_capacity(2 * count);
        for number in 0..count {
            let last = instance.latest_end[number].min(makespan);
            value.push(from_start(instance.head[number]));
            value.push(-from_start(last.saturating_sub(instance.duration[number])));
        }
        let mut bounds = Self {
            newest: vec![ROOT; value.len()],
            value,
            trail: Vec::new(),
            levels: Vec::new(),
            profile,
            is_profile_new: true,
        };
        for activity in 0..count as u32 {
            let end = bounds.first(activity) + instance.duration[activity as usize];
            let start = bounds.last(activity);
            if start < end {
                // The best known schedule has it on these days, and so the others'.
                bounds.profile.place(activity, end - start, start);
            }
        }
        bounds
    }

    #[inline]
    pub(super) fn value(&self, variable: u32) -> i32 {
        self.value[variable as usize]
    }

    #[inline]
    pub(super) fn holds(&self, atom: Atom) -> bool {
        self.value[atom.variable as usize] >= atom.value
    }

    /// The first day on which an activity can start.
    #[inline]
    pub(super) fn first(&self, activity: u32) -> u32 {
        self.value[lower(activity) as usize] as u32
    }

    /// The last day on which an activity can start.
    #[inline]
    pub(super) fn last(&self, activity: u32) -> u32 {
        -self.value[upper(activity) as usize] as u32
    }

    /// How many guesses hold.
    pub(super) fn level(&self) -> u32 {
        self.levels.len() as u32
    }

    /// One more guess follows.
    pub(super) fn deepen(&mut self) {
        self.levels.push(self.trail.len() as u32);
    }

    /// A variable's value before an entry of the trail.
    pub(super) fn value_before(&self, variable: u32, place: u32) -> i32 {
        let mut value = self.value[variable as usize];
        let mut at = self.newest[variable as usize];
        while at != ROOT && at >= place {
            let entry = &self.trail[at as usize];
            value = entry.old;
            at = entry.before;
        }
        value
    }

    /// The entry of the trail that made an atom true, which it is; [`ROOT`] if it always was.
    pub(super) fn place_of(&self, atom: Atom) -> u32 {
        let mut at = self.newest[atom.variable as usize];
        while at != ROOT {
            let entry = &self.trail[at as usize];
            if entry.old < atom.value {
                return at;
            }
            at = entry.before;
        }
        ROOT
    }

    /// The level of an entry.
    pub(super) fn level_of(&self, place: u32) -> u32 {
        match self.trail.get(place as usize) {
            Some(entry) => entry.level,
            None => 0,
        }
    }

    /// Raises a bound. The atom does not hold yet.
    pub(super) fn raise(
        &mut self,
        instance: &Instance,
        atom: Atom,
        reason: Reason,
    ) -> Result<(), DeadEnd> {
        let variable = atom.variable as usize;
        let activity = atom.variable / 2;
        let length = instance.duration[activity as usize];
        let old = self.value[variable];
        let new_part = self.new_part(atom, length);
        self.trail.push(Entry {
            variable: atom.variable,
            old,
            new: atom.value,
            reason,
            level: self.levels.len() as u32,
            before: self.newest[variable],
            is_in_profile: false,
        });
        self.newest[variable] = self.trail.len() as u32 - 1;
        self.value[variable] = atom.value;
        if self.value[variable] + self.value[variable ^ 1] > 0 {
            return Err(DeadEnd::Empty(activity));
        }
        if new_part.is_empty() {
            return Ok(());
        }
        let full = new_part
            .clone()
            .find(|&day| !self.profile.fits(activity, day));
        if let Some(day) = full {
            return Err(DeadEnd::Day(day));
        }
        let days = new_part.end - new_part.start;
        self.profile.place(activity, days, new_part.start);
        self.is_profile_new = true;
        if let Some(entry) = self.trail.last_mut() {
            entry.is_in_profile = true;
        }
        Ok(())
    }

    /// The days that become compulsory when an atom becomes true.
    fn new_part(&self, atom: Atom, length: u32) -> std::ops::Range<u32> {
        let activity = atom.variable / 2;
        let (first, last) = (self.first(activity), self.last(activity));
        if atom.variable == lower(activity) {
            (first + length).max(last)..atom.value as u32 + length
        } else {
            -atom.value as u32..last.min(first + length)
        }
    }

    /// Takes back everything of later levels.
    pub(super) fn go_back(&mut self, instance: &Instance, level: u32) {
        let Some(&end) = self.levels.get(level as usize) else {
            return;
        };
        self.levels.truncate(level as usize);
        while self.trail.len() > end as usize {
            let Some(entry) = self.trail.pop() else {
                break;
            };
            self.value[entry.variable as usize] = entry.old;
            self.newest[entry.variable as usize] = entry.before;
            if entry.is_in_profile {
                let activity = entry.variable / 2;
                let length = instance.duration[activity as usize];
                let atom = Atom {
                    variable: entry.variable,
                    value: entry.new,
                };
                let part = self.new_part(atom, length);
                self.profile
                    .lift(activity, part.end - part.start, part.start);
            }
        }
    }
}

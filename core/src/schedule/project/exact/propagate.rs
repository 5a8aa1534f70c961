//! Consequences of bounds.

use super::bounds::{Atom, DeadEnd, Reason, lower, upper};
use super::{Exact, Profile};

impl<P: Profile> Exact<'_, P> {
    /// Makes an atom true that is not.
    pub(super) fn push(&mut self, atom: Atom, reason: Reason) -> Result<(), DeadEnd> {
        self.bounds.raise(self.instance, atom, reason)
    }

    fn imply(&mut self, variable: u32, value: i32, reason: Reason) -> Result<(), DeadEnd> {
        if self.bounds.value(variable) < value {
            self.push(Atom { variable, value }, reason)?;
        }
        Ok(())
    }

    /// Draws all consequences.
    pub(super) fn propagate(&mut self) -> Result<(), DeadEnd> {
        loop {
            while let Some(&entry) = self.bounds.trail.get(self.seen) {
                self.seen += 1;
                self.steps += 1;
                let variable = entry.variable;
                self.links(variable)?;
                self.pairs_of(variable)?;
                self.rules_of(variable, entry.old, entry.new)?;
            }
            if !std::mem::take(&mut self.bounds.is_profile_new) {
                return Ok(());
            }
            self.time_table()?;
        }
    }

    /// What comes after starts later, what comes before ends earlier.
    fn links(&mut self, variable: u32) -> Result<(), DeadEnd> {
        let instance = self.instance;
        let activity = variable / 2;
        let value = self.bounds.value(variable);
        if variable == lower(activity) {
            let length = instance.duration[activity as usize];
            for &(later, lag) in instance.after.of(activity) {
                let days = (length + lag) as i32;
                let reason = Reason::Link {
                    from: variable,
                    days,
                };
                self.imply(lower(later), value + days, reason)?;
            }
        } else {
            for &(earlier, lag) in instance.before.of(activity) {
                let days = (instance.duration[earlier as usize] + lag) as i32;
                let reason = Reason::Link {
                    from: variable,
                    days,
                };
                self.imply(upper(earlier), value + days, reason)?;
            }
        }
        Ok(())
    }

    /// Of two that exclude each other, one that cannot be first is second.
    fn pairs_of(&mut self, variable: u32) -> Result<(), DeadEnd> {
        let activity = variable / 2;
        for at in 0..self.pairs[activity as usize].len() {
            let other = self.pairs[activity as usize][at];
            self.order(activity, other)?;
            self.order(other, activity)?;
        }
        self.steps += self.pairs[activity as usize].len() as u64 / 8;
        Ok(())
    }

    /// If the second cannot be over before the first must start, the first comes first.
    fn order(&mut self, first: u32, second: u32) -> Result<(), DeadEnd> {
        let bounds = &self.bounds;
        let length = self.instance.duration[second as usize] as i32;
        if bounds.value(lower(second)) + length + bounds.value(upper(first)) <= 0 {
            return Ok(());
        }
        let days = self.instance.duration[first as usize] as i32;
        let start = self.bounds.value(lower(first)) + days;
        self.imply(lower(second), start, Reason::Pair { other: first })?;
        let last = self.bounds.value(upper(second)) + days;
        self.imply(upper(first), last, Reason::Pair { other: second })
    }

    /// Rules in which all atoms but one hold forbid that one.
    fn rules_of(&mut self, variable: u32, old: i32, new: i32) -> Result<(), DeadEnd> {
        let mut watchers = std::mem::take(&mut self.rules.watchers[variable as usize]);
        let mut at = 0;
        let mut result = Ok(());
        self.steps += watchers.len() as u64 / 16;
        while at < watchers.len() {
            let watcher = watchers[at];
            at += 1;
            if watcher.value <= old || watcher.value > new {
                continue;
            }
            let rule = &mut self.rules.rules[watcher.rule as usize];
            let own = usize::from(
                rule.atoms[0].variable != variable || rule.atoms[0].value != watcher.value,
            );
            let other = rule.atoms[1 - own];
            if self.bounds.holds(other.negated()) {
                continue;
            }
            let free = (2..rule.atoms.len()).find(|&place| !self.bounds.holds(rule.atoms[place]));
            if let Some(place) = free {
                rule.atoms.swap(own, place);
                let atom = rule.atoms[own];
                at -= 1;
                watchers.swap_remove(at);
                // Its variable is another one: a rule has each variable once.
                self.rules.watch(atom, watcher.rule);
                continue;
            }
            if self.bounds.holds(other) {
                result = Err(DeadEnd::Rule(watcher.rule));
                break;
            }
            if let Err(dead_end) = self.push(other.negated(), Reason::Rule(watcher.rule)) {
                result = Err(dead_end);
                break;
            }
        }
        self.rules.watchers[variable as usize] = watchers;
        result
    }
}

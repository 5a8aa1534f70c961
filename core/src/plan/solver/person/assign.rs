//! The phases of a set of programmes.

use super::super::instance::Instance;
use super::{CLOSED, Desk, Seat};

impl Desk {
    /// Looks for phases of the chosen items at which the set, worth at most so much, is worth more
    /// than the best so far.
    pub(super) fn assign(&mut self, instance: &Instance, worth: i64) {
        self.order.clear();
        self.order.extend_from_slice(&self.chosen);
        // Long programmes first: they are the hardest to place.
        let hours = &self.hours;
        self.order
            .sort_unstable_by_key(|&item| (-hours[usize::from(item)], item));
        self.assigned.clear();
        self.assigned_phase.clear();
        self.phase_used.clear();
        self.phase_used.resize(self.phases, 0);
        self.year_used.clear();
        self.year_used.resize(self.year_left.len(), 0);
        self.assignments = 0;
        self.place(instance, worth);
    }

    /// Places the next item; `most` is what the set can be worth after what the phases so far cost
    /// above the cheapest. Gives whether to stop.
    fn place(&mut self, instance: &Instance, most: i64) -> bool {
        self.assignments += 1;
        if self.assignments > self.most_assignments {
            self.left_open = self.left_open.max(most);
            return true;
        }
        let at = self.assigned.len();
        let Some(&item) = self.order.get(at) else {
            return self.finish(instance, most);
        };
        let item = usize::from(item);
        let row = item * self.phases;
        let hours = self.hours[item];
        // The cheapest phases first, each once, by walking up the prices.
        let mut last: Option<(i64, usize)> = None;
        loop {
            let next = (0..self.phases)
                .map(|phase| (self.effective[row + phase], phase))
                .filter(|&key| key.0 < CLOSED && last.is_none_or(|last| key > last))
                .min();
            let Some((effective, phase)) = next else {
                return false;
            };
            last = next;
            let most = most - (effective - self.cheapest[item]);
            if most <= self.best.saturating_add(self.slack) {
                if most > self.best {
                    self.left_open = self.left_open.max(most);
                }
                return false;
            }
            let year = self.years[phase];
            if self.phase_used[phase] + hours > self.room[phase]
                || self.year_used[year] + hours > self.year_left[year]
                || !self.in_order(item, phase)
            {
                continue;
            }
            self.phase_used[phase] += hours;
            self.year_used[year] += hours;
            self.assigned.push(item as u16);
            self.assigned_phase.push(phase);
            let stop = self.place(instance, most);
            self.assigned.pop();
            self.assigned_phase.pop();
            self.phase_used[phase] -= hours;
            self.year_used[year] -= hours;
            if stop {
                return true;
            }
        }
    }

    /// Whether an item in a phase comes after all that it requires and before all that require it,
    /// among those that are placed.
    fn in_order(&self, item: usize, phase: usize) -> bool {
        self.assigned
            .iter()
            .zip(&self.assigned_phase)
            .all(|(&other, &there)| {
                let other_item = usize::from(other);
                let after = self.requires[item].contains(&other);
                let before = self.requires[other_item].contains(&(item as u16));
                (!after || there < phase) && (!before || phase < there)
            })
    }

    fn finish(&mut self, instance: &Instance, most: i64) -> bool {
        let mut trial = std::mem::take(&mut self.trial);
        trial.clear();
        trial.extend(
            self.assigned
                .iter()
                .zip(&self.assigned_phase)
                .map(|(&item, &phase)| Seat {
                    phase: phase as u16,
                    programme: self.programme[usize::from(item)],
                }),
        );
        trial.sort_unstable();
        let worth = if self.plain {
            Some(most)
        } else {
            self.worth(instance, &trial)
        };
        if let Some(worth) = worth
            && worth > self.best
        {
            self.best = worth;
            self.best_seats.clear();
            self.best_seats.extend_from_slice(&trial);
        }
        self.trial = trial;
        false
    }
}

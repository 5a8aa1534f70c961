//! What a project is made of: resources with capacities that change over time, and activities.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Something that activities share: a room, a trainer, a crew, the spare staff of a unit.
///
/// Its capacity may change from day to day: `Resource::new("room", 1).closed(3..5)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    pub(super) name: String,
    /// From which day on which capacity holds; day 0 is always there.
    pub(super) steps: BTreeMap<u32, u32>,
}

impl Resource {
    /// A resource of the same capacity on all days.
    pub fn new(name: impl Into<String>, capacity: u32) -> Self {
        Self {
            name: name.into(),
            steps: BTreeMap::from([(0, capacity)]),
        }
    }

    /// Another capacity from a day on, until the next change.
    #[must_use]
    pub fn capacity_from(mut self, day: u32, capacity: u32) -> Self {
        self.steps.insert(day, capacity);
        self
    }

    /// Another capacity on some days; afterwards what held before holds again.
    #[must_use]
    pub fn capacity_on(mut self, days: Range<u32>, capacity: u32) -> Self {
        if days.is_empty() {
            return self;
        }
        let after = self.capacity(days.end);
        let inside: Vec<u32> = self
            .steps
            .range(days.clone())
            .map(|(&day, _)| day)
            .collect();
        for day in inside {
            self.steps.remove(&day);
        }
        self.steps.insert(days.start, capacity);
        self.steps.entry(days.end).or_insert(after);
        self
    }

    /// No capacity on some days: a holiday, an absence, a booking elsewhere.
    #[must_use]
    pub fn closed(self, days: Range<u32>) -> Self {
        self.capacity_on(days, 0)
    }

    /// The name that messages use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The capacity on a day.
    pub fn capacity(&self, day: u32) -> u32 {
        self.steps
            .range(..=day)
            .next_back()
            .map_or(0, |(_, &capacity)| capacity)
    }

    /// From which day on which capacity holds, rising.
    pub fn steps(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.steps.iter().map(|(&day, &capacity)| (day, capacity))
    }
}

/// How much of a resource an activity takes on each of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Which resource.
    pub resource: usize,
    /// How much of it; 0 takes nothing.
    pub amount: u32,
}

/// Something that takes days in a row and resources: a session, a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub(super) name: String,
    pub(super) duration: u32,
    pub(super) demands: Vec<Demand>,
    pub(super) release: u32,
    pub(super) due: Option<u32>,
    pub(super) deadline: Option<u32>,
    pub(super) weight: u32,
    pub(super) fixed: Option<u32>,
}

impl Activity {
    /// An activity of so many days without demands or dates; its weight is 1.
    pub fn new(name: impl Into<String>, duration: u32) -> Self {
        Self {
            name: name.into(),
            duration,
            demands: Vec::new(),
            release: 0,
            due: None,
            deadline: None,
            weight: 1,
            fixed: None,
        }
    }

    /// Takes so much of a resource on each of its days.
    #[must_use]
    pub fn uses(mut self, resource: usize, amount: u32) -> Self {
        self.demands.push(Demand { resource, amount });
        self
    }

    /// May not start before a day.
    #[must_use]
    pub fn release(mut self, day: u32) -> Self {
        self.release = day;
        self
    }

    /// Should be over before a day: the end, the day after the last, is at most this. Later is
    /// late and costs.
    #[must_use]
    pub fn due(mut self, end: u32) -> Self {
        self.due = Some(end);
        self
    }

    /// Must be over before a day: if that cannot be, it has no place.
    #[must_use]
    pub fn deadline(mut self, end: u32) -> Self {
        self.deadline = Some(end);
        self
    }

    /// How much it counts when it is late, ends, or finds no place.
    #[must_use]
    pub fn weight(mut self, weight: u32) -> Self {
        self.weight = weight;
        self
    }

    /// Starts on this day and no other: a fact, whatever its dates and those before it say. Only
    /// where resources are not enough for it, or for it beside those fixed before it, it has no
    /// place.
    #[must_use]
    pub fn fixed(mut self, start: u32) -> Self {
        self.fixed = Some(start);
        self
    }

    /// The name that messages use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Days from start to end.
    pub const fn duration(&self) -> u32 {
        self.duration
    }

    /// What it takes on each day.
    pub fn demands(&self) -> &[Demand] {
        &self.demands
    }

    /// The first day on which it may start.
    pub const fn earliest(&self) -> u32 {
        self.release
    }

    /// The end after which it is late.
    pub const fn due_end(&self) -> Option<u32> {
        self.due
    }

    /// The end after which it has no place.
    pub const fn latest_end(&self) -> Option<u32> {
        self.deadline
    }

    /// How much it counts.
    pub const fn importance(&self) -> u32 {
        self.weight
    }

    /// The day on which it is fixed.
    pub const fn fixed_start(&self) -> Option<u32> {
        self.fixed
    }
}

/// One activity must be over before another starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Precedence {
    /// Which must be over.
    pub before: usize,
    /// Which may then start.
    pub after: usize,
    /// Days between the end of the one and the start of the other, at least.
    pub lag: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacities_change_and_come_back() {
        let room = Resource::new("room", 2)
            .capacity_from(10, 5)
            .closed(3..5)
            .capacity_on(8..12, 1);
        let seen: Vec<u32> = (0..14).map(|day| room.capacity(day)).collect();
        assert_eq!(seen, [2, 2, 2, 0, 0, 2, 2, 2, 1, 1, 1, 1, 5, 5]);
        let never = 7..7;
        assert_eq!(room.clone().closed(never), room);
    }
}

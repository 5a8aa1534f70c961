//! What is to be scheduled, with nothing that does not matter for it: days, resources, groups.
//!
//! The axis is the training days of the horizon: day `t` is the `t`-th day on which training may
//! be placed. A session of `length` days that starts on day `t` is held on days `t..t + length`,
//! so that weekends and holidays in between are skipped by themselves, or on those of its meetings.

use super::meetings::Pattern;
use crate::words::measure::Date;

/// A provider on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProviderDay {
    /// Its agreement does not hold.
    OutsideAgreement,
    /// It is away.
    Away,
    /// It can run so many sessions at once; `u32::MAX` is no limit.
    Open(u32),
}

/// What a member of a group must have attended before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prerequisite {
    /// Whose, as a place among the group's people.
    pub(super) place: u32,
    /// Which programme, by its position in the catalogue.
    pub(super) programme: u32,
    /// The group, earlier in the order of groups, and the person's place in it. `None`: the plan
    /// has it too late, so that it can never be met.
    pub(super) attended: Option<(u32, u32)>,
    /// The first day after it, where it was attended in a session that is no part of the problem.
    pub(super) over: Option<u32>,
}

/// The people of a programme and phase, who are to be divided into sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// Groups of one number compete with each other; lower numbers come first.
    pub(super) phase: usize,
    /// The first day of the window on the axis.
    pub(super) first: usize,
    /// The day after the last of the window.
    pub(super) end: usize,
    /// Days of a session, all meetings together; at least 1.
    pub(super) length: usize,
    /// The days of the meetings, if they are not in a row.
    pub(super) pattern: Option<Pattern>,
    /// Who runs it: a row of [`Problem::provider_days`].
    pub(super) provider: usize,
    /// How many sessions the plan pays for.
    pub(super) sessions: u32,
    /// The fewest people of a session, at least 1.
    pub(super) class_min: u32,
    /// The most people of a session.
    pub(super) class_max: u32,
    /// The rooms of which a session needs one, by seats; rows of [`Problem::bookable_away`]. None
    /// if it needs none.
    pub(super) rooms: Vec<u32>,
    /// The trainers of whom a session needs one, in the same way.
    pub(super) trainers: Vec<u32>,
    /// Who: rows of [`Problem::unit_of`]. No one twice.
    pub(super) people: Vec<u32>,
    /// The units of the people, each once.
    pub(super) units: Vec<u32>,
    /// For each of the people in turn the place of their unit in `units`.
    pub(super) unit_places: Vec<u32>,
    /// What the people must have attended before, by place.
    pub(super) prerequisites: Vec<Prerequisite>,
    /// For each of the people in turn how many attendances are lost if they find no seat: this
    /// one and those that build on it.
    pub(super) weights: Vec<u32>,
}

/// Everything that a schedule must respect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Problem {
    /// The training days, rising.
    pub(super) days: Vec<Date>,
    /// For each of them how many working days of the horizon come before it.
    pub(super) working_days_before: Vec<u32>,
    /// Working days from the end of a prerequisite to the start of what needs it, at least 1.
    pub(super) days_after_prerequisite: u32,
    /// Whether a session may be held without some of its people.
    pub(super) may_leave_out: bool,
    /// Providers × days, provider by provider.
    pub(super) provider_days: Vec<ProviderDay>,
    /// Units × days, unit by unit: how many people each can spare.
    pub(super) spare: Vec<u32>,
    /// For each person the unit.
    pub(super) unit_of: Vec<u32>,
    /// People × days as bits: away, or no longer employed.
    pub(super) away: Vec<u64>,
    /// Rooms, then trainers × days as bits: away.
    pub(super) bookable_away: Vec<u64>,
    /// How many people each of them takes.
    pub(super) bookable_seats: Vec<u32>,
    /// How many of them are rooms.
    pub(super) rooms: usize,
    /// By phase.
    pub(super) groups: Vec<Group>,
}

impl Group {
    /// The starts that fit into the window if the days are in a row; those of a series are among
    /// them.
    pub(super) fn starts(&self) -> std::ops::Range<usize> {
        self.first
            ..(self.end + 1)
                .saturating_sub(self.length.max(1))
                .max(self.first)
    }

    /// What one of the people must have attended before.
    pub(super) fn prerequisites_of(&self, place: u32) -> &[Prerequisite] {
        let from = self.prerequisites.partition_point(|row| row.place < place);
        let until = self.prerequisites.partition_point(|row| row.place <= place);
        &self.prerequisites[from..until]
    }

    /// Works out `units` and `unit_places` from the people.
    pub(super) fn find_units(&mut self, unit_of: &[u32]) {
        self.units = self
            .people
            .iter()
            .map(|&person| unit_of[person as usize])
            .collect();
        self.units.sort_unstable();
        self.units.dedup();
        self.unit_places = self
            .people
            .iter()
            .map(|&person| {
                // Every unit was put there just now; units are fewer than people, who are u32.
                let unit = unit_of[person as usize];
                self.units.partition_point(|&other| other < unit) as u32
            })
            .collect();
    }
}

impl Problem {
    /// Words of a person's row in [`Problem::away`].
    pub(super) fn words(&self) -> usize {
        super::bits::words(self.days.len())
    }

    /// A provider on a day.
    pub(super) fn provider_day(&self, provider: usize, day: usize) -> ProviderDay {
        self.provider_days[provider * self.days.len() + day]
    }

    /// How many sessions a provider can run on a day.
    pub(super) fn provider_capacity(&self, provider: usize, day: usize) -> u32 {
        match self.provider_day(provider, day) {
            ProviderDay::Open(sessions) => sessions,
            ProviderDay::OutsideAgreement | ProviderDay::Away => 0,
        }
    }

    /// Whether a room or trainer is there on all days of a session, if nothing else is held.
    pub(super) fn is_there(&self, group: &Group, start: usize, bookable: u32) -> bool {
        let words = self.words();
        let row = &self.bookable_away[bookable as usize * words..][..words];
        group.days(start).all(|day| !super::bits::has(row, day))
    }

    /// The first day that lies enough working days after another.
    pub(super) fn first_day_after(&self, day: usize) -> usize {
        let before = self.working_days_before.get(day).copied().unwrap_or(0);
        let from = before.saturating_add(self.days_after_prerequisite.max(1));
        self.working_days_before
            .partition_point(|&other| other < from)
    }

    /// Works out the weights: whoever is left out of a group is also lost to the groups that
    /// build on it.
    pub(super) fn weigh(&mut self) {
        for group in &mut self.groups {
            group.weights = vec![1; group.people.len()];
        }
        // A prerequisite's group comes earlier, so that weights are final when they are passed on.
        for number in (0..self.groups.len()).rev() {
            let (earlier, rest) = self.groups.split_at_mut(number);
            let group = &rest[0];
            for row in &group.prerequisites {
                let Some((attended, place)) = row.attended else {
                    continue;
                };
                let weight = group.weights[row.place as usize];
                let target = &mut earlier[attended as usize].weights[place as usize];
                *target = target.saturating_add(weight);
            }
        }
    }
}

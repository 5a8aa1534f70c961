//! What is placed so far, and what that leaves of every resource.

use super::bits;
use super::meetings::Days;
use super::problem::{Group, Prerequisite, Problem};

/// A session that has its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// The first day.
    pub(super) start: usize,
    /// Who attends, as places among the group's people; rising.
    pub(super) places: Vec<u32>,
    /// Its room and its trainer, as rows of [`Problem::bookable_away`], where it needs them.
    pub(super) bookings: [Option<u32>; 2],
}

/// What is placed, and what is left. Placing and taking away are exact inverses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Providers × days: sessions that can still be run.
    provider_left: Vec<u32>,
    /// Units × days: people who can still be spared.
    spare_left: Vec<u32>,
    /// People × days as bits: away, or in a session.
    busy: Vec<u64>,
    /// Rooms and trainers × days as bits: away, or booked.
    pub(super) booked: Vec<u64>,
    /// The sessions of each group.
    held: Vec<Vec<Held>>,
    /// For each group and place the last day of the session that the person attends.
    last_days: Vec<Vec<Option<u32>>>,
}

impl State {
    /// Nothing is placed.
    pub(super) fn new(problem: &Problem) -> Self {
        let days = problem.days.len();
        let providers = problem.provider_days.len().checked_div(days).unwrap_or(0);
        Self {
            provider_left: (0..providers)
                .flat_map(|provider| (0..days).map(move |day| (provider, day)))
                .map(|(provider, day)| problem.provider_capacity(provider, day))
                .collect(),
            spare_left: problem.spare.clone(),
            busy: problem.away.clone(),
            booked: problem.bookable_away.clone(),
            held: vec![Vec::new(); problem.groups.len()],
            last_days: problem
                .groups
                .iter()
                .map(|group| vec![None; group.people.len()])
                .collect(),
        }
    }

    /// The sessions of a group.
    pub(super) fn held(&self, group: usize) -> &[Held] {
        &self.held[group]
    }

    /// Whether one of a group's people has a seat.
    pub(super) fn is_seated(&self, group: usize, place: u32) -> bool {
        self.last_days[group][place as usize].is_some()
    }

    /// The places of a group that have no seat, rising.
    pub(super) fn waiting(&self, group: usize) -> impl Iterator<Item = u32> + '_ {
        // Places are fewer than people, who are numbered by u32.
        self.last_days[group]
            .iter()
            .enumerate()
            .filter(|(_, last_day)| last_day.is_none())
            .map(|(place, _)| place as u32)
    }

    /// How many people a unit can still spare on a day.
    pub(super) fn spare(&self, problem: &Problem, unit: u32, day: usize) -> u32 {
        self.spare_left[unit as usize * problem.days.len() + day]
    }

    /// How many people a unit can still spare on every one of the days of a session.
    pub(super) fn spare_from(
        &self,
        problem: &Problem,
        unit: u32,
        group: &Group,
        start: usize,
    ) -> u32 {
        let row = unit as usize * problem.days.len();
        let spare = match group.days(start) {
            Days::Run(days) => self.spare_left[row + days.start..row + days.end]
                .iter()
                .copied()
                .min(),
            days @ Days::Series(_) => days.map(|day| self.spare_left[row + day]).min(),
        };
        spare.unwrap_or(0)
    }

    /// How many people a unit can still spare on each day.
    pub(super) fn spare_row(&self, problem: &Problem, unit: u32) -> &[u32] {
        let days = problem.days.len();
        &self.spare_left[unit as usize * days..][..days]
    }

    /// Whether the provider can run one more session on each of the days.
    pub(super) fn provider_is_free(&self, problem: &Problem, group: &Group, start: usize) -> bool {
        let row = group.provider * problem.days.len();
        match group.days(start) {
            Days::Run(days) => self.provider_left[row + days.start..row + days.end]
                .iter()
                .all(|&left| left > 0),
            mut days @ Days::Series(_) => {
                group.is_start(start) && days.all(|day| self.provider_left[row + day] > 0)
            }
        }
    }

    /// Whether a person is away or in a session on a day.
    pub(super) fn is_busy(&self, problem: &Problem, person: u32, day: usize) -> bool {
        let words = problem.words();
        bits::has(&self.busy[person as usize * words..][..words], day)
    }

    /// The first day on which one of a group's people may start, as far as prerequisites tell;
    /// `None` if one is not met and never will be.
    pub(super) fn ready(&self, problem: &Problem, group: &Group, place: u32) -> Option<usize> {
        let mut first = group.first;
        for row in group.prerequisites_of(place) {
            first = first.max(self.first_day_after(problem, row)?);
        }
        Some(first)
    }

    /// The first day on which what requires a prerequisite may start; `None` if it is not met.
    fn first_day_after(&self, problem: &Problem, row: &Prerequisite) -> Option<usize> {
        if let Some(day) = row.over {
            return Some(day as usize);
        }
        let (attended, place) = row.attended?;
        let last_day = self.last_days[attended as usize][place as usize]?;
        Some(problem.first_day_after(last_day as usize))
    }

    /// The prerequisite that keeps one of a group's people from starting earlier: the first that
    /// is not met, or else the one that is over last. `None` if nothing is required.
    pub(super) fn blocking_prerequisite<'p>(
        &self,
        problem: &Problem,
        group: &'p Group,
        place: u32,
    ) -> Option<&'p Prerequisite> {
        let first_day = |row: &Prerequisite| self.first_day_after(problem, row);
        let rows = group.prerequisites_of(place);
        rows.iter()
            .find(|row| first_day(row).is_none())
            .or_else(|| rows.iter().max_by_key(|row| first_day(row)))
    }

    /// The starts, as bits, at which one of a group's people has time; whether the unit can spare
    /// them is another matter.
    pub(super) fn starts(&self, problem: &Problem, group: &Group, place: u32, row: &mut Vec<u64>) {
        let words = problem.words();
        let person = group.people[place as usize] as usize;
        row.clear();
        match self.ready(problem, group, place) {
            None => row.resize(words, 0),
            Some(first) => {
                row.extend(
                    self.busy[person * words..][..words]
                        .iter()
                        .map(|word| !word),
                );
                if group.pattern.is_none() {
                    bits::keep_between(row, first, group.end);
                    bits::keep_runs(row, group.length);
                } else {
                    keep_starts(group, row);
                    bits::keep_between(row, first, group.end);
                }
            }
        }
    }

    /// Whether one of a group's people has time for a session that starts on a day and what they
    /// must have attended before is over; whether the unit can spare them is another matter.
    pub(super) fn has_time(
        &self,
        problem: &Problem,
        group: &Group,
        place: u32,
        start: usize,
    ) -> bool {
        let person = group.people[place as usize];
        self.ready(problem, group, place)
            .is_some_and(|first| first <= start)
            && group.is_start(start)
            && group
                .days(start)
                .all(|day| !self.is_busy(problem, person, day))
    }

    /// Whether one of a group's people can take a seat in a session that starts on a day: they
    /// have time, and the unit can spare them.
    pub(super) fn can_sit(
        &self,
        problem: &Problem,
        group: &Group,
        place: u32,
        start: usize,
    ) -> bool {
        let unit = problem.unit_of[group.people[place as usize] as usize];
        self.spare_from(problem, unit, group, start) > 0
            && self.has_time(problem, group, place, start)
    }

    /// Places a session. The caller has checked that everything fits. Of its rooms and its trainers
    /// it gets the smallest that take the largest class, or else the largest.
    pub(super) fn place(
        &mut self,
        problem: &Problem,
        group: usize,
        start: usize,
        mut places: Vec<u32>,
    ) {
        places.sort_unstable();
        let details = &problem.groups[group];
        let bookings = [&details.rooms, &details.trainers]
            .map(|wanted| self.bookable(problem, details, start, wanted));
        self.put(
            problem,
            group,
            Held {
                start,
                places,
                bookings,
            },
        );
    }

    /// Places a session as it was.
    pub(super) fn put(&mut self, problem: &Problem, group: usize, held: Held) {
        self.take_provider(problem, &problem.groups[group], held.start, true);
        self.book(problem, &problem.groups[group], &held, true);
        for &place in &held.places {
            self.take_person(problem, group, place, held.start, true);
        }
        self.held[group].push(held);
    }

    /// Takes the last session of a group away.
    pub(super) fn take_back(&mut self, problem: &Problem, group: usize) -> Option<Held> {
        let held = self.held[group].pop()?;
        self.take_provider(problem, &problem.groups[group], held.start, false);
        self.book(problem, &problem.groups[group], &held, false);
        for &place in &held.places {
            self.take_person(problem, group, place, held.start, false);
        }
        Some(held)
    }

    /// Takes all sessions of a group away and returns them.
    pub(super) fn clear(&mut self, problem: &Problem, group: usize) -> Vec<Held> {
        let mut sessions = Vec::with_capacity(self.held[group].len());
        while let Some(held) = self.take_back(problem, group) {
            sessions.push(held);
        }
        sessions.reverse();
        sessions
    }

    /// Takes one session out, whichever it is.
    pub(super) fn remove(
        &mut self,
        problem: &Problem,
        group: usize,
        session: usize,
    ) -> Option<Held> {
        let last = self.held[group].len().checked_sub(1)?;
        if session > last {
            return None;
        }
        self.held[group].swap(session, last);
        self.take_back(problem, group)
    }

    /// Gives one of a group's people a seat. The caller has checked that it fits.
    pub(super) fn seat(&mut self, problem: &Problem, group: usize, session: usize, place: u32) {
        let start = self.held[group][session].start;
        let places = &mut self.held[group][session].places;
        let at = places.partition_point(|&other| other < place);
        places.insert(at, place);
        self.take_person(problem, group, place, start, true);
    }

    /// Takes the seat of one of a group's people away.
    pub(super) fn unseat(&mut self, problem: &Problem, group: usize, session: usize, place: u32) {
        let start = self.held[group][session].start;
        self.held[group][session]
            .places
            .retain(|&other| other != place);
        self.take_person(problem, group, place, start, false);
    }

    fn take_provider(&mut self, problem: &Problem, group: &Group, start: usize, take: bool) {
        let row = group.provider * problem.days.len();
        for day in group.days(start) {
            let left = &mut self.provider_left[row + day];
            *left = match (*left, take) {
                // No limit stays no limit.
                (u32::MAX, _) => u32::MAX,
                (left, true) => left.saturating_sub(1),
                (left, false) => left + 1,
            };
        }
    }

    fn take_person(
        &mut self,
        problem: &Problem,
        group: usize,
        place: u32,
        start: usize,
        take: bool,
    ) {
        let (days, words) = (problem.days.len(), problem.words());
        let details = &problem.groups[group];
        let person = details.people[place as usize] as usize;
        let unit = problem.unit_of[person] as usize;
        let busy = &mut self.busy[person * words..][..words];
        for day in details.days(start) {
            let left = &mut self.spare_left[unit * days + day];
            if take {
                bits::set(busy, day);
                *left = left.saturating_sub(1);
            } else {
                bits::clear(busy, day);
                *left += 1;
            }
        }
        // Days of the axis are numbered by u32: see the limit on the horizon.
        self.last_days[group][place as usize] = take.then(|| (details.end_of(start) - 1) as u32);
    }
}

/// Keeps of a row of free days, as bits, the days on which a session of a series can start.
pub(super) fn keep_starts(group: &Group, row: &mut [u64]) {
    let free = row.to_vec();
    row.fill(0);
    for start in group.starts().filter(|&start| group.is_start(start)) {
        if group.days(start).all(|day| bits::has(&free, day)) {
            bits::set(row, start);
        }
    }
}

//! A plan in the making: who attends what, what that uses up, and what one more seat is worth.

use std::collections::HashMap;

use super::fairness;
use super::instance::Instance;
use crate::words::measure::Level;

/// What keeps a person from a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Block {
    /// Attends the programme already, has left, or is not to attend it.
    Never,
    /// A prerequisite is not attended in an earlier phase.
    Prerequisite(usize),
    /// The hours of the person in the phase or year.
    Hours,
    /// The hours of the unit in the phase.
    Cover,
}

/// A plan in the making.
#[derive(Clone, Debug)]
pub(super) struct State<'a> {
    pub(super) instance: &'a Instance,
    /// By person: the cells attended, by phase, then programme.
    pub(super) attended: Vec<Vec<u32>>,
    /// By cell.
    pub(super) people: Vec<u32>,
    /// By cell.
    pub(super) sessions: Vec<u32>,
    /// By phase, in rupiah.
    pub(super) spent: Vec<i128>,
    /// By provider × phase, in session-days.
    provider_days: Vec<u64>,
    /// By unit × phase, in hundredths of an hour.
    cover: Vec<u64>,
    /// By person × phase, in hundredths of an hour.
    hours: Vec<u32>,
    /// People of a unit in a cell; looked up only, never walked through.
    together: HashMap<(u32, u32), u32>,
}

impl<'a> State<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let (people, phases) = (instance.people.len(), instance.phases());
        let cells = instance.offers.len() * phases;
        Self {
            instance,
            attended: vec![Vec::new(); people],
            people: vec![0; cells],
            sessions: vec![0; cells],
            spent: vec![0; phases],
            provider_days: vec![0; instance.offers.capacity.len()],
            cover: vec![0; instance.people.cover.len()],
            hours: vec![0; people * phases],
            together: HashMap::new(),
        }
    }

    /// The programme and the phase of a cell.
    pub(super) fn split(&self, cell: u32) -> (usize, usize) {
        let phases = self.instance.phases();
        (cell as usize / phases, cell as usize % phases)
    }

    /// What closing gaps is worth for a person by all that they attend.
    pub(super) fn value(&self, person: usize) -> i128 {
        let own = &self.attended[person];
        if own.is_empty() {
            return 0;
        }
        let rows = self.instance.people.gaps.of(person);
        rows.map(|row| self.row_value(person, row, own)).sum()
    }

    /// The order in which levels rise: by phase, then programme.
    fn order(&self, cell: u32) -> (usize, usize) {
        let (programme, phase) = self.split(cell);
        (phase, programme)
    }

    /// What one more cell adds to the value of a person's cells. Never negative: what is higher
    /// earlier stays at least as high, and earlier is worth at least as much.
    fn gain(&self, person: usize, cell: u32) -> i128 {
        self.gain_among(person, cell, &self.attended[person])
    }

    /// What a seat is worth for a person who attends these other cells: the gap that it closes,
    /// and the hours up to the floor.
    pub(super) fn worth_among(&self, person: usize, cell: u32, own: &[u32]) -> i128 {
        let horizon = &self.instance.horizon;
        let hours = |cell: u32| {
            let (programme, phase) = self.split(cell);
            let in_year = horizon.floor_year == Some(horizon.phases[phase].year);
            if in_year {
                u64::from(self.instance.offers.hours[programme])
            } else {
                0
            }
        };
        let planned: u64 = own.iter().map(|&cell| hours(cell)).sum();
        let short = u64::from(self.instance.people.below_floor[person]).saturating_sub(planned);
        let hours = i128::from(hours(cell).min(short));
        let value = self.instance.values.seat(person, self.split(cell).0);
        self.gain_among(person, cell, own) + self.instance.floor_value * hours + value
    }

    fn gain_among(&self, person: usize, cell: u32, own: &[u32]) -> i128 {
        let at = own.partition_point(|&other| self.order(other) < self.order(cell));
        let (before, after) = own.split_at(at);
        let mut gain = 0;
        let mut last = None;
        for effect in &self.instance.offers.effects[self.split(cell).0] {
            // Effects are in the order of competencies; one of several of a competency counts for
            // all of them.
            if last.replace(effect.competency) == Some(effect.competency) {
                continue;
            }
            let Some(row) = self.instance.people.gaps.find(person, effect.competency) else {
                continue;
            };
            let with = before.iter().chain([&cell]).chain(after);
            gain += self.row_value(person, row, with);
            if !own.is_empty() {
                gain -= self.row_value(person, row, own);
            }
        }
        gain
    }

    /// What closing the gap of a row is worth for a person who attends these cells.
    fn row_value<'c>(
        &self,
        person: usize,
        row: usize,
        cells: impl IntoIterator<Item = &'c u32>,
    ) -> i128 {
        let gaps = &self.instance.people.gaps;
        let (competency, needed) = (gaps.competencies[row], gaps.needed[row]);
        let mut level = gaps.held[row];
        let mut value = 0_i128;
        for &cell in cells {
            let (programme, phase) = self.split(cell);
            for effect in &self.instance.offers.effects[programme] {
                if effect.competency != competency {
                    continue;
                }
                let before = level.min(needed);
                level = effect.after(Level::from_steps(level)).steps();
                let closed = level.min(needed).saturating_sub(before);
                let factor = self.instance.factor(person, phase).unwrap_or(0);
                value += i128::from(closed) * i128::from(factor);
            }
        }
        value * i128::from(gaps.weights[row])
    }

    /// Hours that the person is still below the floor, in hundredths.
    pub(super) fn below_floor(&self, person: usize) -> u32 {
        let Some(year) = self.instance.horizon.floor_year else {
            return 0;
        };
        let planned = self.year_hours(person, year);
        self.instance.people.below_floor[person].saturating_sub(planned)
    }

    /// Hours planned for a person in a year, in hundredths.
    pub(super) fn year_hours(&self, person: usize, year: usize) -> u32 {
        let phases = &self.instance.horizon.phases;
        let start = person * phases.len();
        phases
            .iter()
            .zip(&self.hours[start..start + phases.len()])
            .filter(|(phase, _)| phase.year == year)
            .fold(0, |sum: u32, (_, &hours)| sum.saturating_add(hours))
    }

    /// What a seat is worth for a person: the gap that it closes, and the hours up to the floor.
    pub(super) fn worth(&self, person: usize, cell: u32) -> (i128, i128) {
        let (programme, phase) = self.split(cell);
        let gain = self.gain(person, cell) + self.instance.values.seat(person, programme);
        let in_year =
            self.instance.horizon.floor_year == Some(self.instance.horizon.phases[phase].year);
        let hours = if in_year {
            self.instance.offers.hours[programme].min(self.below_floor(person))
        } else {
            0
        };
        (gain, self.instance.floor_value * i128::from(hours))
    }

    /// What keeps a person from a cell, if anything does; seats and money are not looked at.
    pub(super) fn block(&self, person: usize, cell: u32) -> Option<Block> {
        let (programme, phase) = self.split(cell);
        let instance = self.instance;
        let own = &self.attended[person];
        if instance.factor(person, phase).is_none()
            || own.iter().any(|&other| self.split(other).0 == programme)
            || instance.spare(person, phase) == 0
            || instance.forbidden.seat(person, programme)
        {
            return Some(Block::Never);
        }
        for &required in &instance.offers.prerequisites[programme] {
            let met = own.iter().any(|&other| {
                let (other, earlier) = self.split(other);
                other == required && earlier < phase
            });
            if !met {
                return Some(Block::Prerequisite(required));
            }
        }
        let hours = instance.offers.hours[programme];
        let year = instance.horizon.phases[phase].year;
        let years = instance.horizon.years.len();
        // In wider numbers, so that hours at the end of their range do not seem to fit.
        let in_phase = u64::from(self.hours[person * instance.phases() + phase]) + u64::from(hours);
        let in_year = u64::from(self.year_hours(person, year)) + u64::from(hours);
        if in_phase > u64::from(instance.horizon.hours_per_phase)
            || in_year > u64::from(instance.people.hours_left[person * years + year])
        {
            return Some(Block::Hours);
        }
        let place = instance.people.units[person] as usize * instance.phases() + phase;
        let cover = self.cover[place].saturating_add(u64::from(hours));
        (cover > instance.people.cover[place]).then_some(Block::Cover)
    }

    /// How many more people of the person's unit fit into a cell with so many sessions.
    pub(super) fn room_in_unit(&self, person: usize, cell: u32, sessions: u32) -> u32 {
        if !self.instance.spare_staff_per_session {
            return u32::MAX;
        }
        let (_, phase) = self.split(cell);
        let unit = self.instance.people.units[person];
        let there = self.together.get(&(unit, cell)).copied().unwrap_or(0);
        self.instance
            .spare(person, phase)
            .saturating_mul(sessions)
            .saturating_sub(there)
    }

    /// Hours of training that a person's unit can still take in a phase, in hundredths.
    pub(super) fn cover_left(&self, person: usize, phase: usize) -> u64 {
        let place = self.instance.people.units[person] as usize * self.instance.phases() + phase;
        self.instance.people.cover[place].saturating_sub(self.cover[place])
    }

    /// The money that may still be spent in a phase: within what the phases so far allow, and so
    /// that no later phase is left short of what it spends already.
    pub(super) fn money_left(&self, phase: usize) -> i128 {
        let horizon = &self.instance.horizon;
        let all: i128 = self.spent.iter().sum();
        let left = horizon.total - all;
        if !horizon.carry_over {
            return left
                .min(horizon.phases[phase].budget - self.spent[phase])
                .max(0);
        }
        let mut least = left;
        for later in phase..horizon.phases.len() {
            let spent: i128 = self.spent.iter().take(later + 1).sum();
            let budgets: i128 = horizon
                .phases
                .iter()
                .take(later + 1)
                .map(|p| p.budget)
                .sum();
            least = least.min(budgets - spent);
        }
        least.max(0)
    }

    /// Whether one more session of a cell can be held, money apart: the programme's limit, and
    /// the provider's days.
    pub(super) fn session_fits(&self, cell: u32) -> Result<(), SessionLimit> {
        let (programme, phase) = self.split(cell);
        let offers = &self.instance.offers;
        if self.instance.forbidden.programme(programme) {
            return Err(SessionLimit::Forbidden);
        }
        if !offers.open[cell as usize] {
            return Err(SessionLimit::Closed);
        }
        let place = offers.provider[programme] * self.instance.phases() + phase;
        let days = self.provider_days[place].saturating_add(u64::from(offers.days[programme]));
        if offers.capacity[place].is_some_and(|capacity| days > capacity) {
            return Err(SessionLimit::Provider);
        }
        if self.sessions[cell as usize] >= offers.sessions[cell as usize] {
            return Err(SessionLimit::Sessions);
        }
        Ok(())
    }

    /// Holds one more session.
    pub(super) fn open(&mut self, cell: u32) {
        let (programme, phase) = self.split(cell);
        let offers = &self.instance.offers;
        self.sessions[cell as usize] += 1;
        self.spent[phase] += offers.cost(programme, 1, 0);
        let place = offers.provider[programme] * self.instance.phases() + phase;
        self.provider_days[place] =
            self.provider_days[place].saturating_add(u64::from(offers.days[programme]));
    }

    /// Gives a person a seat in a session that is held.
    pub(super) fn seat(&mut self, person: usize, cell: u32) {
        let (programme, phase) = self.split(cell);
        let phases = self.instance.phases();
        let offers = &self.instance.offers;
        let own = &self.attended[person];
        let at = own.partition_point(|&other| self.order(other) < self.order(cell));
        self.attended[person].insert(at, cell);
        self.people[cell as usize] += 1;
        self.spent[phase] += offers.cost(programme, 0, 1);
        let hours = offers.hours[programme];
        self.hours[person * phases + phase] += hours;
        let unit = self.instance.people.units[person];
        self.cover[unit as usize * phases + phase] += u64::from(hours);
        *self.together.entry((unit, cell)).or_insert(0) += 1;
    }

    /// Takes a seat back.
    pub(super) fn unseat(&mut self, person: usize, cell: u32) {
        let Some(at) = self.attended[person].iter().position(|&own| own == cell) else {
            return;
        };
        let (programme, phase) = self.split(cell);
        let phases = self.instance.phases();
        let offers = &self.instance.offers;
        self.attended[person].remove(at);
        self.people[cell as usize] -= 1;
        self.spent[phase] -= offers.cost(programme, 0, 1);
        let hours = offers.hours[programme];
        self.hours[person * phases + phase] -= hours;
        let unit = self.instance.people.units[person];
        self.cover[unit as usize * phases + phase] -= u64::from(hours);
        if let Some(there) = self.together.get_mut(&(unit, cell)) {
            *there -= 1;
        }
    }

    /// What the hours below the floor take off.
    pub(super) fn penalty(&self) -> i128 {
        let short: i128 = (0..self.attended.len())
            .map(|person| i128::from(self.below_floor(person)))
            .sum();
        short * self.instance.floor_value
    }

    /// What closing gaps is worth, less the hours below the floor.
    pub(super) fn worth_of_all(&self) -> i128 {
        self.closed() - self.penalty()
    }

    /// That, with the seats' own values, less what changes of a plan to stay close to cost: what
    /// plans are compared by.
    pub(super) fn objective(&self) -> i128 {
        let kept = &self.instance.kept;
        let values = self.instance.values.all();
        let own = values.filter(|&(person, programme, _)| self.attends(person, programme));
        let worth = self.worth_of_all() + own.map(|(.., value)| value).sum::<i128>();
        if kept.weight == 0 {
            return worth;
        }
        worth - kept.weight * kept.changes(&self.attended) as i128
    }

    /// How much is short of the floors of fairness.
    pub(super) fn short_of_floors(&self) -> i128 {
        let floors = self.instance.floors.iter();
        floors
            .map(|floor| (floor.needed - floor.closes(self)).max(0))
            .sum()
    }

    /// The objective, and what groups close above their floors at the floors' multipliers.
    pub(super) fn lifted_objective(&self) -> i128 {
        let floors = self.instance.floors.iter().filter(|floor| floor.lift > 0);
        let lifted: i128 = floors
            .map(|floor| i128::from(floor.lift) * (floor.closes(self) - floor.needed))
            .sum();
        self.objective() + lifted / i128::from(fairness::ONE)
    }

    /// Whether a person attends a programme.
    pub(super) fn attends(&self, person: usize, programme: usize) -> bool {
        let own = &self.attended[person];
        own.iter().any(|&cell| self.split(cell).0 == programme)
    }

    /// Hours planned for a person in a phase, in hundredths.
    pub(super) fn phase_hours(&self, person: usize, phase: usize) -> u32 {
        self.hours[person * self.instance.phases() + phase]
    }

    /// The session-days that a programme's provider has left in a phase, and whether those are too
    /// few for one more session.
    pub(super) fn provider_days_left(&self, programme: usize, phase: usize) -> (u64, bool) {
        let offers = &self.instance.offers;
        let place = offers.provider[programme] * self.instance.phases() + phase;
        let capacity = offers.capacity[place].unwrap_or(u64::MAX);
        let left = capacity.saturating_sub(self.provider_days[place]);
        (left, left < u64::from(offers.days[programme]))
    }

    /// What closing gaps is worth in the whole plan.
    pub(super) fn closed(&self) -> i128 {
        (0..self.attended.len())
            .map(|person| self.value(person))
            .sum()
    }
}

/// Why no further session of a cell can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SessionLimit {
    /// The agreement and the calendar leave too few days.
    Closed,
    /// The provider's days are used up.
    Provider,
    /// The programme's sessions are used up.
    Sessions,
    /// The programme is not to be held.
    Forbidden,
}

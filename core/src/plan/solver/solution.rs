//! What the solver finds: a plan, and the proof of how good it is.

use super::instance::Instance;
use super::margin::Margins;
use super::market::Prices;
use super::multipliers::Multipliers;
use super::person::Seat;
use super::roster::Roster;
use super::split::Point;

/// A plan of an instance with its proof.
#[derive(Clone, Debug)]
pub struct Solution {
    pub(super) phases: usize,
    pub(super) starts: Vec<usize>,
    pub(super) seats: Vec<Seat>,
    pub(super) sessions: Vec<u32>,
    pub(super) objective: i128,
    pub(super) bound: i128,
    pub(super) work: u64,
    pub(super) stopped: bool,
    pub(super) prices: Prices,
    pub(super) margins: Option<Margins>,
    /// Prices of every possible seat, where they were looked for.
    pub(super) point: Option<Point>,
}

impl Solution {
    pub(super) fn of(instance: &Instance, roster: &Roster, bound: i128, prices: Prices) -> Self {
        let mut starts = vec![0];
        let mut seats = Vec::new();
        for person in 0..instance.people() {
            seats.extend_from_slice(roster.of(person));
            starts.push(seats.len());
        }
        Self {
            phases: instance.phases,
            starts,
            seats,
            sessions: roster.sessions.clone(),
            objective: roster.total - floors(instance),
            bound,
            work: 0,
            stopped: false,
            prices,
            margins: None,
            point: None,
        }
    }

    /// A plan that was made elsewhere: by person, in the order of the instance, programmes with
    /// phases, and how many sessions are held. It is checked where it is used.
    pub fn of_seats(
        instance: &Instance,
        people: impl IntoIterator<Item = Vec<(usize, usize)>>,
        sessions: impl Fn(usize, usize) -> u32,
    ) -> Self {
        let mut starts = vec![0];
        let mut seats: Vec<Seat> = Vec::new();
        for own in people {
            let first = seats.len();
            // Numbers too large for a seat are no programmes or phases of an instance.
            seats.extend(own.into_iter().map(|(programme, phase)| Seat {
                phase: u16::try_from(phase).unwrap_or(u16::MAX),
                programme: u16::try_from(programme).unwrap_or(u16::MAX),
            }));
            seats[first..].sort_unstable();
            starts.push(seats.len());
        }
        Self {
            phases: instance.phases,
            starts,
            seats,
            sessions: (0..instance.cells())
                .map(|cell| sessions(cell / instance.phases, cell % instance.phases))
                .collect(),
            objective: i128::MIN,
            bound: i128::MAX,
            work: 0,
            stopped: false,
            prices: Prices::none(instance),
            margins: None,
            point: None,
        }
    }

    /// The same seats with the prices of another solution, from which a search begins.
    #[must_use]
    pub fn with_prices_of(mut self, other: &Self) -> Self {
        self.prices = other.prices.clone();
        self.point.clone_from(&other.point);
        self
    }

    /// The same seats with prices from which a search begins.
    #[must_use]
    pub fn with_prices(mut self, instance: &Instance, multipliers: &Multipliers) -> Self {
        self.prices = Prices::from_earlier(instance, Some(multipliers));
        self
    }

    /// The prices, with which another solution may begin.
    pub fn multipliers(&self, instance: &Instance) -> Multipliers {
        Multipliers::of(instance, &self.prices)
    }

    /// What one more of each scarce thing is worth at most; `None` for a plan that was made
    /// elsewhere, and where the bound is proven by cases, each at prices of its own.
    pub fn margins(&self) -> Option<&Margins> {
        self.margins.as_ref()
    }

    /// What a person attends: (programme, phase), by phase, then programme.
    pub fn seats(&self, person: usize) -> impl ExactSizeIterator<Item = (usize, usize)> + '_ {
        let range = match (self.starts.get(person), self.starts.get(person + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        self.seats[range]
            .iter()
            .map(|seat| (usize::from(seat.programme), usize::from(seat.phase)))
    }

    /// How many seats are taken in all.
    pub fn taken(&self) -> usize {
        self.seats.len()
    }

    /// How many sessions of a programme are held in a phase.
    pub fn sessions(&self, programme: usize, phase: usize) -> u32 {
        self.sessions
            .get(programme * self.phases + phase)
            .copied()
            .unwrap_or(0)
    }

    /// What the plan is worth: what closing gaps is worth, less the value of every hour that is
    /// short of a floor.
    pub fn objective(&self) -> i128 {
        self.objective
    }

    /// What no plan's objective can pass: proven.
    pub fn bound(&self) -> i128 {
        self.bound
    }

    /// (bound − objective) ÷ objective; `None` for an objective of zero or less that is not
    /// proven to be the best.
    pub fn gap(&self) -> Option<f64> {
        gap(self.objective, self.bound)
    }

    /// How many searches for a person's best seats it took: the measure of work.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Whether somebody stopped the work before its limit.
    pub fn was_stopped(&self) -> bool {
        self.stopped
    }
}

pub(super) fn gap(objective: i128, bound: i128) -> Option<f64> {
    if bound <= objective {
        return Some(0.0);
    }
    (objective > 0).then(|| (bound - objective) as f64 / objective as f64)
}

/// What is taken off what all seats are worth: what it would cost if nobody had any of the hours up
/// to their floor, and the constant of wishes.
pub(super) fn floors(instance: &Instance) -> i128 {
    if instance.horizon.floor_year.is_none() {
        return instance.extra_constant;
    }
    let hours: i128 = instance.floor.iter().map(|&floor| i128::from(floor)).sum();
    hours * i128::from(instance.horizon.floor_value) + instance.extra_constant
}

//! Looking for prices at which what people want is what there is.
//!
//! At any prices the sum of what all people could gain, each alone, and what all that is scarce
//! is worth bounds every plan (Lagrangian duality). Prices move by a deflected subgradient with a
//! step for each price by its own size (as Adam does), towards what is asked too much for. What a
//! person takes is spread over the phases that cost about the same, since phases are nearly alike
//! and everybody would run to the cheapest one.

use super::instance::Instance;
use super::market::{Market, Prices, UNLIMITED, WholePrices};
use super::person::{Desk, Terms};
use crate::need::{cut, map};

/// What is taken at some prices.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// By cell: seats.
    pub(super) seats: Vec<f64>,
    /// By unit × phase: hundredths of an hour.
    pub(super) hours: Vec<f64>,
    /// What people could gain together; with the prices' fixed part, a bound.
    pub(super) gained: i128,
}

/// How wide what people take is spread over phases, and how exactly each is worked out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Care {
    pub(super) width: f64,
    pub(super) slack: i64,
    pub(super) assignments: u32,
}

impl Care {
    /// The care of a round that settles prices: quick, since the next round corrects it.
    pub(super) fn spread_over(width: f64) -> Self {
        Self {
            width,
            slack: 0,
            assignments: 20,
        }
    }
}

/// What everybody takes at prices.
pub(super) fn ask(instance: &Instance, whole: &WholePrices, care: Care) -> Taken {
    let phases = instance.phases;
    let blocks = instance.blocks(400);
    let mut hours = vec![0.0; instance.cover.len()];
    let units = |block: &std::ops::Range<usize>| {
        let first = instance.unit_of(block.start);
        let last = instance.unit_of(block.end - 1);
        (last + 1 - first) * phases
    };
    // Units without people lie between blocks or inside one; blocks own whole runs of units.
    let starts: Vec<usize> = blocks
        .iter()
        .map(|block| instance.unit_of(block.start) * phases)
        .collect();
    let mut lengths = Vec::with_capacity(blocks.len());
    let mut at = starts.first().copied().unwrap_or(0);
    let first = at;
    for (position, block) in blocks.iter().enumerate() {
        let end = starts
            .get(position + 1)
            .copied()
            .unwrap_or(at + units(block));
        lengths.push(end - at);
        at = end;
    }
    let parts = cut(&mut hours[first..], lengths);
    let jobs: Vec<_> = blocks.into_iter().zip(parts).collect();
    let room = vec![instance.horizon.hours_per_phase; phases];
    let answers = map(jobs, |(block, hours)| {
        let mut desk = Desk::new(instance);
        let mut seats = vec![0.0; instance.cells()];
        let mut gained = 0_i128;
        let first = instance.unit_of(block.start);
        for person in block {
            let unit = instance.unit_of(person);
            let terms = Terms {
                seat: &whole.seat,
                hour: &whole.hours[unit * phases..(unit + 1) * phases],
                room: &room,
                slack: care.slack,
                assignments: care.assignments,
            };
            let (_, most) = desk.solve(instance, person, &terms, &[]);
            gained += i128::from(most);
            for &seat in desk.seats() {
                let programme = usize::from(seat.programme);
                let length = f64::from(instance.hours[programme]);
                desk.spread(seat, care.width, |phase, share| {
                    seats[programme * phases + phase] += share;
                    hours[(unit - first) * phases + phase] += share * length;
                });
            }
        }
        (seats, gained)
    });
    let mut taken = Taken {
        seats: vec![0.0; instance.cells()],
        hours,
        gained: 0,
    };
    for (seats, gained) in answers {
        taken.gained += gained;
        for (all, own) in taken.seats.iter_mut().zip(seats) {
            *all += own;
        }
    }
    taken
}

/// The steps of prices in a round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Of a price whose excess is steady, in units of value.
    pub(super) step: f64,
    /// By how much the mean of squares is behind, since it began at zero.
    pub(super) correction: f64,
}

fn correction(rounds: usize) -> f64 {
    1.0 - 0.95_f64.powi(rounds.min(10_000) as i32)
}

impl Pace {
    /// The pace of a round of a search of its own that began at this pace and becomes slower.
    pub(super) fn after(self, round: usize) -> Self {
        Self {
            step: self.step / (1.0 + 0.25 * round as f64),
            correction: correction(round + 1),
        }
    }

    /// Moves a price towards less excess: what is asked for above what there is, as a share of it.
    pub(super) fn walk(self, price: &mut f64, momentum: &mut f64, energy: &mut f64, excess: f64) {
        let excess = excess.clamp(-3.0, 3.0);
        *momentum = 0.8 * *momentum + 0.2 * excess;
        *energy = 0.95 * *energy + 0.05 * excess * excess;
        let size = (*energy / self.correction).sqrt();
        if size > 1e-9 {
            *price = (*price + self.step * *momentum / size).max(0.0);
        }
    }
}

/// How large prices may be expected to be.
#[derive(Clone, Debug)]
pub(super) struct Scales {
    pub(super) money: Vec<f64>,
    pub(super) seat: f64,
    pub(super) day: f64,
    pub(super) hour: f64,
}

impl Scales {
    /// By what all gaps together are worth, of which money buys a part.
    pub(super) fn of(instance: &Instance, market: &Market) -> Self {
        let whole = Prices::none(instance).whole(instance, market);
        let free = ask(instance, &whole, Care::spread_over(0.0)).gained;
        let free = (free - instance.extra_constant).max(0);
        let floors: i128 = instance.floor.iter().map(|&floor| i128::from(floor)).sum();
        let floors = floors * i128::from(instance.horizon.floor_value);
        let value = ((free - floors).max(free / 8)) as f64 * 0.4;
        let all: f64 = market
            .purses
            .iter()
            .map(|&rupiah| rupiah as f64)
            .sum::<f64>()
            .max(1.0);
        let most = market.purses.iter().copied().max().unwrap_or(0).max(1) as f64;
        let (mut cost, mut count) = (0.0, 0.0);
        for cell in 0..instance.cells() {
            let people = f64::from(instance.demand[cell / instance.phases]);
            cost += people * market.cost[cell] as f64 / market.people[cell] as f64;
            count += people;
        }
        let seat = 0.5 * value / most * cost / f64::max(count, 1.0);
        Self {
            money: market
                .purses
                .iter()
                .map(|&rupiah| value * rupiah as f64 / all)
                .collect(),
            seat: seat.max(1.0),
            day: (seat * 10.0).max(1.0),
            hour: (seat / 2_000.0).max(1.0),
        }
    }
}

/// The search for prices.
#[derive(Clone, Debug)]
pub(super) struct Dual {
    pub(super) prices: Prices,
    pub(super) scales: Scales,
    /// The lowest bound so far, without the constant of the floors, and its prices.
    pub(super) bound: i128,
    pub(super) best: Prices,
    /// What was taken lately, and at which prices, on average.
    pub(super) average: Option<(Prices, Vec<f64>)>,
    momentum: Prices,
    energy: Prices,
    rounds: usize,
}

impl Dual {
    pub(super) fn new(instance: &Instance, scales: Scales, prices: Prices) -> Self {
        Self {
            best: prices.clone(),
            prices,
            scales,
            bound: i128::MAX,
            average: None,
            momentum: Prices::none(instance),
            energy: Prices::none(instance),
            rounds: 0,
        }
    }

    /// How many rounds there were.
    pub(super) fn rounds(&self) -> usize {
        self.rounds
    }

    /// One round at a rate of steps; gives the bound at the prices before it.
    pub(super) fn round(
        &mut self,
        instance: &Instance,
        market: &Market,
        care: Care,
        rate: f64,
    ) -> i128 {
        let whole = self.prices.whole(instance, market);
        let taken = ask(instance, &whole, care);
        let bound = whole.fixed + taken.gained;
        if bound < self.bound {
            self.bound = bound;
            self.best = self.prices.clone();
        }
        self.rounds += 1;
        self.step(instance, market, &taken, rate);
        let share = self.average.as_ref().map_or(1.0, |_| 0.08);
        match &mut self.average {
            None => self.average = Some((self.prices.clone(), taken.seats)),
            Some((prices, seats)) => {
                prices.blend(&self.prices, share);
                for (own, other) in seats.iter_mut().zip(&taken.seats) {
                    *own += share * (other - *own);
                }
            }
        }
        bound
    }

    /// Back to the best prices.
    pub(super) fn back(&mut self, instance: &Instance) {
        self.prices = self.best.clone();
        self.momentum = Prices::none(instance);
    }

    fn step(&mut self, instance: &Instance, market: &Market, taken: &Taken, rate: f64) {
        let phases = instance.phases;
        let seats = &taken.seats;
        let cell_share = |cell: usize, amount: &[i128]| {
            seats[cell] * amount[cell] as f64 / market.people[cell] as f64
        };
        let pace = |scale: f64| Pace {
            step: rate * scale,
            correction: correction(self.rounds),
        };
        for (place, purse) in instance.purses().iter().enumerate() {
            let rupiah = market.purses[place] as f64;
            if rupiah <= 0.0 {
                continue;
            }
            let spent: f64 = (0..instance.cells())
                .filter(|cell| purse.phases.contains(&(cell % phases)))
                .map(|cell| cell_share(cell, &market.cost))
                .sum();
            pace(self.scales.money[place]).walk(
                &mut self.prices.money[place],
                &mut self.momentum.money[place],
                &mut self.energy.money[place],
                spent / rupiah - 1.0,
            );
        }
        for (cell, &taken) in seats.iter().enumerate() {
            if market.seats[cell] < UNLIMITED && market.seats[cell] > 0 {
                pace(self.scales.seat).walk(
                    &mut self.prices.seats[cell],
                    &mut self.momentum.seats[cell],
                    &mut self.energy.seats[cell],
                    taken / market.seats[cell] as f64 - 1.0,
                );
            }
        }
        let mut days = vec![0.0; market.days.len()];
        for cell in 0..instance.cells() {
            let place = instance.provider[cell / phases] as usize * phases + cell % phases;
            days[place] += cell_share(cell, &market.days_taken);
        }
        for (place, &limit) in market.days.iter().enumerate() {
            if limit < UNLIMITED && limit > 0 {
                pace(self.scales.day).walk(
                    &mut self.prices.days[place],
                    &mut self.momentum.days[place],
                    &mut self.energy.days[place],
                    days[place] / limit as f64 - 1.0,
                );
            }
        }
        for (place, &cover) in instance.cover.iter().enumerate() {
            if cover > 0 && (cover as f64) < 1e15 {
                pace(self.scales.hour).walk(
                    &mut self.prices.hours[place],
                    &mut self.momentum.hours[place],
                    &mut self.energy.hours[place],
                    taken.hours[place] / cover as f64 - 1.0,
                );
            }
        }
    }
}

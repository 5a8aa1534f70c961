//! The prices that people share: of money and of seats.

use super::classes;
use super::problem::Problem;

/// Prices in the scale in which each is the worth of all that there is of its kind: λ·B, κ·seats.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// By purse.
    money: Vec<f64>,
    /// By cell.
    seats: Vec<f64>,
    /// By item × phase: what the person pays of a session; empty where all pay evenly.
    pub(super) shares: Vec<f64>,
}

/// The same in whole numbers.
pub(super) struct WholePrices {
    /// By cell: what a seat costs, rounded down.
    pub(super) seat: Vec<i128>,
    /// By item × phase: the share of a session; empty where all pay evenly.
    pub(super) shares: Vec<i128>,
    /// The same seats and shares in floating point.
    pub(super) near_seat: Vec<f64>,
    pub(super) near_shares: Vec<f64>,
    /// What all that is priced is worth, rounded up.
    pub(super) fixed: i128,
}

impl Prices {
    /// Everything is free.
    pub(super) fn none(problem: &Problem<'_>) -> Self {
        Self {
            money: vec![0.0; problem.purses.len()],
            seats: vec![0.0; problem.seats.len()],
            shares: Vec::new(),
        }
    }

    /// All money is worth so much.
    pub(super) fn start(problem: &Problem<'_>, worth: i128) -> Self {
        let mut prices = Self::none(problem);
        if let Some(last) = prices.money.last_mut() {
            *last = worth.max(0) as f64;
        }
        prices
    }

    /// What all that is priced is worth.
    pub(super) fn fixed(&self) -> f64 {
        self.money.iter().chain(&self.seats).sum()
    }

    /// These prices with shares of a session's price that are as even as it is here.
    pub(super) fn with_shares(&self, problem: &Problem<'_>) -> Self {
        let even = self.seats_in_cells(problem);
        let mut shared = Self {
            money: self.money.clone(),
            seats: vec![0.0; self.seats.len()],
            shares: vec![0.0; problem.programmes.len() * problem.phases],
        };
        let seat = shared.seats_in_cells(problem);
        for person in 0..problem.people() {
            for item in problem.items(person) {
                let programme = problem.programmes[item] as usize;
                // Who cannot come pays nothing.
                for phase in (0..problem.phases)
                    .filter(|&phase| problem.can_attend(person, programme, phase))
                {
                    let cell = programme * problem.phases + phase;
                    shared.shares[item * problem.phases + phase] =
                        (even[cell] - seat[cell]).max(0.0);
                }
            }
        }
        shared
    }

    /// What money is worth in each phase, per rupiah.
    fn by_phase(&self, problem: &Problem<'_>) -> Vec<f64> {
        let worth = |phase: usize| -> f64 {
            let purses = problem.purses.iter().zip(&self.money);
            purses
                .filter(|(purse, _)| purse.phases.contains(&phase))
                .map(|(purse, worth)| worth / purse.rupiah as f64)
                .sum()
        };
        (0..problem.phases).map(worth).collect()
    }

    /// What a seat of a programme costs, as numerator over people: with an even share of the
    /// session, or without any.
    fn seat_of(&self, problem: &Problem<'_>, programme: usize) -> (i128, i128) {
        if self.shares.is_empty() {
            problem.seat[programme]
        } else {
            (i128::from(problem.instance.offers.seat_price[programme]), 1)
        }
    }

    /// By cell: what a seat costs.
    pub(super) fn seats_in_cells(&self, problem: &Problem<'_>) -> Vec<f64> {
        let by_phase = self.by_phase(problem);
        (0..self.seats.len())
            .map(|cell| {
                let (full, people) = self.seat_of(problem, cell / problem.phases);
                let own = match problem.seats[cell] {
                    Some(seats) if seats > 0 => self.seats[cell] / seats as f64,
                    _ => 0.0,
                };
                by_phase[cell % problem.phases] * (full as f64 / people as f64) + own
            })
            .collect()
    }

    /// By cell: what a session costs, seats apart.
    pub(super) fn sessions_in_cells(&self, problem: &Problem<'_>) -> Vec<f64> {
        let by_phase = self.by_phase(problem);
        let price = |cell: usize| {
            let full = problem.instance.offers.session_price[cell / problem.phases];
            by_phase[cell % problem.phases] * full as f64
        };
        (0..self.seats.len()).map(price).collect()
    }

    /// Whole numbers near these prices.
    pub(super) fn whole(&self, problem: &Problem<'_>) -> WholePrices {
        let mut seat = vec![0_i128; self.seats.len()];
        let mut session = vec![0_i128; self.seats.len()];
        let mut fixed = 0_i128;
        for (purse, worth) in problem.purses.iter().zip(&self.money) {
            let worth = whole(worth.ceil());
            fixed += worth;
            for cell in 0..seat.len() {
                let (programme, phase) = (cell / problem.phases, cell % problem.phases);
                if purse.phases.contains(&phase) {
                    let (full, people) = self.seat_of(problem, programme);
                    let price = part(worth, full, purse.rupiah * people);
                    seat[cell] = seat[cell].saturating_add(price);
                    let full = i128::from(problem.instance.offers.session_price[programme]);
                    session[cell] = session[cell].saturating_add(part(worth, full, purse.rupiah));
                }
            }
        }
        for (cell, price) in seat.iter_mut().enumerate() {
            if let Some(seats) = problem.seats[cell].filter(|&seats| seats > 0) {
                let each = whole(self.seats[cell]) / seats;
                *price = price.saturating_add(each);
                fixed += each * seats;
            }
        }
        let shares: Vec<i128> = self.shares.iter().map(|&share| whole(share)).collect();
        if !shares.is_empty() {
            fixed += classes::earnings(problem, &shares, &session, &seat);
        }
        WholePrices {
            near_seat: seat.iter().map(|&price| price as f64).collect(),
            near_shares: shares.iter().map(|&share| share as f64).collect(),
            seat,
            shares,
            fixed,
        }
    }

    /// Moves shares by the excess of those who come over those counted on, and money against what
    /// is left over; whether anything moved.
    pub(super) fn step_shares(
        &mut self,
        problem: &Problem<'_>,
        spent: &[f64],
        excess: &[f64],
        distance: f64,
    ) -> bool {
        // In the scale in which all shares of those who come are worth about what money is.
        let came: f64 = excess
            .iter()
            .map(|excess| excess.abs())
            .sum::<f64>()
            .max(1.0);
        let money: Vec<f64> = problem
            .purses
            .iter()
            .map(|purse| {
                spent[purse.phases.clone()].iter().sum::<f64>() / purse.rupiah as f64 - 1.0
            })
            .collect();
        let moves = |price: f64, more: f64| more > 0.0 || price > 0.0;
        let by_money = self.money.iter().zip(&money);
        let by_shares = self.shares.iter().zip(excess);
        let norm: f64 = by_money
            .filter(|(price, more)| moves(**price, **more))
            .map(|(_, more)| more * more)
            .sum::<f64>()
            + by_shares
                .filter(|(price, more)| moves(**price, **more))
                .map(|(_, more)| more * more / came)
                .sum::<f64>();
        if norm <= 1e-12 {
            return false;
        }
        let step = distance / norm;
        for (price, more) in self.money.iter_mut().zip(&money) {
            *price = (*price + step * more).max(0.0);
        }
        for (price, more) in self.shares.iter_mut().zip(excess) {
            *price = (*price + step * more / came).max(0.0);
        }
        true
    }

    /// Moves against what is left over of each kind; whether anything moved.
    pub(super) fn step(&mut self, problem: &Problem<'_>, demand: &[f64], distance: f64) -> bool {
        let spent = |phase: usize| -> f64 {
            let cells = demand
                .iter()
                .enumerate()
                .skip(phase)
                .step_by(problem.phases);
            cells
                .map(|(cell, taken)| {
                    let (full, people) = problem.seat[cell / problem.phases];
                    taken * (full as f64 / people as f64)
                })
                .sum()
        };
        let spent: Vec<f64> = (0..problem.phases).map(spent).collect();
        let money = problem.purses.iter().map(|purse| {
            1.0 - spent[purse.phases.clone()].iter().sum::<f64>() / purse.rupiah as f64
        });
        let seats = problem
            .seats
            .iter()
            .zip(demand)
            .map(|(seats, taken)| match *seats {
                Some(seats) if seats > 0 => 1.0 - taken / seats as f64,
                _ => 0.0,
            });
        let left: Vec<f64> = money.chain(seats).collect();
        let mut prices: Vec<&mut f64> = self.money.iter_mut().chain(&mut self.seats).collect();
        // A price of zero cannot fall.
        let moves = |price: f64, left: f64| !(left > 0.0 && price <= 0.0);
        let norm: f64 = prices
            .iter()
            .zip(&left)
            .filter(|(price, left)| moves(***price, **left))
            .map(|(_, left)| left * left)
            .sum();
        if norm <= 1e-12 {
            return false;
        }
        for (price, &left) in prices.iter_mut().zip(&left) {
            **price = (**price - distance / norm * left).max(0.0);
        }
        true
    }
}

/// A whole number near a price, from 0 to 10²⁴: more than any plan can be worth. Casts from floating
/// point saturate, and what is not a number becomes zero.
pub(super) fn whole(price: f64) -> i128 {
    price.clamp(0.0, 1e24) as i128
}

/// a × b ÷ c rounded down; where the product does not fit, less.
fn part(a: i128, b: i128, c: i128) -> i128 {
    if c <= 0 {
        return 0;
    }
    match a.checked_mul(b) {
        Some(product) => product / c,
        // Rounded down twice: still no more than the exact value.
        None => (a / c).saturating_mul(b),
    }
}

//! What is scarce, how much of it there is, and what a seat takes of it.
//!
//! A market is one way to look at an instance. In the free market sessions are not chosen yet: a
//! seat carries its share of a session in the fullest class that could be. In a market of given
//! sessions only their seats are there, and the money that the sessions leave.

use super::instance::Instance;
use super::person::CLOSED;

/// No limit.
pub(super) const UNLIMITED: u64 = u64::MAX;

/// What is scarce.
#[derive(Clone, Debug)]
pub(super) struct Market {
    /// By purse: rupiah; less than nothing if the given sessions alone cost more.
    pub(super) purses: Vec<i128>,
    /// By cell: rupiah for `people` seats.
    pub(super) cost: Vec<i128>,
    /// By cell.
    pub(super) people: Vec<i128>,
    /// By cell: seats; 0 for closed, [`UNLIMITED`].
    pub(super) seats: Vec<u64>,
    /// By provider × phase: days; [`UNLIMITED`].
    pub(super) days: Vec<u64>,
    /// By cell: days for `people` seats.
    pub(super) days_taken: Vec<i128>,
}

impl Market {
    /// The market in which sessions can be bought in parts.
    pub(super) fn free(instance: &Instance) -> Self {
        Self::of(instance, &vec![None; instance.cells()])
    }

    /// The market in which some cells have given sessions.
    pub(super) fn of(instance: &Instance, given: &[Option<u32>]) -> Self {
        let phases = instance.phases;
        let mut market = Self {
            purses: instance.purses().iter().map(|purse| purse.rupiah).collect(),
            cost: Vec::with_capacity(given.len()),
            people: Vec::with_capacity(given.len()),
            seats: Vec::with_capacity(given.len()),
            days: instance.horizon.capacity.clone(),
            days_taken: Vec::with_capacity(given.len()),
        };
        for (cell, &given) in given.iter().enumerate() {
            let (programme, phase) = instance.split(cell);
            let days = instance.days[programme];
            let Some(sessions) = given else {
                let people = instance.fullest(programme);
                // The fewest people of a session who are not there are paid for all the same.
                let paid = people.max(instance.class_min[programme]);
                market.cost.push(instance.cost(programme, 1, paid));
                market.people.push(i128::from(people));
                market.days_taken.push(i128::from(days));
                let demand = instance.demand[programme];
                let seats = u64::from(instance.sessions[cell]) * u64::from(people);
                market.seats.push(match seats {
                    _ if demand < instance.class_min[programme] => 0,
                    _ if seats >= u64::from(demand) => UNLIMITED,
                    seats => seats,
                });
                continue;
            };
            let price = i128::from(instance.session_price[programme]) * i128::from(sessions);
            for (purse, left) in instance.purses().iter().zip(&mut market.purses) {
                if purse.phases.contains(&phase) {
                    *left -= price;
                }
            }
            let place = instance.provider[programme] as usize * phases + phase;
            if market.days[place] < UNLIMITED {
                let taken = u64::from(days) * u64::from(sessions);
                market.days[place] = market.days[place].saturating_sub(taken);
            }
            market.cost.push(i128::from(instance.seat_price[programme]));
            market.people.push(1);
            market.days_taken.push(0);
            market
                .seats
                .push(u64::from(sessions) * u64::from(instance.class_max[programme]));
        }
        market
    }
}

/// What everything scarce costs, in units of value.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// By purse: what all of its money is worth.
    pub(super) money: Vec<f64>,
    /// By cell: of a seat.
    pub(super) seats: Vec<f64>,
    /// By provider × phase: of a day.
    pub(super) days: Vec<f64>,
    /// By unit × phase: of a hundredth of an hour.
    pub(super) hours: Vec<f64>,
}

/// Prices in whole numbers, all of them zero or more.
#[derive(Clone, Debug)]
pub(super) struct WholePrices {
    /// By cell, all that a seat takes; [`CLOSED`] where there is none.
    pub(super) seat: Vec<i64>,
    /// By unit × phase: of a hundredth of an hour.
    pub(super) hours: Vec<i64>,
    /// What all that is scarce is worth together.
    pub(super) fixed: i128,
}

impl Prices {
    pub(super) fn none(instance: &Instance) -> Self {
        Self {
            money: vec![0.0; instance.purses().len()],
            seats: vec![0.0; instance.cells()],
            days: vec![0.0; instance.horizon.capacity.len()],
            hours: vec![0.0; instance.cover.len()],
        }
    }

    /// Whether there is a price for everything scarce in an instance.
    pub(super) fn fits(&self, instance: &Instance) -> bool {
        self.money.len() == instance.purses().len()
            && self.seats.len() == instance.cells()
            && self.days.len() == instance.horizon.capacity.len()
            && self.hours.len() == instance.cover.len()
    }

    /// Moves these prices a share of the way to others.
    pub(super) fn blend(&mut self, other: &Self, share: f64) {
        let pairs = [
            (&mut self.money, &other.money),
            (&mut self.seats, &other.seats),
            (&mut self.days, &other.days),
            (&mut self.hours, &other.hours),
        ];
        for (own, other) in pairs {
            for (own, other) in own.iter_mut().zip(other) {
                *own += share * (other - *own);
            }
        }
    }

    /// Whole numbers near these prices. What is worth so much in all is rounded once and counted
    /// in full; each seat's part of it is rounded down: so the bound holds.
    pub(super) fn whole(&self, instance: &Instance, market: &Market) -> WholePrices {
        let phases = instance.phases;
        let mut seat: Vec<i64> = market
            .seats
            .iter()
            .map(|&seats| if seats == 0 { CLOSED } else { 0 })
            .collect();
        let mut fixed = 0_i128;
        for ((purse, &rupiah), &worth) in instance
            .purses()
            .iter()
            .zip(&market.purses)
            .zip(&self.money)
        {
            if rupiah <= 0 {
                continue;
            }
            let worth = whole(worth);
            fixed = fixed.saturating_add(i128::from(worth));
            for (cell, seat) in seat.iter_mut().enumerate() {
                if purse.phases.contains(&(cell % phases)) {
                    let price = part(worth, market.cost[cell], rupiah, market.people[cell]);
                    add(seat, price);
                }
            }
        }
        for (cell, seat) in seat.iter_mut().enumerate() {
            let programme = cell / phases;
            if market.seats[cell] < UNLIMITED && *seat < CLOSED {
                let price = whole(self.seats[cell]);
                let all = i128::from(price) * i128::from(market.seats[cell]);
                fixed = fixed.saturating_add(all);
                add(seat, price);
            }
            let place = instance.provider[programme] as usize * phases + cell % phases;
            if market.days[place] < UNLIMITED {
                let price = whole(self.days[place]);
                let people = market.people[cell];
                let share = i128::from(price) * market.days_taken[cell] / people;
                add(seat, i64::try_from(share).unwrap_or(0));
            }
        }
        for (place, &days) in market.days.iter().enumerate() {
            if days < UNLIMITED {
                let all = i128::from(whole(self.days[place])) * i128::from(days);
                fixed = fixed.saturating_add(all);
            }
        }
        let hours: Vec<i64> = self
            .hours
            .iter()
            .zip(&instance.cover)
            .map(|(&price, &cover)| {
                // A unit whose cover is never used up has no price.
                let price = if cover >= MOST_COVER { 0 } else { whole(price) };
                let all = i128::from(price) * i128::from(cover.min(MOST_COVER));
                fixed = fixed.saturating_add(all);
                price
            })
            .collect();
        WholePrices { seat, hours, fixed }
    }
}

/// More hundredths of an hour than a unit has.
const MOST_COVER: u64 = 1 << 50;

fn add(seat: &mut i64, price: i64) {
    if *seat < CLOSED {
        *seat = (*seat + price).min(CLOSED / 4);
    }
}

/// A whole number near a price, from 0 to 2^53. Casts from floating point saturate, and what is
/// not a number becomes zero.
pub(super) fn whole(price: f64) -> i64 {
    price.clamp(0.0, 9e15) as i64
}

/// worth × cost ÷ (money × people), rounded down; where a product does not fit, less.
fn part(worth: i64, cost: i128, money: i128, people: i128) -> i64 {
    let exact = money
        .checked_mul(people)
        .and_then(|below| Some(i128::from(worth).checked_mul(cost)? / below.max(1)));
    let share = match exact {
        Some(share) => share,
        // Rounded down twice, still no more than the exact value; 53 and 64 bits fit.
        None => i128::from(worth) * (cost / people.max(1)) / money.max(1),
    };
    i64::try_from(share)
        .unwrap_or(CLOSED / 4)
        .clamp(0, CLOSED / 4)
}

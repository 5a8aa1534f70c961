//! What one more of each scarce thing is worth at most.
//!
//! The bound is what people would gain at prices and what all that is scarce costs at them. With
//! more of a scarce thing and the same prices, the first stays and the second grows by price ×
//! what there is more: so no plan of the changed problem passes the bound and that. Where a price
//! is that of a whole, as of a session or of a person's hours, the part of the bound that it
//! touches is worked out again.

use super::dual::Care;
use super::instance::Instance;
use super::market::{Market, Prices, UNLIMITED, WholePrices, whole};
use super::person::{Desk, Terms};
use crate::need::map;

/// A training hour, in hundredths.
pub(super) const ONE_HOUR: u32 = 100;

/// What one more of each scarce thing is worth at most, by the prices that prove the bound.
///
/// Each figure is about one change alone, as long as it opens no cell in which no session could be
/// held before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// By purse: what all of its money is worth, and how much that is.
    pub(super) money: Vec<(i64, i128)>,
    /// By cell.
    pub(super) sessions: Vec<i128>,
    /// By provider × phase.
    pub(super) days: Vec<i64>,
    /// By unit × phase, of a hundredth.
    pub(super) hours: Vec<i64>,
    /// By person.
    pub(super) people: Vec<i64>,
}

impl Margins {
    /// So many more rupiah in a purse, rounded up; for less money, what the bound falls by at
    /// least.
    pub fn money(&self, purse: usize, rupiah: i128) -> i128 {
        let Some(&(worth, all)) = self.money.get(purse) else {
            return 0;
        };
        if all <= 0 {
            return 0;
        }
        // Rupiah are far fewer than 2^73.
        let product = i128::from(worth).saturating_mul(rupiah);
        product.div_euclid(all) + i128::from(product.rem_euclid(all) > 0)
    }

    /// One more session of a programme in a phase, where its number is limited.
    pub fn session(&self, cell: usize) -> i128 {
        self.sessions.get(cell).copied().unwrap_or(0)
    }

    /// One more session-day of a provider in a phase, apart from what it allows sessions of cells
    /// to be more.
    pub fn day(&self, place: usize) -> i128 {
        self.days.get(place).copied().map_or(0, i128::from)
    }

    /// One more training hour that a unit can take in a phase.
    pub fn unit_hour(&self, place: usize) -> i128 {
        let hundredth = self.hours.get(place).copied().map_or(0, i128::from);
        hundredth * i128::from(ONE_HOUR)
    }

    /// One more training hour that a person may attend in every phase and year.
    pub fn person_hour(&self, person: usize) -> i128 {
        self.people.get(person).copied().map_or(0, i128::from)
    }
}

/// What scarce things are worth by prices of the market in which sessions are bought in parts.
pub(super) fn free(instance: &Instance, prices: &Prices) -> Margins {
    let market = Market::free(instance);
    let whole_prices = prices.whole(instance, &market);
    let sessions = market
        .seats
        .iter()
        .zip(&market.people)
        .zip(&prices.seats)
        .map(|((&seats, &people), &price)| match seats {
            0 | UNLIMITED => 0,
            _ => i128::from(whole(price)) * people,
        })
        .collect();
    Margins {
        money: money(instance, prices),
        sessions,
        days: days(&market, prices),
        people: people(instance, &whole_prices),
        hours: whole_prices.hours,
    }
}

/// By purse: what all of its money is worth at prices, and how much that is.
pub(super) fn money(instance: &Instance, prices: &Prices) -> Vec<(i64, i128)> {
    let purses = instance.purses().iter().zip(&prices.money);
    purses
        .map(|(purse, &worth)| (whole(worth), purse.rupiah))
        .collect()
}

/// By provider × phase: what a day is worth at prices.
pub(super) fn days(market: &Market, prices: &Prices) -> Vec<i64> {
    let days = market.days.iter().zip(&prices.days);
    days.map(|(&days, &price)| if days < UNLIMITED { whole(price) } else { 0 })
        .collect()
}

/// How people are worked out.
pub(super) const CARE: Care = Care {
    width: 0.0,
    slack: 0,
    assignments: 400,
};

/// By person: what an hour more in every phase and year is worth at prices.
fn people(instance: &Instance, prices: &WholePrices) -> Vec<i64> {
    let phases = instance.phases;
    let room = vec![instance.horizon.hours_per_phase; phases];
    let blocks = map(instance.blocks(400), |block| {
        let mut desk = Desk::new(instance);
        block
            .map(|person| {
                let unit = instance.unit_of(person) * phases;
                let terms = Terms {
                    seat: &prices.seat,
                    hour: &prices.hours[unit..unit + phases],
                    room: &room,
                    slack: CARE.slack,
                    assignments: CARE.assignments,
                };
                hour(instance, &mut desk, person, &terms)
            })
            .collect::<Vec<i64>>()
    });
    blocks.concat()
}

/// What an hour more in every phase and year is worth to a person at terms, at most: what they can
/// gain with it at most, less what they gain without.
pub(super) fn hour(instance: &Instance, desk: &mut Desk, person: usize, terms: &Terms<'_>) -> i64 {
    let (best, _) = desk.solve(instance, person, terms, &[]);
    let room: Vec<u32> = terms
        .room
        .iter()
        .map(|&room| room.saturating_add(ONE_HOUR))
        .collect();
    desk.more_hours = ONE_HOUR;
    let more = Terms {
        room: &room,
        ..*terms
    };
    let (_, most) = desk.solve(instance, person, &more, &[]);
    desk.more_hours = 0;
    (most - best).max(0)
}

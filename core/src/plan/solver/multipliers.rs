//! The prices of a solution as whole numbers, which can be kept and used again.

use serde::{Deserialize, Serialize};

use super::instance::Instance;
use super::margin;
use super::market::{Market, Prices, UNLIMITED, whole};

/// What scarce things cost at the best prices of the market in which sessions are bought in parts,
/// in units of value. At these prices alone they prove a bound, of a changed problem too
/// ([`bound_at`](super::bound_at)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Multipliers {
    /// By purse: what so many rupiah are worth together, and how many they are.
    pub money: Vec<(i64, i64)>,
    /// By cell: of a seat.
    pub seats: Vec<i64>,
    /// By provider × phase: of a session-day.
    pub days: Vec<i64>,
    /// By unit × phase: of a hundredth of an hour.
    pub hours: Vec<i64>,
}

impl Multipliers {
    pub(super) fn of(instance: &Instance, prices: &Prices) -> Self {
        let market = Market::free(instance);
        let rupiah = |rupiah: i128| i64::try_from(rupiah).unwrap_or(i64::MAX);
        Self {
            money: margin::money(instance, prices)
                .into_iter()
                .map(|(worth, all)| (worth, rupiah(all)))
                .collect(),
            seats: prices
                .seats
                .iter()
                .zip(&market.seats)
                .map(|(&price, &seats)| if seats < UNLIMITED { whole(price) } else { 0 })
                .collect(),
            days: margin::days(&market, prices),
            hours: prices.hours.iter().map(|&price| whole(price)).collect(),
        }
    }
}

impl Prices {
    /// The prices of an earlier solution, those of money by what a rupiah was worth; none where
    /// they do not fit.
    pub(super) fn from_earlier(instance: &Instance, earlier: Option<&Multipliers>) -> Self {
        let none = Self::none(instance);
        let Some(earlier) = earlier else { return none };
        let numbers = |own: &[i64]| own.iter().map(|&own| own as f64).collect();
        let money = instance.purses().iter().zip(&earlier.money);
        let prices = Self {
            money: money
                .map(|(purse, &(worth, all))| {
                    worth as f64 * (purse.rupiah as f64 / (all as f64).max(1.0))
                })
                .collect(),
            seats: numbers(&earlier.seats),
            days: numbers(&earlier.days),
            hours: numbers(&earlier.hours),
        };
        if prices.fits(instance) { prices } else { none }
    }
}

//! Prices that are learnt from some of the units.
//!
//! What everybody shares (money, seats, days) is scarce for some thousands of people of random
//! units as it is for all, if they have their part of it. So its prices are found at a small part
//! of the work; the hours of each unit, which no other unit has, find their prices unit by unit
//! ([`settle_units`]). Whatever the prices are, they prove a bound of the whole.

use super::dual::{Care, Pace, Scales};
use super::instance::Instance;
use super::market::{Market, Prices, UNLIMITED, whole};
use super::person::{Desk, Terms};
use crate::need::map;
use crate::words::splitmix::SplitMix64;

/// About so many of the sample's units tell where the hours of another begin.
const ALIKE: usize = 16;

/// Some units of an instance.
pub(super) struct Sample {
    units: Vec<usize>,
    pub(super) instance: Instance,
    /// Their people, as a share of all.
    share: f64,
}

impl Sample {
    /// Random units with about so many people together.
    pub(super) fn of(instance: &Instance, people: usize, random: &mut SplitMix64) -> Self {
        let mut order: Vec<u32> = (0..instance.units() as u32).collect();
        random.shuffle(&mut order);
        let mut units = Vec::new();
        let mut count = 0;
        for unit in order {
            let unit = unit as usize;
            count += instance.unit_people(unit).len();
            units.push(unit);
            if count >= people {
                break;
            }
        }
        units.sort_unstable();
        Self {
            instance: instance.part(&units),
            units,
            share: count as f64 / instance.people().max(1) as f64,
        }
    }

    /// Their part of what there is.
    pub(super) fn market(&self, all: &Market) -> Market {
        let part = |amount: u64| match amount {
            0 | UNLIMITED => amount,
            _ => ((amount as f64 * self.share).round() as u64).max(1),
        };
        Market {
            purses: all
                .purses
                .iter()
                .map(|&rupiah| (rupiah as f64 * self.share) as i128)
                .collect(),
            seats: all.seats.iter().map(|&seats| part(seats)).collect(),
            days: all.days.iter().map(|&days| part(days)).collect(),
            ..all.clone()
        }
    }

    /// Scales of prices for all, from those of the sample.
    pub(super) fn enlarge(&self, scales: &mut Scales) {
        scales
            .money
            .iter_mut()
            .for_each(|money| *money /= self.share);
    }

    /// Scales of prices for the sample, from those of all.
    pub(super) fn reduce(&self, scales: &mut Scales) {
        scales
            .money
            .iter_mut()
            .for_each(|money| *money *= self.share);
    }

    /// The prices of all as these units see them. The price of a purse is that of all its money.
    pub(super) fn prices(&self, all: &Prices) -> Prices {
        let phases = self.instance.phases;
        let rows = |unit: &usize| all.hours[unit * phases..(unit + 1) * phases].to_vec();
        Prices {
            money: all.money.iter().map(|worth| worth * self.share).collect(),
            seats: all.seats.clone(),
            days: all.days.clone(),
            hours: self.units.iter().flat_map(rows).collect(),
        }
    }

    /// Carries prices over to all. If they are to begin anew, hours of other units begin where
    /// those of the sample's units are on average that can spare about as many hours a head.
    pub(super) fn carry(&self, instance: &Instance, own: &Prices, all: &mut Prices, anew: bool) {
        let phases = self.instance.phases;
        for (all, own) in all.money.iter_mut().zip(&own.money) {
            *all = own / self.share;
        }
        all.seats.clone_from(&own.seats);
        all.days.clone_from(&own.days);
        if anew {
            let mut known: Vec<(f64, usize)> = (0..self.units.len())
                .map(|place| (hours_a_head(instance, self.units[place]), place))
                .collect();
            known.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            for (unit, row) in all.hours.chunks_exact_mut(phases).enumerate() {
                let hours = hours_a_head(instance, unit);
                let place = known.partition_point(|known| known.0 < hours);
                let first = place.saturating_sub(ALIKE / 2);
                let first = first.min(known.len().saturating_sub(ALIKE));
                let alike = &known[first..(first + ALIKE).min(known.len())];
                row.fill(0.0);
                for &(_, place) in alike {
                    let own = &own.hours[place * phases..(place + 1) * phases];
                    for (price, own) in row.iter_mut().zip(own) {
                        *price += own / alike.len() as f64;
                    }
                }
            }
        }
        for (&unit, row) in self.units.iter().zip(own.hours.chunks_exact(phases)) {
            all.hours[unit * phases..(unit + 1) * phases].copy_from_slice(row);
        }
    }
}

/// The hours that a unit can spare in all phases, for each of its people.
fn hours_a_head(instance: &Instance, unit: usize) -> f64 {
    let phases = instance.phases;
    let cover = &instance.cover[unit * phases..(unit + 1) * phases];
    let hours: f64 = cover.iter().map(|&hours| hours as f64).sum();
    hours / instance.unit_people(unit).len().max(1) as f64
}

/// Lets the hours of each unit find their prices at given prices of all that is shared: some rounds
/// among its people. The prices of a unit are the average of the later half of its rounds.
pub(super) fn settle_units(
    instance: &Instance,
    market: &Market,
    prices: &mut Prices,
    care: Care,
    pace: Pace,
    rounds: usize,
) {
    let phases = instance.phases;
    let seat = prices.whole(instance, market).seat;
    let room = vec![instance.horizon.hours_per_phase; phases];
    let jobs = instance.blocks(400);
    let begun = &prices.hours;
    let found = map(jobs, |people| {
        let mut desk = Desk::new(instance);
        let units = instance.unit_of(people.start)..instance.unit_of(people.end - 1) + 1;
        let first = units.start * phases;
        let mut settled = begun[first..units.end * phases].to_vec();
        for unit in units {
            let cover = &instance.cover[unit * phases..(unit + 1) * phases];
            let row = &mut settled[unit * phases - first..(unit + 1) * phases - first];
            let mut price = row.to_vec();
            let mut walks = vec![(0.0, 0.0); phases];
            let mut taken = vec![0.0; phases];
            row.fill(0.0);
            for round in 0..rounds {
                let hour: Vec<i64> = price.iter().map(|&price| whole(price)).collect();
                taken.fill(0.0);
                for person in instance.unit_people(unit) {
                    let terms = Terms {
                        seat: &seat,
                        hour: &hour,
                        room: &room,
                        slack: care.slack,
                        assignments: care.assignments,
                    };
                    desk.solve(instance, person, &terms, &[]);
                    for &seat in desk.seats() {
                        let length = f64::from(instance.hours[usize::from(seat.programme)]);
                        desk.spread(seat, care.width, |phase, share| {
                            taken[phase] += share * length;
                        });
                    }
                }
                let pace = pace.after(round);
                for phase in 0..phases {
                    if cover[phase] > 0 && (cover[phase] as f64) < 1e15 {
                        let (momentum, energy) = &mut walks[phase];
                        let excess = taken[phase] / cover[phase] as f64 - 1.0;
                        pace.walk(&mut price[phase], momentum, energy, excess);
                    }
                    if round >= rounds / 2 {
                        row[phase] += price[phase] / (rounds - rounds / 2) as f64;
                    }
                }
            }
        }
        (first, settled)
    });
    for (first, settled) in found {
        prices.hours[first..first + settled.len()].copy_from_slice(&settled);
    }
}

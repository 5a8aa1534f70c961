//! What no plan can exceed: a Lagrangian bound, evaluated in whole numbers.
//!
//! Prices λ per rupiah and μ per seat of a programme are put on what is scarce. A seat costs the
//! agency at least its own price and its share of a full session, so for any prices of zero or
//! more
//!
//! ```text
//! value(plan) ≤ λ·B + Σ_p μ_p·seats_p + Σ_i max_x { min(V_i, Σ_p v_ip x_p) − Σ_p price_p x_p }
//! ```
//!
//! where v_ip is the most that programme p can be worth for person i, V_i the most that all
//! together can, and x_p between 0 and 1. The inner maximum is taken exactly by sorting, rounded
//! up. Phases, hours, prerequisites, smallest classes and cover are left out, which can only raise
//! the bound. Good prices are looked for by a subgradient method; the proof does not depend on how
//! they were found.

use super::instance::Instance;
use super::state::most_worth;
use crate::need::{blocks, map};

/// What the best bound among the tried prices is.
pub(super) fn prove(instance: &Instance, plan: i128) -> i128 {
    let problem = Problem::of(instance);
    let pairs = problem.items.len().max(1);
    let rounds = (200_000_000 / pairs).clamp(20, 200);
    let mut prices = problem.start(plan);
    let mut best = problem.most;
    let (mut stall, mut step) = (0, 1.0_f64);
    for _ in 0..rounds {
        let (bound, demand) = problem.evaluate(&prices);
        if bound < best {
            best = bound;
            stall = 0;
        } else {
            stall += 1;
            if stall >= 5 {
                step *= 0.6;
                stall = 0;
            }
        }
        let distance = (bound - plan) as f64;
        if distance <= 0.0 || !problem.move_prices(&mut prices, &demand, step * distance) {
            break;
        }
    }
    best.max(plan)
}

struct Item {
    programme: u32,
    worth: i128,
}

struct Problem {
    /// By person: where the items start; one more entry than people.
    starts: Vec<usize>,
    items: Vec<Item>,
    /// By person: the most that all programmes together can be worth.
    caps: Vec<i128>,
    /// The sum of those.
    most: i128,
    /// The money for all phases.
    budget: i128,
    /// By programme: what a seat in a full session costs at least: numerator over class size.
    seat: Vec<(i128, i128)>,
    /// By programme: seats over all phases, if limited.
    seats: Vec<Option<i128>>,
}

/// Prices in the scale in which their worth is that of all that is there.
#[derive(Clone)]
struct Prices {
    /// λ·B.
    money: f64,
    /// μ_p·seats_p.
    seats: Vec<f64>,
}

struct Demand {
    money: f64,
    seats: Vec<f64>,
}

impl Problem {
    fn of(instance: &Instance) -> Self {
        let offers = &instance.offers;
        let budget = instance.horizon.total;
        let seat: Vec<(i128, i128)> = (0..offers.len())
            .map(|p| {
                let size = i128::from(offers.class_max[p].max(1));
                let full =
                    i128::from(offers.seat_price[p]) * size + i128::from(offers.session_price[p]);
                (full, size)
            })
            .collect();
        let seats = (0..offers.len())
            .map(|p| {
                let sessions: Option<u64> = (0..instance.phases())
                    .map(|phase| offers.sessions[instance.cell(p, phase)])
                    .map(|limit| (limit < u32::MAX).then_some(u64::from(limit)))
                    .sum();
                Some(i128::from(sessions?) * i128::from(offers.class_max[p]))
            })
            .collect();
        let people = instance.people.len();
        let mut lists: Vec<Vec<Item>> = (0..people).map(|_| Vec::new()).collect();
        for (programme, price) in seat.iter().enumerate() {
            // Nobody can pay for a seat out of nothing.
            if budget == 0 && price.0 > 0 {
                continue;
            }
            for &person in instance.candidates.of_programme(programme) {
                let worth = most_worth(instance, person as usize, programme);
                if worth > 0 {
                    // Programmes are numbered by 32 bits.
                    lists[person as usize].push(Item {
                        programme: programme as u32,
                        worth,
                    });
                }
            }
        }
        let caps: Vec<i128> = (0..people)
            .map(|person| cap(instance, person, &lists[person]))
            .collect();
        let mut starts = vec![0];
        let mut items = Vec::new();
        for list in lists {
            items.extend(list);
            starts.push(items.len());
        }
        Self {
            starts,
            items,
            most: caps.iter().sum(),
            caps,
            budget,
            seat,
            seats,
        }
    }

    fn start(&self, plan: i128) -> Prices {
        Prices {
            money: plan.max(0) as f64,
            seats: vec![0.0; self.seat.len()],
        }
    }

    /// The bound at these prices, in whole numbers rounded up, and what people would take.
    fn evaluate(&self, prices: &Prices) -> (i128, Demand) {
        // λ·B as a whole number of value units; prices per seat are derived from it.
        let money = prices.money.max(0.0).ceil() as i128;
        let price: Vec<i128> = (0..self.seat.len())
            .map(|p| {
                let (full, size) = self.seat[p];
                let by_money = if self.budget > 0 {
                    share(money, full, self.budget * size)
                } else {
                    0
                };
                let by_seats = match self.seats[p] {
                    Some(seats) if seats > 0 => prices.seats[p].max(0.0) as i128 / seats,
                    _ => 0,
                };
                by_money + by_seats
            })
            .collect();
        let mut bound = if self.budget > 0 { money } else { 0 };
        for (p, seats) in self.seats.iter().enumerate() {
            if let Some(seats) = *seats
                && seats > 0
            {
                // The same whole price per seat times the seats, so nothing is lost.
                bound += prices.seats[p].max(0.0) as i128 / seats * seats;
            }
        }
        let parts = map(blocks(self.caps.len()), |block| {
            let mut sum = 0_i128;
            let mut taken = vec![0_f64; self.seat.len()];
            let mut order: Vec<(usize, i128)> = Vec::new();
            for person in block {
                sum += self.person(person, &price, &mut order, &mut taken);
            }
            (sum, taken)
        });
        let mut demand = Demand {
            money: 0.0,
            seats: vec![0.0; self.seat.len()],
        };
        for (sum, taken) in parts {
            bound += sum;
            for (p, taken) in taken.into_iter().enumerate() {
                let (full, size) = self.seat[p];
                demand.seats[p] += taken;
                demand.money += taken * (full as f64 / size as f64);
            }
        }
        (bound, demand)
    }

    /// The inner maximum of a person, rounded up.
    fn person(
        &self,
        person: usize,
        price: &[i128],
        order: &mut Vec<(usize, i128)>,
        taken: &mut [f64],
    ) -> i128 {
        order.clear();
        for item in &self.items[self.starts[person]..self.starts[person + 1]] {
            let programme = item.programme as usize;
            if item.worth > price[programme] {
                order.push((programme, item.worth));
            }
        }
        // The most worth for its price first: the fractional optimum under one cap. Products of
        // two worths fit: each is below 2⁶⁰.
        order.sort_unstable_by(|one, other| {
            let left = one.1.saturating_mul(price[other.0]);
            let right = other.1.saturating_mul(price[one.0]);
            right.cmp(&left).then(one.0.cmp(&other.0))
        });
        let cap = self.caps[person];
        let (mut worth, mut paid) = (0_i128, 0_i128);
        for &(programme, value) in order.iter() {
            let room = cap - worth;
            if room <= 0 {
                break;
            }
            let part = value.min(room);
            // Price of the part, rounded down.
            let cost = share(price[programme], part, value);
            worth += part;
            paid += cost;
            taken[programme] += part as f64 / value as f64;
        }
        worth - paid
    }

    /// Moves prices against what is left over; whether anything moved.
    fn move_prices(&self, prices: &mut Prices, demand: &Demand, distance: f64) -> bool {
        let money = if self.budget > 0 {
            1.0 - demand.money / self.budget as f64
        } else {
            0.0
        };
        let seats: Vec<f64> = self
            .seats
            .iter()
            .zip(&demand.seats)
            .zip(&prices.seats)
            .map(|((seats, &taken), &price)| match *seats {
                Some(seats) if seats > 0 => {
                    let left = 1.0 - taken / seats as f64;
                    // A price of zero cannot fall.
                    if left > 0.0 && price <= 0.0 {
                        0.0
                    } else {
                        left
                    }
                }
                _ => 0.0,
            })
            .collect();
        let norm = money * money + seats.iter().map(|left| left * left).sum::<f64>();
        if norm <= 1e-12 {
            return false;
        }
        let step = distance / norm;
        prices.money = (prices.money - step * money).max(0.0);
        for (price, left) in prices.seats.iter_mut().zip(&seats) {
            *price = (*price - step * left).max(0.0);
        }
        true
    }
}

/// a × b ÷ c rounded down, without overflow where the result fits; b ≤ c or a moderate result.
fn share(a: i128, b: i128, c: i128) -> i128 {
    if c <= 0 {
        return 0;
    }
    match a.checked_mul(b) {
        Some(product) => product / c,
        // Rounded down twice: still no more than the exact value.
        None => (a / c).saturating_mul(b),
    }
}

/// The most that all programmes of a person can be worth together: for each gap the smaller of
/// the gap and the sum of lifts, at the best factor of any phase.
fn cap(instance: &Instance, person: usize, items: &[Item]) -> i128 {
    let gaps = &instance.people.gaps;
    let factor = (0..instance.phases())
        .filter_map(|phase| instance.factor(person, phase))
        .max()
        .unwrap_or(0);
    gaps.of(person)
        .map(|row| {
            let (held, needed) = (gaps.held[row], gaps.needed[row]);
            let lifts: u64 = items
                .iter()
                .flat_map(|item| &instance.offers.effects[item.programme as usize])
                .filter(|effect| effect.competency == gaps.competencies[row])
                .map(|effect| u64::from(super::instance::most_lift(effect, held, needed)))
                .sum();
            let closed = lifts.min(u64::from(needed - held));
            i128::from(gaps.weights[row]) * i128::from(closed) * i128::from(factor)
        })
        .sum()
}

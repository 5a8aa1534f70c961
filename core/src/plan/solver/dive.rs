//! How many sessions are held where: decided programme by programme.
//!
//! At the prices of a market in which sessions can be bought in parts, some programmes are asked
//! for in about whole sessions. Those are decided first; then prices settle around what is decided,
//! and so on until nothing is left to decide.

use super::dual::{Care, Dual};
use super::instance::Instance;
use super::market::Market;
use crate::words::splitmix::SplitMix64;

/// Sessions by cell, and the search for prices that led there.
pub(super) fn decide(
    instance: &Instance,
    dual: &mut Dual,
    care: Care,
    rounds: usize,
    part: usize,
) -> Vec<u32> {
    let phases = instance.phases;
    let mut given: Vec<Option<u32>> = vec![None; instance.cells()];
    let mut plan = SessionPlan::new(instance);
    loop {
        let open: Vec<usize> = (0..instance.programmes())
            .filter(|programme| given[programme * phases..(programme + 1) * phases].contains(&None))
            .collect();
        if open.is_empty() {
            break;
        }
        let Some((_, asked)) = dual.average.clone() else {
            break;
        };
        // The surest first: what is asked for in about whole sessions, or in next to none.
        let mut ranked: Vec<(f64, usize)> = open
            .iter()
            .map(|&programme| {
                let sessions = asked[programme * phases..(programme + 1) * phases]
                    .iter()
                    .sum::<f64>()
                    / f64::from(instance.fullest(programme));
                let part = sessions.fract();
                let unsure = f64::min((part - 0.45).abs(), 0.55);
                (
                    if is_cheap(instance, programme, &asked) {
                        10.0
                    } else {
                        unsure + 0.1 * sessions.min(4.0)
                    },
                    programme,
                )
            })
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let most = (open.len() / part).max(1);
        let cheap = ranked.iter().take_while(|ranked| ranked.0 >= 10.0).count();
        for &(_, programme) in ranked.iter().take(most.max(cheap)) {
            for phase in 0..phases {
                given[programme * phases + phase] = Some(0);
            }
            for phase in wishes(instance, programme, &asked) {
                let cell = programme * phases + phase;
                if plan.add(programme, phase, 0) {
                    given[cell] = Some(plan.sessions[cell]);
                }
            }
            // A seat in a given session costs at first about what its share of the session did.
            let market = Market::of(instance, &given);
            for phase in 0..phases {
                let cell = programme * phases + phase;
                if market.seats[cell] > 0 && market.seats[cell] < u64::MAX {
                    dual.prices.seats[cell] = dual.scales.seat * 0.3;
                }
            }
        }
        let market = Market::of(instance, &given);
        for round in 0..rounds {
            dual.round(instance, &market, care, 0.06 / (1.0 + round as f64 * 0.15));
        }
    }
    given.into_iter().map(|given| given.unwrap_or(0)).collect()
}

/// Whether sessions of a programme cost little beside their seats.
fn is_cheap(instance: &Instance, programme: usize, asked: &[f64]) -> bool {
    let own = &asked[programme * instance.phases..(programme + 1) * instance.phases];
    let session = instance.session_price[programme] as f64;
    let seat = instance.seat_price[programme] as f64;
    let least = f64::from(instance.class_min[programme]);
    own.iter()
        .all(|&asked| asked < 0.05 || session <= 0.3 * seat * asked && asked >= least)
}

/// The phases in which sessions of a programme are wished for, one after another.
fn wishes(instance: &Instance, programme: usize, asked: &[f64]) -> Vec<usize> {
    let phases = instance.phases;
    let own = &asked[programme * phases..(programme + 1) * phases];
    let most = f64::from(instance.class_max[programme]);
    let mut wishes = Vec::new();
    if is_cheap(instance, programme, asked) {
        for (phase, &asked) in own.iter().enumerate() {
            if asked >= 0.05 {
                wishes.extend(std::iter::repeat_n(phase, (asked / most).ceil() as usize));
            }
        }
        return wishes;
    }
    let sessions = own.iter().sum::<f64>() / f64::from(instance.fullest(programme));
    let count = (sessions + 0.55).floor() as u32;
    let mut rest: Vec<f64> = own.iter().map(|asked| asked / most).collect();
    for _ in 0..count {
        let best = (0..phases)
            .max_by(|&one, &other| rest[one].total_cmp(&rest[other]).then(other.cmp(&one)));
        let Some(best) = best else { break };
        rest[best] -= 1.0;
        wishes.push(best);
    }
    wishes
}

/// Sessions near what the split bound holds on average: as many of each programme as it holds in
/// all phases, to the nearest, the dearest programmes first, each session in the phase that is
/// furthest behind what is held there; with some noise, other phases each time.
pub(super) fn near(
    instance: &Instance,
    held: &[f64],
    noise: f64,
    random: &mut SplitMix64,
) -> Vec<u32> {
    let phases = instance.phases;
    let mut plan = SessionPlan::new(instance);
    let weight = |programme: usize| {
        let seats = f64::from(instance.fullest(programme));
        let cost = instance.session_price[programme] as f64
            + seats * instance.seat_price[programme] as f64;
        (f64::from(instance.hours[programme]) * seats, cost)
    };
    // By phase: hours and money of what is held on average, and not yet planned.
    let mut target = vec![(1.0, 1.0); phases];
    for (cell, &held) in held.iter().enumerate() {
        let (programme, phase) = instance.split(cell);
        let (hours, cost) = weight(programme);
        target[phase].0 += hours * held;
        target[phase].1 += cost * held;
    }
    let mut behind = target.clone();
    let mut order: Vec<usize> = (0..instance.programmes()).collect();
    order.sort_by(|&one, &other| {
        weight(other)
            .1
            .total_cmp(&weight(one).1)
            .then(one.cmp(&other))
    });
    for programme in order {
        let mut rest = held[programme * phases..(programme + 1) * phases].to_vec();
        let sum: f64 = rest.iter().sum();
        let (hours, cost) = weight(programme);
        let count = (sum + 0.5 + noise * 0.5 * (random.share() - 0.5))
            .floor()
            .max(0.0) as u32;
        let lots: Vec<f64> = (0..phases).map(|_| noise * random.share()).collect();
        for _ in 0..count {
            let score = |phase: usize| {
                let (target, behind) = (target[phase], behind[phase]);
                2.0 * rest[phase] + behind.0 / target.0 + behind.1 / target.1 + lots[phase]
            };
            let mut order: Vec<usize> = (0..phases).collect();
            order.sort_by(|&one, &other| score(other).total_cmp(&score(one)).then(one.cmp(&other)));
            let Some(best) = order
                .into_iter()
                .find(|&phase| plan.add(programme, phase, 0))
            else {
                break;
            };
            rest[best] -= 1.0;
            behind[best].0 -= hours;
            behind[best].1 -= cost;
        }
    }
    plan.sessions
}

/// Holds one session of every programme that is promised and has none, in the first phase where it
/// can be held.
pub(super) fn hold_promised(instance: &Instance, sessions: &mut [u32]) {
    for programme in 0..instance.programmes() {
        let own = programme * instance.phases..(programme + 1) * instance.phases;
        if instance.is_promised(programme) && sessions[own.clone()].iter().all(|&held| held == 0) {
            let mut cells = own;
            if let Some(cell) = cells.find(|&cell| instance.sessions[cell] > 0) {
                sessions[cell] = 1;
            }
        }
    }
}

/// Sessions that money and providers allow.
pub(super) struct SessionPlan<'a> {
    instance: &'a Instance,
    pub(super) sessions: Vec<u32>,
    days: Vec<u64>,
    money: Vec<i128>,
}

impl<'a> SessionPlan<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        let purses = instance.purses().iter();
        Self {
            instance,
            sessions: vec![0; instance.cells()],
            days: instance.horizon.capacity.clone(),
            money: purses.map(|purse| purse.rupiah).collect(),
        }
    }

    /// One more session, if its price and so much for seats can be paid and its provider has the
    /// days.
    pub(super) fn add(&mut self, programme: usize, phase: usize, seats: i128) -> bool {
        let instance = self.instance;
        let cell = instance.cell(programme, phase);
        let place = instance.provider[programme] as usize * instance.phases + phase;
        let length = u64::from(instance.days[programme]);
        let price = i128::from(instance.session_price[programme]) + seats;
        let touched = |at: usize| instance.purses()[at].phases.contains(&phase);
        let paid = (0..self.money.len()).all(|at| !touched(at) || price <= self.money[at]);
        if self.sessions[cell] >= instance.sessions[cell] || self.days[place] < length || !paid {
            return false;
        }
        self.sessions[cell] += 1;
        if self.days[place] < u64::MAX {
            self.days[place] -= length;
        }
        for at in 0..self.money.len() {
            if touched(at) {
                self.money[at] -= price;
            }
        }
        true
    }
}

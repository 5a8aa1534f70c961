//! What no plan can exceed: a Lagrangian bound, evaluated in whole numbers.
//!
//! Whatever is scarce gets a price of zero or more: λ for each limit of money, κ for the seats of
//! a programme in a phase, and for each person ρ for a step of a gap and η for an hour of a phase
//! or year. A seat costs the agency at least its own price and its share of a full session. So, of
//! any lawful plan,
//!
//! ```text
//! value ≤ Σ_k λ_k·B_k + Σ_pt κ_pt·seats_pt + Σ_ic ρ_ic·gap_ic + Σ_iy η_iy·hours_iy
//!         + Σ_ip max(0, max_t { Σ_c lift_ipc·(weight_ic·factor_it − ρ_ic)⁺
//!                               − Σ_k∋t λ_k·seat_p − κ_pt − hours_p·η_it })
//! ```
//!
//! where lift_ipc is the most that programme p can close of a gap at whatever level it finds the
//! person. Prerequisites shorten the phases in which a programme can be had; classes count by the
//! price of a seat in the fullest class that the candidates can make, and at small sizes as wholes
//! (see [`classes`]); cover is left out, which can only raise the bound. Good prices are looked for in floating point (subgradient steps for what
//! people share, bisection for what is a person's own); the proof rounds them to whole numbers and
//! adds up exactly, so it does not depend on how they were found.

mod classes;
mod person;
mod prices;
mod problem;

use super::instance::Instance;
use crate::need::{blocks, map};
use person::Desk;
use prices::Prices;
use problem::Problem;

/// The most people with whom prices are looked for; of more, an even sample stands for all.
const SAMPLE: usize = 20_000;

/// The most shares of sessions (items × phases) with which each person gets an own one.
const SHARES: usize = 40_000;

/// The best bound among the tried prices, given the worth of a plan that is known.
///
/// Takes time linear in (person, programme) pairs × phases: some hundred rounds for the sample,
/// and two for everybody.
pub(super) fn prove(instance: &Instance, plan: i128) -> i128 {
    let problem = Problem::of(instance);
    let free = exact(&problem, &Prices::none(&problem));
    let even = search(&problem, plan, free);
    let mut best = free.min(exact(&problem, &even));
    let shares = problem.programmes.len() * problem.phases;
    if shares <= SHARES && best > plan {
        let own = classes::search(&problem, &even, plan, 300);
        best = best.min(exact(&problem, &own));
    }
    // Never raised to the plan: a bound below it would be a fault that must show.
    best
}

/// What the problem's prices prove, in whole numbers.
fn exact(problem: &Problem<'_>, prices: &Prices) -> i128 {
    let whole = prices.whole(problem);
    let parts = map(blocks(problem.people()), |block| {
        let mut desk = Desk::new(problem);
        block
            .map(|person| desk.settle_and_prove(person, &whole))
            .sum::<i128>()
    });
    whole.fixed + parts.into_iter().sum::<i128>()
}

/// Looks for prices at which the bound is low, by a subgradient method with steps towards the
/// plan that is known; of more people than a sample has, in the sample.
fn search(problem: &Problem<'_>, plan: i128, free: i128) -> Prices {
    let people = problem.people();
    let stride = people.div_ceil(SAMPLE).max(1);
    let sample: Vec<usize> = (0..people).step_by(stride).collect();
    let scale = people as f64 / sample.len().max(1) as f64;
    let rounds = if stride > 1 { 60 } else { 100 };
    let mut desks: Vec<(Desk<'_, '_>, Vec<usize>)> = blocks(sample.len())
        .into_iter()
        .map(|block| {
            (
                Desk::with_memory(problem, block.len()),
                sample[block].to_vec(),
            )
        })
        .collect();
    let target = plan as f64;
    let mut prices = Prices::start(problem, plan.max(free / 4));
    let mut best = (free as f64, Prices::none(problem));
    let (mut stall, mut step) = (0, 1.0_f64);
    for _ in 0..rounds {
        let seat = prices.seats_in_cells(problem);
        let parts = map(desks, |(mut desk, people)| {
            let mut demand = vec![0.0; seat.len()];
            let mut sum = 0.0;
            for (at, &person) in people.iter().enumerate() {
                sum += desk.settle(at, person, &seat, &[], |item, phase, part| {
                    let programme = problem.programmes[item] as usize;
                    demand[programme * problem.phases + phase] += part;
                });
            }
            (desk, people, sum, demand)
        });
        let mut bound = prices.fixed();
        let mut demand = vec![0.0; seat.len()];
        desks = Vec::with_capacity(parts.len());
        for (desk, people, sum, own) in parts {
            bound += sum * scale;
            for (all, own) in demand.iter_mut().zip(own) {
                *all += own * scale;
            }
            desks.push((desk, people));
        }
        if bound < best.0 {
            best = (bound, prices.clone());
            stall = 0;
        } else {
            stall += 1;
            if stall >= 6 {
                step *= 0.7;
                stall = 0;
                prices = best.1.clone();
            }
        }
        let distance = bound - target;
        if distance <= 0.0 || !prices.step(problem, &demand, step * distance) {
            break;
        }
    }
    best.1
}

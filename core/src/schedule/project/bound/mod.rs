//! How short no schedule can be.
//!
//! The critical path; the work on a resource that lies between heads and tails (capacity bound);
//! and, destructively, the longest makespan that can be shown to be impossible, plus one (Klein
//! and Scholl 1999).

mod energy;
mod pairs;
mod refute;
pub(super) mod shared;
mod windows;

use super::instance::Instance;
pub(super) use pairs::Pairs;
pub(super) use refute::Refuter;

/// No schedule in which everything has a place ends earlier. Free of resource arguments that take
/// long.
pub(super) fn quick(instance: &Instance) -> u32 {
    (0..instance.resources as u32)
        .map(|resource| capacity(instance, resource))
        .max()
        .unwrap_or(0)
        .max(instance.critical_path())
}

/// The work on one resource: whatever starts at `x` or later and has at least `y` to come after
/// it needs the resource's capacity from `x` on, and then `y` more.
fn capacity(instance: &Instance, resource: u32) -> u32 {
    let row = instance.capacity_of(resource);
    let mut before = Vec::with_capacity(row.len() + 1);
    let mut sum = 0_u64;
    before.push(0);
    for &capacity in row {
        sum += u64::from(capacity);
        before.push(sum);
    }
    // Head, tail and energy of those that use it, the longest tail first.
    let mut users: Vec<(u32, u32, u64)> = (0..instance.count() as u32)
        .filter_map(|activity| {
            let demands = instance.demands.of(activity);
            let &(_, amount) = demands.iter().find(|demand| demand.0 == resource)?;
            let number = activity as usize;
            let energy = u64::from(amount) * u64::from(instance.duration[number]);
            Some((instance.tail[number], instance.head[number], energy))
        })
        .collect();
    users.sort_unstable_by(|one, other| other.cmp(one));
    let mut heads: Vec<u32> = users.iter().map(|user| user.1).collect();
    heads.sort_unstable();
    heads.dedup();
    // With very many users the thresholds are thinned: fewer of them only weaken the bound.
    let step = (users.len() * heads.len() / 4_000_000).max(1);
    let mut best = 0;
    for &from in heads.iter().step_by(step) {
        let mut energy = before[from as usize];
        for &(tail, head, own) in &users {
            if head >= from {
                energy += own;
                let end = before.partition_point(|&before| before < energy) as u32;
                if end <= instance.horizon {
                    best = best.max(end.saturating_add(tail));
                }
            }
        }
    }
    best
}

/// The longest makespan that can be shown to be impossible within a budget, plus one.
pub(super) fn destructive(instance: &Instance, from: u32, until: u32, budget: u64) -> u32 {
    let mut refuter = Refuter::new(instance);
    let mut bound = from;
    while bound < until && refuter.spent < budget && refuter.refutes(instance, bound) {
        bound += 1;
    }
    bound
}

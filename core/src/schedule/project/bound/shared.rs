//! What no schedule of everything costs less than, from what activities share.

use crate::schedule::project::instance::{Instance, NONE};
use crate::schedule::project::neighbourhood::Costs;
use crate::schedule::smith::{self, After, Job, Shared};

/// The most work of the bound, in days of activities on resources.
const MOST_WORK: u64 = 12_000_000;

/// No schedule in which everything has a place costs less, without moves. `known` is what one costs.
pub(in crate::schedule::project) fn bound(
    instance: &Instance,
    costs: &Costs,
    known: u64,
    work: u64,
) -> u64 {
    let numbers = 0..instance.count() as u32;
    let job = |number: u32| {
        let at = number as usize;
        let (head, length) = (instance.head[at], instance.duration[at]);
        let (weight, late) = costs.slopes(instance.weight[at]);
        Job {
            head,
            length,
            end: head + length,
            weight,
            late: if instance.due[at] == NONE { 0.0 } else { late },
            due: instance.due[at],
        }
    };
    let jobs: Vec<Job> = numbers.clone().map(job).collect();
    let mut shared: Vec<Shared> = (0..instance.resources as u32)
        .map(|resource| Shared {
            capacity: instance.capacity_of(resource).to_vec(),
            users: Vec::new(),
        })
        .collect();
    let mut after = Vec::new();
    for number in numbers {
        for &(resource, amount) in instance.demands.of(number) {
            shared[resource as usize].users.push((number, amount));
        }
        for &(before, lag) in instance.before.of(number) {
            after.push(After {
                before,
                after: number,
                lag,
            });
        }
    }
    smith::rounded_up(smith::bound(
        &jobs,
        &shared,
        &after,
        known as f64,
        work.min(MOST_WORK),
    ))
}

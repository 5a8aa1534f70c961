//! Activities that can never run at the same time.

use crate::schedule::project::instance::Instance;

/// With more activities than this nobody looks for pairs: there would be too many.
const MOST_ACTIVITIES: usize = 1_000;

/// Pairs that share a resource that is never enough for both, and have no order yet.
#[derive(Clone, Debug, Default)]
pub(in crate::schedule::project) struct Pairs(pub(in crate::schedule::project) Vec<(u32, u32)>);

impl Pairs {
    pub(in crate::schedule::project) fn new(instance: &Instance) -> Self {
        let count = instance.count();
        if count > MOST_ACTIVITIES {
            return Self::default();
        }
        let words = count.div_ceil(64);
        // By activity, as bits, everything that comes before it.
        let mut earlier = vec![0_u64; count * words];
        for &activity in &instance.order {
            for &(other, _) in instance.before.of(activity) {
                let (from, to) = (other as usize * words, activity as usize * words);
                for word in 0..words {
                    earlier[to + word] |= earlier[from + word];
                }
                earlier[to + other as usize / 64] |= 1 << (other % 64);
            }
        }
        let comes_before = |one: u32, other: u32| {
            earlier[other as usize * words + one as usize / 64] >> (one % 64) & 1 == 1
        };
        let most: Vec<u32> = (0..instance.resources as u32)
            .map(|resource| {
                let row = instance.capacity_of(resource);
                row.iter().copied().max().unwrap_or(0)
            })
            .collect();
        let mut pairs = Vec::new();
        for one in 0..count as u32 {
            for other in one + 1..count as u32 {
                let clash = instance.demands.of(one).iter().any(|&(resource, amount)| {
                    instance.demands.of(other).iter().any(|&(same, more)| {
                        same == resource && amount.saturating_add(more) > most[resource as usize]
                    })
                });
                if clash && !comes_before(one, other) && !comes_before(other, one) {
                    pairs.push((one, other));
                }
            }
        }
        Self(pairs)
    }
}

//! Which session that is held now is which of those that were to be held.

use super::before::Planned;
use crate::schedule::state::Held;

/// For each session that was to be held the one that it is now, if any: first those with the same
/// start, then those with most people in common.
pub(super) fn counterparts(planned: &[Planned], held: &[Held]) -> Vec<Option<usize>> {
    let mut found = vec![None; planned.len()];
    let mut is_taken = vec![false; held.len()];
    for same_start in [true, false] {
        for (at, session) in planned.iter().enumerate() {
            if found[at].is_some() || session.is_cancelled {
                continue;
            }
            let free = held.iter().enumerate().filter(|&(other, now)| {
                !is_taken[other] && (!same_start || session.start == Some(now.start))
            });
            let best = free.max_by_key(|&(other, now)| {
                (
                    in_common(&session.places, &now.places),
                    std::cmp::Reverse(other),
                )
            });
            if let Some((other, _)) = best {
                found[at] = Some(other);
                is_taken[other] = true;
            }
        }
    }
    found
}

fn in_common(one: &[u32], other: &[u32]) -> usize {
    one.iter()
        .filter(|place| other.binary_search(place).is_ok())
        .count()
}

//! How many sessions of a cell and of a programme are looked at.

use super::instance::Instance;

/// The fewest and the most sessions, by cell and by programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) cells: Vec<(u32, u32)>,
    pub(super) totals: Vec<(u32, u32)>,
}

impl Limits {
    /// As many as can be held and filled.
    pub(super) fn all(instance: &Instance) -> Self {
        let cells = (0..instance.cells()).map(|cell| {
            let programme = cell / instance.phases;
            let filled = instance.demand[programme] / instance.class_min[programme];
            (0, instance.sessions[cell].min(filled))
        });
        Self {
            cells: cells.collect(),
            totals: vec![(0, u32::MAX); instance.programmes()],
        }
    }
}

/// What numbers of sessions of a cell earn, from the least number on; none if the least cannot be
/// held.
pub(super) type Earned = Vec<i128>;

/// The numbers of sessions of a programme's cells that earn most together within the limits of the
/// programme, and what they earn; `None` if there are none.
pub(super) fn choose(
    earned: &[Earned],
    least: &[u32],
    (lowest, highest): (u32, u32),
) -> Option<(i128, Vec<u32>)> {
    let mut sum = 0_i128;
    let mut held = Vec::with_capacity(earned.len());
    for (earned, &least) in earned.iter().zip(least) {
        // Of equals the fewest sessions.
        let mut best: Option<(i128, u32)> = None;
        for (&own, more) in earned.iter().zip(0_u32..) {
            if best.is_none_or(|best| own > best.0) {
                best = Some((own, least + more));
            }
        }
        let (own, sessions) = best?;
        sum += own;
        held.push(sessions);
    }
    let total = held.iter().fold(0_u32, |sum, &own| sum.saturating_add(own));
    if (lowest..=highest).contains(&total) {
        return Some((sum, held));
    }
    // By total so far above the least: what is earned at most, and the last cell's part of it.
    let floor: u32 = least.iter().sum();
    let mut rows: Vec<Vec<Option<(i128, u32)>>> = vec![vec![Some((0, 0))]];
    for earned in earned {
        let before = rows.last()?;
        let mut row: Vec<Option<(i128, u32)>> = vec![None; before.len() + earned.len() - 1];
        for (at, entry) in before.iter().enumerate() {
            let Some((sum, _)) = entry else { continue };
            for (more, &own) in earned.iter().enumerate() {
                let place = &mut row[at + more];
                if place.is_none_or(|best| sum + own > best.0) {
                    *place = Some((sum + own, more as u32));
                }
            }
        }
        rows.push(row);
    }
    let last = rows.last()?;
    let (mut best, mut at) = (None::<i128>, 0);
    for (place, entry) in last.iter().enumerate() {
        let total = floor.saturating_add(place as u32);
        if let Some((sum, _)) = entry
            && (lowest..=highest).contains(&total)
            && best.is_none_or(|best| *sum > best)
        {
            best = Some(*sum);
            at = place;
        }
    }
    let sum = best?;
    let mut held = vec![0; earned.len()];
    for cell in (0..earned.len()).rev() {
        let more = rows[cell + 1][at]?.1;
        held[cell] = least[cell] + more;
        at -= more as usize;
    }
    Some((sum, held))
}

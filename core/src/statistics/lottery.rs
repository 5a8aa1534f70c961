//! A draw that anybody can repeat.

use crate::words::splitmix::SplitMix64;

/// Draws so many of a number of applicants, all with the same chance, by a seed that is made known
/// (Fisher & Yates 1938, as Durstenfeld 1964 has it). Who is drawn comes in rising order. More
/// seats than applicants take all.
///
/// Seats that more people want than there are may be given by it; those who are not drawn are then
/// a comparison group like any that an experiment has.
///
/// ```
/// use mahir::statistics::lottery;
///
/// let drawn = lottery(10, 3, 20_260_105);
/// assert_eq!(drawn.len(), 3);
/// assert_eq!(drawn, lottery(10, 3, 20_260_105));
/// assert_eq!(lottery(2, 5, 1), [0, 1]);
/// ```
pub fn lottery(applicants: usize, seats: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..applicants).collect();
    let seats = seats.min(applicants);
    let mut stream = SplitMix64::new(seed, 0);
    for place in 0..seats {
        let other = place + stream.below(applicants - place);
        order.swap(place, other);
    }
    order.truncate(seats);
    order.sort_unstable();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_have_the_same_chance() {
        let mut counts = [0_u32; 6];
        for seed in 0..6_000 {
            for place in lottery(6, 2, seed) {
                counts[place] += 1;
            }
        }
        // 2,000 each with a deviation of 37.
        assert!(
            counts.iter().all(|&count| (1_815..=2_185).contains(&count)),
            "{counts:?}"
        );
    }
}

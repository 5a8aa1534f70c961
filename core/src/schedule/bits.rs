//! Days as bits: bit `t` of a row is day `t` of the axis.

/// How many words hold so many days.
pub(super) const fn words(days: usize) -> usize {
    days.div_ceil(64)
}

/// Sets a day; a day beyond the row is passed over.
pub(super) fn set(row: &mut [u64], day: usize) {
    if let Some(word) = row.get_mut(day / 64) {
        *word |= 1 << (day % 64);
    }
}

/// Clears a day; a day beyond the row is passed over.
pub(super) fn clear(row: &mut [u64], day: usize) {
    if let Some(word) = row.get_mut(day / 64) {
        *word &= !(1 << (day % 64));
    }
}

/// Whether a day is set; a day beyond the row is not.
pub(super) fn has(row: &[u64], day: usize) -> bool {
    row.get(day / 64)
        .is_some_and(|word| word >> (day % 64) & 1 == 1)
}

/// Clears all days but those from `from` until before `until`.
pub(super) fn keep_between(row: &mut [u64], from: usize, until: usize) {
    for (number, word) in row.iter_mut().enumerate() {
        let start = number * 64;
        *word &= ones_from(from.saturating_sub(start)) & !ones_from(until.saturating_sub(start));
    }
}

/// A word whose bits from `from` on are set.
const fn ones_from(from: usize) -> u64 {
    if from >= 64 { 0 } else { u64::MAX << from }
}

/// Keeps a day only if it and the days after it, `length` in a row, are set; so the bits that
/// remain are possible starts. Doubles the length that is known at every step.
pub(super) fn keep_runs(row: &mut [u64], length: usize) {
    let mut known = 1;
    while known < length {
        let step = known.min(length - known);
        and_with_later(row, step);
        known += step;
    }
}

/// Each day stays set only if the day `by` later is set too.
fn and_with_later(row: &mut [u64], by: usize) {
    let (words, bits) = (by / 64, by % 64);
    for number in 0..row.len() {
        // Words further on are still unchanged, as they are changed in rising order.
        let low = row.get(number + words).copied().unwrap_or(0);
        let later = if bits == 0 {
            low
        } else {
            let high = row.get(number + words + 1).copied().unwrap_or(0);
            low >> bits | high << (64 - bits)
        };
        row[number] &= later;
    }
}

/// The days that are set, rising.
pub(super) fn days(row: &[u64]) -> Days<'_> {
    Days {
        words: row.iter(),
        rest: 0,
        start: 0,
        next: 0,
    }
}

/// See [`days`].
pub(super) struct Days<'a> {
    words: std::slice::Iter<'a, u64>,
    /// What is left of the word that is looked at, its first day, and that of the next one.
    rest: u64,
    start: usize,
    next: usize,
}

impl Iterator for Days<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.rest = *self.words.next()?;
            self.start = self.next;
            self.next += 64;
        }
        let day = self.start + self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the definition, day by day.
        #[test]
        fn runs_are_those_of_the_definition(free in proptest::collection::vec(any::<bool>(), 1..200), length in 1_usize..90, from in 0_usize..200, width in 0_usize..200) {
            let mut row = vec![0; words(free.len())];
            for (day, _) in free.iter().enumerate().filter(|&(_, &free)| free) {
                set(&mut row, day);
            }
            let all = row.clone();
            keep_runs(&mut row, length);
            let expected: Vec<usize> = (0..free.len())
                .filter(|&day| day + length <= free.len() && free[day..day + length].iter().all(|&free| free))
                .collect();
            prop_assert_eq!(days(&row).collect::<Vec<_>>(), expected);

            let mut row = all;
            keep_between(&mut row, from, from + width);
            for (day, &free) in free.iter().enumerate() {
                prop_assert_eq!(has(&row, day), free && (from..from + width).contains(&day));
            }
        }
    }
}

//! Rows that belong to owners, as compressed sparse rows: one offset per owner.

use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::id::Index;

/// Which rows belong to which owner: the rows of owner `i` lie side by side, between two offsets.
///
/// ```
/// use mahir::words::grouping::Grouping;
/// use mahir::words::id::{Index, UnitIndex};
///
/// let unit = |number| UnitIndex::at(number).unwrap();
/// // Three rows, of units 1, 0 and 1: they are put in the order of their owners.
/// let (grouping, order) = Grouping::by_owner(2, &[unit(1), unit(0), unit(1)]).unwrap();
/// assert_eq!(order, [1, 0, 2]);
/// assert_eq!(grouping.rows(unit(1)), 1..3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<u32>", into = "Vec<u32>", bound = "I: Index")]
pub struct Grouping<I: Index> {
    offsets: Vec<u32>,
    owner: PhantomData<I>,
}

/// The offsets of a grouping do not rise from zero, or there are more rows than fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the offsets of grouped rows must rise from 0 to at most 4,294,967,295")]
pub struct GroupingError;

impl<I: Index> TryFrom<Vec<u32>> for Grouping<I> {
    type Error = GroupingError;

    fn try_from(offsets: Vec<u32>) -> Result<Self, GroupingError> {
        if offsets.first() != Some(&0) || !offsets.is_sorted() {
            return Err(GroupingError);
        }
        Ok(Self {
            offsets,
            owner: PhantomData,
        })
    }
}

impl<I: Index> From<Grouping<I>> for Vec<u32> {
    fn from(grouping: Grouping<I>) -> Self {
        grouping.offsets
    }
}

impl<I: Index> Default for Grouping<I> {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            owner: PhantomData,
        }
    }
}

impl<I: Index> Grouping<I> {
    /// From the number of rows of each owner in turn.
    ///
    /// # Errors
    /// [`GroupingError`] if there are more than 4,294,967,295 rows.
    pub fn from_counts(counts: impl IntoIterator<Item = usize>) -> Result<Self, GroupingError> {
        let mut offsets = vec![0_u32];
        let mut end = 0_u32;
        for count in counts {
            let count = u32::try_from(count).map_err(|_| GroupingError)?;
            end = end.checked_add(count).ok_or(GroupingError)?;
            offsets.push(end);
        }
        Ok(Self {
            offsets,
            owner: PhantomData,
        })
    }

    /// Groups rows by their owners: the grouping, and for each place in the new order the row
    /// that stands there. Rows of one owner keep their order.
    ///
    /// Takes time linear in owners and rows.
    ///
    /// # Errors
    /// [`GroupingError`] if an owner is not below `owners` or there are too many rows.
    pub fn by_owner(owners: usize, rows: &[I]) -> Result<(Self, Vec<u32>), GroupingError> {
        let mut counts = vec![0_usize; owners];
        for row in rows {
            *counts.get_mut(row.position()).ok_or(GroupingError)? += 1;
        }
        let grouping = Self::from_counts(counts)?;
        let mut next = grouping.offsets.clone();
        let mut order = vec![0_u32; rows.len()];
        for (row, owner) in rows.iter().enumerate() {
            let place = &mut next[owner.position()];
            // The row's number fits, as there are at most u32::MAX rows.
            order[*place as usize] = row as u32;
            *place += 1;
        }
        Ok((grouping, order))
    }

    /// How many owners there are.
    pub fn owners(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.offsets.last().map_or(0, |&end| end as usize)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of an owner; none for an owner that is not there.
    pub fn rows(&self, owner: I) -> Range<usize> {
        let position = owner.position();
        match (self.offsets.get(position), self.offsets.get(position + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The owner of each row in turn.
    pub fn owner_of_rows(&self) -> impl Iterator<Item = I> + '_ {
        self.offsets
            .windows(2)
            .enumerate()
            .flat_map(|(position, ends)| {
                // An owner's position was accepted when its rows were grouped.
                std::iter::repeat_n(I::at(position), (ends[1] - ends[0]) as usize).flatten()
            })
    }
}

#[cfg(test)]
mod tests {
    use super::super::id::{Index, UnitIndex};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn grouping_is_a_stable_sort(owners in proptest::collection::vec(0_usize..7, 0..60)) {
            let rows: Vec<UnitIndex> = owners.iter().filter_map(|&o| UnitIndex::at(o)).collect();
            let (grouping, order) = Grouping::by_owner(7, &rows).unwrap();
            let mut expected: Vec<u32> = (0..owners.len() as u32).collect();
            expected.sort_by_key(|&row| owners[row as usize]);
            prop_assert_eq!(&order, &expected);
            for owner in 0..7 {
                for place in grouping.rows(UnitIndex::at(owner).unwrap()) {
                    prop_assert_eq!(owners[order[place] as usize], owner);
                }
            }
            let listed: Vec<UnitIndex> = grouping.owner_of_rows().collect();
            let sorted: Vec<UnitIndex> = order.iter().map(|&row| rows[row as usize]).collect();
            prop_assert_eq!(listed, sorted);
        }
    }

    #[test]
    fn damaged_offsets_are_refused() {
        assert!(Grouping::<UnitIndex>::try_from(vec![0, 3, 2]).is_err());
        assert!(Grouping::<UnitIndex>::try_from(vec![1, 3]).is_err());
        assert!(Grouping::<UnitIndex>::try_from(vec![]).is_err());
        let far = UnitIndex::at(9).unwrap();
        assert_eq!(Grouping::<UnitIndex>::default().rows(far), 0..0);
        assert!(Grouping::by_owner(2, &[far]).is_err());
    }
}

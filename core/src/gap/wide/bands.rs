//! The bands of a population, one byte for each person.

use crate::regulation::{Band, JpmUse};

/// The bands of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideBands {
    usage: JpmUse,
    pub(super) ranks: Vec<u8>,
}

impl WideBands {
    /// The rank of a person of whose post nothing is required.
    pub const NONE: u8 = 3;

    pub(super) fn new(usage: JpmUse, people: usize) -> Self {
        Self {
            usage,
            ranks: vec![0; people],
        }
    }

    /// How many people.
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }

    /// What the bands are for.
    pub fn usage(&self) -> JpmUse {
        self.usage
    }

    /// The band of a person; `None` if nothing is required of them, or there is no such person.
    pub fn get(&self, person: usize) -> Option<Band> {
        let rank = *self.ranks.get(person)?;
        self.usage.bands().get(usize::from(rank)).copied()
    }

    /// The bands of all people in turn.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<Band>> + '_ {
        let bands = self.usage.bands();
        self.ranks
            .iter()
            .map(move |&rank| bands.get(usize::from(rank)).copied())
    }

    /// The ranks of all people: 0 for the lowest band, 1, 2, or [`WideBands::NONE`].
    pub fn into_ranks(self) -> Vec<u8> {
        self.ranks
    }
}

//! Names of what has luck of its own.

use crate::words::splitmix::{STEP, mixed};

/// Something that has luck of its own, by its name.
///
/// Positions would not do: a person who is added in the middle of a table moves all after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity(u64);

impl Entity {
    /// The agency as a whole, or whatever else has no name within it.
    pub const WHOLE: Self = Self(0);

    /// By an id: FNV-1a over its bytes (Fowler, Noll & Vo) with the finaliser of SplitMix64.
    ///
    /// Two of a million ids share a number with a probability of about 3 in 10⁸; they would share
    /// their luck, and nothing else would go wrong.
    pub const fn named(id: &str) -> Self {
        let bytes = id.as_bytes();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut place = 0;
        while place < bytes.len() {
            hash = (hash ^ bytes[place] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            place += 1;
        }
        Self(mixed(hash))
    }

    /// By a number, such as a month.
    pub const fn numbered(number: u64) -> Self {
        Self(mixed(number.wrapping_add(STEP)))
    }

    /// This entity together with another: a person in a programme. The order counts.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(mixed(self.0.rotate_left(25).wrapping_mul(STEP) ^ other.0))
    }

    /// The number that stands for it.
    pub const fn number(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_stay_apart() {
        let mut seen = BTreeSet::new();
        for number in 0..2_000 {
            let person = Entity::named(&format!("P{number:03}"));
            assert!(seen.insert(person));
            assert!(seen.insert(Entity::numbered(number)));
            for programme in ["B-REG", "P-REG"] {
                assert!(seen.insert(person.with(Entity::named(programme))));
                assert!(seen.insert(Entity::named(programme).with(person)));
            }
        }
        assert_eq!(seen.len(), 2_000 * 6);
    }
}

//! Ids as dense indices: the text is kept once, everything else holds a small number.

use std::fmt;
use std::hash::BuildHasher;
use std::marker::PhantomData;

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A dense index of one kind of thing: position `0..len` in that kind's columns.
pub trait Index: Copy + Eq + Ord + fmt::Debug + std::hash::Hash + Send + Sync + 'static {
    /// The index at a position, or `None` when this kind cannot number so many.
    fn at(position: usize) -> Option<Self>;
    /// The position in the kind's columns.
    fn position(self) -> usize;
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident($number:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name($number);

        impl Index for $name {
            fn at(position: usize) -> Option<Self> {
                <$number>::try_from(position).ok().map(Self)
            }
            fn position(self) -> usize {
                // Lossless: every supported target has at least 32-bit addresses.
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}#{}", stringify!($name).trim_end_matches("Index"), self.0)
            }
        }
    )*};
}

indices! {
    /// A competency (kompetensi) of the framework.
    CompetencyIndex(u16);
    /// A unit (unit kerja).
    UnitIndex(u32);
    /// A post (jabatan).
    PostIndex(u32);
    /// A class of posts (kelas jabatan) in the regulation.
    PostClassIndex(u16);
    /// A person (pegawai).
    PersonIndex(u32);
    /// A kind of assessment (sumber penilaian).
    SourceIndex(u8);
    /// A service (layanan).
    ServiceIndex(u32);
    /// A provider (mitra).
    ProviderIndex(u32);
    /// A programme (program pengembangan).
    ProgrammeIndex(u32);
    /// A venue (tempat).
    VenueIndex(u32);
    /// A room (ruang) that sessions are booked into.
    RoomIndex(u32);
    /// A trainer (pengajar) who is booked for sessions.
    TrainerIndex(u32);
    /// A phase (tahap) of the plan's horizon.
    PhaseIndex(u16);
    /// A session (kelas) of a programme.
    SessionIndex(u32);
    /// A measure (ukuran) of outcomes.
    MeasureIndex(u16);
}

/// Why an id could not be taken into a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The id is there already.
    #[error("the id is given twice")]
    Duplicate,
    /// The id has no visible character.
    #[error("the id is empty")]
    Empty,
    /// More ids than this kind of index can number, or more text than 4 GiB.
    #[error("too many ids of this kind")]
    Full,
}

/// The ids of one kind, in the order in which they came, each with its dense index.
///
/// All text lies in one buffer, and the look-up table holds indices only, so that five million
/// ids cost their text and about ten bytes each.
///
/// ```
/// use mahir::words::id::{Ids, UnitIndex};
///
/// let mut units = Ids::<UnitIndex>::new();
/// let office = units.insert("KEC").unwrap();
/// assert_eq!(units.find("KEC"), Some(office));
/// assert_eq!(units.name(office), "KEC");
/// assert!(units.insert("KEC").is_err());
/// ```
#[derive(Clone)]
pub struct Ids<I> {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    kind: PhantomData<I>,
}

impl<I: Index> Default for Ids<I> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I: Index> Ids<I> {
    /// No ids yet.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            kind: PhantomData,
        }
    }

    fn slice<'t>(text: &'t str, ends: &[u32], position: usize) -> &'t str {
        let start = if position == 0 {
            0
        } else {
            ends[position - 1] as usize
        };
        &text[start..ends[position] as usize]
    }

    /// Takes a new id in.
    ///
    /// # Errors
    /// [`IdError`] when the id is empty, there already, or one too many.
    pub fn insert(&mut self, id: &str) -> Result<I, IdError> {
        match self.find(id) {
            Some(_) => Err(IdError::Duplicate),
            None => self.append(id),
        }
    }

    /// The index of an id, which is taken in if it is new.
    ///
    /// # Errors
    /// [`IdError`] when the id is empty or one too many.
    pub fn intern(&mut self, id: &str) -> Result<I, IdError> {
        match self.find(id) {
            Some(found) => Ok(found),
            None => self.append(id),
        }
    }

    fn append(&mut self, id: &str) -> Result<I, IdError> {
        if id.trim().is_empty() {
            return Err(IdError::Empty);
        }
        let position = self.ends.len();
        let index = I::at(position).ok_or(IdError::Full)?;
        let number = u32::try_from(position).map_err(|_| IdError::Full)?;
        let end = u32::try_from(self.text.len() + id.len()).map_err(|_| IdError::Full)?;
        self.text.push_str(id);
        self.ends.push(end);
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.table
            .insert_unique(hasher.hash_one(id), number, |&other| {
                hasher.hash_one(Self::slice(text, ends, other as usize))
            });
        Ok(index)
    }

    /// The index of an id, if it is known.
    pub fn find(&self, id: &str) -> Option<I> {
        self.table
            .find(self.hasher.hash_one(id), |&other| {
                Self::slice(&self.text, &self.ends, other as usize) == id
            })
            .and_then(|&position| I::at(position as usize))
    }

    /// The text of an id.
    ///
    /// # Panics
    /// If the index is of another column with more ids than this one.
    pub fn name(&self, index: I) -> &str {
        Self::slice(&self.text, &self.ends, index.position())
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All indices in order.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator + use<I> {
        // Every position below `len` was accepted by `I::at` when it was taken in.
        (0..self.ends.len()).map(|position| I::at(position).expect("accepted at insertion"))
    }

    /// All texts in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ends.len()).map(|position| Self::slice(&self.text, &self.ends, position))
    }
}

/// Counts only: ids may be employee numbers, and those are never printed by default.
impl<I: Index> fmt::Debug for Ids<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ids({} ids)", self.len())
    }
}

impl<I: Index> PartialEq for Ids<I> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

impl<I: Index> Eq for Ids<I> {}

impl<I: Index> Serialize for Ids<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

impl<'de, I: Index> Deserialize<'de> for Ids<I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        let mut ids = Self::new();
        for name in &names {
            ids.insert(name).map_err(serde::de::Error::custom)?;
        }
        Ok(ids)
    }
}

/// Whether a text looks like an employee number (NIP: 18 digits) or another long personal number
/// (NIK: 16 digits): a run of at least 15 digits, blanks, dots and dashes not counted.
pub fn is_personal_number(text: &str) -> bool {
    let mut run = 0_usize;
    for character in text.chars() {
        if character.is_ascii_digit() {
            run += 1;
            if run >= 15 {
                return true;
            }
        } else if !matches!(character, ' ' | '.' | '-' | '\u{a0}') {
            run = 0;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_id_is_found_at_its_position(names in proptest::collection::btree_set("[a-z]{1,6}", 0..200)) {
            let mut ids = Ids::<PersonIndex>::new();
            for name in &names {
                ids.insert(name).unwrap();
            }
            for (position, name) in names.iter().enumerate() {
                let index = ids.find(name).unwrap();
                prop_assert_eq!(index.position(), position);
                prop_assert_eq!(ids.name(index), name);
            }
            prop_assert!(ids.find("NOT-THERE").is_none());
        }
    }

    #[test]
    fn empty_and_repeated_ids_are_refused() {
        let mut ids = Ids::<SourceIndex>::new();
        assert_eq!(ids.insert("  "), Err(IdError::Empty));
        ids.insert("a").unwrap();
        assert_eq!(ids.insert("a"), Err(IdError::Duplicate));
        for number in 1..256 {
            ids.insert(&number.to_string()).unwrap();
        }
        assert_eq!(ids.insert("one too many"), Err(IdError::Full));
    }

    #[test]
    fn debug_shows_no_id() {
        let mut ids = Ids::<PersonIndex>::new();
        ids.insert("198001012006041001").unwrap();
        assert!(!format!("{ids:?}").contains("1980"));
    }

    #[test]
    fn personal_numbers_are_recognised_with_blanks() {
        assert!(is_personal_number("19800101 200604 1 001"));
        assert!(is_personal_number("1271010101800001"));
        assert!(!is_personal_number("P001"));
        assert!(!is_personal_number("2026-01-05"));
    }
}

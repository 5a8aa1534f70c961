//! People found by their ids: millions of texts or whole numbers, looked up once for each row.
//!
//! Rows mostly come in the order of people or of competencies, so the place of the row before, the
//! place after it and the first one are tried before anything is searched. Ids in ascending order
//! are searched by halves; a table of hashes is made only where that would be slow, or where ids
//! are in no order and so could be there twice.

use std::hash::BuildHasher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use hashbrown::{DefaultHashBuilder, HashTable};

/// A place that is none.
pub(super) const NOWHERE: u32 = u32::MAX;
/// Searches by halves after which the table of hashes is made, as a part of the ids.
const SEARCHES: usize = 8;
/// Rows that are searched before it is asked whether rows are in any order.
const PATIENCE: usize = 16;
/// Rows that are searched at once.
const AT_ONCE: usize = 256;

/// Texts in one piece, however they are laid out.
pub(super) enum Texts {
    Short(StringArray),
    Large(LargeStringArray),
    Views(StringViewArray),
}

impl Texts {
    pub(super) fn of(array: &ArrayRef) -> Option<Self> {
        if let Some(array) = array.as_string_opt::<i32>() {
            return Some(Self::Short(array.clone()));
        }
        if let Some(array) = array.as_string_opt::<i64>() {
            return Some(Self::Large(array.clone()));
        }
        let views = array.as_string_view_opt();
        views.map(|array| Self::Views(array.clone()))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Short(array) => array.len(),
            Self::Large(array) => array.len(),
            Self::Views(array) => array.len(),
        }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> &str {
        match self {
            Self::Short(array) => array.value(row),
            Self::Large(array) => array.value(row),
            Self::Views(array) => array.value(row),
        }
    }
}

/// Ids that can be compared and hashed.
pub(super) trait Keys: Sync {
    type Key: ?Sized + Ord + std::hash::Hash;

    fn count(&self) -> usize;
    fn key(&self, place: usize) -> &Self::Key;
}

/// Ids in pieces; where each piece starts.
#[derive(Default)]
pub(super) struct TextKeys {
    pieces: Vec<(usize, Texts)>,
    count: usize,
}

impl TextKeys {
    /// `None` if a piece does not hold texts.
    pub(super) fn of(pieces: &[ArrayRef]) -> Option<Self> {
        let mut count = 0;
        let pieces = pieces
            .iter()
            .map(|piece| {
                let start = count;
                count += piece.len();
                Some((start, Texts::of(piece)?))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self { pieces, count })
    }
}

impl Keys for TextKeys {
    type Key = str;

    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn key(&self, place: usize) -> &str {
        if let [(_, texts)] = self.pieces.as_slice() {
            return texts.get(place);
        }
        let after = self.pieces.partition_point(|(start, _)| *start <= place);
        match after.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((start, texts)) => texts.get(place - start),
            None => "",
        }
    }
}

impl Keys for Vec<i64> {
    type Key = i64;

    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn key(&self, place: usize) -> &i64 {
        &self[place]
    }
}

/// Finds the place of an id.
pub(super) struct Finder<K> {
    keys: K,
    is_ascending: bool,
    hasher: DefaultHashBuilder,
    table: OnceLock<HashTable<u32>>,
    searches: AtomicUsize,
}

impl<K: Keys> Finder<K> {
    /// The finder, and the rows whose id was there before.
    pub(super) fn new(keys: K) -> (Self, Vec<usize>) {
        let finder = Self {
            is_ascending: (1..keys.count()).all(|row| keys.key(row - 1) < keys.key(row)),
            keys,
            hasher: DefaultHashBuilder::default(),
            table: OnceLock::new(),
            searches: AtomicUsize::new(0),
        };
        let mut twice = Vec::new();
        if !finder.is_ascending {
            let table = finder.hashed(&mut twice);
            // Nobody else can have set it yet.
            let _ = finder.table.set(table);
        }
        (finder, twice)
    }

    fn hashed(&self, twice: &mut Vec<usize>) -> HashTable<u32> {
        let keys = &self.keys;
        let mut table = HashTable::with_capacity(keys.count());
        for row in 0..keys.count() {
            let key = keys.key(row);
            let hash = self.hasher.hash_one(key);
            let is_there = |&other: &u32| keys.key(other as usize) == key;
            if table.find(hash, is_there).is_some() {
                twice.push(row);
                continue;
            }
            // People are fewer than 2^32: it is checked before.
            table.insert_unique(hash, row as u32, |&other| {
                self.hasher.hash_one(keys.key(other as usize))
            });
        }
        table
    }

    /// The table of hashes; none as long as searching by halves is quicker than making it.
    fn table(&self) -> Option<&HashTable<u32>> {
        let table = self.table.get();
        if table.is_some() || self.searches.load(Ordering::Relaxed) < self.keys.count() / SEARCHES {
            return table;
        }
        Some(self.table.get_or_init(|| self.hashed(&mut Vec::new())))
    }

    fn search(&self, key: &K::Key) -> u32 {
        match self.table() {
            Some(table) => self.search_in(table, self.hasher.hash_one(key), key),
            None => self.search_by_halves(key),
        }
    }

    #[inline]
    fn search_in(&self, table: &HashTable<u32>, hash: u64, key: &K::Key) -> u32 {
        let is_it = |&place: &u32| self.keys.key(place as usize) == key;
        table.find(hash, is_it).copied().unwrap_or(NOWHERE)
    }

    fn search_by_halves(&self, key: &K::Key) -> u32 {
        self.searches.fetch_add(1, Ordering::Relaxed);
        let (mut low, mut high) = (0, self.keys.count());
        while low < high {
            let middle = low.midpoint(high);
            if self.keys.key(middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if self.is_at(low, key) {
            low as u32
        } else {
            NOWHERE
        }
    }

    #[inline]
    fn is_at(&self, place: usize, key: &K::Key) -> bool {
        place < self.keys.count() && self.keys.key(place) == key
    }

    /// The place of an id if it is about the place of the row before.
    #[inline]
    fn find_near(&self, key: &K::Key, before: u32) -> Option<u32> {
        [before, before.wrapping_add(1), 0]
            .into_iter()
            .find(|&near| self.is_at(near as usize, key))
    }

    /// The places of some rows' ids.
    #[inline]
    pub(super) fn find_all<'k>(&self, key: impl Fn(usize) -> &'k K::Key, into: &mut [u32])
    where
        K::Key: 'k,
    {
        let (mut before, mut searched) = (0, 0);
        for row in 0..into.len() {
            into[row] = self.find_near(key(row), before).unwrap_or_else(|| {
                searched += 1;
                self.search(key(row))
            });
            if into[row] != NOWHERE {
                before = into[row];
            }
            if searched > PATIENCE && searched > row / 4 {
                return self.search_all(|later| key(row + 1 + later), &mut into[row + 1..]);
            }
        }
    }

    /// Rows in no order: first all hashes, then all places, so that the processor need not wait for
    /// the memory of one row before it asks for that of the next.
    fn search_all<'k>(&self, key: impl Fn(usize) -> &'k K::Key, into: &mut [u32])
    where
        K::Key: 'k,
    {
        let mut hashes = [0_u64; AT_ONCE];
        let mut start = 0;
        for into in into.chunks_mut(AT_ONCE) {
            let Some(table) = self.table() else {
                for (row, place) in (start..).zip(into.iter_mut()) {
                    *place = self.search_by_halves(key(row));
                }
                start += into.len();
                continue;
            };
            for (row, hash) in (start..).zip(&mut hashes[..into.len()]) {
                *hash = self.hasher.hash_one(key(row));
            }
            for ((row, place), &hash) in (start..).zip(into.iter_mut()).zip(&hashes) {
                *place = self.search_in(table, hash, key(row));
            }
            start += into.len();
        }
    }
}

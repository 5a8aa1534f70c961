//! Rooms (ruang) and trainers (pengajar): what a session may need besides its provider.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words::id::{Ids, Index, ProgrammeIndex, RoomIndex, TrainerIndex, is_personal_number};

/// What can be booked for one session at a time, and for which programmes.
///
/// A session of a programme that has rooms needs one of them on all of its days, and in it a seat for
/// everybody; so with trainers. A programme that has none needs none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Bookables<I: Index> {
    pub(crate) ids: Ids<I>,
    pub(crate) names: Vec<String>,
    /// How many people each takes; `None` for no limit.
    pub(crate) seats: Vec<Option<u32>>,
    /// Which programmes may have which, as positions; rising, each pair once.
    pub(crate) uses: Vec<(u32, u32)>,
}

/// Rooms (ruang).
pub type Rooms = Bookables<RoomIndex>;
/// Trainers (pengajar).
pub type Trainers = Bookables<TrainerIndex>;

/// Counts only: trainers' ids may be employee numbers.
impl<I: Index> fmt::Debug for Bookables<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bookables")
            .field("len", &self.ids.len())
            .field("uses", &self.uses.len())
            .finish()
    }
}

impl<I: Index> Default for Bookables<I> {
    fn default() -> Self {
        Self {
            ids: Ids::default(),
            names: Vec::new(),
            seats: Vec::new(),
            uses: Vec::new(),
        }
    }
}

impl<I: Index> Bookables<I> {
    /// The ids.
    pub fn ids(&self) -> &Ids<I> {
        &self.ids
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All in order.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator + use<I> {
        self.ids.indices()
    }

    /// The name; an id that looks like an employee number is replaced where no name was given.
    pub fn name(&self, index: I) -> String {
        let name = &self.names[index.position()];
        if is_personal_number(name) {
            format!("person-{:06}", index.position() + 1)
        } else {
            name.clone()
        }
    }

    /// The id as tables show it: one that looks like an employee number is replaced.
    pub fn label(&self, index: I) -> String {
        let id = self.ids.name(index);
        if is_personal_number(id) {
            format!("person-{:06}", index.position() + 1)
        } else {
            id.to_owned()
        }
    }

    /// How many people it takes; `None` for no limit.
    pub fn seats(&self, index: I) -> Option<u32> {
        self.seats[index.position()]
    }

    /// Those that a programme may have, in order.
    pub fn of(&self, programme: ProgrammeIndex) -> impl Iterator<Item = I> + '_ {
        // Programmes are numbered by 32 bits.
        let programme = programme.position() as u32;
        let from = self.uses.partition_point(|row| row.0 < programme);
        self.uses[from..]
            .iter()
            .take_while(move |row| row.0 == programme)
            .filter_map(|row| I::at(row.1 as usize))
    }

    /// The programmes that may have it, in order.
    pub fn programmes(&self, index: I) -> impl Iterator<Item = ProgrammeIndex> + '_ {
        self.uses
            .iter()
            .filter(move |row| row.1 as usize == index.position())
            .filter_map(|row| ProgrammeIndex::at(row.0 as usize))
    }

    /// Whether all columns are as long and every use is of something that is there.
    pub(crate) fn is_sound(&self, programmes: usize) -> bool {
        let count = self.len();
        self.names.len() == count
            && self.seats.len() == count
            && self.uses.is_sorted_by(|one, next| one < next)
            && self
                .uses
                .iter()
                .all(|row| (row.0 as usize) < programmes && (row.1 as usize) < count)
    }
}

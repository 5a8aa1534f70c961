//! Who is away, when, and why.

use serde::{Deserialize, Serialize};

use super::CalendarError;
use crate::words::id::{Index, PersonIndex, ProviderIndex, RoomIndex, TrainerIndex, UnitIndex};
use crate::words::measure::{Date, Period};

/// Who is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absentee {
    /// A whole unit, without the units below it.
    Unit(UnitIndex),
    /// A person.
    Person(PersonIndex),
    /// A provider.
    Provider(ProviderIndex),
    /// A room that is closed.
    Room(RoomIndex),
    /// A trainer.
    Trainer(TrainerIndex),
}

/// The absences of units, people and providers, in the order as given.
///
/// Whether someone is away on a day is found in logarithmic time, however long the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Columns")]
pub struct Absences {
    absentees: Vec<Absentee>,
    periods: Vec<Period>,
    reasons: Vec<String>,
    /// The rows by absentee and first day.
    #[serde(skip_serializing)]
    order: Vec<u32>,
    /// For each place in `order`: of its absentee's rows so far, the one that ends last.
    #[serde(skip_serializing)]
    longest: Vec<u32>,
}

/// Absences in the making.
#[derive(Clone, Debug, Default)]
pub struct AbsencesBuilder {
    absences: Absences,
}

impl From<Absences> for AbsencesBuilder {
    /// Starts with absences that are known already.
    fn from(absences: Absences) -> Self {
        Self { absences }
    }
}

impl AbsencesBuilder {
    /// No absences yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an absence; open ends are allowed, and so is an empty reason.
    ///
    /// # Errors
    /// [`CalendarError::Backwards`] if it ends before it starts.
    pub fn absence(
        &mut self,
        absentee: Absentee,
        period: Period,
        reason: &str,
    ) -> Result<(), CalendarError> {
        if period.is_empty() {
            let what = "an absence".to_owned();
            return Err(CalendarError::Backwards { what, period });
        }
        self.absences.absentees.push(absentee);
        self.absences.periods.push(period);
        self.absences.reasons.push(reason.trim().to_owned());
        Ok(())
    }

    /// The absences.
    pub fn build(self) -> Absences {
        let mut absences = self.absences;
        // More than 2³² rows do not fit in memory with their columns.
        let rows = u32::try_from(absences.periods.len()).unwrap_or(u32::MAX);
        absences.order = (0..rows).collect();
        let (absentees, periods) = (&absences.absentees, &absences.periods);
        absences.order.sort_by_key(|&row| {
            // An open start sorts before every day.
            (absentees[row as usize], periods[row as usize].from, row)
        });
        absences.longest = Vec::with_capacity(absences.order.len());
        let mut longest: Option<u32> = None;
        for &row in &absences.order {
            let keep = longest.filter(|&other| {
                absentees[other as usize] == absentees[row as usize]
                    && end(&periods[other as usize]) >= end(&periods[row as usize])
            });
            let now = keep.unwrap_or(row);
            absences.longest.push(now);
            longest = Some(now);
        }
        absences
    }
}

/// The last day, an open end after every other.
fn end(period: &Period) -> Date {
    period.until.unwrap_or(Date::MAX)
}

impl Absences {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.periods.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// All absences as given: who, when, why.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (Absentee, Period, &str)> {
        (0..self.len()).map(|row| self.row(row))
    }

    fn row(&self, row: usize) -> (Absentee, Period, &str) {
        (self.absentees[row], self.periods[row], &self.reasons[row])
    }

    /// The absence of someone on a day; of several the one that ends last. `None` if there.
    pub fn on(&self, absentee: Absentee, date: Date) -> Option<(Period, &str)> {
        let place = self.order.partition_point(|&row| {
            let row = row as usize;
            (self.absentees[row], self.periods[row].from) <= (absentee, Some(date))
        });
        // Of the rows of this absentee that start by `date`, the one that ends last.
        let row = *self.longest.get(place.checked_sub(1)?)? as usize;
        let (whom, period, reason) = self.row(row);
        (whom == absentee && period.contains(date)).then_some((period, reason))
    }

    /// Whether a person is away on a day, in person; see [`Absences::absent_unit`] for the unit.
    pub fn absent_person(&self, person: PersonIndex, date: Date) -> bool {
        self.on(Absentee::Person(person), date).is_some()
    }

    /// Whether a unit is away on a day.
    pub fn absent_unit(&self, unit: UnitIndex, date: Date) -> bool {
        self.on(Absentee::Unit(unit), date).is_some()
    }

    /// Whether a provider is away on a day.
    pub fn absent_provider(&self, provider: ProviderIndex, date: Date) -> bool {
        self.on(Absentee::Provider(provider), date).is_some()
    }

    /// The first absence of a unit, person or provider that does not exist, where there are so
    /// many of each; `None` if all exist. Rooms and trainers are not looked at, see
    /// [`Absences::first_unbookable`].
    pub fn first_unknown(&self, units: usize, people: usize, providers: usize) -> Option<Absentee> {
        self.absentees
            .iter()
            .copied()
            .find(|absentee| match absentee {
                Absentee::Unit(unit) => unit.position() >= units,
                Absentee::Person(person) => person.position() >= people,
                Absentee::Provider(provider) => provider.position() >= providers,
                Absentee::Room(_) | Absentee::Trainer(_) => false,
            })
    }

    /// The first absence of a room or trainer that does not exist, where there are so many of
    /// each; `None` if all exist.
    pub fn first_unbookable(&self, rooms: usize, trainers: usize) -> Option<Absentee> {
        self.absentees
            .iter()
            .copied()
            .find(|absentee| match absentee {
                Absentee::Room(room) => room.position() >= rooms,
                Absentee::Trainer(trainer) => trainer.position() >= trainers,
                _ => false,
            })
    }
}

/// Saved absences before they are checked.
#[derive(Deserialize)]
struct Columns {
    absentees: Vec<Absentee>,
    periods: Vec<Period>,
    reasons: Vec<String>,
}

impl TryFrom<Columns> for Absences {
    type Error = CalendarError;

    fn try_from(columns: Columns) -> Result<Self, CalendarError> {
        let expected = columns.absentees.len();
        for (column, found) in [
            ("periods", columns.periods.len()),
            ("reasons", columns.reasons.len()),
        ] {
            if found != expected {
                return Err(CalendarError::Columns {
                    column,
                    found,
                    expected,
                });
            }
        }
        let mut builder = AbsencesBuilder::new();
        let rows = columns.absentees.iter().zip(&columns.periods);
        for ((&absentee, &period), reason) in rows.zip(&columns.reasons) {
            builder.absence(absentee, period, reason)?;
        }
        Ok(builder.build())
    }
}

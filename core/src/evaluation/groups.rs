//! Who attended, who waits, who was left below the cut: what the schedule tells of people.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, OutcomeGroup};
use crate::plan::Lot;
use crate::schedule::Schedule;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ProgrammeIndex, SessionIndex};
use crate::words::measure::Date;

/// Why a person can be compared with those who attended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedBecause {
    /// Took part in a draw of the plan's seats and was not drawn: nothing but chance decided.
    NotDrawn,
    /// Attends the programme in a later session.
    Waits,
    /// Lacks what it teaches, and the plan has no seat for them.
    BelowTheCut,
    /// Any other reason: needs it not, or is of another office.
    Other,
}

impl ComparedBecause {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotDrawn, Self::Waits, Self::BelowTheCut, Self::Other];

    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotDrawn => "not_drawn",
            Self::Waits => "waits",
            Self::BelowTheCut => "below_the_cut",
            Self::Other => "other",
        }
    }

    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotDrawn => language.choose("were not drawn by lot", "tidak terundi"),
            Self::Waits => language.choose("wait for a later session", "menunggu kelas berikutnya"),
            Self::BelowTheCut => language.choose("are below the cut", "di bawah garis potong"),
            Self::Other => language.choose("other people", "pegawai lain"),
        }
    }
}

/// What the lot said of a person for a programme, if the plan drew its seats.
pub(super) fn lot(
    schedule: &Schedule,
    programme: ProgrammeIndex,
    person: PersonIndex,
) -> Option<Lot> {
    let mut draws = schedule.plan().draws_of(programme).iter();
    draws
        .find(|draw| draw.person == person)
        .map(|draw| draw.lot)
}

/// When people attend what, by the schedule and by the outcomes.
pub(super) struct Attendances {
    /// First and last day of each session that a person attends, by programme.
    sessions: BTreeMap<(ProgrammeIndex, PersonIndex), (Date, Date)>,
    /// The first day on which a person attends anything that teaches a competency; `None` for a
    /// day that is not known.
    taught: BTreeMap<(PersonIndex, CompetencyIndex), Option<Date>>,
    /// Who took part in a draw of the plan's seats and was not drawn.
    not_drawn: BTreeSet<(ProgrammeIndex, PersonIndex)>,
}

impl Attendances {
    /// By the schedule alone.
    pub(super) fn of(schedule: &Schedule) -> Self {
        let mut sessions: BTreeMap<(ProgrammeIndex, PersonIndex), (Date, Date)> = BTreeMap::new();
        for (number, session) in schedule.sessions().iter().enumerate() {
            let (Some(index), Some(start), Some(end)) =
                (SessionIndex::at(number), session.start(), session.end())
            else {
                continue;
            };
            for &person in schedule.participants(index) {
                let known = sessions
                    .entry((session.programme, person))
                    .or_insert((start, end));
                *known = (known.0.min(start), known.1.max(end));
            }
        }
        Self {
            sessions,
            taught: BTreeMap::new(),
            not_drawn: schedule
                .plan()
                .draws()
                .iter()
                .filter(|draw| draw.lot == Lot::NotDrawn)
                .map(|draw| (draw.programme, draw.person))
                .collect(),
        }
    }

    /// Takes in what people attend, by the schedule and by outcomes whose group is known.
    pub(super) fn learn(&mut self, schedule: &Schedule, rows: &[Outcome]) {
        let programmes = &schedule.agency().programmes;
        let taught = &mut self.taught;
        let mut teach = |programme, person, day: Option<Date>| {
            for effect in programmes.effects(programme) {
                let known = taught.entry((person, effect.competency)).or_insert(day);
                *known = known.zip(day).map(|(one, other)| one.min(other));
            }
        };
        for (&(programme, person), &(start, _)) in &self.sessions {
            teach(programme, person, Some(start));
        }
        let attended = rows
            .iter()
            .filter(|row| row.group == OutcomeGroup::Attended);
        for row in attended {
            if let Some(person) = row.person {
                teach(row.programme, person, row.date);
            }
        }
    }

    /// The first day of the first session of a programme that a person attends by the schedule.
    pub(super) fn first_day(&self, programme: ProgrammeIndex, person: PersonIndex) -> Option<Date> {
        self.sessions
            .get(&(programme, person))
            .map(|(start, _)| *start)
    }

    /// The group of a row: as stated, or by the schedule.
    pub(super) fn group(&self, row: &Outcome) -> OutcomeGroup {
        if row.group != OutcomeGroup::NotStated {
            return row.group;
        }
        let waits = row.person.zip(row.date).is_some_and(|(person, date)| {
            self.sessions
                .get(&(row.programme, person))
                .is_some_and(|(start, _)| *start > date)
        });
        let not_drawn = row
            .person
            .is_some_and(|person| self.not_drawn.contains(&(row.programme, person)));
        if waits || not_drawn {
            OutcomeGroup::Comparison
        } else {
            OutcomeGroup::Attended
        }
    }

    /// Whether a person has attended anything by a day that teaches a competency.
    pub(super) fn was_taught(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
        by: Option<Date>,
    ) -> bool {
        match self.taught.get(&(person, competency)) {
            None => false,
            Some(None) => true,
            Some(Some(day)) => by.is_none_or(|by| *day <= by),
        }
    }

    /// Why a person who did not attend a programme can be compared.
    pub(super) fn because(
        &self,
        schedule: &Schedule,
        programme: ProgrammeIndex,
        competency: Option<CompetencyIndex>,
        person: PersonIndex,
    ) -> ComparedBecause {
        if lot(schedule, programme, person) == Some(Lot::NotDrawn) {
            return ComparedBecause::NotDrawn;
        }
        if self.sessions.contains_key(&(programme, person)) {
            return ComparedBecause::Waits;
        }
        let gaps = schedule.plan().gaps();
        let needs = gaps.needs();
        let lacks = competency.is_some_and(|competency| {
            needs.rows_of(person).any(|row| {
                needs.competencies().get(row) == Some(&competency)
                    && gaps.gaps().get(row).is_some_and(|gap| !gap.is_none())
            })
        });
        if lacks {
            ComparedBecause::BelowTheCut
        } else {
            ComparedBecause::Other
        }
    }
}

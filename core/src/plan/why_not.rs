//! Why somebody does not attend something, as a tree of reasons with figures.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::artefact::{Plan, PlanValue};
use super::instance::AWAY;
use super::state::State;
use super::{PlanError, instance};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::{Hours, Rupiah};

/// What stands against a seat in a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "obstacle")]
#[non_exhaustive]
pub enum Obstacle {
    /// The wishes forbid it.
    Forbidden,
    /// The person attends the programme already.
    Attends {
        /// In this phase.
        phase: PhaseIndex,
    },
    /// The person leaves before the phase ends.
    Leaves,
    /// The unit can spare nobody in the phase.
    NobodyToSpare,
    /// A prerequisite is not attended in an earlier phase.
    Prerequisite {
        /// Why it is not.
        why: Box<WhyNot>,
    },
    /// The person's hours in the phase.
    PhaseHours {
        /// That are left.
        left: Hours,
        /// That it takes.
        needed: Hours,
    },
    /// The person's hours in the year, by the cap or the ceiling of their status.
    YearHours {
        /// That are left.
        left: Hours,
        /// That it takes.
        needed: Hours,
    },
    /// The unit's hours of training in the phase.
    Cover {
        /// That are left.
        left: Hours,
        /// That it takes.
        needed: Hours,
    },
    /// As many of the unit sit in the sessions that are held as it can spare at once.
    SpareStaff,
    /// The agreement and the calendar leave too few days in the phase.
    Agreement,
    /// The provider's days in the phase.
    ProviderDays {
        /// That are left.
        left: u64,
        /// That a session takes.
        needed: u32,
    },
    /// As many sessions are held as may be.
    Sessions {
        /// So many.
        held: u32,
    },
    /// Money in the phase.
    Money {
        /// That is left.
        left: Rupiah,
        /// That it costs.
        needed: Rupiah,
    },
    /// Too few others for a class.
    People {
        /// Who would come, the person included.
        willing: u32,
        /// That a class takes.
        least: u32,
    },
    /// Nothing stands against it, and it would be worth so much.
    Nothing {
        /// On top of the plan.
        value: PlanValue,
    },
}

/// Why a person, or anybody, does not attend a programme: by phase, what stands against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyNot {
    /// Who; `None` for anybody.
    pub person: Option<PersonIndex>,
    /// What.
    pub programme: ProgrammeIndex,
    /// By phase in the order of time.
    pub phases: Vec<(PhaseIndex, Vec<Obstacle>)>,
}

/// A wish that the plan cannot fulfil.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "wish")]
#[non_exhaustive]
pub enum Unmet {
    /// That a person attends a programme, or that a programme is held.
    Seat {
        /// What stands against it.
        why: WhyNot,
    },
    /// That a person attends anything.
    Person {
        /// Who.
        person: PersonIndex,
        /// What stands against each programme; of programmes that close a gap of theirs, if there
        /// are any.
        why: Vec<WhyNot>,
    },
}

impl WhyNot {
    /// Whether an agency has what it names.
    fn is_known(&self, agency: &Agency) -> bool {
        let known = |phase: &PhaseIndex| phase.position() < agency.phases.len();
        let person = self.person;
        person.is_none_or(|person| person.position() < agency.people.len())
            && self.programme.position() < agency.programmes.len()
            && self.phases.iter().all(|(phase, obstacles)| {
                known(phase)
                    && obstacles.iter().all(|own| match own {
                        Obstacle::Attends { phase } => known(phase),
                        Obstacle::Prerequisite { why } => why.is_known(agency),
                        _ => true,
                    })
            })
    }
}

impl Unmet {
    /// Whether an agency has what it names.
    pub(super) fn is_known(&self, agency: &Agency) -> bool {
        match self {
            Self::Seat { why } => why.is_known(agency),
            Self::Person { person, why } => {
                person.position() < agency.people.len()
                    && why.iter().all(|why| why.is_known(agency))
            }
        }
    }
}

/// How far prerequisites of prerequisites are told.
const DEPTH: usize = 8;

impl State<'_> {
    /// What stands against a programme, for a person or for anybody.
    pub(super) fn why_not(&self, person: Option<usize>, programme: usize) -> Option<WhyNot> {
        self.why_not_within(person, programme, DEPTH)
    }

    fn why_not_within(
        &self,
        person: Option<usize>,
        programme: usize,
        depth: usize,
    ) -> Option<WhyNot> {
        let phases = (0..self.instance.phases()).map(|phase| {
            let mut found = match person {
                Some(person) => self.against_person(person, programme, phase, depth),
                None => Vec::new(),
            };
            found.extend(self.against_session(person, programme, phase));
            if found.is_empty() {
                let cell = self.instance.cell(programme, phase);
                let value = match (person, u32::try_from(cell)) {
                    (Some(person), Ok(cell)) => {
                        let (gain, hours) = self.worth(person, cell);
                        gain + hours
                    }
                    _ => 0,
                };
                found.push(Obstacle::Nothing {
                    value: PlanValue(value),
                });
            }
            (self.instance.horizon.phases[phase].index, found)
        });
        Some(WhyNot {
            person: person.and_then(PersonIndex::at),
            programme: ProgrammeIndex::at(programme)?,
            phases: phases.collect(),
        })
    }

    /// What stands against it on the side of the person.
    fn against_person(
        &self,
        person: usize,
        programme: usize,
        phase: usize,
        depth: usize,
    ) -> Vec<Obstacle> {
        let instance = self.instance;
        let phases = instance.phases();
        let mut found = Vec::new();
        let own = &self.attended[person];
        let there = own.iter().map(|&cell| self.split(cell));
        if let Some((_, phase)) = there.clone().find(|&(other, _)| other == programme) {
            let phase = instance.horizon.phases[phase].index;
            return vec![Obstacle::Attends { phase }];
        }
        if instance.forbidden.seat(person, programme) {
            found.push(Obstacle::Forbidden);
        }
        if instance.people.factors[person * phases + phase] == AWAY {
            found.push(Obstacle::Leaves);
            return found;
        }
        if instance.spare(person, phase) == 0 {
            found.push(Obstacle::NobodyToSpare);
        }
        for &required in &instance.offers.prerequisites[programme] {
            let met = there
                .clone()
                .any(|(other, earlier)| other == required && earlier < phase);
            if !met
                && let Some(depth) = depth.checked_sub(1)
                && let Some(mut why) = self.why_not_within(Some(person), required, depth)
            {
                // Only earlier phases count.
                why.phases.truncate(phase);
                found.push(Obstacle::Prerequisite { why: Box::new(why) });
            }
        }
        let needed = instance.offers.hours[programme];
        let hours = |hundredths: u32| Hours::from_hundredths(hundredths);
        let used = self.phase_hours(person, phase);
        let left = instance.horizon.hours_per_phase.saturating_sub(used);
        if needed > left {
            let (left, needed) = (hours(left), hours(needed));
            found.push(Obstacle::PhaseHours { left, needed });
        }
        let year = instance.horizon.phases[phase].year;
        let most = instance.people.hours_left[person * instance.horizon.years.len() + year];
        let left = most.saturating_sub(self.year_hours(person, year));
        if needed > left {
            let (left, needed) = (hours(left), hours(needed));
            found.push(Obstacle::YearHours { left, needed });
        }
        let left = self.cover_left(person, phase);
        if u64::from(needed) > left {
            let left = hours(u32::try_from(left).unwrap_or(u32::MAX));
            let needed = hours(needed);
            found.push(Obstacle::Cover { left, needed });
        }
        found
    }

    /// What stands against it on the side of the sessions.
    fn against_session(
        &self,
        person: Option<usize>,
        programme: usize,
        phase: usize,
    ) -> Vec<Obstacle> {
        let (instance, offers) = (self.instance, &self.instance.offers);
        let Ok(cell) = u32::try_from(instance.cell(programme, phase)) else {
            return Vec::new();
        };
        let at = cell as usize;
        if instance.forbidden.programme(programme) {
            return vec![Obstacle::Forbidden];
        }
        if !offers.open[at] {
            return vec![Obstacle::Agreement];
        }
        let rupiah = |amount: i128| Rupiah::new(i64::try_from(amount).unwrap_or(i64::MAX));
        let left = self.money_left(phase);
        let sessions = self.sessions[at];
        let mut found = Vec::new();
        // A free seat takes no session.
        let seats = u64::from(offers.class_max[programme]) * u64::from(sessions);
        if let Some(person) = person
            && u64::from(self.people[at]) < seats
        {
            let price = i128::from(offers.seat_price[programme]);
            if price > left {
                found.push(Obstacle::Money {
                    left: rupiah(left),
                    needed: rupiah(price),
                });
            }
            if self.room_in_unit(person, cell, sessions) == 0 {
                found.push(Obstacle::SpareStaff);
            }
            return found;
        }
        let (days, capacity) = self.provider_days_left(programme, phase);
        if capacity {
            found.push(Obstacle::ProviderDays {
                left: days,
                needed: offers.days[programme],
            });
        } else if sessions >= offers.sessions[at] {
            found.push(Obstacle::Sessions { held: sessions });
        }
        let least = offers.class_min[programme];
        let price = offers.cost(programme, 1, least);
        if price > left {
            found.push(Obstacle::Money {
                left: rupiah(left),
                needed: rupiah(price),
            });
        }
        let candidates = instance.candidates.of_programme(programme);
        let mut willing = candidates
            .iter()
            .filter(|&&other| self.block(other as usize, cell).is_none())
            .filter(|&&other| {
                let (gain, hours) = self.worth(other as usize, cell);
                gain + hours > 0
            })
            .count();
        let among =
            person.is_none_or(|person| candidates.iter().any(|&other| other as usize == person));
        willing += usize::from(!among);
        let willing = u32::try_from(willing).unwrap_or(u32::MAX);
        if willing < least {
            found.push(Obstacle::People { willing, least });
        }
        found
    }
}

impl Plan {
    /// Why a person, or with `None` anybody, does not attend a programme more than now: by phase,
    /// what stands against it in the finished plan, with figures. `None` for a person or programme
    /// that is not there.
    ///
    /// ```
    /// # use mahir::{Agency, words::measure::parse_date, words::explanation::Language};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # use mahir::words::id::Index;
    /// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
    /// # let mut options = mahir::plan::PlanOptions::default();
    /// # options.work = Some(1_000);
    /// let plan = gaps.plan_with(&options)?;
    /// let programme = plan.agency().programmes.indices().next().unwrap();
    /// let person = plan.agency().people.indices().next().unwrap();
    /// let why = plan.why_not(Some(person), programme).expect("both are there");
    /// assert_eq!(why.phases.len(), 4);
    /// assert!(plan.why_not_text(&why, Language::English).contains("\n  - "));
    /// # Ok::<(), mahir::Error>(())
    /// ```
    pub fn why_not(
        &self,
        person: Option<PersonIndex>,
        programme: ProgrammeIndex,
    ) -> Option<WhyNot> {
        let agency = self.agency();
        let there = person.is_none_or(|person| person.position() < agency.people.len());
        if !there || programme.position() >= agency.programmes.len() {
            return None;
        }
        self.with_state(|state| state.why_not(person.map(Index::position), programme.position()))
            .ok()?
    }

    /// The plan as one in the making.
    pub(super) fn with_state<R>(&self, read: impl FnOnce(&State<'_>) -> R) -> Result<R, PlanError> {
        let instance = instance(self.gaps(), self.options())?;
        let mut state = State::new(&instance);
        let mut place = vec![0; instance.phases()];
        for (at, phase) in instance.horizon.phases.iter().enumerate() {
            place[phase.index.position()] = at;
        }
        let cell = |programme: ProgrammeIndex, phase: PhaseIndex| {
            // Cells are numbered by 32 bits, which was checked.
            instance.cell(programme.position(), place[phase.position()]) as u32
        };
        for line in self.lines() {
            for _ in 0..line.sessions {
                state.open(cell(line.programme, line.phase));
            }
        }
        for person in self.agency().people.indices() {
            for row in self.of(person) {
                state.seat(person.position(), cell(row.programme, row.phase));
            }
        }
        Ok(read(&state))
    }

    /// The wishes that the plan cannot fulfil, with what stands against each: empty where all that
    /// is required is there.
    pub fn unmet(&self) -> &[Unmet] {
        &self.content.unmet
    }

    /// Why a wish is not fulfilled, in words. Empty for a row that is not there.
    pub fn unmet_why(&self, row: usize, language: Language) -> String {
        match self.unmet().get(row) {
            None => String::new(),
            Some(Unmet::Seat { why }) => self.why_not_text(why, language),
            Some(Unmet::Person { person, why }) => {
                let person = self.agency().people.label(*person);
                let mut text = match language {
                    Language::English => format!("{person} cannot attend anything:"),
                    Language::Indonesian => {
                        format!("{person} tidak dapat mengikuti program apa pun:")
                    }
                };
                for why in why {
                    text.push('\n');
                    self.write(why, 1, &mut text, language);
                }
                text
            }
        }
    }

    /// A tree of reasons in words: a line each, indented by their depth.
    pub fn why_not_text(&self, why: &WhyNot, language: Language) -> String {
        let mut text = String::new();
        self.write(why, 0, &mut text, language);
        text
    }

    fn write(&self, why: &WhyNot, depth: usize, text: &mut String, language: Language) {
        let agency = self.agency();
        let programme = agency.programmes.name(why.programme);
        let indent = "  ".repeat(depth);
        let dash = if depth > 0 { "- " } else { "" };
        let head = match (why.person, language) {
            (Some(person), Language::English) => {
                format!("{}, {programme}:", agency.people.label(person))
            }
            (Some(person), Language::Indonesian) => {
                format!("{}, {programme}:", agency.people.label(person))
            }
            (None, Language::English) => format!("{programme}, for anybody:"),
            (None, Language::Indonesian) => format!("{programme}, untuk siapa pun:"),
        };
        text.push_str(&indent);
        text.push_str(dash);
        text.push_str(&head);
        if why.phases.is_empty() {
            text.push(' ');
            text.push_str(
                language.choose("there is no earlier phase", "tidak ada tahap sebelumnya"),
            );
            return;
        }
        for (phase, obstacles) in &why.phases {
            let plain: Vec<String> = obstacles
                .iter()
                .filter(|own| !matches!(own, Obstacle::Prerequisite { .. }))
                .map(|own| self.obstacle(own, language))
                .collect();
            let phase = agency.phases.name(*phase);
            let reasons = if plain.is_empty() {
                language
                    .choose("what it requires is missing", "prasyaratnya belum ada")
                    .to_owned()
            } else {
                plain.join("; ")
            };
            // Writing to a text cannot fail.
            let _ = write!(text, "\n{indent}  - {phase}: {reasons}");
            for own in obstacles {
                if let Obstacle::Prerequisite { why } = own {
                    text.push('\n');
                    self.write(why, depth + 2, text, language);
                }
            }
        }
    }

    fn obstacle(&self, obstacle: &Obstacle, language: Language) -> String {
        let agency = self.agency();
        let hours = |hours: &Hours| language.number(hours.as_f64(), 1);
        let en = language == Language::English;
        match obstacle {
            Obstacle::Forbidden => language
                .choose("the wishes forbid it", "tidak dikehendaki perencana")
                .to_owned(),
            Obstacle::Attends { phase } => {
                let phase = agency.phases.name(*phase);
                let attended = language.choose("attended in", "sudah diikuti pada");
                format!("{attended} {phase}")
            }
            Obstacle::Leaves => language
                .choose("leaves before its end", "berhenti sebelum tahap berakhir")
                .to_owned(),
            Obstacle::NobodyToSpare => language
                .choose(
                    "the unit can spare nobody",
                    "unit kerja tidak dapat melepas siapa pun",
                )
                .to_owned(),
            Obstacle::Prerequisite { .. } => String::new(),
            Obstacle::PhaseHours { left, needed } if en => format!(
                "{} JP of the person's hours in the phase are left, {} are needed",
                hours(left),
                hours(needed)
            ),
            Obstacle::PhaseHours { left, needed } => format!(
                "sisa jam pegawai pada tahap ini {} JP, dibutuhkan {}",
                hours(left),
                hours(needed)
            ),
            Obstacle::YearHours { left, needed } if en => format!(
                "{} JP of the person's hours in the year are left, {} are needed",
                hours(left),
                hours(needed)
            ),
            Obstacle::YearHours { left, needed } => format!(
                "sisa jam pegawai pada tahun ini {} JP, dibutuhkan {}",
                hours(left),
                hours(needed)
            ),
            Obstacle::Cover { left, needed } if en => format!(
                "the unit can spare {} JP more, {} are needed",
                hours(left),
                hours(needed)
            ),
            Obstacle::Cover { left, needed } => format!(
                "unit kerja dapat melepas {} JP lagi, dibutuhkan {}",
                hours(left),
                hours(needed)
            ),
            Obstacle::SpareStaff => language
                .choose(
                    "the unit cannot spare one more at once",
                    "unit kerja tidak dapat melepas satu orang lagi sekaligus",
                )
                .to_owned(),
            Obstacle::Agreement => language
                .choose(
                    "agreement and calendar leave too few days",
                    "perjanjian dan kalender menyisakan terlalu sedikit hari",
                )
                .to_owned(),
            Obstacle::ProviderDays { left, needed } if en => {
                format!("the provider has {left} session-days left, {needed} are needed")
            }
            Obstacle::ProviderDays { left, needed } => {
                format!("sisa hari kelas mitra {left}, dibutuhkan {needed}")
            }
            Obstacle::Sessions { held } if en => {
                format!("no more than {held} sessions may be held, and their seats are taken")
            }
            Obstacle::Sessions { held } => {
                format!("paling banyak {held} kelas, dan kursinya sudah terisi")
            }
            Obstacle::Money { left, needed } if en => format!(
                "{} is left, {} is needed",
                left.show(language),
                needed.show(language)
            ),
            Obstacle::Money { left, needed } => format!(
                "sisa anggaran {}, dibutuhkan {}",
                left.show(language),
                needed.show(language)
            ),
            Obstacle::People { willing, least } if en => {
                format!("a class takes {least} people, {willing} would come")
            }
            Obstacle::People { willing, least } => {
                format!("satu kelas perlu {least} peserta, yang dapat ikut {willing}")
            }
            Obstacle::Nothing { value } => {
                let value = language.number(value.as_f64(), 3);
                if en {
                    format!("nothing stands against it; it would add {value} weighted levels")
                } else {
                    format!("tidak ada halangan; menambah {value} tingkat berbobot")
                }
            }
        }
    }
}

//! What one more of each scarce thing could close at most.

use serde::{Deserialize, Serialize};

use super::artefact::{Plan, PlanValue};
use super::instance::Instance;
use super::problem::{self, Problem};
use super::solver::{InstanceError, Margins, Solution};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, UnitIndex};
use crate::words::measure::Rupiah;
use crate::words::table::{Column, Table};

/// Something scarce, of which there could be one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
#[non_exhaustive]
pub enum Scarce {
    /// [`PlanOptions::price_step`](super::PlanOptions::price_step) rupiah more in the budget of a
    /// phase.
    Money {
        /// Which phase.
        phase: PhaseIndex,
    },
    /// So many rupiah more in the limit of all phases together, where it is less than their sum.
    TotalMoney,
    /// One more session of a programme in a phase, where its number is limited.
    Session {
        /// Which programme.
        programme: ProgrammeIndex,
        /// In which phase.
        phase: PhaseIndex,
    },
    /// One more session-day of a provider in a phase.
    ProviderDay {
        /// Which provider.
        provider: ProviderIndex,
        /// In which phase.
        phase: PhaseIndex,
    },
    /// One more training hour that a unit may take in a phase.
    UnitHour {
        /// Which unit.
        unit: UnitIndex,
        /// In which phase.
        phase: PhaseIndex,
    },
    /// One more training hour that a person may attend in every phase and year.
    PersonHour {
        /// Who.
        person: PersonIndex,
    },
}

impl Scarce {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Money { .. } => "money",
            Self::TotalMoney => "total_money",
            Self::Session { .. } => "session",
            Self::ProviderDay { .. } => "provider_day",
            Self::UnitHour { .. } => "unit_hour",
            Self::PersonHour { .. } => "person_hour",
        }
    }

    /// Whether an agency has what it names.
    pub(super) fn is_known(self, agency: &Agency) -> bool {
        let known = |phase: PhaseIndex| phase.position() < agency.phases.len();
        match self {
            Self::TotalMoney => true,
            Self::Money { phase } => known(phase),
            Self::Session { programme, phase } => {
                known(phase) && programme.position() < agency.programmes.len()
            }
            Self::ProviderDay { provider, phase } => {
                known(phase) && provider.position() < agency.providers.len()
            }
            Self::UnitHour { unit, phase } => known(phase) && unit.position() < agency.units.len(),
            Self::PersonHour { person } => person.position() < agency.people.len(),
        }
    }
}

/// The price of something scarce: with one more of it alone, no plan is worth more than the bound
/// and this.
///
/// It is a multiplier of the proof, so it is certain, and says most where the plan is near its
/// bound. What is not scarce has the price zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPrice {
    /// One more of what.
    pub scarce: Scarce,
    /// What the bound rises by at most.
    pub most: PlanValue,
    /// Whether the money makes sessions of some programme affordable at all, which no plan could
    /// hold before: the price is then that of this step, not of a part of it.
    pub opens: bool,
}

/// The prices of a problem: money always, other things only where they are scarce; of each kind
/// the highest first. None without a proof by prices.
pub(super) fn prices(
    instance: &Instance,
    problem: &Problem,
    solution: &Solution,
    step: Rupiah,
) -> Result<Vec<PlanPrice>, InstanceError> {
    let Some(margins) = solution.margins() else {
        return Ok(Vec::new());
    };
    let mut rows = money(instance, problem, solution, margins, step)?;
    let phases = instance.phases();
    let phase = |at: usize| instance.horizon.phases[at % phases].index;
    let first = rows.len();
    let offers = &instance.offers;
    let mut add = |scarce: Option<Scarce>, most: i128| {
        if let Some(scarce) = scarce.filter(|_| most > 0) {
            rows.push(PlanPrice {
                scarce,
                most: PlanValue(most),
                opens: false,
            });
        }
    };
    for cell in 0..offers.sessions.len() {
        let programme = ProgrammeIndex::at(cell / phases);
        let scarce = programme.map(|programme| Scarce::Session {
            programme,
            phase: phase(cell),
        });
        add(scarce, margins.session(cell));
    }
    for (place, &capacity) in offers.capacity.iter().enumerate() {
        let Some(capacity) = capacity else { continue };
        let provider = ProviderIndex::at(place / phases);
        // A day more may also allow one more session of every programme that the days limit.
        let mut most = margins.day(place);
        for programme in 0..offers.len() {
            let days = u64::from(offers.days[programme]).max(1);
            let cell = instance.cell(programme, place % phases);
            let limited = u64::from(offers.sessions[cell]) == capacity / days;
            if offers.provider[programme] == place / phases
                && limited
                && capacity.saturating_add(1) / days > capacity / days
            {
                most += margins.session(cell);
            }
        }
        let scarce = provider.map(|provider| Scarce::ProviderDay {
            provider,
            phase: phase(place),
        });
        add(scarce, most);
    }
    for place in 0..instance.people.cover.len() {
        let unit = UnitIndex::at(place / phases);
        let scarce = unit.map(|unit| Scarce::UnitHour {
            unit,
            phase: phase(place),
        });
        add(scarce, margins.unit_hour(place));
    }
    for (at, person) in problem.people().enumerate() {
        let scarce = PersonIndex::at(person).map(|person| Scarce::PersonHour { person });
        add(scarce, margins.person_hour(at));
    }
    let kind = |row: &PlanPrice| row.scarce.id();
    // Kinds follow each other already.
    let order = ["session", "provider_day", "unit_hour", "person_hour"];
    let rank = |row: &PlanPrice| order.iter().position(|own| *own == kind(row));
    rows[first..].sort_by_key(|row| (rank(row), std::cmp::Reverse(row.most), row.scarce));
    Ok(rows)
}

/// What more money is worth in each phase, and in all.
fn money(
    instance: &Instance,
    problem: &Problem,
    solution: &Solution,
    margins: &Margins,
    step: Rupiah,
) -> Result<Vec<PlanPrice>, InstanceError> {
    let horizon = &instance.horizon;
    let phases = instance.phases();
    let sum: i128 = horizon.phases.iter().map(|phase| phase.budget).sum();
    let is_limited = horizon.total < sum;
    let more = i128::from(step.amount());
    let before = problem::open_cells(instance, horizon)?;
    let mut rows = Vec::new();
    for phase in (0..phases).map(Some).chain(is_limited.then_some(None)) {
        let mut richer = horizon.clone();
        if let Some(phase) = phase {
            richer.phases[phase].budget += more;
        }
        if phase.is_none() || !is_limited {
            richer.total += more;
        }
        let opens = problem::open_cells(instance, &richer)? != before;
        let most = if opens {
            // The prices say nothing of sessions that nobody could pay for: the proof by them is
            // made anew.
            let mut changed = instance.clone();
            changed.horizon = richer;
            let most = Problem::of(&changed)?.bound_at(&problem.multipliers(solution));
            (most - solution.bound()).max(0)
        } else {
            // What a phase leaves may be spent in later ones, or only in its own.
            let purses = match phase {
                None => phases..phases + 1,
                Some(phase) if horizon.carry_over => phase..phases,
                Some(phase) => phase..phase + 1,
            };
            purses.map(|purse| margins.money(purse, more)).sum()
        };
        rows.push(PlanPrice {
            scarce: phase.map_or(Scarce::TotalMoney, |phase| Scarce::Money {
                phase: horizon.phases[phase].index,
            }),
            most: PlanValue(most),
            opens,
        });
    }
    Ok(rows)
}

impl Plan {
    /// What one more of each scarce thing could close at most: money always, other things where
    /// they are scarce. Empty for a plan without a bound by prices
    /// ([`PlanOptions::prove`](super::PlanOptions::prove)), or whose bound was lowered by cases
    /// ([`PlanOptions::cases`](super::PlanOptions::cases)).
    ///
    /// ```
    /// # use mahir::{Agency, words::measure::parse_date};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
    /// # let mut options = mahir::plan::PlanOptions::default();
    /// # options.work = Some(1_000);
    /// let plan = gaps.plan_with(&options)?;
    /// // One for each of the four phases, then what else is scarce.
    /// let [first, ..] = plan.prices() else { panic!("no price") };
    /// assert_eq!(first.scarce.id(), "money");
    /// // With a million more in the first phase, no plan is worth more than this.
    /// assert!(plan.objective().0 <= plan.bound().0 + first.most.0);
    /// # Ok::<(), mahir::Error>(())
    /// ```
    pub fn prices(&self) -> &[PlanPrice] {
        &self.content.prices
    }

    /// What a price says, in words. Empty for a row that is not there.
    pub fn price_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.prices().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let named = |phase| agency.phases.id(phase);
        let step = self.options().price_step.show(language);
        let (what, lacking) = match (row.scarce, language) {
            (Scarce::Money { phase }, Language::English) => {
                (format!("{step} more in {}", named(phase)), "money there")
            }
            (Scarce::Money { phase }, Language::Indonesian) => (
                format!("tambahan {step} pada {}", named(phase)),
                "anggaran di sana",
            ),
            (Scarce::TotalMoney, Language::English) => {
                (format!("{step} more in all"), "the limit of all money")
            }
            (Scarce::TotalMoney, Language::Indonesian) => (
                format!("tambahan {step} pada batas seluruhnya"),
                "batas seluruh anggaran",
            ),
            (Scarce::Session { programme, phase }, Language::English) => (
                format!(
                    "one more session of {} in {}",
                    agency.programmes.name(programme),
                    named(phase)
                ),
                "its number",
            ),
            (Scarce::Session { programme, phase }, Language::Indonesian) => (
                format!(
                    "satu kelas lagi untuk {} pada {}",
                    agency.programmes.name(programme),
                    named(phase)
                ),
                "jumlah kelasnya",
            ),
            (Scarce::ProviderDay { provider, phase }, Language::English) => (
                format!(
                    "one more session-day of {} in {}",
                    agency.providers.id(provider),
                    named(phase)
                ),
                "its capacity",
            ),
            (Scarce::ProviderDay { provider, phase }, Language::Indonesian) => (
                format!(
                    "satu hari kelas lagi dari {} pada {}",
                    agency.providers.id(provider),
                    named(phase)
                ),
                "kapasitasnya",
            ),
            (Scarce::UnitHour { unit, phase }, Language::English) => (
                format!(
                    "one more free hour of {} in {}",
                    agency.units.id(unit),
                    named(phase)
                ),
                "its free hours",
            ),
            (Scarce::UnitHour { unit, phase }, Language::Indonesian) => (
                format!(
                    "satu jam luang lagi dari {} pada {}",
                    agency.units.id(unit),
                    named(phase)
                ),
                "jam luangnya",
            ),
            (Scarce::PersonHour { person }, Language::English) => (
                format!("one more free hour of {}", agency.people.label(person)),
                "the person's hours",
            ),
            (Scarce::PersonHour { person }, Language::Indonesian) => (
                format!("satu jam luang lagi dari {}", agency.people.label(person)),
                "jam pegawai itu",
            ),
        };
        let most = language.number(row.most.as_f64(), 3);
        let bound = language.number(self.bound().as_f64(), 2);
        let opens = match (row.opens, language) {
            (false, _) => "",
            (true, Language::English) => {
                " It would make sessions affordable that no plan could hold so far."
            }
            (true, Language::Indonesian) => {
                " Tambahan ini membuat kelas yang selama ini tidak terjangkau menjadi mungkin."
            }
        };
        match (language, row.most.0 == 0) {
            (Language::English, false) => format!(
                "With {what}, no plan is worth more than {most} weighted levels above the bound of {bound}.{opens}"
            ),
            (Language::English, true) => format!(
                "With {what}, still no plan is worth more than the bound of {bound}: {lacking} is not what is scarce.{opens}"
            ),
            (Language::Indonesian, false) => format!(
                "Dengan {what}, tidak ada rencana yang bernilai lebih dari {most} tingkat berbobot di atas batas {bound}.{opens}"
            ),
            (Language::Indonesian, true) => format!(
                "Dengan {what}, tetap tidak ada rencana yang bernilai lebih dari batas {bound}: bukan {lacking} yang langka.{opens}"
            ),
        }
    }
}

pub(super) fn table(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows = || plan.prices().iter().map(|row| row.scarce);
    let texts = |name, text: &dyn Fn(Scarce) -> Option<String>| {
        Column::optional_texts(name, rows().map(text).collect::<Vec<_>>())
    };
    let why = |language| (0..plan.prices().len()).map(move |row| plan.price_why(row, language));
    Table::new(
        "prices",
        vec![
            Column::texts("scarce", rows().map(Scarce::id)),
            texts("phase", &|scarce| match scarce {
                Scarce::Money { phase }
                | Scarce::Session { phase, .. }
                | Scarce::ProviderDay { phase, .. }
                | Scarce::UnitHour { phase, .. } => Some(agency.phases.id(phase).to_owned()),
                Scarce::TotalMoney | Scarce::PersonHour { .. } => None,
            }),
            texts("programme", &|scarce| match scarce {
                Scarce::Session { programme, .. } => {
                    Some(agency.programmes.id(programme).to_owned())
                }
                _ => None,
            }),
            texts("provider", &|scarce| match scarce {
                Scarce::ProviderDay { provider, .. } => {
                    Some(agency.providers.id(provider).to_owned())
                }
                _ => None,
            }),
            texts("unit", &|scarce| match scarce {
                Scarce::UnitHour { unit, .. } => Some(agency.units.id(unit).to_owned()),
                _ => None,
            }),
            texts("person", &|scarce| match scarce {
                Scarce::PersonHour { person } => Some(agency.people.label(person)),
                _ => None,
            }),
            Column::numbers("most", plan.prices().iter().map(|row| row.most.as_f64())),
            Column::booleans("opens", plan.prices().iter().map(|row| row.opens)),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}

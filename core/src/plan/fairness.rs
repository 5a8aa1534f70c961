//! Floors of fairness: what groups must close at least.

use serde::{Deserialize, Serialize};

use super::artefact::{Plan, PlanValue};
use super::instance::Instance;
use super::state::State;
use super::{PlanError, wishes};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::id::{Index, UnitIndex};
use crate::words::table::{Column, Table};

/// A floor of fairness: the least share of their gaps that a group must close together.
///
/// The share is of what it would be worth to close every gap of the group's people, each in the
/// phase where that is worth most. The plan closes as much of each group as its floor asks for, or
/// tells that it cannot, with what the group could close at most if what others close were no
/// matter ([`Plan::fairness`]). The bound counts plans that keep all floors, if this one does.
///
/// ```
/// # use mahir::{Agency, words::measure::parse_date};
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
/// use mahir::plan::{FairnessFloor, PlanOptions};
///
/// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
/// let mut options = PlanOptions::default();
/// # options.work = Some(1_000);
/// options.fairness = vec![FairnessFloor::every_unit(0.05)];
/// let plan = gaps.plan_with(&options)?;
/// assert_eq!(plan.fairness().len(), plan.agency().units.len());
/// # Ok::<(), mahir::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FairnessFloor {
    /// What the group is called; that of a unit is its id.
    pub name: String,
    /// The people of a unit, and of all units below it.
    pub unit: Option<String>,
    /// The ids of the group's people. Without a unit and people it is every unit by itself.
    pub people: Vec<String>,
    /// The least share that must be closed, 0 to 1.
    pub closes: f64,
}

impl FairnessFloor {
    /// Of every unit by itself.
    pub fn every_unit(closes: f64) -> Self {
        Self {
            closes,
            ..Self::default()
        }
    }

    /// Of a unit, with the units below it.
    pub fn unit(unit: &str, closes: f64) -> Self {
        Self {
            unit: Some(unit.to_owned()),
            closes,
            ..Self::default()
        }
    }

    /// Of any group of people.
    pub fn group(name: &str, people: impl IntoIterator<Item = String>, closes: f64) -> Self {
        Self {
            name: name.to_owned(),
            people: people.into_iter().collect(),
            closes,
            ..Self::default()
        }
    }

    pub(super) fn check(&self) -> Result<(), PlanError> {
        if (0.0..=1.0).contains(&self.closes) {
            return Ok(());
        }
        Err(PlanError::Options {
            setting: "fairness.closes",
            found: self.closes.to_string(),
            expected: "a share from 0 to 1",
        })
    }
}

/// Counts only: ids of people may be employee numbers.
impl std::fmt::Debug for FairnessFloor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FairnessFloor")
            .field("name", &self.name)
            .field("unit", &self.unit)
            .field("people", &self.people.len())
            .field("closes", &self.closes)
            .finish()
    }
}

/// What became of a floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fairness {
    /// What the group is called.
    pub name: String,
    /// How many people it has.
    pub people: u32,
    /// What it would be worth to close all of their gaps.
    pub all: PlanValue,
    /// What must be closed.
    pub needed: PlanValue,
    /// What the plan closes.
    pub closes: PlanValue,
    /// Where that is less: what could be closed at most if what others close were no matter, proven.
    /// Less than is needed: no plan keeps the floor.
    pub most_alone: Option<PlanValue>,
}

impl Fairness {
    /// Whether the plan keeps the floor.
    pub fn is_kept(&self) -> bool {
        self.closes >= self.needed
    }
}

/// A group that must close so much.
#[derive(Clone, Debug)]
pub(super) struct Floor {
    pub(super) name: String,
    pub(super) people: Vec<usize>,
    pub(super) all: i128,
    pub(super) needed: i128,
    /// What a value of the group counts more, in eighths: the multiplier of the floor.
    pub(super) lift: u32,
}

/// Eighths in one.
pub(super) const ONE: u32 = 8;

/// The floors of options.
///
/// # Errors
/// [`PlanError::Wishes`] with every id that the agency does not know.
pub(super) fn floors(
    options: &[FairnessFloor],
    agency: &Agency,
    instance: &Instance,
) -> Result<Vec<Floor>, PlanError> {
    let mut faults = Vec::new();
    let mut floors = Vec::new();
    let mut add = |name: String, people: Vec<usize>, closes: f64| {
        let all = instance.worth_of_gaps(people.iter().copied());
        // Checked: a share.
        let millionths = (closes * 1e6).round() as i128;
        let needed = (all * millionths + 999_999) / 1_000_000;
        floors.push(Floor {
            name,
            people,
            all,
            needed,
            lift: 0,
        });
    };
    let units = &agency.units;
    let below = |unit: UnitIndex| {
        let people = agency.people.indices().filter(move |&person| {
            let mut at = Some(agency.people.unit(person));
            while let Some(own) = at.filter(|&own| own != unit) {
                at = units.parent(own);
            }
            at.is_some()
        });
        people.map(Index::position).collect::<Vec<usize>>()
    };
    for (row, own) in options.iter().enumerate() {
        if let Some(id) = &own.unit {
            if let Some(unit) = wishes::unit(units.ids(), row, id, &mut faults) {
                add(id.clone(), below(unit), own.closes);
            }
            continue;
        }
        if own.people.is_empty() {
            for unit in units.indices() {
                let people = agency.people.of_unit(unit).iter();
                let people = people.map(|person| person.position()).collect();
                add(units.id(unit).to_owned(), people, own.closes);
            }
            continue;
        }
        let ids = own.people.iter();
        let mut people: Vec<usize> = ids
            .filter_map(|id| wishes::person(agency.people.ids(), "fairness", row, id, &mut faults))
            .collect();
        people.sort_unstable();
        people.dedup();
        add(own.name.clone(), people, own.closes);
    }
    if faults.is_empty() {
        Ok(floors)
    } else {
        Err(PlanError::Wishes { faults })
    }
}

impl Floor {
    /// What the group closes in a plan in the making.
    pub(super) fn closes(&self, state: &State<'_>) -> i128 {
        let people = self.people.iter();
        people.map(|&person| state.value(person)).sum()
    }

    /// Raises the multiplier; gives whether it could be.
    pub(super) fn raise(&mut self) -> bool {
        let lift = (self.lift * 2).max(ONE / 2);
        // Sixteenfold values still fit; what that does not help is beyond the limits.
        let raised = lift <= 16 * ONE;
        if raised {
            self.lift = lift;
        }
        raised
    }
}

/// By person: what a value counts, in eighths.
pub(super) fn lifts(floors: &[Floor], people: usize) -> Vec<u32> {
    let mut lifts = vec![ONE; people];
    for floor in floors.iter().filter(|floor| floor.lift > 0) {
        for &person in &floor.people {
            lifts[person] += floor.lift;
        }
    }
    lifts
}

/// What all multipliers say of what is needed: lift × needed, rounded down.
pub(super) fn promised(floors: &[Floor]) -> i128 {
    let floors = floors.iter();
    floors
        .map(|floor| i128::from(floor.lift) * floor.needed / i128::from(ONE))
        .sum()
}

impl Plan {
    /// What became of the floors of fairness, in the order of the options.
    pub fn fairness(&self) -> &[Fairness] {
        &self.content.fairness
    }

    /// What became of a floor, in words. Empty for a row that is not there.
    pub fn fairness_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.fairness().get(row) else {
            return String::new();
        };
        let number = |value: PlanValue| language.number(value.as_f64(), 2);
        let (name, closes, needed) = (&row.name, number(row.closes), number(row.needed));
        let most = row.most_alone.map(number);
        let impossible = row.most_alone.is_some_and(|most| most < row.needed);
        match (language, most) {
            (Language::English, None) => {
                format!("{name} closes {closes} weighted levels; its floor is {needed}.")
            }
            (Language::Indonesian, None) => {
                format!("{name} menutup {closes} tingkat berbobot; batas minimumnya {needed}.")
            }
            (Language::English, Some(most)) if impossible => format!(
                "{name} closes {closes} weighted levels, its floor is {needed}: no plan keeps it; even if what others close were no matter, at most {most} could be closed (proven)."
            ),
            (Language::Indonesian, Some(most)) if impossible => format!(
                "{name} menutup {closes} tingkat berbobot, batas minimumnya {needed}: tidak ada rencana yang memenuhinya; sekalipun hasil pegawai lain tidak dihitung, paling banyak {most} dapat ditutup (terbukti)."
            ),
            (Language::English, Some(most)) => format!(
                "{name} closes {closes} weighted levels, its floor is {needed}: no plan was found that keeps it with all else that is asked for; if what others close were no matter, it could close at most {most}."
            ),
            (Language::Indonesian, Some(most)) => format!(
                "{name} menutup {closes} tingkat berbobot, batas minimumnya {needed}: tidak ditemukan rencana yang memenuhinya bersama permintaan lain; bila hasil pegawai lain tidak dihitung, paling banyak {most} dapat ditutup."
            ),
        }
    }
}

pub(super) fn table(plan: &Plan) -> Table {
    let rows = plan.fairness();
    let values = |name, value: fn(&Fairness) -> PlanValue| {
        Column::numbers(name, rows.iter().map(|row| value(row).as_f64()))
    };
    let why = |language| (0..rows.len()).map(move |row| plan.fairness_why(row, language));
    Table::new(
        "fairness",
        vec![
            Column::texts("name", rows.iter().map(|row| row.name.as_str())),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            values("all", |row| row.all),
            values("needed", |row| row.needed),
            values("closes", |row| row.closes),
            Column::optional_numbers(
                "most_alone",
                rows.iter().map(|row| row.most_alone.map(PlanValue::as_f64)),
            ),
            Column::booleans("is_kept", rows.iter().map(Fairness::is_kept)),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}

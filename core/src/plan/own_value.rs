//! What a seat is worth beside the gaps that it closes, by a rule of one's own.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::artefact::{Plan, PlanValue};
use super::{PlanError, PlanOptions, wishes};
use crate::agency::Agency;
use crate::gap::Gaps;
use crate::words::id::{PersonIndex, ProgrammeIndex};
use crate::words::watch::Watch;

/// A rule of one's own: what it adds that a person attends a programme.
///
/// Any function `(&Gaps, PersonIndex, ProgrammeIndex) -> f64` that can be shared among threads is
/// such a rule.
///
/// ```
/// # use mahir::{Agency, words::measure::parse_date};
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
/// use mahir::gap::Gaps;
/// use mahir::plan::PlanOptions;
/// use mahir::words::id::{PersonIndex, ProgrammeIndex};
///
/// // Whoever had no training this year gains besides: a tenth of a level for each programme.
/// let newcomers = |gaps: &Gaps, person: PersonIndex, _: ProgrammeIndex| {
///     let had = gaps.agency().people.hours_this_year(person);
///     if had.hundredths() == 0 { 0.1 } else { 0.0 }
/// };
/// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
/// let mut options = PlanOptions::default();
/// options.work = Some(1_000);
/// let plan = gaps.plan_by(&newcomers, &options, &())?;
/// assert!(plan.own_value().as_f64() > 0.0);
/// # Ok::<(), mahir::Error>(())
/// ```
pub trait SeatValue: Sync {
    /// What a seat adds to the objective, in weighted levels: from −1,000 to 1,000, zero for
    /// nothing. It may not depend on anything but the arguments.
    fn value(&self, gaps: &Gaps, person: PersonIndex, programme: ProgrammeIndex) -> f64;
}

impl<F> SeatValue for F
where
    F: Fn(&Gaps, PersonIndex, ProgrammeIndex) -> f64 + Sync,
{
    fn value(&self, gaps: &Gaps, person: PersonIndex, programme: ProgrammeIndex) -> f64 {
        self(gaps, person, programme)
    }
}

/// What seats are worth beside the gaps that they close: ids of person and programme, and what
/// the seat adds to the objective, in weighted levels.
///
/// Where it is more than nothing, the person may attend the programme even if it closes no gap of
/// theirs.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnValues(pub Vec<(String, String, f64)>);

/// Counts only: ids of people may be employee numbers.
impl fmt::Debug for OwnValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OwnValues({})", self.0.len())
    }
}

impl OwnValues {
    /// What a rule says of every person and programme, in their order; those that it says nothing
    /// of (zero) are left out. Whether all are values is seen when a plan is made with them.
    pub fn of(gaps: &Gaps, rule: &dyn SeatValue) -> Self {
        let agency = gaps.agency();
        let mut rows = Vec::new();
        for person in agency.people.indices() {
            for programme in agency.programmes.indices() {
                let value = rule.value(gaps, person, programme);
                if value != 0.0 {
                    let who = agency.people.ids().name(person).to_owned();
                    let what = agency.programmes.id(programme).to_owned();
                    rows.push((who, what, value));
                }
            }
        }
        Self(rows)
    }

    pub(super) fn check(&self) -> Result<(), PlanError> {
        // False for NaN as well.
        let is_fine = |value: f64| (-1_000.0..=1_000.0).contains(&value);
        match self.0.iter().find(|row| !is_fine(row.2)) {
            None => Ok(()),
            Some(row) => Err(PlanError::Options {
                setting: "own_values",
                found: row.2.to_string(),
                expected: "-1,000 to 1,000 weighted levels a seat",
            }),
        }
    }
}

/// Own values by position, in units of value.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(BTreeMap<(usize, usize), i128>);

impl Values {
    /// Looks the ids up; values of a pair that is named twice add up.
    ///
    /// # Errors
    /// [`PlanError::Wishes`] with every id that the agency does not know.
    pub(super) fn of(own: &OwnValues, agency: &Agency) -> Result<Self, PlanError> {
        let mut faults = Vec::new();
        let mut values = BTreeMap::new();
        let (people, programmes) = (agency.people.ids(), agency.programmes.ids());
        for (row, (who, what, value)) in own.0.iter().enumerate() {
            let who = wishes::person(people, "own_values", row, who, &mut faults);
            let what = wishes::programme(programmes, "own_values", row, what, &mut faults);
            if let Some(pair) = who.zip(what) {
                *values.entry(pair).or_insert(0) += units(*value);
            }
        }
        if !faults.is_empty() {
            return Err(PlanError::Wishes { faults });
        }
        values.retain(|_, value| *value != 0);
        Ok(Self(values))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a seat adds.
    pub(super) fn seat(&self, person: usize, programme: usize) -> i128 {
        if self.0.is_empty() {
            return 0;
        }
        self.0.get(&(person, programme)).copied().unwrap_or(0)
    }

    /// The programmes of a person with a value of their own.
    pub(super) fn of_person(&self, person: usize) -> impl Iterator<Item = (usize, i128)> + '_ {
        let own = self.0.range((person, 0)..=(person, usize::MAX));
        own.map(|(&(_, programme), &value)| (programme, value))
    }

    /// All of them: person, programme, value.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, usize, i128)> + '_ {
        self.0
            .iter()
            .map(|(&(person, programme), &value)| (person, programme, value))
    }

    /// The same seats, those that add something adding the least that there is.
    pub(super) fn next_to_nothing(&self) -> Self {
        let gaining = self.0.iter().filter(|&(_, &value)| value > 0);
        Self(gaining.map(|(&pair, _)| (pair, 1)).collect())
    }

    /// What all seats that add something would add together.
    pub(super) fn most(&self) -> i128 {
        self.0.values().filter(|&&value| value > 0).sum()
    }
}

fn units(value: f64) -> i128 {
    // Checked: a thousand levels at most.
    (value * PlanValue::ONE_LEVEL as f64).round() as i128
}

impl Gaps {
    /// A plan in which seats are worth something beside the gaps that they close, by a rule of
    /// one's own. It is asked for every person and programme once; what it says is kept among the
    /// options of the plan ([`PlanOptions::own_values`]), after those that are there already.
    ///
    /// # Errors
    /// As [`plan_with`](Self::plan_with); [`PlanError::Options`] also for a value that is not a
    /// number from −1,000 to 1,000.
    pub fn plan_by(
        &self,
        rule: &dyn SeatValue,
        options: &PlanOptions,
        watch: &dyn Watch,
    ) -> Result<Plan, PlanError> {
        let mut options = options.clone();
        options.own_values.0.extend(OwnValues::of(self, rule).0);
        self.plan_watched(&options, watch)
    }
}

impl Plan {
    /// What the plan's seats are worth beside gaps and hours, by values of one's own.
    pub fn own_value(&self) -> PlanValue {
        let agency = self.agency();
        let own = &self.options().own_values.0;
        let seats = own.iter().filter(|(who, what, _)| {
            let person = agency.people.ids().find(who);
            let programme = agency.programmes.ids().find(what);
            person.zip(programme).is_some_and(|(person, programme)| {
                let mut rows = self.of(person).iter();
                rows.any(|row| row.programme == programme)
            })
        });
        PlanValue(seats.map(|row| units(row.2)).sum())
    }
}

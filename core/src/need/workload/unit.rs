//! The work of each unit, all its services together.

use serde::{Deserialize, Serialize};

use crate::agency::Agency;
use crate::need::demand::there_on;
use crate::regulation::workload::{Workload, WorkloadGrade};
use crate::service::{AllowanceKind, AllowanceTime};
use crate::words::explanation::Language;
use crate::words::id::UnitIndex;
use crate::words::measure::{Date, Month, Share};

/// Whether a unit has people enough for its expected work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadVerdict {
    /// Even the least that the work may take is more than the people there.
    TooFew,
    /// The people there lie within what the work may take.
    Unsure,
    /// The most that the work may take is within the people there.
    Enough,
    /// The volume of no service of the unit is known.
    CannotTell,
}

impl WorkloadVerdict {
    /// By the ends of an interval of people needed and the people there, all in one unit.
    pub(super) const fn of(low: u64, high: u64, there: u64) -> Self {
        if low > there {
            Self::TooFew
        } else if high > there {
            Self::Unsure
        } else {
            Self::Enough
        }
    }

    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::TooFew => language.choose("too few", "kurang"),
            Self::Unsure => language.choose("unsure", "belum pasti"),
            Self::Enough => language.choose("enough", "cukup"),
            Self::CannotTell => language.choose("cannot be told", "belum dapat dipastikan"),
        }
    }

    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::Unsure => "unsure",
            Self::Enough => "enough",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// The work of a unit in people; all numbers of people in thousandths of a person.
///
/// needed = basic × category factor + individual allowance, where basic is Σ volume × norm time ÷
/// effective time over the unit's services. A service whose next year cannot be told counts with
/// its last one; a service of which neither is known is left out and counted in
/// [`UnitWorkload::services_unknown`], so that the figures are the least that the work takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitWorkload {
    /// Which unit.
    pub unit: UnitIndex,
    /// How many services it gives.
    pub services: u32,
    /// Of how many of them no volume is known.
    pub services_unknown: u32,
    /// People that the cases of the last twelve months take.
    pub basic_now: u64,
    /// People that the expected cases take.
    pub basic_expected: u64,
    /// The part of everybody's time that category allowances take.
    pub category_allowance: Share,
    /// People for individual allowances.
    pub individual_allowance: u64,
    /// People needed for the work of the last twelve months.
    pub needed_now: u64,
    /// People needed for the expected work.
    pub needed_expected: u64,
    /// The least of it, if all services stay at the lower ends of their intervals.
    pub needed_low: u64,
    /// The most of it, if all reach the upper ends.
    pub needed_high: u64,
    /// People who work there, whole ones.
    pub people_there: u32,
    /// How busy they will be (Permendagri 12/2008); `None` without people.
    pub grade: Option<WorkloadGrade>,
    /// The first month in which the work passes the people there, if it does within the rule's
    /// horizon.
    pub passed_in: Option<Month>,
    /// Whether there are enough.
    pub verdict: WorkloadVerdict,
}

impl UnitWorkload {
    /// People there ÷ people needed for the expected work (the WISN ratio): below one, there are
    /// too few. `None` if nobody is needed.
    pub fn ratio(&self) -> Option<f64> {
        let needed = self.needed_expected as f64 / 1_000.0;
        (self.needed_expected > 0).then(|| f64::from(self.people_there) / needed)
    }

    /// 1 ÷ (1 − category allowance).
    pub fn category_factor(&self) -> f64 {
        1.0 / self.category_allowance.complement().as_f64()
    }
}

/// The work of one service, as the demand for it says.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::need) struct ServiceWork {
    /// Of the last twelve months.
    pub(in crate::need) now: Option<Workload>,
    /// Of the next, with the ends of its interval.
    pub(in crate::need) expected: Option<(Workload, Workload, Workload)>,
    /// Hundredths of a minute in the month of the day, seasons taken out, and their change.
    pub(in crate::need) line: Option<(f64, f64)>,
}

impl ServiceWork {
    fn is_known(&self) -> bool {
        self.now.is_some() || self.expected.is_some()
    }
}

/// The work of all units that give a service, in the order of units.
pub(in crate::need) fn find(
    agency: &Agency,
    as_of: Date,
    horizon: u32,
    work: &[ServiceWork],
) -> Vec<UnitWorkload> {
    let mut by_unit: Vec<Vec<ServiceWork>> = vec![Vec::new(); agency.units.len()];
    for (service, work) in agency.services.indices().zip(work) {
        use crate::words::id::Index;
        if let Some(of_unit) = by_unit.get_mut(agency.services.unit(service).position()) {
            of_unit.push(*work);
        }
    }
    agency
        .units
        .indices()
        .zip(by_unit)
        .filter(|(_, works)| !works.is_empty())
        .map(|(unit, works)| of_unit(agency, as_of, horizon, unit, &works))
        .collect()
}

fn of_unit(
    agency: &Agency,
    as_of: Date,
    horizon: u32,
    unit: UnitIndex,
    works: &[ServiceWork],
) -> UnitWorkload {
    let effective = agency.regulation.effective_minutes_per_year().value();
    let allowances = Allowed::of(agency, unit);
    let sum = |of: &dyn Fn(&ServiceWork) -> Option<Workload>| {
        works
            .iter()
            .filter_map(of)
            .fold(Workload::NONE, Workload::saturating_add)
    };
    let now = sum(&|work| work.now);
    let expected = |of: fn(&(Workload, Workload, Workload)) -> Workload| {
        sum(&|work| work.expected.as_ref().map(of).or(work.now))
    };
    let (middle, low, high) = (expected(|w| w.0), expected(|w| w.1), expected(|w| w.2));
    let basic = |work: Workload| {
        work.people(effective)
            .map_or(0, |people| people.thousandths())
    };
    let needed = |work: Workload| allowances.needed(work, u64::from(effective.hundredths()));
    let people_there = u32::try_from(there_on(agency, unit, as_of).len()).unwrap_or(u32::MAX);
    let there = u64::from(people_there) * 1_000;
    let (needed_low, needed_high) = (needed(low), needed(high));
    let unknown = works.iter().filter(|work| !work.is_known()).count();
    let verdict = if unknown == works.len() || effective.hundredths() == 0 {
        WorkloadVerdict::CannotTell
    } else {
        WorkloadVerdict::of(needed_low, needed_high, there)
    };
    // What the people there can do in a month, in hundredths of a minute.
    let own = (there.saturating_sub(allowances.individual_thousandths(effective.hundredths())))
        as f64
        / 1_000.0
        * f64::from(effective.hundredths())
        / 12.0
        * allowances.category.complement().as_f64();
    let lines: Vec<(f64, f64)> = works.iter().filter_map(|work| work.line).collect();
    UnitWorkload {
        unit,
        services: u32::try_from(works.len()).unwrap_or(u32::MAX),
        services_unknown: u32::try_from(unknown).unwrap_or(u32::MAX),
        basic_now: basic(now),
        basic_expected: basic(middle),
        category_allowance: allowances.category,
        individual_allowance: allowances.individual_thousandths(effective.hundredths()),
        needed_now: needed(now),
        needed_expected: needed(middle),
        needed_low,
        needed_high,
        people_there,
        grade: agency.regulation.workload_grades().grade(
            middle,
            u64::from(people_there),
            effective,
        ),
        passed_in: passed(&lines, own, horizon, Month::of(as_of)),
        verdict,
    }
}

/// The first month in which lines of work a month together pass what can be done in one.
pub(in crate::need) fn passed(
    lines: &[(f64, f64)],
    capacity: f64,
    horizon: u32,
    first: Month,
) -> Option<Month> {
    (0..=horizon).find_map(|ahead| {
        let work: f64 = lines
            .iter()
            .map(|(now, change)| (now + change * f64::from(ahead)).max(0.0))
            .sum();
        let month = i32::try_from(ahead).ok()?;
        (work > capacity).then(|| first.plus(month))
    })
}

/// A unit's allowances.
pub(super) struct Allowed {
    pub(super) category: Share,
    /// Hundredths of a minute a year.
    pub(super) individual: u64,
}

impl Allowed {
    pub(super) fn of(agency: &Agency, unit: UnitIndex) -> Self {
        let effective = agency
            .regulation
            .effective_minutes_per_year()
            .value()
            .hundredths();
        let (mut category, mut individual) = (0_u64, 0_u64);
        for allowance in agency.allowances.of(unit) {
            let time = match allowance.time {
                AllowanceTime::Share(share) => share.of(u64::from(effective)),
                AllowanceTime::Minutes(minutes) => u64::from(minutes.hundredths()),
            };
            match (allowance.kind, allowance.time) {
                (AllowanceKind::Category, AllowanceTime::Share(share)) => {
                    category = category.saturating_add(u64::from(share.millionths()));
                }
                (AllowanceKind::Category, AllowanceTime::Minutes(_)) => {
                    let share = time.saturating_mul(1_000_000) / u64::from(effective).max(1);
                    category = category.saturating_add(share);
                }
                (AllowanceKind::Individual, _) => {
                    individual =
                        individual.saturating_add(time.saturating_mul(u64::from(allowance.people)));
                }
            }
        }
        // At least a thousandth of the time is left for the work.
        let category = u32::try_from(category.min(999_000)).unwrap_or(0);
        Self {
            category: Share::from_millionths(category).unwrap_or(Share::NONE),
            individual,
        }
    }

    fn individual_thousandths(&self, effective: u32) -> u64 {
        Workload::from_hundredths(self.individual)
            .people(crate::words::measure::Minutes::from_hundredths(effective))
            .map_or(0, |people| people.thousandths())
    }

    /// People needed, in thousandths, rounded to the nearest; nobody if nobody has any time.
    pub(super) fn needed(&self, work: Workload, effective: u64) -> u64 {
        if effective == 0 {
            return 0;
        }
        let left = u128::from(self.category.complement().millionths());
        let effective = u128::from(effective);
        // (work ÷ left + individual) ÷ effective, over one denominator.
        let numerator =
            u128::from(work.hundredths()) * 1_000_000 + u128::from(self.individual) * left;
        let denominator = left * effective;
        let thousandths = (numerator * 1_000 + denominator / 2) / denominator;
        u64::try_from(thousandths).unwrap_or(u64::MAX)
    }
}

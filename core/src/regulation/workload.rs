//! How many people does a volume of work need? (Analisis beban kerja, ABK.)
//!
//! Need = Σ (volume a year × norm time) ÷ effective time of one person a year.
//!
//! PermenPANRB 1/2020, through published implementations.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Percent;
use crate::words::explanation::Language;
use crate::words::measure::Minutes;

/// How often a volume is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Each working day.
    Daily,
    /// Each week.
    Weekly,
    /// Each month.
    Monthly,
    /// Each year.
    Yearly,
}

/// An amount of work a year, in hundredths of a minute. Sums are exact.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Workload(u64);

impl Workload {
    /// No work.
    pub const NONE: Self = Self(0);

    /// The work of a volume a year with a norm time each; stays at the largest amount.
    pub fn of(volume_per_year: u64, norm: Minutes) -> Self {
        Self(volume_per_year.saturating_mul(u64::from(norm.hundredths())))
    }

    /// From hundredths of a minute.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// In hundredths of a minute.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// In minutes.
    pub fn minutes(self) -> f64 {
        self.0 as f64 / f64::from(Minutes::STEPS)
    }

    /// The sum; stays at the largest amount.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The people that this work needs, where each has so much effective time a year; rounded to
    /// the nearest thousandth. `None` if nobody has any time.
    pub fn people(self, effective: Minutes) -> Option<Headcount> {
        let effective = u128::from(effective.hundredths());
        if effective == 0 {
            return None;
        }
        let thousandths = (u128::from(self.0) * 1_000 + effective / 2) / effective;
        Some(Headcount(u64::try_from(thousandths).unwrap_or(u64::MAX)))
    }

    /// The smallest whole number of people who can do this work, decided exactly. `None` if
    /// nobody has any time.
    pub fn whole_people(self, effective: Minutes) -> Option<u64> {
        let effective = u64::from(effective.hundredths());
        (effective > 0).then(|| self.0.div_ceil(effective))
    }
}

/// A number of people in thousandths, as a workload gives it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Headcount(u64);

impl Headcount {
    /// Nobody.
    pub const NONE: Self = Self(0);

    /// So many whole people; stays at the largest number.
    pub const fn whole(people: u64) -> Self {
        Self(people.saturating_mul(1_000))
    }

    /// From thousandths of a person.
    pub const fn from_thousandths(thousandths: u64) -> Self {
        Self(thousandths)
    }

    /// In thousandths of a person.
    pub const fn thousandths(self) -> u64 {
        self.0
    }

    /// As a floating-point number of people.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// The difference; nobody if the other is larger.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// As a number with as many decimals as it needs, at most three.
impl fmt::Display for Headcount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1_000, self.0 % 1_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// The people that one service needs: volume a year × norm time ÷ effective time a year.
///
/// For several services, add their [`Workload`]s first and divide once.
///
/// ```
/// use mahir::regulation::workload::abk_need;
/// use mahir::words::measure::Minutes;
///
/// // Twelve letters a day, 250 days a year, half an hour each.
/// let need = abk_need(12 * 250, Minutes::whole(30), Minutes::whole(75_000)).unwrap();
/// assert_eq!(need.to_string(), "1.2");
/// ```
pub fn abk_need(volume_per_year: u64, norm: Minutes, effective: Minutes) -> Option<Headcount> {
    Workload::of(volume_per_year, norm).people(effective)
}

/// How well a unit's staff is used (Permendagri 12/2008).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadGrade {
    /// More work than the staff has time for.
    A,
    /// Nearly all time is used.
    B,
    /// Most time is used.
    C,
    /// Much time is left.
    D,
    /// Most time is left.
    E,
}

impl WorkloadGrade {
    /// All grades, the busiest first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// The letter.
    pub const fn id(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }

    /// What the grade means, in words. The wording is this library's.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::A => language.choose("more work than time", "beban melebihi waktu"),
            Self::B => language.choose("time nearly all used", "waktu hampir terpakai penuh"),
            Self::C => language.choose("time mostly used", "waktu sebagian besar terpakai"),
            Self::D => language.choose("much time left", "banyak waktu tersisa"),
            Self::E => language.choose("most time left", "sebagian besar waktu tersisa"),
        }
    }
}

/// The thresholds of workload per staff: A lies above its own, B to D start at theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkloadGrades {
    pub(super) a_above: Percent,
    pub(super) b_from: Percent,
    pub(super) c_from: Percent,
    pub(super) d_from: Percent,
}

impl WorkloadGrades {
    /// The grade of a unit: its workload over the effective time of its staff, decided in whole
    /// numbers. `None` without staff or time.
    pub fn grade(&self, work: Workload, staff: u64, effective: Minutes) -> Option<WorkloadGrade> {
        let time = staff.saturating_mul(u64::from(effective.hundredths()));
        if time == 0 {
            return None;
        }
        Some(if self.a_above.is_exceeded_by(work.0, time) {
            WorkloadGrade::A
        } else if self.b_from.is_reached_by(work.0, time) {
            WorkloadGrade::B
        } else if self.c_from.is_reached_by(work.0, time) {
            WorkloadGrade::C
        } else if self.d_from.is_reached_by(work.0, time) {
            WorkloadGrade::D
        } else {
            WorkloadGrade::E
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const YEAR: Minutes = Minutes::whole(75_000);

    #[test]
    fn twelve_letters_a_day_need_a_person_and_a_fifth() {
        // 12 × 250 × 30 = 90,000 minutes of 75,000.
        let work = Workload::of(12 * 250, Minutes::whole(30));
        assert_eq!(work.minutes(), 90_000.0);
        assert_eq!(work.people(YEAR), Some(Headcount::from_thousandths(1_200)));
        assert_eq!(work.whole_people(YEAR), Some(2));
        assert_eq!(work.people(Minutes::NONE), None);
        assert_eq!(work.whole_people(Minutes::NONE), None);
    }

    #[test]
    fn grades_of_the_ministry() {
        let grades = WorkloadGrades {
            a_above: Percent::whole(100),
            b_from: Percent::whole(90),
            c_from: Percent::whole(70),
            d_from: Percent::whole(50),
        };
        // Permendagri 12/2008: A > 1.00, B 0.90 to 1.00, C 0.70 to 0.89, D 0.50 to 0.69, E below.
        for (minutes, grade) in [
            (75_001, WorkloadGrade::A),
            (75_000, WorkloadGrade::B),
            (67_500, WorkloadGrade::B),
            (67_499, WorkloadGrade::C),
            (52_500, WorkloadGrade::C),
            (52_499, WorkloadGrade::D),
            (37_500, WorkloadGrade::D),
            (37_499, WorkloadGrade::E),
            (0, WorkloadGrade::E),
        ] {
            let work = Workload::of(minutes, Minutes::whole(1));
            assert_eq!(grades.grade(work, 1, YEAR), Some(grade), "{minutes}");
            let double = Workload::of(2 * minutes, Minutes::whole(1));
            assert_eq!(grades.grade(double, 2, YEAR), Some(grade), "{minutes}");
        }
        assert_eq!(grades.grade(Workload::NONE, 0, YEAR), None);
    }

    proptest! {
        #[test]
        fn whole_people_are_the_fewest_who_have_the_time(work in 0..10_000_000_000_u64, effective in 1..10_000_000_u32) {
            let people = Workload(work).whole_people(Minutes::from_hundredths(effective)).unwrap();
            prop_assert!(people * u64::from(effective) >= work);
            prop_assert!(people == 0 || (people - 1) * u64::from(effective) < work);
        }

        #[test]
        fn no_amount_of_work_overflows(work in any::<u64>(), volume in any::<u64>(), norm in any::<u32>(), effective in 1..u32::MAX) {
            let sum = Workload(work).saturating_add(Workload::of(volume, Minutes::from_hundredths(norm)));
            prop_assert!(sum.people(Minutes::from_hundredths(effective)).is_some());
        }
    }
}

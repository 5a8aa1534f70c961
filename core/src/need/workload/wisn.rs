//! The steps of WISN as plain functions.

use serde::{Deserialize, Serialize};

/// What is left of a year for work.
///
/// Days a year = weeks × days a week − holidays − annual leave − sick leave − other leave; hours =
/// days × hours a day (WHO 2010, step 3). All in days a year but where said otherwise.
///
/// ```
/// use mahir::need::workload::AvailableTime;
///
/// // Clinicians of an HIV clinic in western Kenya (Human Resources for Health 2017, 15:186, table
/// // 3): 52 weeks of 4.5 days, 10 holidays, 30 days of leave, 15 of sick leave.
/// let time = AvailableTime {
///     weeks: 52.0,
///     days_per_week: 4.5,
///     public_holidays: 10.0,
///     annual_leave: 30.0,
///     sick_leave: 15.0,
///     other_leave: 0.0,
///     hours_per_day: 8.0,
/// };
/// assert_eq!(time.days(), Some(179.0));
/// assert_eq!(time.hours(), Some(1_432.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AvailableTime {
    /// Weeks in a year.
    pub weeks: f64,
    /// Working days in a week.
    pub days_per_week: f64,
    /// Public holidays on working days.
    pub public_holidays: f64,
    /// Annual leave.
    pub annual_leave: f64,
    /// Sick leave that is usual.
    pub sick_leave: f64,
    /// Other leave: training, special leave, absence without leave.
    pub other_leave: f64,
    /// Working hours in a day.
    pub hours_per_day: f64,
}

impl AvailableTime {
    /// Working days a year; `None` if a figure is negative or not finite, or if no day is left.
    pub fn days(&self) -> Option<f64> {
        let away = [
            self.public_holidays,
            self.annual_leave,
            self.sick_leave,
            self.other_leave,
        ];
        let given = [self.weeks, self.days_per_week, self.hours_per_day];
        if away
            .iter()
            .chain(&given)
            .any(|&figure| !(figure >= 0.0 && figure.is_finite()))
        {
            return None;
        }
        let days = self.weeks * self.days_per_week - away.iter().sum::<f64>();
        (days > 0.0 && days.is_finite()).then_some(days)
    }

    /// Working hours a year; `None` as for [`AvailableTime::days`], or if a day has no hours.
    pub fn hours(&self) -> Option<f64> {
        let hours = self.days()? * self.hours_per_day;
        (hours > 0.0 && hours.is_finite()).then_some(hours)
    }
}

/// How many cases one person can do in a year: available time ÷ time of a case, both in the same
/// unit (WHO 2010, step 6). `None` unless both are above zero.
pub fn standard_workload(available_time: f64, time_per_case: f64) -> Option<f64> {
    let valid = available_time > 0.0 && time_per_case > 0.0;
    let workload = available_time / time_per_case;
    (valid && workload.is_finite()).then_some(workload)
}

/// The category allowance factor: 1 ÷ (1 − Σ shares), where each share is the part of everybody's
/// working time that an activity takes (WHO 2010, step 7). `None` if a share is negative, or if
/// they leave no time.
///
/// ```
/// use mahir::need::workload::category_allowance_factor;
///
/// // 10 training days of 179.
/// let factor = category_allowance_factor(&[10.0 / 179.0]).unwrap();
/// assert_eq!(format!("{factor:.3}"), "1.059");
/// ```
pub fn category_allowance_factor(shares: &[f64]) -> Option<f64> {
    let sum: f64 = shares.iter().sum();
    let valid = shares.iter().all(|share| *share >= 0.0) && sum < 1.0;
    valid.then(|| 1.0 / (1.0 - sum))
}

/// The individual allowance factor: people who are not there for cases, Σ (people × time of each a
/// year) ÷ available time, both in the same unit (WHO 2010, step 7). `None` if a figure is
/// negative or not finite, or without available time.
pub fn individual_allowance_factor(
    people_and_time: &[(f64, f64)],
    available_time: f64,
) -> Option<f64> {
    let valid = people_and_time
        .iter()
        .all(|&(people, time)| people >= 0.0 && time >= 0.0);
    let factor = people_and_time
        .iter()
        .map(|(people, time)| people * time)
        .sum::<f64>()
        / available_time;
    (valid && available_time > 0.0 && factor.is_finite()).then_some(factor)
}

/// An activity that is counted case by case.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WisnActivity {
    /// Cases a year.
    pub volume: f64,
    /// Time of a case, in the unit of the available time.
    pub time_per_case: f64,
}

/// How many people a category of staff takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wisn {
    /// People for the cases alone: Σ volume ÷ standard workload.
    pub basic: f64,
    /// The category allowance factor.
    pub category_factor: f64,
    /// The individual allowance factor.
    pub individual_factor: f64,
    /// basic × category factor + individual factor.
    pub needed: f64,
}

impl Wisn {
    /// The people there minus those needed; negative where people are missing.
    pub fn difference(&self, existing: f64) -> f64 {
        existing - self.needed
    }

    /// The WISN ratio, existing ÷ needed: below one, the people there are under pressure. `None`
    /// if nobody is needed.
    pub fn ratio(&self, existing: f64) -> Option<f64> {
        (self.needed > 0.0).then(|| existing / self.needed)
    }
}

/// The need of a category of staff (WHO 2010, step 8): Σ volume ÷ standard workload, times the
/// category allowance factor, plus the individual allowance factor. `None` where one of them is.
///
/// ```
/// use mahir::need::workload::{WisnActivity, wisn};
///
/// // The clinic again: 100,000 visits of a quarter of an hour in 1,432 hours, and 10 training days
/// // of 179. The table prints 17.46 before allowances.
/// let visits = WisnActivity { volume: 100_000.0, time_per_case: 0.25 };
/// let need = wisn(1_432.0, &[visits], &[10.0 / 179.0], &[]).unwrap();
/// assert_eq!(format!("{:.2}", need.basic), "17.46");
/// assert_eq!(format!("{:.2}", need.needed), "18.49");
/// assert!(need.ratio(15.0).unwrap() < 1.0);
/// ```
pub fn wisn(
    available_time: f64,
    activities: &[WisnActivity],
    category_shares: &[f64],
    people_and_time: &[(f64, f64)],
) -> Option<Wisn> {
    let people = |activity: &WisnActivity| {
        let standard = standard_workload(available_time, activity.time_per_case)?;
        (activity.volume >= 0.0 && activity.volume.is_finite()).then(|| activity.volume / standard)
    };
    let basic = activities.iter().map(people).sum::<Option<f64>>()?;
    let category_factor = category_allowance_factor(category_shares)?;
    let individual_factor = individual_allowance_factor(people_and_time, available_time)?;
    let needed = basic * category_factor + individual_factor;
    needed.is_finite().then_some(Wisn {
        basic,
        category_factor,
        individual_factor,
        needed,
    })
}

/// A need as whole people, as WHO's manual rounds: up to a tenth of the people more work each is
/// bearable (1.1 is 1, 2.2 is 2, 3.3 is 3, 4.4 is 4, 5.5 is 5), above that one more is needed.
/// The manual's table ends at five; from there on half a person rounds down and more rounds up.
/// `None` for a negative need or one that is not finite.
///
/// ```
/// use mahir::need::workload::wisn_whole_people;
///
/// let rounded = [1.1, 1.2, 2.2, 2.3, 3.3, 4.5, 5.5, 5.6, 18.49].map(|need| wisn_whole_people(need).unwrap());
/// assert_eq!(rounded, [1, 2, 2, 3, 3, 5, 5, 6, 18]);
/// ```
pub fn wisn_whole_people(needed: f64) -> Option<u64> {
    if !(0.0..1e15).contains(&needed) {
        return None;
    }
    // In thousandths, so that 2.2 is 2.2.
    let thousandths = (needed * 1_000.0).round() as u64;
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    // A tenth of each, at most half a person; part of one person is one.
    let bearable = (whole * 100).min(500);
    Some(if rest > bearable { whole + 1 } else { whole })
}

//! Can a printed table be right? Checks of what reports print, within the rounding that they show.

use super::Interval;
use super::distribution::{student_t_cdf, student_t_quantile};
use super::mean::upper_probability;

/// A number as it is printed: its value, and how far rounding may have moved it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    /// The value as printed.
    pub value: f64,
    /// Digits after the decimal mark.
    pub decimals: u8,
}

impl Printed {
    /// Reads a printed number; `.0091` and `0,0091` are fine. `None` for what is no number, or has
    /// more than 15 decimals.
    ///
    /// ```
    /// use mahir::statistics::Printed;
    ///
    /// let mean = Printed::parse("3,70").unwrap();
    /// assert_eq!((mean.value, mean.decimals), (3.7, 2));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".").replace('−', "-");
        let value: f64 = text.parse().ok()?;
        let plain = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
        (value.is_finite() && plain && decimals <= 15).then_some(Self {
            value,
            decimals: u8::try_from(decimals).ok()?,
        })
    }

    /// The values that are printed like this, whichever way halves are rounded.
    pub fn range(&self) -> Interval {
        // A billionth more for numbers that are not exact in binary.
        let half = 0.5 * 10.0_f64.powi(-i32::from(self.decimals)) * (1.0 + 1e-9)
            + 1e-12 * self.value.abs();
        Interval {
            low: self.value - half,
            high: self.value + half,
        }
    }
}

/// What a report prints of people measured before and after, or of one group. Leave out what it
/// does not print.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PrintedSummary {
    /// People (pairs).
    pub count: Option<u64>,
    /// Mean before.
    pub mean_before: Option<Printed>,
    /// Standard deviation before.
    pub deviation_before: Option<Printed>,
    /// Mean after, or of the one group.
    pub mean_after: Option<Printed>,
    /// Standard deviation after, or of the one group.
    pub deviation_after: Option<Printed>,
    /// Mean change.
    pub change: Option<Printed>,
    /// Standard deviation of the changes.
    pub deviation_of_changes: Option<Printed>,
    /// Standard error of the mean change.
    pub standard_error: Option<Printed>,
    /// t of the paired test.
    pub t: Option<Printed>,
    /// Its degrees of freedom.
    pub degrees_of_freedom: Option<u64>,
    /// Its two-sided p value.
    pub p_value: Option<Printed>,
    /// What the p value is said to be below, where only that is printed (`< .05`).
    pub p_below: Option<f64>,
    /// What the p value is said to be above, or at (`> .05`, not significant).
    pub p_above: Option<f64>,
    /// The lower end of the interval of the change.
    pub low: Option<Printed>,
    /// Its upper end.
    pub high: Option<Printed>,
    /// The confidence of that interval; 0.95 if it is not printed.
    pub confidence: Option<f64>,
    /// d_z.
    pub d_z: Option<Printed>,
    /// Items per person whose mean is a person's value, if answers are whole numbers.
    pub whole_items: Option<u32>,
    /// The lowest possible value.
    pub least: Option<f64>,
    /// The highest possible value.
    pub most: Option<f64>,
}

/// A printed number that cannot be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inconsistency {
    /// Which check failed.
    pub check: PrintedCheck,
    /// The name of the number, as in [`PrintedSummary`].
    pub what: &'static str,
    /// As printed.
    pub printed: f64,
    /// What the other numbers allow; `None` where nothing fits between two neighbours.
    pub possible: Option<Interval>,
}

/// The checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrintedCheck {
    /// Change = after − before.
    Change,
    /// The deviation of changes lies between |s₁ − s₂| and s₁ + s₂.
    DeviationOfChanges,
    /// Standard error = deviation ÷ √n.
    StandardError,
    /// Degrees of freedom = n − 1.
    DegreesOfFreedom,
    /// t = change ÷ standard error.
    T,
    /// p from t and its degrees of freedom.
    PValue,
    /// Ends = change ± quantile · standard error.
    Interval,
    /// d_z = change ÷ deviation of changes = t ÷ √n.
    EffectSize,
    /// A mean of whole numbers is a whole number ÷ (n · items): GRIM (Brown & Heathers 2017,
    /// Social Psychological and Personality Science 8, 363–369).
    WholeMean,
    /// A deviation of whole numbers needs a whole sum of squares of the right parity: GRIMMER
    /// (Anaya 2016; the test of Allard 2018).
    WholeDeviation,
    /// Values stay within the scale.
    Scale,
    /// No deviation is above √((most − mean)(mean − least) n ÷ (n − 1)).
    LargestDeviation,
    /// No deviation, error or count is below zero, and no p value outside 0 to 1.
    Sign,
    /// Difference of two groups = mean of one − mean of the other.
    Difference,
    /// t of two groups = difference ÷ its error, pooled (Student) or not (Welch).
    TOfGroups,
    /// Degrees of freedom of two groups = n₁ + n₂ − 2, or Welch's.
    FreedomOfGroups,
    /// Ends = difference ± quantile · its error, pooled or not.
    IntervalOfGroups,
    /// d = difference ÷ pooled deviation, or that times Hedges' correction.
    EffectOfGroups,
    /// A percentage of n people is a whole number ÷ n · 100 (GRIM for percentages).
    WholeShare,
    /// Numbers of exclusive answers add up to n.
    ShareTotal,
}

impl PrintedCheck {
    /// The check as a formula.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Change => "change = after - before",
            Self::DeviationOfChanges => "|s1 - s2| <= deviation of changes <= s1 + s2",
            Self::StandardError => "standard error = deviation of changes / sqrt(n)",
            Self::DegreesOfFreedom => "degrees of freedom = n - 1",
            Self::T => "t = change / standard error",
            Self::PValue => "p = 2 P(T >= |t|)",
            Self::Interval => "end = change -/+ t quantile * standard error",
            Self::EffectSize => "d_z = change / deviation of changes",
            Self::WholeMean => "mean = whole number / (n * items)",
            Self::WholeDeviation => "n and mean leave a whole sum of squares of the right parity",
            Self::Scale => "least <= mean <= most",
            Self::LargestDeviation => "deviation <= sqrt((most - mean)(mean - least) n / (n - 1))",
            Self::Sign => "deviations, errors >= 0 and 0 <= p <= 1",
            Self::Difference => "difference = mean of one group - mean of the other",
            Self::TOfGroups => "t = difference / its error, pooled or Welch's",
            Self::FreedomOfGroups => "degrees of freedom = n1 + n2 - 2, or Welch's",
            Self::IntervalOfGroups => "end = difference -/+ t quantile * its error",
            Self::EffectOfGroups => "d = difference / pooled deviation",
            Self::WholeShare => "percentage = whole number / n * 100",
            Self::ShareTotal => "exclusive answers add up to n",
        }
    }
}

/// Every number of a printed summary that the others rule out, within rounding. Empty if all of it
/// can be: what is not printed is not checked.
///
/// ```
/// use mahir::statistics::{Printed, PrintedCheck, PrintedSummary, check_printed};
///
/// let number = |text| Printed::parse(text);
/// // R's sleep data: 1.58 (1.23), n 10, t 4.06, p 0.0028.
/// let right = PrintedSummary {
///     count: Some(10),
///     change: number("1.58"),
///     deviation_of_changes: number("1.23"),
///     t: number("4.06"),
///     p_value: number("0.0028"),
///     ..PrintedSummary::default()
/// };
/// assert!(check_printed(&right).is_empty());
/// let wrong = PrintedSummary { p_value: number("0.028"), ..right };
/// assert_eq!(check_printed(&wrong)[0].check, PrintedCheck::PValue);
/// ```
pub fn check_printed(summary: &PrintedSummary) -> Vec<Inconsistency> {
    let mut found = Vec::new();
    signs(summary, &mut found);
    if found.is_empty() {
        changes(summary, &mut found);
        test(summary, &mut found);
        scale(summary, &mut found);
        whole(summary, &mut found);
    }
    found
}

pub(super) fn compare(
    found: &mut Vec<Inconsistency>,
    check: PrintedCheck,
    what: &'static str,
    printed: Option<Printed>,
    possible: Option<Interval>,
) {
    if let (Some(printed), Some(possible)) = (printed, possible) {
        let own = printed.range();
        if own.high < possible.low || own.low > possible.high {
            found.push(Inconsistency {
                check,
                what,
                printed: printed.value,
                possible: Some(possible),
            });
        }
    }
}

fn signs(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    let above = Interval::new(0.0, f64::MAX);
    for (what, printed) in [
        ("deviation_before", summary.deviation_before),
        ("deviation_after", summary.deviation_after),
        ("deviation_of_changes", summary.deviation_of_changes),
        ("standard_error", summary.standard_error),
    ] {
        compare(found, PrintedCheck::Sign, what, printed, above);
    }
    let share = Interval::new(0.0, 1.0);
    compare(found, PrintedCheck::Sign, "p_value", summary.p_value, share);
}

pub(super) fn ranges(one: Option<Printed>, other: Option<Printed>) -> Option<(Interval, Interval)> {
    Some((one?.range(), other?.range()))
}

/// The deviation can be no less than nothing.
pub(super) fn positive(interval: Interval) -> Interval {
    Interval {
        low: interval.low.max(0.0),
        high: interval.high.max(0.0),
    }
}

/// All quotients of two intervals, the lower one positive; `None` if it may be zero.
pub(super) fn quotient(above: Interval, below: Interval) -> Option<Interval> {
    if below.low <= 0.0 {
        // Only a bound towards zero is left: anything as large as the largest divisor allows.
        let least = (above.low.abs().min(above.high.abs())) / below.high.max(f64::MIN_POSITIVE);
        return if above.low > 0.0 {
            Interval::new(least, f64::MAX)
        } else if above.high < 0.0 {
            Interval::new(-f64::MAX, -least)
        } else {
            None
        };
    }
    let ends = [
        above.low / below.low,
        above.low / below.high,
        above.high / below.low,
        above.high / below.high,
    ];
    Interval::new(
        ends.iter().copied().fold(f64::INFINITY, f64::min),
        ends.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

fn changes(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    if let Some((before, after)) = ranges(summary.mean_before, summary.mean_after) {
        let possible = Interval::new(after.low - before.high, after.high - before.low);
        compare(
            found,
            PrintedCheck::Change,
            "change",
            summary.change,
            possible,
        );
    }
    if let Some((one, two)) = ranges(summary.deviation_before, summary.deviation_after) {
        let apart = (one.low - two.high).max(two.low - one.high).max(0.0);
        compare(
            found,
            PrintedCheck::DeviationOfChanges,
            "deviation_of_changes",
            summary.deviation_of_changes,
            Interval::new(apart, one.high + two.high),
        );
    }
}

/// The change, printed or from the means.
fn change(summary: &PrintedSummary) -> Option<Interval> {
    if let Some(change) = summary.change {
        return Some(change.range());
    }
    let (before, after) = ranges(summary.mean_before, summary.mean_after)?;
    Interval::new(after.low - before.high, after.high - before.low)
}

/// The standard error, printed or from the deviation of changes.
fn error(summary: &PrintedSummary) -> Option<Interval> {
    if let Some(error) = summary.standard_error {
        return Some(positive(error.range()));
    }
    from_deviation(summary)
}

fn from_deviation(summary: &PrintedSummary) -> Option<Interval> {
    let root = (summary.count.filter(|count| *count > 0)? as f64).sqrt();
    let deviation = positive(summary.deviation_of_changes?.range());
    Interval::new(deviation.low / root, deviation.high / root)
}

fn test(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    compare(
        found,
        PrintedCheck::StandardError,
        "standard_error",
        summary.standard_error,
        from_deviation(summary),
    );
    if let (Some(count), Some(freedom)) = (summary.count, summary.degrees_of_freedom)
        && count != freedom.saturating_add(1)
    {
        let possible = count as f64 - 1.0;
        found.push(Inconsistency {
            check: PrintedCheck::DegreesOfFreedom,
            what: "degrees_of_freedom",
            printed: freedom as f64,
            possible: Interval::new(possible, possible),
        });
    }
    let freedom = summary
        .degrees_of_freedom
        .or_else(|| summary.count?.checked_sub(1))
        .filter(|freedom| *freedom > 0)
        .map(|freedom| freedom as f64);
    let expected = change(summary).zip(error(summary));
    // The sign of t depends on which mean is taken from which, and reports do not agree.
    let t = expected
        .and_then(|(change, error)| quotient(change, error))
        .map(|t| signless(t, summary.t));
    compare(found, PrintedCheck::T, "t", summary.t, t);
    let t = summary.t.map(|t| t.range()).or(t);
    if let (Some(t), Some(freedom)) = (t, freedom) {
        let (near, far) = if t.contains(0.0) {
            (0.0, t.low.abs().max(t.high.abs()))
        } else {
            let (one, two) = (t.low.abs(), t.high.abs());
            (one.min(two), one.max(two))
        };
        let tail = |t: f64| student_t_cdf(-t, freedom).map(|tail| 2.0 * tail);
        let possible = tail(far)
            .zip(tail(near))
            .and_then(|(low, high)| Interval::new(low, high));
        if let Some(possible) = possible {
            probability(
                found,
                (summary.p_value, summary.p_below, summary.p_above),
                possible,
            );
        }
    }
    ends(summary, freedom, found);
    effect_size(summary, found);
}

/// A p value, or what it is said to be below or above.
pub(super) fn probability(
    found: &mut Vec<Inconsistency>,
    (printed, below, above): (Option<Printed>, Option<f64>, Option<f64>),
    possible: Interval,
) {
    compare(
        found,
        PrintedCheck::PValue,
        "p_value",
        printed,
        Some(possible),
    );
    for wrong in [
        below.filter(|below| possible.low >= *below),
        above.filter(|above| possible.high < *above),
    ] {
        found.extend(wrong.map(|bound| Inconsistency {
            check: PrintedCheck::PValue,
            what: "p_value",
            printed: bound,
            possible: Some(possible),
        }));
    }
}

pub(super) fn signless(t: Interval, printed: Option<Printed>) -> Interval {
    let other = Interval {
        low: -t.high,
        high: -t.low,
    };
    match printed {
        Some(printed) if (printed.value < 0.0) != (t.low + t.high < 0.0) => other,
        _ => t,
    }
}

fn ends(summary: &PrintedSummary, freedom: Option<f64>, found: &mut Vec<Inconsistency>) {
    let confidence = summary.confidence.unwrap_or(0.95);
    let quantile = upper_probability(confidence)
        .zip(freedom)
        .and_then(|(upper, freedom)| student_t_quantile(upper, freedom));
    let (Some(change), Some(error), Some(quantile)) = (change(summary), error(summary), quantile)
    else {
        return;
    };
    let (least, most) = (quantile * error.low, quantile * error.high);
    for (what, printed, possible) in [
        (
            "low",
            summary.low,
            Interval::new(change.low - most, change.high - least),
        ),
        (
            "high",
            summary.high,
            Interval::new(change.low + least, change.high + most),
        ),
    ] {
        compare(found, PrintedCheck::Interval, what, printed, possible);
    }
}

fn effect_size(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    let by_deviation = change(summary)
        .zip(summary.deviation_of_changes)
        .and_then(|(change, deviation)| quotient(change, positive(deviation.range())));
    let by_t = || {
        let root = (summary.count.filter(|count| *count > 0)? as f64).sqrt();
        let t = summary.t?.range();
        Interval::new(t.low / root, t.high / root)
    };
    let possible = by_deviation.or_else(by_t).map(|d| signless(d, summary.d_z));
    compare(
        found,
        PrintedCheck::EffectSize,
        "d_z",
        summary.d_z,
        possible,
    );
}

fn scale(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    let (Some(least), Some(most)) = (summary.least, summary.most) else {
        return;
    };
    for (what, mean, deviation_name, deviation) in [
        (
            "mean_before",
            summary.mean_before,
            "deviation_before",
            summary.deviation_before,
        ),
        (
            "mean_after",
            summary.mean_after,
            "deviation_after",
            summary.deviation_after,
        ),
    ] {
        compare(
            found,
            PrintedCheck::Scale,
            what,
            mean,
            Interval::new(least, most),
        );
        let (Some(mean), Some(count)) = (mean, summary.count.filter(|count| *count > 1)) else {
            continue;
        };
        let at = |mean: f64| ((most - mean) * (mean - least)).max(0.0);
        let range = mean.range();
        // Widest in the middle of the scale, if the mean may be there.
        let middle = f64::midpoint(least, most).clamp(range.low, range.high);
        let widest = at(middle).max(at(range.low)).max(at(range.high));
        let n = count as f64;
        let possible = Interval::new(0.0, (widest * n / (n - 1.0)).sqrt());
        compare(
            found,
            PrintedCheck::LargestDeviation,
            deviation_name,
            deviation,
            possible,
        );
    }
}

/// Totals beyond this are not tried one by one; with so many people every mean is possible.
const TOTALS: f64 = 10_000.0;

fn whole(summary: &PrintedSummary, found: &mut Vec<Inconsistency>) {
    let (Some(items), Some(count)) = (summary.whole_items, summary.count) else {
        return;
    };
    let answers = f64::from(items) * count as f64;
    if items == 0 || count == 0 || answers > 1e12 {
        return;
    }
    for (what, mean, deviation_name, deviation) in [
        (
            "mean_before",
            summary.mean_before,
            "deviation_before",
            summary.deviation_before,
        ),
        (
            "mean_after",
            summary.mean_after,
            "deviation_after",
            summary.deviation_after,
        ),
    ] {
        let Some(mean) = mean else { continue };
        let range = mean.range();
        let (first, last) = ((range.low * answers).ceil(), (range.high * answers).floor());
        if first > last {
            found.push(Inconsistency {
                check: PrintedCheck::WholeMean,
                what,
                printed: mean.value,
                possible: None,
            });
            continue;
        }
        let (Some(deviation), true) = (deviation, last - first < TOTALS && count > 1) else {
            continue;
        };
        let possible = |total: f64| whole_squares(total, deviation, count as f64, f64::from(items));
        let mut total = first;
        let mut fits = false;
        while total <= last && !fits {
            fits = possible(total);
            total += 1.0;
        }
        if !fits {
            found.push(Inconsistency {
                check: PrintedCheck::WholeDeviation,
                what: deviation_name,
                printed: deviation.value,
                possible: None,
            });
        }
    }
}

/// Whether people's totals over their items can be whole, sum up to a total, and have the
/// deviation: Σx² = (n − 1)s²·items² + total² ÷ n must hold a whole number as even or odd as the
/// total, since x² and x are.
fn whole_squares(total: f64, deviation: Printed, count: f64, items: f64) -> bool {
    let range = positive(deviation.range());
    let square =
        |deviation: f64| (count - 1.0) * (deviation * items).powi(2) + total * total / count;
    let slack = 1e-9 * (1.0 + square(range.high));
    let first = (square(range.low) - slack).ceil();
    let last = (square(range.high) + slack).floor();
    if first > last {
        return false;
    }
    // With two or more whole numbers in reach one of them has the right parity.
    last - first >= 1.0 || (first - total).abs() % 2.0 == 0.0
}

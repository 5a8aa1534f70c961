//! Can what is printed of two groups be right?

use super::Interval;
use super::distribution::{student_t_cdf, student_t_quantile};
use super::effect_size::hedges_correction;
use super::mean::upper_probability;
use super::printed::{
    Inconsistency, Printed, PrintedCheck, PrintedSummary, check_printed, compare, positive,
    probability, quotient, ranges, signless,
};

/// What a report prints of two groups of different people. Leave out what it does not print.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PrintedGroups {
    /// People in the first group.
    pub count_first: Option<u64>,
    /// Their mean.
    pub mean_first: Option<Printed>,
    /// Their standard deviation.
    pub deviation_first: Option<Printed>,
    /// People in the second group.
    pub count_second: Option<u64>,
    /// Their mean.
    pub mean_second: Option<Printed>,
    /// Their standard deviation.
    pub deviation_second: Option<Printed>,
    /// The difference of the means, whichever is taken from which.
    pub difference: Option<Printed>,
    /// t of Student's or Welch's test.
    pub t: Option<Printed>,
    /// Its degrees of freedom; Welch's may have decimals.
    pub degrees_of_freedom: Option<Printed>,
    /// Its two-sided p value.
    pub p_value: Option<Printed>,
    /// What the p value is said to be below.
    pub p_below: Option<f64>,
    /// What the p value is said to be above, or at.
    pub p_above: Option<f64>,
    /// The lower end of the interval of the difference.
    pub low: Option<Printed>,
    /// Its upper end.
    pub high: Option<Printed>,
    /// The confidence of that interval; 0.95 if it is not printed.
    pub confidence: Option<f64>,
    /// Cohen's d with the pooled deviation, or Hedges' g.
    pub d: Option<Printed>,
    /// Items per person whose mean is a person's value, if answers are whole numbers.
    pub whole_items: Option<u32>,
    /// The lowest possible value.
    pub least: Option<f64>,
    /// The highest possible value.
    pub most: Option<f64>,
}

/// Every number of two printed groups that the others rule out, within rounding; empty if all of
/// it can be. A t, an interval and degrees of freedom are right if they are Student's (pooled) or
/// Welch's; a p value is checked as statcheck does (Nuijten et al. 2016, *Behavior Research
/// Methods* 48, 1205–1226), with the rounding of t.
///
/// ```
/// use mahir::statistics::{Printed, PrintedCheck, PrintedGroups, check_printed_groups};
///
/// let number = Printed::parse;
/// let right = PrintedGroups {
///     t: number("2.20"),
///     degrees_of_freedom: number("28"),
///     p_below: Some(0.05),
///     ..PrintedGroups::default()
/// };
/// assert!(check_printed_groups(&right).is_empty());
/// // t(28) = 2.20 has p = .036.
/// let wrong = PrintedGroups { p_below: Some(0.01), ..right };
/// assert_eq!(check_printed_groups(&wrong)[0].check, PrintedCheck::PValue);
/// ```
pub fn check_printed_groups(groups: &PrintedGroups) -> Vec<Inconsistency> {
    let mut found = each_group(groups);
    compare(
        &mut found,
        PrintedCheck::Sign,
        "p_value",
        groups.p_value,
        Interval::new(0.0, 1.0),
    );
    if found.iter().any(|row| row.check == PrintedCheck::Sign) {
        return found;
    }
    let difference = difference(groups, &mut found);
    let errors = errors(groups);
    let t = difference
        .zip(errors)
        .and_then(|(difference, errors)| hull(errors.map(|error| quotient(difference, error))))
        .map(|t| signless(t, groups.t));
    // Student's and Welch's t are two intervals; what lies between them is neither.
    let of_either = difference.zip(errors).is_none_or(|(difference, errors)| {
        groups.t.is_none_or(|printed| {
            errors.iter().any(|&error| {
                quotient(difference, error).is_none_or(|t| {
                    let (t, own) = (signless(t, Some(printed)), printed.range());
                    own.low <= t.high && t.low <= own.high
                })
            })
        })
    });
    if let (false, Some(printed)) = (of_either, groups.t) {
        found.push(Inconsistency {
            check: PrintedCheck::TOfGroups,
            what: "t",
            printed: printed.value,
            possible: t,
        });
    }
    let freedom = freedom(groups, &mut found);
    if let (Some(t), Some(freedom)) = (groups.t.map(|t| t.range()).or(t), freedom) {
        let near = if t.contains(0.0) {
            0.0
        } else {
            t.low.abs().min(t.high.abs())
        };
        let far = t.low.abs().max(t.high.abs());
        let tail = |t: f64, freedom: f64| student_t_cdf(-t, freedom).map(|tail| 2.0 * tail);
        let possible = tail(far, freedom.high)
            .zip(tail(near, freedom.low))
            .and_then(|(low, high)| Interval::new(low, high));
        if let Some(possible) = possible {
            let said = (groups.p_value, groups.p_below, groups.p_above);
            probability(&mut found, said, possible);
        }
    }
    if let (Some(difference), Some(errors), Some(freedom)) = (difference, errors, freedom) {
        ends(groups, difference, errors, freedom, &mut found);
    }
    effect(groups, difference, &mut found);
    found
}

/// What is wrong with either group by itself.
fn each_group(groups: &PrintedGroups) -> Vec<Inconsistency> {
    let shared = PrintedSummary {
        whole_items: groups.whole_items,
        least: groups.least,
        most: groups.most,
        ..PrintedSummary::default()
    };
    let first = PrintedSummary {
        count: groups.count_first,
        mean_after: groups.mean_first,
        deviation_after: groups.deviation_first,
        ..shared
    };
    let second = PrintedSummary {
        count: groups.count_second,
        mean_after: groups.mean_second,
        deviation_after: groups.deviation_second,
        ..shared
    };
    let named = |summary: &PrintedSummary, [mean, deviation]: [&'static str; 2]| {
        let rows = check_printed(summary).into_iter();
        rows.map(|row| Inconsistency {
            what: match row.what {
                "mean_after" => mean,
                "deviation_after" => deviation,
                other => other,
            },
            ..row
        })
        .collect::<Vec<_>>()
    };
    let mut found = named(&first, ["mean_first", "deviation_first"]);
    found.extend(named(&second, ["mean_second", "deviation_second"]));
    found
}

fn hull<const N: usize>(parts: [Option<Interval>; N]) -> Option<Interval> {
    let mut all: Option<Interval> = None;
    for part in parts {
        let part = part?;
        all = Some(all.map_or(part, |all| Interval {
            low: all.low.min(part.low),
            high: all.high.max(part.high),
        }));
    }
    all
}

/// The difference, printed or from the means.
fn difference(groups: &PrintedGroups, found: &mut Vec<Inconsistency>) -> Option<Interval> {
    let by_means = ranges(groups.mean_first, groups.mean_second)
        .and_then(|(one, two)| Interval::new(two.low - one.high, two.high - one.low))
        .map(|difference| signless(difference, groups.difference));
    compare(
        found,
        PrintedCheck::Difference,
        "difference",
        groups.difference,
        by_means,
    );
    groups
        .difference
        .map(|difference| difference.range())
        .or(by_means)
}

/// Both numbers of people, two or more each.
fn counts(groups: &PrintedGroups) -> Option<(f64, f64)> {
    let (one, two) = (groups.count_first?, groups.count_second?);
    (one >= 2 && two >= 2).then_some((one as f64, two as f64))
}

fn deviations(groups: &PrintedGroups) -> Option<(Interval, Interval)> {
    let (one, two) = ranges(groups.deviation_first, groups.deviation_second)?;
    Some((positive(one), positive(two)))
}

fn pooled(groups: &PrintedGroups) -> Option<Interval> {
    let ((n, m), (one, two)) = (counts(groups)?, deviations(groups)?);
    let at = |one: f64, two: f64| {
        (((n - 1.0) * one * one + (m - 1.0) * two * two) / (n + m - 2.0)).sqrt()
    };
    Interval::new(at(one.low, two.low), at(one.high, two.high))
}

/// The error of the difference, pooled and Welch's.
fn errors(groups: &PrintedGroups) -> Option<[Interval; 2]> {
    let ((n, m), (one, two)) = (counts(groups)?, deviations(groups)?);
    let pooled = pooled(groups)?;
    let each = (1.0 / n + 1.0 / m).sqrt();
    let welch = |one: f64, two: f64| (one * one / n + two * two / m).sqrt();
    Some([
        Interval::new(pooled.low * each, pooled.high * each)?,
        Interval::new(welch(one.low, two.low), welch(one.high, two.high))?,
    ])
}

/// The degrees of freedom that may be: as printed, else Student's and Welch's.
fn freedom(groups: &PrintedGroups, found: &mut Vec<Inconsistency>) -> Option<Interval> {
    let of_counts = counts(groups).map(|(n, m)| {
        let student = n + m - 2.0;
        let welch = deviations(groups).and_then(|(one, two)| {
            // 1 ÷ df = u² ÷ (n − 1) + (1 − u)² ÷ (m − 1) for the share u of the first group in the
            // variance of the difference; least at u = (n − 1) ÷ (n + m − 2).
            let share = |one: f64, two: f64| {
                let (one, two) = (one * one / n, two * two / m);
                (one + two > 0.0).then(|| one / (one + two))
            };
            let (low, high) = (share(one.low, two.high)?, share(one.high, two.low)?);
            let of = |u: f64| 1.0 / (u * u / (n - 1.0) + (1.0 - u) * (1.0 - u) / (m - 1.0));
            let best = ((n - 1.0) / student).clamp(low, high);
            Interval::new(of(low).min(of(high)), of(best))
        });
        // Without deviations Welch's is anything from the smaller group on.
        (
            student,
            welch.unwrap_or(Interval {
                low: n.min(m) - 1.0,
                high: student,
            }),
        )
    });
    if let (Some(printed), Some((student, welch))) = (groups.degrees_of_freedom, of_counts) {
        let own = printed.range();
        let fits = |from: f64, to: f64| own.low <= to && from <= own.high;
        if !fits(student, student) && !fits(welch.low, welch.high) {
            found.push(Inconsistency {
                check: PrintedCheck::FreedomOfGroups,
                what: "degrees_of_freedom",
                printed: printed.value,
                possible: Interval::new(welch.low.min(student), student.max(welch.high)),
            });
        }
    }
    let printed = groups.degrees_of_freedom.map(|printed| printed.range());
    let either = of_counts.map(|(student, welch)| Interval {
        low: welch.low.min(student),
        high: welch.high.max(student),
    });
    printed
        .or(either)
        .filter(|freedom| freedom.high > 0.0)
        .map(|freedom| Interval {
            low: freedom.low.max(0.5),
            high: freedom.high.max(0.5),
        })
}

fn ends(
    groups: &PrintedGroups,
    difference: Interval,
    errors: [Interval; 2],
    freedom: Interval,
    found: &mut Vec<Inconsistency>,
) {
    let upper = upper_probability(groups.confidence.unwrap_or(0.95));
    let quantile = |freedom| upper.and_then(|upper| student_t_quantile(upper, freedom));
    let (Some(least), Some(most)) = (quantile(freedom.high), quantile(freedom.low)) else {
        return;
    };
    let [low, high] = [groups.low, groups.high];
    // The ends turn around with the difference.
    let turned = low.zip(high).is_some_and(|(low, high)| {
        (low.value + high.value < 0.0) != (difference.low + difference.high < 0.0)
    });
    let difference = if turned && groups.difference.is_none() {
        Interval {
            low: -difference.high,
            high: -difference.low,
        }
    } else {
        difference
    };
    let near = least * errors[0].low.min(errors[1].low);
    let far = most * errors[0].high.max(errors[1].high);
    let check = PrintedCheck::IntervalOfGroups;
    let below = Interval::new(difference.low - far, difference.high - near);
    compare(found, check, "low", low, below);
    let above = Interval::new(difference.low + near, difference.high + far);
    compare(found, check, "high", high, above);
}

fn effect(groups: &PrintedGroups, difference: Option<Interval>, found: &mut Vec<Inconsistency>) {
    let by_deviation = || quotient(difference?, pooled(groups)?);
    let by_t = || {
        let ((n, m), t) = (counts(groups)?, groups.t?.range());
        let each = (1.0 / n + 1.0 / m).sqrt();
        Interval::new(t.low * each, t.high * each)
    };
    let Some(d) = by_deviation().or_else(by_t) else {
        return;
    };
    let correction = counts(groups)
        .and_then(|(n, m)| hedges_correction(n + m - 2.0))
        .unwrap_or(1.0);
    // Hedges' g lies nearer to zero.
    let possible = Interval {
        low: d.low.min(d.low * correction),
        high: d.high.max(d.high * correction),
    };
    let possible = Some(signless(
        Interval {
            low: if d.low > 0.0 {
                d.low * correction
            } else {
                possible.low
            },
            high: if d.high < 0.0 {
                d.high * correction
            } else {
                possible.high
            },
        },
        groups.d,
    ));
    compare(found, PrintedCheck::EffectOfGroups, "d", groups.d, possible);
}

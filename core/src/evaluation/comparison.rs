//! What people who did not attend leave of a change, by several ways that ought to agree.

use serde::{Deserialize, Serialize};

use super::groups::{ComparedBecause, lot};
use super::observations::Observation;
use super::{EvaluationPolicy, Interval};
use crate::plan::Lot;
use crate::schedule::Schedule;
use crate::statistics::{
    Balance, ErrorVariance, LinearModel, Moments, PrePost, balance, covariance_analysis,
    difference_in_differences, mean_interval, pre_post_control, welch, welch_interval,
};
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, Index, ProgrammeIndex};
use crate::workforce::EmploymentStatus;

/// A way of comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonMethod {
    /// Mean after of those who attended minus that of those who did not: naive, since both may
    /// have stood apart before.
    AfterOnly,
    /// The difference in differences with Welch's error (HC2); the verdict rests on it.
    DifferenceInDifferences,
    /// The same with HC3 errors, which trust few people less.
    RobustDifference,
    /// The same with errors that may go together within units (CR2, Satterthwaite's degrees of
    /// freedom): people of one office learn and forget together.
    ByUnit,
    /// The covariance analysis of the value after by attendance and the value before, HC3 errors.
    CovarianceAnalysis,
    /// The mean of each person's change minus the mean change of those compared who stood within
    /// half a deviation of them before; people without such a match are left out. Its interval
    /// takes the matches as given.
    Matched,
    /// The difference in differences with those only who wait for a later session.
    OnlyWaiting,
    /// The difference in differences between people of the plan's draws of seats, those who
    /// attended against those who were not drawn: an experiment, as far as those who were drawn
    /// came.
    DrawnByLot,
    /// The pre–post–control effect d_ppc2 of Morris (2008): in deviations before, not in units.
    PrePostControl,
}

impl ComparisonMethod {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AfterOnly => "after_only",
            Self::DifferenceInDifferences => "difference_in_differences",
            Self::RobustDifference => "difference_in_differences_hc3",
            Self::ByUnit => "difference_in_differences_by_unit",
            Self::CovarianceAnalysis => "covariance_analysis",
            Self::Matched => "matched",
            Self::OnlyWaiting => "only_waiting",
            Self::DrawnByLot => "drawn_by_lot",
            Self::PrePostControl => "d_ppc2",
        }
    }

    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::AfterOnly => language.choose("after only (naive)", "hanya sesudah (naif)"),
            Self::DifferenceInDifferences => {
                language.choose("difference in differences", "selisih ganda")
            }
            Self::RobustDifference => language.choose(
                "difference in differences, HC3 errors",
                "selisih ganda, galat HC3",
            ),
            Self::ByUnit => language.choose(
                "difference in differences, errors by unit",
                "selisih ganda, galat per unit kerja",
            ),
            Self::CovarianceAnalysis => {
                language.choose("covariance analysis", "analisis kovarians")
            }
            Self::Matched => language.choose("matched people", "pegawai sepadan"),
            Self::OnlyWaiting => {
                language.choose("only those who wait", "hanya yang menunggu giliran")
            }
            Self::DrawnByLot => language.choose(
                "seats drawn by lot (experiment)",
                "kursi diundi (percobaan)",
            ),
            Self::PrePostControl => {
                language.choose("d_ppc2, in deviations", "d_ppc2, dalam simpangan baku")
            }
        }
    }
}

/// What one way of comparing finds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// By which way.
    pub method: ComparisonMethod,
    /// The effect.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    /// People who attended, behind it.
    pub attended: u32,
    /// People who did not, behind it.
    pub compared: u32,
}

/// How far both groups stood apart before in one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BalanceRow {
    /// In what: `before`, `needed_level`, `hours_this_year`, `pns`.
    pub what: String,
    /// How far.
    pub balance: Balance,
}

/// People who attended against people who did not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many are compared for which reason, those without a name among the others.
    pub because: Vec<(ComparedBecause, u32)>,
    /// How many of them were measured for another programme.
    pub found: u32,
    /// Were both alike before?
    pub balance: Vec<BalanceRow>,
    /// What each way finds.
    pub estimates: Vec<Estimate>,
    /// Whether the naive comparison of values after points the other way than the difference in
    /// differences, and one of both does so beyond doubt.
    pub sign_flips: bool,
    /// Whether the groups were unlike before, by the policy.
    pub unlike: bool,
}

impl Comparison {
    /// What a way finds.
    pub fn estimate(&self, method: ComparisonMethod) -> Option<&Estimate> {
        self.estimates.iter().find(|row| row.method == method)
    }
}

/// One person of either group with both values.
struct Seen<'a> {
    observation: &'a Observation,
    before: f64,
    after: f64,
}

fn complete(seen: &[Observation]) -> Vec<Seen<'_>> {
    seen.iter()
        .filter_map(|observation| {
            Some(Seen {
                observation,
                before: observation.before?,
                after: observation.after?,
            })
        })
        .collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Compares. `because` tells why each of those who did not attend is compared.
pub(super) fn compare(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    (programme, competency): (ProgrammeIndex, Option<CompetencyIndex>),
    attended: &[Observation],
    compared: &[(Observation, ComparedBecause)],
    found: u32,
) -> Option<Comparison> {
    let others: Vec<Observation> = compared.iter().map(|(seen, _)| *seen).collect();
    let (own, other) = (complete(attended), complete(&others));
    if own.len() < 2 || other.len() < 2 {
        return None;
    }
    let waiting: Vec<Observation> = compared
        .iter()
        .filter(|(_, because)| *because == ComparedBecause::Waits)
        .map(|(seen, _)| *seen)
        .collect();
    let waiting = complete(&waiting);
    let because = ComparedBecause::ALL
        .into_iter()
        .map(|reason| {
            let rows = compared.iter().filter(|(seen, because)| {
                *because == reason && seen.before.is_some() && seen.after.is_some()
            });
            (reason, count(rows.count()))
        })
        .filter(|(_, people)| *people > 0)
        .collect();
    let mut estimates = Vec::new();
    estimates.extend(after_only(&own, &other, policy));
    estimates.extend(differences(
        ComparisonMethod::DifferenceInDifferences,
        ErrorVariance::Hc2,
        &own,
        &other,
        policy,
    ));
    estimates.extend(differences(
        ComparisonMethod::RobustDifference,
        ErrorVariance::Hc3,
        &own,
        &other,
        policy,
    ));
    estimates.extend(by_unit(schedule, &own, &other, policy));
    estimates.extend(covariance(&own, &other, policy));
    estimates.extend(matched(&own, &other, policy));
    if waiting.len() >= 2 && waiting.len() < other.len() {
        estimates.extend(differences(
            ComparisonMethod::OnlyWaiting,
            ErrorVariance::Hc2,
            &own,
            &waiting,
            policy,
        ));
    }
    estimates.extend(drawn(schedule, policy, programme, attended, compared));
    estimates.extend(standardised(&own, &other, policy));
    let balance = balances(schedule, competency, &own, &other);
    let find = |method| {
        estimates
            .iter()
            .find(|row: &&Estimate| row.method == method)
    };
    let sign_flips = find(ComparisonMethod::AfterOnly)
        .zip(find(ComparisonMethod::DifferenceInDifferences))
        .is_some_and(|(naive, own)| {
            naive.value * own.value < 0.0
                && (!naive.interval.contains(0.0) || !own.interval.contains(0.0))
        });
    let unlike = balance.iter().any(|row| {
        row.what == "before"
            && row
                .balance
                .standardised_difference
                .is_none_or(|difference| difference.abs() > policy.balance_at_most)
    });
    Some(Comparison {
        because,
        found,
        balance,
        estimates,
        sign_flips,
        unlike,
    })
}

/// Those who attended against those who did not, among the people of the plan's draws.
fn drawn(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    programme: ProgrammeIndex,
    attended: &[Observation],
    compared: &[(Observation, ComparedBecause)],
) -> Option<Estimate> {
    let drew = |seen: &&Observation| {
        seen.person
            .is_some_and(|person| lot(schedule, programme, person) == Some(Lot::Drawn))
    };
    let own: Vec<Observation> = attended.iter().filter(drew).copied().collect();
    let other: Vec<Observation> = compared
        .iter()
        .filter(|(_, because)| *because == ComparedBecause::NotDrawn)
        .map(|(seen, _)| *seen)
        .collect();
    let (own, other) = (complete(&own), complete(&other));
    if own.len() < 2 || other.len() < 2 {
        return None;
    }
    differences(
        ComparisonMethod::DrawnByLot,
        ErrorVariance::Hc2,
        &own,
        &other,
        policy,
    )
}

fn values(seen: &[Seen<'_>], of: fn(&Seen<'_>) -> f64) -> Vec<f64> {
    seen.iter().map(of).collect()
}

fn after_only(own: &[Seen<'_>], other: &[Seen<'_>], policy: &EvaluationPolicy) -> Option<Estimate> {
    let one = Moments::of(&values(own, |seen| seen.after))?;
    let two = Moments::of(&values(other, |seen| seen.after))?;
    Some(Estimate {
        method: ComparisonMethod::AfterOnly,
        value: welch(&one, &two)?.difference,
        interval: welch_interval(&one, &two, policy.confidence)?,
        attended: count(own.len()),
        compared: count(other.len()),
    })
}

fn differences(
    method: ComparisonMethod,
    errors: ErrorVariance,
    own: &[Seen<'_>],
    other: &[Seen<'_>],
    policy: &EvaluationPolicy,
) -> Option<Estimate> {
    let sides = |seen: &[Seen<'_>]| {
        (
            values(seen, |seen| seen.before),
            values(seen, |seen| seen.after),
        )
    };
    let (one, two) = (sides(own), sides(other));
    let (value, interval) = if errors == ErrorVariance::Hc2 {
        // The same error as HC2, with Welch's own degrees of freedom.
        let changes = |(before, after): &(Vec<f64>, Vec<f64>)| Moments::of_changes(before, after);
        let (one, two) = (changes(&one)?, changes(&two)?);
        (
            welch(&one, &two)?.difference,
            welch_interval(&one, &two, policy.confidence)?,
        )
    } else {
        let found = difference_in_differences(
            (&one.0, &one.1),
            (&two.0, &two.1),
            errors,
            policy.confidence,
        )?;
        (found.value, found.interval)
    };
    Some(Estimate {
        method,
        value,
        interval,
        attended: count(own.len()),
        compared: count(other.len()),
    })
}

/// Everybody must be known by name to have a unit.
fn by_unit(
    schedule: &Schedule,
    own: &[Seen<'_>],
    other: &[Seen<'_>],
    policy: &EvaluationPolicy,
) -> Option<Estimate> {
    let people = &schedule.agency().people;
    let both = || own.iter().chain(other);
    let changes: Vec<f64> = both().map(|seen| seen.after - seen.before).collect();
    let units = both()
        .map(|seen| {
            let unit = people.unit(seen.observation.person?);
            u32::try_from(unit.position()).ok()
        })
        .collect::<Option<Vec<u32>>>()?;
    let attended: Vec<f64> = std::iter::repeat_n(1.0, own.len())
        .chain(std::iter::repeat_n(0.0, other.len()))
        .collect();
    let ones = vec![1.0; changes.len()];
    let model = LinearModel::fit(&changes, &[ones, attended]).ok()?;
    let found = model.clustered_few(1, &units, policy.confidence)?;
    Some(Estimate {
        method: ComparisonMethod::ByUnit,
        value: found.value,
        interval: found.interval,
        attended: count(own.len()),
        compared: count(other.len()),
    })
}

fn covariance(own: &[Seen<'_>], other: &[Seen<'_>], policy: &EvaluationPolicy) -> Option<Estimate> {
    let both = || own.iter().chain(other);
    let after: Vec<f64> = both().map(|seen| seen.after).collect();
    let before: Vec<f64> = both().map(|seen| seen.before).collect();
    let attended: Vec<bool> = std::iter::repeat_n(true, own.len())
        .chain(std::iter::repeat_n(false, other.len()))
        .collect();
    let model = covariance_analysis(&after, &attended, &before, &[]).ok()?;
    let found = model.coefficient(1, ErrorVariance::Hc3, policy.confidence)?;
    Some(Estimate {
        method: ComparisonMethod::CovarianceAnalysis,
        value: found.value,
        interval: found.interval,
        attended: count(own.len()),
        compared: count(other.len()),
    })
}

fn matched(own: &[Seen<'_>], other: &[Seen<'_>], policy: &EvaluationPolicy) -> Option<Estimate> {
    let all: Vec<f64> = own.iter().chain(other).map(|seen| seen.before).collect();
    let reach = 0.5 * Moments::of(&all)?.standard_deviation()?;
    let mut near: Vec<(f64, f64)> = other
        .iter()
        .map(|seen| (seen.before, seen.after - seen.before))
        .collect();
    near.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut used = std::collections::BTreeSet::new();
    let mut left = Vec::new();
    for seen in own {
        // A billionth of a unit is rounding.
        let from = near.partition_point(|(before, _)| *before < seen.before - reach - 1e-9);
        let to = near.partition_point(|(before, _)| *before <= seen.before + reach + 1e-9);
        if from < to {
            used.extend(from..to);
            let matches = near.get(from..to)?;
            let mean = matches.iter().map(|(_, change)| change).sum::<f64>() / matches.len() as f64;
            left.push(seen.after - seen.before - mean);
        }
    }
    let moments = Moments::of(&left)?;
    Some(Estimate {
        method: ComparisonMethod::Matched,
        value: moments.mean(),
        interval: mean_interval(&moments, policy.confidence)?,
        attended: count(left.len()),
        compared: count(used.len()),
    })
}

fn standardised(
    own: &[Seen<'_>],
    other: &[Seen<'_>],
    policy: &EvaluationPolicy,
) -> Option<Estimate> {
    let group = |seen: &[Seen<'_>]| {
        PrePost::of(
            &values(seen, |seen| seen.before),
            &values(seen, |seen| seen.after),
        )
    };
    let effect = pre_post_control(&group(own)?, &group(other)?)?;
    Some(Estimate {
        method: ComparisonMethod::PrePostControl,
        value: effect.ppc2,
        interval: effect.interval(policy.confidence)?,
        attended: count(own.len()),
        compared: count(other.len()),
    })
}

/// A thing that is known of a person.
type Of<'a> = &'a dyn Fn(&Seen<'_>) -> Option<f64>;

fn balances(
    schedule: &Schedule,
    competency: Option<CompetencyIndex>,
    own: &[Seen<'_>],
    other: &[Seen<'_>],
) -> Vec<BalanceRow> {
    let agency = schedule.agency();
    let needs = schedule.plan().gaps().needs();
    let needed = |seen: &Seen<'_>| {
        let (person, competency) = (seen.observation.person?, competency?);
        needs
            .of(person)
            .find(|need| need.competency == competency)
            .map(|need| need.level.as_f64())
    };
    let hours = |seen: &Seen<'_>| {
        seen.observation
            .person
            .map(|person| agency.people.hours_this_year(person).as_f64())
    };
    let servant = |seen: &Seen<'_>| {
        let person = seen.observation.person?;
        let is = agency.people.status(person) == EmploymentStatus::Pns;
        Some(f64::from(u8::from(is)))
    };
    let before = |seen: &Seen<'_>| Some(seen.before);
    let of: [(&str, Of<'_>); 4] = [
        ("before", &before),
        ("needed_level", &needed),
        ("hours_this_year", &hours),
        ("pns", &servant),
    ];
    of.into_iter()
        .filter_map(|(what, of)| {
            let one: Vec<f64> = own.iter().filter_map(of).collect();
            let two: Vec<f64> = other.iter().filter_map(of).collect();
            Some(BalanceRow {
                what: what.to_owned(),
                balance: balance(&one, &two)?,
            })
        })
        .collect()
}

//! Judges outcomes: groups them by programme and measure, and works out what they say.

use std::collections::BTreeMap;

use super::artefact::{Content, MeasureResult, StillShort, Verdict};
use super::ledger::ledger;
use super::observations::{Observation, observations};
use super::verdicts::verdicts;
use super::{EvaluationError, EvaluationPolicy};
use crate::outcome::{KirkpatrickLevel, MeasureOf, Outcome, OutcomeGroup, Outcomes};
use crate::schedule::Schedule;
use crate::statistics::{
    Moments, d_av_mean, d_z, d_z_interval, hake_class_gain, hedges_g_z, mean_interval, paired_t,
    welch, welch_interval, wilson_interval,
};
use crate::words::id::{CompetencyIndex, Index, MeasureIndex, ProgrammeIndex};
use crate::words::measure::Level;

/// What a result is about.
type Subject = (ProgrammeIndex, KirkpatrickLevel, MeasureIndex);

/// Evaluates.
pub(super) fn judge(
    schedule: &Schedule,
    outcomes: &Outcomes,
    policy: &EvaluationPolicy,
) -> Result<Content, EvaluationError> {
    policy.check()?;
    if !outcomes.is_consistent() {
        return Err(EvaluationError::Outcomes);
    }
    if !is_of_the_agency(schedule, outcomes) {
        return Err(EvaluationError::OtherAgency);
    }
    let rows: Vec<Outcome> = outcomes
        .iter()
        .filter(|row| match (row.date, policy.as_of) {
            (Some(date), Some(as_of)) => date <= as_of,
            _ => true,
        })
        .collect();
    let mut groups: BTreeMap<Subject, Vec<&Outcome>> = BTreeMap::new();
    for row in &rows {
        groups
            .entry((row.programme, row.kirkpatrick, row.measure))
            .or_default()
            .push(row);
    }
    let (results, short) = each(groups.into_iter().collect(), |(subject, rows)| {
        result(schedule, outcomes, policy, subject, &rows)
    })
    .into_iter()
    .unzip::<_, _, Vec<_>, Vec<_>>();
    let ledger = ledger(schedule, policy, &rows);
    let verdicts = verdicts(schedule, policy, &results, &ledger, &rows);
    Ok(Content {
        schedule: schedule.clone(),
        policy: policy.clone(),
        outcomes: outcomes.clone(),
        results,
        short,
        verdicts,
        ledger,
    })
}

/// Does the same for each in order, on several threads if there are any.
fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.into_iter().map(work).collect()
    }
}

/// Whether all that outcomes name is there.
fn is_of_the_agency(schedule: &Schedule, outcomes: &Outcomes) -> bool {
    let agency = schedule.agency();
    outcomes.iter().all(|row| {
        row.programme.position() < agency.programmes.len()
            && row
                .person
                .is_none_or(|person| person.position() < agency.people.len())
    }) && outcomes
        .measures()
        .indices()
        .all(|measure| match outcomes.measure_of(measure) {
            MeasureOf::Competency(competency) => competency.position() < agency.framework.len(),
            MeasureOf::Other => true,
        })
}

/// Values before and after of those who have both.
fn pairs(seen: &[Observation]) -> (Vec<f64>, Vec<f64>) {
    seen.iter()
        .filter_map(|seen| Some((seen.before?, seen.after?)))
        .unzip()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn mean(values: &[f64]) -> Option<f64> {
    Moments::of(values).map(|moments| moments.mean())
}

/// What one measure says of one programme, and who still lacks the level that they need.
fn result(
    schedule: &Schedule,
    outcomes: &Outcomes,
    policy: &EvaluationPolicy,
    (programme, kirkpatrick, measure): Subject,
    rows: &[&Outcome],
) -> (MeasureResult, Vec<StillShort>) {
    let (attended, repeated) = observations(rows, OutcomeGroup::Attended);
    let (compared, compared_again) = observations(rows, OutcomeGroup::Comparison);
    let after_of_all: Vec<f64> = attended.iter().filter_map(|seen| seen.after).collect();
    let (before, after) = pairs(&attended);
    let (compared_before, compared_after) = pairs(&compared);
    let changes = Moments::of_changes(&before, &after);
    let compared_changes = Moments::of_changes(&compared_before, &compared_after);
    let both = changes.as_ref().zip(compared_changes.as_ref());
    let difference = both.and_then(|(own, other)| welch(own, other));
    let confidence = policy.confidence;
    let mean_before = mean(&before);
    let mean_after = mean(if before.is_empty() {
        &after_of_all
    } else {
        &after
    });
    let competency = match outcomes.measure_of(measure) {
        MeasureOf::Competency(competency) => Some(competency),
        MeasureOf::Other => None,
    };
    let attainment = competency.map(|competency| attainment(schedule, competency, &attended));
    let attained = attainment.as_ref().filter(|found| found.needed > 0);
    let mut result = MeasureResult {
        programme,
        measure,
        kirkpatrick,
        people: count(after_of_all.len()),
        pairs: count(before.len()),
        repeated: repeated.saturating_add(compared_again),
        mean_before,
        mean_after,
        change: changes.as_ref().map(Moments::mean),
        standard_error: changes.as_ref().and_then(Moments::standard_error),
        change_interval: changes.as_ref().and_then(|c| mean_interval(c, confidence)),
        p_value: changes.as_ref().and_then(paired_t).map(|test| test.p_value),
        hake_gain: competency.and_then(|c| {
            let top = schedule.agency().framework.top_level(c).as_f64();
            hake_class_gain(mean_before?, mean_after?, top)
        }),
        effect_size: changes.as_ref().and_then(d_z),
        effect_size_interval: changes.as_ref().and_then(|c| d_z_interval(c, confidence)),
        hedges_g: changes.as_ref().and_then(hedges_g_z),
        d_av: d_av_mean(&before, &after),
        attained: attained.map(|found| found.attained),
        attained_of: attained.map(|found| found.needed),
        attainment_interval: attained.and_then(|found| {
            wilson_interval(
                u64::from(found.attained),
                u64::from(found.needed),
                confidence,
            )
        }),
        comparison_change: compared_changes.as_ref().map(Moments::mean),
        comparison_pairs: count(compared_before.len()),
        difference: difference.map(|test| test.difference),
        difference_standard_error: difference.map(|test| test.standard_error),
        difference_interval: both.and_then(|(own, other)| welch_interval(own, other, confidence)),
        worthwhile: match competency {
            Some(_) => Some(policy.worthwhile_change),
            None => policy
                .worthwhile_by_measure
                .get(outcomes.measures().name(measure))
                .copied(),
        },
        verdict: Verdict::NotEnoughData,
    };
    result.verdict = verdict(policy, &result);
    (
        result,
        attainment.map_or_else(Vec::new, |found| found.short),
    )
}

fn verdict(policy: &EvaluationPolicy, result: &MeasureResult) -> Verdict {
    let Some(worthwhile) = result.worthwhile else {
        return if result.people < policy.pairs_at_least {
            Verdict::NotEnoughData
        } else {
            Verdict::NotJudged
        };
    };
    match result.judged_change(policy) {
        Some(change) => policy.verdict(change.interval, worthwhile),
        None if result.pairs < policy.pairs_at_least => Verdict::NotEnoughData,
        // Enough pairs, but values too large for a variance.
        None => Verdict::Unclear,
    }
}

/// Who needs a level, and who holds it.
struct Attainment {
    attained: u32,
    needed: u32,
    short: Vec<StillShort>,
}

fn attainment(
    schedule: &Schedule,
    competency: CompetencyIndex,
    seen: &[Observation],
) -> Attainment {
    let needs = schedule.plan().gaps().needs();
    let mut found = Attainment {
        attained: 0,
        needed: 0,
        short: Vec::new(),
    };
    for seen in seen {
        let (Some(person), Some(after)) = (seen.person, seen.after) else {
            continue;
        };
        let Some(need) = needs.of(person).find(|need| need.competency == competency) else {
            continue;
        };
        found.needed += 1;
        // Decided in steps of 1/300 level; a value beyond all levels is above the one needed.
        if Level::from_f64(after).is_none_or(|level| level >= need.level) {
            found.attained += 1;
        } else {
            found.short.push(StillShort {
                person,
                after,
                needed: need.level,
            });
        }
    }
    found
}

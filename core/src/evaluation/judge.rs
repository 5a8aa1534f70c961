//! Judges outcomes: groups them by programme and measure, works out what they say, and compares
//! plan with actual.

use std::collections::{BTreeMap, BTreeSet};

use super::artefact::{Content, LedgerLine, MeasureResult, ProgrammeVerdict, Verdict};
use super::statistics::{
    Moments, d_z, d_z_interval, hake_class_gain, hedges_g_z, mean_interval, paired_t, welch,
    welch_interval, wilson_interval,
};
use super::{EvaluationError, EvaluationPolicy, Interval};
use crate::outcome::{KirkpatrickLevel, MeasureOf, Outcome, OutcomeGroup, Outcomes};
use crate::schedule::Schedule;
use crate::words::id::{
    CompetencyIndex, Index, MeasureIndex, PersonIndex, ProgrammeIndex, SessionIndex,
};
use crate::words::measure::{Date, Hours, Level, Rupiah};

/// Evaluates.
pub(super) fn judge(
    schedule: &Schedule,
    outcomes: &Outcomes,
    policy: &EvaluationPolicy,
) -> Result<Content, EvaluationError> {
    policy.check()?;
    let agency = schedule.agency();
    let known = outcomes.iter().all(|outcome| {
        outcome.programme.position() < agency.programmes.len()
            && outcome
                .person
                .is_none_or(|person| person.position() < agency.people.len())
    });
    if !known {
        return Err(EvaluationError::OtherAgency);
    }
    let counts = |date: Option<Date>| match (date, policy.as_of) {
        (Some(date), Some(as_of)) => date <= as_of,
        _ => true,
    };
    let rows: Vec<Outcome> = outcomes
        .iter()
        .filter(|outcome| counts(outcome.date))
        .collect();
    // Until when sessions count as held: the policy's day, or that of the last outcome.
    let until = policy
        .as_of
        .or_else(|| rows.iter().filter_map(|row| row.date).max());
    let mut groups: BTreeMap<(ProgrammeIndex, KirkpatrickLevel, MeasureIndex), Vec<&Outcome>> =
        BTreeMap::new();
    for row in &rows {
        groups
            .entry((row.programme, row.kirkpatrick, row.measure))
            .or_default()
            .push(row);
    }
    let results: Vec<MeasureResult> = groups
        .into_iter()
        .map(|((programme, kirkpatrick, measure), rows)| {
            let of = outcomes.measure_of(measure);
            result(
                schedule,
                policy,
                (programme, kirkpatrick, measure),
                of,
                &rows,
            )
        })
        .collect();
    let ledger = ledger(schedule, &rows, until);
    let verdicts = verdicts(schedule, policy, outcomes, &results, &ledger, &rows);
    Ok(Content {
        schedule: schedule.clone(),
        policy: policy.clone(),
        outcomes: outcomes.clone(),
        results,
        verdicts,
        ledger,
    })
}

/// Values before and after of the rows that have both.
fn pairs(rows: &[&Outcome], group: OutcomeGroup) -> (Vec<f64>, Vec<f64>) {
    let mut pairs: Vec<(f64, f64)> = rows
        .iter()
        .filter(|row| row.group == group)
        .filter_map(|row| Some((row.before?, row.after?)))
        .collect();
    // Sums in floating point depend on their order; sorted, the order of the table does not matter.
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    pairs.into_iter().unzip()
}

fn result(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    (programme, kirkpatrick, measure): (ProgrammeIndex, KirkpatrickLevel, MeasureIndex),
    of: MeasureOf,
    rows: &[&Outcome],
) -> MeasureResult {
    let agency = schedule.agency();
    let (before, after) = pairs(rows, OutcomeGroup::Attended);
    let (other_before, other_after) = pairs(rows, OutcomeGroup::Comparison);
    let changes = Moments::of_changes(&before, &after);
    let other_changes = Moments::of_changes(&other_before, &other_after);
    let mut all: Vec<f64> = rows
        .iter()
        .filter(|row| row.group == OutcomeGroup::Attended)
        .filter_map(|row| row.after)
        .collect();
    all.sort_by(f64::total_cmp);
    let people = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let count = u32::try_from(before.len()).unwrap_or(u32::MAX);
    let other_pairs = u32::try_from(other_before.len()).unwrap_or(u32::MAX);
    let mean = |values: &[f64]| Moments::of(values).map(|moments| moments.mean());
    let (mean_before, mean_after) = (
        mean(&before),
        if before.is_empty() {
            mean(&all)
        } else {
            mean(&after)
        },
    );
    let confidence = policy.confidence;
    let top = match of {
        MeasureOf::Competency(competency) => Some(agency.framework.top_level(competency).as_f64()),
        MeasureOf::Other => None,
    };
    let change_interval = changes.as_ref().and_then(|c| mean_interval(c, confidence));
    let both = changes.as_ref().zip(other_changes.as_ref());
    let difference = both
        .and_then(|(own, other)| welch(own, other))
        .map(|test| test.difference);
    let difference_interval = both.and_then(|(own, other)| welch_interval(own, other, confidence));
    let attainment = match of {
        MeasureOf::Competency(competency) => attainment(schedule, competency, rows),
        MeasureOf::Other => None,
    };
    let verdict = match of {
        MeasureOf::Other => {
            if count.max(people) < policy.pairs_at_least {
                Verdict::NotEnoughData
            } else {
                Verdict::Unclear
            }
        }
        MeasureOf::Competency(_) => {
            // Against a comparison group, if it is large enough, the difference is judged.
            let enough = other_pairs >= policy.pairs_at_least;
            let (value, interval) = if enough {
                (difference, difference_interval)
            } else {
                (changes.as_ref().map(Moments::mean), change_interval)
            };
            verdict(count, value, interval, policy)
        }
    };
    MeasureResult {
        programme,
        measure,
        kirkpatrick,
        people,
        pairs: count,
        mean_before,
        mean_after,
        change: changes.as_ref().map(Moments::mean),
        change_interval,
        p_value: changes.as_ref().and_then(paired_t).map(|test| test.p_value),
        hake_gain: match (mean_before, mean_after, top) {
            (Some(before), Some(after), Some(top)) => hake_class_gain(before, after, top),
            _ => None,
        },
        effect_size: changes.as_ref().and_then(d_z),
        effect_size_interval: changes.as_ref().and_then(|c| d_z_interval(c, confidence)),
        hedges_g: changes.as_ref().and_then(hedges_g_z),
        attained: attainment.map(|(attained, _)| attained),
        attained_of: attainment.map(|(_, needed)| needed),
        attainment_interval: attainment.and_then(|(attained, needed)| {
            wilson_interval(u64::from(attained), u64::from(needed), confidence)
        }),
        comparison_change: other_changes.as_ref().map(Moments::mean),
        comparison_pairs: other_pairs,
        difference,
        difference_interval,
        verdict,
    }
}

/// The rule: too few pairs say nothing. A change works if it is at least the worthwhile change and
/// its interval lies above zero; it does not work if its interval lies below the worthwhile change.
fn verdict(
    pairs: u32,
    change: Option<f64>,
    interval: Option<Interval>,
    policy: &EvaluationPolicy,
) -> Verdict {
    if pairs < policy.pairs_at_least {
        return Verdict::NotEnoughData;
    }
    match (change, interval) {
        (Some(change), Some(interval)) => {
            if interval.low > 0.0 && change >= policy.worthwhile_change {
                Verdict::Works
            } else if interval.high < policy.worthwhile_change {
                Verdict::DoesNotWork
            } else {
                Verdict::Unclear
            }
        }
        _ => Verdict::Unclear,
    }
}

/// How many who attended hold the level that they need, of how many who need one.
fn attainment(
    schedule: &Schedule,
    competency: CompetencyIndex,
    rows: &[&Outcome],
) -> Option<(u32, u32)> {
    let needs = schedule.plan().gaps().needs();
    let (mut attained, mut of) = (0_u32, 0_u32);
    for row in rows
        .iter()
        .filter(|row| row.group == OutcomeGroup::Attended)
    {
        let (Some(person), Some(after)) = (row.person, row.after) else {
            continue;
        };
        let needed = needs.of(person).find(|need| need.competency == competency);
        if let Some(needed) = needed {
            of += 1;
            // Decided in steps of 1/300 level.
            attained +=
                u32::from(Level::from_f64(after).is_some_and(|after| after >= needed.level));
        }
    }
    (of > 0).then_some((attained, of))
}

/// Who has an outcome as attended, by programme.
fn attended(rows: &[Outcome]) -> BTreeMap<ProgrammeIndex, BTreeSet<PersonIndex>> {
    let mut attended: BTreeMap<ProgrammeIndex, BTreeSet<PersonIndex>> = BTreeMap::new();
    for row in rows
        .iter()
        .filter(|row| row.group == OutcomeGroup::Attended)
    {
        if let Some(person) = row.person {
            attended.entry(row.programme).or_default().insert(person);
        }
    }
    attended
}

fn ledger(schedule: &Schedule, rows: &[Outcome], until: Option<Date>) -> Vec<LedgerLine> {
    let agency = schedule.agency();
    let programmes = &agency.programmes;
    let attended = attended(rows);
    let mut planned: BTreeMap<ProgrammeIndex, (BTreeSet<PersonIndex>, i128)> = BTreeMap::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        let Some(index) = SessionIndex::at(number) else {
            continue;
        };
        if until.is_none_or(|until| session.end().is_none_or(|end| end > until)) {
            continue;
        }
        let people = schedule.participants(index);
        let entry = planned.entry(session.programme).or_default();
        entry.0.extend(people);
        entry.1 += session_cost(schedule, session.programme, people.len());
    }
    let all: BTreeSet<ProgrammeIndex> = planned.keys().chain(attended.keys()).copied().collect();
    let none = (BTreeSet::new(), 0);
    all.into_iter()
        .map(|programme| {
            let (people, cost) = planned.get(&programme).unwrap_or(&none);
            let came = attended.get(&programme);
            let came_count = came.map_or(0, BTreeSet::len);
            let unplanned = came.map_or(0, |came| {
                came.iter()
                    .filter(|person| !people.contains(*person))
                    .count()
            });
            let hours = |count: usize| {
                let hours = u64::from(programmes.hours(programme).hundredths()) * count as u64;
                Hours::from_hundredths(u32::try_from(hours).unwrap_or(u32::MAX))
            };
            LedgerLine {
                programme,
                people_planned: u32::try_from(people.len()).unwrap_or(u32::MAX),
                people_attended: u32::try_from(came_count).unwrap_or(u32::MAX),
                people_unplanned: u32::try_from(unplanned).unwrap_or(u32::MAX),
                hours_planned: hours(people.len()),
                hours_attended: hours(came_count),
                cost_planned: Rupiah::new(i64::try_from(*cost).unwrap_or(i64::MAX)),
            }
        })
        .collect()
}

/// What the agency pays for a session, as the plan's lines tell it: the line's cost in proportion
/// to seats and sessions is not needed, as prices are known.
fn session_cost(schedule: &Schedule, programme: ProgrammeIndex, people: usize) -> i128 {
    let agency = schedule.agency();
    let rest = i128::from(
        agency
            .providers
            .cost_share(agency.programmes.provider(programme))
            .complement()
            .millionths(),
    );
    let pays = |full: Rupiah| (i128::from(full.amount()) * rest + 999_999) / 1_000_000;
    pays(agency.programmes.cost_per_session(programme))
        + pays(agency.programmes.cost_per_seat(programme)) * people as i128
}

fn verdicts(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    outcomes: &Outcomes,
    results: &[MeasureResult],
    ledger: &[LedgerLine],
    rows: &[Outcome],
) -> Vec<ProgrammeVerdict> {
    let attended = attended(rows);
    let mut all: BTreeSet<ProgrammeIndex> = schedule
        .sessions()
        .iter()
        .map(|session| session.programme)
        .collect();
    all.extend(rows.iter().map(|row| row.programme));
    all.into_iter()
        .map(|programme| {
            let own = || {
                results
                    .iter()
                    .filter(|result| result.programme == programme)
            };
            let judged = |level: KirkpatrickLevel| {
                own().filter(move |result| {
                    result.kirkpatrick == level
                        && matches!(
                            outcomes.measure_of(result.measure),
                            MeasureOf::Competency(_)
                        )
                })
            };
            let learning: Vec<Verdict> = judged(KirkpatrickLevel::Learning)
                .map(|result| result.verdict)
                .collect();
            let behaviour: Vec<Verdict> = judged(KirkpatrickLevel::Behaviour)
                .map(|result| result.verdict)
                .collect();
            let verdict = together(if learning.is_empty() {
                &behaviour
            } else {
                &learning
            });
            let line = ledger.iter().find(|line| line.programme == programme);
            let planned = line.map_or(0, |line| line.people_planned);
            let came = line.map_or(0, |line| line.people_attended);
            let all_came = f64::from(came) >= policy.attended_at_least * f64::from(planned.max(1));
            ProgrammeVerdict {
                programme,
                verdict,
                nothing_changed: verdict == Verdict::DoesNotWork && all_came,
                planned,
                measured: attended
                    .get(&programme)
                    .map_or(0, |people| u32::try_from(people.len()).unwrap_or(u32::MAX)),
            }
        })
        .collect()
}

/// Of several measures: it works if any works and none does not; it does not if any does not and
/// none works; there is not enough data if no measure has enough.
fn together(verdicts: &[Verdict]) -> Verdict {
    let any = |verdict| verdicts.contains(&verdict);
    match (any(Verdict::Works), any(Verdict::DoesNotWork)) {
        (true, false) => Verdict::Works,
        (false, true) => Verdict::DoesNotWork,
        (true, true) => Verdict::Unclear,
        (false, false) if any(Verdict::Unclear) => Verdict::Unclear,
        (false, false) => Verdict::NotEnoughData,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_follow_the_rule() {
        let policy = EvaluationPolicy::default();
        let judge = |pairs, change, low, high| {
            verdict(pairs, Some(change), Interval::new(low, high), &policy)
        };
        assert_eq!(judge(20, 0.5, 0.3, 0.7), Verdict::Works);
        assert_eq!(judge(20, 0.05, -0.05, 0.15), Verdict::DoesNotWork);
        assert_eq!(judge(20, 0.3, -0.1, 0.7), Verdict::Unclear);
        assert_eq!(judge(4, 0.5, 0.3, 0.7), Verdict::NotEnoughData);
        assert_eq!(verdict(20, None, None, &policy), Verdict::Unclear);
        use Verdict::{DoesNotWork, NotEnoughData, Unclear, Works};
        assert_eq!(together(&[Works, Unclear]), Works);
        assert_eq!(together(&[Works, DoesNotWork]), Unclear);
        assert_eq!(together(&[]), NotEnoughData);
    }
}

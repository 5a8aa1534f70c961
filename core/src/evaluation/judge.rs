//! Judges outcomes: groups them by programme and measure, and works out what they say.

use std::collections::{BTreeMap, BTreeSet};

use super::adjust::hold_back;
use super::agreement::{RaterAgreement, agreement};
use super::artefact::{
    Content, MeasureResult, ReliableChanges, SessionChange, StillShort, Verdict,
};
use super::comparison::compare;
use super::groups::{Attendances, ComparedBecause};
use super::ledger::{Measured, expected, ledger};
use super::money::money;
use super::observations::{Observation, observations};
use super::phases::study;
use super::questionnaires::questionnaires;
use super::record::records;
use super::service_results::service_results;
use super::services::services;
use super::verdicts::verdicts;
use super::{EvaluationError, EvaluationPolicy, EventStudy};
use crate::need::Watched;
use crate::outcome::{KirkpatrickLevel, MeasureOf, Outcome, OutcomeGroup, Outcomes};
use crate::schedule::Schedule;
use crate::statistics::{
    ChangeClass, Moments, PairedOptions, ReliableChange, Resampling, correlation, mean_interval,
    paired_summary, welch, welch_interval, wilson_interval,
};
use crate::words::id::{CompetencyIndex, Index, MeasureIndex, ProgrammeIndex};
use crate::words::measure::Level;
use crate::words::watch::Watch;

/// An outcome and its session's name.
type Row<'a> = (&'a Outcome, &'a str);

/// What a result is about.
type Subject = (ProgrammeIndex, KirkpatrickLevel, MeasureIndex);

/// Evaluates.
pub(super) fn judge(
    schedule: &Schedule,
    outcomes: &Outcomes,
    policy: &EvaluationPolicy,
    watch: &dyn Watch,
) -> Result<Content, EvaluationError> {
    policy.check()?;
    if !outcomes.is_consistent() {
        return Err(EvaluationError::Outcomes);
    }
    if !is_of_the_agency(schedule, outcomes) {
        return Err(EvaluationError::OtherAgency);
    }
    let mut attendances = Attendances::of(schedule);
    let (rows, sessions): (Vec<Outcome>, Vec<&str>) = outcomes
        .iter()
        .enumerate()
        .filter(|(_, row)| match (row.date, policy.as_of) {
            (Some(date), Some(as_of)) => date <= as_of,
            _ => true,
        })
        .map(|(number, row)| {
            let row = Outcome {
                group: attendances.group(&row),
                ..row
            };
            (row, outcomes.session(number).unwrap_or_default())
        })
        .unzip();
    attendances.learn(schedule, &rows);
    let context = Context {
        schedule,
        outcomes,
        policy,
        pool: pool(outcomes, policy, &rows),
        attendances,
    };
    let mut groups: BTreeMap<Subject, Vec<Row<'_>>> = BTreeMap::new();
    for (row, session) in rows.iter().zip(&sessions) {
        groups
            .entry((row.programme, row.kirkpatrick, row.measure))
            .or_default()
            .push((row, session));
    }
    let mut watched = Watched::new(watch, "evaluation", groups.len() as u64);
    let groups = groups.into_iter().collect();
    let found = watched.map(
        groups,
        |_| 1,
        |(subject, rows): (Subject, Vec<Row<'_>>)| context.result(subject, &rows),
    )?;
    let mut results = Vec::with_capacity(found.len());
    let mut short = Vec::with_capacity(found.len());
    let mut event_studies = Vec::new();
    let mut measured: BTreeMap<ProgrammeIndex, Measured> = BTreeMap::new();
    for one in found {
        let own = measured.entry(one.result.programme).or_default();
        own.gained += one.measured.gained;
        own.expected += one.measured.expected;
        results.push(one.result);
        short.push(one.short);
        event_studies.extend(one.study);
    }
    hold_back(policy, &mut results);
    let ledger = ledger(schedule, policy, &rows, &measured);
    let verdicts = verdicts(schedule, policy, &results, &ledger, &rows);
    let name = |of| match of {
        MeasureOf::Competency(competency) => {
            Some(schedule.agency().framework.id(competency).to_owned())
        }
        MeasureOf::Other => None,
    };
    let questionnaires = questionnaires(schedule, policy, &rows);
    Ok(Content {
        records: records(policy, &results, &questionnaires, &rows),
        questionnaires,
        services: services(schedule, policy, &rows),
        service_results: service_results(schedule, policy, &rows),
        money: money(policy, outcomes, name, &results, &ledger),
        schedule: schedule.clone(),
        policy: policy.clone(),
        outcomes: outcomes.clone(),
        results,
        short,
        event_studies,
        verdicts,
        ledger,
    })
}

/// Rows of people who were measured for comparison, by level and measure; none if they are not to
/// be found.
fn pool(outcomes: &Outcomes, policy: &EvaluationPolicy, rows: &[Outcome]) -> Pool {
    let mut pool = Pool::new();
    if policy.find_comparison {
        let comparison = rows.iter().filter(|row| {
            row.group == OutcomeGroup::Comparison
                && row.person.is_some()
                && matches!(outcomes.measure_of(row.measure), MeasureOf::Competency(_))
        });
        for row in comparison {
            pool.entry((row.kirkpatrick, row.measure))
                .or_default()
                .push(*row);
        }
    }
    pool
}

type Pool = BTreeMap<(KirkpatrickLevel, MeasureIndex), Vec<Outcome>>;

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

/// The changes of those who attended, session by session.
fn sessions(rows: &[Row<'_>]) -> Vec<SessionChange> {
    let mut by_name: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for (row, session) in rows {
        by_name.entry(session).or_default().push(row);
    }
    by_name
        .into_iter()
        .filter_map(|(session, rows)| {
            let (before, after) = pairs(&observations(&rows, OutcomeGroup::Attended).0);
            let changes = Moments::of_changes(&before, &after)?;
            Some(SessionChange {
                session: session.to_owned(),
                pairs: count(changes.count()),
                change: changes.mean(),
                standard_error: changes.standard_error(),
            })
        })
        .collect()
}

/// What all results are worked out from.
struct Context<'a> {
    schedule: &'a Schedule,
    outcomes: &'a Outcomes,
    policy: &'a EvaluationPolicy,
    pool: Pool,
    attendances: Attendances,
}

/// One result, with what only the evaluation as a whole needs of it.
struct Found {
    result: MeasureResult,
    short: Vec<StillShort>,
    measured: Measured,
    study: Option<EventStudy>,
}

impl Context<'_> {
    /// Rows of people whom other programmes measured for comparison, who attended nothing that
    /// teaches the competency by then, and were measured at about the same time.
    fn borrowed(
        &self,
        subject: Subject,
        competency: CompetencyIndex,
        rows: &[&Outcome],
    ) -> Vec<Outcome> {
        let (programme, kirkpatrick, measure) = subject;
        let Some(pool) = self.pool.get(&(kirkpatrick, measure)) else {
            return Vec::new();
        };
        let own: BTreeSet<_> = rows.iter().filter_map(|row| row.person).collect();
        let attended = || {
            rows.iter()
                .filter(|row| row.group == OutcomeGroup::Attended)
        };
        if attended().next().is_none() {
            return Vec::new();
        }
        let dates = || attended().filter_map(|row| row.date);
        let reach = chrono::Days::new(u64::from(self.policy.comparison_days));
        let first = dates().min().and_then(|day| day.checked_sub_days(reach));
        let last = dates().max().and_then(|day| day.checked_add_days(reach));
        pool.iter()
            .filter(|row| row.programme != programme)
            .filter(|row| {
                row.person.is_some_and(|person| {
                    !own.contains(&person)
                        && !self.attendances.was_taught(person, competency, row.date)
                })
            })
            .filter(|row| match (row.date, first, last) {
                (Some(day), Some(first), Some(last)) => first <= day && day <= last,
                _ => true,
            })
            .copied()
            .collect()
    }

    /// What one measure says of one programme, and who still lacks the level that they need.
    fn result(&self, subject: Subject, named: &[Row<'_>]) -> Found {
        let rows: Vec<&Outcome> = named.iter().map(|row| row.0).collect();
        let rows = rows.as_slice();
        let (programme, kirkpatrick, measure) = subject;
        let (schedule, policy) = (self.schedule, self.policy);
        let competency = match self.outcomes.measure_of(measure) {
            MeasureOf::Competency(competency) => Some(competency),
            MeasureOf::Other => None,
        };
        let borrowed = competency.map_or_else(Vec::new, |competency| {
            self.borrowed(subject, competency, rows)
        });
        let (attended, repeated) = observations(rows, OutcomeGroup::Attended);
        let all: Vec<&Outcome> = rows.iter().copied().chain(&borrowed).collect();
        let (compared, compared_again) = observations(&all, OutcomeGroup::Comparison);
        let after_of_all: Vec<f64> = attended.iter().filter_map(|seen| seen.after).collect();
        let (before, after) = pairs(&attended);
        let (compared_before, compared_after) = pairs(&compared);
        let changes = Moments::of_changes(&before, &after);
        let compared_changes = Moments::of_changes(&compared_before, &compared_after);
        let both = changes.as_ref().zip(compared_changes.as_ref());
        let difference = both.and_then(|(own, other)| welch(own, other));
        let confidence = policy.confidence;
        let top = competency.map(|c| schedule.agency().framework.top_level(c).as_f64());
        let summary = paired_summary(
            &before,
            &after,
            PairedOptions {
                confidence,
                top,
                resampling: self.resampling(subject, before.len()),
            },
        );
        let attainment = competency.map(|competency| attainment(schedule, competency, &attended));
        let attained = attainment.as_ref().filter(|found| found.needed > 0);
        let worthwhile = match competency {
            Some(_) => Some(policy.worthwhile_change),
            None => policy
                .worthwhile_by_measure
                .get(self.outcomes.measures().name(measure))
                .copied(),
        };
        let raters = agreement(rows, confidence);
        let mut result = MeasureResult {
            programme,
            measure,
            kirkpatrick,
            people: count(after_of_all.len()),
            pairs: count(before.len()),
            repeated: repeated.saturating_add(compared_again),
            mean_before: mean(&before),
            mean_after: mean(if before.is_empty() {
                &after_of_all
            } else {
                &after
            }),
            change: changes.as_ref().map(Moments::mean),
            standard_error: changes.as_ref().and_then(Moments::standard_error),
            change_interval: changes.as_ref().and_then(|c| mean_interval(c, confidence)),
            p_value: summary.t.map(|test| test.p_value),
            hake_gain: summary.hake_gain,
            effect_size: summary.d_z.map(|effect| effect.d),
            effect_size_interval: summary.d_z.map(|effect| effect.interval),
            hedges_g: summary.g_z(),
            d_av: summary.d_av_mean,
            d_av_root_mean_square: summary.d_av_root_mean_square,
            d_rm: summary.d_rm,
            d_b: summary.d_b,
            normalised_change: summary.normalised_change,
            hake_interval: summary
                .hake_bootstrap
                .map(|found| found.accelerated.unwrap_or(found.percentile)),
            wilcoxon_p_value: summary.signed_rank.map(|test| test.p_value),
            rank_biserial: summary.signed_rank.map(|test| test.rank_biserial),
            agreement: raters,
            reliable: self.reliable(subject, worthwhile, &attended, &compared, raters),
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
            difference_interval: both
                .and_then(|(own, other)| welch_interval(own, other, confidence)),
            difference_degrees_of_freedom: difference.and_then(|test| test.degrees_of_freedom),
            sessions: sessions(named),
            comparison: None,
            worthwhile,
            p_worthwhile: None,
            p_adjusted: None,
            held_back: false,
            verdict: Verdict::NotEnoughData,
        };
        let with_reasons: Vec<_> = compared
            .iter()
            .map(|seen| {
                let because = seen.person.map_or(ComparedBecause::Other, |person| {
                    self.attendances
                        .because(schedule, programme, competency, person)
                });
                (*seen, because)
            })
            .collect();
        let found = count(
            borrowed
                .iter()
                .filter_map(|row| row.person)
                .collect::<BTreeSet<_>>()
                .len(),
        );
        result.comparison = compare(
            schedule,
            policy,
            (programme, competency),
            &attended,
            &with_reasons,
            found,
        )
        .map(Box::new);
        result.verdict = verdict(policy, &result);
        Found {
            result,
            short: attainment.map_or_else(Vec::new, |found| found.short),
            measured: self.measured(subject, competency, &attended),
            study: study(schedule.agency(), policy, &self.attendances, subject, &all),
        }
    }

    /// A stream of its own for every result, by what the tables call it: the order of rows must
    /// not show. Nothing is drawn for fewer pairs than the policy asks for.
    fn resampling(&self, subject: Subject, pairs: usize) -> Option<Resampling> {
        let (programme, kirkpatrick, measure) = subject;
        if self.policy.draws() == 0 || count(pairs) < self.policy.pairs_at_least {
            return None;
        }
        let programme = self.schedule.agency().programmes.id(programme);
        let measure = self.outcomes.measures().name(measure);
        let stream = programme
            .bytes()
            .chain([0, kirkpatrick.number()])
            .chain(measure.bytes())
            // FNV-1a.
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
            });
        Some(Resampling {
            resamples: self.policy.draws(),
            confidence: self.policy.confidence,
            seed: self.policy.seed,
            stream,
        })
    }

    /// Levels gained and expected, of those measured before and after what they learnt.
    fn measured(
        &self,
        (programme, kirkpatrick, _): Subject,
        competency: Option<CompetencyIndex>,
        attended: &[Observation],
    ) -> Measured {
        let mut found = Measured::default();
        if kirkpatrick != KirkpatrickLevel::Learning || competency.is_none() {
            return found;
        }
        for seen in attended {
            if let (Some(before), Some(after)) = (seen.before, seen.after) {
                found.gained += after - before;
                found.expected += seen.person.map_or(0.0, |person| {
                    expected(self.schedule, programme, person, competency)
                });
            }
        }
        found
    }

    /// What became of people one by one.
    fn reliable(
        &self,
        (_, _, measure): Subject,
        worthwhile: Option<f64>,
        attended: &[Observation],
        compared: &[Observation],
        agreement: Option<RaterAgreement>,
    ) -> Option<ReliableChanges> {
        // An agreement or a correlation of fewer people is no reliability.
        const RETEST_AT_LEAST: u32 = 10;
        let name = self.outcomes.measures().name(measure);
        let raters = agreement
            .filter(|found| found.people >= RETEST_AT_LEAST && (0.0..1.0).contains(&found.mean));
        let stated = self.policy.reliability_by_measure.get(name).copied();
        let (reliability, from_raters, from_comparison) = match (stated, raters) {
            (Some(reliability), _) => (reliability, false, false),
            (None, Some(raters)) => (raters.mean, true, false),
            (None, None) => {
                let (before, after) = pairs(compared);
                let r = (count(before.len()) >= RETEST_AT_LEAST)
                    .then(|| correlation(&before, &after))??;
                (r, false, true)
            }
        };
        let (before, _) = pairs(attended);
        let deviation = Moments::of(&before)?.standard_deviation()?;
        let less = worthwhile.is_some_and(|worthwhile| worthwhile < 0.0);
        let rule = ReliableChange::new(deviation, reliability, less, self.policy.confidence)?;
        let mut found = ReliableChanges {
            reliability,
            from_raters,
            from_comparison,
            smallest: rule.smallest(),
            recovered: 0,
            improved: 0,
            unchanged: 0,
            deteriorated: 0,
        };
        let needs = self.schedule.plan().gaps().needs();
        for seen in attended {
            let (Some(before), Some(after)) = (seen.before, seen.after) else {
                continue;
            };
            let reached = || {
                let MeasureOf::Competency(competency) = self.outcomes.measure_of(measure) else {
                    return false;
                };
                seen.person
                    .and_then(|person| needs.of(person).find(|need| need.competency == competency))
                    .is_some_and(|need| {
                        let is = |value| Level::from_f64(value).is_none_or(|l| l >= need.level);
                        !is(before) && is(after)
                    })
            };
            match rule.classify(before, after)? {
                ChangeClass::Recovered | ChangeClass::Improved if reached() => found.recovered += 1,
                ChangeClass::Recovered | ChangeClass::Improved => found.improved += 1,
                ChangeClass::Unchanged => found.unchanged += 1,
                ChangeClass::Deteriorated => found.deteriorated += 1,
            }
        }
        Some(found)
    }
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

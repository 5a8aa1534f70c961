//! Kirkpatrick's four levels of a programme in one record, and where the chain breaks: by what was
//! measured, and by questionnaires.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::artefact::{Evaluation, MeasureResult, Verdict};
use super::questionnaires::QuestionnaireResult;
use super::{EvaluationPolicy, Interval};
use crate::outcome::{KirkpatrickLevel, Outcome, OutcomeGroup};
use crate::words::id::ProgrammeIndex;
use crate::words::measure::Date;

/// What one level says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelRecord {
    /// Which of Kirkpatrick's levels.
    pub level: KirkpatrickLevel,
    /// Measures of it.
    pub measures: u32,
    /// People behind the measure with most.
    pub people: u32,
    /// The mean of the first level (reaction), over its measures.
    pub mean: Option<f64>,
    /// Of the other levels the judged change of the measure with most people, among those whose
    /// verdict is that of the level, if any is.
    pub change: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Whether it is what a comparison group leaves.
    pub compared: bool,
    /// Forms of the questionnaire about it that answer every element, and count.
    pub forms: u32,
    /// Their mean, 1 to 5.
    pub form_mean: Option<f64>,
    /// Its interval.
    pub form_interval: Option<Interval>,
    /// What the questionnaire alone says; not judged for reaction, or without one.
    pub form_verdict: Verdict,
    /// Together over the measures of the level and the questionnaire.
    pub verdict: Verdict,
    /// Months from the last day on which learning was measured to the last on which this level
    /// was, by a measure or a questionnaire, in months of 30.44 days: transfer shows months later.
    pub months_after_learning: Option<f64>,
}

/// The record of a programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KirkpatrickRecord {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// What was measured, in the order of the levels.
    pub levels: Vec<LevelRecord>,
    /// The first level that does not hold although enough people were measured or asked: reaction
    /// below what counts as liked is not judged here, so learning is the first that can be.
    pub breaks_at: Option<KirkpatrickLevel>,
}

impl KirkpatrickRecord {
    /// What a level says; `None` if it was not measured.
    pub fn level(&self, level: KirkpatrickLevel) -> Option<&LevelRecord> {
        self.levels.iter().find(|row| row.level == level)
    }
}

/// Days of a month on the average.
const DAYS: f64 = 30.44;

fn last_day(rows: &[Outcome], programme: ProgrammeIndex, level: KirkpatrickLevel) -> Option<Date> {
    rows.iter()
        .filter(|row| row.programme == programme && row.kirkpatrick == level)
        .filter(|row| row.group != OutcomeGroup::Comparison)
        .filter_map(|row| row.date)
        .max()
}

/// The record of every programme that has results or a questionnaire.
pub(super) fn records(
    policy: &EvaluationPolicy,
    results: &[MeasureResult],
    questionnaires: &[QuestionnaireResult],
    rows: &[Outcome],
) -> Vec<KirkpatrickRecord> {
    let measured = results.iter().map(|result| result.programme);
    let asked = questionnaires.iter().map(|found| found.programme);
    let programmes: BTreeSet<ProgrammeIndex> = measured.chain(asked).collect();
    programmes
        .into_iter()
        .filter_map(|programme| {
            let start = results.partition_point(|result| result.programme < programme);
            let end = results.partition_point(|result| result.programme <= programme);
            let own = results.get(start..end).unwrap_or(&[]);
            let learnt = last_day(rows, programme, KirkpatrickLevel::Learning);
            let levels: Vec<LevelRecord> = KirkpatrickLevel::ALL
                .into_iter()
                .filter_map(|level| {
                    let asked = questionnaires
                        .iter()
                        .find(|found| (found.programme, found.kirkpatrick) == (programme, level));
                    let answered = asked.and_then(|found| found.last);
                    let day = last_day(rows, programme, level).max(answered);
                    let months = learnt
                        .zip(day)
                        .map(|(learnt, day)| (day - learnt).num_days() as f64 / DAYS);
                    of_level(policy, own, asked, (level, months))
                })
                .collect();
            if levels.is_empty() {
                return None;
            }
            let breaks_at = levels
                .iter()
                .find(|row| row.verdict == Verdict::DoesNotWork)
                .map(|row| row.level);
            Some(KirkpatrickRecord {
                programme,
                levels,
                breaks_at,
            })
        })
        .collect()
}

fn of_level(
    policy: &EvaluationPolicy,
    own: &[MeasureResult],
    asked: Option<&QuestionnaireResult>,
    (level, months): (KirkpatrickLevel, Option<f64>),
) -> Option<LevelRecord> {
    let asked = asked.filter(|found| found.forms > 0);
    let own: Vec<&MeasureResult> = own
        .iter()
        .filter(|result| result.kirkpatrick == level)
        .collect();
    if own.is_empty() && asked.is_none() {
        return None;
    }
    let means: Vec<f64> = own.iter().filter_map(|result| result.mean_after).collect();
    let form_verdict = asked.map_or(Verdict::NotJudged, |found| found.verdict);
    let verdicts: Vec<Verdict> = own
        .iter()
        .map(|result| result.verdict)
        .chain([form_verdict])
        .collect();
    let verdict = if verdicts
        .iter()
        .all(|verdict| *verdict == Verdict::NotJudged)
    {
        Verdict::NotJudged
    } else {
        super::verdicts::together(&verdicts)
    };
    // The measure that decides; of several the one with most people, of those the first.
    let most = own
        .iter()
        .rev()
        .max_by_key(|result| (result.verdict == verdict, result.pairs, result.people));
    let judged = most.and_then(|result| result.judged_change(policy));
    Some(LevelRecord {
        level,
        measures: u32::try_from(own.len()).unwrap_or(u32::MAX),
        people: own.iter().map(|result| result.people).max().unwrap_or(0),
        forms: asked.map_or(0, |found| found.forms),
        form_mean: asked.and_then(|found| found.mean),
        form_interval: asked.and_then(|found| found.interval),
        form_verdict,
        mean: (level == KirkpatrickLevel::Reaction && !means.is_empty())
            .then(|| means.iter().sum::<f64>() / means.len() as f64),
        change: judged.map(|change| change.mean),
        interval: judged.map(|change| change.interval),
        compared: judged.is_some_and(|change| change.compared),
        verdict,
        months_after_learning: match level {
            KirkpatrickLevel::Behaviour | KirkpatrickLevel::Results => months,
            _ => None,
        },
    })
}

impl Evaluation {
    /// The four levels of every programme that has results or a questionnaire, by programme.
    pub fn records(&self) -> &[KirkpatrickRecord] {
        &self.content.records
    }

    /// The four levels of one programme; `None` if it has neither results nor a questionnaire.
    pub fn record(&self, programme: ProgrammeIndex) -> Option<&KirkpatrickRecord> {
        self.records()
            .binary_search_by_key(&programme, |row| row.programme)
            .ok()
            .and_then(|at| self.records().get(at))
    }
}

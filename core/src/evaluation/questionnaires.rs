//! Questionnaires of those who attended: reaction, and transfer months later.

use serde::{Deserialize, Serialize};

use super::artefact::Verdict;
use super::{Evaluation, EvaluationPolicy, Interval};
use crate::outcome::{KirkpatrickLevel, Outcome, OutcomeGroup, SurveyOf};
use crate::schedule::Schedule;
use crate::statistics::{Moments, Ratings, cronbach_alpha, mean_interval};
use crate::words::id::ProgrammeIndex;
use crate::words::measure::Date;

/// What a questionnaire about a programme says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionnaireResult {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// Reaction or behaviour (transfer).
    pub kirkpatrick: KirkpatrickLevel,
    /// Forms that answer every element.
    pub forms: u32,
    /// Forms that do not, and are left out.
    pub incomplete: u32,
    /// Forms about use at work that came sooner after the first session than the policy counts,
    /// and are left out.
    pub too_soon: u32,
    /// The day of the last form that counts.
    pub last: Option<Date>,
    /// The mean of the forms' own means, 1 to 5.
    pub mean: Option<f64>,
    /// Its interval by Student's t.
    pub interval: Option<Interval>,
    /// Cronbach's alpha over the elements: whether they measure one thing.
    pub alpha: Option<f64>,
    /// Its interval (Feldt).
    pub alpha_interval: Option<Interval>,
    /// Each element with its mean.
    pub elements: Vec<(String, f64)>,
    /// Whether what was learnt is used at work, by the interval of the mean and the policy's
    /// [`transfer_from`](EvaluationPolicy::transfer_from); reaction is not judged here.
    pub verdict: Verdict,
}

impl QuestionnaireResult {
    /// The element with the lowest mean; of several the first.
    pub fn lowest(&self) -> Option<&(String, f64)> {
        self.elements
            .iter()
            .rev()
            .max_by(|one, other| other.1.total_cmp(&one.1))
    }
}

/// The last day of the first session of a programme: as outcomes tell, which are history, else as
/// it is scheduled.
fn first_held(schedule: &Schedule, rows: &[Outcome], programme: ProgrammeIndex) -> Option<Date> {
    let sessions = schedule.sessions().iter();
    rows.iter()
        .filter(|row| row.programme == programme && row.group == OutcomeGroup::Attended)
        .filter_map(|row| row.date)
        .min()
        .or_else(|| {
            sessions
                .filter(|session| session.programme == programme)
                .filter_map(|session| session.end())
                .min()
        })
}

fn verdict(
    policy: &EvaluationPolicy,
    kirkpatrick: KirkpatrickLevel,
    forms: u32,
    interval: Option<Interval>,
) -> Verdict {
    match interval {
        _ if kirkpatrick == KirkpatrickLevel::Reaction => Verdict::NotJudged,
        Some(interval) if forms >= policy.pairs_at_least => {
            policy.verdict(interval, policy.transfer_from)
        }
        _ => Verdict::NotEnoughData,
    }
}

/// The questionnaires about programmes, by programme and level.
pub(super) fn questionnaires(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
) -> Vec<QuestionnaireResult> {
    let surveys = &schedule.agency().surveys;
    surveys
        .subjects()
        .filter_map(|about| match about {
            SurveyOf::Programme(programme, kirkpatrick) => Some((about, programme, kirkpatrick)),
            SurveyOf::Service(_) => None,
        })
        .map(|(about, programme, kirkpatrick)| {
            let until = |day: Date| policy.as_of.is_none_or(|as_of| day <= as_of);
            // Of a programme that was never scheduled nobody knows when it was.
            let from = first_held(schedule, rows, programme)
                .filter(|_| kirkpatrick != KirkpatrickLevel::Reaction)
                .and_then(|day| {
                    let days = u64::from(policy.transfer_after_days);
                    day.checked_add_days(chrono::Days::new(days))
                });
            let late = |day: Date| from.is_none_or(|from| day >= from);
            let (names, forms) = surveys.forms(about, |day| until(day) && late(day));
            let soon = surveys.forms(about, |day| until(day) && !late(day)).1.len();
            let days = surveys.of(about).iter().map(|answer| answer.date);
            let last = days.filter(|day| until(*day) && late(*day)).max();
            let complete: Vec<&Vec<u8>> = forms.iter().filter(|form| !form.contains(&0)).collect();
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let means: Vec<f64> = complete
                .iter()
                .map(|form| {
                    let sum: u32 = form.iter().map(|answer| u32::from(*answer)).sum();
                    f64::from(sum) / form.len().max(1) as f64
                })
                .collect();
            let spread = Moments::of(&means);
            let values: Vec<f64> = complete
                .iter()
                .flat_map(|form| form.iter().map(|answer| f64::from(*answer)))
                .collect();
            let alpha = (names.len() >= 2)
                .then(|| Ratings::new(names.len(), &values).ok())
                .flatten()
                .and_then(|ratings| cronbach_alpha(&ratings, policy.confidence).ok());
            let elements = names
                .iter()
                .enumerate()
                .filter_map(|(place, name)| {
                    let given: Vec<f64> = complete
                        .iter()
                        .filter_map(|form| form.get(place).map(|answer| f64::from(*answer)))
                        .collect();
                    Some(((*name).to_owned(), Moments::of(&given)?.mean()))
                })
                .collect();
            let interval = spread.and_then(|spread| mean_interval(&spread, policy.confidence));
            QuestionnaireResult {
                programme,
                kirkpatrick,
                forms: count(complete.len()),
                incomplete: count(forms.len() - complete.len()),
                too_soon: count(soon),
                last,
                mean: spread.map(|spread| spread.mean()),
                interval,
                alpha: alpha.as_ref().map(|alpha| alpha.value),
                alpha_interval: alpha.and_then(|alpha| alpha.interval),
                elements,
                verdict: verdict(policy, kirkpatrick, count(complete.len()), interval),
            }
        })
        .collect()
}

impl Evaluation {
    /// What questionnaires say of programmes, by programme and level.
    pub fn questionnaires(&self) -> &[QuestionnaireResult] {
        &self.content.questionnaires
    }

    /// What a questionnaire says of a programme on a level; `None` if there is none.
    pub fn questionnaire(
        &self,
        programme: ProgrammeIndex,
        kirkpatrick: KirkpatrickLevel,
    ) -> Option<&QuestionnaireResult> {
        self.questionnaires()
            .iter()
            .find(|row| (row.programme, row.kirkpatrick) == (programme, kirkpatrick))
    }
}

//! Questionnaires of those who attended: reaction, and transfer months later.

use serde::{Deserialize, Serialize};

use super::{Evaluation, EvaluationPolicy, Interval};
use crate::agency::Agency;
use crate::outcome::{KirkpatrickLevel, SurveyOf};
use crate::statistics::{Moments, Ratings, cronbach_alpha, mean_interval};
use crate::words::id::ProgrammeIndex;

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
}

/// The questionnaires about programmes, by programme and level.
pub(super) fn questionnaires(
    agency: &Agency,
    policy: &EvaluationPolicy,
) -> Vec<QuestionnaireResult> {
    let surveys = &agency.surveys;
    surveys
        .subjects()
        .filter_map(|about| match about {
            SurveyOf::Programme(programme, kirkpatrick) => Some((about, programme, kirkpatrick)),
            SurveyOf::Service(_) => None,
        })
        .map(|(about, programme, kirkpatrick)| {
            let (names, forms) =
                surveys.forms(about, |day| policy.as_of.is_none_or(|as_of| day <= as_of));
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
            QuestionnaireResult {
                programme,
                kirkpatrick,
                forms: count(complete.len()),
                incomplete: count(forms.len() - complete.len()),
                mean: spread.map(|spread| spread.mean()),
                interval: spread.and_then(|spread| mean_interval(&spread, policy.confidence)),
                alpha: alpha.as_ref().map(|alpha| alpha.value),
                alpha_interval: alpha.and_then(|alpha| alpha.interval),
                elements,
            }
        })
        .collect()
}

impl Evaluation {
    /// What questionnaires say of programmes, by programme and level.
    pub fn questionnaires(&self) -> &[QuestionnaireResult] {
        &self.content.questionnaires
    }
}

//! A survey of the people who are served (survei kepuasan masyarakat, SKM), with intervals.

use super::{EvaluationError, Interval};
use crate::regulation::satisfaction::{
    SatisfactionGrade, SatisfactionGrades, SatisfactionIndex, SatisfactionWeights, skm_index,
};
use crate::statistics::{Moments, WelchTest, mean_interval, welch, welch_interval};

/// What a survey says.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyResult {
    /// Respondents who answered every element.
    pub respondents: u32,
    /// Those who did not, and are left out.
    pub incomplete: u32,
    /// Mean answer of each element, 1 to 4, with its interval (two respondents or more).
    pub elements: Vec<(f64, Option<Interval>)>,
    /// The index with every weight exact (1/9).
    pub exact: SurveyIndex,
    /// The index with the weight to three decimals, as regulated for nine elements (0.111): four
    /// straight fours give 99.90.
    pub regulated: SurveyIndex,
    /// Each respondent's own index, with exact weights.
    indices: Vec<f64>,
}

/// An index with its grade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurveyIndex {
    /// The index, unrounded.
    pub index: SatisfactionIndex,
    /// Its interval by Student's t over the respondents; `None` for one.
    pub interval: Option<Interval>,
    /// The grade of the index rounded to two decimals, halves up: printed bands have holes between
    /// 88.30 and 88.31, and offices print two decimals.
    pub grade: SatisfactionGrade,
    /// The grade of the unrounded index, which may be one lower in such a hole.
    pub unrounded_grade: SatisfactionGrade,
}

/// Works a survey out: one row of answers from 1 to 4 for each respondent, in the order of the
/// elements; 0 for an element without an answer.
///
/// ```
/// use mahir::evaluation::survey;
/// use mahir::regulation::Regulation;
///
/// let grades = Regulation::indonesia().satisfaction_grades();
/// let found = survey(&[vec![4; 9], vec![4; 9]], &grades).unwrap();
/// assert_eq!(found.exact.index.as_f64(), 100.0);
/// assert_eq!(format!("{:.2}", found.regulated.index.as_f64()), "99.90");
/// ```
///
/// # Errors
/// [`EvaluationError::Survey`] if nobody answered every element, if rows differ in length, or if
/// an answer is not 0 to 4.
pub fn survey(
    answers: &[Vec<u8>],
    grades: &SatisfactionGrades,
) -> Result<SurveyResult, EvaluationError> {
    let fault = |problem: String| EvaluationError::Survey { problem };
    let elements = answers.first().map_or(0, Vec::len);
    for (row, given) in answers.iter().enumerate() {
        if given.len() != elements {
            return Err(fault(format!(
                "respondent {} has {} answers and the first one {elements}",
                row + 1,
                given.len()
            )));
        }
        if let Some(place) = given.iter().position(|answer| *answer > 4) {
            return Err(fault(format!(
                "respondent {}, element {}: {} is no answer",
                row + 1,
                place + 1,
                given[place]
            )));
        }
    }
    let complete: Vec<&Vec<u8>> = answers
        .iter()
        .filter(|given| !given.is_empty() && !given.contains(&0))
        .collect();
    if complete.is_empty() {
        return Err(fault("nobody answered every element".to_owned()));
    }
    let totals: Vec<u64> = (0..elements)
        .map(|element| complete.iter().map(|given| u64::from(given[element])).sum())
        .collect();
    let respondents = complete.len();
    let indices: Vec<f64> = complete
        .iter()
        .map(|given| {
            let sum: u32 = given.iter().map(|answer| u32::from(*answer)).sum();
            f64::from(sum) * 25.0 / elements as f64
        })
        .collect();
    let spread = Moments::of(&indices);
    let index = |weights| -> Result<SurveyIndex, EvaluationError> {
        let index = skm_index(&totals, respondents as u64, weights)
            .map_err(|error| fault(error.to_string()))?;
        let rounded = SatisfactionIndex::from_hundredths(index.hundredths());
        // All of an index's spread is in the answers; the weight only scales it.
        let scale = spread.map_or(1.0, |spread| index.as_f64() / spread.mean());
        let interval = spread
            .and_then(|spread| mean_interval(&spread, 0.95))
            .and_then(|interval| Interval::new(interval.low * scale, interval.high * scale));
        Ok(SurveyIndex {
            index,
            interval,
            grade: grades.grade(rounded),
            unrounded_grade: grades.grade(index),
        })
    };
    Ok(SurveyResult {
        respondents: u32::try_from(respondents).unwrap_or(u32::MAX),
        incomplete: u32::try_from(answers.len() - respondents).unwrap_or(u32::MAX),
        elements: (0..elements)
            .map(|element| {
                let given: Vec<f64> = complete.iter().map(|row| f64::from(row[element])).collect();
                let moments = Moments::of(&given);
                (
                    moments.map_or(0.0, |moments| moments.mean()),
                    moments.and_then(|moments| mean_interval(&moments, 0.95)),
                )
            })
            .collect(),
        exact: index(SatisfactionWeights::Exact)?,
        regulated: index(SatisfactionWeights::ThreeDecimals)?,
        indices,
    })
}

/// The change of the index (exact weights) from one survey to a later one of other people, with
/// Welch's test and its interval of 95 %. `None` for fewer than two respondents in either.
pub fn survey_change(before: &SurveyResult, after: &SurveyResult) -> Option<(WelchTest, Interval)> {
    let (one, two) = (Moments::of(&after.indices)?, Moments::of(&before.indices)?);
    Some((welch(&one, &two)?, welch_interval(&one, &two, 0.95)?))
}

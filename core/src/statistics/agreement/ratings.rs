//! Ratings: subjects by raters, complete.

use super::AgreementError;

/// One finite value for each of at least two subjects and two raters (or items of a test), subject
/// by subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    raters: usize,
    values: Vec<f64>,
    left_out: usize,
}

impl Ratings {
    /// Ratings from values subject by subject, the raters of each in the same order.
    ///
    /// # Errors
    /// [`AgreementError`] if there are fewer than two subjects or raters, if a value is missing
    /// (not a number) or infinite, or if the values do not fill whole rows.
    pub fn new(raters: usize, values: &[f64]) -> Result<Self, AgreementError> {
        rows(raters, values)?;
        if let Some(place) = values.iter().position(|value| !value.is_finite()) {
            return Err(not_a_number(raters, values, place));
        }
        Self::of(raters, values.to_vec(), 0)
    }

    /// As [`Ratings::new`], with subjects left out of whom a rating is missing (not a number);
    /// [`Ratings::left_out`] tells how many. An infinite value is still an error.
    ///
    /// # Errors
    /// As for [`Ratings::new`], of what is left.
    pub fn of_complete_subjects(raters: usize, values: &[f64]) -> Result<Self, AgreementError> {
        rows(raters, values)?;
        if let Some(place) = values.iter().position(|value| value.is_infinite()) {
            return Err(not_a_number(raters, values, place));
        }
        let complete: Vec<f64> = values
            .chunks_exact(raters)
            .filter(|row| row.iter().all(|value| value.is_finite()))
            .flatten()
            .copied()
            .collect();
        let left_out = (values.len() - complete.len()) / raters;
        Self::of(raters, complete, left_out)
    }

    fn of(raters: usize, values: Vec<f64>, left_out: usize) -> Result<Self, AgreementError> {
        let found = values.len() / raters;
        if found < 2 {
            return Err(AgreementError::TooFewSubjects { found });
        }
        Ok(Self {
            raters,
            values,
            left_out,
        })
    }

    /// How many subjects there are.
    pub fn subjects(&self) -> usize {
        self.values.len() / self.raters
    }

    /// How many raters there are.
    pub const fn raters(&self) -> usize {
        self.raters
    }

    /// How many subjects were left out because a rating was missing.
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// The ratings of each subject in turn.
    pub fn by_subject(&self) -> impl ExactSizeIterator<Item = &[f64]> + Clone {
        self.values.chunks_exact(self.raters)
    }

    /// The ratings by one rater, in the order of the subjects.
    pub fn by_rater(&self, rater: usize) -> impl Iterator<Item = f64> + Clone + '_ {
        self.values.iter().skip(rater).step_by(self.raters).copied()
    }

    /// So small a difference is rounding of the values themselves, not disagreement.
    pub(super) fn rounding(&self) -> f64 {
        let largest = self
            .values
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        8.0 * f64::EPSILON * largest
    }
}

fn rows(raters: usize, values: &[f64]) -> Result<(), AgreementError> {
    if raters < 2 {
        return Err(AgreementError::TooFewRaters { found: raters });
    }
    if !values.len().is_multiple_of(raters) {
        return Err(AgreementError::Ragged {
            values: values.len(),
            raters,
        });
    }
    Ok(())
}

fn not_a_number(raters: usize, values: &[f64], place: usize) -> AgreementError {
    let value = values[place];
    AgreementError::NotANumber {
        subject: place / raters,
        rater: place % raters,
        found: if value.is_nan() {
            "missing".to_owned()
        } else {
            value.to_string()
        },
    }
}

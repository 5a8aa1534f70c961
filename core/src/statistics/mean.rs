//! Means and their differences: Student's t and Welch's t.

use super::distribution::{student_t_cdf, student_t_quantile};
use super::{Interval, Moments};

/// The middle share of probability that an interval leaves out on each side, if the confidence
/// lies strictly between 0 and 1.
pub(super) fn upper_probability(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some(0.5 + confidence / 2.0)
}

/// The interval of a mean by Student's t: x̄ ± t₍₁₊c₎⸝₂, ₙ₋₁ · s ÷ √n (Student 1908).
///
/// If all values are equal it is that value alone: such data give no idea of the spread.
/// `None` for one value, or for a confidence that does not lie strictly between 0 and 1.
pub fn mean_interval(values: &Moments, confidence: f64) -> Option<Interval> {
    let upper = upper_probability(confidence)?;
    let error = values.standard_error()?;
    let quantile = student_t_quantile(upper, values.count() as f64 - 1.0)?;
    Interval::around(values.mean(), quantile * error)
}

/// The paired (one-sample) t test of no change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentTest {
    /// t = mean ÷ standard error.
    pub statistic: f64,
    /// n − 1.
    pub degrees_of_freedom: f64,
    /// The two-sided probability of a t at least so far from zero if nothing changed.
    pub p_value: f64,
}

/// The t test that changes have mean zero: t = x̄ ÷ (s ÷ √n), with n − 1 degrees of freedom.
/// `None` for fewer than two values, and if all are equal.
pub fn paired_t(changes: &Moments) -> Option<StudentTest> {
    let error = changes.standard_error().filter(|error| *error > 0.0)?;
    let statistic = changes.mean() / error;
    let degrees_of_freedom = changes.count() as f64 - 1.0;
    Some(StudentTest {
        statistic,
        degrees_of_freedom,
        p_value: two_sided(statistic, degrees_of_freedom)?,
    })
}

fn two_sided(statistic: f64, degrees_of_freedom: f64) -> Option<f64> {
    student_t_cdf(-statistic.abs(), degrees_of_freedom).map(|tail| (2.0 * tail).min(1.0))
}

/// Welch's comparison of two means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WelchTest {
    /// The first mean minus the second.
    pub difference: f64,
    /// √(s₁² ÷ n₁ + s₂² ÷ n₂).
    pub standard_error: f64,
    /// Welch and Satterthwaite's degrees of freedom; `None` if neither sample has any spread.
    pub degrees_of_freedom: Option<f64>,
    /// The two-sided probability of a difference so large if there is none; `None` if neither
    /// sample has any spread.
    pub p_value: Option<f64>,
}

/// The difference of two means that may vary differently (Welch 1947), with ν = (v₁ + v₂)² ÷
/// (v₁² ÷ (n₁ − 1) + v₂² ÷ (n₂ − 1)), v = s² ÷ n. Of changes of an attending and a comparison
/// group it is the difference in differences. `None` if either sample has fewer than two values.
pub fn welch(first: &Moments, second: &Moments) -> Option<WelchTest> {
    let (one, two) = (first.standard_error()?, second.standard_error()?);
    let standard_error = one.hypot(two);
    let difference = first.mean() - second.mean();
    if !difference.is_finite() || !standard_error.is_finite() {
        return None;
    }
    let degrees_of_freedom = (standard_error > 0.0).then(|| {
        // Shares of the whole, so that small errors do not vanish when squared twice.
        let share_one = (one / standard_error).powi(2);
        let share_two = (two / standard_error).powi(2);
        1.0 / (share_one.powi(2) / (first.count() as f64 - 1.0)
            + share_two.powi(2) / (second.count() as f64 - 1.0))
    });
    Some(WelchTest {
        difference,
        standard_error,
        degrees_of_freedom,
        p_value: degrees_of_freedom
            .and_then(|freedom| two_sided(difference / standard_error, freedom)),
    })
}

/// The interval of a difference of two means by Welch's t. If neither sample has any spread it is
/// the difference alone. `None` as for [`welch`], or for a confidence that does not lie strictly
/// between 0 and 1.
pub fn welch_interval(first: &Moments, second: &Moments, confidence: f64) -> Option<Interval> {
    let upper = upper_probability(confidence)?;
    let test = welch(first, second)?;
    let margin = match test.degrees_of_freedom {
        Some(freedom) => student_t_quantile(upper, freedom)? * test.standard_error,
        None => 0.0,
    };
    Interval::around(test.difference, margin)
}

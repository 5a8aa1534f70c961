//! The six intraclass correlations of Shrout & Fleiss (1979).

use super::{AgreementError, RatingAnova, Ratings, spearman_brown};
use crate::statistics::Interval;
use crate::statistics::fisher::{fisher_quantile, fisher_upper_tail};
use crate::statistics::mean::upper_probability;

/// Which intraclass correlation. The first figure tells the model, the second whether one rater's
/// value is used or the mean of all k.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IccForm {
    /// ICC(1,1): each subject was rated by other raters, drawn at random.
    OneWaySingle,
    /// ICC(2,1): the same raters, drawn at random, rated all; absolute agreement.
    TwoWayRandomSingle,
    /// ICC(3,1): these raters alone are of interest; consistency.
    TwoWayMixedSingle,
    /// ICC(1,k).
    OneWayMean,
    /// ICC(2,k).
    TwoWayRandomMean,
    /// ICC(3,k); it equals Cronbach's alpha.
    TwoWayMixedMean,
}

impl IccForm {
    /// All six in the order of Shrout & Fleiss' Table 4: single raters first.
    pub const ALL: [Self; 6] = [
        Self::OneWaySingle,
        Self::TwoWayRandomSingle,
        Self::TwoWayMixedSingle,
        Self::OneWayMean,
        Self::TwoWayRandomMean,
        Self::TwoWayMixedMean,
    ];

    /// The usual name: `ICC(2,1)`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneWaySingle => "ICC(1,1)",
            Self::TwoWayRandomSingle => "ICC(2,1)",
            Self::TwoWayMixedSingle => "ICC(3,1)",
            Self::OneWayMean => "ICC(1,k)",
            Self::TwoWayRandomMean => "ICC(2,k)",
            Self::TwoWayMixedMean => "ICC(3,k)",
        }
    }

    /// The form of a usual name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The form for one rater.
    const fn single(self) -> Self {
        match self {
            Self::OneWaySingle | Self::OneWayMean => Self::OneWaySingle,
            Self::TwoWayRandomSingle | Self::TwoWayRandomMean => Self::TwoWayRandomSingle,
            Self::TwoWayMixedSingle | Self::TwoWayMixedMean => Self::TwoWayMixedSingle,
        }
    }

    const fn is_mean(self) -> bool {
        !matches!(
            self,
            Self::OneWaySingle | Self::TwoWayRandomSingle | Self::TwoWayMixedSingle
        )
    }
}

/// The F test that subjects do not differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FisherTest {
    /// BMS ÷ WMS in the one-way model, BMS ÷ EMS in the two-way ones.
    pub statistic: f64,
    /// Degrees of freedom of the numerator.
    pub numerator: f64,
    /// Degrees of freedom of the denominator.
    pub denominator: f64,
    /// The probability of an F so large if subjects do not differ.
    pub p_value: f64,
}

/// An intraclass correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntraclassCorrelation {
    /// Which one.
    pub form: IccForm,
    /// Its value, at most 1; below zero if raters agree less than chance would have it. `None` if
    /// its denominator is not positive, which only the mean forms know.
    pub value: Option<f64>,
    /// The test; `None` if the mean square below is zero.
    pub test: Option<FisherTest>,
    /// Its interval; `None` if it has none.
    pub interval: Option<Interval>,
}

/// All six intraclass correlations with F tests and intervals, in the order of [`IccForm::ALL`].
///
/// ```
/// use mahir::statistics::{Ratings, intraclass_correlations};
///
/// // Six targets rated by four judges (Shrout & Fleiss 1979, Table 2).
/// let ratings = Ratings::new(4, &[
///     9.0, 2.0, 5.0, 8.0, 6.0, 1.0, 3.0, 2.0, 8.0, 4.0, 6.0, 8.0,
///     7.0, 1.0, 2.0, 6.0, 10.0, 5.0, 6.0, 9.0, 6.0, 2.0, 4.0, 7.0,
/// ])?;
/// let single_random = intraclass_correlations(&ratings, 0.95)?[1];
/// assert_eq!(format!("{:.2}", single_random.value.unwrap()), "0.29");
/// let interval = single_random.interval.unwrap();
/// assert_eq!(format!("{:.3} to {:.3}", interval.low, interval.high), "0.019 to 0.761");
/// # Ok::<(), mahir::statistics::AgreementError>(())
/// ```
///
/// # Errors
/// [`AgreementError`] as for [`RatingAnova::of`], or for a confidence that does not lie strictly
/// between 0 and 1.
pub fn intraclass_correlations(
    ratings: &Ratings,
    confidence: f64,
) -> Result<[IntraclassCorrelation; 6], AgreementError> {
    if upper_probability(confidence).is_none() {
        return Err(AgreementError::Confidence {
            found: confidence.to_string(),
        });
    }
    let anova = RatingAnova::of(ratings)?;
    Ok(IccForm::ALL.map(|form| IntraclassCorrelation {
        form,
        value: anova.icc(form),
        test: anova.test(form),
        interval: anova.icc_interval(form, confidence),
    }))
}

impl RatingAnova {
    /// An intraclass correlation (Shrout & Fleiss 1979, with B, W, J, E for the mean squares):
    ///
    /// - ICC(1,1) = (B − W) ÷ (B + (k − 1) W), ICC(1,k) = (B − W) ÷ B
    /// - ICC(2,1) = (B − E) ÷ (B + (k − 1) E + k (J − E) ÷ n), ICC(2,k) = (B − E) ÷ (B + (J − E) ÷ n)
    /// - ICC(3,1) = (B − E) ÷ (B + (k − 1) E), ICC(3,k) = (B − E) ÷ B
    ///
    /// `None` if the denominator is not positive.
    pub fn icc(&self, form: IccForm) -> Option<f64> {
        let (n, k) = (self.subjects as f64, self.raters as f64);
        let (b, w) = (self.between_subjects, self.within_subjects);
        let (j, e) = (self.between_raters, self.residual);
        let (above, below) = match form {
            IccForm::OneWaySingle => (b - w, b + (k - 1.0) * w),
            IccForm::TwoWayRandomSingle => (b - e, b + (k - 1.0) * e + k * (j - e) / n),
            IccForm::TwoWayMixedSingle => (b - e, b + (k - 1.0) * e),
            IccForm::OneWayMean => (b - w, b),
            IccForm::TwoWayRandomMean => (b - e, b + (j - e) / n),
            IccForm::TwoWayMixedMean => (b - e, b),
        };
        let value = above / below;
        (below > 0.0 && value.is_finite()).then_some(value)
    }

    /// The F test that subjects do not differ; `None` if the mean square below is zero.
    pub fn test(&self, form: IccForm) -> Option<FisherTest> {
        let (below, denominator) = self.below(form);
        let numerator = self.subjects as f64 - 1.0;
        let statistic = self.between_subjects / below;
        if !(below > 0.0 && statistic.is_finite()) {
            return None;
        }
        Some(FisherTest {
            statistic,
            numerator,
            denominator,
            p_value: fisher_upper_tail(statistic, numerator, denominator)?,
        })
    }

    /// The mean square and degrees of freedom that subjects are compared with.
    fn below(&self, form: IccForm) -> (f64, f64) {
        let (n, k) = (self.subjects as f64, self.raters as f64);
        match form.single() {
            IccForm::OneWaySingle => (self.within_subjects, n * (k - 1.0)),
            _ => (self.residual, (n - 1.0) * (k - 1.0)),
        }
    }

    /// The interval of an intraclass correlation. For ICC(1,·) and ICC(3,·) it is exact, by F ÷
    /// F₍₁₊c₎⸝₂ and F · F₍₁₊c₎⸝₂ with the degrees of freedom exchanged; for ICC(2,·) it is
    /// Satterthwaite's approximation as in Shrout & Fleiss (1979) and McGraw & Wong (1996, Table
    /// 7), not the interval of ICC(3,·), which some programs print in its place. Those of means
    /// follow from those of single raters by Spearman–Brown.
    ///
    /// If the raters differ by nothing at all the interval is the value alone: such data give no
    /// idea of the spread. `None` if there is no interval, or for a confidence that does not lie
    /// strictly between 0 and 1.
    pub fn icc_interval(&self, form: IccForm, confidence: f64) -> Option<Interval> {
        let upper = upper_probability(confidence)?;
        let (below, denominator) = self.below(form);
        if below == 0.0 {
            return self.without_residual(form);
        }
        let (low, high) = if form.single() == IccForm::TwoWayRandomSingle {
            self.random_raters(upper)?
        } else {
            let k = self.raters as f64;
            let numerator = self.subjects as f64 - 1.0;
            let f = self.between_subjects / below;
            let low = f / fisher_quantile(upper, numerator, denominator)?;
            let high = f * fisher_quantile(upper, denominator, numerator)?;
            let correlation = |f: f64| (f - 1.0) / (f + k - 1.0);
            (correlation(low), correlation(high))
        };
        if !form.is_mean() {
            return Interval::new(low, high);
        }
        let factor = self.raters as f64;
        Interval::new(spearman_brown(low, factor)?, spearman_brown(high, factor)?)
    }

    fn without_residual(&self, form: IccForm) -> Option<Interval> {
        // Raters who differ by a constant leave ICC(2,·) open: how other raters would differ is
        // known from them alone.
        let settled = form.single() != IccForm::TwoWayRandomSingle || self.between_raters == 0.0;
        let value = self.icc(form).filter(|_| settled)?;
        Interval::new(value, value)
    }

    /// The ends of the interval of ICC(2,1), for one plus the confidence, halved.
    fn random_raters(&self, upper: f64) -> Option<(f64, f64)> {
        let (n, k) = (self.subjects as f64, self.raters as f64);
        let (b, j, e) = (self.between_subjects, self.between_raters, self.residual);
        let value = self.icc(IccForm::TwoWayRandomSingle)?;
        // McGraw & Wong's a and b, both times n (1 − ρ), which leaves the ratio as it is.
        let of_raters = k * value * j;
        let of_residual = (n * (1.0 - value) + k * value * (n - 1.0)) * e;
        let freedom = (of_raters + of_residual).powi(2)
            / (of_raters.powi(2) / (k - 1.0) + of_residual.powi(2) / ((n - 1.0) * (k - 1.0)));
        let above = fisher_quantile(upper, n - 1.0, freedom)?;
        let beneath = fisher_quantile(upper, freedom, n - 1.0)?;
        let others = k * j + (k * n - k - n) * e;
        Some((
            n * (b - above * e) / (above * others + n * b),
            n * (beneath * b - e) / (others + n * beneath * b),
        ))
    }
}

//! Least squares with errors that do not need equal variances.

use super::Interval;
use super::distribution::{student_t_cdf, student_t_quantile};
use super::mean::upper_probability;

/// Why a linear model cannot be fitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinearModelError {
    /// The columns differ in length, or there are none.
    #[error("the columns of a linear model differ in length; expected one value per row in each")]
    Shape,
    /// A value is not finite.
    #[error("column {column}, row {row} is not a finite number")]
    NotFinite {
        /// The column from 0, or the number of columns for the values to explain.
        column: usize,
        /// The row from 0.
        row: usize,
    },
    /// There are too few rows.
    #[error("{rows} rows for {columns} columns; expected more rows than columns")]
    TooFewRows {
        /// Rows.
        rows: usize,
        /// Columns, those that were taken out as means of groups included.
        columns: usize,
    },
    /// A column is a combination of those before it.
    #[error("column {column} is a combination of those before it; expected independent columns")]
    Dependent {
        /// The column from 0.
        column: usize,
    },
}

/// How the variance of the errors is estimated (MacKinnon & White 1985), e the residuals and h the
/// leverages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorVariance {
    /// One variance for all.
    Classical,
    /// White's e² (HC0).
    Hc0,
    /// e² n ÷ (n − k).
    Hc1,
    /// e² ÷ (1 − h).
    Hc2,
    /// e² ÷ (1 − h)²; for few people (Long & Ervin 2000).
    #[default]
    Hc3,
}

impl ErrorVariance {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Classical, Self::Hc0, Self::Hc1, Self::Hc2, Self::Hc3];

    /// The name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Classical => "classical",
            Self::Hc0 => "hc0",
            Self::Hc1 => "hc1",
            Self::Hc2 => "hc2",
            Self::Hc3 => "hc3",
        }
    }

    /// Reads what [`ErrorVariance::id`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|each| each.id() == text.to_lowercase())
    }
}

/// A fitted linear model.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearModel {
    pub(super) coefficients: Vec<f64>,
    pub(super) residuals: Vec<f64>,
    leverages: Vec<f64>,
    /// (XᵀX)⁻¹, row by row.
    pub(super) inverse: Vec<Vec<f64>>,
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) degrees_of_freedom: f64,
    r_squared: Option<f64>,
}

/// A coefficient with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The coefficient.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// value ÷ standard error; `None` for an error of zero.
    pub t: Option<f64>,
    /// Degrees of freedom of t.
    pub degrees_of_freedom: f64,
    /// The two-sided probability of a t so large if the coefficient is zero; `None` with t.
    pub p_value: Option<f64>,
    /// The interval.
    pub interval: Interval,
}

/// A diagonal of R this small against its column's length is a dependence.
const DEPENDENT: f64 = 1e-10;

impl LinearModel {
    /// Fits values by columns, which must hold a column of ones if there is to be an intercept, by
    /// Householder's QR factorisation (Golub & Van Loan, Matrix Computations, section 5.3).
    ///
    /// # Errors
    /// [`LinearModelError`] if columns differ in length, a value is not finite, there are not more
    /// rows than columns, or a column is a combination of those before it.
    ///
    /// ```
    /// use mahir::statistics::LinearModel;
    ///
    /// let (ones, x) = (vec![1.0; 4], vec![0.0, 1.0, 2.0, 3.0]);
    /// let line = LinearModel::fit(&[1.0, 3.0, 5.0, 7.0], &[ones, x]).unwrap();
    /// assert!((line.coefficients()[0] - 1.0).abs() < 1e-12);
    /// assert!((line.coefficients()[1] - 2.0).abs() < 1e-12);
    /// ```
    pub fn fit(values: &[f64], columns: &[Vec<f64>]) -> Result<Self, LinearModelError> {
        Self::with_absorbed(values, columns, 0)
    }

    /// Fits changes within groups (people, offices, firms): the mean of each group is taken from
    /// values and columns, and the degrees of freedom count one for each group (Wooldridge 2010,
    /// *Econometric Analysis of Cross Section and Panel Data*, section 10.5). Columns that do not
    /// vary within groups are dependent.
    ///
    /// # Errors
    /// As for [`LinearModel::fit`].
    pub fn fit_within(
        values: &[f64],
        columns: &[Vec<f64>],
        groups: &[u32],
    ) -> Result<Self, LinearModelError> {
        if groups.len() != values.len() {
            return Err(LinearModelError::Shape);
        }
        check(values, columns)?;
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|&row| (groups[row], row));
        let demeaned = |column: &[f64]| {
            let mut out = column.to_vec();
            for rows in order.chunk_by(|&one, &other| groups[one] == groups[other]) {
                let first = column[rows[0]];
                let rest: f64 = rows.iter().map(|&row| column[row] - first).sum();
                let mean = first + rest / rows.len() as f64;
                for &row in rows {
                    out[row] -= mean;
                }
            }
            out
        };
        let count = order
            .chunk_by(|&one, &other| groups[one] == groups[other])
            .count();
        let own = demeaned(values);
        // What does not vary within a group is zero up to rounding, which no column may rest on.
        let mut within = Vec::with_capacity(columns.len());
        for (number, column) in columns.iter().enumerate() {
            let out = demeaned(column);
            if length(&out) <= DEPENDENT * length(column) {
                return Err(LinearModelError::Dependent { column: number });
            }
            within.push(out);
        }
        Self::with_absorbed(&own, &within, count)
    }

    fn with_absorbed(
        values: &[f64],
        columns: &[Vec<f64>],
        absorbed: usize,
    ) -> Result<Self, LinearModelError> {
        check(values, columns)?;
        let (rows, width) = (values.len(), columns.len());
        if rows <= width + absorbed {
            return Err(LinearModelError::TooFewRows {
                rows,
                columns: width + absorbed,
            });
        }
        // Columns of length one, so that units (rupiah beside levels) do not show in the rank.
        let lengths: Vec<f64> = columns.iter().map(|column| length(column)).collect();
        if let Some(column) = lengths.iter().position(|&length| length == 0.0) {
            return Err(LinearModelError::Dependent { column });
        }
        let mut work: Vec<Vec<f64>> = columns
            .iter()
            .zip(&lengths)
            .map(|(column, length)| column.iter().map(|value| value / length).collect())
            .collect();
        let mut right = values.to_vec();
        let mut reflectors: Vec<Vec<f64>> = Vec::with_capacity(width);
        let mut upper = vec![vec![0.0; width]; width];
        for step in 0..width {
            let below = length(&work[step][step..]);
            if below <= DEPENDENT {
                return Err(LinearModelError::Dependent { column: step });
            }
            let mut reflector = vec![0.0; rows];
            reflector[step..].copy_from_slice(&work[step][step..]);
            reflector[step] += below.copysign(work[step][step]);
            let size = length(&reflector);
            for value in &mut reflector {
                *value /= size;
            }
            for column in work.iter_mut().skip(step) {
                reflect(&reflector, column);
            }
            reflect(&reflector, &mut right);
            for (number, row) in upper.iter_mut().enumerate().take(step + 1) {
                row[step] = work[step][number];
            }
            reflectors.push(reflector);
        }
        let inverted = inverted(&upper);
        let coefficients: Vec<f64> = (0..width)
            .map(|row| {
                (row..width)
                    .map(|k| inverted[row][k] * right[k])
                    .sum::<f64>()
                    / lengths[row]
            })
            .collect();
        let inverse: Vec<Vec<f64>> = (0..width)
            .map(|i| {
                (0..width)
                    .map(|j| {
                        let sum: f64 = (i.max(j)..width)
                            .map(|k| inverted[i][k] * inverted[j][k])
                            .sum();
                        sum / (lengths[i] * lengths[j])
                    })
                    .collect()
            })
            .collect();
        // Residuals and leverages from Q itself.
        let mut rest = vec![0.0; rows];
        rest[width..].copy_from_slice(&right[width..]);
        for reflector in reflectors.iter().rev() {
            reflect(reflector, &mut rest);
        }
        let mut leverages = vec![0.0; rows];
        for step in 0..width {
            let mut direction = vec![0.0; rows];
            direction[step] = 1.0;
            for reflector in reflectors.iter().rev() {
                reflect(reflector, &mut direction);
            }
            for (leverage, value) in leverages.iter_mut().zip(&direction) {
                *leverage += value * value;
            }
        }
        let mean = values.iter().sum::<f64>() / rows as f64;
        let total: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let unexplained: f64 = rest.iter().map(|value| value * value).sum();
        if coefficients.iter().any(|value| !value.is_finite()) || !unexplained.is_finite() {
            return Err(LinearModelError::NotFinite {
                column: width,
                row: 0,
            });
        }
        Ok(Self {
            coefficients,
            residuals: rest,
            leverages,
            inverse,
            columns: columns.to_vec(),
            degrees_of_freedom: (rows - width - absorbed) as f64,
            r_squared: (total > 0.0).then(|| 1.0 - unexplained / total),
        })
    }

    /// The coefficients in the order of the columns.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// What the model leaves unexplained, row by row.
    pub fn residuals(&self) -> &[f64] {
        &self.residuals
    }

    /// How much each row decides its own fitted value, from 0 to 1.
    pub fn leverages(&self) -> &[f64] {
        &self.leverages
    }

    /// Rows less coefficients (and groups, if means were taken out).
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_of_freedom
    }

    /// The share of the variance about the mean that is explained (within groups, if means were
    /// taken out); `None` if there is none.
    pub fn r_squared(&self) -> Option<f64> {
        self.r_squared
    }

    /// The residual variance, Σe² ÷ degrees of freedom.
    pub fn residual_variance(&self) -> f64 {
        self.residuals.iter().map(|e| e * e).sum::<f64>() / self.degrees_of_freedom
    }

    /// A coefficient with an error by a rule, and its interval by Student's t. `None` for a
    /// coefficient that is not there, a confidence that does not lie strictly between 0 and 1, and
    /// for HC2 and HC3 if a row decides a coefficient alone (leverage 1).
    pub fn coefficient(
        &self,
        column: usize,
        errors: ErrorVariance,
        confidence: f64,
    ) -> Option<Coefficient> {
        let variance = match errors {
            ErrorVariance::Classical => {
                self.inverse.get(column)?.get(column)? * self.residual_variance()
            }
            robust => {
                let influence = self.influence(column)?;
                let count = influence.len() as f64;
                let mut sum = 0.0;
                for ((weight, e), h) in influence.iter().zip(&self.residuals).zip(&self.leverages) {
                    let square = (weight * e).powi(2);
                    let free = 1.0 - h;
                    if free < 1e-9 && matches!(robust, ErrorVariance::Hc2 | ErrorVariance::Hc3) {
                        return None;
                    }
                    sum += match robust {
                        ErrorVariance::Hc2 => square / free,
                        ErrorVariance::Hc3 => square / (free * free),
                        _ => square,
                    };
                }
                match robust {
                    ErrorVariance::Hc1 => sum * count / self.degrees_of_freedom,
                    _ => sum,
                }
            }
        };
        self.tested(column, variance, self.degrees_of_freedom, confidence)
    }

    /// A coefficient with errors that may go together within clusters, such as people of one
    /// session: CR1, with the factor G ÷ (G − 1) · (n − 1) ÷ (n − k) and G − 1 degrees of freedom
    /// (Liang & Zeger 1986; as Stata and R's *sandwich* have it). With few clusters it promises too
    /// much; [`LinearModel::clustered_few`] does not. `None` as for
    /// [`LinearModel::coefficient`], and for fewer than two clusters.
    pub fn clustered(
        &self,
        column: usize,
        clusters: &[u32],
        confidence: f64,
    ) -> Option<Coefficient> {
        let influence = self.influence(column)?;
        if clusters.len() != influence.len() {
            return None;
        }
        let mut sums = std::collections::BTreeMap::new();
        for ((cluster, weight), e) in clusters.iter().zip(&influence).zip(&self.residuals) {
            *sums.entry(cluster).or_insert(0.0) += weight * e;
        }
        let count = sums.len() as f64;
        if count < 2.0 {
            return None;
        }
        let meat: f64 = sums.values().map(|sum: &f64| sum * sum).sum();
        let rows = influence.len() as f64;
        let factor = count / (count - 1.0) * (rows - 1.0) / self.degrees_of_freedom;
        self.tested(column, meat * factor, count - 1.0, confidence)
    }

    /// The row of (XᵀX)⁻¹Xᵀ of a coefficient: what each value adds to it.
    fn influence(&self, column: usize) -> Option<Vec<f64>> {
        let row = self.inverse.get(column)?;
        Some(
            (0..self.residuals.len())
                .map(|place| {
                    row.iter()
                        .zip(&self.columns)
                        .map(|(weight, column)| weight * column[place])
                        .sum()
                })
                .collect(),
        )
    }

    pub(super) fn tested(
        &self,
        column: usize,
        variance: f64,
        degrees_of_freedom: f64,
        confidence: f64,
    ) -> Option<Coefficient> {
        let value = *self.coefficients.get(column)?;
        let standard_error = variance.max(0.0).sqrt();
        let quantile = student_t_quantile(upper_probability(confidence)?, degrees_of_freedom)?;
        let t = (standard_error > 0.0)
            .then(|| value / standard_error)
            .filter(|t| t.is_finite());
        Some(Coefficient {
            value,
            standard_error,
            t,
            degrees_of_freedom,
            p_value: t
                .and_then(|t| student_t_cdf(-t.abs(), degrees_of_freedom))
                .map(|tail| (2.0 * tail).min(1.0)),
            interval: Interval::around(value, quantile * standard_error)?,
        })
    }
}

fn check(values: &[f64], columns: &[Vec<f64>]) -> Result<(), LinearModelError> {
    if columns.is_empty() || columns.iter().any(|column| column.len() != values.len()) {
        return Err(LinearModelError::Shape);
    }
    // Squares of what is larger are not finite.
    let bad = |value: &f64| !value.is_finite() || value.abs() > 1e150;
    for (number, column) in columns
        .iter()
        .map(Vec::as_slice)
        .chain([values])
        .enumerate()
    {
        if let Some(row) = column.iter().position(bad) {
            return Err(LinearModelError::NotFinite {
                column: number,
                row,
            });
        }
    }
    Ok(())
}

/// R⁻¹ by back substitution, its columns one after the other being made from the last row up.
fn inverted(upper: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = upper.len();
    let mut inverse = vec![vec![0.0; width]; width];
    for row in (0..width).rev() {
        let columns: Vec<f64> = (0..width)
            .map(|column| {
                if column < row {
                    return 0.0;
                }
                let unit = if row == column { 1.0 } else { 0.0 };
                let rest: f64 = (row + 1..=column)
                    .map(|k| upper[row][k] * inverse[k][column])
                    .sum();
                (unit - rest) / upper[row][row]
            })
            .collect();
        inverse[row] = columns;
    }
    inverse
}

fn length(values: &[f64]) -> f64 {
    let most = values
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    if most == 0.0 {
        return 0.0;
    }
    most * values
        .iter()
        .map(|value| (value / most).powi(2))
        .sum::<f64>()
        .sqrt()
}

/// x − 2v(vᵀx) for a v of length one.
fn reflect(reflector: &[f64], values: &mut [f64]) {
    let along: f64 = reflector
        .iter()
        .zip(values.iter())
        .map(|(v, x)| v * x)
        .sum();
    for (value, v) in values.iter_mut().zip(reflector) {
        *value -= 2.0 * along * v;
    }
}

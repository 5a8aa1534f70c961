//! Errors that go together within few clusters, such as the units of one agency.

use std::collections::BTreeMap;

use super::linear_model::{Coefficient, LinearModel};

/// What every cluster adds to a coefficient, and the degrees of freedom of its variance.
pub(super) struct ClusterScores {
    /// By cluster; the sum of squares is the variance (CR2).
    pub(super) scores: BTreeMap<u32, f64>,
    /// Satterthwaite's.
    pub(super) degrees_of_freedom: f64,
}

type Matrix = Vec<Vec<f64>>;

impl LinearModel {
    /// A coefficient with errors that may go together within clusters, for few clusters: CR2, which
    /// is without bias if errors are alike and independent, with Satterthwaite's degrees of freedom
    /// for that coefficient (Bell & McCaffrey 2002, *Survey Methodology* 28, 169–181; Pustejovsky &
    /// Tipton 2018, *Journal of Business & Economic Statistics* 36, 672–683; R's *clubSandwich*).
    /// Clusters of one person each give HC2.
    ///
    /// `None` for a coefficient that is not there, clusters that are not one for each row, fewer
    /// than two clusters, a model with means taken out, a confidence that does not lie strictly
    /// between 0 and 1, and where no degrees of freedom are left.
    ///
    /// ```
    /// use mahir::statistics::{ErrorVariance, LinearModel};
    ///
    /// let (ones, attended) = (vec![1.0; 6], vec![0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    /// let model = LinearModel::fit(&[0.1, 0.3, 0.2, 0.6, 0.9, 0.4], &[ones, attended]).unwrap();
    /// let alone = model.clustered_few(1, &[0, 1, 2, 3, 4, 5], 0.95).unwrap();
    /// let hc2 = model.coefficient(1, ErrorVariance::Hc2, 0.95).unwrap();
    /// assert!((alone.standard_error - hc2.standard_error).abs() < 1e-12);
    /// // Three units: whose people are alike, there is less to tell from.
    /// assert!(model.clustered_few(1, &[0, 1, 1, 2, 2, 2], 0.95).unwrap().degrees_of_freedom < 3.0);
    /// ```
    pub fn clustered_few(
        &self,
        column: usize,
        clusters: &[u32],
        confidence: f64,
    ) -> Option<Coefficient> {
        let found = self.cluster_scores(column, clusters)?;
        let variance = found.scores.values().map(|score| score * score).sum();
        self.tested(column, variance, found.degrees_of_freedom, confidence)
    }

    /// The scores of CR2. With M = (XᵀX)⁻¹ = LLᵀ and LᵀXᵍᵀXᵍL = VDVᵀ the adjustment of a cluster,
    /// (I − XᵍMXᵍᵀ)^−½, is I + XᵍLV φ(D) VᵀLᵀXᵍᵀ with φ(d) = ((1 − d)^−½ − 1) ÷ d, so that nothing
    /// larger than the number of columns is ever inverted.
    pub(super) fn cluster_scores(&self, column: usize, clusters: &[u32]) -> Option<ClusterScores> {
        let width = self.columns.len();
        let rows = self.residuals.len();
        if column >= width || clusters.len() != rows {
            return None;
        }
        // Means of groups that were taken out are columns that are not here.
        if self.degrees_of_freedom != (rows - width) as f64 {
            return None;
        }
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (row, cluster) in clusters.iter().enumerate() {
            members.entry(*cluster).or_default().push(row);
        }
        if members.len() < 2 {
            return None;
        }
        let root = cholesky(&self.inverse)?;
        let mut scores = BTreeMap::new();
        // p_g·p_h = δ a_g − w_gᵀMw_h, so trace and trace of the square follow from these sums.
        let (mut trace, mut own, mut crossed) = (0.0, 0.0, 0.0);
        let mut sum_of_products = vec![vec![0.0; width]; width];
        for (cluster, members) in members {
            let gram = square(width, |i, j| {
                members
                    .iter()
                    .map(|&row| self.columns[i][row] * self.columns[j][row])
                    .sum()
            });
            let inner = product(&transposed(&root), &product(&gram, &root));
            let (values, vectors) = eigen(inner);
            let along = times(&transposed(&root), &times(&gram, &self.inverse[column]));
            let turned: Vec<f64> = times(&transposed(&vectors), &along)
                .iter()
                .zip(&values)
                .map(|(value, d)| value * adjustment(*d))
                .collect();
            let added = times(&root, &times(&vectors, &turned));
            let weights: Vec<f64> = self.inverse[column]
                .iter()
                .zip(&added)
                .map(|(one, other)| one + other)
                .collect();
            let score = members
                .iter()
                .map(|&row| {
                    let weight: f64 = (0..width)
                        .map(|column| self.columns[column][row] * weights[column])
                        .sum();
                    weight * self.residuals[row]
                })
                .sum();
            scores.insert(cluster, score);
            let w = times(&gram, &weights);
            let a = dot(&weights, &w);
            let b = dot(&w, &times(&self.inverse, &w));
            trace += a - b;
            own += a * a;
            crossed += a * b;
            for (i, row) in sum_of_products.iter_mut().enumerate() {
                for (j, value) in row.iter_mut().enumerate() {
                    *value += w[i] * w[j];
                }
            }
        }
        let mixed = product(&self.inverse, &sum_of_products);
        let squared: f64 = (0..width)
            .map(|i| (0..width).map(|j| mixed[i][j] * mixed[j][i]).sum::<f64>())
            .sum();
        let degrees_of_freedom = trace * trace / (own - 2.0 * crossed + squared);
        (degrees_of_freedom.is_finite() && degrees_of_freedom > 1e-6).then_some(ClusterScores {
            scores,
            degrees_of_freedom,
        })
    }
}

/// ((1 − d)^−½ − 1) ÷ d; a direction that a cluster decides alone (d = 1) adds nothing, as the
/// generalised inverse has it.
fn adjustment(d: f64) -> f64 {
    if d <= 1e-12 {
        return 0.5;
    }
    let left = 1.0 - d;
    if left <= 1e-10 {
        return -1.0 / d;
    }
    (1.0 / left.sqrt() - 1.0) / d
}

fn square(width: usize, value: impl Fn(usize, usize) -> f64) -> Matrix {
    (0..width)
        .map(|i| (0..width).map(|j| value(i, j)).collect())
        .collect()
}

fn transposed(matrix: &Matrix) -> Matrix {
    square(matrix.len(), |i, j| matrix[j][i])
}

fn product(one: &Matrix, other: &Matrix) -> Matrix {
    square(one.len(), |i, j| {
        (0..one.len()).map(|k| one[i][k] * other[k][j]).sum()
    })
}

fn times(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| dot(row, vector)).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// L with LLᵀ = M; `None` if M is not positive definite.
fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let width = matrix.len();
    let mut root = vec![vec![0.0; width]; width];
    for i in 0..width {
        for j in 0..=i {
            let rest = matrix[i][j] - dot(&root[i][..j], &root[j][..j]);
            root[i][j] = if i == j {
                (rest > 0.0).then(|| rest.sqrt())?
            } else {
                rest / root[j][j]
            };
        }
    }
    Some(root)
}

/// Eigenvalues and, as columns, eigenvectors of a symmetric matrix by Jacobi's rotations (Golub &
/// Van Loan, Matrix Computations, section 8.5).
fn eigen(mut matrix: Matrix) -> (Vec<f64>, Matrix) {
    let width = matrix.len();
    let mut vectors = square(width, |i, j| f64::from(u8::from(i == j)));
    for _ in 0..60 {
        let apart: f64 = (0..width)
            .map(|i| (0..i).map(|j| matrix[i][j] * matrix[i][j]).sum::<f64>())
            .sum();
        if apart <= 1e-30 {
            break;
        }
        for p in 0..width {
            for q in p + 1..width {
                if matrix[p][q].abs() < 1e-300 {
                    continue;
                }
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
                let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
                let cosine = 1.0 / t.hypot(1.0);
                let sine = t * cosine;
                for row in &mut matrix {
                    let (one, two) = (row[p], row[q]);
                    row[p] = cosine * one - sine * two;
                    row[q] = sine * one + cosine * two;
                }
                let (above, below) = matrix.split_at_mut(q);
                for (one, two) in above[p].iter_mut().zip(&mut below[0]) {
                    (*one, *two) = (cosine * *one - sine * *two, sine * *one + cosine * *two);
                }
                for row in &mut vectors {
                    let (one, two) = (row[p], row[q]);
                    row[p] = cosine * one - sine * two;
                    row[q] = sine * one + cosine * two;
                }
            }
        }
    }
    let values = (0..width).map(|i| matrix[i][i].clamp(0.0, 1.0)).collect();
    (values, vectors)
}

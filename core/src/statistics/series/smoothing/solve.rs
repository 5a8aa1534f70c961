//! The normal equations of a step, and their solution by Cholesky's method.

/// Sums of products of slopes with each other and with the errors.
///
/// Sums go through the known values in order, and so do the loops here: many sums side by side,
/// each in its own order.
pub(super) struct Normal {
    size: usize,
    /// Column after column; what lies above the diagonal means nothing.
    matrix: Vec<f64>,
    gradient: Vec<f64>,
    /// The factor, column after column.
    lower: Vec<f64>,
    solution: Vec<f64>,
}

impl Normal {
    pub(super) fn new(size: usize) -> Self {
        Self {
            size,
            matrix: vec![0.0; size * size],
            gradient: vec![0.0; size],
            lower: vec![0.0; size * size],
            solution: vec![0.0; size],
        }
    }

    /// Sums up the slopes: rows of a length, of which the first are used, one for each error.
    pub(super) fn sum(&mut self, rows: &[f64], stride: usize, errors: &[f64]) {
        let size = self.size;
        self.matrix.fill(0.0);
        self.gradient.fill(0.0);
        for (row, &error) in rows.chunks_exact(stride).zip(errors) {
            let row = &row[..size];
            for (sum, &slope) in self.gradient.iter_mut().zip(row) {
                *sum += slope * error;
            }
            for (column, &own) in row.iter().enumerate() {
                let sums = &mut self.matrix[column * size..(column + 1) * size];
                for (sum, &slope) in sums[column..].iter_mut().zip(&row[column..]) {
                    *sum += slope * own;
                }
            }
        }
    }

    /// The solution of (M + damping × diagonal of M) step = gradient; `None` if there is none in
    /// finite numbers.
    pub(super) fn step(&mut self, damping: f64) -> Option<&[f64]> {
        let size = self.size;
        for column in 0..size {
            let (done, rest) = self.lower.split_at_mut(column * size);
            let own = &mut rest[column..size];
            own.fill(0.0);
            for before in done.chunks_exact(size) {
                let factor = before[column];
                for (sum, &value) in own.iter_mut().zip(&before[column..]) {
                    *sum += value * factor;
                }
            }
            let matrix = &self.matrix[column * size + column..(column + 1) * size];
            let mut diagonal = matrix[0];
            diagonal += damping * diagonal.max(1e-12) + 1e-14;
            diagonal -= own[0];
            if diagonal <= 0.0 || !diagonal.is_finite() {
                return None;
            }
            let root = diagonal.sqrt();
            own[0] = root;
            for (sum, &value) in own.iter_mut().zip(matrix).skip(1) {
                *sum = (value - *sum) / root;
            }
        }
        let lower = |row: usize, column: usize| self.lower[column * size + row];
        let solution = &mut self.solution;
        solution.copy_from_slice(&self.gradient);
        for column in 0..size {
            solution[column] /= lower(column, column);
            let factor = solution[column];
            let (_, rest) = solution.split_at_mut(column + 1);
            let below = &self.lower[column * size + column + 1..(column + 1) * size];
            for (value, &slope) in rest.iter_mut().zip(below) {
                *value -= slope * factor;
            }
        }
        for row in (0..size).rev() {
            for k in row + 1..size {
                solution[row] -= lower(k, row) * solution[k];
            }
            solution[row] /= lower(row, row);
        }
        solution
            .iter()
            .all(|value| value.is_finite())
            .then_some(solution.as_slice())
    }
}

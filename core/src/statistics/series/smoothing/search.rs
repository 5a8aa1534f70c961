//! Levenberg's and Marquardt's search for the numbers that leave the least squares.

use super::fit::unpack;
use super::lanes::{LANES, moved_errors};
use super::solve::Normal;
use super::{Season, Series, SmoothingModel, run};

/// Two steps in a row that gain less than this share of the squares end a search.
const NO_GAIN: f64 = 1e-10;

/// The one-step errors of the known values.
fn errors(series: &Series, model: SmoothingModel, point: &[f64]) -> Option<Vec<f64>> {
    let (weights, mut state) = unpack(model, point);
    let mut errors = run(series, model, weights, &mut state)?;
    // In place: known values go forward in time, so each is read before it is overwritten.
    for (at, &(step, value)) in series.points().iter().enumerate() {
        errors[at] = value - errors[step];
    }
    errors.truncate(series.known());
    errors
        .iter()
        .all(|error| error.is_finite())
        .then_some(errors)
}

fn squares(errors: &[f64]) -> f64 {
    errors.iter().map(|error| error * error).sum()
}

/// Searches from a point, with differences for slopes; returns the least squares found and where.
pub(super) fn search(
    series: &Series,
    model: SmoothingModel,
    mut point: Vec<f64>,
    steps: usize,
) -> Option<(f64, Vec<f64>)> {
    let mut residuals = errors(series, model, &point)?;
    let mut least = squares(&residuals);
    if !least.is_finite() {
        return None;
    }
    let mut slopes = Slopes::new(point.len(), residuals.len());
    let mut normal = Normal::new(point.len());
    let mut damping = 1e-3;
    let mut idle = 0;
    for _ in 0..steps {
        slopes.find(series, model, &point, &residuals)?;
        normal.sum(&slopes.rows, slopes.stride, &residuals);
        let mut better = false;
        while damping < 1e12 {
            let trial = normal.step(damping).map(|step| {
                point
                    .iter()
                    .zip(step)
                    .map(|(at, by)| at - by)
                    .collect::<Vec<f64>>()
            });
            let found = trial.and_then(|trial| Some((errors(series, model, &trial)?, trial)));
            if let Some((new, trial)) = found {
                let sum = squares(&new);
                if sum < least {
                    idle = if least - sum <= NO_GAIN * least {
                        idle + 1
                    } else {
                        0
                    };
                    (point, residuals, least) = (trial, new, sum);
                    damping = (damping / 10.0).max(1e-12);
                    better = true;
                    break;
                }
            }
            damping *= 10.0;
        }
        if !better || idle >= 2 {
            break;
        }
    }
    Some((least, point))
}

/// The slopes of all errors in all numbers: a row for each known value.
struct Slopes {
    size: usize,
    /// The length of a row: the size, rounded up to whole lanes.
    stride: usize,
    rows: Vec<f64>,
}

impl Slopes {
    fn new(size: usize, known: usize) -> Self {
        let stride = size.next_multiple_of(LANES);
        Self {
            size,
            stride,
            rows: vec![0.0; stride * known],
        }
    }

    fn find(
        &mut self,
        series: &Series,
        model: SmoothingModel,
        point: &[f64],
        residuals: &[f64],
    ) -> Option<()> {
        let width_of = |at: f64| 1e-6 * at.abs().max(1e-2);
        for first in (0..self.size).step_by(LANES) {
            let count = LANES.min(self.size - first);
            // Those beyond the last are not read; any width but zero does.
            let mut widths = [1.0; LANES];
            for (width, &at) in widths.iter_mut().zip(&point[first..first + count]) {
                *width = width_of(at);
            }
            let together = match model.season {
                Season::Additive(_) => {
                    let rows = self.rows.chunks_exact_mut(self.stride);
                    let rows = rows.map(|row| &mut row[first..]);
                    moved_errors(
                        series,
                        model,
                        point,
                        (first, count),
                        &widths,
                        residuals,
                        rows,
                    )
                }
                _ => false,
            };
            if !together {
                for at in first..first + count {
                    self.find_alone(series, model, point, at, widths[at - first], residuals)?;
                }
            }
        }
        Some(())
    }

    /// One column; where a step up leaves the numbers, a step down is taken.
    fn find_alone(
        &mut self,
        series: &Series,
        model: SmoothingModel,
        point: &[f64],
        at: usize,
        width: f64,
        residuals: &[f64],
    ) -> Option<()> {
        let moved = |width: f64| {
            let mut moved = point.to_vec();
            moved[at] += width;
            errors(series, model, &moved).map(|changed| (changed, width))
        };
        let (changed, width) = moved(width).or_else(|| moved(-width))?;
        for ((row, new), old) in self
            .rows
            .chunks_exact_mut(self.stride)
            .zip(&changed)
            .zip(residuals)
        {
            row[at] = (new - old) / width;
        }
        Some(())
    }
}

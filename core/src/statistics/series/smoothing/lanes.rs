//! Several runs of one additive model side by side, each a little off in one number.
//!
//! Every lane does what [`super::run`] does, in the same order, so results are the same to the last
//! bit; side by side they do not wait for each other's sums.

use super::fit::unpack;
use super::{SeasonalUpdate, Series, SmoothingModel, SmoothingState, SmoothingWeights};

/// So many runs at once.
pub(super) const LANES: usize = 6;

type Lanes = [f64; LANES];

/// The slopes of the errors in `count` numbers of a point from the `first` on, by a step of each
/// number's width: (error after − error before) ÷ width, a row for each known value. `false` if
/// some lane leaves the finite numbers, whose rows then mean nothing.
pub(super) fn moved_errors<'a>(
    series: &Series,
    model: SmoothingModel,
    point: &[f64],
    (first, count): (usize, usize),
    widths: &Lanes,
    residuals: &[f64],
    mut rows: impl Iterator<Item = &'a mut [f64]>,
) -> bool {
    let period = model.season.period();
    let base = unpack(model, point);
    let states: Vec<(SmoothingWeights, SmoothingState)> = (0..LANES)
        .map(|lane| {
            if lane >= count {
                return base.clone();
            }
            let mut moved = point.to_vec();
            moved[first + lane] += widths[lane];
            unpack(model, &moved)
        })
        .collect();
    let all = |of: &dyn Fn(&SmoothingWeights, &SmoothingState) -> f64| -> Lanes {
        std::array::from_fn(|lane| of(&states[lane].0, &states[lane].1))
    };
    let (alpha, beta, gamma) = (
        all(&|weights, _| weights.level),
        all(&|weights, _| weights.trend),
        all(&|weights, _| weights.season),
    );
    let (mut level, mut trend) = (all(&|_, state| state.level), all(&|_, state| state.trend));
    let mut seasons: Vec<Lanes> = (0..period)
        .map(|place| all(&|_, state| state.seasons.get(place).copied().unwrap_or(0.0)))
        .collect();
    // Zero times anything finite is zero, and times anything else it is not.
    let mut doubt: Lanes = [0.0; LANES];
    let mut points = series.points().iter().zip(residuals).peekable();
    let mut next = 0;
    for step in 0..series.len() {
        let season = &mut seasons[next];
        next = if next + 1 == period { 0 } else { next + 1 };
        let mut before: Lanes = [0.0; LANES];
        let mut expected: Lanes = [0.0; LANES];
        for lane in 0..LANES {
            before[lane] = level[lane] + trend[lane];
            expected[lane] = before[lane] + season[lane];
            doubt[lane] += 0.0 * expected[lane];
        }
        let known = points.next_if(|&(&(at, _), _)| at == step);
        let Some((&(_, value), residual)) = known else {
            level = before;
            continue;
        };
        let Some(row) = rows.next().and_then(|row| row.first_chunk_mut::<LANES>()) else {
            return false;
        };
        for lane in 0..LANES {
            row[lane] = (value - expected[lane] - residual) / widths[lane];
            doubt[lane] += 0.0 * row[lane];
        }
        let old = level;
        for lane in 0..LANES {
            level[lane] = alpha[lane] * (value - season[lane]) + (1.0 - alpha[lane]) * before[lane];
        }
        if model.trend {
            for lane in 0..LANES {
                trend[lane] =
                    beta[lane] * (level[lane] - old[lane]) + (1.0 - beta[lane]) * trend[lane];
            }
        }
        let against = match model.update {
            SeasonalUpdate::PreviousLevel => &before,
            SeasonalUpdate::CurrentLevel => &level,
        };
        for lane in 0..LANES {
            season[lane] =
                gamma[lane] * (value - against[lane]) + (1.0 - gamma[lane]) * season[lane];
        }
    }
    (0..LANES).all(|lane| doubt[lane] == 0.0 && level[lane].is_finite() && trend[lane].is_finite())
}

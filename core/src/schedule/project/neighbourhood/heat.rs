//! How much worse a schedule may become for a while (simulated annealing, Kirkpatrick et al. 1983).

/// The temperature at the start: so often what an activity costs on average above what it costs at
/// least.
const HEAT: f64 = 4.5;
/// The same where an earlier schedule is to be kept, as a share of what the schedule costs: it
/// would melt.
const HEAT_AGAIN: f64 = 3e-5;
/// The work of the first cooling where the work is not limited; each later one takes twice as
/// much.
const FIRST_STRETCH: u64 = 500_000;
/// The temperature at which a cooling begins, as a share of the one before.
const LESS_EACH_STRETCH: f64 = 0.75;
/// Work without a limit.
const UNLIMITED: u64 = 1 << 40;

/// A temperature that falls to 0 with the square of the work that is left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heat {
    first: f64,
}

impl Heat {
    /// For a schedule of `count` activities that costs so much, and at least so much.
    pub(super) fn new(cost: i64, least: i64, count: usize) -> Self {
        Self {
            first: HEAT * (cost - least).max(0) as f64 / count.max(1) as f64,
        }
    }

    /// For a schedule that costs so much, and much of which is to stay as it is.
    pub(super) fn gentle(cost: i64) -> Self {
        Self {
            first: HEAT_AGAIN * cost as f64,
        }
    }

    /// After so much of the work.
    pub(super) fn at(self, done: u64, all: u64) -> f64 {
        let (mut from, mut length, mut first) = (0, all, self.first);
        if all >= UNLIMITED {
            length = FIRST_STRETCH;
            while done >= from + length {
                from += length;
                length *= 2;
                first *= LESS_EACH_STRETCH;
            }
        }
        let left = 1.0 - (done - from) as f64 / length.max(1) as f64;
        first * left.max(0.0).powi(2)
    }
}

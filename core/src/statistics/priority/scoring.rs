//! Scores of items as functions of sums over respondents: the same for a sample and a resample.

use serde::{Deserialize, Serialize};

/// How much of an item is lacking. In each, more is more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedScore {
    /// Borich's mean weighted discrepancy score: MWDS = Σ (I − C) Ī ÷ n = Ī (Ī − C̄), over the
    /// respondents with both ratings (Borich 1980). Nothing is rounded on the way, and it is
    /// negative where competence exceeds importance.
    #[default]
    Borich,
    /// The ranked discrepancy (Narine & Harder 2021) with its sign turned, so that more is more
    /// need: (share with C < I − share with C > I) × 100, from −100 to 100. Their RDS is minus
    /// this.
    RankedDiscrepancy,
    /// The mean difference Ī − C̄, as Hennessy & Hicks take it of their ratings A and B.
    Difference,
}

impl NeedScore {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Borich, Self::RankedDiscrepancy, Self::Difference];

    /// The name in tables and options.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Borich => "borich",
            Self::RankedDiscrepancy => "ranked_discrepancy",
            Self::Difference => "difference",
        }
    }

    /// The score of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|score| score.id() == name)
    }
}

/// What a score is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// A score of two ratings.
    Of(NeedScore),
    /// The sum of the first value over everybody.
    Total,
}

/// Sums over respondents of one item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) count: f64,
    first: f64,
    second: f64,
}

impl Sums {
    /// Counts a cell so many times; one that is missing not at all.
    pub(super) fn add(&mut self, cell: [f64; 2], times: f64) {
        if !cell[0].is_nan() {
            self.count += times;
            self.first += times * cell[0];
            self.second += times * cell[1];
        }
    }

    /// The means of both values; `None` without respondents.
    pub(super) fn means(&self) -> Option<[f64; 2]> {
        (self.count > 0.0).then(|| [self.first / self.count, self.second / self.count])
    }
}

impl Formula {
    /// What of a pair is summed.
    pub(super) fn cell(self, pair: [f64; 2]) -> [f64; 2] {
        let [importance, competence] = pair;
        match self {
            Self::Of(NeedScore::Borich) | Self::Total => pair,
            // Not a number stays so.
            Self::Of(NeedScore::Difference) => [importance - competence, 0.0],
            Self::Of(NeedScore::RankedDiscrepancy) => {
                let sign = if importance > competence {
                    1.0
                } else if importance < competence {
                    -1.0
                } else {
                    0.0
                };
                [if importance.is_nan() { f64::NAN } else { sign }, 0.0]
            }
        }
    }

    /// The score of the sums of an item; `None` without respondents.
    pub(super) fn score(self, sums: Sums) -> Option<f64> {
        if sums.count <= 0.0 {
            return None;
        }
        let (first, second) = (sums.first / sums.count, sums.second / sums.count);
        Some(match self {
            Self::Of(NeedScore::Borich) => first * (first - second),
            Self::Of(NeedScore::Difference) => first,
            Self::Of(NeedScore::RankedDiscrepancy) => 100.0 * first,
            Self::Total => sums.first,
        })
    }

    /// How much a respondent moves the score (the influence function ÷ n); zero for one whose cell
    /// is missing. The sum over respondents is zero.
    pub(super) fn influence(self, cell: [f64; 2], sums: Sums) -> f64 {
        if cell[0].is_nan() || sums.count <= 0.0 {
            return 0.0;
        }
        let (first, second) = (sums.first / sums.count, sums.second / sums.count);
        let (by_first, by_second) = (cell[0] - first, cell[1] - second);
        match self {
            // The gradient of Ī (Ī − C̄) is (2 Ī − C̄, −Ī).
            Self::Of(NeedScore::Borich) => {
                ((2.0 * first - second) * by_first - first * by_second) / sums.count
            }
            Self::Of(NeedScore::Difference) => by_first / sums.count,
            Self::Of(NeedScore::RankedDiscrepancy) => 100.0 * by_first / sums.count,
            Self::Total => by_first,
        }
    }
}

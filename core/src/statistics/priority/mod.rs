//! Which of several items is lacking most? Rankings of needs from what respondents say of the
//! importance of each item and of how well they master it.
//!
//! [`ItemRatings`] hold both ratings. [`rank_needs`] ranks items by Borich's weighted discrepancy,
//! by the ranked discrepancy or by the plain difference, with the uncertainty of scores and ranks;
//! [`rank_totals`] does the same for totals. [`importance_performance`] puts items into quadrants.
//! [`borich_from_means`] checks a printed table.

mod covariance;
mod error;
mod from_means;
mod hennessy_hicks;
mod quadrant;
mod ranking;
mod ratings;
mod resample;
mod scoring;

pub use error::PriorityError;
pub use from_means::{BorichFromMeans, borich_from_means};
pub use hennessy_hicks::{ItemTest, hennessy_hicks};
pub use quadrant::{
    CrossHair, ItemQuadrant, Quadrant, Quadrants, importance_performance, quadrants_of_points,
};
pub use ranking::{
    RankUncertainty, RankedItem, Ranking, RankingOptions, TieRule, rank_needs, rank_totals,
};
pub use ratings::{Discrepancies, ItemRatings};
pub use scoring::NeedScore;

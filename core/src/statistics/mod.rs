//! What does a handful of measurements say? Pure functions on numbers; nothing here knows what a
//! programme is.
//!
//! Every function tells its formula and where it comes from. What cannot be told is `None`: too
//! few values, no spread, values that are not finite, or so large that their sum is not. No
//! function returns a value that is not a number.
//!
//! ```
//! use mahir::statistics::{Moments, mean_interval};
//!
//! let changes = Moments::of_changes(&[2.0, 2.5, 1.0], &[3.0, 3.0, 2.5]).unwrap();
//! assert_eq!(changes.mean(), 1.0);
//! let interval = mean_interval(&changes, 0.95).unwrap();
//! assert!(interval.low < 1.0 && 1.0 < interval.high);
//! ```

mod agreement;
mod distribution;
mod effect_size;
mod fisher;
mod gain;
mod interval;
mod mean;
mod moments;
mod noncentral_t;
mod normal_loss;
mod priority;
mod proportion;
mod root;
mod shrinkage;

pub use agreement::{
    AgreementError, CronbachAlpha, FisherTest, IccForm, IntraclassCorrelation, RatingAnova,
    Ratings, cronbach_alpha, intraclass_correlations, raters_needed, spearman_brown,
    standard_error_of_difference, standard_error_of_measurement,
};
pub use distribution::{normal_cdf, normal_quantile, student_t_cdf, student_t_quantile};
pub use effect_size::{
    d_av_mean, d_av_root_mean_square, d_z, d_z_interval, hedges_correction, hedges_g_z,
};
pub use fisher::{fisher_cdf, fisher_quantile, fisher_upper_tail};
pub use gain::{hake_class_gain, hake_individual_gains, normalised_change};
pub use interval::Interval;
pub use mean::{StudentTest, WelchTest, mean_interval, paired_t, welch, welch_interval};
pub use moments::Moments;
pub use noncentral_t::{noncentral_t_cdf, noncentrality};
pub use normal_loss::normal_loss;
pub use priority::{
    BorichFromMeans, CrossHair, Discrepancies, ItemQuadrant, ItemRatings, NeedScore, PriorityError,
    Quadrant, Quadrants, RankUncertainty, RankedItem, Ranking, RankingOptions, TieRule,
    borich_from_means, importance_performance, quadrants_of_points, rank_needs, rank_totals,
};
pub use proportion::wilson_interval;
pub use shrinkage::{
    Combination, EmpiricalBayes, Estimate, JamesStein, Shrinking, combine, combine_sources,
    combine_with_covariance, empirical_bayes, james_stein, kelley, shared_bias_covariance,
};

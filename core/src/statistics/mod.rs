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
mod balance;
mod bootstrap;
mod change_table;
mod clustered;
mod comparison;
mod correlation;
mod distribution;
mod effect_size;
mod event_study;
mod fisher;
mod gain;
mod hierarchy;
mod independent_effect;
mod interval;
mod knowledge;
mod linear_model;
mod lottery;
mod mean;
mod moments;
mod multiple;
mod order;
mod noncentral_t;
mod normal_loss;
mod paired_effect;
mod paired_summary;
mod paired_table;
mod power;
mod pre_post_control;
mod printed;
mod printed_groups;
mod printed_shares;
mod priority;
mod proportion;
mod rank_sum;
mod ranking;
mod ranks;
mod reliable_change;
mod root;
pub mod series;
mod shrinkage;
mod signed_rank;

pub use agreement::{
    AgreementError, CronbachAlpha, FisherTest, IccForm, IntraclassCorrelation, RatingAnova,
    Ratings, cronbach_alpha, intraclass_correlations, raters_needed, spearman_brown,
    standard_error_of_difference, standard_error_of_measurement,
};
pub use balance::{Balance, balance};
pub use bootstrap::{Bootstrap, Resampling, bootstrap_of_means};
pub use change_table::{BowkerTest, McNemarTest, bowker, chi_squared_tail, mcnemar};
pub use comparison::{covariance_analysis, difference_in_differences};
pub use correlation::correlation;
pub use distribution::{normal_cdf, normal_quantile, student_t_cdf, student_t_quantile};
pub use effect_size::{
    d_av_mean, d_av_root_mean_square, d_z, d_z_interval, hedges_correction, hedges_g_z,
};
pub use event_study::{EventEffect, PanelPerson, PanelValue, event_study, event_study_clustered};
pub use fisher::{fisher_cdf, fisher_quantile, fisher_upper_tail};
pub use gain::{hake_class_gain, hake_individual_gains, normalised_change};
pub use hierarchy::{
    BetweenPrior, EffectData, Hierarchy, HierarchyPrior, MeasuredEffect, Posterior, hierarchy,
    hierarchy_of_sessions,
};
pub use independent_effect::{glass_delta, independent_effect, pooled_deviation};
pub use interval::Interval;
pub use knowledge::{ChoiceBelief, expected_improvement, knowledge_gradient};
pub use linear_model::{Coefficient, ErrorVariance, LinearModel, LinearModelError};
pub use lottery::lottery;
pub use mean::{StudentTest, WelchTest, mean_interval, paired_t, welch, welch_interval};
pub use moments::Moments;
pub use multiple::{Adjustment, adjusted};
pub use noncentral_t::{noncentral_t_cdf, noncentrality};
pub use normal_loss::normal_loss;
pub(crate) use order::{median, quantile};
pub use paired_effect::{Effect, PairedDenominator, paired_effect};
pub use paired_summary::{PairedOptions, PairedSummary, paired_summaries, paired_summary};
pub use paired_table::paired_summaries_table;
pub use power::{TestDesign, minimal_detectable_effect, needed_people, power_of_t_test};
pub use pre_post_control::{PrePost, PrePostControl, pre_post_control};
pub use printed::{Inconsistency, Printed, PrintedCheck, PrintedSummary, check_printed};
pub use printed_groups::{PrintedGroups, check_printed_groups};
pub use printed_shares::{PrintedShare, check_printed_shares};
pub use priority::{
    BorichFromMeans, CrossHair, Discrepancies, ItemQuadrant, ItemRatings, ItemTest, NeedScore,
    PriorityError, Quadrant, Quadrants, RankUncertainty, RankedItem, Ranking, RankingOptions,
    TieRule, borich_from_means, hennessy_hicks, importance_performance, quadrants_of_points,
    rank_needs, rank_totals,
};
pub use proportion::wilson_interval;
pub use rank_sum::{RankSumTest, rank_sum};
pub use ranking::{RankChance, rank_chances};
pub use reliable_change::{ChangeClass, CutOffs, Norm, ReliableChange, cut_offs};
pub use shrinkage::{
    Combination, EmpiricalBayes, Estimate, JamesStein, Shrinking, combine, combine_sources,
    combine_with_covariance, empirical_bayes, james_stein, kelley, shared_bias_covariance,
};
pub use signed_rank::{SignedRankTest, ZeroChanges, signed_rank};

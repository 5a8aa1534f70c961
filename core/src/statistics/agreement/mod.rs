//! How far do raters, or the items of a test, agree?
//!
//! [`Ratings`] hold one value for each subject and rater (or item). From them come the analysis
//! of variance ([`RatingAnova`]), the six intraclass correlations with their intervals
//! ([`IccForm`]), and Cronbach's alpha ([`cronbach_alpha`]).

mod alpha;
mod anova;
mod error;
mod icc;
mod ratings;
mod reliability;

pub use alpha::{CronbachAlpha, cronbach_alpha};
pub use anova::RatingAnova;
pub use error::AgreementError;
pub use icc::{FisherTest, IccForm, IntraclassCorrelation, intraclass_correlations};
pub use ratings::Ratings;
pub use reliability::{
    raters_needed, spearman_brown, standard_error_of_difference, standard_error_of_measurement,
};

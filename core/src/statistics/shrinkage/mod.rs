//! What is the truth behind values that are measured with error?
//!
//! A single measurement is drawn towards what is usual ([`kelley`]), many of the same kind towards
//! each other ([`james_stein`], [`empirical_bayes`]), and several of the same thing are put
//! together ([`combine`], [`combine_with_covariance`]).

mod combination;
mod empirical_bayes;
mod james_stein;
mod kelley;

pub use combination::{
    Combination, combine, combine_sources, combine_with_covariance, shared_bias_covariance,
};
pub use empirical_bayes::{EmpiricalBayes, empirical_bayes};
pub use james_stein::{JamesStein, Shrinking, james_stein};
pub use kelley::{Estimate, kelley};

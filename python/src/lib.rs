//! Python bindings of mahir: conversion only, no rule of the domain.
//!
//! Every artefact of the core becomes a frozen class. Rows cross as Arrow data without a copy,
//! failures become exceptions with a code, and long work lets other Python threads run.

mod agency;
mod agreement;
mod analysis;
mod arrow_in;
mod arrow_out;
mod arrow_source;
mod artefact;
mod belief;
mod capsule;
mod comparison;
mod cycle;
mod effect_size;
mod evaluation;
mod event;
mod evidence_rule;
mod experiment;
mod failure;
mod follow_up;
mod gap;
mod laws;
mod need;
mod options;
mod pages;
mod plan;
mod printed;
mod priority;
mod resampling;
mod project;
mod random;
mod readers;
mod schedule;
mod score;
mod statistics;
mod statistics_input;
mod table;
mod table_document;
mod test_of_change;
mod watch;

use pyo3::prelude::*;

#[global_allocator]
static MEMORY: pages::LargePages = pages::LargePages;

/// The compiled part of the package `mahir`.
#[pymodule]
mod _mahir {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::agency::{Agency, Outcomes};
    #[pymodule_export]
    use crate::agreement::{
        Combination, CronbachAlpha, EmpiricalBayes, IntraclassCorrelation, JamesStein, RatingAnova,
        combine, combine_sources, combine_with_covariance, cronbach_alpha, empirical_bayes,
        intraclass_correlation, intraclass_correlations, james_stein, kelley, raters_needed,
        rating_anova, spearman_brown, standard_error_of_measurement,
    };
    #[pymodule_export]
    use crate::analysis::{
        Comparison, Contender, KimNelson, MorrisDesign, MorrisEffect, Regret, SobolDesign,
        SobolIndex, coverage, dudewicz_dalal_constant, independent, needed_replications,
        needed_replications_relative, paired, regret, rinott_constant, satisficing, second_stage,
    };
    #[pymodule_export]
    use crate::belief::{
        Hierarchy, RankChance, expected_improvement, hierarchy, hierarchy_of_sessions,
        knowledge_gradient, rank_chances,
    };
    #[pymodule_export]
    use crate::comparison::{
        Balance, Coefficient, EventEffect, LinearModel, balance, covariance_analysis,
        difference_in_differences, event_study, linear_model,
    };
    #[pymodule_export]
    use crate::cycle::{Round, default_policy};
    #[pymodule_export]
    use crate::effect_size::{
        Effect, PrePost, PrePostControl, ReliableChange, correlation, cut_offs, hake_gain,
        hedges_correction, independent_effect, noncentral_t_cdf, noncentrality, normal_cdf,
        normal_quantile, normalised_change, paired_effect, pre_post, pre_post_control,
        reliable_change, standardised_change, student_t_cdf, student_t_quantile,
    };
    #[pymodule_export]
    use crate::evaluation::{
        Evaluation, SatisfactionIndex, Survey, detectable, survey, survey_change,
    };
    #[pymodule_export]
    use crate::event::Event;
    #[pymodule_export]
    use crate::experiment::{
        Change, Experiment, OwnPolicy, Policy, Runs, World, changed, live_through,
    };
    #[pymodule_export]
    use crate::follow_up::{FollowUp, published_effects};
    #[pymodule_export]
    use crate::gap::Gaps;
    #[pymodule_export]
    use crate::laws::{
        broken_by_plan, broken_by_policy, broken_by_replanning, broken_by_schedule,
        broken_by_scoring,
    };
    #[pymodule_export]
    use crate::need::{
        Needs, Wisn, available_time, category_allowance_factor, individual_allowance_factor,
        standard_workload, wisn, wisn_whole_people,
    };
    #[pymodule_export]
    use crate::plan::Plan;
    #[pymodule_export]
    use crate::printed::{
        Inconsistency, check_printed, check_printed_groups, check_printed_shares,
        check_printed_table,
    };
    #[pymodule_export]
    use crate::priority::{
        BorichFromMeans, Discrepancies, ItemQuadrant, ItemTest, RankedItem, borich_agrees,
        borich_from_means, discrepancies, expected_gap, hennessy_hicks, importance_performance,
        quadrants_of_points, rank_needs, shortfall_probability,
    };
    #[pymodule_export]
    use crate::project::{Project, ProjectBuilder, Solution};
    #[pymodule_export]
    use crate::random::{Distribution, Stream, Streams};
    #[pymodule_export]
    use crate::readers::{
        Import, read_case, read_esco, read_moodle, read_onet, read_opensalt, read_osmt, read_siasn,
        read_skillsfuture,
    };
    #[pymodule_export]
    use crate::resampling::{Bootstrap, bootstrap_change, lottery, paired_summaries};
    #[pymodule_export]
    use crate::schedule::Schedule;
    #[pymodule_export]
    use crate::score::{score, score_long};
    #[pymodule_export]
    use crate::statistics::{
        Forecast, MannKendall, PettittChange, PoissonChange, SenSlope, Smoothing, StepChange,
        correlated_seasonal_mann_kendall, fit_smoothing, hamed_rao, mann_kendall, pettitt,
        poisson_change, seasonal_hamed_rao, seasonal_mann_kendall, seasonal_sen_slope, sen_slope,
        smooth, step_change,
    };
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::test_of_change::{
        BowkerTest, McNemarTest, RankSumTest, SignedRankTest, StudentTest, WelchTest, adjusted,
        bowker, mcnemar, mean_interval, minimal_detectable_effect, needed_people, paired_t,
        power_of_t_test, rank_sum, signed_rank, welch, wilson_interval,
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

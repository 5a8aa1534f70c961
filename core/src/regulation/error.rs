//! What can be wrong with the figures of a regulation.

use crate::words::fault::shown;

/// Why a figure cannot be as given, or a regulation not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegulationError {
    /// No preset has this name.
    #[error("unknown regulation '{}'; expected one of: {known}", shown(name))]
    Preset {
        /// The name as given.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// No figure has this name.
    #[error("unknown figure '{}'; expected one of: {known}", shown(figure))]
    Figure {
        /// The name as given.
        figure: String,
        /// The names that are known.
        known: String,
    },
    /// A figure's value cannot be used.
    #[error("figure '{figure}' is '{}'; expected {expected}", shown(value))]
    Value {
        /// The figure's name.
        figure: String,
        /// The value as given.
        value: String,
        /// What would be right.
        expected: String,
    },
    /// Two figures contradict each other.
    #[error(
        "figure '{higher}' ({higher_value}) is below '{lower}' ({lower_value}); \
         expected at least as much"
    )]
    Order {
        /// The figure that should not be lower.
        higher: &'static str,
        /// Its value.
        higher_value: String,
        /// The figure that should not be higher.
        lower: &'static str,
        /// Its value.
        lower_value: String,
    },
    /// A saved regulation lacks a figure.
    #[error("figure '{figure}' is missing; expected a value for each figure")]
    Missing {
        /// The figure's name.
        figure: String,
    },
    /// The answers of a satisfaction survey are impossible.
    #[error("satisfaction survey: {problem}; expected {expected}")]
    Survey {
        /// What is wrong.
        problem: String,
        /// What would be right.
        expected: String,
    },
}

impl RegulationError {
    /// A stable name for the kind of error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Preset { .. } => "unknown_regulation",
            Self::Figure { .. } => "unknown_figure",
            Self::Value { .. } => "figure_value",
            Self::Order { .. } => "figure_order",
            Self::Missing { .. } => "figure_missing",
            Self::Survey { .. } => "survey_answers",
        }
    }
}

//! What can be wrong with a framework.

use crate::words::fault::shown;
use crate::words::id::IdError;

use super::Framework;

/// Why a competency or an indicator cannot be taken into a framework.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameworkError {
    /// The competency's id cannot be used.
    #[error(
        "competency '{}': {reason}; expected a new id with visible characters",
        shown(id)
    )]
    Id {
        /// The id as given.
        id: String,
        /// What is wrong with it.
        reason: IdError,
    },
    /// The competency has no name.
    #[error("competency '{}' has no name; expected what it is called", shown(id))]
    Name {
        /// The competency's id.
        id: String,
    },
    /// The highest level is outside the range that is kept.
    #[error(
        "competency '{}' has highest level {top_level}; expected 1 to {}",
        shown(id),
        Framework::HIGHEST_TOP_LEVEL
    )]
    TopLevel {
        /// The competency's id.
        id: String,
        /// The highest level as given.
        top_level: u8,
    },
    /// An indicator is of a competency that is not in the framework.
    #[error("competency number {position} is unknown; expected one of the {count} competencies")]
    Competency {
        /// The position that was asked for.
        position: usize,
        /// How many competencies there are.
        count: usize,
    },
    /// An indicator is of a level that its competency does not have.
    #[error(
        "indicator of level {level} for competency '{}'; expected a level from 1 to {top_level}",
        shown(competency)
    )]
    Level {
        /// The competency's id.
        competency: String,
        /// The level as given.
        level: u8,
        /// The competency's highest level.
        top_level: u8,
    },
    /// An indicator says nothing.
    #[error(
        "indicator of level {level} for competency '{}' has no text; expected a behaviour",
        shown(competency)
    )]
    Text {
        /// The competency's id.
        competency: String,
        /// The indicator's level.
        level: u8,
    },
    /// The columns of a saved framework do not fit together.
    #[error("column '{column}' of the framework has {found} rows; expected {expected}")]
    Columns {
        /// The column.
        column: &'static str,
        /// How many rows it has.
        found: usize,
        /// How many rows it should have.
        expected: usize,
    },
}

impl FrameworkError {
    /// A stable name for the kind of error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Id { .. } => "competency_id",
            Self::Name { .. } => "competency_name",
            Self::TopLevel { .. } => "competency_top_level",
            Self::Competency { .. } => "unknown_competency",
            Self::Level { .. } => "indicator_level",
            Self::Text { .. } => "indicator_text",
            Self::Columns { .. } => "framework_columns",
        }
    }
}

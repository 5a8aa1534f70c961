//! Why an instance cannot be built.

/// Why an instance cannot be built. An instance in which nothing can be planned is no error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstanceError {
    /// A figure is out of its range.
    #[error("{what} of {of} {position} is {found}; expected {expected}")]
    Figure {
        /// Which figure.
        what: &'static str,
        /// Of what: programme, unit, person, phase, purse.
        of: &'static str,
        /// Which one, from 0.
        position: usize,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// Too many of something to be numbered.
    #[error("{count} {what}; expected at most {most}")]
    TooMany {
        /// Too many of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
}

impl InstanceError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Figure { .. } => "plan_instance_figure",
            Self::TooMany { .. } => "plan_instance_too_many",
        }
    }
}

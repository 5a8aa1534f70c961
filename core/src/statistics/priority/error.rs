//! Why needs cannot be ranked.

/// Why ratings cannot be taken, or needs cannot be ranked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PriorityError {
    /// The values do not fill whole rows, or the two kinds of ratings differ in number.
    #[error(
        "{importance} ratings of importance and {competence} of competence for {items} items; \
         expected as many of both, one for each respondent and item"
    )]
    Shape {
        /// How many ratings of importance.
        importance: usize,
        /// How many of competence.
        competence: usize,
        /// How many items.
        items: usize,
    },
    /// A rating is infinite, or so large that its square is.
    #[error(
        "respondent {respondent}, item {item}: the {which} is {found}; expected a number of a \
         usual scale, or a missing value"
    )]
    Value {
        /// Which respondent, from 0.
        respondent: usize,
        /// Which item, from 0.
        item: usize,
        /// Which rating.
        which: &'static str,
        /// What it is.
        found: String,
    },
    /// No item has both ratings of anybody.
    #[error("no item has both ratings of a respondent; expected at least one")]
    NoPairs,
    /// An option is out of its range.
    #[error("{option} is {found}; expected {expected}")]
    Option {
        /// Which option.
        option: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
}

impl PriorityError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape { .. } => "priority_shape",
            Self::Value { .. } => "priority_value",
            Self::NoPairs => "priority_no_pairs",
            Self::Option { .. } => "priority_option",
        }
    }
}

//! Why something is no distribution.

/// Why something is no distribution.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{shape}: {parameter} is {found}; expected {expected}")]
pub struct DistributionError {
    /// The name of the shape, such as `beta`.
    pub shape: &'static str,
    /// The parameter that is out of its range.
    pub parameter: &'static str,
    /// What it is.
    pub found: String,
    /// What would be right.
    pub expected: &'static str,
}

impl DistributionError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        "distribution"
    }
}

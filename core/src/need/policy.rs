//! The rules by which needs are found, as values that a user can change.

use serde::{Deserialize, Serialize};

use crate::words::measure::{Level, Weight};

/// How needs are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct NeedPolicy {
    /// Whether the standards of people's posts count.
    pub post_standards: bool,
    /// Whether the standard of the next post counts.
    pub next_posts: bool,
    /// The demand rule; `None` to leave demand out.
    pub demand: Option<DemandRule>,
    /// Whether the agency's priorities raise weights.
    pub priorities: bool,
}

impl Default for NeedPolicy {
    fn default() -> Self {
        Self { post_standards: true, next_posts: true, demand: Some(DemandRule::default()), priorities: true }
    }
}

/// From a service's volume to needs.
///
/// The last twelve known months are compared with the twelve before. A service that grows by at
/// least [`DemandRule::rising_from`] asks for the level that it takes plus
/// [`DemandRule::raise`], of as many people as its expected workload takes, and its competencies
/// weigh more by its growth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DemandRule {
    /// Months of each of the two years that must be known, 1 to 12.
    pub months_required: u32,
    /// Growth from which a service counts as rising (0.1: by a tenth within a year); its negative
    /// is where a service counts as falling.
    pub rising_from: f64,
    /// How much higher a rising service's levels are asked for.
    pub raise: Level,
    /// The most that growth multiplies a weight with.
    pub weight_at_most: Weight,
    /// Months after `as_of` by which a rising service's needs are due.
    pub due_in_months: u32,
}

impl Default for DemandRule {
    fn default() -> Self {
        Self {
            months_required: 9,
            rising_from: 0.10,
            raise: Level::whole(1),
            weight_at_most: Weight::from_thousandths(2_000),
            due_in_months: 6,
        }
    }
}

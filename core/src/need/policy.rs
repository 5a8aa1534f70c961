//! The rules by which needs are found, as values that a user can change.

use serde::{Deserialize, Serialize};

use super::NeedError;
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
        Self {
            post_standards: true,
            next_posts: true,
            demand: Some(DemandRule::default()),
            priorities: true,
        }
    }
}

impl NeedPolicy {
    /// Checks that every value lies in its range.
    ///
    /// # Errors
    /// [`NeedError::Policy`] names the first value that does not.
    pub fn check(&self) -> Result<(), NeedError> {
        self.demand.as_ref().map_or(Ok(()), DemandRule::check)
    }
}

/// From a service's volume to needs.
///
/// The twelve months that end with the last known month are compared with the twelve before,
/// calendar month by calendar month, so that a month which is missing in one of the years does not
/// look like growth or decline. A month that `as_of` lies in is not over and does not count.
///
/// A service that grows by at least [`DemandRule::rising_from`] asks for the level that it takes
/// plus [`DemandRule::raise`], of as many people of its unit as its expected workload takes, by a
/// day, and its competencies weigh more by its growth. A steady service asks the same people for
/// the level that it takes, without a day and with its usual weight. A falling service, and one of
/// which too little is known, asks nothing beyond the standards of posts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DemandRule {
    /// Calendar months that must be known in both of the two years, 1 to 12.
    pub months_required: u32,
    /// Growth from which a service counts as rising (0.1: by a tenth within a year); its negative
    /// is where a service counts as falling. Above 0, at most 10.
    pub rising_from: f64,
    /// How much higher a rising service's levels are asked for, at most 10 levels; the top level of
    /// the competency is never passed.
    pub raise: Level,
    /// The growth that is carried on into the next year at most (1: the volume doubles), so that a
    /// service which grew from two cases to twenty does not forecast hundreds. 0 to 10.
    pub growth_at_most: f64,
    /// The most that growth multiplies a weight with; 1 or more.
    pub weight_at_most: Weight,
    /// Months after `as_of` by which a rising service's needs are due, at most 120.
    pub due_in_months: u32,
}

impl Default for DemandRule {
    fn default() -> Self {
        Self {
            months_required: 9,
            rising_from: 0.10,
            raise: Level::whole(1),
            growth_at_most: 1.0,
            weight_at_most: Weight::from_thousandths(2_000),
            due_in_months: 6,
        }
    }
}

impl DemandRule {
    fn check(&self) -> Result<(), NeedError> {
        let fault = |setting, found, expected| {
            Err(NeedError::Policy {
                setting,
                found,
                expected,
            })
        };
        if !(1..=12).contains(&self.months_required) {
            let found = self.months_required.to_string();
            return fault("months_required", found, "1 to 12 months");
        }
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.rising_from >= 1e-6 && self.rising_from <= 10.0) {
            let found = self.rising_from.to_string();
            return fault("rising_from", found, "a growth from 0.000001 to 10");
        }
        if self.raise > Level::whole(10) {
            return fault("raise", self.raise.to_string(), "at most 10 levels");
        }
        if !(self.growth_at_most >= 0.0 && self.growth_at_most <= 10.0) {
            let found = self.growth_at_most.to_string();
            return fault("growth_at_most", found, "a growth from 0 to 10");
        }
        if self.weight_at_most < Weight::ONE {
            let found = self.weight_at_most.to_string();
            return fault("weight_at_most", found, "1 or more");
        }
        if self.due_in_months > 120 {
            let found = self.due_in_months.to_string();
            return fault("due_in_months", found, "0 to 120 months");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_out_of_range_are_named() {
        assert_eq!(NeedPolicy::default().check(), Ok(()));
        let with = |change: fn(&mut DemandRule)| {
            let mut rule = DemandRule::default();
            change(&mut rule);
            match rule.check() {
                Err(NeedError::Policy { setting, .. }) => setting,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(with(|rule| rule.months_required = 0), "months_required");
        assert_eq!(with(|rule| rule.months_required = 13), "months_required");
        assert_eq!(with(|rule| rule.rising_from = f64::NAN), "rising_from");
        assert_eq!(with(|rule| rule.rising_from = 0.0), "rising_from");
        assert_eq!(with(|rule| rule.raise = Level::whole(11)), "raise");
        assert_eq!(
            with(|rule| rule.growth_at_most = f64::INFINITY),
            "growth_at_most"
        );
        assert_eq!(
            with(|rule| rule.weight_at_most = Weight::NONE),
            "weight_at_most"
        );
        assert_eq!(with(|rule| rule.due_in_months = 121), "due_in_months");
    }
}

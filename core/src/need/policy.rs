//! The rules by which needs are found, as values that a user can change.

use serde::{Deserialize, Serialize};

use super::NeedError;
use super::source::{CertificateExpiry, NextPost, PerformanceGap};
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
    /// From how many months before its last day on a certificate asks to be renewed, at most 120;
    /// `None` to leave certificates out.
    pub certificates: Option<u32>,
    /// From which missed share of a target on (0.1: a tenth) its competency is asked for, above 0,
    /// at most 1; `None` to leave targets out.
    pub performance: Option<f64>,
}

impl Default for NeedPolicy {
    fn default() -> Self {
        Self {
            post_standards: true,
            next_posts: true,
            demand: Some(DemandRule::default()),
            priorities: true,
            certificates: Some(12),
            performance: Some(0.1),
        }
    }
}

impl NeedPolicy {
    /// Checks that every value lies in its range.
    ///
    /// # Errors
    /// [`NeedError::Policy`] names the first value that does not.
    pub fn check(&self) -> Result<(), NeedError> {
        let fault = |setting, found, expected| {
            Err(NeedError::Policy {
                setting,
                found,
                expected,
            })
        };
        if let Some(months) = self.certificates.filter(|&months| months > 120) {
            return fault("certificates", months.to_string(), "0 to 120 months");
        }
        // Comparisons are false for NaN, so it is refused as well.
        if let Some(share) = self.performance
            && !(share > 0.0 && share <= 1.0)
        {
            return fault("performance", share.to_string(), "above 0, at most 1");
        }
        self.demand.as_ref().map_or(Ok(()), DemandRule::check)
    }
}

impl NeedPolicy {
    /// The source that the policy has for next posts.
    pub(super) fn next_post(&self) -> Option<NextPost> {
        self.next_posts.then_some(NextPost {
            beyond_own: self.post_standards,
        })
    }

    /// The source that the policy has for certificates.
    pub(super) fn certificate_expiry(&self) -> Option<CertificateExpiry> {
        self.certificates
            .map(|months_before| CertificateExpiry { months_before })
    }

    /// The source that the policy has for targets.
    pub(super) fn performance_gap(&self) -> Option<PerformanceGap> {
        self.performance.map(|share| PerformanceGap {
            // A checked share is at most one.
            missed_from: (share * 1_000.0).round() as u32,
        })
    }
}

/// How values that follow each other are allowed for when a trend is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Autocorrelation {
    /// The variance grows by Hamed and Rao's factor over three months
    /// ([`crate::statistics::series::seasonal_hamed_rao`]); right for a few years of months.
    #[default]
    HamedRao,
    /// By the covariances of the calendar months
    /// ([`crate::statistics::series::correlated_seasonal_mann_kendall`]); for ten years and more.
    CorrelatedSeasons,
    /// Not at all: months count as independent.
    Ignore,
}

/// From a service's volume to needs.
///
/// The known months before the month of `as_of` (a month that is not over does not count) are
/// judged calendar month by calendar month: Mann–Kendall's seasonal test says whether there is a
/// trend, Sen's seasonal slope how steep it is. The growth is the slope over the level of the year
/// before the last. A service is
///
/// - *rising* if the test is significant and the growth at least [`DemandRule::rising_from`];
///   *falling* if it is significant and the growth at most the negative of that;
/// - *steady* otherwise, if the whole interval of the growth lies within ±
///   [`DemandRule::steady_within`];
/// - and *cannot be told* otherwise, or if too few months are known, with the reason.
///
/// A rising service asks for the level that it takes plus [`DemandRule::raise`], of as many people
/// of its unit as its expected workload takes, by a day, and its competencies weigh more by its
/// growth. A steady service asks the same people for the level that it takes, without a day and
/// with its usual weight. A falling service, and one of which too little is known, asks nothing
/// beyond the standards of posts.
///
/// The day is the first of the month in which the workload, carried on along the slope, passes
/// what those can do who hold the asked level today; at the earliest [`DemandRule::due_in_months`]
/// after `as_of`, for learning takes time, and no day at all if it is not passed within
/// [`DemandRule::horizon_months`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct DemandRule {
    /// Calendar months that must be known in both of the last two years, 1 to 12.
    pub months_required: u32,
    /// Months that are looked at, counted back from the last known one, 24 to 600.
    pub months_considered: u32,
    /// The two-sided significance of the test, and what is left of one as the confidence of
    /// intervals: 0.05 asks for 95 %. Above 0, at most 0.5.
    pub significance: f64,
    /// How values that follow each other are allowed for.
    pub autocorrelation: Autocorrelation,
    /// Growth from which a service counts as rising (0.1: by a tenth within a year); its negative
    /// is where a service counts as falling. Above 0, at most 10.
    pub rising_from: f64,
    /// The interval of a steady service's growth lies within plus and minus this. At least
    /// `rising_from`, at most 10.
    pub steady_within: f64,
    /// How much higher a rising service's levels are asked for, at most 10 levels; the top level of
    /// the competency is never passed.
    pub raise: Level,
    /// From so many known months on the expected volume comes from Holt–Winters smoothing; below,
    /// from Sen's line with the seasons around it. 36 to 600.
    pub months_for_smoothing: u32,
    /// The growth that is carried on into the next year at most (1: the volume doubles), so that a
    /// service which grew from two cases to twenty does not forecast hundreds. 0 to 10.
    pub growth_at_most: f64,
    /// The most that growth multiplies a weight with; 1 or more.
    pub weight_at_most: Weight,
    /// Months after `as_of` by which a rising service's needs are due at the earliest, at most 120.
    pub due_in_months: u32,
    /// Months after `as_of` in which a day is looked for, at most 120.
    pub horizon_months: u32,
}

impl Default for DemandRule {
    fn default() -> Self {
        Self {
            months_required: 9,
            months_considered: 60,
            significance: 0.05,
            autocorrelation: Autocorrelation::default(),
            rising_from: 0.10,
            steady_within: 0.20,
            raise: Level::whole(1),
            months_for_smoothing: 36,
            growth_at_most: 1.0,
            weight_at_most: Weight::from_thousandths(2_000),
            due_in_months: 6,
            horizon_months: 36,
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
        if !(24..=600).contains(&self.months_considered) {
            let found = self.months_considered.to_string();
            return fault("months_considered", found, "24 to 600 months");
        }
        if !(self.significance > 0.0 && self.significance <= 0.5) {
            let found = self.significance.to_string();
            return fault("significance", found, "above 0, at most 0.5");
        }
        if !(self.steady_within >= self.rising_from && self.steady_within <= 10.0) {
            let found = self.steady_within.to_string();
            return fault("steady_within", found, "from rising_from to 10");
        }
        if !(36..=600).contains(&self.months_for_smoothing) {
            let found = self.months_for_smoothing.to_string();
            return fault("months_for_smoothing", found, "36 to 600 months");
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
        if self.horizon_months > 120 {
            let found = self.horizon_months.to_string();
            return fault("horizon_months", found, "0 to 120 months");
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
        assert_eq!(with(|rule| rule.horizon_months = 121), "horizon_months");
        assert_eq!(
            with(|rule| rule.months_considered = 12),
            "months_considered"
        );
        assert_eq!(with(|rule| rule.significance = f64::NAN), "significance");
        assert_eq!(with(|rule| rule.steady_within = 0.05), "steady_within");
        assert_eq!(
            with(|rule| rule.months_for_smoothing = 24),
            "months_for_smoothing"
        );
    }
}

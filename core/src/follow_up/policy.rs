//! By which thresholds follow-up is decided, as values that a user can change.

use serde::{Deserialize, Serialize};

use crate::words::measure::Rupiah;

/// How results change beliefs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BeliefModel {
    /// Sessions within effects within forms: what one programme of a form shows tells something of
    /// the others, and how far sessions and effects differ is learnt from them.
    #[default]
    Hierarchical,
    /// Every effect by itself: a normal belief of the catalogue, updated by a normal measurement.
    Separate,
}

/// Where beliefs start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorSource {
    /// The catalogue's gain and its deviation.
    #[default]
    Catalogue,
    /// What meta-analyses found of learning ([`super::published_effect`]), for offices whose
    /// catalogue is guesswork: d times the deviation of levels among people.
    Published,
}

/// By which thresholds follow-up is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FollowUpPolicy {
    /// The gain that is worthwhile, in levels.
    pub worthwhile_gain: f64,
    /// From this probability of a worthwhile gain on a programme is continued; one that works
    /// beyond doubt, and for which people wait, is expanded.
    pub expand_from: f64,
    /// Up to this probability of a worthwhile gain a programme is stopped, unless people liked it:
    /// then its content is adjusted first.
    pub stop_up_to: f64,
    /// The mean reaction from which on people count as having liked a programme, on the scale of
    /// the office's own form (3.5 of 5).
    pub liked_from: f64,
    /// The smallest standard deviation that a catalogue's belief is given, in levels.
    pub prior_deviation_at_least: f64,
    /// The smallest standard deviation of people's changes that is believed, in levels: that a few
    /// people changed alike does not make the gain certain.
    pub change_deviation_at_least: f64,
    /// How results change beliefs.
    pub beliefs: BeliefModel,
    /// Where beliefs start.
    pub prior: PriorSource,
    /// The deviation of levels among people, in levels, by which a published d becomes a gain. An
    /// assumption: where levels run from 0 to 5 and most people hold 1 to 3.
    pub level_deviation: f64,
    /// How far the effects of a form as a whole may lie from the catalogue: a deviation in levels.
    pub form_deviation: f64,
    /// How far sessions of one programme usually differ: the scale of a half-normal belief, in
    /// levels.
    pub session_deviation: f64,
    /// Months in which half of a gain is lost without use. Tatel & Ackerman (2025, 1,344 effects)
    /// found about 6.5 for accuracy, 13 for speed and 11 for mixed measures.
    pub half_life_months: f64,
    /// What a level gained by one person is worth; `None` for what the plan pays for one.
    pub value_per_level: Option<Rupiah>,
    /// What it costs to measure one more session before and after. An assumption.
    pub evaluation_cost: Rupiah,
    /// Months after which a level should be assessed again.
    pub reassess_after_months: u32,
}

impl Default for FollowUpPolicy {
    fn default() -> Self {
        Self {
            worthwhile_gain: 0.2,
            expand_from: 0.80,
            stop_up_to: 0.10,
            liked_from: 3.5,
            prior_deviation_at_least: 0.1,
            change_deviation_at_least: 0.25,
            beliefs: BeliefModel::Hierarchical,
            prior: PriorSource::Catalogue,
            level_deviation: 0.6,
            form_deviation: 0.2,
            session_deviation: 0.1,
            half_life_months: 11.0,
            value_per_level: None,
            evaluation_cost: Rupiah::new(500_000),
            reassess_after_months: 6,
        }
    }
}

impl FollowUpPolicy {
    pub(super) fn check(&self) -> Result<(), super::FollowUpError> {
        let fault = |setting, found: f64, expected| {
            Err(super::FollowUpError::Policy {
                setting,
                found: found.to_string(),
                expected,
            })
        };
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.worthwhile_gain >= 0.0 && self.worthwhile_gain <= 100.0) {
            return fault("worthwhile_gain", self.worthwhile_gain, "0 to 100 levels");
        }
        if !(0.0..=1.0).contains(&self.expand_from) {
            return fault("expand_from", self.expand_from, "a probability from 0 to 1");
        }
        if !(0.0..=self.expand_from).contains(&self.stop_up_to) {
            return fault(
                "stop_up_to",
                self.stop_up_to,
                "a probability from 0 to expand_from",
            );
        }
        if !(self.prior_deviation_at_least > 0.0 && self.prior_deviation_at_least <= 100.0) {
            let found = self.prior_deviation_at_least;
            return fault(
                "prior_deviation_at_least",
                found,
                "above 0, at most 100 levels",
            );
        }
        if !(self.change_deviation_at_least > 0.0 && self.change_deviation_at_least <= 100.0) {
            let found = self.change_deviation_at_least;
            return fault(
                "change_deviation_at_least",
                found,
                "above 0, at most 100 levels",
            );
        }
        for (setting, found) in [
            ("level_deviation", self.level_deviation),
            ("form_deviation", self.form_deviation),
            ("session_deviation", self.session_deviation),
        ] {
            if !(found > 0.0 && found <= 100.0) {
                return fault(setting, found, "above 0, at most 100 levels");
            }
        }
        if !(self.half_life_months > 0.0 && self.half_life_months <= 1_200.0) {
            let found = self.half_life_months;
            return fault("half_life_months", found, "above 0, at most 1,200 months");
        }
        for (setting, found) in [
            ("value_per_level", self.value_per_level.unwrap_or_default()),
            ("evaluation_cost", self.evaluation_cost),
        ] {
            if found.amount() < 0 {
                return fault(setting, found.as_f64(), "no amount below 0");
            }
        }
        if !self.liked_from.is_finite() {
            return fault("liked_from", self.liked_from, "a number");
        }
        if self.reassess_after_months > 1_200 {
            let found = f64::from(self.reassess_after_months);
            return fault("reassess_after_months", found, "at most 1,200 months");
        }
        Ok(())
    }
}

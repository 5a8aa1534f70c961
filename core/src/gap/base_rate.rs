//! How many people are in which band, with the doubt that few people leave.

use super::Gaps;
use crate::regulation::Band;
use crate::statistics::{Interval, wilson_interval};
use crate::words::id::PersonIndex;

/// The share of people in a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaseRate {
    /// Which band.
    pub band: Band,
    /// People in it.
    pub people: u32,
    /// People with a score.
    pub scored: u32,
    /// people ÷ scored; `None` if nobody has a score.
    pub share: Option<f64>,
    /// Wilson's interval of the share, as if the people were a sample of many of their kind.
    pub interval: Option<Interval>,
}

impl Gaps {
    /// The share of all people in each band of the job–person match, the lowest first, with
    /// Wilson's interval at a confidence strictly between 0 and 1.
    pub fn base_rates(&self, confidence: f64) -> Vec<BaseRate> {
        self.base_rates_of(self.agency().people.indices(), confidence)
    }

    /// The share of some people in each band, likewise.
    pub fn base_rates_of(
        &self,
        people: impl IntoIterator<Item = PersonIndex>,
        confidence: f64,
    ) -> Vec<BaseRate> {
        let bands = self.agency().regulation.mapping_bands().usage().bands();
        let mut counts = bands.map(|_| 0_u32);
        for person in people {
            if let Some(found) = self.band(person)
                && let Some(place) = bands.iter().position(|band| *band == found)
            {
                counts[place] += 1;
            }
        }
        let scored = counts.iter().sum();
        let rate = |(band, people): (Band, u32)| BaseRate {
            band,
            people,
            scored,
            share: (scored > 0).then(|| f64::from(people) / f64::from(scored)),
            interval: wilson_interval(u64::from(people), u64::from(scored), confidence),
        };
        bands.into_iter().zip(counts).map(rate).collect()
    }
}

//! What the gaps of a person come to, and how near the next post is.

use super::{Gaps, MatchBands, Score};
use crate::words::id::{Index, PersonIndex, PostIndex};
use crate::words::measure::{Level, Weight};

/// The needs of a person together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PersonGap {
    /// How many needs the person has.
    pub needs: u32,
    /// How many of them are not met.
    pub short: u32,
    /// How many are left open.
    pub open: u32,
    /// Σ gap in levels.
    pub gap: f64,
    /// Σ weight × gap, in weighted levels.
    pub weighted_gap: f64,
    /// Σ weight × expected gap over needs of which it can be told, in weighted levels.
    pub expected_weighted_gap: f64,
}

/// How near a person is to the post that is meant to be next (kesiapan jabatan berikutnya).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The next post.
    pub post: PostIndex,
    /// The match with its standard, over the competencies whose level is known.
    pub score: Score,
    /// Competencies of its standard that are not met.
    pub short: u32,
    /// Competencies of its standard whose level is not known: left open, or not among the needs.
    pub open: u32,
}

impl Readiness {
    /// Whether every competency of the standard is known and met.
    pub const fn is_ready(&self) -> bool {
        self.short == 0 && self.open == 0
    }
}

impl Gaps {
    /// The needs of a person together.
    pub fn person_gap(&self, person: PersonIndex) -> PersonGap {
        let mut sum = PersonGap::default();
        let (mut steps, mut weighted) = (0_u64, 0_u64);
        let rows = self.needs().rows_of(person);
        for gap in rows.filter_map(|row| self.gap_of(person, row)) {
            sum.needs += 1;
            sum.short += u32::from(!gap.gap.is_none());
            sum.open += u32::from(gap.held.is_none());
            // As many needs as competencies, each below 2⁴⁸.
            let gap_steps = u64::from(gap.gap.steps());
            steps = steps.saturating_add(gap_steps);
            weighted = weighted.saturating_add(gap_steps * u64::from(gap.weight.thousandths()));
            sum.expected_weighted_gap += gap.expected.map_or(0.0, |by| by * gap.weight.as_f64());
        }
        sum.gap = steps as f64 / f64::from(Level::STEPS);
        sum.weighted_gap = weighted as f64 / f64::from(Weight::STEPS) / f64::from(Level::STEPS);
        sum
    }

    /// How near a person is to the next post; `None` if none is meant.
    pub fn readiness(&self, person: PersonIndex) -> Option<Readiness> {
        let agency = self.agency();
        if person.position() >= agency.people.len() {
            return None;
        }
        let post = agency.people.next_post(person)?;
        let mut readiness = Readiness {
            post,
            score: Score::default(),
            short: 0,
            open: 0,
        };
        let rows = self.needs().rows_of(person);
        let competencies = &self.needs().competencies()[rows.clone()];
        for asked in agency.requirements.of(post) {
            // Needs of a person stand in the order of competencies.
            let held = competencies
                .binary_search(&asked.competency)
                .ok()
                .and_then(|place| self.held(rows.start + place));
            let Some(held) = held else {
                readiness.open += 1;
                continue;
            };
            readiness.short += u32::from(held < asked.level);
            readiness.score.achieved += u64::from(held.min(asked.level).steps());
            readiness.score.achieved_uncapped += u64::from(held.steps());
            readiness.score.required += u64::from(asked.level.steps());
        }
        Some(readiness)
    }

    /// How many people are in each of some bands, the lowest first, and how many have no score.
    pub fn counts_by(&self, bands: &MatchBands) -> (Vec<u32>, u32) {
        let mut counts = vec![0; bands.names().len()];
        let mut without = 0;
        for score in &self.content.scores {
            match bands.place(*score) {
                Some(place) => counts[place] += 1,
                None => without += 1,
            }
        }
        (counts, without)
    }
}

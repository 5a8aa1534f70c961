//! Bands of the job–person match, as many as an office has, decided in whole numbers.

use super::{GapError, Score};
use crate::regulation::Percent;

/// Bands of the job–person match by the percentages at which they start: for offices whose rules
/// know others than the regulation's three. A match on a threshold belongs to the band above.
///
/// ```
/// use mahir::gap::{MatchBands, Score};
/// use mahir::regulation::Percent;
///
/// let bands = MatchBands::new(
///     "below",
///     &[("fair", Percent::whole(60)), ("good", Percent::whole(75)), ("very good", Percent::whole(91))],
/// )?;
/// let two_thirds = Score { achieved: 18, achieved_uncapped: 18, required: 27 };
/// assert_eq!(bands.band(two_thirds), Some("fair"));
/// # Ok::<(), mahir::gap::GapError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchBands {
    names: Vec<String>,
    /// Where each band but the lowest starts, rising.
    cuts: Vec<Percent>,
}

impl MatchBands {
    /// A lowest band, and further bands with the percentages at which they start.
    ///
    /// # Errors
    /// [`GapError::Policy`] if percentages do not rise, or a name is empty or used twice.
    pub fn new(lowest: &str, further: &[(&str, Percent)]) -> Result<Self, GapError> {
        let refuse = |found: String, expected: &str| GapError::Policy {
            setting: "bands",
            found,
            expected: expected.to_owned(),
        };
        for pair in further.windows(2) {
            if let [(_, below), (name, from)] = pair
                && from <= below
            {
                let found = format!("'{name}' from {from} after {below}");
                return Err(refuse(found, "percentages that rise from band to band"));
            }
        }
        let mut names: Vec<String> = vec![lowest.to_owned()];
        names.extend(further.iter().map(|(name, _)| (*name).to_owned()));
        for (place, name) in names.iter().enumerate() {
            if name.trim().is_empty() || names[..place].contains(name) {
                return Err(refuse(
                    format!("the name '{name}'"),
                    "a name of its own for each band",
                ));
            }
        }
        Ok(Self {
            names,
            cuts: further.iter().map(|(_, from)| *from).collect(),
        })
    }

    /// The names, the lowest band first.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a score's band, 0 for the lowest; `None` if nothing is required. Nothing is
    /// rounded: 100 · achieved is compared with percent · required.
    pub fn place(&self, score: Score) -> Option<usize> {
        let reached = |cut: &&Percent| cut.is_reached_by(score.achieved, score.required);
        (score.required > 0).then(|| self.cuts.iter().take_while(reached).count())
    }

    /// The name of a score's band; `None` if nothing is required.
    pub fn band(&self, score: Score) -> Option<&str> {
        self.place(score).map(|place| self.names[place].as_str())
    }
}

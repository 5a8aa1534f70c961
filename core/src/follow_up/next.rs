//! The next cycle: the catalogue as it is believed now.

use super::artefact::{ActionKind, FollowUp};
use crate::agency::Agency;
use crate::catalogue::Programmes;
use crate::words::id::ProgrammeIndex;
use crate::words::measure::Level;

impl FollowUp {
    /// The catalogue with every effect that was measured as it is believed now; the others stay as
    /// they are. A gain below zero becomes zero, and one above the top of the competency the top.
    ///
    /// A programme that is to be stopped stays in it, with what is left of its effect, so that
    /// plans choose it no more by themselves; [`FollowUp::stopped`] names it.
    pub fn next_catalogue(&self) -> Programmes {
        let framework = &self.agency().framework;
        let mut programmes = self.agency().programmes.clone();
        // Updates are in the order of the catalogue's effects, one for each.
        for (effect, update) in programmes.effects.iter_mut().zip(self.updates()) {
            if update.data_mean.is_none() {
                continue;
            }
            let top = framework.top_level(update.competency).as_f64();
            if let Some(gain) = Level::from_f64(update.posterior_mean.clamp(0.0, top)) {
                effect.gain = gain;
            }
            if let Some(deviation) = Level::from_f64(update.posterior_deviation) {
                effect.gain_deviation = deviation;
            }
        }
        programmes
    }

    /// The agency with the next catalogue. The outcomes that were counted are in that catalogue
    /// now, and are left out, so that the next round does not count them again; those after the
    /// evaluation's day stay.
    pub fn next_agency(&self) -> Agency {
        let as_of = self.evaluation().policy().as_of;
        let later = self.evaluation().outcomes().filtered(|outcome| {
            outcome
                .date
                .zip(as_of)
                .is_some_and(|(date, as_of)| date > as_of)
        });
        self.agency().with_programmes(self.next_catalogue(), later)
    }

    /// The programmes that are to be stopped.
    pub fn stopped(&self) -> Vec<ProgrammeIndex> {
        self.actions()
            .iter()
            .filter(|action| action.kind == ActionKind::Stop)
            .map(|action| action.programme)
            .collect()
    }
}

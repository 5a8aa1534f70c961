//! The next cycle: the catalogue as it is believed now.

use super::artefact::{ActionKind, FollowUp};
use crate::agency::Agency;
use crate::catalogue::Programmes;
use crate::words::id::ProgrammeIndex;
use crate::words::measure::Level;

impl FollowUp {
    /// The catalogue with every effect as it is believed now. A programme that is to be stopped
    /// stays in it with what is left of its effect; [`FollowUp::stopped`] names it. A gain below
    /// zero becomes zero.
    pub fn next_catalogue(&self) -> Programmes {
        let mut programmes = self.agency().programmes.clone();
        // Updates are in the order of the catalogue's effects, one for each.
        for (effect, update) in programmes.effects.iter_mut().zip(self.updates()) {
            if let Some(gain) = Level::from_f64(update.posterior_mean) {
                effect.gain = gain;
            }
            if let Some(deviation) = Level::from_f64(update.posterior_deviation) {
                effect.gain_deviation = deviation;
            }
        }
        programmes
    }

    /// The agency with the next catalogue.
    pub fn next_agency(&self) -> Agency {
        self.agency().with_programmes(self.next_catalogue())
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

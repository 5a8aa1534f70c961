//! Who is on duty: every unit on every working day of the phases.

use std::collections::BTreeMap;

use super::artefact::{OnDuty, Schedule};
use super::presence::Presence;
use crate::words::id::{Index, SessionIndex, UnitIndex};
use crate::words::measure::Date;

impl Schedule {
    /// Who is on duty in each unit on each working day of the phases, unit by unit.
    pub fn on_duty(&self) -> Vec<OnDuty> {
        let agency = self.agency();
        let Some((from, until)) = agency.phases.horizon() else {
            return Vec::new();
        };
        let mut training: BTreeMap<(UnitIndex, Date), u32> = BTreeMap::new();
        for (number, session) in self.sessions().iter().enumerate() {
            let Some(index) = SessionIndex::at(number) else {
                continue;
            };
            for &person in self.participants(index) {
                for &day in &session.days {
                    *training
                        .entry((agency.people.unit(person), day))
                        .or_insert(0) += 1;
                }
            }
        }
        let days: Vec<Date> = agency.calendar.working_days(from, until).collect();
        let present = Presence::new(agency, &days).present();
        let cells = agency
            .units
            .indices()
            .flat_map(|unit| days.iter().map(move |&day| (unit, day)));
        cells
            .zip(present)
            .map(|((unit, day), present)| OnDuty {
                unit,
                day,
                present,
                in_training: training.get(&(unit, day)).copied().unwrap_or(0),
                minimum: agency.units.minimum_on_duty(unit),
            })
            .collect()
    }
}

//! Outcomes of a schedule, drawn at random.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::agency::source::DelimitedSource;
use crate::outcome::Outcomes;
use crate::schedule::Schedule;
use crate::words::id::{Index, SessionIndex};

/// What is drawn for a seat: how it is measured, the level before in quarters, the change in
/// quarters, how it was liked in tenths.
type Seen = (u8, u8, i8, u8);

/// Outcomes of a schedule's sessions.
pub(super) fn of(schedule: &Schedule) -> impl Strategy<Value = Outcomes> + use<> {
    let schedule = schedule.clone();
    let seats = schedule.seats().max(1);
    let seen = (0..10_u8, 0..=16_u8, -2..=6_i8, 10..=50_u8);
    (vec(seen, seats), 0..4_usize).prop_map(move |(seen, compared)| {
        let text = written(&schedule, &seen, compared);
        let source = DelimitedSource::from_text("outcomes.csv", text);
        // Rows name what the schedule names, so they are the agency's.
        schedule
            .agency()
            .read_outcomes(source)
            .unwrap_or_else(|faults| panic!("generated outcomes are not valid: {faults}"))
    })
}

fn written(schedule: &Schedule, seen: &[Seen], compared: usize) -> String {
    let agency = schedule.agency();
    let mut text =
        "programme,session,person,measure,kirkpatrick,before,after,date,group\n".to_owned();
    let mut seats = seen.iter().cycle();
    for (number, session) in schedule.sessions().iter().enumerate() {
        let (Some(index), Some(end)) = (SessionIndex::at(number), session.end()) else {
            continue;
        };
        let programme = agency.programmes.id(session.programme);
        let effects = agency.programmes.effects(session.programme);
        let place = format!("{programme},{}", session.id);
        for &person in schedule.participants(index) {
            let Some(&(how, before, change, liked)) = seats.next() else {
                continue;
            };
            let label = agency.people.label(person);
            let after = (i16::from(before) + i16::from(change)).clamp(0, 20);
            let (before, after) = (f64::from(before) / 4.0, f64::from(after) / 4.0);
            if how > 0 {
                let liked = f64::from(liked) / 10.0;
                // Writing to a text does not fail.
                let _ = writeln!(text, "{place},{label},liking,1,,{liked},{end},attended");
            }
            for effect in effects {
                let competency = agency.framework.id(effect.competency);
                match how {
                    // Did not come.
                    0 => {}
                    // Was not measured before.
                    1 => {
                        let _ = writeln!(
                            text,
                            "{place},{label},{competency},2,,{after},{end},attended"
                        );
                    }
                    _ => {
                        let _ = writeln!(
                            text,
                            "{place},{label},{competency},2,{before},{after},{end},attended"
                        );
                    }
                }
                // At work too.
                if how == 9 {
                    let _ = writeln!(
                        text,
                        "{place},{label},{competency},3,{before},{after},{end},attended"
                    );
                }
            }
        }
        // Some who were not there.
        let others = agency
            .people
            .indices()
            .filter(|person| !schedule.participants(index).contains(person));
        for (person, &(_, before, change, _)) in others.take(compared).zip(seen) {
            for effect in effects {
                let competency = agency.framework.id(effect.competency);
                let after = (i16::from(before) + i16::from(change / 3)).clamp(0, 20);
                let _ = writeln!(
                    text,
                    "{programme},,{},{competency},2,{},{},{end},comparison",
                    agency.people.label(person),
                    f64::from(before) / 4.0,
                    f64::from(after) / 4.0
                );
            }
        }
    }
    text
}

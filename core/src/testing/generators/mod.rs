//! Valid agencies, and what becomes of them, drawn at random with size and features as arguments.
//!
//! Everything that is drawn shrinks: towards fewer people, smaller numbers, and no special features.

mod draft;
mod events;
mod outcomes;
mod shape;
mod tables;

pub use shape::{Features, Shape};

use proptest::prelude::*;

use super::scenarios::as_of;
use crate::agency::Agency;
use crate::need::Needs;
use crate::outcome::Outcomes;
use crate::plan::Plan;
use crate::schedule::{Event, Schedule};
use crate::words::measure::Date;

/// Agencies of a shape. All are valid: they stand every check that tables stand.
pub fn agencies(shape: Shape) -> impl Strategy<Value = Agency> {
    draft::drafts(shape).prop_map(|draft| {
        // A test of the generators builds many of each shape.
        tables::builder(&draft)
            .build()
            .unwrap_or_else(|faults| panic!("a generated agency is not valid: {faults}"))
    })
}

/// Needs of agencies of a shape, by the usual rules.
pub fn needs(shape: Shape) -> impl Strategy<Value = Needs> {
    agencies(shape).prop_map(|agency| {
        let needs = agency.needs(as_of());
        // Agencies of a shape are far from too many rows.
        needs.unwrap_or_else(|error| panic!("needs of a generated agency: {error}"))
    })
}

/// Plans of agencies of a shape, by the usual rules.
pub fn plans(shape: Shape) -> impl Strategy<Value = Plan> {
    needs(shape).prop_map(|needs| {
        let gaps = needs.gaps().unwrap_or_else(|error| panic!("gaps: {error}"));
        gaps.plan().unwrap_or_else(|error| panic!("plan: {error}"))
    })
}

/// Schedules of agencies of a shape.
pub fn schedules(shape: Shape) -> impl Strategy<Value = Schedule> {
    plans(shape).prop_map(|plan| {
        plan.schedule()
            .unwrap_or_else(|error| panic!("schedule: {error}"))
    })
}

/// Schedules of agencies of a shape with a day of replanning and events that are known then:
/// providers, people and units that are away, fewer trainers or rooms, cancelled sessions, blocked
/// days; about half of them on the days of a session that is to come.
pub fn events(shape: Shape) -> impl Strategy<Value = (Schedule, Date, Vec<Event>)> {
    schedules(shape).prop_flat_map(|schedule| {
        let events = events::of(&schedule);
        (Just(schedule), events).prop_map(|(schedule, (day, events))| (schedule, day, events))
    })
}

/// Schedules of agencies of a shape with outcomes for them: most of those who attend are measured,
/// some are not, some twice, and some others are measured for comparison.
pub fn outcomes(shape: Shape) -> impl Strategy<Value = (Schedule, Outcomes)> {
    schedules(shape).prop_flat_map(|schedule| {
        let outcomes = outcomes::of(&schedule);
        (Just(schedule), outcomes)
    })
}

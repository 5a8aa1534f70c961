//! What a year is judged by.

use serde::{Deserialize, Serialize};

macro_rules! indicators {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// What a year is judged by. Levels are true ones unless a name says otherwise.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub struct Indicators {
            $($(#[$doc])* pub $name: f64,)*
        }

        impl Indicators {
            /// Their names, in order.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// Their values, in the order of the names.
            pub fn values(&self) -> Vec<f64> {
                vec![$(self.$name,)*]
            }

            /// One by its name.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

indicators! {
    /// People at the start of the year.
    people;
    /// People who left within the year.
    left;
    /// People who joined at its end.
    joined;
    /// People who moved to another unit or post at its end.
    moved;
    /// The year's budget, in rupiah.
    budget;
    /// What the sessions that were held cost, in rupiah.
    spent;
    /// Sessions that were held.
    sessions;
    /// Sessions that were not, as their partner had withdrawn.
    cancelled;
    /// Seats in the schedule.
    seats;
    /// People who came, seat by seat.
    attended;
    /// People who stayed to the end, seat by seat.
    completed;
    /// Seats that stayed empty so that a counter stayed open.
    held_back;
    /// Days of a unit on which training took it below its minimum on duty.
    counter_days_closed;
    /// Units with people of which nobody completed anything.
    units_left_out;
    /// Those of them that were left out the year before too.
    units_left_out_again;
    /// People (PNS) who completed fewer hours than their floor.
    below_floor;
    /// Levels that the plan was to close by what was believed, weights aside.
    levels_planned;
    /// Levels below the posts' standards that learning closed, when it closed them.
    levels_closed;
    /// Levels that were forgotten within the year.
    levels_forgotten;
    /// The mean gap to the posts' standards at the end of the year, in levels.
    mean_gap;
    /// The mean job–person match at the end of the year, in percent, surpluses cut off.
    job_person_match;
    /// The share of the posts' standards that are met at the end of the year.
    standards_met;
    /// How far the catalogue is from the truth at the end of the year: the mean size of the
    /// difference of expected and true gain, in levels, over all effects.
    belief_error;
    /// Cases asked for within the year.
    cases;
}

//! Which days for activities that share resources?
//!
//! The general problem behind every schedule: activities that take days in a row, resources whose
//! capacity changes over time, precedence with lags, release dates, due dates and deadlines
//! (resource-constrained project scheduling with calendars). [`Project::solve`] gives good days
//! and proves how far they are from the best.

mod bound;
mod builder;
mod document;
mod exact;
mod genetic;
mod instance;
mod model;
mod neighbourhood;
mod options;
mod profile;
mod rows;
mod serial;
mod solution;
mod solve;
mod solve_weighted;
mod tables;

pub use builder::{LAST_DAY, MOST_ACTIVITIES, MOST_RESOURCES, Project, ProjectBuilder};
pub use model::{Activity, Demand, Precedence, Resource};
pub use options::{Objective, Previous, SolveOptions};
pub use solution::Solution;

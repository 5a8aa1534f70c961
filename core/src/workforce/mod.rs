//! Who works here? Units, posts and their standards, people, and what was assessed.
//!
//! Columns only: row `i` of every column of a table is one unit, post or person. Nothing here
//! decides anything; the flow does.

mod assessments;
mod people;
mod posts;
mod units;

pub use assessments::{Assessment, Assessments};
pub use people::{EmploymentStatus, People};
pub use posts::{Posts, Requirement, Requirements};
pub use units::Units;

//! Who works here? Units, posts and their standards, people, and what was assessed.
//!
//! Columns only: row `i` of every column of a table is one unit, post or person. Nothing here
//! decides anything; the flow does.

mod assessments;
mod certificates;
mod people;
mod performances;
mod posts;
mod units;

pub use assessments::{Assessment, Assessments};
pub use certificates::{Certificate, Certificates};
pub use people::{EmploymentStatus, People};
pub use performances::{Performance, Performances};
pub use posts::{Posts, Requirement, Requirements};
pub use units::Units;

//! What is there? All facts of an agency (instansi) together, cross-checked, and where they come
//! from: a folder of tables, or tables in memory.

mod facts;
mod settings;

pub use facts::{Agency, AgencyFacts};
pub use settings::{Budget, PlanningRules, Priority};

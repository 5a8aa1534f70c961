//! What do the people of the region ask for? Services, their monthly volumes, and what serving
//! them takes.

mod allowances;
mod services;
mod volumes;

pub use allowances::{Allowance, AllowanceKind, AllowanceTime, Allowances};
pub use services::{ServiceCompetency, Services};
pub use volumes::{Volume, Volumes};

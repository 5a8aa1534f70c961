//! What do the people of the region ask for? Services, their monthly volumes, and what serving
//! them takes.

mod services;
mod volumes;

pub use services::{ServiceCompetency, Services};
pub use volumes::{Volume, Volumes};

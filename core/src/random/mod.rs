//! Which chance falls on whom, the same whatever else is asked?
//!
//! A study compares two rules under the same luck. That works only if a person's luck does not
//! move when somebody else is added, or when one rule draws a number that the other does not. So
//! nobody shares a sequence: every entity (a person, a programme, a service) has a [`Stream`] of
//! its own for each purpose, year, replication and world, found by its name and not by its place.
//!
//! Every draw takes exactly one number from its stream and turns it by the inverse of the
//! distribution ([`Distribution::quantile`]): a high number is high under both rules, which is what
//! makes differences precise (common random numbers; Law, *Simulation Modeling and Analysis*,
//! section 11.2).
//!
//! ```
//! use mahir::random::{Distribution, Entity, Streams};
//!
//! let streams = Streams::new(2026).replication(7);
//! let person = Entity::named("P001");
//! let luck = streams.stream(1, person, 2027).uniform();
//! // The same names give the same number, on every machine and in every order of asking.
//! assert_eq!(streams.stream(1, person, 2027).uniform(), luck);
//! assert_ne!(streams.stream(1, Entity::named("P002"), 2027).uniform(), luck);
//!
//! let half_life = Distribution::log_normal(11.0, 0.3).unwrap();
//! assert!((half_life.quantile(0.5) - 11.0).abs() < 1e-9);
//! ```

mod distribution;
mod entity;
mod error;
mod quantile;
mod stream;
#[cfg(test)]
mod tests;

pub use distribution::{Distribution, Shape};
pub use entity::Entity;
pub use error::DistributionError;
pub use stream::{Stream, Streams};

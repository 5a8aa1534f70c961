//! What do replications say? Pure functions on numbers; nothing here knows what a policy is.
//!
//! Two rules under the same luck are compared pair by pair ([`paired`]), several by selection with
//! a stated probability of being right ([`rinott_constant`], [`KimNelson`]), over many worlds by
//! regret and satisficing ([`Regret`]), and what drives a result is found by screening
//! ([`MorrisDesign`]) and by shares of variance ([`SobolDesign`]).
//!
//! What cannot be told is `None`, and no function returns a value that is not a number.

mod morris;
mod paired;
mod precision;
mod regret;
mod selection;
mod sequential;
mod sobol;

pub use morris::{MorrisDesign, MorrisEffect};
pub use paired::{Comparison, independent, paired};
pub use precision::{coverage, needed_replications, needed_replications_relative};
pub use regret::{Regret, satisficing};
pub use selection::{dudewicz_dalal_constant, rinott_constant, second_stage};
pub use sequential::{Contender, KimNelson};
pub use sobol::{SobolDesign, SobolIndex};

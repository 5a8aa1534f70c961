//! What do the rules demand, by which numbers, and how well is each number known?
//!
//! A [`Regulation`] is data: every number is a [`Figure`] with its unit, its source and a
//! [`Certainty`]. The preset `indonesia` can be changed figure by figure, by name. The formulas
//! that the rules prescribe stand here too: bands of job person match ([`JpmBands`]), people for
//! a workload ([`workload`]), the satisfaction index ([`satisfaction`]). All are decided in whole
//! numbers.
//!
//! ```
//! use mahir::regulation::{Certainty, Regulation};
//! use mahir::words::measure::Hours;
//!
//! let mut regulation = Regulation::indonesia();
//! assert_eq!(regulation.pns_minimum_hours().value(), Hours::whole(20));
//! assert_eq!(regulation.pns_minimum_hours().certainty(), Certainty::Regulation);
//!
//! regulation.override_figure("pns_minimum_hours", "24").unwrap();
//! assert_eq!(regulation.pns_minimum_hours().value(), Hours::whole(24));
//! assert_eq!(regulation.pns_minimum_hours().certainty(), Certainty::Own);
//! assert!(regulation.override_figure("pns_minimum_hours", "many").is_err());
//! ```

mod bands;
mod error;
mod figure;
mod figures;
mod forms;
mod holidays;
mod post_class;
mod rules;
pub mod satisfaction;
mod saved;
#[cfg(test)]
mod tests;
pub mod workload;

pub use bands::{Band, JpmBands, JpmUse};
pub use error::RegulationError;
pub use figure::{Certainty, Figure, Percent};
pub use forms::{FormCredit, Per};
pub use rules::Regulation;

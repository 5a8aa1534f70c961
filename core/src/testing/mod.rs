//! What do tests of one's own policies need? Generators of valid agencies, laws that every result
//! obeys, and small scenarios whose answers are known by hand.
//!
//! ```
//! use mahir::experiment::Change;
//! use mahir::testing::{generators, laws};
//! use mahir::words::measure::parse_date;
//! use proptest::prelude::*;
//!
//! proptest! {
//!     #![proptest_config(ProptestConfig::with_cases(4))]
//!     # fn doc(
//!     # /*
//!     #[test]
//!     fn a_cut_never_closes_a_counter(
//!     # */
//!         agency in generators::agencies(generators::Shape::small()),
//!     ) {
//!         let cut = agency.changed(&[Change::Budget { factor: 0.8 }]).unwrap();
//!         let as_of = parse_date("2026-01-05").unwrap();
//!         let plan = cut.needs(as_of).unwrap().gaps().unwrap().plan().unwrap();
//!         laws::assert_plan_is_lawful(&plan);
//!         laws::assert_schedule_is_lawful(&plan.schedule().unwrap());
//!     }
//! }
//! # doc();
//! ```

pub mod generators;
pub mod laws;
pub mod scenarios;

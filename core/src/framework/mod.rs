//! What is there to be able to do, and how does one recognise each level of it?
//!
//! A [`Framework`] is a list of competencies (kamus kompetensi), each with its kind, its highest
//! level, and behaviours that show a level. The nine competencies that every Indonesian civil
//! servant is held to are built in; an agency adds its technical ones.
//!
//! ```
//! use mahir::framework::{CompetencyKind, FrameworkBuilder};
//!
//! let mut builder = FrameworkBuilder::indonesia();
//! let licences = builder
//!     .competency("REG", "Perizinan berusaha", CompetencyKind::Technical, 5)
//!     .unwrap();
//! builder.indicator(licences, 2, "Memeriksa berkas NIB tanpa bantuan").unwrap();
//! let framework = builder.build();
//!
//! assert_eq!(framework.len(), 10);
//! assert!(framework.is_built_in(framework.competencies().find("INT").unwrap()));
//! assert!(!framework.is_built_in(licences));
//! ```

mod builder;
mod columns;
mod error;
mod indonesia;
mod kind;

pub use builder::FrameworkBuilder;
pub use columns::Framework;
pub use error::FrameworkError;
pub use kind::CompetencyKind;

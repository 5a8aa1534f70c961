//! What do other systems hand over? Readers of files as they come, which give the agency's tables.
//!
//! The room stands behind `agency` because what it gives are that room's tables, read through that
//! room's sources; nothing after it needs it. Each reader is behind a feature of its own:
//!
//! | reader | feature | reads | gives |
//! |---|---|---|---|
//! | `siasn` | `siasn` | employee export of SIASN/MyASN (69 columns), flat SIMPEG lists | people, posts, units |
//! | `moodle` | `moodle` | competency framework CSV of Moodle | competencies, hierarchy, relations |
//! | `case` | `case` | 1EdTech CASE packages (JSON) | competencies, indicators, hierarchy, relations |
//! | `opensalt` | `opensalt` | sheets of OpenSALT: the items of a CASE document in rows | competencies, hierarchy |
//! | `esco` | `esco` | ESCO tables, also Tabiya's | competencies, posts, requirements, hierarchy, relations |
//! | `onet` | `onet` | O*NET tables (tabulator or workbook) | competencies, posts, requirements, ratings |
//! | `osmt` | `osmt` | skills of OSMT (batch CSV) | competencies, hierarchy, relations, posts, requirements |
//! | `skillsfuture` | `skillsfuture` | the workbook of SkillsFuture Singapore | competencies, indicators, posts, requirements, hierarchy |
//!
//! `workbooks` lets [`open`] take any table as a workbook (XLSX); `readers` has all of them. None
//! is on by default, for a planner that others build upon needs none; the Python package has all.
//!
//! Headers are matched loosely: case, blanks, dashes, underscores and the like do not count, and
//! columns that nobody asks for are passed over. Everything that is wrong is told at once; what is
//! not wrong but was left out, cut or guessed stands in [`Import::notes`].
//!
//! ```
//! # #[cfg(feature = "onet")] {
//! use mahir::agency::source::DelimitedSource;
//! use mahir::readers::onet::{OnetFiles, OnetOptions, read};
//!
//! let skills = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\n\
//!               43-4031.00\t2.A.1.a\tReading Comprehension\tIM\t3.75\n\
//!               43-4031.00\t2.A.1.a\tReading Comprehension\tLV\t3.38\n";
//! let mut skills = DelimitedSource::from_text("Skills.txt", skills);
//! let files = OnetFiles::of(&mut skills);
//! let import = read(files, &OnetOptions::default()).unwrap();
//! let requirements = import.table("requirements").unwrap();
//! assert_eq!(
//!     requirements.to_csv(),
//!     "post,competency,level,importance\n43-4031.00,2.A.1.a,3.38,3.75\n"
//! );
//! # }
//! ```

#[cfg(feature = "case")]
pub mod case;
mod error;
#[cfg(feature = "esco")]
pub mod esco;
// Each reader uses a part of it.
#[cfg_attr(not(feature = "readers"), allow(dead_code))]
mod import;
#[cfg(feature = "moodle")]
pub mod moodle;
// Each reader uses a part of it.
#[cfg_attr(not(feature = "readers"), allow(dead_code))]
mod nodes;
#[cfg(feature = "onet")]
pub mod onet;
#[cfg(feature = "opensalt")]
pub mod opensalt;
// Each reader uses a part of it.
#[cfg_attr(not(feature = "readers"), allow(dead_code))]
mod opened;
#[cfg(feature = "osmt")]
pub mod osmt;
#[cfg(feature = "siasn")]
pub mod siasn;
#[cfg(feature = "skillsfuture")]
pub mod skillsfuture;
// Each reader uses a part of it.
#[cfg_attr(not(feature = "readers"), allow(dead_code))]
mod walk;
#[cfg(feature = "workbooks")]
mod workbook;

pub use error::ReaderError;
pub use import::Import;
pub use nodes::Taken;
pub use opened::{LARGEST_FILE, open, open_as, open_bytes};
#[cfg(feature = "workbooks")]
pub use workbook::WorkbookSource;

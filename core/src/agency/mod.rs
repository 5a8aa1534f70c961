//! What is there? All facts of an agency (instansi) together, cross-checked, and where they come
//! from: a folder of tables, or tables in memory.
//!
//! [`Agency::load`] reads a folder with `agency.toml` and CSV tables as an office's spreadsheet
//! writes them: comma or semicolon, decimal comma, `DD-MM-YYYY`, a byte order mark, Indonesian
//! headers. Everything that is wrong is told at once ([`crate::words::fault::Faults`]), each fault
//! with its file, row, column, value, and what would be right. [`Agency::builder`] takes tables in
//! memory. [`Agency::save`] writes the folder back.
//!
//! | table | columns |
//! |---|---|
//! | competencies | id, name, kind (managerial, sociocultural, technical), top_level, description |
//! | indicators | competency, level, text |
//! | units | id, name, parent, minimum_on_duty |
//! | posts | id, name, class |
//! | requirements | post, competency, level, importance (1–5) |
//! | people | id, unit, post, status (PNS, PPPK), retires_on, contract_until, hours_this_year, next_post |
//! | assessments | person, competency, level, date, source, standard_error |
//! | services | id, name, unit, norm_minutes |
//! | volumes | service, month, count (empty: known to be unknown), minutes (how long a case took on the average) |
//! | service_competencies | service, competency, level |
//! | allowances | unit, name, kind (category, individual), share or minutes_per_year, people |
//! | certificates | person, competency, level, expires |
//! | performances | person, competency, target, actual, date |
//! | providers | id, name, kind, from, until, sessions_at_once, cost_share |
//! | programmes | id, name, form, provider, hours, days, class_min, class_max, cost_per_session, cost_per_seat, sessions_per_phase, venue, meetings, weeks_between or days_between_min and days_between_max |
//! | effects | programme, competency, gain, gain_sd, from_level, up_to_level |
//! | prerequisites | programme, requires |
//! | rooms | id, name, seats, programmes (ids with blanks between them) |
//! | trainers | id, name, people_at_most, programmes (ids with blanks between them) |
//! | absences | unit or person or provider or room or trainer, from, until, reason |
//! | holidays | date, name, kind (holiday, joint_leave) |
//! | outcomes | programme, session, person, measure, kirkpatrick (1–4), before, after, date, group (attended, comparison) |
//! | surveys | service or programme with kirkpatrick (1, 3), date, form, element, answer (services 1–4, programmes 1–5) |
//!
//! `agency.toml` has `name`, `framework`, `[regulation]`, `[budget]`, `[[phases]]`, `[calendar]`
//! with `[[calendar.blocked]]` and `[[calendar.reduced]]`, `[rules]` and `[[priorities]]`.
//!
//! # The example
//!
//! Every chapter goes on with the same office, which comes with the library: `examples/marelan`.
//!
//! ```
//! use mahir::Agency;
//!
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! let agency = Agency::load(folder)?;
//! assert_eq!((agency.people.len(), agency.programmes.len()), (100, 27));
//! // One wrong id, and the fault says where it stands and what would be right.
//! let wrong = Agency::builder()
//!     .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
//!     .csv("units", "id,name\nYAN,Licences\n")
//!     .csv("posts", "id,name\nLOKET,Counter\n")
//!     .csv("requirements", "post,competency,level\nLOKET,REGG,2\n")
//!     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\n")
//!     .build();
//! let told = wrong.unwrap_err().to_string();
//! assert!(told.contains("requirements.csv, row 2, column competency: unknown"));
//! assert!(told.contains("such as 'REG'"));
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Next: [`need`](crate::need).

#[cfg(feature = "tables")]
mod builder;
#[cfg(feature = "tables")]
mod cells;
mod consistency;
#[cfg(feature = "tables")]
mod counting;
#[cfg(feature = "tables")]
mod error;
mod facts;
#[cfg(feature = "tables")]
mod folder;
#[cfg(feature = "tables")]
mod layout;
#[cfg(feature = "tables")]
mod misnamed;
#[cfg(feature = "tables")]
mod rows;
mod settings;
#[cfg(feature = "tables")]
mod settings_file;
#[cfg(feature = "tables")]
pub mod source;
#[cfg(feature = "tables")]
mod tables;
#[cfg(feature = "tables")]
mod written;
#[cfg(feature = "tables")]
mod written_bookables;
#[cfg(feature = "tables")]
mod written_series;
#[cfg(feature = "tables")]
mod written_staffing;
#[cfg(feature = "tables")]
mod written_survey;

#[cfg(feature = "tables")]
pub use builder::AgencyBuilder;
#[cfg(feature = "tables")]
pub use error::AgencyError;
pub use facts::{Agency, AgencyFacts};
pub use settings::{Budget, PlanningRules, Priority};

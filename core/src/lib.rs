//! mahir plans how a public workforce becomes competent. (*Mahir* is Indonesian for "proficient".)
//!
//! The whole in one breath: what the services of a region ask for → which competencies each post
//! and unit needs → who lacks what → a plan of training, seminars, workshops, internships and
//! coaching within budget → a calendar that keeps every counter open → what changed → what to do
//! about it, and round again.
//!
//! ```
//! # #[cfg(feature = "tables")] {
//! use mahir::Agency;
//! use mahir::words::explanation::Language;
//! use mahir::words::measure::parse_date;
//!
//! let agency = Agency::builder()
//!     .settings("[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-03-31\nbudget = 5000000")
//!     .csv("competencies", "id,name,kind\nREG,Licensing rules,technical\n")
//!     .csv("units", "id,name,minimum_on_duty\nYAN,Licences,1\n")
//!     .csv("posts", "id,name\nLOKET,Counter\n")
//!     .csv("requirements", "post,competency,level\nLOKET,REG,3\n")
//!     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\nP2,YAN,LOKET,PNS\n")
//!     .csv("assessments", "person,competency,level,date\nP1,REG,2,2025-06-01\nP2,REG,3,2025-06-01\n")
//!     .csv("providers", "id,kind\nUNI,university\n")
//!     .csv("programmes", "id,form,provider,hours,days,class_max,cost_per_session\nB,bimtek,UNI,16,2,10,2000000\n")
//!     .csv("effects", "programme,competency,gain\nB,REG,0.8\n")
//!     .build()
//!     .unwrap();
//! let as_of = parse_date("2026-01-05").unwrap();
//!
//! let needs = agency.needs(as_of).unwrap(); // who must reach what, and why
//! let gaps = needs.gaps().unwrap(); // needed minus held, with how sure we are
//! let plan = gaps.plan().unwrap(); // who attends what in which phase, with a proven bound
//! let schedule = plan.schedule().unwrap(); // sessions on working days; counters stay open
//! let evaluation = schedule.evaluate(&agency.outcomes).unwrap(); // what changed, with intervals
//! let actions = evaluation.follow_up().unwrap(); // keep, adjust, repeat, stop, reassess
//!
//! assert_eq!(plan.lines().len(), 1);
//! assert!(plan.why(0, Language::English).starts_with("Closes Licensing rules 0.80 levels"));
//! assert!(plan.bound() >= plan.objective());
//! # let _ = actions;
//! # }
//! ```
//!
//! # The book
//!
//! Rooms stand in the order of the flow; each names only rooms before it, and a test keeps it so.
//! Read as chapters, from [`agency`] on each goes on with the same example, the synthetic office
//! `examples/marelan`: [`agency`], [`need`], [`gap`], [`plan`], [`schedule`], [`evaluation`],
//! [`follow_up`], [`cycle`], [`experiment`], `report`.
//!
//! | room | question |
//! |---|---|
//! | [`words`] | ids, exact measures, tables, reasons, faults: what every room speaks |
//! | [`statistics`] | what does a handful of measurements say, and how surely? |
//! | [`random`] | which chance falls on whom, the same whatever else is asked? |
//! | [`framework`] | which competencies are there, on which levels? |
//! | [`workforce`] | who works here, in which post, and what was assessed? |
//! | [`service`] | what do the people of the region ask for? |
//! | [`catalogue`] | what can people attend, and who runs it? |
//! | [`calendar`] | on which days, in which phases, and who is away? |
//! | [`outcome`] | what was measured afterwards? |
//! | [`regulation`] | what do the rules demand, by which numbers, and how well is each known? |
//! | [`agency`] | all facts together, cross-checked; tables in and out |
//! | `readers` | what do other systems hand over? |
//! | [`need`] | who must reach what, by when, and why? |
//! | [`gap`] | who lacks what, and how sure is that? |
//! | [`plan`] | who attends what in which phase, within budget, and how good is that? |
//! | [`schedule`] | when, so that no counter closes? |
//! | [`evaluation`] | what changed, and is that enough to tell? |
//! | [`follow_up`] | what to do about it? |
//! | [`cycle`] | one round under a policy |
//! | [`experiment`] | which rule does better, in which worlds, and how surely? |
//! | `testing` | what tests of one's own policies need: generators, laws, scenarios |
//! | `report` | what people read: text, one page, files |
//!
//! # What holds everywhere
//!
//! - **Facts are columns.** Row `i` of every column of a table is one thing; ids are dense indices;
//!   levels are exact small integers, and bands are decided in whole numbers.
//! - **Results are values.** Every artefact is immutable, cheap to clone, keeps what it was made
//!   from, prints a summary in English or Indonesian, gives its rows as tables
//!   ([`words::artefact::Artefact`]), serialises, and is checked when it is read back.
//! - **Reasons are kept.** `why` of each artefact tells a row's reason in words.
//! - **Nothing is hidden.** No clock, no randomness without a seed, no global state: the same input gives the same
//!   bytes for any number of threads.
//! - **Bad input loses nothing.** All faults are told at once ([`words::fault::Faults`]), and no
//!   input makes the library panic.
//! - **People's data are personal.** Employee numbers never stand in errors, `Debug` or default
//!   output.
//!
//! # Features
//!
//! `parallel` (threads, by rayon), `tables` (folders, CSV, JSON, fingerprints), `report` (text and
//! HTML); all are on by default, and the domain builds without any. `testing` (generators, laws and
//! scenarios for tests of one's own policies) and its part `laws` (without generators) are off, as
//! are the readers of other systems' files: `siasn`, `moodle`, `case`, `opensalt`, `esco`,
//! `onet`, `osmt`, `skillsfuture`, `workbooks` (XLSX), and `readers` for all of them.
#![forbid(unsafe_code)]

pub mod words;
pub mod statistics;
pub mod random;

pub mod framework;
pub mod workforce;
pub mod service;
pub mod catalogue;
pub mod calendar;
pub mod outcome;
pub mod regulation;
pub mod agency;
#[cfg(feature = "tables")]
pub mod readers;

pub mod need;
pub mod gap;
pub mod plan;
pub mod schedule;
pub mod evaluation;
pub mod follow_up;

pub mod cycle;
pub mod experiment;
#[cfg(feature = "laws")]
pub mod testing;
#[cfg(feature = "report")]
pub mod report;

mod error;

pub use agency::Agency;
pub use error::Error;

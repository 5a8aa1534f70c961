//! How many people does the work of a unit take, and are there enough? ABK with its effective
//! time, and WISN with available working time and allowances.
//!
//! Both divide work by the time of one person. ABK (analisis beban kerja) takes the effective time
//! that the regulation sets (75,000 minutes a year, which an agency can change:
//! `effective_minutes_per_year`). WISN (Workload Indicators of Staffing Need, WHO 2010) counts the
//! available working time of a category of staff, and adds what is not counted case by case: work
//! that everybody does, as a share of each one's time ([`category_allowance_factor`]), and work
//! that some do, in hours ([`individual_allowance_factor`]). An agency without allowances gets the
//! figures of ABK.
//!
//! A unit's figures are [`UnitWorkload`], those of each of its services [`ServiceWorkload`]; the functions here are for working a table of WISN again.

mod service;
mod unit;
mod wisn;

pub use service::ServiceWorkload;
pub(super) use service::find as by_service;
pub(super) use unit::{ServiceWork, find, passed};
pub use unit::{UnitWorkload, WorkloadVerdict};
pub use wisn::{
    AvailableTime, Wisn, WisnActivity, category_allowance_factor, individual_allowance_factor,
    standard_workload, wisn, wisn_whole_people,
};

//! Who must reach what, by when, and why?
//!
//! Several sources speak ([`NeedSource`]): the standard of a person's post, the demand for the
//! services of the person's unit, the post that the person is meant to take next, certificates
//! that end, targets that were missed, the region's priorities, and whatever a user brings
//! ([`Agency::needs_from`]). [`Agency::needs`] asks them all, merges what they say ([`Claim`]), and
//! keeps the reasons: [`Needs::why`] tells them for every row.
//!
//! Demand goes the whole way from volume to competency ([`DemandRule`]): a few years of monthly
//! volumes give a trend with its certainty or the reason why there is none, and an expected volume
//! with its interval; volume × norm time ÷ effective time, with allowances, gives people
//! ([`workload`]); those people must hold the service's competencies, by the day on which the work
//! passes what the able ones can do. [`ServiceDemand::triage`] says whether people are lacking, or
//! competence. [`Needs::cohorts`] gathers the same need over all units.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//!
//! let agency = Agency::load(folder)?;
//! let needs = agency.needs(as_of)?;
//! assert_eq!(needs.len(), 1_231); // a row for each person and competency
//! let by_demand = (0..needs.len()).filter(|&row| needs.sources()[row].names().contains("demand"));
//! let told: Vec<String> = by_demand.map(|row| needs.why(row, Language::English)).collect();
//! assert!(told.iter().any(|why| why.contains("the volume rose by 20 % in a year")));
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`agency`](crate::agency). Next: [`gap`](crate::gap).

mod artefact;
mod claim;
mod cohort;
mod demand;
mod document;
mod error;
mod find;
mod policy;
mod rows;
mod source;
mod spread;
mod summary;
mod trend;
mod weigh;
mod why;
pub mod workload;

pub use artefact::{HeadcountNeed, Need, NeedSources, Needs, ServiceDemand, ToldReason, Triage};
pub use claim::Claim;
pub use cohort::Cohort;
pub use error::NeedError;
pub use policy::{Autocorrelation, DemandRule, NeedPolicy};
pub use source::{
    CertificateExpiry, ClaimList, ListedClaim, NeedSource, NextPost, PerformanceGap, PostStandard,
};
pub(crate) use spread::{Stopped, Watched, blocks, blocks_of, cut, map};
pub use trend::{Expected, ForecastMethod, Trend, Unclear};

use std::sync::Arc;

use crate::agency::Agency;
use crate::words::measure::Date;
use crate::words::watch::Watch;

impl Agency {
    /// What everybody needs on a day, by the usual rules.
    ///
    /// # Errors
    /// [`NeedError`] if there are more rows than can be numbered.
    pub fn needs(&self, as_of: Date) -> Result<Needs, NeedError> {
        self.needs_with(as_of, &NeedPolicy::default())
    }

    /// What everybody needs on a day, by rules of your own.
    ///
    /// People whose last working day lies before `as_of` need nothing.
    ///
    /// # Errors
    /// [`NeedError`] if a value of the policy is out of its range, or there are more rows than can
    /// be numbered.
    pub fn needs_with(&self, as_of: Date, policy: &NeedPolicy) -> Result<Needs, NeedError> {
        self.needs_from(as_of, policy, &[])
    }

    /// What everybody needs on a day, by rules of your own and with sources of your own beside the
    /// library's. A source may ask for levels up to the top of a competency of the framework; what
    /// lies above is cut to the top, and other competencies are left out.
    ///
    /// # Errors
    /// As for [`Agency::needs_with`].
    pub fn needs_from(
        &self,
        as_of: Date,
        policy: &NeedPolicy,
        sources: &[&dyn NeedSource],
    ) -> Result<Needs, NeedError> {
        self.needs_watched(as_of, policy, sources, &())
    }

    /// The same, watched: every few milliseconds the watch is told how far the work is, in units of
    /// services and people that are looked at twice each.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use mahir::need::{NeedError, NeedPolicy};
    /// use mahir::words::watch::{Progress, Watch};
    ///
    /// /// Has no time at all.
    /// struct Impatient;
    ///
    /// impl Watch for Impatient {
    ///     fn see(&self, _: &Progress) -> ControlFlow<()> {
    ///         ControlFlow::Break(())
    ///     }
    /// }
    ///
    /// let agency = mahir::Agency::builder()
    ///     .settings("name = \"Kecamatan\"\n[[phases]]\nid = \"I\"\nfrom = 2026-01-01\nuntil = 2026-12-31\nbudget = 1_000_000\n")
    ///     .csv("competencies", "id,name,kind\nREG,Perizinan,technical\n")
    ///     .csv("units", "id,name\nU,Seksi\n")
    ///     .csv("posts", "id,name\nP,Petugas\n")
    ///     .csv("requirements", "post,competency,level\nP,REG,3\n")
    ///     .csv("people", "id,unit,post,status\nW1,U,P,PNS\n")
    ///     .build()
    ///     .unwrap();
    /// let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let policy = NeedPolicy::default();
    /// assert_eq!(
    ///     agency.needs_watched(day, &policy, &[], &Impatient),
    ///     Err(NeedError::Stopped),
    /// );
    /// assert_eq!(agency.needs_watched(day, &policy, &[], &()).unwrap().len(), 1);
    /// ```
    ///
    /// # Errors
    /// As for [`Agency::needs_with`], and [`NeedError::Stopped`] when the watch stops the work: needs of
    /// some of the people are no result.
    pub fn needs_watched(
        &self,
        as_of: Date,
        policy: &NeedPolicy,
        sources: &[&dyn NeedSource],
        watch: &dyn Watch,
    ) -> Result<Needs, NeedError> {
        policy.check()?;
        let content = find::find(self, as_of, policy, sources, watch)?;
        Ok(Needs {
            content: Arc::new(content),
        })
    }
}

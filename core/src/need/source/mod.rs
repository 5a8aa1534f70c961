//! Who says that a need is there: sources, each a rule with its reason.
//!
//! A source is asked person by person what it asks for ([`NeedSource::claims`]); what all of them
//! ask is merged ([`super::Claim::merge`]), and [`NeedSource::reason`] says why in words. The
//! library's own sources are [`PostStandard`], [`NextPost`], [`CertificateExpiry`] and
//! [`PerformanceGap`]; demand looks at whole units, and the region's priorities only weigh what
//! others ask for, so both stand outside.
//!
//! What another program worked out comes as a [`ClaimList`]. A user's own source takes part by [`crate::Agency::needs_from`]:
//!
//! ```
//! # #[cfg(feature = "tables")] {
//! use mahir::Agency;
//! use mahir::need::{Claim, NeedPolicy, NeedSource, NeedSources};
//! use mahir::words::explanation::Language;
//! use mahir::words::id::{CompetencyIndex, PersonIndex};
//! use mahir::words::measure::{Date, Level, parse_date};
//!
//! /// Everybody must know how to keep data private.
//! struct PrivacyLaw;
//!
//! impl NeedSource for PrivacyLaw {
//!     fn name(&self) -> &str {
//!         "privacy_law"
//!     }
//!     fn claims(&self, agency: &Agency, _: Date, _: PersonIndex, asks: &mut Vec<(CompetencyIndex, Claim)>) {
//!         if let Some(privacy) = agency.framework.competencies().find("PDP") {
//!             asks.push((privacy, Claim::of_own(Level::whole(1), None, None)));
//!         }
//!     }
//!     fn reason(&self, _: &Agency, _: Date, _: PersonIndex, _: CompetencyIndex, language: Language) -> String {
//!         language.choose("The law on personal data binds everybody.", "UU PDP mengikat semua pegawai.").to_owned()
//!     }
//! }
//!
//! let agency = Agency::builder()
//!     .csv("competencies", "id,name,kind\nPDP,Personal data,technical\n")
//!     .csv("units", "id,name,minimum_on_duty\nYAN,Licences,0\n")
//!     .csv("posts", "id,name\nLOKET,Counter\n")
//!     .csv("requirements", "post,competency,level\n")
//!     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\n")
//!     .build()
//!     .unwrap();
//! let as_of = parse_date("2026-01-05").unwrap();
//! let needs = agency.needs_from(as_of, &NeedPolicy::default(), &[&PrivacyLaw]).unwrap();
//! assert_eq!(needs.sources(), [NeedSources::OWN]);
//! assert!(needs.why(0, Language::English).ends_with("The law on personal data binds everybody."));
//! # }
//! ```

mod certificate;
mod list;
mod performance;
mod post;

pub use certificate::CertificateExpiry;
pub use list::{ClaimList, ListedClaim};
pub use performance::PerformanceGap;
pub use post::{NextPost, PostStandard};

use super::Claim;
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Date, Level, Weight};

/// Something that asks people for competencies.
pub trait NeedSource: Sync {
    /// What it is called in tables, such as `standard`.
    fn name(&self) -> &str;

    /// What it asks of a person, added to `asks` in any order; a competency may come more than
    /// once. It must answer the same whenever it is asked the same.
    fn claims(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    );

    /// Why it asks this of that person, in one sentence or more; empty if it does not ask it.
    fn reason(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String;
}

/// A level as people read it.
pub(super) fn level(level: Level, language: Language) -> String {
    match language {
        Language::English => level.to_string(),
        Language::Indonesian => level.to_string().replace('.', ","),
    }
}

/// A weight as people read it.
pub(super) fn weight(weight: Weight, language: Language) -> String {
    language.number(weight.as_f64(), 2)
}

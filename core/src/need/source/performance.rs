//! A target that was missed points at the competency that it takes.

use super::{NeedSource, level, weight};
use crate::agency::Agency;
use crate::need::Claim;
use crate::need::demand::latest_level;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Date, Level, Weight};

/// A target that was missed by a share or more asks for the level of the post's standard in the
/// target's competency, and for one level above what the person holds by the latest assessment if
/// the standard is held already (never above the competency's top); it weighs more by the share
/// that was missed. Of several targets in one competency the latest counts.
#[derive(Clone, Copy, Debug)]
pub struct PerformanceGap {
    /// Missed by so many thousandths of the target.
    pub missed_from: u32,
}

impl PerformanceGap {
    /// The targets of a person that were missed: competency, level that is asked, thousandths.
    fn missed(
        self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
    ) -> impl Iterator<Item = (CompetencyIndex, Level, u32)> + '_ {
        let own = agency.performances.of(person);
        own.chunk_by(|one, next| one.competency == next.competency)
            .filter_map(move |same| {
                let over = same
                    .iter()
                    .filter(|row| row.date.is_none_or(|date| date <= as_of));
                // Of several without a day, or of one day, the last in the table.
                let latest = over.max_by_key(|row| row.date)?;
                let missed = latest.missed_thousandths();
                (missed >= self.missed_from.max(1)).then(|| {
                    let level = asked(agency, as_of, person, latest.competency);
                    (latest.competency, level, missed)
                })
            })
    }
}

/// The level of the post's standard, or one above what is held if that is more.
fn asked(agency: &Agency, as_of: Date, person: PersonIndex, competency: CompetencyIndex) -> Level {
    let post = agency.people.post(person);
    let standard = agency
        .requirements
        .find(post, competency)
        .map_or(Level::NONE, |row| row.level);
    let held = latest_level(agency, person, competency, as_of).unwrap_or(Level::NONE);
    if held < standard {
        return standard;
    }
    let top = agency.framework.top_level(competency);
    held.saturating_add(Level::whole(1)).min(top).max(standard)
}

impl NeedSource for PerformanceGap {
    fn name(&self) -> &str {
        "performance"
    }

    fn claims(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    ) {
        let missed = self.missed(agency, as_of, person);
        asks.extend(missed.map(|(competency, level, missed)| {
            let growth = Weight::from_thousandths(1_000 + missed);
            (competency, Claim::of_performance(level, growth))
        }));
    }

    fn reason(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String {
        let mut own = self.missed(agency, as_of, person);
        let Some((_, asked, missed)) = own.find(|row| row.0 == competency) else {
            return String::new();
        };
        let asked = level(asked, language);
        let percent = language.number(f64::from(missed) / 10.0, 0);
        let factor = weight(Weight::from_thousandths(1_000 + missed), language);
        match language {
            Language::English => format!(
                "A target that takes it was missed by {percent} %, which asks for level {asked} (× {factor})."
            ),
            Language::Indonesian => format!(
                "Sasaran kinerja yang membutuhkannya meleset {percent} %, sehingga diminta tingkat {asked} (× {factor})."
            ),
        }
    }
}

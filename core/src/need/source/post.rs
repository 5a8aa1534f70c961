//! The standard of a person's post, and of the post that comes next.

use super::{NeedSource, level, weight};
use crate::agency::Agency;
use crate::need::Claim;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::Date;

/// The standard of the person's post (standar kompetensi jabatan) asks for its levels, with its
/// importance.
#[derive(Clone, Copy, Debug, Default)]
pub struct PostStandard;

/// The standard of the next post asks for what it takes beyond the own post, and weighs half as
/// much as if the person held it already.
#[derive(Clone, Copy, Debug)]
pub struct NextPost {
    /// Whether the own post's standard is a source too, so that only what lies beyond it is asked.
    pub beyond_own: bool,
}

impl NeedSource for PostStandard {
    fn name(&self) -> &str {
        "standard"
    }

    fn claims(
        &self,
        agency: &Agency,
        _: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    ) {
        let standard = agency.requirements.of(agency.people.post(person)).iter();
        asks.extend(standard.map(|row| {
            (
                row.competency,
                Claim::of_standard(row.level, row.importance),
            )
        }));
    }

    fn reason(
        &self,
        agency: &Agency,
        _: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String {
        let post = agency.people.post(person);
        let Some(asks) = agency.requirements.find(post, competency) else {
            return String::new();
        };
        let name = agency.posts.name(post);
        let (asked, importance) = (
            level(asks.level, language),
            weight(asks.importance, language),
        );
        match language {
            Language::English => format!(
                "The standard of the post {name} asks for level {asked} (importance {importance})."
            ),
            Language::Indonesian => format!(
                "Standar jabatan {name} meminta tingkat {asked} (kepentingan {importance})."
            ),
        }
    }
}

impl NeedSource for NextPost {
    fn name(&self) -> &str {
        "next_post"
    }

    fn claims(
        &self,
        agency: &Agency,
        _: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    ) {
        let Some(next) = agency.people.next_post(person) else {
            return;
        };
        let post = agency.people.post(person);
        let beyond = agency.requirements.of(next).iter().filter(|row| {
            let own = agency.requirements.find(post, row.competency);
            !self.beyond_own || own.is_none_or(|own| own.level < row.level)
        });
        asks.extend(beyond.map(|row| {
            (
                row.competency,
                Claim::of_next_post(row.level, row.importance),
            )
        }));
    }

    fn reason(
        &self,
        agency: &Agency,
        _: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String {
        let next = agency.people.next_post(person);
        let Some((post, asks)) =
            next.and_then(|post| Some((post, agency.requirements.find(post, competency)?)))
        else {
            return String::new();
        };
        let name = agency.posts.name(post);
        let (asked, importance) = (
            level(asks.level, language),
            weight(asks.importance, language),
        );
        match language {
            Language::English => {
                format!("The next post, {name}, asks for level {asked} (importance {importance}).")
            }
            Language::Indonesian => format!(
                "Jabatan berikut, {name}, meminta tingkat {asked} (kepentingan {importance})."
            ),
        }
    }
}

//! Which competencies are lacking most, how surely, among whom?

use serde::{Deserialize, Serialize};

use super::Gaps;
use crate::statistics::{
    CrossHair, ItemRatings, NeedScore, PriorityError, Quadrants, RankedItem, Ranking,
    RankingOptions, importance_performance, rank_needs, rank_totals,
};
use crate::words::id::{CompetencyIndex, Index, PersonIndex};

/// People × competencies that are looked at together.
const CELLS_AT_MOST: usize = 200_000_000;

/// What competencies are ranked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityMeasure {
    /// Σ weight × gap over all whose level is known or assumed, in weighted levels; surpluses
    /// close nobody else's gap. The order of [`Gaps::ranking`].
    #[default]
    WeightedGap,
    /// Borich's mean weighted discrepancy score with the needed level as importance and the level
    /// held as competence, over rated people.
    Borich,
    /// The ranked discrepancy likewise: the share that falls short less the share with a surplus.
    RankedDiscrepancy,
    /// The mean of needed − held over rated people; surpluses make up for gaps.
    Difference,
}

impl PriorityMeasure {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::WeightedGap,
        Self::Borich,
        Self::RankedDiscrepancy,
        Self::Difference,
    ];

    /// The name in tables and options.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WeightedGap => "weighted_gap",
            Self::Borich => NeedScore::Borich.id(),
            Self::RankedDiscrepancy => NeedScore::RankedDiscrepancy.id(),
            Self::Difference => NeedScore::Difference.id(),
        }
    }

    const fn score(self) -> Option<NeedScore> {
        match self {
            Self::WeightedGap => None,
            Self::Borich => Some(NeedScore::Borich),
            Self::RankedDiscrepancy => Some(NeedScore::RankedDiscrepancy),
            Self::Difference => Some(NeedScore::Difference),
        }
    }
}

/// A competency with its score and rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priority {
    /// Which competency.
    pub competency: CompetencyIndex,
    /// Its score and rank; `item` is the competency's place in the framework.
    pub ranked: RankedItem,
}

impl Gaps {
    /// Competencies ranked over everybody, the one that lacks most first. Competencies of which
    /// nobody's level counts are left out.
    ///
    /// ```
    /// # #[cfg(feature = "tables")] {
    /// use mahir::Agency;
    /// use mahir::gap::PriorityMeasure;
    /// use mahir::statistics::RankingOptions;
    /// use mahir::words::measure::parse_date;
    ///
    /// let agency = Agency::builder()
    ///     .csv("competencies", "id,name,kind\nREG,Rules,technical\nKOM,Speech,managerial\n")
    ///     .csv("units", "id,name\nU,Unit\n")
    ///     .csv("posts", "id,name\nOFF,Officer\n")
    ///     .csv("requirements", "post,competency,level\nOFF,REG,3\nOFF,KOM,3\n")
    ///     .csv("people", "id,unit,post,status\nA,U,OFF,PNS\nB,U,OFF,PNS\n")
    ///     .csv("assessments", "person,competency,level\nA,REG,1\nB,REG,2\nA,KOM,3\nB,KOM,2.5\n")
    ///     .build()
    ///     .unwrap();
    /// let gaps = agency.needs(parse_date("2026-01-05").unwrap()).unwrap().gaps().unwrap();
    /// let found = gaps.priorities(PriorityMeasure::Borich, &RankingOptions::default()).unwrap();
    /// // 3 (3 − 1.5) = 4.5 before 3 (3 − 2.75) = 0.75.
    /// assert_eq!(agency.framework.id(found[0].competency), "REG");
    /// assert!((found[0].ranked.score - 4.5).abs() < 1e-9);
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`PriorityError`] if nothing can be ranked, an option is out of its range, or there are more
    /// than 200 million people × competencies.
    pub fn priorities(
        &self,
        measure: PriorityMeasure,
        options: &RankingOptions,
    ) -> Result<Vec<Priority>, PriorityError> {
        let people: Vec<PersonIndex> = self.agency().people.indices().collect();
        self.priorities_of(&people, measure, options)
    }

    /// Competencies ranked over some people, such as those of a unit or a post.
    ///
    /// # Errors
    /// As for [`Gaps::priorities`].
    pub fn priorities_of(
        &self,
        people: &[PersonIndex],
        measure: PriorityMeasure,
        options: &RankingOptions,
    ) -> Result<Vec<Priority>, PriorityError> {
        let Ranking { items, .. } = match measure.score() {
            Some(score) => rank_needs(&self.ratings_of(people)?, score, options)?,
            None => {
                let items = self.agency().framework.len();
                let mut values = missing(people.len(), items)?;
                let rows = people.iter().zip(values.chunks_exact_mut(items.max(1)));
                for (&person, values) in rows {
                    for row in self.needs().rows_of(person) {
                        if self.held(row).is_some() {
                            let weight = self.needs().weights()[row].as_f64();
                            let gap = self.gaps()[row].as_f64();
                            values[self.needs().competencies()[row].position()] = weight * gap;
                        }
                    }
                }
                rank_totals(items, &values, options)?
            }
        };
        Ok(items
            .into_iter()
            .filter_map(|ranked| {
                CompetencyIndex::at(ranked.item).map(|competency| Priority { competency, ranked })
            })
            .collect())
    }

    /// Needed levels as importance and levels held as competence of rated people: people as
    /// respondents, the competencies of the framework as items, both in levels.
    ///
    /// # Errors
    /// [`PriorityError`] if there are no competencies, or more than 200 million cells.
    pub fn ratings_of(&self, people: &[PersonIndex]) -> Result<ItemRatings, PriorityError> {
        let items = self.agency().framework.len();
        let mut needed = missing(people.len(), items)?;
        let mut held = needed.clone();
        for (place, &person) in people.iter().enumerate() {
            for row in self.needs().rows_of(person) {
                let Some(level) = self.held(row).filter(|_| self.is_rated(row)) else {
                    continue;
                };
                let at = place * items + self.needs().competencies()[row].position();
                needed[at] = self.needs().levels()[row].as_f64();
                held[at] = level.as_f64();
            }
        }
        ItemRatings::new(items, &needed, &held)
    }

    /// Competencies in quadrants by the mean of needed levels (importance) and of levels held
    /// (performance) of some people who are rated; with resamples how sure that is.
    ///
    /// # Errors
    /// As for [`Gaps::priorities`], and for a cross-hair that is not finite.
    pub fn quadrants_of(
        &self,
        people: &[PersonIndex],
        cross_hair: CrossHair,
        replicates: u32,
        seed: u64,
    ) -> Result<Quadrants, PriorityError> {
        importance_performance(&self.ratings_of(people)?, cross_hair, replicates, seed)
    }
}

/// Cells without a value for so many people.
fn missing(people: usize, items: usize) -> Result<Vec<f64>, PriorityError> {
    let cells = people
        .checked_mul(items)
        .filter(|&cells| cells <= CELLS_AT_MOST);
    match cells {
        Some(cells) => Ok(vec![f64::NAN; cells]),
        None => Err(PriorityError::Option {
            option: "people",
            found: format!("{people} with {items} competencies"),
            expected: "at most 200,000,000 people × competencies",
        }),
    }
}

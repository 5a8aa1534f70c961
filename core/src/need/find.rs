//! Asks every source and fills the rows: first how many each person has, then the rows, in blocks
//! of people.

use std::ops::Range;

use super::artefact::Content;
use super::artefact::ToldReason;
use super::demand::{self, Demand};
use super::source::{CertificateExpiry, NeedSource, NextPost, PerformanceGap, PostStandard};
use super::{Claim, NeedError, NeedPolicy, NeedSources, Watched, spread, workload};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, PostIndex};
use crate::words::measure::{Date, Level, Weight};
use crate::words::watch::Watch;

/// A row as it is written.
#[derive(Clone, Copy)]
struct Row {
    competency: CompetencyIndex,
    level: Level,
    weight: Weight,
    due: Option<Date>,
    sources: NeedSources,
}

/// Everything that a person's rows are made from.
struct Sources<'a> {
    agency: &'a Agency,
    as_of: Date,
    policy: &'a NeedPolicy,
    /// The finished rows of the standards of posts, for the many people who have nothing else.
    standards: Vec<Row>,
    by_post: Grouping<PostIndex>,
    /// The product of the priorities of each competency; `None` without any.
    priorities: Vec<Option<Weight>>,
    demand: &'a Demand,
    demand_by_person: Grouping<PersonIndex>,
    next_post: Option<NextPost>,
    certificates: Option<CertificateExpiry>,
    performance: Option<PerformanceGap>,
    /// The sources that the user brings.
    own: &'a [&'a dyn NeedSource],
}

/// The part of the columns that belongs to a block of people.
struct Block<'a> {
    people: Range<usize>,
    competencies: &'a mut [CompetencyIndex],
    levels: &'a mut [Level],
    weights: &'a mut [Weight],
    due: &'a mut [Option<Date>],
    sources: &'a mut [NeedSources],
}

/// Finds all needs.
pub(super) fn find(
    agency: &Agency,
    as_of: Date,
    policy: &NeedPolicy,
    own: &[&dyn NeedSource],
    watch: &dyn Watch,
) -> Result<Content, NeedError> {
    let services = policy.demand.as_ref().map_or(0, |_| agency.services.len());
    let total = 2 * (services + agency.people.len());
    let mut watched = Watched::new(watch, "need", total as u64);
    let demand = match &policy.demand {
        Some(rule) => demand::find(agency, as_of, rule, &mut watched)?,
        None => Demand::default(),
    };
    let sources = Sources::new(agency, as_of, policy, &demand, own)?;
    let blocks = spread::blocks(agency.people.len());
    let counts = watched.map(blocks.clone(), Range::len, |block| {
        let mut scratch = Vec::new();
        let count = |person| sources.count(person, &mut scratch);
        block
            .filter_map(PersonIndex::at)
            .map(count)
            .collect::<Vec<_>>()
    })?;
    let by_person =
        Grouping::from_counts(counts.into_iter().flatten()).map_err(|_| NeedError::TooMany)?;
    let rows = by_person.len();
    // Every row is written below; an agency without competencies has no row.
    let first = CompetencyIndex::at(0).ok_or(NeedError::TooMany)?;
    let mut competencies = vec![first; rows];
    let mut levels = vec![Level::NONE; rows];
    let mut weights = vec![Weight::NONE; rows];
    let mut due = vec![None; rows];
    let mut marks = vec![NeedSources::default(); rows];
    let lengths: Vec<usize> = blocks
        .iter()
        .map(|block| rows_in(&by_person, block))
        .collect();
    let each = || lengths.iter().copied();
    let jobs = blocks
        .into_iter()
        .zip(spread::cut(&mut competencies, each()))
        .zip(spread::cut(&mut levels, each()))
        .zip(spread::cut(&mut weights, each()))
        .zip(spread::cut(&mut due, each()))
        .zip(spread::cut(&mut marks, each()))
        .map(
            |(((((people, competencies), levels), weights), due), sources)| Block {
                people,
                competencies,
                levels,
                weights,
                due,
                sources,
            },
        )
        .collect();
    watched.map(
        jobs,
        |block: &Block<'_>| block.people.len(),
        |block| sources.fill(block),
    )?;
    let told = sources.told(&by_person, &competencies, &marks);
    drop(sources);
    let service_workload = workload::by_service(agency, as_of, &demand.demands);
    Ok(Content {
        agency: agency.clone(),
        as_of,
        policy: policy.clone(),
        by_person,
        competencies,
        levels,
        weights,
        due,
        sources: marks,
        demands: demand.demands,
        workload: demand.workload,
        service_workload,
        headcounts: demand.headcounts,
        nominees: demand.nominees,
        told,
    })
}

/// How many rows a block of people has.
fn rows_in(by_person: &Grouping<PersonIndex>, block: &Range<usize>) -> usize {
    let rows = |position: usize| PersonIndex::at(position).map(|person| by_person.rows(person));
    match (rows(block.start), block.end.checked_sub(1).and_then(rows)) {
        (Some(first), Some(last)) => last.end - first.start,
        _ => 0,
    }
}

impl<'a> Sources<'a> {
    fn new(
        agency: &'a Agency,
        as_of: Date,
        policy: &'a NeedPolicy,
        demand: &'a Demand,
        own: &'a [&'a dyn NeedSource],
    ) -> Result<Self, NeedError> {
        let mut priorities = vec![None; agency.framework.len()];
        if policy.priorities {
            for priority in &agency.priorities {
                if let Some(factor) = priorities.get_mut(priority.competency.position()) {
                    *factor = Some(factor.unwrap_or(Weight::ONE).times(priority.weight));
                }
            }
        }
        let mut counts = vec![0; agency.people.len()];
        for &(person, ..) in &demand.claims {
            if let Some(count) = counts.get_mut(person.position()) {
                *count += 1;
            }
        }
        let demand_by_person = Grouping::from_counts(counts).map_err(|_| NeedError::TooMany)?;
        let mut sources = Self {
            agency,
            as_of,
            policy,
            standards: Vec::with_capacity(agency.requirements.len()),
            by_post: Grouping::default(),
            priorities,
            demand,
            demand_by_person,
            next_post: policy.next_post(),
            certificates: policy.certificate_expiry(),
            performance: policy.performance_gap(),
            own,
        };
        let mut counts = Vec::with_capacity(agency.posts.len());
        for post in agency.posts.indices() {
            let start = sources.standards.len();
            for row in agency.requirements.of(post) {
                // A standard of level 0 asks nothing.
                if policy.post_standards && !row.level.is_none() {
                    let claim = Claim::of_standard(row.level, row.importance);
                    sources.standards.push(sources.row(row.competency, claim));
                }
            }
            counts.push(sources.standards.len() - start);
        }
        sources.by_post = Grouping::from_counts(counts).map_err(|_| NeedError::TooMany)?;
        Ok(sources)
    }

    /// The row that a merged claim makes, priorities included.
    fn row(&self, competency: CompetencyIndex, claim: Claim) -> Row {
        let priority = self
            .priorities
            .get(competency.position())
            .copied()
            .flatten();
        let (factor, mark) = match priority {
            Some(factor) => (factor, NeedSources::PRIORITY),
            None => (Weight::ONE, NeedSources::default()),
        };
        Row {
            competency,
            level: claim.level,
            weight: claim.weight().times(factor),
            due: claim.due,
            sources: claim.sources.and(mark),
        }
    }

    /// Whether the person still works here.
    fn is_there(&self, person: PersonIndex) -> bool {
        self.agency
            .people
            .last_day(person)
            .is_none_or(|last| self.as_of <= last)
    }

    /// The finished rows of a person to whom only the own post speaks; `None` if others do too.
    fn standard_alone(&self, person: PersonIndex) -> Option<&[Row]> {
        let people = &self.agency.people;
        let next = self.policy.next_posts && people.next_post(person).is_some();
        let others = !self.own.is_empty()
            || !self.agency.certificates.of(person).is_empty()
            || !self.agency.performances.of(person).is_empty();
        if next || others || !self.demand_by_person.rows(person).is_empty() {
            return None;
        }
        self.standards.get(self.by_post.rows(people.post(person)))
    }

    /// All that is asked of a person, merged, by competency.
    fn claims(&self, person: PersonIndex, claims: &mut Vec<(CompetencyIndex, Claim)>) {
        claims.clear();
        let shipped: [Option<&dyn NeedSource>; 4] = [
            self.policy.post_standards.then_some(&PostStandard),
            self.next_post
                .as_ref()
                .map(|source| source as &dyn NeedSource),
            self.certificates
                .as_ref()
                .map(|source| source as &dyn NeedSource),
            self.performance
                .as_ref()
                .map(|source| source as &dyn NeedSource),
        ];
        for source in shipped.into_iter().flatten() {
            source.claims(self.agency, self.as_of, person, claims);
        }
        for source in self.own {
            let start = claims.len();
            source.claims(self.agency, self.as_of, person, claims);
            // Whatever it says of itself, it is the user's, and asks for levels that exist.
            let framework = &self.agency.framework;
            for (competency, claim) in &mut claims[start..] {
                claim.sources = NeedSources::OWN;
                if competency.position() < framework.len() {
                    claim.level = claim.level.min(framework.top_level(*competency));
                } else {
                    claim.level = Level::NONE;
                }
            }
        }
        let asked = self
            .demand
            .claims
            .get(self.demand_by_person.rows(person))
            .unwrap_or(&[]);
        claims.extend(
            asked
                .iter()
                .map(|&(_, competency, claim)| (competency, claim)),
        );
        claims.retain(|(_, claim)| !claim.level.is_none());
        // Merging does not depend on order, so an unstable sort will do.
        claims.sort_unstable_by_key(|&(competency, _)| competency);
        claims.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.merge(next.1);
            }
            same
        });
    }

    /// The reasons of the user's sources, by row.
    fn told(
        &self,
        by_person: &Grouping<PersonIndex>,
        competencies: &[CompetencyIndex],
        marks: &[NeedSources],
    ) -> Vec<ToldReason> {
        if self.own.is_empty() {
            return Vec::new();
        }
        let mut told = Vec::new();
        for person in self.agency.people.indices() {
            for row in by_person.rows(person) {
                if !marks[row].has(NeedSources::OWN) {
                    continue;
                }
                for source in self.own {
                    let reason = |language| {
                        source.reason(self.agency, self.as_of, person, competencies[row], language)
                    };
                    let (english, indonesian) =
                        (reason(Language::English), reason(Language::Indonesian));
                    if !english.is_empty() || !indonesian.is_empty() {
                        told.push(ToldReason {
                            row,
                            source: source.name().to_owned(),
                            english,
                            indonesian,
                        });
                    }
                }
            }
        }
        told
    }

    fn count(&self, person: PersonIndex, scratch: &mut Vec<(CompetencyIndex, Claim)>) -> usize {
        if !self.is_there(person) {
            return 0;
        }
        if let Some(rows) = self.standard_alone(person) {
            return rows.len();
        }
        self.claims(person, scratch);
        scratch.len()
    }

    fn fill(&self, block: Block<'_>) {
        let mut scratch = Vec::new();
        let mut at = 0;
        let Block {
            people,
            competencies,
            levels,
            weights,
            due,
            sources,
        } = block;
        let mut write = |row: &Row| {
            // The block has as many rows as were counted by the same rules.
            competencies[at] = row.competency;
            levels[at] = row.level;
            weights[at] = row.weight;
            due[at] = row.due;
            sources[at] = row.sources;
            at += 1;
        };
        for person in people.filter_map(PersonIndex::at) {
            if !self.is_there(person) {
                continue;
            }
            if let Some(rows) = self.standard_alone(person) {
                rows.iter().for_each(&mut write);
            } else {
                self.claims(person, &mut scratch);
                for &(competency, claim) in &scratch {
                    write(&self.row(competency, claim));
                }
            }
        }
    }
}

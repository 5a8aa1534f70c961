//! How large and how special generated agencies are.

use std::ops::RangeInclusive;

/// What may occur in generated agencies; each feature occurs in some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Each is on or off by itself.
#[non_exhaustive]
pub struct Features {
    /// PPPK with contracts that end.
    pub contracts: bool,
    /// People who retire soon.
    pub retirements: bool,
    /// People who are meant for another post.
    pub next_posts: bool,
    /// People without an assessment, and several assessments of one person.
    pub evidence: bool,
    /// Programmes that require others.
    pub prerequisites: bool,
    /// Agreements that end, partners that run few sessions at once or share the cost.
    pub agreements: bool,
    /// Money, classes and sessions that are scarce.
    pub scarcity: bool,
    /// Counters with a minimum on duty.
    pub counters: bool,
    /// People, units and partners who are away; holidays and blocked weeks.
    pub absences: bool,
    /// Services whose volumes rise, fall, or are not known.
    pub services: bool,
    /// Competencies that matter more by the region's plan.
    pub priorities: bool,
}

impl Features {
    /// All of them.
    pub const ALL: Self = Self::every(true);
    /// None: permanent staff, one assessment each, money and classes enough.
    pub const NONE: Self = Self::every(false);

    const fn every(on: bool) -> Self {
        Self {
            contracts: on,
            retirements: on,
            next_posts: on,
            evidence: on,
            prerequisites: on,
            agreements: on,
            scarcity: on,
            counters: on,
            absences: on,
            services: on,
            priorities: on,
        }
    }
}

/// How large generated agencies are, and what may occur in them.
///
/// ```
/// use mahir::testing::generators::{Features, Shape};
///
/// let mut shape = Shape::small();
/// shape.people = 1..=3;
/// shape.features = Features::NONE;
/// shape.features.prerequisites = true;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// How many people.
    pub people: RangeInclusive<usize>,
    /// How many units.
    pub units: RangeInclusive<usize>,
    /// How many posts.
    pub posts: RangeInclusive<usize>,
    /// How many competencies.
    pub competencies: RangeInclusive<usize>,
    /// How many programmes.
    pub programmes: RangeInclusive<usize>,
    /// How many providers.
    pub providers: RangeInclusive<usize>,
    /// How many services; none without the feature.
    pub services: RangeInclusive<usize>,
    /// How many phases, at most four.
    pub phases: RangeInclusive<usize>,
    /// What may occur.
    pub features: Features,
}

impl Shape {
    /// A handful of everything, all features: for many cases in little time.
    pub fn small() -> Self {
        Self {
            people: 1..=8,
            units: 1..=3,
            posts: 1..=3,
            competencies: 1..=3,
            programmes: 0..=4,
            providers: 1..=2,
            services: 0..=2,
            phases: 0..=3,
            features: Features::ALL,
        }
    }

    /// An office with about so many people, all features.
    pub fn office(people: usize) -> Self {
        let people = people.max(2);
        Self {
            people: people / 2..=people,
            units: 1..=(people / 8).clamp(1, 40),
            posts: 1..=(people / 6).clamp(1, 30),
            competencies: 1..=8,
            programmes: 1..=12,
            providers: 1..=4,
            services: 0..=4,
            phases: 1..=4,
            features: Features::ALL,
        }
    }

    /// The same with other features.
    #[must_use]
    pub fn with(mut self, features: Features) -> Self {
        self.features = features;
        self
    }
}

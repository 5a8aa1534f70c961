//! An agency as plain numbers, before it becomes tables. References are taken modulo what there is,
//! so that shrinking one part keeps the others valid.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::SizeRange;

use super::{Features, Shape};

#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) features: Features,
    pub(super) kinds: Vec<u8>,
    /// Parent (if any) and minimum on duty.
    pub(super) units: Vec<(Option<usize>, u32)>,
    /// By post: level in halves (0: not required) and importance, by competency.
    pub(super) posts: Vec<Vec<(u8, u8)>>,
    pub(super) people: Vec<Person>,
    /// Agreement's last month of 2026 (if it ends), sessions at once, cost share in percent.
    pub(super) providers: Vec<(Option<u8>, Option<u8>, u8)>,
    pub(super) programmes: Vec<Programme>,
    pub(super) services: Vec<Service>,
    /// Budgets in millions, one for each phase.
    pub(super) phases: Vec<u32>,
    pub(super) total: Option<u32>,
    pub(super) carry_over: bool,
    /// Who (0 person, 1 unit, 2 provider), which, first day of the year, days.
    pub(super) absences: Vec<(u8, usize, u16, u16)>,
    /// Days of the year.
    pub(super) holidays: Vec<u16>,
    pub(super) blocked: Option<(u16, u16)>,
    /// Competency and weight in tenths.
    pub(super) priority: Option<(usize, u8)>,
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) unit: usize,
    pub(super) post: usize,
    pub(super) next_post: Option<usize>,
    /// Last day of the contract, as a day of 2026 (beyond 365: of the next year), for PPPK.
    pub(super) contract: Option<u16>,
    /// Retirement, likewise.
    pub(super) retires: Option<u16>,
    pub(super) hours: u8,
    /// Competency, level in quarters, month of 2025, source, standard error in twentieths.
    pub(super) assessments: Vec<(usize, u8, u8, u8, Option<u8>)>,
}

#[derive(Clone, Debug)]
pub(super) struct Programme {
    pub(super) form: usize,
    pub(super) provider: usize,
    pub(super) hours: u8,
    pub(super) days: u8,
    pub(super) class_min: u8,
    pub(super) class_more: u8,
    /// In hundred thousands.
    pub(super) cost_per_session: u8,
    pub(super) cost_per_seat: u8,
    pub(super) sessions: Option<u8>,
    /// Competency, gain in tenths, from and up to in halves.
    pub(super) effects: Vec<(usize, u8, u8, u8)>,
    /// Requires an earlier one.
    pub(super) requires: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Service {
    pub(super) unit: usize,
    pub(super) norm: u8,
    /// Cases a month in 2024 and in 2025.
    pub(super) volumes: (u16, u16),
    /// Months that are not known, of 24.
    pub(super) unknown: Vec<u8>,
    /// Competency and level.
    pub(super) competencies: Vec<(usize, u8)>,
}

fn size(range: &std::ops::RangeInclusive<usize>) -> SizeRange {
    (*range.start()..=(*range.end()).max(*range.start())).into()
}

/// A value that occurs only where a feature is on.
fn if_on<T: Clone + std::fmt::Debug + 'static>(
    on: bool,
    share: f64,
    values: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    if on {
        option::weighted(share, values).boxed()
    } else {
        Just(None).boxed()
    }
}

fn person(features: Features) -> impl Strategy<Value = Person> {
    let assessments = if features.evidence {
        vec(
            (
                any::<usize>(),
                0..=20_u8,
                1..=12_u8,
                0..=1_u8,
                option::of(2..=15_u8),
            ),
            0..=6,
        )
        .boxed()
    } else {
        // One of each of the first competencies.
        vec((0..=20_u8, 1..=12_u8), 8)
            .prop_map(|rows| {
                let row = |(competency, (level, month))| (competency, level, month, 0, Some(5));
                rows.into_iter().enumerate().map(row).collect()
            })
            .boxed()
    };
    (
        (any::<usize>(), any::<usize>()),
        if_on(features.next_posts, 0.3, any::<usize>()),
        if_on(features.contracts, 0.3, 60..700_u16),
        if_on(features.retirements, 0.2, 30..900_u16),
        if features.scarcity {
            prop_oneof![4 => Just(0_u8), 1 => 1..=24_u8].boxed()
        } else {
            Just(0).boxed()
        },
        assessments,
    )
        .prop_map(
            |((unit, post), next_post, contract, retires, hours, assessments)| Person {
                unit,
                post,
                next_post,
                contract,
                retires,
                hours,
                assessments,
            },
        )
}

fn programme(features: Features) -> impl Strategy<Value = Programme> {
    let class = if features.scarcity {
        (1..=4_u8, 0..=8_u8).boxed()
    } else {
        (Just(1), Just(40)).boxed()
    };
    (
        (any::<usize>(), any::<usize>(), 1..=24_u8, 1..=4_u8),
        class,
        (0..=60_u8, prop_oneof![Just(0_u8), 0..=10_u8]),
        if_on(features.scarcity, 0.5, 1..=3_u8),
        vec(
            (
                any::<usize>(),
                1..=15_u8,
                prop_oneof![Just(0_u8), 0..=5_u8],
                3..=10_u8,
            ),
            0..=3,
        ),
        if_on(features.prerequisites, 0.3, any::<usize>()),
    )
        .prop_map(
            |(first, (class_min, class_more), costs, sessions, effects, requires)| Programme {
                form: first.0,
                provider: first.1,
                hours: first.2,
                days: first.3,
                class_min,
                class_more,
                cost_per_session: costs.0,
                cost_per_seat: costs.1,
                sessions,
                effects,
                requires,
            },
        )
}

fn service() -> impl Strategy<Value = Service> {
    (
        any::<usize>(),
        1..=120_u8,
        (0..=400_u16, 0..=400_u16),
        prop_oneof![3 => Just(Vec::new()), 1 => vec(0..24_u8, 1..=20)],
        vec((any::<usize>(), 1..=5_u8), 0..=2),
    )
        .prop_map(|(unit, norm, volumes, unknown, competencies)| Service {
            unit,
            norm,
            volumes,
            unknown,
            competencies,
        })
}

pub(super) fn drafts(shape: Shape) -> impl Strategy<Value = Draft> {
    let features = shape.features;
    let budget = if features.scarcity {
        prop_oneof![1 => Just(0_u32), 4 => 1..=12_u32, 1 => 50..=200_u32].boxed()
    } else {
        (1_000..=2_000_u32).boxed()
    };
    let minimum = if features.counters {
        prop_oneof![2 => Just(0_u32), 2 => Just(1), 1 => 2..=4_u32].boxed()
    } else {
        Just(0).boxed()
    };
    let phases = *shape.phases.start()..=(*shape.phases.end()).min(4).max(*shape.phases.start());
    let services = if features.services {
        shape.services.clone()
    } else {
        0..=0
    };
    let away = if features.absences { 0..=3 } else { 0..=0 };
    let competencies = (*shape.competencies.start()).max(1)..=(*shape.competencies.end()).max(1);
    let facts = competencies.prop_flat_map(move |count| {
        (
            vec(0..3_u8, count),
            vec(
                vec(
                    (prop_oneof![1 => Just(0_u8), 3 => 2..=10_u8], 1..=5_u8),
                    count,
                ),
                size(&shape.posts),
            ),
            vec(
                (option::of(any::<usize>()), minimum.clone()),
                size(&shape.units),
            ),
            vec(person(features), size(&shape.people)),
            vec(
                (
                    if_on(features.agreements, 0.3, 1..=12_u8),
                    if_on(features.agreements, 0.5, 1..=2_u8),
                    if features.agreements {
                        (0..=50_u8).boxed()
                    } else {
                        Just(0).boxed()
                    },
                ),
                size(&shape.providers),
            ),
            vec(programme(features), size(&shape.programmes)),
            vec(service(), size(&services)),
        )
    });
    let year = (
        vec(budget, size(&phases)),
        if_on(features.scarcity, 0.3, 0..=30_u32),
        any::<bool>(),
        vec(
            (0..3_u8, any::<usize>(), 0..300_u16, 1..=150_u16),
            size(&away),
        ),
        vec(4..360_u16, size(&away)),
        if_on(features.absences, 0.3, (10..340_u16, 1..=14_u16)),
        if_on(features.priorities, 0.4, (any::<usize>(), 5..=30_u8)),
    );
    (facts, year).prop_map(
        move |(
            (kinds, posts, units, people, providers, programmes, services),
            (phases, total, carry_over, absences, mut holidays, blocked, priority),
        )| {
            holidays.sort_unstable();
            holidays.dedup();
            Draft {
                features,
                kinds,
                units,
                posts,
                people,
                providers,
                programmes,
                services,
                phases,
                total,
                carry_over,
                absences,
                holidays,
                blocked,
                priority,
            }
        },
    )
}

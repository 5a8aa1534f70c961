//! How tiny agencies are drawn.

use proptest::prelude::*;

use super::*;

pub(crate) fn an_effect() -> impl Strategy<Value = Option<EffectFacts>> {
    let effect = (1_u16..=25, prop_oneof![Just(0_u16), 0_u16..=25], 5_u16..=25);
    prop::option::weighted(
        0.75,
        effect.prop_map(|(gain, from_level, above)| EffectFacts {
            gain,
            from_level,
            up_to_level: (from_level + above).min(50),
        }),
    )
}

pub(crate) fn a_programme() -> impl Strategy<Value = ProgrammeFacts> {
    // Round prices and budgets, so that money is often used up to the last rupiah.
    let price = || prop_oneof![2 => Just(0_i64), 3 => Just(100), 2 => 1_i64..=500];
    let class = prop_oneof![
        3 => (Just(1_u32), 0_u32..=2),
        1 => Just((1, 10)),
        3 => (1_u32..=3, 0_u32..=2),
    ];
    (
        [an_effect(), an_effect()],
        1_u32..=8,
        class,
        (price(), price()),
        prop::option::of(prop_oneof![3 => Just(1_u32), 1 => Just(2)]),
        any::<bool>(),
        prop::bool::weighted(0.25),
    )
        .prop_map(
            |(effects, hours, (class_min, more), prices, limit, by_partner, requires)| {
                ProgrammeFacts {
                    effects,
                    hours,
                    class_min,
                    class_max: class_min + more,
                    cost_per_session: prices.0,
                    cost_per_seat: prices.1,
                    sessions_per_phase: limit,
                    by_partner,
                    requires_previous: requires,
                }
            },
        )
}

pub(crate) fn a_person() -> impl Strategy<Value = PersonFacts> {
    // The first leaves in the second phase, the second after it.
    let leaves = prop_oneof![
        4 => Just(None),
        1 => Just(Some("2026-05-15")),
        1 => Just(Some("2026-12-31")),
    ];
    (
        (0_u8..2, 0_u8..2, prop::bool::weighted(0.3)),
        leaves,
        0_u32..=12,
        [0_u16..=30, 0_u16..=30],
    )
        .prop_map(
            |((unit, post, pppk), leaves_on, hours_this_year, assessed)| PersonFacts {
                unit,
                post,
                pppk,
                leaves_on,
                hours_this_year,
                assessed,
            },
        )
}

pub(crate) fn agencies() -> impl Strategy<Value = AgencyFacts> {
    let money = || {
        prop_oneof![
        1 => Just(0_i64),
        5 => (1_i64..=6).prop_map(|hundreds| hundreds * 100),
        2 => 1_i64..=4_000,
        ]
    };
    let required = || (10_u16..=45, 1_u8..=5);
    (
        prop::collection::vec(a_person(), 1..=4),
        prop::collection::vec(a_programme(), 1..=4),
        prop::collection::vec(money(), 1..=2),
        prop::option::weighted(0.3, 1_i64..=5_000),
        any::<bool>(),
        prop_oneof![Just(0_i64), Just(5), Just(30)],
        (
            prop_oneof![4_u32..=12, Just(40)],
            prop_oneof![8_u32..=24, Just(80)],
        ),
        prop_oneof![Just("2026-03-31"), Just("2026-12-31")],
        [[required(), required()], [required(), required()]],
    )
        .prop_map(
            |(
                people,
                mut programmes,
                budgets,
                total,
                carry_over,
                discount,
                hours,
                until,
                required,
            )| {
                // Three to the eleventh, or two to the sixteenth, is few enough to try.
                if budgets.len() == 2 {
                    programmes.truncate(11 / people.len());
                }
                AgencyFacts {
                    people,
                    programmes,
                    budgets,
                    total,
                    carry_over,
                    discount_percent: discount,
                    hours_per_phase: hours.0,
                    hours_per_year: hours.1,
                    partner_until: until,
                    partner_at_once: None,
                    cover: 1_000,
                    required,
                }
            },
        )
}

// The bound is never told below the plan, so one that is too low shows only where the plan misses
// the optimum: that is why agencies are drawn at random, with classes and money that are scarce.

//! What one source asks of a person in a competency, and how several sources become one need.

use super::NeedSources;
use crate::words::measure::{Date, Level, Weight};

/// What one source asks of a person in one competency.
///
/// Claims on the same person and competency are merged: the highest level wins, the highest
/// importance and the highest growth win, the earliest day wins, sources add up. So the merge does
/// not depend on the order of the sources, and asking twice for the same changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// At least this level.
    pub level: Level,
    /// How much it matters for the post, where importance 3 of 5 is one; `None` for a source that
    /// does not say, which counts as one if no other says.
    pub importance: Option<Weight>,
    /// One plus the growth of the service that asks, or the share that was missed of a target; one
    /// for other sources.
    pub growth: Weight,
    /// By when, if that is known.
    pub due: Option<Date>,
    /// Who asks.
    pub sources: NeedSources,
}

impl Claim {
    /// What the standard of the person's post asks.
    pub const fn of_standard(level: Level, importance: Weight) -> Self {
        Self {
            level,
            importance: Some(base_weight(importance)),
            growth: Weight::ONE,
            due: None,
            sources: NeedSources::STANDARD,
        }
    }

    /// What the standard of the next post asks; it matters half as much as if the person held
    /// that post.
    pub const fn of_next_post(level: Level, importance: Weight) -> Self {
        Self {
            level,
            importance: Some(Weight::from_thousandths(
                base_weight(importance).thousandths() / 2,
            )),
            growth: Weight::ONE,
            due: None,
            sources: NeedSources::NEXT_POST,
        }
    }

    /// What a service asks; `growth` is one plus its growth.
    pub const fn of_demand(level: Level, growth: Weight, due: Option<Date>) -> Self {
        Self {
            level,
            importance: None,
            growth,
            due,
            sources: NeedSources::DEMAND,
        }
    }

    /// What a certificate asks again by its last day.
    pub const fn of_certificate(level: Level, expires: Date) -> Self {
        Self {
            level,
            importance: None,
            growth: Weight::ONE,
            due: Some(expires),
            sources: NeedSources::CERTIFICATE,
        }
    }

    /// What a missed target asks; `growth` is one plus the share that was missed.
    pub const fn of_performance(level: Level, growth: Weight) -> Self {
        Self {
            level,
            importance: None,
            growth,
            due: None,
            sources: NeedSources::PERFORMANCE,
        }
    }

    /// What a source of the user's asks; importance is a weight where one is usual, and `None`
    /// leaves it to the other sources.
    pub const fn of_own(level: Level, importance: Option<Weight>, due: Option<Date>) -> Self {
        Self {
            level,
            importance,
            growth: Weight::ONE,
            due,
            sources: NeedSources::OWN,
        }
    }

    /// Both claims as one.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self {
            level: self.level.max(other.level),
            // `None` is below every importance.
            importance: self.importance.max(other.importance),
            growth: self.growth.max(other.growth),
            due: match (self.due, other.due) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
            sources: self.sources.and(other.sources),
        }
    }

    /// How much the need matters: importance × growth.
    pub fn weight(self) -> Weight {
        self.importance.unwrap_or(Weight::ONE).times(self.growth)
    }
}

/// The importance of a standard as a weight: importance 3 (of 1 to 5) is one.
const fn base_weight(importance: Weight) -> Weight {
    // Rounded to the nearest thousandth.
    Weight::from_thousandths(importance.thousandths().saturating_add(1) / 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claims() -> impl Strategy<Value = Claim> {
        let day = |days: i32| Date::from_num_days_from_ce_opt(738_000 + days);
        (
            0_u16..1_500,
            proptest::option::of(0_u32..3_000),
            1_000_u32..2_000,
            proptest::option::of(0_i32..400),
            0_usize..7,
        )
            .prop_map(move |(level, importance, growth, due, source)| Claim {
                level: Level::from_steps(level),
                importance: importance.map(Weight::from_thousandths),
                growth: Weight::from_thousandths(growth),
                due: due.and_then(day),
                sources: NeedSources::EACH[source].0,
            })
    }

    proptest! {
        #[test]
        fn merging_does_not_depend_on_order(one in claims(), two in claims(), three in claims()) {
            prop_assert_eq!(one.merge(two), two.merge(one));
            prop_assert_eq!(one.merge(two).merge(three), one.merge(two.merge(three)));
            prop_assert_eq!(one.merge(one), one);
            prop_assert!(one.merge(two).level >= one.level);
            prop_assert!(one.merge(two).sources.has(one.sources));
        }
    }

    #[test]
    fn importance_three_weighs_one() {
        let level = Level::whole(2);
        let weight = |importance| {
            Claim::of_standard(level, Weight::from_thousandths(importance))
                .weight()
                .thousandths()
        };
        // By hand: importance ÷ 3.
        assert_eq!(
            [weight(3_000), weight(4_000), weight(5_000)],
            [1_000, 1_333, 1_667]
        );
        assert_eq!(weight(u32::MAX), u32::MAX / 3);
        let next = Claim::of_next_post(level, Weight::from_thousandths(3_000));
        assert_eq!(next.weight().thousandths(), 500);
        // Demand alone matters as usual, times its growth; with a standard, by that importance.
        let demand = Claim::of_demand(level, Weight::from_thousandths(1_240), None);
        assert_eq!(demand.weight().thousandths(), 1_240);
        let both = demand.merge(Claim::of_standard(level, Weight::from_thousandths(1_500)));
        assert_eq!(both.weight().thousandths(), 620);
    }
}

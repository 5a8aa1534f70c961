//! What is true and unknown: the uncertain numbers of a world.

use serde::{Deserialize, Serialize};

use super::luck::{Luck, Purpose};
use crate::random::{Distribution, Entity, Shape};

/// A parameter of a world that cannot be: which one, what it may take, what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("world: {parameter} takes values from {from} to {until}; expected {expected}")]
pub struct WorldError {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// The least value that it takes.
    pub from: String,
    /// The greatest value that it takes.
    pub until: String,
    /// What would be right.
    pub expected: &'static str,
}

macro_rules! world {
    ($($(#[$doc:meta])* $name:ident: $default:expr, $low:expr => $high:expr, $expected:literal;)*) => {
        /// A world: how things truly are, as far as anybody can tell. Each number is a distribution;
        /// a replication draws every one of them once ([`crate::random`]).
        ///
        /// A rule never sees what was drawn. It sees the agency's tables, which hold what was
        /// believed, planned and measured.
        ///
        /// The defaults are assumptions where no source is named; they are settings, not findings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[non_exhaustive]
        pub struct World {
            $($(#[$doc])* pub $name: Distribution,)*
        }

        impl Default for World {
            fn default() -> Self {
                Self { $($name: usual($default),)* }
            }
        }

        impl World {
            /// The names of the parameters, in order.
            pub const PARAMETERS: &'static [&'static str] = &[$(stringify!($name),)*];

            /// A parameter by its name.
            pub fn parameter(&self, name: &str) -> Option<&Distribution> {
                match name {
                    $(stringify!($name) => Some(&self.$name),)*
                    _ => None,
                }
            }

            /// The same world with another distribution of one parameter; `None` if there is no
            /// parameter of this name.
            #[must_use]
            pub fn with(mut self, name: &str, distribution: Distribution) -> Option<Self> {
                match name {
                    $(stringify!($name) => self.$name = distribution,)*
                    _ => return None,
                }
                Some(self)
            }

            /// Checks that every parameter only takes values that it can have.
            ///
            /// # Errors
            /// All parameters that do not.
            pub fn check(&self) -> Result<(), Vec<WorldError>> {
                let mut faults = Vec::new();
                $(
                    let (from, until) = self.$name.support();
                    if from < $low || until > $high {
                        faults.push(WorldError {
                            parameter: stringify!($name),
                            from: from.to_string(),
                            until: until.to_string(),
                            expected: $expected,
                        });
                    }
                )*
                if faults.is_empty() { Ok(()) } else { Err(faults) }
            }

            /// What a replication draws.
            pub(super) fn draw(&self, luck: Luck) -> Drawn {
                Drawn {
                    $($name: {
                        let entity = const { Entity::named(stringify!($name)) };
                        luck.of(Purpose::World, entity, 0).draw(&self.$name)
                    },)*
                }
            }
        }

        /// What was drawn.
        #[derive(Clone, Copy, Debug)]
        pub(super) struct Drawn {
            $(pub(super) $name: f64,)*
        }
    };
}

/// A default; all of them are distributions, which a test holds.
fn usual(shape: Shape) -> Distribution {
    Distribution::new(shape).unwrap_or_else(|_| Distribution::fixed(0.0))
}

const fn beta(mean: f64, concentration: f64) -> Shape {
    Shape::Beta {
        mean,
        concentration,
    }
}

const fn uniform(low: f64, high: f64) -> Shape {
    Shape::Uniform { low, high }
}

const fn around(median: f64, log_deviation: f64) -> Shape {
    Shape::LogNormal {
        median,
        log_deviation,
    }
}

const fn fixed(value: f64) -> Shape {
    Shape::Fixed { value }
}

const INFINITE: f64 = f64::INFINITY;

world! {
    /// What programmes teach on the whole, as a multiple of what the catalogue says: 1 is as
    /// expected.
    effect: around(0.85, 0.15), 0.0 => INFINITE, "0 or more";
    /// How much single programmes differ from that: the standard deviation of the logarithm.
    effect_spread: uniform(0.2, 0.5), 0.0 => 5.0, "0 to 5";
    /// How much people differ in how easily they learn: the standard deviation of the logarithm.
    aptitude_spread: uniform(0.15, 0.35), 0.0 => 5.0, "0 to 5";
    /// How much a person's gain varies from programme to programme: the standard deviation of the
    /// logarithm.
    gain_spread: uniform(0.2, 0.4), 0.0 => 5.0, "0 to 5";
    /// The probability that somebody who is invited comes.
    attendance: beta(0.92, 60.0), 0.0 => 1.0, "a probability";
    /// The probability that somebody who comes stays to the end.
    completion: beta(0.95, 60.0), 0.0 => 1.0, "a probability";
    /// Months after which half of what was learnt and is not kept by practice is forgotten, in
    /// managerial competencies. Tatel & Ackerman 2025 (1,344 effects): about 6.5 months for
    /// accuracy, 13 for speed, 11 where both count.
    half_life_managerial: around(11.0, 0.3), 0.0 => INFINITE, "above 0 months";
    /// The same for sociocultural competencies.
    half_life_sociocultural: around(11.0, 0.3), 0.0 => INFINITE, "above 0 months";
    /// The same for technical competencies.
    half_life_technical: around(11.0, 0.3), 0.0 => INFINITE, "above 0 months";
    /// The share of what is learnt that practice keeps.
    kept: beta(0.5, 20.0), 0.0 => 1.0, "a share";
    /// The standard deviation of a test's error, in levels.
    test_error: uniform(0.15, 0.35), 0.0 => 5.0, "0 to 5 levels";
    /// The probability that somebody leaves within a year, retirement and ends of contracts aside.
    quit: beta(0.03, 200.0), 0.0 => 1.0, "a probability";
    /// The probability that somebody who stays moves to another unit at the end of a year.
    transfer: beta(0.05, 100.0), 0.0 => 1.0, "a probability";
    /// The probability that somebody who stays and is meant for another post takes it at the end
    /// of a year.
    promotion: beta(0.3, 30.0), 0.0 => 1.0, "a probability";
    /// The probability that a contract which ends is renewed for a year.
    contract_renewal: beta(0.9, 50.0), 0.0 => 1.0, "a probability";
    /// The probability that somebody joins in the place of one who left.
    replacement: beta(0.85, 50.0), 0.0 => 1.0, "a probability";
    /// The level that those who join hold, as a share of the post's standard.
    joiner_level: beta(0.75, 40.0), 0.0 => INFINITE, "0 or more";
    /// By how much a service grows in a year on the whole (0.1: by a tenth).
    service_growth: Shape::Normal { mean: 0.03, deviation: 0.03 }, -INFINITE => INFINITE, "a number";
    /// How much single services and months differ from that: the standard deviation of the
    /// logarithm.
    service_spread: uniform(0.03, 0.10), 0.0 => 5.0, "0 to 5";
    /// By how much prices rise in a year.
    inflation: around(0.03, 0.4), 0.0 => INFINITE, "0 or more";
    /// By how much budgets rise in a year.
    budget_growth: fixed(0.0), -1.0 => INFINITE, "-1 or more";
    /// The probability that a partner withdraws within a year.
    partner_exit: beta(0.05, 100.0), 0.0 => 1.0, "a probability";
    /// The probability that an agreement which has ended is made again for the next year.
    partner_renewal: beta(0.85, 50.0), 0.0 => 1.0, "a probability";
}

impl World {
    /// A world without chance in its numbers: each at its mean.
    #[must_use]
    pub fn at_means(&self) -> Self {
        Self::PARAMETERS.iter().fold(self.clone(), |world, name| {
            let mean = self.parameter(name).map_or(0.0, Distribution::mean);
            let fallback = world.clone();
            world
                .with(name, Distribution::fixed(mean))
                .unwrap_or(fallback)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Streams;

    #[test]
    fn the_defaults_are_a_world() {
        let world = World::default();
        assert_eq!(world.check(), Ok(()));
        assert_eq!(world.quit.mean(), 0.03);
        for name in World::PARAMETERS {
            let parameter = world.parameter(name).unwrap();
            assert!(
                *name == "budget_growth" || *parameter != Distribution::fixed(0.0),
                "{name}"
            );
        }
        let drawn = world.draw(Luck(Streams::new(1)));
        assert!((0.0..=1.0).contains(&drawn.attendance));
        assert_eq!(world.at_means().quit, Distribution::fixed(0.03));
    }

    #[test]
    fn all_faults_are_told() {
        let wide = Distribution::normal(0.5, 0.1).unwrap();
        let world = World {
            attendance: wide,
            kept: Distribution::fixed(1.5),
            ..World::default()
        };
        let faults = world.check().unwrap_err();
        assert_eq!(faults.len(), 2);
        assert_eq!(
            faults[1].to_string(),
            "world: kept takes values from 1.5 to 1.5; expected a share"
        );
        assert!(World::default().with("nothing", wide).is_none());
    }

    #[test]
    fn one_parameter_does_not_move_another() {
        let luck = Luck(Streams::new(3));
        let before = World::default().draw(luck);
        let changed = World::default()
            .with("attendance", Distribution::fixed(0.5))
            .unwrap()
            .draw(luck);
        assert_eq!(changed.attendance, 0.5);
        assert_eq!(before.quit, changed.quit);
        assert_eq!(before.partner_renewal, changed.partner_renewal);
    }
}

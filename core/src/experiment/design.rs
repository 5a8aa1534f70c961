//! What is tried: rules × changes × worlds × replications.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Change, ExperimentError};
use crate::agency::Agency;
use crate::cycle::{Indicators, Policy, World};
use crate::words::measure::Date;

/// Something with a name by which rows speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named<T> {
    /// The name.
    pub name: String,
    /// What is called so.
    pub value: T,
}

/// An experiment: an agency lives through years under several policies, after several changes, in
/// several worlds, many times over.
///
/// In one replication all policies, changes and worlds meet the same luck. A value through and
/// through: it can be saved, sent elsewhere, and run there with the same rows.
///
/// ```no_run
/// use mahir::Agency;
/// use mahir::cycle::{Policy, World};
/// use mahir::experiment::{Change, Experiment};
/// use mahir::words::measure::parse_date;
///
/// let agency = Agency::load("examples/marelan").unwrap();
/// let experiment = Experiment::new(&agency, parse_date("2026-01-05").unwrap())
///     .years(5)
///     .replications(100)
///     .policy("usual", Policy::default())
///     .world("usual", World::default())
///     .change("as it is", vec![])
///     .change("cut", vec![Change::Budget { factor: 0.8 }]);
/// let runs = experiment.run(&()).unwrap();
/// let cut = runs.compare(("usual", "cut"), ("usual", "as it is"), "levels_closed", 0.95);
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    pub(super) agency: Agency,
    pub(super) as_of: Date,
    pub(super) years: u32,
    pub(super) replications: u32,
    pub(super) seed: u64,
    pub(super) policies: Vec<Named<Policy>>,
    pub(super) changes: Vec<Named<Vec<Change>>>,
    pub(super) worlds: Vec<Named<World>>,
    /// Empty: all.
    pub(super) indicators: Vec<String>,
}

impl fmt::Debug for Experiment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |names: &mut dyn Iterator<Item = &String>| {
            names.map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        f.debug_struct("Experiment")
            .field("agency", &self.agency.name)
            .field("as_of", &self.as_of)
            .field("years", &self.years)
            .field("replications", &self.replications)
            .field("seed", &self.seed)
            .field(
                "policies",
                &names(&mut self.policies.iter().map(|policy| &policy.name)),
            )
            .field(
                "changes",
                &names(&mut self.changes.iter().map(|change| &change.name)),
            )
            .field(
                "worlds",
                &names(&mut self.worlds.iter().map(|world| &world.name)),
            )
            .finish_non_exhaustive()
    }
}

impl Experiment {
    /// The change without any change, where none is given.
    pub const AS_IT_IS: &'static str = "as it is";

    /// An agency from a day on: five years, ten replications, seed 1, nothing to try yet.
    pub fn new(agency: &Agency, as_of: Date) -> Self {
        Self {
            agency: agency.clone(),
            as_of,
            years: 5,
            replications: 10,
            seed: 1,
            policies: Vec::new(),
            changes: Vec::new(),
            worlds: Vec::new(),
            indicators: Vec::new(),
        }
    }

    /// Over so many years, 1 to 100.
    #[must_use]
    pub fn years(mut self, years: u32) -> Self {
        self.years = years;
        self
    }

    /// So many times over.
    #[must_use]
    pub fn replications(mut self, replications: u32) -> Self {
        self.replications = replications;
        self
    }

    /// With another seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Tries a policy. Without any, the usual policy is tried, as `usual`.
    #[must_use]
    pub fn policy(mut self, name: &str, policy: Policy) -> Self {
        self.policies.push(named(name, policy));
        self
    }

    /// Tries changes together. Without any, the agency is tried as it is.
    #[must_use]
    pub fn change(mut self, name: &str, changes: Vec<Change>) -> Self {
        self.changes.push(named(name, changes));
        self
    }

    /// Tries a world. Without any, the usual world is tried, as `usual`.
    #[must_use]
    pub fn world(mut self, name: &str, world: World) -> Self {
        self.worlds.push(named(name, world));
        self
    }

    /// Keeps rows of an indicator. Without any, all are kept.
    #[must_use]
    pub fn indicator(mut self, name: &str) -> Self {
        self.indicators.push(name.to_owned());
        self
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        &self.agency
    }

    /// The same with what is missing filled in, if it can be run.
    pub(super) fn filled(&self, rules: bool) -> Result<Self, ExperimentError> {
        let mut filled = self.clone();
        if filled.policies.is_empty() && !rules {
            filled.policies.push(named("usual", Policy::default()));
        }
        if filled.changes.is_empty() {
            filled.changes.push(named(Self::AS_IT_IS, Vec::new()));
        }
        if filled.worlds.is_empty() {
            filled.worlds.push(named("usual", World::default()));
        }
        if filled.indicators.is_empty() {
            filled.indicators = Indicators::NAMES.iter().map(ToString::to_string).collect();
        }
        let fault = |what, found: String, expected: &str| {
            Err(ExperimentError::Design {
                what,
                found,
                expected: expected.to_owned(),
            })
        };
        if !(1..=100).contains(&filled.years) {
            return fault("the number of years", filled.years.to_string(), "1 to 100");
        }
        if filled.replications == 0 {
            return fault("the number of replications", "0".to_owned(), "at least 1");
        }
        for name in &filled.indicators {
            if !Indicators::NAMES.contains(&name.as_str()) {
                let known = Indicators::NAMES.join(", ");
                return fault(
                    "an indicator",
                    format!("'{name}'"),
                    &format!("one of {known}"),
                );
            }
        }
        let names: [(&'static str, Vec<&String>); 4] = [
            (
                "a policy's name",
                filled.policies.iter().map(|it| &it.name).collect(),
            ),
            (
                "a change's name",
                filled.changes.iter().map(|it| &it.name).collect(),
            ),
            (
                "a world's name",
                filled.worlds.iter().map(|it| &it.name).collect(),
            ),
            ("an indicator's name", filled.indicators.iter().collect()),
        ];
        for (what, mut names) in names {
            names.sort_unstable();
            let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
            if let Some(pair) = twice {
                return fault(what, format!("'{}' twice", pair[0]), "each name once");
            }
            if names.iter().any(|name| name.trim().is_empty()) {
                return fault(what, "empty".to_owned(), "a name");
            }
        }
        for world in &filled.worlds {
            if let Err(faults) = world.value.check() {
                let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
                return fault(
                    "a world",
                    format!("'{}': {}", world.name, found.join("; ")),
                    "a world that can be",
                );
            }
        }
        Ok(filled)
    }
}

fn named<T>(name: &str, value: T) -> Named<T> {
    Named {
        name: name.to_owned(),
        value,
    }
}

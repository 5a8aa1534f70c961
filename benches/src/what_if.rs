//! Made-up problems after something has changed.

use mahir::plan::solver::{Instance, InstanceError, Purse};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// So many per cent of every purse.
    Money(i128),
    /// A programme is no longer offered.
    Without(usize),
}

/// The same problem with a change; people, programmes and phases keep their numbers.
///
/// # Errors
/// As [`Instance::builder`]; none for a problem that could be built before.
pub fn changed(instance: &Instance, change: Change) -> Result<Instance, InstanceError> {
    let mut horizon = instance.horizon().clone();
    let mut programmes: Vec<_> = (0..instance.programmes())
        .map(|programme| instance.programme(programme))
        .collect();
    match change {
        Change::Money(percent) => {
            let purses = horizon.purses.into_iter().map(|purse| Purse {
                rupiah: purse.rupiah * percent / 100,
                ..purse
            });
            horizon.purses = purses.collect();
        }
        Change::Without(programme) => programmes[programme].sessions.fill(0),
    }
    let mut builder = Instance::builder(horizon, programmes)?;
    for unit in 0..instance.units() {
        builder.unit(&instance.unit(unit))?;
    }
    for person in 0..instance.people() {
        instance.person(person, |person| builder.person(person))?;
    }
    Ok(builder.build())
}

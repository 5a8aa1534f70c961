//! The parts of the horizon, each with its money.

use serde::{Deserialize, Serialize};

use super::CalendarError;
use crate::words::id::{Ids, Index, PhaseIndex};
use crate::words::measure::{Date, Period, Rupiah};

/// The phases (tahap) of a plan: id, name, first and last day, budget. In the order as given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Columns")]
pub struct Phases {
    ids: Ids<PhaseIndex>,
    names: Vec<String>,
    from: Vec<Date>,
    until: Vec<Date>,
    budgets: Vec<Rupiah>,
}

/// Phases in the making.
#[derive(Clone, Debug, Default)]
pub struct PhasesBuilder {
    phases: Phases,
}

impl PhasesBuilder {
    /// No phases yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a phase; a missing name is the id.
    ///
    /// # Errors
    /// [`CalendarError`] if the id is empty or taken, the phase ends before it starts, or its
    /// budget is negative.
    pub fn phase(
        &mut self,
        id: &str,
        name: &str,
        from: Date,
        until: Date,
        budget: Rupiah,
    ) -> Result<PhaseIndex, CalendarError> {
        if until < from {
            return Err(CalendarError::Backwards {
                what: format!("phase '{}'", crate::words::fault::shown(id)),
                period: Period::new(from, until),
            });
        }
        if budget < Rupiah::NONE {
            let id = id.to_owned();
            return Err(CalendarError::Budget { id, budget });
        }
        let phases = &mut self.phases;
        let index = phases
            .ids
            .insert(id)
            .map_err(|reason| CalendarError::PhaseId {
                id: id.to_owned(),
                reason,
            })?;
        let name = name.trim();
        phases
            .names
            .push(if name.is_empty() { id } else { name }.to_owned());
        phases.from.push(from);
        phases.until.push(until);
        phases.budgets.push(budget);
        Ok(index)
    }

    /// The phases.
    pub fn build(self) -> Phases {
        self.phases
    }
}

impl Phases {
    /// The phases' ids.
    pub fn ids(&self) -> &Ids<PhaseIndex> {
        &self.ids
    }

    /// How many phases there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All phases in the order as given.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = PhaseIndex> + DoubleEndedIterator {
        self.ids.indices()
    }

    /// A phase's id.
    pub fn id(&self, phase: PhaseIndex) -> &str {
        self.ids.name(phase)
    }

    /// A phase's name.
    pub fn name(&self, phase: PhaseIndex) -> &str {
        &self.names[phase.position()]
    }

    /// A phase's first day.
    pub fn from(&self, phase: PhaseIndex) -> Date {
        self.from[phase.position()]
    }

    /// A phase's last day.
    pub fn until(&self, phase: PhaseIndex) -> Date {
        self.until[phase.position()]
    }

    /// A phase's days.
    pub fn period(&self, phase: PhaseIndex) -> Period {
        Period::new(self.from(phase), self.until(phase))
    }

    /// A phase's budget.
    pub fn budget(&self, phase: PhaseIndex) -> Rupiah {
        self.budgets[phase.position()]
    }

    /// The sum of the budgets; stays at the largest amount.
    pub fn total_budget(&self) -> Rupiah {
        self.budgets
            .iter()
            .fold(Rupiah::NONE, |sum, &budget| sum.saturating_add(budget))
    }

    /// From the first day of the first phase in time to the last day of the last; `None` without
    /// phases.
    pub fn horizon(&self) -> Option<(Date, Date)> {
        Some((*self.from.iter().min()?, *self.until.iter().max()?))
    }

    /// The phase that a day lies in, the first of them as given.
    pub fn phase_of(&self, date: Date) -> Option<PhaseIndex> {
        self.indices()
            .find(|&phase| self.period(phase).contains(date))
    }

    /// Two phases that share a day, the first such pair in time; `None` if no two do.
    pub fn first_overlap(&self) -> Option<(PhaseIndex, PhaseIndex)> {
        let mut order: Vec<PhaseIndex> = self.indices().collect();
        order.sort_by_key(|&phase| (self.from(phase), phase));
        // While no two overlap, each ends last of those before it, so neighbours are enough.
        order
            .iter()
            .zip(order.iter().skip(1))
            .find(|&(&earlier, &later)| self.from(later) <= self.until(earlier))
            .map(|(&earlier, &later)| (earlier, later))
    }

    /// A phase and the one given after it, where the second starts earlier; `None` if the phases
    /// are given in the order of time.
    pub fn first_out_of_order(&self) -> Option<(PhaseIndex, PhaseIndex)> {
        self.indices()
            .zip(self.indices().skip(1))
            .find(|&(earlier, later)| self.from(later) < self.from(earlier))
    }
}

/// Saved phases before they are checked.
#[derive(Deserialize)]
struct Columns {
    ids: Ids<PhaseIndex>,
    names: Vec<String>,
    from: Vec<Date>,
    until: Vec<Date>,
    budgets: Vec<Rupiah>,
}

impl TryFrom<Columns> for Phases {
    type Error = CalendarError;

    fn try_from(columns: Columns) -> Result<Self, CalendarError> {
        let expected = columns.ids.len();
        for (column, found) in [
            ("names", columns.names.len()),
            ("from", columns.from.len()),
            ("until", columns.until.len()),
            ("budgets", columns.budgets.len()),
        ] {
            if found != expected {
                return Err(CalendarError::Columns {
                    column,
                    found,
                    expected,
                });
            }
        }
        let mut builder = PhasesBuilder::new();
        let days = columns.from.iter().zip(&columns.until);
        let rest = columns.names.iter().zip(&columns.budgets);
        for (id, ((&from, &until), (name, &budget))) in columns.ids.names().zip(days.zip(rest)) {
            builder.phase(id, name, from, until, budget)?;
        }
        Ok(builder.build())
    }
}

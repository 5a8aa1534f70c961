//! The plan: attendances, sessions, money, and the proof of how good it is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::solver::Multipliers;
use super::{Draw, Fairness, PlanOptions, PlanPrice, Unmet};
use crate::agency::Agency;
use crate::gap::Gaps;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::{Hours, Level, Rupiah};

/// What closing gaps is worth: weight × level × discount, exact.
///
/// One unit is a thousandth of weight × 1/300 of a level × a thousandth of discount, so that
/// 300,000,000 units are one level of weight one, closed in the first phase.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PlanValue(pub i128);

impl PlanValue {
    /// Units in one level of weight one closed in the first phase.
    pub const ONE_LEVEL: i128 = 300_000_000;

    /// In weighted levels, for display.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / Self::ONE_LEVEL as f64
    }
}

/// One person attends one programme in one phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attendance {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
}

/// A line of the plan: a programme in a phase, with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanLine {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// How many sessions.
    pub sessions: u32,
    /// How many people.
    pub people: u32,
    /// What the agency pays, after the provider's share.
    pub cost: Rupiah,
    /// The gap that it closes, in steps of 1/300 level, by competency, in the order in which the
    /// plan's attendances follow each other.
    pub closed: Vec<(CompetencyIndex, u64)>,
    /// What that is worth.
    pub value: PlanValue,
}

/// What a line below the cut lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "lacks")]
pub enum WhatIsMissing {
    /// Money in the phase (or in all).
    Money {
        /// So much more.
        amount: Rupiah,
    },
    /// People enough for a session.
    People {
        /// So many more.
        people: u32,
    },
    /// Sessions that can be held in the phase.
    Sessions,
    /// Hours that the people may still spend in training.
    Hours,
    /// Staff who would stay on duty.
    Cover,
    /// A prerequisite in an earlier phase.
    Prerequisite {
        /// Which one.
        programme: ProgrammeIndex,
    },
    /// The provider's agreement in the phase.
    Agreement,
    /// Sessions that the provider can run in the phase.
    ProviderCapacity,
    /// That the wishes allow it.
    Permission,
}

/// A line that the plan leaves out, and what it would take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BelowCut {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// How many people it would serve.
    pub people: u32,
    /// What it would cost.
    pub cost: Rupiah,
    /// What it would be worth on top of the plan.
    pub value: PlanValue,
    /// What it would take.
    pub missing: WhatIsMissing,
}

/// The money of a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseBudget {
    /// The phase's own budget.
    pub budget: Rupiah,
    /// What earlier phases left, where that may be carried over.
    pub carried_in: Rupiah,
    /// What the plan spends.
    pub spent: Rupiah,
}

/// Why a person stays below the floor of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyBelowFloor {
    /// Retires or leaves before enough can be attended.
    Leaves,
    /// No programme that closes a gap of theirs, or counts for the floor, is left.
    NothingFits,
    /// Money is used up.
    Money,
    /// Seats are used up.
    Seats,
    /// The unit cannot spare more hours.
    Cover,
    /// The person's own cap on hours.
    HoursCap,
    /// The wishes leave the person out.
    Forbidden,
}

/// A person below the floor of hours (PNS: 20 JP a year).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorShortfall {
    /// Who.
    pub person: PersonIndex,
    /// Hours planned, with those already had this year.
    pub hours: Hours,
    /// Hours that are short.
    pub short: Hours,
    /// Why.
    pub reason: WhyBelowFloor,
}

/// A plan. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) content: Arc<Content>,
}

/// Attendances grouped by person, within a person by phase, then programme.
#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) gaps: Gaps,
    pub(super) options: PlanOptions,
    pub(super) by_person: Grouping<PersonIndex>,
    pub(super) attendances: Vec<Attendance>,
    /// By phase, then programme; only lines with people.
    pub(super) lines: Vec<PlanLine>,
    pub(super) below_cut: Vec<BelowCut>,
    pub(super) budgets: Vec<PhaseBudget>,
    pub(super) below_floor: Vec<FloorShortfall>,
    /// By programme, phase and person.
    pub(super) draws: Vec<Draw>,
    pub(super) prices: Vec<PlanPrice>,
    pub(super) multipliers: Multipliers,
    /// What is required and cannot be.
    pub(super) unmet: Vec<Unmet>,
    /// Seats given up and taken beside a plan to stay close to.
    pub(super) changes: usize,
    /// What became of the floors of fairness.
    pub(super) fairness: Vec<Fairness>,
    pub(super) objective: PlanValue,
    pub(super) bound: PlanValue,
}

impl Plan {
    /// The gaps that it closes.
    pub fn gaps(&self) -> &Gaps {
        &self.content.gaps
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        self.content.gaps.agency()
    }

    /// By which rules it was made.
    pub fn options(&self) -> &PlanOptions {
        &self.content.options
    }

    /// What a person attends, by phase, then programme.
    pub fn of(&self, person: PersonIndex) -> &[Attendance] {
        self.content
            .attendances
            .get(self.content.by_person.rows(person))
            .unwrap_or(&[])
    }

    /// How many attendances there are.
    pub fn attendances(&self) -> usize {
        self.content.attendances.len()
    }

    /// The lines: programmes in phases, by phase, then programme.
    pub fn lines(&self) -> &[PlanLine] {
        &self.content.lines
    }

    /// The first lines below the cut, the most valuable for its money first.
    pub fn below_cut(&self) -> &[BelowCut] {
        &self.content.below_cut
    }

    /// The money of each phase.
    pub fn budgets(&self) -> &[PhaseBudget] {
        &self.content.budgets
    }

    /// Who stays below the floor of hours, and why.
    pub fn below_floor(&self) -> &[FloorShortfall] {
        &self.content.below_floor
    }

    /// What closing gaps is worth: the sum over the lines.
    pub fn closed(&self) -> PlanValue {
        let lines = self.content.lines.iter();
        PlanValue(lines.map(|line| line.value.0).sum())
    }

    /// What the plan is worth: what closing gaps is worth, less the value of every hour that
    /// somebody is short of the yearly floor, with what seats are worth by values of one's own, less what changes of a plan to stay close to cost
    /// ([`StayClose`](super::StayClose)).
    pub fn objective(&self) -> PlanValue {
        self.content.objective
    }

    /// What no plan can exceed: proven by prices, or, where that was not asked for
    /// ([`PlanOptions::prove`]), simply what closing every gap would be worth.
    pub fn bound(&self) -> PlanValue {
        self.content.bound
    }

    /// (bound − plan) ÷ plan: how much better any plan could be at most. `None` for a plan that
    /// is worth nothing while the bound is above it.
    pub fn optimality_gap(&self) -> Option<f64> {
        let (plan, bound) = (self.content.objective.0, self.content.bound.0);
        if bound <= plan {
            return Some(0.0);
        }
        (plan > 0).then(|| (bound - plan) as f64 / plan as f64)
    }

    /// What the plan costs in all.
    pub fn cost(&self) -> Rupiah {
        self.content
            .lines
            .iter()
            .fold(Rupiah::NONE, |sum, line| sum.saturating_add(line.cost))
    }

    /// The level of each row of the needs after the plan, by expectation, is worked out from the
    /// attendances of the person in the order of phases.
    pub fn expected_level(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
        held: Level,
    ) -> Level {
        let programmes = &self.agency().programmes;
        self.of(person).iter().fold(held, |level, attendance| {
            programmes
                .effects(attendance.programme)
                .iter()
                .filter(|effect| effect.competency == competency)
                .fold(level, |level, effect| effect.after(level))
        })
    }
}

//! A plan as a document, checked when it is read.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::artefact::{
    Attendance, BelowCut, Content, FloorShortfall, PhaseBudget, PlanLine, PlanValue, WhatIsMissing,
};
use super::solver::Multipliers;
use super::{Draw, Fairness, Plan, PlanError, PlanOptions, PlanPrice, Unmet};
use crate::gap::Gaps;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, PersonIndex};

#[derive(Serialize)]
struct Outgoing<'a> {
    gaps: &'a Gaps,
    options: &'a PlanOptions,
    by_person: &'a Grouping<PersonIndex>,
    attendances: &'a [Attendance],
    lines: &'a [PlanLine],
    below_cut: &'a [BelowCut],
    budgets: &'a [PhaseBudget],
    below_floor: &'a [FloorShortfall],
    draws: &'a [Draw],
    prices: &'a [PlanPrice],
    multipliers: &'a Multipliers,
    unmet: &'a [Unmet],
    changes: usize,
    fairness: &'a [Fairness],
    objective: PlanValue,
    bound: PlanValue,
}

#[derive(Deserialize)]
struct Incoming {
    gaps: Gaps,
    options: PlanOptions,
    by_person: Grouping<PersonIndex>,
    attendances: Vec<Attendance>,
    lines: Vec<PlanLine>,
    below_cut: Vec<BelowCut>,
    budgets: Vec<PhaseBudget>,
    below_floor: Vec<FloorShortfall>,
    #[serde(default)]
    draws: Vec<Draw>,
    #[serde(default)]
    prices: Vec<PlanPrice>,
    #[serde(default)]
    multipliers: Multipliers,
    #[serde(default)]
    unmet: Vec<Unmet>,
    #[serde(default)]
    changes: usize,
    #[serde(default)]
    fairness: Vec<Fairness>,
    objective: PlanValue,
    bound: PlanValue,
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            gaps: &content.gaps,
            options: &content.options,
            by_person: &content.by_person,
            attendances: &content.attendances,
            lines: &content.lines,
            below_cut: &content.below_cut,
            budgets: &content.budgets,
            below_floor: &content.below_floor,
            draws: &content.draws,
            prices: &content.prices,
            multipliers: &content.multipliers,
            unmet: &content.unmet,
            changes: content.changes,
            fairness: &content.fairness,
            objective: content.objective,
            bound: content.bound,
        }
        .serialize(serializer)
    }
}

fn is_sound(plan: &Incoming) -> bool {
    let agency = plan.gaps.agency();
    let (programmes, phases) = (agency.programmes.len(), agency.phases.len());
    plan.by_person.owners() == agency.people.len()
        && plan.by_person.len() == plan.attendances.len()
        && plan.budgets.len() == phases
        && plan
            .attendances
            .iter()
            .map(|row| (row.programme, row.phase))
            .chain(plan.lines.iter().map(|row| (row.programme, row.phase)))
            .chain(plan.below_cut.iter().map(|row| (row.programme, row.phase)))
            .all(|(programme, phase)| {
                programme.position() < programmes && phase.position() < phases
            })
        && plan
            .lines
            .iter()
            .flat_map(|line| &line.closed)
            .all(|(competency, _)| competency.position() < agency.framework.len())
        && plan.below_cut.iter().all(|row| match row.missing {
            WhatIsMissing::Prerequisite { programme } => programme.position() < programmes,
            _ => true,
        })
        && plan.draws.is_sorted()
        && plan.draws.iter().all(|draw| {
            draw.programme.position() < programmes
                && draw.phase.position() < phases
                && draw.person.position() < agency.people.len()
        })
        && plan.unmet.iter().all(|row| row.is_known(agency))
        && plan
            .prices
            .iter()
            .all(|row| row.scarce.is_known(agency) && row.most.0 >= 0)
        && plan
            .below_floor
            .iter()
            .all(|row| row.person.position() < agency.people.len())
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        if !is_sound(&incoming) {
            return Err(serde::de::Error::custom(PlanError::Saved {
                what: "rows of unknown people, programmes or phases",
                expected: "indices of the agency",
            }));
        }
        Ok(Self {
            content: Arc::new(Content {
                gaps: incoming.gaps,
                options: incoming.options,
                by_person: incoming.by_person,
                attendances: incoming.attendances,
                lines: incoming.lines,
                below_cut: incoming.below_cut,
                budgets: incoming.budgets,
                below_floor: incoming.below_floor,
                draws: incoming.draws,
                prices: incoming.prices,
                multipliers: incoming.multipliers,
                unmet: incoming.unmet,
                changes: incoming.changes,
                fairness: incoming.fairness,
                objective: incoming.objective,
                bound: incoming.bound,
            }),
        })
    }
}

//! The facts of an agency as one shared, immutable value.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::settings::{Budget, PlanningRules, Priority};
use crate::calendar::{Absences, Calendar, Phases};
use crate::catalogue::{Programmes, Providers, Rooms, Trainers};
use crate::framework::Framework;
use crate::outcome::{Outcomes, Surveys};
use crate::regulation::Regulation;
use crate::service::{Allowances, Services, Volumes};
use crate::workforce::{
    Assessments, Certificates, People, Performances, Posts, Requirements, Units,
};

/// All facts of an agency, already cross-checked: every index points at something that exists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AgencyFacts {
    /// What the agency is called.
    pub name: String,
    /// Competencies.
    pub framework: Framework,
    /// Units.
    pub units: Units,
    /// Posts.
    pub posts: Posts,
    /// What posts require.
    pub requirements: Requirements,
    /// People.
    pub people: People,
    /// What was assessed of them.
    pub assessments: Assessments,
    /// Services.
    pub services: Services,
    /// Their monthly volumes.
    pub volumes: Volumes,
    /// Work of units that is not counted case by case.
    #[serde(default)]
    pub allowances: Allowances,
    /// Certificates of people.
    #[serde(default)]
    pub certificates: Certificates,
    /// Targets of people and what came of them.
    #[serde(default)]
    pub performances: Performances,
    /// Providers.
    pub providers: Providers,
    /// Programmes with their effects and prerequisites.
    pub programmes: Programmes,
    /// Rooms that sessions are booked into.
    #[serde(default)]
    pub rooms: Rooms,
    /// Trainers who are booked for sessions.
    #[serde(default)]
    pub trainers: Trainers,
    /// Working days.
    pub calendar: Calendar,
    /// Phases with their budgets.
    pub phases: Phases,
    /// Who is away, and when.
    pub absences: Absences,
    /// What was measured after programmes.
    pub outcomes: Outcomes,
    /// Answers to questionnaires about services and programmes.
    #[serde(default)]
    pub surveys: Surveys,
    /// Figures of the regulation in force.
    pub regulation: Regulation,
    /// The budget over all phases.
    pub budget: Budget,
    /// The agency's own rules.
    pub rules: PlanningRules,
    /// The region's priorities.
    pub priorities: Vec<Priority>,
}

/// An agency: its facts, shared, so that every result can keep them at no cost.
///
/// Fields are read through it: `agency.people`, `agency.units`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Agency {
    facts: Arc<AgencyFacts>,
}

impl Agency {
    /// Shares facts that were cross-checked.
    pub(crate) fn of(facts: AgencyFacts) -> Self {
        Self {
            facts: Arc::new(facts),
        }
    }

    /// The same agency with another catalogue of programmes and other outcomes.
    #[must_use]
    pub(crate) fn with_programmes(&self, programmes: Programmes, outcomes: Outcomes) -> Self {
        Self::of(AgencyFacts {
            programmes,
            outcomes,
            ..(*self.facts).clone()
        })
    }

    /// The same agency with other absences and another calendar.
    #[must_use]
    pub(crate) fn with_days(&self, absences: Absences, calendar: Calendar) -> Self {
        Self::of(AgencyFacts {
            absences,
            calendar,
            ..(*self.facts).clone()
        })
    }
}

impl Deref for Agency {
    type Target = AgencyFacts;

    fn deref(&self) -> &AgencyFacts {
        &self.facts
    }
}

impl PartialEq for Agency {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.facts, &other.facts) || self.facts == other.facts
    }
}

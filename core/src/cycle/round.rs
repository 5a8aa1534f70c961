//! The results of one round.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::agency::Agency;
use crate::evaluation::Evaluation;
use crate::follow_up::FollowUp;
use crate::gap::Gaps;
use crate::need::Needs;
use crate::plan::Plan;
use crate::schedule::Schedule;
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

/// The results of one round. Each result holds those before it, so the last one is enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    follow_up: FollowUp,
}

impl Round {
    pub(super) fn new(follow_up: FollowUp) -> Self {
        Self { follow_up }
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        self.follow_up.agency()
    }

    /// Who must reach what.
    pub fn needs(&self) -> &Needs {
        self.gaps().needs()
    }

    /// Who lacks what.
    pub fn gaps(&self) -> &Gaps {
        self.plan().gaps()
    }

    /// Who attends what.
    pub fn plan(&self) -> &Plan {
        self.schedule().plan()
    }

    /// When.
    pub fn schedule(&self) -> &Schedule {
        self.evaluation().schedule()
    }

    /// What changed.
    pub fn evaluation(&self) -> &Evaluation {
        self.follow_up.evaluation()
    }

    /// What to do.
    pub fn follow_up(&self) -> &FollowUp {
        &self.follow_up
    }
}

impl Artefact for Round {
    const KIND: &'static str = "round";
    const TABLES: &'static [&'static str] = &["overview"];

    fn table(&self, name: &str) -> Option<Table> {
        if name != "overview" {
            return None;
        }
        let (needs, gaps, plan) = (self.needs(), self.gaps(), self.plan());
        let short = gaps.gaps().iter().filter(|gap| !gap.is_none()).count();
        let rows: Vec<(&str, &str, f64, &str)> = vec![
            ("need", "needs", needs.len() as f64, "rows"),
            (
                "need",
                "headcount_needs",
                needs.headcounts().len() as f64,
                "rows",
            ),
            ("gap", "gaps", short as f64, "rows"),
            ("plan", "closed", plan.closed().as_f64(), "weighted levels"),
            (
                "plan",
                "objective",
                plan.objective().as_f64(),
                "weighted levels, less hours short",
            ),
            (
                "plan",
                "bound",
                plan.bound().as_f64(),
                "weighted levels, less hours short",
            ),
            ("plan", "cost", plan.cost().as_f64(), "rupiah"),
            ("plan", "budget", plan.budget().as_f64(), "rupiah"),
            ("plan", "people", plan.people() as f64, "people"),
            (
                "plan",
                "below_floor",
                plan.below_floor().len() as f64,
                "people",
            ),
            (
                "schedule",
                "sessions",
                self.schedule().sessions().len() as f64,
                "sessions",
            ),
            ("schedule", "seats", self.schedule().seats() as f64, "seats"),
            (
                "schedule",
                "unplaced",
                self.schedule().unplaced().len() as f64,
                "rows",
            ),
            (
                "evaluation",
                "results",
                self.evaluation().results().len() as f64,
                "rows",
            ),
            (
                "follow_up",
                "actions",
                self.follow_up.actions().len() as f64,
                "rows",
            ),
        ];
        Some(Table::new(
            "overview",
            vec![
                Column::texts("stage", rows.iter().map(|row| row.0)),
                Column::texts("figure", rows.iter().map(|row| row.1)),
                Column::numbers("value", rows.iter().map(|row| row.2)),
                Column::texts("unit", rows.iter().map(|row| row.3)),
            ],
        ))
    }

    fn summary(&self, language: Language) -> String {
        [
            self.needs().summary(language),
            self.gaps().summary(language),
            self.plan().summary(language),
            self.schedule().summary(language),
            self.evaluation().summary(language),
            self.follow_up.summary(language),
        ]
        .join("\n\n")
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

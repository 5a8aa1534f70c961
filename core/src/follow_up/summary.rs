//! A follow-up in a few lines, and what all artefacts share.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ActionKind, FollowUp, FollowUpPolicy, decide, rows, tables};
use crate::evaluation::Evaluation;
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::Table;

impl Artefact for FollowUp {
    const KIND: &'static str = "follow_up";
    // 2: beliefs are hierarchical unless the thresholds say otherwise.
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "actions",
        "updates",
        "catalogue",
        "forms",
        "programmes",
        "providers",
        "information",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "actions" => Some(rows::actions(self)),
            "updates" => Some(rows::updates(self)),
            "catalogue" => Some(tables::catalogue(self)),
            "forms" => Some(tables::forms(self)),
            "programmes" => Some(tables::programmes(self)),
            "providers" => Some(tables::providers(self)),
            "information" => Some(tables::information(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let kinds = [
            ActionKind::Continue,
            ActionKind::Expand,
            ActionKind::AdjustContent,
            ActionKind::AdjustMethod,
            ActionKind::Repeat,
            ActionKind::Reassess,
            ActionKind::Stop,
        ];
        let parts: Vec<String> = kinds
            .into_iter()
            .filter_map(|kind| {
                let count = self
                    .actions()
                    .iter()
                    .filter(|action| action.kind == kind)
                    .count();
                (count > 0).then(|| format!("{} {count}", kind.label(language)))
            })
            .collect();
        let parts = if parts.is_empty() {
            "–".to_owned()
        } else {
            parts.join(", ")
        };
        let learnt = self
            .updates()
            .iter()
            .filter(|update| update.data_mean.is_some())
            .count();
        let all = self.updates().len();
        match language {
            Language::English => format!(
                "Follow-up: {parts}. {learnt} of {all} expected effects were updated by outcomes."
            ),
            Language::Indonesian => format!(
                "Tindak lanjut: {parts}. {learnt} dari {all} efek yang diharapkan diperbarui oleh hasil."
            ),
        }
    }
}

impl fmt::Display for FollowUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for FollowUp {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

#[derive(Serialize)]
struct Outgoing<'a> {
    evaluation: &'a Evaluation,
    policy: &'a FollowUpPolicy,
}

#[derive(Deserialize)]
struct Incoming {
    evaluation: Evaluation,
    policy: FollowUpPolicy,
}

/// The evaluation and the thresholds are kept; what to do follows from them.
impl Serialize for FollowUp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            evaluation: &content.evaluation,
            policy: &content.policy,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FollowUp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        let content = decide::decide(&incoming.evaluation, &incoming.policy)
            .map_err(serde::de::Error::custom)?;
        Ok(Self {
            content: Arc::new(content),
        })
    }
}

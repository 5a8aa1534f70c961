//! An evaluation as a document, made again when it is read: the schedule, the outcomes and the
//! rules are kept, and what they say follows from them.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Evaluation, EvaluationPolicy, judge};
use crate::outcome::Outcomes;
use crate::schedule::Schedule;

#[derive(Serialize)]
struct Outgoing<'a> {
    schedule: &'a Schedule,
    policy: &'a EvaluationPolicy,
    outcomes: &'a Outcomes,
}

#[derive(Deserialize)]
struct Incoming {
    schedule: Schedule,
    policy: EvaluationPolicy,
    outcomes: Outcomes,
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            schedule: &content.schedule,
            policy: &content.policy,
            outcomes: &content.outcomes,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Evaluation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        let content = judge::judge(
            &incoming.schedule,
            &incoming.outcomes,
            &incoming.policy,
            &(),
        )
        .map_err(serde::de::Error::custom)?;
        Ok(Self {
            content: Arc::new(content),
        })
    }
}

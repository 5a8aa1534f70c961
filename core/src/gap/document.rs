//! Gaps as a document, checked when it is read.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::artefact::Content;
use super::{Basis, EvidencePolicy, GapError, Gaps, HeatCell, Score};
use crate::need::Needs;
use crate::words::measure::Level;

#[derive(Serialize)]
struct Outgoing<'a> {
    needs: &'a Needs,
    policy: &'a EvidencePolicy,
    own_rule: Option<&'a str>,
    held: &'a [u16],
    basis: &'a [Basis],
    gaps: &'a [Level],
    standard_errors: &'a [u16],
    scores: &'a [Score],
    heat: &'a [HeatCell],
}

#[derive(Deserialize)]
struct Incoming {
    needs: Needs,
    policy: EvidencePolicy,
    own_rule: Option<String>,
    held: Vec<u16>,
    basis: Vec<Basis>,
    gaps: Vec<Level>,
    standard_errors: Vec<u16>,
    scores: Vec<Score>,
    heat: Vec<HeatCell>,
}

impl Serialize for Gaps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            needs: &content.needs,
            policy: &content.policy,
            own_rule: content.own_rule.as_deref(),
            held: &content.held,
            basis: &content.basis,
            gaps: &content.gaps,
            standard_errors: &content.standard_errors,
            scores: &content.scores,
            heat: &content.heat,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Gaps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        let rows = incoming.needs.len();
        let agency = incoming.needs.agency();
        let lengths = [
            incoming.held.len(),
            incoming.basis.len(),
            incoming.gaps.len(),
            incoming.standard_errors.len(),
        ];
        let cells = agency.units.len().checked_mul(agency.framework.len());
        if lengths.iter().any(|&length| length != rows)
            || incoming.scores.len() != agency.people.len()
            || cells != Some(incoming.heat.len())
        {
            return Err(serde::de::Error::custom(GapError::Saved {
                what: "columns differ in length",
                expected: "one value for each need, person, and unit × competency",
            }));
        }
        Ok(Self {
            content: Arc::new(Content {
                needs: incoming.needs,
                policy: incoming.policy,
                own_rule: incoming.own_rule,
                held: incoming.held,
                basis: incoming.basis,
                gaps: incoming.gaps,
                standard_errors: incoming.standard_errors,
                scores: incoming.scores,
                heat: incoming.heat,
            }),
        })
    }
}

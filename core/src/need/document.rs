//! Needs as a document, checked when it is read.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::artefact::Content;
use super::workload::{self, UnitWorkload};
use super::{HeadcountNeed, NeedError, NeedPolicy, NeedSources, Needs, ServiceDemand, ToldReason};
use crate::agency::Agency;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex};
use crate::words::measure::{Date, Level, Weight};

#[derive(Serialize)]
struct Outgoing<'a> {
    agency: &'a Agency,
    as_of: Date,
    policy: &'a NeedPolicy,
    by_person: &'a Grouping<PersonIndex>,
    competencies: &'a [CompetencyIndex],
    levels: &'a [Level],
    weights: &'a [Weight],
    due: &'a [Option<Date>],
    sources: &'a [NeedSources],
    demands: &'a [ServiceDemand],
    workload: &'a [UnitWorkload],
    headcounts: &'a [HeadcountNeed],
    nominees: &'a [Vec<PersonIndex>],
    told: &'a [ToldReason],
}

#[derive(Deserialize)]
struct Incoming {
    agency: Agency,
    as_of: Date,
    policy: NeedPolicy,
    by_person: Grouping<PersonIndex>,
    competencies: Vec<CompetencyIndex>,
    levels: Vec<Level>,
    weights: Vec<Weight>,
    due: Vec<Option<Date>>,
    sources: Vec<NeedSources>,
    demands: Vec<ServiceDemand>,
    workload: Vec<UnitWorkload>,
    headcounts: Vec<HeadcountNeed>,
    nominees: Vec<Vec<PersonIndex>>,
    told: Vec<ToldReason>,
}

impl Serialize for Needs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            agency: &content.agency,
            as_of: content.as_of,
            policy: &content.policy,
            by_person: &content.by_person,
            competencies: &content.competencies,
            levels: &content.levels,
            weights: &content.weights,
            due: &content.due,
            sources: &content.sources,
            demands: &content.demands,
            workload: &content.workload,
            headcounts: &content.headcounts,
            nominees: &content.nominees,
            told: &content.told,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Needs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        check(&incoming).map_err(serde::de::Error::custom)?;
        let service_workload =
            workload::by_service(&incoming.agency, incoming.as_of, &incoming.demands);
        Ok(Self {
            content: Arc::new(Content {
                agency: incoming.agency,
                as_of: incoming.as_of,
                policy: incoming.policy,
                by_person: incoming.by_person,
                competencies: incoming.competencies,
                levels: incoming.levels,
                weights: incoming.weights,
                due: incoming.due,
                sources: incoming.sources,
                demands: incoming.demands,
                workload: incoming.workload,
                service_workload,
                headcounts: incoming.headcounts,
                nominees: incoming.nominees,
                told: incoming.told,
            }),
        })
    }
}

fn damaged(what: impl Into<String>, expected: &'static str) -> NeedError {
    NeedError::Saved {
        what: what.into(),
        expected,
    }
}

fn check(needs: &Incoming) -> Result<(), NeedError> {
    needs.policy.check()?;
    let agency = &needs.agency;
    let rows = needs.by_person.len();
    let lengths = [
        needs.competencies.len(),
        needs.levels.len(),
        needs.weights.len(),
        needs.due.len(),
        needs.sources.len(),
    ];
    if lengths.iter().any(|&length| length != rows) {
        return Err(damaged(
            "columns differ in length",
            "one value for each row",
        ));
    }
    if needs.by_person.owners() != agency.people.len() {
        return Err(damaged(
            "rows of unknown people",
            "rows for each person of the agency",
        ));
    }
    let known = |competency: CompetencyIndex| competency.position() < agency.framework.len();
    for person in agency.people.indices() {
        let own = &needs.competencies[needs.by_person.rows(person)];
        if !own.iter().copied().all(known) || !own.is_sorted_by(|one, next| one < next) {
            return Err(damaged(
                "competencies of a person out of order or unknown",
                "each competency of the framework once, in order",
            ));
        }
    }
    if !needs.sources.iter().all(|sources| sources.is_known()) {
        return Err(damaged(
            "unknown sources",
            "a sum of powers of two up to 64",
        ));
    }
    let finite = |value: Option<f64>| value.is_none_or(f64::is_finite);
    let demands = needs.demands.iter().all(|demand| {
        demand.service.position() < agency.services.len()
            && demand.unit.position() < agency.units.len()
            && finite(demand.volume_before)
            && finite(demand.volume_now)
            && finite(demand.growth)
            && finite(demand.p_value)
            && finite(demand.variance_inflation)
            && demand
                .growth_interval
                .is_none_or(|interval| interval.low <= interval.high)
    });
    let headcounts = needs.headcounts.iter().all(|headcount| {
        headcount.service.position() < agency.services.len()
            && headcount.unit.position() < agency.units.len()
            && known(headcount.competency)
    });
    let nominees = needs.nominees.len() == needs.headcounts.len()
        && needs
            .nominees
            .iter()
            .flatten()
            .all(|p| p.position() < agency.people.len());
    let workload = needs
        .workload
        .iter()
        .all(|work| work.unit.position() < agency.units.len());
    let told = needs.told.iter().all(|reason| reason.row < rows)
        && needs.told.is_sorted_by_key(|reason| reason.row);
    if !told {
        return Err(damaged(
            "reasons of unknown rows or out of order",
            "reasons by row",
        ));
    }
    if !demands || !workload || !headcounts || !nominees {
        return Err(damaged(
            "demand of unknown services or people",
            "indices of the agency",
        ));
    }
    Ok(())
}

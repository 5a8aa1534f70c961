//! From the volume of services to the people who must hold their competencies.

use std::cmp::Reverse;

use super::volume::{VolumeTrend, compare};
use super::{Claim, DemandRule, HeadcountNeed, ServiceDemand, Trend, Triage, spread};
use crate::agency::Agency;
use crate::regulation::workload::Workload;
use crate::service::ServiceCompetency;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ServiceIndex, UnitIndex};
use crate::words::measure::{Date, Level, Month, Weight};

/// What the demand for services asks.
#[derive(Default)]
pub(super) struct Demand {
    /// One row for each service, in order.
    pub(super) demands: Vec<ServiceDemand>,
    /// By service, then competency.
    pub(super) headcounts: Vec<HeadcountNeed>,
    /// For each headcount the people who are to hold the level, in the order of the table.
    pub(super) nominees: Vec<Vec<PersonIndex>>,
    /// What is asked of whom, by person, then competency, each pair once.
    pub(super) claims: Vec<(PersonIndex, CompetencyIndex, Claim)>,
}

/// One service's figures before its unit's are known.
struct Figures {
    trend: VolumeTrend,
    /// Work of the expected year, or of the last one where the next cannot be told.
    work: Option<Workload>,
    people_now: Option<u64>,
    people_expected: Option<u64>,
    whole_people: Option<u64>,
}

/// Finds what the demand for services asks on a day.
pub(super) fn find(agency: &Agency, as_of: Date, rule: &DemandRule) -> Demand {
    let services: Vec<ServiceIndex> = agency.services.indices().collect();
    let figures = spread::map(services.clone(), |service| {
        figures_of(agency, as_of, rule, service)
    });
    let mut unit_work: Vec<Option<Workload>> = vec![None; agency.units.len()];
    for (&service, figures) in services.iter().zip(&figures) {
        if let (Some(work), Some(sum)) = (
            figures.work,
            unit_work.get_mut(agency.services.unit(service).position()),
        ) {
            *sum = Some(sum.unwrap_or_default().saturating_add(work));
        }
    }
    let due = as_of.checked_add_months(chrono::Months::new(rule.due_in_months));
    let jobs = services.into_iter().zip(figures).collect();
    let parts = spread::map(jobs, |(service, figures)| {
        let work = unit_work.get(agency.services.unit(service).position());
        Asking {
            agency,
            as_of,
            rule,
            due,
        }
        .of(service, &figures, work.copied().flatten())
    });
    let mut demand = Demand::default();
    for (row, headcounts, nominees) in parts {
        let growth = weight_of(&row, rule);
        for (headcount, people) in headcounts.iter().zip(&nominees) {
            let claim = Claim::of_demand(headcount.level, growth, headcount.due);
            demand.claims.extend(
                people
                    .iter()
                    .map(|&person| (person, headcount.competency, claim)),
            );
        }
        demand.demands.push(row);
        demand.headcounts.extend(headcounts);
        demand.nominees.extend(nominees);
    }
    // Merging does not depend on order, so an unstable sort will do.
    demand
        .claims
        .sort_unstable_by_key(|&(person, competency, _)| (person, competency));
    demand.claims.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 = kept.2.merge(next.2);
        }
        same
    });
    demand
}

fn figures_of(agency: &Agency, as_of: Date, rule: &DemandRule, service: ServiceIndex) -> Figures {
    let trend = compare(agency.volumes.of(service), Month::of(as_of), rule);
    let norm = agency.services.norm_time(service);
    let effective = agency.regulation.effective_minutes_per_year().value();
    let work = |volume: Option<u64>| volume.map(|volume| Workload::of(volume, norm));
    let people = |work: Workload| work.people(effective).map(|people| people.thousandths());
    let (now, expected) = (work(trend.now), work(trend.expected));
    Figures {
        trend,
        work: expected.or(now),
        people_now: now.and_then(people),
        people_expected: expected.and_then(people),
        whole_people: expected.and_then(|work| work.whole_people(effective)),
    }
}

/// One plus the growth of a rising service, at most the policy's; one for others.
fn weight_of(demand: &ServiceDemand, rule: &DemandRule) -> Weight {
    match (demand.trend, demand.growth) {
        (Trend::Rising, Some(growth)) => {
            // A rising service's growth is above zero; too large a number saturates.
            let factor = ((1.0 + growth) * f64::from(Weight::STEPS)).round() as u32;
            Weight::from_thousandths(factor).min(rule.weight_at_most)
        }
        _ => Weight::ONE,
    }
}

/// The people of a unit who work here on a day.
pub(super) fn there_on(agency: &Agency, unit: UnitIndex, day: Date) -> Vec<PersonIndex> {
    let people = &agency.people;
    let stays = |person: &PersonIndex| people.last_day(*person).is_none_or(|last| day <= last);
    people.of_unit(unit).iter().copied().filter(stays).collect()
}

/// The level that the latest assessment on or before a day found; of several of that day the
/// highest. Assessments without a date count as the oldest.
fn latest_level(
    agency: &Agency,
    person: PersonIndex,
    competency: CompetencyIndex,
    as_of: Date,
) -> Option<Level> {
    agency
        .assessments
        .of_competency(person, competency)
        .filter(|assessment| assessment.date.is_none_or(|date| date <= as_of))
        .map(|assessment| (assessment.date, assessment.level))
        .max()
        .map(|(_, level)| level)
}

/// Those who are to hold a competency: first the people whose post asks for most of it, then
/// those who hold most of it by their latest assessment, then in the order of the table. They are
/// returned in the order of the table.
fn nominate(
    agency: &Agency,
    candidates: &[PersonIndex],
    competency: CompetencyIndex,
    as_of: Date,
    count: u32,
) -> Vec<PersonIndex> {
    let mut ranked: Vec<_> = candidates
        .iter()
        .map(|&person| {
            let post = agency.people.post(person);
            let standard = agency
                .requirements
                .find(post, competency)
                .map(|row| row.level);
            let held = latest_level(agency, person, competency, as_of);
            (Reverse(standard), Reverse(held), person)
        })
        .collect();
    ranked.sort_unstable();
    ranked.truncate(count as usize);
    let mut people: Vec<_> = ranked.into_iter().map(|(_, _, person)| person).collect();
    people.sort_unstable();
    people
}

type Asked = (ServiceDemand, Vec<HeadcountNeed>, Vec<Vec<PersonIndex>>);

struct Asking<'a> {
    agency: &'a Agency,
    as_of: Date,
    rule: &'a DemandRule,
    due: Option<Date>,
}

impl Asking<'_> {
    fn of(&self, service: ServiceIndex, figures: &Figures, unit_work: Option<Workload>) -> Asked {
        let agency = self.agency;
        let unit = agency.services.unit(service);
        let there = there_on(agency, unit, self.as_of);
        let rising = figures.trend.trend == Trend::Rising;
        let due = if rising { self.due } else { None };
        let staying = there_on(agency, unit, due.unwrap_or(self.as_of));
        let asked = figures.whole_people.map(|people| match people {
            // Nothing to do takes nobody.
            0 => 0,
            // At most the people of a unit, whose number fits.
            people => people.min(staying.len() as u64) as u32,
        });
        let mut headcounts = Vec::new();
        let mut nominees = Vec::new();
        let mut able: Option<u32> = None;
        for &asks in agency.services.competencies(service) {
            let level = self.level(asks, rising);
            let holders = staying
                .iter()
                .filter(|&&person| {
                    latest_level(agency, person, asks.competency, self.as_of)
                        .is_some_and(|held| held >= level)
                })
                .count();
            let holders = u32::try_from(holders).unwrap_or(u32::MAX);
            able = Some(able.map_or(holders, |able| able.min(holders)));
            let asks_somebody = matches!(figures.trend.trend, Trend::Rising | Trend::Steady);
            if let Some(people) = asked.filter(|&people| people > 0 && asks_somebody) {
                nominees.push(nominate(
                    agency,
                    &staying,
                    asks.competency,
                    self.as_of,
                    people,
                ));
                headcounts.push(HeadcountNeed {
                    unit,
                    service,
                    competency: asks.competency,
                    level,
                    people,
                    due,
                });
            }
        }
        let effective = agency.regulation.effective_minutes_per_year().value();
        let unit_people = unit_work
            .and_then(|work| work.people(effective))
            .map(|people| people.thousandths());
        let people_there = u32::try_from(there.len()).unwrap_or(u32::MAX);
        let trend = &figures.trend;
        let demand = ServiceDemand {
            service,
            unit,
            months_known: trend.months_known,
            volume_before: trend.before.map(|volume| volume as f64),
            volume_now: trend.now.map(|volume| volume as f64),
            volume_expected: trend.expected.map(|volume| volume as f64),
            growth: trend.growth.map(|growth| growth as f64 / 1e6),
            trend: trend.trend,
            people_needed_now: figures.people_now,
            people_needed_expected: figures.people_expected,
            people_there,
            unit_workload_expected: unit_people,
            people_asked: asked,
            people_able: able,
            triage: triage(asked, able, unit_people, people_there),
        };
        (demand, headcounts, nominees)
    }

    /// The level that a service asks: higher if it rises, never above the competency's top.
    fn level(&self, asks: ServiceCompetency, rising: bool) -> Level {
        if !rising {
            return asks.level;
        }
        let top = self.agency.framework.top_level(asks.competency);
        asks.level
            .saturating_add(self.rule.raise)
            .min(top.max(asks.level))
    }
}

/// What is lacking: people, if the unit's whole work takes more than there are; competence, if
/// fewer are able than the service asks for.
fn triage(
    asked: Option<u32>,
    able: Option<u32>,
    unit_people: Option<u64>,
    people_there: u32,
) -> Triage {
    let (Some(asked), Some(unit_people)) = (asked, unit_people) else {
        return Triage::CannotTell;
    };
    let too_few = unit_people > u64::from(people_there) * 1_000;
    let unable = able.is_some_and(|able| able < asked);
    match (too_few, unable) {
        (false, false) => Triage::Neither,
        (false, true) => Triage::LackOfCompetence,
        (true, false) => Triage::LackOfPeople,
        (true, true) => Triage::Both,
    }
}

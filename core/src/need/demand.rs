//! From the volume of services to the people who must hold their competencies.

use std::cmp::Reverse;

use super::trend::{self, Trend, VolumeTrend};
use super::workload::{self, ServiceWork, UnitWorkload};
use super::{Claim, DemandRule, HeadcountNeed, ServiceDemand, Stopped, Triage, Watched};
use crate::agency::Agency;
use crate::regulation::workload::Workload;
use crate::service::ServiceCompetency;
use crate::words::id::{CompetencyIndex, PersonIndex, ServiceIndex, UnitIndex};
use crate::words::measure::{Date, Level, Month, Weight};

/// What the demand for services asks.
#[derive(Default)]
pub(super) struct Demand {
    /// One row for each service, in order.
    pub(super) demands: Vec<ServiceDemand>,
    /// One row for each unit that gives a service, in order.
    pub(super) workload: Vec<UnitWorkload>,
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
    work: ServiceWork,
    people_now: Option<u64>,
    /// Expected, at least, at most.
    people_expected: Option<[u64; 3]>,
    whole_people: Option<u64>,
}

/// Finds what the demand for services asks on a day.
pub(super) fn find(
    agency: &Agency,
    as_of: Date,
    rule: &DemandRule,
    watched: &mut Watched<'_>,
) -> Result<Demand, Stopped> {
    let services: Vec<ServiceIndex> = agency.services.indices().collect();
    let figures = watched.map(
        services.clone(),
        |_| 1,
        |service| figures_of(agency, as_of, rule, service),
    )?;
    let work: Vec<ServiceWork> = figures.iter().map(|figures| figures.work).collect();
    let workload = workload::find(agency, as_of, rule.horizon_months, &work);
    let earliest = as_of.checked_add_months(chrono::Months::new(rule.due_in_months));
    let asking = Asking {
        agency,
        as_of,
        rule,
        earliest,
        workload: &workload,
    };
    let jobs = services.into_iter().zip(figures).collect();
    let parts = watched.map(
        jobs,
        |_| 1,
        |(service, figures)| asking.of(service, &figures),
    )?;
    let mut demand = Demand {
        demands: Vec::with_capacity(parts.len()),
        ..Demand::default()
    };
    for (row, headcounts, nominees) in parts {
        for (headcount, people) in headcounts.iter().zip(&nominees) {
            let claim = Claim::of_demand(headcount.level, headcount.growth, headcount.due);
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
    demand.workload = workload;
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
    Ok(demand)
}

fn figures_of(agency: &Agency, as_of: Date, rule: &DemandRule, service: ServiceIndex) -> Figures {
    let trend = trend::judge(agency.volumes.of(service), Month::of(as_of), rule);
    let norm = agency.services.norm_time(service);
    let effective = agency.regulation.effective_minutes_per_year().value();
    let work = |volume: u64| Workload::of(volume, norm);
    let people = |work: Workload| work.people(effective).map(|people| people.thousandths());
    let now = trend.now.map(work);
    let expected = trend.expected;
    let expected =
        expected.map(|volume| (work(volume.volume), work(volume.low), work(volume.high)));
    let minute = f64::from(norm.hundredths());
    Figures {
        work: ServiceWork {
            now,
            expected,
            line: trend
                .line
                .map(|(now, change)| (now * minute, change * minute)),
        },
        trend,
        people_now: now.and_then(people),
        people_expected: expected
            .and_then(|(middle, low, high)| Some([people(middle)?, people(low)?, people(high)?])),
        whole_people: expected.and_then(|(middle, ..)| middle.whole_people(effective)),
    }
}

/// One plus the growth of a rising service, at most the policy's; one for others.
fn weight_of(trend: &VolumeTrend, rule: &DemandRule) -> Weight {
    match (trend.trend, trend.growth) {
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
pub(super) fn latest_level(
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
    /// The earliest day by which somebody can have learnt something; `None` after the calendar.
    earliest: Option<Date>,
    workload: &'a [UnitWorkload],
}

impl Asking<'_> {
    fn of(&self, service: ServiceIndex, figures: &Figures) -> Asked {
        let agency = self.agency;
        let unit = agency.services.unit(service);
        let there = there_on(agency, unit, self.as_of);
        let rising = figures.trend.trend == Trend::Rising;
        let able = |people: &[PersonIndex]| {
            let competencies = agency.services.competencies(service).iter();
            let holders = competencies
                .map(|&asks| self.holders(people, asks.competency, self.level(asks, rising)));
            holders.min()
        };
        let passed_in = able(&there).and_then(|able| self.passed(figures, able));
        let due = passed_in
            .filter(|_| rising)
            .and_then(|month| chrono::NaiveDate::from_ymd_opt(month.year(), month.month(), 1))
            .and_then(|day| Some(day.max(self.earliest?)));
        let staying = there_on(agency, unit, due.unwrap_or(self.as_of));
        let asked = figures.whole_people.map(|people| match people {
            // Nothing to do takes nobody.
            0 => 0,
            // At most the people of a unit, whose number fits.
            people => people.min(staying.len() as u64) as u32,
        });
        let growth = weight_of(&figures.trend, self.rule);
        let mut headcounts = Vec::new();
        let mut nominees = Vec::new();
        let asks_somebody = matches!(figures.trend.trend, Trend::Rising | Trend::Steady);
        if let Some(people) = asked.filter(|&people| people > 0 && asks_somebody) {
            for &asks in agency.services.competencies(service) {
                let level = self.level(asks, rising);
                let competency = asks.competency;
                nominees.push(nominate(agency, &staying, competency, self.as_of, people));
                headcounts.push(HeadcountNeed {
                    unit,
                    service,
                    competency,
                    level,
                    people,
                    holders: self.holders(&staying, competency, level),
                    growth,
                    due,
                });
            }
        }
        let work = self.workload.iter().find(|work| work.unit == unit);
        let unit_people = work
            .filter(|work| work.services_unknown < work.services)
            .map(|work| work.needed_expected);
        let people_there = u32::try_from(there.len()).unwrap_or(u32::MAX);
        let people_able = able(&staying);
        let trend = &figures.trend;
        let expected = |at: usize| figures.people_expected.map(|people| people[at]);
        let demand = ServiceDemand {
            service,
            unit,
            months_known: trend.months_known,
            volume_before: trend.before.map(|volume| volume as f64),
            volume_now: trend.now.map(|volume| volume as f64),
            volume_expected: trend.expected,
            growth: trend.growth,
            growth_interval: trend.growth_interval,
            p_value: trend.p_value,
            variance_inflation: trend.inflation,
            changed_after: trend.changed_after,
            trend: trend.trend,
            unclear: trend.unclear,
            people_needed_now: figures.people_now,
            people_needed_expected: expected(0),
            people_needed_low: expected(1),
            people_needed_high: expected(2),
            people_there,
            unit_workload_expected: unit_people,
            people_asked: asked,
            people_able,
            passed_in,
            triage: triage(asked, people_able, unit_people, people_there),
        };
        (demand, headcounts, nominees)
    }

    /// How many of some people hold a level, by their latest assessment.
    fn holders(&self, people: &[PersonIndex], competency: CompetencyIndex, level: Level) -> u32 {
        let holds = |person: &&PersonIndex| {
            latest_level(self.agency, **person, competency, self.as_of)
                .is_some_and(|held| held >= level)
        };
        u32::try_from(people.iter().filter(holds).count()).unwrap_or(u32::MAX)
    }

    /// The first month in which a service's work passes what so many people can do in one.
    fn passed(&self, figures: &Figures, able: u32) -> Option<Month> {
        let effective = self.agency.regulation.effective_minutes_per_year().value();
        let capacity = f64::from(able) * f64::from(effective.hundredths()) / 12.0;
        let lines: Vec<(f64, f64)> = figures.work.line.into_iter().collect();
        let first = Month::of(self.as_of);
        workload::passed(&lines, capacity, self.rule.horizon_months, first)
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

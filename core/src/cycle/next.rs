//! The agency as its tables know it a year later.

use super::CycleError;
use super::ahead::Moves;
use super::held::{Ahead, Test, written};
use super::luck::Purpose;
use super::truth::{Truth, years_later};
use crate::agency::{Agency, AgencyFacts};
use crate::calendar::{
    Absences, AbsencesBuilder, Absentee, Calendar, CalendarBuilder, Holiday, Phases, PhasesBuilder,
};
use crate::catalogue::{Programmes, Providers};
use crate::outcome::{Outcomes, Surveys};
use crate::random::Entity;
use crate::service::{Volume, Volumes};
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, SourceIndex};
use crate::words::measure::{Date, Level, Month, Period, Rupiah};
use crate::workforce::{Assessments, Certificates, People, Performances};

/// The year that ended, as far as the agency's tables are concerned.
pub(super) struct Ended<'a> {
    pub(super) ahead: &'a Ahead,
    pub(super) moves: &'a Moves,
    pub(super) tests: Vec<Test>,
    /// The catalogue as it is believed now.
    pub(super) catalogue: Programmes,
    /// The share of people who are assessed again.
    pub(super) reassessed: f64,
}

fn too_many(what: &'static str) -> CycleError {
    CycleError::Years {
        what,
        found: "more than can be numbered".to_owned(),
        expected: "at most 4,294,967,295",
    }
}

/// The next year's agency. The truth loses those who left and gains those who join; returns how
/// many cases were asked for in the year that ended, too.
pub(super) fn next(
    agency: &Agency,
    truth: &mut Truth,
    ended: Ended<'_>,
) -> Result<(Agency, u64), CycleError> {
    let ahead = ended.ahead;
    let (people, kept) = people(agency, truth, ended.moves, ahead)?;
    let assessments = assessments(agency, truth, &people, &kept, &ended)?;
    let (volumes, cases) = volumes(agency, truth, ahead)?;
    let (prices, budgets) = (1.0 + truth.drawn.inflation, 1.0 + truth.drawn.budget_growth);
    let mut catalogue = ended.catalogue;
    for cost in catalogue
        .cost_per_session
        .iter_mut()
        .chain(&mut catalogue.cost_per_seat)
    {
        *cost = times(*cost, prices);
    }
    let phases = phases(&agency.phases, budgets)?;
    let providers = providers(agency, truth, ahead, &phases);
    let mut budget = agency.budget;
    budget.total = budget.total.map(|total| times(total, budgets));
    let absences = absences(agency, &kept, ahead)?;
    let (certificates, performances) = records(agency, &kept)?;
    Ok((
        // Every table is named, so that one which goes by person cannot be forgotten.
        Agency::of(AgencyFacts {
            name: agency.name.clone(),
            framework: agency.framework.clone(),
            units: agency.units.clone(),
            posts: agency.posts.clone(),
            requirements: agency.requirements.clone(),
            people,
            assessments,
            services: agency.services.clone(),
            volumes,
            allowances: agency.allowances.clone(),
            certificates,
            performances,
            providers,
            programmes: catalogue,
            rooms: agency.rooms.clone(),
            trainers: agency.trainers.clone(),
            calendar: calendar(&agency.calendar)?,
            phases,
            absences,
            outcomes: Outcomes::default(),
            surveys: Surveys::default(),
            regulation: agency.regulation.clone(),
            budget,
            rules: agency.rules,
            priorities: agency.priorities.clone(),
        }),
        cases,
    ))
}

/// An amount times a factor, in whole rupiah; amounts that are too large stay at the largest.
fn times(amount: Rupiah, factor: f64) -> Rupiah {
    // Conversion of a number that is too large stays at the largest integer.
    Rupiah::new((amount.as_f64() * factor.max(0.0)).round() as i64)
}

/// People who stay, and those who join; and for each of the new table who they were.
fn people(
    agency: &Agency,
    truth: &mut Truth,
    moves: &Moves,
    ahead: &Ahead,
) -> Result<(People, Vec<Option<PersonIndex>>), CycleError> {
    let old = &agency.people;
    let mut people = People::default();
    let mut kept = Vec::new();
    for person in old
        .indices()
        .filter(|person| moves.stays[person.position()])
    {
        let place = person.position();
        people
            .ids
            .insert(old.ids().name(person))
            .map_err(|_| too_many("people"))?;
        people.units.push(moves.places[place].0);
        people.posts.push(moves.places[place].1);
        people.statuses.push(old.status(person));
        people.retires_on.push(old.retires_on(person));
        people.contract_until.push(moves.contracts[place]);
        people.hours_this_year.push(Default::default());
        people.next_posts.push(if moves.risen[place] {
            None
        } else {
            old.next_post(person)
        });
        kept.push(Some(person));
    }
    let entities: Vec<Entity> = moves
        .replaced
        .iter()
        .map(|person| {
            let left = truth.people[person.position()].entity;
            left.with(Entity::numbered(u64::from(ahead.year)))
        })
        .collect();
    truth.keep(&moves.stays);
    for (number, (&left, entity)) in (1_u64..).zip(moves.replaced.iter().zip(entities)) {
        // An id that is not taken: of the people given none is likely to be called so.
        let mut id = format!("joined-{}-{number}", ahead.year + 1);
        while people.ids.find(&id).is_some() {
            id.push('x');
        }
        people.ids.insert(&id).map_err(|_| too_many("people"))?;
        people.units.push(old.unit(left));
        people.posts.push(old.post(left));
        people.statuses.push(old.status(left));
        people.retires_on.push(None);
        people.contract_until.push(match old.contract_until(left) {
            None => None,
            Some(_) => years_later(ahead.until, 1),
        });
        people.hours_this_year.push(Default::default());
        people.next_posts.push(None);
        kept.push(None);
        truth.join(agency, old.post(left), entity, ahead.year);
    }
    let (by_unit, order) =
        Grouping::by_owner(agency.units.len(), &people.units).map_err(|_| too_many("people"))?;
    people.by_unit = by_unit;
    people.members = order
        .into_iter()
        .filter_map(|place| PersonIndex::at(place as usize))
        .collect();
    Ok((people, kept))
}

/// The certificates and targets of those who stay; who joins brings none.
fn records(
    agency: &Agency,
    kept: &[Option<PersonIndex>],
) -> Result<(Certificates, Performances), CycleError> {
    let mut certificates = Certificates::default();
    let mut performances = Performances::default();
    let (mut held, mut aimed) = (Vec::new(), Vec::new());
    for &was in kept {
        let (own, aims) = match was {
            Some(was) => (agency.certificates.of(was), agency.performances.of(was)),
            None => Default::default(),
        };
        held.push(own.len());
        aimed.push(aims.len());
        certificates.rows.extend_from_slice(own);
        performances.rows.extend_from_slice(aims);
    }
    certificates.by_person = Grouping::from_counts(held).map_err(|_| too_many("certificates"))?;
    performances.by_person = Grouping::from_counts(aimed).map_err(|_| too_many("performances"))?;
    Ok((certificates, performances))
}

/// What was assessed so far, what tests of programmes said, who was assessed again, and what those
/// who join were assessed at.
fn assessments(
    agency: &Agency,
    truth: &Truth,
    people: &People,
    kept: &[Option<PersonIndex>],
    ended: &Ended<'_>,
) -> Result<Assessments, CycleError> {
    type Row = (CompetencyIndex, Level, Option<Date>, SourceIndex, u16);
    let old = &agency.assessments;
    let mut sources = old.sources().clone();
    let mut source = |name: &str| {
        sources
            .intern(name)
            .map_err(|_| too_many("sources of assessments"))
    };
    let (of_course, of_year) = (source("course_test")?, source("yearly_assessment")?);
    let error = Level::from_f64(truth.drawn.test_error.max(0.01))
        .unwrap_or(Level::NONE)
        .steps();
    let until = ended.ahead.until;
    let day = until.pred_opt().unwrap_or(until);
    let mut tests = ended.tests.clone();
    tests.sort_by_key(|test| (test.person, test.date));
    let mut columns = Assessments::default();
    let mut counts = Vec::with_capacity(people.len());
    let mut rows: Vec<Row> = Vec::new();
    for (person, was) in people.indices().zip(kept) {
        rows.clear();
        if let Some(was) = *was {
            rows.extend(old.of(was).map(|row| {
                let error = row.standard_error.map_or(u16::MAX, Level::steps);
                (row.competency, row.level, row.date, row.source, error)
            }));
            let from = tests.partition_point(|test| test.person < was);
            let own = tests[from..].iter().take_while(|test| test.person == was);
            rows.extend(own.map(|test| {
                let date = Some(test.date);
                (test.competency, written(test.level), date, of_course, error)
            }));
        }
        let entity = truth.people[person.position()].entity;
        let mut stream = truth
            .luck
            .of(Purpose::Reassessment, entity, ended.ahead.year);
        // Who joins is assessed at once.
        if stream.happens(ended.reassessed) || was.is_none() {
            for requirement in agency.requirements.of(people.post(person)) {
                let competency = requirement.competency;
                let top = agency.framework.top_level(competency).as_f64();
                let level = truth.level(person, competency, day);
                let seen = (level + truth.drawn.test_error * stream.normal()).clamp(0.0, top);
                rows.push((competency, written(seen), Some(day), of_year, error));
            }
        }
        rows.sort_by_key(|row| row.0);
        counts.push(rows.len());
        for &(competency, level, date, source, error) in &rows {
            columns.competencies.push(competency);
            columns.levels.push(level);
            columns.dates.push(date);
            columns.source.push(source);
            columns.standard_errors.push(error);
        }
    }
    columns.sources = sources;
    columns.by_person = Grouping::from_counts(counts).map_err(|_| too_many("assessments"))?;
    Ok(columns)
}

/// The volumes with the months of the year that ended, each from the same month a year earlier;
/// and how many cases the year had.
fn volumes(agency: &Agency, truth: &Truth, ahead: &Ahead) -> Result<(Volumes, u64), CycleError> {
    let (first, end) = (Month::of(ahead.as_of), Month::of(ahead.until));
    let mut volumes = Volumes::default();
    let mut counts = Vec::with_capacity(agency.services.len());
    let mut cases = 0_u64;
    for service in agency.services.indices() {
        let start = volumes.rows.len();
        volumes.rows.extend_from_slice(agency.volumes.of(service));
        let mut stream = {
            let entity = Entity::named(agency.services.id(service));
            truth.luck.of(Purpose::Volume, entity, ahead.year)
        };
        let own = (truth.drawn.service_spread * stream.normal()).exp();
        let mut month = match volumes.rows[start..].last() {
            Some(last) => last.month.plus(1),
            None => end,
        };
        while month < end {
            let noise = (truth.drawn.service_spread * stream.normal()).exp();
            let known = &volumes.rows[start..];
            let counted = |back: &Volume| back.count.map(|count| count as f64);
            let last_year = known
                .len()
                .checked_sub(12)
                .and_then(|at| counted(&known[at]));
            let recent: Vec<f64> = known.iter().rev().take(12).filter_map(counted).collect();
            let base = last_year.or_else(|| {
                (!recent.is_empty()).then(|| recent.iter().sum::<f64>() / recent.len() as f64)
            });
            let growth = (1.0 + truth.drawn.service_growth).max(0.0);
            let count = base.map(|base| (base * growth * own * noise).round().min(1e15) as u64);
            volumes.rows.push(Volume {
                month,
                count,
                time: None,
            });
            month = month.plus(1);
        }
        for volume in &volumes.rows[start..] {
            if volume.month >= first && volume.month < end {
                cases = cases.saturating_add(volume.count.unwrap_or(0));
            }
        }
        counts.push(volumes.rows.len() - start);
    }
    volumes.by_service = Grouping::from_counts(counts).map_err(|_| too_many("volumes"))?;
    Ok((volumes, cases))
}

fn phases(phases: &Phases, growth: f64) -> Result<Phases, CycleError> {
    let mut builder = PhasesBuilder::new();
    for phase in phases.indices() {
        let beyond = || CycleError::Years {
            what: "the next year's phase",
            found: "beyond the calendar".to_owned(),
            expected: "days that a calendar has",
        };
        builder
            .phase(
                phases.id(phase),
                phases.name(phase),
                years_later(phases.from(phase), 1).ok_or_else(beyond)?,
                years_later(phases.until(phase), 1).ok_or_else(beyond)?,
                times(phases.budget(phase), growth),
            )
            .map_err(|_| beyond())?;
    }
    Ok(builder.build())
}

/// The calendar a year later: each day off and each stretch on the same date.
fn calendar(calendar: &Calendar) -> Result<Calendar, CycleError> {
    let refused = |error: crate::calendar::CalendarError| CycleError::Years {
        what: "the next year's calendar",
        found: error.to_string(),
        expected: "days that a calendar has",
    };
    let mut builder = CalendarBuilder::new();
    builder.weekend(calendar.weekend()).map_err(refused)?;
    builder.joint_leave_is_off(calendar.joint_leave_is_off());
    for holiday in calendar.holidays() {
        if let Some(date) = years_later(holiday.date, 1) {
            let holiday = Holiday {
                date,
                ..holiday.clone()
            };
            // Two days may become one: 28 and 29 February.
            let _ = builder.holiday(holiday);
        }
    }
    let moved = |period: Period| Period {
        from: period.from.and_then(|day| years_later(day, 1)),
        until: period.until.and_then(|day| years_later(day, 1)),
    };
    for stretch in calendar.blocked() {
        builder
            .blocked(moved(stretch.period()), stretch.reason())
            .map_err(refused)?;
    }
    for stretch in calendar.reduced() {
        if let Some(minutes) = stretch.minutes_per_week() {
            builder
                .reduced(moved(stretch.period()), stretch.reason(), minutes)
                .map_err(refused)?;
        }
    }
    Ok(builder.build())
}

/// Agreements: those who withdrew are out from that day on; what has ended before the next year's
/// end may be made again for it.
fn providers(agency: &Agency, truth: &Truth, ahead: &Ahead, phases: &Phases) -> Providers {
    let mut providers = agency.providers.clone();
    let Some((_, end)) = phases.horizon() else {
        return providers;
    };
    for provider in agency.providers.indices() {
        let entity = Entity::named(agency.providers.id(provider));
        let mut stream = truth.luck.of(Purpose::Partner, entity, ahead.year);
        // Whether and when it withdraws came first.
        stream.uniform();
        stream.uniform();
        let renewed = stream.happens(truth.drawn.partner_renewal);
        let agreement = &mut providers.agreements[provider.position()];
        if let Some(day) = ahead.withdraws[provider.position()] {
            let last = day.pred_opt().unwrap_or(day);
            let until = agreement.until.map_or(last, |until| until.min(last));
            agreement.until = Some(until);
            // An agreement that had not begun is one of a day that is over.
            agreement.from = agreement.from.map(|from| from.min(until));
        }
        if renewed && agreement.until.is_some_and(|until| until < end) {
            agreement.until = Some(end);
        }
    }
    providers
}

/// Absences that are not over, of those who are still there.
fn absences(
    agency: &Agency,
    kept: &[Option<PersonIndex>],
    ahead: &Ahead,
) -> Result<Absences, CycleError> {
    let mut now = vec![None; agency.people.len()];
    for (place, was) in kept.iter().enumerate() {
        if let Some(was) = was {
            now[was.position()] = PersonIndex::at(place);
        }
    }
    let mut builder = AbsencesBuilder::new();
    for (absentee, period, reason) in agency.absences.rows() {
        let whom = match absentee {
            Absentee::Person(person) => now[person.position()].map(Absentee::Person),
            other => Some(other),
        };
        if let Some(whom) = whom.filter(|_| period.until.is_none_or(|day| day >= ahead.until)) {
            builder
                .absence(whom, period, reason)
                .map_err(|_| too_many("absences"))?;
        }
    }
    Ok(builder.build())
}

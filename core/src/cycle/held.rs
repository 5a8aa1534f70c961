//! Carries a schedule out: who comes, who learns what, what is measured, what it costs.

use super::MeasurementPolicy;
use super::indicators::Indicators;
use super::luck::Purpose;
use super::truth::Truth;
use crate::agency::Agency;
use crate::calendar::Absentee;
use crate::outcome::{KirkpatrickLevel, MeasureOf, OutcomeGroup, Outcomes};
use crate::random::Entity;
use crate::schedule::{Schedule, Session};
use crate::words::id::{
    CompetencyIndex, Index, MeasureIndex, PersonIndex, ProgrammeIndex, SessionIndex, UnitIndex,
};
use crate::words::measure::{Date, Hours, Level, Rupiah};

/// A test of a person, as an agency's tables keep it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Test {
    pub(super) person: PersonIndex,
    pub(super) competency: CompetencyIndex,
    pub(super) level: f64,
    pub(super) date: Date,
}

/// What became of a schedule.
pub(super) struct Held {
    pub(super) outcomes: Outcomes,
    pub(super) tests: Vec<Test>,
    /// Hours that each person completed, in hundredths.
    pub(super) hours: Vec<u32>,
    /// Whether somebody of each unit completed something.
    pub(super) reached: Vec<bool>,
}

/// What will happen within a year, whatever is planned.
pub(super) struct Ahead {
    pub(super) year: u32,
    pub(super) as_of: Date,
    /// The first day of the next year.
    pub(super) until: Date,
    /// By person: the first day on which they no longer work here.
    pub(super) leaves: Vec<Option<Date>>,
    /// By provider: the first day on which it has withdrawn.
    pub(super) withdraws: Vec<Option<Date>>,
}

/// Who is there and who is in training, by unit and day.
struct Counters {
    from: Date,
    days: usize,
    present: Vec<i32>,
    training: Vec<i32>,
}

impl Counters {
    fn new(agency: &Agency, ahead: &Ahead) -> Self {
        let days = ahead.until.signed_duration_since(ahead.as_of).num_days();
        let days = usize::try_from(days).unwrap_or(0);
        let mut counters = Self {
            from: ahead.as_of,
            days,
            present: vec![0; agency.units.len() * days],
            training: vec![0; agency.units.len() * days],
        };
        for unit in agency.units.indices() {
            let people = i32::try_from(agency.people.of_unit(unit).len()).unwrap_or(i32::MAX);
            let row = unit.position() * days;
            counters.present[row..row + days].fill(people);
        }
        for person in agency.people.indices() {
            if let Some(first) = ahead.leaves[person.position()] {
                counters.away(agency.people.unit(person), first, None, 1);
            }
        }
        for (absentee, period, _) in agency.absences.rows() {
            let from = period.from.unwrap_or(ahead.as_of);
            match absentee {
                Absentee::Person(person) => {
                    // Somebody who has left is not away as well.
                    let gone = ahead.leaves[person.position()].and_then(|day| day.pred_opt());
                    let until = match (period.until, gone) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                    counters.away(agency.people.unit(person), from, until, 1);
                }
                Absentee::Unit(unit) => counters.away(unit, from, period.until, i32::MAX),
                Absentee::Provider(_) | Absentee::Room(_) | Absentee::Trainer(_) => {}
            }
        }
        counters
    }

    fn place(&self, unit: UnitIndex, day: Date) -> Option<usize> {
        let day = usize::try_from(day.signed_duration_since(self.from).num_days()).ok()?;
        (day < self.days).then(|| unit.position() * self.days + day)
    }

    fn away(&mut self, unit: UnitIndex, from: Date, until: Option<Date>, people: i32) {
        let clip = |day: Date| {
            let days = day.signed_duration_since(self.from).num_days();
            usize::try_from(days.max(0)).unwrap_or(0).min(self.days)
        };
        let first = clip(from);
        let end = until.map_or(self.days, |day| {
            clip(
                day.checked_add_signed(chrono::TimeDelta::days(1))
                    .unwrap_or(day),
            )
        });
        let row = unit.position() * self.days;
        for present in &mut self.present[row + first..row + end.max(first)] {
            *present = present.saturating_sub(people).max(0);
        }
    }

    /// Whether one more of a unit can be spared on all days of a session.
    fn can_spare(&self, unit: UnitIndex, minimum: i32, days: &[Date]) -> bool {
        days.iter().all(|&day| {
            self.place(unit, day)
                .is_none_or(|at| self.present[at] - self.training[at] > minimum)
        })
    }

    fn train(&mut self, unit: UnitIndex, days: &[Date]) {
        for &day in days {
            if let Some(at) = self.place(unit, day) {
                self.training[at] += 1;
            }
        }
    }

    /// Days of units on which training took them below their minimum.
    fn closed(&self, agency: &Agency) -> usize {
        (0..self.present.len())
            .filter(|&at| {
                let minimum = UnitIndex::at(at / self.days.max(1))
                    .map_or(0, |unit| agency.units.minimum_on_duty(unit));
                self.training[at] > 0
                    && i64::from(self.present[at] - self.training[at]) < i64::from(minimum)
            })
            .count()
    }
}

/// Outcomes as they come.
struct Rows {
    outcomes: Outcomes,
    measures: Vec<Option<MeasureIndex>>,
}

impl Rows {
    fn measure(&mut self, agency: &Agency, competency: CompetencyIndex) -> Option<MeasureIndex> {
        let known = &mut self.measures[competency.position()];
        if known.is_none() {
            *known = self
                .outcomes
                .measure_ids
                .intern(agency.framework.id(competency))
                .ok();
            if known.is_some() {
                self.outcomes
                    .measures_of
                    .push(MeasureOf::Competency(competency));
            }
        }
        *known
    }

    #[allow(clippy::too_many_arguments)] // A row has so many columns.
    fn push(
        &mut self,
        programme: ProgrammeIndex,
        session: Option<&str>,
        person: PersonIndex,
        measure: MeasureIndex,
        (before, after): (f64, f64),
        date: Date,
        group: OutcomeGroup,
    ) {
        let rows = &mut self.outcomes;
        rows.programmes.push(programme);
        rows.sessions.push(session.map(str::to_owned));
        rows.people.push(Some(person));
        rows.measures.push(measure);
        rows.kirkpatrick.push(KirkpatrickLevel::Learning);
        rows.before.push(Some(before));
        rows.after.push(Some(after));
        rows.dates.push(Some(date));
        rows.groups.push(group);
    }
}

/// What the agency pays for a session: each price after the provider's share, rounded up to a whole
/// rupiah, for all seats that were taken.
fn cost(agency: &Agency, programme: ProgrammeIndex, seats: usize) -> i128 {
    let provider = agency.programmes.provider(programme);
    let rest = agency.providers.cost_share(provider).complement();
    let pays = |full: Rupiah| {
        (i128::from(full.amount()) * i128::from(rest.millionths()) + 999_999) / 1_000_000
    };
    pays(agency.programmes.cost_per_session(programme))
        + pays(agency.programmes.cost_per_seat(programme)) * seats as i128
}

/// Carries a schedule out.
pub(super) fn hold(
    schedule: &Schedule,
    truth: &mut Truth,
    ahead: &Ahead,
    measurement: &MeasurementPolicy,
    indicators: &mut Indicators,
) -> Held {
    let agency = schedule.agency();
    let mut counters = Counters::new(agency, ahead);
    let mut rows = Rows {
        outcomes: Outcomes::default(),
        measures: vec![None; agency.framework.len()],
    };
    let mut held = Held {
        outcomes: Outcomes::default(),
        tests: Vec::new(),
        hours: vec![0; agency.people.len()],
        reached: vec![false; agency.units.len()],
    };
    // What is over first teaches first.
    let mut order: Vec<(Date, usize)> = schedule
        .sessions()
        .iter()
        .enumerate()
        .filter_map(|(number, session)| Some((session.end()?, number)))
        .collect();
    order.sort_unstable();
    let mut spent = 0_i128;
    let mut learnt = Vec::new();
    let mut compared = vec![false; agency.programmes.len()];
    for (end, number) in order {
        let session = &schedule.sessions()[number];
        let programme = session.programme;
        let participants = SessionIndex::at(number).map_or(&[][..], |at| schedule.participants(at));
        indicators.seats += participants.len() as f64;
        let provider = agency.programmes.provider(programme);
        if ahead.withdraws[provider.position()].is_some_and(|day| day <= end) {
            indicators.cancelled += 1.0;
            continue;
        }
        indicators.sessions += 1.0;
        spent += cost(agency, programme, participants.len());
        for &person in participants {
            let came = attend(
                agency,
                truth,
                ahead,
                session,
                end,
                person,
                &mut counters,
                indicators,
            );
            if !came {
                continue;
            }
            indicators.completed += 1.0;
            let hours = &mut held.hours[person.position()];
            *hours = hours.saturating_add(agency.programmes.hours(programme).hundredths());
            held.reached[agency.people.unit(person).position()] = true;
            truth.learn(person, programme, end, ahead.year, &mut learnt);
            let post = agency.people.post(person);
            for &(competency, before, after) in &learnt {
                if let Some(required) = agency.requirements.find(post, competency) {
                    let short = |level: f64| (required.level.as_f64() - level).max(0.0);
                    indicators.levels_closed += short(before) - short(after);
                }
            }
            test(
                truth,
                ahead,
                session,
                end,
                person,
                &learnt,
                measurement,
                agency,
                &mut rows,
                &mut held.tests,
            );
        }
        if !std::mem::replace(&mut compared[programme.position()], true) {
            compare(schedule, truth, ahead, session, end, measurement, &mut rows);
        }
    }
    indicators.spent = spent as f64;
    indicators.counter_days_closed = counters.closed(agency) as f64;
    held.outcomes = rows.outcomes;
    held
}

/// Whether somebody comes and stays to the end.
#[allow(clippy::too_many_arguments)] // The whole of a session and of what is ahead.
fn attend(
    agency: &Agency,
    truth: &Truth,
    ahead: &Ahead,
    session: &Session,
    end: Date,
    person: PersonIndex,
    counters: &mut Counters,
    indicators: &mut Indicators,
) -> bool {
    let place = person.position();
    if ahead.leaves[place].is_some_and(|day| day <= end) {
        return false;
    }
    let entity = truth.people[place]
        .entity
        .with(truth.programmes[session.programme.position()]);
    let mut stream = truth.luck.of(Purpose::Attendance, entity, ahead.year);
    let comes = stream.happens(truth.drawn.attendance);
    let stays = stream.happens(truth.drawn.completion);
    if !comes {
        return false;
    }
    let unit = agency.people.unit(person);
    let minimum = i32::try_from(agency.units.minimum_on_duty(unit)).unwrap_or(i32::MAX);
    // The counter comes first: who is needed there stays.
    if !counters.can_spare(unit, minimum, &session.days) {
        indicators.held_back += 1.0;
        return false;
    }
    counters.train(unit, &session.days);
    indicators.attended += 1.0;
    stays
}

/// Tests somebody who completed a programme.
#[allow(clippy::too_many_arguments)] // The whole of a session and of what is written down.
fn test(
    truth: &Truth,
    ahead: &Ahead,
    session: &Session,
    end: Date,
    person: PersonIndex,
    learnt: &[(CompetencyIndex, f64, f64)],
    measurement: &MeasurementPolicy,
    agency: &Agency,
    rows: &mut Rows,
    tests: &mut Vec<Test>,
) {
    let entity = truth.people[person.position()]
        .entity
        .with(truth.programmes[session.programme.position()]);
    let mut stream = truth.luck.of(Purpose::Test, entity, ahead.year);
    if !stream.happens(measurement.tested) {
        return;
    }
    for &(competency, before, after) in learnt {
        let top = agency.framework.top_level(competency).as_f64();
        let mut seen =
            |level: f64| (level + truth.drawn.test_error * stream.normal()).clamp(0.0, top);
        let (before, after) = (seen(before), seen(after));
        if let Some(measure) = rows.measure(agency, competency) {
            rows.push(
                session.programme,
                Some(&session.id),
                person,
                measure,
                (before, after),
                end,
                OutcomeGroup::Attended,
            );
        }
        tests.push(Test {
            person,
            competency,
            level: after,
            date: end,
        });
    }
}

/// Tests people who do not attend a programme in the year, and whose posts need what it teaches.
fn compare(
    schedule: &Schedule,
    truth: &Truth,
    ahead: &Ahead,
    session: &Session,
    end: Date,
    measurement: &MeasurementPolicy,
    rows: &mut Rows,
) {
    let agency = schedule.agency();
    let programme = session.programme;
    let effects = agency.programmes.effects(programme);
    let Some(start) = session.start().filter(|_| measurement.comparison > 0) else {
        return;
    };
    let needs = |person: PersonIndex| {
        let post = agency.people.post(person);
        effects
            .iter()
            .any(|effect| agency.requirements.find(post, effect.competency).is_some())
    };
    let mut others: Vec<(u64, PersonIndex)> = agency
        .people
        .indices()
        .filter(|&person| {
            let attends = |attendance: &crate::plan::Attendance| attendance.programme == programme;
            !schedule.plan().of(person).iter().any(attends)
                && ahead.leaves[person.position()].is_none_or(|day| day > end)
                && needs(person)
        })
        .map(|person| {
            let entity = truth.people[person.position()].entity;
            let rank = entity
                .with(truth.programmes[programme.position()])
                .with(Entity::numbered(u64::from(ahead.year)));
            (rank.number(), person)
        })
        .collect();
    others.sort_unstable();
    for (_, person) in others.into_iter().take(measurement.comparison as usize) {
        let entity = truth.people[person.position()]
            .entity
            .with(truth.programmes[programme.position()]);
        let mut stream = truth.luck.of(Purpose::Test, entity, ahead.year);
        for effect in effects {
            let competency = effect.competency;
            let top = agency.framework.top_level(competency).as_f64();
            let mut seen = |day: Date| {
                let level = truth.level(person, competency, day);
                (level + truth.drawn.test_error * stream.normal()).clamp(0.0, top)
            };
            let values = (seen(start), seen(end));
            if let Some(measure) = rows.measure(agency, competency) {
                rows.push(
                    programme,
                    None,
                    person,
                    measure,
                    values,
                    end,
                    OutcomeGroup::Comparison,
                );
            }
        }
    }
}

/// People (PNS) who completed fewer hours than their floor.
pub(super) fn below_floor(agency: &Agency, hours: &[u32]) -> usize {
    let floor: Hours = agency.regulation.pns_minimum_hours().value();
    agency
        .people
        .indices()
        .filter(|&person| {
            let done = agency
                .people
                .hours_this_year(person)
                .saturating_add(Hours::from_hundredths(hours[person.position()]));
            agency.people.status(person) == crate::workforce::EmploymentStatus::Pns && done < floor
        })
        .count()
}

/// A level as tables write it.
pub(super) fn written(level: f64) -> Level {
    // Levels were clamped to their scale.
    Level::from_f64(level).unwrap_or(Level::NONE)
}

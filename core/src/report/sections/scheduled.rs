//! When sessions are held, and who stays on duty.

use std::collections::BTreeMap;

use super::{POINTS, ROWS};
use crate::cycle::Round;
use crate::report::sentences;
use crate::report::view::{
    Block, Cell, Gantt, GanttRow, Grid, Section, Span, Tone, clean, count, days_in_words, prose,
    signed, whole,
};
use crate::report::wording::Wording;
use crate::schedule::{CatchUpOptions, OnDuty, Schedule, Session, WhyThen};
use crate::words::explanation::Language;
use crate::words::id::{Index, PhaseIndex, ProgrammeIndex, SessionIndex};
use crate::words::measure::Date;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let schedule = round.schedule();
    let without: usize = schedule.unplaced().iter().map(|row| row.people.len()).sum();
    let placed = sentences::placed(
        schedule.sessions().len(),
        schedule.seats(),
        without,
        language,
    );
    let mut paragraphs = vec![placed];
    let later = without_place(schedule)
        .then(|| schedule.catch_up(&CatchUpOptions::default()).ok())
        .flatten();
    if let Some(later) = &later {
        let left: usize = later.unplaced().iter().map(|row| row.people.len()).sum();
        let caught_up = later.caught_up().len();
        paragraphs.push(sentences::caught_up(caught_up, left, language));
    }
    paragraphs.extend(counters(round, language));
    let mut blocks = Vec::new();
    blocks.extend(gantt(round, language).map(Block::Gantt));
    blocks.push(Block::Grid(sessions(round, language)));
    let list = |title: &str, points: Vec<String>| {
        (!points.is_empty()).then(|| Block::List {
            title: title.to_owned(),
            points,
        })
    };
    blocks.extend(list(words.why_then, why_then(round, language)));
    let reasons = (0..schedule.unplaced().len().min(POINTS))
        .map(|row| prose(&schedule.unplaced_why(row, language)))
        .collect();
    blocks.extend(list(words.unplaced, reasons));
    let points = later.map(|later| catch_up(&later, language));
    blocks.extend(list(words.catch_up, points.unwrap_or_default()));
    blocks.push(Block::Grid(duty(round, language)));
    Section {
        id: "calendar",
        title: words.calendar.to_owned(),
        paragraphs,
        blocks,
    }
}

fn without_place(schedule: &Schedule) -> bool {
    let mut rows = schedule.unplaced().iter();
    rows.any(|row| !row.people.is_empty())
}

/// What is held in a later phase, and what is left for the next year. People are told in the tables.
fn catch_up(later: &Schedule, language: Language) -> Vec<String> {
    let agency = later.agency();
    let mut held: BTreeMap<(ProgrammeIndex, PhaseIndex, PhaseIndex), usize> = BTreeMap::new();
    for seat in later.caught_up() {
        *held
            .entry((seat.programme, seat.phase, seat.into))
            .or_default() += 1;
    }
    let mut left: BTreeMap<(ProgrammeIndex, PhaseIndex), usize> = BTreeMap::new();
    for row in later.unplaced() {
        *left.entry((row.programme, row.phase)).or_default() += row.people.len();
    }
    let programme = |index| clean(agency.programmes.name(index));
    let phase = |index| clean(agency.phases.name(index));
    let held = held.into_iter().map(|((what, from, into), seats)| {
        let phases = (&*phase(from), &*phase(into));
        sentences::held_later(seats, &programme(what), phases, language)
    });
    let left = left.into_iter().filter(|&(_, seats)| seats > 0);
    let left = left.map(|((what, from), seats)| {
        sentences::carried_over(seats, &programme(what), &phase(from), language)
    });
    held.chain(left).take(POINTS).collect()
}

/// Whether the counters stay open.
pub(super) fn counters(round: &Round, language: Language) -> Vec<String> {
    let duty = round.schedule().on_duty();
    let below = duty
        .iter()
        .filter(|row| row.is_closed_by_training())
        .count();
    let absent = duty.iter().filter(|row| slack(row) < 0).count() - below;
    let mut said = vec![sentences::counters(below, duty.len(), language)];
    if absent > 0 {
        said.push(sentences::absent(absent, language));
    }
    said
}

/// People on duty above the minimum.
fn slack(row: &OnDuty) -> i64 {
    i64::from(row.on_duty()) - i64::from(row.minimum)
}

/// A session's first and last day, its number, and how many attend.
fn spans<'a>(round: &'a Round) -> impl Iterator<Item = (&'a Session, Date, Date, usize)> + use<'a> {
    let schedule = round.schedule();
    schedule
        .sessions()
        .iter()
        .enumerate()
        .filter_map(move |(number, session)| {
            let people = SessionIndex::at(number).map_or(0, |at| schedule.participants(at).len());
            Some((session, session.start()?, session.end()?, people))
        })
}

fn sessions(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = round.agency();
    let people = format!("#{}", words.people);
    let heads = [
        format!("={}", words.dates),
        format!("={}", words.session),
        words.programme.to_owned(),
        words.provider.to_owned(),
        words.venue.to_owned(),
        people,
    ];
    let mut grid = Grid::new(words.session_dates, heads.iter().map(String::as_str));
    for (session, from, until, people) in spans(round).take(ROWS) {
        let programme = session.programme;
        grid.row([
            whole(&days_in_words(from, until, language)),
            clean(&session.id),
            clean(agency.programmes.name(programme)),
            clean(agency.providers.name(agency.programmes.provider(programme))),
            clean(agency.programmes.venue(programme).unwrap_or("")),
            people.to_string(),
        ]);
    }
    let all = round.schedule().sessions().len();
    grid.note = sentences::first_of(grid.rows.len(), all, language);
    grid
}

/// Sessions that others than their people hold back. Who is busy is told in the tables only.
fn why_then(round: &Round, language: Language) -> Vec<String> {
    let (schedule, agency) = (round.schedule(), round.agency());
    schedule
        .sessions()
        .iter()
        .enumerate()
        .filter(|(_, session)| {
            !matches!(
                session.because,
                WhyThen::FirstDay | WhyThen::PersonBusy { .. }
            )
        })
        .take(POINTS)
        .map(|(row, session)| {
            let name = clean(agency.programmes.name(session.programme));
            format!("{name}. {}", prose(&schedule.why(row, language)))
        })
        .collect()
}

fn gantt(round: &Round, language: Language) -> Option<Gantt> {
    let agency = round.agency();
    let (from, until) = agency.phases.horizon()?;
    let mut rows: BTreeMap<(Date, ProgrammeIndex), GanttRow> = BTreeMap::new();
    let mut first: BTreeMap<ProgrammeIndex, Date> = BTreeMap::new();
    // Sessions come by first day, so that a programme's first one gives its place.
    for (number, (session, start, _, people)) in spans(round).enumerate() {
        let start_of_programme = *first.entry(session.programme).or_insert(start);
        let row = rows
            .entry((start_of_programme, session.programme))
            .or_insert_with(|| GanttRow {
                name: clean(agency.programmes.name(session.programme)),
                bars: Vec::new(),
            });
        let meetings = SessionIndex::at(number).map(|index| round.schedule().meetings(index));
        for days in meetings.into_iter().flatten() {
            if let (Some(&from), Some(&until)) = (days.first(), days.last()) {
                let name = clean(&session.id);
                row.bars.push((Span { name, from, until }, people));
            }
        }
    }
    let mut least: BTreeMap<Date, i64> = BTreeMap::new();
    for row in round.schedule().on_duty() {
        let value = slack(&row);
        // The line shows what training does; the table counts what absences alone do.
        if value < 0 && !row.is_closed_by_training() {
            continue;
        }
        least
            .entry(row.day)
            .and_modify(|least| *least = value.min(*least))
            .or_insert(value);
    }
    let phases = agency.phases.indices().map(|phase| Span {
        name: clean(agency.phases.name(phase)),
        from: agency.phases.from(phase),
        until: agency.phases.until(phase),
    });
    Some(Gantt {
        title: Wording::of(language).gantt.to_owned(),
        from,
        until,
        phases: phases.collect(),
        closed: closed(round, (from, until), language),
        reduced: agency
            .calendar
            .reduced()
            .iter()
            .filter_map(|stretch| {
                let (start, end) = (stretch.period().from?, stretch.period().until?);
                (start <= until && end >= from).then(|| Span {
                    name: clean(stretch.reason()),
                    from: start.max(from),
                    until: end.min(until),
                })
            })
            .collect(),
        rows: rows.into_values().collect(),
        slack: least
            .into_iter()
            .filter(|(day, _)| (from..=until).contains(day))
            .collect(),
    })
}

/// Days on which nothing is placed, weekends apart, days of the same reason together.
fn closed(round: &Round, (from, until): (Date, Date), language: Language) -> Vec<Span> {
    use chrono::Datelike;
    let calendar = &round.agency().calendar;
    let mut spans: Vec<Span> = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= until) {
        let Some(reason) = calendar.why_not_training(day) else {
            continue;
        };
        let is_next = spans
            .last()
            .is_some_and(|span| span.until.succ_opt() == Some(day));
        if calendar.is_weekend(day.weekday()) {
            // A weekend within a closed stretch belongs to it; one alone is not shaded.
            let monday = day
                .iter_days()
                .find(|day| !calendar.is_weekend(day.weekday()));
            let goes_on = monday.is_some_and(|day| !calendar.is_training_day(day));
            if !is_next || !goes_on {
                continue;
            }
        }
        match spans.last_mut() {
            Some(span) if is_next => span.until = day,
            _ => spans.push(Span {
                name: clean(&reason.explain(language)),
                from: day,
                until: day,
            }),
        }
    }
    spans
}

/// For each unit its working days, the least above its minimum, and the days below it.
fn duty(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = round.agency();
    let heads = [
        format!("={}", words.code),
        words.unit.to_owned(),
        format!("#{}", words.minimum),
        format!("#{}", words.working_days),
        format!("#{}", words.worst_slack),
        format!("={}", words.worst_day),
        format!("#{}", words.days_below),
        format!("#{}", words.by_training),
    ];
    let mut grid = Grid::new(words.on_duty, heads.iter().map(String::as_str));
    let mut by_unit: BTreeMap<_, Vec<OnDuty>> = BTreeMap::new();
    for row in round.schedule().on_duty() {
        by_unit.entry(row.unit).or_default().push(row);
    }
    let all = by_unit.len();
    for (unit, rows) in by_unit.into_iter().take(ROWS) {
        let Some(worst) = rows.iter().min_by_key(|row| (slack(row), row.day)) else {
            continue;
        };
        let below = rows.iter().filter(|row| slack(row) < 0).count();
        let by_training = rows
            .iter()
            .filter(|row| row.is_closed_by_training())
            .count();
        let tone = if by_training > 0 {
            Tone::Bad
        } else {
            Tone::Plain
        };
        grid.row([
            Cell::from(clean(agency.units.id(unit))),
            Cell::from(clean(agency.units.name(unit))),
            Cell::from(worst.minimum.to_string()),
            Cell::from(count(rows.len(), language)),
            Cell::from(signed(slack(worst) as f64, 0, language)),
            Cell::from(whole(&language.day(worst.day))),
            Cell::from(count(below, language)),
            Cell::toned(count(by_training, language), tone),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), all, language);
    grid
}

//! When.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::cycle::Round;
use crate::report::svg::{self, Line};
use crate::report::view::{Block, Section, list, paragraph, table};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::id::{Index, SessionIndex};
use crate::words::measure::Date;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let schedule = round.schedule();
    let mut blocks: Vec<Block> = schedule.summary(language).lines().map(paragraph).collect();
    blocks.extend(gantt(round, language));
    blocks.push(sessions(round, language));
    if !schedule.unplaced().is_empty() {
        let reasons = (0..schedule.unplaced().len())
            .map(|row| schedule.unplaced_why(row, language))
            .collect();
        blocks.push(list(say("Without a place", "Tanpa tempat"), reasons));
    }
    blocks.push(duty(round, language));
    Section {
        id: "calendar",
        heading: say("Calendar", "Jadwal").to_owned(),
        blocks,
    }
}

fn sessions(round: &Round, language: Language) -> Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let (agency, schedule) = (round.agency(), round.schedule());
    let rows = schedule
        .sessions()
        .iter()
        .enumerate()
        .map(|(number, session)| {
            let people =
                SessionIndex::at(number).map_or(0, |index| schedule.participants(index).len());
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| language.day(day));
            let provider = agency.programmes.provider(session.programme);
            vec![
                day(session.start()),
                day(session.end()),
                agency.programmes.name(session.programme).to_owned(),
                agency.providers.name(provider).to_owned(),
                people.to_string(),
                schedule.why(number, language),
            ]
        })
        .collect();
    table(
        say("Sessions", "Kelas"),
        &[
            say("from", "mulai"),
            say("until", "sampai"),
            say("programme", "program"),
            say("provider", "mitra"),
            say("#people", "#peserta"),
            say("why then", "alasan waktunya"),
        ],
        rows,
    )
}

/// The drawing only; on a terminal the table of sessions says the same.
fn gantt(round: &Round, language: Language) -> Option<Block> {
    let (agency, schedule) = (round.agency(), round.schedule());
    let (from, until) = agency.phases.horizon()?;
    let phases: Vec<(String, Date, Date)> = agency
        .phases
        .indices()
        .map(|phase| {
            let name = agency.phases.name(phase).to_owned();
            (name, agency.phases.from(phase), agency.phases.until(phase))
        })
        .collect();
    let mut closed: Vec<(Date, Date)> = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= until) {
        if agency.calendar.is_training_day(day) || agency.calendar.is_weekend(day.weekday()) {
            continue;
        }
        match closed.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(day) => *last = day,
            _ => closed.push((day, day)),
        }
    }
    let months: Vec<(Date, String)> = from
        .iter_days()
        .take_while(|day| *day <= until)
        .filter(|day| day.day() == 1)
        .map(|day| {
            let name = language.day(day);
            (day, name.split(' ').nth(1).unwrap_or("").to_owned())
        })
        .collect();
    let lines: Vec<Line> = schedule
        .sessions()
        .iter()
        .filter_map(|session| {
            let stretch = (session.start()?, session.end()?);
            let label = agency.programmes.name(session.programme).to_owned();
            Some(Line {
                label,
                stretches: vec![stretch],
            })
        })
        .collect();
    let caption = language.choose(
        "Sessions over the year (grey: days without training)",
        "Kelas sepanjang tahun (abu-abu: hari tanpa pelatihan)",
    );
    Some(Block::Figure {
        caption: caption.to_owned(),
        svg: svg::gantt(caption, (from, until), &phases, &closed, &months, &lines),
        instead: Box::new(paragraph("")),
    })
}

/// For each unit the day on which fewest people above the minimum are on duty.
fn duty(round: &Round, language: Language) -> Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let agency = round.agency();
    let mut worst = BTreeMap::new();
    for row in round.schedule().on_duty() {
        let slack = i64::from(row.on_duty()) - i64::from(row.minimum);
        let entry = worst.entry(row.unit).or_insert((slack, row, 0_u32));
        if row.in_training > 0 && (slack < entry.0 || entry.1.in_training == 0) {
            *entry = (slack, row, entry.2);
        }
        entry.2 += u32::from(row.is_closed_by_training());
    }
    let rows = worst
        .into_iter()
        .map(|(unit, (_, row, closed))| {
            vec![
                agency.units.name(unit).to_owned(),
                row.minimum.to_string(),
                row.on_duty().to_string(),
                row.in_training.to_string(),
                language.day(row.day),
                closed.to_string(),
            ]
        })
        .collect();
    table(
        say(
            "On duty on the tightest day with training, by unit",
            "Petugas pada hari pelatihan yang paling ketat, per unit kerja",
        ),
        &[
            say("unit", "unit kerja"),
            say("#minimum", "#minimum"),
            say("#on duty", "#bertugas"),
            say("#in training", "#dalam pelatihan"),
            say("day", "hari"),
            say("#days below by training", "#hari kurang karena pelatihan"),
        ],
        rows,
    )
}

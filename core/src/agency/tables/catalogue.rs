//! providers.csv, programmes.csv, effects.csv and prerequisites.csv.

use super::{Reading, cycle, grouped};
use crate::agency::rows::Row;
use crate::catalogue::{
    Effect, ProgrammeForm, Programmes, ProviderKind, Providers, Rhythm, Series,
};
use crate::framework::Framework;
use crate::words::id::{Index, ProgrammeIndex, ProviderIndex};
use crate::words::measure::{Level, Period};

pub(super) mod provider {
    crate::agency::layout::layout! {
        "providers", optional;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        KIND: "kind", Text, needed, "jenis";
        FROM: "from", Day, optional, "dari", "mulai";
        UNTIL: "until", Day, optional, "sampai";
        AT_ONCE: "sessions_at_once", Integer, optional, "kelas_serentak";
        SHARE: "cost_share", Number, optional, "tanggung_biaya";
    }
    pub(super) const AT: [usize; 7] = [ID, NAME, KIND, FROM, UNTIL, AT_ONCE, SHARE];
}

pub(super) mod programme {
    crate::agency::layout::layout! {
        "programmes", optional;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        FORM: "form", Text, needed, "bentuk";
        PROVIDER: "provider", Text, needed, "mitra", "penyelenggara";
        HOURS: "hours", Number, needed, "jp";
        DAYS: "days", Integer, needed, "hari";
        MIN: "class_min", Integer, optional, "peserta_minimum", "kelas_minimum";
        MAX: "class_max", Integer, needed, "peserta_maksimum", "kelas_maksimum";
        SESSION_COST: "cost_per_session", Integer, optional, "biaya_per_kelas";
        SEAT_COST: "cost_per_seat", Integer, optional, "biaya_per_peserta", "biaya_per_orang";
        SESSIONS: "sessions_per_phase", Integer, optional, "kelas_per_tahap";
        VENUE: "venue", Text, optional, "tempat";
        MEETINGS: "meetings", Integer, optional, "pertemuan";
        WEEKS: "weeks_between", Integer, optional, "minggu_antar_pertemuan";
        DAYS_MIN: "days_between_min", Integer, optional, "hari_antar_minimum";
        DAYS_MAX: "days_between_max", Integer, optional, "hari_antar_maksimum";
    }
    pub(super) const AT: [usize; 12] = [
        ID,
        NAME,
        FORM,
        PROVIDER,
        HOURS,
        DAYS,
        MIN,
        MAX,
        SESSION_COST,
        SEAT_COST,
        SESSIONS,
        VENUE,
    ];
    pub(super) const SERIES: [usize; 4] = [MEETINGS, WEEKS, DAYS_MIN, DAYS_MAX];
}

pub(super) mod effect {
    crate::agency::layout::layout! {
        "effects", optional;
        PROGRAMME: "programme", Text, needed, "program";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        GAIN: "gain", Number, needed, "kenaikan";
        DEVIATION: "gain_sd", Number, optional, "simpangan_kenaikan", "simpangan_baku", "simpangan";
        FROM: "from_level", Number, optional, "dari_tingkat";
        UP_TO: "up_to_level", Number, optional, "sampai_tingkat";
    }
    pub(super) const AT: [usize; 6] = [PROGRAMME, COMPETENCY, GAIN, DEVIATION, FROM, UP_TO];
}

pub(super) mod prerequisite {
    crate::agency::layout::layout! {
        "prerequisites", optional;
        PROGRAMME: "programme", Text, needed, "program";
        REQUIRES: "requires", Text, needed, "prasyarat";
    }
    pub(super) const AT: [usize; 2] = [PROGRAMME, REQUIRES];
}

/// Reads providers.
pub(in crate::agency) fn providers(mut reading: Reading<'_>) -> Providers {
    let [id, name, kind, from, until, at_once, share] = provider::AT;
    let mut providers = Providers::default();
    let mut numbers = Vec::new();
    let Some(mut rows) = reading.rows(&provider::LAYOUT) else {
        return providers;
    };
    while let Some(mut row) = rows.next() {
        let known: Vec<&str> = ProviderKind::ALL.iter().map(|kind| kind.id()).collect();
        let expected = format!("one of {}", known.join(", "));
        let found = row.required(kind, ("kind", &expected), ProviderKind::parse);
        let agreement = Period {
            from: row.day(from),
            until: row.day(until),
        };
        if agreement.is_empty() {
            let problem = "the agreement ends before it starts";
            row.fault(until, "period", problem, "a day on or after 'from'");
        }
        let sessions = row.count(at_once, 0);
        let bears = row.share(share).unwrap_or_default();
        if row.new_id(id, &mut providers.ids, &mut numbers) {
            let label = row.text(name);
            providers.names.push(if label.is_empty() {
                row.text(id)
            } else {
                label
            });
            providers
                .kinds
                .push(found.unwrap_or(ProviderKind::OwnAgency));
            providers.agreements.push(agreement);
            providers.sessions_at_once.push(sessions);
            providers.cost_shares.push(bears);
        }
    }
    providers
}

/// Reads programmes.
pub(in crate::agency) fn programmes(mut reading: Reading<'_>, providers: &Providers) -> Programmes {
    let [
        id,
        name,
        form,
        provider,
        hours,
        days,
        min,
        max,
        session_cost,
        seat_cost,
        sessions,
        venue,
    ] = programme::AT;
    let mut programmes = Programmes::default();
    let mut numbers = Vec::new();
    let no_provider = ProviderIndex::at(0);
    let Some(mut rows) = reading.rows(&programme::LAYOUT) else {
        return programmes;
    };
    while let Some(mut row) = rows.next() {
        let known: Vec<&str> = ProgrammeForm::ALL.iter().map(|form| form.id()).collect();
        let expected = format!("one of {}", known.join(", "));
        let found = row.required(form, ("form", &expected), ProgrammeForm::parse);
        let runs = row
            .known(provider, &providers.ids, "providers.csv")
            .or(no_provider);
        let takes = row.hours(hours).unwrap_or_default();
        let lasts = row.count(days, 1).unwrap_or(1);
        let most = row.count(max, 1);
        let least = row.count(min, 1).unwrap_or(1);
        if let Some(most) = most.filter(|&most| least > most) {
            let expected = format!("at most class_max, {most}");
            row.fault(
                min,
                "class_size",
                "the smallest class is larger than the largest",
                expected,
            );
        }
        for column in [hours, days, max] {
            if row.is_missing(column) {
                row.fault(column, "missing_value", "the value is missing", "a number");
            }
        }
        let price = row.money(session_cost).unwrap_or_default();
        let seat = row.money(seat_cost).unwrap_or_default();
        let limit = row.count(sessions, 0);
        let meetings = series(&mut row, lasts);
        let place = row
            .with_text(venue, |text| programmes.venue_ids.intern(text).ok())
            .flatten();
        if row.new_id(id, &mut programmes.ids, &mut numbers) {
            let label = row.text(name);
            programmes.names.push(if label.is_empty() {
                row.text(id)
            } else {
                label
            });
            programmes.forms.push(found.unwrap_or(ProgrammeForm::Other));
            programmes.providers.extend(runs);
            programmes.hours.push(takes);
            programmes.days.push(lasts);
            programmes.series.push(meetings);
            programmes.class_min.push(least);
            programmes.class_max.push(most.unwrap_or(least));
            programmes.cost_per_session.push(price);
            programmes.cost_per_seat.push(seat);
            programmes.sessions_per_phase.push(limit);
            programmes.venues.push(place);
        }
    }
    if programmes.series.iter().all(Option::is_none) {
        programmes.series.clear();
    }
    programmes
}

/// Reads the meetings of a programme that lasts so many days.
fn series(row: &mut Row<'_>, lasts: u32) -> Option<Series> {
    let [meetings, weeks, least, most] = programme::SERIES;
    let count = row.count(meetings, 1).unwrap_or(1);
    let (apart, fewest) = (row.count(weeks, 1), row.count(least, 0));
    let longest = row.count(most, 0);
    if count < 2 {
        for column in [weeks, least, most] {
            if !row.is_missing(column) {
                let problem = "there are no meetings that lie apart";
                row.fault(
                    column,
                    "series",
                    problem,
                    "nothing, or meetings of 2 or more",
                );
            }
        }
        return None;
    }
    if !lasts.is_multiple_of(count) {
        let expected = format!("a number of meetings that divides days, {lasts}");
        let problem = "the days cannot be shared out evenly";
        row.fault(meetings, "series", problem, expected);
    }
    let has_days = !row.is_missing(least) || !row.is_missing(most);
    if has_days && !row.is_missing(weeks) {
        let problem = "both weeks and days lie between the meetings";
        let expected = "weeks_between, or days_between_min and days_between_max";
        row.fault(weeks, "series", problem, expected);
    }
    let at_least = fewest.unwrap_or(0);
    if let Some(at_most) = longest.filter(|&at_most| at_least > at_most) {
        let expected = format!("at most days_between_max, {at_most}");
        let problem = "more days are to lie between the meetings at least than at most";
        row.fault(least, "series", problem, expected);
    }
    let rhythm = match (fewest, longest) {
        (None, None) => Rhythm::Weeks(apart.unwrap_or(1)),
        (_, longest) => Rhythm::WorkingDays {
            at_least,
            at_most: longest.unwrap_or(u32::MAX),
        },
    };
    Series::new(count, rhythm)
}

/// Reads effects into the programmes.
pub(in crate::agency) fn effects(
    mut reading: Reading<'_>,
    programmes: &mut Programmes,
    framework: &Framework,
) {
    let [programme, competency, gain, deviation, from, up_to] = effect::AT;
    let (mut owners, mut list, mut numbers) =
        (Vec::<ProgrammeIndex>::new(), Vec::new(), Vec::new());
    let mut double = Vec::new();
    let count = programmes.len();
    let mut rows = reading.rows(&effect::LAYOUT);
    while let Some(mut row) = rows.as_mut().and_then(|rows| rows.next()) {
        let owner = row.known(programme, &programmes.ids, "programmes.csv");
        let what = row.known(competency, framework.competencies(), "competencies.csv");
        let rise = row.level(gain);
        let unsure = row.level_if_given(deviation).unwrap_or(Level::NONE);
        let from_level = row.level_if_given(from).unwrap_or(Level::NONE);
        let highest = row.level_if_given(up_to);
        if let (Some(owner), Some(competency), Some(gain)) = (owner, what, rise) {
            let top = framework.top_level(competency);
            let up_to_level = highest.unwrap_or(top);
            for (column, level) in [(from, from_level), (up_to, up_to_level)] {
                if level > top {
                    let expected = format!("a level of at most {top}");
                    row.fault(column, "level_above_top", "above the top level", expected);
                }
            }
            if from_level > up_to_level {
                let problem = "nobody who may attend can be lifted";
                row.fault(from, "effect", problem, "a level of at most up_to_level");
            }
            numbers.push(row.kept_number());
            owners.push(owner);
            list.push(Effect {
                competency,
                gain,
                gain_deviation: unsure,
                from_level,
                up_to_level,
            });
        }
    }
    let (by_programme, sorted) = grouped(
        count,
        &owners,
        &list,
        |row| row.competency,
        |a, b| double.push((a, b)),
    );
    for (first, second) in double {
        let problem = format!("the effect stands in row {} already", numbers[first]);
        let id = framework.id(list[second].competency);
        if let Some(rows) = rows.as_mut() {
            let what = (problem, "each competency once for a programme");
            rows.fault_at(numbers[second], competency, "duplicate_row", id, what);
        }
    }
    programmes.effects_by_programme = by_programme;
    programmes.effects = sorted;
}

/// Reads prerequisites into the programmes.
pub(in crate::agency) fn prerequisites(mut reading: Reading<'_>, programmes: &mut Programmes) {
    let [programme, requires] = prerequisite::AT;
    let (mut owners, mut list, mut numbers) =
        (Vec::<ProgrammeIndex>::new(), Vec::new(), Vec::new());
    let mut double = Vec::new();
    let mut rows = reading.rows(&prerequisite::LAYOUT);
    while let Some(mut row) = rows.as_mut().and_then(|rows| rows.next()) {
        let owner = row.known(programme, &programmes.ids, "programmes.csv");
        let needs = row.known(requires, &programmes.ids, "programmes.csv");
        if let (Some(owner), Some(needs)) = (owner, needs) {
            numbers.push(row.kept_number());
            owners.push(owner);
            list.push(needs);
        }
    }
    let (by_programme, mut sorted) = grouped(
        programmes.len(),
        &owners,
        &list,
        |row| *row,
        |a, b| {
            double.push((a, b));
        },
    );
    for (first, second) in double {
        let problem = format!("the prerequisite stands in row {} already", numbers[first]);
        let id = programmes.id(list[second]);
        if let Some(rows) = rows.as_mut() {
            let what = (problem, "each prerequisite once for a programme");
            rows.fault_at(numbers[second], requires, "duplicate_row", id, what);
        }
    }
    let after = |at: usize| {
        let own = ProgrammeIndex::at(at).map_or(0..0, |programme| by_programme.rows(programme));
        sorted[own]
            .iter()
            .map(|programme| programme.position())
            .collect()
    };
    let found = cycle(programmes.len(), after);
    if let (Some(found), Some(rows)) = (found, rows.as_mut()) {
        let indices: Vec<ProgrammeIndex> = found
            .iter()
            .filter_map(|&at| ProgrammeIndex::at(at))
            .collect();
        let names: Vec<&str> = indices.iter().map(|&p| programmes.id(p)).collect();
        let problem = format!("programmes require themselves: {}", names.join(" → "));
        let at = owners
            .iter()
            .position(|owner| indices.first() == Some(owner))
            .unwrap_or(0);
        let number = numbers.get(at).copied().unwrap_or(0);
        let what = (problem, "prerequisites that come to an end");
        rows.fault_at(
            number,
            requires,
            "cycle",
            names.first().unwrap_or(&""),
            what,
        );
        // Facts with a cycle are never handed out.
        sorted.clear();
    }
    programmes.prerequisites_by_programme = by_programme;
    programmes.prerequisites = sorted;
}

//! outcomes.csv.

use super::Reading;
use crate::catalogue::Programmes;
use crate::framework::Framework;
use crate::outcome::{KirkpatrickLevel, MeasureOf, OutcomeGroup, Outcomes};
use crate::words::id::Index;
use crate::words::measure::Level;
use crate::workforce::People;

#[allow(clippy::module_inception)]
pub(super) mod outcome {
    crate::agency::layout::layout! {
        "outcomes", optional;
        PROGRAMME: "programme", Text, needed, "program";
        SESSION: "session", Text, optional, "kelas";
        PERSON: "person", Text, optional, "pegawai";
        MEASURE: "measure", Text, needed, "ukuran";
        KIRKPATRICK: "kirkpatrick", Integer, needed, "tingkat_kirkpatrick";
        BEFORE: "before", Number, optional, "sebelum";
        AFTER: "after", Number, optional, "sesudah";
        DATE: "date", Day, optional, "tanggal";
        GROUP: "group", Text, optional, "kelompok";
    }
    pub(super) const AT: [usize; 9] = [
        PROGRAMME,
        SESSION,
        PERSON,
        MEASURE,
        KIRKPATRICK,
        BEFORE,
        AFTER,
        DATE,
        GROUP,
    ];
}

fn group(text: &str) -> Option<OutcomeGroup> {
    match text.to_lowercase().as_str() {
        "attended" | "ikut" | "peserta" => Some(OutcomeGroup::Attended),
        "comparison" | "pembanding" => Some(OutcomeGroup::Comparison),
        _ => None,
    }
}

/// Reads outcomes.
pub(in crate::agency) fn outcomes(
    mut reading: Reading<'_>,
    programmes: &Programmes,
    people: &People,
    framework: &Framework,
) -> Outcomes {
    let [
        programme,
        session,
        person,
        measure,
        kirkpatrick,
        before,
        after,
        date,
        in_group,
    ] = outcome::AT;
    let mut outcomes = Outcomes::default();
    let Some(mut rows) = reading.rows(&outcome::LAYOUT) else {
        return outcomes;
    };
    while let Some(mut row) = rows.next() {
        let of = row.known(programme, programmes.ids(), "programmes.csv");
        let who = row.known_if_given(person, people.ids(), "people.csv");
        let level = row.required(kirkpatrick, ("kirkpatrick", "1, 2, 3 or 4"), |text| {
            text.parse::<u8>()
                .ok()
                .and_then(KirkpatrickLevel::from_number)
        });
        let (was, is) = (row.number(before), row.number(after));
        let day = row.day(date);
        let which = row.optional(in_group, ("group", "attended or comparison"), group);
        let what = row.with_text(measure, |name| {
            let index = outcomes.measure_ids.intern(name).ok();
            (index, framework.competencies().find(name))
        });
        let Some((Some(index), competency)) = what else {
            let expected = "the id of a competency or the name of a measure";
            row.fault(measure, "missing_value", "the measure is missing", expected);
            continue;
        };
        if index.position() == outcomes.measures_of.len() {
            outcomes
                .measures_of
                .push(competency.map_or(MeasureOf::Other, MeasureOf::Competency));
        }
        if let Some(competency) = competency {
            let top = framework.top_level(competency);
            for (column, value) in [(before, was), (after, is)] {
                if value.is_some_and(|value| !(0.0..=Level::as_f64(top)).contains(&value)) {
                    let expected = format!("a level from 0 to {top}");
                    row.fault(column, "level_above_top", "not a level of it", expected);
                }
            }
        }
        if let (Some(of), Some(level)) = (of, level) {
            outcomes.programmes.push(of);
            outcomes
                .sessions
                .push(Some(row.text(session)).filter(|text| !text.is_empty()));
            outcomes.people.push(who);
            outcomes.measures.push(index);
            outcomes.kirkpatrick.push(level);
            outcomes.before.push(was);
            outcomes.after.push(is);
            outcomes.dates.push(day);
            outcomes.groups.push(which.unwrap_or_default());
        }
    }
    outcomes
}

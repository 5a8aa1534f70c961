//! What forms say: of people who were served, before and after the first half-year's sessions, and
//! of people who attended.

use crate::random::{Purpose, Stream};
use crate::table::Table;

/// The nine elements of the satisfaction survey (unsur U1 to U9).
const ELEMENTS: [&str; 9] = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9"];
/// Elements of a questionnaire about a programme.
const QUESTIONS: [&str; 5] = ["bahan", "pengajar", "cara", "manfaat", "sarana"];
/// Elements of a questionnaire about what is used at work.
const TRANSFER: [&str; 5] = ["dipakai", "atasan", "kesempatan", "rekan", "alat"];
/// Forms of one survey.
const FORMS: usize = 20;

/// A service's mean answer before and after, in thousandths.
const SERVICES: [(&str, i64, i64); 3] = [
    ("L-NIB", 3000, 3350),
    ("L-ADU", 3050, 3050),
    ("L-ADM", 3150, 3250),
];
/// Where and when a programme was asked about: Kirkpatrick's level and the mean in thousandths.
const PROGRAMMES: [(&str, &str, &str, i64); 2] = [
    ("E-MPB", "1", "2026-01-05", 4300),
    // Two months after the workshop.
    ("L-KOM", "3", "2026-07-06", 2400),
];

pub(crate) fn surveys(seed: u64) -> Table {
    let mut stream = Stream::new(seed, Purpose::Surveys);
    let header = "service,programme,kirkpatrick,date,form,element,answer";
    let mut surveys = Table::empty("surveys", header);
    for (service, before, after) in SERVICES {
        for (date, mean) in [("2025-11-12", before), ("2026-06-10", after)] {
            forms(
                &mut surveys,
                &mut stream,
                [service, "", "", date],
                &ELEMENTS,
                (mean, 4),
            );
        }
    }
    for (programme, level, date, mean) in PROGRAMMES {
        let questions = if level == "1" { &QUESTIONS } else { &TRANSFER };
        forms(
            &mut surveys,
            &mut stream,
            ["", programme, level, date],
            questions,
            (mean, 5),
        );
    }
    surveys
}

/// Forms of people who are pleased more or less (400 thousandths apart) and answer each element
/// with a scatter of 450.
fn forms(
    surveys: &mut Table,
    stream: &mut Stream,
    [service, programme, level, date]: [&str; 4],
    elements: &[&str],
    (mean, highest): (i64, i64),
) {
    for form in 1..=FORMS {
        let pleased = mean + stream.normal(400);
        for element in elements {
            let answer = (pleased + stream.normal(450) + 500) / 1000;
            let answer = answer.clamp(1, highest).to_string();
            let form = form.to_string();
            surveys.push([service, programme, level, date, &form, element, &answer]);
        }
    }
}

//! surveys.csv.

use std::collections::BTreeMap;

use super::Reading;
use crate::catalogue::Programmes;
use crate::outcome::{Answer, KirkpatrickLevel, SurveyOf, Surveys};
use crate::service::Services;

pub(super) mod answer {
    crate::agency::layout::layout! {
        "surveys", optional;
        SERVICE: "service", Text, optional, "layanan";
        PROGRAMME: "programme", Text, optional, "program";
        KIRKPATRICK: "kirkpatrick", Integer, optional, "tingkat_kirkpatrick";
        DATE: "date", Day, needed, "tanggal";
        FORM: "form", Integer, needed, "formulir";
        ELEMENT: "element", Text, needed, "unsur";
        ANSWER: "answer", Integer, needed, "jawaban";
    }
    pub(super) const AT: [usize; 7] =
        [SERVICE, PROGRAMME, KIRKPATRICK, DATE, FORM, ELEMENT, ANSWER];
}

/// Numbers of forms, so that nobody writes an employee number there.
const MOST_FORMS: u64 = 9_999_999;

/// Reads the answers to questionnaires.
pub(in crate::agency) fn surveys(
    mut reading: Reading<'_>,
    services: &Services,
    programmes: &Programmes,
) -> Surveys {
    let [service, programme, kirkpatrick, date, form, element, answer] = answer::AT;
    let mut names: BTreeMap<String, u16> = BTreeMap::new();
    let mut rows_read: Vec<(Answer, u32)> = Vec::new();
    let Some(mut rows) = reading.rows(&answer::LAYOUT) else {
        return Surveys::default();
    };
    while let Some(mut row) = rows.next() {
        let (no_service, no_programme) = (row.is_missing(service), row.is_missing(programme));
        let of_service = row.known_if_given(service, services.ids(), "services.csv");
        let of_programme = row.known_if_given(programme, programmes.ids(), "programmes.csv");
        let what = ("kirkpatrick", "1 for reaction (or nothing), 3 for transfer");
        let level = row.optional(kirkpatrick, what, |text| match text {
            "1" => Some(KirkpatrickLevel::Reaction),
            "3" => Some(KirkpatrickLevel::Behaviour),
            _ => None,
        });
        if no_service == no_programme {
            row.fault(
                service,
                "survey_subject",
                "a questionnaire is about one thing",
                "either a service or a programme",
            );
        }
        if no_programme && !row.is_missing(kirkpatrick) {
            let problem = "services have no level of Kirkpatrick's";
            row.fault(
                kirkpatrick,
                "survey_level",
                problem,
                "nothing for a service",
            );
        }
        let about = match (of_service, of_programme) {
            (Some(service), None) => Some(SurveyOf::Service(service)),
            (None, Some(programme)) => Some(SurveyOf::Programme(
                programme,
                level.unwrap_or(KirkpatrickLevel::Reaction),
            )),
            _ => None,
        };
        let missing = row.is_missing(date);
        let day = row.day(date);
        if missing {
            row.fault(date, "missing_value", "the day is missing", "a day");
        }
        let what = ("number of a form", "a whole number from 0 to 9999999");
        let form_number = row.required(form, what, |text| {
            let number = text.parse::<u64>().ok()?;
            u32::try_from(number).ok().filter(|_| number <= MOST_FORMS)
        });
        let name = row.text(element);
        if name.is_empty() {
            let problem = "the element is missing";
            row.fault(element, "missing_value", problem, "the name of an element");
            continue;
        }
        let highest = if no_service { 5 } else { 4 };
        let expected = if no_service {
            "a whole number from 1 to 5; no row for no answer"
        } else {
            "a whole number from 1 to 4; no row for no answer"
        };
        let value = row.required(answer, ("answer", expected), |text| {
            let answer = text.parse::<u8>().ok()?;
            (1..=highest).contains(&answer).then_some(answer)
        });
        let next = u16::try_from(names.len()).ok();
        let known = names.get(&name).copied().or(next);
        let Some(index) = known else {
            let problem = "there are too many elements";
            row.fault(element, "too_many", problem, "at most 65535 elements");
            continue;
        };
        names.entry(name).or_insert(index);
        if let (Some(about), Some(date), Some(form), Some(answer)) =
            (about, day, form_number, value)
        {
            let kept = row.kept_number();
            rows_read.push((
                Answer {
                    about,
                    date,
                    form,
                    element: index,
                    answer,
                },
                kept,
            ));
        }
    }
    // Elements by their names, so that the order of rows does not show.
    let places: BTreeMap<u16, u16> = names.values().copied().zip(0..).collect();
    for (row, _) in &mut rows_read {
        row.element = places.get(&row.element).copied().unwrap_or(row.element);
    }
    let key = |row: &Answer| (row.about, row.date, row.form, row.element);
    rows_read.sort_by_key(|(row, number)| (key(row), *number));
    let elements: Vec<String> = names.into_keys().collect();
    let mut answers: Vec<Answer> = Vec::with_capacity(rows_read.len());
    let mut first = 0;
    for (row, number) in rows_read {
        match answers.last() {
            Some(last) if key(last) == key(&row) => {
                let problem = format!("the form answers the element in row {first} already");
                let value = &elements[usize::from(row.element)];
                let what = (problem, "each element once in a form");
                rows.fault_at(number, element, "duplicate_row", value, what);
            }
            _ => {
                first = number;
                answers.push(row);
            }
        }
    }
    Surveys {
        elements,
        rows: answers,
    }
}

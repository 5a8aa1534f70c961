//! What is known about the people: assessments of 2024 and 2025 from four sources.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::competencies::BUILT_IN;
use crate::people::NEWEST_CONTRACT_END;
use crate::random::{Purpose, Stream};
use crate::table::{Record, Table, level_text, thousandths};

/// How a source sees a level: in whole steps, with an error, perhaps with a lean upwards, during a
/// few weeks of a year. All levels are in thousandths.
struct Source {
    id: &'static str,
    step: i64,
    error: i64,
    lean: i64,
    standard_error: &'static str,
    from: (i32, u32, u32),
    days: u64,
}

const CENTRE: Source = Source {
    id: "assessment_centre",
    step: 250,
    error: 250,
    lean: 0,
    standard_error: "0.25",
    from: (2025, 7, 7),
    days: 19,
};
const TEST: Source = Source {
    id: "test",
    step: 250,
    error: 300,
    lean: 0,
    standard_error: "0.3",
    from: (2025, 8, 19),
    days: 11,
};
const SUPERVISOR: Source = Source {
    id: "supervisor",
    step: 500,
    error: 400,
    lean: 50,
    standard_error: "0.5",
    from: (2025, 11, 3),
    days: 26,
};
const SUPERVISOR_BEFORE: Source = Source {
    from: (2024, 11, 4),
    days: 19,
    ..SUPERVISOR
};
const SELF: Source = Source {
    id: "self",
    step: 500,
    error: 450,
    lean: 300,
    standard_error: "0.75",
    from: (2025, 10, 6),
    days: 19,
};

/// Technical competencies that the agency tests in writing.
const TESTED: [&str; 4] = ["REG", "ADM", "TIK", "KEU"];
/// Competencies about which people were also asked themselves.
const ASKED: [&str; 4] = ["KOM", "PPB", "TIK", "PDO"];
/// How far the office stands from its standards on average, in thousandths of a level. Decision
/// making, results orientation and development of self and others are the weakest of the nine, as
/// BKN found among 227 senior officials in 2020.
fn mean_distance(competency: &str) -> i64 {
    match competency {
        "PKP" | "OPH" | "PDO" => -150,
        "REG" | "TIK" => -400,
        code if BUILT_IN.iter().any(|(id, _, _)| *id == code) => 20,
        _ => -250,
    }
}

/// Certificates: some end within the year, one has ended, one does not end.
const CERTIFICATES: &str = "
person | competency | level | expires
P029   | REG        | 3     | 2026-05-31
P031   | REG        | 2     | 2025-11-30
P032   | TIK        | 2     | 2026-09-30
P014   | KEU        | 2     | 2028-12-31
P017   | ADM        | 2     |
";

pub(crate) fn certificates() -> Table {
    Table::from_text("certificates", CERTIFICATES)
}

pub(crate) fn assessments(people: &Table, posts: &Table, requirements: &Table, seed: u64) -> Table {
    let mut stream = Stream::new(seed, Purpose::Evidence);
    let posts = posts.by("id");
    let mut standards: BTreeMap<&str, Vec<Record<'_>>> = BTreeMap::new();
    for requirement in requirements.records() {
        standards
            .entry(requirement.get("post"))
            .or_default()
            .push(requirement);
    }
    let header = "person,competency,level,date,source,standard_error";
    let mut assessments = Table::empty("assessments", header);
    for person in people.records() {
        let class = posts
            .get(person.get("post"))
            .map_or("", |post| post.get("class"));
        let leads = matches!(class, "administrator" | "pengawas");
        let newcomer = person.get("contract_until") == NEWEST_CONTRACT_END;
        let ability = stream.normal(200);
        for standard in standards.get(person.get("post")).into_iter().flatten() {
            let competency = standard.get("competency");
            let required = thousandths(standard.get("level")).unwrap_or(0);
            // Standards of two levels and more are missed by more.
            let distance = mean_distance(competency) * (1000 + required) / 2000;
            let held = required + distance + ability + stream.normal(350);
            let unrated = stream.chance(6) || newcomer;
            let built_in = BUILT_IN.iter().any(|(id, _, _)| *id == competency);
            let mut sources = Vec::new();
            if stream.chance(15) {
                sources.push(&SUPERVISOR_BEFORE);
            }
            sources.push(match () {
                () if leads && built_in => &CENTRE,
                () if TESTED.contains(&competency) => &TEST,
                () => &SUPERVISOR,
            });
            if ASKED.contains(&competency) && stream.chance(30) {
                sources.push(&SELF);
            }
            for source in sources {
                let seen = seen_by(source, held, &mut stream);
                let date = working_day(source, &mut stream);
                if !unrated {
                    let date = date.map(|date| date.to_string()).unwrap_or_default();
                    assessments.push([
                        person.get("id"),
                        competency,
                        &level_text(seen),
                        &date,
                        source.id,
                        source.standard_error,
                    ]);
                }
            }
        }
    }
    assessments
}

/// The level that a source reports, from 0 to 5, rounded to its step.
fn seen_by(source: &Source, held: i64, stream: &mut Stream) -> i64 {
    let seen = (held + source.lean + stream.normal(source.error)).clamp(0, 5000);
    (seen + source.step / 2) / source.step * source.step
}

/// A day of the source's weeks; what would be a weekend moves to the Friday before. The weeks
/// were chosen without a public holiday.
fn working_day(source: &Source, stream: &mut Stream) -> Option<NaiveDate> {
    let (year, month, day) = source.from;
    let offset = u64::from(stream.below(source.days as u32));
    let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(offset))?;
    match date.weekday() {
        Weekday::Sat => date.checked_sub_days(Days::new(1)),
        Weekday::Sun => date.checked_sub_days(Days::new(2)),
        _ => Some(date),
    }
}

//! units.csv, posts.csv, requirements.csv, people.csv and assessments.csv.

use super::{Reading, cycle, grouped};
use crate::framework::Framework;
use crate::regulation::Regulation;
use crate::words::grouping::Grouping;
use crate::words::id::{
    CompetencyIndex, Ids, Index, PersonIndex, PostIndex, SourceIndex, UnitIndex,
};
use crate::words::measure::{Level, Weight};
use crate::workforce::{
    Assessments, EmploymentStatus, People, Posts, Requirement, Requirements, Units,
};

pub(super) mod unit {
    crate::agency::layout::layout! {
        "units", needed;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        PARENT: "parent", Text, optional, "induk";
        MINIMUM: "minimum_on_duty", Integer, optional, "petugas_minimum", "minimum_bertugas";
    }
    pub(super) const AT: [usize; 4] = [ID, NAME, PARENT, MINIMUM];
}

pub(super) mod post {
    crate::agency::layout::layout! {
        "posts", needed;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        CLASS: "class", Text, optional, "kelas_jabatan", "jenjang", "kelas";
    }
    pub(super) const AT: [usize; 3] = [ID, NAME, CLASS];
}

pub(super) mod requirement {
    crate::agency::layout::layout! {
        "requirements", needed;
        POST: "post", Text, needed, "jabatan";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        LEVEL: "level", Number, needed, "tingkat";
        IMPORTANCE: "importance", Number, optional, "kepentingan", "bobot";
    }
    pub(super) const AT: [usize; 4] = [POST, COMPETENCY, LEVEL, IMPORTANCE];
}

pub(super) mod person {
    crate::agency::layout::layout! {
        "people", needed;
        ID: "id", Text, needed, "kode", "nip";
        UNIT: "unit", Text, needed, "unit_kerja";
        POST: "post", Text, needed, "jabatan";
        STATUS: "status", Text, optional, "status_pegawai";
        RETIRES: "retires_on", Day, optional, "pensiun";
        CONTRACT: "contract_until", Day, optional, "kontrak_sampai";
        HOURS: "hours_this_year", Number, optional, "jp_tahun_ini";
        NEXT: "next_post", Text, optional, "jabatan_berikut";
    }
    pub(super) const AT: [usize; 8] = [ID, UNIT, POST, STATUS, RETIRES, CONTRACT, HOURS, NEXT];
}

pub(super) mod assessment {
    crate::agency::layout::layout! {
        "assessments", optional;
        PERSON: "person", Text, needed, "pegawai";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        LEVEL: "level", Number, needed, "tingkat";
        DATE: "date", Day, optional, "tanggal";
        SOURCE: "source", Text, optional, "sumber";
        ERROR: "standard_error", Number, optional, "galat_baku";
    }
    pub(super) const AT: [usize; 6] = [PERSON, COMPETENCY, LEVEL, DATE, SOURCE, ERROR];
}

/// Reads units and the row in which each stands; a unit may stand before its parent.
pub(in crate::agency) fn units(mut reading: Reading<'_>) -> (Units, Vec<u32>) {
    let [id, name, parent, minimum] = unit::AT;
    let mut units = Units::default();
    let (mut numbers, mut above) = (Vec::new(), Vec::new());
    let Some(mut rows) = reading.rows(&unit::LAYOUT) else {
        return (units, numbers);
    };
    while let Some(mut row) = rows.next() {
        let least = row.count(minimum, 0).unwrap_or(0);
        if row.new_id(id, &mut units.ids, &mut numbers) {
            let label = row.text(name);
            units.names.push(if label.is_empty() {
                row.text(id)
            } else {
                label
            });
            units.minimum_on_duty.push(least);
            above.push(row.text(parent));
        }
    }
    for (position, given) in above.iter().enumerate() {
        let found = units.ids.find(given);
        if found.is_none() && !given.is_empty() {
            let what = (
                "unknown parent",
                "an id of units.csv, or nothing for a unit at the top",
            );
            rows.fault_at(numbers[position], parent, "unknown_id", given, what);
        }
        units.parents.push(found);
    }
    let up = |at: usize| units.parents[at].map(Index::position).into_iter().collect();
    if let Some(found) = cycle(units.len(), up) {
        let names: Vec<&str> = found
            .iter()
            .filter_map(|&at| UnitIndex::at(at))
            .map(|u| units.ids.name(u))
            .collect();
        let problem = format!("units stand above themselves: {}", names.join(" → "));
        let row = found.first().map_or(0, |&at| numbers[at]);
        let what = (problem, "a tree of units");
        rows.fault_at(row, parent, "cycle", names.first().unwrap_or(&""), what);
        // Facts with a cycle are never handed out; without it the checks that follow come to an end.
        units.parents.iter_mut().for_each(|parent| *parent = None);
    }
    (units, numbers)
}

/// Reads posts.
pub(in crate::agency) fn posts(mut reading: Reading<'_>, regulation: &Regulation) -> Posts {
    let [id, name, class] = post::AT;
    let mut posts = Posts::default();
    let mut numbers = Vec::new();
    let Some(mut rows) = reading.rows(&post::LAYOUT) else {
        return posts;
    };
    while let Some(mut row) = rows.next() {
        let found = row
            .with_text(class, |text| regulation.find_class(text))
            .flatten();
        if found.is_none() && !row.is_missing(class) {
            let known: Vec<&str> = regulation.post_classes().names().collect();
            let expected = format!("one of {}", known.join(", "));
            row.fault(class, "unknown_class", "unknown class of posts", expected);
        }
        if row.new_id(id, &mut posts.ids, &mut numbers) {
            let label = row.text(name);
            posts.names.push(if label.is_empty() {
                row.text(id)
            } else {
                label
            });
            posts.classes.push(found);
        }
    }
    posts
}

/// Reads what posts require.
pub(in crate::agency) fn requirements(
    mut reading: Reading<'_>,
    posts: &Posts,
    framework: &Framework,
) -> Requirements {
    let [post, competency, level, importance] = requirement::AT;
    let (mut owners, mut list, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    let Some(mut rows) = reading.rows(&requirement::LAYOUT) else {
        return Requirements::default();
    };
    while let Some(mut row) = rows.next() {
        let owner = row.known(post, &posts.ids, "posts.csv");
        let what = row.known(competency, framework.competencies(), "competencies.csv");
        let least = row.level(level);
        let importance = row
            .weight_if_given(importance)
            .unwrap_or(Weight::from_thousandths(3_000));
        if let (Some(owner), Some(competency), Some(least)) = (owner, what, least) {
            let top = framework.top_level(competency);
            if least > top {
                let expected = format!("a level of at most {top}");
                row.fault(level, "level_above_top", "above the top level", expected);
            }
            numbers.push(row.kept_number());
            owners.push(owner);
            list.push(Requirement {
                competency,
                level: least,
                importance,
            });
        }
    }
    let mut double = Vec::new();
    let (by_post, sorted) = grouped(
        posts.len(),
        &owners,
        &list,
        |row| row.competency,
        |a, b| double.push((a, b)),
    );
    for (first, second) in double {
        let problem = format!("the post requires it in row {} already", numbers[first]);
        let id = framework.id(list[second].competency);
        let what = (problem, "each competency once for a post");
        rows.fault_at(numbers[second], competency, "duplicate_row", id, what);
    }
    Requirements {
        by_post,
        rows: sorted,
    }
}

/// Reads people.
pub(in crate::agency) fn people(mut reading: Reading<'_>, units: &Units, posts: &Posts) -> People {
    let [id, unit, post, status, retires, contract, hours, next] = person::AT;
    let mut people = People::default();
    let mut numbers = Vec::new();
    // Stand-ins for what is not known: with a fault noted, no agency is handed out.
    let (no_unit, no_post) = (UnitIndex::at(0), PostIndex::at(0));
    if let Some(mut rows) = reading.rows(&person::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let in_unit = row.known(unit, &units.ids, "units.csv").or(no_unit);
            let in_post = row.known(post, &posts.ids, "posts.csv").or(no_post);
            let what = ("status", "PNS or PPPK");
            let status = row
                .optional(status, what, EmploymentStatus::parse)
                .unwrap_or_default();
            let leaves = row.day(retires);
            let until = row.day(contract);
            let had = row.hours(hours).unwrap_or_default();
            let next_post = row.known_if_given(next, &posts.ids, "posts.csv");
            if row.new_id(id, &mut people.ids, &mut numbers) {
                people.units.extend(in_unit);
                people.posts.extend(in_post);
                people.statuses.push(status);
                people.retires_on.push(leaves);
                people.contract_until.push(until);
                people.hours_this_year.push(had);
                people.next_posts.push(next_post);
            }
        }
    }
    // With no unit at all every person is a fault already.
    let (by_unit, order) = Grouping::by_owner(units.len(), &people.units).unwrap_or_default();
    people.by_unit = by_unit;
    people.members = order
        .into_iter()
        .filter_map(|row| PersonIndex::at(row as usize))
        .collect();
    people
}

/// Reads assessments.
pub(in crate::agency) fn assessments(
    mut reading: Reading<'_>,
    people: &People,
    framework: &Framework,
) -> Assessments {
    /// One row as it came; levels in steps, `u16::MAX` for an unknown standard error.
    type Kept = (
        CompetencyIndex,
        Level,
        Option<crate::words::measure::Date>,
        u8,
        u16,
    );
    let [person, competency, level, date, source, error] = assessment::AT;
    let mut sources = Ids::<SourceIndex>::new();
    let (mut owners, mut list) = (Vec::<PersonIndex>::new(), Vec::<Kept>::new());
    if let Some(mut rows) = reading.rows(&assessment::LAYOUT) {
        let mut before = (None, None);
        while let Some(mut row) = rows.next() {
            let owner = row.known_near(person, people.ids(), "people.csv", before.0);
            let competencies = framework.competencies();
            let what = row.known_near(competency, competencies, "competencies.csv", before.1);
            before = (owner, what);
            let held = row.level(level);
            let day = row.day(date);
            let unsure = row.level_if_given(error);
            let kind = row
                .with_text(source, |name| sources.intern(name))
                .unwrap_or_else(|| sources.intern("unknown"));
            let Ok(kind) = kind else {
                row.fault(
                    source,
                    "id",
                    "too many sources",
                    "at most 256 kinds of source",
                );
                continue;
            };
            if let (Some(owner), Some(competency), Some(held)) = (owner, what, held) {
                let top = framework.top_level(competency);
                if held > top {
                    let expected = format!("a level of at most {top}");
                    row.fault(level, "level_above_top", "above the top level", expected);
                }
                let unsure = unsure.map_or(u16::MAX, |level| level.steps().min(u16::MAX - 1));
                owners.push(owner);
                // Lossless: sources are numbered by one byte.
                list.push((competency, held, day, kind.position() as u8, unsure));
            }
        }
    }
    let (by_person, list) = grouped(people.len(), &owners, &list, |row| row.0, |_, _| {});
    drop(owners);
    let (sources, renumbered) = sorted_sources(&sources);
    Assessments {
        sources,
        by_person,
        competencies: list.iter().map(|row| row.0).collect(),
        levels: list.iter().map(|row| row.1).collect(),
        dates: list.iter().map(|row| row.2).collect(),
        source: list
            .iter()
            // Each row's source was taken in when the row was read.
            .filter_map(|row| renumbered.get(usize::from(row.3)).copied())
            .collect(),
        standard_errors: list.iter().map(|row| row.4).collect(),
    }
}

/// The sources by their names, and for each old number the new one: so the order of rows in a
/// table does not show in the facts.
fn sorted_sources(sources: &Ids<SourceIndex>) -> (Ids<SourceIndex>, Vec<SourceIndex>) {
    let mut names: Vec<&str> = sources.names().collect();
    names.sort_unstable();
    let mut sorted = Ids::new();
    for name in names {
        // All names differ and are no more than before, so each is accepted.
        let _ = sorted.insert(name);
    }
    let renumbered = sources
        .names()
        .filter_map(|name| sorted.find(name))
        .collect();
    (sorted, renumbered)
}

/// Notes units whose minimum on duty is above their number of people.
pub(in crate::agency) fn check_minimum_on_duty(
    units: &Units,
    numbers: &[u32],
    people: &People,
    faults: &mut crate::words::fault::Faults,
) {
    for (unit, &number) in units.indices().zip(numbers) {
        let (least, there) = (units.minimum_on_duty(unit), people.of_unit(unit).len());
        if least as usize > there {
            faults.push(
                crate::words::fault::Fault::new(
                    "minimum_on_duty",
                    "units.csv",
                    format!("unit {} has {there} people", units.id(unit)),
                    format!("a minimum of at most {there}"),
                )
                .row(u64::from(number))
                .column("minimum_on_duty")
                .value(&least.to_string()),
            );
        }
    }
}

//! allowances.csv, certificates.csv and performances.csv.

use super::{Reading, grouped};
use crate::framework::Framework;
use crate::service::{Allowance, AllowanceKind, AllowanceTime, Allowances};
use crate::words::grouping::Grouping;
use crate::words::id::{PersonIndex, UnitIndex};
use crate::words::measure::Share;
use crate::workforce::{Certificate, Certificates, People, Performance, Performances, Units};

pub(super) mod allowance {
    crate::agency::layout::layout! {
        "allowances", optional;
        UNIT: "unit", Text, needed, "unit_kerja";
        NAME: "name", Text, optional, "nama", "uraian";
        KIND: "kind", Text, needed, "jenis";
        SHARE: "share", Number, optional, "bagian";
        MINUTES: "minutes_per_year", Number, optional, "menit_per_tahun";
        PEOPLE: "people", Integer, optional, "pegawai", "jumlah_pegawai";
    }
    pub(super) const AT: [usize; 6] = [UNIT, NAME, KIND, SHARE, MINUTES, PEOPLE];
}

pub(super) mod certificate {
    crate::agency::layout::layout! {
        "certificates", optional;
        PERSON: "person", Text, needed, "pegawai";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        LEVEL: "level", Number, needed, "tingkat";
        EXPIRES: "expires", Day, optional, "berlaku_sampai", "kedaluwarsa";
    }
    pub(super) const AT: [usize; 4] = [PERSON, COMPETENCY, LEVEL, EXPIRES];
}

pub(super) mod performance {
    crate::agency::layout::layout! {
        "performances", optional;
        PERSON: "person", Text, needed, "pegawai";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        TARGET: "target", Number, needed, "sasaran";
        ACTUAL: "actual", Number, needed, "capaian", "realisasi";
        DATE: "date", Day, optional, "tanggal";
    }
    pub(super) const AT: [usize; 5] = [PERSON, COMPETENCY, TARGET, ACTUAL, DATE];
}

/// Reads allowances.
pub(in crate::agency) fn allowances(mut reading: Reading<'_>, units: &Units) -> Allowances {
    let [unit, name, kind, share, minutes, people] = allowance::AT;
    let (mut owners, mut list) = (Vec::<UnitIndex>::new(), Vec::new());
    let mut shares = vec![0_u64; units.len()];
    if let Some(mut rows) = reading.rows(&allowance::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let owner = row.known(unit, &units.ids, "units.csv");
            let what = ("kind of allowance", "category or individual");
            let kind = row.required(kind, what, AllowanceKind::parse);
            let part = row.share(share);
            let time = row.minutes_if_given(minutes);
            let number = row.count(people, 1);
            let time = match (part, time) {
                (Some(part), None) => Some(AllowanceTime::Share(part)),
                (None, Some(time)) => Some(AllowanceTime::Minutes(time)),
                _ => None,
            };
            if time.is_none() {
                let problem = "an allowance takes either a share or minutes";
                row.fault(
                    share,
                    "allowance_time",
                    problem,
                    "one of the two columns filled",
                );
            }
            if kind == Some(AllowanceKind::Individual) && number.is_none() {
                let problem = "nobody is named to have the allowance";
                row.fault(
                    people,
                    "allowance_people",
                    problem,
                    "a number of people, 1 or more",
                );
            }
            if let (Some(owner), Some(kind), Some(time)) = (owner, kind, time) {
                use crate::words::id::Index;
                if let (AllowanceKind::Category, AllowanceTime::Share(part)) = (kind, time)
                    && let Some(sum) = shares.get_mut(owner.position())
                {
                    *sum += u64::from(part.millionths());
                    if *sum >= u64::from(Share::ALL.millionths()) {
                        let problem = "the unit's category allowances leave no time for its work";
                        row.fault(
                            share,
                            "allowance_share",
                            problem,
                            "shares that add up to less than 1",
                        );
                    }
                }
                owners.push(owner);
                list.push(Allowance {
                    name: row.text(name),
                    kind,
                    time,
                    people: number.unwrap_or(1),
                });
            }
        }
    }
    let (by_unit, order) = Grouping::by_owner(units.len(), &owners).unwrap_or_default();
    let mut list: Vec<Option<Allowance>> = list.into_iter().map(Some).collect();
    let rows = order
        .into_iter()
        .filter_map(|row| list.get_mut(row as usize).and_then(Option::take))
        .collect();
    Allowances { by_unit, rows }
}

/// Reads certificates.
pub(in crate::agency) fn certificates(
    mut reading: Reading<'_>,
    people: &People,
    framework: &Framework,
) -> Certificates {
    let [person, competency, level, expires] = certificate::AT;
    let (mut owners, mut list) = (Vec::<PersonIndex>::new(), Vec::new());
    if let Some(mut rows) = reading.rows(&certificate::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let owner = row.known(person, people.ids(), "people.csv");
            let what = row.known(competency, framework.competencies(), "competencies.csv");
            let shown = row.level(level);
            let expires = row.day(expires);
            if let (Some(owner), Some(competency), Some(shown)) = (owner, what, shown) {
                let top = framework.top_level(competency);
                if shown > top {
                    let expected = format!("a level of at most {top}");
                    row.fault(level, "level_above_top", "above the top level", expected);
                }
                owners.push(owner);
                list.push(Certificate {
                    competency,
                    level: shown,
                    expires,
                });
            }
        }
    }
    let (by_person, rows) = grouped(
        people.len(),
        &owners,
        &list,
        |row| row.competency,
        |_, _| {},
    );
    Certificates { by_person, rows }
}

/// Reads targets and what came of them.
pub(in crate::agency) fn performances(
    mut reading: Reading<'_>,
    people: &People,
    framework: &Framework,
) -> Performances {
    let [person, competency, target, actual, date] = performance::AT;
    let (mut owners, mut list) = (Vec::<PersonIndex>::new(), Vec::new());
    if let Some(mut rows) = reading.rows(&performance::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let owner = row.known(person, people.ids(), "people.csv");
            let what = row.known(competency, framework.competencies(), "competencies.csv");
            let goal = row.number(target);
            let reached = row.number(actual);
            let date = row.day(date);
            if goal.is_none_or(|goal| goal <= 0.0) {
                row.fault(target, "target", "there is no target", "a number above 0");
            }
            if reached.is_none_or(|reached| reached < 0.0) {
                row.fault(
                    actual,
                    "actual",
                    "there is no result",
                    "a number, 0 or more",
                );
            }
            if let (Some(owner), Some(competency), Some(goal), Some(reached)) =
                (owner, what, goal, reached)
            {
                owners.push(owner);
                list.push(Performance {
                    competency,
                    target: goal,
                    actual: reached,
                    date,
                });
            }
        }
    }
    let (by_person, rows) = grouped(
        people.len(),
        &owners,
        &list,
        |row| row.competency,
        |_, _| {},
    );
    Performances { by_person, rows }
}

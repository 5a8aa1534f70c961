//! services.csv, volumes.csv and service_competencies.csv.

use super::{Reading, grouped};
use crate::framework::Framework;
use crate::service::{ServiceCompetency, Services, Volume, Volumes};
use crate::words::id::ServiceIndex;
use crate::words::measure::Minutes;
use crate::workforce::Units;

#[allow(clippy::module_inception)]
pub(super) mod service {
    crate::agency::layout::layout! {
        "services", optional;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        UNIT: "unit", Text, needed, "unit_kerja";
        NORM: "norm_minutes", Number, needed, "norma_waktu";
    }
    pub(super) const AT: [usize; 4] = [ID, NAME, UNIT, NORM];
}

pub(super) mod volume {
    crate::agency::layout::layout! {
        "volumes", optional;
        SERVICE: "service", Text, needed, "layanan";
        MONTH: "month", Text, needed, "bulan";
        COUNT: "count", Integer, needed, "jumlah";
        TIME: "minutes", Number, optional, "waktu_penyelesaian";
    }
    pub(super) const AT: [usize; 4] = [SERVICE, MONTH, COUNT, TIME];
}

pub(super) mod competency {
    crate::agency::layout::layout! {
        "service_competencies", optional;
        SERVICE: "service", Text, needed, "layanan";
        COMPETENCY: "competency", Text, needed, "kompetensi";
        LEVEL: "level", Number, needed, "tingkat";
    }
    pub(super) const AT: [usize; 3] = [SERVICE, COMPETENCY, LEVEL];
}

/// Reads services.
pub(in crate::agency) fn services(mut reading: Reading<'_>, units: &Units) -> Services {
    let [id, name, unit, norm] = service::AT;
    let mut services = Services::default();
    let mut numbers = Vec::new();
    let Some(mut rows) = reading.rows(&service::LAYOUT) else {
        return services;
    };
    while let Some(mut row) = rows.next() {
        let at = row.known(unit, &units.ids, "units.csv");
        let time = row.minutes(norm).unwrap_or(Minutes::NONE);
        if row.new_id(id, &mut services.ids, &mut numbers) {
            let label = row.text(name);
            services.names.push(if label.is_empty() {
                row.text(id)
            } else {
                label
            });
            services.units.extend(at.or_else(|| units.indices().next()));
            services.norm_times.push(time);
        }
    }
    services
}

/// Reads monthly volumes.
pub(in crate::agency) fn volumes(mut reading: Reading<'_>, services: &Services) -> Volumes {
    let [service, month, count, time] = volume::AT;
    let (mut owners, mut list, mut numbers) = (Vec::<ServiceIndex>::new(), Vec::new(), Vec::new());
    let Some(mut rows) = reading.rows(&volume::LAYOUT) else {
        return Volumes::default();
    };
    while let Some(mut row) = rows.next() {
        let owner = row.known(service, &services.ids, "services.csv");
        let when = row.month(month);
        let count = row.large_count(count);
        let time = row.minutes_if_given(time);
        if let (Some(owner), Some(month)) = (owner, when) {
            owners.push(owner);
            list.push((Volume { month, count, time }, numbers.len()));
            numbers.push(row.kept_number());
        }
    }
    let mut double = Vec::new();
    let (by_service, sorted) = grouped(
        services.len(),
        &owners,
        &list,
        |(volume, _)| volume.month,
        |first, second| double.push((first, second)),
    );
    for (first, second) in double {
        let problem = format!("the month stands in row {} already", numbers[first]);
        let what = (problem, "each month once for a service");
        let value = list[second].0.month.to_string();
        rows.fault_at(numbers[second], month, "duplicate_row", &value, what);
    }
    for owner in services.indices() {
        for pair in sorted[by_service.rows(owner)].windows(2) {
            let (before, after) = (pair[0].0.month, pair[1].0.month);
            if after.number() > before.number() + 1 {
                let problem = format!(
                    "months of {} are missing: {} to {}",
                    services.id(owner),
                    before.plus(1),
                    after.plus(-1)
                );
                let expected = "a row for each month; an empty count if it is not known";
                let value = after.to_string();
                rows.fault_at(
                    numbers[pair[1].1],
                    month,
                    "months_missing",
                    &value,
                    (problem, expected),
                );
            }
        }
    }
    if sorted.is_empty() {
        // As if the table were not there, since it is not written then.
        return Volumes::default();
    }
    Volumes {
        by_service,
        rows: sorted.into_iter().map(|(volume, _)| volume).collect(),
    }
}

/// Reads which levels services take, into the services.
pub(in crate::agency) fn service_competencies(
    mut reading: Reading<'_>,
    services: &mut Services,
    framework: &Framework,
) {
    let [service, competency, level] = competency::AT;
    let (mut owners, mut list, mut numbers) = (Vec::<ServiceIndex>::new(), Vec::new(), Vec::new());
    if let Some(mut rows) = reading.rows(&competency::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let owner = row.known(service, &services.ids, "services.csv");
            let what = row.known(competency, framework.competencies(), "competencies.csv");
            let least = row.level(level);
            if let (Some(owner), Some(competency), Some(least)) = (owner, what, least) {
                let top = framework.top_level(competency);
                if least > top {
                    let expected = format!("a level of at most {top}");
                    row.fault(level, "level_above_top", "above the top level", expected);
                }
                numbers.push(row.kept_number());
                owners.push(owner);
                list.push(ServiceCompetency {
                    competency,
                    level: least,
                });
            }
        }
        let mut double = Vec::new();
        let (by_service, sorted) = grouped(
            services.len(),
            &owners,
            &list,
            |row| row.competency,
            |a, b| double.push((a, b)),
        );
        for (first, second) in double {
            let problem = format!("the service takes it in row {} already", numbers[first]);
            let id = framework.id(list[second].competency);
            let what = (problem, "each competency once for a service");
            rows.fault_at(numbers[second], competency, "duplicate_row", id, what);
        }
        services.by_service = by_service;
        services.competencies = sorted;
    } else {
        let none = grouped(
            services.len(),
            &owners,
            &list,
            |row| row.competency,
            |_, _| {},
        );
        (services.by_service, services.competencies) = none;
    }
}

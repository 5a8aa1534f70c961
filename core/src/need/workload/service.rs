//! The work of each service, and the people who serve it.

use super::WorkloadVerdict;
use super::unit::Allowed;
use crate::agency::Agency;
use crate::need::ServiceDemand;
use crate::need::demand::there_on;
use crate::regulation::workload::Workload;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, PostIndex, ServiceIndex, UnitIndex};
use crate::words::measure::Date;

/// The work of a service in people; numbers of people are in thousandths of a person where they
/// are not whole.
///
/// The posts that serve a service are those of its unit whose standard asks for every competency
/// of the service, at whatever level. If there is none of them, or the service names no competency,
/// all posts of the unit serve it.
///
/// People who serve several services cannot be counted once for each. The time of everybody is
/// split over the services that the post serves, in proportion to the work that these are expected
/// to take. Likewise the time for individual allowances is split over the services. So, but for
/// rounding, the shares of all services of a unit add up to the people who serve one, and what the
/// services need adds up to what the unit needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceWorkload {
    /// Which service.
    pub service: ServiceIndex,
    /// Which unit gives it.
    pub unit: UnitIndex,
    /// The posts that serve it, of people who are there, in the order of the table.
    pub posts: Vec<PostIndex>,
    /// Whether the standards of these posts ask for the service's competencies; otherwise all posts
    /// of the unit count.
    pub is_by_standard: bool,
    /// People in these posts, whole ones.
    pub people_serving: u32,
    /// The part of their time that comes to this service, in thousandths of a person.
    pub people_there: u64,
    /// People that the cases of the last twelve months take, allowances included; `None` if that
    /// cannot be told.
    pub needed_now: Option<u64>,
    /// People that the expected cases take; those of the last twelve months where nothing else can
    /// be told.
    pub needed_expected: Option<u64>,
    /// The least of it, at the lower end of the interval of the volume.
    pub needed_low: Option<u64>,
    /// The most of it, at the upper end.
    pub needed_high: Option<u64>,
    /// Whether there are enough.
    pub verdict: WorkloadVerdict,
}

impl ServiceWorkload {
    /// People there ÷ people needed for the expected work (the WISN ratio, as for units): below
    /// one, there are too few. `None` if nobody is needed, or that cannot be told.
    pub fn ratio(&self) -> Option<f64> {
        let needed = self.needed_expected.filter(|&needed| needed > 0)?;
        Some(self.people_there as f64 / needed as f64)
    }

    /// Who serves it and whether they are enough, in a sentence.
    pub(in crate::need) fn told(&self, language: Language) -> String {
        let people = |thousandths: u64| language.number(thousandths as f64 / 1_000.0, 1);
        let serving = language.count(self.people_serving);
        let there = people(self.people_there);
        let verdict = self.verdict.label(language);
        let Some(needed) = self.needed_expected else {
            return match language {
                Language::English => {
                    format!("{serving} work in them; whether that is enough cannot be told.")
                }
                Language::Indonesian => format!(
                    "{serving} pegawai bekerja di dalamnya; kecukupannya belum dapat dipastikan."
                ),
            };
        };
        let needed = people(needed);
        let ratio = self
            .ratio()
            .map_or("–".to_owned(), |ratio| language.number(ratio, 2));
        match language {
            Language::English => format!(
                "{serving} work in them, with the time of {there} for it; with allowances it takes {needed} (ratio {ratio}: {verdict})."
            ),
            Language::Indonesian => format!(
                "{serving} pegawai bekerja di dalamnya, dengan waktu setara {there} orang untuk layanan ini; dengan kelonggaran dibutuhkan {needed} (rasio {ratio}: {verdict})."
            ),
        }
    }
}

/// A service's work of a year: of the last one; expected, at least and at most.
#[derive(Clone, Copy, Default)]
struct Year {
    now: Option<Workload>,
    expected: Option<[Workload; 3]>,
}

impl Year {
    fn of(agency: &Agency, demand: &ServiceDemand) -> Self {
        let norm = agency.services.norm_time(demand.service);
        // Known volumes are whole numbers of cases; a document's saturate.
        let now = demand
            .volume_now
            .map(|cases| Workload::of(cases as u64, norm));
        let expected = demand.volume_expected.map(|cases| {
            [cases.volume, cases.low, cases.high].map(|cases| Workload::of(cases, norm))
        });
        Self {
            now,
            expected: expected.or(now.map(|now| [now; 3])),
        }
    }

    /// The expected work, in hundredths of a minute.
    fn middle(&self) -> u64 {
        self.expected.map_or(0, |[middle, ..]| middle.hundredths())
    }
}

/// The work of all services, one row for each demand.
pub(in crate::need) fn find(
    agency: &Agency,
    as_of: Date,
    demands: &[ServiceDemand],
) -> Vec<ServiceWorkload> {
    let mut of_units: Vec<Vec<usize>> = vec![Vec::new(); agency.units.len()];
    for (row, demand) in demands.iter().enumerate() {
        if let Some(rows) = of_units.get_mut(demand.unit.position()) {
            rows.push(row);
        }
    }
    let mut found: Vec<(usize, ServiceWorkload)> = Vec::with_capacity(demands.len());
    for (unit, rows) in agency.units.indices().zip(of_units) {
        if !rows.is_empty() {
            let own: Vec<&ServiceDemand> = rows.iter().map(|&row| &demands[row]).collect();
            found.extend(rows.into_iter().zip(of_unit(agency, as_of, unit, &own)));
        }
    }
    found.sort_unstable_by_key(|&(row, _)| row);
    found.into_iter().map(|(_, work)| work).collect()
}

fn of_unit(
    agency: &Agency,
    as_of: Date,
    unit: UnitIndex,
    demands: &[&ServiceDemand],
) -> Vec<ServiceWorkload> {
    let there = there_on(agency, unit, as_of);
    let mut posts: Vec<PostIndex> = there.iter().map(|&who| agency.people.post(who)).collect();
    posts.sort_unstable();
    posts.dedup();
    let serving: Vec<(Vec<PostIndex>, bool)> = demands
        .iter()
        .map(|demand| serving(agency, &posts, demand.service))
        .collect();
    let years: Vec<Year> = demands.iter().map(|d| Year::of(agency, d)).collect();
    let times = times(agency, &there, &serving, &years);
    let effective = agency.regulation.effective_minutes_per_year().value();
    let allowed = Allowed::of(agency, unit);
    let whole: u128 = years.iter().map(|year| u128::from(year.middle())).sum();
    demands
        .iter()
        .zip(years)
        .zip(serving)
        .zip(times)
        .map(
            |(((demand, year), (posts, is_by_standard)), (people_serving, people_there))| {
                let part = part_of(allowed.individual, year.middle(), whole);
                let own = Allowed {
                    category: allowed.category,
                    individual: part,
                };
                let needed = |work: Workload| own.needed(work, u64::from(effective.hundredths()));
                let [middle, low, high] = match year.expected {
                    Some(works) if effective.hundredths() > 0 => {
                        works.map(|work| Some(needed(work)))
                    }
                    _ => [None; 3],
                };
                let verdict = match (low, high) {
                    (Some(low), Some(high)) => WorkloadVerdict::of(low, high, people_there),
                    _ => WorkloadVerdict::CannotTell,
                };
                ServiceWorkload {
                    service: demand.service,
                    unit,
                    posts,
                    is_by_standard,
                    people_serving,
                    people_there,
                    needed_now: year.now.filter(|_| middle.is_some()).map(needed),
                    needed_expected: middle,
                    needed_low: low,
                    needed_high: high,
                    verdict,
                }
            },
        )
        .collect()
}

/// The posts that serve a service, and whether their standards say so.
fn serving(agency: &Agency, posts: &[PostIndex], service: ServiceIndex) -> (Vec<PostIndex>, bool) {
    let competencies = agency.services.competencies(service);
    let asks_all = |post: &PostIndex| {
        competencies
            .iter()
            .all(|asks| agency.requirements.find(*post, asks.competency).is_some())
    };
    let by_standard: Vec<PostIndex> = posts.iter().copied().filter(asks_all).collect();
    if competencies.is_empty() || by_standard.is_empty() {
        return (posts.to_vec(), false);
    }
    (by_standard, true)
}

/// For each service how many people serve it, and thousandths of a person of their time.
fn times(
    agency: &Agency,
    there: &[PersonIndex],
    serving: &[(Vec<PostIndex>, bool)],
    years: &[Year],
) -> Vec<(u32, u64)> {
    // People of one post serve the same services, so they are counted by post.
    let mut of_posts = std::collections::BTreeMap::<PostIndex, u64>::new();
    for &person in there {
        *of_posts.entry(agency.people.post(person)).or_default() += 1;
    }
    let mut times = vec![(0_u32, 0_u64); serving.len()];
    for (post, people) in of_posts {
        let own: Vec<usize> = (0..serving.len())
            .filter(|&at| serving[at].0.binary_search(&post).is_ok())
            .collect();
        let whole: u128 = own.iter().map(|&at| u128::from(years[at].middle())).sum();
        for &at in &own {
            let time = match whole {
                // Where no work is known the time is split evenly.
                0 => people.saturating_mul(1_000) / own.len() as u64,
                _ => part_of(people.saturating_mul(1_000), years[at].middle(), whole),
            };
            times[at].0 = times[at]
                .0
                .saturating_add(u32::try_from(people).unwrap_or(u32::MAX));
            times[at].1 = times[at].1.saturating_add(time);
        }
    }
    times
}

/// A part of a number, rounded to the nearest; nothing of nothing.
fn part_of(number: u64, part: u64, whole: u128) -> u64 {
    if whole == 0 {
        return 0;
    }
    let (number, part) = (u128::from(number), u128::from(part));
    // At most the number itself, since the part is at most the whole.
    let rounded = number.saturating_mul(part).saturating_add(whole / 2) / whole;
    u64::try_from(rounded).unwrap_or(u64::MAX)
}

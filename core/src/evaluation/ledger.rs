//! Plan against actual: people, hours and money, by programme.

use std::collections::{BTreeMap, BTreeSet};

use super::EvaluationPolicy;
use super::artefact::LedgerLine;
use crate::outcome::{Outcome, OutcomeGroup};
use crate::schedule::Schedule;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ProgrammeIndex, SessionIndex};
use crate::words::measure::{Date, Hours, Rupiah};

/// Who has an outcome as attended, by programme.
pub(super) fn attended(rows: &[Outcome]) -> BTreeMap<ProgrammeIndex, BTreeSet<PersonIndex>> {
    let mut attended: BTreeMap<ProgrammeIndex, BTreeSet<PersonIndex>> = BTreeMap::new();
    for row in rows
        .iter()
        .filter(|row| row.group == OutcomeGroup::Attended)
    {
        if let Some(person) = row.person {
            attended.entry(row.programme).or_default().insert(person);
        }
    }
    attended
}

/// Until when sessions count as held: the policy's day, or that of the last outcome.
fn until(policy: &EvaluationPolicy, rows: &[Outcome]) -> Option<Date> {
    policy
        .as_of
        .or_else(|| rows.iter().filter_map(|row| row.date).max())
}

/// What is planned of a programme until the day: people, their cost, and that of the sessions alone.
#[derive(Default)]
struct Planned {
    people: BTreeSet<PersonIndex>,
    cost: i128,
    held: i128,
}

/// Levels of people who were measured before and after: gained, and expected by the catalogue.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measured {
    pub(super) gained: f64,
    pub(super) expected: f64,
}

fn amount(cost: i128) -> Rupiah {
    Rupiah::new(i64::try_from(cost).unwrap_or(i64::MAX))
}

/// The levels that the catalogue expects a person to gain from a programme, in one competency or in
/// all; nothing where it is not known what the person holds.
pub(super) fn expected(
    schedule: &Schedule,
    programme: ProgrammeIndex,
    person: PersonIndex,
    competency: Option<CompetencyIndex>,
) -> f64 {
    let gaps = schedule.plan().gaps();
    let needs = gaps.needs();
    schedule
        .agency()
        .programmes
        .effects(programme)
        .iter()
        .filter(|effect| competency.is_none_or(|only| only == effect.competency))
        .filter_map(|effect| {
            let row = needs
                .rows_of(person)
                .find(|&row| needs.competencies().get(row) == Some(&effect.competency))?;
            let held = gaps.held(row)?;
            Some(effect.after(held).saturating_sub(held).as_f64())
        })
        .sum()
}

/// A line for each programme of which a session is over, or somebody has an outcome as attended.
pub(super) fn ledger(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
    measured: &BTreeMap<ProgrammeIndex, Measured>,
) -> Vec<LedgerLine> {
    let programmes = &schedule.agency().programmes;
    let attended = attended(rows);
    let until = until(policy, rows);
    let mut planned: BTreeMap<ProgrammeIndex, Planned> = BTreeMap::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        let (Some(index), Some(until)) = (SessionIndex::at(number), until) else {
            continue;
        };
        if session.end().is_none_or(|end| end > until) {
            continue;
        }
        let people = schedule.participants(index);
        let entry = planned.entry(session.programme).or_default();
        entry.people.extend(people);
        entry.cost += session_cost(schedule, session.programme, people.len());
        entry.held += session_cost(schedule, session.programme, 0);
    }
    let all: BTreeSet<ProgrammeIndex> = planned.keys().chain(attended.keys()).copied().collect();
    let (nothing, nobody) = (Planned::default(), BTreeSet::new());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    all.into_iter()
        .map(|programme| {
            let Planned { people, cost, held } = planned.get(&programme).unwrap_or(&nothing);
            let came = attended.get(&programme).unwrap_or(&nobody);
            let hours = |people: usize| {
                let each = u64::from(programmes.hours(programme).hundredths());
                let hours = each.saturating_mul(people as u64);
                Hours::from_hundredths(u32::try_from(hours).unwrap_or(u32::MAX))
            };
            LedgerLine {
                programme,
                people_planned: count(people.len()),
                people_attended: count(came.len()),
                people_unplanned: count(came.difference(people).count()),
                hours_planned: hours(people.len()),
                hours_attended: hours(came.len()),
                cost_planned: amount(*cost),
                cost_attended: amount(
                    *held + session_cost(schedule, programme, came.len())
                        - session_cost(schedule, programme, 0),
                ),
                levels_planned: people
                    .iter()
                    .map(|&person| expected(schedule, programme, person, None))
                    .sum(),
                levels_gained: measured.get(&programme).map_or(0.0, |own| own.gained),
                levels_expected_of_measured: measured
                    .get(&programme)
                    .map_or(0.0, |own| own.expected),
            }
        })
        .collect()
}

/// What the agency pays for a session: each price after the provider's share, rounded up to a
/// whole rupiah as the plan rounds it.
fn session_cost(schedule: &Schedule, programme: ProgrammeIndex, people: usize) -> i128 {
    let agency = schedule.agency();
    let provider = agency.programmes.provider(programme);
    let rest = i128::from(
        agency
            .providers
            .cost_share(provider)
            .complement()
            .millionths(),
    );
    let pays = |full: Rupiah| (i128::from(full.amount()) * rest + 999_999) / 1_000_000;
    pays(agency.programmes.cost_per_session(programme))
        + pays(agency.programmes.cost_per_seat(programme)) * people as i128
}

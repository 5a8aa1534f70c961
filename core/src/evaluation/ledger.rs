//! Plan against actual: people, hours and money, by programme.

use std::collections::{BTreeMap, BTreeSet};

use super::EvaluationPolicy;
use super::artefact::LedgerLine;
use crate::outcome::{Outcome, OutcomeGroup};
use crate::schedule::Schedule;
use crate::words::id::{Index, PersonIndex, ProgrammeIndex, SessionIndex};
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

/// A line for each programme of which a session is over, or somebody has an outcome as attended.
pub(super) fn ledger(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
) -> Vec<LedgerLine> {
    let programmes = &schedule.agency().programmes;
    let attended = attended(rows);
    let until = until(policy, rows);
    let mut planned: BTreeMap<ProgrammeIndex, (BTreeSet<PersonIndex>, i128)> = BTreeMap::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        let (Some(index), Some(until)) = (SessionIndex::at(number), until) else {
            continue;
        };
        if session.end().is_none_or(|end| end > until) {
            continue;
        }
        let people = schedule.participants(index);
        let entry = planned.entry(session.programme).or_default();
        entry.0.extend(people);
        entry.1 += session_cost(schedule, session.programme, people.len());
    }
    let all: BTreeSet<ProgrammeIndex> = planned.keys().chain(attended.keys()).copied().collect();
    let (nothing, nobody) = ((BTreeSet::new(), 0), BTreeSet::new());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    all.into_iter()
        .map(|programme| {
            let (people, cost) = planned.get(&programme).unwrap_or(&nothing);
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
                cost_planned: Rupiah::new(i64::try_from(*cost).unwrap_or(i64::MAX)),
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

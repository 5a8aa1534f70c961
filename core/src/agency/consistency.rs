//! Facts from a document, checked as if they came from a stranger.

use serde::{Deserialize, Deserializer};

use super::facts::{Agency, AgencyFacts};
use crate::outcome::MeasureOf;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, UnitIndex};

impl<'de> Deserialize<'de> for Agency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let facts = AgencyFacts::deserialize(deserializer)?;
        match damage(&facts) {
            None => Ok(Self::of(facts)),
            Some(what) => Err(serde::de::Error::custom(format!("damaged facts: {what}"))),
        }
    }
}

fn below<I: Index>(indices: impl IntoIterator<Item = I>, count: usize) -> bool {
    indices.into_iter().all(|index| index.position() < count)
}

fn fits<I: Index>(grouping: &Grouping<I>, owners: usize, rows: usize) -> bool {
    grouping.owners() == owners && grouping.len() == rows
}

/// The first thing that does not fit: a column of another length, an index of nothing, a cycle.
#[allow(clippy::too_many_lines)] // One line for each column; nothing to split.
fn damage(facts: &AgencyFacts) -> Option<&'static str> {
    let competencies = facts.framework.len();
    let (units, posts, people) = (&facts.units, &facts.posts, &facts.people);
    let known = |rows: &mut dyn Iterator<Item = CompetencyIndex>| below(rows, competencies);
    let checks: [(&'static str, bool); 18] = [
        (
            "units",
            units.names.len() == units.len()
                && units.parents.len() == units.len()
                && units.minimum_on_duty.len() == units.len()
                && below(units.parents.iter().flatten().copied(), units.len()),
        ),
        (
            "posts",
            posts.names.len() == posts.len()
                && posts.classes.len() == posts.len()
                && below(
                    posts.classes.iter().flatten().copied(),
                    facts.regulation.post_classes().len(),
                ),
        ),
        (
            "requirements",
            fits(
                &facts.requirements.by_post,
                posts.len(),
                facts.requirements.rows.len(),
            ) && known(&mut facts.requirements.rows.iter().map(|row| row.competency))
                && posts.indices().all(|post| {
                    facts
                        .requirements
                        .of(post)
                        .is_sorted_by(|a, b| a.competency < b.competency)
                }),
        ),
        (
            "people",
            [
                people.units.len(),
                people.posts.len(),
                people.statuses.len(),
                people.retires_on.len(),
                people.contract_until.len(),
                people.hours_this_year.len(),
                people.next_posts.len(),
                people.members.len(),
                people.by_unit.len(),
            ]
            .iter()
            .all(|&length| length == people.len())
                && people.by_unit.owners() == units.len()
                && below(people.units.iter().copied(), units.len())
                && below(people.posts.iter().copied(), posts.len())
                && below(people.next_posts.iter().flatten().copied(), posts.len())
                && below(people.members.iter().copied(), people.len())
                && units.indices().all(|unit| {
                    let members = people.of_unit(unit);
                    members.is_sorted_by(|a, b| a < b)
                        && members.iter().all(|&person| people.unit(person) == unit)
                }),
        ),
        ("assessments", {
            let rows = &facts.assessments;
            let count = rows.levels.len();
            fits(&rows.by_person, people.len(), count)
                && [
                    rows.competencies.len(),
                    rows.dates.len(),
                    rows.source.len(),
                    rows.standard_errors.len(),
                ]
                .iter()
                .all(|&length| length == count)
                && known(&mut rows.competencies.iter().copied())
                && people
                    .indices()
                    .all(|person| rows.of(person).is_sorted_by_key(|row| row.competency))
                && below(rows.source.iter().copied(), rows.sources.len())
        }),
        ("services", {
            let services = &facts.services;
            services.names.len() == services.len()
                && services.units.len() == services.len()
                && services.norm_times.len() == services.len()
                && below(services.units.iter().copied(), units.len())
                && (services.competencies.is_empty()
                    || fits(
                        &services.by_service,
                        services.len(),
                        services.competencies.len(),
                    ))
                && known(&mut services.competencies.iter().map(|row| row.competency))
        }),
        (
            "volumes",
            facts.volumes.rows.is_empty()
                || fits(
                    &facts.volumes.by_service,
                    facts.services.len(),
                    facts.volumes.rows.len(),
                ) && facts.services.indices().all(|service| {
                    facts.volumes.of(service).windows(2).all(|pair| {
                        pair[0].month.number().checked_add(1) == Some(pair[1].month.number())
                    })
                }),
        ),
        (
            "allowances",
            facts.allowances.rows.is_empty()
                || fits(
                    &facts.allowances.by_unit,
                    units.len(),
                    facts.allowances.rows.len(),
                ),
        ),
        (
            "certificates",
            facts.certificates.rows.is_empty()
                || fits(
                    &facts.certificates.by_person,
                    people.len(),
                    facts.certificates.rows.len(),
                ) && known(&mut facts.certificates.rows.iter().map(|row| row.competency)),
        ),
        ("performances", {
            let rows = &facts.performances.rows;
            let valid = |row: &crate::workforce::Performance| {
                row.target > 0.0 && row.target.is_finite() && row.actual >= 0.0
            };
            rows.is_empty()
                || fits(&facts.performances.by_person, people.len(), rows.len())
                    && known(&mut rows.iter().map(|row| row.competency))
                    && rows.iter().all(valid)
        }),
        ("providers", {
            let providers = &facts.providers;
            [
                providers.names.len(),
                providers.kinds.len(),
                providers.agreements.len(),
                providers.sessions_at_once.len(),
                providers.cost_shares.len(),
            ]
            .iter()
            .all(|&length| length == providers.len())
        }),
        ("programmes", {
            let programmes = &facts.programmes;
            let count = programmes.len();
            [
                programmes.names.len(),
                programmes.forms.len(),
                programmes.providers.len(),
                programmes.hours.len(),
                programmes.days.len(),
                programmes.class_min.len(),
                programmes.class_max.len(),
                programmes.cost_per_session.len(),
                programmes.cost_per_seat.len(),
                programmes.sessions_per_phase.len(),
                programmes.venues.len(),
            ]
            .iter()
            .all(|&length| length == count)
                && below(programmes.providers.iter().copied(), facts.providers.len())
                && (programmes.series.is_empty() || programmes.series.len() == count)
                && programmes.indices().all(|programme| {
                    programmes
                        .series(programme)
                        .is_none_or(|row| programmes.days(programme).is_multiple_of(row.meetings()))
                })
                && below(
                    programmes.venues.iter().flatten().copied(),
                    programmes.venue_ids.len(),
                )
                && fits(
                    &programmes.effects_by_programme,
                    count,
                    programmes.effects.len(),
                )
                && known(&mut programmes.effects.iter().map(|row| row.competency))
                && fits(
                    &programmes.prerequisites_by_programme,
                    count,
                    programmes.prerequisites.len(),
                )
                && below(programmes.prerequisites.iter().copied(), count)
                && programmes.days.iter().all(|&days| days > 0)
                && programmes
                    .class_min
                    .iter()
                    .zip(&programmes.class_max)
                    .all(|(least, most)| (1..=*most).contains(least))
                && programmes
                    .cost_per_session
                    .iter()
                    .chain(&programmes.cost_per_seat)
                    .all(|cost| cost.amount() >= 0)
        }),
        (
            "absences",
            facts
                .absences
                .first_unknown(units.len(), people.len(), facts.providers.len())
                .is_none()
                && facts
                    .absences
                    .first_unbookable(facts.rooms.len(), facts.trainers.len())
                    .is_none(),
        ),
        (
            "rooms and trainers",
            facts.rooms.is_sound(facts.programmes.len())
                && facts.trainers.is_sound(facts.programmes.len()),
        ),
        ("outcomes", {
            let outcomes = &facts.outcomes;
            outcomes.is_consistent()
                && below(outcomes.programmes.iter().copied(), facts.programmes.len())
                && below(outcomes.people.iter().flatten().copied(), people.len())
                && known(&mut outcomes.measures_of.iter().filter_map(|of| match of {
                    MeasureOf::Competency(competency) => Some(*competency),
                    MeasureOf::Other => None,
                }))
        }),
        (
            "surveys",
            facts
                .surveys
                .is_consistent(facts.services.len(), facts.programmes.len()),
        ),
        (
            "phases",
            facts.phases.first_overlap().is_none()
                && facts.phases.first_out_of_order().is_none()
                && facts.budget.total.is_none_or(|total| total.amount() >= 0),
        ),
        (
            "priorities",
            known(&mut facts.priorities.iter().map(|priority| priority.competency)),
        ),
    ];
    if let Some((what, _)) = checks.iter().find(|(_, holds)| !holds) {
        return Some(what);
    }
    if !ends_at_the_top(&units.parents) {
        return Some("units form a cycle");
    }
    let orders = prerequisites_end(facts);
    (!orders).then_some("prerequisites form a cycle")
}

/// Whether going up from any unit comes to an end; each unit is passed once, so that a hostile
/// document with one long line of units is checked as fast as any other.
fn ends_at_the_top(parents: &[Option<UnitIndex>]) -> bool {
    // On which walk a unit was passed first; 0 is none.
    let mut passed = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let walk = start + 1;
        let mut at = Some(start);
        while let Some(unit) = at {
            match passed[unit] {
                0 => passed[unit] = walk,
                earlier if earlier == walk => return false,
                _ => break,
            }
            at = parents[unit].map(Index::position);
        }
    }
    true
}

/// Whether the programmes can be put in an order in which each comes after its prerequisites.
fn prerequisites_end(facts: &AgencyFacts) -> bool {
    let programmes = &facts.programmes;
    let mut waiting: Vec<usize> = programmes
        .indices()
        .map(|programme| programmes.prerequisites(programme).len())
        .collect();
    let mut followers = vec![Vec::new(); programmes.len()];
    for programme in programmes.indices() {
        for required in programmes.prerequisites(programme) {
            followers[required.position()].push(programme.position());
        }
    }
    let mut ready: Vec<usize> = (0..waiting.len()).filter(|&at| waiting[at] == 0).collect();
    let mut done = 0;
    while let Some(programme) = ready.pop() {
        done += 1;
        for &follower in &followers[programme] {
            waiting[follower] -= 1;
            if waiting[follower] == 0 {
                ready.push(follower);
            }
        }
    }
    done == programmes.len()
}

//! What a finished plan says of itself: its lines, the first lines below the cut, who stays below
//! the floor of hours.

use super::artefact::{
    BelowCut, FloorShortfall, PhaseBudget, PlanLine, PlanValue, WhatIsMissing, WhyBelowFloor,
};
use super::greedy::offer;
use super::instance::Instance;
use super::state::{Block, SessionLimit, State};
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ProgrammeIndex};
use crate::words::measure::{Hours, Level, Rupiah};

fn rupiah(amount: i128) -> Rupiah {
    Rupiah::new(i64::try_from(amount).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX }))
}

/// The lines with people, by phase, then programme.
pub(super) fn lines(state: &State<'_>) -> Vec<PlanLine> {
    let instance = state.instance;
    let mut lines: Vec<Option<PlanLine>> = vec![None; instance.offers.sessions.len()];
    for (cell, line) in lines.iter_mut().enumerate() {
        let people = state.people[cell];
        // Cells are numbered by 32 bits, which was checked.
        let (programme, phase) = state.split(cell as u32);
        if people > 0 {
            let sessions = state.sessions[cell];
            *line = ProgrammeIndex::at(programme).map(|index| PlanLine {
                programme: index,
                phase: instance.horizon.phases[phase].index,
                sessions,
                people,
                cost: rupiah(instance.offers.cost(programme, sessions, people)),
                closed: Vec::new(),
                value: PlanValue(0),
            });
        }
    }
    for person in 0..instance.people.len() {
        close(state, person, &mut lines);
    }
    let phases = instance.phases();
    let mut found: Vec<PlanLine> = Vec::new();
    for phase in 0..phases {
        found.extend(
            lines
                .iter_mut()
                .skip(phase)
                .step_by(phases)
                .filter_map(Option::take),
        );
    }
    found
}

/// Adds what a person's attendances close to their lines, in the order of the attendances.
fn close(state: &State<'_>, person: usize, lines: &mut [Option<PlanLine>]) {
    let gaps = &state.instance.people.gaps;
    let rows = gaps.of(person);
    let mut levels: Vec<u16> = gaps.held[rows.clone()].to_vec();
    for &cell in &state.attended[person] {
        let (programme, phase) = state.split(cell);
        let Some(factor) = state.instance.factor(person, phase) else {
            continue;
        };
        for effect in &state.instance.offers.effects[programme] {
            let Some(row) = gaps.find(person, effect.competency) else {
                continue;
            };
            let level = &mut levels[row - rows.start];
            let before = (*level).min(gaps.needed[row]);
            *level = effect.after(Level::from_steps(*level)).steps();
            let closed = (*level).min(gaps.needed[row]).saturating_sub(before);
            let Some(line) = lines[cell as usize].as_mut().filter(|_| closed > 0) else {
                continue;
            };
            add(&mut line.closed, effect.competency, u64::from(closed));
            line.value.0 += i128::from(gaps.weights[row]) * i128::from(closed) * i128::from(factor);
        }
    }
}

fn add(closed: &mut Vec<(CompetencyIndex, u64)>, competency: CompetencyIndex, steps: u64) {
    match closed.binary_search_by_key(&competency, |&(other, _)| other) {
        Ok(at) => closed[at].1 += steps,
        Err(at) => closed.insert(at, (competency, steps)),
    }
}

/// The money of each phase, in the order of the agency's phases.
pub(super) fn budgets(state: &State<'_>) -> Vec<PhaseBudget> {
    let horizon = &state.instance.horizon;
    let mut budgets = vec![PhaseBudget::default(); horizon.phases.len()];
    let mut carried = 0_i128;
    for (phase, &spent) in horizon.phases.iter().zip(&state.spent) {
        if let Some(budget) = budgets.get_mut(phase.index.position()) {
            *budget = PhaseBudget {
                budget: rupiah(phase.budget),
                carried_in: rupiah(carried),
                spent: rupiah(spent),
            };
        }
        if horizon.carry_over {
            carried += phase.budget - spent;
        }
    }
    budgets
}

/// The first lines below the cut, at most one for each programme, the most worth for its money
/// first.
pub(super) fn below_cut(state: &State<'_>, most: usize) -> Vec<BelowCut> {
    let instance = state.instance;
    let mut rows: Vec<(f64, BelowCut)> = Vec::new();
    for programme in 0..instance.offers.len() {
        let best = (0..instance.phases())
            .filter_map(|phase| row(state, programme, phase))
            // Of equal ones the earlier phase.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        rows.extend(best);
    }
    rows.sort_by(|one, other| other.0.total_cmp(&one.0));
    rows.truncate(most);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What one more session of a cell would be worth, and what it would take.
fn row(state: &State<'_>, programme: usize, phase: usize) -> Option<(f64, BelowCut)> {
    let instance = state.instance;
    let cell = u32::try_from(instance.cell(programme, phase)).ok()?;
    let candidates = instance.candidates.of_programme(programme);
    let mut ranked = Vec::new();
    // Who would come but for what keeps them, with the gain.
    let (mut hours, mut cover) = (Vec::new(), Vec::new());
    let mut prerequisites: Vec<(usize, Vec<i128>)> = Vec::new();
    for &person in candidates {
        let block = state.block(person as usize, cell);
        if matches!(block, Some(Block::Never)) {
            continue;
        }
        let gain = state.worth(person as usize, cell).0;
        if gain <= 0 {
            continue;
        }
        match block {
            Some(Block::Never) => {}
            Some(Block::Hours) => hours.push(gain),
            Some(Block::Cover) => cover.push(gain),
            Some(Block::Prerequisite(required)) => {
                match prerequisites
                    .iter_mut()
                    .find(|(other, _)| *other == required)
                {
                    Some((_, gains)) => gains.push(gain),
                    None => prerequisites.push((required, vec![gain])),
                }
            }
            None => ranked.push((gain, person)),
        }
    }
    ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let least = instance.offers.class_min[programme];
    let found = offer(state, cell, &ranked, i128::MAX);
    let (people, cost, value, missing) = if let Some(offer) = found {
        let missing = match state.session_fits(cell) {
            Err(SessionLimit::Forbidden) => WhatIsMissing::Permission,
            Err(SessionLimit::Closed) => WhatIsMissing::Agreement,
            Err(SessionLimit::Provider) => WhatIsMissing::ProviderCapacity,
            Err(SessionLimit::Sessions) => WhatIsMissing::Sessions,
            Ok(()) => {
                let short = offer.cost - state.money_left(phase);
                if short <= 0 {
                    return None;
                }
                WhatIsMissing::Money {
                    amount: rupiah(short),
                }
            }
        };
        let people = u32::try_from(offer.people.len()).unwrap_or(u32::MAX);
        (people, offer.cost, offer.value, missing)
    } else {
        let least = least as usize;
        let mut gains: Vec<i128> = ranked.iter().map(|&(gain, _)| gain).collect();
        let there = gains.len();
        let required = prerequisites
            .iter()
            .max_by_key(|(p, gains)| (gains.len(), std::cmp::Reverse(*p)));
        let missing = match required {
            Some((required, others)) if there + others.len() >= least => {
                gains.extend(others);
                WhatIsMissing::Prerequisite {
                    programme: ProgrammeIndex::at(*required)?,
                }
            }
            _ if there + cover.len() >= least && !cover.is_empty() => {
                gains.append(&mut cover);
                WhatIsMissing::Cover
            }
            _ if there + cover.len() + hours.len() >= least && !hours.is_empty() => {
                gains.append(&mut cover);
                gains.append(&mut hours);
                WhatIsMissing::Hours
            }
            // All are there, but their units cannot spare them at once.
            _ if there >= least => WhatIsMissing::Cover,
            _ if there == 0 => return None,
            _ => WhatIsMissing::People {
                people: u32::try_from(least - there).unwrap_or(u32::MAX),
            },
        };
        // Those who would come if what is missing were there, as many as a class takes.
        gains.sort_unstable_by(|one, other| other.cmp(one));
        gains.truncate(instance.offers.class_max[programme] as usize);
        let people = u32::try_from(gains.len()).unwrap_or(u32::MAX);
        let seats = people.max(instance.offers.class_min[programme]);
        let cost = instance.offers.cost(programme, 1, seats);
        (people, cost, gains.iter().sum(), missing)
    };
    let ratio = value as f64 / (cost.max(1)) as f64;
    Some((
        ratio,
        BelowCut {
            programme: ProgrammeIndex::at(programme)?,
            phase: instance.horizon.phases[phase].index,
            people,
            cost: rupiah(cost),
            value: PlanValue(value),
            missing,
        },
    ))
}

/// Who stays below the floor of hours, and why.
pub(super) fn below_floor(state: &State<'_>) -> Vec<FloorShortfall> {
    let instance = state.instance;
    let Some(year) = instance.horizon.floor_year else {
        return Vec::new();
    };
    (0..instance.people.len())
        .filter(|&person| state.below_floor(person) > 0)
        .filter_map(|person| {
            let short = state.below_floor(person);
            let had = instance.people.hours_had[person];
            Some(FloorShortfall {
                person: PersonIndex::at(person)?,
                hours: Hours::from_hundredths(had.saturating_add(state.year_hours(person, year))),
                short: Hours::from_hundredths(short),
                reason: why_below_floor(instance, state, person, year),
            })
        })
        .collect()
}

fn why_below_floor(
    instance: &Instance,
    state: &State<'_>,
    person: usize,
    year: usize,
) -> WhyBelowFloor {
    if instance.forbidden.person(person) {
        return WhyBelowFloor::Forbidden;
    }
    let phases = instance.horizon.phases.iter();
    let in_year: Vec<usize> = phases
        .enumerate()
        .filter(|(_, phase)| phase.year == year)
        .map(|(at, _)| at)
        .collect();
    if in_year
        .last()
        .is_some_and(|&last| instance.factor(person, last).is_none())
    {
        return WhyBelowFloor::Leaves;
    }
    let (mut hours, mut cover, mut seats, mut money) = (false, false, false, false);
    let allowed = |&programme: &usize| !instance.forbidden.programme(programme);
    for programme in (0..instance.offers.len()).filter(allowed) {
        for &phase in &in_year {
            let Ok(cell) = u32::try_from(instance.cell(programme, phase)) else {
                continue;
            };
            if instance.offers.hours[programme] == 0 || instance.offers.sessions[cell as usize] == 0
            {
                continue;
            }
            match state.block(person, cell) {
                Some(Block::Hours) => hours = true,
                Some(Block::Cover) => cover = true,
                Some(_) => {}
                None if state.room_in_unit(person, cell, state.sessions[cell as usize].max(1))
                    == 0 =>
                {
                    cover = true;
                }
                None => {
                    let price = instance.offers.cost(programme, 1, 1);
                    let affordable = price <= state.money_left(phase);
                    money |= !affordable;
                    seats |= affordable;
                }
            }
        }
    }
    match () {
        () if money && !seats => WhyBelowFloor::Money,
        () if seats => WhyBelowFloor::Seats,
        () if cover => WhyBelowFloor::Cover,
        () if hours => WhyBelowFloor::HoursCap,
        () => WhyBelowFloor::NothingFits,
    }
}

//! The best plan of a tiny agency, found by trying every one.

use mahir::plan::Plan;
use mahir::words::id::{Index, PersonIndex};
use mahir::workforce::EmploymentStatus;

use super::*;

/// What one person attends: by programme, the phase, if any.
pub(crate) type Choice = Vec<Option<usize>>;

/// The best worth of all lawful plans, by trying every one.
pub(crate) fn optimum(facts: &AgencyFacts, plan: &Plan) -> i128 {
    let choices: Vec<Vec<(Choice, i128)>> = plan
        .agency()
        .people
        .indices()
        .map(|person| choices_of(facts, plan, person))
        .collect();
    let tries: usize = choices.iter().map(Vec::len).product();
    assert!(tries <= 200_000, "{tries} plans are too many to try");
    let phases = facts.budgets.len();
    let mut seats = vec![0; facts.programmes.len() * phases];
    let mut best = i128::MIN;
    try_from(facts, &choices, &mut seats, 0, &mut best);
    best
}

/// Goes through the choices of the people that are left, keeping the seats of those before.
pub(crate) fn try_from(
    facts: &AgencyFacts,
    choices: &[Vec<(Choice, i128)>],
    seats: &mut [u32],
    worth: i128,
    best: &mut i128,
) {
    let Some((own, rest)) = choices.split_first() else {
        if worth > *best && classes_and_money_allow(facts, seats) {
            *best = worth;
        }
        return;
    };
    let phases = facts.budgets.len();
    for (choice, value) in own {
        let cells = choice
            .iter()
            .enumerate()
            .filter_map(|(programme, phase)| Some(programme * phases + (*phase)?));
        cells.clone().for_each(|cell| seats[cell] += 1);
        try_from(facts, rest, seats, worth + value, best);
        cells.for_each(|cell| seats[cell] -= 1);
    }
}

/// The choices that break no rule about the person alone, with their worth. Each programme has
/// one phase, so nobody attends it twice.
pub(crate) fn choices_of(
    facts: &AgencyFacts,
    plan: &Plan,
    person: PersonIndex,
) -> Vec<(Choice, i128)> {
    choices_with(facts, plan, person, &[])
}

/// The same where the person may also attend some programmes, and what they require, that have
/// nothing in it for them.
pub(crate) fn choices_with(
    facts: &AgencyFacts,
    plan: &Plan,
    person: PersonIndex,
    also: &[usize],
) -> Vec<(Choice, i128)> {
    let agency = plan.agency();
    let own = &facts.people[person.position()];
    let phases = facts.budgets.len();
    // By phase, the days for which the person stays after it: none for someone who leaves before
    // its end, the most for someone whose leaving is not known.
    let stays: Vec<Option<i64>> = PHASES[..phases]
        .iter()
        .map(|(_, until)| {
            let until = parse_date(until).unwrap();
            agency
                .people
                .last_day(person)
                .map_or(Some(i64::MAX), |last| {
                    let days = (last - until).num_days();
                    (days >= 0).then_some(days)
                })
        })
        .collect();
    let mut ceiling = facts.hours_per_year * 100;
    if agency.people.status(person) == EmploymentStatus::Pppk {
        ceiling = ceiling.min(agency.regulation.pppk_maximum_hours().value().hundredths());
    }
    let may = may_attend(facts, plan, person, also);
    let mut choices = Vec::new();
    let ways = (phases + 1).pow(u32::try_from(facts.programmes.len()).unwrap());
    for way in 0..ways {
        // Digits of the number: 0 is no seat, others are phases.
        let mut digits = way;
        let choice: Choice = facts
            .programmes
            .iter()
            .map(|_| {
                let digit = digits % (phases + 1);
                digits /= phases + 1;
                digit.checked_sub(1)
            })
            .collect();
        let hours = |phase: usize| -> u32 {
            let attended = choice.iter().zip(&facts.programmes);
            attended
                .filter(|(chosen, _)| **chosen == Some(phase))
                .map(|(_, programme)| programme.hours)
                .sum()
        };
        let all: u32 = (0..phases).map(hours).sum();
        let lawful = choice.iter().enumerate().all(|(programme, chosen)| {
            let Some(phase) = *chosen else { return true };
            let earlier = facts
                .required_by(programme)
                .is_none_or(|required| choice[required].is_some_and(|other| other < phase));
            earlier && stays[phase].is_some() && may[programme]
        });
        // Both phases begin in the year of planning, so hours had count in both.
        if lawful
            && (0..phases).all(|phase| hours(phase) <= facts.hours_per_phase)
            && (all == 0 || (all + own.hours_this_year) * 100 <= ceiling)
        {
            let value = value(facts, plan, person, &choice, &stays)
                - penalty(plan, person, all + own.hours_this_year);
            choices.push((choice, value));
        }
    }
    choices
}

/// By programme, whether there is something in it for the person: a gap, hours up to the floor, or
/// what such a programme requires. Nobody sits in a class only to fill it.
fn may_attend(facts: &AgencyFacts, plan: &Plan, person: PersonIndex, also: &[usize]) -> Vec<bool> {
    let (agency, gaps, needs) = (plan.agency(), plan.gaps(), plan.gaps().needs());
    let floor = agency.regulation.pns_minimum_hours().value().hundredths();
    let had = agency.people.hours_this_year(person).hundredths();
    let pns = agency.people.status(person) == EmploymentStatus::Pns;
    let by_hours = pns && had < floor && plan.options().floor_hour_value > 0.0;
    let closes = |programme: &ProgrammeFacts| {
        needs.rows_of(person).any(|row| {
            let name = agency.framework.id(needs.competencies()[row]);
            let competency = COMPETENCIES.iter().position(|own| *own == name).unwrap();
            let needed = needs.levels()[row].steps();
            gaps.held(row)
                .zip(programme.effects[competency].as_ref())
                .is_some_and(|(held, effect)| {
                    let start = held.steps().max(effect.from_level * 30);
                    effect.gain > 0 && start < needed.min(effect.up_to_level * 30)
                })
        })
    };
    let mut may: Vec<bool> = facts
        .programmes
        .iter()
        .enumerate()
        .map(|(at, own)| by_hours || closes(own) || also.contains(&at))
        .collect();
    // Each requires the one before it, if any.
    for programme in (0..may.len()).rev() {
        if let Some(required) = facts.required_by(programme).filter(|_| may[programme]) {
            may[required] = true;
        }
    }
    may
}

/// What the hours that a person is short of the yearly floor take off.
fn penalty(plan: &Plan, person: PersonIndex, hours: u32) -> i128 {
    let agency = plan.agency();
    if agency.people.status(person) != EmploymentStatus::Pns || agency.phases.is_empty() {
        return 0;
    }
    let floor = agency.regulation.pns_minimum_hours().value().hundredths();
    let short = floor.saturating_sub(hours * 100);
    // A level is 300,000,000 units, an hour 100 hundredths.
    let hundredth = (plan.options().floor_hour_value * 3_000_000.0).round();
    i128::from(short) * hundredth as i128
}

/// Σ weight × steps closed × discount, in the order of phases and then of programmes.
pub(crate) fn value(
    facts: &AgencyFacts,
    plan: &Plan,
    person: PersonIndex,
    choice: &Choice,
    stays: &[Option<i64>],
) -> i128 {
    let (gaps, needs) = (plan.gaps(), plan.gaps().needs());
    let benefit = i64::from(plan.options().benefit_days);
    let mut value = 0;
    for row in needs.rows_of(person) {
        let Some(held) = gaps.held(row) else { continue };
        let name = plan.agency().framework.id(needs.competencies()[row]);
        let competency = COMPETENCIES.iter().position(|own| *own == name).unwrap();
        let needed = i64::from(needs.levels()[row].steps());
        let weight = i128::from(needs.weights()[row].thousandths());
        let mut level = i64::from(held.steps());
        for (phase, stays) in stays.iter().enumerate() {
            let mut factor = if phase == 0 {
                1_000
            } else {
                1_000 - 10 * facts.discount_percent
            };
            if let Some(days) = stays
                && *days < benefit
            {
                factor = factor * (days * 1_000 / benefit) / 1_000;
            }
            for (programme, chosen) in facts.programmes.iter().zip(choice) {
                let Some(effect) = &programme.effects[competency] else {
                    continue;
                };
                // A tenth of a level is 30 steps.
                let [gain, from, up_to] =
                    [effect.gain, effect.from_level, effect.up_to_level].map(|t| i64::from(t) * 30);
                if *chosen != Some(phase) || level < from || level >= up_to {
                    continue;
                }
                let after = (level + gain).min(up_to);
                let closed = after.min(needed) - level.min(needed);
                value += weight * i128::from(closed) * i128::from(factor);
                level = after;
            }
        }
    }
    value
}

/// The rules that people share: classes of a lawful size and number, and money.
pub(crate) fn classes_and_money_allow(facts: &AgencyFacts, seats: &[u32]) -> bool {
    let phases = facts.budgets.len();
    let mut spent = vec![0_i64; phases];
    for (programme, own) in facts.programmes.iter().enumerate() {
        for phase in 0..phases {
            let people = seats[programme * phases + phase];
            if people == 0 {
                continue;
            }
            // The fewest sessions are the cheapest and fill classes best.
            let sessions = people.div_ceil(own.class_max);
            if people < own.class_min * sessions
                || own.sessions_per_phase.is_some_and(|limit| sessions > limit)
                || own.by_partner && facts.partner_until < PHASES[phase].0
            {
                return false;
            }
            let price = |full: i64| {
                if own.by_partner {
                    (full * 3 + 3) / 4
                } else {
                    full
                }
            };
            spent[phase] += price(own.cost_per_session) * i64::from(sessions)
                + price(own.cost_per_seat) * i64::from(people);
        }
    }
    let (mut all, mut until) = (0, 0);
    for (spent, budget) in spent.iter().zip(&facts.budgets) {
        all += spent;
        until += budget;
        let within = if facts.carry_over {
            all <= until
        } else {
            spent <= budget
        };
        if !within {
            return false;
        }
    }
    facts.total.is_none_or(|total| all <= total)
}

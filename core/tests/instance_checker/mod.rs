//! Checks a solution of the solver's problem against its words, from the facts alone: it shares no
//! code with the solver.

use std::collections::{BTreeMap, BTreeSet};

use mahir::plan::solver::{Instance, PersonFacts, ProgrammeFacts, Solution};

/// What seats close for a person, in units of value: levels rise by phase, then programme.
pub(crate) fn closed(
    programmes: &[ProgrammeFacts],
    person: &PersonFacts<'_>,
    seats: &[(usize, usize)],
) -> i128 {
    let mut seats = seats.to_vec();
    seats.sort_by_key(|&(programme, phase)| (phase, programme));
    let mut value = 0;
    for gap in person.gaps {
        let mut level = gap.held;
        for &(programme, phase) in &seats {
            for effect in &programmes[programme].effects {
                if effect.competency == gap.competency
                    && level >= effect.from_level
                    && level < effect.up_to_level
                {
                    let after = level.saturating_add(effect.gain).min(effect.up_to_level);
                    let steps =
                        i128::from(after.min(gap.needed)) - i128::from(level.min(gap.needed));
                    value += steps * i128::from(gap.weight) * i128::from(person.factors[phase]);
                    level = after;
                }
            }
        }
    }
    value
}

/// Hours that count towards the floor and are short of it.
pub(crate) fn short(
    instance: &Instance,
    programmes: &[ProgrammeFacts],
    person: &PersonFacts<'_>,
    seats: &[(usize, usize)],
) -> i128 {
    let horizon = instance.horizon();
    let Some(year) = horizon.floor_year else {
        return 0;
    };
    let hours: u64 = seats
        .iter()
        .filter(|seat| horizon.years[seat.1] == year)
        .map(|seat| u64::from(programmes[seat.0].hours))
        .sum();
    i128::from(u64::from(person.floor).saturating_sub(hours))
}

/// Why a person may not have these seats, others aside.
pub(crate) fn fault(
    instance: &Instance,
    programmes: &[ProgrammeFacts],
    person: &PersonFacts<'_>,
    seats: &[(usize, usize)],
) -> Option<String> {
    let horizon = instance.horizon();
    let mut by_phase: BTreeMap<usize, u64> = BTreeMap::new();
    let mut by_year: BTreeMap<usize, u64> = BTreeMap::new();
    let once: BTreeSet<_> = seats.iter().map(|seat| seat.0).collect();
    if once.len() != seats.len() {
        return Some("a programme twice".to_owned());
    }
    for &(programme, phase) in seats {
        if person.factors[phase] == u16::MAX {
            return Some(format!("away in phase {phase}"));
        }
        if !person.candidates.contains(&(programme as u32)) {
            return Some(format!("not a candidate for {programme}"));
        }
        for &required in &programmes[programme].requires {
            if !seats
                .iter()
                .any(|other| other.0 == required as usize && other.1 < phase)
            {
                return Some(format!("{programme} without {required} before"));
            }
        }
        *by_phase.entry(phase).or_default() += u64::from(programmes[programme].hours);
        *by_year.entry(horizon.years[phase]).or_default() += u64::from(programmes[programme].hours);
    }
    if by_phase
        .values()
        .any(|&hours| hours > u64::from(horizon.hours_per_phase))
    {
        return Some("too many hours in a phase".to_owned());
    }
    let most = |year: usize| u64::from(person.hours_left[year]);
    by_year
        .iter()
        .any(|(&year, &hours)| hours > most(year))
        .then(|| "too many hours in a year".to_owned())
}

/// Why sessions and seats do not go together, people's own limits aside.
pub(crate) fn shared_fault(
    instance: &Instance,
    programmes: &[ProgrammeFacts],
    units: &[usize],
    seats: &[Vec<(usize, usize)>],
    sessions: impl Fn(usize, usize) -> u32,
) -> Option<String> {
    let (horizon, phases) = (instance.horizon(), instance.phases());
    let mut people: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut together: BTreeMap<(usize, usize, usize), u64> = BTreeMap::new();
    let mut cover: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (own, &unit) in seats.iter().zip(units) {
        for &(programme, phase) in own {
            *people.entry((programme, phase)).or_default() += 1;
            *together.entry((unit, programme, phase)).or_default() += 1;
            *cover.entry((unit, phase)).or_default() += u64::from(programmes[programme].hours);
        }
    }
    let mut spent = vec![0_i128; phases];
    let mut days: BTreeMap<(u32, usize), u64> = BTreeMap::new();
    for (number, programme) in programmes.iter().enumerate() {
        for (phase, spent) in spent.iter_mut().enumerate() {
            let held = u64::from(sessions(number, phase));
            let there = people.get(&(number, phase)).copied().unwrap_or(0);
            if held > u64::from(programme.sessions[phase]) {
                return Some(format!("{held} sessions of {number} in {phase}"));
            }
            if there < held * u64::from(programme.class_min)
                || there > held * u64::from(programme.class_max)
            {
                return Some(format!(
                    "{there} people in {held} sessions of {number} in {phase}"
                ));
            }
            *spent += i128::from(held) * i128::from(programme.session_price)
                + i128::from(there) * i128::from(programme.seat_price);
            *days.entry((programme.provider, phase)).or_default() +=
                held * u64::from(programme.days);
        }
    }
    for purse in &horizon.purses {
        let all: i128 = spent[purse.phases.clone()].iter().sum();
        if all > purse.rupiah {
            return Some(format!("{all} spent of {purse:?}"));
        }
    }
    for ((provider, phase), days) in days {
        if days > horizon.capacity[provider as usize * phases + phase] {
            return Some(format!("provider {provider} in {phase}"));
        }
    }
    for ((unit, phase), hours) in cover {
        if hours > instance.unit(unit).cover[phase] {
            return Some(format!("cover of {unit} in {phase}"));
        }
    }
    for ((unit, programme, phase), count) in together {
        let spare = u64::from(instance.unit(unit).spare[phase]);
        if count > spare * u64::from(sessions(programme, phase)) {
            return Some(format!("staff of {unit} in {programme}, {phase}"));
        }
    }
    None
}

/// Every limit, the objective, and that the bound is no lower.
pub(crate) fn check(instance: &Instance, solution: &Solution) {
    let programmes: Vec<_> = (0..instance.programmes())
        .map(|number| instance.programme(number))
        .collect();
    let mut objective = 0_i128;
    let mut all = Vec::new();
    let mut units = Vec::new();
    for number in 0..instance.people() {
        let seats: Vec<_> = solution.seats(number).collect();
        instance.person(number, |person| {
            let fault = fault(instance, &programmes, person, &seats);
            assert_eq!(fault, None, "person {number}");
            units.push(person.unit as usize);
            objective += closed(&programmes, person, &seats);
            objective -= short(instance, &programmes, person, &seats)
                * i128::from(instance.horizon().floor_value);
        });
        all.push(seats);
    }
    let fault = shared_fault(instance, &programmes, &units, &all, |programme, phase| {
        solution.sessions(programme, phase)
    });
    assert_eq!(fault, None);
    assert_eq!(solution.objective(), objective, "the objective");
    assert!(solution.bound() >= objective, "the bound is no lower");
}

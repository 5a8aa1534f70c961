//! Problems of the solver so small that everything can be tried.

use mahir::plan::solver::{
    EffectFacts, GapFacts, HorizonFacts, Instance, PersonFacts, ProgrammeFacts, Purse, UnitFacts,
};
use proptest::prelude::*;

use crate::instance_checker;

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) unit: u32,
    pub(crate) factors: Vec<u16>,
    pub(crate) hours_left: Vec<u32>,
    pub(crate) floor: u32,
    pub(crate) gaps: Vec<GapFacts>,
}

#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) horizon: HorizonFacts,
    pub(crate) programmes: Vec<ProgrammeFacts>,
    pub(crate) units: Vec<UnitFacts>,
    pub(crate) people: Vec<Person>,
}

impl Problem {
    pub(crate) fn build(&self) -> Instance {
        let mut builder = Instance::builder(self.horizon.clone(), self.programmes.clone()).unwrap();
        for unit in &self.units {
            builder.unit(unit).unwrap();
        }
        let all: Vec<u32> = (0..self.programmes.len() as u32).collect();
        for person in &self.people {
            builder
                .person(&PersonFacts {
                    unit: person.unit,
                    factors: &person.factors,
                    hours_left: &person.hours_left,
                    floor: person.floor,
                    gaps: &person.gaps,
                    candidates: &all,
                })
                .unwrap();
        }
        builder.build()
    }
}

pub(crate) const PHASES: usize = 2;

prop_compose! {
    fn effect(competency: u16)(gain in 1_u16..500, from_level in 0_u16..700, more in 1_u16..1_200) -> EffectFacts {
        // Every second effect works from any level.
        let from_level = if gain % 2 == 0 { 0 } else { from_level };
        EffectFacts { competency, gain, from_level, up_to_level: from_level + more }
    }
}

prop_compose! {
    fn programme(number: u32)(
        hours in prop::sample::select(vec![0_u32, 300, 800, 1_600, 2_500]),
        class_min in prop::sample::select(vec![1_u32, 1, 2]), more in 0_u32..3, session_price in 0_i64..60, seat_price in 0_i64..20,
        days in 1_u32..4, provider in 0_u32..2,
        sessions in prop::collection::vec(prop::sample::select(vec![0_u32, 1, 2, 3, u32::MAX, u32::MAX]), PHASES),
        first in prop::option::weighted(0.8, effect(0)), second in prop::option::of(effect(1)),
        requires in any::<bool>(),
    ) -> ProgrammeFacts {
        ProgrammeFacts {
            hours, class_min, class_max: class_min + more, session_price, seat_price, days, provider,
            sessions, effects: first.into_iter().chain(second).collect(),
            requires: if requires && number > 0 { vec![number - 1] } else { Vec::new() },
        }
    }
}

prop_compose! {
    pub(crate) fn person()(
        unit in 0_u32..2, pair in (0_u16..1_001, 0_u16..1_001), leaves in 1_usize..6,
        left in prop::sample::select(vec![800_u32, 2_400, 8_000]),
        floor in prop::sample::select(vec![0_u32, 2_000]),
        gaps in prop::collection::vec((0_u16..900, 1_u16..900, 1_u32..3_000), 2),
    ) -> Person {
        let high = pair.0.max(pair.1);
        let factors = vec![high, if leaves == 1 { u16::MAX } else { pair.0.min(pair.1) }];
        let gaps = gaps.into_iter().enumerate().map(|(competency, (held, more, weight))| GapFacts {
            competency: competency as u16, held, needed: held + more, weight,
        }).collect();
        Person { unit, factors, hours_left: vec![left, left], floor, gaps }
    }
}

prop_compose! {
    pub(crate) fn problems()(
        two_years in any::<bool>(), purses in prop::collection::vec(0_i128..200, PHASES), total in 0_i128..300,
        hours_per_phase in prop::sample::select(vec![1_000_u32, 2_500, 4_000]),
        floor_value in prop::sample::select(vec![0_i64, 1_000, 3_000_000]),
        capacity in prop::collection::vec(prop::sample::select(vec![2_u64, 5, u64::MAX, u64::MAX]), 2 * PHASES),
        programmes in (programme(0), programme(1), programme(2)),
        units in prop::collection::vec((prop::sample::select(vec![900_u64, 3_000, 9_000]), prop::sample::select(vec![0_u32, 1, 2, u32::MAX, u32::MAX])), 2),
        mut people in prop::collection::vec(person(), 1..4),
    ) -> Problem {
        people.sort_by_key(|person| person.unit);
        for person in &mut people {
            person.hours_left.truncate(1 + usize::from(two_years));
        }
        let horizon = HorizonFacts {
            years: vec![0, usize::from(two_years)],
            purses: purses.iter().enumerate().map(|(phase, &rupiah)| Purse { phases: phase..phase + 1, rupiah })
                .chain([Purse { phases: 0..PHASES, rupiah: total }]).collect(),
            hours_per_phase, floor_year: Some(0), floor_value, capacity,
        };
        Problem {
            horizon,
            programmes: vec![programmes.0, programmes.1, programmes.2],
            units: units.into_iter().map(|(cover, spare)| UnitFacts { cover: vec![cover; PHASES], spare: vec![spare; PHASES] }).collect(),
            people,
        }
    }
}

/// Programmes with phases.
pub(crate) type Seats = Vec<(usize, usize)>;

/// The best objective of all lawful plans, by trying every one.
pub(crate) fn optimum(problem: &Problem, instance: &Instance) -> i128 {
    // The programmes as they were asked for, not as the instance closed them.
    let programmes = &problem.programmes;
    let all: Vec<u32> = (0..programmes.len() as u32).collect();
    let mut choices: Vec<Vec<(i128, Seats)>> = Vec::new();
    for person in &problem.people {
        let facts = PersonFacts {
            unit: person.unit,
            factors: &person.factors,
            hours_left: &person.hours_left,
            floor: person.floor,
            gaps: &person.gaps,
            candidates: &all,
        };
        let mut own = Vec::new();
        for code in 0..(PHASES + 1).pow(programmes.len() as u32) {
            let mut rest = code;
            let mut seats = Vec::new();
            for programme in 0..programmes.len() {
                let phase = rest % (PHASES + 1);
                rest /= PHASES + 1;
                if phase < PHASES {
                    seats.push((programme, phase));
                }
            }
            if instance_checker::fault(instance, programmes, &facts, &seats).is_none() {
                let short = instance_checker::short(instance, programmes, &facts, &seats);
                let worth = instance_checker::closed(programmes, &facts, &seats)
                    - short * i128::from(problem.horizon.floor_value);
                own.push((worth, seats));
            }
        }
        choices.push(own);
    }
    let units: Vec<usize> = problem
        .people
        .iter()
        .map(|person| person.unit as usize)
        .collect();
    let mut best = i128::MIN;
    let mut at = vec![0; choices.len()];
    loop {
        let worth: i128 = at.iter().zip(&choices).map(|(&at, own)| own[at].0).sum();
        if worth > best {
            let seats: Vec<_> = at
                .iter()
                .zip(&choices)
                .map(|(&at, own)| own[at].1.clone())
                .collect();
            if with_sessions(problem, instance, &units, &seats) {
                best = worth;
            }
        }
        let Some(place) = (0..at.len()).find(|&place| at[place] + 1 < choices[place].len()) else {
            return best;
        };
        at[place] += 1;
        at[..place].fill(0);
    }
}

/// Whether some numbers of sessions carry the seats: the fewest that hold them, or more where
/// units can spare few at once.
fn with_sessions(
    problem: &Problem,
    instance: &Instance,
    units: &[usize],
    seats: &[Vec<(usize, usize)>],
) -> bool {
    let mut sessions = vec![0_u32; problem.programmes.len() * PHASES];
    for (number, programme) in problem.programmes.iter().enumerate() {
        for phase in 0..PHASES {
            let there = |unit: Option<usize>| {
                let own = seats
                    .iter()
                    .zip(units)
                    .filter(|(_, other)| unit.is_none_or(|unit| unit == **other));
                own.filter(|(seats, _)| seats.contains(&(number, phase)))
                    .count() as u32
            };
            let mut least = there(None).div_ceil(programme.class_max);
            for (unit, facts) in problem.units.iter().enumerate() {
                least = least.max(there(Some(unit)).div_ceil(facts.spare[phase].max(1)));
            }
            sessions[number * PHASES + phase] = least;
        }
    }
    let held = |programme: usize, phase: usize| sessions[programme * PHASES + phase];
    instance_checker::shared_fault(instance, &problem.programmes, units, seats, held).is_none()
}

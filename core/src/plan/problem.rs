//! An agency's gaps as the solver's problem, and its solution as a plan.

use super::instance::{AWAY, Horizon, Instance, most_lift};
use super::solver::{
    self, EffectFacts, ExtraFacts, GapFacts, HorizonFacts, InstanceError, Multipliers, PersonFacts,
    ProgrammeFacts, Purse, Solution, SolveOptions, UnitFacts,
};
use super::state::State;
use super::{fairness, greedy, promise};
use crate::words::id::Index;
use crate::words::watch::Watch;

/// The most hundredths of an hour that the solver takes for a programme; nobody has as many.
const MOST_HOURS: u32 = 1 << 24;

/// The solver's problem, with people in the order of their units.
pub(super) struct Problem {
    solver: solver::Instance,
    /// By person of the solver: the agency's.
    people: Vec<u32>,
}

impl Problem {
    pub(super) fn of(instance: &Instance) -> Result<Self, InstanceError> {
        let phases = instance.phases();
        let facts = horizon(instance, &instance.horizon);
        let mut builder = solver::Instance::builder(facts, programmes(instance))?;
        let units = instance.people.cover.len().checked_div(phases).unwrap_or(0);
        for unit in 0..units {
            let row = unit * phases..(unit + 1) * phases;
            let spare = instance.people.spare[row.clone()].iter();
            builder.unit(&UnitFacts {
                cover: instance.people.cover[row].to_vec(),
                spare: spare
                    .map(|&spare| match spare {
                        0 => 0,
                        _ if !instance.spare_staff_per_session => u32::MAX,
                        spare => spare,
                    })
                    .collect(),
            })?;
        }
        // People are numbered by 32 bits. Without phases there are no units to be told apart.
        let mut people: Vec<u32> = (0..instance.people.len() as u32).collect();
        people.sort_by_key(|&person| instance.people.units[person as usize]);
        if units == 0 {
            people.clear();
        }
        let years = instance.horizon.years.len();
        let lifts = fairness::lifts(&instance.floors, instance.people.len());
        let (mut gaps, mut candidates) = (Vec::new(), Vec::new());
        for &person in &people {
            let at = person as usize;
            gaps.clear();
            let lift = |weight: u32| {
                let lifted = u64::from(weight) * u64::from(lifts[at]);
                // A weight beyond 32 bits is told by the builder as one beyond its limit.
                u32::try_from(lifted.div_ceil(u64::from(fairness::ONE))).unwrap_or(u32::MAX)
            };
            gaps.extend(instance.people.gaps.of(at).map(|row| GapFacts {
                // Competencies of a framework are far fewer than 2^16; the builder checks order.
                competency: instance.people.gaps.competencies[row].position() as u16,
                held: instance.people.gaps.held[row],
                needed: instance.people.gaps.needed[row],
                weight: lift(instance.people.gaps.weights[row]),
            }));
            find_candidates(instance, at, &mut candidates);
            builder.person(&PersonFacts {
                unit: instance.people.units[at],
                factors: &instance.people.factors[at * phases..(at + 1) * phases],
                hours_left: &instance.people.hours_left[at * years..(at + 1) * years],
                floor: instance.people.below_floor[at],
                gaps: &gaps,
                candidates: &candidates,
            })?;
        }
        if let Some(extras) = extras(instance, &people) {
            builder.extras(&extras)?;
        }
        Ok(Self {
            solver: builder.build(),
            people,
        })
    }

    /// The people of the agency, in the order of the solver's.
    pub(super) fn people(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.people.iter().map(|&person| person as usize)
    }

    /// The prices of a solution.
    pub(super) fn multipliers(&self, solution: &Solution) -> Multipliers {
        solution.multipliers(&self.solver)
    }

    /// What no plan can exceed, by given prices alone.
    pub(super) fn bound_at(&self, multipliers: &Multipliers) -> i128 {
        solver::bound_at(&self.solver, multipliers)
    }

    /// An earlier plan as one of this problem, to begin with: by person of the agency, what they
    /// attend, and by cell the sessions.
    pub(super) fn earlier(
        &self,
        instance: &Instance,
        attended: &[Vec<(usize, usize)>],
        sessions: &[u32],
        multipliers: &Multipliers,
    ) -> Solution {
        Solution::of_seats(
            &self.solver,
            self.people().map(|person| attended[person].clone()),
            |programme, phase| sessions[instance.cell(programme, phase)],
        )
        .with_prices(&self.solver, multipliers)
    }

    /// The solver's answer, no worse than the greedy rule's, and its bound; from the prices and the
    /// seats of a solution for less or other money, if there is one.
    pub(super) fn solve<'a>(
        &self,
        instance: &'a Instance,
        options: &SolveOptions,
        earlier: Option<&Solution>,
        watch: &dyn Watch,
    ) -> (State<'a>, Solution) {
        let greedy = greedy::solve(instance);
        let start = Solution::of_seats(
            &self.solver,
            self.people.iter().map(|&person| {
                let seats = greedy.attended[person as usize].iter();
                seats.map(|&cell| greedy.split(cell)).collect()
            }),
            |programme, phase| greedy.sessions[instance.cell(programme, phase)],
        );
        let starts: Vec<Solution> = earlier.into_iter().cloned().chain([start]).collect();
        let solution = solver::solve_from(&self.solver, options, &starts, watch);
        let state = self.state(instance, &solution);
        // A greedy plan that the solver cannot seat in its own order is still a plan.
        let rank = |state: &State<'_>| {
            let unmet = promise::unmet(state).len();
            (std::cmp::Reverse(unmet), state.lifted_objective())
        };
        if rank(&state) < rank(&greedy) {
            return (greedy, solution);
        }
        (state, solution)
    }

    /// What no plan can exceed, without a plan; from earlier prices, if there are any.
    pub(super) fn prove(
        &self,
        options: &SolveOptions,
        earlier: Option<&Multipliers>,
        watch: &dyn Watch,
    ) -> Solution {
        solver::prove(&self.solver, options, earlier, watch)
    }

    fn state<'a>(&self, instance: &'a Instance, solution: &Solution) -> State<'a> {
        let mut state = State::new(instance);
        for programme in 0..instance.offers.len() {
            for phase in 0..instance.phases() {
                // Cells are numbered by 32 bits, which was checked.
                let cell = instance.cell(programme, phase) as u32;
                for _ in 0..solution.sessions(programme, phase) {
                    state.open(cell);
                }
            }
        }
        for (at, &person) in self.people.iter().enumerate() {
            for (programme, phase) in solution.seats(at) {
                state.seat(person as usize, instance.cell(programme, phase) as u32);
            }
        }
        state
    }
}

/// Far more than a plan closes: a promise comes before everything else.
const PROMISE: i64 = 1 << 46;

/// What counts beside gaps and hours; `None` if nothing does.
fn extras(instance: &Instance, people: &[u32]) -> Option<ExtraFacts> {
    let (required, kept) = (&instance.required, &instance.kept);
    let promised = fairness::promised(&instance.floors);
    let values = &instance.values;
    if required.is_empty() && kept.weight == 0 && promised == 0 && values.is_empty() {
        return None;
    }
    // A thousand levels at most, which was checked.
    let weight = i64::try_from(kept.weight).unwrap_or(i64::MAX);
    let phases = instance.phases();
    let mut place = vec![0_u32; instance.people.len()];
    for (at, &person) in (0_u32..).zip(people) {
        place[person as usize] = at;
    }
    // A kept seat gives back what it would cost to take, and what it would cost to give up.
    let worth = |person: usize, cell: usize| {
        // At most a thousand levels for each time that a pair is named; the builder checks it.
        let own = values.seat(person, cell / phases);
        let own = i64::try_from(own).unwrap_or(i64::MAX / 4);
        own + if kept.had(person, cell) {
            weight
        } else {
            -weight
        }
    };
    let mut seats = Vec::new();
    let mut add = |person: usize, cell: usize, value: i64| {
        // Cells are numbered by 32 bits, which was checked.
        let (programme, phase) = ((cell / phases) as u32, (cell % phases) as u32);
        seats.push((place[person], programme, phase, value));
    };
    let is_required =
        |person: usize, cell: usize| required.pairs.contains(&(person, cell / phases));
    for (person, cell) in kept.seats() {
        if !is_required(person, cell) && values.seat(person, cell / phases) == 0 {
            add(person, cell, worth(person, cell));
        }
    }
    for (person, programme, _) in values.all() {
        for phase in 0..phases {
            let cell = instance.cell(programme, phase);
            if !is_required(person, cell) {
                add(person, cell, worth(person, cell));
            }
        }
    }
    for &(person, programme) in &required.pairs {
        for phase in 0..phases {
            let cell = instance.cell(programme, phase);
            add(person, cell, PROMISE + worth(person, cell));
        }
    }
    let promises = i128::from(PROMISE) * required.seats() as i128;
    let given_up = kept.weight * kept.seats().len() as i128;
    Some(ExtraFacts {
        any_seat: -weight,
        seats,
        promise: PROMISE,
        people: required
            .people
            .iter()
            .map(|&person| place[person])
            .collect(),
        programmes: required.programmes.iter().map(|&own| own as u32).collect(),
        constant: promises + given_up + promised,
    })
}

/// By cell, whether a session could ever be held with the money of a horizon.
pub(super) fn open_cells(instance: &Instance, money: &Horizon) -> Result<Vec<bool>, InstanceError> {
    let facts = horizon(instance, money);
    let solver = solver::Instance::builder(facts, programmes(instance))?.build();
    Ok((0..solver.programmes())
        .flat_map(|programme| solver.programme(programme).sessions)
        .map(|sessions| sessions > 0)
        .collect())
}

fn horizon(instance: &Instance, horizon: &Horizon) -> HorizonFacts {
    let mut purses = Vec::new();
    let mut sum = 0_i128;
    for (phase, facts) in horizon.phases.iter().enumerate() {
        sum += facts.budget;
        // What earlier phases leave may be spent later, or may not.
        let (from, rupiah) = if horizon.carry_over {
            (0, sum)
        } else {
            (phase, facts.budget)
        };
        purses.push(Purse {
            phases: from..phase + 1,
            rupiah,
        });
    }
    if horizon.total < sum {
        purses.push(Purse {
            phases: 0..horizon.phases.len(),
            rupiah: horizon.total,
        });
    }
    HorizonFacts {
        years: horizon.phases.iter().map(|phase| phase.year).collect(),
        purses,
        hours_per_phase: horizon.hours_per_phase,
        floor_year: horizon.floor_year,
        // At most a thousand levels an hour, which was checked.
        floor_value: i64::try_from(instance.floor_value).unwrap_or(i64::MAX),
        capacity: instance
            .offers
            .capacity
            .iter()
            .map(|capacity| capacity.unwrap_or(u64::MAX))
            .collect(),
    }
}

fn programmes(instance: &Instance) -> Vec<ProgrammeFacts> {
    let offers = &instance.offers;
    let phases = instance.phases();
    (0..offers.len())
        .map(|programme| {
            let mut sessions =
                offers.sessions[programme * phases..(programme + 1) * phases].to_vec();
            let hours = offers.hours[programme];
            if hours > MOST_HOURS || instance.forbidden.programme(programme) {
                sessions.fill(0);
            }
            ProgrammeFacts {
                hours: hours.min(MOST_HOURS),
                class_min: offers.class_min[programme],
                class_max: offers.class_max[programme],
                session_price: offers.session_price[programme],
                seat_price: offers.seat_price[programme],
                days: offers.days[programme],
                provider: u32::try_from(offers.provider[programme]).unwrap_or(u32::MAX),
                sessions,
                effects: offers.effects[programme]
                    .iter()
                    .map(|effect| EffectFacts {
                        competency: effect.competency.position() as u16,
                        gain: effect.gain.steps(),
                        from_level: effect.from_level.steps(),
                        up_to_level: effect.up_to_level.steps(),
                    })
                    .collect(),
                requires: offers.prerequisites[programme]
                    .iter()
                    .map(|&other| other as u32)
                    .collect(),
            }
        })
        .collect()
}

/// What a person may attend: what closes a gap of theirs, what that requires, and, for hours up
/// to the floor, everything.
fn find_candidates(instance: &Instance, person: usize, candidates: &mut Vec<u32>) {
    let offers = &instance.offers;
    candidates.clear();
    let phases = instance.phases();
    let factors = &instance.people.factors[person * phases..(person + 1) * phases];
    let forbidden = &instance.forbidden;
    if factors.iter().all(|&factor| factor == AWAY) || forbidden.person(person) {
        return;
    }
    let required = &instance.required;
    let for_hours = instance.people.below_floor[person] > 0 && instance.floor_value > 0;
    if for_hours || required.people.contains(&person) {
        candidates.extend(0..offers.len() as u32);
        leave_out(instance, person, candidates);
        return;
    }
    candidates.extend(required.programmes_of(person).map(|own| own as u32));
    let valued = instance.values.of_person(person);
    candidates.extend(
        valued
            .filter(|&(_, value)| value > 0)
            .map(|(own, _)| own as u32),
    );
    let gaps = &instance.people.gaps;
    for row in gaps.of(person) {
        let competency = gaps.competencies[row];
        for &programme in offers.on(competency) {
            let mut effects = offers.effects[programme].iter();
            let lifts = effects.any(|effect| {
                effect.competency == competency
                    && most_lift(effect, gaps.held[row], gaps.needed[row]) > 0
            });
            if lifts {
                candidates.push(programme as u32);
            }
        }
    }
    let mut at = 0;
    candidates.sort_unstable();
    candidates.dedup();
    // Nobody sits in what only a forbidden programme would require.
    leave_out(instance, person, candidates);
    while let Some(&programme) = candidates.get(at) {
        for &required in &offers.prerequisites[programme as usize] {
            if !candidates.contains(&(required as u32)) {
                candidates.push(required as u32);
            }
        }
        at += 1;
    }
    candidates.sort_unstable();
}

/// Takes out what a person is not to attend, and what cannot be attended without it.
///
/// Chains are followed through all programmes, so it does not matter whether those that are
/// required are among the candidates yet.
fn leave_out(instance: &Instance, person: usize, candidates: &mut Vec<u32>) {
    let forbidden = &instance.forbidden;
    if forbidden.is_empty() {
        return;
    }
    let closed = |at: usize| forbidden.programme(at) || forbidden.seat(person, at);
    candidates.retain(|&programme| {
        let chain = instance.chain(programme as usize);
        !chain.into_iter().any(closed)
    });
}

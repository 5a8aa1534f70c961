//! The relaxed problem as columns: who could gain what from which programme, in which phases.

use super::super::instance::{Instance, most_lift};

/// A limit of money: the phases whose spending counts, and how much they may spend.
pub(super) struct Purse {
    pub(super) phases: std::ops::Range<usize>,
    pub(super) rupiah: i128,
}

pub(super) struct Problem<'a> {
    pub(super) instance: &'a Instance,
    pub(super) phases: usize,
    /// By person: where the items start; one more entry than people.
    pub(super) starts: Vec<usize>,
    /// By item: the programme.
    pub(super) programmes: Vec<u32>,
    /// By item: where the lifts start; one more entry than items.
    pub(super) lift_starts: Vec<usize>,
    /// By lift: the row of the gap.
    pub(super) lift_rows: Vec<u32>,
    /// By lift: the most steps.
    pub(super) lift_steps: Vec<u16>,
    /// By cell: whether anybody can have the programme in the phase.
    pub(super) open: Vec<bool>,
    pub(super) purses: Vec<Purse>,
    /// By programme: what a seat costs at least, as numerator over people.
    pub(super) seat: Vec<(i128, i128)>,
    /// By cell: seats, if limited.
    pub(super) seats: Vec<Option<i128>>,
}

impl<'a> Problem<'a> {
    pub(super) fn of(instance: &'a Instance) -> Self {
        let (offers, phases) = (&instance.offers, instance.phases());
        let purses = purses(instance);
        // A session that a purse cannot pay for is not held.
        let mut open = open_cells(instance);
        for (cell, open) in open.iter_mut().enumerate() {
            let (programme, phase) = (cell / phases, cell % phases);
            let least = offers.cost(programme, 1, offers.class_min[programme]);
            let mut own = purses.iter().filter(|purse| purse.phases.contains(&phase));
            *open &= own.all(|purse| least <= purse.rupiah);
        }
        let mut problem = Self {
            instance,
            phases,
            starts: vec![0],
            programmes: Vec::new(),
            lift_starts: vec![0],
            lift_rows: Vec::new(),
            lift_steps: Vec::new(),
            seats: (0..open.len())
                .map(|cell| {
                    let sessions = offers.sessions[cell];
                    let size = i128::from(offers.class_max[cell / phases]);
                    (sessions < u32::MAX).then(|| i128::from(sessions) * size)
                })
                .collect(),
            open,
            // Where there is nothing, only what is free is open; it needs no price.
            purses: purses
                .into_iter()
                .filter(|purse| purse.rupiah > 0)
                .collect(),
            seat: Vec::new(),
        };
        problem.fill();
        let mut candidates = vec![0_u64; offers.len()];
        for &programme in &problem.programmes {
            candidates[programme as usize] += 1;
        }
        problem.seat = candidates
            .into_iter()
            .enumerate()
            .map(|(programme, count)| cheapest_seat(instance, programme, count))
            .collect();
        problem
    }

    /// How many people there are.
    pub(super) fn people(&self) -> usize {
        self.instance.people.len()
    }

    /// The items of a person.
    pub(super) fn items(&self, person: usize) -> std::ops::Range<usize> {
        self.starts[person]..self.starts[person + 1]
    }

    /// Lists the items of each person in turn.
    fn fill(&mut self) {
        let (offers, gaps) = (&self.instance.offers, &self.instance.people.gaps);
        let mut own: Vec<usize> = Vec::new();
        for person in 0..self.people() {
            own.clear();
            own.extend(
                gaps.of(person)
                    .flat_map(|row| offers.on(gaps.competencies[row])),
            );
            own.sort_unstable();
            own.dedup();
            for &programme in &own {
                if !(0..self.phases).any(|phase| self.can_attend(person, programme, phase)) {
                    continue;
                }
                let before = self.lift_rows.len();
                for effect in &offers.effects[programme] {
                    let Some(row) = gaps.find(person, effect.competency) else {
                        continue;
                    };
                    let most = most_lift(effect, gaps.held[row], gaps.needed[row]);
                    if most > 0 {
                        // Rows and programmes are numbered by 32 bits.
                        self.lift_rows.push(row as u32);
                        self.lift_steps.push(most);
                    }
                }
                if self.lift_rows.len() > before {
                    self.programmes.push(programme as u32);
                    self.lift_starts.push(self.lift_rows.len());
                }
            }
            self.starts.push(self.programmes.len());
        }
    }

    /// Whether a person can have a programme in a phase, for all that their own facts say.
    pub(super) fn can_attend(&self, person: usize, programme: usize, phase: usize) -> bool {
        let instance = self.instance;
        let hours = instance.offers.hours[programme];
        let years = instance.horizon.years.len();
        let year = instance.horizon.phases[phase].year;
        self.open[programme * self.phases + phase]
            && instance.factor(person, phase).is_some()
            && instance.spare(person, phase) > 0
            && hours <= instance.horizon.hours_per_phase
            && hours <= instance.people.hours_left[person * years + year]
    }
}

/// By cell: whether a session can be held at all. A programme that requires others can be had in
/// the phases after the first in which those can.
fn open_cells(instance: &Instance) -> Vec<bool> {
    let (offers, phases) = (&instance.offers, instance.phases());
    let first_open = |programme: usize, from: usize| {
        (from..phases).find(|&phase| offers.sessions[instance.cell(programme, phase)] > 0)
    };
    let mut earliest: Vec<usize> = (0..offers.len())
        .map(|programme| first_open(programme, 0).unwrap_or(phases))
        .collect();
    // Each pass settles one more link of every chain, and no chain is longer than the phases.
    for _ in 0..phases {
        let before = earliest.clone();
        for programme in 0..offers.len() {
            for &required in &offers.prerequisites[programme] {
                let from = earliest[required] + 1;
                if earliest[programme] < from {
                    earliest[programme] = first_open(programme, from).unwrap_or(phases);
                }
            }
        }
        if earliest == before {
            break;
        }
    }
    (0..offers.sessions.len())
        .map(|cell| offers.sessions[cell] > 0 && cell % phases >= earliest[cell / phases])
        .collect()
}

/// The limits of money: each phase alone or with those before it, and all together.
fn purses(instance: &Instance) -> Vec<Purse> {
    let horizon = &instance.horizon;
    let mut purses = Vec::new();
    let mut sum = 0;
    for (phase, facts) in horizon.phases.iter().enumerate() {
        sum += facts.budget;
        let (from, rupiah) = if horizon.carry_over {
            (0, sum)
        } else {
            (phase, facts.budget)
        };
        let rupiah = rupiah.min(horizon.total);
        purses.push(Purse {
            phases: from..phase + 1,
            rupiah,
        });
    }
    if !horizon.carry_over && horizon.total < sum {
        purses.push(Purse {
            phases: 0..horizon.phases.len(),
            rupiah: horizon.total,
        });
    }
    purses
}

/// What a seat of one who gains costs at least, in the fullest class that those who could gain
/// can make: with fewer than the smallest class, the seats of those who fill it up are paid too.
fn cheapest_seat(instance: &Instance, programme: usize, candidates: u64) -> (i128, i128) {
    let offers = &instance.offers;
    let largest = u64::from(offers.class_max[programme]);
    let people = candidates.clamp(1, largest.max(1));
    let seats = people.max(u64::from(offers.class_min[programme]));
    let full = i128::from(offers.seat_price[programme]) * i128::from(seats)
        + i128::from(offers.session_price[programme]);
    (full, i128::from(people))
}

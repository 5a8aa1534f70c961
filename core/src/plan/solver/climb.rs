//! Looking for which sessions to hold, each choice judged by what it would allow.
//!
//! With the sessions given, the bound of [`super::split`] is close to the best plan that holds
//! them, and from the prices of a like choice a few rounds settle it. It only falls from round to
//! round, so a choice that is worse is let go as soon as its bound says so, often after one. What
//! is chosen is a packing of large things into the money of each phase, where one thing fits only
//! if another goes: sessions move to another phase, trade phases, give way to others. A choice
//! that allows less is followed at first now and then, and seldom towards the end (simulated
//! annealing, Kirkpatrick, Gelatt & Vecchi 1983).

use super::dual::Care;
use super::instance::Instance;
use super::limits::Limits;
use super::split::{Point, Split};
use crate::words::splitmix::SplitMix64;

/// Sessions to hold, and what they allow.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// By cell; of cheap programmes none are counted.
    pub(super) sessions: Vec<u32>,
    /// What no plan with these sessions can pass, with the constant of the floors.
    pub(super) most: i128,
    /// Prices that say so.
    pub(super) point: Point,
}

/// Whether a session of a programme costs next to nothing beside its seats, so that one is held
/// wherever somebody comes.
pub(super) fn is_cheap(instance: &Instance, programme: usize) -> bool {
    instance.class_min[programme] <= 1
        && instance.session_price[programme] <= instance.seat_price[programme].saturating_mul(2)
}

/// The walk from choice to choice.
pub(super) struct Climb<'a> {
    instance: &'a Instance,
    pub(super) split: Split<'a>,
    pub(super) current: Choice,
    /// Cells whose sessions are chosen.
    dear: Vec<usize>,
    care: Care,
    /// Rounds so far.
    pub(super) rounds: u64,
}

/// Rounds after which a choice that is not worse is taken for good.
const ROUNDS: u32 = 120;

impl<'a> Climb<'a> {
    /// Begins at given sessions, with the prices that a split has come to.
    pub(super) fn new(
        instance: &'a Instance,
        mut split: Split<'a>,
        sessions: &[u32],
        care: Care,
    ) -> Self {
        let phases = instance.phases;
        let dear = (0..instance.cells())
            .filter(|&cell| {
                let programme = cell / phases;
                let held = &split.held[programme * phases..(programme + 1) * phases];
                !is_cheap(instance, programme)
                    && (sessions[programme * phases..(programme + 1) * phases]
                        .iter()
                        .any(|&held| held > 0)
                        || held.iter().sum::<f64>() > 0.02)
                    && split.limits.cells[cell].1 > 0
            })
            .collect();
        let point = split.point();
        split.limits = Limits::all(instance);
        let mut climb = Self {
            instance,
            split,
            current: Choice {
                sessions: vec![0; instance.cells()],
                most: i128::MAX,
                point,
            },
            dear,
            care,
            rounds: 0,
        };
        for &cell in &climb.dear {
            climb.current.sessions[cell] = sessions[cell];
        }
        climb.current.most = climb.judge(&climb.current.clone(), i128::MIN, 60);
        climb.current.point = climb.split.point();
        climb
    }

    /// What a choice allows, or how little if it is less than that.
    fn judge(&mut self, choice: &Choice, least: i128, rounds: u32) -> i128 {
        self.split.start_at(&choice.point);
        self.split.limits = self.limits(&choice.sessions);
        for round in 0..rounds {
            self.split
                .round(self.care, 0.3 / (1.0 + 0.2 * f64::from(round)));
            self.rounds += 1;
            if self.split.bound <= least {
                break;
            }
        }
        self.split.bound
    }

    /// Prices at which a choice allows least, after so many rounds.
    pub(super) fn settle(&mut self, choice: &Choice, rounds: u32) {
        self.judge(choice, i128::MIN, rounds);
    }

    fn limits(&self, sessions: &[u32]) -> Limits {
        let mut limits = Limits::all(self.instance);
        for (cell, limit) in limits.cells.iter_mut().enumerate() {
            if !is_cheap(self.instance, cell / self.instance.phases) {
                *limit = (sessions[cell], sessions[cell]);
            }
        }
        limits
    }

    /// Goes to a neighbour at random if that allows no more than `slack` less; gives whether it
    /// went.
    pub(super) fn step(&mut self, slack: i128, random: &mut SplitMix64) -> bool {
        let Some(sessions) = self.neighbour(random) else {
            return false;
        };
        let next = Choice {
            sessions,
            most: 0,
            point: self.current.point.clone(),
        };
        let least = self.current.most.saturating_sub(slack);
        let most = self.judge(&next, least, ROUNDS);
        if most <= least {
            return false;
        }
        self.current = Choice {
            most,
            point: self.split.point(),
            ..next
        };
        true
    }

    fn neighbour(&self, random: &mut SplitMix64) -> Option<Vec<u32>> {
        let phases = self.instance.phases;
        let mut sessions = self.current.sessions.clone();
        let held: Vec<usize> = self
            .dear
            .iter()
            .copied()
            .filter(|&cell| sessions[cell] > 0)
            .collect();
        if self.dear.is_empty() {
            return None;
        }
        let opened = self.dear[random.below(self.dear.len())];
        let kind = random.below(20);
        if held.is_empty() || kind < 3 {
            sessions[opened] += 1;
        } else {
            let one = held[random.below(held.len())];
            let other = held[random.below(held.len())];
            sessions[one] -= 1;
            match kind {
                3..9 => sessions[one - one % phases + random.below(phases)] += 1,
                9..14 if one != other => {
                    sessions[other] -= 1;
                    sessions[one - one % phases + other % phases] += 1;
                    sessions[other - other % phases + one % phases] += 1;
                }
                14..17 => sessions[opened] += 1,
                17..19 if one != other => {
                    // Two for one, and one to another phase.
                    sessions[other] -= 1;
                    sessions[other - other % phases + random.below(phases)] += 1;
                    sessions[opened] += 1;
                }
                _ => {}
            }
        }
        (sessions != self.current.sessions && self.can_be_held(&sessions)).then_some(sessions)
    }

    /// Whether money, providers and limits allow sessions with the fewest people in each.
    fn can_be_held(&self, sessions: &[u32]) -> bool {
        let instance = self.instance;
        let phases = instance.phases;
        let within = self
            .dear
            .iter()
            .all(|&cell| sessions[cell] <= self.split.limits_of_all(cell));
        let paid = instance.purses().iter().all(|purse| {
            let cost = self
                .dear
                .iter()
                .filter(|&&cell| sessions[cell] > 0 && purse.phases.contains(&(cell % phases)));
            let cost: i128 = cost
                .map(|&cell| {
                    let programme = cell / phases;
                    let people = instance.class_min[programme].saturating_mul(sessions[cell]);
                    instance.cost(programme, sessions[cell], people)
                })
                .sum();
            cost <= purse.rupiah
        });
        let mut days = instance.horizon.capacity.clone();
        let kept = (0..instance.programmes()).all(|programme| {
            let own = programme * phases..(programme + 1) * phases;
            let held = |sessions: &[u32]| sessions[own.clone()].iter().any(|&held| held > 0);
            !instance.is_promised(programme) || held(sessions) || !held(&self.current.sessions)
        });
        within
            && paid
            && kept
            && self.dear.iter().all(|&cell| {
                let programme = cell / phases;
                let place = instance.provider[programme] as usize * phases + cell % phases;
                let taken = u64::from(instance.days[programme]) * u64::from(sessions[cell]);
                let enough = taken <= days[place];
                if days[place] < u64::MAX {
                    days[place] = days[place].saturating_sub(taken);
                }
                enough
            })
    }
}

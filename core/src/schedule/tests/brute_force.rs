//! The best schedule of a tiny problem, by trying all.

use super::super::problem::{Group, Problem};
use super::super::state::Held;
use super::rules::broken;

/// What a schedule costs, from what is held.
type Cost<'c> = dyn FnMut(&[Vec<Held>]) -> u64 + 'c;

struct Search<'p> {
    problem: &'p Problem,
    held: Vec<Vec<Held>>,
    /// What the best schedule so far costs.
    least: u64,
    /// What a schedule costs; without it the attendances lost.
    cost: Option<&'p mut Cost<'p>>,
}

/// The fewest attendances, weighted as the search weighs them, that any lawful schedule loses.
pub(super) fn least_lost(problem: &Problem) -> u64 {
    search(problem, None)
}

/// The least that any lawful schedule costs.
pub(super) fn least<'p>(problem: &'p Problem, cost: &'p mut Cost<'p>) -> u64 {
    search(problem, Some(cost))
}

fn search<'p>(problem: &'p Problem, cost: Option<&'p mut Cost<'p>>) -> u64 {
    let mut search = Search {
        problem,
        held: vec![Vec::new(); problem.groups.len()],
        least: u64::MAX,
        cost,
    };
    search.choose_starts(0, 0);
    search.least
}

impl Search<'_> {
    /// Every number of sessions and every start of each, starts rising within a group.
    fn choose_starts(&mut self, number: usize, from: usize) {
        let Some(group) = self.problem.groups.get(number) else {
            self.choose_seats(0, 0, 0);
            return;
        };
        self.choose_starts(number + 1, 0);
        if self.held[number].len() < group.sessions as usize {
            for start in group.starts().filter(|&start| start >= from) {
                for bookings in choices(group) {
                    let places = Vec::new();
                    self.held[number].push(Held {
                        start,
                        places,
                        bookings,
                    });
                    self.choose_starts(number, start);
                    self.held[number].pop();
                }
            }
        }
    }

    /// Every seat, or none, for every place.
    fn choose_seats(&mut self, number: usize, place: u32, lost: u64) {
        if lost >= self.least && self.cost.is_none() {
            return;
        }
        let Some(group) = self.problem.groups.get(number) else {
            if broken(self.problem, &self.held).is_none() {
                let cost = self.cost.as_mut().map_or(lost, |cost| cost(&self.held));
                self.least = self.least.min(cost);
            }
            return;
        };
        if place as usize == group.people.len() {
            self.choose_seats(number + 1, 0, lost);
            return;
        }
        for session in 0..self.held[number].len() {
            if self.held[number][session].places.len() < group.class_max as usize {
                self.held[number][session].places.push(place);
                self.choose_seats(number, place + 1, lost);
                self.held[number][session].places.pop();
            }
        }
        let weight = u64::from(group.weights[place as usize]);
        self.choose_seats(number, place + 1, lost + weight);
    }
}

/// Every room with every trainer that a session of a group may have.
fn choices(group: &Group) -> Vec<[Option<u32>; 2]> {
    let of = |wanted: &[u32]| -> Vec<Option<u32>> {
        match wanted {
            [] => vec![None],
            wanted => wanted.iter().copied().map(Some).collect(),
        }
    };
    let trainers = of(&group.trainers);
    let rooms = of(&group.rooms).into_iter();
    rooms
        .flat_map(|room| trainers.iter().map(move |&trainer| [room, trainer]))
        .collect()
}

//! The greedy method: session by session, the most value for its money first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::instance::Instance;

use super::promise::{promise, reach_floors};
use super::ranking::Ranking;
use super::state::State;

/// A cell with what its next session was worth per rupiah when it was last looked at.
#[derive(Clone, Copy, PartialEq)]
struct Candidate {
    ratio: f64,
    cell: u32,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    /// The highest ratio first; of equal ones the earlier phase and programme (the smaller cell).
    fn cmp(&self, other: &Self) -> Ordering {
        self.ratio
            .total_cmp(&other.ratio)
            .then(other.cell.cmp(&self.cell))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A session that could be opened: who, and what it is worth per rupiah.
pub(super) struct Offer {
    pub(super) people: Vec<u32>,
    pub(super) value: i128,
    pub(super) cost: i128,
}

impl Offer {
    fn ratio(&self) -> f64 {
        if self.cost <= 0 {
            f64::INFINITY
        } else {
            self.value as f64 / self.cost as f64
        }
    }
}

/// Makes a plan.
///
/// Each cell (programme × phase) waits in a queue with the worth of its next session per rupiah.
/// The best is looked at again, since people may have gained elsewhere meanwhile, and opened if it
/// is still the best. The first look at a cell costs that of all its candidates (candidates × log
/// candidates), later ones little more than that of those who gained meanwhile ([`Ranking`]). There
/// are as many looks as sessions while these are few, and about sixty for each halving of what is
/// left to open where they are many.
pub(super) fn solve(instance: &Instance) -> State<'_> {
    let mut state = State::new(instance);
    promise(&mut state);
    reach_floors(&mut state);
    let by_gap = |programme: usize| instance.candidates.of_programme(programme).to_vec();
    open_sessions(&mut state, &by_gap);
    fill_seats(&mut state, &by_gap);
    let short: Vec<u32> = (0..instance.people.len())
        .filter(|&person| state.below_floor(person) > 0)
        // People are numbered by 32 bits.
        .map(|person| person as u32)
        .collect();
    if instance.floor_value > 0 && !short.is_empty() {
        let by_hours = |_: usize| short.clone();
        fill_seats(&mut state, &by_hours);
        open_sessions(&mut state, &by_hours);
    }
    state
}

fn cells(instance: &Instance) -> impl Iterator<Item = u32> + '_ {
    (0..instance.offers.sessions.len())
        .filter(|&cell| instance.offers.sessions[cell] > 0)
        .filter_map(|cell| u32::try_from(cell).ok())
}

fn open_sessions(state: &mut State<'_>, pool: &dyn Fn(usize) -> Vec<u32>) {
    let mut rankings: Vec<Ranking> = vec![Ranking::default(); state.instance.offers.sessions.len()];
    let mut queue: BinaryHeap<Candidate> = cells(state.instance)
        .map(|cell| Candidate {
            ratio: f64::INFINITY,
            cell,
        })
        .collect();
    while let Some(best) = queue.pop() {
        if state.session_fits(best.cell).is_err() {
            continue;
        }
        let (programme, phase) = state.split(best.cell);
        let ranking = &mut rankings[best.cell as usize];
        let mut ranked = ranking.look(state, best.cell, || pool(programme));
        debug_assert_eq!(ranked, rank(state, best.cell, &pool(programme)));
        // Where a programme has very many people, several sessions are opened at one look, each
        // time a sixty-fourth of what would be left to open: looks stay few as people grow many.
        let class = state.instance.offers.class_max[programme] as usize;
        let at_once = ranked.len() / class.saturating_mul(64).max(1);
        let mut start = 0;
        let mut opened = 0_usize;
        // The people that remain are worth what they were: sessions are opened from one ranking
        // until another cell is better.
        loop {
            let money = state.money_left(phase);
            let Some(offer) = offer(state, best.cell, &ranked[start..], money) else {
                break;
            };
            let ratio = offer.ratio();
            let is_best = queue.peek().is_none_or(|next| {
                Candidate {
                    ratio,
                    cell: best.cell,
                } >= *next
                    || ratio >= next.ratio
            });
            if !is_best && (opened == 0 || opened >= at_once) {
                queue.push(Candidate {
                    ratio,
                    cell: best.cell,
                });
                break;
            }
            state.open(best.cell);
            for &person in &offer.people {
                state.seat(person as usize, best.cell);
            }
            opened += 1;
            start = pass_over(&mut ranked, start, &offer.people);
            if state.session_fits(best.cell).is_err() {
                break;
            }
        }
        if opened > 0 {
            // What asks for this programme may be open to more people now.
            for &dependent in &state.instance.offers.dependents[programme] {
                for later in phase + 1..state.instance.phases() {
                    let cell = state.instance.cell(dependent, later);
                    if let Ok(cell) = u32::try_from(cell)
                        && state.instance.offers.sessions[cell as usize] > 0
                    {
                        queue.push(Candidate {
                            ratio: f64::INFINITY,
                            cell,
                        });
                    }
                }
            }
        }
    }
}

/// Takes people, who are in the order of the ranking, out of what remains from `start` on; where it
/// starts then. Those who were passed over move up, so that only the looked-at part is touched.
fn pass_over(ranked: &mut [(i128, u32)], start: usize, people: &[u32]) -> usize {
    let mut left = people.iter().peekable();
    let mut end = start;
    let mut kept = Vec::new();
    while left.peek().is_some()
        && let Some(&row) = ranked.get(end)
    {
        if left.next_if(|&&person| person == row.1).is_none() {
            kept.push(row);
        }
        end += 1;
    }
    let start = end - kept.len();
    ranked[start..end].copy_from_slice(&kept);
    start
}

/// The people for whom a seat is worth something and who may take it, the most worth first.
fn rank(state: &State<'_>, cell: u32, pool: &[u32]) -> Vec<(i128, u32)> {
    let mut ranked: Vec<(i128, u32)> = pool
        .iter()
        .filter(|&&person| state.block(person as usize, cell).is_none())
        .filter_map(|&person| Some((worth(state, cell, person)?, person)))
        .collect();
    ranked.sort_unstable_by(most_worth_first);
    ranked
}

/// What a seat is worth for somebody who may take it; `None` if that is nothing.
pub(super) fn worth(state: &State<'_>, cell: u32, person: u32) -> Option<i128> {
    let (gain, hours) = state.worth(person as usize, cell);
    let worth = gain + hours;
    (gain >= 0 && worth > 0).then_some(worth)
}

/// The order of a ranking: the most worth first, of equal ones the earlier person.
pub(super) fn most_worth_first(one: &(i128, u32), other: &(i128, u32)) -> Ordering {
    other.0.cmp(&one.0).then(one.1.cmp(&other.1))
}

/// The best session out of ranked people: of the first so many, between the smallest and the
/// largest class, within money and what units can spare, the number that is worth most per rupiah.
pub(super) fn offer(
    state: &State<'_>,
    cell: u32,
    ranked: &[(i128, u32)],
    money: i128,
) -> Option<Offer> {
    let (programme, phase) = state.split(cell);
    let offers = &state.instance.offers;
    let (least, most) = (offers.class_min[programme], offers.class_max[programme]);
    let hours = u64::from(offers.hours[programme]);
    // Of each unit: people taken, and hours taken.
    let mut taken: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    let mut people = Vec::new();
    let mut value = 0_i128;
    let mut best: Option<(f64, usize, i128)> = None;
    for &(worth, person) in ranked {
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        if count >= most {
            break;
        }
        let cost = offers.cost(programme, 1, count + 1);
        if cost > money {
            break;
        }
        let unit = state.instance.people.units[person as usize];
        let there = taken.entry(unit).or_insert(0);
        let room = if state.instance.spare_staff_per_session {
            state.instance.spare(person as usize, phase)
        } else {
            u32::MAX
        };
        let cover = state.cover_left(person as usize, phase);
        if *there >= room || u64::from(*there + 1).saturating_mul(hours) > cover {
            continue;
        }
        *there += 1;
        people.push(person);
        value += worth;
        if count + 1 >= least {
            let ratio = if cost <= 0 {
                f64::INFINITY
            } else {
                value as f64 / cost as f64
            };
            if best.is_none_or(|(highest, ..)| ratio >= highest) {
                best = Some((ratio, people.len(), value));
            }
        }
    }
    let (_, count, value) = best?;
    people.truncate(count);
    let seats = u32::try_from(count).unwrap_or(u32::MAX);
    Some(Offer {
        people,
        value,
        cost: offers.cost(programme, 1, seats),
    })
}

/// Gives free seats of open sessions to those for whom they are worth most.
fn fill_seats(state: &mut State<'_>, pool: &dyn Fn(usize) -> Vec<u32>) {
    let cells: Vec<u32> = cells(state.instance).collect();
    for cell in cells {
        let sessions = state.sessions[cell as usize];
        let (programme, phase) = state.split(cell);
        let seats = state.instance.offers.class_max[programme].saturating_mul(sessions);
        if state.people[cell as usize] >= seats {
            continue;
        }
        for (_, person) in rank(state, cell, &pool(programme)) {
            if state.people[cell as usize] >= seats {
                break;
            }
            let price = i128::from(state.instance.offers.seat_price[programme]);
            if price > state.money_left(phase) {
                break;
            }
            let person = person as usize;
            let fits = state.block(person, cell).is_none()
                && state.room_in_unit(person, cell, sessions) > 0;
            if fits {
                state.seat(person, cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_taken_out_of_a_ranking_in_place() {
        let mut ranked = vec![(9, 4), (8, 2), (7, 7), (6, 1), (5, 3)];
        let start = pass_over(&mut ranked, 0, &[4, 7]);
        assert_eq!(ranked[start..], [(8, 2), (6, 1), (5, 3)]);
        let start = pass_over(&mut ranked, start, &[6]);
        assert_eq!(start, 2, "nobody of the ranking is taken: nobody is lost");
        let start = pass_over(&mut ranked, start, &[2, 1, 3]);
        assert!(ranked[start..].is_empty());
    }
}

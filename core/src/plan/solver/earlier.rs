//! What becomes of an earlier solution in a like instance.

use super::dive::SessionPlan;
use super::market::{Market, Prices};
use super::person::Seat;
use super::primal;
use super::roster::Roster;
use super::solution::Solution;
use super::solve::Solver;

impl Solver<'_> {
    /// The seats of an earlier solution that are still lawful.
    pub(super) fn seated(&mut self, earlier: &Solution) -> Roster {
        let instance = self.instance;
        let mut roster = Roster::new(instance);
        if earlier.sessions.len() != instance.cells() {
            return roster;
        }
        // Where money has become less, the sessions that cost least for each who comes stay.
        let mut people = vec![0_u32; instance.cells()];
        for person in 0..instance.people() {
            for (programme, phase) in earlier.seats(person) {
                if programme < instance.programmes() && phase < instance.phases {
                    people[instance.cell(programme, phase)] += 1;
                }
            }
        }
        let share = |cell: usize| people[cell].div_ceil(earlier.sessions[cell].max(1));
        let cost = |cell: usize| instance.cost(cell / instance.phases, 1, share(cell));
        let mut order: Vec<usize> = (0..instance.cells())
            .filter(|&cell| earlier.sessions[cell] > 0)
            .collect();
        order.sort_by_key(|&cell| (cost(cell) / i128::from(share(cell).max(1)), cell));
        let mut plan = SessionPlan::new(instance);
        for cell in order {
            for _ in 0..earlier.sessions[cell] {
                let (programme, phase) = instance.split(cell);
                let seats = i128::from(instance.seat_price[programme]) * i128::from(share(cell));
                if !plan.add(programme, phase, seats) {
                    break;
                }
            }
            roster.hold(instance, cell, plan.sessions[cell]);
        }
        for person in 0..instance.people() {
            let seats: Vec<Seat> = earlier
                .seats(person)
                .map(|(programme, phase)| Seat {
                    phase: phase as u16,
                    programme: programme as u16,
                })
                .collect();
            self.floor.put_if_lawful(&mut roster, person, &seats);
        }
        let none = Prices::none(instance).whole(instance, &Market::free(instance));
        primal::repair(&mut self.floor, &mut roster, &none, 0);
        roster
    }
}

//! From sessions that allow much to plans that hold them.

use super::climb::{self, Choice, Climb};
use super::dive::{self, SessionPlan};
use super::dual::{Care, Dual};
use super::primal::{self, Manner};
use super::roster::Roster;
use super::solve::Solver;
use super::split::Split;
use super::tree::Tree;

/// Rounds of looking for sessions and seating people, one after the other.
const CYCLES: u64 = 4;
/// The most choices of sessions that are seated in a cycle.
const SEATED: usize = 5;
/// How much less than the best, as a share of it, a choice may allow at first and be followed.
const HEAT: f64 = 0.003;

/// How people are worked out where sessions are given.
fn care_of(dual: &Dual) -> Care {
    Care::spread_over(0.02 * dual.scales.seat / 8.0)
}

impl<'a> Solver<'a> {
    /// Seats people in the sessions that were held most, with about so much work.
    pub(super) fn sit_near(&mut self, dual: &Dual, split: Split<'a>, work: u64) {
        let instance = self.instance;
        let until = self.floor.work + work;
        let mut sessions = dive::near(instance, &split.held, 0.0, &mut self.random);
        dive::hold_promised(instance, &mut sessions);
        let held = split.held.clone();
        let noise = primal::noise_of(&dual.scales);
        let mut climb = Climb::new(instance, split, &sessions, care_of(dual));
        self.floor.work += instance.people() as u64 * climb.rounds;
        let choice = climb.current.clone();
        let left = until.saturating_sub(self.floor.work);
        self.sit(&mut climb, &choice, &held, noise, left);
    }

    /// Looks for sessions by what they allow, and seats people in those that allow most.
    pub(super) fn climb(&mut self, dual: &Dual, split: Split<'a>) {
        let instance = self.instance;
        let people = instance.people().max(1) as u64;
        let mut sessions = dive::near(instance, &split.held, 0.0, &mut self.random);
        dive::hold_promised(instance, &mut sessions);
        let held = split.held.clone();
        let root = split.point();
        let care = care_of(dual);
        let all = (self.bound - self.floors).max(0) as f64;
        let noise = primal::noise_of(&dual.scales);
        let begun = self.floor.work;
        let all_work = self.options.work.saturating_sub(begun);
        let tenths = if self.options.cases { 6 } else { 10 };
        let part = all_work * tenths / 10 / CYCLES;
        let mut climb = Climb::new(instance, split, &sessions, care);
        let mut counted = 0;
        let mut seated: Vec<Vec<u32>> = Vec::new();
        let mut bettered = true;
        for cycle in 0..CYCLES {
            let start = begun + part * cycle;
            // Where looking for sessions brought nothing lately, more is left for seats.
            let share = if bettered { part / 2 } else { part / 10 };
            let climbed = start + share;
            let most = climb.current.most;
            let mut best: Vec<Choice> = vec![climb.current.clone()];
            let mut told = climb.rounds;
            while self.floor.work < climbed {
                // Every step uses up some work, so that it ends.
                self.floor.work += 1 + people * (climb.rounds - counted);
                counted = climb.rounds;
                let done = self.floor.work.saturating_sub(start) as f64 / share.max(1) as f64;
                let heat = HEAT * all * (1.0 - done).max(0.0).powi(2) / (1 + cycle) as f64;
                let slack = -heat * self.random.share().max(1e-9).ln();
                if climb.step(slack as i128, &mut self.random) {
                    let known = |choice: &Choice| choice.sessions == climb.current.sessions;
                    if !seated.contains(&climb.current.sessions) && !best.iter().any(known) {
                        best.push(climb.current.clone());
                        best.sort_by_key(|choice| std::cmp::Reverse(choice.most));
                        best.truncate(SEATED);
                    }
                }
                if climb.rounds > told + 50 {
                    told = climb.rounds;
                    if self.tell() {
                        return;
                    }
                }
            }
            let top = best[0].clone();
            bettered = top.most > most;
            let each = (part - share) * 3 / 5 / best.len() as u64;
            for choice in best {
                if self
                    .best
                    .as_ref()
                    .is_some_and(|best| choice.most <= best.total)
                {
                    continue;
                }
                self.sit(&mut climb, &choice, &held, noise, each);
                seated.push(choice.sessions);
                if self.tell() {
                    return;
                }
            }
            climb.current = top;
            if let Some((prices, noise)) = self.guide.clone() {
                self.better(&prices, noise, start + part);
            }
            if self.stopped || self.is_good() {
                return;
            }
        }
        if !self.options.cases {
            return;
        }
        self.split_into_cases(Tree::new(
            instance,
            climb.split,
            root,
            held,
            self.bound,
            care,
        ));
    }

    /// Lowers the bound by cases, until the work is used up or nothing is left to split.
    fn split_into_cases(&mut self, mut tree: Tree<'a>) {
        let people = self.instance.people().max(1) as u64;
        let mut counted = 0;
        while self.floor.work < self.options.work {
            let known = self.best.as_ref().map_or(i128::MIN, |best| best.total);
            let goes_on = tree.step(known);
            self.floor.work += 1 + people * (tree.rounds - counted);
            counted = tree.rounds;
            let bound = tree.bound(known);
            if bound < self.bound {
                self.bound = bound;
                // The prices of no single case prove the bound any more.
                self.margins = None;
            }
            if !goes_on || self.tell() {
                return;
            }
        }
    }

    /// Seats people in chosen sessions, with about so much work.
    fn sit(&mut self, climb: &mut Climb<'_>, choice: &Choice, held: &[f64], noise: f64, work: u64) {
        let instance = self.instance;
        let until = self.floor.work + work;
        let before = climb.rounds;
        let rounds = self.options.work / instance.people().max(1) as u64;
        climb.settle(choice, (rounds / 8).clamp(30, 240) as u32);
        self.floor.work += (climb.rounds - before) * instance.people() as u64;
        let mut prices = climb.split.seats();
        let own = climb.split.own();
        let mut plan = SessionPlan::new(instance);
        for (cell, &sessions) in choice.sessions.iter().enumerate() {
            for _ in 0..sessions {
                plan.add(cell / instance.phases, cell % instance.phases, 0);
            }
        }
        for (cell, &held) in held.iter().enumerate() {
            if climb::is_cheap(instance, cell / instance.phases) {
                for _ in 0..(held - 0.1).ceil().max(1.0) as u32 {
                    plan.add(cell / instance.phases, cell % instance.phases, 0);
                }
            }
        }
        // Who comes first decides much: of several orders the best goes on.
        let mut best: Option<Roster> = None;
        for _ in 0..(rounds / 200).clamp(2, 6) {
            let mut roster = Roster::new(instance);
            for (cell, &sessions) in plan.sessions.iter().enumerate() {
                roster.hold(instance, cell, sessions);
            }
            let manner = |share, keep| Manner {
                share,
                noise: 0.0,
                keep,
            };
            self.floor.own = Some(own.clone());
            let order = primal::order(instance, &mut self.random);
            self.floor
                .pass(&mut roster, &order, &prices, manner(1.0, false), 0);
            self.floor.own = None;
            // Far more than a seat is worth: whoever leaves a class that is no larger than it must
            // be closes it.
            self.floor.stay = (600.0 * noise).min(9e15) as i64;
            self.floor.fill(&mut roster, &prices);
            for share in [0.8, 0.3, 0.02] {
                let order = primal::order(instance, &mut self.random);
                self.floor
                    .pass(&mut roster, &order, &prices, manner(share, true), 0);
                self.floor.fill(&mut roster, &prices);
            }
            self.floor.stay = 0;
            primal::repair(&mut self.floor, &mut roster, &prices, 0);
            if best.as_ref().is_none_or(|best| best.total < roster.total) {
                best = Some(roster);
            }
        }
        let Some(mut roster) = best else { return };
        let before = self.best.as_ref().map(|best| best.total);
        self.keep(&roster);
        if self.climbs() {
            // Where sessions are given, seats that are scarce have a price as well.
            let last = climb.split.last_seats(&choice.sessions);
            for (price, last) in prices.seat.iter_mut().zip(last) {
                *price = price.saturating_add(last);
            }
        }
        self.swap(&mut roster, &prices, noise, until, 0);
        if before < self.best.as_ref().map(|best| best.total) || self.guide.is_none() {
            self.guide = Some((prices, noise));
        }
    }
}

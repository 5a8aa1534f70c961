//! A lower bound by cases: how many sessions of a programme, and in which phase.
//!
//! At the best prices a session is held by quarters in four phases, which no plan can. So the
//! question is split: no session of a programme, one in the first phase, one in the second, …, or
//! more; each case has prices of its own, which begin at those of the case that it comes from. No
//! plan passes the highest bound of the cases that are left, so the highest is always split next
//! (branch and bound, Land & Doig 1960); cases that allow no more than a known plan are closed.

use super::climb::is_cheap;
use super::dual::Care;
use super::instance::Instance;
use super::limits::Limits;
use super::split::{Point, Split};

/// Rounds in which prices settle in a case.
const ROUNDS: u32 = 50;
/// The most numbers for the prices of all open cases.
const ROOM: usize = 1 << 25;

/// A case.
struct Case {
    limits: Limits,
    most: i128,
    point: Point,
    held: Vec<f64>,
}

/// The cases that are left.
pub(super) struct Tree<'a> {
    instance: &'a Instance,
    split: Split<'a>,
    open: Vec<Case>,
    /// The highest bound of what is no longer looked at.
    left: i128,
    care: Care,
    /// Rounds so far.
    pub(super) rounds: u64,
}

impl<'a> Tree<'a> {
    /// Begins with one case that is all there is, at prices that prove a bound.
    pub(super) fn new(
        instance: &'a Instance,
        mut split: Split<'a>,
        point: Point,
        held: Vec<f64>,
        bound: i128,
        care: Care,
    ) -> Self {
        split.limits = Limits::all(instance);
        let root = Case {
            limits: Limits::all(instance),
            most: bound,
            point,
            held,
        };
        Self {
            instance,
            split,
            open: vec![root],
            left: i128::MIN,
            care,
            rounds: 0,
        }
    }

    /// What no plan can pass but one that is known to be worth so much.
    pub(super) fn bound(&self, known: i128) -> i128 {
        let open = self.open.iter().map(|case| case.most).max();
        open.unwrap_or(known).max(self.left).max(known)
    }

    /// Splits the case that allows most; gives whether there is any left to split.
    pub(super) fn step(&mut self, known: i128) -> bool {
        let highest = (0..self.open.len()).max_by_key(|&at| (self.open[at].most, at));
        let Some(at) = highest else { return false };
        let case = self.open.swap_remove(at);
        let full = self.open.len() * case.point.numbers() > ROOM;
        let parts = if case.most <= known || full {
            Vec::new()
        } else {
            self.parts(&case)
        };
        if parts.is_empty() {
            self.left = self.left.max(case.most);
            return false;
        }
        for limits in parts {
            if !self.can_be_held(&limits) {
                continue;
            }
            self.split.start_at(&case.point);
            self.split.limits = limits;
            self.split.held.clone_from(&case.held);
            for round in 0..ROUNDS {
                let rate = 0.06 / (1.0 + 0.1 * f64::from(round));
                self.split.round(self.care, rate);
                self.rounds += 1;
                if self.split.bound <= known {
                    break;
                }
            }
            if self.split.bound > known {
                self.open.push(Case {
                    limits: self.split.limits.clone(),
                    most: self.split.bound.min(case.most),
                    point: self.split.point(),
                    held: self.split.held.clone(),
                });
            }
        }
        true
    }

    /// The cases that a case is split into: together all that it allows.
    fn parts(&self, case: &Case) -> Vec<Limits> {
        let instance = self.instance;
        let phases = instance.phases;
        let unsure = |programme: usize| {
            let own = programme * phases..(programme + 1) * phases;
            let cells = case.limits.cells[own.clone()].iter();
            let parts = cells.zip(&case.held[own]).map(|(&(least, most), &held)| {
                if least == most {
                    return 0.0;
                }
                let part = held - held.floor();
                part.min(1.0 - part)
            });
            let seats = f64::from(instance.fullest(programme));
            let cost = instance.session_price[programme] as f64
                + 0.6 * seats * instance.seat_price[programme] as f64;
            parts.sum::<f64>() * cost
        };
        let ranked = (0..instance.programmes())
            .filter(|&programme| !is_cheap(instance, programme))
            .map(|programme| (unsure(programme), programme))
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        let Some((unsure, programme)) = ranked.filter(|ranked| ranked.0 > 0.0) else {
            return Vec::new();
        };
        debug_assert!(unsure > 0.0);
        let own = programme * phases..(programme + 1) * phases;
        let total = case.limits.totals[programme];
        let untouched = total == (0, u32::MAX)
            && case.limits.cells[own.clone()]
                .iter()
                .all(|cell| cell.0 == 0);
        let mut parts = Vec::new();
        if untouched {
            let mut none = case.limits.clone();
            none.cells[own.clone()].fill((0, 0));
            parts.push(none.clone());
            for cell in own.clone() {
                if case.limits.cells[cell].1 > 0 {
                    let mut one = none.clone();
                    one.cells[cell] = (1, 1);
                    parts.push(one);
                }
            }
            let mut more = case.limits.clone();
            more.totals[programme] = (2, u32::MAX);
            parts.push(more);
            return parts;
        }
        // More than one: cell by cell, that which is furthest from whole first.
        let part = |cell: usize| {
            let held = case.held[cell];
            (held - held.floor()).min(held.ceil() - held)
        };
        let cell = own
            .filter(|&cell| case.limits.cells[cell].0 < case.limits.cells[cell].1)
            .max_by(|&one, &other| part(one).total_cmp(&part(other)).then(other.cmp(&one)));
        let Some(cell) = cell else { return parts };
        let (least, most) = case.limits.cells[cell];
        let at = (case.held[cell].max(0.0) as u32).clamp(least, most - 1);
        let mut few = case.limits.clone();
        few.cells[cell] = (least, at);
        let mut many = case.limits.clone();
        many.cells[cell] = (at + 1, most);
        parts.extend([few, many]);
        parts
    }

    /// Whether every purse can pay for the fewest sessions with the fewest people.
    fn can_be_held(&self, limits: &Limits) -> bool {
        let instance = self.instance;
        let phases = instance.phases;
        instance.purses().iter().all(|purse| {
            let cells = limits.cells.iter().enumerate();
            let cost: i128 = cells
                .filter(|(cell, limit)| limit.0 > 0 && purse.phases.contains(&(cell % phases)))
                .map(|(cell, limit)| {
                    let programme = cell / phases;
                    let people = instance.class_min[programme].saturating_mul(limit.0);
                    instance.cost(programme, limit.0, people)
                })
                .sum();
            cost <= purse.rupiah
        })
    }
}

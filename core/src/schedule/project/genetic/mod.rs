//! Genetic search for the shortest schedule.
//!
//! A population of activity lists (Hartmann 1998), each justified. Children take a stretch of one
//! parent and the rest of the other; the stretch of the second kind is a time in which the parent
//! uses the resources well (peak crossover, Valls, Ballestín and Quintanilla 2008). Weak members
//! give way to children that are new; a population that brings nothing new begins again.

mod crossover;
mod sampling;

use super::instance::Instance;
use super::profile::Profile;
use super::serial::{Cost, Serial};
use crate::words::splitmix::SplitMix64;
use crossover::Crossover;

/// The most members of a population.
const MOST_MEMBERS: usize = 120;
/// Children per member without anything better before a population begins again.
const PATIENCE: usize = 60;

/// A schedule of the population.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The activities by their starts.
    pub(super) list: Vec<u32>,
    pub(super) start: Vec<u32>,
    pub(super) cost: Cost,
    /// Schedules of one print are taken to be the same.
    print: u64,
}

/// A population, and what it needs to go on.
#[derive(Clone, Debug)]
pub(super) struct Island<'p, P> {
    serial: Serial<'p, P>,
    crossover: Crossover,
    random: SplitMix64,
    members: Vec<Member>,
    /// How many members it should have.
    size: usize,
    /// Children since the population had something better.
    idle: usize,
    restarts: usize,
    /// The best since the population began.
    local: Cost,
    pub(super) best: Option<Member>,
    child: Vec<u32>,
}

impl<'p, P: Profile> Island<'p, P> {
    pub(super) fn new(instance: &'p Instance, profile: P, random: SplitMix64) -> Self {
        Self {
            serial: Serial::new(instance, profile),
            crossover: Crossover::new(instance.count()),
            random,
            members: Vec::new(),
            size: MOST_MEMBERS,
            idle: 0,
            restarts: 0,
            local: Cost::WORST,
            best: None,
            child: Vec::new(),
        }
    }

    /// How many activities were placed so far.
    pub(super) fn placed(&self) -> u64 {
        self.serial.placed
    }

    /// Works until so many activities are placed in all, or the makespan reaches a bound.
    pub(super) fn run(&mut self, until: u64, bound: u32) {
        while self.serial.placed < until && !self.is_done(bound) {
            if self.members.len() < self.size {
                self.sample();
            } else {
                self.breed();
            }
        }
    }

    /// Whether nothing can be better.
    fn is_done(&self, bound: u32) -> bool {
        let done = |best: &Member| best.cost.missing == 0 && best.cost.makespan <= bound;
        self.serial.instance.count() == 0 && self.best.is_some()
            || self.best.as_ref().is_some_and(done)
    }

    /// Takes in the best of another island.
    pub(super) fn welcome(&mut self, other: &Member) {
        if self.best.as_ref().is_none_or(|best| other.cost < best.cost) {
            self.best = Some(other.clone());
        }
    }

    /// Takes in a schedule that another search found.
    pub(super) fn adopt(&mut self, start: Vec<u32>) {
        self.serial.start = start;
        let mut list = Vec::new();
        self.serial.sort_by_start(&mut list);
        let cost = self.serial.improve(&mut list);
        let member = self.member(list, cost);
        self.keep_best(&member);
    }

    fn sample(&mut self) {
        let instance = self.serial.instance;
        let noise = sampling::noise(self.members.len(), &mut self.random);
        let mut list = std::mem::take(&mut self.child);
        sampling::sample(instance, noise, &mut self.random, &mut list);
        let cost = self.serial.improve(&mut list);
        let member = self.member(list, cost);
        self.keep_best(&member);
        self.members.push(member);
    }

    fn breed(&mut self) {
        let (mother, father) = self.parents();
        let mut child = std::mem::take(&mut self.child);
        let (mother, father) = (&self.members[mother], &self.members[father]);
        if self.random.below(1_000) < 500 {
            self.crossover
                .two_points(mother, father, &mut self.random, &mut child);
        } else {
            self.crossover
                .peak(&self.serial, mother, father, &mut self.random, &mut child);
        }
        self.crossover
            .mutate(self.serial.instance, &mut self.random, &mut child);
        let cost = self.serial.improve(&mut child);
        self.idle += 1;
        let print = print(&self.serial.start);
        let worst = self.worst();
        let is_known = self
            .members
            .iter()
            .any(|member| member.print == print && member.cost == cost);
        if is_known || cost > self.members[worst].cost {
            self.child = child;
        } else {
            let member = self.member(child, cost);
            self.keep_best(&member);
            let old = std::mem::replace(&mut self.members[worst], member);
            self.child = old.list;
        }
        if self.idle > PATIENCE * self.size {
            self.begin_again();
        }
    }

    fn begin_again(&mut self) {
        self.members.clear();
        self.restarts += 1;
        self.idle = 0;
        self.local = Cost::WORST;
        if self.restarts.is_multiple_of(3)
            && let Some(best) = &self.best
        {
            self.members.push(best.clone());
        }
    }

    fn member(&self, list: Vec<u32>, cost: Cost) -> Member {
        Member {
            list,
            print: print(&self.serial.start),
            start: self.serial.start.clone(),
            cost,
        }
    }

    fn keep_best(&mut self, member: &Member) {
        if member.cost < self.local {
            if (member.cost.missing, member.cost.makespan)
                < (self.local.missing, self.local.makespan)
            {
                self.idle = 0;
            }
            self.local = member.cost;
        }
        if self
            .best
            .as_ref()
            .is_none_or(|best| member.cost < best.cost)
        {
            self.best = Some(member.clone());
        }
    }

    /// Two different members, each the better of two.
    fn parents(&mut self) -> (usize, usize) {
        let count = self.members.len();
        let mut draw = |members: &[Member]| {
            let (one, other) = (self.random.below(count), self.random.below(count));
            if members[one].cost <= members[other].cost {
                one
            } else {
                other
            }
        };
        let mother = draw(&self.members);
        let mut father = draw(&self.members);
        if father == mother {
            father = (mother + 1 + self.random.below(count - 1)) % count;
        }
        (mother, father)
    }

    fn worst(&self) -> usize {
        let costs = self.members.iter().enumerate();
        costs
            .max_by_key(|(_, member)| member.cost)
            .map_or(0, |(number, _)| number)
    }
}

/// A number that tells schedules apart (FNV-1a over the starts).
fn print(start: &[u32]) -> u64 {
    start.iter().fold(0xcbf2_9ce4_8422_2325, |print, &start| {
        (print ^ u64::from(start)).wrapping_mul(0x0100_0000_01b3)
    })
}

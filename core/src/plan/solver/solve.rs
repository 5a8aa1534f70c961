//! The solver: prices, then sessions, then seats, then changes until the work is used up.

use std::ops::ControlFlow;

use super::dive;
use super::dual::{Care, Dual, Scales, ask};
use super::instance::Instance;
use super::margin::{self, Margins};
use super::market::{Market, Prices, WholePrices};
use super::multipliers::Multipliers;
use super::primal::{self, Floor, Manner};
use super::roster::Roster;
use super::sessions::{self, Change};
use super::solution::{Solution, floors, gap};
use super::split::{Point, Split};
use super::swap;
use crate::words::splitmix::SplitMix64;
use crate::words::watch::{Progress, Watch};

/// The most possible seats for which the bound counts sessions as wholes.
const SPLIT: usize = 400_000;

/// Rounds from which on sessions are looked for by what they allow.
const CLIMBING: u64 = 6_000;

/// From so many people on, prices settle by a rule of their own, and seats are swapped in blocks.
const LARGE: usize = 5_000;

/// The fewest searches for each person with which prices do so, unless they are learnt from a
/// sample.
const SEARCHES: u64 = 60;

/// From so many people on, prices are learnt from a sample first.
const SAMPLED: usize = 50_000;

/// How long the solver works, and from where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SolveOptions {
    /// The most searches for a person's best seats, by which work is measured: the result depends
    /// on it, never on the clock or the number of threads. It may be passed by a few rounds
    /// through everybody, without which there is no plan.
    pub work: u64,
    /// Stops as soon as the gap is proven to be no more than this.
    pub gap: f64,
    /// The seed of everything random.
    pub seed: u64,
    /// Whether two fifths of the work go into a lower bound by cases (so many sessions of a
    /// programme, in that phase), where there are less than 1,000 people and the work is 6,000
    /// searches for each or more. A bound by cases is not that of one set of prices: the solution
    /// then tells no [`Margins`].
    pub cases: bool,
}

impl Default for SolveOptions {
    /// Three hundred rounds through a thousand people, to the best there is.
    fn default() -> Self {
        Self {
            work: 300_000,
            gap: 0.0,
            seed: 1,
            cases: false,
        }
    }
}

/// Makes a plan as good as the work allows, and proves how good it is.
///
/// The watch is told of every round, with the objective and the bound in units of value; stopped,
/// the solver gives the best lawful plan it has.
pub fn solve(instance: &Instance, options: &SolveOptions, watch: &dyn Watch) -> Solution {
    Solver::new(instance, *options, watch).run(&[])
}

/// The same in the way of large instances, whatever the size, with prices from a sample or without,
/// for tests.
#[doc(hidden)]
pub fn solve_as_large(
    instance: &Instance,
    options: &SolveOptions,
    sampled: bool,
    watch: &dyn Watch,
) -> Solution {
    let mut solver = Solver::new(instance, *options, watch);
    solver.large = 0;
    if sampled {
        solver.sampled = 0;
    }
    solver.run(&[])
}

/// The same from earlier solutions of a like instance: the prices of the first are where the search
/// begins, and the seats of each, as far as they are still lawful, plans that are to be bettered.
/// Where people, programmes and phases are the same, and money is about the same, fewer rounds of
/// prices are enough.
pub fn solve_from(
    instance: &Instance,
    options: &SolveOptions,
    earlier: &[Solution],
    watch: &dyn Watch,
) -> Solution {
    Solver::new(instance, *options, watch).run(earlier)
}

/// What no plan's objective can pass, without looking for a plan; from the prices of an earlier
/// solution, if there is one. Its plan is empty.
pub fn prove(
    instance: &Instance,
    options: &SolveOptions,
    earlier: Option<&Multipliers>,
    watch: &dyn Watch,
) -> Solution {
    let mut solver = Solver::new(instance, *options, watch);
    solver.prove(Prices::from_earlier(instance, earlier), None);
    solver.finish()
}

/// What no plan's objective can pass by given prices: they prove a bound of any instance, a
/// changed one too, and a low one if little has changed.
pub fn bound_at(instance: &Instance, multipliers: &Multipliers) -> i128 {
    let prices = Prices::from_earlier(instance, Some(multipliers));
    let whole = prices.whole(instance, &Market::free(instance));
    let taken = ask(instance, &whole, margin::CARE);
    let bound = whole.fixed.saturating_add(taken.gained);
    bound.saturating_sub(floors(instance))
}

fn usual_care(scales: &Scales) -> Care {
    Care::spread_over(0.02 * scales.seat)
}

pub(super) struct Solver<'a> {
    pub(super) instance: &'a Instance,
    pub(super) options: SolveOptions,
    watch: &'a dyn Watch,
    pub(super) floor: Floor<'a>,
    pub(super) random: SplitMix64,
    pub(super) floors: i128,
    /// With the constant of the floors.
    pub(super) bound: i128,
    pub(super) best: Option<Roster>,
    /// The prices behind the best plan, and the noise that goes with them.
    pub(super) guide: Option<(WholePrices, f64)>,
    /// The best prices of the free market.
    prices: Prices,
    /// By the prices that prove the bound.
    pub(super) margins: Option<Margins>,
    /// Prices of every possible seat, where they were looked for.
    point: Option<Point>,
    pub(super) stopped: bool,
    /// From how many people on an instance is treated as large, and prices are learnt from a
    /// sample.
    large: usize,
    sampled: usize,
}

impl<'a> Solver<'a> {
    fn new(instance: &'a Instance, options: SolveOptions, watch: &'a dyn Watch) -> Self {
        Self {
            instance,
            options,
            watch,
            floor: Floor::new(instance),
            random: SplitMix64::new(options.seed, 0x706C_616E),
            floors: floors(instance),
            bound: i128::MAX,
            best: None,
            guide: None,
            prices: Prices::none(instance),
            margins: None,
            point: None,
            stopped: false,
            large: LARGE,
            sampled: SAMPLED,
        }
    }

    /// Whether prices settle as in large instances. With little work each step counts, and the
    /// rule made beforehand is the better one.
    fn is_large(&self) -> bool {
        let people = self.instance.people();
        let searches = self.options.work / people.max(1) as u64;
        self.is_sampled() || people >= self.large && searches >= SEARCHES
    }

    pub(super) fn is_sampled(&self) -> bool {
        self.instance.people() >= self.sampled
    }

    /// Tells the watch, and whether to stop.
    pub(super) fn tell(&mut self) -> bool {
        let value = |value: i128| (value - self.floors) as f64;
        let objective = self.best.as_ref().map(|best| best.total);
        let progress = Progress {
            stage: "plan",
            done: self.floor.work.min(self.options.work),
            total: Some(self.options.work),
            objective: objective.map(value),
            bound: (self.bound < i128::MAX).then(|| value(self.bound)),
        };
        if self.watch.see(&progress) == ControlFlow::Break(()) {
            self.stopped = true;
        }
        let gap = objective.and_then(|best| gap(best - self.floors, self.bound - self.floors));
        self.stopped || gap.is_some_and(|gap| gap <= self.options.gap)
    }

    pub(super) fn keep(&mut self, roster: &Roster) {
        if self
            .best
            .as_ref()
            .is_none_or(|best| best.total < roster.total)
        {
            self.best = Some(roster.clone());
        }
    }

    fn finish(self) -> Solution {
        let roster = self.best.unwrap_or_else(|| Roster::new(self.instance));
        let bound = if self.bound == i128::MAX {
            i128::MAX
        } else {
            self.bound - self.floors
        };
        let mut solution = Solution::of(self.instance, &roster, bound, self.prices);
        solution.margins = self.margins;
        solution.point = self.point;
        solution.work = self.floor.work;
        solution.stopped = self.stopped;
        solution
    }

    fn run(mut self, earlier: &[Solution]) -> Solution {
        let instance = self.instance;
        // Nothing planned is lawful, and the least that is kept.
        self.best = Some(Roster::new(instance));
        let people = instance.people().max(1) as u64;
        let rounds = self.options.work / people;
        for earlier in earlier {
            let roster = self.seated(earlier);
            self.keep(&roster);
        }
        let start = match earlier.first() {
            Some(earlier) if earlier.prices.fits(instance) => earlier.prices.clone(),
            _ => Prices::none(instance),
        };
        let point = earlier.first().and_then(|earlier| earlier.point.as_ref());
        let point = point.filter(|point| point.fits(instance));
        let Some((mut dual, care, split)) = self.prove(start, point) else {
            return self.finish();
        };
        let quick = rounds < 150;
        if self.stopped || self.is_good() {
            return self.finish();
        }
        let few = self.is_small();
        match split {
            Some(split) if few => {
                let held = split.held.clone();
                let climbs = self.climbs();
                let starts = if climbs {
                    1
                } else {
                    (rounds / 150).clamp(1, 8)
                };
                let mut split = Some(split);
                if !climbs && let Some(split) = split.take() {
                    let left = self.options.work.saturating_sub(self.floor.work);
                    self.sit_near(&dual, split, left / 3);
                    if self.tell() {
                        return self.finish();
                    }
                }
                let begun = self.floor.work;
                for start in 0..starts {
                    let noise = if start == 0 { 0.0 } else { 1.0 };
                    let mut sessions = dive::near(instance, &held, noise, &mut self.random);
                    dive::hold_promised(instance, &mut sessions);
                    let mut dual = dual.clone();
                    let left = self.options.work.saturating_sub(begun);
                    let share = if climbs {
                        left / 12
                    } else {
                        left / (starts + 1)
                    };
                    self.seat(
                        &mut dual,
                        &sessions,
                        care,
                        rounds,
                        begun + share * (start + 1),
                    );
                    if self.stopped || self.is_good() {
                        break;
                    }
                }
                if let Some(split) = split
                    && !self.stopped
                    && !self.is_good()
                {
                    self.climb(&dual, split);
                }
            }
            _ => {
                let work = dual.rounds();
                if let Some((average, _)) = &dual.average {
                    dual.prices = average.clone();
                }
                let (turns, part) = if self.is_sampled() {
                    // So many sessions that those of one programme hardly depend on another's.
                    ((rounds / 12).min(4) as usize, 1)
                } else if self.is_large() {
                    ((rounds / 70).clamp(1, 4) as usize, 2)
                } else if quick {
                    (3, 3)
                } else {
                    (8, 6)
                };
                let mut sessions = dive::decide(instance, &mut dual, care, turns, part);
                dive::hold_promised(instance, &mut sessions);
                self.floor.work += people * (dual.rounds() - work) as u64;
                if !self.tell() {
                    self.seat(&mut dual, &sessions, care, rounds, self.options.work);
                }
            }
        }
        if !self.stopped
            && !self.is_good()
            && let Some((prices, noise)) = self.guide.take()
        {
            self.better(&prices, noise, self.options.work);
        }
        self.finish()
    }

    /// Looks for prices and the bound they prove; gives both searches, the second where the bound
    /// counts sessions as wholes. `None` if it is to stop.
    fn prove(
        &mut self,
        start: Prices,
        point: Option<&Point>,
    ) -> Option<(Dual, Care, Option<Split<'a>>)> {
        let instance = self.instance;
        let people = instance.people().max(1) as u64;
        let rounds = self.options.work / people;
        let market = Market::free(instance);
        let (dual, goes_on) = if self.is_large() {
            self.settle_large(&market, start)
        } else {
            let scales = Scales::of(instance, &market);
            self.floor.work += people;
            let mut dual = Dual::new(instance, scales, start);
            // From prices of a like problem small steps in few rounds are enough.
            let (first, rate) = match point {
                Some(_) => ((rounds / 40).clamp(4, 15), 0.1),
                None => ((rounds / 5).clamp(12, 120), 1.0),
            };
            let care = usual_care(&dual.scales);
            let goes_on = self.settle(&mut dual, &market, care, first as usize, rate);
            (dual, goes_on)
        };
        let care = usual_care(&dual.scales);
        self.prices = dual.best.clone();
        if !goes_on {
            self.margins = Some(margin::free(instance, &self.prices));
            return None;
        }
        let seats = instance.pairs() * instance.phases;
        let mut wholes = None;
        if (rounds >= 150 || point.is_some()) && seats <= SPLIT {
            let part = match rounds / 4 {
                part if self.climbs() => part.min(1_000),
                part => part.clamp(40, 600),
            };
            let before = self.bound;
            let mut split = Split::new(instance, &dual.best, &dual.scales);
            let goes_on = match point {
                Some(point) => {
                    split.start_at(point);
                    let part = (part / 2).max(12) as usize;
                    self.split(&mut split, &dual.scales, part, 0.2)
                        && self.resume(&mut split, &dual.scales)
                }
                None => {
                    // Steps of a large problem are shorter.
                    let first = if instance.people() < 1_000 { 0.8 } else { 0.4 };
                    self.split(&mut split, &dual.scales, part as usize, first)
                }
            };
            self.point = Some(split.point());
            if split.bound < before {
                self.margins = Some(split.margins());
            }
            wholes = goes_on.then_some(split);
        }
        if self.margins.is_none() {
            self.margins = Some(margin::free(instance, &self.prices));
        }
        Some((dual, care, wholes))
    }

    pub(super) fn is_good(&self) -> bool {
        let objective = self.best.as_ref().map(|best| best.total - self.floors);
        let gap = objective.and_then(|best| gap(best, self.bound.saturating_sub(self.floors)));
        gap.is_some_and(|gap| gap <= self.options.gap)
    }

    /// From sessions to a plan, and on to better ones until so much work is done.
    fn seat(&mut self, dual: &mut Dual, sessions: &[u32], care: Care, rounds: u64, until: u64) {
        let instance = self.instance;
        let given: Vec<Option<u32>> = sessions.iter().map(|&sessions| Some(sessions)).collect();
        let market = Market::of(instance, &given);
        if let Some((average, _)) = &dual.average {
            dual.prices = average.clone();
        }
        if self.is_large() {
            self.price_seats(dual, &market, 0.75 * care.width, rounds);
        } else {
            for round in 0..if rounds < 150 { 8 } else { 25 } {
                let rate = 0.1 / (1.0 + f64::from(round) * 0.3);
                dual.round(instance, &market, care, rate);
                self.floor.work += instance.people() as u64;
            }
        }
        let average = dual
            .average
            .as_ref()
            .map_or(&dual.prices, |(average, _)| average);
        let prices = &average.whole(instance, &market);
        let noise = primal::noise_of(&dual.scales);
        let mut roster = Roster::new(instance);
        let before = self.best.as_ref().map(|best| best.total);
        for cycle in 0..if rounds < 150 { 1 } else { 2 } {
            for (cell, &sessions) in sessions.iter().enumerate() {
                // What was let go may have been spent on seats since.
                roster.hold_affordable(instance, cell, sessions);
            }
            let noisy = |share, keep| Manner { share, noise, keep };
            let plain = |share| Manner {
                share,
                noise: 0.0,
                keep: true,
            };
            let first = if cycle > 0 { 1.1 } else { 1.0 };
            let steps = [
                noisy(first, false),
                noisy(1.0, true),
                noisy(0.75, true),
                plain(0.6),
                plain(0.02),
            ];
            for manner in steps {
                let order = primal::order(instance, &mut self.random);
                let seed = self.random.next();
                self.floor.pass(&mut roster, &order, prices, manner, seed);
                // A pass takes long where people are many.
                if self.is_large() && self.tell() {
                    break;
                }
            }
            primal::repair(&mut self.floor, &mut roster, prices, 0);
            let order = primal::order(instance, &mut self.random);
            self.floor.pass(&mut roster, &order, prices, plain(0.02), 0);
            primal::repair(&mut self.floor, &mut roster, prices, 0);
            self.keep(&roster);
            if self.tell() {
                return;
            }
        }
        if self.floor.work < until {
            self.improve(&mut roster, prices, noise, until);
        }
        if before < self.best.as_ref().map(|best| best.total) || self.guide.is_none() {
            self.guide = Some((prices.clone(), noise));
        }
    }

    /// Betters the best plan.
    pub(super) fn better(&mut self, prices: &WholePrices, noise: f64, until: u64) {
        if let Some(mut roster) = self.best.clone() {
            self.improve(&mut roster, prices, noise, until);
        }
    }

    /// Swaps of seats and changes of sessions until so much work is done.
    fn improve(&mut self, roster: &mut Roster, prices: &WholePrices, noise: f64, until_work: u64) {
        if self.instance.people() >= self.large {
            self.swap_in_blocks(roster, prices, noise, until_work);
        } else {
            self.swap(roster, prices, noise, until_work, 4);
        }
    }

    /// Whether people sit at prices of single seats.
    fn is_small(&self) -> bool {
        self.instance.people() < 1_000 && !self.is_large()
    }

    /// Whether sessions are looked for by what they allow.
    pub(super) fn climbs(&self) -> bool {
        let people = self.instance.people().max(1) as u64;
        self.is_small() && self.options.work / people >= CLIMBING
    }

    /// Swaps of seats, and so many changes of sessions in a hundred steps.
    ///
    /// With much work for few people a swap that weighs a little less is kept at first now and
    /// then, and seldom towards the end (simulated annealing); with less there is no time to make
    /// up for it.
    pub(super) fn swap(
        &mut self,
        roster: &mut Roster,
        prices: &WholePrices,
        noise: f64,
        until_work: u64,
        changes: usize,
    ) {
        let instance = self.instance;
        let start = self.floor.work;
        let work = until_work.saturating_sub(start);
        let heat = if self.climbs() { noise } else { 0.0 };
        let mut people = Vec::new();
        while self.floor.work < until_work {
            let done = (self.floor.work - start) as f64 / work as f64;
            let left = (1.0 - done * 1.25).max(0.0);
            let share = left * 0.95 + 0.02;
            let cooled = heat * left * left;
            let until = self.floor.work + (work / 40).max(100);
            while self.floor.work < until {
                let step = self.floor.work;
                swap::group(instance, roster, &mut self.random, &mut people);
                let manner = Manner {
                    share,
                    noise: noise * self.random.share() * self.random.share(),
                    keep: false,
                };
                let seed = self.random.next();
                let slack = if heat > 0.0 {
                    -cooled * self.random.share().max(1e-9).ln()
                } else {
                    0.0
                };
                swap::swap(
                    &mut self.floor,
                    roster,
                    &people,
                    prices,
                    manner,
                    slack,
                    seed,
                );
                if self.random.below(100) < changes
                    && let Some(change) = Change::any(instance, roster, &mut self.random)
                {
                    sessions::change(&mut self.floor, roster, change, prices, 0, &mut self.random);
                }
                // An instance without people or seats would not use up any work.
                if self.floor.work == step {
                    self.floor.work += 1;
                }
            }
            self.keep(roster);
            if self.tell() {
                return;
            }
        }
    }
}

//! What the solver does otherwise where there are many people.

use super::blocks::{self, Trade};
use super::dual::{Care, Dual, Pace, Scales};
use super::instance::Instance;
use super::market::{Market, Prices, WholePrices};
use super::roster::Roster;
use super::sample::{Sample, settle_units};
use super::solve::Solver;

/// The spread over phases at first, as a share of what a seat is worth.
const WIDTH: f64 = 0.03;
/// Rounds without progress after which steps and the spread become smaller.
const PATIENCE: usize = 4;
/// Progress is when the bound falls by more than this part of it.
const PROGRESS: i128 = 20_000;
/// About how many people are in the sample from which prices are learnt.
const SAMPLE: usize = 10_000;
/// Rounds in which the sample learns prices.
const LESSONS: usize = 120;
/// The rate of steps at which hours of units settle from those of units that are alike: they begin
/// near where they end, and longer steps lead away from there.
const HOUR_RATE: f64 = 0.1;
/// The shares of prices that count in swaps, one after another, again and again. With nearly all of
/// the price, people leave money and seats to others who gain more by them; with less, what is left
/// over is taken. Below the last of them nothing more was gained.
const SHARES: [f64; 4] = [0.99, 0.95, 0.9, 0.85];

/// A search for prices that goes back to the best ones, with smaller steps and a narrower spread
/// over phases, whenever the bound does not fall: so it goes as fast as prices allow, which a rule
/// made beforehand does not.
struct Settling {
    rate: f64,
    care: Care,
    seat: f64,
    reached: i128,
    stalled: usize,
}

impl Settling {
    fn new(dual: &Dual, rate: f64, width: f64) -> Self {
        let seat = dual.scales.seat;
        let care = Care::spread_over(width * seat);
        Self {
            rate,
            care,
            seat,
            reached: i128::MAX,
            stalled: 0,
        }
    }

    fn round(&mut self, instance: &Instance, dual: &mut Dual, market: &Market) {
        if dual.bound < self.reached - self.reached / PROGRESS {
            self.reached = dual.bound;
            self.stalled = 0;
        } else {
            self.stalled += 1;
        }
        if self.stalled == PATIENCE {
            dual.back(instance);
            self.rate *= 0.6;
            self.care.width = (0.8 * self.care.width).max(0.0025 * self.seat);
            self.stalled = 0;
        }
        dual.round(instance, market, self.care, self.rate);
    }
}

impl Solver<'_> {
    /// The search for prices in the free market; gives it, and whether to go on.
    pub(super) fn settle_large(&mut self, market: &Market, start: Prices) -> (Dual, bool) {
        let instance = self.instance;
        let people = instance.people() as u64;
        let rounds = self.options.work / people.max(1);
        let is_fresh = start.money.iter().all(|&price| price == 0.0);
        let (mut dual, mut settling, rounds) = if self.is_sampled() {
            let (dual, settling) = self.learn(market, start, is_fresh, rounds);
            (dual, settling, (rounds / 10).clamp(2, 40))
        } else {
            let scales = Scales::of(instance, market);
            self.floor.work += people;
            let dual = Dual::new(instance, scales, start);
            let settling = Settling::new(&dual, 0.5, WIDTH);
            (dual, settling, (rounds * 3 / 8).clamp(12, 100))
        };
        if self.tell() {
            return (dual, false);
        }
        for _ in 0..rounds {
            settling.round(instance, &mut dual, market);
            self.floor.work += people;
            self.bound = self.bound.min(dual.bound);
            if self.tell() {
                return (dual, false);
            }
        }
        self.prove_with_care(&dual, market);
        (dual, true)
    }

    /// Prices of all that is shared, learnt from a sample, and of the hours of every unit by
    /// itself.
    fn learn(
        &mut self,
        market: &Market,
        start: Prices,
        is_fresh: bool,
        rounds: u64,
    ) -> (Dual, Settling) {
        let instance = self.instance;
        let size = SAMPLE.min(instance.people() / 2 + 1);
        let sample = Sample::of(instance, size, &mut self.random);
        let part = sample.market(market);
        let mut scales = Scales::of(&sample.instance, &part);
        let mut learner = Dual::new(&sample.instance, scales.clone(), sample.prices(&start));
        let mut settling = Settling::new(&learner, 0.5, WIDTH);
        for _ in 0..LESSONS {
            settling.round(&sample.instance, &mut learner, &part);
            self.floor.work += sample.instance.people() as u64;
            if self.tell() {
                break;
            }
        }
        let mut prices = start;
        sample.carry(instance, &learner.best, &mut prices, is_fresh);
        let care = settling.care;
        self.settle_hours(market, &mut prices, &scales, care, HOUR_RATE, rounds / 10);
        sample.enlarge(&mut scales);
        let dual = Dual::new(instance, scales, prices);
        let width = settling.care.width / settling.seat;
        let settling = Settling::new(&dual, settling.rate.min(0.1), width);
        (dual, settling)
    }

    fn settle_hours(
        &mut self,
        market: &Market,
        prices: &mut Prices,
        scales: &Scales,
        care: Care,
        rate: f64,
        rounds: u64,
    ) {
        let rounds = rounds.clamp(2, 15) as usize;
        let pace = Pace {
            step: rate * scales.hour,
            correction: 1.0,
        };
        settle_units(self.instance, market, prices, care, pace, rounds);
        self.floor.work += (rounds * self.instance.people()) as u64;
    }

    /// Prices among given sessions, from those of the free market.
    pub(super) fn price_seats(
        &mut self,
        dual: &mut Dual,
        market: &Market,
        width: f64,
        rounds: u64,
    ) {
        let instance = self.instance;
        let mut again = (rounds / 5).clamp(8, 60);
        if self.is_sampled() {
            let size = SAMPLE.min(instance.people() / 2 + 1);
            let sample = Sample::of(instance, size, &mut self.random);
            let part = sample.market(market);
            let mut scales = dual.scales.clone();
            sample.reduce(&mut scales);
            let mut learner = Dual::new(&sample.instance, scales, sample.prices(&dual.prices));
            reprice(&mut learner, &sample.instance, &part, width, 60);
            self.floor.work += (60 * sample.instance.people()) as u64;
            let prices = learner
                .average
                .as_ref()
                .map_or(&learner.prices, |(mean, _)| mean);
            sample.carry(instance, prices, &mut dual.prices, false);
            let care = Care::spread_over(0.5 * width);
            let Dual { prices, scales, .. } = &mut *dual;
            self.settle_hours(market, prices, scales, care, 0.5 * HOUR_RATE, rounds / 10);
            dual.average = None;
            again = (rounds / 10).clamp(1, 30);
        }
        reprice(dual, instance, market, width, again);
        self.floor.work += again * instance.people() as u64;
    }

    /// Swaps of seats in many units at once, until so much work is done.
    pub(super) fn swap_in_blocks(
        &mut self,
        roster: &mut Roster,
        prices: &WholePrices,
        noise: f64,
        until_work: u64,
    ) {
        let people = self.instance.people().max(1) as u64;
        let left = until_work.saturating_sub(self.floor.work) / people;
        let searches = (left / 12).clamp(2, 4);
        let mut shares = SHARES.into_iter().cycle();
        while self.floor.work + people * searches <= until_work
            && let Some(share) = shares.next()
        {
            let trade = Trade {
                share,
                noise,
                searches,
            };
            self.floor.work +=
                blocks::swap_all(self.instance, roster, prices, trade, &mut self.random);
            self.keep(roster);
            if self.tell() {
                return;
            }
        }
    }
}

/// Rounds in which prices settle among given sessions; the spread over phases becomes narrower.
fn reprice(dual: &mut Dual, instance: &Instance, market: &Market, width: f64, rounds: u64) {
    for round in 0..rounds {
        let fall = 1.0 + round as f64 * 0.3;
        let care = Care::spread_over(width / fall.sqrt());
        dual.round(instance, market, care, 0.1 / fall);
    }
}

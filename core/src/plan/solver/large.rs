//! What the solver does otherwise where there are many people.

use super::blocks::{self, Trade};
use super::dual::{Care, Dual};
use super::market::{Market, WholePrices};
use super::roster::Roster;
use super::solve::Solver;

/// The spread over phases at first, as a share of what a seat is worth.
const WIDTH: f64 = 0.03;
/// Rounds without progress after which steps and the spread become smaller.
const PATIENCE: usize = 4;
/// Progress is when the bound falls by more than this part of it.
const PROGRESS: i128 = 20_000;
/// The shares of prices that count in swaps, one after another, again and again. With nearly all of
/// the price, people leave money and seats to others who gain more by them; with less, what is left
/// over is taken. Below the last of them nothing more was gained.
const SHARES: [f64; 4] = [0.99, 0.95, 0.9, 0.85];

impl Solver<'_> {
    /// Rounds of the search for prices in a market that bounds every plan; gives whether to go on.
    /// Whenever the bound does not fall, the search goes back to the best prices, with smaller
    /// steps and a narrower spread over phases: so it goes as fast as prices allow, which a rule
    /// made beforehand does not.
    pub(super) fn settle_large(&mut self, dual: &mut Dual, market: &Market, rounds: u64) -> bool {
        let people = self.instance.people() as u64;
        let seat = dual.scales.seat;
        let mut care = Care {
            width: WIDTH * seat,
            slack: 0,
            assignments: 20,
        };
        let mut rate = 0.5;
        let (mut reached, mut stalled) = (i128::MAX, 0);
        for _ in 0..(rounds * 3 / 8).clamp(12, 100) {
            if dual.bound < reached - reached / PROGRESS {
                reached = dual.bound;
                stalled = 0;
            } else {
                stalled += 1;
            }
            if stalled == PATIENCE {
                dual.back(self.instance);
                rate *= 0.6;
                care.width = (0.8 * care.width).max(0.0025 * seat);
                stalled = 0;
            }
            dual.round(self.instance, market, care, rate);
            self.floor.work += people;
            self.bound = self.bound.min(dual.bound);
            if self.tell() {
                return false;
            }
        }
        self.prove_with_care(dual, market);
        true
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

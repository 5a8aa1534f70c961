//! Rounds of the searches for prices, as many as the work allows.

use super::dual::{Care, Dual, Scales, ask};
use super::market::Market;
use super::primal;
use super::solve::Solver;
use super::split::Split;

impl<'a> Solver<'a> {
    /// Rounds of the search for prices in a market that bounds every plan; gives whether to go on.
    pub(super) fn settle(
        &mut self,
        dual: &mut Dual,
        market: &Market,
        care: Care,
        rounds: usize,
        rate: f64,
    ) -> bool {
        let people = self.instance.people() as u64;
        for round in 0..rounds {
            let step = rate / (1.0 + round as f64 * 20.0 / rounds as f64);
            dual.round(self.instance, market, care, step);
            self.floor.work += people;
            self.bound = self.bound.min(dual.bound);
            if self.tell() {
                return false;
            }
        }
        self.prove_with_care(dual, market);
        true
    }

    /// With more care, the best prices prove a little more.
    pub(super) fn prove_with_care(&mut self, dual: &Dual, market: &Market) {
        let whole = dual.best.whole(self.instance, market);
        let taken = ask(
            self.instance,
            &whole,
            Care {
                width: 0.0,
                slack: 0,
                assignments: 400,
            },
        );
        self.floor.work += self.instance.people() as u64;
        self.bound = self.bound.min(whole.fixed.saturating_add(taken.gained));
    }

    /// Rounds of the bound that counts sessions as wholes, with a first step; gives whether to go
    /// on.
    pub(super) fn split(
        &mut self,
        split: &mut Split<'_>,
        scales: &Scales,
        rounds: usize,
        first: f64,
    ) -> bool {
        let people = self.instance.people() as u64;
        // Steps and the spread over phases shrink together, by the same share in every round: a
        // step that falls like one over the round is small before prices are near.
        let last = if self.instance.people() < 1_000 {
            0.004
        } else {
            0.002
        };
        for round in 0..rounds {
            let fall = f64::powf(first / last, round as f64 / rounds as f64);
            let care = Care::spread_over(0.02 * scales.seat / fall.sqrt());
            split.round(care, first / fall);
            self.floor.work += people;
            self.bound = self.bound.min(split.bound);
            if self.tell() {
                return false;
            }
        }
        split.prove(Care {
            width: 0.0,
            slack: 0,
            assignments: 2_000,
        });
        self.floor.work += people;
        self.bound = self.bound.min(split.bound);
        true
    }

    /// Betters the seats of an earlier plan at prices that are settled; gives whether to go on.
    pub(super) fn resume(&mut self, split: &mut Split<'_>, scales: &Scales) -> bool {
        let left = self.options.work.saturating_sub(self.floor.work);
        let until = self.floor.work + left / 6;
        self.better(&split.seats(), primal::noise_of(scales), until);
        !self.stopped && !self.is_good()
    }
}

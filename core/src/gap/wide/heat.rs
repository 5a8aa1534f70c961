//! The heat map of units × competencies: small sums close to the processor, moved into the large
//! ones before they could overflow.

use std::array::from_fn;
use std::sync::{Mutex, PoisonError};

use super::lane::Lane;
use crate::gap::HeatCell;

/// People of one unit whom the small sums hold: counts fit in 8 bits, sums in [`Lane::Sum`].
const PEOPLE_AT_MOST: u8 = u8::MAX;

/// The sums of one unit and some competencies that every person has part in.
#[derive(Clone)]
pub(super) struct Common<T: Lane, const LANES: usize> {
    pub(super) gaps: [T::Sum; LANES],
    pub(super) short: [u8; LANES],
}

/// The counts that are needed where posts do not ask for everything or levels are left open.
#[derive(Clone)]
pub(super) struct Rare<const LANES: usize> {
    pub(super) asked: [u8; LANES],
    pub(super) unrated: [u8; LANES],
}

/// One thread's part of the heat map.
pub(super) struct Heat<'a, T: Lane, const LANES: usize> {
    width: usize,
    competencies: usize,
    common: Vec<Common<T, LANES>>,
    /// Empty if nothing is rare.
    rare: Vec<Rare<LANES>>,
    people: Vec<u8>,
    all: &'a Mutex<Vec<HeatCell>>,
}

impl<'a, T: Lane, const LANES: usize> Heat<'a, T, LANES> {
    pub(super) fn new(
        units: usize,
        competencies: usize,
        plain: bool,
        all: &'a Mutex<Vec<HeatCell>>,
    ) -> Self {
        let width = competencies.div_ceil(LANES);
        let none = Common {
            gaps: [T::Sum::default(); LANES],
            short: [0; LANES],
        };
        let none_rare = Rare {
            asked: [0; LANES],
            unrated: [0; LANES],
        };
        Self {
            width,
            competencies,
            common: vec![none; units * width],
            rare: vec![none_rare; if plain { 0 } else { units * width }],
            people: vec![0; units],
            all,
        }
    }

    /// Whether the rare counts are not kept.
    pub(super) fn is_plain(&self) -> bool {
        self.rare.is_empty()
    }

    /// The sums of a unit, to which one person is added.
    #[inline(always)]
    pub(super) fn common(&mut self, unit: u32) -> &mut [Common<T, LANES>] {
        self.count(unit);
        &mut self.common[unit as usize * self.width..][..self.width]
    }

    /// The only ones of a unit, where there is one row for each.
    #[inline(always)]
    pub(super) fn one(&mut self, unit: u32) -> &mut Common<T, LANES> {
        self.count(unit);
        &mut self.common[unit as usize]
    }

    /// The same with the rare ones.
    #[inline(always)]
    pub(super) fn full(&mut self, unit: u32) -> (&mut [Common<T, LANES>], &mut [Rare<LANES>]) {
        self.count(unit);
        let start = unit as usize * self.width;
        (
            &mut self.common[start..][..self.width],
            &mut self.rare[start..][..self.width],
        )
    }

    #[inline(always)]
    fn count(&mut self, unit: u32) {
        let unit = unit as usize;
        if self.people[unit] == PEOPLE_AT_MOST {
            self.flush(unit);
        }
        self.people[unit] = self.people[unit].wrapping_add(1);
    }

    /// Moves a unit's sums into the heat map of all.
    #[cold]
    fn flush(&mut self, unit: usize) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        self.flush_into(unit, &mut all);
    }

    fn flush_into(&mut self, unit: usize, all: &mut [HeatCell]) {
        let people = std::mem::take(&mut self.people[unit]);
        if people == 0 {
            return;
        }
        let cells = &mut all[unit * self.competencies..][..self.competencies];
        for (group, cells) in cells.chunks_mut(LANES).enumerate() {
            let at = unit * self.width + group;
            let common = &mut self.common[at];
            let rare = self.rare.get_mut(at);
            for (lane, cell) in cells.iter_mut().enumerate() {
                let gap_steps = common.gaps[lane].into() * u64::from(T::STEPS);
                let asked = rare.as_ref().map_or(people, |rare| rare.asked[lane]);
                let unrated = rare.as_ref().map_or(0, |rare| rare.unrated[lane]);
                cell.people += u32::from(asked);
                cell.short += u32::from(common.short[lane]);
                cell.unrated += u32::from(unrated);
                cell.gap_steps += gap_steps;
                // Every need weighs one: 1,000 thousandths.
                cell.weighted_gap += gap_steps * 1_000;
            }
            common.gaps = from_fn(|_| T::Sum::default());
            common.short = [0; LANES];
            if let Some(rare) = rare {
                rare.asked = [0; LANES];
                rare.unrated = [0; LANES];
            }
        }
    }

    /// Moves everything into the heat map of all.
    pub(super) fn finish(mut self) {
        let all = self.all;
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        for unit in 0..self.people.len() {
            self.flush_into(unit, &mut all);
        }
    }
}

//! What no schedule of everything costs less than, from prices of days on resources.
//!
//! Each day of a resource has a price, and every activity takes the days that cost it least with
//! what it pays for them; what all resources together could earn is taken off. Whatever the prices,
//! no schedule costs less (Lagrangian relaxation of the capacities; Christofides, Alvarez-Valdes and
//! Tamarit 1987). Prices rise on days that too many want and fall on days that are left, by
//! subgradient steps that remember the last direction (Camerini, Fratta and Maffioli 1975). An
//! activity's first predecessor is respected exactly, from the last activity to the first; others only
//! by the earliest starts.

use crate::schedule::project::instance::{Instance, NONE};
use crate::schedule::project::neighbourhood::Costs;
use crate::schedule::smith;

/// With more activities × days than this there are no prices: the memory would be large.
const MOST_CELLS: usize = 4_000_000;
/// After so many steps without a better bound the steps become half as long.
const PATIENCE: u32 = 10;
/// No more steps once they are so short.
const SHORTEST: f64 = 1e-3;
/// How many starts are looked at in the time of one placement of a search.
const STARTS_OF_A_PLACEMENT: u64 = 300;

/// The prices, and what was found with them.
pub(in crate::schedule::project) struct Prices<'a> {
    instance: &'a Instance,
    /// For each activity its weight by day until its end, and by day of lateness.
    slopes: Vec<(f64, f64)>,
    /// Resources × days.
    price: Vec<f64>,
    direction: Vec<f64>,
    /// Resources × (days + 1): prices before each day.
    before: Vec<f64>,
    /// Resources × days: what activities take.
    taken: Vec<f64>,
    /// Activities × (days + 2): the least cost of an activity and of all that wait for it first, if it
    /// starts no earlier than a day, and when it then starts.
    least: Vec<f64>,
    choice: Vec<u32>,
    /// Activities × days: whether an activity can start then if there is nothing else.
    may_start: Vec<bool>,
    /// For each activity the first that it waits for.
    parent: Vec<Option<u32>>,
    /// For each activity those that wait for it first.
    children: Vec<Vec<(u32, u32)>>,
    start: Vec<u32>,
    best: f64,
    length: f64,
    waited: u32,
    /// Work so far, in placements of a search.
    pub(in crate::schedule::project) work: u64,
    /// Work of a step.
    of_step: u64,
    is_over: bool,
}

impl<'a> Prices<'a> {
    /// No prices yet, and no bound.
    pub(in crate::schedule::project) fn new(instance: &'a Instance, costs: &Costs) -> Self {
        let (count, days) = (instance.count(), instance.horizon as usize);
        let cells = count.saturating_mul(days + 2);
        let is_over = count == 0 || cells > MOST_CELLS;
        let numbers = 0..if is_over { 0 } else { count as u32 };
        let mut may_start = Vec::new();
        let mut starts = 0;
        for number in numbers.clone() {
            let row = possible(instance, number);
            let open = row.iter().filter(|&&may| may).count() as u64;
            starts += open * (instance.demands.of(number).len() as u64 + 1);
            may_start.extend(row);
        }
        let mut children = vec![Vec::new(); count];
        let parent: Vec<Option<u32>> = numbers
            .clone()
            .map(|number| {
                let &(before, lag) = instance.before.of(number).first()?;
                children[before as usize].push((number, lag));
                Some(before)
            })
            .collect();
        let cells = if is_over { 0 } else { cells };
        let rows = if is_over { 0 } else { instance.resources };
        Self {
            instance,
            slopes: numbers
                .map(|number| costs.slopes(instance.weight[number as usize]))
                .collect(),
            price: vec![0.0; rows * days],
            direction: vec![0.0; rows * days],
            before: vec![0.0; rows * (days + 1)],
            taken: vec![0.0; rows * days],
            least: vec![0.0; cells],
            choice: vec![NONE; cells],
            may_start,
            parent,
            children,
            start: vec![NONE; count],
            best: 0.0,
            length: 1.0,
            waited: 0,
            work: 0,
            of_step: starts / STARTS_OF_A_PLACEMENT + 1,
            is_over,
        }
    }

    /// The best bound so far.
    pub(in crate::schedule::project) fn bound(&self) -> u64 {
        smith::rounded_up(self.best)
    }

    /// Takes steps until so much work is done. `known` is what a schedule costs.
    pub(in crate::schedule::project) fn improve(&mut self, until: u64, known: u64) {
        let known = known as f64;
        while !self.is_over && self.work + self.of_step <= until {
            self.work += self.of_step;
            let Some(value) = self.value() else {
                // Not everything has a place in any schedule.
                self.is_over = true;
                return;
            };
            self.waited += 1;
            if value > self.best {
                // Small gains do not make the steps stay long.
                if value - self.best > 1e-4 * (known - self.best).max(0.0) {
                    self.waited = 0;
                }
                self.best = value;
            }
            if self.waited >= PATIENCE {
                (self.waited, self.length) = (0, self.length / 2.0);
            }
            self.is_over = known - self.best <= 1e-7 * known
                || self.length < SHORTEST
                || !self.step(self.length * (known - value));
        }
    }

    /// What no schedule costs less than at the present prices; `None` if something has no start.
    fn value(&mut self) -> Option<f64> {
        let instance = self.instance;
        let days = instance.horizon as usize;
        for (before, price) in self
            .before
            .chunks_mut(days + 1)
            .zip(self.price.chunks(days.max(1)))
        {
            let mut sum = 0.0;
            for (before, price) in before.iter_mut().skip(1).zip(price) {
                sum += price;
                *before = sum;
            }
        }
        for &number in instance.order.iter().rev() {
            self.choose(number);
        }
        self.taken.fill(0.0);
        let mut value = 0.0;
        for &number in &instance.order {
            let at = number as usize;
            let from = match self.parent[at] {
                None => 0,
                Some(before) => {
                    let end = self.start[before as usize] + instance.duration[before as usize];
                    let lag = self.children[before as usize].iter();
                    let lag = lag.clone().find(|child| child.0 == number);
                    (end + lag.map_or(0, |child| child.1)) as usize
                }
            };
            let cell = at * (days + 2) + from.min(days + 1);
            if self.choice[cell] == NONE {
                return None;
            }
            if self.parent[at].is_none() {
                value += self.least[cell];
            }
            let start = self.choice[cell] as usize;
            self.start[at] = start as u32;
            for &(resource, amount) in instance.demands.of(number) {
                let row = resource as usize * days + start;
                for taken in &mut self.taken[row..row + instance.duration[at] as usize] {
                    *taken += f64::from(amount);
                }
            }
        }
        let earned = self.price.iter().zip(&instance.capacity);
        let earned: f64 = earned
            .map(|(price, &capacity)| price * f64::from(capacity))
            .sum();
        Some(value - earned)
    }

    /// Works out the least cost of an activity, with all that wait for it first, from each day on.
    fn choose(&mut self, number: u32) {
        let instance = self.instance;
        let days = instance.horizon as usize;
        let at = number as usize;
        let (length, width) = (instance.duration[at] as usize, days + 2);
        let due = instance.due[at];
        let (weight, late) = self.slopes[at];
        let may_start = &self.may_start[at * (days + 1)..][..days + 1];
        let mut best = (f64::INFINITY, NONE);
        let row = at * width;
        self.least[row + days + 1] = best.0;
        self.choice[row + days + 1] = best.1;
        for start in (0..=days).rev() {
            if may_start[start] {
                let end = start + length;
                let lateness = (end as u32).saturating_sub(due);
                let mut cost = weight * end as f64 + late * f64::from(lateness);
                for &(resource, amount) in instance.demands.of(number) {
                    let before = &self.before[resource as usize * (days + 1)..][..days + 1];
                    cost += f64::from(amount) * (before[end] - before[start]);
                }
                for &(child, lag) in &self.children[at] {
                    let from = end.saturating_add(lag as usize).min(days + 1);
                    cost += self.least[child as usize * width + from];
                }
                // Of several the latest, which leaves early days to others; infinite is no start.
                if cost < best.0 {
                    best = (cost, start as u32);
                }
            }
            self.least[row + start] = best.0;
            self.choice[row + start] = best.1;
        }
    }

    /// Moves the prices; whether there is anywhere to go.
    fn step(&mut self, scale: f64) -> bool {
        let gradient = |at: usize| self.taken[at] - f64::from(self.instance.capacity[at]);
        let (mut along, mut old) = (0.0, 0.0);
        for (at, direction) in self.direction.iter().enumerate() {
            along += direction * gradient(at);
            old += direction * direction;
        }
        let keep = if along < 0.0 { -1.5 * along / old } else { 0.0 };
        let mut norm = 0.0;
        for at in 0..self.price.len() {
            let wanted = self.taken[at] - f64::from(self.instance.capacity[at]);
            let mut direction = wanted + keep * self.direction[at];
            if self.price[at] <= 0.0 && direction < 0.0 {
                direction = 0.0;
            }
            self.direction[at] = direction;
            norm += direction * direction;
        }
        if norm <= 0.0 {
            return false;
        }
        let step = scale / norm;
        for (price, direction) in self.price.iter_mut().zip(&self.direction) {
            *price = (*price + step * direction).max(0.0);
        }
        true
    }
}

/// For each day up to the last whether an activity can start then if there is nothing else.
fn possible(instance: &Instance, number: u32) -> Vec<bool> {
    let at = number as usize;
    let (length, days) = (instance.duration[at], instance.horizon);
    let mut row = vec![false; days as usize + 1];
    let last = instance.latest_end[at].checked_sub(length);
    for start in last.into_iter().flat_map(|last| instance.head[at]..=last) {
        let range = start as usize..(start + length) as usize;
        let fits = |&(resource, amount): &(u32, u32)| {
            let mut days = instance.capacity_of(resource)[range.clone()].iter();
            days.all(|&capacity| capacity >= amount)
        };
        row[start as usize] = instance.demands.of(number).iter().all(fits);
    }
    row
}

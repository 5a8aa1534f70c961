//! What one person could gain at given prices, with prices of their own for gaps and hours.

use super::prices::{WholePrices, whole};
use super::problem::Problem;

/// Halvings when a person's own price is looked for: to about a sixteen-thousandth of its range.
const HALVINGS: usize = 14;

/// A place to work out one person after another.
pub(super) struct Desk<'p, 'i> {
    problem: &'p Problem<'i>,
    /// By row of the gaps of each remembered person: the price of a step.
    rows: Vec<Vec<f64>>,
    /// Of each remembered person: the prices of a hundredth of an hour, by phase, then by year.
    hours: Vec<Vec<f64>>,
    /// By item of the person × phase: worth less prices; below zero where it cannot be had.
    nets: Vec<f64>,
}

impl<'p, 'i> Desk<'p, 'i> {
    /// A desk that remembers nobody.
    pub(super) fn new(problem: &'p Problem<'i>) -> Self {
        Self::with_memory(problem, 1)
    }

    /// A desk that remembers the own prices of so many people.
    pub(super) fn with_memory(problem: &'p Problem<'i>, people: usize) -> Self {
        Self {
            problem,
            rows: vec![Vec::new(); people],
            hours: vec![Vec::new(); people],
            nets: Vec::new(),
        }
    }

    /// Betters the own prices of a person at the desk's place `at`, calls back for what the person
    /// would take (item, phase, part of a seat), and gives the bound of the person.
    pub(super) fn settle(
        &mut self,
        at: usize,
        person: usize,
        seat: &[f64],
        shares: &[f64],
        taken: impl FnMut(usize, usize, f64),
    ) -> f64 {
        let mut rows = std::mem::take(&mut self.rows[at]);
        let mut hours = std::mem::take(&mut self.hours[at]);
        self.better(person, seat, shares, &mut rows, &mut hours);
        let value = self.ask(person, &rows, &hours, taken);
        self.rows[at] = rows;
        self.hours[at] = hours;
        value
    }

    /// The bound of a person in whole numbers, at own prices that are looked for from nothing.
    pub(super) fn settle_and_prove(&mut self, person: usize, prices: &WholePrices) -> i128 {
        if self.problem.items(person).is_empty() {
            return 0;
        }
        let (mut rows, mut hours) = (Vec::new(), Vec::new());
        for _ in 0..8 {
            self.better(
                person,
                &prices.near_seat,
                &prices.near_shares,
                &mut rows,
                &mut hours,
            );
        }
        self.proof(person, prices, &rows, &hours)
    }

    /// What a step of a row is worth in a phase, above the row's price.
    fn surplus(&self, person: usize, row: usize, phase: usize, price: f64) -> f64 {
        let instance = self.problem.instance;
        let factor = f64::from(instance.factor(person, phase).unwrap_or(0));
        (f64::from(instance.people.gaps.weights[row]) * factor - price).max(0.0)
    }

    /// Works out what each item is worth less all prices, then betters each own price in turn.
    fn better(
        &mut self,
        person: usize,
        seat: &[f64],
        shares: &[f64],
        rows: &mut Vec<f64>,
        hours: &mut Vec<f64>,
    ) {
        let problem = self.problem;
        let instance = problem.instance;
        let (phases, years) = (problem.phases, instance.horizon.years.len());
        let own = instance.people.gaps.of(person);
        rows.resize(own.len(), 0.0);
        hours.resize(phases + years, 0.0);
        self.nets.clear();
        for item in self.problem.items(person) {
            let programme = problem.programmes[item] as usize;
            let length = f64::from(instance.offers.hours[programme]);
            for phase in 0..phases {
                if !problem.can_attend(person, programme, phase) {
                    self.nets.push(f64::NEG_INFINITY);
                    continue;
                }
                let year = instance.horizon.phases[phase].year;
                let share = shares.get(item * phases + phase).copied().unwrap_or(0.0);
                let mut net = -seat[programme * phases + phase]
                    - share
                    - length * (hours[phase] + hours[phases + year]);
                for lift in problem.lift_starts[item]..problem.lift_starts[item + 1] {
                    let row = problem.lift_rows[lift] as usize;
                    let steps = f64::from(problem.lift_steps[lift]);
                    net += steps * self.surplus(person, row, phase, rows[row - own.start]);
                }
                self.nets.push(net);
            }
        }
        for row in own.clone() {
            self.better_row(person, row, &mut rows[row - own.start]);
        }
        for (limit, price) in hours.iter_mut().enumerate() {
            self.better_hours(person, limit, price);
        }
    }

    /// Sets the price of a row's step to where what people would close just fills the gap.
    fn better_row(&mut self, person: usize, row: usize, price: &mut f64) {
        let problem = self.problem;
        let (phases, first) = (problem.phases, problem.items(person).start);
        let gaps = &problem.instance.people.gaps;
        let gap = f64::from(gaps.needed[row] - gaps.held[row]);
        // The items with a lift of this row, and their steps.
        let mut lifts: Vec<(usize, f64)> = Vec::new();
        for item in self.problem.items(person) {
            let all = problem.lift_starts[item]..problem.lift_starts[item + 1];
            let steps: f64 = all
                .filter(|&lift| problem.lift_rows[lift] as usize == row)
                .map(|lift| f64::from(problem.lift_steps[lift]))
                .sum();
            if steps > 0.0 {
                lifts.push((item - first, steps));
            }
        }
        let before = *price;
        let worth: Vec<f64> = (0..phases)
            .map(|t| self.surplus(person, row, t, 0.0))
            .collect();
        let nets = &self.nets;
        let closed = |price: f64| -> f64 {
            let of_item = |&(item, steps): &(usize, f64)| {
                let mut best = (0.0, 0.0);
                for (phase, worth) in worth.iter().enumerate() {
                    let surplus = (worth - price).max(0.0);
                    let old = (worth - before).max(0.0);
                    let net = nets[item * phases + phase] + steps * (surplus - old);
                    if net > best.0 {
                        best = (net, if surplus > 0.0 { steps } else { 0.0 });
                    }
                }
                best.1
            };
            lifts.iter().map(of_item).sum()
        };
        let highest = worth.iter().copied().fold(0.0, f64::max);
        *price = fill(highest, gap, closed);
        for &(item, steps) in &lifts {
            for (phase, worth) in worth.iter().enumerate() {
                let surplus = (worth - *price).max(0.0);
                let old = (worth - before).max(0.0);
                self.nets[item * phases + phase] += steps * (surplus - old);
            }
        }
    }

    /// Sets the price of an hour of a phase, or of a year (after the phases), to where what the
    /// person would attend just fills the hours.
    fn better_hours(&mut self, person: usize, limit: usize, price: &mut f64) {
        let problem = self.problem;
        let instance = problem.instance;
        let (phases, items) = (problem.phases, problem.items(person));
        let counts = |phase: usize| match limit.checked_sub(phases) {
            None => phase == limit,
            Some(year) => instance.horizon.phases[phase].year == year,
        };
        let left = match limit.checked_sub(phases) {
            None => instance.horizon.hours_per_phase,
            Some(year) => instance.people.hours_left[person * instance.horizon.years.len() + year],
        };
        let length = |item: usize| {
            f64::from(instance.offers.hours[problem.programmes[items.start + item] as usize])
        };
        let before = *price;
        let nets = &self.nets;
        let attended = |price: f64| -> f64 {
            let of_item = |item: usize| {
                let mut best = (0.0, 0.0);
                for phase in 0..phases {
                    let mut net = nets[item * phases + phase];
                    if counts(phase) {
                        net += length(item) * (before - price);
                    }
                    if net > best.0 {
                        best = (net, if counts(phase) { length(item) } else { 0.0 });
                    }
                }
                best.1
            };
            (0..items.len()).map(of_item).sum()
        };
        let highest = (0..items.len())
            .filter(|&item| length(item) > 0.0)
            .flat_map(|item| {
                let own = nets[item * phases..(item + 1) * phases].iter().enumerate();
                own.filter(|&(phase, _)| counts(phase))
                    .map(move |(_, net)| net / length(item) + before)
                    .collect::<Vec<f64>>()
            })
            .fold(0.0, f64::max);
        *price = fill(highest, f64::from(left), attended);
        for item in 0..items.len() {
            for phase in (0..phases).filter(|&phase| counts(phase)) {
                self.nets[item * phases + phase] += length(item) * (before - *price);
            }
        }
    }

    /// Calls back for what the person would take; the bound of the person. Where phases are
    /// about as good as each other, the seat is spread over them: a hard choice would move whole
    /// crowds from phase to phase.
    fn ask(
        &self,
        person: usize,
        rows: &[f64],
        hours: &[f64],
        mut taken: impl FnMut(usize, usize, f64),
    ) -> f64 {
        let problem = self.problem;
        let instance = problem.instance;
        let phases = problem.phases;
        let gaps = &instance.people.gaps;
        let mut value = 0.0;
        for (row, price) in gaps.of(person).zip(rows) {
            value += price * f64::from(gaps.needed[row] - gaps.held[row]);
        }
        let years = instance.horizon.years.len();
        let left = &instance.people.hours_left[person * years..(person + 1) * years];
        for (limit, price) in hours.iter().enumerate() {
            let hours = match limit.checked_sub(phases) {
                None => instance.horizon.hours_per_phase,
                Some(year) => left[year],
            };
            value += price * f64::from(hours);
        }
        for (at, item) in self.problem.items(person).enumerate() {
            let nets = &self.nets[at * phases..(at + 1) * phases];
            let best = nets.iter().copied().fold(0.0, f64::max);
            if best <= 0.0 {
                continue;
            }
            value += best;
            let near = best * 0.05;
            let share = |net: f64| {
                let distance = (best - net) / near;
                if net > 0.0 {
                    1.0 / (1.0 + distance * distance)
                } else {
                    0.0
                }
            };
            let all: f64 = nets.iter().map(|&net| share(net)).sum();
            for (phase, &net) in nets.iter().enumerate() {
                if net > 0.0 {
                    taken(item, phase, share(net) / all);
                }
            }
        }
        value
    }

    /// The bound of a person at prices rounded to whole numbers.
    fn proof(&self, person: usize, prices: &WholePrices, rows: &[f64], hours: &[f64]) -> i128 {
        let problem = self.problem;
        let instance = problem.instance;
        let phases = problem.phases;
        let gaps = &instance.people.gaps;
        let own = gaps.of(person);
        let rows: Vec<i128> = rows.iter().map(|price| whole(price.round())).collect();
        let hours: Vec<i128> = hours.iter().map(|price| whole(price.round())).collect();
        let mut bound = 0_i128;
        for (row, price) in own.clone().zip(&rows) {
            bound += price * i128::from(gaps.needed[row] - gaps.held[row]);
        }
        let years = instance.horizon.years.len();
        for price in &hours[..phases] {
            bound += price * i128::from(instance.horizon.hours_per_phase);
        }
        for (year, price) in hours[phases..].iter().enumerate() {
            bound += price * i128::from(instance.people.hours_left[person * years + year]);
        }
        for item in self.problem.items(person) {
            let programme = problem.programmes[item] as usize;
            let length = i128::from(instance.offers.hours[programme]);
            let mut best = 0_i128;
            for phase in 0..phases {
                let Some(factor) = instance.factor(person, phase) else {
                    continue;
                };
                if !problem.can_attend(person, programme, phase) {
                    continue;
                }
                let year = instance.horizon.phases[phase].year;
                let mut net = -(length * (hours[phase] + hours[phases + year]));
                for lift in problem.lift_starts[item]..problem.lift_starts[item + 1] {
                    let row = problem.lift_rows[lift] as usize;
                    let worth = i128::from(gaps.weights[row]) * i128::from(factor);
                    let surplus = (worth - rows[row - own.start]).max(0);
                    net += surplus * i128::from(problem.lift_steps[lift]);
                }
                let share = prices
                    .shares
                    .get(item * phases + phase)
                    .copied()
                    .unwrap_or(0);
                net = net.saturating_sub(prices.seat[programme * phases + phase]);
                best = best.max(net.saturating_sub(share));
            }
            bound += best;
        }
        bound
    }
}

/// The lowest price up to `highest` at which no more is taken than there is, nearly.
fn fill(highest: f64, there_is: f64, taken: impl Fn(f64) -> f64) -> f64 {
    if taken(0.0) <= there_is {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, highest);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if taken(middle) > there_is {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

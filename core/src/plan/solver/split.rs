//! A tighter bound where classes are few: sessions and people agree on who comes.
//!
//! In the market of [`super::market`] a part of a session can be bought, so a class for five is
//! as cheap for each as a class for thirty. Here every possible seat (person, programme, phase)
//! has a price σ of its own, of either sign: people pay it, sessions earn it. A session of a cell
//! costs its whole price and takes between the least and the most people, so
//!
//! ```text
//! bound = Σ_people max { worth − money and hours of the seats − Σ σ of the seats }
//!       + Σ_cells  max_n { Σ of the best σ of n sessions − n × price of a session }
//!       + what money, days and hours are worth
//! ```
//!
//! For any σ it bounds every plan. σ moves by whether people and sessions agree.

use std::collections::BTreeMap;

use super::dual::{Care, Scales};
use super::instance::Instance;
use super::limits::{self, Earned, Limits};
use super::margin::{self, Margins};
use super::market::{Market, Prices, UNLIMITED, WholePrices, whole};
use super::person::{CLOSED, Desk, Terms};

/// Prices of a round.
#[derive(Clone, Debug)]
pub(super) struct Point {
    prices: Prices,
    sigma: Vec<f64>,
    /// By purse, where they were found.
    rupiah: Vec<i128>,
}

impl Point {
    /// How many numbers it holds.
    pub(super) fn numbers(&self) -> usize {
        self.sigma.len()
    }

    /// Whether a problem is so much like the one where they were found that they are near: the
    /// same people, programmes and phases, and at most a quarter more or less money in each purse.
    pub(super) fn fits(&self, instance: &Instance) -> bool {
        let mut purses = instance.purses().iter().zip(&self.rupiah);
        self.prices.fits(instance)
            && self.sigma.len() == instance.pairs() * instance.phases
            && purses.all(|(purse, &rupiah)| {
                4_i128.saturating_mul((purse.rupiah.saturating_sub(rupiah)).abs()) <= rupiah
            })
    }
}

/// The search for prices of every possible seat.
pub(super) struct Split<'a> {
    instance: &'a Instance,
    /// What seats cost in money alone, and nothing else of sessions.
    market: Market,
    pub(super) prices: Prices,
    /// By (pair of person and candidate) × phase.
    sigma: Vec<f64>,
    /// By programme: the people who could attend it, with the place of the pair.
    candidates: Vec<Vec<(u32, u32)>>,
    /// By pair: where each person's begin.
    starts: Vec<usize>,
    pub(super) limits: Limits,
    scales: Scales,
    momentum: Vec<f64>,
    energy: Vec<f64>,
    momentum_of: Prices,
    energy_of: Prices,
    rounds: i32,
    /// The lowest bound so far, with the constant of the floors.
    pub(super) bound: i128,
    best: Option<(Prices, Vec<f64>)>,
    desk: Desk,
    /// By cell: sessions held lately, on average.
    pub(super) held: Vec<f64>,
}

impl<'a> Split<'a> {
    /// Starts from prices of the free market.
    pub(super) fn new(instance: &'a Instance, free: &Prices, scales: &Scales) -> Self {
        let phases = instance.phases;
        let market = Market::of(instance, &vec![None; instance.cells()]);
        let seat = free.whole(instance, &market).seat;
        let mut only_money = free.clone();
        only_money.seats.fill(0.0);
        let mut market = market;
        for cell in 0..instance.cells() {
            market.cost[cell] = i128::from(instance.seat_price[cell / phases]);
            market.people[cell] = 1;
            market.days_taken[cell] = 0;
            if market.seats[cell] > 0 {
                market.seats[cell] = UNLIMITED;
            }
        }
        let base = only_money.whole(instance, &market).seat;
        let mut candidates = vec![Vec::new(); instance.programmes()];
        let mut sigma = Vec::new();
        let mut starts = vec![0];
        let mut pair = 0_usize;
        for person in 0..instance.people() {
            for &programme in instance.candidates(person) {
                candidates[usize::from(programme)].push((person as u32, pair as u32));
                for phase in 0..phases {
                    let cell = usize::from(programme) * phases + phase;
                    let share = if seat[cell] < CLOSED {
                        seat[cell] - base[cell]
                    } else {
                        0
                    };
                    sigma.push(share as f64);
                }
                pair += 1;
            }
            starts.push(pair);
        }
        Self {
            instance,
            market,
            prices: only_money,
            momentum: vec![0.0; sigma.len()],
            energy: vec![0.0; sigma.len()],
            momentum_of: Prices::none(instance),
            energy_of: Prices::none(instance),
            sigma,
            candidates,
            starts,
            limits: Limits::all(instance),
            scales: scales.clone(),
            rounds: 0,
            bound: i128::MAX,
            best: None,
            desk: Desk::new(instance),
            held: vec![0.0; instance.cells()],
        }
    }

    /// The prices that prove the bound.
    pub(super) fn point(&self) -> Point {
        let (prices, sigma) = match &self.best {
            Some((prices, sigma)) => (prices, sigma),
            None => (&self.prices, &self.sigma),
        };
        Point {
            prices: prices.clone(),
            sigma: sigma.clone(),
            rupiah: self
                .instance
                .purses()
                .iter()
                .map(|own| own.rupiah)
                .collect(),
        }
    }

    /// Begins anew at other prices, perhaps with other limits.
    pub(super) fn start_at(&mut self, point: &Point) {
        self.prices.clone_from(&point.prices);
        self.sigma.clone_from(&point.sigma);
        self.momentum.fill(0.0);
        self.momentum_of = Prices::none(self.instance);
        self.bound = i128::MAX;
        self.best = None;
    }

    /// The most sessions of a cell that can be held and filled.
    pub(super) fn limits_of_all(&self, cell: usize) -> u32 {
        let instance = self.instance;
        let programme = cell / instance.phases;
        let filled = instance.demand[programme] / instance.class_min[programme];
        match self.market.seats[cell] {
            0 => 0,
            _ => instance.sessions[cell].min(filled),
        }
    }

    /// One round; gives the bound at the prices before it.
    pub(super) fn round(&mut self, care: Care, rate: f64) -> i128 {
        let instance = self.instance;
        let phases = instance.phases;
        let whole_prices = self.prices.whole(instance, &self.market);
        let sigma = self.whole_sigma();
        let mut excess = vec![0.0_f64; sigma.len()];
        let mut spent = vec![0.0_f64; phases];
        let mut hours = vec![0.0_f64; instance.cover.len()];
        let mut days = vec![0.0_f64; self.market.days.len()];
        let mut bound = whole_prices.fixed;
        bound += self.ask(
            &whole_prices,
            &sigma,
            care,
            &mut excess,
            &mut spent,
            &mut hours,
        );
        let Some(earned) = self.hold(&sigma, &mut excess, &mut spent, &mut days) else {
            self.bound = i128::MIN;
            return i128::MIN;
        };
        bound += earned;
        if bound < self.bound {
            self.bound = bound;
            self.best = Some((self.prices.clone(), self.sigma.clone()));
        }
        self.rounds += 1;
        self.step(&excess, &spent, &hours, &days, rate);
        bound
    }

    /// What the best prices prove when people are worked out with more care.
    pub(super) fn prove(&mut self, care: Care) {
        if let Some((prices, sigma)) = self.best.take() {
            self.prices = prices;
            self.sigma = sigma;
            self.round(care, 0.0);
        }
    }

    fn ask(
        &mut self,
        whole: &WholePrices,
        sigma: &[i64],
        care: Care,
        excess: &mut [f64],
        spent: &mut [f64],
        hours: &mut [f64],
    ) -> i128 {
        let instance = self.instance;
        let phases = instance.phases;
        let room = vec![instance.horizon.hours_per_phase; phases];
        let mut seat = vec![CLOSED; instance.cells()];
        let mut gained = 0_i128;
        for person in 0..instance.people() {
            let first = self.starts[person];
            self.lay_out(person, whole, sigma, &mut seat);
            let unit = instance.unit_of(person) * phases;
            let terms = Terms {
                seat: &seat,
                hour: &whole.hours[unit..unit + phases],
                room: &room,
                slack: care.slack,
                assignments: care.assignments,
            };
            let (_, most) = self.desk.solve(instance, person, &terms, &[]);
            gained += i128::from(most);
            for &seat in self.desk.seats() {
                let programme = usize::from(seat.programme);
                let Ok(at) = instance.candidates(person).binary_search(&seat.programme) else {
                    continue;
                };
                let length = f64::from(instance.hours[programme]);
                let price = instance.seat_price[programme] as f64;
                self.desk.spread(seat, care.width, |phase, share| {
                    excess[(first + at) * phases + phase] += share;
                    spent[phase] += share * price;
                    hours[unit + phase] += share * length;
                });
            }
        }
        gained
    }

    /// What each seat of a person costs, in cells of the programmes that they could attend.
    fn lay_out(&self, person: usize, whole: &WholePrices, sigma: &[i64], seat: &mut [i64]) {
        let phases = self.instance.phases;
        let first = self.starts[person];
        for (at, &programme) in self.instance.candidates(person).iter().enumerate() {
            for phase in 0..phases {
                let cell = usize::from(programme) * phases + phase;
                seat[cell] = match self.limits.cells[cell].1 {
                    0 => CLOSED,
                    _ => whole.seat[cell],
                };
                if seat[cell] < CLOSED {
                    seat[cell] += sigma[(first + at) * phases + phase];
                }
            }
        }
    }

    /// What scarce things are worth by the best prices.
    pub(super) fn margins(&mut self) -> Margins {
        let (instance, phases) = (self.instance, self.instance.phases);
        if let Some((prices, sigma)) = &self.best {
            self.prices.clone_from(prices);
            self.sigma.clone_from(sigma);
        }
        let whole = self.prices.whole(instance, &self.market);
        let sigma = self.whole_sigma();
        let mut order = Vec::new();
        let sessions = (0..instance.cells()).map(|cell| {
            let limit = instance.sessions[cell];
            if self.market.seats[cell] == 0 || limit == 0 || limit == u32::MAX {
                return 0;
            }
            self.rank(cell, &sigma, &mut order);
            let price = self.session_price(cell);
            let earned = self.earned(cell, &order, price, (0, limit + 1), 0);
            let most = |earned: &[i128]| earned.iter().copied().max().unwrap_or(0);
            most(&earned) - most(&earned[..earned.len().min(limit as usize + 1)])
        });
        let sessions = sessions.collect();
        let room = vec![instance.horizon.hours_per_phase; phases];
        let mut seat = vec![CLOSED; instance.cells()];
        let mut desk = std::mem::take(&mut self.desk);
        let people = (0..instance.people()).map(|person| {
            self.lay_out(person, &whole, &sigma, &mut seat);
            let unit = instance.unit_of(person) * phases;
            let terms = Terms {
                seat: &seat,
                hour: &whole.hours[unit..unit + phases],
                room: &room,
                slack: margin::CARE.slack,
                assignments: margin::CARE.assignments,
            };
            margin::hour(instance, &mut desk, person, &terms)
        });
        let people = people.collect();
        self.desk = desk;
        Margins {
            money: margin::money(instance, &self.prices),
            sessions,
            days: margin::days(&self.market, &self.prices),
            people,
            hours: whole.hours,
        }
    }

    /// What seats cost in money alone, and hours, at the best prices.
    pub(super) fn seats(&self) -> WholePrices {
        let prices = self.best.as_ref().map_or(&self.prices, |best| &best.0);
        prices.whole(self.instance, &self.market)
    }

    /// What a seat is worth to whoever comes last into so many full sessions of each cell, at the
    /// best prices.
    pub(super) fn last_seats(&self, sessions: &[u32]) -> Vec<i64> {
        let sigma = self.own();
        let mut order = Vec::new();
        let cells = sessions.iter().enumerate();
        cells
            .map(|(cell, &held)| {
                let class = u64::from(self.instance.class_max[cell / self.instance.phases]);
                let last = (class * u64::from(held)).checked_sub(1);
                let Some(last) = last.and_then(|last| usize::try_from(last).ok()) else {
                    return 0;
                };
                self.rank(cell, &sigma, &mut order);
                order.get(last).map_or(0, |seat| seat.0.max(0))
            })
            .collect()
    }

    /// What seats cost each person besides money, at the best prices.
    pub(super) fn own(&self) -> Vec<i64> {
        let sigma = self.best.as_ref().map_or(&self.sigma, |best| &best.1);
        let sigma = sigma.iter();
        sigma
            .map(|&sigma| sigma.clamp(-9e15, 9e15) as i64)
            .collect()
    }

    fn whole_sigma(&self) -> Vec<i64> {
        self.sigma
            .iter()
            .map(|&sigma| sigma.clamp(-9e15, 9e15) as i64)
            .collect()
    }

    /// Who could attend a cell, with the places of their prices, who pay most first.
    fn rank(&self, cell: usize, sigma: &[i64], order: &mut Vec<(i64, u32, usize)>) {
        let (programme, phase) = self.instance.split(cell);
        order.clear();
        order.extend(self.candidates[programme].iter().map(|&(person, pair)| {
            let place = pair as usize * self.instance.phases + phase;
            (sigma[place], person, place)
        }));
        order.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// What the sessions of all programmes earn at best within the limits; `None` if they cannot be
    /// held.
    fn hold(
        &mut self,
        sigma: &[i64],
        excess: &mut [f64],
        spent: &mut [f64],
        days: &mut [f64],
    ) -> Option<i128> {
        let instance = self.instance;
        let phases = instance.phases;
        let mut sum = 0_i128;
        let mut orders: Vec<Vec<(i64, u32, usize)>> = vec![Vec::new(); phases];
        for programme in 0..instance.programmes() {
            let cells = programme * phases..(programme + 1) * phases;
            let limits = &self.limits.cells[cells.clone()];
            if limits.iter().all(|&limit| limit.1 == 0) {
                if self.limits.totals[programme].0 > 0 {
                    return None;
                }
                continue;
            }
            let least: Vec<u32> = limits.iter().map(|limit| limit.0).collect();
            let mut earned = Vec::with_capacity(phases);
            for (cell, order) in cells.clone().zip(&mut orders) {
                let (least, most) = self.limits.cells[cell];
                if self.market.seats[cell] == 0 || most == 0 {
                    earned.push(if least == 0 { vec![0] } else { Vec::new() });
                    continue;
                }
                self.rank(cell, sigma, order);
                let price = self.session_price(cell);
                let enough = self.limits.totals[programme].0;
                earned.push(self.earned(cell, order, price, (least, most), enough));
            }
            let (own, held) = limits::choose(&earned, &least, self.limits.totals[programme])?;
            sum += own;
            for ((cell, order), &held) in cells.zip(&orders).zip(&held) {
                let (_, phase) = instance.split(cell);
                // Of few rounds the plain mean.
                let share = (1.0 / f64::from(self.rounds + 1)).max(0.03);
                self.held[cell] += share * (f64::from(held) - self.held[cell]);
                if held > 0 {
                    let place = instance.provider[programme] as usize * phases + phase;
                    spent[phase] += instance.session_price[programme] as f64 * f64::from(held);
                    days[place] += f64::from(instance.days[programme]) * f64::from(held);
                    self.seated(cell, order, held, |place, _| excess[place] -= 1.0);
                }
            }
        }
        Some(sum)
    }

    /// What a session costs at the prices, rounded down.
    fn session_price(&self, cell: usize) -> i128 {
        let instance = self.instance;
        let (programme, phase) = instance.split(cell);
        let cost = i128::from(instance.session_price[programme]);
        let mut price = 0_i128;
        for (purse, &worth) in instance.purses().iter().zip(&self.prices.money) {
            if purse.phases.contains(&phase) && purse.rupiah > 0 {
                price += i128::from(whole(worth)) * cost / purse.rupiah;
            }
        }
        let place = instance.provider[programme] as usize * instance.phases + phase;
        if self.market.days[place] < UNLIMITED {
            price +=
                i128::from(whole(self.prices.days[place])) * i128::from(instance.days[programme]);
        }
        price
    }

    /// What numbers of sessions earn, from the least to the most, or until more than enough only
    /// cost more.
    fn earned(
        &self,
        cell: usize,
        order: &[(i64, u32, usize)],
        price: i128,
        (least, most): (u32, u32),
        enough: u32,
    ) -> Earned {
        let programme = cell / self.instance.phases;
        let filled = order.len() as u64 / u64::from(self.instance.class_min[programme]);
        let paying = order.partition_point(|&(sigma, ..)| sigma > 0);
        let mut earned = Vec::new();
        for held in least..=most {
            if u64::from(held) > filled {
                break;
            }
            let mut sum = -price * i128::from(held);
            let (mut taken, mut earning) = (0_u64, 0);
            self.seated(cell, order, held, |_, sigma| {
                sum += i128::from(sigma);
                taken += 1;
                earning += usize::from(sigma > 0);
            });
            if held > 0 && taken < u64::from(self.instance.class_min[programme]) * u64::from(held) {
                break;
            }
            earned.push(sum);
            // Once all who earn something sit, more sessions only cost more.
            if earning == paying && held >= enough {
                break;
            }
        }
        earned
    }

    /// Calls back with the place and the price of each who comes to so many sessions.
    fn seated(
        &self,
        cell: usize,
        order: &[(i64, u32, usize)],
        held: u32,
        mut each: impl FnMut(usize, i64),
    ) {
        let instance = self.instance;
        let (programme, phase) = instance.split(cell);
        let least = u64::from(instance.class_min[programme]) * u64::from(held);
        let most = u64::from(instance.class_max[programme]) * u64::from(held);
        let mut by_unit: BTreeMap<usize, u64> = BTreeMap::new();
        let mut taken = 0_u64;
        for &(sigma, person, place) in order {
            if taken >= most || (sigma <= 0 && taken >= least) {
                break;
            }
            let own = instance.unit_of(person as usize);
            let spare = u64::from(instance.spare[own * instance.phases + phase]) * u64::from(held);
            if spare < instance.unit_people(own).len() as u64 {
                let there = by_unit.entry(own).or_insert(0);
                if *there >= spare {
                    continue;
                }
                *there += 1;
            }
            taken += 1;
            each(place, sigma);
        }
    }

    fn step(&mut self, excess: &[f64], spent: &[f64], hours: &[f64], days: &[f64], rate: f64) {
        let instance = self.instance;
        let correction = 1.0 - 0.95_f64.powi(self.rounds);
        let at = |price: &mut f64,
                  momentum: &mut f64,
                  energy: &mut f64,
                  excess: f64,
                  scale: f64,
                  least: f64| {
            let excess = excess.clamp(-3.0, 3.0);
            *momentum = 0.8 * *momentum + 0.2 * excess;
            *energy = 0.95 * *energy + 0.05 * excess * excess;
            let size = (*energy / correction).sqrt();
            if size > 1e-9 {
                *price = (*price + rate * scale * *momentum / size).max(least);
            }
        };
        for (place, purse) in instance.purses().iter().enumerate() {
            if purse.rupiah > 0 {
                let sum: f64 = spent[purse.phases.clone()].iter().sum();
                at(
                    &mut self.prices.money[place],
                    &mut self.momentum_of.money[place],
                    &mut self.energy_of.money[place],
                    sum / purse.rupiah as f64 - 1.0,
                    self.scales.money[place],
                    0.0,
                );
            }
        }
        for (place, &limit) in self.market.days.iter().enumerate() {
            if limit < UNLIMITED && limit > 0 {
                at(
                    &mut self.prices.days[place],
                    &mut self.momentum_of.days[place],
                    &mut self.energy_of.days[place],
                    days[place] / limit as f64 - 1.0,
                    self.scales.day,
                    0.0,
                );
            }
        }
        for (place, &cover) in instance.cover.iter().enumerate() {
            if cover > 0 && (cover as f64) < 1e15 {
                at(
                    &mut self.prices.hours[place],
                    &mut self.momentum_of.hours[place],
                    &mut self.energy_of.hours[place],
                    hours[place] / cover as f64 - 1.0,
                    self.scales.hour,
                    0.0,
                );
            }
        }
        for (place, &excess) in excess.iter().enumerate() {
            at(
                &mut self.sigma[place],
                &mut self.momentum[place],
                &mut self.energy[place],
                excess,
                self.scales.seat,
                f64::NEG_INFINITY,
            );
        }
    }
}

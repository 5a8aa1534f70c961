//! Large-neighbourhood search for weighted lateness and completion.
//!
//! A late activity is taken out, and with it who is in its way on some earlier days, or others that
//! share resources and time with it (Shaw 1998; ruin and recreate, Schrimpf et al. 2000). They are
//! put back in another order, each as early as it fits; those that come after and no longer fit
//! are taken out, too. Worse schedules are accepted with a probability that falls.

mod costs;
mod heat;
mod room;
mod start;
mod users;

use super::instance::{Instance, NONE};
use super::profile::Profile;
use crate::words::splitmix::SplitMix64;
pub(super) use costs::Costs;
use heat::Heat;
use users::{User, Users};

/// The fewest and most activities that are taken out on purpose.
const FEWEST: usize = 3;
const MOST: usize = 14;
/// Steps after which those that are not where they were are gathered again.
const AWAY_EVERY: u64 = 256;
/// Of a thousand steps, how many make room for a late activity; the others take out what is near.
const MAKE_ROOM: usize = 900;

/// In which order what was taken out is put back.
#[derive(Clone, Copy, Debug)]
struct Rule {
    kind: usize,
    /// Days by which the order may change.
    noise: f64,
}

impl Rule {
    fn draw(random: &mut SplitMix64) -> Self {
        Self {
            kind: random.below(4),
            noise: [0.0, 5.0, 20.0][random.below(3)],
        }
    }
}

/// A schedule, and the search around it.
#[derive(Clone, Debug)]
pub(super) struct Neighbourhood<'p, P> {
    instance: &'p Instance,
    costs: &'p Costs,
    profile: P,
    random: SplitMix64,
    start: Vec<u32>,
    total: i64,
    best: Vec<u32>,
    best_total: i64,
    heat: Heat,
    users: Users,
    /// Scratch: those of a resource's users that are in the way.
    near_by: Vec<User>,
    /// Those that were lately not where they were in an earlier schedule.
    away: Vec<u32>,
    /// A few times the mean duration: how far from the first the others are taken.
    near: u32,
    is_out: Vec<bool>,
    pending: Vec<(i64, u32)>,
    /// What those that are pending cost at least, all together.
    pending_least: i64,
    /// By activity, what it costs at least.
    least: Vec<i64>,
    /// What was moved in this step, with its start before.
    moved: Vec<(u32, u32)>,
    step_of: Vec<u64>,
    step: u64,
    /// How many activities were placed so far.
    pub(super) placed: u64,
    /// The value density of an activity or of what follows it.
    value: Vec<f64>,
}

impl<'p, P: Profile> Neighbourhood<'p, P> {
    pub(super) fn new(
        instance: &'p Instance,
        costs: &'p Costs,
        profile: P,
        random: SplitMix64,
    ) -> Self {
        let count = instance.count();
        let days: u64 = instance.duration.iter().map(|&days| u64::from(days)).sum();
        let mut search = Self {
            instance,
            costs,
            profile,
            random,
            start: vec![NONE; count],
            total: 0,
            best: Vec::new(),
            best_total: i64::MAX,
            heat: Heat::default(),
            users: Users::new(instance),
            near_by: Vec::new(),
            away: Vec::new(),
            // Bounded by a million days.
            near: (5 * days / count.max(1) as u64).max(1) as u32,
            is_out: vec![false; count],
            pending: Vec::new(),
            pending_least: 0,
            least: (0..count as u32)
                .map(|activity| costs.least(instance, activity))
                .collect(),
            moved: Vec::new(),
            step_of: vec![0; count],
            step: 0,
            placed: 0,
            value: start::values(instance),
        };
        search.begin();
        search
    }

    /// The cost of the best schedule, those without a place and moves included.
    pub(super) const fn best_total(&self) -> i64 {
        self.best_total
    }

    /// The best schedule.
    pub(super) fn best(&self) -> &[u32] {
        &self.best
    }

    /// Works until so many activities are placed in all, of a share that is its whole work.
    pub(super) fn run(&mut self, until: u64, share: u64) {
        if self.start.is_empty() {
            self.placed = until;
            return;
        }
        self.tidy();
        while self.placed < until {
            let heat = self.heat.at(self.placed, share);
            self.improve(heat);
        }
    }

    /// Goes on from another searcher's best.
    pub(super) fn welcome(&mut self, start: &[u32], total: i64) {
        if total < self.best_total {
            self.best.copy_from_slice(start);
            self.best_total = total;
        }
        if total < self.total {
            self.start.copy_from_slice(start);
            self.total = total;
            self.rebuild();
        }
    }

    fn rebuild(&mut self) {
        self.profile.reset();
        self.users.clear();
        for activity in 0..self.start.len() as u32 {
            let start = self.start[activity as usize];
            if start != NONE {
                self.occupy(activity, start);
            }
        }
    }

    /// The activity takes what it needs from a day on.
    fn occupy(&mut self, activity: u32, start: u32) {
        let length = self.instance.duration[activity as usize];
        self.profile.place(activity, length, start);
        self.users.set(activity, start, length);
    }

    /// It gives it back.
    fn vacate(&mut self, activity: u32, start: u32) {
        let length = self.instance.duration[activity as usize];
        self.profile.lift(activity, length, start);
        self.users.unset(activity);
    }

    /// Takes out the seed and others near it, and puts them back; keeps that or what was before.
    fn improve(&mut self, heat: f64) {
        self.step += 1;
        self.moved.clear();
        self.pending.clear();
        self.pending_least = 0;
        let before = self.total;
        let seed = self.seed();
        let size = FEWEST + self.random.below(MOST - FEWEST + 1);
        let makes_room = self.random.below(1_000) < MAKE_ROOM;
        if !(makes_room && self.make_room(seed)) {
            self.ruin(seed, size);
        }
        let limit = before as f64 - heat * self.random.share().max(1e-300).ln();
        if !self.recreate(4 * size + 30, limit as i64) {
            self.undo();
            self.total = before;
        } else if self.total < self.best_total {
            self.best_total = self.total;
            self.best.copy_from_slice(&self.start);
        }
    }

    /// The most delayed of three; where an earlier schedule is to be kept, every other time one that
    /// is not where it was.
    fn seed(&mut self) -> u32 {
        if self.costs.has_previous() {
            if self.step.is_multiple_of(AWAY_EVERY) {
                let rows = self.start.iter().zip(&self.costs.previous).enumerate();
                let away = rows.filter(|&(_, (now, before))| now != before);
                self.away.clear();
                self.away.extend(away.map(|(number, _)| number as u32));
            }
            if !self.away.is_empty() && self.random.below(2) == 0 {
                return self.away[self.random.below(self.away.len())];
            }
        }
        let delay = |activity: u32| {
            let number = activity as usize;
            let cost = self.costs.of(self.instance, activity, self.start[number]);
            cost - self.least[number]
        };
        let count = self.start.len();
        let mut best = (i64::MIN, 0);
        for _ in 0..3 {
            let activity = self.random.below(count) as u32;
            best = best.max((delay(activity), activity));
        }
        best.1
    }

    fn ruin(&mut self, seed: u32, size: usize) {
        let instance = self.instance;
        let around = match self.start[seed as usize] {
            NONE => instance.head[seed as usize],
            start => start,
        };
        let near = match self.random.below(3) {
            0 => self.near,
            1 => self.near.saturating_mul(3),
            _ => NONE,
        };
        let rule = Rule::draw(&mut self.random);
        self.take_out(seed, rule);
        if self.random.below(1_000) < 300 {
            for at in 0..instance.before.of(seed).len() {
                let (earlier, _) = instance.before.of(seed)[at];
                self.take_out(earlier, rule);
            }
        }
        for _ in 0..3 * size {
            if self.pending.len() >= size {
                break;
            }
            let (_, from) = self.pending[self.random.below(self.pending.len())];
            let demands = instance.demands.of(from);
            if demands.is_empty() {
                continue;
            }
            let (resource, _) = demands[self.random.below(demands.len())];
            let users = self.users.of(resource);
            let other = users[self.random.below(users.len())].activity;
            let start = self.start[other as usize];
            if start == NONE || start.abs_diff(around) <= near {
                self.take_out(other, rule);
            }
        }
    }

    fn take_out(&mut self, activity: u32, rule: Rule) {
        if self.is_out[activity as usize] {
            return;
        }
        let key = self.key(activity, rule);
        self.wait(key, activity);
    }

    /// The smaller, the sooner it is put back; in thousandths of a day.
    fn key(&mut self, activity: u32, rule: Rule) -> i64 {
        let number = activity as usize;
        let value = self.value[number];
        let head = f64::from(self.instance.head[number]);
        let key = match rule.kind {
            0 => f64::from(self.start[number].min(self.instance.horizon)),
            1 => head - 8.0 * value,
            2 => {
                let due = self.instance.due[number].min(self.instance.horizon);
                f64::from(due) - 5.0 * value
            }
            _ => -10.0 * value,
        };
        let noise = if rule.noise > 0.0 {
            rule.noise * self.random.share()
        } else {
            0.0
        };
        ((key + noise) * 1_000.0) as i64
    }

    /// Takes an activity from its place; the smaller the key, the sooner it is put back.
    fn wait(&mut self, key: i64, activity: u32) {
        self.lift(activity);
        self.pending.push((key, activity));
        self.pending_least += self.least[activity as usize];
    }

    /// Takes an activity from its place and notes where it was.
    fn lift(&mut self, activity: u32) {
        let number = activity as usize;
        let start = self.start[number];
        if self.step_of[number] != self.step {
            self.step_of[number] = self.step;
            self.moved.push((activity, start));
        }
        self.is_out[number] = true;
        self.total -= self.costs.of(self.instance, activity, start);
        if start != NONE {
            self.vacate(activity, start);
        }
    }

    /// Puts everything back that is pending; `false` if that takes too many steps or costs more
    /// than a limit, which is seen as soon as the rest cannot be cheap enough.
    fn recreate(&mut self, most: usize, limit: i64) -> bool {
        let instance = self.instance;
        let mut steps = 0;
        while !self.pending.is_empty() {
            steps += 1;
            if steps > most || self.total + self.pending_least > limit {
                return false;
            }
            // The smallest key of those that wait for nothing.
            let mut next: Option<usize> = None;
            for (place, &(key, activity)) in self.pending.iter().enumerate() {
                let is_smaller = next.is_none_or(|next| (key, activity) < self.pending[next]);
                if is_smaller
                    && instance
                        .before
                        .of(activity)
                        .iter()
                        .all(|&(earlier, _)| !self.is_out[earlier as usize])
                {
                    next = Some(place);
                }
            }
            // There is no circle, so one of them waits for nothing.
            let Some(next) = next else { return false };
            let (_, activity) = self.pending.swap_remove(next);
            self.pending_least -= self.least[activity as usize];
            let start = self.slot(activity);
            self.put(activity, start);
            self.push_on(activity, start);
        }
        self.total <= limit
    }

    /// The first day that the activity's head and those that it waits for allow.
    fn released(&self, activity: u32) -> u32 {
        let instance = self.instance;
        let mut from = instance.head[activity as usize];
        for &(earlier, lag) in instance.before.of(activity) {
            let start = self.start[earlier as usize];
            let end = start.saturating_add(instance.duration[earlier as usize] + lag);
            from = from.max(end);
        }
        from
    }

    /// The earliest place, or where it was in an earlier schedule that is to be kept.
    fn slot(&mut self, activity: u32) -> u32 {
        let instance = self.instance;
        let number = activity as usize;
        let length = instance.duration[number];
        let from = self.released(activity);
        self.placed += 1;
        let Some(last) = instance.latest_end[number].checked_sub(length) else {
            return NONE;
        };
        if from > last {
            return NONE;
        }
        let previous = self.costs.previous[number];
        if self.costs.has_previous()
            && (from..=last).contains(&previous)
            && self.random.below(1_000) < 700
            && self.profile.earliest(activity, length, previous, previous) == previous
        {
            return previous;
        }
        self.profile.earliest(activity, length, from, last)
    }

    fn put(&mut self, activity: u32, start: u32) {
        let number = activity as usize;
        self.start[number] = start;
        self.is_out[number] = false;
        self.total += self.costs.of(self.instance, activity, start);
        if start != NONE {
            self.occupy(activity, start);
        }
    }

    /// What comes after and starts too early now is taken out; so is what had no place.
    fn push_on(&mut self, activity: u32, start: u32) {
        let instance = self.instance;
        let end = start.saturating_add(instance.duration[activity as usize]);
        for &(later, lag) in instance.after.of(activity) {
            let number = later as usize;
            let now = self.start[number];
            let is_broken = now != NONE && now < end.saturating_add(lag);
            let may_return = now == NONE && start != NONE && self.step_of[number] != self.step;
            if !self.is_out[number] && (is_broken || may_return) {
                let key = i64::from(now.min(instance.horizon)) * 1_000;
                self.wait(key, later);
            }
        }
    }

    /// Everything is where it was before this step.
    fn undo(&mut self) {
        let moved = std::mem::take(&mut self.moved);
        for &(activity, _) in &moved {
            let number = activity as usize;
            if !self.is_out[number] && self.start[number] != NONE {
                self.vacate(activity, self.start[number]);
            }
        }
        for &(activity, start) in &moved {
            let number = activity as usize;
            self.start[number] = start;
            self.is_out[number] = false;
            if start != NONE {
                self.occupy(activity, start);
            }
        }
        self.moved = moved;
    }
}

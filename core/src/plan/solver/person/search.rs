//! The search over sets of programmes.

use super::super::instance::Instance;
use super::{CLOSED, DEPTH, Desk, Entry, NODES};

impl Desk {
    /// Looks for a set that is worth more than the best so far.
    pub(super) fn search(&mut self, instance: &Instance) {
        let count = self.programme.len();
        self.deepen(0);
        self.lists[0].clear();
        for item in 0..count {
            if self.cheapest[item] < CLOSED {
                self.lists[0].push(item as u16);
            }
        }
        self.rest[0].clear();
        self.rest[0].extend_from_slice(&self.lane_gap);
        self.chosen.clear();
        let left = self.year_left.iter().sum();
        self.descend(instance, 0, left, self.floor);
    }

    fn deepen(&mut self, depth: usize) {
        while self.lists.len() <= depth {
            self.lists.push(Vec::new());
            self.entries.push(Vec::new());
            self.rest.push(Vec::new());
        }
    }

    /// What an item adds to the set at a depth, phases and factors aside.
    fn adds(&self, item: usize, depth: usize) -> i64 {
        let rest = &self.rest[depth];
        let lifts = self.lift_starts[item] as usize..self.lift_starts[item + 1] as usize;
        self.lift_lane[lifts.clone()]
            .iter()
            .zip(&self.lift_steps[lifts])
            .map(|(&lane, &steps)| {
                let lane = usize::from(lane);
                i64::from(steps.min(rest[lane])) * self.lane_weight[lane]
            })
            .sum()
    }

    /// The most that an item may add to what sets are truly worth, the chosen and others of this
    /// depth.
    ///
    /// What a set is said to be worth may be more than it is, where what items lift depends on the
    /// level that they find, or hours do not count in the year of the floor.
    fn may_add(&self, item: usize, depth: usize, need: i64) -> i64 {
        let rest = &self.rest[depth];
        let lifts = self.lift_starts[item] as usize..self.lift_starts[item + 1] as usize;
        let steps: i64 = self.lift_lane[lifts.clone()]
            .iter()
            .zip(&self.lift_steps[lifts])
            .map(|(&lane, &steps)| {
                let lane = usize::from(lane);
                let steps = match self.lane_items[lane] {
                    (items, true) if items > 1 => steps,
                    _ => steps.min(rest[lane]),
                };
                i64::from(steps) * self.lane_weight[lane]
            })
            .sum();
        let need = if self.has_other_years {
            self.floor
        } else {
            need
        };
        self.reference * steps - self.cheapest[item] + self.hour_value * self.hours[item].min(need)
    }

    /// Looks through all sets that hold the chosen items and some of the list of this depth.
    /// `worth` is that of the chosen ones.
    fn descend(&mut self, instance: &Instance, worth: i64, left: i64, need: i64) {
        let depth = self.chosen.len();
        self.nodes += 1;
        let need = need.min(left);
        let mut entries = std::mem::take(&mut self.entries[depth]);
        let list = std::mem::take(&mut self.lists[depth]);
        entries.clear();
        for &item in &list {
            let at = usize::from(item);
            let hours = self.hours[at];
            if hours > left {
                continue;
            }
            let net = self.reference * self.adds(at, depth) - self.cheapest[at];
            let credit = self.hour_value * hours.min(need);
            if net + credit > 0 || self.asked_for[at] || self.may_add(at, depth, need) > 0 {
                let ratio = if hours > 0 {
                    net as f64 / hours as f64
                } else if net > 0 {
                    f64::INFINITY
                } else {
                    f64::NEG_INFINITY
                };
                entries.push(Entry {
                    item,
                    ratio,
                    net,
                    most: 0,
                    skipped: false,
                });
            }
        }
        self.lists[depth] = list;
        entries.sort_unstable_by(|one, other| {
            other
                .ratio
                .total_cmp(&one.ratio)
                .then(one.item.cmp(&other.item))
        });
        let (mut open, multiplier) = self.bound(&mut entries, left, need);
        for at in 0..entries.len() {
            let best = self.best.saturating_add(self.slack);
            let most = worth.saturating_add(open);
            if most <= best || self.nodes >= NODES || depth >= DEPTH {
                self.leave_open(most);
                break;
            }
            let entry = entries[at];
            let item = usize::from(entry.item);
            let required = &self.requires[item];
            if required
                .iter()
                .any(|&other| !self.taken[usize::from(other)])
            {
                // It can still be had once what it requires is chosen: later items carry it along.
                entries[at].skipped = true;
                continue;
            }
            let hours = self.hours[item];
            let price = multiplier.saturating_mul(hours);
            // The bound of all sets that hold this item and none of those before it.
            let forced = (most - entry.most).saturating_add(entry.net.saturating_sub(price));
            if forced > best {
                self.deepen(depth + 1);
                let mut list = std::mem::take(&mut self.lists[depth + 1]);
                list.clear();
                let skipped = entries[..at].iter().filter(|entry| entry.skipped);
                list.extend(skipped.chain(&entries[at + 1..]).map(|entry| entry.item));
                self.lists[depth + 1] = list;
                self.include(depth, item);
                let credit = self.hour_value * hours.min(need);
                self.descend(
                    instance,
                    worth + entry.net + credit,
                    left - hours,
                    need - hours.min(need),
                );
                self.chosen.pop();
                self.taken[item] = false;
            } else {
                self.leave_open(forced);
            }
            open = open.saturating_sub(entry.most);
        }
        self.entries[depth] = entries;
        if worth > self.best && !self.chosen.is_empty() {
            self.assign(instance, worth);
        }
    }

    /// Sets worth at most so much are not looked at.
    fn leave_open(&mut self, most: i64) {
        if most > self.best {
            self.left_open = self.left_open.max(most);
        }
    }

    fn include(&mut self, depth: usize, item: usize) {
        let (before, after) = self.rest.split_at_mut(depth + 1);
        let rest = &mut after[0];
        rest.clear();
        rest.extend_from_slice(&before[depth]);
        let lifts = self.lift_starts[item] as usize..self.lift_starts[item + 1] as usize;
        for (&lane, &steps) in self.lift_lane[lifts.clone()]
            .iter()
            .zip(&self.lift_steps[lifts])
        {
            let lane = usize::from(lane);
            rest[lane] = rest[lane].saturating_sub(steps);
        }
        self.chosen.push(item as u16);
        self.taken[item] = true;
    }

    /// What the entries, the best for each hour first, could add within the hours that are left,
    /// of which `need` are worth their value besides; and the multiplier of an hour behind it.
    ///
    /// For any multiplier s ≥ −value of an hour, Σ (net − s × hours)⁺ plus what the hours
    /// themselves are worth at s bounds every choice; the s taken is that of the knapsack's last
    /// item, where the bound is lowest.
    fn bound(&self, entries: &mut [Entry], left: i64, need: i64) -> (i64, i64) {
        let mut hours = 0_i64;
        let mut multiplier = None;
        for entry in entries.iter() {
            let own = self.hours[usize::from(entry.item)];
            if entry.net > 0 {
                if hours + own > left {
                    multiplier = Some(entry.ratio as i64);
                    break;
                }
            } else if hours >= need {
                multiplier = Some(0);
                break;
            } else if hours + own > need {
                // Conversion saturates; any number is lawful.
                multiplier = Some(entry.ratio as i64);
                break;
            }
            hours += own;
        }
        let multiplier = multiplier
            .unwrap_or(if hours < need { -self.hour_value } else { 0 })
            .max(-self.hour_value);
        let mut sum = if multiplier >= 0 {
            (self.hour_value * need).saturating_add(multiplier.saturating_mul(left))
        } else {
            (self.hour_value + multiplier) * need
        };
        for entry in entries.iter_mut() {
            let price = multiplier.saturating_mul(self.hours[usize::from(entry.item)]);
            entry.most = entry.net.saturating_sub(price).max(0);
            sum = sum.saturating_add(entry.most);
        }
        (sum, multiplier)
    }
}

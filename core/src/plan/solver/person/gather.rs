//! The programmes that may be worth their price to a person.

use super::super::facts::EffectFacts;
use super::super::instance::{AWAY, Instance};
use super::{CLOSED, Desk, Seat, Terms};

impl Desk {
    pub(super) fn gather(&mut self, instance: &Instance, person: usize, terms: &Terms<'_>) {
        self.person_facts(instance, person);
        self.slack = terms.slack;
        self.most_assignments = terms.assignments;
        self.room.clear();
        self.room
            .extend(terms.room.iter().map(|&room| i64::from(room)));
        self.lanes(instance, person);
        if instance.has_steps {
            self.find_steep(instance, person);
        }
        let unit = instance.unit_of(person) * self.phases;
        let spare = &instance.spare[unit..unit + self.phases];
        for &programme in instance.candidates(person) {
            self.candidate(instance, usize::from(programme), terms, spare);
        }
        self.drop_useless(instance);
        self.lane_items.resize(self.lane_gap.len(), (0, false));
        for (&lane, &plain) in self.lift_lane.iter().zip(&self.lift_plain) {
            let items = &mut self.lane_items[usize::from(lane)];
            items.0 += 1;
            items.1 |= !plain;
        }
    }

    pub(super) fn lanes(&mut self, instance: &Instance, person: usize) {
        self.clear();
        for gap in instance.gaps(person) {
            let competency = usize::from(gap.competency);
            self.lane_of[competency] = self.lane_gap.len() as u16;
            self.lanes_set.push(gap.competency);
            self.lane_gap.push(gap.needed - gap.held);
            self.lane_held.push(gap.held);
            self.lane_needed.push(gap.needed);
            self.lane_weight.push(i64::from(gap.weight));
            self.lane_steep.push(false);
        }
    }

    fn clear(&mut self) {
        for &competency in &self.lanes_set {
            self.lane_of[usize::from(competency)] = u16::MAX;
        }
        for &programme in &self.programme {
            self.item_of[usize::from(programme)] = u16::MAX;
        }
        self.lanes_set.clear();
        self.lane_gap.clear();
        self.lane_held.clear();
        self.lane_needed.clear();
        self.lane_weight.clear();
        self.lane_steep.clear();
        self.programme.clear();
        self.hours.clear();
        self.alone.clear();
        self.cheapest.clear();
        self.asked_for.clear();
        self.taken.clear();
        self.lift_starts.clear();
        self.lift_starts.push(0);
        self.lift_lane.clear();
        self.lift_steps.clear();
        self.lift_plain.clear();
        self.lane_items.clear();
        self.price.clear();
        self.effective.clear();
    }

    pub(super) fn person_facts(&mut self, instance: &Instance, person: usize) {
        self.years.clear();
        self.years.extend_from_slice(&instance.horizon.years);
        self.floor_year = instance.horizon.floor_year;
        self.hour_value = instance.horizon.floor_value;
        self.floor = match self.floor_year {
            Some(_) => i64::from(instance.floor[person]),
            None => 0,
        };
        self.year_left.clear();
        self.year_left.extend(
            instance
                .hours_left(person)
                .iter()
                .map(|&left| i64::from(left) + i64::from(self.more_hours)),
        );
        self.any_seat = instance.any_seat;
        self.extras.clear();
        self.extras.extend_from_slice(instance.extra_seats(person));
        self.promise = instance.promise_to(person);
        self.factors.clear();
        let factors = instance.factors(person);
        self.factors.extend(factors.iter().map(|&factor| {
            if factor == AWAY {
                -1
            } else {
                i64::from(factor)
            }
        }));
        let here = factors.iter().filter(|&&factor| factor != AWAY);
        let least = here.clone().min().copied().unwrap_or(0);
        let most = here.max().copied().unwrap_or(0);
        self.reference = i64::from(least);
        self.has_other_years = instance.year_count > 1;
        self.plain = least == most && !self.has_other_years;
    }

    /// Where something works only from a level that is not held yet, whatever lifts that level may
    /// be worth more than it closes itself: it is not left out for its price.
    fn find_steep(&mut self, instance: &Instance, person: usize) {
        for &programme in instance.candidates(person) {
            for effect in instance.effects(usize::from(programme)) {
                let lane = usize::from(self.lane_of[usize::from(effect.competency)]);
                if let Some(&held) = self.lane_held.get(lane)
                    && effect.from_level > held
                    && effect.from_level < self.lane_needed[lane]
                {
                    self.lane_steep[lane] = true;
                }
            }
        }
    }

    fn candidate(
        &mut self,
        instance: &Instance,
        programme: usize,
        terms: &Terms<'_>,
        spare: &[u32],
    ) {
        let hours = i64::from(instance.hours[programme]);
        let lifts = self.lift_lane.len();
        let mut alone = 0;
        let mut plain = true;
        // Whoever is promised something may have to take what is not worth its price.
        let mut enables = self.promise > 0;
        for effect in instance.effects(programme) {
            let lane = usize::from(self.lane_of[usize::from(effect.competency)]);
            if lane >= self.lane_gap.len() {
                continue;
            }
            let (held, needed) = (self.lane_held[lane], self.lane_needed[lane]);
            let lift = most_lift(effect, held, needed);
            if lift == 0 {
                continue;
            }
            enables |= self.lane_steep[lane];
            let is_plain = effect.from_level <= held && effect.up_to_level >= needed;
            plain &= is_plain;
            if self.lift_lane[lifts..].last() == Some(&(lane as u16)) {
                // Two effects on one competency count as their sum.
                plain = false;
                let last = self.lift_steps.len() - 1;
                self.lift_plain[last] = false;
                let sum = self.lift_steps[last]
                    .saturating_add(lift)
                    .min(self.lane_gap[lane]);
                alone += i64::from(sum - self.lift_steps[last]) * self.lane_weight[lane];
                self.lift_steps[last] = sum;
                continue;
            }
            self.lift_lane.push(lane as u16);
            self.lift_steps.push(lift);
            self.lift_plain.push(is_plain);
            alone += i64::from(lift) * self.lane_weight[lane];
        }
        let mut cheapest = CLOSED;
        let start = self.price.len();
        for (phase, &spare) in spare.iter().enumerate() {
            let cell = programme * self.phases + phase;
            let year = self.years[phase];
            let factor = self.factors[phase];
            let open = terms.seat[cell] < CLOSED
                && instance.sessions[cell] > 0
                && factor >= 0
                && spare > 0
                && hours <= self.room[phase]
                && hours <= self.year_left[year];
            if open {
                // Far more than anything is worth; a lower price than the true one only loosens
                // the bound.
                let price = terms.seat[cell]
                    .saturating_add(terms.hour[phase].saturating_mul(hours))
                    .min(1 << 55)
                    - self.extra(Seat {
                        phase: phase as u16,
                        programme: programme as u16,
                    });
                let effective = price - (factor - self.reference) * alone;
                cheapest = cheapest.min(effective);
                self.price.push(price);
                self.effective.push(effective);
            } else {
                self.price.push(CLOSED);
                self.effective.push(CLOSED);
            }
        }
        let credit = self.hour_value * hours.min(self.floor);
        let useful = self.reference * alone + credit > cheapest;
        let is_required = instance.is_required(programme);
        if cheapest >= CLOSED || !(useful || is_required || enables) {
            self.price.truncate(start);
            self.effective.truncate(start);
            self.lift_lane.truncate(lifts);
            self.lift_steps.truncate(lifts);
            self.lift_plain.truncate(lifts);
            return;
        }
        self.plain &= plain;
        self.item_of[programme] = self.programme.len() as u16;
        self.programme.push(programme as u16);
        self.hours.push(hours);
        self.alone.push(alone);
        self.cheapest.push(cheapest);
        self.asked_for.push(enables);
        self.taken.push(false);
        self.lift_starts.push(self.lift_lane.len() as u32);
    }

    /// Ties prerequisites to items. An item whose prerequisite cannot be had is closed; an item
    /// that is only a prerequisite stays as long as something useful asks for it.
    fn drop_useless(&mut self, instance: &Instance) {
        let count = self.programme.len();
        while self.requires.len() < count {
            self.requires.push(Vec::new());
        }
        // Closes chains from their ends: at most one pass for each link.
        loop {
            let mut changed = false;
            for item in 0..count {
                self.requires[item].clear();
                let programme = usize::from(self.programme[item]);
                for &required in instance.requires(programme) {
                    match self.item(required as u16) {
                        Some(other) if self.cheapest[other] < CLOSED => {
                            self.requires[item].push(other as u16);
                        }
                        _ if self.cheapest[item] < CLOSED => {
                            self.cheapest[item] = CLOSED;
                            changed = true;
                        }
                        _ => {}
                    }
                }
            }
            if !changed {
                break;
            }
        }
        for item in 0..count {
            if self.cheapest[item] < CLOSED {
                for at in 0..self.requires[item].len() {
                    let other = usize::from(self.requires[item][at]);
                    self.asked_for[other] = true;
                }
            }
        }
    }
}

/// The most of a gap that an effect can close at whatever level it finds the person.
fn most_lift(effect: &EffectFacts, held: u16, needed: u16) -> u16 {
    let start = held.max(effect.from_level);
    let end = start
        .saturating_add(effect.gain)
        .min(effect.up_to_level)
        .min(needed);
    end.saturating_sub(start)
}

//! Room for an activity on earlier days: those that are in its way there are taken out.

use super::users::{Span, User};
use super::{Neighbourhood, Rule};
use crate::schedule::project::instance::NONE;
use crate::schedule::project::profile::Profile;

/// How many days are drawn until there is one on which the activity could be at all.
const DRAWS: usize = 4;

impl<P: Profile> Neighbourhood<'_, P> {
    /// Takes an activity out, and who is in its way on some earlier days, so that it can have
    /// them: it is put back first. `false`, and nothing is taken out, if it cannot begin earlier.
    pub(super) fn make_room(&mut self, activity: u32) -> bool {
        let Some(to) = self.earlier(activity) else {
            return false;
        };
        let rule = Rule::draw(&mut self.random);
        self.take_out(activity, rule);
        // Of all keys the smallest.
        self.pending[0].0 = i64::MIN;
        let instance = self.instance;
        let wanted = Span {
            start: to,
            end: to + instance.duration[activity as usize],
        };
        let mut near = std::mem::take(&mut self.near_by);
        for &(resource, amount) in instance.demands.of(activity) {
            near.clear();
            for user in self.users.of(resource) {
                if user.span.meets(wanted) {
                    near.push(*user);
                }
            }
            // Who stays and who goes is drawn where there is a choice.
            if near.len() > 1 {
                let first = self.random.below(near.len());
                near.rotate_left(first);
            }
            let capacity = instance.capacity_of(resource);
            for day in wanted.start..wanted.end {
                let day_only = Span {
                    start: day,
                    end: day + 1,
                };
                let is_there = |user: &User| user.span.meets(day_only);
                let users = near.iter().filter(|&user| is_there(user));
                let used: u32 = users.map(|user| user.amount).sum();
                let mut left = capacity[day as usize].saturating_sub(used);
                while left < amount
                    && let Some(at) = near.iter().position(is_there)
                {
                    let user = near.swap_remove(at);
                    left += user.amount;
                    self.take_out(user.activity, rule);
                }
            }
        }
        self.near_by = near;
        true
    }

    /// A day before its own on which the calendars alone would let the activity begin.
    fn earlier(&mut self, activity: u32) -> Option<u32> {
        let instance = self.instance;
        let length = instance.duration[activity as usize];
        let from = self.released(activity);
        let start = self.start[activity as usize];
        let end = match start {
            NONE => instance.latest_end[activity as usize].checked_sub(length)? + 1,
            start => start,
        };
        let days = end.checked_sub(from).filter(|&days| days > 0)?;
        (0..DRAWS)
            .map(|_| from + self.random.below(days as usize) as u32)
            .find(|&to| {
                let is_open = |&(resource, amount): &(u32, u32)| {
                    let days = &instance.capacity_of(resource)[to as usize..(to + length) as usize];
                    days.iter().all(|&capacity| capacity >= amount)
                };
                instance.demands.of(activity).iter().all(is_open)
            })
    }
}

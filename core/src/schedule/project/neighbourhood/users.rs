//! Who uses a resource, and when.

use crate::schedule::project::instance::{Instance, NONE};

/// An activity that takes of a resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct User {
    pub(super) activity: u32,
    pub(super) amount: u32,
    pub(super) span: Span,
}

/// The days of an activity, the last exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    /// No days: begins after all and ends before all.
    const NEVER: Self = Self {
        start: NONE,
        end: 0,
    };

    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The users of all resources, those of one beside each other, so that going through them is
/// quick.
#[derive(Clone, Debug)]
pub(super) struct Users {
    users: Vec<User>,
    /// Those of resource `k` are `users[from[k]..from[k + 1]]`.
    from: Vec<usize>,
    /// Where the activities stand among the users; those of activity `a` from `place_from[a]` on.
    places: Vec<usize>,
    place_from: Vec<usize>,
}

impl Users {
    pub(super) fn new(instance: &Instance) -> Self {
        let count = instance.count() as u32;
        let mut from = vec![0; instance.resources + 1];
        for activity in 0..count {
            for &(resource, _) in instance.demands.of(activity) {
                from[resource as usize + 1] += 1;
            }
        }
        for resource in 0..instance.resources {
            from[resource + 1] += from[resource];
        }
        let mut next = from.clone();
        let nobody = User {
            activity: 0,
            amount: 0,
            span: Span::NEVER,
        };
        let mut users = vec![nobody; from[instance.resources]];
        let (mut places, mut place_from) = (Vec::new(), vec![0]);
        for activity in 0..count {
            for &(resource, amount) in instance.demands.of(activity) {
                let place = &mut next[resource as usize];
                users[*place].activity = activity;
                users[*place].amount = amount;
                places.push(*place);
                *place += 1;
            }
            place_from.push(places.len());
        }
        Self {
            users,
            from,
            places,
            place_from,
        }
    }

    #[inline]
    pub(super) fn of(&self, resource: u32) -> &[User] {
        let resource = resource as usize;
        &self.users[self.from[resource]..self.from[resource + 1]]
    }

    /// The activity has these days now.
    #[inline]
    pub(super) fn set(&mut self, activity: u32, start: u32, length: u32) {
        self.write(
            activity,
            Span {
                start,
                end: start + length,
            },
        );
    }

    /// The activity has no days now.
    #[inline]
    pub(super) fn unset(&mut self, activity: u32) {
        self.write(activity, Span::NEVER);
    }

    #[inline]
    fn write(&mut self, activity: u32, span: Span) {
        let activity = activity as usize;
        for &place in &self.places[self.place_from[activity]..self.place_from[activity + 1]] {
            self.users[place].span = span;
        }
    }

    /// Nobody has days.
    pub(super) fn clear(&mut self) {
        for user in &mut self.users {
            user.span = Span::NEVER;
        }
    }
}

//! A project as solvers see it: rows of numbers, without what is fixed.

use super::builder::Project;

/// No day: an activity without a place.
pub(super) const NONE: u32 = u32::MAX;

/// For each activity a list; all lists lie behind each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists<T> {
    from: Vec<u32>,
    rows: Vec<T>,
}

impl<T: Copy> Lists<T> {
    fn new(count: usize, mut pairs: Vec<(u32, T)>) -> Self {
        pairs.sort_by_key(|pair| pair.0);
        let mut from = vec![0; count + 1];
        for &(owner, _) in &pairs {
            from[owner as usize + 1] += 1;
        }
        for number in 0..count {
            from[number + 1] += from[number];
        }
        Self {
            from,
            rows: pairs.into_iter().map(|pair| pair.1).collect(),
        }
    }

    /// The list of one activity.
    #[inline]
    pub(super) fn of(&self, owner: u32) -> &[T] {
        let owner = owner as usize;
        &self.rows[self.from[owner] as usize..self.from[owner + 1] as usize]
    }
}

/// Another activity, and the days that must lie between.
pub(super) type Link = (u32, u32);

/// Activities that are free to move, by their own numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Instance {
    /// Which activity of the project each is.
    pub(super) original: Vec<u32>,
    /// The starts of fixed activities of the project; [`NONE`] for free ones, and for fixed ones
    /// that do not fit.
    pub(super) fixed: Vec<u32>,
    /// Activities that can never be placed: fixed ones that do not fit where they are fixed, and
    /// those that find no days even alone, or wait for such.
    pub(super) impossible: Vec<u32>,
    pub(super) horizon: u32,
    pub(super) duration: Vec<u32>,
    /// The earliest start that dates, precedence and its own resources allow.
    pub(super) head: Vec<u32>,
    /// The shortest time from the end of an activity to the end of all that follow it.
    pub(super) tail: Vec<u32>,
    /// The latest end that its deadline, fixed successors and the horizon allow.
    pub(super) latest_end: Vec<u32>,
    /// The end after which it is late; [`NONE`] if never.
    pub(super) due: Vec<u32>,
    pub(super) weight: Vec<u32>,
    pub(super) before: Lists<Link>,
    pub(super) after: Lists<Link>,
    /// Resource and amount, only amounts above 0 and only activities of at least one day.
    pub(super) demands: Lists<(u32, u32)>,
    /// Each after those that it waits for.
    pub(super) order: Vec<u32>,
    /// Resources × days: what fixed activities leave.
    pub(super) capacity: Vec<u32>,
    pub(super) resources: usize,
    /// The end of the last fixed activity.
    pub(super) fixed_end: u32,
}

impl Instance {
    pub(super) fn new(project: &Project) -> Self {
        let (activities, horizon) = (&project.activities, project.horizon);
        let days = horizon as usize;
        let mut capacity = vec![0; project.resources.len() * days];
        for (row, resource) in capacity.chunks_mut(days.max(1)).zip(&project.resources) {
            for (day, capacity) in resource.steps() {
                row.get_mut(day as usize..)
                    .unwrap_or_default()
                    .fill(capacity);
            }
        }
        let mut instance = Self {
            fixed: vec![NONE; activities.len()],
            horizon,
            resources: project.resources.len(),
            capacity,
            ..Self::default()
        };
        instance.fix(project);
        instance.free(project);
        let hopeless: Vec<u32> = (0..instance.count())
            .filter(|&number| instance.head[number] == NONE)
            .map(|number| instance.original[number])
            .collect();
        if !hopeless.is_empty() {
            instance.impossible.extend(hopeless);
            instance.free(project);
        }
        instance
    }

    /// Takes away what fixed activities take.
    fn fix(&mut self, project: &Project) {
        let days = self.horizon as usize;
        for (number, activity) in project.activities.iter().enumerate() {
            let Some(start) = activity.fixed else {
                continue;
            };
            let (from, until) = (start as usize, (start + activity.duration) as usize);
            let cells = |resource: usize| resource * days + from..resource * days + until;
            let fits = until <= days
                && activity.demands.iter().all(|demand| {
                    self.capacity[cells(demand.resource)]
                        .iter()
                        .all(|&left| left >= demand.amount)
                });
            if !fits {
                self.impossible.push(number as u32);
                continue;
            }
            for demand in &activity.demands {
                for left in &mut self.capacity[cells(demand.resource)] {
                    *left -= demand.amount;
                }
            }
            self.fixed[number] = start;
            self.fixed_end = self.fixed_end.max(until as u32);
        }
    }

    /// Numbers the others and works out their dates.
    fn free(&mut self, project: &Project) {
        let activities = &project.activities;
        let mut number_of = vec![NONE; activities.len()];
        let mut is_free: Vec<bool> = activities.iter().map(|one| one.fixed.is_none()).collect();
        for &number in &self.impossible {
            is_free[number as usize] = false;
        }
        self.original.clear();
        for (number, &is_free) in is_free.iter().enumerate() {
            if is_free {
                number_of[number] = self.original.len() as u32;
                self.original.push(number as u32);
            }
        }
        let count = self.original.len();
        let of = |number: &u32| &activities[*number as usize];
        self.duration = self.original.iter().map(|n| of(n).duration).collect();
        self.head = self.original.iter().map(|n| of(n).release).collect();
        self.due = self
            .original
            .iter()
            .map(|n| of(n).due.unwrap_or(NONE))
            .collect();
        self.weight = self.original.iter().map(|n| of(n).weight).collect();
        self.latest_end = self
            .original
            .iter()
            .map(|n| of(n).deadline.unwrap_or(self.horizon).min(self.horizon))
            .collect();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for link in &project.precedences {
            let (one, other) = (number_of[link.before], number_of[link.after]);
            match (one, other) {
                (NONE, NONE) => {}
                (NONE, other) => {
                    // What can never be placed takes those after it with it.
                    let start = self.fixed[link.before];
                    let ready = match start {
                        NONE => self.horizon.saturating_add(1),
                        start => start + activities[link.before].duration + link.lag,
                    };
                    let head = &mut self.head[other as usize];
                    *head = ready.max(*head);
                }
                (one, NONE) => {
                    let start = self.fixed[link.after];
                    if start != NONE {
                        let latest = &mut self.latest_end[one as usize];
                        *latest = start.saturating_sub(link.lag).min(*latest);
                        // It would have to end before the first day, however short it is.
                        if start < link.lag {
                            self.head[one as usize] = self.horizon.saturating_add(1);
                        }
                    }
                }
                (one, other) => {
                    before.push((other, (one, link.lag)));
                    after.push((one, (other, link.lag)));
                }
            }
        }
        self.before = Lists::new(count, before);
        self.after = Lists::new(count, after);
        let mut demands = Vec::new();
        for (number, &original) in self.original.iter().enumerate() {
            for demand in &activities[original as usize].demands {
                if demand.amount > 0 && self.duration[number] > 0 {
                    demands.push((number as u32, (demand.resource as u32, demand.amount)));
                }
            }
        }
        self.demands = Lists::new(count, demands);
        self.sort();
        self.dates();
    }

    fn sort(&mut self) {
        let count = self.original.len();
        let mut waits: Vec<usize> = (0..count as u32).map(|n| self.before.of(n).len()).collect();
        let mut order: Vec<u32> = (0..count as u32)
            .filter(|&n| waits[n as usize] == 0)
            .collect();
        let mut at = 0;
        while at < order.len() {
            for &(next, _) in self.after.of(order[at]) {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    order.push(next);
                }
            }
            at += 1;
        }
        self.order = order;
    }

    fn dates(&mut self) {
        for at in 0..self.order.len() {
            let number = self.order[at];
            let start = self.alone(number);
            self.head[number as usize] = start;
            let end = start.saturating_add(self.duration[number as usize]);
            for &(next, lag) in self.after.of(number) {
                let head = &mut self.head[next as usize];
                *head = end.saturating_add(lag).max(*head);
            }
        }
        self.tail = vec![0; self.original.len()];
        for &number in self.order.iter().rev() {
            let whole = self.tail[number as usize] + self.duration[number as usize];
            for &(earlier, lag) in self.before.of(number) {
                let tail = &mut self.tail[earlier as usize];
                *tail = whole.saturating_add(lag).min(self.horizon).max(*tail);
            }
        }
    }

    /// The first start from its head on at which an activity fits if there is nothing else;
    /// [`NONE`] if there is none.
    fn alone(&self, activity: u32) -> u32 {
        let number = activity as usize;
        let length = self.duration[number];
        let Some(last) = self.latest_end[number].checked_sub(length) else {
            return NONE;
        };
        let mut start = self.head[number];
        'starts: while start <= last {
            for &(resource, amount) in self.demands.of(activity) {
                let days = &self.capacity_of(resource)[start as usize..(start + length) as usize];
                if let Some(day) = days.iter().rposition(|&left| left < amount) {
                    start += day as u32 + 1;
                    continue 'starts;
                }
            }
            return start;
        }
        NONE
    }

    /// How many activities are free.
    pub(super) fn count(&self) -> usize {
        self.original.len()
    }

    /// What is left of a resource on each day.
    pub(super) fn capacity_of(&self, resource: u32) -> &[u32] {
        let days = self.horizon as usize;
        &self.capacity[resource as usize * days..][..days]
    }

    /// The shortest end of all by precedence and dates alone.
    pub(super) fn critical_path(&self) -> u32 {
        (0..self.count())
            .map(|number| self.head[number] + self.duration[number] + self.tail[number])
            .max()
            .unwrap_or(0)
            .max(self.fixed_end)
    }
}

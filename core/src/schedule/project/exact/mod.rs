//! An exact search that learns: proofs, and the schedules that others miss.
//!
//! Lazy clause generation (Ohrimenko, Stuckey and Codish 2009; for this problem Schutt, Feydy,
//! Stuckey and Wallace 2011). The question is always whether some schedule is shorter than the
//! best known one. Bounds on starts are guessed and their consequences drawn: precedence, pairs
//! that exclude each other, time-tabling. Each consequence can be explained by earlier bounds, so
//! that from every dead end a rule is learned which forbids its causes for good. When the rules
//! forbid everything, the best known schedule is proven.

mod activity;
mod analyse;
mod bounds;
mod propagate;
mod rules;
mod table;

use super::bound::{Pairs, Refuter};
use super::instance::Instance;
use super::profile::Profile;
use activity::Atoms;
use bounds::{Atom, Bounds, Reason, from_start, lower, upper};
use rules::Rules;

/// Dead ends of the first stretch between restarts; later ones follow Luby's sequence.
const RESTART: u64 = 100;
/// With more activities, or activities × days, the search is left out.
const MOST_ACTIVITIES: usize = 400;
const MOST_CELLS: usize = 1 << 20;

/// What the search found so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing yet.
    Open,
    /// No schedule is as short as was asked for.
    Impossible,
}

/// The search and all that it learned.
#[derive(Clone, Debug)]
pub(super) struct Exact<'p, P> {
    instance: &'p Instance,
    bounds: Bounds<P>,
    rules: Rules,
    atoms: Atoms,
    /// Activities that exclude each other, by activity.
    pairs: Vec<Vec<u32>>,
    /// By resource, who uses it and how much, the most first.
    users: Vec<Vec<(u32, u32)>>,
    /// A dead end that a guess or a rule led to at once.
    pending: Option<bounds::DeadEnd>,
    /// Bounds up to here in the trail are propagated.
    seen: usize,
    /// The makespan that is asked for; `None` before the first question.
    target: Option<u32>,
    pub(super) verdict: Verdict,
    /// Starts that guesses lean to.
    lean: Vec<u32>,
    /// The starts of a schedule as short as was asked for, if one was found.
    found: Option<Vec<u32>>,
    restarts: u64,
    until_restart: u64,
    /// Work so far, in placements of the other searchers.
    pub(super) steps: u64,
    scratch: analyse::Scratch,
}

impl<'p, P: Profile> Exact<'p, P> {
    /// `None` if the project is too large for it.
    pub(super) fn new(instance: &'p Instance, profile: P, makespan: u32) -> Option<Self> {
        let count = instance.count();
        let cells = count.saturating_mul(makespan as usize + 2);
        if count == 0 || count > MOST_ACTIVITIES || cells > MOST_CELLS {
            return None;
        }
        let mut users = vec![Vec::new(); instance.resources];
        for activity in 0..count as u32 {
            for &(resource, amount) in instance.demands.of(activity) {
                users[resource as usize].push((activity, amount));
            }
        }
        for users in &mut users {
            users.sort_by_key(|&(activity, amount)| (std::cmp::Reverse(amount), activity));
        }
        let mut pairs = vec![Vec::new(); count];
        for &(one, other) in &Pairs::new(instance).0 {
            pairs[one as usize].push(other);
            pairs[other as usize].push(one);
        }
        Some(Self {
            instance,
            bounds: Bounds::new(instance, profile, makespan),
            rules: Rules::new(count),
            atoms: Atoms::new(count, makespan as usize + 1),
            pairs,
            users,
            pending: None,
            seen: 0,
            target: None,
            verdict: Verdict::Open,
            lean: instance.head.clone(),
            found: None,
            restarts: 0,
            until_restart: RESTART,
            steps: 0,
            scratch: analyse::Scratch::new(count),
        })
    }

    /// Asks for schedules shorter than one that is known.
    pub(super) fn ask(&mut self, makespan: u32, start: &[u32]) {
        let target = makespan.saturating_sub(1);
        if makespan == 0
            || self.verdict != Verdict::Open
            || self.target.is_some_and(|old| old <= target)
        {
            return;
        }
        self.lean.copy_from_slice(start);
        self.narrow(target);
    }

    /// The starts of a schedule that was found since it was last asked.
    pub(super) fn found(&mut self) -> Option<Vec<u32>> {
        self.found.take()
    }

    /// No schedule is shorter than this, if the search came to an end.
    pub(super) fn bound(&self) -> Option<u32> {
        match self.verdict {
            Verdict::Open => None,
            Verdict::Impossible => self.target.map(|target| target + 1),
        }
    }

    /// From now on everything ends by a day.
    fn narrow(&mut self, target: u32) {
        self.target = Some(target);
        self.pending = None;
        self.go_back(0);
        let mut refuter = Refuter::new(self.instance);
        let Some((starts, ends)) = refuter.windows(self.instance, target) else {
            self.verdict = Verdict::Impossible;
            return;
        };
        for activity in 0..self.instance.count() as u32 {
            let number = activity as usize;
            let length = self.instance.duration[number];
            let start = from_start(starts[number]);
            let last = -from_start(ends[number] - length);
            for (variable, value) in [(lower(activity), start), (upper(activity), last)] {
                if self.bounds.value(variable) < value
                    && self.push(Atom { variable, value }, Reason::Given).is_err()
                {
                    self.verdict = Verdict::Impossible;
                    return;
                }
            }
        }
    }

    /// Works until so much work is done in all.
    pub(super) fn run(&mut self, until: u64) {
        while self.steps < until && self.verdict == Verdict::Open && self.target.is_some() {
            self.steps += 1;
            let consequences = match self.pending.take() {
                Some(dead_end) => Err(dead_end),
                None => self.propagate(),
            };
            match consequences {
                Err(dead_end) => self.learn(dead_end),
                Ok(()) if self.until_restart == 0 => self.restart(),
                Ok(()) => self.guess(),
            }
        }
    }

    fn learn(&mut self, dead_end: bounds::DeadEnd) {
        self.until_restart = self.until_restart.saturating_sub(1);
        if self.bounds.level() == 0 {
            self.verdict = Verdict::Impossible;
            return;
        }
        let Some(learned) = self.analyse(dead_end) else {
            self.verdict = Verdict::Impossible;
            return;
        };
        self.atoms.decay();
        self.go_back(learned.level);
        let forced = learned.atoms[0].negated();
        let reason = if learned.atoms.len() == 1 {
            Reason::Given
        } else {
            Reason::Rule(self.rules.add(learned.atoms, learned.spread))
        };
        self.pending = self.push(forced, reason).err();
    }

    fn restart(&mut self) {
        self.go_back(0);
        self.restarts += 1;
        self.until_restart = RESTART * luby(self.restarts);
        if self.rules.is_full() {
            self.rules.forget(&self.bounds);
        }
    }

    /// Guesses a bound that much was learned about lately, or else that the activity which can
    /// start first does so. With nothing left to guess there is a schedule.
    fn guess(&mut self) {
        let bounds = &self.bounds;
        let level = bounds.level();
        if let Some((activity, day)) = self.atoms.next(level + 1, |activity, day| {
            bounds.first(activity) < day && day <= bounds.last(activity)
        }) {
            let atom = Atom {
                variable: lower(activity),
                value: from_start(day),
            };
            let leans_later = self.lean[activity as usize] >= day;
            self.decide(if leans_later { atom } else { atom.negated() });
            return;
        }
        let open = (0..self.instance.count() as u32)
            .filter(|&activity| bounds.first(activity) < bounds.last(activity));
        match open.min_by_key(|&activity| (bounds.first(activity), bounds.last(activity))) {
            Some(activity) => {
                let first = self.bounds.first(activity);
                self.decide(Atom {
                    variable: upper(activity),
                    value: -from_start(first),
                });
            }
            None => self.keep(),
        }
    }

    fn decide(&mut self, atom: Atom) {
        self.bounds.deepen();
        self.pending = self.push(atom, Reason::Guess).err();
    }

    /// Everything has its day.
    fn keep(&mut self) {
        let count = self.instance.count() as u32;
        let starts: Vec<u32> = (0..count)
            .map(|activity| self.bounds.first(activity))
            .collect();
        let ends = starts.iter().zip(&self.instance.duration);
        let makespan = ends
            .map(|(start, length)| start + length)
            .max()
            .unwrap_or(0);
        self.lean.clone_from(&starts);
        self.found = Some(starts);
        match makespan.max(self.instance.fixed_end).checked_sub(1) {
            Some(target) if target >= self.instance.fixed_end => self.narrow(target),
            _ => self.verdict = Verdict::Impossible,
        }
    }

    fn go_back(&mut self, level: u32) {
        self.bounds.go_back(self.instance, level);
        self.atoms.go_back(level);
        self.seen = self.seen.min(self.bounds.trail.len());
    }
}

/// Luby's sequence 1 1 2 1 1 2 4 …, from 1 on.
fn luby(number: u64) -> u64 {
    let mut number = number.max(1);
    loop {
        let bits = u64::BITS - number.leading_zeros();
        if number == (1 << bits) - 1 {
            return 1 << (bits - 1);
        }
        number -= (1 << (bits - 1)) - 1;
    }
}

#[cfg(test)]
mod tests {
    /// OEIS A182105.
    #[test]
    fn restarts_follow_the_published_sequence() {
        let seen: Vec<u64> = (1..=15).map(super::luby).collect();
        assert_eq!(seen, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }
}

//! Rules that were learned: atoms that never hold together.

use super::bounds::{Atom, Bounds};
use crate::schedule::project::profile::Profile;

/// So many rules are kept before the weaker half is forgotten; the number grows.
const MOST_RULES: usize = 4_000;

/// Not all of its atoms hold together. The first two are watched.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) atoms: Vec<Atom>,
    /// How many guesses its atoms came from; the fewer, the more useful.
    spread: u32,
}

/// A rule that looks at an atom of a variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watcher {
    pub(super) value: i32,
    pub(super) rule: u32,
}

/// All rules.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    /// By variable.
    pub(super) watchers: Vec<Vec<Watcher>>,
    most: usize,
}

impl Rules {
    pub(super) fn new(count: usize) -> Self {
        Self {
            rules: Vec::new(),
            watchers: vec![Vec::new(); 2 * count],
            most: MOST_RULES,
        }
    }

    pub(super) fn add(&mut self, atoms: Vec<Atom>, spread: u32) -> u32 {
        let number = self.rules.len() as u32;
        self.watch(atoms[0], number);
        self.watch(atoms[1], number);
        self.rules.push(Rule { atoms, spread });
        number
    }

    pub(super) fn watch(&mut self, atom: Atom, rule: u32) {
        self.watchers[atom.variable as usize].push(Watcher {
            value: atom.value,
            rule,
        });
    }

    pub(super) fn is_full(&self) -> bool {
        self.rules.len() >= self.most
    }

    /// Forgets rules of many guesses, and those that can never be broken again. Only while no
    /// guess holds.
    pub(super) fn forget<P: Profile>(&mut self, bounds: &Bounds<P>) {
        let mut spreads: Vec<u32> = self.rules.iter().map(|rule| rule.spread).collect();
        spreads.sort_unstable();
        let limit = spreads.get(spreads.len() / 2).copied().unwrap_or(0).max(2);
        self.most += self.most / 20;
        for watchers in &mut self.watchers {
            watchers.clear();
        }
        let old = std::mem::take(&mut self.rules);
        for (number, mut rule) in old.into_iter().enumerate() {
            let is_idle = rule.atoms.iter().any(|atom| bounds.holds(atom.negated()));
            // Of equal spread the newer half stays.
            let is_weak = rule.spread > limit
                || rule.spread == limit && limit > 2 && number < spreads.len() / 2;
            if is_idle || is_weak {
                continue;
            }
            // At least two atoms are open, or the rule would have been used up.
            let mut open = 0;
            for place in 0..rule.atoms.len() {
                if open < 2 && !bounds.holds(rule.atoms[place]) {
                    rule.atoms.swap(open, place);
                    open += 1;
                }
            }
            if open == 2 {
                self.add(rule.atoms, rule.spread);
            }
        }
    }
}

//! What is assumed of people without evidence: the mean of those with, in the same post, drawn
//! towards the mean of all who need the competency; and levels drawn towards it.

use std::ops::Range;

use super::Basis;
use super::evidence::{HIGHEST, OPEN};
use super::find::rows_of;
use crate::need::{Needs, blocks, blocks_of, cut, map};
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, PostIndex};

/// Posts in a task.
const POSTS: usize = 64;

/// Whole-number sums over rated people, in steps of 1/300 level.
#[derive(Clone, Copy, Default)]
struct Sums {
    people: u64,
    levels: u64,
    squares: u64,
    errors: u64,
    /// Whether somebody is not rated.
    unrated: bool,
}

impl Sums {
    fn mean(self) -> f64 {
        self.levels as f64 / self.people as f64
    }

    /// Σ (l − l̄)², from whole numbers.
    fn deviations(self) -> f64 {
        // n Σ l² − (Σ l)² ≥ 0, of numbers below 2⁶⁴.
        let (people, levels) = (u128::from(self.people), u128::from(self.levels));
        (people * u128::from(self.squares)).saturating_sub(levels * levels) as f64
            / self.people as f64
    }
}

/// What is known of a competency over all posts.
#[derive(Clone, Copy, Default)]
struct Overall {
    people: f64,
    mean: f64,
    /// Variance of levels within posts; `None` with one rated person.
    within: Option<f64>,
    /// Variance of posts' means beyond that.
    between: f64,
    /// Squared standard error of the mean.
    of_mean: f64,
    /// Variance of true levels within posts: the errors of assessments taken off.
    within_true: f64,
}

/// What is expected of a person of a post, in steps.
#[derive(Clone, Copy)]
struct Expected {
    mean: f64,
    /// Squared standard error of the mean.
    of_mean: f64,
    within: Option<f64>,
    within_true: f64,
}

impl Overall {
    /// What is expected in a post with so many rated people of such a mean (none: no people).
    fn expected(&self, post: Sums) -> Option<Expected> {
        if self.people == 0.0 {
            return None;
        }
        let within = self.within.unwrap_or(0.0);
        let believed = if post.people > 0 && self.between > 0.0 {
            self.between / (self.between + within / post.people as f64)
        } else {
            0.0
        };
        let deviation = if post.people > 0 {
            post.mean() - self.mean
        } else {
            0.0
        };
        let rest = 1.0 - believed;
        Some(Expected {
            mean: self.mean + believed * deviation,
            of_mean: self.between * rest + rest * rest * self.of_mean,
            within: self.within,
            within_true: self.within_true,
        })
    }
}

impl Expected {
    fn level(&self) -> u16 {
        // A mean of levels lies among them.
        (self.mean.round() as u16).min(HIGHEST.steps())
    }

    /// What a further person deviates from the mean.
    fn error(&self) -> u16 {
        self.within
            .map_or(OPEN, |within| kept((within + self.of_mean).sqrt()))
    }

    /// Kelley's true score of a level, and its error.
    fn drawn(&self, level: u16, error: u16) -> (u16, u16) {
        let (level, square) = (f64::from(level), f64::from(error).powi(2));
        let believed = self.within_true / (self.within_true + square);
        let rest = 1.0 - believed;
        let to = self.mean + believed * (level - self.mean);
        let variance = believed * square + rest * rest * self.of_mean;
        (
            (to.round() as u16).min(HIGHEST.steps()),
            kept(variance.sqrt()),
        )
    }
}

/// An error in whole steps, at least one.
fn kept(error: f64) -> u16 {
    (error.round() as u16).clamp(1, HIGHEST.steps())
}

/// The columns that are filled.
pub(super) struct Columns<'a> {
    pub(super) held: &'a mut [u16],
    pub(super) errors: &'a mut [u16],
    pub(super) basis: &'a mut [Basis],
}

/// Gives people without evidence what is expected of their group if `fill`, and draws levels from
/// evidence towards it if `shrink`.
pub(super) fn apply(needs: &Needs, columns: Columns<'_>, fill: bool, shrink: bool) {
    let agency = needs.agency();
    let Columns {
        held,
        errors,
        basis,
    } = columns;
    let people: Vec<PersonIndex> = agency.people.indices().collect();
    let posts: Vec<PostIndex> = people.iter().map(|&p| agency.people.post(p)).collect();
    // Every person's post is one of the agency's, of which there are fewer than 2³² people.
    let Ok((by_post, order)) = Grouping::by_owner(agency.posts.len(), &posts) else {
        return;
    };
    let of_post = |post: PostIndex| {
        let places = by_post.rows(post);
        order[places].iter().map(|&place| people[place as usize])
    };
    let competencies = agency.framework.len();
    let known = Known {
        held: &*held,
        errors: &*errors,
        basis: &*basis,
    };
    let sums_of = |block: Range<usize>| {
        let mut scratch = vec![Sums::default(); competencies];
        block
            .filter_map(PostIndex::at)
            .map(|post| sums(needs, of_post(post), &known, &mut scratch))
            .collect::<Vec<_>>()
    };
    let by_post: Vec<Vec<(CompetencyIndex, Sums)>> =
        map(blocks_of(agency.posts.len(), POSTS), sums_of)
            .into_iter()
            .flatten()
            .collect();
    let overall = overall(competencies, &by_post);
    let expected: Vec<Vec<(CompetencyIndex, Expected)>> = by_post
        .into_iter()
        .map(|sums| {
            sums.into_iter()
                .filter(|(_, sums)| shrink || sums.unrated)
                .filter_map(|(competency, sums)| {
                    Some((competency, overall[competency.position()].expected(sums)?))
                })
                .collect()
        })
        .collect();
    let blocks = blocks(agency.people.len());
    let lengths: Vec<usize> = blocks.iter().map(|b| rows_of(needs, b).len()).collect();
    let each = || lengths.iter().copied();
    let jobs = blocks
        .iter()
        .zip(cut(held, each()))
        .zip(cut(errors, each()))
        .zip(cut(basis, each()))
        .map(|(((block, held), errors), basis)| (block.clone(), held, errors, basis))
        .collect();
    map(jobs, |(block, held, errors, basis): Filling<'_>| {
        let first = rows_of(needs, &block).start;
        for person in block.filter_map(PersonIndex::at) {
            let expected = &expected[agency.people.post(person).position()];
            for row in needs.rows_of(person) {
                let competency = needs.competencies()[row];
                let at = row - first;
                let rated = basis[at].is_rated();
                if !(if rated {
                    shrink && errors[at] != OPEN
                } else {
                    fill
                }) {
                    continue;
                }
                let found = expected.binary_search_by_key(&competency, |&(other, _)| other);
                let Ok(place) = found else { continue };
                let group = expected[place].1;
                if rated && group.within.is_none() {
                    // One rated person alone: nothing says how people differ.
                    continue;
                }
                if rated {
                    (held[at], errors[at]) = group.drawn(held[at], errors[at]);
                } else {
                    (held[at], errors[at]) = (group.level(), group.error());
                    basis[at] = match group.within {
                        Some(_) => Basis::Group,
                        None => Basis::GroupErrorUnknown,
                    };
                }
            }
        }
    });
}

type Filling<'a> = (Range<usize>, &'a mut [u16], &'a mut [u16], &'a mut [Basis]);

struct Known<'a> {
    held: &'a [u16],
    errors: &'a [u16],
    basis: &'a [Basis],
}

/// The sums of a post by competency, in their order, of all that somebody in it needs.
fn sums(
    needs: &Needs,
    people: impl Iterator<Item = PersonIndex>,
    known: &Known<'_>,
    scratch: &mut [Sums],
) -> Vec<(CompetencyIndex, Sums)> {
    scratch.fill(Sums::default());
    for row in people.flat_map(|person| needs.rows_of(person)) {
        let sums = &mut scratch[needs.competencies()[row].position()];
        if known.basis[row].is_rated() {
            let level = u64::from(known.held[row]);
            // An error that is not known takes nothing off.
            let error = match known.errors[row] {
                OPEN => 0,
                steps => u64::from(steps),
            };
            // At most 2³² people with squares below 2³².
            sums.people += 1;
            sums.levels += level;
            sums.squares += level * level;
            sums.errors += error * error;
        } else {
            sums.unrated = true;
        }
    }
    let needed = scratch
        .iter()
        .enumerate()
        .filter(|(_, sums)| sums.people > 0 || sums.unrated);
    needed
        .filter_map(|(at, &sums)| CompetencyIndex::at(at).map(|index| (index, sums)))
        .collect()
}

/// Variances between and within posts by competency: the analysis of variance with groups of
/// unequal size, σ² = SSW ÷ (N − P) and τ² = max(0, (SSB ÷ (P − 1) − σ²) ÷ n₀), n₀ = (N − Σ n² ÷ N)
/// ÷ (P − 1) (Searle, Casella & McCulloch 1992). Where every post has one rated person, all
/// deviations count as within.
fn overall(competencies: usize, by_post: &[Vec<(CompetencyIndex, Sums)>]) -> Vec<Overall> {
    let rated = || by_post.iter().flatten().filter(|(_, sums)| sums.people > 0);
    let mut totals = vec![Sums::default(); competencies];
    for (competency, sums) in rated() {
        let total = &mut totals[competency.position()];
        total.people += sums.people;
        total.levels += sums.levels;
        total.squares = total.squares.saturating_add(sums.squares);
        total.errors = total.errors.saturating_add(sums.errors);
    }
    /// Posts, Σ n² and the sums of squares within and between.
    #[derive(Clone, Copy, Default)]
    struct Spread {
        posts: f64,
        squares: f64,
        within: f64,
        between: f64,
    }
    let mut spreads = vec![Spread::default(); competencies];
    for (competency, sums) in rated() {
        let total = totals[competency.position()];
        let spread = &mut spreads[competency.position()];
        let people = sums.people as f64;
        spread.posts += 1.0;
        spread.squares += people * people;
        spread.within += sums.deviations();
        spread.between += people * (sums.mean() - total.mean()).powi(2);
    }
    totals
        .into_iter()
        .zip(spreads)
        .map(|(total, spread)| {
            if total.people == 0 {
                return Overall::default();
            }
            let people = total.people as f64;
            let freedom = people - spread.posts;
            let (within, between) = if freedom > 0.0 {
                let within = spread.within / freedom;
                let groups = spread.posts - 1.0;
                let size = (people - spread.squares / people) / groups;
                let between = if groups > 0.0 && size > 0.0 {
                    ((spread.between / groups - within) / size).max(0.0)
                } else {
                    0.0
                };
                (Some(within), between)
            } else if people > 1.0 {
                (Some(total.deviations() / (people - 1.0)), 0.0)
            } else {
                (None, 0.0)
            };
            Overall {
                people,
                mean: total.mean(),
                within,
                between,
                of_mean: within.unwrap_or(0.0) / people
                    + between * spread.squares / (people * people),
                within_true: (within.unwrap_or(0.0) - total.errors as f64 / people).max(0.0),
            }
        })
        .collect()
}

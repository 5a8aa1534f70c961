//! Finds what everybody holds and compares it with what is needed.

use std::ops::Range;

use super::artefact::Content;
use super::evidence::{
    Best, EvidenceRule, Guarded, Held, Latest, OPEN, ReliabilityWeighted, Sieve,
};
use super::{Basis, EvidenceChoice, EvidencePolicy, GapError, HeatCell, Score, Unrated, group};
use crate::need::{NeedSources, Needs, Watched, blocks, blocks_of, cut, map};
use crate::words::id::{Index, PersonIndex};
use crate::words::measure::Level;
use crate::words::watch::Watch;

/// Characters of a rule's name.
const NAME_AT_MOST: usize = 200;
/// Cells of a heat map that are kept at most.
const CELLS_AT_MOST: usize = 100_000_000;
/// Parts of the people that have a heat map of their own while it is made, at most.
const PARTS: usize = 8;
/// Cells of the heat maps of all parts together.
const CELLS_OF_PARTS: usize = 2_000_000;

/// Finds all gaps by a shipped rule.
pub(super) fn find(
    needs: &Needs,
    policy: &EvidencePolicy,
    watch: &dyn Watch,
) -> Result<Content, GapError> {
    match policy.choose {
        EvidenceChoice::Latest => find_by(needs, policy, &Latest, None, watch),
        EvidenceChoice::Best => find_by(needs, policy, &Best, None, watch),
        EvidenceChoice::ReliabilityWeighted => {
            find_by(needs, policy, &ReliabilityWeighted, None, watch)
        }
    }
}

/// Finds all gaps by a rule of the user's own, whose name is kept.
pub(super) fn find_by_own<R: EvidenceRule>(
    needs: &Needs,
    policy: &EvidencePolicy,
    rule: &R,
    watch: &dyn Watch,
) -> Result<Content, GapError> {
    let name = rule.name();
    if name.trim().is_empty() || name.chars().count() > NAME_AT_MOST {
        return Err(GapError::Policy {
            setting: "name",
            found: format!("a rule's name of {} characters", name.chars().count()),
            expected: format!("1 to {NAME_AT_MOST} characters, by which readers know the rule"),
        });
    }
    find_by(needs, policy, &Guarded(rule), Some(name.to_owned()), watch)
}

/// One rule at a time, so that each is compiled into the walk over all people.
fn find_by<R: EvidenceRule>(
    needs: &Needs,
    policy: &EvidencePolicy,
    rule: &R,
    own_rule: Option<String>,
    watch: &dyn Watch,
) -> Result<Content, GapError> {
    let agency = needs.agency();
    let sieve = Sieve::new(agency, needs.as_of(), policy)?;
    let (units, competencies) = (agency.units.len(), agency.framework.len());
    let cells = units
        .checked_mul(competencies)
        .filter(|&cells| cells <= CELLS_AT_MOST);
    let Some(cells) = cells else {
        return Err(GapError::TooManyCells {
            units,
            competencies,
        });
    };
    // Everybody is rated, then compared.
    let mut watched = Watched::new(watch, "gap", 2 * agency.people.len() as u64);
    let rows = needs.len();
    let (mut held, mut standard_errors) = (vec![OPEN; rows], vec![OPEN; rows]);
    let mut basis = vec![Basis::Open; rows];
    let people = blocks(agency.people.len());
    let lengths: Vec<usize> = people.iter().map(|b| rows_of(needs, b).len()).collect();
    let each = || lengths.iter().copied();
    let jobs = people
        .iter()
        .zip(cut(&mut held, each()))
        .zip(cut(&mut standard_errors, each()))
        .zip(cut(&mut basis, each()))
        .map(|(((block, held), errors), basis)| (block.clone(), held, errors, basis))
        .collect();
    let people_of = |job: &Rating<'_>| job.0.len();
    let unrated = watched.map(jobs, people_of, |(block, held, errors, basis)| {
        let first = rows_of(needs, &block).start;
        let mut scratch = Vec::new();
        for person in block.filter_map(PersonIndex::at) {
            let rows = needs.rows_of(person);
            let start = rows.start - first;
            let needed = &needs.competencies()[rows];
            sieve.each(rule, person, needed, &mut scratch, |position, found| {
                let at = start + position;
                held[at] = found.level.steps();
                errors[at] = found.standard_error.map_or(OPEN, Level::steps);
                basis[at] = basis_of(&found);
            });
        }
        basis.contains(&Basis::Open)
    })?;
    let unrated = unrated.contains(&true);
    if unrated && policy.unrated == Unrated::Zero {
        for (held, basis) in held.iter_mut().zip(&mut basis) {
            if *basis == Basis::Open {
                (*held, *basis) = (0, Basis::Zero);
            }
        }
    }
    let fill = unrated && policy.unrated == Unrated::GroupMean;
    if fill || policy.shrink_to_group {
        let columns = group::Columns {
            held: &mut held,
            errors: &mut standard_errors,
            basis: &mut basis,
        };
        group::apply(needs, columns, fill, policy.shrink_to_group);
    }
    let mut gaps = vec![Level::NONE; rows];
    let mut scores = vec![Score::default(); agency.people.len()];
    let jobs = people
        .iter()
        .zip(cut(&mut gaps, each()))
        .zip(cut(&mut scores, people.iter().map(Range::len)))
        .map(|((block, gaps), scores)| (block.clone(), gaps, scores))
        .collect();
    let people_of = |job: &Comparing<'_>| job.0.len();
    watched.map(jobs, people_of, |(block, gaps, scores)| {
        let rows = rows_of(needs, &block);
        let levels = &needs.levels()[rows.clone()];
        for ((gap, &needed), &held) in gaps.iter_mut().zip(levels).zip(&held[rows]) {
            if held != OPEN {
                *gap = needed.saturating_sub(Level::from_steps(held));
            }
        }
        for (person, to) in block.filter_map(PersonIndex::at).zip(scores) {
            *to = score(needs, &held, person);
        }
    })?;
    let heat = heat(needs, &basis, &gaps, cells);
    Ok(Content {
        needs: needs.clone(),
        policy: policy.clone(),
        own_rule,
        held,
        basis,
        gaps,
        standard_errors,
        scores,
        heat,
    })
}

/// What a level that a rule found rests on.
fn basis_of(held: &Held) -> Basis {
    match (held.standard_error, held.error_is_stated) {
        (None, _) => Basis::ErrorUnknown,
        (Some(_), false) => Basis::ErrorAssumed,
        (Some(_), true) => Basis::Assessed,
    }
}

type Rating<'a> = (Range<usize>, &'a mut [u16], &'a mut [u16], &'a mut [Basis]);
type Comparing<'a> = (Range<usize>, &'a mut [Level], &'a mut [Score]);

/// The rows of a block of people; blocks are not empty.
pub(super) fn rows_of(needs: &Needs, block: &Range<usize>) -> Range<usize> {
    let of = |position| PersonIndex::at(position).map_or(0..0, |person| needs.rows_of(person));
    of(block.start).start..of(block.end - 1).end
}

/// How far a person meets the standard of the post. What demand or the next post ask beyond it
/// makes gaps, but does not lower the match, which the regulation takes against the standard; if
/// the needs were found without standards, the match is with all of them.
fn score(needs: &Needs, held: &[u16], person: PersonIndex) -> Score {
    let agency = needs.agency();
    let by_standard = needs.policy().post_standards;
    let mut standard = agency.requirements.of(agency.people.post(person)).iter();
    let mut score = Score::default();
    for row in needs.rows_of(person) {
        let mut needed = needs.levels()[row];
        if by_standard {
            if !needs.sources()[row].has(NeedSources::STANDARD) {
                continue;
            }
            // Both stand in the order of competencies.
            let competency = needs.competencies()[row];
            if let Some(asks) = standard.find(|asks| asks.competency == competency) {
                needed = asks.level;
            }
        }
        if held[row] != OPEN {
            let needed = needed.steps();
            score.achieved += u64::from(held[row].min(needed));
            score.achieved_uncapped += u64::from(held[row]);
            score.required += u64::from(needed);
        }
    }
    score
}

/// Sums the gaps of everybody by unit and competency. People are walked in their order, with a
/// heat map for each of a few parts of them, so that memory is read in a stream; whole-number sums
/// do not depend on the parts.
fn heat(needs: &Needs, basis: &[Basis], gaps: &[Level], cells: usize) -> Vec<HeatCell> {
    let agency = needs.agency();
    let competencies = agency.framework.len();
    let parts = (CELLS_OF_PARTS / cells.max(1)).clamp(1, PARTS);
    let size = agency.people.len().div_ceil(parts);
    let mut maps = map(blocks_of(agency.people.len(), size), |part| {
        let mut heat = vec![HeatCell::default(); cells];
        for person in part.filter_map(PersonIndex::at) {
            let line = agency.people.unit(person).position() * competencies;
            for row in needs.rows_of(person) {
                let cell = &mut heat[line + needs.competencies()[row].position()];
                let (gap, weight) = (gaps[row].steps(), needs.weights()[row].thousandths());
                *cell = cell.and(HeatCell {
                    people: 1,
                    short: u32::from(gap > 0),
                    unrated: u32::from(!basis[row].is_rated()),
                    gap_steps: u64::from(gap),
                    weighted_gap: u64::from(gap) * u64::from(weight),
                });
            }
        }
        heat
    })
    .into_iter();
    let mut heat = maps
        .next()
        .unwrap_or_else(|| vec![HeatCell::default(); cells]);
    for other in maps {
        for (sum, cell) in heat.iter_mut().zip(other) {
            *sum = sum.and(cell);
        }
    }
    heat
}

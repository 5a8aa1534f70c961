//! Finds what everybody holds and compares it with what is needed.

use std::ops::Range;

use super::artefact::Content;
use super::evidence::Rule;
use super::{EvidencePolicy, GapError, HeatCell, Score, Unrated, group_mean};
use crate::need::{NeedSources, Needs, blocks, blocks_of, cut, map};
use crate::words::id::{Index, PersonIndex};
use crate::words::measure::Level;

/// A level that is left open, or a standard error that is not known.
pub(super) const OPEN: u16 = u16::MAX;
/// Cells of a heat map that are kept at most.
const CELLS_AT_MOST: usize = 100_000_000;
/// Parts of the people that have a heat map of their own while it is made, at most.
const PARTS: usize = 8;
/// Cells of the heat maps of all parts together.
const CELLS_OF_PARTS: usize = 2_000_000;

/// Finds all gaps.
pub(super) fn find(needs: &Needs, policy: &EvidencePolicy) -> Result<Content, GapError> {
    let agency = needs.agency();
    let rule = Rule::new(agency, needs.as_of(), policy)?;
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
    let rows = needs.len();
    let (mut held, mut standard_errors) = (vec![OPEN; rows], vec![OPEN; rows]);
    let mut rated = vec![false; rows];
    let people = blocks(agency.people.len());
    let lengths: Vec<usize> = people.iter().map(|b| rows_of(needs, b).len()).collect();
    let each = || lengths.iter().copied();
    let jobs = people
        .iter()
        .zip(cut(&mut held, each()))
        .zip(cut(&mut standard_errors, each()))
        .zip(cut(&mut rated, each()))
        .map(|(((block, held), errors), rated)| (block.clone(), held, errors, rated))
        .collect();
    let unrated = map(jobs, |(block, held, errors, rated): Rating<'_>| {
        let first = rows_of(needs, &block).start;
        let mut scratch = Vec::new();
        for person in block.filter_map(PersonIndex::at) {
            let rows = needs.rows_of(person);
            let start = rows.start - first;
            let needed = &needs.competencies()[rows];
            rule.each(person, needed, &mut scratch, |position, evidence| {
                held[start + position] = evidence.level.steps();
                errors[start + position] = evidence.standard_error.steps();
                rated[start + position] = true;
            });
        }
        rated.contains(&false)
    });
    if unrated.contains(&true) {
        match policy.unrated {
            Unrated::LeaveOpen => {}
            Unrated::Zero => {
                let open = held.iter_mut().filter(|held| **held == OPEN);
                open.for_each(|held| *held = 0);
            }
            Unrated::GroupMean => group_mean::fill(needs, &rated, &mut held),
        }
    }
    let mut gaps = vec![Level::NONE; rows];
    let mut scores = vec![Score::default(); agency.people.len()];
    let jobs = people
        .iter()
        .zip(cut(&mut gaps, each()))
        .zip(cut(&mut scores, people.iter().map(Range::len)))
        .map(|((block, gaps), scores)| (block.clone(), gaps, scores))
        .collect();
    map(jobs, |(block, gaps, scores): Comparing<'_>| {
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
    });
    let heat = heat(needs, &rated, &gaps, cells);
    Ok(Content {
        needs: needs.clone(),
        policy: policy.clone(),
        held,
        rated,
        gaps,
        standard_errors,
        scores,
        heat,
    })
}

type Rating<'a> = (Range<usize>, &'a mut [u16], &'a mut [u16], &'a mut [bool]);
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
fn heat(needs: &Needs, rated: &[bool], gaps: &[Level], cells: usize) -> Vec<HeatCell> {
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
                    unrated: u32::from(!rated[row]),
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

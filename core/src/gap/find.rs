//! Finds what everybody holds and compares it with what is needed.

use super::artefact::Content;
use super::evidence::Rule;
use super::{EvidencePolicy, GapError, HeatCell, Score, Unrated};
use crate::need::{Needs, blocks, blocks_of, cut, map};
use crate::words::id::{Index, PersonIndex, PostIndex, UnitIndex};
use crate::words::measure::Level;

/// A level that is left open, or a standard error that is not known.
const OPEN: u16 = u16::MAX;
/// Cells of a heat map that are kept at most.
const CELLS_AT_MOST: usize = 100_000_000;

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
    let mut held = vec![OPEN; rows];
    let mut standard_errors = vec![OPEN; rows];
    let people = blocks(agency.people.len());
    let rows_of = |block: &std::ops::Range<usize>| {
        let of = |position| PersonIndex::at(position).map_or(0..0, |person| needs.rows_of(person));
        of(block.start).start..of(block.end - 1).end
    };
    let lengths: Vec<usize> = people.iter().map(|block| rows_of(block).len()).collect();
    let jobs = people
        .iter()
        .zip(cut(&mut held, lengths.iter().copied()))
        .zip(cut(&mut standard_errors, lengths.iter().copied()))
        .collect();
    map(
        jobs,
        |((block, held), errors): ((&std::ops::Range<usize>, &mut [u16]), &mut [u16])| {
            let first = rows_of(block).start;
            for person in block.clone().filter_map(PersonIndex::at) {
                for row in needs.rows_of(person) {
                    if let Some(evidence) = rule.of(person, needs.competencies()[row]) {
                        held[row - first] = evidence.level.steps();
                        errors[row - first] = evidence.standard_error.steps();
                    }
                }
            }
        },
    );
    let rated: Vec<bool> = held.iter().map(|&steps| steps != OPEN).collect();
    match policy.unrated {
        Unrated::LeaveOpen => {}
        Unrated::Zero => held
            .iter_mut()
            .filter(|held| **held == OPEN)
            .for_each(|held| *held = 0),
        Unrated::GroupMean => fill_with_group_means(needs, &rated, &mut held),
    }
    let gaps: Vec<Level> = needs
        .levels()
        .iter()
        .zip(&held)
        .map(|(&needed, &held)| match held {
            OPEN => Level::NONE,
            held => needed.saturating_sub(Level::from_steps(held)),
        })
        .collect();
    let scores = map(people, |block| {
        let score = |person| score(needs, &held, person);
        block
            .filter_map(PersonIndex::at)
            .map(score)
            .collect::<Vec<_>>()
    });
    let mut heat = vec![HeatCell::default(); cells];
    let offices = blocks_of(units, 256);
    let lengths = offices.iter().map(|block| block.len() * competencies);
    let jobs = offices
        .iter()
        .cloned()
        .zip(cut(&mut heat, lengths))
        .collect();
    map(
        jobs,
        |(block, cells): (std::ops::Range<usize>, &mut [HeatCell])| {
            let first = block.start;
            for unit in block.filter_map(UnitIndex::at) {
                for &person in agency.people.of_unit(unit) {
                    for row in needs.rows_of(person) {
                        let competency = needs.competencies()[row].position();
                        let cell =
                            &mut cells[(unit.position() - first) * competencies + competency];
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
            }
        },
    );
    Ok(Content {
        needs: needs.clone(),
        policy: policy.clone(),
        held,
        rated,
        gaps,
        standard_errors,
        scores: scores.into_iter().flatten().collect(),
        heat,
    })
}

fn score(needs: &Needs, held: &[u16], person: PersonIndex) -> Score {
    let mut score = Score::default();
    for row in needs.rows_of(person) {
        if held[row] != OPEN {
            let needed = needs.levels()[row].steps();
            score.achieved += u64::from(held[row].min(needed));
            score.achieved_uncapped += u64::from(held[row]);
            score.required += u64::from(needed);
        }
    }
    score
}

/// Sums of levels of rated people, and how many they are.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: u64,
    people: u64,
}

impl Mean {
    fn steps(self) -> Option<u16> {
        // A mean of values below the mark "open" is below it too.
        (self.people > 0).then(|| ((2 * self.sum + self.people) / (2 * self.people)) as u16)
    }
}

/// Gives people without evidence the mean of the rated people who need the same competency in the
/// same post, or else of all who need it.
fn fill_with_group_means(needs: &Needs, rated: &[bool], held: &mut [u16]) {
    let agency = needs.agency();
    let competencies = agency.framework.len();
    // Only posts in which somebody is unrated get a line of sums.
    let mut line_of_post: Vec<Option<usize>> = vec![None; agency.posts.len()];
    let mut lines = 0;
    let owners = || {
        needs
            .by_person()
            .owner_of_rows()
            .map(|person| agency.people.post(person))
    };
    for (row, post) in owners().enumerate() {
        let line: &mut Option<usize> = &mut line_of_post[post.position()];
        if !rated[row] && line.is_none() {
            *line = Some(lines);
            lines += 1;
        }
    }
    if lines == 0 {
        return;
    }
    let mut by_post: Vec<Vec<Mean>> = vec![Vec::new(); lines];
    let mut overall = vec![Mean::default(); competencies];
    let line = |post: PostIndex| line_of_post[post.position()];
    for (row, post) in owners().enumerate().filter(|&(row, _)| rated[row]) {
        let competency = needs.competencies()[row].position();
        let add = |mean: &mut Mean| {
            mean.sum += u64::from(held[row]);
            mean.people += 1;
        };
        add(&mut overall[competency]);
        if let Some(line) = line(post) {
            by_post[line].resize(competencies, Mean::default());
            add(&mut by_post[line][competency]);
        }
    }
    for (row, post) in owners().enumerate().filter(|&(row, _)| !rated[row]) {
        let competency = needs.competencies()[row].position();
        let group = line(post)
            .and_then(|line| by_post[line].get(competency))
            .copied();
        let mean = group
            .and_then(Mean::steps)
            .or_else(|| overall[competency].steps());
        held[row] = mean.unwrap_or(OPEN);
    }
}

//! What is assumed of people without evidence: the mean of those with, in the same post.

use super::find::{OPEN, rows_of};
use crate::need::{Needs, blocks, blocks_of, cut, map};
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, PostIndex};

/// Posts in a task.
const POSTS: usize = 64;

/// Sums of levels of rated people, and how many they are.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: u64,
    people: u64,
}

impl Mean {
    fn add(&mut self, other: Self) {
        // At most 2³² people with levels below 2¹⁶.
        self.sum += other.sum;
        self.people += other.people;
    }

    fn steps(self) -> Option<u16> {
        // A mean of values below the mark "open" is below it too.
        (self.people > 0).then(|| ((2 * self.sum + self.people) / (2 * self.people)) as u16)
    }
}

/// The means of a post by competency, if somebody in it is unrated, and the sums of all rated
/// people in it.
#[derive(Default)]
struct PostMeans {
    means: Vec<(CompetencyIndex, u16)>,
    sums: Vec<(CompetencyIndex, Mean)>,
}

/// Gives people without evidence the mean of the rated people who need the same competency in the
/// same post, or else of all who need it; a level stays open where nobody is rated.
pub(super) fn fill(needs: &Needs, rated: &[bool], held: &mut [u16]) {
    let agency = needs.agency();
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
    let sums_of = |block: std::ops::Range<usize>| {
        let mut scratch = vec![Mean::default(); competencies];
        block
            .filter_map(PostIndex::at)
            .map(|post| post_means(needs, of_post(post), rated, held, &mut scratch))
            .collect::<Vec<_>>()
    };
    let by_post: Vec<PostMeans> = map(blocks_of(agency.posts.len(), POSTS), sums_of)
        .into_iter()
        .flatten()
        .collect();
    let mut overall = vec![Mean::default(); competencies];
    for (competency, sum) in by_post.iter().flat_map(|post| &post.sums) {
        overall[competency.position()].add(*sum);
    }
    let blocks = blocks(agency.people.len());
    let lengths: Vec<usize> = blocks.iter().map(|b| rows_of(needs, b).len()).collect();
    let jobs = blocks.into_iter().zip(cut(held, lengths)).collect();
    map(
        jobs,
        |(block, held): (std::ops::Range<usize>, &mut [u16])| {
            let first = rows_of(needs, &block).start;
            for person in block.filter_map(PersonIndex::at) {
                let means = &by_post[agency.people.post(person).position()].means;
                for row in needs.rows_of(person).filter(|&row| !rated[row]) {
                    let competency = needs.competencies()[row];
                    let found = means.binary_search_by_key(&competency, |&(other, _)| other);
                    let group = found.ok().map(|place| means[place].1);
                    let mean = group.or_else(|| overall[competency.position()].steps());
                    held[row - first] = mean.unwrap_or(OPEN);
                }
            }
        },
    );
}

fn post_means(
    needs: &Needs,
    people: impl Iterator<Item = PersonIndex>,
    rated: &[bool],
    held: &[u16],
    scratch: &mut [Mean],
) -> PostMeans {
    scratch.fill(Mean::default());
    let mut unrated = false;
    for row in people.flat_map(|person| needs.rows_of(person)) {
        if rated[row] {
            scratch[needs.competencies()[row].position()].add(Mean {
                sum: u64::from(held[row]),
                people: 1,
            });
        } else {
            unrated = true;
        }
    }
    let rated = || {
        let sums = scratch
            .iter()
            .enumerate()
            .filter(|(_, mean)| mean.people > 0);
        sums.filter_map(|(at, &mean)| CompetencyIndex::at(at).map(|index| (index, mean)))
    };
    PostMeans {
        means: rated()
            .filter(|_| unrated)
            .filter_map(|(competency, mean)| mean.steps().map(|steps| (competency, steps)))
            .collect(),
        sums: rated().collect(),
    }
}

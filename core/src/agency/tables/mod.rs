//! The tables of an agency: their columns, and how their rows become facts.

mod bookable;
mod catalogue;
mod framework;
mod outcome;
mod service;
mod staffing;
mod survey;
mod time;
mod workforce;

pub(super) use bookable::{rooms, trainers};
pub(super) use catalogue::{effects, prerequisites, programmes, providers};
pub(super) use framework::{competencies, indicators};
pub(super) use outcome::outcomes;
pub(super) use service::{service_competencies, services, volumes};
pub(super) use staffing::{allowances, certificates, performances};
pub(super) use survey::surveys;
pub(super) use time::{absences, holidays};
pub(super) use workforce::{
    assessments, check_minimum_on_duty, people, posts, requirements, units,
};

use super::counting::Counting;
use super::layout::TableLayout;
use super::rows::Rows;
use super::source::TableSource;
use crate::words::fault::Faults;
use crate::words::grouping::Grouping;
use crate::words::id::Index;

/// All tables in the order in which they are read and written.
pub(super) const ALL: [&TableLayout; 24] = [
    &framework::competency::LAYOUT,
    &framework::indicator::LAYOUT,
    &workforce::unit::LAYOUT,
    &workforce::post::LAYOUT,
    &workforce::requirement::LAYOUT,
    &workforce::person::LAYOUT,
    &workforce::assessment::LAYOUT,
    &service::service::LAYOUT,
    &service::volume::LAYOUT,
    &service::competency::LAYOUT,
    &staffing::allowance::LAYOUT,
    &staffing::certificate::LAYOUT,
    &staffing::performance::LAYOUT,
    &catalogue::provider::LAYOUT,
    &catalogue::programme::LAYOUT,
    &catalogue::effect::LAYOUT,
    &catalogue::prerequisite::LAYOUT,
    &bookable::room::LAYOUT,
    &bookable::trainer::LAYOUT,
    &time::absence::LAYOUT,
    &time::holiday::LAYOUT,
    &outcome::outcome::LAYOUT,
    &survey::answer::LAYOUT,
    &PHASES,
];

/// Phases stand in agency.toml; they are shown as a table too.
const PHASES: TableLayout = TableLayout {
    name: "phases",
    file: "agency.toml",
    needed: false,
    columns: &[],
};

/// The table of a name.
pub(super) fn find(name: &str) -> Option<&'static TableLayout> {
    ALL.into_iter()
        .find(|layout| !layout.columns.is_empty() && layout.name.eq_ignore_ascii_case(name))
}

/// The given source of a table, and where faults go.
pub(super) struct Reading<'a> {
    pub(super) source: Option<Box<dyn TableSource>>,
    pub(super) faults: &'a mut Faults,
    pub(super) counting: &'a Counting<'a>,
}

impl Reading<'_> {
    /// The rows, if the table is there and its header can be read.
    fn rows(&mut self, layout: &'static TableLayout) -> Option<Rows<'_>> {
        let source = self.source.as_mut()?;
        Rows::open(source.as_mut(), layout, self.faults, self.counting)
    }
}

/// Rows in the order of their owners; within an owner by a key, as they came where keys are equal.
/// `twice` is told the position (as it came) of each row whose owner and key stand there already.
fn grouped<I: Index, R: Copy, K: Ord>(
    owners: usize,
    owner: &[I],
    rows: &[R],
    key: impl Fn(&R) -> K,
    mut twice: impl FnMut(usize, usize),
) -> (Grouping<I>, Vec<R>) {
    // Owners were found in their own table, and a table has at most u32::MAX rows.
    let (grouping, mut order) = Grouping::by_owner(owners, owner).unwrap_or_default();
    for position in (0..owners).filter_map(I::at) {
        let Some(own) = order.get_mut(grouping.rows(position)) else {
            continue;
        };
        if !own.is_sorted_by_key(|&row| key(&rows[row as usize])) {
            own.sort_by_key(|&row| key(&rows[row as usize]));
        }
        for pair in own.windows(2) {
            let (first, second) = (pair[0] as usize, pair[1] as usize);
            if key(&rows[first]) == key(&rows[second]) {
                twice(first, second);
            }
        }
    }
    let sorted = order.iter().map(|&row| rows[row as usize]).collect();
    (grouping, sorted)
}

/// Nodes on a cycle of a graph given by successors, in order, if there is one.
fn cycle(count: usize, successors: impl Fn(usize) -> Vec<usize>) -> Option<Vec<usize>> {
    /// Not seen yet, on the current path, done.
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; count];
    for start in 0..count {
        let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
        if marks[start] == Mark::New {
            marks[start] = Mark::Open;
            path.push((start, successors(start)));
        }
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.pop() {
                None => {
                    marks[node] = Mark::Done;
                    path.pop();
                }
                Some(next) if next < count => match marks[next] {
                    Mark::New => {
                        marks[next] = Mark::Open;
                        path.push((next, successors(next)));
                    }
                    Mark::Open => {
                        let nodes = path.iter().map(|&(node, _)| node);
                        return Some(nodes.skip_while(|&node| node != next).collect());
                    }
                    Mark::Done => {}
                },
                Some(_) => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_found_and_trees_have_none() {
        let graph = [vec![1], vec![2], vec![0], vec![2]];
        assert_eq!(cycle(4, |node| graph[node].clone()), Some(vec![0, 1, 2]));
        let tree = [vec![1, 2], vec![3], vec![3], vec![]];
        assert_eq!(cycle(4, |node| tree[node].clone()), None);
        assert_eq!(cycle(1, |_| vec![0]), Some(vec![0]));
    }

    #[test]
    fn no_name_is_twice() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|layout| layout.name).collect();
        assert_eq!(names.len(), ALL.len());
    }
}

//! A tree of competencies, as frameworks of other systems are built, and its tables.

use std::collections::BTreeMap;

use crate::framework::{CompetencyKind, Framework};
use crate::words::fault::{Fault, Faults};
use crate::words::table::{Column, Table};

/// Which nodes of a tree become competencies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taken {
    /// All of them.
    #[default]
    All,
    /// Those without anything below them.
    Leaves,
}

/// The longest name of a competency, in characters; what is longer is cut, and stands in full in
/// the hierarchy. It is Moodle's limit of a short name.
const LONGEST_NAME: usize = 100;

/// One node.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    /// What the other system calls such a node.
    pub(super) sort: String,
    /// The id of the node above.
    pub(super) parent: Option<String>,
    /// Whether it only holds others together (a framework, a document) and is no competency.
    pub(super) is_cover: bool,
    pub(super) top_level: Option<u8>,
    /// The node's row or number, for faults.
    pub(super) row: u64,
}

/// A relation of two nodes.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) from: String,
    pub(super) kind: String,
    pub(super) to: String,
}

/// The nodes of one file, each id once.
#[derive(Default)]
pub(super) struct Nodes {
    pub(super) list: Vec<Node>,
    by_id: BTreeMap<String, usize>,
}

impl Nodes {
    /// Takes a node in; a fault in `column` if its id is there already.
    pub(super) fn add(&mut self, node: Node, file: &str, column: &str, faults: &mut Faults) {
        if let Some(&first) = self.by_id.get(&node.id) {
            let first = self.list[first].row;
            let problem = format!("the id stands in row {first} already");
            faults.push(
                Fault::new("duplicate_id", file, problem, "each id once")
                    .row(node.row)
                    .column(column)
                    .value(&node.id),
            );
            return;
        }
        self.by_id.insert(node.id.clone(), self.list.len());
        self.list.push(node);
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The position of the node above, if there is one.
    fn above(&self, at: usize) -> Option<usize> {
        self.find(self.list[at].parent.as_deref()?)
    }

    /// How deep each node stands (0: at the top). Where nodes stand above themselves, a fault
    /// names them, once for each ring.
    pub(super) fn depths(&self, file: &str, column: &str, faults: &mut Faults) -> Vec<u32> {
        const OPEN: u32 = u32::MAX;
        const UNSEEN: u32 = u32::MAX - 1;
        let mut depths = vec![UNSEEN; self.list.len()];
        for start in 0..self.list.len() {
            let mut path = Vec::new();
            let mut at = Some(start);
            while let Some(node) = at.filter(|&node| depths[node] == UNSEEN) {
                depths[node] = OPEN;
                path.push(node);
                at = self.above(node);
            }
            let mut depth = match at {
                None => 0,
                Some(known) if depths[known] != OPEN => depths[known] + 1,
                Some(ring) => {
                    let from = path.iter().position(|&node| node == ring).unwrap_or(0);
                    let ids: Vec<&str> = path[from..]
                        .iter()
                        .take(10)
                        .map(|&node| self.list[node].id.as_str())
                        .collect();
                    let problem = "the node stands above itself";
                    let row = self.list[ring].row;
                    faults.push(
                        Fault::new("cycle", file, problem, "a tree")
                            .row(row)
                            .column(column)
                            .value(&ids.join(" → ")),
                    );
                    0
                }
            };
            for node in path.into_iter().rev() {
                depths[node] = depth;
                depth = depth.saturating_add(1).min(UNSEEN - 1);
            }
        }
        depths
    }

    /// The tables `competencies` and `hierarchy`; names that were cut are noted.
    pub(super) fn tables(
        &self,
        depths: &[u32],
        taken: Taken,
        kind: CompetencyKind,
        file: &str,
        notes: &mut Faults,
    ) -> [Table; 2] {
        let mut has_below = vec![false; self.list.len()];
        for above in (0..self.list.len()).filter_map(|at| self.above(at)) {
            has_below[above] = true;
        }
        let is_taken =
            |at: usize| !self.list[at].is_cover && (taken == Taken::All || !has_below[at]);
        let mut rows: Vec<(&Node, String)> = Vec::new();
        for (at, node) in self.list.iter().enumerate() {
            if is_taken(at) {
                let name = self.name_of(node, file, notes);
                rows.push((node, name));
            }
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let usual = i64::from(Framework::USUAL_TOP_LEVEL);
        let competencies = Table::new(
            "competencies",
            vec![
                Column::texts("id", rows.iter().map(|(node, _)| node.id.as_str())),
                Column::texts("name", rows.iter().map(|(_, name)| name.as_str())),
                Column::texts("kind", rows.iter().map(|_| kind.id())),
                Column::integers(
                    "top_level",
                    rows.iter()
                        .map(|(node, _)| node.top_level.map_or(usual, i64::from)),
                ),
                Column::optional_texts(
                    "description",
                    // A description that only says the name again tells nothing.
                    rows.iter().map(|(node, _)| {
                        given(&node.description).filter(|_| !node.name.ends_with(&node.description))
                    }),
                ),
            ],
        );
        let list = &self.list;
        let hierarchy = Table::new(
            "hierarchy",
            vec![
                Column::texts("id", list.iter().map(|node| node.id.as_str())),
                Column::optional_texts("parent", list.iter().map(|node| node.parent.clone())),
                Column::integers("depth", depths.iter().map(|&depth| i64::from(depth))),
                Column::optional_texts("name", list.iter().map(|node| given(&node.name))),
                Column::optional_texts("sort", list.iter().map(|node| given(&node.sort))),
                Column::optional_texts(
                    "description",
                    list.iter().map(|node| given(&node.description)),
                ),
                Column::booleans("is_competency", (0..list.len()).map(is_taken)),
            ],
        );
        [competencies, hierarchy]
    }

    /// The name by which a competency goes: short enough for a table.
    fn name_of(&self, node: &Node, file: &str, notes: &mut Faults) -> String {
        let name = if node.name.is_empty() {
            &node.id
        } else {
            &node.name
        };
        if name.chars().nth(LONGEST_NAME).is_none() {
            return name.clone();
        }
        notes.push(
            Fault::new(
                "name_cut",
                file,
                "the name was cut; it stands in full in the table hierarchy",
                format!("at most {LONGEST_NAME} characters"),
            )
            .row(node.row)
            .value(name),
        );
        let mut cut: String = name.chars().take(LONGEST_NAME - 1).collect();
        cut.push('…');
        cut
    }
}

/// The table `relations`.
pub(super) fn relations(list: &[Relation]) -> Table {
    Table::new(
        "relations",
        vec![
            Column::texts("from", list.iter().map(|row| row.from.as_str())),
            Column::texts("kind", list.iter().map(|row| row.kind.as_str())),
            Column::texts("to", list.iter().map(|row| row.to.as_str())),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nodes(parents: &[Option<usize>]) -> Nodes {
        let mut nodes = Nodes::default();
        for (at, parent) in parents.iter().enumerate() {
            let node = Node {
                id: at.to_string(),
                parent: parent.map(|parent| parent.to_string()),
                row: at as u64 + 2,
                ..Node::default()
            };
            nodes.add(node, "t", "id", &mut Faults::new());
        }
        nodes
    }

    proptest! {
        /// Rings are told if and only if walking up from some node never ends, and depths without
        /// rings are the length of that walk.
        #[test]
        fn depths_are_the_length_of_the_walk_up(
            parents in proptest::collection::vec(proptest::option::of(0_usize..12), 0..12)
        ) {
            let nodes = nodes(&parents);
            let mut faults = Faults::new();
            let depths = nodes.depths("t", "parent", &mut faults);
            let walk = |start: usize| {
                let mut at = start;
                for steps in 0..=parents.len() {
                    match parents[at].filter(|&up| up < parents.len()) {
                        Some(up) => at = up,
                        None => return Some(u32::try_from(steps).unwrap()),
                    }
                }
                None
            };
            let walks: Vec<Option<u32>> = (0..parents.len()).map(walk).collect();
            prop_assert_eq!(faults.is_empty(), walks.iter().all(Option::is_some));
            if faults.is_empty() {
                prop_assert_eq!(depths, walks.into_iter().flatten().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_ring_is_told_once() {
        let nodes = nodes(&[Some(1), Some(2), Some(0), Some(0)]);
        let mut faults = Faults::new();
        nodes.depths("t", "parent", &mut faults);
        assert_eq!(faults.count(), 1);
        assert_eq!(faults.list()[0].value.as_deref(), Some("0 → 1 → 2"));
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_needs_no_stack() {
        let chain: Vec<Option<usize>> = (0..100_000).map(|at: usize| Some(at + 1)).collect();
        let mut faults = Faults::new();
        let depths = nodes(&chain).depths("t", "parent", &mut faults);
        assert_eq!((depths[0], faults.count()), (99_999, 0));
    }
}

//! Posts (jabatan) and the levels that they require (standar kompetensi jabatan).

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Ids, Index, PostClassIndex, PostIndex};
use crate::words::measure::{Level, Weight};

/// The posts of an agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posts {
    pub(crate) ids: Ids<PostIndex>,
    pub(crate) names: Vec<String>,
    pub(crate) classes: Vec<Option<PostClassIndex>>,
}

impl Posts {
    /// The ids.
    pub fn ids(&self) -> &Ids<PostIndex> {
        &self.ids
    }

    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All posts in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = PostIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// The post's id.
    pub fn id(&self, post: PostIndex) -> &str {
        self.ids.name(post)
    }

    /// The post's name.
    pub fn name(&self, post: PostIndex) -> &str {
        &self.names[post.position()]
    }

    /// The post's class in the regulation, if it is given.
    pub fn class(&self, post: PostIndex) -> Option<PostClassIndex> {
        self.classes[post.position()]
    }
}

/// A level that a post requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Of which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
    /// How much it matters for the post, 1 to 5; 3 if the table does not say.
    pub importance: Weight,
}

/// The required levels of all posts, grouped by post, each competency once, in the order of the
/// competencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirements {
    pub(crate) by_post: Grouping<PostIndex>,
    pub(crate) rows: Vec<Requirement>,
}

impl Requirements {
    /// What a post requires.
    pub fn of(&self, post: PostIndex) -> &[Requirement] {
        self.rows.get(self.by_post.rows(post)).unwrap_or(&[])
    }

    /// What a post requires of one competency.
    pub fn find(&self, post: PostIndex, competency: CompetencyIndex) -> Option<Requirement> {
        let rows = self.of(post);
        rows.binary_search_by_key(&competency, |row| row.competency)
            .ok()
            .map(|at| rows[at])
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

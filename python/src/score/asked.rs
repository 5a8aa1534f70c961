//! What posts require, from a wide frame or a long one.

use mahir::words::measure::Level;

use super::frame::Frame;
use super::levels::Levels;
use super::places::{self, Known};
use crate::failure::Failure;

/// The posts, the competencies, and one level for each of both.
pub(super) struct Asked {
    pub(super) posts: Known,
    pub(super) competencies: Vec<String>,
    pub(super) levels: Vec<Level>,
}

/// The columns of a wide frame of requirements that are competencies.
pub(super) fn competencies(required: &Frame, post: &str) -> Vec<String> {
    let names = required.names().into_iter();
    names.filter(|name| name != post).collect()
}

impl Asked {
    /// From a wide frame: a row for each post, a column for each competency.
    pub(super) fn wide(
        required: &Frame,
        post: &str,
        competencies: Vec<String>,
    ) -> Result<Self, Failure> {
        let posts = places::posts(&required.column(post)?)?;
        let asked: Vec<Levels> = competencies
            .iter()
            .map(|name| Levels::copied(&required.column(name)?))
            .collect::<Result<_, _>>()?;
        let mut levels = Vec::with_capacity(posts.count() * asked.len());
        for row in 0..posts.count() {
            let of_post = asked.iter().map(|column| column.level(row));
            // A level that is missing asks nothing.
            levels.extend(of_post.map(|level| level.unwrap_or(Level::NONE)));
        }
        Ok(Self {
            posts,
            competencies,
            levels,
        })
    }
}

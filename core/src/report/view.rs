//! What a report shows, already in words: sections of paragraphs, lists, tables and figures.

use serde::Serialize;

/// A whole report.
#[derive(Debug, Serialize)]
pub(super) struct View {
    pub(super) language: &'static str,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) tiles: Vec<Tile>,
    pub(super) sections: Vec<Section>,
    pub(super) foot: Vec<String>,
}

/// A figure that the first page shows large.
#[derive(Debug, Serialize)]
pub(super) struct Tile {
    pub(super) value: String,
    pub(super) label: String,
}

/// A section.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Block {
    Paragraph {
        text: String,
    },
    List {
        caption: String,
        items: Vec<String>,
    },
    Table {
        caption: String,
        headers: Vec<Header>,
        rows: Vec<Vec<String>>,
    },
    /// A drawing for the page, and what stands for it where nothing can be drawn.
    Figure {
        caption: String,
        svg: String,
        instead: Box<Block>,
    },
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Header {
    pub(super) text: String,
    pub(super) numeric: bool,
}

/// Heads of columns; a `#` in front marks numbers.
pub(super) fn headers(texts: &[&str]) -> Vec<Header> {
    texts
        .iter()
        .map(|text| Header {
            text: text.trim_start_matches('#').to_owned(),
            numeric: text.starts_with('#'),
        })
        .collect()
}

pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph { text: text.into() }
}

pub(super) fn list(caption: &str, items: Vec<String>) -> Block {
    Block::List {
        caption: caption.to_owned(),
        items,
    }
}

pub(super) fn table(caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Block {
    Block::Table {
        caption: caption.to_owned(),
        headers: headers(heads),
        rows,
    }
}

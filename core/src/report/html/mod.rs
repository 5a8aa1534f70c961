//! The page: one file that needs nothing else, reads on a telephone and prints on A4.

mod heat;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;

use crate::report::error::ReportError;
use crate::report::svg;
use crate::report::view::{Block, Grid, View};
use crate::report::wording::Wording;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
/// Where the style sheet takes the heat map's colours in.
const HEAT_RULES: &str = "/*HEAT*/\n";
/// Programmes in one drawing of the calendar, so that it fits on a page.
const GANTT_ROWS: usize = 32;

/// A chapter as its template takes it.
#[derive(Serialize)]
struct Chapter<'a> {
    id: &'a str,
    title: &'a str,
    paragraphs: &'a [String],
    blocks: Vec<Shown<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shown<'a> {
    Grid {
        grid: &'a Grid,
    },
    List {
        title: &'a str,
        points: &'a [String],
    },
    Heat {
        heat: heat::HeatTable,
    },
    Drawing {
        title: &'a str,
        drawings: Vec<String>,
    },
}

/// The page as text.
pub(crate) fn page(view: &View) -> Result<String, ReportError> {
    let chapters: Vec<Chapter<'_>> = view
        .sections
        .iter()
        .map(|section| Chapter {
            id: section.id,
            title: &section.title,
            paragraphs: &section.paragraphs,
            blocks: section
                .blocks
                .iter()
                .map(|block| shown(block, view))
                .collect(),
        })
        .collect();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page.html", PAGE)?;
    let page = environment.get_template("page.html")?.render(context! {
        words => Value::from(Serde(Wording::of(view.language))),
        language => view.language.code(),
        style => STYLE.replacen(HEAT_RULES, &heat::style(), 1),
        agency => view.agency.as_str(),
        subtitle => view.subtitle.as_str(),
        summary => Value::from(Serde(&view.summary)),
        sections => Value::from(Serde(&chapters)),
        foot => Value::from(Serde(&view.foot)),
    })?;
    Ok(page)
}

fn shown<'a>(block: &'a Block, view: &View) -> Shown<'a> {
    let language = view.language;
    match block {
        Block::Grid(grid) => Shown::Grid { grid },
        Block::List { title, points } => Shown::List { title, points },
        Block::Heat(map) => Shown::Heat {
            heat: heat::HeatTable::of(map, language),
        },
        Block::Budget(bars) => Shown::Drawing {
            title: &bars.title,
            drawings: vec![svg::budget(bars, language)],
        },
        Block::Bands(bars) => Shown::Drawing {
            title: &bars.title,
            drawings: vec![svg::bands(bars, language)],
        },
        Block::Gantt(gantt) => Shown::Drawing {
            title: &gantt.title,
            drawings: svg::gantt(gantt, GANTT_ROWS, language),
        },
        Block::Forest(forest) => Shown::Drawing {
            title: &forest.title,
            drawings: vec![svg::forest(forest, language)],
        },
    }
}

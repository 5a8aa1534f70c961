//! What the report shows, already worded in one language: the text and the page draw the same.

mod shown;

use serde::Serialize;

use crate::words::explanation::Language;
use crate::words::measure::{Date, Rupiah};

pub(crate) use shown::{clean, count, days_in_words, money_short, percent, prose, signed, whole};

/// The whole report.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) language: Language,
    pub(crate) agency: String,
    /// The horizon and the day of the facts, in words.
    pub(crate) subtitle: String,
    pub(crate) summary: Summary,
    pub(crate) sections: Vec<Section>,
    /// What a result can be reproduced from: name and value.
    pub(crate) foot: Vec<(String, String)>,
}

/// The first page: for the head of the district.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Summary {
    pub(crate) tiles: Vec<Tile>,
    pub(crate) answers: Vec<Answer>,
}

/// A figure with what it is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tile {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// A question and its answer in a few sentences.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Answer {
    pub(crate) question: String,
    pub(crate) sentences: Vec<String>,
    /// Points in a list below.
    pub(crate) points: Vec<String>,
}

/// A chapter.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Its anchor in the page.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) blocks: Vec<Block>,
}

/// A part of a chapter.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Grid(Grid),
    List { title: String, points: Vec<String> },
    Heat(Heat),
    Budget(BudgetBars),
    Bands(BandBars),
    Gantt(Gantt),
    Forest(Forest),
}

/// A table for a reader.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Grid {
    pub(crate) title: String,
    pub(crate) columns: Vec<Heading>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// A line beneath, such as how many rows are left out.
    pub(crate) note: Option<String>,
}

/// A column's heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Heading {
    pub(crate) text: String,
    /// Whether its cells stand to the right.
    pub(crate) numeric: bool,
    /// Whether its cells are not broken into lines: figures, dates, codes.
    pub(crate) unbroken: bool,
}

/// A cell.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// How a cell is meant; it is always told in words too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tone {
    #[default]
    Plain,
    Good,
    Bad,
    Unsure,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            tone: Tone::Plain,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Cell {
    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

impl Grid {
    /// A table without rows yet. A heading that starts with `#` is a column of numbers, one that
    /// starts with `=` a column of dates or codes.
    pub(crate) fn new<'a>(title: &str, headings: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            title: title.to_owned(),
            columns: headings
                .into_iter()
                .map(|text| Heading {
                    text: text.strip_prefix(['#', '=']).unwrap_or(text).to_owned(),
                    numeric: text.starts_with('#'),
                    unbroken: text.starts_with(['#', '=']),
                })
                .collect(),
            ..Self::default()
        }
    }

    pub(crate) fn row<C: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// Units by competencies.
#[derive(Clone, Debug)]
pub(crate) struct Heat {
    pub(crate) title: String,
    pub(crate) key: String,
    /// Short code and full name of each competency.
    pub(crate) columns: Vec<(String, String)>,
    /// Code and full name of each unit.
    pub(crate) rows: Vec<(String, String)>,
    /// Row by row, as many in each as there are columns.
    pub(crate) cells: Vec<Vec<HeatShade>>,
    pub(crate) note: Option<String>,
}

/// A cell of the heat map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum HeatShade {
    /// Nobody needs the competency.
    Nobody,
    /// Nobody's level is known.
    Unknown,
    /// The mean gap in levels.
    Gap(f64),
}

/// Money by phase.
#[derive(Clone, Debug)]
pub(crate) struct BudgetBars {
    pub(crate) title: String,
    pub(crate) bars: Vec<BudgetBar>,
}

/// The money of a phase.
#[derive(Clone, Debug)]
pub(crate) struct BudgetBar {
    pub(crate) name: String,
    pub(crate) budget: Rupiah,
    pub(crate) carried_in: Rupiah,
    pub(crate) spent: Rupiah,
}

/// People by band, unit by unit.
#[derive(Clone, Debug)]
pub(crate) struct BandBars {
    pub(crate) title: String,
    /// The bands' names, the best first.
    pub(crate) bands: Vec<String>,
    /// Name of the unit, and people in each band.
    pub(crate) rows: Vec<(String, Vec<u32>)>,
}

/// Sessions over time.
#[derive(Clone, Debug)]
pub(crate) struct Gantt {
    pub(crate) title: String,
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) phases: Vec<Span>,
    /// Days and stretches on which nothing is placed.
    pub(crate) closed: Vec<Span>,
    /// Stretches of shorter hours.
    pub(crate) reduced: Vec<Span>,
    /// One row for each programme.
    pub(crate) rows: Vec<GanttRow>,
    /// The least number above the minimum on each working day.
    pub(crate) slack: Vec<(Date, i64)>,
}

/// A named stretch of days, both ends included.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) name: String,
    pub(crate) from: Date,
    pub(crate) until: Date,
}

/// A programme's sessions.
#[derive(Clone, Debug)]
pub(crate) struct GanttRow {
    pub(crate) name: String,
    /// Each session with its people.
    pub(crate) bars: Vec<(Span, usize)>,
}

/// Effects with intervals.
#[derive(Clone, Debug)]
pub(crate) struct Forest {
    pub(crate) title: String,
    /// What the horizontal axis shows.
    pub(crate) axis: String,
    /// The change that is called worthwhile.
    pub(crate) worthwhile: f64,
    pub(crate) rows: Vec<ForestRow>,
}

/// One effect.
#[derive(Clone, Debug)]
pub(crate) struct ForestRow {
    pub(crate) name: String,
    pub(crate) change: f64,
    pub(crate) interval: Option<(f64, f64)>,
    /// What was expected before.
    pub(crate) expected: Option<f64>,
}

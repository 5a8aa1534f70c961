//! The report as plain text for a terminal.

mod heat;
mod lines;
mod widths;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::report::view::{Block, Cell, Grid, Tone, View, money_short, percent};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

/// How the text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextOptions {
    /// In which language.
    pub language: Language,
    /// The most columns of the terminal that a line takes; less than 60 counts as 60.
    pub width: usize,
    /// Whether the heat map is coloured with terminal sequences; the figures tell the same.
    pub colour: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            language: Language::English,
            width: 100,
            colour: false,
        }
    }
}

/// The least width that tables are drawn in.
const LEAST_WIDTH: usize = 60;

pub(crate) fn text(view: &View, options: TextOptions) -> String {
    let width = options.width.clamp(LEAST_WIDTH, usize::from(u16::MAX));
    let words = Wording::of(view.language);
    let mut out = String::new();
    heading(
        &mut out,
        &format!("{}: {}", words.title, view.agency),
        '═',
        width,
    );
    lines::paragraph(&mut out, &view.subtitle, "", width);
    heading(&mut out, words.summary, '─', width);
    for tile in &view.summary.tiles {
        lines::paragraph(
            &mut out,
            &format!("{}  {}", tile.value, tile.label),
            "  ",
            width,
        );
    }
    for answer in &view.summary.answers {
        out.push('\n');
        lines::paragraph(&mut out, &answer.question, "", width);
        for sentence in &answer.sentences {
            lines::paragraph(&mut out, sentence, "  ", width);
        }
        for point in &answer.points {
            lines::point(&mut out, point, width);
        }
    }
    for section in &view.sections {
        heading(&mut out, &section.title, '─', width);
        for paragraph in &section.paragraphs {
            lines::paragraph(&mut out, paragraph, "", width);
        }
        for block in &section.blocks {
            draw(&mut out, block, view.language, width, options.colour);
        }
    }
    heading(&mut out, words.made_with, '─', width);
    lines::paragraph(&mut out, words.pseudonyms, "", width);
    for (name, value) in &view.foot {
        lines::paragraph(&mut out, &format!("{name}: {value}"), "", width);
    }
    out
}

fn heading(out: &mut String, title: &str, rule: char, width: usize) {
    if !out.is_empty() {
        out.push('\n');
    }
    let start = out.len();
    lines::paragraph(out, title, "", width);
    let longest = out[start..]
        .lines()
        .map(lines::display_width)
        .max()
        .unwrap_or(0);
    out.extend(std::iter::repeat_n(rule, longest));
    out.push('\n');
}

fn draw(out: &mut String, block: &Block, language: Language, width: usize, colour: bool) {
    match block {
        Block::Grid(grid) => self::grid(out, grid, language, width),
        Block::List { title, points } => {
            out.push('\n');
            lines::paragraph(out, title, "", width);
            for point in points {
                lines::point(out, point, width);
            }
        }
        Block::Heat(map) => heat::heat(out, map, language, width, colour),
        Block::Budget(bars) => {
            out.push('\n');
            lines::paragraph(out, &bars.title, "", width);
            for bar in &bars.bars {
                let all = bar.budget.saturating_add(bar.carried_in);
                let share = if all.amount() > 0 {
                    bar.spent.as_f64() / all.as_f64()
                } else {
                    0.0
                };
                let line = format!(
                    "{} {} {} {} {} ({})",
                    lines::fitted(&bar.name, 14),
                    lines::bar(share, 20),
                    money_short(bar.spent, language),
                    language.choose("of", "dari"),
                    money_short(all, language),
                    percent(share, language)
                );
                lines::paragraph(out, &line, "  ", width);
            }
        }
        // The page draws these from what the tables beside them say.
        Block::Bands(_) | Block::Gantt(_) | Block::Forest(_) => {}
    }
}

fn grid(out: &mut String, grid: &Grid, language: Language, width: usize) {
    out.push('\n');
    lines::paragraph(out, &grid.title, "", width);
    let texts: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(toned).collect())
        .collect();
    if texts.is_empty() {
        lines::paragraph(out, Wording::of(language).none, "  ", width);
    } else if let Some(widths) = widths::widths(&grid.columns, &texts, width) {
        table(out, grid, &texts, &widths, width);
    } else {
        records(out, grid, &texts, width);
    }
    if let Some(note) = &grid.note {
        lines::paragraph(out, note, "", width);
    }
}

fn table(out: &mut String, grid: &Grid, texts: &[Vec<String>], widths: &[usize], width: usize) {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        // The width was clamped to what fits.
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(grid.columns.iter().map(|column| column.text.as_str()));
    for row in texts {
        table.add_row(row);
    }
    let columns = table.column_iter_mut().zip(&grid.columns);
    for ((column, heading), wide) in columns.zip(widths) {
        let wide = u16::try_from(wide + widths::PADDING).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(wide)));
        if heading.numeric {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Row by row as points of a list, for a table that is too wide for the terminal: its texts, then
/// its figures with their headings.
fn records(out: &mut String, grid: &Grid, texts: &[Vec<String>], width: usize) {
    for row in texts {
        let cells = || {
            row.iter()
                .zip(&grid.columns)
                .filter(|(text, _)| !text.is_empty())
        };
        let names: Vec<&str> = cells()
            .filter(|(_, heading)| !heading.numeric)
            .map(|(text, _)| text.as_str())
            .collect();
        let figures: Vec<String> = cells()
            .filter(|(text, heading)| heading.numeric && *text != "–")
            .map(|(text, heading)| format!("{} {text}", lower(&heading.text)))
            .collect();
        let point = match figures.is_empty() {
            true => names.join(", "),
            false => format!("{}: {}", names.join(", "), figures.join("; ")),
        };
        lines::point(out, &point, width);
    }
}

/// A heading within a line: its first letter small, unless it is an abbreviation.
fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => heading.to_owned(),
    }
}

/// A cell's text with a sign for how it is meant.
fn toned(cell: &Cell) -> String {
    match cell.tone {
        Tone::Plain | Tone::Unsure => cell.text.clone(),
        Tone::Good => format!("✓ {}", cell.text),
        Tone::Bad => format!("✗ {}", cell.text),
    }
}

//! The heat map in figures; colours only on top.

use std::fmt::Write;

use super::lines::{display_width, fitted, paragraph};
use crate::report::view::{Heat, HeatShade};
use crate::words::explanation::Language;

/// Columns of the terminal for each competency, a blank included.
const CELL: usize = 4;

/// Backgrounds from light to dark out of the terminal's 256 colours, with the text colour.
const COLOURS: [(f64, u8, u8); 5] = [
    (0.05, 195, 16),
    (0.25, 153, 16),
    (0.5, 75, 16),
    (1.0, 26, 231),
    (1.5, 18, 231),
];

pub(super) fn heat(out: &mut String, heat: &Heat, language: Language, width: usize, colour: bool) {
    out.push('\n');
    paragraph(out, &heat.title, "", width);
    paragraph(out, &heat.key, "", width);
    let widest = heat
        .rows
        .iter()
        .map(|(code, _)| display_width(code))
        .max()
        .unwrap_or(0);
    let label = widest.clamp(4, 20);
    let columns = ((width - label) / CELL).max(1);
    for from in (0..heat.columns.len()).step_by(columns) {
        let until = (from + columns).min(heat.columns.len());
        let mut line = fitted("", label);
        for (code, _) in &heat.columns[from..until] {
            let _ = write!(line, " {}", fitted(code, CELL - 1));
        }
        out.push_str(line.trim_end());
        out.push('\n');
        for ((code, _), cells) in heat.rows.iter().zip(&heat.cells) {
            let mut line = fitted(code, label);
            for &cell in cells.get(from..until).unwrap_or(&[]) {
                line.push(' ');
                line.push_str(&figure(cell, language, colour));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    if let Some(note) = &heat.note {
        paragraph(out, note, "", width);
    }
}

fn figure(cell: HeatShade, language: Language, colour: bool) -> String {
    let (text, gap) = match cell {
        HeatShade::Nobody => ("  ·".to_owned(), 0.0),
        HeatShade::Unknown => ("  ?".to_owned(), 0.0),
        HeatShade::Gap(gap) => (format!("{:>3}", language.number(gap, 1)), gap),
    };
    let shade = COLOURS.iter().rev().find(|(from, _, _)| gap >= *from);
    match shade {
        Some((_, background, ink)) if colour => {
            format!("\u{1b}[48;5;{background};38;5;{ink}m{text}\u{1b}[0m")
        }
        _ => text,
    }
}

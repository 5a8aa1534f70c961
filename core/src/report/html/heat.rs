//! The heat map as a table, so that a screen reader can walk it; its colours by class.

use serde::Serialize;

use crate::report::view::{Heat, HeatShade};
use crate::words::explanation::Language;

/// The most columns that fit beside each other on A4 paper.
const COLUMNS: usize = 22;

/// The colours of the scale: where each starts (in levels), background, text. The backgrounds are
/// the sequential scheme "Blues" of ColorBrewer (Harrower and Brewer 2003), which people who
/// confuse colours can read: it goes from light to dark.
pub(super) const SCALE: [(f64, &str, &str); 8] = [
    (0.0, "#f7fbff", "#1b2430"),
    (0.05, "#deebf7", "#1b2430"),
    (0.25, "#c6dbef", "#1b2430"),
    (0.5, "#9ecae1", "#1b2430"),
    (0.75, "#6baed6", "#1b2430"),
    (1.0, "#2171b5", "#ffffff"),
    (1.5, "#08519c", "#ffffff"),
    (2.0, "#08306b", "#ffffff"),
];

/// The scale's rules for the style sheet.
pub(super) fn style() -> String {
    let rules = SCALE
        .iter()
        .enumerate()
        .map(|(step, (_, background, text))| {
            format!(".heat-{step} {{ background: {background}; color: {text}; }}\n")
        });
    rules.collect()
}

/// The step of the scale in which a mean gap lies.
pub(super) fn step(gap: f64) -> usize {
    SCALE
        .iter()
        .rposition(|(from, _, _)| gap >= *from)
        .unwrap_or(0)
}

/// The map as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct HeatTable {
    title: String,
    key: String,
    note: Option<String>,
    columns: Vec<Code>,
    parts: Vec<Part>,
    scale: Vec<HeatText>,
}

#[derive(Clone, Debug, Serialize)]
struct Code {
    code: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Part {
    columns: Vec<Code>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    cells: Vec<HeatText>,
}

#[derive(Debug, Serialize)]
struct HeatText {
    class: String,
    text: String,
}

fn shaded(shade: HeatShade, language: Language) -> HeatText {
    let (class, text) = match shade {
        HeatShade::Nobody => ("heat-none".to_owned(), "·".to_owned()),
        HeatShade::Unknown => ("heat-unknown".to_owned(), "?".to_owned()),
        HeatShade::Gap(gap) => (format!("heat-{}", step(gap)), language.number(gap, 1)),
    };
    HeatText { class, text }
}

impl HeatTable {
    pub(super) fn of(heat: &Heat, language: Language) -> Self {
        let columns: Vec<Code> = heat
            .columns
            .iter()
            .map(|(code, name)| Code {
                code: code.clone(),
                name: name.clone(),
            })
            .collect();
        let parts = (0..columns.len())
            .step_by(COLUMNS)
            .map(|from| {
                let until = (from + COLUMNS).min(columns.len());
                let rows = heat
                    .rows
                    .iter()
                    .zip(&heat.cells)
                    .map(|((_, name), cells)| Row {
                        name: name.clone(),
                        cells: cells
                            .get(from..until)
                            .unwrap_or(&[])
                            .iter()
                            .map(|&shade| shaded(shade, language))
                            .collect(),
                    });
                Part {
                    columns: columns[from..until].to_vec(),
                    rows: rows.collect(),
                }
            })
            .collect();
        let scale = SCALE
            .iter()
            .enumerate()
            .map(|(step, (from, _, _))| HeatText {
                class: format!("heat-{step}"),
                text: match step {
                    0 => language.number(0.0, 0),
                    1 => format!("> {}", language.number(0.0, 0)),
                    _ => format!(
                        "≥ {}",
                        language.number(*from, if step % 2 == 0 && step < 5 { 2 } else { 1 })
                    ),
                },
            });
        Self {
            title: heat.title.clone(),
            key: heat.key.clone(),
            note: heat.note.clone(),
            columns: columns.clone(),
            parts,
            scale: scale.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    pub(super) fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_figure_can_be_read_on_its_colour() {
        // Black on white is 21 by the definition.
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        for (_, background, text) in SCALE {
            assert!(contrast(background, text) >= 4.5, "{background} {text}");
        }
    }

    #[test]
    fn the_scale_darkens_with_the_gap() {
        let backgrounds: Vec<f64> = SCALE
            .iter()
            .map(|(_, colour, _)| luminance(colour))
            .collect();
        assert!(backgrounds.windows(2).all(|pair| pair[0] > pair[1]));
        assert!(SCALE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(
            [step(0.0), step(0.049), step(0.05), step(1.0), step(9.0)],
            [0, 0, 1, 5, 7]
        );
    }
}

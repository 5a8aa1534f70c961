//! Effects with their intervals, one beneath the other (a forest plot).

use super::{Anchor, Drawing, WIDTH, cut, marks};
use crate::report::view::{Forest, signed};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

const LABEL: f64 = 360.0;
const FIGURES: f64 = 150.0;
const ROW: f64 = 26.0;

/// A row for each effect.
pub(crate) fn forest(forest: &Forest, language: Language) -> String {
    let words = Wording::of(language);
    let values = forest.rows.iter().flat_map(|row| {
        let (low, high) = row.interval.unwrap_or((row.change, row.change));
        [Some(row.change), Some(low), Some(high), row.expected]
    });
    // The axis takes in no change and the worthwhile change whatever was found.
    let (mut least, mut largest) = (0.0_f64.min(forest.worthwhile), forest.worthwhile.max(0.0));
    for value in values.flatten().filter(|value| value.is_finite()) {
        least = least.min(value);
        largest = largest.max(value);
    }
    let margin = ((largest - least) * 0.05).max(0.05);
    let (least, largest) = (least - margin, largest + margin);
    let room = WIDTH - LABEL - FIGURES;
    let across = |value: f64| LABEL + room * ((value - least) / (largest - least)).clamp(0.0, 1.0);
    let top = 24.0;
    let bottom = top + forest.rows.len() as f64 * ROW;
    let mut drawing = Drawing::new();
    for mark in marks(least, largest, 7) {
        drawing.line("grid", (across(mark), top), (across(mark), bottom));
        let text = signed(mark, 2, language);
        drawing.text(
            "small",
            Anchor::Middle,
            (across(mark), bottom + 16.0),
            &text,
        );
    }
    drawing.line("zero", (across(0.0), top - 4.0), (across(0.0), bottom));
    let worthwhile = across(forest.worthwhile);
    drawing.line("worthwhile", (worthwhile, top - 4.0), (worthwhile, bottom));
    drawing.text(
        "small",
        Anchor::End,
        (across(0.0) - 3.0, top - 8.0),
        words.no_change,
    );
    drawing.text(
        "small",
        Anchor::Start,
        (worthwhile + 3.0, top - 8.0),
        words.worthwhile,
    );
    let mut described = Vec::new();
    for (position, row) in forest.rows.iter().enumerate() {
        let middle = top + (position as f64 + 0.5) * ROW;
        drawing.text(
            "label",
            Anchor::End,
            (LABEL - 14.0, middle + 4.5),
            &cut(&row.name, 44),
        );
        if let Some(expected) = row.expected {
            let x = across(expected);
            drawing.path(
                "expected",
                [
                    Some((x, middle - 6.0)),
                    Some((x + 5.0, middle)),
                    Some((x, middle + 6.0)),
                    Some((x - 5.0, middle)),
                    Some((x, middle - 6.0)),
                ],
            );
        }
        let mut figures = signed(row.change, 2, language);
        if let Some((low, high)) = row.interval {
            drawing.line("interval", (across(low), middle), (across(high), middle));
            for end in [low, high] {
                let x = across(end);
                drawing.line("interval", (x, middle - 4.0), (x, middle + 4.0));
            }
            figures = format!(
                "{figures} ({}; {})",
                signed(low, 2, language),
                signed(high, 2, language)
            );
        }
        drawing.circle("effect", (across(row.change), middle), 4.5);
        drawing.text("small", Anchor::End, (WIDTH - 2.0, middle + 4.0), &figures);
        described.push(format!("{}: {figures}", row.name));
    }
    drawing.text(
        "small",
        Anchor::Middle,
        (LABEL + room / 2.0, bottom + 33.0),
        &forest.axis,
    );
    drawing.finish(bottom + 42.0, &forest.title, &described.join("; "))
}

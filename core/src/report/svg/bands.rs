//! How many people of each unit are in which band, as bars of parts.

use super::{Anchor, Drawing, WIDTH, cut};
use crate::report::view::BandBars;
use crate::words::explanation::Language;

const LABEL: f64 = 300.0;
const ROW: f64 = 25.0;

/// The classes of parts, the best band first.
const CLASSES: [&str; 4] = ["band-1", "band-2", "band-3", "band-4"];

/// A bar for each unit, cut into its bands.
pub(crate) fn bands(bars: &BandBars, language: Language) -> String {
    let class = |band: usize| CLASSES[band.min(CLASSES.len() - 1)];
    let mut drawing = Drawing::new();
    let mut left = LABEL;
    for (band, name) in bars.bands.iter().enumerate() {
        drawing.rectangle(class(band), (left, 2.0), (14.0, 12.0));
        drawing.text("small", Anchor::Start, (left + 20.0, 13.0), name);
        left += 40.0 + 7.5 * name.chars().count() as f64;
    }
    let mut described = Vec::new();
    for (row, (name, counts)) in bars.rows.iter().enumerate() {
        let top = 26.0 + row as f64 * ROW;
        drawing.text(
            "label",
            Anchor::End,
            (LABEL - 10.0, top + 14.0),
            &cut(name, 35),
        );
        let people: u32 = counts
            .iter()
            .fold(0, |sum, &count| sum.saturating_add(count));
        let room = WIDTH - LABEL - 40.0;
        let mut from = LABEL;
        let mut parts = Vec::new();
        for (band, &count) in counts.iter().enumerate() {
            if count == 0 {
                continue;
            }
            let width = room * f64::from(count) / f64::from(people.max(1));
            drawing.rectangle(class(band), (from, top), (width, 19.0));
            // A part that is narrower than its figure stays without it; the table has all.
            if width > 22.0 {
                let on = if band == 0 || band == 3 {
                    "on-dark"
                } else {
                    "on-light"
                };
                let place = (from + width / 2.0, top + 14.0);
                drawing.text(on, Anchor::Middle, place, &count.to_string());
            }
            if let Some(band) = bars.bands.get(band) {
                parts.push(format!("{count} {band}"));
            }
            from += width;
        }
        drawing.text(
            "small",
            Anchor::Start,
            (from + 6.0, top + 14.0),
            &people.to_string(),
        );
        let nobody = language.choose("nobody", "tidak ada").to_owned();
        let parts = if parts.is_empty() {
            nobody
        } else {
            parts.join(", ")
        };
        described.push(format!("{name}: {parts}"));
    }
    let height = 26.0 + bars.rows.len() as f64 * ROW + 4.0;
    drawing.finish(height, &bars.title, &described.join("; "))
}

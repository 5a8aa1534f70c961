//! Drawings of the page as SVG text. Colours come from the page's style sheet, by class.

mod bands;
mod budget;
mod forest;
mod gantt;

use std::fmt::Write;

use crate::words::table::escape_html;

pub(crate) use bands::bands;
pub(crate) use budget::budget;
pub(crate) use forest::forest;
pub(crate) use gantt::gantt;

/// The width of every drawing in its own units; text is 13 units high, so that it can be read on
/// A4 paper too.
const WIDTH: f64 = 900.0;

/// Where a text stands relative to its point.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in the making.
struct Drawing {
    body: String,
}

impl Drawing {
    fn new() -> Self {
        Self {
            body: String::new(),
        }
    }

    fn rectangle(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            width.max(0.0),
            height.max(0.0)
        );
    }

    /// A rectangle that tells what it is when it is pointed at.
    fn named_rectangle(
        &mut self,
        class: &str,
        name: &str,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) {
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\">\
             <title>{}</title></rect>",
            width.max(0.0),
            height.max(0.0),
            escape_html(name)
        );
    }

    fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.body,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        );
    }

    /// A path of straight pieces; a `None` lifts the pen.
    fn path(&mut self, class: &str, points: impl IntoIterator<Item = Option<(f64, f64)>>) {
        let mut path = String::new();
        let mut is_down = false;
        for point in points {
            match point {
                Some((x, y)) => {
                    let command = if is_down { 'L' } else { 'M' };
                    let _ = write!(path, "{command}{x:.1} {y:.1}");
                    is_down = true;
                }
                None => is_down = false,
            }
        }
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(
            self.body,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
        );
    }

    fn text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escape_html(text)
        );
    }

    /// The whole drawing, with what it shows in words for people who do not see it.
    fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (title, description) = (escape_html(title), escape_html(description));
        format!(
            "<svg role=\"img\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" \
             aria-label=\"{title}. {description}\"><title>{title}</title>\
             <desc>{description}</desc>{}</svg>",
            self.body
        )
    }
}

/// A text cut to so many characters, with `…` where something is left out.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Marks of an axis: about so many round numbers from a least to a largest value.
fn marks(least: f64, largest: f64, about: u32) -> Vec<f64> {
    let span = largest - least;
    if !span.is_finite() || span <= 0.0 || about == 0 {
        return vec![least];
    }
    let raw = span / f64::from(about);
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|&step| step >= raw)
        .unwrap_or(10.0 * power);
    let first = (least / step).ceil();
    // At most `about` marks and one more fit into the span.
    (0..=about)
        .map(|number| (first + f64::from(number)) * step)
        .filter(|&mark| mark <= largest + step * 1e-9)
        // Zero, not minus zero.
        .map(|mark| mark + 0.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_inside() {
        assert_eq!(marks(-0.3, 1.2, 6), [-0.25, 0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(marks(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(marks(2.0, 2.0, 5), [2.0]);
        assert_eq!(marks(0.0, f64::INFINITY, 5), [0.0]);
    }

    #[test]
    fn long_names_are_cut_by_characters() {
        assert_eq!(cut("Pelatihan komunikasi", 10), "Pelatihan…");
        assert_eq!(cut("é".repeat(3).as_str(), 3), "ééé");
    }

    #[test]
    fn names_cannot_break_out_of_a_drawing() {
        let mut drawing = Drawing::new();
        drawing.text("label", Anchor::Start, (0.0, 0.0), "<script>\"'&");
        drawing.named_rectangle("bar", "</title><script>", (0.0, 0.0), (1.0, -1.0));
        let svg = drawing.finish(10.0, "\" onload=\"x", "<b>");
        assert!(!svg.contains("<script") && !svg.contains("\" onload") && !svg.contains("<b>"));
        assert!(svg.contains("height=\"0.0\""));
    }
}

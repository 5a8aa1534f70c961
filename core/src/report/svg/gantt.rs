//! Sessions over the year, with closed days shaded and the least slack on duty beneath.

use super::{Anchor, Drawing, WIDTH, cut, marks};
use crate::report::view::{Gantt, Span};
use crate::report::wording::Wording;
use crate::words::explanation::Language;
use crate::words::measure::{Date, Month};

const LABEL: f64 = 300.0;
const ROW: f64 = 22.0;
const SLACK: f64 = 70.0;

/// Where days stand from left to right.
struct Axis {
    from: Date,
    days: f64,
}

impl Axis {
    fn room() -> f64 {
        WIDTH - LABEL - 14.0
    }

    /// The left edge of a day; days beyond the axis stand at its ends.
    fn at(&self, day: Date) -> f64 {
        let days = day.signed_duration_since(self.from).num_days() as f64;
        LABEL + Self::room() * (days / self.days).clamp(0.0, 1.0)
    }

    /// Left edge and width of a stretch, its last day included; at least so wide.
    fn span(&self, span: &Span, least: f64) -> (f64, f64) {
        let left = self.at(span.from);
        let right = self.at(span.until.succ_opt().unwrap_or(span.until));
        (left, (right - left).max(least))
    }
}

/// A row for each programme, a bar for each session; at most so many rows in one drawing, so that
/// none is cut between two pages.
pub(crate) fn gantt(gantt: &Gantt, rows_at_most: usize, language: Language) -> Vec<String> {
    let parts = gantt.rows.chunks(rows_at_most.max(1));
    let last = parts.len().saturating_sub(1);
    parts
        .enumerate()
        .map(|(number, rows)| {
            let part = Gantt {
                rows: rows.to_vec(),
                slack: if number == last {
                    gantt.slack.clone()
                } else {
                    Vec::new()
                },
                ..gantt.clone()
            };
            draw(&part, language)
        })
        .collect()
}

fn draw(gantt: &Gantt, language: Language) -> String {
    let words = Wording::of(language);
    let days = gantt.until.signed_duration_since(gantt.from).num_days() + 1;
    let axis = Axis {
        from: gantt.from,
        days: days.max(1) as f64,
    };
    let top = 62.0;
    let rows_end = top + gantt.rows.len() as f64 * ROW;
    let bottom = match gantt.slack.is_empty() {
        true => rows_end,
        false => rows_end + 26.0 + SLACK,
    };
    let mut drawing = Drawing::new();
    legend(&mut drawing, words);
    for (class, spans) in [("closed", &gantt.closed), ("reduced", &gantt.reduced)] {
        for span in spans {
            let (left, width) = axis.span(span, 1.0);
            let name = format!("{}: {}", span.name, between(span, language));
            drawing.named_rectangle(class, &name, (left, top), (width, bottom - top));
        }
    }
    for (number, phase) in gantt.phases.iter().enumerate() {
        let (left, width) = axis.span(phase, 1.0);
        let class = if number % 2 == 0 {
            "phase-odd"
        } else {
            "phase-even"
        };
        drawing.rectangle(class, (left, 24.0), (width, 18.0));
        let name = cut(&phase.name, (width / 8.0) as usize);
        drawing.text("small", Anchor::Middle, (left + width / 2.0, 37.0), &name);
        drawing.line("phase-edge", (left, 24.0), (left, bottom));
    }
    months(&mut drawing, gantt, &axis, language, (top, bottom));
    for (position, row) in gantt.rows.iter().enumerate() {
        let up = top + position as f64 * ROW;
        drawing.text(
            "label",
            Anchor::End,
            (LABEL - 10.0, up + 15.0),
            &cut(&row.name, 35),
        );
        drawing.line("row", (LABEL, up + ROW), (LABEL + Axis::room(), up + ROW));
        for (span, people) in &row.bars {
            let (left, width) = axis.span(span, 5.0);
            let name = format!(
                "{}: {}, {people} {}",
                span.name,
                between(span, language),
                language.choose("people", "pegawai")
            );
            drawing.named_rectangle("session", &name, (left, up + 4.0), (width, ROW - 8.0));
            let place = (left + width + 3.0, up + 15.5);
            drawing.text("tiny", Anchor::Start, place, &people.to_string());
        }
    }
    if !gantt.slack.is_empty() {
        slack(&mut drawing, gantt, &axis, rows_end + 26.0, language);
    }
    drawing.finish(bottom + 8.0, &gantt.title, &description(gantt, language))
}

fn legend(drawing: &mut Drawing, words: Wording) {
    let entries = [
        ("session", words.gantt_session),
        ("closed-key", words.gantt_closed),
        ("reduced-key", words.gantt_reduced),
    ];
    // A character of small text takes about 7.3 units.
    let wide = |text: &str| 38.0 + 7.3 * text.chars().count() as f64;
    let all: f64 = entries.iter().map(|(_, text)| wide(text)).sum();
    let mut left = LABEL.min(WIDTH - all).max(0.0);
    for (class, text) in entries {
        drawing.rectangle(class, (left, 3.0), (14.0, 11.0));
        drawing.text("small", Anchor::Start, (left + 19.0, 13.0), text);
        left += wide(text);
    }
}

fn months(
    drawing: &mut Drawing,
    gantt: &Gantt,
    axis: &Axis,
    language: Language,
    (top, bottom): (f64, f64),
) {
    let first = Month::of(gantt.from);
    let count = Month::of(gantt.until)
        .number()
        .saturating_sub(first.number());
    // Over many years only some months are named.
    let step = (count / 14 + 1).max(1);
    for number in (0..=count).step_by(step as usize) {
        let month = first.plus(number);
        let Some(start) = Date::from_ymd_opt(month.year(), month.month(), 1) else {
            continue;
        };
        let left = axis.at(start.max(gantt.from));
        drawing.line("grid", (left, top - 4.0), (left, bottom));
        // `1 Jan 2026` without the day and the year.
        let day = language.day(start);
        let name = day.split(' ').nth(1).unwrap_or_default();
        drawing.text("small", Anchor::Start, (left + 2.0, top - 7.0), name);
    }
}

/// The least slack as a line of steps; days below zero are marked.
fn slack(drawing: &mut Drawing, gantt: &Gantt, axis: &Axis, top: f64, language: Language) {
    let words = Wording::of(language);
    let values = || gantt.slack.iter().map(|&(_, slack)| slack);
    let least = values().min().unwrap_or(0).min(0) as f64;
    let largest = values().max().unwrap_or(0).max(1) as f64;
    let up = |value: f64| top + SLACK * (largest - value) / (largest - least);
    for (line, part) in wrap(words.slack_line, 34).iter().enumerate() {
        let place = (LABEL - 24.0, top + 16.0 + 15.0 * line as f64);
        drawing.text("small", Anchor::End, place, part);
    }
    for mark in marks(least, largest, 3) {
        if mark.fract() == 0.0 {
            let class = if mark == 0.0 { "zero" } else { "grid" };
            let right = LABEL + Axis::room();
            drawing.line(class, (LABEL, up(mark)), (right, up(mark)));
            let place = (LABEL - 6.0, up(mark) + 4.0);
            drawing.text(
                "small",
                Anchor::End,
                place,
                &format!("{mark}").replace('-', "−"),
            );
        }
    }
    let mut points = Vec::with_capacity(gantt.slack.len() * 2);
    for (number, &(day, value)) in gantt.slack.iter().enumerate() {
        // Over a weekend the line goes on as it was.
        let next = match gantt.slack.get(number + 1) {
            Some(&(next, _)) => next,
            None => day.succ_opt().unwrap_or(day),
        };
        points.push(Some((axis.at(day), up(value as f64))));
        points.push(Some((axis.at(next), up(value as f64))));
    }
    drawing.path("slack", points);
    for &(day, value) in gantt.slack.iter().filter(|&&(_, value)| value < 0) {
        let name = format!("{}: {value}", language.day(day));
        let place = (axis.at(day) - 1.0, up(0.0));
        drawing.named_rectangle("below", &name, place, (4.0, up(value as f64) - up(0.0)));
    }
}

/// A stretch in words: `5–6 Jan 2026`, `30 Mar 2026 – 2 Apr 2026`.
fn between(span: &Span, language: Language) -> String {
    crate::report::view::days_in_words(span.from, span.until, language)
}

fn description(gantt: &Gantt, language: Language) -> String {
    let sessions: usize = gantt.rows.iter().map(|row| row.bars.len()).sum();
    let mut text = match language {
        Language::English => format!(
            "{sessions} sessions of {} programmes from {} to {}",
            gantt.rows.len(),
            language.day(gantt.from),
            language.day(gantt.until)
        ),
        Language::Indonesian => format!(
            "{sessions} kelas dari {} program, {} sampai {}",
            gantt.rows.len(),
            language.day(gantt.from),
            language.day(gantt.until)
        ),
    };
    if let Some(least) = gantt.slack.iter().map(|&(_, slack)| slack).min() {
        let words = Wording::of(language);
        text.push_str(&format!("; {}: {least}", words.slack_line));
    }
    text
}

/// A text in lines of at most so many characters, broken at blanks.
fn wrap(text: &str, characters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= characters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert!(wrap(" ", 7).is_empty());
    }

    #[test]
    fn days_beyond_the_axis_stand_at_its_ends() {
        let day = |month, day| Date::from_ymd_opt(2026, month, day).unwrap();
        let axis = Axis {
            from: day(1, 1),
            days: 365.0,
        };
        assert_eq!(axis.at(day(1, 1)), LABEL);
        assert_eq!(axis.at(Date::MIN), LABEL);
        assert_eq!(axis.at(Date::MAX), LABEL + Axis::room());
    }
}

//! Drawings for the page: heat map, bars, Gantt, forest. Sizes are in user units; the page scales
//! them to its width.

use std::fmt::Write;

use crate::evaluation::Interval;
use crate::words::measure::Date;
use crate::words::table::escape_html;

/// Blues from light to dark, told apart with any kind of colour vision.
const SCALE: [&str; 6] = [
    "#f2f6fb", "#d3e2f1", "#a6c8e4", "#6aa5d1", "#3178b0", "#0b4a82",
];

fn open(width: f64, height: f64, title: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\" \
         preserveAspectRatio=\"xMinYMin meet\"><title>{title}</title>",
        title = escape_html(title)
    )
}

fn text(svg: &mut String, x: f64, y: f64, anchor: &str, class: &str, content: &str) {
    let content = escape_html(content);
    let _ = write!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{content}</text>"
    );
}

/// A heat map: a value for each row and column, or none; each is printed in its cell.
pub(super) fn heat(
    title: &str,
    rows: &[String],
    columns: &[String],
    value: impl Fn(usize, usize) -> Option<f64>,
    show: impl Fn(f64) -> String,
) -> String {
    let (left, top, wide, high) = (210.0, 34.0, 36.0, 24.0);
    let width = left + wide * columns.len() as f64 + 4.0;
    let height = top + high * rows.len() as f64 + 4.0;
    let mut svg = open(width, height, title);
    let most = (0..rows.len())
        .flat_map(|r| (0..columns.len()).map(move |c| (r, c)))
        .filter_map(|(r, c)| value(r, c))
        .fold(0.0, f64::max);
    for (c, column) in columns.iter().enumerate() {
        text(
            &mut svg,
            left + wide * (c as f64 + 0.5),
            top - 8.0,
            "middle",
            "s",
            column,
        );
    }
    for (r, row) in rows.iter().enumerate() {
        let y = top + high * r as f64;
        text(
            &mut svg,
            left - 8.0,
            y + 16.0,
            "end",
            "s",
            &shortened(row, 34),
        );
        for c in 0..columns.len() {
            let x = left + wide * c as f64;
            let Some(found) = value(r, c) else { continue };
            let step = if most > 0.0 {
                (found / most * 5.0).round() as usize
            } else {
                0
            };
            let class = if step >= 4 { "s w" } else { "s" };
            let _ = write!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
                wide - 1.5,
                high - 1.5,
                SCALE[step.min(5)]
            );
            text(
                &mut svg,
                x + wide / 2.0 - 0.7,
                y + 16.0,
                "middle",
                class,
                &show(found),
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

/// Bars of what is used out of what there is, with a text behind each.
pub(super) fn bars(title: &str, rows: &[(String, f64, f64, String)]) -> String {
    let (left, wide, high) = (130.0, 380.0, 30.0);
    let most = rows
        .iter()
        .map(|row| row.1.max(row.2))
        .fold(0.0, f64::max)
        .max(1.0);
    let mut svg = open(760.0, high * rows.len() as f64 + 6.0, title);
    for (r, (label, used, there, behind)) in rows.iter().enumerate() {
        let y = high * r as f64 + 4.0;
        text(
            &mut svg,
            left - 8.0,
            y + 16.0,
            "end",
            "",
            &shortened(label, 20),
        );
        let _ = write!(
            svg,
            "<rect x=\"{left}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"22\" fill=\"{}\"/>\
             <rect x=\"{left}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"22\" fill=\"{}\"/>",
            wide * there / most,
            SCALE[1],
            wide * used / most,
            SCALE[4]
        );
        text(&mut svg, left + wide + 10.0, y + 16.0, "start", "s", behind);
    }
    svg.push_str("</svg>");
    svg
}

/// One line of a Gantt chart: its label, and the stretches of days on which it is held.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) stretches: Vec<(Date, Date)>,
}

/// Sessions over time, with the phases as bands and days off as grey stripes.
pub(super) fn gantt(
    title: &str,
    (from, until): (Date, Date),
    phases: &[(String, Date, Date)],
    closed: &[(Date, Date)],
    months: &[(Date, String)],
    lines: &[Line],
) -> String {
    let (left, wide, top, high) = (250.0, 730.0, 42.0, 19.0);
    let days = (until - from).num_days().max(1) as f64 + 1.0;
    let x = |day: Date| left + wide * ((day - from).num_days() as f64) / days;
    let height = top + high * lines.len() as f64 + 6.0;
    let mut svg = open(left + wide + 6.0, height, title);
    let mut stripe = |first: Date, last: Date, y: f64, tall: f64, fill: &str, extra: &str| {
        let (a, b) = (x(first.max(from)), x(last.min(until)) + wide / days);
        let _ = write!(
            svg,
            "<rect x=\"{a:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"{fill}\"{extra}/>",
            (b - a).max(1.0)
        );
    };
    for (number, (_, first, last)) in phases.iter().enumerate() {
        let fill = if number % 2 == 0 {
            "#f6f4ee"
        } else {
            "#eef2f4"
        };
        stripe(*first, *last, 0.0, height, fill, "");
    }
    for &(first, last) in closed {
        stripe(first, last, top - 4.0, height - top, "#d9d7d2", "");
    }
    for (number, line) in lines.iter().enumerate() {
        for &(first, last) in &line.stretches {
            stripe(
                first,
                last,
                top + high * number as f64 + 3.0,
                high - 6.0,
                SCALE[4],
                " rx=\"1.5\"",
            );
        }
    }
    for (name, first, _) in phases {
        text(&mut svg, x(*first) + 3.0, 14.0, "start", "b", name);
    }
    for (day, name) in months {
        text(&mut svg, x(*day) + 3.0, 31.0, "start", "s", name);
    }
    for (number, line) in lines.iter().enumerate() {
        let y = top + high * number as f64 + 13.5;
        text(
            &mut svg,
            left - 8.0,
            y,
            "end",
            "s",
            &shortened(&line.label, 42),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Estimates with their intervals, one under the other, around a line at zero and a dashed one at
/// what is worthwhile.
pub(super) fn forest(title: &str, worthwhile: f64, rows: &[(String, f64, Interval)]) -> String {
    let (left, wide, high) = (330.0, 420.0, 24.0);
    let low = rows.iter().map(|row| row.2.low).fold(-0.1, f64::min);
    let top = rows
        .iter()
        .map(|row| row.2.high)
        .fold(worthwhile.max(0.1) * 1.2, f64::max);
    let x = |value: f64| left + wide * (value - low) / (top - low);
    let height = high * rows.len() as f64 + 26.0;
    let mut svg = open(left + wide + 60.0, height, title);
    let bottom = height - 20.0;
    let _ = write!(
        svg,
        "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"0\" y2=\"{bottom:.1}\" stroke=\"#444\"/>\
         <line x1=\"{1:.1}\" x2=\"{1:.1}\" y1=\"0\" y2=\"{bottom:.1}\" stroke=\"#a04000\" stroke-dasharray=\"4 3\"/>",
        x(0.0),
        x(worthwhile)
    );
    text(&mut svg, x(0.0), height - 5.0, "middle", "s", "0");
    text(
        &mut svg,
        x(worthwhile),
        height - 5.0,
        "middle",
        "s",
        &format!("{worthwhile}"),
    );
    for (r, (label, value, interval)) in rows.iter().enumerate() {
        let y = high * r as f64 + 14.0;
        text(
            &mut svg,
            left - 8.0,
            y + 4.0,
            "end",
            "s",
            &shortened(label, 54),
        );
        let _ = write!(
            svg,
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{2}\" stroke-width=\"2\"/>\
             <circle cx=\"{3:.1}\" cy=\"{y}\" r=\"4.5\" fill=\"{2}\"/>",
            x(interval.low),
            x(interval.high),
            SCALE[5],
            x(*value)
        );
        text(
            &mut svg,
            x(interval.high) + 6.0,
            y + 4.0,
            "start",
            "s",
            &format!("{value:.2}"),
        );
    }
    svg.push_str("</svg>");
    svg
}

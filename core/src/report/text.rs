//! The report for a terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::view::{Block, View};

pub(super) fn render(view: &View, width: usize) -> String {
    let mut text = String::new();
    push(&mut text, &view.title, width);
    text.push_str(&"=".repeat(view.title.chars().count().min(width)));
    text.push('\n');
    push(&mut text, &view.subtitle, width);
    text.push('\n');
    for tile in &view.tiles {
        push(&mut text, &format!("{}: {}", tile.label, tile.value), width);
    }
    for section in &view.sections {
        text.push('\n');
        push(&mut text, &section.heading, width);
        text.push_str(&"-".repeat(section.heading.chars().count().min(width)));
        text.push('\n');
        for block in &section.blocks {
            render_block(&mut text, block, width);
        }
    }
    text.push('\n');
    for line in &view.foot {
        push(&mut text, line, width);
    }
    text
}

fn render_block(text: &mut String, block: &Block, width: usize) {
    match block {
        Block::Paragraph { text: content } => push(text, content, width),
        Block::List { caption, items } => {
            if !caption.is_empty() {
                text.push('\n');
                push(text, caption, width);
            }
            for item in items {
                push_indented(text, "- ", item, width);
            }
        }
        Block::Table {
            caption,
            headers,
            rows,
        } => {
            text.push('\n');
            if !caption.is_empty() {
                push(text, caption, width);
            }
            let mut table = Table::new();
            table
                .load_style(presets::ASCII_BORDERS_ONLY_CONDENSED)
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(u16::try_from(width).unwrap_or(u16::MAX));
            table.set_header(headers.iter().map(|head| plain(&head.text)));
            for row in rows {
                table.add_row(row.iter().map(|cell| plain(cell)));
            }
            for (number, head) in headers.iter().enumerate().filter(|(_, head)| head.numeric) {
                let _ = head;
                if let Some(column) = table.column_mut(number) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
            let drawn = table.to_string();
            if drawn.lines().all(|line| line.chars().count() <= width) {
                for line in drawn.lines() {
                    text.push_str(line.trim_end());
                    text.push('\n');
                }
                return;
            }
            // Too many columns for the width: a row becomes a line of its own.
            for row in rows {
                let mut cells = headers.iter().zip(row);
                let first = cells.next().map_or("", |(_, cell)| cell.as_str());
                let rest: Vec<String> = cells
                    .map(|(head, cell)| format!("{} {cell}", head.text))
                    .collect();
                push_indented(text, "- ", &format!("{first}: {}", rest.join(", ")), width);
            }
        }
        Block::Figure { instead, .. } => render_block(text, instead, width),
    }
}

/// Without control characters, which a terminal might obey.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn push(text: &mut String, content: &str, width: usize) {
    push_indented(text, "", content, width);
}

/// Breaks a paragraph into lines between words.
fn push_indented(text: &mut String, first: &str, content: &str, width: usize) {
    let indent = first.chars().count();
    let mut line = first.to_owned();
    let mut used = indent;
    for word in plain(content).split_whitespace() {
        let mut word = word;
        let mut length = word.chars().count();
        if used > indent && used + 1 + length > width {
            text.push_str(line.trim_end());
            text.push('\n');
            line = " ".repeat(indent);
            used = indent;
        }
        if used > indent {
            line.push(' ');
            used += 1;
        }
        // A word longer than a line is cut.
        while used + length > width {
            let at = word
                .char_indices()
                .nth(width - used)
                .map_or(word.len(), |(at, _)| at);
            line.push_str(&word[..at]);
            text.push_str(line.trim_end());
            text.push('\n');
            line = " ".repeat(indent);
            used = indent;
            word = &word[at..];
            length = word.chars().count();
        }
        line.push_str(word);
        used += length;
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

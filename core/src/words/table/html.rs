//! A table as an HTML fragment, for notebooks and reports.

use std::fmt::Write;

use super::{Cell, Table, Values};

/// The text with the characters that mean something in HTML replaced.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

impl Table {
    /// The first `limit` rows as an HTML table, with a line that tells how many there are.
    /// All texts are escaped.
    pub fn to_html(&self, limit: usize) -> String {
        let mut html = String::from("<table><thead><tr>");
        for column in &self.columns {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escape_html(&column.name));
        }
        html.push_str("</tr></thead><tbody>");
        for row in 0..self.rows().min(limit) {
            html.push_str("<tr>");
            for column in &self.columns {
                let text = match column.cell(row) {
                    Cell::Number(number) => format!("{number:.3}"),
                    cell => escape_html(&cell.to_string()),
                };
                let numeric = matches!(column.values, Values::Integer(_) | Values::Number(_));
                let style = if numeric {
                    " style=\"text-align:right\""
                } else {
                    ""
                };
                let _ = write!(html, "<td{style}>{text}</td>");
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table>");
        if self.rows() > limit {
            let _ = write!(html, "<p>{limit} of {} rows</p>", self.rows());
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Table};

    #[test]
    fn hostile_texts_are_escaped() {
        let table = Table::new(
            "t",
            vec![Column::texts("<x>", ["<script>alert('1')</script>"; 3])],
        );
        let html = table.to_html(2);
        assert!(!html.contains("<script>") && !html.contains("<x>"));
        assert!(html.contains("2 of 3 rows"));
    }
}

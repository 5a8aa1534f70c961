//! How wide the columns of a table are, so that words stay whole as long as that is possible.

use super::lines::display_width;
use crate::report::view::Heading;

/// Blanks beside a cell's text.
pub(super) const PADDING: usize = 2;

/// The widths of the columns' texts; with padding and rules they take at most `width` columns.
/// `None` if some word or number would have to be broken.
pub(super) fn widths(
    headings: &[Heading],
    rows: &[Vec<String>],
    width: usize,
) -> Option<Vec<usize>> {
    let count = headings.len();
    // A rule before and after every column.
    let room = width.saturating_sub(count * PADDING + count + 1);
    let mut whole = Vec::with_capacity(count);
    let mut least = Vec::with_capacity(count);
    for (column, heading) in headings.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(column));
        let longest = |of: fn(&str) -> usize| cells().map(|cell| of(cell)).max().unwrap_or(0);
        whole.push(
            longest(display_width)
                .max(display_width(&heading.text))
                .max(1),
        );
        // A figure or a date is not broken; of a text, no word.
        let cell = if heading.unbroken {
            longest(display_width)
        } else {
            longest(longest_word)
        };
        least.push(cell.max(longest_word(&heading.text)).max(1));
    }
    if whole.iter().sum::<usize>() <= room {
        return Some(whole);
    }
    let mut widths = least;
    if widths.iter().sum::<usize>() > room {
        return None;
    }
    // What is left goes, one by one, to the column that takes most lines.
    while widths.iter().sum::<usize>() < room {
        let lines = |column: &usize| whole[*column] * 1_000 / widths[*column].max(1);
        match (0..count)
            .filter(|&column| widths[column] < whole[column])
            .max_by_key(lines)
        {
            Some(column) => widths[column] += 1,
            None => break,
        }
    }
    Some(widths)
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace()
        .map(display_width)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn heading(text: &str, numeric: bool) -> Heading {
        Heading {
            text: text.to_owned(),
            numeric,
            unbroken: numeric,
        }
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        let headings = [heading("service", false), heading("cases", true)];
        let rows = [vec![
            "assistance with business licences".to_owned(),
            "12,345".to_owned(),
        ]];
        // 2 columns take 2 × 2 blanks and 3 rules: 33 + 6 + 7 = 46.
        assert_eq!(widths(&headings, &rows, 46), Some(vec![33, 6]));
        assert_eq!(widths(&headings, &rows, 30), Some(vec![17, 6]));
        // The longest word, `assistance`, takes 10.
        assert_eq!(widths(&headings, &rows, 23), Some(vec![10, 6]));
        assert_eq!(widths(&headings, &rows, 22), None);
    }

    proptest! {
        #[test]
        fn the_table_is_never_too_wide(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z ]{0,30}", 5), 0..6),
            width in 26_usize..120,
        ) {
            let headings: Vec<Heading> =
                (0..5).map(|column| heading("people there", column % 2 == 0)).collect();
            let word = |text: &str| text.split(' ').map(str::len).max().unwrap_or(0);
            if let Some(widths) = widths(&headings, &rows, width) {
                // 5 columns take 5 × 2 blanks and 6 rules.
                prop_assert!(widths.iter().sum::<usize>() + 16 <= width, "{widths:?}");
                for row in &rows {
                    for (cell, &wide) in row.iter().zip(&widths) {
                        prop_assert!(word(cell) <= wide);
                    }
                }
            }
        }
    }
}

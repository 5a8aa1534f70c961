//! A sheet: its columns and typed cells, and how they are written.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet};

use crate::report::error::ReportError;
use crate::report::view::clean;
use crate::words::measure::{Date, Rupiah};
use crate::words::table::{Column, Table};

/// Rows of a sheet, the heading among them: the limit of the file format.
const ROWS: usize = 1_048_576;
/// Characters of a cell: the limit of the file format.
const CHARACTERS: usize = 32_767;
/// Whole numbers up to here are exact in a spreadsheet (2 to the power of 53).
const EXACT: i64 = 1 << 53;

/// One cell.
pub(super) enum Cell {
    Empty,
    Text(String),
    Count(i64),
    /// Levels, shares, hours: shown with at most two decimals.
    Number(f64),
    Money(Rupiah),
    Day(Date),
}

impl Cell {
    /// A text without characters that steer a terminal or turn the direction.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(clean(text))
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl Cell {
    /// As a text; nothing of an empty cell.
    fn shown(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.clone()),
            Self::Count(count) => Some(count.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Money(amount) => Some(amount.amount().to_string()),
            Self::Day(day) => Some(day.to_string()),
        }
    }
}

/// A sheet in the making.
pub(super) struct Sheet {
    name: &'static str,
    /// Heading and width in characters.
    columns: Vec<(&'static str, f64)>,
    rows: Vec<Vec<Cell>>,
}

/// The looks of cells.
pub(super) struct Styles {
    head: Format,
    text: Format,
    count: Format,
    number: Format,
    money: Format,
    day: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00_08_45_94))
                .set_font_color(Color::White),
            text: cell().set_text_wrap(),
            count: cell().set_num_format("#,##0"),
            number: cell().set_num_format("0.00"),
            money: cell().set_num_format("\"Rp \"#,##0"),
            day: cell().set_num_format("d mmm yyyy"),
        }
    }
}

impl Sheet {
    pub(super) fn new(name: &'static str, columns: &[(&'static str, f64)]) -> Self {
        Self {
            name,
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows as a table. A column with any text is one of texts; else one of days, of numbers, or
    /// of whole numbers.
    pub(super) fn table(self, name: &str) -> Table {
        let columns = self.columns.iter().enumerate().map(|(at, &(heading, _))| {
            let cells = || {
                self.rows
                    .iter()
                    .map(move |row| row.get(at).unwrap_or(&Cell::Empty))
            };
            let any = |is: fn(&Cell) -> bool| cells().any(is);
            if any(|cell| matches!(cell, Cell::Text(_)))
                || cells().all(|cell| matches!(cell, Cell::Empty))
            {
                return Column::optional_texts(heading, cells().map(Cell::shown));
            }
            if any(|cell| matches!(cell, Cell::Day(_))) {
                return Column::days(
                    heading,
                    cells().map(|cell| match cell {
                        Cell::Day(day) => Some(*day),
                        _ => None,
                    }),
                );
            }
            if any(|cell| matches!(cell, Cell::Number(_))) {
                // Counts among numbers are small enough to be exact.
                return Column::optional_numbers(
                    heading,
                    cells().map(|cell| match cell {
                        Cell::Number(number) => Some(*number),
                        Cell::Count(count) => Some(*count as f64),
                        _ => None,
                    }),
                );
            }
            Column::optional_integers(
                heading,
                cells().map(|cell| match cell {
                    Cell::Count(count) => Some(*count),
                    Cell::Money(amount) => Some(amount.amount()),
                    _ => None,
                }),
            )
        });
        Table::new(name, columns.collect())
    }

    pub(super) fn write(self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), ReportError> {
        if self.rows.len() >= ROWS {
            return Err(ReportError::TooManyRows {
                sheet: self.name,
                rows: self.rows.len(),
            });
        }
        sheet.set_name(self.name)?;
        for (column, &(heading, width)) in (0_u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, heading, &styles.head)?;
            sheet.set_column_width(column, width)?;
        }
        for (row, cells) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                write_cell(sheet, (row, column), cell, styles)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        let last_row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, last_row, last_column)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        Ok(())
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), ReportError> {
    let whole = |sheet: &mut Worksheet, number: i64, style: &Format| {
        if (-EXACT..=EXACT).contains(&number) {
            sheet.write_number_with_format(row, column, number as f64, style)?;
        } else {
            // A text is exact where a number would not be.
            sheet.write_string_with_format(row, column, number.to_string(), &styles.text)?;
        }
        Ok::<(), ReportError>(())
    };
    match cell {
        Cell::Empty => {
            sheet.write_blank(row, column, &styles.text)?;
        }
        // Always a cell of type text: a name that begins with `=` stays a name.
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, cut(text), &styles.text)?;
        }
        Cell::Count(count) => whole(sheet, *count, &styles.count)?,
        Cell::Money(amount) => whole(sheet, amount.amount(), &styles.money)?,
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, &styles.number)?;
        }
        Cell::Number(_) => {
            sheet.write_blank(row, column, &styles.number)?;
        }
        // Spreadsheets know no day before 1900 or after 9999.
        Cell::Day(day) => {
            if sheet
                .write_datetime_with_format(row, column, day, &styles.day)
                .is_err()
            {
                sheet.write_string_with_format(row, column, day.to_string(), &styles.text)?;
            }
        }
    }
    Ok(())
}

/// A text that fits into a cell; the format counts in units of UTF-16.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= CHARACTERS {
        return text.to_owned();
    }
    let mut units = 1;
    let mut kept: String = text
        .chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= CHARACTERS
        })
        .collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_the_format_ends() {
        assert_eq!(cut("abc"), "abc");
        let long = "\u{1f600}".repeat(20_000);
        let kept = cut(&long);
        assert!(kept.encode_utf16().count() <= CHARACTERS && kept.ends_with('…'));
        assert!(kept.encode_utf16().count() > CHARACTERS - 3);
    }
}

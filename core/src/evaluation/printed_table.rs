//! Printed tables of results, read and checked: a table with an error in it is rejected, with every
//! contradiction where it stands.

use std::collections::BTreeMap;

use crate::agency::source::TableSource;
use crate::statistics::{
    Inconsistency, Printed, PrintedGroups, PrintedShare, PrintedSummary, check_printed,
    check_printed_groups, check_printed_shares,
};
use crate::words::fault::{Fault, Faults};
use crate::words::table::Cell;

/// Columns with the names under which they are read; the first is the column's own.
const COLUMNS: [&[&str]; 35] = [
    &["label", "nama", "measure", "ukuran"],
    &["count", "n", "jumlah"],
    &["mean_before", "rata_rata_sebelum"],
    &["deviation_before", "sd_before", "simpangan_sebelum"],
    &["mean_after", "mean", "rata_rata", "rata_rata_sesudah"],
    &[
        "deviation_after",
        "sd",
        "sd_after",
        "simpangan_baku",
        "simpangan_sesudah",
    ],
    &["change", "mean_change", "perubahan"],
    &["deviation_of_changes", "sd_change", "simpangan_perubahan"],
    &["standard_error", "se", "galat_baku"],
    &["t"],
    &["degrees_of_freedom", "df", "derajat_bebas"],
    &["p_value", "p", "nilai_p"],
    &["low", "ci_low", "batas_bawah"],
    &["high", "ci_high", "batas_atas"],
    &["confidence", "kepercayaan"],
    &["d_z"],
    &["whole_items", "items", "butir"],
    &["least", "min", "terendah"],
    &["most", "max", "tertinggi"],
    &["count_first", "n1"],
    &["mean_first", "mean1", "m1"],
    &["deviation_first", "sd1"],
    &["count_second", "n2"],
    &["mean_second", "mean2", "m2"],
    &["deviation_second", "sd2"],
    &["difference", "selisih"],
    &["d", "cohen_d", "hedges_g"],
    &["question", "pertanyaan"],
    &["number", "k", "frequency", "frekuensi"],
    &["percent", "percentage", "persen"],
    &["note", "catatan"],
    &["source", "sumber"],
    &["page", "halaman"],
    &["table", "tabel"],
    &["unit", "satuan"],
];

/// A printed table that holds together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintedTable {
    /// Rows that hold a number.
    pub rows: u64,
    /// Numbers that were read and looked at.
    pub numbers: u64,
}

/// Reads a table of printed results, a row for each measure, and checks every row as
/// [`check_printed`], [`check_printed_groups`] and [`check_printed_shares`] do.
///
/// Columns have the names of the fields of [`PrintedSummary`] and [`PrintedGroups`], or what papers
/// call them (n, mean, sd, df, p, n1, …); rows with a `percent` or a `number` are answers of `n`
/// people, and those of one `question` exclude each other and add up. Numbers stand as they are
/// printed, with their zeros: `.05`, `3,70`; a p value may be `< .05` or `> .05`.
///
/// # Errors
/// Every cell that cannot be read, every column that is not known, and every number that the
/// others rule out (`printed_contradiction`), each with its row and column, and what would be
/// possible.
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::evaluation::check_printed_table;
///
/// let right = "label,n,mean,sd,items\nOrder,28,5.18,1.2,1\n";
/// let source = DelimitedSource::from_text("table_2.csv", right);
/// assert_eq!(check_printed_table(source).unwrap().rows, 1);
/// // The means of 28 whole numbers are 28ths (Brown & Heathers 2017).
/// let wrong = DelimitedSource::from_text("table_2.csv", right.replace("5.18", "5.19"));
/// let faults = check_printed_table(wrong).unwrap_err();
/// assert_eq!(faults.list()[0].column.as_deref(), Some("mean"));
/// ```
pub fn check_printed_table(mut source: impl TableSource) -> Result<PrintedTable, Faults> {
    let mut faults = Faults::new();
    let file = source.name().to_owned();
    let headers = source.columns().to_vec();
    let known: Vec<Option<usize>> = headers.iter().map(|header| column_of(header)).collect();
    for (header, known) in headers.iter().zip(&known) {
        if known.is_none() {
            let names: Vec<&str> = COLUMNS
                .iter()
                .filter_map(|names| names.first().copied())
                .collect();
            let problem = "the column is not known";
            let fault = Fault::new(
                "unknown_column",
                &file,
                problem,
                format!("one of {}", names.join(", ")),
            );
            faults.push(fault.column(header));
        }
    }
    let mut table = PrintedTable::default();
    let mut questions = Questions::default();
    loop {
        match source.advance() {
            Ok(Some(number)) => {
                let mut row = Row {
                    file: &file,
                    number,
                    headers: &headers,
                    known: &known,
                    texts: (0..headers.len())
                        .map(|column| text(source.cell(column)))
                        .collect(),
                    faults: &mut faults,
                    numbers: 0,
                };
                row.check(&mut questions);
                table.rows += u64::from(row.numbers > 0);
                table.numbers += row.numbers;
            }
            Ok(None) => break,
            Err(fault) => faults.push(*fault),
        }
    }
    for question in &questions.all {
        question.check(&file, &headers, &known, &mut faults);
    }
    faults.or(table)
}

/// The place of a column in [`COLUMNS`], whatever its case, blanks and dashes.
fn column_of(header: &str) -> Option<usize> {
    let plain: String = header
        .trim()
        .to_lowercase()
        .chars()
        .map(|letter| {
            if matches!(letter, ' ' | '-') {
                '_'
            } else {
                letter
            }
        })
        .collect();
    COLUMNS
        .iter()
        .position(|names| names.contains(&plain.as_str()))
}

fn text(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.to_owned()),
        Cell::Integer(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Answers to one question: their rows and shares, of so many people.
struct Question {
    name: String,
    count: u64,
    rows: Vec<u64>,
    shares: Vec<PrintedShare>,
}

/// All of them: rows without a question stand for themselves.
#[derive(Default)]
struct Questions {
    all: Vec<Question>,
    places: BTreeMap<(String, u64), usize>,
}

impl Questions {
    fn of(&mut self, name: String, count: u64) -> &mut Question {
        let next = self.all.len();
        let place = if name.is_empty() {
            next
        } else {
            *self.places.entry((name.clone(), count)).or_insert(next)
        };
        if place == next {
            self.all.push(Question {
                name,
                count,
                rows: Vec::new(),
                shares: Vec::new(),
            });
        }
        &mut self.all[place]
    }
}

impl Question {
    fn answer(&mut self, row: u64, share: PrintedShare) {
        self.rows.push(row);
        self.shares.push(share);
    }

    fn check(&self, file: &str, headers: &[String], known: &[Option<usize>], faults: &mut Faults) {
        let exclusive = !self.name.is_empty();
        for (place, fault) in check_printed_shares(self.count, &self.shares, exclusive) {
            let row = place
                .or(self.rows.len().checked_sub(1))
                .and_then(|at| self.rows.get(at));
            let fault = contradiction(file, headers, known, &fault);
            faults.push(match row {
                Some(row) => fault.row(*row),
                None => fault,
            });
        }
    }
}

/// The header under which a column of ours stands.
fn header_of<'a>(headers: &'a [String], known: &[Option<usize>], name: &str) -> Option<&'a str> {
    let own = COLUMNS
        .iter()
        .position(|names| names.first() == Some(&name))?;
    let place = known.iter().position(|known| *known == Some(own))?;
    headers.get(place).map(String::as_str)
}

fn contradiction(
    file: &str,
    headers: &[String],
    known: &[Option<usize>],
    fault: &Inconsistency,
) -> Fault {
    let expected = match fault.possible {
        Some(possible) if possible.high >= f64::MAX => format!("at least {:.6}", possible.low),
        Some(possible) if possible.low <= -f64::MAX => format!("at most {:.6}", possible.high),
        Some(possible) => format!(
            "{:.6} to {:.6} by the other numbers of the row",
            possible.low, possible.high
        ),
        None => "a number that the others of the row allow".to_owned(),
    };
    let problem = format!("the number cannot be: {}", fault.check.rule());
    Fault::new("printed_contradiction", file, problem, expected)
        .column(header_of(headers, known, fault.what).unwrap_or(fault.what))
        .value(&fault.printed.to_string())
}

/// A row while it is read.
struct Row<'a> {
    file: &'a str,
    number: u64,
    headers: &'a [String],
    known: &'a [Option<usize>],
    texts: Vec<Option<String>>,
    faults: &'a mut Faults,
    numbers: u64,
}

impl Row<'_> {
    fn given(&self, name: &str) -> Option<(String, String)> {
        let own = COLUMNS
            .iter()
            .position(|names| names.first() == Some(&name))?;
        let place = self.known.iter().position(|known| *known == Some(own))?;
        Some((
            self.headers.get(place)?.clone(),
            self.texts.get(place)?.clone()?,
        ))
    }

    /// A value read by a rule; a fault where it cannot be.
    fn read<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (header, text) = self.given(name)?;
        let value = read(&text);
        if value.is_none() {
            let fault = Fault::new(
                "printed_number",
                self.file,
                "the number cannot be read",
                expected,
            );
            self.faults
                .push(fault.row(self.number).column(&header).value(&text));
        } else {
            self.numbers += 1;
        }
        value
    }

    fn number(&mut self, name: &str) -> Option<Printed> {
        self.read(
            name,
            "a number as it is printed, such as 1.58",
            Printed::parse,
        )
    }

    fn whole(&mut self, name: &str) -> Option<u64> {
        self.read(name, "a whole number, 0 or more", |text| text.parse().ok())
    }

    fn plain(&mut self, name: &str) -> Option<f64> {
        self.number(name).map(|number| number.value)
    }

    /// A p value, what it is below, and what it is above.
    fn probability(&mut self) -> (Option<Printed>, Option<f64>, Option<f64>) {
        let bound = |text: &str| {
            let (sign, rest) = text.split_at_checked(1)?;
            let rest = rest.trim_start_matches('=');
            let number = Printed::parse(rest).filter(|number| (0.0..=1.0).contains(&number.value));
            matches!(sign, "<" | ">").then_some((sign == "<", number?.value))
        };
        let of = |text: &str| {
            let text = text.trim();
            match text.strip_prefix('=') {
                Some(rest) => Printed::parse(rest).map(|number| (Some(number), None, None)),
                None => bound(text)
                    .map(|(below, bound)| match below {
                        true => (None, Some(bound), None),
                        false => (None, None, Some(bound)),
                    })
                    .or_else(|| Printed::parse(text).map(|number| (Some(number), None, None))),
            }
        };
        self.read("p_value", "a number such as .036, or < .05, or > .05", of)
            .unwrap_or((None, None, None))
    }

    fn confidence(&mut self) -> Option<f64> {
        // As a share or in percent.
        self.plain("confidence")
            .map(|value| if value > 1.0 { value / 100.0 } else { value })
    }

    fn items(&mut self) -> Option<u32> {
        self.read("whole_items", "a whole number, 1 or more", |text| {
            text.parse().ok().filter(|items| *items > 0)
        })
    }

    fn check(&mut self, questions: &mut Questions) {
        let any = |row: &Self, names: &[&str]| names.iter().any(|name| row.given(name).is_some());
        let found = if any(self, &["number", "percent"]) {
            self.share(questions);
            return;
        } else if any(self, &["count_first", "mean_first", "difference", "d"]) {
            self.groups()
        } else {
            self.summary()
        };
        for fault in found {
            let fault = contradiction(self.file, self.headers, self.known, &fault);
            self.faults.push(fault.row(self.number));
        }
    }

    fn share(&mut self, questions: &mut Questions) {
        let count = self.whole("count");
        let share = PrintedShare {
            number: self.whole("number"),
            percent: self.number("percent"),
        };
        let Some(count) = count else {
            if self.given("count").is_none() {
                let expected = "of how many people it is";
                let fault = Fault::new("missing_value", self.file, "n is not there", expected);
                self.faults.push(fault.row(self.number).column("count"));
            }
            return;
        };
        let name = self
            .given("question")
            .map(|given| given.1)
            .unwrap_or_default();
        questions.of(name, count).answer(self.number, share);
    }

    fn summary(&mut self) -> Vec<Inconsistency> {
        let (p_value, p_below, p_above) = self.probability();
        check_printed(&PrintedSummary {
            count: self.whole("count"),
            mean_before: self.number("mean_before"),
            deviation_before: self.number("deviation_before"),
            mean_after: self.number("mean_after"),
            deviation_after: self.number("deviation_after"),
            change: self.number("change"),
            deviation_of_changes: self.number("deviation_of_changes"),
            standard_error: self.number("standard_error"),
            t: self.number("t"),
            degrees_of_freedom: self.whole("degrees_of_freedom"),
            p_value,
            p_below,
            p_above,
            low: self.number("low"),
            high: self.number("high"),
            confidence: self.confidence(),
            d_z: self.number("d_z"),
            whole_items: self.items(),
            least: self.plain("least"),
            most: self.plain("most"),
        })
    }

    fn groups(&mut self) -> Vec<Inconsistency> {
        let (p_value, p_below, p_above) = self.probability();
        check_printed_groups(&PrintedGroups {
            count_first: self.whole("count_first"),
            mean_first: self.number("mean_first"),
            deviation_first: self.number("deviation_first"),
            count_second: self.whole("count_second"),
            mean_second: self.number("mean_second"),
            deviation_second: self.number("deviation_second"),
            difference: self.number("difference"),
            t: self.number("t"),
            degrees_of_freedom: self.number("degrees_of_freedom"),
            p_value,
            p_below,
            p_above,
            low: self.number("low"),
            high: self.number("high"),
            confidence: self.confidence(),
            d: self.number("d"),
            whole_items: self.items(),
            least: self.plain("least"),
            most: self.plain("most"),
        })
    }
}

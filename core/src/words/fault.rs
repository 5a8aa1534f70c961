//! What is wrong with given facts: every fault, where it is, and what would be right.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::is_personal_number;

/// One fault in a table or a settings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// A stable name for the kind of fault, such as `unknown_id`.
    pub code: String,
    /// The file or table, such as `requirements.csv`.
    pub file: String,
    /// The line as a spreadsheet numbers it: the header is 1.
    pub row: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// What stands there, cut to 80 characters; personal numbers are hidden.
    pub value: Option<String>,
    /// What is wrong, in words.
    pub problem: String,
    /// What would be right, in words.
    pub expected: String,
}

impl Fault {
    /// A fault of a file as a whole.
    pub fn new(
        code: &str,
        file: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            code: code.to_owned(),
            file: file.to_owned(),
            row: None,
            column: None,
            value: None,
            problem: problem.into(),
            expected: expected.into(),
        }
    }

    /// The same, at a row.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same, in a column.
    #[must_use]
    pub fn column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// The same, with the value that stands there.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.value = Some(shown(value));
        self
    }
}

/// A value as it may be shown: at most 80 characters, personal numbers hidden, no control
/// characters.
pub fn shown(value: &str) -> String {
    if is_personal_number(value) {
        return "(personal number hidden)".to_owned();
    }
    let mut text: String = value
        .chars()
        .take(80)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if value.chars().nth(80).is_some() {
        text.push('…');
    }
    text
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.problem)?;
        if let Some(value) = &self.value {
            write!(f, " (found '{value}')")?;
        }
        write!(f, "; expected {}", self.expected)
    }
}

/// All faults that were found, in the order of files and rows.
///
/// Of one kind in one column the first [`Faults::SHOWN_PER_KIND`] are kept whole; the rest are
/// counted, so that a file of garbage cannot fill the memory with its faults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    list: Vec<Fault>,
    more: BTreeMap<String, u64>,
    #[serde(skip)]
    counts: BTreeMap<(String, String, String), u64>,
}

impl Faults {
    /// How many faults of one kind in one column are kept whole.
    pub const SHOWN_PER_KIND: u64 = 1_000;

    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        let key = (
            fault.file.clone(),
            fault.column.clone().unwrap_or_default(),
            fault.code.clone(),
        );
        let count = self.counts.entry(key).or_insert(0);
        *count += 1;
        if *count <= Self::SHOWN_PER_KIND {
            self.list.push(fault);
        } else {
            let place = match &fault.column {
                Some(column) => format!("{}, column {column}: {}", fault.file, fault.code),
                None => format!("{}: {}", fault.file, fault.code),
            };
            *self.more.entry(place).or_insert(0) += 1;
        }
    }

    /// Adds all faults of another list.
    pub fn append(&mut self, other: Self) {
        for fault in other.list {
            self.push(fault);
        }
        for (place, count) in other.more {
            *self.more.entry(place).or_insert(0) += count;
        }
    }

    /// The faults that are kept whole.
    pub fn list(&self) -> &[Fault] {
        &self.list
    }

    /// How many faults there are, those included that are only counted.
    pub fn count(&self) -> u64 {
        self.list.len() as u64 + self.more.values().sum::<u64>()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more.is_empty()
    }

    /// The value, if there is no fault; else the faults.
    ///
    /// # Errors
    /// These faults, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        write!(
            f,
            "{count} fault{} in the given facts",
            if count == 1 { "" } else { "s" }
        )?;
        for fault in &self.list {
            write!(f, "\n  {fault}")?;
        }
        for (place, count) in &self.more {
            write!(f, "\n  {place}: {count} more of this kind")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_place_and_what_would_be_right() {
        let fault = Fault::new(
            "unknown_id",
            "requirements.csv",
            "unknown competency",
            "an id of competencies.csv",
        )
        .row(7)
        .column("competency")
        .value("XYZ");
        assert_eq!(
            fault.to_string(),
            "requirements.csv, row 7, column competency: unknown competency (found 'XYZ'); \
             expected an id of competencies.csv"
        );
    }

    #[test]
    fn personal_numbers_and_long_values_are_not_shown() {
        assert_eq!(shown("198001012006041001"), "(personal number hidden)");
        assert_eq!(shown(&"x".repeat(1_000)).chars().count(), 81);
    }

    #[test]
    fn floods_are_counted() {
        let mut faults = Faults::new();
        for row in 0..5_000 {
            faults.push(
                Fault::new("level", "a.csv", "bad", "good")
                    .row(row)
                    .column("level"),
            );
        }
        assert_eq!((faults.count(), faults.list().len()), (5_000, 1_000));
        assert!(faults.to_string().contains("4000 more"));
    }
}

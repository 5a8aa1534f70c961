//! What is wrong with a long frame: everything at once, by rows, never by ids.

use std::fmt;

use super::{COMPETENCIES_AT_MOST, LEVELS_AT_MOST, LongInput, Repeated};
use crate::gap::GapError;

/// Rows that are named of each fault.
const SHOWN: usize = 10;

/// A fault of a long frame and the rows that have it. It tells no ids: those of people are secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongFault {
    /// The column: `person`, `competency`, `level` or `when`.
    pub column: &'static str,
    /// What is wrong.
    pub problem: &'static str,
    /// What would be right.
    pub expected: &'static str,
    /// How many rows have the fault.
    pub count: u64,
    /// The first of these rows, from 0, at most ten.
    pub rows: Vec<u64>,
}

impl LongFault {
    /// What is wrong and in which rows, without what would be right; the column by a name of the
    /// reader's own.
    pub fn told_of(&self, column: &str) -> String {
        let (problem, count) = (self.problem, self.count);
        let rows: Vec<String> = self.rows.iter().map(u64::to_string).collect();
        let more = if self.rows.len() as u64 == count {
            ""
        } else {
            ", …"
        };
        format!(
            "column {column}: {problem} in {count} row{} ({}{more})",
            if count == 1 { "" } else { "s" },
            rows.join(", "),
        )
    }
}

impl fmt::Display for LongFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}; expected {}",
            self.told_of(self.column),
            self.expected
        )
    }
}

/// Rows with one fault: how many, and the first of them.
#[derive(Default)]
pub(super) struct Rows {
    count: u64,
    first: Vec<u64>,
}

impl Rows {
    #[cold]
    pub(super) fn add(&mut self, row: u64) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(row);
        }
    }

    /// Adds rows that come after these.
    pub(super) fn append_in_order(&mut self, other: Self) {
        self.count += other.count;
        let free = SHOWN - self.first.len();
        self.first.extend(other.first.into_iter().take(free));
    }

    /// Adds rows that lie between these.
    pub(super) fn append_mixed(&mut self, other: Self) {
        self.count += other.count;
        self.first.extend(other.first);
        self.first.sort_unstable();
        self.first.truncate(SHOWN);
    }

    fn told(
        self,
        column: &'static str,
        problem: &'static str,
        expected: &'static str,
    ) -> Option<LongFault> {
        (self.count > 0).then_some(LongFault {
            column,
            problem,
            expected,
            count: self.count,
            rows: self.first,
        })
    }
}

/// All faults that were found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) people: Rows,
    pub(super) competencies: Rows,
    pub(super) levels: Rows,
    pub(super) dates: Rows,
    pub(super) repeated: Rows,
}

impl Found {
    /// Adds the faults of rows that come after these.
    pub(super) fn append(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.people.append_in_order(other.people);
        self.competencies.append_in_order(other.competencies);
        self.levels.append_in_order(other.levels);
        self.dates.append_in_order(other.dates);
        self.repeated.append_in_order(other.repeated);
    }

    /// The value if nothing was found, else all faults.
    pub(super) fn or<T>(self, value: T) -> Result<T, GapError> {
        let faults: Vec<LongFault> = [
            self.people
                .told("person", "unknown person", "a person of the population"),
            self.competencies.told(
                "competency",
                "unknown competency",
                "a competency that is required of some post",
            ),
            self.levels.told(
                "level",
                "no level",
                "a level from 0 to 218, or no value for a level that is left open",
            ),
            self.dates.told(
                "when",
                "no date",
                "a date or a sequence number for each row with a level",
            ),
            self.repeated.told(
                "person",
                "one more level of the same person in the same competency",
                "one row for each, or a rule that says which level counts",
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        if faults.is_empty() {
            Ok(value)
        } else {
            Err(GapError::Long { faults })
        }
    }
}

fn unfit(column: &str, problem: String, expected: &'static str) -> GapError {
    GapError::Wide {
        column: column.to_owned(),
        row: 0,
        problem,
        expected,
    }
}

/// Whether columns are of one length and sizes can be kept.
pub(super) fn shapes(input: &LongInput<'_>) -> Result<(), GapError> {
    let competencies = input.competencies;
    if competencies > COMPETENCIES_AT_MOST {
        let problem = format!("{competencies} competencies");
        return Err(unfit("competency", problem, "at most 4,096 competencies"));
    }
    let cells = u64::from(input.people) * u64::from(competencies);
    if input.people == u32::MAX || cells > LEVELS_AT_MOST || usize::try_from(cells).is_err() {
        let problem = format!("{} people × {competencies} competencies", input.people);
        return Err(unfit("person", problem, "at most 4,000,000,000 levels"));
    }
    for rows in input.rows {
        let count = rows.levels.len();
        let short = |bits: Option<super::RowBits<'_>>| bits.is_some_and(|bits| bits.len() < count);
        let (people, competencies) = (rows.people.rows(), rows.competencies.rows());
        for (column, length) in [("person", people), ("competency", competencies)] {
            if length != count {
                let problem = format!("{length} rows beside {count} levels");
                return Err(unfit(column, problem, "one for each level"));
            }
        }
        if short(rows.rated) {
            let problem = format!("too few bits for {count} levels");
            return Err(unfit("level", problem, "one bit for each row"));
        }
        if input.repeated != Repeated::Latest {
            continue;
        }
        let Some(when) = rows.when else {
            let expected =
                "a date or a sequence number for each row, since the latest level counts";
            return Err(unfit("when", "no dates".to_owned(), expected));
        };
        if when.len() != count || short(rows.dated) {
            let problem = format!("{} dates beside {count} levels", when.len());
            return Err(unfit("when", problem, "one for each level"));
        }
    }
    Ok(())
}

//! A walk through a table whose header is matched loosely.

use crate::agency::source::{Cell, TableSource};
use crate::words::fault::{Fault, Faults, shown};

/// A column that a reader knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// As the other system writes it; faults call it so.
    pub(super) name: &'static str,
    /// Other names under which it was seen.
    pub(super) aliases: &'static [&'static str],
    /// Whether the table cannot be read without it.
    pub(super) needed: bool,
}

/// A column that must be there.
pub(super) const fn needed(name: &'static str, aliases: &'static [&'static str]) -> Known {
    Known {
        name,
        aliases,
        needed: true,
    }
}

/// A column that may be there.
pub(super) const fn wanted(name: &'static str, aliases: &'static [&'static str]) -> Known {
    Known {
        name,
        aliases,
        needed: false,
    }
}

/// A name as headers are compared: letters and digits only, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The rows of a table, and what is wrong with them.
pub(super) struct Walk<'a> {
    source: &'a mut dyn TableSource,
    known: &'static [Known],
    places: Vec<Option<usize>>,
    file: String,
    row: u64,
    pub(super) faults: &'a mut Faults,
}

impl<'a> Walk<'a> {
    /// Matches the header by names; `None` if a column that must be there is not.
    pub(super) fn by_name(
        source: &'a mut dyn TableSource,
        known: &'static [Known],
        faults: &'a mut Faults,
    ) -> Option<Self> {
        let mut walk = Self::open(source, known, faults)?;
        let names: Vec<String> = known.iter().map(|column| plain(column.name)).collect();
        for (at, header) in walk.source.columns().iter().enumerate() {
            let header = plain(header);
            if header.is_empty() {
                continue;
            }
            // The own name goes before an alias, so that one column cannot hide another.
            let found = names.iter().position(|name| *name == header).or_else(|| {
                known
                    .iter()
                    .position(|column| column.aliases.iter().any(|alias| plain(alias) == header))
            });
            match found.map(|column| (column, walk.places[column])) {
                Some((column, None)) => walk.places[column] = Some(at),
                // An alias beside the name itself is another system's double; it is passed over.
                Some((column, Some(_))) if names[column] != header => {}
                Some((column, Some(first))) => {
                    if plain(&walk.source.columns()[first]) == header {
                        walk.faults.push(
                            Fault::new(
                                "duplicate_column",
                                &walk.file,
                                "the column is there twice",
                                "each column once",
                            )
                            .row(1)
                            .column(known[column].name),
                        );
                    } else {
                        walk.places[column] = Some(at);
                    }
                }
                None => {}
            }
        }
        let mut complete = true;
        for (column, place) in known.iter().zip(&walk.places) {
            if column.needed && place.is_none() {
                complete = false;
                let mut expected = format!("a column '{}'", column.name);
                for alias in column.aliases {
                    expected.push_str(&format!(" or '{alias}'"));
                }
                let problem = "the column is missing";
                walk.faults.push(
                    Fault::new("missing_column", &walk.file, problem, expected)
                        .row(1)
                        .column(column.name),
                );
            }
        }
        complete.then_some(walk)
    }

    /// Takes the columns by their position, whatever the header calls them.
    pub(super) fn by_position(
        source: &'a mut dyn TableSource,
        known: &'static [Known],
        faults: &'a mut Faults,
    ) -> Option<Self> {
        let mut walk = Self::open(source, known, faults)?;
        let given = walk.source.columns().len();
        let least = known.iter().filter(|column| column.needed).count();
        if given < least || given > known.len() {
            let names: Vec<&str> = known.iter().map(|column| column.name).collect();
            let problem = format!("the table has {given} columns");
            let expected = format!(
                "{} columns in this order: {}",
                known.len(),
                names.join(", ")
            );
            walk.faults
                .push(Fault::new("columns", &walk.file, problem, expected).row(1));
            return None;
        }
        walk.places = (0..known.len()).map(Some).collect();
        Some(walk)
    }

    fn open(
        source: &'a mut dyn TableSource,
        known: &'static [Known],
        faults: &'a mut Faults,
    ) -> Option<Self> {
        let file = source.name().to_owned();
        if source.columns().is_empty() {
            faults.push(match source.advance() {
                Err(fault) => *fault,
                Ok(_) => {
                    let names: Vec<&str> = known
                        .iter()
                        .filter(|column| column.needed)
                        .map(|column| column.name)
                        .collect();
                    let expected = format!("a first row with the columns {}", names.join(", "));
                    Fault::new("empty_file", &file, "the table has no header", expected)
                }
            });
            return None;
        }
        Some(Self {
            source,
            known,
            places: vec![None; known.len()],
            file,
            row: 1,
            faults,
        })
    }

    /// Goes to the next row that can be read and tells its number.
    pub(super) fn next(&mut self) -> Option<u64> {
        loop {
            match self.source.advance() {
                Ok(number) => {
                    self.row = number?;
                    return Some(self.row);
                }
                Err(fault) => self.faults.push(*fault),
            }
        }
    }

    /// What faults call the table.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The number of the current row.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// The header as it was given.
    pub(super) fn header(&self) -> &[String] {
        self.source.columns()
    }

    /// Which known column stands at a place of the header.
    pub(super) fn known_at(&self, place: usize) -> Option<usize> {
        self.places.iter().position(|at| *at == Some(place))
    }

    /// Whether the table has a known column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(Option::is_some)
    }

    /// The cell of a known column; missing if the table does not have it.
    pub(super) fn cell(&self, column: usize) -> Cell<'_> {
        match self.places.get(column) {
            Some(&Some(place)) => self.source.cell(place),
            _ => Cell::Missing,
        }
    }

    /// The cell at a place of the header.
    pub(super) fn cell_at(&self, place: usize) -> Cell<'_> {
        self.source.cell(place)
    }

    /// The cell as a text; `None` where it has no value.
    pub(super) fn text(&self, column: usize) -> Option<String> {
        match self.cell(column) {
            Cell::Missing => None,
            Cell::Text(text) => Some(text.to_owned()),
            cell => Some(cell.to_string()),
        }
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, column: usize, expected: &str) -> Option<String> {
        let text = self.text(column);
        if text.is_none() {
            self.fault(column, "missing_value", "the value is missing", expected);
        }
        text
    }

    /// Notes a fault of a cell of this row.
    pub(super) fn fault(
        &mut self,
        column: usize,
        code: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let fault = self.place(column, code, problem, expected);
        self.faults.push(fault);
    }

    /// A fault of a cell of this row, to be noted where the caller wants.
    pub(super) fn place(
        &self,
        column: usize,
        code: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Fault {
        let name = self.known.get(column).map_or("", |column| column.name);
        let fault = Fault::new(code, &self.file, problem, expected)
            .row(self.row)
            .column(name);
        match self.cell(column) {
            Cell::Missing => fault,
            cell => fault.value(&shown(&cell.to_string())),
        }
    }
}

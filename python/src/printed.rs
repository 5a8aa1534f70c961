//! Do printed figures agree with each other?

use mahir::agency::source::DelimitedSource;
use mahir::evaluation::check_printed_table as check_table;
use mahir::statistics as core;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure::{Failure, raise_faults};
use crate::statistics::{Ends, ends, result};

result! {
    /// A printed number that cannot be.
    Inconsistency(core: core::Inconsistency) {
        /// The rule that it breaks.
        rule: String = core.check.rule().to_owned(),
        /// Which number.
        what: String = core.what.to_owned(),
        /// As printed.
        printed: f64 = core.printed,
        /// What the other numbers allow, if anything.
        possible: Option<Ends> = core.possible.map(ends),
    }
}

/// The texts and numbers of printed summaries, read by name.
struct Given<'py> {
    py: Python<'py>,
    printed: Option<Bound<'py, PyDict>>,
}

impl<'py> Given<'py> {
    fn fault(&self, name: &str, expected: &str) -> PyErr {
        Failure::new("printed", format!("{name} cannot be read"))
            .with("name", name)
            .explained(expected.to_owned())
            .raise(self.py)
    }

    /// Only these names.
    fn only(&self, names: &[&str]) -> PyResult<()> {
        for (name, _) in self.printed.iter().flatten() {
            let name: String = name.extract()?;
            if !names.contains(&name.as_str()) {
                return Err(self.fault(&name, &names.join(", ")));
            }
        }
        Ok(())
    }

    fn get(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = self.printed.as_ref().map(|printed| printed.get_item(name));
        Ok(found
            .transpose()?
            .flatten()
            .filter(|value| !value.is_none()))
    }

    fn plain<T: for<'a> FromPyObject<'a, 'py>>(
        &self,
        name: &str,
        expected: &str,
    ) -> PyResult<Option<T>> {
        self.get(name)?
            .map(|value| value.extract::<T>().map_err(|_| self.fault(name, expected)))
            .transpose()
    }

    fn whole(&self, name: &str) -> PyResult<Option<u64>> {
        self.plain(name, "a whole number, 0 or more")
    }

    fn number(&self, name: &str) -> PyResult<Option<core::Printed>> {
        let expected = "a number as it is printed, such as '1.58'";
        self.get(name)?
            .map(|value| {
                let text: String = value.str()?.extract()?;
                core::Printed::parse(&text).ok_or_else(|| self.fault(name, expected))
            })
            .transpose()
    }
}

const SUMMARY: [&str; 20] = [
    "count",
    "mean_before",
    "deviation_before",
    "mean_after",
    "deviation_after",
    "change",
    "deviation_of_changes",
    "standard_error",
    "t",
    "degrees_of_freedom",
    "p_value",
    "p_below",
    "p_above",
    "low",
    "high",
    "confidence",
    "d_z",
    "whole_items",
    "least",
    "most",
];

/// Every number of a printed summary that the others rule out, within rounding. Numbers come as
/// they are printed, as texts: check_printed(count=10, change="1.58", deviation_of_changes="1.23",
/// t="4.06").
#[pyfunction]
#[pyo3(signature = (**printed))]
pub(crate) fn check_printed(
    py: Python<'_>,
    printed: Option<Bound<'_, PyDict>>,
) -> PyResult<Vec<Inconsistency>> {
    let given = Given { py, printed };
    given.only(&SUMMARY)?;
    let summary = core::PrintedSummary {
        count: given.whole("count")?,
        mean_before: given.number("mean_before")?,
        deviation_before: given.number("deviation_before")?,
        mean_after: given.number("mean_after")?,
        deviation_after: given.number("deviation_after")?,
        change: given.number("change")?,
        deviation_of_changes: given.number("deviation_of_changes")?,
        standard_error: given.number("standard_error")?,
        t: given.number("t")?,
        degrees_of_freedom: given.whole("degrees_of_freedom")?,
        p_value: given.number("p_value")?,
        p_below: given.plain("p_below", "a number")?,
        p_above: given.plain("p_above", "a number")?,
        low: given.number("low")?,
        high: given.number("high")?,
        confidence: given.plain("confidence", "a number")?,
        d_z: given.number("d_z")?,
        whole_items: given.plain("whole_items", "a whole number")?,
        least: given.plain("least", "a number")?,
        most: given.plain("most", "a number")?,
    };
    let found = core::check_printed(&summary);
    Ok(found.into_iter().map(Inconsistency::from).collect())
}

const GROUPS: [&str; 19] = [
    "count_first",
    "mean_first",
    "deviation_first",
    "count_second",
    "mean_second",
    "deviation_second",
    "difference",
    "t",
    "degrees_of_freedom",
    "p_value",
    "p_below",
    "p_above",
    "low",
    "high",
    "confidence",
    "d",
    "whole_items",
    "least",
    "most",
];

/// Every number of two printed groups that the others rule out, within rounding; by Student's test
/// or Welch's.
#[pyfunction]
#[pyo3(signature = (**printed))]
pub(crate) fn check_printed_groups(
    py: Python<'_>,
    printed: Option<Bound<'_, PyDict>>,
) -> PyResult<Vec<Inconsistency>> {
    let given = Given { py, printed };
    given.only(&GROUPS)?;
    let groups = core::PrintedGroups {
        count_first: given.whole("count_first")?,
        mean_first: given.number("mean_first")?,
        deviation_first: given.number("deviation_first")?,
        count_second: given.whole("count_second")?,
        mean_second: given.number("mean_second")?,
        deviation_second: given.number("deviation_second")?,
        difference: given.number("difference")?,
        t: given.number("t")?,
        degrees_of_freedom: given.number("degrees_of_freedom")?,
        p_value: given.number("p_value")?,
        p_below: given.plain("p_below", "a number")?,
        p_above: given.plain("p_above", "a number")?,
        low: given.number("low")?,
        high: given.number("high")?,
        confidence: given.plain("confidence", "a number")?,
        d: given.number("d")?,
        whole_items: given.plain("whole_items", "a whole number")?,
        least: given.plain("least", "a number")?,
        most: given.plain("most", "a number")?,
    };
    let found = core::check_printed_groups(&groups);
    Ok(found.into_iter().map(Inconsistency::from).collect())
}

/// Every printed percentage of so many people that cannot be, with its place; None for answers
/// that do not add up.
#[pyfunction]
#[pyo3(signature = (count, percentages, numbers = None, exclusive = false))]
pub(crate) fn check_printed_shares(
    py: Python<'_>,
    count: u64,
    percentages: Vec<Option<String>>,
    numbers: Option<Vec<Option<u64>>>,
    exclusive: bool,
) -> PyResult<Vec<(Option<usize>, Inconsistency)>> {
    let given = Given { py, printed: None };
    let numbers = numbers.unwrap_or_else(|| vec![None; percentages.len()]);
    if numbers.len() != percentages.len() {
        return Err(given.fault("numbers", "as many as percentages"));
    }
    let shares = percentages
        .iter()
        .zip(numbers)
        .map(|(percent, number)| {
            let percent = percent.as_deref().map(|text| {
                let expected = "numbers as they are printed, such as '58.3'";
                core::Printed::parse(text).ok_or_else(|| given.fault("percentages", expected))
            });
            Ok(core::PrintedShare {
                number,
                percent: percent.transpose()?,
            })
        })
        .collect::<PyResult<Vec<_>>>()?;
    let found = core::check_printed_shares(count, &shares, exclusive);
    Ok(found
        .into_iter()
        .map(|(place, row)| (place, row.into()))
        .collect())
}

/// Reads a printed table (delimited text) and checks every row; how many rows and numbers it has.
/// FaultsError has every number that the others rule out, and where it stands.
#[pyfunction]
#[pyo3(signature = (text, name = "printed.csv"))]
pub(crate) fn check_printed_table(
    py: Python<'_>,
    text: String,
    name: &str,
) -> PyResult<(u64, u64)> {
    let name = name.to_owned();
    let found = py.detach(move || check_table(DelimitedSource::from_text(&name, text)));
    found
        .map(|table| (table.rows, table.numbers))
        .map_err(|faults| raise_faults(py, &faults))
}

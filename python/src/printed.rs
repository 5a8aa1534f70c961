//! Do printed figures agree with each other?

use mahir::statistics as core;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure::Failure;
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

/// Every number of a printed summary that the others rule out, within rounding. Numbers come as
/// they are printed, as texts: check_printed(count=10, change="1.58", deviation_of_changes="1.23",
/// t="4.06").
#[pyfunction]
#[pyo3(signature = (**printed))]
pub(crate) fn check_printed(
    py: Python<'_>,
    printed: Option<&Bound<'_, PyDict>>,
) -> PyResult<Vec<Inconsistency>> {
    let mut summary = core::PrintedSummary::default();
    let fault = |name: &str, expected: &str| {
        Failure::new("printed", format!("{name} cannot be read"))
            .with("name", name)
            .explained(expected.to_owned())
            .raise(py)
    };
    for (name, value) in printed.into_iter().flatten() {
        let name: String = name.extract()?;
        if value.is_none() {
            continue;
        }
        let number = || {
            let text: String = value.str()?.extract()?;
            core::Printed::parse(&text)
                .map(Some)
                .ok_or_else(|| fault(&name, "a number as it is printed, such as '1.58'"))
        };
        match name.as_str() {
            "count" => summary.count = Some(value.extract()?),
            "degrees_of_freedom" => summary.degrees_of_freedom = Some(value.extract()?),
            "whole_items" => summary.whole_items = Some(value.extract()?),
            "confidence" => summary.confidence = Some(value.extract()?),
            "least" => summary.least = Some(value.extract()?),
            "most" => summary.most = Some(value.extract()?),
            "mean_before" => summary.mean_before = number()?,
            "deviation_before" => summary.deviation_before = number()?,
            "mean_after" => summary.mean_after = number()?,
            "deviation_after" => summary.deviation_after = number()?,
            "change" => summary.change = number()?,
            "deviation_of_changes" => summary.deviation_of_changes = number()?,
            "standard_error" => summary.standard_error = number()?,
            "t" => summary.t = number()?,
            "p_value" => summary.p_value = number()?,
            "low" => summary.low = number()?,
            "high" => summary.high = number()?,
            "d_z" => summary.d_z = number()?,
            _ => {
                let expected = "count, degrees_of_freedom, whole_items, confidence, least, most, mean_before, deviation_before, mean_after, deviation_after, change, deviation_of_changes, standard_error, t, p_value, low, high, d_z";
                return Err(fault(&name, expected));
            }
        }
    }
    let found = core::check_printed(&summary);
    Ok(found.into_iter().map(Inconsistency::from).collect())
}

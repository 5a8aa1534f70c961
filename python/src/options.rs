//! Keyword arguments as the core's policies and options, and those as dictionaries.

use chrono::NaiveDate;
use mahir::words::fault;
use mahir::words::measure::{Level, Weight, parse_date};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// Options that are levels. In Python they are numbers; documents hold their exact steps.
const LEVELS: [&str; 2] = ["raise", "standard_error_if_unknown"];
/// Options that are weights. In Python they are numbers; documents hold thousandths.
const WEIGHTS: [&str; 1] = ["weight_at_most"];

fn refused(message: String) -> Failure {
    Failure::new("option", message)
}

/// A policy of the core from keyword arguments; what is not given keeps its default.
///
/// # Errors
/// `MahirError` with code "option": it names the option, lists the known names with the nearest
/// one first, or says what a value must be.
pub(crate) fn read<T: DeserializeOwned>(
    py: Python<'_>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<T> {
    let value = match options {
        None => Value::Object(Map::new()),
        Some(options) => object(options)?,
    };
    serde_path_to_error::deserialize(value).map_err(|error| not_taken(&error).raise(py))
}

/// Why options cannot be taken: which one, what is known, and what was probably meant.
fn not_taken(error: &serde_path_to_error::Error<serde_json::Error>) -> Failure {
    let (path, reason) = (error.path().to_string(), error.inner().to_string());
    // serde puts names in backticks: first the unknown one, then all known ones.
    let mut names = reason.split('`').skip(1).step_by(2);
    let unknown = |what: &str, given: &str, known: Vec<&str>| {
        let near = mahir::words::suggestion::nearest(given, known.iter().copied());
        let known_names = known.join(", ");
        let expected = match (near, known.is_empty()) {
            (Some(near), _) => format!("'{near}', or another one of {known_names}"),
            (None, false) => format!("one of {known_names}"),
            (None, true) => "no option here".to_owned(),
        };
        refused(format!("unknown {what} '{}'", fault::shown(given)))
            .with("option", path.as_str())
            .with("value", given)
            .with("near", near.map(str::to_owned))
            .with(
                "known",
                known.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            )
            .explained(expected)
    };
    if reason.starts_with("unknown field") {
        let given = names.next().unwrap_or_default();
        return unknown("option", given, names.collect());
    }
    if reason.starts_with("unknown variant") {
        let given = names.next().unwrap_or_default();
        let what = format!("value of the option '{path}':");
        return unknown(&what, given, names.collect());
    }
    let message = match path.as_str() {
        "." => format!("the options cannot be taken: {reason}"),
        path => format!("the option '{path}' cannot be taken: {reason}"),
    };
    refused(message).with("option", path)
}

fn object(options: &Bound<'_, PyDict>) -> PyResult<Value> {
    options
        .iter()
        .map(|(name, value)| {
            let name: String = name.extract()?;
            let value = if LEVELS.contains(&name.as_str()) {
                exact(&name, &value, |number| {
                    Level::from_f64(number).map(|level| u64::from(level.steps()))
                })?
            } else if WEIGHTS.contains(&name.as_str()) {
                exact(&name, &value, |number| {
                    Weight::parse(&number.to_string())
                        .ok()
                        .map(|weight| u64::from(weight.thousandths()))
                })?
            } else {
                document(&name, &value)?
            };
            Ok((name, value))
        })
        .collect::<PyResult<Map<_, _>>>()
        .map(Value::Object)
}

fn exact(
    name: &str,
    value: &Bound<'_, PyAny>,
    convert: impl Fn(f64) -> Option<u64>,
) -> PyResult<Value> {
    let number = value.extract::<f64>().ok().filter(|number| *number >= 0.0);
    match number.and_then(convert) {
        Some(steps) => Ok(Value::from(steps)),
        None => Err(refused(format!("the option '{name}' is {value}"))
            .with("option", name)
            .explained("a number that is not negative, within the scale")
            .raise(value.py())),
    }
}

fn document(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() {
        return Ok(Value::Null);
    }
    // Python's bool is an int too, so it is asked for first.
    if value.is_instance_of::<PyBool>() {
        return Ok(Value::from(value.extract::<bool>()?));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Value::from(value.extract::<i64>()?));
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(Value::from(value.extract::<f64>()?));
    }
    if value.is_instance_of::<PyString>() {
        return Ok(Value::from(value.extract::<String>()?));
    }
    if let Ok(options) = value.cast::<PyDict>() {
        return object(options);
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return value
            .try_iter()?
            .map(|item| document(name, &item?))
            .collect::<PyResult<Vec<_>>>()
            .map(Value::Array);
    }
    if let Ok(day) = value.extract::<NaiveDate>() {
        return Ok(Value::from(day.to_string()));
    }
    let kind = value.get_type().fully_qualified_name()?.to_string();
    Err(
        refused(format!("the option '{name}' is of the type {kind}"))
            .with("option", name)
            .with("type", kind)
            .explained("a number, text, date, list or dictionary")
            .raise(value.py()),
    )
}

/// A policy of the core as a dictionary, as keyword arguments would give it.
pub(crate) fn write<'py, T: Serialize>(py: Python<'py>, policy: &T) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(policy)
        .map_err(|error| refused(format!("the options cannot be shown: {error}")).raise(py))?;
    python("", &value, py)
}

fn python<'py>(name: &str, value: &Value, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(value) => value.into_bound_py_any(py),
        Value::String(text) => text.into_bound_py_any(py),
        Value::Number(number) => match number.as_i64() {
            Some(steps) if LEVELS.contains(&name) => {
                (steps as f64 / f64::from(Level::STEPS)).into_bound_py_any(py)
            }
            Some(thousandths) if WEIGHTS.contains(&name) => {
                (thousandths as f64 / 1_000.0).into_bound_py_any(py)
            }
            Some(number) => number.into_bound_py_any(py),
            None => number.as_f64().into_bound_py_any(py),
        },
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(python(name, item, py)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(fields) => {
            let dictionary = PyDict::new(py);
            for (name, field) in fields {
                dictionary.set_item(name, python(name, field, py)?)?;
            }
            Ok(dictionary.into_any())
        }
    }
}

/// A day that a caller gives: a `datetime.date`, or a text as tables have it.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<NaiveDate> {
    if let Ok(day) = value.extract::<NaiveDate>() {
        return Ok(day);
    }
    let text = value.extract::<String>();
    text.as_deref().ok().and_then(parse_date).ok_or_else(|| {
        let shown = text.unwrap_or_else(|_| value.to_string());
        Failure::new("day", format!("'{shown}' is not a day"))
            .with("value", shown)
            .explained("a datetime.date, or a text such as 2026-01-05")
            .raise(value.py())
    })
}

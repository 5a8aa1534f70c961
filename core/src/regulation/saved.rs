//! A regulation in a saved document: every figure by name, so that a later preset changes nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Certainty, Regulation, RegulationError};
use crate::calendar::Holiday;

/// A saved regulation before it is checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Saved {
    base: String,
    figures: BTreeMap<String, SavedFigure>,
    holidays: Vec<Holiday>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct SavedFigure {
    value: String,
    source: String,
    certainty: Certainty,
}

impl From<Regulation> for Saved {
    fn from(regulation: Regulation) -> Self {
        let figures = regulation
            .rows()
            .into_iter()
            .map(|row| {
                let figure = SavedFigure {
                    value: row.value,
                    source: row.source.to_owned(),
                    certainty: row.certainty,
                };
                (row.name, figure)
            })
            .collect();
        Self {
            base: "indonesia".to_owned(),
            figures,
            holidays: regulation.holidays,
        }
    }
}

impl TryFrom<Saved> for Regulation {
    type Error = RegulationError;

    fn try_from(saved: Saved) -> Result<Self, RegulationError> {
        let mut regulation = Self::preset(&saved.base)?;
        for row in regulation.rows() {
            if !saved.figures.contains_key(&row.name) {
                return Err(RegulationError::Missing { figure: row.name });
            }
        }
        for (name, figure) in &saved.figures {
            regulation.set(name, &figure.value, &figure.source, figure.certainty)?;
        }
        regulation.check()?;
        regulation.holidays = saved.holidays;
        regulation.holidays.sort();
        Ok(regulation)
    }
}

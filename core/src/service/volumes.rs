//! Volumes (volume layanan): how many cases of a service were asked for in a month, and how long
//! they took.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::ServiceIndex;
use crate::words::measure::{Minutes, Month};

/// The volume of a service in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// The month.
    pub month: Month,
    /// How many cases; `None` if it is not known.
    pub count: Option<u64>,
    /// How long a case took on the average from being asked for to being done (waktu
    /// penyelesaian), in minutes; `None` if it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Minutes>,
}

/// All volumes, grouped by service; within a service in the order of months, no month left out
/// between the first and the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volumes {
    pub(crate) by_service: Grouping<ServiceIndex>,
    pub(crate) rows: Vec<Volume>,
}

impl Volumes {
    /// The months of a service in order.
    pub fn of(&self, service: ServiceIndex) -> &[Volume] {
        self.rows.get(self.by_service.rows(service)).unwrap_or(&[])
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

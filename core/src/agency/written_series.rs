//! The columns of programmes that tell their meetings.

use crate::catalogue::{Programmes, Rhythm};
use crate::words::table::Column;

/// The columns; none where no programme is given in a series, so that its table stays as it was.
pub(super) fn columns(programmes: &Programmes) -> Vec<Column> {
    let series = || programmes.indices().map(|p| programmes.series(p));
    if series().all(|series| series.is_none()) {
        return Vec::new();
    }
    let of = |name: &str, value: fn(Rhythm) -> Option<u32>| {
        let rows = series().map(|series| series.and_then(|series| value(series.rhythm())));
        Column::optional_integers(name, rows.map(|value| value.map(i64::from)))
    };
    let meetings = series().map(|series| series.map(|series| i64::from(series.meetings())));
    vec![
        Column::optional_integers("meetings", meetings),
        of("weeks_between", |rhythm| match rhythm {
            Rhythm::Weeks(weeks) => Some(weeks),
            Rhythm::WorkingDays { .. } => None,
        }),
        of("days_between_min", |rhythm| match rhythm {
            Rhythm::Weeks(_) => None,
            Rhythm::WorkingDays { at_least, .. } => Some(at_least),
        }),
        of("days_between_max", |rhythm| match rhythm {
            Rhythm::WorkingDays { at_most, .. } if at_most != u32::MAX => Some(at_most),
            _ => None,
        }),
    ]
}

//! From rows of outcomes to one observation per person.

use std::collections::BTreeMap;

use crate::outcome::{Outcome, OutcomeGroup};
use crate::words::id::PersonIndex;
use crate::words::measure::Date;

/// What was seen of one person in one measure of one programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Observation {
    /// Of whom, if the row names a person.
    pub(super) person: Option<PersonIndex>,
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
}

/// The observations of a group, in an order that does not depend on that of the rows, and how many
/// rows say the same of a person again.
///
/// A person is one observation however often they were measured, or few people measured often
/// would look like many: the latest value counts, and of several on one day their mean. Rows that
/// name nobody (anonymous forms, means of a session) count one by one.
pub(super) fn observations(rows: &[&Outcome], group: OutcomeGroup) -> (Vec<Observation>, u32) {
    let mut people: BTreeMap<PersonIndex, Vec<&Outcome>> = BTreeMap::new();
    let mut seen: Vec<Observation> = Vec::new();
    let mut repeated = 0_u32;
    for row in rows.iter().filter(|row| row.group == group) {
        match row.person {
            Some(person) => {
                let earlier = people.entry(person).or_default();
                repeated = repeated.saturating_add(u32::from(!earlier.is_empty()));
                earlier.push(row);
            }
            None => seen.push(Observation {
                person: None,
                before: row.before,
                after: row.after,
            }),
        }
    }
    // Sums of floating-point numbers depend on their order, so it must not be that of the rows.
    let key = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    seen.sort_by(|one, other| {
        key(one.before)
            .total_cmp(&key(other.before))
            .then(key(one.after).total_cmp(&key(other.after)))
    });
    seen.extend(people.into_iter().map(|(person, rows)| Observation {
        person: Some(person),
        before: latest(rows.iter().map(|row| (row.date, row.before))),
        after: latest(rows.iter().map(|row| (row.date, row.after))),
    }));
    (seen, repeated)
}

/// The value with the latest date; of several on that day their mean. A value without a date is
/// earlier than any with one.
pub(super) fn latest(values: impl Iterator<Item = (Option<Date>, Option<f64>)>) -> Option<f64> {
    let values: Vec<(Option<Date>, f64)> = values
        .filter_map(|(date, value)| Some((date, value?)))
        .collect();
    let last = values.iter().map(|(date, _)| *date).max()?;
    let mut on_that_day: Vec<f64> = values
        .into_iter()
        .filter(|(date, _)| *date == last)
        .map(|(_, value)| value)
        .collect();
    on_that_day.sort_by(f64::total_cmp);
    let first = *on_that_day.first()?;
    let rest: f64 = on_that_day.iter().map(|value| value - first).sum();
    Some(first + rest / on_that_day.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::KirkpatrickLevel;
    use crate::words::id::{Index, MeasureIndex, ProgrammeIndex};

    fn row(person: Option<usize>, day: Option<u32>, before: Option<f64>, after: f64) -> Outcome {
        Outcome {
            programme: ProgrammeIndex::at(0).unwrap(),
            person: person.and_then(PersonIndex::at),
            measure: MeasureIndex::at(0).unwrap(),
            kirkpatrick: KirkpatrickLevel::Learning,
            before,
            after: Some(after),
            date: day.and_then(|day| Date::from_ymd_opt(2026, 3, day)),
            group: OutcomeGroup::Attended,
        }
    }

    #[test]
    fn a_person_counts_once_with_the_latest_values() {
        let rows = [
            row(Some(1), Some(5), Some(1.0), 2.0),
            row(Some(1), Some(9), None, 1.5),
            row(Some(1), None, Some(9.0), 9.0),
            row(Some(0), Some(5), Some(1.0), 2.0),
            row(Some(0), Some(5), Some(2.0), 4.0),
            row(None, None, None, 4.0),
            row(None, None, None, 3.0),
        ];
        let all: Vec<&Outcome> = rows.iter().collect();
        let (seen, repeated) = observations(&all, OutcomeGroup::Attended);
        let values: Vec<_> = seen.iter().map(|seen| (seen.before, seen.after)).collect();
        assert_eq!(
            values,
            [
                (None, Some(3.0)),
                (None, Some(4.0)),
                (Some(1.5), Some(3.0)),
                (Some(1.0), Some(1.5)),
            ]
        );
        assert_eq!(repeated, 3);
        let backwards: Vec<&Outcome> = rows.iter().rev().collect();
        assert_eq!(observations(&backwards, OutcomeGroup::Attended), (seen, 3));
        assert!(observations(&all, OutcomeGroup::Comparison).0.is_empty());
    }
}

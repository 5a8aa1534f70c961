//! Competencies by every measure, and in quadrants.

use crate::gap::{Gaps, Priority, PriorityMeasure};
use crate::statistics::{CrossHair, Quadrant, Quadrants, RankingOptions};
use crate::words::id::PersonIndex;
use crate::words::table::{Column, Table};

impl Gaps {
    /// Competencies ranked by a measure as a table.
    pub fn priority_table(&self, measure: PriorityMeasure, priorities: &[Priority]) -> Table {
        let rows: Vec<_> = priorities
            .iter()
            .map(|priority| (measure, *priority))
            .collect();
        ranked(self, &rows)
    }

    /// Competencies in quadrants as a table; shares of resamples where there were some.
    pub fn quadrant_table(&self, quadrants: &Quadrants) -> Table {
        let items = &quadrants.items;
        let mut columns = vec![
            Column::categories(
                "competency",
                self.agency().framework.competencies().names(),
                items.iter().map(|one| one.item),
            ),
            Column::numbers("importance", items.iter().map(|one| one.importance)),
            Column::numbers("performance", items.iter().map(|one| one.performance)),
            Column::categories(
                "quadrant",
                Quadrant::ALL.map(Quadrant::id),
                items.iter().map(|one| one.quadrant as usize),
            ),
            Column::booleans("on_line", items.iter().map(|one| one.on_line)),
            Column::booleans("above_diagonal", items.iter().map(|one| one.above_diagonal)),
        ];
        for (place, quadrant) in Quadrant::ALL.into_iter().enumerate() {
            let shares = items
                .iter()
                .map(|one| one.shares.map(|shares| shares[place]));
            columns.push(Column::optional_numbers(
                &format!("share_{}", quadrant.id()),
                shares,
            ));
        }
        Table::new("quadrants", columns)
    }
}

/// One row per measure and competency, the one that lacks most first.
pub(in crate::gap) fn priorities(gaps: &Gaps) -> Table {
    let options = RankingOptions::default();
    let rows: Vec<_> = PriorityMeasure::ALL
        .into_iter()
        .flat_map(|measure| {
            // What cannot be ranked has no rows.
            let found = gaps.priorities(measure, &options).unwrap_or_default();
            found.into_iter().map(move |priority| (measure, priority))
        })
        .collect();
    ranked(gaps, &rows)
}

fn ranked(gaps: &Gaps, rows: &[(PriorityMeasure, Priority)]) -> Table {
    let framework = &gaps.agency().framework;
    let ranked = || rows.iter().map(|(_, priority)| priority.ranked);
    Table::new(
        "priorities",
        vec![
            Column::texts("measure", rows.iter().map(|(measure, _)| measure.id())),
            Column::texts(
                "competency",
                rows.iter()
                    .map(|(_, priority)| framework.id(priority.competency)),
            ),
            Column::integers("people", ranked().map(|one| i64::from(one.respondents))),
            Column::numbers("score", ranked().map(|one| one.score)),
            Column::optional_numbers("standard_error", ranked().map(|one| one.standard_error)),
            Column::optional_numbers("low", ranked().map(|one| one.interval.map(|i| i.low))),
            Column::optional_numbers("high", ranked().map(|one| one.interval.map(|i| i.high))),
            Column::numbers("rank", ranked().map(|one| one.rank)),
            Column::optional_numbers("rank_low", ranked().map(|one| one.ranks.map(|i| i.low))),
            Column::optional_numbers("rank_high", ranked().map(|one| one.ranks.map(|i| i.high))),
        ],
    )
}

/// One row per competency of which somebody is rated.
pub(in crate::gap) fn quadrants(gaps: &Gaps) -> Table {
    let people: Vec<PersonIndex> = gaps.agency().people.indices().collect();
    let found = gaps.quadrants_of(&people, CrossHair::GrandMean, 0, 0);
    // Where nobody is rated there is nothing to place.
    gaps.quadrant_table(&found.unwrap_or_else(|_| Quadrants {
        performance: 0.0,
        importance: 0.0,
        items: Vec::new(),
        unplaced: Vec::new(),
    }))
}

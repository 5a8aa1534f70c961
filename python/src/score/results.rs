//! Scores as tables.

use std::sync::Arc;

use arrow_array::types::UInt8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Float32Array, Float64Array, RecordBatch, StringArray, UInt8Array,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use mahir::gap::{WideBands, WideScores};
use mahir::words::measure::Level;
use mahir::words::table::{Column, Table as CoreTable};

use super::places::Known;

/// The heat map of units and competencies, without cells in which nobody is.
pub(super) fn heat(
    scores: &WideScores,
    unit: &str,
    units: &Known,
    competencies: &[String],
) -> CoreTable {
    let cells: Vec<_> = scores
        .heat
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.people > 0)
        .collect();
    let count = competencies.len().max(1);
    let of_cells = || cells.iter().map(|(at, _)| at / count);
    let unit_column = match units {
        Known::Texts(ids) => Column::categories(unit, ids.names(), of_cells()),
        Known::Integers(ids, _) => {
            Column::integers(unit, of_cells().filter_map(|unit| ids.get(unit).copied()))
        }
        // Positions are below 65,536.
        Known::Positions(_) => Column::integers(unit, of_cells().map(|unit| unit as i64)),
    };
    let unrated = cells.iter().map(|(_, cell)| i64::from(cell.unrated));
    CoreTable::new(
        "heat",
        vec![
            unit_column,
            Column::categories(
                "competency",
                competencies.iter().map(String::as_str),
                cells.iter().map(|(at, _)| at % count),
            ),
            Column::integers(
                "people",
                cells.iter().map(|(_, cell)| i64::from(cell.people)),
            ),
            Column::integers("short", cells.iter().map(|(_, cell)| i64::from(cell.short))),
            Column::integers("unrated", unrated),
            Column::optional_numbers("mean_gap", cells.iter().map(|(_, cell)| cell.mean_gap())),
        ],
    )
}

/// What is told of each person, as Arrow columns of the memory in which it was found.
pub(super) fn people(scores: WideScores) -> Result<RecordBatch, ArrowError> {
    let bands = scores.bands.usage().bands();
    let ranks = scores.bands.into_ranks();
    let nulls = ranks.contains(&WideBands::NONE).then(|| {
        let known = |row: usize| ranks[row] != WideBands::NONE;
        NullBuffer::new(BooleanBuffer::collect_bool(ranks.len(), known))
    });
    let labels = StringArray::from_iter_values(bands.iter().map(|band| band.id()));
    let ranks = UInt8Array::try_new(ScalarBuffer::from(ranks), nulls.clone())?;
    let bands = DictionaryArray::<UInt8Type>::try_new(ranks, Arc::new(labels))?;
    let percent = Float32Array::try_new(ScalarBuffer::from(scores.match_percent), nulls)?;
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("match_percent", Arc::new(percent)),
        ("gap", Arc::new(Float32Array::from(scores.gap))),
        ("band", Arc::new(bands)),
    ];
    if let Some(sums) = scores.sums {
        let levels = |steps: Vec<u32>| -> ArrayRef {
            let levels = steps
                .into_iter()
                .map(|steps| f64::from(steps) / f64::from(Level::STEPS));
            Arc::new(Float64Array::from_iter_values(levels))
        };
        columns.push(("achieved", levels(sums.achieved)));
        columns.push(("achieved_uncapped", levels(sums.achieved_uncapped)));
        columns.push(("required", levels(sums.required)));
    }
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays)
}

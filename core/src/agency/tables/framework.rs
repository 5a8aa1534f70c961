//! competencies.csv and indicators.csv.

use super::Reading;
use crate::framework::{CompetencyKind, Framework, FrameworkBuilder};

pub(super) mod competency {
    crate::agency::layout::layout! {
        "competencies", needed;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama", "kompetensi";
        KIND: "kind", Text, needed, "jenis";
        TOP: "top_level", Integer, optional, "level_tertinggi", "tingkat_tertinggi";
        DESCRIPTION: "description", Text, optional, "deskripsi", "definisi";
    }
    pub(super) const AT: [usize; 5] = [ID, NAME, KIND, TOP, DESCRIPTION];
}

pub(super) mod indicator {
    crate::agency::layout::layout! {
        "indicators", optional;
        COMPETENCY: "competency", Text, needed, "kompetensi";
        LEVEL: "level", Integer, needed, "tingkat";
        TEXT: "text", Text, needed, "teks", "indikator";
    }
    pub(super) const AT: [usize; 3] = [COMPETENCY, LEVEL, TEXT];
}

/// Reads competencies into a framework that may hold the built-in ones already.
pub(in crate::agency) fn competencies(mut reading: Reading<'_>, framework: &mut FrameworkBuilder) {
    let [id, name, kind, top, description] = competency::AT;
    let Some(mut rows) = reading.rows(&competency::LAYOUT) else {
        return;
    };
    let mut first_rows = std::collections::BTreeMap::new();
    while let Some(mut row) = rows.next() {
        let what = ("kind", "managerial, sociocultural or technical");
        let found = row.required(kind, what, CompetencyKind::parse);
        let top_level = row.optional(top, ("level", "a whole level from 1 to 10"), |text| {
            text.parse::<u8>()
                .ok()
                .filter(|level| (1..=Framework::HIGHEST_TOP_LEVEL).contains(level))
        });
        let top_level = top_level.unwrap_or(Framework::USUAL_TOP_LEVEL);
        let (key, label) = (row.text(id), row.text(name));
        if key.is_empty() {
            row.fault(
                id,
                "missing_value",
                "the id is missing",
                "an id that no other row has",
            );
            continue;
        }
        let label = if label.is_empty() { key.clone() } else { label };
        let kind = found.unwrap_or(CompetencyKind::Technical);
        match framework.competency(&key, &label, kind, top_level) {
            Err(error) => {
                let expected = "an id that neither another row nor the built-in framework has";
                let problem = match first_rows.get(&key) {
                    Some(first) => format!("the id stands in row {first} already"),
                    None => error.to_string(),
                };
                row.fault(id, error.code(), problem, expected);
            }
            Ok(added) => {
                framework.describe(added, &row.text(description));
                first_rows.insert(key, row.number);
            }
        }
    }
}

/// Reads behaviour indicators into the framework.
pub(in crate::agency) fn indicators(mut reading: Reading<'_>, framework: &mut FrameworkBuilder) {
    let [competency, level, text] = indicator::AT;
    let Some(mut rows) = reading.rows(&indicator::LAYOUT) else {
        return;
    };
    while let Some(mut row) = rows.next() {
        let found = row.with_text(competency, |id| framework.find(id)).flatten();
        let Some(found) = found else {
            row.fault(
                competency,
                "unknown_id",
                "unknown competency",
                "an id of competencies.csv",
            );
            continue;
        };
        let what = (
            "level",
            "a whole level from 1 to the competency's top level",
        );
        let Some(number) = row.required(level, what, |text| text.parse::<u8>().ok()) else {
            continue;
        };
        if let Err(error) = framework.indicator(found, number, &row.text(text)) {
            row.fault(level, error.code(), error.to_string(), what.1);
        }
    }
}

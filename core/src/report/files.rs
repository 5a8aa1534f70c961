//! The results of a round as files.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Report, ReportError, plan_workbook};
use crate::cycle::Round;
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::saved;
use crate::words::table::Table;

/// Writes the results of a round into a folder, which is made if it is not there: every table as
/// CSV, the plan as a workbook (`plan.xlsx`, unless it has more rows than a spreadsheet holds), the
/// calendar (`calendar.ics`), the report (`report.html`, `report.txt`), the whole round
/// as a document (`round.json`), its key figures (`overview.json`), and the next cycle's agency as
/// a folder of its own (`next`). Everything is made before anything is written.
///
/// # Errors
/// [`ReportError`] if a document cannot be made or a file cannot be written.
pub fn write_round(
    round: &Round,
    folder: impl AsRef<Path>,
    language: Language,
) -> Result<Vec<PathBuf>, ReportError> {
    let folder = folder.as_ref();
    let report = Report::of(round);
    let mut files: Vec<(PathBuf, String)> = vec![
        (PathBuf::from("report.html"), report.html(language)?),
        (PathBuf::from("report.txt"), report.text(language, 100)),
        (
            PathBuf::from("calendar.ics"),
            round
                .schedule()
                .to_icalendar(round.needs().as_of(), language),
        ),
        (PathBuf::from("round.json"), saved::to_json(round)?),
    ];
    let overview = round.rows().to_json();
    files.push((PathBuf::from("overview.json"), format!("{overview:#}\n")));
    for (name, table) in tables(round) {
        files.push((PathBuf::from(format!("{name}.csv")), table.to_csv()));
    }
    for (name, text) in round.follow_up().next_agency().to_files() {
        files.push((Path::new("next").join(name), text));
    }
    let mut files: Vec<(PathBuf, Vec<u8>)> = files
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    match plan_workbook(round.plan(), language) {
        Ok(bytes) => files.push((PathBuf::from("plan.xlsx"), bytes)),
        // The tables have all that the workbook would show.
        Err(ReportError::TooManyRows { .. }) => {}
        Err(error) => return Err(error),
    }
    let mut written = Vec::with_capacity(files.len());
    for place in [folder.to_owned(), folder.join("next")] {
        fs::create_dir_all(&place).map_err(|reason| ReportError::Write {
            path: place.clone(),
            reason,
        })?;
    }
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|reason| ReportError::Write {
            path: path.clone(),
            reason,
        })?;
        written.push(path);
    }
    Ok(written)
}

/// All tables of all results, with names that tell them apart.
fn tables(round: &Round) -> Vec<(String, Table)> {
    fn of<T: Artefact>(stage: &str, artefact: &T) -> Vec<(String, Table)> {
        T::TABLES
            .iter()
            .filter_map(|name| {
                let file = if *name == T::KIND || *name == stage {
                    stage.to_owned()
                } else {
                    format!("{stage}_{name}")
                };
                Some((file, artefact.table(name)?))
            })
            .collect()
    }
    [
        of("needs", round.needs()),
        of("gaps", round.gaps()),
        of("plan", round.plan()),
        of("schedule", round.schedule()),
        of("evaluation", round.evaluation()),
        of("follow_up", round.follow_up()),
    ]
    .concat()
}

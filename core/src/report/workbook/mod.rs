//! The plan as a workbook that offices open: typed cells, and no text ever becomes a formula.

mod development;
mod money;
mod needs;
mod sheet;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::error::ReportError;
use crate::plan::Plan;
use crate::words::explanation::Language;
use crate::words::table::Table;

use sheet::{Sheet, Styles};

/// The bytes of an XLSX workbook of a plan, for spreadsheets.
///
/// Its sheets, in the language asked for:
///
/// | sheet | a row is |
/// |---|---|
/// | Summary | a key figure of the plan, with the fingerprint of its input |
/// | HCDP | a programme in a phase: whom it serves, what it closes, form, provider, time, cost, reason |
/// | Budget | the money of a phase, in whole rupiah |
/// | Below the cut | a programme that is left out, and what it would take |
/// | AKPK | a person and a competency: needed, held, gap, and the check mark of the gap (Ya/Tidak) |
/// | Individual plans | a person and a programme: career target, competencies, hours, estimated cost, status, evidence |
///
/// The columns of AKPK (analisis kebutuhan pengembangan kompetensi) follow the forms 2a–2e of
/// DKI Jakarta 2023; those of the individual plan follow what an Indonesian province's application
/// asks for. People stand under their codes. Texts are cells of type text whatever they begin with,
/// money and counts are numbers, days are days. Equal plans give equal bytes.
///
/// # Errors
/// [`ReportError::TooManyRows`] if a sheet would have more rows than a spreadsheet holds
/// (1,048,576); [`ReportError::Workbook`] if the file cannot be put together.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use mahir::testing::scenarios;
/// # let plan = scenarios::office(6, 5_000_000).needs(scenarios::as_of())?.gaps()?.plan()?;
/// use mahir::report::plan_workbook;
/// use mahir::words::explanation::Language;
///
/// let bytes = plan_workbook(&plan, Language::Indonesian)?;
/// assert_eq!(&bytes[..2], b"PK"); // an XLSX file is a ZIP archive
/// # Ok(())
/// # }
/// ```
pub fn plan_workbook(plan: &Plan, language: Language) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    // A file is usually stamped with the time of writing; here with the day of the needs.
    let day = plan.gaps().needs().as_of();
    let mut properties = DocProperties::new()
        .set_title(language.choose(
            "Competency development plan",
            "Rencana pengembangan kompetensi",
        ))
        .set_author("mahir");
    let stamp = ExcelDateTime::parse_from_str(&day.to_string())
        .or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    properties = properties.set_creation_datetime(&stamp);
    workbook.set_properties(&properties);
    let styles = Styles::new();
    for (_, sheet) in sheets(plan, language) {
        sheet.write(workbook.add_worksheet(), &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The sheets in their order, each with its name as a table.
fn sheets(plan: &Plan, language: Language) -> [(&'static str, Sheet); 6] {
    [
        ("summary", money::summary(plan, language)),
        ("hcdp", development::programmes(plan, language)),
        ("budget", money::budgets(plan, language)),
        ("below_cut", money::below_cut(plan, language)),
        ("akpk", needs::analysis(plan, language)),
        ("individual_plans", development::individual(plan, language)),
    ]
}

/// The sheets of [`plan_workbook`] as tables: `summary`, `hcdp`, `budget`, `below_cut`, `akpk` and
/// `individual_plans`, for whoever fills an office's own forms. Columns are called as the sheets'
/// headings in the language asked for; money is in whole rupiah.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use mahir::testing::scenarios;
/// # let plan = scenarios::office(6, 5_000_000).needs(scenarios::as_of())?.gaps()?.plan()?;
/// use mahir::report::plan_tables;
/// use mahir::words::explanation::Language;
///
/// let tables = plan_tables(&plan, Language::Indonesian);
/// let needs = tables.iter().find(|table| table.name() == "akpk").unwrap();
/// assert!(needs.column("Ceklis kesenjangan (Ya/Tidak)").is_some());
/// # Ok(())
/// # }
/// ```
pub fn plan_tables(plan: &Plan, language: Language) -> Vec<Table> {
    let all = sheets(plan, language);
    all.into_iter()
        .map(|(name, sheet)| sheet.table(name))
        .collect()
}

/// Writes the workbook of [`plan_workbook`] to a file, and returns the bytes that it wrote.
///
/// # Errors
/// As [`plan_workbook`]; [`ReportError::Write`] if the file cannot be written.
pub fn write_plan_workbook(
    plan: &Plan,
    path: impl AsRef<Path>,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    let path = path.as_ref();
    let bytes = plan_workbook(plan, language)?;
    std::fs::write(path, &bytes).map_err(|reason| ReportError::Write {
        path: path.to_owned(),
        reason,
    })?;
    Ok(bytes)
}

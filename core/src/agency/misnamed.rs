//! Files of a folder that seem to be tables of an agency but go by another name, so that what stands
//! in them is not passed over in silence.

use std::fs;
use std::path::Path;

use super::layout::same_name;
use super::tables;
use crate::words::fault::{Fault, shown};
use crate::words::suggestion::nearest;

/// How Indonesian offices call such tables; they are read under their English names.
const INDONESIAN: [(&str, &str); 38] = [
    ("kompetensi", "competencies"),
    ("kamus kompetensi", "competencies"),
    ("indikator", "indicators"),
    ("indikator perilaku", "indicators"),
    ("unit", "units"),
    ("unit kerja", "units"),
    ("jabatan", "posts"),
    ("standar", "requirements"),
    ("standar kompetensi", "requirements"),
    ("persyaratan", "requirements"),
    ("syarat", "requirements"),
    ("pegawai", "people"),
    ("penilaian", "assessments"),
    ("nilai", "assessments"),
    ("asesmen", "assessments"),
    ("hasil penilaian", "assessments"),
    ("layanan", "services"),
    ("volume", "volumes"),
    ("volume layanan", "volumes"),
    ("kompetensi layanan", "service_competencies"),
    ("kelonggaran", "allowances"),
    ("sertifikat", "certificates"),
    ("kinerja", "performances"),
    ("mitra", "providers"),
    ("penyelenggara", "providers"),
    ("program", "programmes"),
    ("katalog", "programmes"),
    ("kenaikan", "effects"),
    ("dampak", "effects"),
    ("prasyarat", "prerequisites"),
    ("ruang", "rooms"),
    ("pengajar", "trainers"),
    ("ketidakhadiran", "absences"),
    ("cuti", "absences"),
    ("libur", "holidays"),
    ("hari libur", "holidays"),
    ("hasil", "outcomes"),
    ("survei", "surveys"),
];

/// Tables that readers of other systems' files write beside those of an agency.
const BESIDE: [&str; 7] = [
    "columns",
    "hierarchy",
    "ratings",
    "relations",
    "roles",
    "staff",
    "training",
];

/// A fault for each file that is likely a table which the folder does not have; in the order of
/// their names. A folder that cannot be listed has none: its tables were read one by one.
pub(super) fn tables(folder: &Path) -> Vec<Fault> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let is_there = |file: &str| names.iter().any(|name| name == file);
    names
        .iter()
        .filter_map(|name| {
            let (stem, ending) = name.rsplit_once('.')?;
            let is_table = ["csv", "tsv", "xlsx", "xls", "ods"]
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known));
            let meant = meant(stem).filter(|meant| is_table && !is_there(meant))?;
            let problem = "the file was not read: no table is called so";
            let expected = format!("the table as {meant}, saved as CSV");
            Some(Fault::new("unknown_table", &shown(name), problem, expected))
        })
        .collect()
}

/// The file of the table that a name may mean.
fn meant(stem: &str) -> Option<&'static str> {
    let indonesian = INDONESIAN
        .iter()
        .find(|(name, _)| same_name(name, stem))
        .map(|&(_, table)| table);
    let known = tables::ALL.map(|layout| layout.name);
    // A short name is near to much, and a slip of the pen seldom is in the first letter.
    let near = || {
        nearest(stem, known.into_iter()).filter(|near| {
            let first = |name: &str| name.chars().next().map(|c| c.to_ascii_lowercase());
            stem.chars().count() > 4 && first(stem) == first(near)
        })
    };
    if BESIDE.iter().any(|name| same_name(name, stem)) {
        return None;
    }
    let table = indonesian.or_else(near)?;
    Some(tables::find(table)?.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_offices_use_mean_a_table() {
        for (name, table) in INDONESIAN {
            assert_eq!(meant(name), Some(tables::find(table).unwrap().file));
        }
        assert_eq!(meant("Hasil_Penilaian"), Some("assessments.csv"));
        assert_eq!(meant("assesments"), Some("assessments.csv"));
        assert_eq!(meant("People"), Some("people.csv"));
        for other in BESIDE
            .into_iter()
            .chain(["notes", "todo", "report", "plan"])
        {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}

//! What the plan costs and is worth, and what it leaves out.

use super::sheet::{Cell, Sheet};
use crate::plan::Plan;
use crate::words::explanation::Language;

pub(super) fn summary(plan: &Plan, language: Language) -> Sheet {
    let agency = plan.agency();
    let mut sheet = Sheet::new(
        language.choose("Summary", "Ringkasan"),
        &[
            (language.choose("Figure", "Butir"), 44.0),
            (language.choose("Value", "Nilai"), 60.0),
        ],
    );
    let mut line = |english, indonesian, value| {
        sheet.row([Cell::text(language.choose(english, indonesian)), value]);
    };
    line("Agency", "Perangkat daerah", Cell::text(&agency.name));
    line(
        "As of",
        "Keadaan per",
        Cell::Day(plan.gaps().needs().as_of()),
    );
    if let Some((from, until)) = agency.phases.horizon() {
        line("From", "Mulai", Cell::Day(from));
        line("Until", "Sampai", Cell::Day(until));
    }
    line("People", "Pegawai", Cell::count(agency.people.len()));
    let trained = agency
        .people
        .indices()
        .filter(|&person| !plan.of(person).is_empty())
        .count();
    line(
        "People in the plan",
        "Pegawai dalam rencana",
        Cell::count(trained),
    );
    line(
        "Seats in programmes",
        "Keikutsertaan dalam program",
        Cell::count(plan.attendances()),
    );
    line("Cost", "Biaya", Cell::Money(plan.cost()));
    line("Budget", "Anggaran", Cell::Money(plan.budget()));
    line(
        "Levels closed",
        "Level yang ditutup",
        Cell::Number(plan.lines().iter().map(|line| line.closed_levels()).sum()),
    );
    line(
        "Worth, in weighted levels",
        "Nilai, dalam level berbobot",
        Cell::Number(plan.objective().as_f64()),
    );
    line(
        "No plan can be worth more than",
        "Tidak ada rencana yang bernilai lebih dari",
        Cell::Number(plan.bound().as_f64()),
    );
    line(
        "People below the floor of hours",
        "Pegawai di bawah batas JP",
        Cell::count(plan.below_floor().len()),
    );
    line(
        "Version of mahir",
        "Versi mahir",
        Cell::text(env!("CARGO_PKG_VERSION")),
    );
    line(
        "Fingerprint of the tables",
        "Sidik jari tabel masukan",
        Cell::text(&agency.fingerprint()),
    );
    sheet
}

pub(super) fn budgets(plan: &Plan, language: Language) -> Sheet {
    let agency = plan.agency();
    let mut sheet = Sheet::new(
        language.choose("Budget", "Anggaran"),
        &[
            (language.choose("Phase", "Tahap"), 20.0),
            (language.choose("From", "Mulai"), 14.0),
            (language.choose("Until", "Sampai"), 14.0),
            (language.choose("Budget", "Anggaran"), 18.0),
            (language.choose("Carried in", "Sisa tahap sebelumnya"), 18.0),
            (language.choose("Spent", "Dibelanjakan"), 18.0),
            (language.choose("Left", "Sisa"), 18.0),
        ],
    );
    for (phase, money) in agency.phases.indices().zip(plan.budgets()) {
        let left = money
            .budget
            .saturating_add(money.carried_in)
            .saturating_sub(money.spent);
        sheet.row([
            Cell::text(agency.phases.name(phase)),
            Cell::Day(agency.phases.from(phase)),
            Cell::Day(agency.phases.until(phase)),
            Cell::Money(money.budget),
            Cell::Money(money.carried_in),
            Cell::Money(money.spent),
            Cell::Money(left),
        ]);
    }
    sheet
}

pub(super) fn below_cut(plan: &Plan, language: Language) -> Sheet {
    let agency = plan.agency();
    let mut sheet = Sheet::new(
        language.choose("Below the cut", "Belum didanai"),
        &[
            (language.choose("Phase", "Tahap"), 20.0),
            (language.choose("Code", "Kode"), 12.0),
            (language.choose("Programme", "Program"), 44.0),
            (language.choose("People", "Peserta"), 10.0),
            (language.choose("Cost", "Biaya"), 18.0),
            (
                language.choose("Worth (weighted levels)", "Nilai (level berbobot)"),
                14.0,
            ),
            (
                language.choose("What it would take", "Yang diperlukan"),
                80.0,
            ),
        ],
    );
    for (row, line) in plan.below_cut().iter().enumerate() {
        sheet.row([
            Cell::text(agency.phases.name(line.phase)),
            Cell::text(agency.programmes.id(line.programme)),
            Cell::text(agency.programmes.name(line.programme)),
            Cell::Count(i64::from(line.people)),
            Cell::Money(line.cost),
            Cell::Number(line.value.as_f64()),
            Cell::text(&plan.below_cut_why(row, language)),
        ]);
    }
    sheet
}

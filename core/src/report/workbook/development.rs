//! The development plan of the agency (HCDP), and of each person.

use super::sheet::{Cell, Sheet};
use crate::gap::Gap;
use crate::plan::{Attendance, Plan};
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::Rupiah;

pub(super) fn programmes(plan: &Plan, language: Language) -> Sheet {
    let agency = plan.agency();
    let mut sheet = Sheet::new(
        "HCDP",
        &[
            (language.choose("Phase", "Tahap"), 16.0),
            (language.choose("From", "Mulai"), 14.0),
            (language.choose("Until", "Sampai"), 14.0),
            (language.choose("Code", "Kode"), 12.0),
            (language.choose("Programme", "Judul program"), 44.0),
            (language.choose("Competencies", "Kompetensi"), 44.0),
            (
                language.choose("Classical?", "Bentuk (Klasikal/Nonklasikal)"),
                16.0,
            ),
            (language.choose("Form", "Jalur"), 20.0),
            (language.choose("Provider", "Penyelenggara"), 30.0),
            (language.choose("Hours (JP)", "JP"), 9.0),
            (language.choose("Sessions", "Kelas"), 9.0),
            (language.choose("People", "Peserta"), 9.0),
            (language.choose("Cost", "Biaya"), 18.0),
            (language.choose("Levels closed", "Level ditutup"), 12.0),
            (language.choose("Why", "Alasan"), 80.0),
        ],
    );
    for (row, line) in plan.lines().iter().enumerate() {
        let programme = line.programme;
        let form = agency.programmes.form(programme);
        let competencies: Vec<&str> = line
            .closed
            .iter()
            .map(|&(competency, _)| agency.framework.name_in(competency, language))
            .collect();
        sheet.row([
            Cell::text(agency.phases.name(line.phase)),
            Cell::Day(agency.phases.from(line.phase)),
            Cell::Day(agency.phases.until(line.phase)),
            Cell::text(agency.programmes.id(programme)),
            Cell::text(agency.programmes.name(programme)),
            Cell::text(&competencies.join("; ")),
            Cell::text(if form.is_classical() {
                language.choose("classical", "Klasikal")
            } else {
                language.choose("not classical", "Nonklasikal")
            }),
            Cell::text(form.label(language)),
            Cell::text(agency.providers.name(agency.programmes.provider(programme))),
            Cell::Number(agency.programmes.hours(programme).as_f64()),
            Cell::Count(i64::from(line.sessions)),
            Cell::Count(i64::from(line.people)),
            Cell::Money(line.cost),
            Cell::Number(line.closed_levels()),
            Cell::text(&plan.why(row, language)),
        ]);
    }
    sheet
}

pub(super) fn individual(plan: &Plan, language: Language) -> Sheet {
    let agency = plan.agency();
    let people = &agency.people;
    let mut sheet = Sheet::new(
        language.choose("Individual plans", "Rencana individu"),
        &[
            (language.choose("Person", "Pegawai"), 12.0),
            (language.choose("Unit", "Unit kerja"), 34.0),
            (language.choose("Post", "Jabatan"), 34.0),
            (language.choose("Career target", "Target karier"), 34.0),
            (
                language.choose(
                    "Competencies, held to needed",
                    "Kompetensi, dimiliki ke dibutuhkan",
                ),
                50.0,
            ),
            (
                language.choose("What they are", "Deskripsi kompetensi"),
                50.0,
            ),
            (language.choose("Programme", "Program"), 44.0),
            (language.choose("Form", "Jalur"), 20.0),
            (language.choose("Provider", "Penyelenggara"), 30.0),
            (language.choose("Phase", "Tahap"), 16.0),
            (language.choose("Hours (JP)", "JP"), 9.0),
            (
                language.choose("Hours of the person this year", "Total JP tahun ini"),
                14.0,
            ),
            (
                language.choose(
                    "Estimated cost (an equal share)",
                    "Estimasi biaya (bagian sama)",
                ),
                18.0,
            ),
            ("Status", 12.0),
            (language.choose("Evidence", "Bukti"), 24.0),
        ],
    );
    let shares = Shares::of(plan);
    for person in people.indices() {
        let attended = plan.of(person);
        let hours = attended
            .iter()
            .map(|a| agency.programmes.hours(a.programme).as_f64())
            .sum::<f64>()
            + people.hours_this_year(person).as_f64();
        for attendance in attended {
            let programme = attendance.programme;
            sheet.row([
                Cell::text(&people.label(person)),
                Cell::text(agency.units.name(people.unit(person))),
                Cell::text(agency.posts.name(people.post(person))),
                // On every row, so that the sheet can be sorted.
                people
                    .next_post(person)
                    .map_or(Cell::Empty, |post| Cell::text(agency.posts.name(post))),
                Cell::text(&competencies(plan, person, programme, language)),
                match descriptions(plan, person, programme, language) {
                    text if text.is_empty() => Cell::Empty,
                    text => Cell::text(&text),
                },
                Cell::text(agency.programmes.name(programme)),
                Cell::text(agency.programmes.form(programme).label(language)),
                Cell::text(agency.providers.name(agency.programmes.provider(programme))),
                Cell::text(agency.phases.name(attendance.phase)),
                Cell::Number(agency.programmes.hours(programme).as_f64()),
                Cell::Number(hours),
                shares.of_seat(*attendance).map_or(Cell::Empty, Cell::Money),
                Cell::text(language.choose("not yet", "Belum")),
                Cell::Empty,
            ]);
        }
    }
    sheet
}

/// The person's gaps that the programme works on: `Communication (2.00 → 3.00)`.
fn competencies(
    plan: &Plan,
    person: PersonIndex,
    programme: ProgrammeIndex,
    language: Language,
) -> String {
    let agency = plan.agency();
    let shown: Vec<String> = worked_on(plan, person, programme)
        .filter_map(|gap| {
            let name = agency.framework.name_in(gap.competency, language);
            let held = language.number(gap.held?.as_f64(), 2);
            let needed = language.number(gap.needed.as_f64(), 2);
            Some(format!("{name} ({held} → {needed})"))
        })
        .collect();
    shown.join("; ")
}

/// What those competencies are, where that was told: `Communication: says things so that …`.
fn descriptions(
    plan: &Plan,
    person: PersonIndex,
    programme: ProgrammeIndex,
    language: Language,
) -> String {
    let framework = &plan.agency().framework;
    let shown: Vec<String> = worked_on(plan, person, programme)
        .filter_map(|gap| {
            let told = framework.description_in(gap.competency, language)?;
            let name = framework.name_in(gap.competency, language);
            Some(format!("{name}: {told}"))
        })
        .collect();
    shown.join("; ")
}

/// The person's gaps that the programme works on.
fn worked_on(
    plan: &Plan,
    person: PersonIndex,
    programme: ProgrammeIndex,
) -> impl Iterator<Item = Gap> + '_ {
    let gaps = plan.gaps();
    let effects = plan.agency().programmes.effects(programme);
    gaps.needs()
        .rows_of(person)
        .filter_map(|row| gaps.gap(row))
        .filter(|gap| !gap.gap.is_none())
        .filter(|gap| effects.iter().any(|e| e.competency == gap.competency))
}

/// What a seat of each line costs if all its people bear the same.
struct Shares {
    phases: usize,
    by_line: Vec<Option<Rupiah>>,
}

impl Shares {
    fn of(plan: &Plan) -> Self {
        let agency = plan.agency();
        let phases = agency.phases.len();
        let mut by_line = vec![None; phases.saturating_mul(agency.programmes.len())];
        for line in plan.lines() {
            let place = Self::place(phases, line.programme, line.phase);
            if let (Some(share), true) = (by_line.get_mut(place), line.people > 0) {
                *share = Some(Rupiah::new(line.cost.amount() / i64::from(line.people)));
            }
        }
        Self { phases, by_line }
    }

    fn of_seat(&self, attendance: Attendance) -> Option<Rupiah> {
        let place = Self::place(self.phases, attendance.programme, attendance.phase);
        self.by_line.get(place).copied().flatten()
    }

    fn place(phases: usize, programme: ProgrammeIndex, phase: PhaseIndex) -> usize {
        programme.position() * phases + phase.position()
    }
}

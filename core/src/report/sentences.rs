//! The sentences of the report, in both languages.

use super::view::{clean, count, money_short, percent};
use crate::agency::Agency;
use crate::need::{HeadcountNeed, ServiceDemand, Triage};
use crate::words::explanation::Language;
use crate::words::measure::Rupiah;

/// How many requirements are not met.
pub(crate) fn not_met(short: usize, all: usize, people: usize, language: Language) -> String {
    let share = if all > 0 {
        short as f64 / all as f64
    } else {
        0.0
    };
    let share = percent(share, language);
    let (short, all) = (count(short, language), count(all, language));
    match language {
        Language::English => {
            format!("{short} of {all} required levels of {people} people are not met ({share}).")
        }
        Language::Indonesian => format!(
            "{short} dari {all} tingkat yang disyaratkan bagi {people} pegawai belum terpenuhi ({share})."
        ),
    }
}

/// A service that grows, in one sentence; its whole story is told with the needs.
pub(crate) fn rising(agency: &Agency, demand: &ServiceDemand, language: Language) -> String {
    let service = clean(agency.services.name(demand.service));
    let unit = clean(agency.units.name(demand.unit));
    let growth = demand
        .growth
        .map_or("?".to_owned(), |growth| percent(growth, language));
    let people = |thousandths: Option<u64>| match thousandths {
        Some(thousandths) => language.number(thousandths as f64 / 1_000.0, 1),
        None => "?".to_owned(),
    };
    let workload = people(demand.unit_workload_expected);
    let there = demand.people_there;
    match language {
        Language::English => format!(
            "{service} grew by {growth} in a year. The work of {unit} is expected to take {workload} people; {there} work there."
        ),
        Language::Indonesian => format!(
            "{service} naik {growth} dalam setahun. Beban kerja {unit} diperkirakan membutuhkan {workload} orang; {there} pegawai bekerja di sana."
        ),
    }
}

/// How many people a service needs on which level, by when, and whether training brings them: what
/// follows from its growth. Competencies that enough people hold are passed over.
pub(crate) fn asked(
    agency: &Agency,
    asked: &[&HeadcountNeed],
    triage: Triage,
    language: Language,
) -> String {
    let english = language == Language::English;
    let parts: Vec<String> = asked
        .iter()
        .filter(|row| row.holders < row.people)
        .map(|row| {
            let competency = clean(agency.framework.name_in(row.competency, language));
            let decimals = usize::from(row.level.steps() % 300 != 0);
            let level = language.number(row.level.as_f64(), decimals);
            let (people, holders) = (row.people, row.holders);
            if english {
                format!("{people} at level {level} in {competency} ({holders} are)")
            } else {
                format!("{people} orang pada tingkat {level} {competency} (baru {holders})")
            }
        })
        .collect();
    let mut said = Vec::new();
    if !parts.is_empty() {
        let due = asked.iter().filter_map(|row| row.due).min();
        let by = due.map(|due| language.day(due));
        let head = match (english, by) {
            (true, Some(day)) => format!("Needed by {day}: "),
            (true, None) => "Needed: ".to_owned(),
            (false, Some(day)) => format!("Dibutuhkan paling lambat {day}: "),
            (false, None) => "Dibutuhkan: ".to_owned(),
        };
        said.push(format!("{head}{}.", parts.join("; ")));
    }
    let remedy = match (triage, english) {
        (Triage::LackOfCompetence, true) => {
            Some("Enough people work there; training can bring this.")
        }
        (Triage::LackOfCompetence, false) => {
            Some("Jumlah pegawai cukup; pelatihan dapat memenuhinya.")
        }
        (Triage::LackOfPeople, true) => Some("People are lacking, so training does not help."),
        (Triage::LackOfPeople, false) => {
            Some("Yang kurang adalah pegawai, jadi pelatihan tidak menolong.")
        }
        (Triage::Both, true) => {
            Some("Training helps but is not enough, since people are lacking as well.")
        }
        (Triage::Both, false) => {
            Some("Pelatihan menolong tetapi tidak cukup, karena pegawai juga kurang.")
        }
        (Triage::Neither | Triage::CannotTell, _) => None,
    };
    said.extend(remedy.map(str::to_owned));
    said.join(" ")
}

/// One competency of the ranking.
pub(crate) fn ranked(name: &str, short: u32, people: u32, language: Language) -> String {
    match language {
        Language::English => format!("{name}: {short} of {people} people fall short"),
        Language::Indonesian => {
            format!("{name}: {short} dari {people} pegawai di bawah standar")
        }
    }
}

/// What the plan costs.
pub(crate) fn cost(
    spent: Rupiah,
    budget: Rupiah,
    seats: usize,
    sessions: u32,
    language: Language,
) -> String {
    let (spent, budget) = (spent.show(language), budget.show(language));
    let (seats, sessions) = (count(seats, language), count(sessions, language));
    match language {
        Language::English => {
            format!("{spent} of {budget}, for {seats} seats in {sessions} sessions.")
        }
        Language::Indonesian => {
            format!("{spent} dari {budget}, untuk {seats} kursi dalam {sessions} kelas.")
        }
    }
}

/// What the plan closes.
pub(crate) fn closes(closed: f64, missing: f64, language: Language) -> String {
    let share = percent(if missing > 0.0 { closed / missing } else { 0.0 }, language);
    let (closed, missing) = (language.number(closed, 1), language.number(missing, 1));
    match language {
        Language::English => format!(
            "If every programme brings what the catalogue expects, {closed} of {missing} missing levels are closed ({share})."
        ),
        Language::Indonesian => format!(
            "Bila setiap program memberi hasil seperti harapan katalog, {closed} dari {missing} tingkat yang kurang tertutup ({share})."
        ),
    }
}

/// How good the plan is.
pub(crate) fn proven(value: f64, gap: Option<f64>, language: Language) -> String {
    let value = language.number(value, 1);
    // The gap is zero only where plan and bound are the same whole number.
    let is_best = gap.is_some_and(|gap| gap <= 0.0);
    match (gap.map(|gap| percent(gap, language)), language) {
        (Some(_), Language::English) if is_best => format!(
            "The plan is worth {value} weighted levels, hours below the floor taken off; it is proven that no plan within these limits is worth more."
        ),
        (Some(_), Language::Indonesian) if is_best => format!(
            "Rencana ini bernilai {value} tingkat berbobot, sudah dikurangi JP yang masih di bawah minimum; terbukti tidak ada rencana dalam batas yang sama yang bernilai lebih."
        ),
        (Some(gap), Language::English) => format!(
            "The plan is worth {value} weighted levels, hours below the floor taken off; it is proven that no plan within these limits is worth more than {gap} above that."
        ),
        (Some(gap), Language::Indonesian) => format!(
            "Rencana ini bernilai {value} tingkat berbobot, sudah dikurangi JP yang masih di bawah minimum; terbukti tidak ada rencana dalam batas yang sama yang bernilai lebih dari {gap} di atasnya."
        ),
        (None, Language::English) => {
            "Nothing can be planned within these limits, though gaps remain.".to_owned()
        }
        (None, Language::Indonesian) => {
            "Tidak ada yang dapat direncanakan dalam batas ini, meskipun masih ada kesenjangan."
                .to_owned()
        }
    }
}

/// People below the floor of hours.
pub(crate) fn below_floor(people: usize, language: Language) -> String {
    match (people, language) {
        (0, Language::English) => "Nobody stays below the yearly floor of hours.".to_owned(),
        (0, Language::Indonesian) => {
            "Tidak ada pegawai yang berada di bawah jumlah minimum JP setahun.".to_owned()
        }
        (1, Language::English) => "1 person stays below the yearly floor of hours.".to_owned(),
        (_, Language::English) => {
            format!("{people} people stay below the yearly floor of hours.")
        }
        (_, Language::Indonesian) => {
            format!("{people} pegawai tetap di bawah jumlah minimum JP setahun.")
        }
    }
}

/// What a programme below the cut takes, in few words.
pub(crate) fn below_cut(
    programme: &str,
    people: u32,
    cost: Rupiah,
    why: &str,
    language: Language,
) -> String {
    // The room's reason is a sentence; its first half says what is missing.
    let missing = why.split(';').next().unwrap_or(why).trim_end_matches('.');
    let cost = money_short(cost, language);
    match language {
        Language::English => format!("{programme} ({people} people, {cost}). {missing}."),
        Language::Indonesian => format!("{programme} ({people} pegawai, {cost}). {missing}."),
    }
}

/// Whether the counters stay open: unit-days below the minimum because of training.
pub(crate) fn counters(below: usize, days: usize, language: Language) -> String {
    let (shown, days) = (count(below, language), count(days, language));
    match (below, language) {
        (0, Language::English) => format!(
            "Yes: on none of {days} unit-days does training take a unit below its minimum on duty."
        ),
        (0, Language::Indonesian) => format!(
            "Ya: dari {days} hari kerja seluruh unit, tidak sekali pun pelatihan membuat unit kerja kekurangan petugas minimum."
        ),
        (_, Language::English) => format!(
            "No: on {shown} of {days} unit-days training takes a unit below its minimum on duty."
        ),
        (_, Language::Indonesian) => format!(
            "Tidak: pada {shown} dari {days} hari kerja seluruh unit, pelatihan membuat unit kerja kekurangan petugas minimum."
        ),
    }
}

/// Unit-days below the minimum because of absences alone.
pub(crate) fn absent(days: usize, language: Language) -> String {
    let days = count(days, language);
    match language {
        Language::English => format!(
            "On {days} unit-days absences alone leave a unit below its minimum; nobody of it is in training then."
        ),
        Language::Indonesian => format!(
            "Pada {days} hari kerja unit, ketidakhadiran saja sudah membuat petugas di bawah minimum; tidak ada pegawainya yang sedang mengikuti pelatihan."
        ),
    }
}

/// How many sessions have days, and how many seats have none.
pub(crate) fn placed(sessions: usize, seats: usize, without: usize, language: Language) -> String {
    let (sessions, seats) = (count(sessions, language), count(seats, language));
    let without = count(without, language);
    match language {
        Language::English => format!(
            "{sessions} sessions with {seats} seats have their days; seats without a place: {without}."
        ),
        Language::Indonesian => format!(
            "{sessions} kelas dengan {seats} kursi sudah mendapat hari; kursi yang belum mendapat tempat: {without}."
        ),
    }
}

/// What becomes of seats without a place: how many are held in a later phase, how many are left.
pub(crate) fn caught_up(later: usize, left: usize, language: Language) -> String {
    let (later, left) = (count(later, language), count(left, language));
    match language {
        Language::English => format!(
            "What becomes of them: seats in a catch-up phase: {later}; seats for the next year's plan, which sees them first: {left}."
        ),
        Language::Indonesian => format!(
            "Tindak lanjutnya: kursi pada tahap susulan: {later}; kursi untuk rencana tahun berikutnya, yang didahulukan: {left}."
        ),
    }
}

/// Seats of a programme that are held in a later phase.
pub(crate) fn held_later(
    seats: usize,
    programme: &str,
    (phase, into): (&str, &str),
    language: Language,
) -> String {
    let seats = count(seats, language);
    match language {
        Language::English => {
            format!("{programme}: seats planned in {phase} and held in {into}: {seats}.")
        }
        Language::Indonesian => format!(
            "{programme}: kursi yang direncanakan pada {phase} dan dilaksanakan pada {into}: {seats}."
        ),
    }
}

/// Seats of a programme for which no later phase of the year has a place either.
pub(crate) fn carried_over(
    seats: usize,
    programme: &str,
    phase: &str,
    language: Language,
) -> String {
    let seats = count(seats, language);
    match language {
        Language::English => format!(
            "{programme}: seats planned in {phase} for which no later phase has a place, and which go to the next year's plan: {seats}."
        ),
        Language::Indonesian => format!(
            "{programme}: kursi yang direncanakan pada {phase}, tidak mendapat tempat pada tahap berikutnya, dan diteruskan ke rencana tahun berikutnya: {seats}."
        ),
    }
}

/// How many programmes have which verdict.
pub(crate) fn evaluated(counts: &[(String, usize)], language: Language) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(verdict, number)| format!("{verdict} {number}"))
        .collect();
    match (parts.is_empty(), language) {
        (true, Language::English) => "No outcomes are known yet.".to_owned(),
        (true, Language::Indonesian) => "Belum ada hasil yang diketahui.".to_owned(),
        (false, Language::English) => format!("Programmes with outcomes: {}.", parts.join(", ")),
        (false, Language::Indonesian) => {
            format!("Program yang sudah ada hasilnya: {}.", parts.join(", "))
        }
    }
}

/// That a list is cut.
pub(crate) fn first_of(shown: usize, all: usize, language: Language) -> Option<String> {
    if shown >= all {
        return None;
    }
    let (shown, all) = (count(shown, language), count(all, language));
    Some(match language {
        Language::English => {
            format!("The first {shown} of {all}; the tables beside this report have all.")
        }
        Language::Indonesian => format!(
            "{shown} yang pertama dari {all}; selengkapnya ada pada tabel yang menyertai laporan ini."
        ),
    })
}

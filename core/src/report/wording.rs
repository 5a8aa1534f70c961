//! The wording of the report in one place: every heading, label and legend in both languages.

use serde::Serialize;

use crate::need::NeedSources;
use crate::words::explanation::Language;

macro_rules! wording {
    ($($name:ident: $english:literal, $indonesian:literal;)+) => {
        /// Headings and labels of the report in one language; templates read them by name.
        #[derive(Clone, Copy, Debug, Serialize)]
        pub(crate) struct Wording {
            $(pub(crate) $name: &'static str,)+
        }

        impl Wording {
            /// The wording in a language.
            pub(crate) const fn of(language: Language) -> Self {
                match language {
                    Language::English => Self { $($name: $english,)+ },
                    Language::Indonesian => Self { $($name: $indonesian,)+ },
                }
            }

            /// All pairs: English, Indonesian.
            #[cfg(test)]
            pub(crate) const ALL: &'static [(&'static str, &'static str)] =
                &[$(($english, $indonesian),)+];
        }
    };
}

impl Wording {
    /// What each source of needs is called.
    pub(crate) const fn sources(self) -> [(NeedSources, &'static str); 7] {
        [
            (NeedSources::STANDARD, self.source_standard),
            (NeedSources::NEXT_POST, self.source_next_post),
            (NeedSources::DEMAND, self.source_demand),
            (NeedSources::PRIORITY, self.source_priority),
            (NeedSources::CERTIFICATE, self.source_certificate),
            (NeedSources::PERFORMANCE, self.source_performance),
            (NeedSources::OWN, self.source_own),
        ]
    }
}

wording! {
    title: "Competency development plan", "Rencana pengembangan kompetensi";
    as_of: "As of", "Keadaan per";
    contents: "Contents", "Isi";
    none: "None.", "Tidak ada.";

    summary: "In short", "Ringkasan";
    what_is_needed: "What is needed", "Apa yang dibutuhkan";
    what_it_costs: "What it costs", "Berapa biayanya";
    what_it_closes: "What it closes", "Apa yang tertutup";
    what_is_not_funded: "What is left out", "Apa yang belum tertampung";
    are_counters_open: "Do the counters stay open?", "Apakah loket tetap buka?";
    what_came_of_it: "What came of it so far?", "Apa hasilnya sejauh ini?";
    tile_short: "needs not met", "kebutuhan belum terpenuhi";
    tile_cost: "planned cost", "biaya rencana";
    tile_people: "people in training", "pegawai mengikuti program";
    tile_closed: "of the missing levels closed", "tingkat yang kurang akan tertutup";

    needs: "Needs and their reasons", "Kebutuhan dan alasannya";
    need_sources: "What the needs rest on", "Dasar kebutuhan";
    source: "Source", "Dasar";
    requirements: "Requirements", "Syarat";
    source_standard: "Standard of the post", "Standar kompetensi jabatan";
    source_demand: "Demand for services", "Permintaan layanan";
    source_priority: "Regional priority", "Prioritas daerah";
    source_next_post: "Next post", "Jabatan berikutnya";
    source_certificate: "Certificate that ends", "Sertifikat yang berakhir";
    source_performance: "Missed target", "Sasaran kinerja yang meleset";
    source_own: "Own source", "Dasar lain";
    sources_add_up: "A requirement may rest on several sources.", "Satu syarat dapat bertumpu pada beberapa dasar.";
    ranking: "Ranking of needs", "Peringkat kebutuhan";
    rank: "Rank", "Peringkat";
    competency: "Competency", "Kompetensi";
    kind: "Kind", "Jenis";
    code: "Code", "Kode";
    people: "People", "Pegawai";
    people_needing: "People who need it", "Pegawai yang membutuhkan";
    people_short: "Below standard", "Di bawah standar";
    mean_gap: "Mean gap", "Rata-rata kesenjangan";
    weighted_gap: "Weighted gap", "Kesenjangan berbobot";
    demand: "Demand for services and workload", "Permintaan layanan dan beban kerja";
    demand_stories: "Service by service", "Layanan demi layanan";
    service: "Service", "Layanan";
    unit: "Unit", "Unit kerja";
    cases_before: "Year before", "Tahun lalu";
    cases_now: "Last 12 months", "12 bulan terakhir";
    cases_expected: "Next 12 months", "12 bulan ke depan";
    growth: "Growth", "Tumbuh";
    people_needed: "People it takes, now → expected", "Kebutuhan pegawai, kini → nanti";
    people_there: "People there", "Pegawai tersedia";
    triage: "What is lacking", "Yang kurang";
    triage_neither: "nothing", "tidak ada";
    triage_competence: "competence", "kompetensi";
    triage_people: "people, not training", "pegawai, bukan pelatihan";
    triage_both: "people and competence", "pegawai dan kompetensi";
    triage_unknown: "cannot be told", "belum dapat dinilai";
    workload: "Workload of units", "Beban kerja unit";
    workload_needed: "People it takes, now → expected (least to most)", "Kebutuhan pegawai, kini → nanti (paling sedikit sampai paling banyak)";
    workload_ratio: "There ÷ needed", "Tersedia ÷ kebutuhan";
    workload_from: "Passed from", "Terlampaui mulai";
    workload_verdict: "Enough?", "Cukup?";
    workload_too_few: "too few", "kurang";
    workload_unsure: "unsure", "belum pasti";
    workload_enough: "enough", "cukup";
    workload_unknown: "cannot be told", "belum dapat dinilai";
    workload_note: "Allowances included. Too few: even the least of the expected work takes more than are there.", "Termasuk kelonggaran. Kurang: beban paling sedikit pun melebihi pegawai yang ada.";
    service_workload: "Work of each service, and what is lacking", "Beban kerja tiap layanan, dan apa yang kurang";
    served_by: "Served by (people)", "Dilayani oleh (pegawai)";
    time_there: "Their time for it, in people", "Waktu tersedia untuk layanan, setara orang";
    able_asked: "Able / asked to be able", "Mampu / diminta mampu";
    all_posts: "all posts of the unit", "semua jabatan di unit";
    nobody_serves: "nobody", "tidak ada";
    service_workload_note: "Allowances included, unlike in the list of demand. Who serves several services has their time split by the work of each. Whether people are lacking is told for the unit as a whole, since its people can help each other; competence is lacking if fewer are able than the service takes.", "Termasuk kelonggaran, berbeda dari daftar permintaan. Waktu pegawai yang melayani beberapa layanan dibagi menurut beban kerja masing-masing. Kekurangan pegawai dinilai untuk unit secara keseluruhan, karena pegawainya dapat saling membantu; kompetensi kurang bila yang mampu lebih sedikit daripada yang dibutuhkan layanan.";
    cohorts: "The same need over all units: candidates for a class", "Kebutuhan yang sama di semua unit: calon kelas";
    cohort_units: "Units", "Unit kerja";
    cohort_below: "Below the level", "Belum mencapai";
    holders: "Hold it today", "Sudah menguasai";
    headcount: "How many people must hold which level", "Berapa pegawai harus menguasai tingkat mana";
    level: "Level", "Tingkat";
    due: "By", "Paling lambat";
    reasons: "Some requirements with all their reasons", "Contoh syarat dengan semua alasannya";

    gaps: "Gaps", "Kesenjangan kompetensi";
    heat: "Mean gap by unit and competency", "Rata-rata kesenjangan per unit kerja dan kompetensi";
    heat_key: "Mean gap in levels over the people who need the competency; · nobody needs it; ? the level is not known.", "Rata-rata kesenjangan dalam tingkat, dihitung atas pegawai yang membutuhkan kompetensi itu; · tidak ada yang membutuhkan; ? tingkatnya belum diketahui.";
    scale: "Scale", "Skala";
    bands: "Job–person match (JPM) by unit", "Kesesuaian pegawai dengan jabatan (JPM) per unit kerja";
    rank_interval: "Rank may be (95 %)", "Peringkat mungkin (95 %)";
    base_rates: "Share of all people in each band of the match", "Bagian seluruh pegawai per kategori kesesuaian";
    band: "Band", "Kategori";
    share: "Share", "Bagian";
    share_interval: "Interval (95 %)", "Selang (95 %)";
    bands_counted: "People in each band of the match", "Jumlah pegawai per kategori kesesuaian";
    not_scored: "not scored", "tanpa nilai";
    all_units: "All units", "Semua unit kerja";

    plan: "Plan by phase", "Rencana per tahap";
    budget: "Budget", "Anggaran";
    budget_by_phase: "Planned cost within the budget of each phase", "Biaya rencana dalam anggaran tiap tahap";
    money_by_phase: "Money by phase", "Anggaran dan biaya per tahap";
    plan_lines: "Lines of the plan", "Baris rencana";
    closes_key: "Gap closed: competency and levels, summed over people, by the expectations of the catalogue. Value: levels weighted by importance, less for later phases.", "Kesenjangan tertutup: kompetensi dan tingkat, dijumlahkan atas pegawai, menurut harapan katalog. Nilai: tingkat berbobot kepentingan, berkurang pada tahap yang lebih lambat.";
    phase: "Phase", "Tahap";
    carried_in: "Carried in", "Sisa tahap lalu";
    spent: "Planned", "Direncanakan";
    left: "Left", "Sisa";
    total: "Total", "Jumlah";
    programme: "Programme", "Program";
    form: "Form", "Bentuk";
    provider: "Provider", "Mitra";
    sessions: "Sessions", "Kelas";
    cost: "Cost", "Biaya";
    closes: "Gap closed (levels)", "Kesenjangan tertutup (tingkat)";
    value: "Value", "Nilai";
    below_cut: "First programmes below the cut", "Program pertama di bawah batas";
    below_floor: "People below the yearly floor of hours", "Pegawai di bawah jumlah minimum JP setahun";
    why: "Why", "Sebab";
    hours_short: "Hours short (JP)", "Kekurangan JP";

    calendar: "Calendar of sessions", "Kalender kelas";
    session: "Session", "Kode kelas";
    session_dates: "Sessions by date", "Kelas menurut tanggal";
    why_then: "What holds sessions back", "Yang menunda kelas";
    dates: "Dates", "Tanggal";
    venue: "Venue", "Tempat";
    gantt: "Sessions over the year", "Kelas sepanjang tahun";
    gantt_closed: "holiday or closed to training", "hari libur atau tertutup untuk pelatihan";
    gantt_reduced: "shorter hours", "jam kerja berkurang";
    gantt_session: "session (with people)", "kelas (dengan jumlah pegawai)";
    slack_line: "Fewest people above the minimum on duty, over all units", "Kelebihan petugas paling sedikit di atas minimum, seluruh unit kerja";
    on_duty: "Least people on duty, by unit", "Petugas paling sedikit, per unit kerja";
    minimum: "Minimum", "Minimum";
    working_days: "Working days", "Hari kerja";
    worst_slack: "Least above minimum", "Kelebihan paling sedikit";
    worst_day: "First such day", "Hari pertama terjadi";
    days_below: "Days below", "Hari di bawah minimum";
    by_training: "Of these by training", "Di antaranya akibat pelatihan";
    unplaced: "Sessions without a place", "Kelas yang belum mendapat tempat";
    catch_up: "Caught up later in the year, or next year", "Susulan pada tahun ini atau tahun berikutnya";

    evaluation: "Evaluation", "Evaluasi";
    verdicts: "Verdict on each programme", "Kesimpulan per program";
    verdict: "Verdict", "Kesimpulan";
    scheduled: "People scheduled", "Peserta terjadwal";
    people_scheduled: "Scheduled so far", "Terjadwal sejauh ini";
    attended: "Attended", "Hadir";
    attended_unplanned: "Attended beyond the plan", "Hadir di luar rencana";
    measured: "People measured", "Peserta diukur";
    forest: "Change in levels with its interval", "Perubahan tingkat dengan selang kepercayaannya";
    forest_axis: "change in levels; diamond: what the catalogue expects", "perubahan tingkat; belah ketupat: harapan katalog";
    measures: "Measure by measure", "Ukuran demi ukuran";
    measures_key: "Effect size d_z: mean change divided by the standard deviation of changes. Hake gain: the part of the possible gain that was reached. Beyond comparison group: change minus the change of people who did not attend.", "Ukuran efek d_z: rata-rata perubahan dibagi simpangan baku perubahan. Gain Hake: bagian dari kenaikan yang mungkin yang tercapai. Di atas kelompok banding: perubahan dikurangi perubahan pegawai yang tidak ikut.";
    chain: "From liking it to using it: where the chain breaks", "Dari menyukai sampai memakai: di mana rantainya putus";
    levels: "Level by level", "Tingkat demi tingkat";
    measure: "Measure", "Ukuran";
    kirkpatrick: "Kirkpatrick level", "Tingkat Kirkpatrick";
    kirkpatrick_short: "Level", "Tingkat";
    before_after: "Before → after", "Sebelum → sesudah";
    reaction: "reaction", "reaksi";
    learning: "learning", "pembelajaran";
    behaviour: "behaviour", "perilaku";
    results: "results", "hasil";
    change: "Change", "Perubahan";
    interval: "Interval", "Selang";
    hake: "Hake gain", "Gain Hake";
    effect_size: "Effect size (d_z)", "Ukuran efek (d_z)";
    attainment: "Reached level", "Capai tingkat";
    difference: "Beyond comparison group", "Di atas kelompok banding";
    worthwhile: "worthwhile", "berarti";
    no_change: "no change", "tidak berubah";
    ledger: "Plan against actual", "Rencana dan pelaksanaan";
    hours_planned: "Hours planned (JP)", "JP direncanakan";
    hours_attended: "Hours attended (JP)", "JP dihadiri";
    cost_planned: "Cost planned", "Biaya direncanakan";

    follow_up: "Follow-up", "Tindak lanjut";
    actions: "What to do", "Yang perlu dilakukan";
    action: "Action", "Tindakan";
    evidence: "Evidence", "Bukti";
    beliefs: "Expected gains, before and after the outcomes", "Kenaikan yang diharapkan, sebelum dan sesudah ada hasil";
    catalogue: "Catalogue", "Katalog";
    observed: "Measured gain", "Kenaikan terukur";
    updated: "Next catalogue", "Katalog berikutnya";
    probability: "Probability of a worthwhile gain", "Peluang kenaikan yang berarti";
    programme_ranking: "Programmes by what people gain who take all that they teach", "Program menurut kenaikan peserta yang mengikuti semua isinya";
    gain: "Gain", "Kenaikan";
    plausible_ranks: "Plausible ranks", "Peringkat yang mungkin";
    best: "Chance of being best", "Peluang terbaik";
    information: "Where one more measured session pays", "Di mana satu pengukuran lagi sepadan biayanya";
    worth: "Worth", "Nilainya";
    cost_of_measuring: "Cost of measuring", "Biaya pengukuran";
    beliefs_key: "Mean ± standard deviation in levels; the measured gain ± its standard error.", "Rata-rata ± simpangan baku dalam tingkat; kenaikan terukur ± galat bakunya.";

    fingerprint: "Fingerprint", "Sidik data";
    version: "Version", "Versi";
    made_with: "Made with mahir", "Disusun dengan mahir";
    pseudonyms: "People stand here under their codes only; results about one person are in the tables beside this report.", "Pegawai hanya disebut dengan kodenya; hasil per pegawai ada pada tabel yang menyertai laporan ini.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_worded_in_both_languages() {
        assert!(Wording::ALL.len() > 100);
        for (english, indonesian) in Wording::ALL {
            assert!(!english.trim().is_empty() && !indonesian.trim().is_empty());
        }
        // The same in both languages: a loan word.
        let same: Vec<&str> = Wording::ALL
            .iter()
            .filter(|(english, indonesian)| english == indonesian)
            .map(|(english, _)| *english)
            .collect();
        assert_eq!(same, ["Minimum"]);
    }
}

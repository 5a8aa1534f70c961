//! What is lacking, in words, and the rule by which it is told.

use crate::need::{Needs, Triage, Unclear};
use crate::words::explanation::Language;

impl Triage {
    /// What is lacking, as people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Neither => language.choose(
                "enough people, and enough of them able",
                "pegawai cukup, dan cukup yang mampu",
            ),
            Self::LackOfCompetence => language.choose(
                "enough people, too few of them able: training helps",
                "pegawai cukup, tetapi yang mampu kurang: pengembangan kompetensi membantu",
            ),
            Self::LackOfPeople => language.choose(
                "too few people for the work: more people, not more training",
                "pegawai kurang untuk beban kerja: tambah pegawai, bukan tambah pelatihan",
            ),
            Self::Both => language.choose(
                "too few people, and too few of them able: training helps, but more people are needed too",
                "pegawai kurang, dan yang mampu juga kurang: pengembangan kompetensi membantu, tetapi pegawai juga perlu ditambah",
            ),
            Self::CannotTell => language.choose("cannot be told", "belum dapat dipastikan"),
        }
    }

    /// The rule by which it is told.
    pub const fn rule(language: Language) -> &'static str {
        language.choose(
            "People are lacking if the expected work of the unit takes more than work there; competence is lacking if fewer hold the asked levels than the service takes.",
            "Pegawai kurang bila perkiraan beban kerja unit melebihi pegawai yang ada; kompetensi kurang bila yang mencapai tingkat yang diminta lebih sedikit daripada yang dibutuhkan layanan.",
        )
    }
}

impl Unclear {
    /// The reason as people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NoMonths => language.choose(
                "no month is known",
                "tidak ada bulan yang diketahui",
            ),
            Self::OutOfDate => language.choose(
                "the last known month is more than a year ago",
                "bulan terakhir yang diketahui sudah lebih dari setahun lalu",
            ),
            Self::TooFewMonths => language.choose(
                "too few calendar months are known in both of the last two years",
                "terlalu sedikit bulan yang diketahui pada kedua tahun terakhir",
            ),
            Self::TooUneven => language.choose(
                "the months scatter too much to tell growth from none",
                "data bulanan terlalu naik turun untuk membedakan pertumbuhan dari tidak ada perubahan",
            ),
        }
    }

    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoMonths => "no_months",
            Self::OutOfDate => "out_of_date",
            Self::TooFewMonths => "too_few_months",
            Self::TooUneven => "too_uneven",
        }
    }
}

impl Needs {
    /// The figures of the triage of a row of [`Needs::demands`]: how many people the unit's work
    /// takes and has, and how many able people the service takes and has. Empty for a row that is
    /// not there.
    pub fn triage_why(&self, row: usize, language: Language) -> String {
        let Some(demand) = self.demands().get(row) else {
            return String::new();
        };
        let people = |thousandths: Option<u64>| match thousandths {
            Some(thousandths) => language.number(thousandths as f64 / 1_000.0, 1),
            None => "?".to_owned(),
        };
        let work = self.workload().iter().find(|work| work.unit == demand.unit);
        let (low, high) = (
            people(work.map(|work| work.needed_low)),
            people(work.map(|work| work.needed_high)),
        );
        let needed = people(demand.unit_workload_expected);
        let there = language.count(demand.people_there);
        let count =
            |count: Option<u32>| count.map_or("?".to_owned(), |count| language.count(count));
        let (asked, able) = (count(demand.people_asked), count(demand.people_able));
        let label = demand.triage.label(language);
        match language {
            Language::English => format!(
                "The unit's work takes {needed} people ({low} to {high}), {there} are there; the service takes {asked} able people, {able} are able. Finding: {label}."
            ),
            Language::Indonesian => format!(
                "Beban kerja unit membutuhkan {needed} orang ({low} sampai {high}), tersedia {there}; layanan membutuhkan {asked} orang yang mampu, yang mampu {able}. Kesimpulan: {label}."
            ),
        }
    }
}

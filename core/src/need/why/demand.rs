//! The story of a service's demand in words.

use crate::need::source::level;
use crate::need::workload::ServiceWorkload;
use crate::need::{ForecastMethod, HeadcountNeed, Needs, ServiceDemand, Trend, Unclear};
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, Index, PersonIndex};
use crate::words::measure::Month;

impl ForecastMethod {
    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::HoltWinters => {
                language.choose("Holt–Winters smoothing", "pemulusan Holt–Winters")
            }
            Self::SenLine => language.choose("Sen's line with seasons", "garis Sen dengan musim"),
            Self::Constant => language.choose("as it always was", "seperti biasanya"),
        }
    }

    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HoltWinters => "holt_winters",
            Self::SenLine => "sen_line",
            Self::Constant => "constant",
        }
    }
}

/// A month as people read it, such as `Mar 2026`.
fn month(month: Month, language: Language) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(month.year(), month.month(), 1);
    let day = first.map(|first| language.day(first)).unwrap_or_default();
    day.trim_start_matches("1 ").to_owned()
}

impl Needs {
    /// Why demand asks a person for a competency: one sentence for each headcount.
    pub(super) fn demand_in_words(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> Vec<String> {
        let agency = self.agency();
        self.headcounts()
            .iter()
            .enumerate()
            .filter(|(row, headcount)| {
                headcount.competency == competency
                    && self.nominees(*row).binary_search(&person).is_ok()
            })
            .map(|(_, headcount)| {
                let service = agency.services.name(headcount.service);
                let unit = agency.units.name(headcount.unit);
                let growth = self
                    .demands()
                    .iter()
                    .find(|demand| demand.service == headcount.service)
                    .map(|demand| growth_in_words(demand, language))
                    .unwrap_or_default();
                let asked = level(headcount.level, language);
                let people = language.count(headcount.people);
                let by = by(headcount, language);
                let posts = self
                    .service_workload()
                    .get(headcount.service.position())
                    .map(|work| posts_in_words(self, work, language))
                    .unwrap_or_default();
                match language {
                    Language::English => format!(
                        "Demand for {service}: {growth}; {unit} needs {people} {} at level {asked}{by}. {posts}",
                        if headcount.people == 1 { "person" } else { "people" },
                    ),
                    Language::Indonesian => format!(
                        "Permintaan {service}: {growth}; {unit} membutuhkan {people} orang pada tingkat {asked}{by}. {posts}",
                    ),
                }
            })
            .collect()
    }

    /// The story of a service's demand: where its volume goes and how sure that is, how many
    /// people that takes, who must hold what by when, and whether people or competence are lacking.
    /// Empty for a row of [`Needs::demands`] that is not there.
    pub fn demand_why(&self, row: usize, language: Language) -> String {
        let Some(demand) = self.demands().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let service = agency.services.name(demand.service);
        let unit = agency.units.name(demand.unit);
        let mut text = format!("{service} ({unit}): {}.", growth_in_words(demand, language));
        if let Some(sure) = certainty_in_words(demand, language) {
            text.push(' ');
            text.push_str(&sure);
        }
        text.push(' ');
        text.push_str(&people_in_words(demand, language));
        if let Some(work) = self.service_workload().get(demand.service.position()) {
            text.push(' ');
            text.push_str(&posts_in_words(self, work, language));
            if !work.posts.is_empty() {
                text.push(' ');
                text.push_str(&work.told(language));
            }
        }
        let asks: Vec<&HeadcountNeed> = self
            .headcounts()
            .iter()
            .filter(|headcount| headcount.service == demand.service)
            .collect();
        if let Some(first) = asks.first() {
            let each: Vec<String> = asks
                .iter()
                .map(|ask| self.headcount(ask, language))
                .collect();
            let by = by(first, language);
            text.push_str(&match language {
                Language::English => format!(" Needed{by}: {}.", each.join("; ")),
                Language::Indonesian => format!(" Dibutuhkan{by}: {}.", each.join("; ")),
            });
        }
        if let Some(passed) = demand.passed_in {
            let passed = month(passed, language);
            text.push_str(&match language {
                Language::English => {
                    format!(" Its work passes what the able people can do in {passed}.")
                }
                Language::Indonesian => {
                    format!(" Bebannya melampaui kemampuan pegawai yang mampu pada {passed}.")
                }
            });
        }
        if let (Some(asked), Some(able)) = (demand.people_asked, demand.people_able) {
            let (asked, able) = (language.count(asked), language.count(able));
            text.push_str(&match language {
                Language::English => format!(" Able today: {able}; needed: {asked}."),
                Language::Indonesian => {
                    format!(" Yang mampu saat ini: {able}; dibutuhkan: {asked}.")
                }
            });
        }
        let label = demand.triage.label(language);
        text.push_str(&match language {
            Language::English => format!(" Finding: {label}."),
            Language::Indonesian => format!(" Kesimpulan: {label}."),
        });
        text
    }

    fn headcount(&self, headcount: &HeadcountNeed, language: Language) -> String {
        let framework = &self.agency().framework;
        let name = framework.name_in(headcount.competency, language);
        let asked = level(headcount.level, language);
        let (people, holders) = (
            language.count(headcount.people),
            language.count(headcount.holders),
        );
        match language {
            Language::English => format!("{people} at level {asked} in {name} ({holders} are)"),
            Language::Indonesian => {
                format!("{people} orang tingkat {asked} untuk {name} (kini {holders})")
            }
        }
    }
}

/// Which posts serve a service, in a sentence.
fn posts_in_words(needs: &Needs, work: &ServiceWorkload, language: Language) -> String {
    let posts = &needs.agency().posts;
    let names: Vec<&str> = work.posts.iter().map(|&post| posts.name(post)).collect();
    let names = names.join(", ");
    match (language, work.posts.is_empty(), work.is_by_standard) {
        (Language::English, true, _) => "Nobody is there to serve it.".to_owned(),
        (Language::Indonesian, true, _) => "Belum ada pegawai yang melayaninya.".to_owned(),
        (Language::English, _, true) => format!("Posts that serve it: {names}."),
        (Language::Indonesian, _, true) => format!("Jabatan yang melayaninya: {names}."),
        (Language::English, _, false) => format!(
            "Posts that serve it: all of the unit ({names}), since the standard of none asks for all its competencies."
        ),
        (Language::Indonesian, _, false) => format!(
            "Jabatan yang melayaninya: semua jabatan di unit ({names}), karena tidak ada standar jabatan yang meminta seluruh kompetensinya."
        ),
    }
}

/// By which day a headcount is needed, with a blank before.
fn by(headcount: &HeadcountNeed, language: Language) -> String {
    let day = headcount.due.map(|due| language.day(due));
    match (language, day) {
        (_, None) => String::new(),
        (Language::English, Some(day)) => format!(" by {day}"),
        (Language::Indonesian, Some(day)) => format!(" paling lambat {day}"),
    }
}

fn people_in_words(demand: &ServiceDemand, language: Language) -> String {
    let people = |thousandths: Option<u64>| match thousandths {
        Some(thousandths) => language.number(thousandths as f64 / 1_000.0, 1),
        None => "?".to_owned(),
    };
    let now = people(demand.people_needed_now);
    let expected = people(demand.people_needed_expected);
    let range = match (demand.people_needed_low, demand.people_needed_high) {
        (Some(low), Some(high)) if low < high => {
            let (low, high) = (people(Some(low)), people(Some(high)));
            language
                .choose(" ({} to {})", " ({} sampai {})")
                .replacen("{}", &low, 1)
                .replacen("{}", &high, 1)
        }
        _ => String::new(),
    };
    let unit = people(demand.unit_workload_expected);
    let there = language.count(demand.people_there);
    match language {
        Language::English => format!(
            "Its workload takes {now} people now, {expected} expected{range}; all services of the unit take {unit}, and {there} work there."
        ),
        Language::Indonesian => format!(
            "Beban kerjanya membutuhkan {now} orang saat ini, {expected} orang nanti{range}; semua layanan unit ini membutuhkan {unit}, dan {there} pegawai bekerja di sana."
        ),
    }
}

/// How sure the growth and the expected volume are; `None` if nothing is told.
fn certainty_in_words(demand: &ServiceDemand, language: Language) -> Option<String> {
    let expected = demand.volume_expected?;
    let mut text = String::new();
    if let Some(interval) = demand
        .growth_interval
        .filter(|interval| interval.width() > 0.0)
    {
        // A minus sign, not a hyphen, and no minus before nothing.
        let percent = |share: f64| {
            let text = language.number(share * 100.0, 0);
            match text.strip_prefix('-') {
                Some("0") => "0".to_owned(),
                Some(digits) => format!("−{digits}"),
                None => text,
            }
        };
        let (low, high) = (percent(interval.low), percent(interval.high));
        let p = demand
            .p_value
            .map_or("?".to_owned(), |p| probability(p, language));
        text.push_str(&match language {
            Language::English => format!("Growth a year lies between {low} and {high} % (p {p}); "),
            Language::Indonesian => {
                format!("Pertumbuhan setahun antara {low} dan {high} % (p {p}); ")
            }
        });
    }
    let (low, high) = (language.count(expected.low), language.count(expected.high));
    let method = expected.method.label(language);
    text.push_str(&match language {
        Language::English => {
            format!("between {low} and {high} cases are to be expected ({method})")
        }
        Language::Indonesian => format!("diperkirakan antara {low} dan {high} berkas ({method})"),
    });
    if let Some(changed) = demand.changed_after {
        let changed = month(changed, language);
        text.push_str(&match language {
            Language::English => format!(". The change came at once, after {changed}"),
            Language::Indonesian => format!(". Perubahan terjadi sekaligus, setelah {changed}"),
        });
    }
    text.push('.');
    let mut letters = text.chars();
    let first = letters.next()?.to_uppercase();
    Some(first.chain(letters).collect())
}

fn probability(p: f64, language: Language) -> String {
    if p < 0.001 {
        return format!("< {}", language.number(0.001, 3));
    }
    language.number(p, 3)
}

/// Where a volume goes, in words.
fn growth_in_words(demand: &ServiceDemand, language: Language) -> String {
    let volume = |volume: Option<f64>| match volume {
        Some(volume) => language.number(volume, 0),
        None => "?".to_owned(),
    };
    let (before, now) = (volume(demand.volume_before), volume(demand.volume_now));
    let expected = volume(
        demand
            .volume_expected
            .map(|expected| expected.volume as f64),
    );
    let percent = demand.growth.map_or("?".to_owned(), |growth| {
        language.number(growth.abs() * 100.0, 0)
    });
    match (language, demand.trend) {
        (_, Trend::CannotTell) => {
            let months = language.count(demand.months_known);
            let why = demand
                .unclear
                .unwrap_or(Unclear::TooFewMonths)
                .label(language);
            match language {
                Language::English => format!(
                    "where the volume goes cannot be told from {months} known months: {why}"
                ),
                Language::Indonesian => format!(
                    "arah volume belum dapat dipastikan dari {months} bulan yang diketahui: {why}"
                ),
            }
        }
        (Language::English, Trend::Rising) => format!(
            "the volume rose by {percent} % in a year ({before} → {now} cases; {expected} expected)"
        ),
        (Language::English, Trend::Falling) => format!(
            "the volume fell by {percent} % in a year ({before} → {now} cases; {expected} expected)"
        ),
        (Language::English, Trend::Steady) => {
            format!("the volume is steady ({before} → {now} cases a year)")
        }
        (Language::Indonesian, Trend::Rising) => format!(
            "volume naik {percent} % dalam setahun ({before} → {now} berkas; diperkirakan {expected})"
        ),
        (Language::Indonesian, Trend::Falling) => format!(
            "volume turun {percent} % dalam setahun ({before} → {now} berkas; diperkirakan {expected})"
        ),
        (Language::Indonesian, Trend::Steady) => {
            format!("volume tetap ({before} → {now} berkas setahun)")
        }
    }
}

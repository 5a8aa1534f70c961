//! What an evaluation says, in words.

use super::Interval;
use super::artefact::{Evaluation, MeasureResult, Verdict};
use crate::outcome::MeasureOf;
use crate::words::explanation::Language;

fn interval(interval: Option<Interval>, language: Language) -> String {
    match interval {
        Some(interval) => format!(
            "{} … {}",
            language.number(interval.low, 2),
            language.number(interval.high, 2)
        ),
        None => "?".to_owned(),
    }
}

impl Evaluation {
    /// The name of a row's measure, as people read it.
    pub fn measure_name(&self, result: &MeasureResult, language: Language) -> String {
        match self.outcomes().measure_of(result.measure) {
            MeasureOf::Competency(competency) => self
                .agency()
                .framework
                .name_in(competency, language)
                .to_owned(),
            MeasureOf::Other => self
                .outcomes()
                .measures()
                .name(result.measure)
                .replace('_', " "),
        }
    }

    /// What a measure says of a programme, with its figures and the rule of its verdict. Empty for
    /// a row of [`Evaluation::results`] that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(result) = self.results().get(row) else {
            return String::new();
        };
        let programme = self.agency().programmes.name(result.programme);
        let measure = self.measure_name(result, language);
        let number = |value: Option<f64>| value.map_or("?".to_owned(), |v| language.number(v, 2));
        // Without a scale of its own a measure has no worthwhile change, and so no verdict.
        let verdict = match (self.outcomes().measure_of(result.measure), language) {
            (MeasureOf::Other, _) => String::new(),
            (MeasureOf::Competency(_), Language::English) => {
                format!(" Verdict: {}.", result.verdict.label(language))
            }
            (MeasureOf::Competency(_), Language::Indonesian) => {
                format!(" Kesimpulan: {}.", result.verdict.label(language))
            }
        };
        let level = result.kirkpatrick.number();
        if result.pairs == 0 {
            let (people, mean) = (result.people, number(result.mean_after));
            return match language {
                Language::English => format!(
                    "{programme}, {measure} (level {level}): mean {mean} of {people} people; nothing was measured before.{verdict}"
                ),
                Language::Indonesian => format!(
                    "{programme}, {measure} (tingkat {level}): rata-rata {mean} dari {people} orang; tidak ada pengukuran sebelumnya.{verdict}"
                ),
            };
        }
        let (pairs, change) = (result.pairs, number(result.change));
        let range = interval(result.change_interval, language);
        let comparison = result.difference.map_or_else(String::new, |difference| {
            let (difference, others) = (language.number(difference, 2), result.comparison_pairs);
            let range = interval(result.difference_interval, language);
            match language {
                Language::English => format!(
                    " Compared with {others} people who did not attend: {difference} ({range})."
                ),
                Language::Indonesian => {
                    format!(" Dibandingkan {others} orang yang tidak ikut: {difference} ({range}).")
                }
            }
        });
        match language {
            Language::English => format!(
                "{programme}, {measure} (level {level}): changed by {change} ({range}) for {pairs} people.{comparison}{verdict}"
            ),
            Language::Indonesian => format!(
                "{programme}, {measure} (tingkat {level}): berubah {change} ({range}) pada {pairs} orang.{comparison}{verdict}"
            ),
        }
    }

    /// Why a programme has its verdict. Empty for a row of [`Evaluation::verdicts`] that is not
    /// there.
    pub fn verdict_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.verdicts().get(row) else {
            return String::new();
        };
        let policy = self.policy();
        let worthwhile = language.number(policy.worthwhile_change, 2);
        let rule = match (row.verdict, language) {
            (Verdict::Works, Language::English) => format!(
                "the change is at least {worthwhile} levels and its interval lies above zero"
            ),
            (Verdict::Works, Language::Indonesian) => {
                format!("perubahan sekurangnya {worthwhile} tingkat dan selangnya di atas nol")
            }
            (Verdict::DoesNotWork, Language::English) => {
                format!("the interval of the change lies below {worthwhile} levels")
            }
            (Verdict::DoesNotWork, Language::Indonesian) => {
                format!("selang perubahan berada di bawah {worthwhile} tingkat")
            }
            (Verdict::Unclear, _) => language
                .choose(
                    "the interval allows both, or the measures disagree",
                    "selangnya memungkinkan keduanya, atau ukuran-ukurannya tidak sejalan",
                )
                .to_owned(),
            (Verdict::NotEnoughData, Language::English) => format!(
                "fewer than {} people were measured before and after",
                policy.pairs_at_least
            ),
            (Verdict::NotEnoughData, Language::Indonesian) => format!(
                "kurang dari {} orang diukur sebelum dan sesudah",
                policy.pairs_at_least
            ),
        };
        let verdict = row.verdict.label(language);
        let alarm = match (row.nothing_changed, language) {
            (false, _) => String::new(),
            (true, Language::English) => {
                " Alarm: nearly all attended and nothing changed.".to_owned()
            }
            (true, Language::Indonesian) => {
                " Peringatan: hampir semua hadir tetapi tidak ada yang berubah.".to_owned()
            }
        };
        format!("{verdict}: {rule}.{alarm}")
    }
}

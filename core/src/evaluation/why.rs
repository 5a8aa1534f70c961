//! What an evaluation says, in words.

use super::artefact::{Evaluation, MeasureResult, Verdict};
use super::verdicts::behind;
use super::{EvaluationPolicy, Interval};
use crate::outcome::MeasureOf;
use crate::words::explanation::Language;

fn number(value: Option<f64>, language: Language) -> String {
    value.map_or_else(|| "?".to_owned(), |value| language.number(value, 2))
}

fn range(interval: Option<Interval>, language: Language) -> String {
    interval.map_or_else(
        || "?".to_owned(),
        |interval| {
            format!(
                "{} … {}",
                language.number(interval.low, 2),
                language.number(interval.high, 2)
            )
        },
    )
}

/// The rule of a verdict, with the policy's figures.
fn rule(
    verdict: Verdict,
    worthwhile: f64,
    policy: &EvaluationPolicy,
    language: Language,
) -> String {
    let pairs = policy.pairs_at_least;
    let least = language.number(worthwhile.abs(), 2);
    let less = worthwhile < 0.0;
    match (verdict, language) {
        (Verdict::Works, Language::English) if less => {
            format!("the whole interval shows a fall of {least} or more")
        }
        (Verdict::Works, Language::English) => {
            format!("the whole interval shows a rise of {least} or more")
        }
        (Verdict::Works, Language::Indonesian) if less => {
            format!("seluruh selang menunjukkan penurunan {least} atau lebih")
        }
        (Verdict::Works, Language::Indonesian) => {
            format!("seluruh selang menunjukkan kenaikan {least} atau lebih")
        }
        (Verdict::DoesNotWork, Language::English) => {
            format!("the whole interval stays short of the worthwhile {least}")
        }
        (Verdict::DoesNotWork, Language::Indonesian) => {
            format!("seluruh selang belum mencapai {least} yang dianggap berarti")
        }
        (Verdict::Unclear, Language::English) => {
            format!("the interval allows both less and more than the worthwhile {least}")
        }
        (Verdict::Unclear, Language::Indonesian) => {
            format!("selangnya memungkinkan kurang maupun lebih dari {least} yang dianggap berarti")
        }
        (Verdict::NotEnoughData, Language::English) => {
            format!("fewer than {pairs} people were measured before and after")
        }
        (Verdict::NotEnoughData, Language::Indonesian) => {
            format!("kurang dari {pairs} orang diukur sebelum dan sesudah")
        }
        (Verdict::NotJudged, Language::English) => {
            "the rules do not say which change of this measure is worthwhile".to_owned()
        }
        (Verdict::NotJudged, Language::Indonesian) => {
            "aturan tidak menyebut perubahan ukuran ini yang dianggap berarti".to_owned()
        }
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
        let level = result.kirkpatrick.number();
        let what = match language {
            Language::English => format!("{programme}, {measure} (level {level})"),
            Language::Indonesian => format!("{programme}, {measure} (tingkat {level})"),
        };
        let mut text = format!("{what}: {}.", self.found(result, language));
        if let Some(compared) = self.compared(result, language) {
            text.push_str(&format!(" {compared}."));
        }
        if let (Some(attained), Some(of)) = (result.attained, result.attained_of) {
            text.push_str(&match language {
                Language::English => format!(" {attained} of {of} reach the level they need."),
                Language::Indonesian => {
                    format!(" {attained} dari {of} mencapai tingkat yang dibutuhkan.")
                }
            });
        }
        // Nobody asks for a verdict on how people liked it.
        if result.verdict != Verdict::NotJudged {
            let worthwhile = result.worthwhile.unwrap_or_default();
            let rule = rule(result.verdict, worthwhile, self.policy(), language);
            let verdict = result.verdict.label(language);
            text.push_str(&match language {
                Language::English => format!(" Verdict: {verdict}; {rule}."),
                Language::Indonesian => format!(" Kesimpulan: {verdict}; {rule}."),
            });
        }
        text
    }

    fn found(&self, result: &MeasureResult, language: Language) -> String {
        let (people, pairs) = (result.people, result.pairs);
        if pairs == 0 {
            let mean = number(result.mean_after, language);
            return match language {
                _ if people == 0 => language
                    .choose(
                        "nobody who attended was measured",
                        "belum ada peserta yang diukur",
                    )
                    .to_owned(),
                Language::English => {
                    format!("mean {mean} of {people} people; nothing was measured before")
                }
                Language::Indonesian => {
                    format!("rata-rata {mean} dari {people} orang; tidak ada pengukuran sebelumnya")
                }
            };
        }
        let change = number(result.change, language);
        let range = range(result.change_interval, language);
        match language {
            Language::English => format!("changed by {change} ({range}) for {pairs} people"),
            Language::Indonesian => format!("berubah {change} ({range}) pada {pairs} orang"),
        }
    }

    fn compared(&self, result: &MeasureResult, language: Language) -> Option<String> {
        let difference = language.number(result.difference?, 2);
        let range = range(result.difference_interval, language);
        let others = result.comparison_pairs;
        let enough = others >= self.policy().pairs_at_least;
        let mut text = match language {
            Language::English => {
                format!("Compared with {others} people who did not attend: {difference} ({range})")
            }
            Language::Indonesian => {
                format!("Dibandingkan {others} orang yang tidak ikut: {difference} ({range})")
            }
        };
        if !enough {
            text.push_str(
                language.choose(", too few to decide", ", terlalu sedikit untuk menentukan"),
            );
        }
        Some(text)
    }

    /// Why a programme has its verdict: the rule, and the measures behind it. Empty for a row of
    /// [`Evaluation::verdicts`] that is not there.
    pub fn verdict_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.verdicts().get(row) else {
            return String::new();
        };
        let policy = self.policy();
        let behind = behind(self.results_of(row.programme));
        let disagree = row.verdict == Verdict::Unclear
            && behind.iter().any(|result| result.verdict == Verdict::Works);
        // The measure whose verdict is the programme's tells by which figure.
        let deciding = behind.iter().find(|result| result.verdict == row.verdict);
        let worthwhile = deciding
            .and_then(|result| result.worthwhile)
            .unwrap_or(policy.worthwhile_change);
        let rule = if disagree {
            language
                .choose("its measures disagree", "ukuran-ukurannya tidak sejalan")
                .to_owned()
        } else {
            rule(row.verdict, worthwhile, policy, language)
        };
        let measures: Vec<String> = behind
            .iter()
            .filter_map(|result| {
                let change = result.judged_change(policy)?;
                Some(format!(
                    "{} {} ({}), n {}",
                    self.measure_name(result, language),
                    language.number(change.mean, 2),
                    range(Some(change.interval), language),
                    change.pairs
                ))
            })
            .collect();
        let mut text = format!("{}: {rule}.", row.verdict.label(language));
        if !measures.is_empty() {
            text.push_str(&format!(" {}.", measures.join("; ")));
        }
        if row.nothing_changed {
            text.push_str(language.choose(
                " Alarm: nearly all attended and nothing changed.",
                " Peringatan: hampir semua hadir tetapi tidak ada yang berubah.",
            ));
        }
        text
    }
}

//! What an evaluation says, in words.

use super::artefact::{Evaluation, MeasureResult, Verdict};
use super::comparison::{Comparison, ComparisonMethod};
use super::record::{KirkpatrickRecord, LevelRecord};
use super::verdicts::behind;
use super::{EvaluationPolicy, Interval};
use crate::outcome::{KirkpatrickLevel, MeasureOf};
use crate::statistics::Adjustment;
use crate::words::explanation::Language;
use crate::words::id::MeasureIndex;

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

fn interval(interval: Interval, language: Language) -> String {
    range(Some(interval), language)
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

/// Who is compared, in brackets with a space before; nothing if there is nothing to tell.
fn who(comparison: &Comparison, language: Language) -> String {
    let mut parts: Vec<String> = comparison
        .because
        .iter()
        .map(|(because, people)| format!("{people} {}", because.label(language)))
        .collect();
    if comparison.found > 0 {
        let found = comparison.found;
        parts.push(match language {
            Language::English => format!("{found} of them measured for other programmes"),
            Language::Indonesian => format!("{found} di antaranya diukur untuk program lain"),
        });
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

/// The change of a level of the record, or its mean.
fn of_level(level: &LevelRecord, language: Language) -> String {
    let what = match level.level {
        KirkpatrickLevel::Reaction => language.choose("reaction", "reaksi"),
        KirkpatrickLevel::Learning => language.choose("learning", "pembelajaran"),
        KirkpatrickLevel::Behaviour => language.choose("behaviour at work", "perilaku kerja"),
        KirkpatrickLevel::Results => language.choose("results", "hasil kerja"),
    };
    let later = level
        .months_after_learning
        .filter(|months| *months >= 0.05)
        .map_or_else(String::new, |months| {
            let months = language.number(months, 1);
            match language {
                Language::English => format!(", {months} months later"),
                Language::Indonesian => format!(", {months} bulan kemudian"),
            }
        });
    let mut found = Vec::new();
    match (level.mean, level.change) {
        (Some(mean), _) => {
            let mean = language.number(mean, 2);
            found.push(match language {
                Language::English => format!("mean {mean}"),
                Language::Indonesian => format!("rata-rata {mean}"),
            });
        }
        (None, Some(change)) => found.push(format!(
            "{} ({})",
            language.number(change, 2),
            range(level.interval, language)
        )),
        (None, None) => {}
    }
    if let Some(mean) = level.form_mean {
        let (forms, mean) = (level.forms, language.number(mean, 2));
        let ends = range(level.form_interval, language);
        found.push(match language {
            Language::English => {
                format!("questionnaire {mean} of 5 ({ends}) on {forms} forms")
            }
            Language::Indonesian => {
                format!("kuesioner {mean} dari 5 ({ends}) pada {forms} formulir")
            }
        });
    }
    // Nobody asks for a verdict on how people liked it.
    if level.level == KirkpatrickLevel::Reaction && !found.is_empty() {
        return format!("{what}{later} {}", found.join(", "));
    }
    let verdict = level.verdict.label(language);
    if found.is_empty() {
        format!("{what}{later} {verdict}")
    } else {
        format!("{what}{later} {}: {verdict}", found.join(", "))
    }
}

impl Evaluation {
    /// The four levels of a programme in one sentence, and where the chain breaks.
    pub fn record_why(&self, record: &KirkpatrickRecord, language: Language) -> String {
        let levels: Vec<String> = record
            .levels
            .iter()
            .map(|level| of_level(level, language))
            .collect();
        let mut text = levels.join("; ");
        if let Some(at) = record.breaks_at {
            text.push_str(match (at, language) {
                (KirkpatrickLevel::Behaviour, Language::English) => {
                    "; the chain breaks between learning and work"
                }
                (KirkpatrickLevel::Behaviour, Language::Indonesian) => {
                    "; rantai putus antara pembelajaran dan pekerjaan"
                }
                (KirkpatrickLevel::Results, Language::English) => {
                    "; the chain breaks between work and its results"
                }
                (KirkpatrickLevel::Results, Language::Indonesian) => {
                    "; rantai putus antara pekerjaan dan hasilnya"
                }
                (_, Language::English) => "; the chain breaks at learning",
                (_, Language::Indonesian) => "; rantai putus pada pembelajaran",
            });
        }
        text
    }

    /// What a reader should beware of.
    fn warnings(&self, result: &MeasureResult, language: Language) -> Vec<String> {
        let mut warnings = Vec::new();
        let Some(comparison) = result.comparison.as_deref() else {
            return warnings;
        };
        let value = |method| {
            comparison
                .estimate(method)
                .map_or_else(|| "?".to_owned(), |row| language.number(row.value, 2))
        };
        if comparison.sign_flips {
            let naive = value(ComparisonMethod::AfterOnly);
            let own = value(ComparisonMethod::DifferenceInDifferences);
            warnings.push(match language {
                Language::English => format!(
                    "Beware: by the values afterwards alone the difference would be {naive}; taking into account where both groups started it is {own}"
                ),
                Language::Indonesian => format!(
                    "Awas: menurut nilai sesudahnya saja selisihnya {naive}; dengan memperhitungkan keadaan awal kedua kelompok selisihnya {own}"
                ),
            });
        }
        if comparison.unlike {
            let adjusted = value(ComparisonMethod::CovarianceAnalysis);
            let matched = value(ComparisonMethod::Matched);
            warnings.push(match language {
                Language::English => format!(
                    "Both groups stood apart before; adjusted for that the difference is {adjusted}, among matched people {matched}"
                ),
                Language::Indonesian => format!(
                    "Kedua kelompok berbeda sejak awal; setelah disesuaikan selisihnya {adjusted}, di antara pegawai sepadan {matched}"
                ),
            });
        }
        warnings
    }

    /// Why a verdict that the measure alone would have is held back.
    fn held_back(&self, result: &MeasureResult, language: Language) -> String {
        let judged = self
            .results()
            .iter()
            .filter(|result| result.p_worthwhile.is_some())
            .count();
        let way = match self.policy().adjustment {
            Adjustment::Holm => "Holm",
            Adjustment::BenjaminiHochberg => "Benjamini–Hochberg",
            Adjustment::None => "–",
        };
        let p = number(result.p_adjusted, language);
        match language {
            Language::English => format!(
                "alone it would be beyond doubt; among {judged} measures that are judged it may be chance ({way}, p {p})"
            ),
            Language::Indonesian => format!(
                "sendirian tidak diragukan; di antara {judged} ukuran yang disimpulkan bisa saja kebetulan ({way}, p {p})"
            ),
        }
    }

    /// The name of a row's measure, as people read it.
    pub fn measure_name(&self, result: &MeasureResult, language: Language) -> String {
        self.name_of(result.measure, language)
    }

    /// The name of a measure, as people read it.
    pub(super) fn name_of(&self, measure: MeasureIndex, language: Language) -> String {
        match self.outcomes().measure_of(measure) {
            MeasureOf::Competency(competency) => self
                .agency()
                .framework
                .name_in(competency, language)
                .to_owned(),
            MeasureOf::Other => self.outcomes().measures().name(measure).replace('_', " "),
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
        for warning in self.warnings(result, language) {
            text.push_str(&format!(" {warning}."));
        }
        if let Some(raters) = &result.agreement {
            let (count, people) = (raters.raters, raters.people);
            let (one, all) = (
                language.number(raters.single, 2),
                language.number(raters.mean, 2),
            );
            let ends = range(raters.mean_interval, language);
            text.push_str(&match language {
                Language::English => format!(
                    " {count} raters of {people} people: the reliability of one is {one}, of their mean {all} ({ends})."
                ),
                Language::Indonesian => format!(
                    " {count} penilai atas {people} orang: keandalan satu penilai {one}, rata-rata mereka {all} ({ends})."
                ),
            });
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
            let rule = if result.held_back {
                self.held_back(result, language)
            } else {
                rule(result.verdict, worthwhile, self.policy(), language)
            };
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
        let who = result
            .comparison
            .as_ref()
            .map_or_else(String::new, |comparison| who(comparison, language));
        let mut text = match language {
            Language::English => {
                format!(
                    "Compared with {others} people who did not attend{who}: {difference} ({range})"
                )
            }
            Language::Indonesian => {
                format!("Dibandingkan {others} orang yang tidak ikut{who}: {difference} ({range})")
            }
        };
        let lot = result
            .comparison
            .as_ref()
            .and_then(|comparison| comparison.estimate(ComparisonMethod::DrawnByLot));
        if let Some(lot) = lot {
            let value = language.number(lot.value, 2);
            let ends = interval(lot.interval, language);
            let (own, others) = (lot.attended, lot.compared);
            text.push_str(&match language {
                Language::English => format!(
                    "; among those whose seats were drawn by lot, an experiment of {own} against {others}: {value} ({ends})"
                ),
                Language::Indonesian => format!(
                    "; di antara mereka yang kursinya diundi, suatu percobaan {own} lawan {others}: {value} ({ends})"
                ),
            });
        }
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
        } else if let Some(held) = deciding.filter(|result| result.held_back) {
            self.held_back(held, language)
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
        // Where some measures decide and others do not, the sentence is true of the former only.
        let decide = behind.iter().filter(|result| result.verdict == row.verdict);
        let names: Vec<String> = decide
            .map(|result| self.measure_name(result, language))
            .collect();
        let of = if disagree || names.is_empty() || names.len() == behind.len() {
            String::new()
        } else {
            let names = names.join(", ");
            match language {
                Language::English => format!(" in {names}"),
                Language::Indonesian => format!(" pada {names}"),
            }
        };
        let mut text = format!("{}: {rule}{of}.", row.verdict.label(language));
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

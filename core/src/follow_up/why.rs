//! The reasons of actions in words.

use super::artefact::{Action, ActionKind, EffectUpdate, FollowUp};
use super::decide::{deciding, is_liked};
use crate::outcome::KirkpatrickLevel;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, ProgrammeIndex};
use crate::words::measure::Rupiah;
use crate::workforce::People;

impl FollowUp {
    /// Why to do a row's action, with the evidence. Empty for a row of [`FollowUp::actions`] that
    /// is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(action) = self.actions().get(row) else {
            return String::new();
        };
        let programme = self.agency().programmes.name(action.programme);
        let label = action.kind.label(language);
        let mut text = format!("{programme} – {label}: {}", self.reason(action, language));
        if let Some(update) = deciding(self.updates_of(action.programme)).filter(|_| {
            action.kind != ActionKind::Repeat
                && action.probability.is_some()
                && action.competency.is_none()
        }) {
            text.push_str(&format!(". {}", self.evidence(update, language)));
        }
        if let Some(bought) = self.bought(action, language).filter(|_| !self.is_said(row)) {
            text.push_str(&format!(". {bought}"));
        }
        text.push('.');
        text
    }

    /// What was expected of an effect, measured, and is expected now, in words.
    pub fn effect_why(&self, update: &EffectUpdate, language: Language) -> String {
        let mut text = self.evidence(update, language);
        let moved = update.posterior_mean - update.prior_mean;
        if update.data_mean.is_none() && moved.abs() >= 0.005 {
            let moved = language.number(moved, 2);
            text.push_str(&match language {
                Language::English => {
                    format!("; other programmes of its form move that by {moved}")
                }
                Language::Indonesian => {
                    format!("; program lain yang sebentuk menggesernya {moved}")
                }
            });
        }
        text.push('.');
        text
    }

    /// What was expected, measured, and is expected now of an effect.
    fn evidence(&self, update: &EffectUpdate, language: Language) -> String {
        let number = |value: f64| language.number(value, 2);
        let competency = self.competency(update.competency, language);
        let prior = number(update.prior_mean);
        let Some((mean, error)) = update.data_mean.zip(update.data_standard_error) else {
            return match language {
                Language::English => {
                    format!("{competency}: {prior} levels expected, too few measured")
                }
                Language::Indonesian => {
                    format!(
                        "{competency}: diharapkan naik {prior} tingkat, yang diukur terlalu sedikit"
                    )
                }
            };
        };
        let people = People::count_in_words(update.people as usize, language);
        let (mean, error, now) = (number(mean), number(error), number(update.posterior_mean));
        let against = if update.compared {
            language.choose(
                ", against people who did not attend",
                ", dibandingkan yang tidak ikut",
            )
        } else {
            ""
        };
        match language {
            Language::English => format!(
                "{competency}: {prior} levels expected, {mean} ± {error} measured ({people}{against}), {now} expected now"
            ),
            Language::Indonesian => format!(
                "{competency}: diharapkan naik {prior} tingkat, terukur {mean} ± {error} ({people}{against}), kini diharapkan {now}"
            ),
        }
    }

    /// Whether an earlier action of the same programme has told what another round brings and costs.
    fn is_said(&self, row: usize) -> bool {
        let round = |action: &Action| {
            action.money.is_some()
                && matches!(
                    action.kind,
                    ActionKind::Continue
                        | ActionKind::Expand
                        | ActionKind::AdjustContent
                        | ActionKind::AdjustMethod
                )
        };
        self.actions().get(row).is_some_and(|action| {
            let earlier = self.actions().iter().take(row);
            round(action)
                && earlier
                    .rev()
                    .take_while(|other| other.programme == action.programme)
                    .any(round)
        })
    }

    /// What doing it brings and costs, and when to look again.
    fn bought(&self, action: &Action, language: Language) -> Option<String> {
        let levels = action.expected_levels?;
        let number = language.number(levels.abs(), 1);
        let money = action
            .money
            .map(|money| Rupiah::new(money.amount().saturating_abs()).show(language));
        let mut text = match (action.kind, money, language) {
            (ActionKind::Stop, Some(money), Language::English) => {
                format!("It would give up {number} levels and set {money} free")
            }
            (ActionKind::Stop, Some(money), Language::Indonesian) => {
                format!("Yang dilepas {number} tingkat, yang bebas {money}")
            }
            (ActionKind::Repeat, ..) => match language {
                Language::English => format!("Expected: {number} levels in all"),
                Language::Indonesian => format!("Diharapkan: {number} tingkat seluruhnya"),
            },
            (ActionKind::Continue | ActionKind::Expand, Some(money), Language::English) => {
                format!("Expected of another such round: {number} levels in all for {money}")
            }
            (ActionKind::Continue | ActionKind::Expand, Some(money), Language::Indonesian) => {
                format!(
                    "Diharapkan dari putaran berikutnya: {number} tingkat seluruhnya dengan {money}"
                )
            }
            (_, Some(money), Language::English) => {
                format!("As it is, another such round brings {number} levels in all for {money}")
            }
            (_, Some(money), Language::Indonesian) => {
                format!(
                    "Bila tetap begini, putaran berikutnya membawa {number} tingkat seluruhnya dengan {money}"
                )
            }
            (_, None, _) => return None,
        };
        if let (ActionKind::Continue | ActionKind::Expand, Some(date)) = (action.kind, action.date)
        {
            let day = language.day(date);
            text.push_str(&match language {
                Language::English => {
                    format!("; unused it is half forgotten in time, so assess again by {day}")
                }
                Language::Indonesian => format!(
                    "; yang tidak dipakai lama-lama terlupa, maka nilai ulang paling lambat {day}"
                ),
            });
        }
        Some(text)
    }

    fn competency(&self, competency: CompetencyIndex, language: Language) -> String {
        self.agency()
            .framework
            .name_in(competency, language)
            .to_owned()
    }

    /// What a questionnaire agrees with least; empty without one.
    fn lowest(
        &self,
        programme: ProgrammeIndex,
        kirkpatrick: KirkpatrickLevel,
        language: Language,
    ) -> String {
        let asked = self.evaluation().questionnaire(programme, kirkpatrick);
        let Some((element, mean)) = asked.and_then(|found| found.lowest()) else {
            return String::new();
        };
        let mean = language.number(*mean, 1);
        match language {
            Language::English => {
                format!(" (lowest in the questionnaire: {element}, {mean} of 5)")
            }
            Language::Indonesian => {
                format!(" (terendah dalam kuesioner: {element}, {mean} dari 5)")
            }
        }
    }

    fn reason(&self, action: &Action, language: Language) -> String {
        let gain = language.number(self.policy().worthwhile_gain, 2);
        let chance = action
            .probability
            .map_or_else(|| "?".to_owned(), |p| language.number(p * 100.0, 0));
        let people = |count: usize| People::count_in_words(count, language);
        match (action.kind, language) {
            (ActionKind::Continue, Language::English) => {
                format!("the chance of a gain of at least {gain} levels is {chance} %")
            }
            (ActionKind::Continue, Language::Indonesian) => {
                format!("peluang kenaikan sekurangnya {gain} tingkat adalah {chance} %")
            }
            (ActionKind::Expand, Language::English) => format!(
                "it works, the chance of a gain of at least {gain} levels is {chance} %, and people wait below the cut"
            ),
            (ActionKind::Expand, Language::Indonesian) => format!(
                "berhasil, peluang kenaikan sekurangnya {gain} tingkat adalah {chance} %, dan masih ada yang menunggu di bawah garis potong"
            ),
            (ActionKind::AdjustContent, _) if action.probability.is_none() => {
                let people = people(action.evidence_people as usize);
                match language {
                    Language::English => format!(
                        "what was learnt is used at work and brings no better results (level 4, {people}); look at whether it is what the service lacks"
                    ),
                    Language::Indonesian => format!(
                        "yang dipelajari dipakai di tempat kerja tetapi hasilnya tidak membaik (tingkat 4, {people}); tinjau apakah itu yang dibutuhkan layanan"
                    ),
                }
            }
            (ActionKind::AdjustContent, _) if action.competency.is_some() => {
                let people = people(action.evidence_people as usize);
                let part = action.competency.map_or_else(String::new, |competency| {
                    self.competency(competency, language)
                });
                match language {
                    Language::English => format!(
                        "the rest is learnt, and this part is not: {part}, where the chance of a gain of at least {gain} levels is {chance} % ({people}); look at what is taught of it"
                    ),
                    Language::Indonesian => format!(
                        "bagian lain dikuasai, bagian ini tidak: {part}, dengan peluang kenaikan sekurangnya {gain} tingkat {chance} % ({people}); tinjau materinya"
                    ),
                }
            }
            (ActionKind::AdjustContent, _) => {
                let asked = is_liked(self.evaluation(), self.policy(), action.programme).is_some();
                let lowest = self.lowest(action.programme, KirkpatrickLevel::Reaction, language);
                match language {
                    Language::English => format!(
                        "{} they do not learn: the chance of a gain of at least {gain} levels is {chance} %; look at what is taught{lowest}",
                        if asked {
                            "people like it, but"
                        } else {
                            "whether people like it was not asked;"
                        }
                    ),
                    Language::Indonesian => format!(
                        "{} tidak belajar: peluang kenaikan sekurangnya {gain} tingkat hanya {chance} %; tinjau materinya{lowest}",
                        if asked {
                            "peserta menyukainya, tetapi"
                        } else {
                            "kepuasan peserta tidak ditanyakan; mereka"
                        }
                    ),
                }
            }
            (ActionKind::AdjustMethod, _) if action.probability.is_none() => {
                let people = people(action.evidence_people as usize);
                let record = self
                    .evaluation()
                    .record(action.programme)
                    .map_or_else(String::new, |record| {
                        format!(" ({})", self.evaluation().record_why(record, language))
                    });
                let lowest = self.lowest(action.programme, KirkpatrickLevel::Behaviour, language);
                match language {
                    Language::English => format!(
                        "what was learnt does not show at work (level 3, {people}); look at the method and at the support afterwards{lowest}{record}"
                    ),
                    Language::Indonesian => format!(
                        "hasil belajar belum tampak di tempat kerja (tingkat 3, {people}); tinjau metode dan pendampingan sesudahnya{lowest}{record}"
                    ),
                }
            }
            (ActionKind::AdjustMethod, _) => {
                let lowest = self.lowest(action.programme, KirkpatrickLevel::Reaction, language);
                match language {
                    Language::English => format!(
                        "people did not like it and did not learn: the chance of {gain} levels is {chance} %; look at how it is taught{lowest}"
                    ),
                    Language::Indonesian => format!(
                        "peserta kurang menyukainya dan tidak belajar: peluang kenaikan {gain} tingkat hanya {chance} %; tinjau cara mengajarnya{lowest}"
                    ),
                }
            }
            (ActionKind::Repeat, _) => {
                let people = people(action.people.len());
                let competency = action.competency.map_or_else(String::new, |competency| {
                    self.competency(competency, language)
                });
                match language {
                    Language::English => {
                        format!("{people} attended and still lack the level needed in {competency}")
                    }
                    Language::Indonesian => format!(
                        "{people} sudah ikut tetapi belum mencapai tingkat yang dibutuhkan untuk {competency}"
                    ),
                }
            }
            (ActionKind::Reassess, _) => {
                let people = people(action.evidence_people as usize);
                let day = action.date.map(|date| language.day(date));
                match (language, day) {
                    (Language::English, Some(day)) => format!(
                        "what was measured ({people}) does not decide; measure before and after, by {day}"
                    ),
                    (Language::English, None) => format!(
                        "what was measured ({people}) does not decide; measure before and after"
                    ),
                    (Language::Indonesian, Some(day)) => format!(
                        "hasil pengukuran ({people}) belum menentukan; ukur sebelum dan sesudah, paling lambat {day}"
                    ),
                    (Language::Indonesian, None) => format!(
                        "hasil pengukuran ({people}) belum menentukan; ukur sebelum dan sesudah"
                    ),
                }
            }
            (ActionKind::Stop, Language::English) => {
                format!("a gain of {gain} levels is unlikely ({chance} %)")
            }
            (ActionKind::Stop, Language::Indonesian) => {
                format!("kenaikan {gain} tingkat kecil kemungkinannya ({chance} %)")
            }
        }
    }
}

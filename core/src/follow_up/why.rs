//! The reasons of actions in words.

use super::artefact::{Action, ActionKind, EffectUpdate, FollowUp};
use super::decide::{deciding, is_liked};
use crate::words::explanation::Language;
use crate::words::id::CompetencyIndex;
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
        if let Some(update) = deciding(self.updates_of(action.programme))
            .filter(|_| action.kind != ActionKind::Repeat && action.probability.is_some())
        {
            text.push_str(&format!(". {}", self.evidence(update, language)));
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

    fn competency(&self, competency: CompetencyIndex, language: Language) -> String {
        self.agency()
            .framework
            .name_in(competency, language)
            .to_owned()
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
            (ActionKind::AdjustContent, _) => {
                let asked = is_liked(self.evaluation(), self.policy(), action.programme).is_some();
                match language {
                    Language::English => format!(
                        "{} they do not learn: the chance of a gain of at least {gain} levels is {chance} %; look at what is taught",
                        if asked {
                            "people like it, but"
                        } else {
                            "whether people like it was not asked;"
                        }
                    ),
                    Language::Indonesian => format!(
                        "{} tidak belajar: peluang kenaikan sekurangnya {gain} tingkat hanya {chance} %; tinjau materinya",
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
                match language {
                    Language::English => format!(
                        "what was learnt does not show at work (level 3, {people}); look at the method and at the support afterwards"
                    ),
                    Language::Indonesian => format!(
                        "hasil belajar belum tampak di tempat kerja (tingkat 3, {people}); tinjau metode dan pendampingan sesudahnya"
                    ),
                }
            }
            (ActionKind::AdjustMethod, Language::English) => format!(
                "people did not like it and did not learn: the chance of {gain} levels is {chance} %; look at how it is taught"
            ),
            (ActionKind::AdjustMethod, Language::Indonesian) => format!(
                "peserta kurang menyukainya dan tidak belajar: peluang kenaikan {gain} tingkat hanya {chance} %; tinjau cara mengajarnya"
            ),
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

//! The reasons of actions in words.

use super::artefact::{ActionKind, FollowUp};
use crate::words::explanation::Language;
use crate::workforce::People;

impl FollowUp {
    /// Why to do a row's action. Empty for a row of [`FollowUp::actions`] that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(action) = self.actions().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let policy = self.policy();
        let percent = |probability: f64| language.number(probability * 100.0, 0);
        let chance = action.probability.map_or("?".to_owned(), percent);
        let gain = language.number(policy.worthwhile_gain, 2);
        let evidence = People::count_in_words(action.evidence_people as usize, language);
        let reason = match (action.kind, language) {
            (ActionKind::Continue, Language::English) => {
                format!("a gain of at least {gain} levels is likely ({chance} %, from {evidence})")
            }
            (ActionKind::Continue, Language::Indonesian) => format!(
                "kenaikan sekurangnya {gain} tingkat mungkin sekali ({chance} %, dari {evidence})"
            ),
            (ActionKind::Expand, Language::English) => format!(
                "a gain of at least {gain} levels is very likely ({chance} %, from {evidence}), and people wait below the cut"
            ),
            (ActionKind::Expand, Language::Indonesian) => format!(
                "kenaikan sekurangnya {gain} tingkat sangat mungkin ({chance} %, dari {evidence}), dan masih ada yang menunggu di bawah garis potong"
            ),
            (ActionKind::AdjustContent, Language::English) => format!(
                "people liked it but did not learn enough (chance of {gain} levels: {chance} %, from {evidence}); look at what is taught"
            ),
            (ActionKind::AdjustContent, Language::Indonesian) => format!(
                "peserta menyukainya tetapi belum cukup belajar (peluang {gain} tingkat: {chance} %, dari {evidence}); tinjau materinya"
            ),
            (ActionKind::AdjustMethod, Language::English) => format!(
                "the chain breaks in how it is taught or used at work (chance of {gain} levels: {chance} %, from {evidence}); look at the method and the support afterwards"
            ),
            (ActionKind::AdjustMethod, Language::Indonesian) => format!(
                "rantainya putus pada cara mengajar atau penerapan di tempat kerja (peluang {gain} tingkat: {chance} %, dari {evidence}); tinjau metode dan pendampingan sesudahnya"
            ),
            (ActionKind::Repeat, _) => {
                let people = People::count_in_words(action.people.len(), language);
                let competency = action.competency.map_or("", |competency| {
                    agency.framework.name_in(competency, language)
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
                let day = action.date.map(|date| language.day(date));
                match (language, day) {
                    (Language::English, Some(day)) => {
                        format!("too little is known (from {evidence}); measure again by {day}")
                    }
                    (Language::English, None) => {
                        format!("too little is known (from {evidence}); measure before and after")
                    }
                    (Language::Indonesian, Some(day)) => format!(
                        "data belum cukup (dari {evidence}); ukur kembali paling lambat {day}"
                    ),
                    (Language::Indonesian, None) => {
                        format!("data belum cukup (dari {evidence}); ukur sebelum dan sesudah")
                    }
                }
            }
            (ActionKind::Stop, Language::English) => {
                format!("a gain of {gain} levels is unlikely ({chance} %, from {evidence})")
            }
            (ActionKind::Stop, Language::Indonesian) => format!(
                "kenaikan {gain} tingkat kecil kemungkinannya ({chance} %, dari {evidence})"
            ),
        };
        let programme = agency.programmes.name(action.programme);
        format!("{programme} – {}: {reason}.", action.kind.label(language))
    }
}

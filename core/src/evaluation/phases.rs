//! Effects phase by phase: what came of people in the phase in which they attended and in later
//! ones, and whether they already moved apart from the others before.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::groups::Attendances;
use super::observations::latest;
use super::{Evaluation, EvaluationPolicy, Interval};
use crate::agency::Agency;
use crate::outcome::{KirkpatrickLevel, Outcome, OutcomeGroup};
use crate::statistics::{EventEffect, PanelValue, event_study};
use crate::words::explanation::Language;
use crate::words::id::{Index, MeasureIndex, PersonIndex, ProgrammeIndex};
use crate::words::measure::Date;

/// The effect so many phases after attendance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhaseEffect {
    /// Phases since attendance; 0 is the phase of the session, below zero is before it, where an
    /// effect speaks against the comparison.
    pub since: i64,
    /// People who attended, behind it.
    pub attended: u32,
    /// People who had not attended by then, behind it, counted for every phase that uses them.
    pub waiting: u32,
    /// The effect, in units of the measure: the change since the phase before attendance (before
    /// attendance: since one phase earlier), less that of the people who wait.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
    /// Whether both sides have as many people as the policy asks for.
    pub enough: bool,
}

/// Whether those who attended moved apart from the others already before they attended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreTrend {
    /// Too few people were measured in two phases before they attended.
    NotMeasured,
    /// They did not beyond doubt; which proves less the fewer they are.
    NotSeen,
    /// They did beyond doubt, Bonferroni's correction for several phases included.
    Seen,
}

impl PreTrend {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotMeasured => "not_measured",
            Self::NotSeen => "not_seen",
            Self::Seen => "seen",
        }
    }
}

/// The effects of a programme in one measure, phase by phase (Callaway & Sant'Anna 2021, as
/// [`event_study`] has it). The first period is the time before the first phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventStudy {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// Which measure.
    pub measure: MeasureIndex,
    /// On which of Kirkpatrick's levels.
    pub kirkpatrick: KirkpatrickLevel,
    /// By phases since attendance.
    pub effects: Vec<PhaseEffect>,
    /// What the phases before attendance say.
    pub pre_trend: PreTrend,
}

/// The period of a day: 0 before the first phase, then the number of phases that have begun.
fn period(agency: &Agency, day: Date) -> u32 {
    let begun = agency
        .phases
        .indices()
        .filter(|&phase| agency.phases.from(phase) <= day);
    u32::try_from(begun.count()).unwrap_or(u32::MAX)
}

type Values = BTreeMap<(PersonIndex, u32), Vec<(Option<Date>, Option<f64>)>>;

/// Every value of every person by period. A value before counts for the period before the one of
/// its row and before attendance, unless somebody measured in that period.
fn panel(
    agency: &Agency,
    attendances: &Attendances,
    programme: ProgrammeIndex,
    rows: &[&Outcome],
) -> Vec<PanelValue> {
    let mut attended: BTreeMap<PersonIndex, Date> = BTreeMap::new();
    for row in rows {
        let Some(person) = row.person else { continue };
        let session = attendances.first_day(programme, person);
        let seen = row
            .date
            .filter(|_| row.programme == programme && row.group == OutcomeGroup::Attended);
        for day in session.into_iter().chain(seen) {
            let first = attended.entry(person).or_insert(day);
            *first = day.min(*first);
        }
    }
    let when = |person: PersonIndex| attended.get(&person).map(|&day| period(agency, day));
    let (mut after, mut before) = (Values::new(), Values::new());
    for row in rows {
        let (Some(person), Some(day)) = (row.person, row.date) else {
            continue;
        };
        let at = period(agency, day);
        after
            .entry((person, at))
            .or_default()
            .push((Some(day), row.after));
        let own = when(person).filter(|_| row.group == OutcomeGroup::Attended);
        if let Some(at) = own.map_or(at, |own| own.min(at)).checked_sub(1) {
            before
                .entry((person, at))
                .or_default()
                .push((Some(day), row.before));
        }
    }
    let of = |values: Values| -> BTreeMap<(PersonIndex, u32), f64> {
        values
            .into_iter()
            .filter_map(|(at, values)| Some((at, latest(values.into_iter())?)))
            .collect()
    };
    let mut all = of(before);
    all.extend(of(after));
    all.into_iter()
        .filter_map(|((person, period), value)| {
            Some(PanelValue {
                person: u32::try_from(person.position()).ok()?,
                period,
                value,
                attended_in: when(person),
            })
        })
        .collect()
}

/// The effects by phase of one measure; `None` if nobody was measured in two phases on both sides.
pub(super) fn study(
    agency: &Agency,
    policy: &EvaluationPolicy,
    attendances: &Attendances,
    (programme, kirkpatrick, measure): (ProgrammeIndex, KirkpatrickLevel, MeasureIndex),
    rows: &[&Outcome],
) -> Option<EventStudy> {
    let values = panel(agency, attendances, programme, rows);
    let cohorts: BTreeSet<_> = values.iter().filter_map(|row| row.attended_in).collect();
    if cohorts.is_empty() {
        return None;
    }
    let least = usize::try_from(policy.pairs_at_least).unwrap_or(usize::MAX);
    let enough = |effect: &EventEffect| effect.attended >= least && effect.waiting >= least;
    let found = event_study(&values, policy.confidence);
    let told = |effect: &EventEffect| effect.since < 0 && enough(effect);
    let earlier = found.iter().filter(|effect| told(effect)).count();
    let pre_trend = if earlier == 0 {
        PreTrend::NotMeasured
    } else {
        let confidence = 1.0 - (1.0 - policy.confidence) / earlier as f64;
        let apart = event_study(&values, confidence)
            .iter()
            .any(|effect| told(effect) && !effect.interval.contains(0.0));
        if apart {
            PreTrend::Seen
        } else {
            PreTrend::NotSeen
        }
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let effects: Vec<PhaseEffect> = found
        .iter()
        .map(|effect| PhaseEffect {
            since: effect.since,
            attended: count(effect.attended),
            waiting: count(effect.waiting),
            effect: effect.effect,
            standard_error: effect.standard_error,
            interval: effect.interval,
            enough: enough(effect),
        })
        .collect();
    (!effects.is_empty()).then_some(EventStudy {
        programme,
        measure,
        kirkpatrick,
        effects,
        pre_trend,
    })
}

impl Evaluation {
    /// Effects phase by phase, in the order of [`Evaluation::results`]; measures without people who
    /// were measured in two phases on both sides have none.
    pub fn event_studies(&self) -> &[EventStudy] {
        &self.content.event_studies
    }

    /// What the phases say, in words: the effect by phase, and whether both groups moved alike
    /// before. Empty for a row of [`Evaluation::event_studies`] that is not there.
    pub fn event_study_why(&self, row: usize, language: Language) -> String {
        let Some(study) = self.event_studies().get(row) else {
            return String::new();
        };
        let shown = |effect: &PhaseEffect| {
            format!(
                "{} ({} … {})",
                language.number(effect.effect, 2),
                language.number(effect.interval.low, 2),
                language.number(effect.interval.high, 2)
            )
        };
        let parts: Vec<String> = study
            .effects
            .iter()
            .filter(|effect| effect.since >= 0)
            .map(|effect| {
                let (since, effect_shown) = (effect.since, shown(effect));
                let (attended, waiting) = (effect.attended, effect.waiting);
                match (since, language) {
                    (0, Language::English) => format!("in the phase of attendance {effect_shown}, {attended} attended and {waiting} waited"),
                    (0, Language::Indonesian) => format!("pada tahap keikutsertaan {effect_shown}, {attended} ikut dan {waiting} menunggu"),
                    (1, Language::English) => format!("one phase later {effect_shown}, {attended} and {waiting}"),
                    (_, Language::English) => format!("{since} phases later {effect_shown}, {attended} and {waiting}"),
                    (_, Language::Indonesian) => format!("{since} tahap kemudian {effect_shown}, {attended} dan {waiting}"),
                }
            })
            .collect();
        let before = study
            .effects
            .iter()
            .filter(|effect| effect.since < 0 && effect.enough)
            .max_by(|one, other| one.effect.abs().total_cmp(&other.effect.abs()))
            .map(shown)
            .unwrap_or_default();
        let trend = match (study.pre_trend, language) {
            (PreTrend::NotMeasured, Language::English) => "Too few were measured in two phases before they attended, so whether both groups moved alike before cannot be told".to_owned(),
            (PreTrend::NotMeasured, Language::Indonesian) => "Terlalu sedikit yang diukur pada dua tahap sebelum ikut, jadi belum dapat dikatakan apakah kedua kelompok bergerak serupa sebelumnya".to_owned(),
            (PreTrend::NotSeen, Language::English) => format!("Before attendance no difference of trends is seen (largest {before}), so nothing speaks against the comparison"),
            (PreTrend::NotSeen, Language::Indonesian) => format!("Sebelum keikutsertaan tidak terlihat perbedaan tren (terbesar {before}), jadi tidak ada yang membantah perbandingan ini"),
            (PreTrend::Seen, Language::English) => format!("Beware: both groups moved apart already before attendance (largest {before}), so the comparison may mislead"),
            (PreTrend::Seen, Language::Indonesian) => format!("Awas: kedua kelompok sudah bergerak berbeda sebelum keikutsertaan (terbesar {before}), jadi perbandingan ini bisa menyesatkan"),
        };
        let programme = self.agency().programmes.name(study.programme);
        let measure = self.name_of(study.measure, language);
        if parts.is_empty() {
            format!("{programme}, {measure}: {trend}.")
        } else {
            format!("{programme}, {measure}: {}. {trend}.", parts.join("; "))
        }
    }
}

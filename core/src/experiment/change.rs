//! Changes to an agency, as values: what if the budget were cut?

use serde::{Deserialize, Serialize};

use super::ExperimentError;
use crate::agency::{Agency, AgencyFacts};
use crate::calendar::{Phases, PhasesBuilder};
use crate::catalogue::ProgrammeForm;
use crate::words::explanation::Language;
use crate::words::id::{Ids, Index};
use crate::words::measure::{Date, Rupiah, Share};

/// A change to what an agency has, as a value that can be saved, shown and made.
///
/// Names stay, so that the same people and programmes can be compared before and after: a programme
/// that is not offered any more keeps its place and has no session in any phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// All budgets times a factor, 0 to 1,000: `budget × 0.8`.
    Budget {
        /// 0.8 for a cut by a fifth.
        factor: f64,
    },
    /// Prices times a factor, 0 to 1,000, of one provider or of all.
    Prices {
        /// 1.1 for a tenth more.
        factor: f64,
        /// The provider's id; none for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<String>,
    },
    /// A provider's agreement ends on the day before: `provider withdraws in June`.
    ProviderWithdraws {
        /// The provider's id.
        provider: String,
        /// The first day on which it is gone.
        from: Date,
    },
    /// What people asked for within the last twelve known months times a factor, 0 to 1,000, of one
    /// service or of all: `applications + 50 %`.
    Volumes {
        /// 1.5 for half as many again.
        factor: f64,
        /// The service's id; none for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<String>,
    },
    /// No least number of training hours a year.
    NoHoursFloor,
    /// A unit's minimum on duty.
    MinimumOnDuty {
        /// The unit's id.
        unit: String,
        /// The fewest people on duty.
        people: u32,
    },
    /// The share of a unit's working hours in a phase that may go into training.
    CoverShare {
        /// 0 to 1.
        share: f64,
    },
    /// Only programmes of some forms are offered.
    OnlyForms {
        /// The forms that stay.
        forms: Vec<ProgrammeForm>,
    },
    /// A programme is not offered.
    WithoutProgramme {
        /// The programme's id.
        programme: String,
    },
    /// Programmes of a form can be held so many times as often in a phase, 1 to 1,000.
    Sessions {
        /// The form.
        form: ProgrammeForm,
        /// 2 for twice as many.
        times: u32,
    },
}

impl Change {
    /// The change in words.
    ///
    /// ```
    /// use mahir::experiment::Change;
    /// use mahir::words::explanation::Language;
    ///
    /// let cut = Change::Budget { factor: 0.8 };
    /// assert_eq!(cut.explain(Language::English), "budget × 0.8");
    /// assert_eq!(cut.explain(Language::Indonesian), "anggaran × 0,8");
    /// ```
    pub fn explain(&self, language: Language) -> String {
        let number = |value: f64| {
            let text = value.to_string();
            match language {
                Language::English => text,
                Language::Indonesian => text.replace('.', ","),
            }
        };
        let of =
            |what: &Option<String>| what.as_ref().map_or(String::new(), |id| format!(" ({id})"));
        match self {
            Self::Budget { factor } => {
                format!(
                    "{} × {}",
                    language.choose("budget", "anggaran"),
                    number(*factor)
                )
            }
            Self::Prices { factor, provider } => format!(
                "{}{} × {}",
                language.choose("prices", "harga"),
                of(provider),
                number(*factor)
            ),
            Self::ProviderWithdraws { provider, from } => format!(
                "{provider} {} {}",
                language.choose("withdraws on", "mundur pada"),
                language.day(*from)
            ),
            Self::Volumes { factor, service } => format!(
                "{}{} × {}",
                language.choose("volumes", "volume layanan"),
                of(service),
                number(*factor)
            ),
            Self::NoHoursFloor => language
                .choose("no floor of hours", "tanpa batas bawah jam pelajaran")
                .to_owned(),
            Self::MinimumOnDuty { unit, people } => format!(
                "{} {unit}: {people}",
                language.choose("minimum on duty in", "petugas minimum di")
            ),
            Self::CoverShare { share } => format!(
                "{}: {} %",
                language.choose(
                    "share of working hours for training",
                    "bagian jam kerja untuk pelatihan"
                ),
                number((share * 1e6).round() / 1e4)
            ),
            Self::OnlyForms { forms } => {
                let names: Vec<&str> = forms.iter().map(|form| form.label(language)).collect();
                format!("{} {}", language.choose("only", "hanya"), names.join(", "))
            }
            Self::WithoutProgramme { programme } => {
                format!("{} {programme}", language.choose("without", "tanpa"))
            }
            Self::Sessions { form, times } => format!(
                "{} ({}) × {times}",
                language.choose("sessions", "kelas"),
                form.label(language)
            ),
        }
    }

    fn fault(&self, found: String, expected: &str) -> ExperimentError {
        ExperimentError::Change {
            change: self.explain(Language::English),
            found,
            expected: expected.to_owned(),
        }
    }

    fn factor(&self, factor: f64) -> Result<f64, ExperimentError> {
        if (0.0..=1_000.0).contains(&factor) {
            Ok(factor)
        } else {
            Err(self.fault(format!("a factor of {factor}"), "a factor from 0 to 1,000"))
        }
    }

    fn find<I: Index>(&self, ids: &Ids<I>, id: &str, what: &str) -> Result<I, ExperimentError> {
        ids.find(id).ok_or_else(|| {
            let known: Vec<&str> = ids.names().take(20).collect();
            let expected = format!("the id of a {what}, such as {}", known.join(", "));
            self.fault(format!("'{}'", crate::words::fault::shown(id)), &expected)
        })
    }

    /// Makes the change to facts.
    fn make(&self, facts: &mut AgencyFacts) -> Result<(), ExperimentError> {
        match self {
            Self::Budget { factor } => {
                let factor = self.factor(*factor)?;
                facts.phases = phases(&facts.phases, factor)
                    .map_err(|error| self.fault(error.to_string(), "phases with budgets"))?;
                facts.budget.total = facts.budget.total.map(|total| times(total, factor));
            }
            Self::Prices { factor, provider } => {
                let factor = self.factor(*factor)?;
                let of = provider
                    .as_ref()
                    .map(|id| self.find(facts.providers.ids(), id, "provider"))
                    .transpose()?;
                let programmes = &mut facts.programmes;
                for place in 0..programmes.len() {
                    if of.is_none_or(|provider| programmes.providers[place] == provider) {
                        for cost in [
                            &mut programmes.cost_per_session[place],
                            &mut programmes.cost_per_seat[place],
                        ] {
                            *cost = times(*cost, factor);
                        }
                    }
                }
            }
            Self::ProviderWithdraws { provider, from } => {
                let found = self.find(facts.providers.ids(), provider, "provider")?;
                let last = from.pred_opt().unwrap_or(*from);
                let agreement = &mut facts.providers.agreements[found.position()];
                let until = agreement.until.map_or(last, |until| until.min(last));
                agreement.until = Some(until);
                // An agreement that would begin later never does: no day of it is left but its end.
                agreement.from = agreement.from.map(|from| from.min(until));
            }
            Self::Volumes { factor, service } => {
                let factor = self.factor(*factor)?;
                let of = service
                    .as_ref()
                    .map(|id| self.find(facts.services.ids(), id, "service"))
                    .transpose()?;
                let services = facts.services.ids().indices();
                for service in services.filter(|&other| of.is_none_or(|service| service == other)) {
                    let rows = facts.volumes.by_service.rows(service);
                    let Some(rows) = facts.volumes.rows.get_mut(rows) else {
                        continue;
                    };
                    let first = rows.len().saturating_sub(12);
                    for count in rows[first..]
                        .iter_mut()
                        .filter_map(|row| row.count.as_mut())
                    {
                        // Conversion stays at the largest integer.
                        *count = (*count as f64 * factor).round() as u64;
                    }
                }
            }
            Self::NoHoursFloor => facts
                .regulation
                .override_figure("pns_minimum_hours", "0")
                .map_err(|error| self.fault(error.to_string(), "a floor of hours"))?,
            Self::MinimumOnDuty { unit, people } => {
                let found = self.find(facts.units.ids(), unit, "unit")?;
                facts.units.minimum_on_duty[found.position()] = *people;
            }
            Self::CoverShare { share } => {
                facts.rules.cover_share = Share::from_f64(*share).ok_or_else(|| {
                    self.fault(format!("a share of {share}"), "a share from 0 to 1")
                })?;
            }
            Self::OnlyForms { forms } => {
                for place in 0..facts.programmes.len() {
                    if !forms.contains(&facts.programmes.forms[place]) {
                        facts.programmes.sessions_per_phase[place] = Some(0);
                    }
                }
            }
            Self::WithoutProgramme { programme } => {
                let found = self.find(facts.programmes.ids(), programme, "programme")?;
                facts.programmes.sessions_per_phase[found.position()] = Some(0);
            }
            Self::Sessions { form, times } => {
                if !(1..=1_000).contains(times) {
                    return Err(self.fault(format!("{times} times"), "1 to 1,000 times"));
                }
                for place in 0..facts.programmes.len() {
                    if facts.programmes.forms[place] == *form {
                        let sessions = &mut facts.programmes.sessions_per_phase[place];
                        *sessions = sessions.map(|sessions| sessions.saturating_mul(*times));
                    }
                }
            }
        }
        Ok(())
    }
}

/// An amount times a factor that was checked, in whole rupiah.
fn times(amount: Rupiah, factor: f64) -> Rupiah {
    // Conversion of a number that is too large stays at the largest integer.
    Rupiah::new((amount.as_f64() * factor).round() as i64)
}

fn phases(phases: &Phases, factor: f64) -> Result<Phases, crate::calendar::CalendarError> {
    let mut builder = PhasesBuilder::new();
    for phase in phases.indices() {
        builder.phase(
            phases.id(phase),
            phases.name(phase),
            phases.from(phase),
            phases.until(phase),
            times(phases.budget(phase), factor),
        )?;
    }
    Ok(builder.build())
}

impl Agency {
    /// The same agency after some changes, made in turn.
    ///
    /// # Errors
    /// [`ExperimentError::Change`] names the first change that cannot be made, and why.
    pub fn changed(&self, changes: &[Change]) -> Result<Self, ExperimentError> {
        let mut facts = (**self).clone();
        for change in changes {
            change.make(&mut facts)?;
        }
        Ok(Self::of(facts))
    }
}

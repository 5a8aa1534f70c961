//! Needs, as a Python class.

use mahir::gap::EvidencePolicy;
use mahir::need::workload::{self, AvailableTime, WisnActivity};
use mahir::need::{ClaimList, ListedClaim, NeedSource};
use mahir::words::measure::{Level, Weight};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::Agency;
use crate::artefact::{artefact, failed, language, reason};
use crate::evidence_rule::PythonRule;
use crate::failure::Failure;
use crate::gap::Gaps;
use crate::options;
use crate::statistics::result;
use crate::watch::watched;

artefact! {
    /// Who must reach what, by when, and why.
    Needs(mahir::need::Needs) {
        /// The agency whose needs these are.
        #[getter]
        fn agency(&self) -> Agency {
            Agency { core: self.core.agency().clone() }
        }

        /// The rules by which they were found.
        #[getter]
        fn policy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.policy())
        }

        fn __len__(&self) -> usize {
            self.core.len()
        }

        /// Why a row is needed, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.len(), || self.core.why(row, lang))
        }

        /// The reasons of a row: the name of each source and what it says.
        #[pyo3(signature = (row, lang = "en"))]
        fn reasons(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<Vec<(String, String)>> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.len(), String::new)?;
            Ok(self.core.reasons(row, lang))
        }

        /// What a service's unit lacks, people or competence, with the figures.
        #[pyo3(signature = (row, lang = "en"))]
        fn triage_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.demands().len(), || self.core.triage_why(row, lang))
        }

        /// The story of a service's demand, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn demand_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.demands().len(), || self.core.demand_why(row, lang))
        }

        /// What is needed minus what is held. Keyword arguments change the rule of evidence;
        /// `progress` hears how far the work is, and stops it by returning False.
        #[pyo3(signature = (*, progress = None, **policy))]
        fn gaps(
            &self,
            py: Python<'_>,
            progress: Option<Py<PyAny>>,
            policy: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Gaps> {
            let policy: EvidencePolicy = options::read(py, policy)?;
            watched(py, progress, |watch| self.core.gaps_watched(&policy, watch))?
                .map(Gaps::from)
                .map_err(failed!(py))
        }

        /// The same needs with weights by a rule of your own: a callable that takes the table of
        /// needs (person, unit, post, competency, level, weight, due, sources) and returns a weight
        /// for each row, 0 or more; 0 leaves a need out of plans. It is called once, so it costs
        /// little if it works on whole columns.
        #[pyo3(signature = (rule, *, name = None))]
        fn weighed_by(
            &self,
            py: Python<'_>,
            rule: &Bound<'_, PyAny>,
            name: Option<String>,
        ) -> PyResult<Self> {
            let name = own_name(rule, name);
            let table = crate::artefact::table(py, &self.core, None)?;
            let given = rule.call1((table,))?;
            let refused = |what: String| {
                Failure::new("rule", format!("the rule '{name}' returned {what}"))
                    .explained(format!("{} weights, each a number, 0 or more", self.core.len()))
                    .raise(py)
            };
            let mut weights = Vec::with_capacity(self.core.len());
            for weight in given.try_iter().map_err(|_| refused("no sequence".to_owned()))? {
                let weight: f64 = weight?.extract().map_err(|_| refused("what is no number".to_owned()))?;
                let thousandths = (weight * f64::from(Weight::STEPS)).round();
                if !(0.0..=f64::from(u32::MAX)).contains(&thousandths) {
                    return Err(refused(format!("the weight {weight}")));
                }
                // A whole number within the range that was checked.
                weights.push(Weight::from_thousandths(thousandths as u32));
            }
            if weights.len() != self.core.len() {
                return Err(refused(format!("{} weights", weights.len())));
            }
            let core = &self.core;
            Ok(py.detach(|| {
                let mut weights = weights.into_iter();
                core.weighed_by(&name, |need| weights.next().unwrap_or(need.weight))
            }).into())
        }

        /// What is needed minus what is held, by a rule of evidence that you wrote: a callable that
        /// takes person, competency and a list of dictionaries (level, standard_error,
        /// error_is_stated, bias_error, date, source), one for each assessment that counts by the
        /// policy, and returns a level, a pair of level and standard error, or None. It must give
        /// the same answer to the same question, is called from several threads one at a time, and
        /// takes some microseconds for each person and competency.
        #[pyo3(signature = (rule, *, name = None, progress = None, **policy))]
        fn gaps_by(
            &self,
            py: Python<'_>,
            rule: Py<PyAny>,
            name: Option<String>,
            progress: Option<Py<PyAny>>,
            policy: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Gaps> {
            let policy: EvidencePolicy = options::read(py, policy)?;
            let name = own_name(rule.bind(py), name);
            let rule = PythonRule::new(rule, name);
            let found = watched(py, progress, |watch| {
                self.core.gaps_by_watched(&rule, &policy, watch)
            })?;
            match rule.into_raised() {
                Some(error) => Err(error),
                None => found.map(Gaps::from).map_err(failed!(py)),
            }
        }
    }
}

/// What a rule is called: as its caller says, or as it calls itself.
pub(crate) fn own_name(rule: &Bound<'_, PyAny>, name: Option<String>) -> String {
    name.or_else(|| rule.getattr("__name__").ok()?.extract().ok())
        .unwrap_or_else(|| "own rule".to_owned())
}

/// Lists of claims from dictionaries with the keys person, competency, level, and if wanted
/// importance, due, reason, reason_id and source; one list for each source.
pub(crate) fn claim_lists(
    agency: &mahir::Agency,
    claims: &Bound<'_, PyAny>,
) -> PyResult<Vec<ClaimList>> {
    let mut lists: Vec<(String, Vec<ListedClaim>)> = Vec::new();
    for (row, claim) in claims.try_iter()?.enumerate() {
        let (source, claim) = listed(agency, row, &claim?)?;
        match lists.iter_mut().find(|(name, _)| *name == source) {
            Some((_, list)) => list.push(claim),
            None => lists.push((source, vec![claim])),
        }
    }
    let lists = lists
        .into_iter()
        .map(|(name, rows)| ClaimList::new(name, rows));
    Ok(lists.collect())
}

/// The lists as sources.
pub(crate) fn sources(lists: &[ClaimList]) -> Vec<&dyn NeedSource> {
    lists.iter().map(|list| list as &dyn NeedSource).collect()
}

const CLAIM_KEYS: [&str; 8] = [
    "person",
    "competency",
    "level",
    "importance",
    "due",
    "reason",
    "reason_id",
    "source",
];

fn listed(
    agency: &mahir::Agency,
    row: usize,
    claim: &Bound<'_, PyAny>,
) -> PyResult<(String, ListedClaim)> {
    let py = claim.py();
    let refused = |what: &str, expected: &str| {
        Failure::new("claim", format!("claim {row}: {what}"))
            .with("row", row)
            .explained(expected)
            .raise(py)
    };
    let Ok(claim) = claim.cast::<PyDict>() else {
        return Err(refused(
            "not a dictionary",
            "a dictionary with person, competency and level",
        ));
    };
    for key in claim.keys() {
        let known = key
            .extract::<String>()
            .is_ok_and(|key| CLAIM_KEYS.contains(&key.as_str()));
        if !known {
            let expected = format!("the keys {}", CLAIM_KEYS.join(", "));
            return Err(refused(&format!("unknown key {key}"), &expected));
        }
    }
    let given = |key: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
        Ok(claim.get_item(key)?.filter(|value| !value.is_none()))
    };
    let text = |key: &str| -> PyResult<Option<String>> {
        given(key)?
            .map(|value| value.extract::<String>())
            .transpose()
    };
    // Ids of people may be employee numbers, so they are not repeated.
    let person = text("person")?.and_then(|id| agency.people.ids().find(&id));
    let person = person.ok_or_else(|| refused("unknown person", "an id of people"))?;
    let competency = text("competency")?;
    let competency = competency.and_then(|id| agency.framework.competencies().find(&id));
    let competency =
        competency.ok_or_else(|| refused("unknown competency", "an id of competencies"))?;
    let number = |key: &str| -> PyResult<Option<f64>> {
        given(key)?.map(|value| value.extract::<f64>()).transpose()
    };
    let top = agency.framework.top_level(competency);
    let level = number("level")?
        .and_then(Level::from_f64)
        .filter(|level| *level <= top);
    let level = level.ok_or_else(|| {
        refused(
            "no level, or one above the top",
            "a level of the competency",
        )
    })?;
    let importance = match number("importance")? {
        None => None,
        Some(weight) => Some(
            Weight::parse(&weight.to_string())
                .map_err(|_| refused("an importance that is no weight", "a number, 0 or more"))?,
        ),
    };
    let due = given("due")?
        .map(|value| options::day(&value))
        .transpose()?;
    let english = text("reason")?.unwrap_or_default();
    let indonesian = text("reason_id")?.unwrap_or_else(|| english.clone());
    let source = text("source")?.unwrap_or_else(|| "own".to_owned());
    let claim = ListedClaim {
        person,
        competency,
        level,
        importance,
        due,
        english,
        indonesian,
    };
    Ok((source, claim))
}

result! {
    "mahir.workload";
    /// How many people a category of staff takes, by WISN.
    Wisn(core: workload::Wisn) {
        /// People for the cases alone.
        basic: f64 = core.basic,
        /// The category allowance factor.
        category_factor: f64 = core.category_factor,
        /// The individual allowance factor.
        individual_factor: f64 = core.individual_factor,
        /// basic x category factor + individual factor.
        needed: f64 = core.needed,
    }
}

/// Working days and hours a year that are left after holidays and leave.
#[pyfunction]
#[pyo3(signature = (weeks = 52.0, days_per_week = 5.0, *, public_holidays = 0.0, annual_leave = 0.0, sick_leave = 0.0, other_leave = 0.0, hours_per_day = 8.0))]
pub(crate) fn available_time(
    weeks: f64,
    days_per_week: f64,
    public_holidays: f64,
    annual_leave: f64,
    sick_leave: f64,
    other_leave: f64,
    hours_per_day: f64,
) -> Option<(f64, f64)> {
    let time = AvailableTime {
        weeks,
        days_per_week,
        public_holidays,
        annual_leave,
        sick_leave,
        other_leave,
        hours_per_day,
    };
    Some((time.days()?, time.hours()?))
}

/// How many cases one person can do in a year.
#[pyfunction]
pub(crate) fn standard_workload(available_time: f64, time_per_case: f64) -> Option<f64> {
    workload::standard_workload(available_time, time_per_case)
}

/// 1 / (1 - the shares of everybody's time that activities take).
#[pyfunction]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn category_allowance_factor(shares: Vec<f64>) -> Option<f64> {
    workload::category_allowance_factor(&shares)
}

/// The people who are not there for cases: pairs of people and the time of each a year.
#[pyfunction]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn individual_allowance_factor(
    people_and_time: Vec<(f64, f64)>,
    available_time: f64,
) -> Option<f64> {
    workload::individual_allowance_factor(&people_and_time, available_time)
}

/// The need of a category of staff: activities are pairs of cases a year and the time of a case.
#[pyfunction]
#[pyo3(signature = (available_time, activities, category_shares = Vec::new(), people_and_time = Vec::new()))]
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn wisn(
    available_time: f64,
    activities: Vec<(f64, f64)>,
    category_shares: Vec<f64>,
    people_and_time: Vec<(f64, f64)>,
) -> Option<Wisn> {
    let activities = activities.into_iter();
    let activities: Vec<WisnActivity> = activities
        .map(|(volume, time_per_case)| WisnActivity {
            volume,
            time_per_case,
        })
        .collect();
    workload::wisn(
        available_time,
        &activities,
        &category_shares,
        &people_and_time,
    )
    .map(Wisn::from)
}

/// A need as whole people, as WHO's manual rounds.
#[pyfunction]
pub(crate) fn wisn_whole_people(needed: f64) -> Option<u64> {
    workload::wisn_whole_people(needed)
}

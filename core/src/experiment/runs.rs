//! The rows of an experiment, and what they say.

use serde::{Deserialize, Serialize};

use super::Row;
use super::analysis::{Comparison, paired};
use crate::statistics::{Moments, mean_interval};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

/// The names by which rows speak.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Policies, in order.
    pub policies: Vec<String>,
    /// Changes, in order.
    pub changes: Vec<String>,
    /// Worlds, in order.
    pub worlds: Vec<String>,
    /// Indicators, in order.
    pub indicators: Vec<String>,
    /// How many replications.
    pub replications: u32,
    /// How many years.
    pub years: u32,
}

impl Labels {
    /// How many runs there are: policies × changes × worlds × replications.
    pub fn runs(&self) -> u64 {
        [self.policies.len(), self.changes.len(), self.worlds.len()]
            .iter()
            .fold(u64::from(self.replications), |runs, &count| {
                runs.saturating_mul(count as u64)
            })
    }

    /// Rows with their names as a table: policy, change, world, replication, year, indicator, value.
    /// `rows` gives the rows anew for each column.
    pub fn table<R: Iterator<Item = Row>>(&self, rows: impl Fn() -> R) -> Table {
        let names = |name: &str, labels: &[String], of: fn(&Row) -> u32| {
            Column::categories(name, labels, rows().map(|row| of(&row) as usize))
        };
        let numbers = |name: &str, of: fn(&Row) -> u32| {
            Column::integers(name, rows().map(|row| i64::from(of(&row))))
        };
        Table::new(
            "rows",
            vec![
                names("policy", &self.policies, |row| row.policy),
                names("change", &self.changes, |row| row.change),
                names("world", &self.worlds, |row| row.world),
                numbers("replication", |row| row.replication),
                numbers("year", |row| row.year),
                names("indicator", &self.indicators, |row| row.indicator),
                Column::numbers("value", rows().map(|row| row.value)),
            ],
        )
    }

    /// How many rows a run has.
    pub fn rows_per_run(&self) -> usize {
        self.indicators.len().saturating_mul(self.years as usize)
    }

    /// The policy, change, world and replication of a run; the last changes fastest.
    pub(super) fn at(&self, run: u64) -> (usize, usize, usize, u32) {
        let replications = u64::from(self.replications).max(1);
        let (worlds, changes) = (
            (self.worlds.len() as u64).max(1),
            (self.changes.len() as u64).max(1),
        );
        let (rest, replication) = (run / replications, run % replications);
        let (rest, world) = (rest / worlds, rest % worlds);
        let (policy, change) = (rest / changes, rest % changes);
        // Each is below a count of names, or of replications.
        (
            policy as usize,
            change as usize,
            world as usize,
            replication as u32,
        )
    }

    /// The names of a row's policy, change, world and indicator.
    pub fn of<'a>(&'a self, row: &Row) -> [&'a str; 4] {
        let name = |names: &'a [String], at: u32| names.get(at as usize).map_or("", String::as_str);
        [
            name(&self.policies, row.policy),
            name(&self.changes, row.change),
            name(&self.worlds, row.world),
            name(&self.indicators, row.indicator),
        ]
    }
}

/// The rows of an experiment, whole runs from the first on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Saved")]
pub struct Runs {
    labels: Labels,
    /// Run by run, year by year, indicator by indicator.
    values: Vec<f64>,
}

#[derive(Deserialize)]
struct Saved {
    labels: Labels,
    values: Vec<f64>,
}

impl TryFrom<Saved> for Runs {
    type Error = String;

    fn try_from(saved: Saved) -> Result<Self, String> {
        let per_run = saved.labels.rows_per_run();
        let runs = saved.labels.runs();
        let fits = match per_run {
            0 => saved.values.is_empty(),
            _ => {
                saved.values.len().is_multiple_of(per_run)
                    && (saved.values.len() / per_run) as u64 <= runs
            }
        };
        if fits && saved.values.iter().all(|value| value.is_finite()) {
            Ok(Self {
                labels: saved.labels,
                values: saved.values,
            })
        } else {
            Err("damaged rows of an experiment: expected whole runs of finite values".to_owned())
        }
    }
}

/// Which policy after which change: the names of an arm of an experiment.
pub type Arm<'a> = (&'a str, &'a str);

impl Runs {
    /// The columns of the rows.
    pub const COLUMNS: [&'static str; 7] = [
        "policy",
        "change",
        "world",
        "replication",
        "year",
        "indicator",
        "value",
    ];

    /// From the values of whole runs from the first on, run by run, year by year, indicator by
    /// indicator, as [`Runs::values`] gives them.
    ///
    /// # Errors
    /// A message if there are too many, a run is not whole, or a value is not finite.
    pub fn from_values(labels: Labels, values: Vec<f64>) -> Result<Self, String> {
        Self::try_from(Saved { labels, values })
    }

    /// The values of all rows in order.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn empty(labels: Labels) -> Self {
        Self {
            labels,
            values: Vec::new(),
        }
    }

    pub(super) fn extend(&mut self, rows: &[Row]) {
        self.values.extend(rows.iter().map(|row| row.value));
    }

    /// The names by which rows speak.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// How many runs are complete.
    pub fn runs(&self) -> u64 {
        self.values
            .len()
            .checked_div(self.labels.rows_per_run())
            .unwrap_or(0) as u64
    }

    /// Whether every run is there.
    pub fn is_complete(&self) -> bool {
        self.runs() == self.labels.runs()
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Row> + '_ {
        let per_run = self.labels.rows_per_run().max(1);
        let indicators = self.labels.indicators.len().max(1);
        self.values.iter().enumerate().map(move |(at, &value)| {
            let (policy, change, world, replication) = self.labels.at((at / per_run) as u64);
            // Names, years and indicators were counted by 32 bits.
            Row {
                policy: policy as u32,
                change: change as u32,
                world: world as u32,
                replication,
                year: (at % per_run / indicators) as u32 + 1,
                indicator: (at % indicators) as u32,
                value,
            }
        })
    }

    /// An indicator's mean over the years, replication by replication, of an arm in a world; `None`
    /// if a name is unknown or a replication is missing.
    pub fn means(&self, arm: Arm<'_>, world: &str, indicator: &str) -> Option<Vec<f64>> {
        self.over_years(arm, world, indicator, |years| {
            years.iter().sum::<f64>() / years.len() as f64
        })
    }

    /// An indicator in one year, replication by replication; `None` as for [`Runs::means`], or if
    /// there is no such year.
    pub fn in_year(
        &self,
        arm: Arm<'_>,
        world: &str,
        indicator: &str,
        year: u32,
    ) -> Option<Vec<f64>> {
        let at = year.checked_sub(1).filter(|_| year <= self.labels.years)? as usize;
        self.over_years(arm, world, indicator, |years| years[at])
    }

    /// The largest value of an indicator over the years, replication by replication.
    pub fn largest(&self, arm: Arm<'_>, world: &str, indicator: &str) -> Option<Vec<f64>> {
        self.over_years(arm, world, indicator, |years| {
            years.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        })
    }

    fn over_years(
        &self,
        (policy, change): Arm<'_>,
        world: &str,
        indicator: &str,
        of: impl Fn(&[f64]) -> f64,
    ) -> Option<Vec<f64>> {
        let find = |names: &[String], name: &str| names.iter().position(|other| other == name);
        let labels = &self.labels;
        let policy = find(&labels.policies, policy)?;
        let change = find(&labels.changes, change)?;
        let world = find(&labels.worlds, world)?;
        let indicator = find(&labels.indicators, indicator)?;
        let first = (policy * labels.changes.len() + change) * labels.worlds.len() + world;
        let first = first.checked_mul(labels.replications as usize)?;
        let (per_run, width) = (labels.rows_per_run(), labels.indicators.len());
        let mut years = Vec::with_capacity(labels.years as usize);
        (first..first + labels.replications as usize)
            .map(|run| {
                let values = self.values.get(run * per_run..(run + 1) * per_run)?;
                years.clear();
                years.extend(values.iter().skip(indicator).step_by(width));
                Some(of(&years))
            })
            .collect()
    }

    /// Compares two arms in one indicator, its mean over the years, replication by replication under
    /// the same luck and over all worlds: the first minus the second. `None` if a name is unknown, a
    /// replication is missing, or there are fewer than two.
    pub fn compare(
        &self,
        first: Arm<'_>,
        second: Arm<'_>,
        indicator: &str,
        confidence: f64,
    ) -> Option<Comparison> {
        let of = |arm: Arm<'_>| -> Option<Vec<f64>> {
            // Worlds share the luck of a replication, so the mean over them is one observation.
            let worlds: Vec<Vec<f64>> = self
                .labels
                .worlds
                .iter()
                .map(|world| self.means(arm, world, indicator))
                .collect::<Option<_>>()?;
            let count = worlds.len() as f64;
            Some(
                (0..self.labels.replications as usize)
                    .map(|replication| {
                        worlds.iter().map(|values| values[replication]).sum::<f64>() / count
                    })
                    .collect(),
            )
        };
        paired(&of(first)?, &of(second)?, confidence)
    }

    /// Every arm with its mean and interval, by policy, change, world, indicator.
    fn means_table(&self) -> Table {
        let labels = &self.labels;
        let mut rows = Vec::new();
        for policy in &labels.policies {
            for change in &labels.changes {
                for world in &labels.worlds {
                    for indicator in &labels.indicators {
                        if let Some(values) = self.means((policy, change), world, indicator)
                            && let Some(moments) = Moments::of(&values)
                        {
                            let interval = mean_interval(&moments, 0.95);
                            rows.push((policy, change, world, indicator, moments, interval));
                        }
                    }
                }
            }
        }
        Table::new(
            "means",
            vec![
                Column::texts("policy", rows.iter().map(|row| row.0.as_str())),
                Column::texts("change", rows.iter().map(|row| row.1.as_str())),
                Column::texts("world", rows.iter().map(|row| row.2.as_str())),
                Column::texts("indicator", rows.iter().map(|row| row.3.as_str())),
                Column::integers("replications", rows.iter().map(|row| row.4.count() as i64)),
                Column::numbers("mean", rows.iter().map(|row| row.4.mean())),
                Column::optional_numbers("low", rows.iter().map(|row| row.5.map(|it| it.low))),
                Column::optional_numbers("high", rows.iter().map(|row| row.5.map(|it| it.high))),
            ],
        )
    }
}

impl Artefact for Runs {
    const KIND: &'static str = "runs";
    const TABLES: &'static [&'static str] = &["rows", "means"];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "rows" => Some(self.labels.table(|| self.iter())),
            "means" => Some(self.means_table()),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let labels = &self.labels;
        let mut text = match language {
            Language::English => format!(
                "{} of {} runs of {} years: {} policies × {} changes × {} worlds × {} replications",
                self.runs(),
                labels.runs(),
                labels.years,
                labels.policies.len(),
                labels.changes.len(),
                labels.worlds.len(),
                labels.replications
            ),
            Language::Indonesian => format!(
                "{} dari {} percobaan selama {} tahun: {} kebijakan × {} perubahan × {} dunia × {} ulangan",
                self.runs(),
                labels.runs(),
                labels.years,
                labels.policies.len(),
                labels.changes.len(),
                labels.worlds.len(),
                labels.replications
            ),
        };
        let shown = "levels_closed";
        for policy in &labels.policies {
            for change in &labels.changes {
                for world in &labels.worlds {
                    let values = self.means((policy, change), world, shown);
                    let moments = values.as_deref().and_then(Moments::of);
                    if let Some(moments) = moments {
                        let mean = language.number(moments.mean(), 2);
                        let interval = mean_interval(&moments, 0.95).map_or(String::new(), |it| {
                            format!(
                                " ({}–{})",
                                language.number(it.low, 2),
                                language.number(it.high, 2)
                            )
                        });
                        let unit =
                            language.choose("levels closed a year", "tingkat tertutup per tahun");
                        text.push_str(&format!(
                            "\n  {policy}, {change}, {world}: {mean}{interval} {unit}"
                        ));
                    }
                }
            }
        }
        text
    }
}

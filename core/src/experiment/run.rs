//! Runs experiments: in parallel, in a fixed order, from where earlier rows end.

use std::sync::OnceLock;

use super::runs::{Labels, Runs};
use super::sink::{Kept, Row, Sink};
use super::{Experiment, ExperimentError};
use crate::agency::Agency;
use crate::cycle::{CycleError, Rule, Simulation, World, Year};
use crate::random::Streams;
use crate::schedule::Schedule;
use crate::words::table::{Cell, Table};
use crate::words::watch::{Progress, Watch};

/// How far an experiment came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Runs whose rows are out, earlier ones included.
    pub runs: u64,
    /// Whether all are; `false` if it was stopped.
    pub complete: bool,
}

/// An experiment made ready: every name checked, every change made.
struct Ready<'a> {
    experiment: Experiment,
    labels: Labels,
    rules: Vec<&'a dyn Rule>,
    agencies: Vec<Agency>,
    /// By policy, then change: the first year's schedule, which is the same in all replications and
    /// worlds, made when it is asked for first.
    first: Vec<OnceLock<Result<Schedule, CycleError>>>,
}

impl Experiment {
    /// The names by which rows will speak.
    ///
    /// # Errors
    /// [`ExperimentError::Design`] if the experiment cannot be run.
    pub fn labels(&self) -> Result<Labels, ExperimentError> {
        let filled = self.filled(false)?;
        let names = filled
            .policies
            .iter()
            .map(|policy| policy.name.clone())
            .collect();
        Ok(labels(&filled, names))
    }

    /// The names by which rows will speak where rules of one's own are run, by their names.
    ///
    /// # Errors
    /// As [`Experiment::labels`].
    pub fn labels_of_rules(&self, names: &[&str]) -> Result<Labels, ExperimentError> {
        let filled = self.filled(true)?;
        Ok(labels(
            &filled,
            names.iter().map(ToString::to_string).collect(),
        ))
    }

    /// Runs everything and keeps all rows. Stopped by the watch, it keeps the runs that are done.
    ///
    /// # Errors
    /// [`ExperimentError`] if the experiment cannot be run, or a run fails.
    pub fn run(&self, watch: &dyn Watch) -> Result<Runs, ExperimentError> {
        let mut kept = Kept::default();
        self.run_into(&mut kept, 0..u64::MAX, watch)?;
        Ok(kept.runs)
    }

    /// Runs some of the runs, numbered from 0 in the order of their rows, and hands rows out run by
    /// run; memory does not grow with replications. The rows are the same for any number of threads,
    /// and however the runs are split: by hand, over machines, or by being stopped and gone on
    /// with ([`Experiment::completed`]).
    ///
    /// # Errors
    /// As [`Experiment::run`], or what the sink says.
    pub fn run_into(
        &self,
        sink: &mut dyn Sink,
        runs: std::ops::Range<u64>,
        watch: &dyn Watch,
    ) -> Result<Finished, ExperimentError> {
        let filled = self.filled(false)?;
        let rules: Vec<(&str, &dyn Rule)> = filled
            .policies
            .iter()
            .map(|policy| (policy.name.as_str(), &policy.value as &dyn Rule))
            .collect();
        filled.run_rules(&rules, sink, runs, watch)
    }

    /// The same with rules of one's own instead of the experiment's policies, by name.
    ///
    /// # Errors
    /// As [`Experiment::run_into`].
    pub fn run_rules(
        &self,
        rules: &[(&str, &dyn Rule)],
        sink: &mut dyn Sink,
        runs: std::ops::Range<u64>,
        watch: &dyn Watch,
    ) -> Result<Finished, ExperimentError> {
        let experiment = self.filled(true)?;
        if rules.is_empty() {
            return Err(ExperimentError::Design {
                what: "the number of rules",
                found: "0".to_owned(),
                expected: "at least 1".to_owned(),
            });
        }
        let names = rules.iter().map(|(name, _)| (*name).to_owned()).collect();
        let labels = labels(&experiment, names);
        let agencies = experiment
            .changes
            .iter()
            .map(|change| experiment.agency.changed(&change.value))
            .collect::<Result<_, _>>()?;
        let first = (0..rules.len() * experiment.changes.len()).map(|_| OnceLock::new());
        let ready = Ready {
            first: first.collect(),
            labels,
            rules: rules.iter().map(|(_, rule)| *rule).collect(),
            agencies,
            experiment,
        };
        ready.go(sink, runs, watch)
    }

    /// Runs everything with rules of one's own and keeps all rows; see [`Experiment::run`].
    ///
    /// # Errors
    /// As [`Experiment::run`].
    pub fn run_by(
        &self,
        rules: &[(&str, &dyn Rule)],
        watch: &dyn Watch,
    ) -> Result<Runs, ExperimentError> {
        let mut kept = Kept::default();
        self.run_rules(rules, &mut kept, 0..u64::MAX, watch)?;
        Ok(kept.runs)
    }

    /// How many whole runs earlier rows hold, from the first on, so that [`Experiment::run_into`] can
    /// go on with the next one. Rows of a run that is not whole are to be thrown away: what is kept
    /// is that many runs times [`Labels::rows_per_run`].
    ///
    /// # Errors
    /// [`ExperimentError::Earlier`] names the first row that is not one of this experiment's.
    pub fn completed(&self, earlier: &Table) -> Result<u64, ExperimentError> {
        self.labels()?.completed(earlier)
    }
}

fn labels(experiment: &Experiment, policies: Vec<String>) -> Labels {
    Labels {
        policies,
        changes: experiment
            .changes
            .iter()
            .map(|change| change.name.clone())
            .collect(),
        worlds: experiment
            .worlds
            .iter()
            .map(|world| world.name.clone())
            .collect(),
        indicators: experiment.indicators.clone(),
        replications: experiment.replications,
        years: experiment.years,
    }
}

impl Ready<'_> {
    fn go(
        &self,
        sink: &mut dyn Sink,
        runs: std::ops::Range<u64>,
        watch: &dyn Watch,
    ) -> Result<Finished, ExperimentError> {
        let refused = |message: String| ExperimentError::Sink { message };
        let total = self.labels.runs();
        let (mut at, end) = (runs.start.min(total), runs.end.min(total));
        sink.open(&self.labels).map_err(refused)?;
        while at < end {
            if watch
                .see(&Progress::counted("experiment", at, total))
                .is_break()
            {
                return Ok(Finished {
                    runs: at,
                    complete: false,
                });
            }
            let next = end.min(at + at_once());
            // Not within the runs: a thread that waits for a part of a first plan would take up
            // another run meanwhile, and wait there for the plan that it makes itself.
            for run in at..next {
                self.first(run);
            }
            for rows in each((at..next).collect(), |run| self.run(run)) {
                sink.take(&rows?).map_err(refused)?;
                at += 1;
            }
        }
        let _ = watch.see(&Progress::counted("experiment", at, total));
        Ok(Finished {
            runs: at,
            complete: at == total,
        })
    }

    fn run(&self, run: u64) -> Result<Vec<Row>, ExperimentError> {
        let (policy, change, world_number, replication) = self.labels.at(run);
        let experiment = &self.experiment;
        let streams = Streams::new(experiment.seed).replication(replication);
        let world = &experiment.worlds[world_number];
        let first = self.first(run).clone();
        let years = first
            .and_then(|first| self.live(first, policy, change, &world.value, streams))
            .map_err(|error| ExperimentError::Run {
                policy: self.labels.policies[policy].clone(),
                change: self.labels.changes[change].clone(),
                world: world.name.clone(),
                replication,
                error: Box::new(error),
            })?;
        let mut rows = Vec::with_capacity(self.labels.rows_per_run());
        for year in &years {
            for (indicator, name) in (0_u32..).zip(&self.labels.indicators) {
                // Names were checked, and indicators are finite.
                let value = year.indicators.get(name).unwrap_or(0.0);
                rows.push(Row {
                    policy: policy as u32,
                    change: change as u32,
                    world: world_number as u32,
                    replication,
                    year: year.number,
                    indicator,
                    value,
                });
            }
        }
        Ok(rows)
    }
}

impl Ready<'_> {
    /// What is planned for the first year of a run.
    fn first(&self, run: u64) -> &Result<Schedule, CycleError> {
        let (policy, change, ..) = self.labels.at(run);
        let (agency, rule) = (&self.agencies[change], self.rules[policy]);
        self.first[policy * self.agencies.len() + change]
            .get_or_init(|| rule.plan(agency, self.experiment.as_of))
    }

    fn live(
        &self,
        first: Schedule,
        policy: usize,
        change: usize,
        world: &World,
        streams: Streams,
    ) -> Result<Vec<Year>, CycleError> {
        let (agency, rule) = (&self.agencies[change], self.rules[policy]);
        let as_of = self.experiment.as_of;
        let mut simulation = Simulation::new(agency, as_of, world, streams)?;
        let mut years = vec![simulation.live_by(rule, first)?.0];
        for _ in 1..self.experiment.years {
            years.push(simulation.live(rule)?.0);
        }
        Ok(years)
    }
}

/// So many runs are begun before rows are handed out: a few for each thread.
fn at_once() -> u64 {
    #[cfg(feature = "parallel")]
    {
        2 * rayon::current_num_threads() as u64
    }
    #[cfg(not(feature = "parallel"))]
    {
        1
    }
}

/// Does the same for each in order, on several threads if there are any.
fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.into_iter().map(work).collect()
    }
}

impl Labels {
    /// How many whole runs earlier rows hold; see [`Experiment::completed`].
    ///
    /// # Errors
    /// [`ExperimentError::Earlier`] names the first row that is not one of these.
    pub fn completed(&self, earlier: &Table) -> Result<u64, ExperimentError> {
        self.check_rows(0, earlier)?;
        Ok((earlier.rows() / self.rows_per_run().max(1)) as u64)
    }

    /// Checks that a table holds the rows of one run.
    #[cfg(feature = "tables")]
    pub(super) fn check_run(&self, run: u64, rows: &Table) -> Result<(), ExperimentError> {
        self.check_rows(run, rows)
    }

    /// Checks that a table holds rows from the start of a run on.
    fn check_rows(&self, first: u64, rows: &Table) -> Result<(), ExperimentError> {
        let per_run = self.rows_per_run().max(1);
        let width = self.indicators.len().max(1);
        for row in 0..rows.rows() {
            let run = first.saturating_add((row / per_run) as u64);
            let fault = |found: String, expected: String| {
                Err(ExperimentError::Earlier {
                    row: row.saturating_add((first as usize).saturating_mul(per_run)),
                    found,
                    expected,
                })
            };
            if run >= self.runs() {
                let expected = format!("at most {} runs", self.runs());
                return fault("is one too many".to_owned(), expected);
            }
            let (policy, change, world, replication) = self.at(run);
            let texts = [
                ("policy", self.policies.get(policy)),
                ("change", self.changes.get(change)),
                ("world", self.worlds.get(world)),
                ("indicator", self.indicators.get(row % width)),
            ];
            for (column, expected) in texts {
                let expected = expected.map_or("", String::as_str);
                let cell = rows.cell(row, column);
                if cell != Cell::Text(expected) {
                    return fault(format!("has {column} '{cell}'"), format!("'{expected}'"));
                }
            }
            let year = (row % per_run / width) as i64 + 1;
            for (column, expected) in [("replication", i64::from(replication)), ("year", year)] {
                let cell = rows.cell(row, column);
                // Numbers from a file may come as texts.
                if cell.to_string() != expected.to_string() {
                    return fault(format!("has {column} '{cell}'"), format!("'{expected}'"));
                }
            }
        }
        Ok(())
    }
}

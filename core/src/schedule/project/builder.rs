//! A project is checked as a whole before it is solved.

use serde::{Deserialize, Serialize};

use super::document::SavedProject;
use super::model::{Activity, Precedence, Resource};
use crate::words::fault::{Fault, Faults};

/// The most activities of a project.
pub const MOST_ACTIVITIES: usize = 1_000_000;
/// The most resources of a project.
pub const MOST_RESOURCES: usize = 100_000;
/// The last day that a project may know.
pub const LAST_DAY: u32 = 1_000_000;
/// The most cells of resources × days.
const MOST_CELLS: u64 = 1 << 27;
/// The most of a resource that there may be, or that an activity may take.
const MOST_AMOUNT: u32 = 1_000_000_000;

/// Activities that share resources, some only after others: what is to be scheduled.
///
/// Days are numbers from 0; which dates they are is the caller's matter. An activity takes days
/// in a row and on each of them its demands. See [`Project::solve`].
///
/// ```
/// use mahir::schedule::project::{Activity, Objective, Project, Resource, SolveOptions};
///
/// let mut project = Project::builder();
/// let room = project.resource(Resource::new("room", 1).closed(1..3));
/// let basics = project.activity(Activity::new("basics", 2).uses(room, 1));
/// let practice = project.activity(Activity::new("practice", 1).uses(room, 1));
/// project.precedes(basics, practice);
/// let project = project.build()?;
///
/// let solved = project.solve(&SolveOptions::default(), &())?;
/// assert_eq!(solved.start(basics), Some(3)); // two days in a row, after the closure
/// assert_eq!(solved.objective(), 6);
/// assert!(solved.is_proven());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SavedProject")]
pub struct Project {
    pub(super) resources: Vec<Resource>,
    pub(super) activities: Vec<Activity>,
    pub(super) precedences: Vec<Precedence>,
    /// No activity ends after it.
    pub(super) horizon: u32,
}

/// Collects what a project is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectBuilder {
    resources: Vec<Resource>,
    activities: Vec<Activity>,
    precedences: Vec<Precedence>,
    horizon: Option<u32>,
}

impl Project {
    /// An empty one to fill.
    pub fn builder() -> ProjectBuilder {
        ProjectBuilder::default()
    }

    /// What is shared.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// What is to be done.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// What comes before what.
    pub fn precedences(&self) -> &[Precedence] {
        &self.precedences
    }

    /// The end after which nothing may be.
    pub const fn horizon(&self) -> u32 {
        self.horizon
    }
}

impl ProjectBuilder {
    /// How many resources, activities and precedences there are so far.
    pub fn counts(&self) -> (usize, usize, usize) {
        (
            self.resources.len(),
            self.activities.len(),
            self.precedences.len(),
        )
    }

    /// Adds a resource and returns its number.
    pub fn resource(&mut self, resource: Resource) -> usize {
        self.resources.push(resource);
        self.resources.len() - 1
    }

    /// Adds an activity and returns its number.
    pub fn activity(&mut self, activity: Activity) -> usize {
        self.activities.push(activity);
        self.activities.len() - 1
    }

    /// One activity must be over before another starts.
    pub fn precedes(&mut self, before: usize, after: usize) {
        self.precedes_by(before, after, 0);
    }

    /// So many days must lie between the end of one activity and the start of another.
    pub fn precedes_by(&mut self, before: usize, after: usize, lag: u32) {
        self.precedences.push(Precedence { before, after, lag });
    }

    /// Nothing may end after this day. Without it there is room for everything one after the
    /// other once the last change of a capacity is over.
    pub fn horizon(&mut self, end: u32) {
        self.horizon = Some(end);
    }

    /// The project, if it fits together.
    ///
    /// That something cannot be placed is no fault: the solution tells it.
    ///
    /// # Errors
    /// All faults at once: unknown numbers, a resource demanded twice, activities that wait for
    /// each other, figures out of range.
    pub fn build(mut self) -> Result<Project, Faults> {
        let mut faults = Faults::new();
        self.check_sizes(&mut faults);
        self.check_resources(&mut faults);
        self.check_activities(&mut faults);
        self.check_precedences(&mut faults);
        if faults.is_empty() {
            self.precedences.sort_unstable();
            // Of several links between two activities the longest says all.
            self.precedences.reverse();
            self.precedences
                .dedup_by_key(|link| (link.before, link.after));
            self.precedences.reverse();
            self.check_cycles(&mut faults);
        }
        let horizon = self.find_horizon(&mut faults);
        faults.or(Project {
            resources: self.resources,
            activities: self.activities,
            precedences: self.precedences,
            horizon,
        })
    }

    fn check_sizes(&self, faults: &mut Faults) {
        for (table, found, most) in [
            ("activities", self.activities.len(), MOST_ACTIVITIES),
            ("resources", self.resources.len(), MOST_RESOURCES),
        ] {
            if found > most {
                faults.push(
                    Fault::new(
                        "too_many",
                        table,
                        "too many rows",
                        format!("at most {most}"),
                    )
                    .value(&found.to_string()),
                );
            }
        }
    }

    fn check_resources(&self, faults: &mut Faults) {
        for (number, resource) in self.resources.iter().enumerate() {
            for (day, capacity) in resource.steps() {
                check(faults, "resources", number, "day", day, LAST_DAY);
                check(
                    faults,
                    "resources",
                    number,
                    "capacity",
                    capacity,
                    MOST_AMOUNT,
                );
            }
        }
    }

    fn check_activities(&self, faults: &mut Faults) {
        for (number, activity) in self.activities.iter().enumerate() {
            let days = [
                ("duration", Some(activity.duration)),
                ("release", Some(activity.release)),
                ("due", activity.due),
                ("deadline", activity.deadline),
                ("fixed", activity.fixed),
            ];
            for (column, day) in days {
                check(
                    faults,
                    "activities",
                    number,
                    column,
                    day.unwrap_or(0),
                    LAST_DAY,
                );
            }
            check(
                faults,
                "activities",
                number,
                "weight",
                activity.weight,
                1_000_000,
            );
            let mut seen = Vec::with_capacity(activity.demands.len());
            for demand in &activity.demands {
                check(
                    faults,
                    "activities",
                    number,
                    "demand",
                    demand.amount,
                    MOST_AMOUNT,
                );
                if demand.resource >= self.resources.len() {
                    faults.push(
                        at(
                            "unknown_id",
                            "activities",
                            number,
                            "unknown resource",
                            "the number of a resource",
                        )
                        .column("demand")
                        .value(&demand.resource.to_string()),
                    );
                }
                seen.push(demand.resource);
            }
            seen.sort_unstable();
            if seen.windows(2).any(|pair| pair[0] == pair[1]) {
                faults.push(
                    at(
                        "duplicate",
                        "activities",
                        number,
                        "one resource is demanded twice",
                        "one demand of each resource",
                    )
                    .column("demand"),
                );
            }
        }
    }

    fn check_precedences(&self, faults: &mut Faults) {
        for (number, link) in self.precedences.iter().enumerate() {
            for (column, activity) in [("before", link.before), ("after", link.after)] {
                if activity >= self.activities.len() {
                    faults.push(
                        at(
                            "unknown_id",
                            "precedences",
                            number,
                            "unknown activity",
                            "the number of an activity",
                        )
                        .column(column)
                        .value(&activity.to_string()),
                    );
                }
            }
            check(faults, "precedences", number, "lag", link.lag, LAST_DAY);
        }
    }

    /// Takes away what waits for nothing, again and again; what remains waits for itself.
    fn check_cycles(&self, faults: &mut Faults) {
        let mut waits = vec![0_usize; self.activities.len()];
        let mut after = vec![Vec::new(); self.activities.len()];
        for link in &self.precedences {
            waits[link.after] += 1;
            after[link.before].push(link.after);
        }
        let mut free: Vec<usize> = (0..waits.len())
            .filter(|&number| waits[number] == 0)
            .collect();
        let mut taken = 0;
        while let Some(number) = free.pop() {
            taken += 1;
            for &next in &after[number] {
                waits[next] -= 1;
                if waits[next] == 0 {
                    free.push(next);
                }
            }
        }
        if taken < waits.len()
            && let Some(number) = waits.iter().position(|&waits| waits > 0)
        {
            faults.push(
                at(
                    "cycle",
                    "precedences",
                    number,
                    "activities wait for each other in a circle",
                    "an order in which each comes after those that it waits for",
                )
                .value(&self.activities[number].name),
            );
        }
    }

    fn find_horizon(&self, faults: &mut Faults) -> u32 {
        let needed: u64 = self
            .activities
            .iter()
            .map(|activity| u64::from(activity.duration))
            .chain(self.precedences.iter().map(|link| u64::from(link.lag)))
            .sum();
        let from = self
            .activities
            .iter()
            .map(|activity| activity.release.max(activity.fixed.unwrap_or(0)))
            .chain(
                self.resources
                    .iter()
                    .filter_map(|resource| resource.steps.keys().next_back().copied()),
            )
            .max()
            .unwrap_or(0);
        // Bounded by the last day; so it fits.
        let horizon = self.horizon.unwrap_or_else(|| {
            needed
                .saturating_add(u64::from(from))
                .clamp(1, u64::from(LAST_DAY)) as u32
        });
        if horizon > LAST_DAY {
            faults.push(
                Fault::new(
                    "out_of_range",
                    "project",
                    "the horizon is too far",
                    format!("at most {LAST_DAY}"),
                )
                .value(&horizon.to_string()),
            );
        }
        let cells = u64::from(horizon).saturating_mul(self.resources.len() as u64);
        if cells > MOST_CELLS {
            faults.push(
                Fault::new(
                    "too_many",
                    "project",
                    "too many resources for so many days",
                    format!("at most {MOST_CELLS} resources × days; a horizon shortens the days"),
                )
                .value(&cells.to_string()),
            );
        }
        horizon
    }
}

/// A fault of a row; rows are numbered from 0, as activities and resources are.
fn at(code: &str, table: &str, number: usize, problem: &str, expected: &str) -> Fault {
    Fault::new(code, table, problem, expected).row(number as u64)
}

fn check(faults: &mut Faults, table: &str, number: usize, column: &str, found: u32, most: u32) {
    if found > most {
        let expected = format!("at most {most}");
        faults.push(
            at(
                "out_of_range",
                table,
                number,
                "a figure is out of range",
                &expected,
            )
            .column(column)
            .value(&found.to_string()),
        );
    }
}

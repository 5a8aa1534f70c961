//! Year after year: plan by what is known, hold by what is true, measure, believe, plan again.

use serde::{Deserialize, Serialize};

use super::ahead::{look, move_on};
use super::held::{below_floor, hold};
use super::indicators::Indicators;
use super::luck::Luck;
use super::next::{Ended, next};
use super::truth::{Truth, years_later};
use super::{CycleError, Rule, World};
use crate::agency::Agency;
use crate::follow_up::FollowUp;
use crate::random::Streams;
use crate::schedule::Schedule;
use crate::words::id::{Index, UnitIndex};
use crate::words::measure::{Date, Level};
use crate::words::table::{Column, Table};

/// One year that was lived through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Year {
    /// Which year, from 1.
    pub number: u32,
    /// Its first day.
    pub from: Date,
    /// What it is judged by.
    pub indicators: Indicators,
}

impl Year {
    /// Years as a table: one row each, with its number, its first day and every indicator.
    pub fn table(years: &[Self]) -> Table {
        let mut columns = vec![
            Column::integers("year", years.iter().map(|year| i64::from(year.number))),
            Column::days("from", years.iter().map(|year| Some(year.from))),
        ];
        for name in Indicators::NAMES {
            let values = years.iter().map(|year| year.indicators.get(name));
            columns.push(Column::optional_numbers(name, values));
        }
        Table::new("years", columns)
    }
}

/// An agency that lives through years under a rule, in a world, by the luck of one replication.
///
/// The agency as its tables know it is open to see ([`Simulation::known`]); what is true is not,
/// but for the indicators of years that are over.
///
/// **A year.** The rule plans from the tables. Sessions are held unless their partner has withdrawn;
/// whoever has left, does not come, or is needed at the counter gets nothing. Those who complete a
/// programme gain what it truly gives, times how easily they learn; a part stays, the rest fades by
/// its half-life. Tests with an error say what changed, of those who are tested. The rule learns
/// from those outcomes, and the catalogue that it believes in is the next year's. At the end people
/// have left, moved, risen and joined, services have grown, prices have risen, partners have come
/// and gone; phases, holidays and absences are those of the next year.
///
/// Outcomes that the agency had before the first day are not counted again.
#[derive(Clone, Debug)]
pub struct Simulation {
    known: Agency,
    truth: Truth,
    as_of: Date,
    lived: u32,
    /// Units that somebody can move to.
    units: Vec<UnitIndex>,
    left_out: Vec<bool>,
}

/// The most years that are lived through.
const MOST_YEARS: u32 = 100;

impl Simulation {
    /// Draws the truth behind an agency on a day.
    ///
    /// # Errors
    /// [`CycleError::World`] with every parameter that cannot be.
    pub fn new(
        agency: &Agency,
        as_of: Date,
        world: &World,
        streams: Streams,
    ) -> Result<Self, CycleError> {
        world.check().map_err(CycleError::World)?;
        let luck = Luck(streams);
        Ok(Self {
            known: agency.clone(),
            truth: Truth::behind(agency, as_of, luck, world.draw(luck)),
            as_of,
            lived: 0,
            units: agency
                .units
                .indices()
                .filter(|&unit| !agency.people.of_unit(unit).is_empty())
                .collect(),
            left_out: vec![false; agency.units.len()],
        })
    }

    /// The agency as its tables know it now.
    pub fn known(&self) -> &Agency {
        &self.known
    }

    /// The first day of the next year.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Lives through a year; returns it with what was believed at its end (and, within that, what
    /// was planned and measured).
    ///
    /// # Errors
    /// [`CycleError`] names the stage that cannot go on, and why. The simulation is then as it was.
    pub fn live(&mut self, rule: &dyn Rule) -> Result<(Year, FollowUp), CycleError> {
        let schedule = rule.plan(&self.known, self.as_of)?;
        self.live_by(rule, schedule)
    }

    /// The same by a schedule that the rule has made already: in the first year of an experiment it
    /// is the same in all replications.
    ///
    /// # Errors
    /// As [`Simulation::live`].
    pub fn live_by(
        &mut self,
        rule: &dyn Rule,
        schedule: Schedule,
    ) -> Result<(Year, FollowUp), CycleError> {
        if self.lived >= MOST_YEARS {
            return Err(CycleError::Years {
                what: "the number of years",
                found: (self.lived + 1).to_string(),
                expected: "at most 100",
            });
        }
        let until = years_later(self.as_of, 1).ok_or_else(|| CycleError::Years {
            what: "the year",
            found: self.as_of.to_string(),
            expected: "a day whose next year a calendar has",
        })?;
        let measurement = rule.measurement();
        measurement.check()?;
        let number = self.lived + 1;
        same(&self.known, schedule.agency())?;
        let ahead = look(&self.known, &self.truth, number, self.as_of, until);
        let mut truth = self.truth.clone();
        let mut indicators = Indicators {
            people: self.known.people.len() as f64,
            left: ahead.leaves.iter().flatten().count() as f64,
            budget: budget(&self.known),
            levels_planned: planned(&schedule),
            ..Indicators::default()
        };
        let held = hold(&schedule, &mut truth, &ahead, &measurement, &mut indicators);
        let follow_up = rule.learn(&schedule, &held.outcomes, until.pred_opt().unwrap_or(until))?;
        same(&self.known, follow_up.agency())?;
        indicators.below_floor = below_floor(&self.known, &held.hours) as f64;
        let left_out: Vec<bool> = self
            .known
            .units
            .indices()
            .map(|unit| {
                !self.known.people.of_unit(unit).is_empty() && !held.reached[unit.position()]
            })
            .collect();
        indicators.units_left_out = count(left_out.iter().copied());
        indicators.units_left_out_again = count(
            left_out
                .iter()
                .zip(&self.left_out)
                .map(|(now, before)| *now && *before),
        );
        let moves = move_on(&self.known, &truth, &ahead, &self.units);
        indicators.moved = moved(&self.known, &moves);
        indicators.joined = moves.replaced.len() as f64;
        indicators.levels_forgotten = truth.pass(until);
        let ended = Ended {
            ahead: &ahead,
            moves: &moves,
            tests: held.tests,
            catalogue: follow_up.next_catalogue(),
            reassessed: measurement.reassessed,
        };
        let (known, cases) = next(&self.known, &mut truth, ended)?;
        indicators.cases = cases as f64;
        indicators.belief_error = truth.belief_error(&known);
        standards(&known, &truth, until, &mut indicators);
        let year = Year {
            number,
            from: self.as_of,
            indicators,
        };
        self.known = known;
        self.truth = truth;
        self.as_of = until;
        self.lived = number;
        self.left_out = left_out;
        Ok((year, follow_up))
    }
}

impl Agency {
    /// Lives through years under a rule; see [`Simulation`].
    ///
    /// ```
    /// # #[cfg(feature = "tables")] {
    /// use mahir::Agency;
    /// use mahir::cycle::{Policy, World};
    /// use mahir::random::Streams;
    /// use mahir::words::measure::parse_date;
    ///
    /// let agency = Agency::builder()
    ///     .settings("[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-12-31\nbudget = 5000000")
    ///     .csv("competencies", "id,name,kind\nREG,Licensing rules,technical\n")
    ///     .csv("units", "id,name,minimum_on_duty\nYAN,Licences,1\n")
    ///     .csv("posts", "id,name\nLOKET,Counter\n")
    ///     .csv("requirements", "post,competency,level\nLOKET,REG,3\n")
    ///     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\nP2,YAN,LOKET,PNS\n")
    ///     .csv("assessments", "person,competency,level,date\nP1,REG,2,2025-06-01\nP2,REG,3,2025-06-01\n")
    ///     .csv("providers", "id,kind\nUNI,university\n")
    ///     .csv("programmes", "id,form,provider,hours,days,class_max,cost_per_session\nB,bimtek,UNI,16,2,10,2000000\n")
    ///     .csv("effects", "programme,competency,gain\nB,REG,0.8\n")
    ///     .build()
    ///     .unwrap();
    /// let as_of = parse_date("2026-01-05").unwrap();
    ///
    /// let years = agency
    ///     .live_through(as_of, 3, &Policy::default(), &World::default(), Streams::new(1))
    ///     .unwrap();
    /// assert_eq!(years.len(), 3);
    /// assert_eq!(years[2].indicators.counter_days_closed, 0.0);
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`CycleError`] names the stage that cannot go on, and why.
    pub fn live_through(
        &self,
        as_of: Date,
        years: u32,
        rule: &dyn Rule,
        world: &World,
        streams: Streams,
    ) -> Result<Vec<Year>, CycleError> {
        let mut simulation = Simulation::new(self, as_of, world, streams)?;
        (0..years)
            .map(|_| simulation.live(rule).map(|(year, _)| year))
            .collect()
    }
}

/// What a rule hands back must speak of what it was handed.
fn same(known: &Agency, handed: &Agency) -> Result<(), CycleError> {
    let same = known.people.ids() == handed.people.ids()
        && known.units.ids() == handed.units.ids()
        && known.framework.competencies() == handed.framework.competencies()
        && known.programmes.ids() == handed.programmes.ids()
        && known.providers.ids() == handed.providers.ids()
        && known.posts.ids() == handed.posts.ids();
    if same {
        Ok(())
    } else {
        Err(CycleError::OtherAgency)
    }
}

fn count(marks: impl Iterator<Item = bool>) -> f64 {
    marks.filter(|mark| *mark).count() as f64
}

fn budget(agency: &Agency) -> f64 {
    let sum = agency.phases.total_budget();
    agency
        .budget
        .total
        .map_or(sum, |total| total.min(sum))
        .as_f64()
}

/// Levels that the plan was to close by what was believed.
fn planned(schedule: &Schedule) -> f64 {
    let steps: u64 = schedule
        .plan()
        .lines()
        .iter()
        .flat_map(|line| &line.closed)
        .map(|(_, steps)| steps)
        .sum();
    steps as f64 / f64::from(Level::STEPS)
}

fn moved(agency: &Agency, moves: &super::ahead::Moves) -> f64 {
    count(agency.people.indices().map(|person| {
        let place = person.position();
        moves.stays[place]
            && moves.places[place] != (agency.people.unit(person), agency.people.post(person))
    }))
}

/// How far people meet the standards of their posts on a day.
fn standards(agency: &Agency, truth: &Truth, day: Date, indicators: &mut Indicators) {
    let (mut rows, mut met, mut gaps) = (0.0, 0.0, 0.0);
    let (mut matches, mut people) = (0.0, 0.0);
    for person in agency.people.indices() {
        let (mut achieved, mut required) = (0.0, 0.0);
        for row in agency.requirements.of(agency.people.post(person)) {
            let needed = row.level.as_f64();
            if needed > 0.0 {
                let level = truth.level(person, row.competency, day);
                rows += 1.0;
                gaps += (needed - level).max(0.0);
                met += f64::from(u8::from(level >= needed));
                achieved += level.min(needed);
                required += needed;
            }
        }
        if required > 0.0 {
            matches += 100.0 * achieved / required;
            people += 1.0;
        }
    }
    let mean = |sum: f64, count: f64| if count > 0.0 { sum / count } else { 0.0 };
    indicators.mean_gap = mean(gaps, rows);
    indicators.standards_met = mean(met, rows);
    indicators.job_person_match = mean(matches, people);
}

//! What a plan does for the index of professionality (IP ASN): a forecast of its competency part.

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

use super::{Plan, PlanError};
use crate::catalogue::ProgrammeForm;
use crate::regulation::Certainty;
use crate::words::id::PersonIndex;
use crate::words::measure::Hours;
use crate::words::table::{Column, Table};

/// The points of the competency part, which is 40 of the index's 100.
///
/// BKN 8/2019 article 8 gives 15 points for leadership training (structural posts), 15 for
/// functional training (functional posts), and 15 to both for at least 20 JP of technical training in
/// a year. **The points of executing officers (22.5 and 17.5) and those for seminars (10) are from
/// memory**; they add up to 40 as they must, but the regulation's text was not at hand. So is which
/// forms count as technical training and which as seminars. All of them can be set;
/// [`ProfessionalityOptions::figures`] tells which are sure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ProfessionalityOptions {
    /// Points for the leadership or functional training of one's post.
    pub career: f64,
    /// Points for technical training in structural and functional posts.
    pub technical: f64,
    /// Points for technical training of executing officers (pelaksana).
    pub technical_of_staff: f64,
    /// Points for a seminar or the like in structural and functional posts.
    pub seminar: f64,
    /// Points for a seminar or the like of executing officers.
    pub seminar_of_staff: f64,
    /// Whole hours (JP) of technical training in a year from which its points are given.
    pub technical_hours: u32,
    /// The forms that count as technical training.
    pub technical_forms: Vec<ProgrammeForm>,
    /// The forms that count as seminars.
    pub seminar_forms: Vec<ProgrammeForm>,
}

impl Default for ProfessionalityOptions {
    fn default() -> Self {
        Self {
            career: 15.0,
            technical: 15.0,
            technical_of_staff: 22.5,
            seminar: 10.0,
            seminar_of_staff: 17.5,
            technical_hours: 20,
            technical_forms: vec![
                ProgrammeForm::Training,
                ProgrammeForm::TechnicalGuidance,
                ProgrammeForm::ELearning,
                ProgrammeForm::DistanceTraining,
            ],
            seminar_forms: vec![ProgrammeForm::Seminar, ProgrammeForm::Workshop],
        }
    }
}

impl ProfessionalityOptions {
    /// Each figure with its source and how well it is known; one that differs from the default is
    /// the agency's own.
    pub fn figures(&self) -> Table {
        let usual = Self::default();
        let article = "BKN 8/2019 article 8, read in a published copy";
        let memory = "from memory; adds up to the verified 40 points";
        let rows = [
            (
                "career",
                self.career,
                usual.career,
                Certainty::Secondary,
                article,
            ),
            (
                "technical",
                self.technical,
                usual.technical,
                Certainty::Secondary,
                article,
            ),
            (
                "technical_of_staff",
                self.technical_of_staff,
                usual.technical_of_staff,
                Certainty::Memory,
                memory,
            ),
            (
                "seminar",
                self.seminar,
                usual.seminar,
                Certainty::Memory,
                memory,
            ),
            (
                "seminar_of_staff",
                self.seminar_of_staff,
                usual.seminar_of_staff,
                Certainty::Memory,
                memory,
            ),
            (
                "technical_hours",
                f64::from(self.technical_hours),
                f64::from(usual.technical_hours),
                Certainty::Secondary,
                article,
            ),
        ];
        let certainty = rows.iter().map(|&(_, value, usual, certainty, _)| {
            if value == usual {
                certainty.id()
            } else {
                Certainty::Own.id()
            }
        });
        Table::new(
            "professionality_figures",
            vec![
                Column::texts("figure", rows.iter().map(|row| row.0)),
                Column::numbers("value", rows.iter().map(|row| row.1)),
                Column::texts("certainty", certainty),
                Column::texts("source", rows.iter().map(|row| row.4)),
            ],
        )
    }

    fn check(&self) -> Result<(), PlanError> {
        let points = [
            ("career", self.career),
            ("technical", self.technical),
            ("technical_of_staff", self.technical_of_staff),
            ("seminar", self.seminar),
            ("seminar_of_staff", self.seminar_of_staff),
        ];
        match points
            .iter()
            .find(|(_, points)| !(0.0..=100.0).contains(points))
        {
            Some(&(setting, found)) => Err(PlanError::Options {
                setting,
                found: found.to_string(),
                expected: "points from 0 to 100",
            }),
            None => Ok(()),
        }
    }
}

/// The competency part of a person's index, before and after the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Professionality {
    /// Who.
    pub person: PersonIndex,
    /// Whether the points are those of executing officers. A post without a class counts so.
    pub is_staff: bool,
    /// Hours that count as technical training, this year so far: all of those that the agency's
    /// tables tell, for they do not tell which kind they were.
    pub hours_before: Hours,
    /// The same with what the plan adds in the year.
    pub hours_after: Hours,
    /// Whether the plan sends the person to a seminar or the like in the year.
    pub seminar: bool,
    /// The points that the person has for sure without the plan.
    pub sure_before: f64,
    /// The points that the person has for sure with it.
    pub sure_after: f64,
    /// The points with the plan if all that the tables do not tell (the career training of the post,
    /// seminars so far) was attended.
    pub possible_after: f64,
}

impl Plan {
    /// What the plan does for the competency part of everybody's index of professionality in the
    /// year of the plan's day. It is a forecast for planning, not the index that BKN publishes.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use mahir::testing::scenarios;
    /// # let plan = scenarios::office(6, 5_000_000).needs(scenarios::as_of())?.gaps()?.plan()?;
    /// use mahir::plan::ProfessionalityOptions;
    ///
    /// let forecast = plan.professionality(&ProfessionalityOptions::default())?;
    /// assert!(forecast.iter().all(|one| one.sure_before <= one.sure_after));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`PlanError::Options`] for points that are not from 0 to 100.
    pub fn professionality(
        &self,
        options: &ProfessionalityOptions,
    ) -> Result<Vec<Professionality>, PlanError> {
        options.check()?;
        let agency = self.agency();
        let least = Hours::whole(options.technical_hours);
        let year = self.gaps().needs().as_of().year();
        let forecast = agency.people.indices().map(|person| {
            let class = agency.posts.class(agency.people.post(person));
            let staff = agency.regulation.find_class("pelaksana");
            let is_staff = class.is_none() || class == staff;
            let before = agency.people.hours_this_year(person);
            let (mut after, mut seminar) = (before, false);
            for attendance in self.of(person) {
                if agency.phases.from(attendance.phase).year() != year {
                    continue;
                }
                let form = agency.programmes.form(attendance.programme);
                if options.technical_forms.contains(&form) {
                    after = after.saturating_add(agency.programmes.hours(attendance.programme));
                }
                seminar |= options.seminar_forms.contains(&form);
            }
            let (career, technical, of_seminar) = if is_staff {
                (0.0, options.technical_of_staff, options.seminar_of_staff)
            } else {
                (options.career, options.technical, options.seminar)
            };
            let given = |points: f64, is_given: bool| if is_given { points } else { 0.0 };
            let of_hours = |hours: Hours| given(technical, hours >= least);
            Professionality {
                person,
                is_staff,
                hours_before: before,
                hours_after: after,
                seminar,
                sure_before: of_hours(before),
                sure_after: of_hours(after) + given(of_seminar, seminar),
                possible_after: of_hours(after) + of_seminar + career,
            }
        });
        Ok(forecast.collect())
    }

    /// The same as a table; people stand under their codes.
    ///
    /// # Errors
    /// Those of [`Plan::professionality`].
    pub fn professionality_table(
        &self,
        options: &ProfessionalityOptions,
    ) -> Result<Table, PlanError> {
        let rows = self.professionality(options)?;
        let people = &self.agency().people;
        Ok(Table::new(
            "professionality",
            vec![
                Column::texts("person", rows.iter().map(|row| people.label(row.person))),
                Column::booleans("is_staff", rows.iter().map(|row| row.is_staff)),
                Column::numbers(
                    "hours_before",
                    rows.iter().map(|row| row.hours_before.as_f64()),
                ),
                Column::numbers(
                    "hours_after",
                    rows.iter().map(|row| row.hours_after.as_f64()),
                ),
                Column::booleans("seminar", rows.iter().map(|row| row.seminar)),
                Column::numbers("sure_before", rows.iter().map(|row| row.sure_before)),
                Column::numbers("sure_after", rows.iter().map(|row| row.sure_after)),
                Column::numbers("possible_after", rows.iter().map(|row| row.possible_after)),
            ],
        ))
    }
}

//! How many training hours does a form of development count for, where a rule says so?

use super::{Figure, Regulation};
use crate::catalogue::ProgrammeForm;
use crate::words::measure::Hours;

/// What a form's hours are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Per {
    /// Each session counts so much; at most so many sessions a month count.
    Session {
        /// The most sessions that count in a month.
        at_most_per_month: u32,
    },
    /// The whole activity counts so much, however long it takes.
    Activity,
    /// At most so much counts each day.
    DayAtMost,
}

/// The training hours that a form of development counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormCredit<'a> {
    /// The hours, with their source.
    pub hours: &'a Figure<Hours>,
    /// What they are counted by.
    pub per: Per,
}

impl FormCredit<'_> {
    /// The hours that count for one person: so many sessions in so many months on so many days.
    ///
    /// Of these the ones that do not matter for the form are passed over.
    pub fn hours_for(&self, sessions: u32, months: u32, days: u32) -> Hours {
        let times = match self.per {
            Per::Session { at_most_per_month } => {
                sessions.min(at_most_per_month.saturating_mul(months))
            }
            Per::Activity => 1,
            Per::DayAtMost => days,
        };
        Hours::from_hundredths(self.hours.value().hundredths().saturating_mul(times))
    }
}

impl Regulation {
    /// The hours that a form counts for; `None` if its timetable's hours count.
    pub fn form_credit(&self, form: ProgrammeForm) -> Option<FormCredit<'_>> {
        let figures = &self.figures;
        let (hours, per) = match form {
            ProgrammeForm::Coaching => (
                &figures.hours_per_coaching_session,
                Per::Session {
                    at_most_per_month: figures.coaching_sessions_per_month.value(),
                },
            ),
            ProgrammeForm::Mentoring => (
                &figures.hours_per_mentoring_session,
                Per::Session {
                    at_most_per_month: figures.mentoring_sessions_per_month.value(),
                },
            ),
            ProgrammeForm::Internship => (&figures.hours_per_internship, Per::Activity),
            ProgrammeForm::Secondment => (&figures.hours_per_secondment, Per::Activity),
            ProgrammeForm::Exchange => (&figures.hours_per_exchange, Per::Activity),
            ProgrammeForm::Benchmarking => (&figures.hours_per_benchmarking, Per::Activity),
            ProgrammeForm::SelfStudy => (&figures.self_study_hours_per_day, Per::DayAtMost),
            ProgrammeForm::CommunityOfPractice => {
                (&figures.community_of_practice_hours_per_day, Per::DayAtMost)
            }
            _ => return None,
        };
        Some(FormCredit { hours, per })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_count_as_the_province_of_lampung_counts_them() {
        // SE 2/2025 of the Province of Lampung.
        let regulation = Regulation::indonesia();
        for (form, sessions, months, days, hours) in [
            (ProgrammeForm::Coaching, 3, 1, 3, 4),
            (ProgrammeForm::Coaching, 3, 2, 3, 6),
            (ProgrammeForm::Mentoring, 1, 1, 1, 2),
            (ProgrammeForm::Internship, 1, 1, 20, 20),
            (ProgrammeForm::Secondment, 1, 3, 60, 20),
            (ProgrammeForm::Exchange, 1, 3, 60, 20),
            (ProgrammeForm::Benchmarking, 1, 1, 2, 10),
            (ProgrammeForm::SelfStudy, 1, 1, 3, 6),
            (ProgrammeForm::CommunityOfPractice, 1, 1, 1, 2),
        ] {
            let credit = regulation.form_credit(form).unwrap();
            assert_eq!(
                credit.hours_for(sessions, months, days),
                Hours::whole(hours),
                "{form:?}"
            );
        }
        // Classical forms count for the hours of their timetables.
        for &form in ProgrammeForm::ALL {
            assert!(!form.is_classical() || regulation.form_credit(form).is_none());
        }
    }
}

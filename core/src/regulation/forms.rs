//! How many training hours does a form of development count for, where a rule says so?

use super::{Figure, Regulation};
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
    pub fn hours(&self, sessions: u32, months: u32, days: u32) -> Hours {
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
    /// The forms for which a rule says how many hours they count for; the others count for the
    /// hours of their timetable.
    pub const FORMS_WITH_CREDIT: [&'static str; 8] = [
        "coaching",
        "mentoring",
        "internship",
        "secondment",
        "exchange",
        "study_visit",
        "self_study",
        "community_of_practice",
    ];

    /// The hours that a form counts for, by its id; `None` if its timetable's hours count.
    pub fn form_credit(&self, form: &str) -> Option<FormCredit<'_>> {
        let figures = &self.figures;
        let (hours, per) = match form {
            "coaching" => (
                &figures.hours_per_coaching_session,
                Per::Session {
                    at_most_per_month: figures.coaching_sessions_per_month.value(),
                },
            ),
            "mentoring" => (
                &figures.hours_per_mentoring_session,
                Per::Session {
                    at_most_per_month: figures.mentoring_sessions_per_month.value(),
                },
            ),
            "internship" => (&figures.hours_per_internship, Per::Activity),
            "secondment" => (&figures.hours_per_secondment, Per::Activity),
            "exchange" => (&figures.hours_per_exchange, Per::Activity),
            "study_visit" | "benchmarking" => (&figures.hours_per_study_visit, Per::Activity),
            "self_study" => (&figures.self_study_hours_per_day, Per::DayAtMost),
            "community_of_practice" => {
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
            ("coaching", 3, 1, 3, 4),
            ("coaching", 3, 2, 3, 6),
            ("mentoring", 1, 1, 1, 2),
            ("internship", 1, 1, 20, 20),
            ("secondment", 1, 3, 60, 20),
            ("exchange", 1, 3, 60, 20),
            ("study_visit", 1, 1, 2, 10),
            ("self_study", 1, 1, 3, 6),
            ("community_of_practice", 1, 1, 1, 2),
        ] {
            let credit = regulation.form_credit(form).unwrap();
            assert_eq!(
                credit.hours(sessions, months, days),
                Hours::whole(hours),
                "{form}"
            );
        }
        assert_eq!(regulation.form_credit("workshop"), None);
        for form in Regulation::FORMS_WITH_CREDIT {
            assert!(regulation.form_credit(form).is_some(), "{form}");
        }
    }
}

//! The figures of the preset, each with its source and how well it is known.
//!
//! Most of the rules themselves could not be read in full; where a number comes through someone
//! who applies the rule, its certainty says so.

use super::figure::{Figure, FigureValue, Percent};
use super::satisfaction::SatisfactionWeights;
use super::{Certainty, RegulationError};
use crate::words::measure::{Hours, Minutes};

/// One figure as a row: name, value in text, unit, source, certainty.
pub(super) struct Row<'a> {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) unit: &'static str,
    pub(super) source: &'a str,
    pub(super) certainty: Certainty,
}

impl<'a> Row<'a> {
    pub(super) fn of<T: FigureValue>(name: String, figure: &'a Figure<T>) -> Self {
        Self {
            name,
            value: figure.value.to_string(),
            unit: figure.unit,
            source: &figure.source,
            certainty: figure.certainty,
        }
    }
}

/// Sets a figure from text, keeping it in bounds.
pub(super) fn set<T: FigureValue>(
    figure: &mut Figure<T>,
    name: &str,
    value: &str,
    bounds: (T, T),
) -> Result<(), RegulationError> {
    match T::read(value) {
        Some(read) if bounds.0 <= read && read <= bounds.1 => {
            figure.value = read;
            Ok(())
        }
        _ => Err(RegulationError::Value {
            figure: name.to_owned(),
            value: value.to_owned(),
            expected: T::expected(figure.unit, bounds.0, bounds.1),
        }),
    }
}

macro_rules! figures {
    ($(
        $(#[$doc:meta])*
        $name:ident: $type:ty = $value:expr, $unit:literal, $low:expr => $high:expr,
        $certainty:ident, $source:literal;
    )*) => {
        /// The figures that are one number each.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) struct Figures {
            $(pub(super) $name: Figure<$type>,)*
        }

        impl Figures {
            pub(super) fn indonesia() -> Self {
                Self {
                    $($name: Figure::new($value, $unit, $source, Certainty::$certainty),)*
                }
            }

            /// All figures in order.
            pub(super) fn rows(&self) -> Vec<Row<'_>> {
                vec![$(Row::of(stringify!($name).to_owned(), &self.$name),)*]
            }

            /// Sets a figure; `None` if it is not one of these.
            pub(super) fn set(
                &mut self,
                name: &str,
                value: &str,
                origin: (&str, Certainty),
            ) -> Option<Result<(), RegulationError>> {
                match name {
                    $(stringify!($name) => Some(
                        set(&mut self.$name, name, value, ($low, $high)).map(|()| {
                            self.$name.source = origin.0.to_owned();
                            self.$name.certainty = origin.1;
                        }),
                    ),)*
                    _ => None,
                }
            }
        }

        impl super::Regulation {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> &Figure<$type> {
                    &self.figures.$name
                }
            )*
        }
    };
}

figures! {
    /// Minutes in one training hour (jam pelajaran, JP).
    minutes_per_training_hour: Minutes = Minutes::whole(45), "minutes per JP",
        Minutes::whole(1) => Minutes::whole(240), Regulation,
        "Perlan 5/2018, as published by LAN (lan.go.id)";
    /// Training hours a year that a permanent civil servant (PNS) gets at least.
    pns_minimum_hours: Hours = Hours::whole(20), "JP per year",
        Hours::NONE => Hours::whole(2_000), Regulation,
        "PP 11/2017 Pasal 203(4), amended by PP 17/2020; repeated by Permendikbudristek 34/2023";
    /// Training hours a contract year that a contract civil servant (PPPK) gets at most.
    pppk_maximum_hours: Hours = Hours::whole(24), "JP per year",
        Hours::NONE => Hours::whole(2_000), Regulation,
        "PP 49/2018 Pasal 40(1)-(2); repeated by Permendikbudristek 34/2023";

    /// JPM from which a mapped person is optimal.
    jpm_mapping_optimal: Percent = Percent::whole(90), "percent",
        Percent::whole(0) => Percent::whole(200), Regulation,
        "Peraturan BRIN 3/2023 Pasal 33 (one agency's rule; Permen KP 39/2023 Pasal 52 cuts at 91 and 85)";
    /// JPM from which a mapped person is fairly optimal.
    jpm_mapping_fairly_optimal: Percent = Percent::whole(78), "percent",
        Percent::whole(0) => Percent::whole(200), Regulation,
        "Peraturan BRIN 3/2023 Pasal 33 (one agency's rule; Permen KP 39/2023 Pasal 52 cuts at 85 and 75)";
    /// JPM from which a candidate meets the requirements (MS).
    jpm_selection_qualified: Percent = Percent::whole(80), "percent",
        Percent::whole(0) => Percent::whole(200), Secondary,
        "published competency test results (123dok.com z3j1vvmy)";
    /// JPM from which a candidate still meets the requirements (MMS).
    jpm_selection_still_qualified: Percent = Percent::whole(68), "percent",
        Percent::whole(0) => Percent::whole(200), Conflict,
        "published competency test results (123dok.com z3j1vvmy); one published application uses 65";

    /// Effective working time of one person a year (ABK).
    effective_minutes_per_year: Minutes = Minutes::whole(75_000), "minutes per year",
        Minutes::whole(1) => Minutes::whole(527_040), Secondary,
        "PermenPANRB 1/2020, through published implementations (1,250 hours; older bases of about 1,300 hours exist)";
    /// How often a daily volume occurs in a year.
    annual_factor_daily: u32 = 250, "times per year", 1 => 366, Secondary,
        "PermenPANRB 1/2020, through published implementations (a convention: the calendar of 2026 has 240 to 248 working days)";
    /// How often a weekly volume occurs in a year.
    annual_factor_weekly: u32 = 50, "times per year", 1 => 53, Secondary,
        "PermenPANRB 1/2020, through published implementations";
    /// How often a monthly volume occurs in a year.
    annual_factor_monthly: u32 = 12, "times per year", 1 => 12, Secondary,
        "PermenPANRB 1/2020, through published implementations";
    /// How often a yearly volume occurs in a year.
    annual_factor_yearly: u32 = 1, "times per year", 1 => 1, Secondary,
        "PermenPANRB 1/2020, through published implementations";
    /// Workload per staff, above which a unit's efficiency has grade A.
    workload_grade_a_above: Percent = Percent::whole(100), "percent",
        Percent::whole(0) => Percent::whole(1_000), Conflict,
        "Permendagri 12/2008, through a published workload analysis; one published application cuts at 91";
    /// Workload per staff, from which a unit's efficiency has grade B.
    workload_grade_b_from: Percent = Percent::whole(90), "percent",
        Percent::whole(0) => Percent::whole(1_000), Conflict,
        "Permendagri 12/2008, through a published workload analysis; one published application cuts at 76";
    /// Workload per staff, from which a unit's efficiency has grade C.
    workload_grade_c_from: Percent = Percent::whole(70), "percent",
        Percent::whole(0) => Percent::whole(1_000), Conflict,
        "Permendagri 12/2008, through a published workload analysis; one published application cuts at 61";
    /// Workload per staff, from which a unit's efficiency has grade D.
    workload_grade_d_from: Percent = Percent::whole(50), "percent",
        Percent::whole(0) => Percent::whole(1_000), Conflict,
        "Permendagri 12/2008, through a published workload analysis; one published application cuts at 51";

    /// How many elements a satisfaction survey (SKM) asks about.
    satisfaction_elements: u32 = 9, "elements", 1 => 100, Secondary,
        "PermenPANRB 14/2017, through published surveys (Kepmenpan 25/2004 had 14)";
    /// The weight of each element of a satisfaction survey: exact, or rounded.
    satisfaction_weights: SatisfactionWeights = SatisfactionWeights::Exact, "way of rounding",
        SatisfactionWeights::Exact => SatisfactionWeights::TwoDecimals, Conflict,
        "PermenPANRB 14/2017, through published surveys: 1/9, 0.111 and 0.11 are all in use";
    /// Satisfaction index from which the grade is A.
    satisfaction_grade_a_from: Percent = Percent::from_hundredths(8_831), "index points",
        Percent::whole(0) => Percent::whole(100), Secondary,
        "PermenPANRB 14/2017, through published surveys";
    /// Satisfaction index from which the grade is B.
    satisfaction_grade_b_from: Percent = Percent::from_hundredths(7_661), "index points",
        Percent::whole(0) => Percent::whole(100), Secondary,
        "PermenPANRB 14/2017, through published surveys";
    /// Satisfaction index from which the grade is C.
    satisfaction_grade_c_from: Percent = Percent::from_hundredths(6_500), "index points",
        Percent::whole(0) => Percent::whole(100), Secondary,
        "PermenPANRB 14/2017, through published surveys";

    /// Minutes of work in a usual week, breaks not counted: 37.5 hours.
    working_minutes_per_week: Minutes = Minutes::whole(2_250), "minutes per week",
        Minutes::whole(1) => Minutes::whole(10_080), Secondary,
        "Perpres 21/2023 Pasal 4, through the press";
    /// Minutes of work in a week of Ramadan, breaks not counted: 32.5 hours.
    ramadan_minutes_per_week: Minutes = Minutes::whole(1_950), "minutes per week",
        Minutes::whole(1) => Minutes::whole(10_080), Secondary,
        "Perpres 21/2023 Pasal 4, through the press";
    /// Days of work in a week.
    working_days_per_week: u32 = 5, "days per week", 1 => 7, Secondary,
        "Perpres 21/2023 Pasal 4, through the press (some agencies work six days)";

    /// Training hours of one coaching session.
    hours_per_coaching_session: Hours = Hours::whole(2), "JP per session",
        Hours::NONE => Hours::whole(24), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Coaching sessions that count in a month, at most.
    coaching_sessions_per_month: u32 = 2, "sessions per month", 0 => 31, Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours of one mentoring session.
    hours_per_mentoring_session: Hours = Hours::whole(2), "JP per session",
        Hours::NONE => Hours::whole(24), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Mentoring sessions that count in a month, at most.
    mentoring_sessions_per_month: u32 = 2, "sessions per month", 0 => 31, Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours of an internship (magang, praktik kerja).
    hours_per_internship: Hours = Hours::whole(20), "JP",
        Hours::NONE => Hours::whole(2_000), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours of a secondment (detasering).
    hours_per_secondment: Hours = Hours::whole(20), "JP",
        Hours::NONE => Hours::whole(2_000), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours of an exchange with a company (pertukaran PNS dengan swasta).
    hours_per_exchange: Hours = Hours::whole(20), "JP",
        Hours::NONE => Hours::whole(2_000), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours of a study visit (benchmarking).
    hours_per_benchmarking: Hours = Hours::whole(10), "JP",
        Hours::NONE => Hours::whole(2_000), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours a day that self-study (belajar mandiri) counts for, at most.
    self_study_hours_per_day: Hours = Hours::whole(2), "JP per day",
        Hours::NONE => Hours::whole(24), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
    /// Training hours a day that a community of practice counts for, at most.
    community_of_practice_hours_per_day: Hours = Hours::whole(2), "JP per day",
        Hours::NONE => Hours::whole(24), Convention,
        "Province of Lampung, SE 2/2025; the national table (Perlan 10/2018) was not read";
}

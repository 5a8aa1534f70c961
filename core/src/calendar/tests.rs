//! Days, phases and absences against hand counts and plain loops.

use proptest::prelude::*;

use super::*;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, ProviderIndex, UnitIndex};
use crate::words::measure::{Date, Minutes, Period, Rupiah};

const WEEK: Minutes = Minutes::whole(2_250);

fn day(text: &str) -> Date {
    crate::words::measure::parse_date(text).unwrap()
}

fn holiday(date: &str, name: &str, kind: HolidayKind) -> Holiday {
    Holiday::new(day(date), name, kind)
}

/// March 2026: Nyepi on Thursday 19, joint leave on Wednesday 18, Idulfitri on Saturday 21.
fn march() -> CalendarBuilder {
    let mut builder = CalendarBuilder::new();
    for (date, name, kind) in [
        ("2026-03-21", "Idulfitri", HolidayKind::Holiday),
        ("2026-03-18", "Nyepi", HolidayKind::JointLeave),
        ("2026-03-19", "Nyepi", HolidayKind::Holiday),
    ] {
        builder.holiday(holiday(date, name, kind)).unwrap();
    }
    builder
}

#[test]
fn reasons_come_in_a_fixed_order() {
    let mut builder = march();
    builder
        .blocked(
            Period::new(day("2026-03-16"), day("2026-03-27")),
            "Idulfitri",
        )
        .unwrap();
    let calendar = builder.build();
    let why = |date| calendar.why_not_training(day(date));
    assert_eq!(why("2026-03-13"), None);
    assert_eq!(why("2026-03-16"), Some(DayOff::Blocked("Idulfitri")));
    assert_eq!(why("2026-03-18"), Some(DayOff::JointLeave("Nyepi")));
    assert_eq!(why("2026-03-19"), Some(DayOff::Holiday("Nyepi")));
    assert_eq!(why("2026-03-21"), Some(DayOff::Weekend(Weekday::Sat)));
    assert_eq!(calendar.why_not_working(day("2026-03-16")), None);
    let text = why("2026-03-18").unwrap().explain(Language::Indonesian);
    assert_eq!(text, "cuti bersama (Nyepi)");
    let text = why("2026-03-21").unwrap().explain(Language::Indonesian);
    assert_eq!(text, "akhir pekan (Sabtu)");
    // By a wall calendar: 22 weekdays, less Wednesday 18 and Thursday 19.
    let (first, last) = (day("2026-03-01"), day("2026-03-31"));
    assert_eq!(calendar.count_working_days(first, last), 20);
    // Of the ten weekdays from 16 to 27 March all are closed or off.
    assert_eq!(calendar.training_days(first, last).count(), 12);
}

#[test]
fn joint_leave_can_be_worked() {
    let mut builder = march();
    builder.joint_leave_is_off(false);
    let calendar = builder.build();
    assert!(calendar.is_working_day(day("2026-03-18")));
    assert!(!calendar.is_working_day(day("2026-03-19")));
}

#[test]
fn hours_are_those_of_the_decree() {
    // Perpres 21/2023: 37.5 hours a week, 32.5 in Ramadan, five days: 7.5 and 6.5 hours a day.
    let mut builder = march();
    let ramadan = Period::new(day("2026-02-18"), day("2026-03-19"));
    builder
        .reduced(ramadan, "Ramadan", Minutes::whole(1_950))
        .unwrap();
    let calendar = builder.build();
    let minutes = |date| calendar.working_minutes(day(date), WEEK);
    assert_eq!(minutes("2026-02-17"), Minutes::whole(450));
    assert_eq!(minutes("2026-02-18"), Minutes::whole(390));
    assert_eq!(minutes("2026-03-18"), Minutes::NONE);
    assert_eq!(minutes("2026-03-22"), Minutes::NONE);
    // Monday 16 and Tuesday 17 March at 390, Friday 20 at 450.
    let total = calendar.total_working_minutes(day("2026-03-16"), day("2026-03-22"), WEEK);
    assert_eq!(total, 2 * 390 + 450);

    let mut builder = CalendarBuilder::new();
    builder.weekend([Weekday::Sun]).unwrap();
    let six_days = builder.build();
    let saturday = day("2026-03-21");
    assert_eq!(
        six_days.working_minutes(saturday, WEEK),
        Minutes::whole(375)
    );
}

#[test]
fn what_is_no_calendar_is_refused() {
    let mut builder = march();
    let every_day = (0..7).map(|day| Weekday::try_from(day).unwrap());
    assert_eq!(
        builder.weekend(every_day).unwrap_err().code(),
        "weekend_all_week"
    );
    let again = holiday("2026-03-19", "Nyepi", HolidayKind::Holiday);
    assert_eq!(builder.holiday(again).unwrap_err().code(), "holiday_twice");
    let unnamed = holiday("2026-03-20", " ", HolidayKind::Holiday);
    assert_eq!(builder.holiday(unnamed).unwrap_err().code(), "holiday_name");
    let backwards = Period::new(day("2026-03-27"), day("2026-03-16"));
    let error = builder.blocked(backwards, "x").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a blocked stretch ends before it starts (2026-03-27 to 2026-03-16); \
         expected a last day on or after the first"
    );
    let open = Period::default();
    assert_eq!(
        builder.blocked(open, "").unwrap_err().code(),
        "reason_missing"
    );
    for minutes in [Minutes::NONE, Minutes::whole(10_081)] {
        let error = builder.reduced(open, "x", minutes).unwrap_err();
        assert_eq!(error.code(), "working_week");
    }
}

#[test]
fn saved_days_are_checked_when_they_are_read() {
    let mut builder = march();
    builder.blocked(Period::default(), "tutup").unwrap();
    builder
        .reduced(Period::default(), "Ramadan", Minutes::whole(1_950))
        .unwrap();
    let calendar = builder.build();
    let value = serde_json::to_value(&calendar).unwrap();
    assert_eq!(
        serde_json::from_value::<Calendar>(value.clone()).unwrap(),
        calendar
    );
    let mut wrong = value.clone();
    wrong["weekend"] = serde_json::json!([true, true, true, true, true, true, true]);
    assert!(serde_json::from_value::<Calendar>(wrong).is_err());
    let mut wrong = value;
    wrong["reduced"][0]["minutes_per_week"] = serde_json::Value::Null;
    assert!(serde_json::from_value::<Calendar>(wrong).is_err());
}

fn phases(rows: &[(&str, &str, &str)]) -> Phases {
    let mut builder = PhasesBuilder::new();
    for (id, from, until) in rows {
        builder
            .phase(id, "", day(from), day(until), Rupiah::new(80_000_000))
            .unwrap();
    }
    builder.build()
}

#[test]
fn phases_are_kept_as_given() {
    let quarters = phases(&[
        ("T1", "2026-01-05", "2026-03-31"),
        ("T2", "2026-04-01", "2026-06-30"),
    ]);
    let second = quarters.ids().find("T2").unwrap();
    assert_eq!(quarters.name(second), "T2");
    assert_eq!(quarters.total_budget(), Rupiah::new(160_000_000));
    assert_eq!(
        quarters.horizon(),
        Some((day("2026-01-05"), day("2026-06-30")))
    );
    assert_eq!(quarters.phase_of(day("2026-04-01")), Some(second));
    assert_eq!(quarters.phase_of(day("2026-07-01")), None);
    assert_eq!(quarters.first_overlap(), None);
    assert_eq!(quarters.first_out_of_order(), None);
    assert_eq!(Phases::default().horizon(), None);
    assert_eq!(Phases::default().first_overlap(), None);
}

#[test]
fn phases_that_overlap_or_run_backwards_are_found() {
    let shuffled = phases(&[
        ("late", "2026-07-01", "2026-09-30"),
        ("early", "2026-01-01", "2026-04-01"),
        ("middle", "2026-04-01", "2026-06-30"),
    ]);
    let name = |pair: Option<_>| {
        pair.map(|(one, other)| (shuffled.id(one).to_owned(), shuffled.id(other).to_owned()))
    };
    let pair = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
    assert_eq!(name(shuffled.first_overlap()), pair("early", "middle"));
    assert_eq!(name(shuffled.first_out_of_order()), pair("late", "early"));

    let mut builder = PhasesBuilder::new();
    let (from, until) = (day("2026-01-01"), day("2026-03-31"));
    let mut code = |id, from, until, budget| {
        builder
            .phase(id, "", from, until, Rupiah::new(budget))
            .map_err(|error| error.code())
    };
    assert!(code("T1", from, from, 0).is_ok());
    assert_eq!(code("T1", from, until, 0), Err("phase_id"));
    assert_eq!(code("T2", until, from, 0), Err("period_backwards"));
    assert_eq!(code("T2", from, until, -1), Err("negative_budget"));
}

#[test]
fn saved_phases_are_checked_when_they_are_read() {
    let one = phases(&[("T1", "2026-01-05", "2026-03-31")]);
    let value = serde_json::to_value(&one).unwrap();
    assert_eq!(
        serde_json::from_value::<Phases>(value.clone()).unwrap(),
        one
    );
    let mut wrong = value.clone();
    wrong["budgets"] = serde_json::json!([]);
    assert!(serde_json::from_value::<Phases>(wrong).is_err());
    let mut wrong = value;
    wrong["budgets"] = serde_json::json!([-5]);
    assert!(serde_json::from_value::<Phases>(wrong).is_err());
}

#[test]
fn absences_are_of_one_kind_of_absentee_only() {
    let (unit, person) = (UnitIndex::at(0).unwrap(), PersonIndex::at(0).unwrap());
    let provider = ProviderIndex::at(0).unwrap();
    let mut builder = AbsencesBuilder::new();
    let week = Period::new(day("2026-05-04"), day("2026-05-08"));
    builder
        .absence(Absentee::Person(person), week, "cuti tahunan")
        .unwrap();
    let from_june = Period {
        from: Some(day("2026-06-01")),
        until: None,
    };
    builder
        .absence(Absentee::Provider(provider), from_june, "")
        .unwrap();
    assert_eq!(
        builder
            .absence(
                Absentee::Unit(unit),
                Period::new(day("2026-05-08"), day("2026-05-04")),
                "x"
            )
            .unwrap_err()
            .code(),
        "period_backwards"
    );
    let absences = builder.build();
    assert!(absences.absent_person(person, day("2026-05-08")));
    assert!(!absences.absent_person(person, day("2026-05-09")));
    assert!(!absences.absent_unit(unit, day("2026-05-05")));
    assert!(absences.absent_provider(provider, day("2030-01-01")));
    let found = absences.on(Absentee::Person(person), day("2026-05-04"));
    assert_eq!(found, Some((week, "cuti tahunan")));
    assert_eq!(absences.first_unknown(1, 1, 1), None);
    assert_eq!(
        absences.first_unknown(1, 0, 1),
        Some(Absentee::Person(person))
    );

    let value = serde_json::to_value(&absences).unwrap();
    assert_eq!(
        serde_json::from_value::<Absences>(value.clone()).unwrap(),
        absences
    );
    let mut wrong = value;
    wrong["reasons"] = serde_json::json!(["one"]);
    assert!(serde_json::from_value::<Absences>(wrong).is_err());
}

fn plus(days: u64) -> Date {
    day("2025-12-01") + chrono::Days::new(days)
}

proptest! {
    /// The count by whole weeks against a plain loop over the days.
    #[test]
    fn counting_is_walking(
        from in 0..80_u64,
        length in 0..80_u64,
        weekend in proptest::collection::vec(0..7_u8, 0..4),
        off in any::<bool>(),
        holidays in proptest::collection::btree_set((0..160_u64, any::<bool>()), 0..12),
    ) {
        let mut builder = CalendarBuilder::new();
        builder.weekend(weekend.iter().map(|&day| Weekday::try_from(day).unwrap())).unwrap();
        builder.joint_leave_is_off(off);
        for &(at, joint) in &holidays {
            let kind = if joint { HolidayKind::JointLeave } else { HolidayKind::Holiday };
            builder.holiday(Holiday::new(plus(at), "libur", kind)).unwrap();
        }
        let calendar = builder.build();
        let (first, last) = (plus(from), plus(from + length));
        let walked = (from..=from + length)
            .filter(|&at| calendar.is_working_day(plus(at)))
            .count();
        prop_assert_eq!(calendar.count_working_days(first, last) as usize, walked);
        prop_assert_eq!(calendar.working_days(first, last).count(), walked);
        let minutes = calendar.total_working_minutes(first, last, WEEK);
        prop_assert!(minutes <= 2_250 * (length / 7 + 2));
        if length > 0 {
            prop_assert_eq!(calendar.count_working_days(last, first), 0);
        }
    }

    /// The look-up against a plain search of all rows.
    #[test]
    fn looking_up_is_searching(
        rows in proptest::collection::vec(
            (0..3_u8, 0..3_usize, proptest::option::of(0..40_u64), proptest::option::of(0..15_u64)),
            0..25,
        ),
        at in 0..60_u64,
    ) {
        let absentee = |kind, position| match kind {
            0 => Absentee::Unit(UnitIndex::at(position).unwrap()),
            1 => Absentee::Person(PersonIndex::at(position).unwrap()),
            _ => Absentee::Provider(ProviderIndex::at(position).unwrap()),
        };
        let mut builder = AbsencesBuilder::new();
        let mut given = Vec::new();
        for (kind, position, from, length) in rows {
            let period = Period {
                from: from.map(plus),
                until: length.map(|length| plus(from.unwrap_or(20) + length)),
            };
            builder.absence(absentee(kind, position), period, "x").unwrap();
            given.push((absentee(kind, position), period));
        }
        let absences = builder.build();
        prop_assert_eq!(absences.len(), given.len());
        let kept: Vec<_> = absences.rows().map(|(whom, period, _)| (whom, period)).collect();
        prop_assert_eq!(&kept, &given);
        for kind in 0..3 {
            for position in 0..3 {
                let whom = absentee(kind, position);
                let away = given.iter().any(|(other, period)| *other == whom && period.contains(plus(at)));
                prop_assert_eq!(absences.on(whom, plus(at)).is_some(), away);
            }
        }
    }
}

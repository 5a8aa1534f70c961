//! Public holidays and joint leave by joint decree of three ministers (SKB 3 Menteri).
//!
//! Islamic dates are never computed: they stand as decreed, year by year.

use super::Certainty;
use crate::calendar::{Holiday, HolidayKind};
use crate::words::measure::Date;

/// A year's decree. Each day is month, day and name.
pub(super) struct Decree {
    pub(super) year: i32,
    pub(super) source: &'static str,
    /// Of the dates; the names were attached by hand.
    pub(super) certainty: Certainty,
    holidays: &'static [(u32, u32, &'static str)],
    joint_leave: &'static [(u32, u32, &'static str)],
}

/// The years that are known.
pub(super) const DECREES: [Decree; 2] = [
    Decree {
        year: 2025,
        source: "SKB 1017/2/2 Tahun 2024 (14 October 2024), amended by SKB 933/1/3 Tahun 2025 \
                 (7 August 2025); dates through the press, names from memory",
        certainty: Certainty::Secondary,
        holidays: &[
            (1, 1, "Tahun Baru 2025 Masehi"),
            (1, 27, "Isra Mikraj Nabi Muhammad SAW"),
            (1, 29, "Tahun Baru Imlek"),
            (3, 29, "Hari Suci Nyepi"),
            (3, 31, "Idulfitri"),
            (4, 1, "Idulfitri"),
            (4, 18, "Wafat Yesus Kristus"),
            (4, 20, "Kebangkitan Yesus Kristus (Paskah)"),
            (5, 1, "Hari Buruh Internasional"),
            (5, 12, "Hari Raya Waisak"),
            (5, 29, "Kenaikan Yesus Kristus"),
            (6, 1, "Hari Lahir Pancasila"),
            (6, 6, "Iduladha"),
            (6, 27, "1 Muharam Tahun Baru Islam"),
            (8, 17, "Proklamasi Kemerdekaan"),
            (9, 5, "Maulid Nabi Muhammad SAW"),
            (12, 25, "Kelahiran Yesus Kristus (Natal)"),
        ],
        joint_leave: &[
            (1, 28, "Tahun Baru Imlek"),
            (3, 28, "Hari Suci Nyepi"),
            (4, 2, "Idulfitri"),
            (4, 3, "Idulfitri"),
            (4, 4, "Idulfitri"),
            (4, 7, "Idulfitri"),
            (5, 13, "Hari Raya Waisak"),
            (5, 30, "Kenaikan Yesus Kristus"),
            (6, 9, "Iduladha"),
            (8, 18, "Proklamasi Kemerdekaan"),
            (12, 26, "Kelahiran Yesus Kristus (Natal)"),
        ],
    },
    Decree {
        year: 2026,
        source: "SKB 1497/2/5 Tahun 2025 (19 September 2025); dates through the press, names from \
                 memory",
        certainty: Certainty::Secondary,
        holidays: &[
            (1, 1, "Tahun Baru 2026 Masehi"),
            (1, 16, "Isra Mikraj Nabi Muhammad SAW"),
            (2, 17, "Tahun Baru Imlek"),
            (3, 19, "Hari Suci Nyepi"),
            (3, 21, "Idulfitri"),
            (3, 22, "Idulfitri"),
            (4, 3, "Wafat Yesus Kristus"),
            (4, 5, "Kebangkitan Yesus Kristus (Paskah)"),
            (5, 1, "Hari Buruh Internasional"),
            (5, 14, "Kenaikan Yesus Kristus"),
            (5, 27, "Iduladha"),
            (5, 31, "Hari Raya Waisak"),
            (6, 1, "Hari Lahir Pancasila"),
            (6, 16, "1 Muharam Tahun Baru Islam"),
            (8, 17, "Proklamasi Kemerdekaan"),
            (8, 25, "Maulid Nabi Muhammad SAW"),
            (12, 25, "Kelahiran Yesus Kristus (Natal)"),
        ],
        joint_leave: &[
            (2, 16, "Tahun Baru Imlek"),
            (3, 18, "Hari Suci Nyepi"),
            (3, 20, "Idulfitri"),
            (3, 23, "Idulfitri"),
            (3, 24, "Idulfitri"),
            (5, 15, "Kenaikan Yesus Kristus"),
            (5, 28, "Iduladha"),
            (12, 24, "Kelahiran Yesus Kristus (Natal)"),
        ],
    },
];

impl Decree {
    /// The decree's days off, by day.
    pub(super) fn days(&self) -> Vec<Holiday> {
        let kinds = [
            (self.holidays, HolidayKind::Holiday),
            (self.joint_leave, HolidayKind::JointLeave),
        ];
        let mut days: Vec<Holiday> = kinds
            .into_iter()
            .flat_map(|(list, kind)| {
                list.iter().filter_map(move |&(month, day, name)| {
                    // A test counts the days, so none of them is impossible.
                    let date = Date::from_ymd_opt(self.year, month, day)?;
                    Some(Holiday::new(date, name, kind))
                })
            })
            .collect();
        days.sort();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, CalendarBuilder};

    fn calendar(year: i32, joint_leave_is_off: bool) -> Calendar {
        let mut builder = CalendarBuilder::new();
        builder.joint_leave_is_off(joint_leave_is_off);
        let decree = DECREES.iter().find(|decree| decree.year == year).unwrap();
        for holiday in decree.days() {
            builder.holiday(holiday).unwrap();
        }
        builder.build()
    }

    #[test]
    fn years_have_as_many_working_days_as_others_count() {
        // The Python package `holidays` 0.109 counts the same: 2025 has 248 working days, 237 with
        // joint leave off; 2026 has 248 and 240.
        for (year, public_only, with_joint_leave) in [(2025, 248, 237), (2026, 248, 240)] {
            let first = Date::from_ymd_opt(year, 1, 1).unwrap();
            let last = Date::from_ymd_opt(year, 12, 31).unwrap();
            for (off, expected) in [(false, public_only), (true, with_joint_leave)] {
                let calendar = calendar(year, off);
                assert_eq!(calendar.count_working_days(first, last), expected, "{year}");
                assert_eq!(
                    calendar.working_days(first, last).count() as u32,
                    expected,
                    "{year}"
                );
            }
        }
    }

    #[test]
    fn decrees_name_as_many_days_as_printed() {
        // 2025: 17 holidays and 11 days of joint leave; 2026: 17 and 8.
        for (decree, joint_leave) in DECREES.iter().zip([11, 8]) {
            let days = decree.days();
            let of = |kind| days.iter().filter(|day| day.kind == kind).count();
            assert_eq!(of(HolidayKind::Holiday), 17);
            assert_eq!(of(HolidayKind::JointLeave), joint_leave);
        }
    }
}

//! The class of a post and the day on which service ends, from what an employee list says.

use chrono::{Datelike as _, Months};

use crate::readers::walk::plain;
use crate::words::measure::Date;

/// The class of a post by the regulation's ids, from its echelon, its sort and its name; nothing if
/// they do not tell. Echelon II is a first-tier leader, III an administrator, IV a supervisor (PP
/// 11/2017); functional posts carry their tier as the last words of their name.
pub(super) fn class_of(echelon: &str, sort: &str, name: &str) -> Option<&'static str> {
    let roman: String = echelon
        .trim()
        .to_uppercase()
        .trim_start_matches("ESELON")
        .trim()
        .chars()
        .take_while(|c| matches!(c, 'I' | 'V'))
        .collect();
    match roman.as_str() {
        "II" => return Some("jpt_pratama"),
        "III" => return Some("administrator"),
        "IV" => return Some("pengawas"),
        _ => {}
    }
    let (sort, name) = (plain(sort), plain(name));
    if sort.contains("pelaksana") || sort.contains("fungsionalumum") {
        return Some("pelaksana");
    }
    if sort.contains("struktural") {
        return None;
    }
    const TIERS: [(&str, &str); 8] = [
        ("ahliutama", "jf_ahli_utama"),
        ("ahlimadya", "jf_ahli_madya"),
        ("ahlimuda", "jf_ahli_muda"),
        ("ahlipertama", "jf_ahli_pertama"),
        ("penyelia", "jf_penyelia"),
        ("mahir", "jf_mahir"),
        ("terampil", "jf_terampil"),
        ("pemula", "jf_pemula"),
    ];
    TIERS
        .iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map(|&(_, class)| class)
}

/// The first day after service: the first of the month after the one in which the age is reached.
pub(super) fn retires_on(born: Date, age: u32) -> Option<Date> {
    let month = born.with_day(1)?;
    let months = age.checked_mul(12)?.checked_add(1)?;
    month.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::Regulation;
    use crate::words::measure::parse_date;

    #[test]
    fn classes_are_the_regulation_s() {
        let regulation = Regulation::indonesia();
        let rows = [
            (
                "III.a",
                "Jabatan Struktural",
                "Camat",
                Some("administrator"),
            ),
            ("IV/a", "", "Lurah", Some("pengawas")),
            ("Eselon II.b", "", "Kepala Dinas", Some("jpt_pratama")),
            (
                "",
                "Jabatan Pelaksana",
                "Pengadministrasi Umum",
                Some("pelaksana"),
            ),
            (
                "",
                "Jabatan Fungsional",
                "Analis Kebijakan Ahli Muda",
                Some("jf_ahli_muda"),
            ),
            (
                "",
                "Jabatan Fungsional Tertentu",
                "Perawat Penyelia",
                Some("jf_penyelia"),
            ),
            ("-", "Jabatan Fungsional", "Guru", None),
        ];
        for (echelon, sort, name, class) in rows {
            assert_eq!(class_of(echelon, sort, name), class, "{name}");
            if let Some(class) = class {
                assert!(regulation.find_class(class).is_some(), "{class}");
            }
        }
    }

    #[test]
    fn service_ends_on_the_first_of_the_next_month() {
        let day = |text| parse_date(text).unwrap();
        assert_eq!(retires_on(day("1968-03-15"), 58), Some(day("2026-04-01")));
        assert_eq!(retires_on(day("1968-12-01"), 58), Some(day("2027-01-01")));
        assert_eq!(retires_on(day("1968-02-29"), 58), Some(day("2026-03-01")));
        assert_eq!(retires_on(day("1968-02-29"), u32::MAX), None);
    }
}

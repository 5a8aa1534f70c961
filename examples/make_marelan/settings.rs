//! `agency.toml` and the public holidays of 2026.

use crate::table::Table;

/// The agency's name, its year in four phases with budgets, its calendar, its rules.
///
/// Training stays out of the planning assembly, the weeks around Idulfitri and the end of the
/// fiscal year. In Ramadan a week has 32 h 30 min (Perpres 21/2023 Pasal 4); its dates are near
/// enough for an example, the first day being declared by sighting.
pub(crate) const AGENCY: &str = r#"# Contoh sintetis; dibuat oleh examples/make_marelan. Angka tentang orang, volume, dan uang adalah karangan.
name = "Kecamatan Medan Marelan (contoh)"
framework = "indonesia"

[regulation]
base = "indonesia"

[budget]
total = 80000000
carry_over = true

[[phases]]
id = "T1"
name = "Triwulan I"
from = 2026-01-05
until = 2026-03-31
budget = 15000000

[[phases]]
id = "T2"
name = "Triwulan II"
from = 2026-04-01
until = 2026-06-30
budget = 25000000

[[phases]]
id = "T3"
name = "Triwulan III"
from = 2026-07-01
until = 2026-09-30
budget = 25000000

[[phases]]
id = "T4"
name = "Triwulan IV"
from = 2026-10-01
until = 2026-12-31
budget = 15000000

[calendar]
weekend = ["saturday", "sunday"]
joint_leave_is_off = true

[[calendar.blocked]]
from = 2026-02-09
until = 2026-02-13
reason = "Musrenbang kecamatan"

[[calendar.blocked]]
from = 2026-03-16
until = 2026-03-27
reason = "Idulfitri"

[[calendar.blocked]]
from = 2026-12-14
until = 2026-12-31
reason = "Akhir tahun anggaran"

[[calendar.reduced]]
from = 2026-02-18
until = 2026-03-19
reason = "Ramadan"
hours_per_week = 32.5

[rules]
cover_share = 0.20
hours_per_person_per_phase = 40
hours_per_person_per_year = 80
discount_per_phase = 0.05

[[priorities]]
competency = "REG"
weight = 1.5
reason = "Prioritas daerah (contoh): kemudahan berusaha"

[[priorities]]
competency = "TIK"
weight = 1.3
reason = "Prioritas daerah (contoh): pemerintahan digital"

[[priorities]]
competency = "PPB"
weight = 1.2
reason = "Prioritas daerah (contoh): mutu pelayanan publik"
"#;

/// SKB 1497/2/5 Tahun 2025 (19 September 2025): 17 holidays and 8 days of joint leave.
const HOLIDAYS: &str = "
date       | name                                    | kind
2026-01-01 | Tahun Baru 2026 Masehi                  | holiday
2026-01-16 | Isra Mikraj Nabi Muhammad               | holiday
2026-02-16 | Cuti bersama Tahun Baru Imlek           | joint_leave
2026-02-17 | Tahun Baru Imlek                        | holiday
2026-03-18 | Cuti bersama Nyepi                      | joint_leave
2026-03-19 | Hari Suci Nyepi                         | holiday
2026-03-20 | Cuti bersama Idulfitri                  | joint_leave
2026-03-21 | Idulfitri hari pertama                  | holiday
2026-03-22 | Idulfitri hari kedua                    | holiday
2026-03-23 | Cuti bersama Idulfitri                  | joint_leave
2026-03-24 | Cuti bersama Idulfitri                  | joint_leave
2026-04-03 | Wafat Yesus Kristus                     | holiday
2026-04-05 | Kebangkitan Yesus Kristus (Paskah)      | holiday
2026-05-01 | Hari Buruh Internasional                | holiday
2026-05-14 | Kenaikan Yesus Kristus                  | holiday
2026-05-15 | Cuti bersama Kenaikan Yesus Kristus     | joint_leave
2026-05-27 | Iduladha                                | holiday
2026-05-28 | Cuti bersama Iduladha                   | joint_leave
2026-05-31 | Hari Raya Waisak                        | holiday
2026-06-01 | Hari Lahir Pancasila                    | holiday
2026-06-16 | Tahun Baru Islam 1 Muharam              | holiday
2026-08-17 | Hari Kemerdekaan                        | holiday
2026-08-25 | Maulid Nabi Muhammad                    | holiday
2026-12-24 | Cuti bersama Natal                      | joint_leave
2026-12-25 | Hari Raya Natal                         | holiday
";

pub(crate) fn holidays() -> Table {
    Table::from_text("holidays", HOLIDAYS)
}

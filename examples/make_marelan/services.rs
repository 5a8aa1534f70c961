//! What the people of Marelan ask for: services, and how often in each month of three years.

use crate::random::{Purpose, Stream};
use crate::table::Table;

const SERVICES: &str = "
id    | name                                           | unit    | norm_minutes
L-NIB | Pendampingan izin usaha (NIB melalui OSS-RBA)  | SEK-YAN | 75
L-ADU | Pengaduan masyarakat                           | SEK-YAN | 45
L-REK | Rekomendasi dan legalisasi surat               | SEK-YAN | 20
L-ADM | Dokumen kependudukan                           | SEK-PEM | 20
L-SOS | Verifikasi penerima bantuan sosial             | SEK-SOS | 45
L-TRN | Penanganan laporan gangguan ketertiban         | SEK-TRN | 120
L-SKR | Surat keterangan di Kelurahan Rengas Pulau     | KEL-RP  | 15
L-SKT | Surat keterangan di Kelurahan Terjun           | KEL-TJ  | 15
";

const SERVICE_COMPETENCIES: &str = "
service | competency | level
L-NIB   | REG        | 3
L-NIB   | KOM        | 2
L-NIB   | TIK        | 2
L-ADU   | PGA        | 2
L-ADU   | KOM        | 2
L-REK   | ARS        | 1
L-ADM   | ADM        | 2
L-ADM   | TIK        | 2
L-SOS   | SOS        | 2
L-SOS   | DAT        | 2
L-TRN   | TRN        | 2
L-TRN   | KOM        | 1
L-SKR   | ADM        | 2
L-SKR   | PPB        | 1
L-SKT   | ADM        | 2
L-SKT   | PPB        | 1
";

/// Work that is not counted case by case.
const ALLOWANCES: &str = "
unit    | name                                 | kind       | share | minutes_per_year | people
SEK-YAN | Rapat, apel, dan pelaporan           | category   | 0.06  |                  |
SEK-YAN | Pembinaan petugas loket              | individual |       | 6000             | 1
SEK-PEM | Rapat, apel, dan pelaporan           | category   | 0.06  |                  |
SEK-TRN | Apel dan laporan piket               | category   | 0.1   |                  |
";

/// Months, January to December, in thousandths of the year's mean; each sums to 12,000.
const BUSINESS_YEAR: [i64; 12] = [
    1150, 1080, 1020, 850, 950, 1000, 1080, 1050, 1030, 1020, 970, 800,
];
const SCHOOL_YEAR: [i64; 12] = [
    980, 950, 930, 870, 970, 1180, 1250, 1060, 980, 950, 960, 920,
];
const EVEN_YEAR: [i64; 12] = [1000; 12];

/// How a service's volume runs over the years 2023 to 2025.
struct Course {
    service: &'static str,
    /// Mean of a month in the first year.
    first_year_mean: i64,
    /// Mean of the third year in percent of the first year's; between them a straight line.
    third_year_percent: i64,
    year: [i64; 12],
    /// A month whose count was lost, as a position from 0: known to be unknown.
    lost_month: Option<usize>,
}

const COURSES: [Course; 8] = [
    course("L-NIB", 361, 150, BUSINESS_YEAR),
    course("L-ADU", 130, 100, EVEN_YEAR),
    course("L-REK", 200, 70, EVEN_YEAR),
    course("L-ADM", 1150, 100, SCHOOL_YEAR),
    course("L-SOS", 420, 102, EVEN_YEAR),
    Course {
        lost_month: Some(16),
        ..course("L-TRN", 90, 100, EVEN_YEAR)
    },
    course("L-SKR", 900, 103, SCHOOL_YEAR),
    course("L-SKT", 650, 98, SCHOOL_YEAR),
];

const fn course(
    service: &'static str,
    first_year_mean: i64,
    third_year_percent: i64,
    year: [i64; 12],
) -> Course {
    Course {
        service,
        first_year_mean,
        third_year_percent,
        year,
        lost_month: None,
    }
}

pub(crate) fn services() -> Table {
    Table::from_text("services", SERVICES)
}

pub(crate) fn allowances() -> Table {
    Table::from_text("allowances", ALLOWANCES)
}

pub(crate) fn service_competencies() -> Table {
    Table::from_text("service_competencies", SERVICE_COMPETENCIES)
}

/// Monthly counts: straight line × season × a scatter of 3 % (one standard deviation).
pub(crate) fn volumes(seed: u64) -> Table {
    let mut stream = Stream::new(seed, Purpose::Volumes);
    let mut volumes = Table::empty("volumes", "service,month,count");
    for course in &COURSES {
        for month in 0..36 {
            let season = course.year[month % 12];
            let mean = line(course, month as i64) * season / 1000;
            let count = (mean * (1000 + stream.normal(30)) / 1000 + 500) / 1000;
            let count = if course.lost_month == Some(month) {
                String::new()
            } else {
                count.max(0).to_string()
            };
            let month = format!("{}-{:02}", 2023 + month / 12, month % 12 + 1);
            volumes.push([course.service, &month, &count]);
        }
    }
    volumes
}

/// The straight line in thousandths of a case: its mean over months 0–11 is the first year's and
/// over months 24–35 the third year's.
fn line(course: &Course, month: i64) -> i64 {
    let first = course.first_year_mean * 1000;
    let rise = first * (course.third_year_percent - 100) / 100;
    // The middles of the two years are 24 months apart, and the first lies at month 5½.
    first + rise * (2 * month - 11) / 48
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_are_relative_to_the_mean_of_a_year() {
        for year in [BUSINESS_YEAR, SCHOOL_YEAR, EVEN_YEAR] {
            assert_eq!(year.iter().sum::<i64>(), 12_000);
        }
    }
}

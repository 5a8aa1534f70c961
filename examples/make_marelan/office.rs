//! The office: its units, its posts, and how many people hold each post in each unit.

use crate::table::Table;

/// The tree of units. A counter that must stay open has a smallest number on duty.
///
/// The five kelurahan are the real ones of Kecamatan Medan Marelan; five seksi and a secretariat
/// with two subbagian are what PP 18/2016 allows a type A kecamatan.
const UNITS: &str = "
id       | name                                         | parent | minimum_on_duty
KEC      | Kecamatan Medan Marelan                      |        | 1
SEK      | Sekretariat                                  | KEC    | 1
SUB-UMUM | Subbagian Umum dan Kepegawaian               | SEK    | 2
SUB-PROG | Subbagian Perencanaan dan Keuangan           | SEK    | 2
SEK-PEM  | Seksi Pemerintahan                           | KEC    | 3
SEK-TRN  | Seksi Ketenteraman dan Ketertiban            | KEC    | 3
SEK-YAN  | Seksi Pelayanan Umum dan Perizinan           | KEC    | 5
SEK-SOS  | Seksi Kesejahteraan Sosial                   | KEC    | 3
SEK-PMB  | Seksi Pembangunan dan Pemberdayaan           | KEC    | 2
KEL-LD   | Kelurahan Labuhan Deli                       | KEC    | 5
KEL-PP   | Kelurahan Paya Pasir                         | KEC    | 5
KEL-RP   | Kelurahan Rengas Pulau                       | KEC    | 7
KEL-TE   | Kelurahan Tanah Enam Ratus                   | KEC    | 6
KEL-TJ   | Kelurahan Terjun                             | KEC    | 6
";

const POSTS: &str = "
id            | name                                                | class
CAMAT         | Camat                                               | administrator
SEKCAM        | Sekretaris kecamatan                                | administrator
KASUBBAG-UMUM | Kepala Subbagian Umum dan Kepegawaian               | pengawas
KASUBBAG-PROG | Kepala Subbagian Perencanaan dan Keuangan           | pengawas
KASI-PEM      | Kepala Seksi Pemerintahan                           | pengawas
KASI-TRN      | Kepala Seksi Ketenteraman dan Ketertiban            | pengawas
KASI-YAN      | Kepala Seksi Pelayanan Umum dan Perizinan           | pengawas
KASI-SOS      | Kepala Seksi Kesejahteraan Sosial                   | pengawas
KASI-PMB      | Kepala Seksi Pembangunan dan Pemberdayaan           | pengawas
LURAH         | Lurah                                               | pengawas
SEKLUR        | Sekretaris kelurahan                                | pengawas
KASI-KEL-PEM  | Kepala Seksi Pemerintahan kelurahan                 | pengawas
KASI-KEL-PMB  | Kepala Seksi Pembangunan dan Kesejahteraan kelurahan | pengawas
KASI-KEL-TRN  | Kepala Seksi Ketenteraman dan Ketertiban kelurahan  | pengawas
ARSIPARIS     | Arsiparis mahir                                     | jf_mahir
PRAKOM        | Pranata komputer ahli pertama                       | jf_ahli_pertama
ANALIS-SDM    | Analis SDM aparatur ahli pertama                    | jf_ahli_pertama
PERENCANA     | Perencana ahli muda                                 | jf_ahli_muda
PTG-UMUM      | Pengadministrasi umum dan kepegawaian               | pelaksana
PTG-KEU       | Pengelola keuangan                                  | pelaksana
PTG-PROG      | Pengelola program dan data                          | pelaksana
PTG-PEM       | Pengelola administrasi pemerintahan                 | pelaksana
PTG-ADM       | Petugas loket administrasi kependudukan             | pelaksana
PTG-TRN       | Petugas ketenteraman dan ketertiban                 | pelaksana
PTG-IZIN      | Petugas loket perizinan                             | pelaksana
PTG-ADUAN     | Petugas pengaduan dan informasi                     | pelaksana
PTG-SOS       | Pengelola layanan sosial                            | pelaksana
PTG-PMB       | Pengelola pembangunan dan pemberdayaan              | pelaksana
PTG-KEL-LAY   | Petugas loket pelayanan kelurahan                   | pelaksana
PTG-KEL-UMUM  | Pengadministrasi kelurahan                          | pelaksana
PTG-KEL-LAP   | Petugas lapangan kelurahan                          | pelaksana
";

/// Who works where, in the order in which people get their ids.
const STAFFING: &str = "
unit     | post          | people
KEC      | CAMAT         | 1
KEC      | SEKCAM        | 1
SEK      | ARSIPARIS     | 1
SEK      | PRAKOM        | 1
SEK      | PTG-UMUM      | 1
SUB-UMUM | KASUBBAG-UMUM | 1
SUB-UMUM | ANALIS-SDM    | 1
SUB-UMUM | PTG-UMUM      | 3
SUB-PROG | KASUBBAG-PROG | 1
SUB-PROG | PERENCANA     | 1
SUB-PROG | PTG-KEU       | 2
SUB-PROG | PTG-PROG      | 1
SEK-PEM  | KASI-PEM      | 1
SEK-PEM  | PTG-PEM       | 1
SEK-PEM  | PTG-ADM       | 4
SEK-TRN  | KASI-TRN      | 1
SEK-TRN  | PTG-TRN       | 5
SEK-YAN  | KASI-YAN      | 1
SEK-YAN  | PTG-IZIN      | 5
SEK-YAN  | PTG-ADUAN     | 2
SEK-SOS  | KASI-SOS      | 1
SEK-SOS  | PTG-SOS       | 5
SEK-PMB  | KASI-PMB      | 1
SEK-PMB  | PTG-PMB       | 5
KEL-LD   | LURAH         | 1
KEL-LD   | SEKLUR        | 1
KEL-LD   | KASI-KEL-PEM  | 1
KEL-LD   | KASI-KEL-PMB  | 1
KEL-LD   | KASI-KEL-TRN  | 1
KEL-LD   | PTG-KEL-LAY   | 3
KEL-LD   | PTG-KEL-UMUM  | 1
KEL-LD   | PTG-KEL-LAP   | 1
KEL-PP   | LURAH         | 1
KEL-PP   | SEKLUR        | 1
KEL-PP   | KASI-KEL-PEM  | 1
KEL-PP   | KASI-KEL-PMB  | 1
KEL-PP   | KASI-KEL-TRN  | 1
KEL-PP   | PTG-KEL-LAY   | 2
KEL-PP   | PTG-KEL-UMUM  | 1
KEL-PP   | PTG-KEL-LAP   | 1
KEL-RP   | LURAH         | 1
KEL-RP   | SEKLUR        | 1
KEL-RP   | KASI-KEL-PEM  | 1
KEL-RP   | KASI-KEL-PMB  | 1
KEL-RP   | KASI-KEL-TRN  | 1
KEL-RP   | PTG-KEL-LAY   | 4
KEL-RP   | PTG-KEL-UMUM  | 2
KEL-RP   | PTG-KEL-LAP   | 2
KEL-TE   | LURAH         | 1
KEL-TE   | SEKLUR        | 1
KEL-TE   | KASI-KEL-PEM  | 1
KEL-TE   | KASI-KEL-PMB  | 1
KEL-TE   | KASI-KEL-TRN  | 1
KEL-TE   | PTG-KEL-LAY   | 3
KEL-TE   | PTG-KEL-UMUM  | 1
KEL-TE   | PTG-KEL-LAP   | 2
KEL-TJ   | LURAH         | 1
KEL-TJ   | SEKLUR        | 1
KEL-TJ   | KASI-KEL-PEM  | 1
KEL-TJ   | KASI-KEL-PMB  | 1
KEL-TJ   | KASI-KEL-TRN  | 1
KEL-TJ   | PTG-KEL-LAY   | 3
KEL-TJ   | PTG-KEL-UMUM  | 1
KEL-TJ   | PTG-KEL-LAP   | 1
";

pub(crate) fn units() -> Table {
    Table::from_text("units", UNITS)
}

pub(crate) fn posts() -> Table {
    Table::from_text("posts", POSTS)
}

/// Unit and post of every person, in the order of their ids.
pub(crate) fn places() -> Vec<(String, String)> {
    let staffing = Table::from_text("staffing", STAFFING);
    staffing
        .records()
        .flat_map(|record| {
            let place = (record.get("unit").to_owned(), record.get("post").to_owned());
            std::iter::repeat_n(place, record.get("people").parse().unwrap_or(0))
        })
        .collect()
}

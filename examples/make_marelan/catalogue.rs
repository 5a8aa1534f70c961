//! What can be attended, from whom, at what cost, with what effect.

use crate::table::Table;

/// Invented partners of every kind. The second training body's agreement ends in the middle of
/// the year; the digital company has one trainer and so holds one session at a time.
const PROVIDERS: &str = "
id      | name                                            | kind           | from       | until      | sessions_at_once | cost_share
UNIV    | Universitas mitra di Medan (contoh)             | university     | 2025-03-01 | 2027-02-28 | 2 | 0.25
BPSDM   | Badan pelatihan provinsi (contoh)               | training_body  | 2026-01-02 | 2026-12-31 | 2 | 0.1
LATIH   | Lembaga Pelatihan Cakrawala (contoh)            | training_body  | 2025-07-01 | 2026-06-30 | 2 | 0
DIGI    | PT Layanan Digital Contoh                       | private_sector | 2026-02-02 | 2026-12-31 | 1 | 0.15
SENDIRI | Kecamatan (penyelenggara sendiri)               | own_agency     |            |            |   | 0
KOTA    | Perangkat daerah pembina di kota (contoh)       | own_agency     |            |            | 3 | 0
PRAKTI  | Komunitas praktisi perizinan dan usaha (contoh) | community      | 2026-01-02 | 2026-11-30 | 2 | 0
";

/// Cost of a session: hours (JP) × Rp 300,000 for a trainer from outside or Rp 200,000 for one of
/// the government's own, and what the README of the case adds. Cost of a seat: Rp 110,000 of daily
/// allowance per day of training in town, and material.
const PROGRAMMES: &str = "
id     | name                                                       | form                  | provider | hours | days | class_min | class_max | cost_per_session | cost_per_seat | sessions_per_phase | venue
B-REG  | Bimtek perizinan berusaha berbasis risiko                  | bimtek                | PRAKTI   | 16    | 2    | 5         | 15        | 4800000          | 300000        | 2                  | Aula kecamatan
P-REG  | Pelatihan lanjutan regulasi perizinan usaha                | training              | BPSDM    | 24    | 3    | 4         | 15        | 7200000          | 480000        | 1                  | Balai pelatihan
C-IZIN | Coaching petugas loket oleh praktisi perizinan             | coaching              | PRAKTI   | 8     | 1    | 2         | 4         | 2400000          | 0             | 2                  | Loket kecamatan
S-USAH | Seminar praktisi: memahami kebutuhan pelaku usaha mikro    | seminar               | PRAKTI   | 4     | 1    | 12        | 50        | 2500000          | 75000         | 1                  | Aula kecamatan
P-KOM  | Pelatihan komunikasi pelayanan                             | training              | LATIH    | 16    | 2    | 8         | 25        | 5400000          | 350000        | 2                  | Lembaga pelatihan
L-KOM  | Lokakarya komunikasi sulit dan penanganan keluhan          | workshop              | UNIV     | 8     | 1    | 8         | 20        | 2400000          | 150000        | 2                  | Kampus
E-TIK  | Belajar daring teknologi informasi perkantoran             | e_learning            | DIGI     | 10    | 2    | 5         | 40        | 2500000          | 75000         | 2                  | Daring
P-TIK  | Pelatihan teknologi informasi untuk efisiensi administrasi | training              | DIGI     | 24    | 3    | 6         | 16        | 7200000          | 450000        | 2                  | Laboratorium komputer
M-DAT  | Magang pengolahan data layanan di universitas (ASN muda)   | internship            | UNIV     | 20    | 5    | 2         | 4         | 1200000          | 750000        | 1                  | Kampus
B-ADM  | Bimtek administrasi kependudukan                           | bimtek                | KOTA     | 12    | 2    | 6         | 25        | 2400000          | 270000        | 2                  | Aula kecamatan
L-ARS  | Lokakarya arsip digital                                    | workshop              | SENDIRI  | 8     | 1    | 6         | 20        | 1600000          | 150000        | 1                  | Aula kecamatan
B-KEU  | Bimtek pengelolaan keuangan daerah                         | bimtek                | BPSDM    | 16    | 2    | 4         | 20        | 4800000          | 330000        | 1                  | Balai pelatihan
P-SOS  | Pelatihan layanan sosial dan verifikasi penerima bantuan   | training              | UNIV     | 16    | 2    | 5         | 20        | 4800000          | 300000        | 1                  | Kampus
P-TRN  | Pelatihan penegakan ketertiban yang humanis                | training              | BPSDM    | 24    | 3    | 6         | 20        | 7200000          | 450000        | 1                  | Balai pelatihan
L-PMB  | Lokakarya perencanaan pembangunan partisipatif             | workshop              | UNIV     | 16    | 2    | 8         | 25        | 4800000          | 300000        | 1                  | Kampus
B-HKM  | Bimtek penyusunan produk hukum dan naskah dinas            | bimtek                | KOTA     | 12    | 2    | 5         | 20        | 2400000          | 270000        | 1                  | Kantor wali kota
S-PPB  | Seminar pelayanan publik prima                             | seminar               | UNIV     | 6     | 1    | 20        | 60        | 4750000          | 100000        | 1                  | Kampus
P-PPB  | Pelatihan pelayanan publik                                 | training              | BPSDM    | 24    | 3    | 10        | 30        | 7200000          | 430000        | 1                  | Balai pelatihan
S-INT  | Seminar integritas dan wawasan kebangsaan                  | seminar               | SENDIRI  | 6     | 1    | 20        | 60        | 1900000          | 80000         | 1                  | Aula kecamatan
P-KEP  | Pelatihan kepemimpinan pengawas                            | training              | BPSDM    | 40    | 5    | 8         | 20        | 12000000         | 800000        | 1                  | Balai pelatihan
MT-KEP | Mentoring calon pejabat oleh pejabat senior                | mentoring             | SENDIRI  | 12    | 2    | 1         | 4         | 600000           | 0             | 2                  | Kantor kecamatan
L-OPH  | Lokakarya hasil kerja dan pengambilan keputusan            | workshop              | LATIH    | 8     | 1    | 10        | 30        | 2400000          | 150000        | 2                  | Lembaga pelatihan
E-MPB  | Belajar daring pengelolaan perubahan dan pengembangan diri | e_learning            | BPSDM    | 8     | 1    | 5         | 50        | 2000000          | 50000         | 1                  | Daring
D-PGA  | Detasering di pusat pengaduan kota                         | secondment            | KOTA     | 20    | 5    | 1         | 2         | 0                | 750000        | 1                  | Pusat pengaduan kota
K-BAND | Studi tiru pelayanan di mal pelayanan publik               | benchmarking          | KOTA     | 10    | 2    | 6         | 15        | 3000000          | 900000        | 1                  | Luar kota
K-KEL  | Komunitas belajar antarkelurahan                           | community_of_practice | SENDIRI  | 8     | 4    | 5         | 25        | 1200000          | 40000         | 2                  | Bergilir di kelurahan
P-BCN  | Pelatihan kesiapsiagaan banjir dan rob                     | training              | KOTA     | 16    | 2    | 8         | 30        | 3200000          | 260000        | 1                  | Lapangan kecamatan
";

/// Expected gain in levels of one attendance, its spread between people, and for whom it works.
const EFFECTS: &str = "
programme | competency | gain | gain_sd | from_level | up_to_level
B-REG     | REG        | 0.8  | 0.3     | 0          | 2.5
P-REG     | REG        | 0.9  | 0.3     | 1.5        | 4
P-REG     | HKM        | 0.3  | 0.3     | 0          | 2
C-IZIN    | REG        | 0.4  | 0.25    | 1.5        | 3
C-IZIN    | KOM        | 0.5  | 0.3     | 0.5        | 3
S-USAH    | REG        | 0.3  | 0.25    | 0          | 1.5
S-USAH    | KOM        | 0.3  | 0.25    | 0          | 1.5
P-KOM     | KOM        | 0.7  | 0.3     | 0          | 2.5
P-KOM     | PPB        | 0.4  | 0.3     | 0          | 2
L-KOM     | KOM        | 0.4  | 0.3     | 1          | 3
L-KOM     | PGA        | 0.6  | 0.3     | 0.5        | 3
E-TIK     | TIK        | 0.5  | 0.35    | 0          | 2
P-TIK     | TIK        | 0.9  | 0.3     | 1          | 3
P-TIK     | DAT        | 0.4  | 0.3     | 0.5        | 2.5
M-DAT     | DAT        | 1    | 0.35    | 1          | 4
M-DAT     | TIK        | 0.6  | 0.3     | 1.5        | 4
B-ADM     | ADM        | 0.8  | 0.3     | 0          | 3
L-ARS     | ARS        | 0.7  | 0.3     | 0          | 3
B-KEU     | KEU        | 0.8  | 0.3     | 0.5        | 3
P-SOS     | SOS        | 0.9  | 0.3     | 0          | 3
P-SOS     | DAT        | 0.3  | 0.3     | 0          | 2
P-TRN     | TRN        | 0.9  | 0.3     | 0          | 3
P-TRN     | KOM        | 0.3  | 0.3     | 0          | 2
L-PMB     | PMB        | 0.8  | 0.3     | 0          | 3
L-PMB     | KJS        | 0.3  | 0.25    | 0          | 3
B-HKM     | HKM        | 0.8  | 0.3     | 0          | 3
S-PPB     | PPB        | 0.3  | 0.3     | 0          | 2
P-PPB     | PPB        | 0.8  | 0.3     | 0          | 3
P-PPB     | OPH        | 0.3  | 0.3     | 0          | 2
S-INT     | INT        | 0.3  | 0.25    | 0          | 3
S-INT     | PKB        | 0.4  | 0.25    | 0          | 3
P-KEP     | PKP        | 0.8  | 0.3     | 1          | 3.5
P-KEP     | PDO        | 0.6  | 0.3     | 1          | 3.5
P-KEP     | MPB        | 0.5  | 0.3     | 1          | 3
P-KEP     | OPH        | 0.5  | 0.3     | 1          | 3
MT-KEP    | PKP        | 0.5  | 0.3     | 1          | 4
MT-KEP    | PDO        | 0.4  | 0.3     | 1          | 4
L-OPH     | OPH        | 0.5  | 0.3     | 0          | 1.5
L-OPH     | PKP        | 0.5  | 0.3     | 0          | 1.5
L-OPH     | PDO        | 0.3  | 0.3     | 0          | 1.5
E-MPB     | MPB        | 0.4  | 0.35    | 0          | 2
E-MPB     | PDO        | 0.4  | 0.35    | 0          | 2
D-PGA     | PGA        | 1.2  | 0.3     | 1          | 4
D-PGA     | KOM        | 0.4  | 0.3     | 1          | 3
K-BAND    | PPB        | 0.4  | 0.3     | 1          | 3
K-BAND    | MPB        | 0.4  | 0.3     | 1          | 3
K-KEL     | KJS        | 0.4  | 0.3     | 0          | 2.5
K-KEL     | ADM        | 0.3  | 0.3     | 0          | 2
P-BCN     | BCN        | 0.8  | 0.3     | 0          | 3
";

/// Two chains: licences (bimtek, then training), and information technology (e-learning, then
/// training, then the internship); and mentoring follows the leadership training.
const PREREQUISITES: &str = "
programme | requires
P-REG     | B-REG
P-TIK     | E-TIK
M-DAT     | P-TIK
MT-KEP    | P-KEP
";

pub(crate) fn providers() -> Table {
    Table::from_text("providers", PROVIDERS)
}

pub(crate) fn programmes() -> Table {
    Table::from_text("programmes", PROGRAMMES)
}

pub(crate) fn effects() -> Table {
    Table::from_text("effects", EFFECTS)
}

pub(crate) fn prerequisites() -> Table {
    Table::from_text("prerequisites", PREREQUISITES)
}

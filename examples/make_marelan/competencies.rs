//! Twelve technical competencies beside the nine of the built-in framework, and what posts require.

use crate::table::Table;

/// The nine non-technical competencies of PermenPANRB 38/2017, which the framework `indonesia` has
/// built in, each with how much it matters (1–5): at a post that serves at a counter, and elsewhere.
pub(crate) const BUILT_IN: [(&str, &str, &str); 9] = [
    ("INT", "4", "4"),
    ("KJS", "3", "3"),
    ("KOM", "5", "3"),
    ("OPH", "3", "3"),
    ("PPB", "5", "3"),
    ("PDO", "2", "2"),
    ("MPB", "2", "2"),
    ("PKP", "2", "3"),
    ("PKB", "2", "2"),
];

/// A post serves at a counter when it requires one of these.
const COUNTER: [&str; 3] = ["REG", "ADM", "PGA"];

/// Required level of all nine by class of post (IDP form of Lampung Province, 2025).
pub(crate) const CLASS_LEVELS: [(&str, &str); 6] = [
    ("administrator", "3"),
    ("pengawas", "2"),
    ("pelaksana", "1"),
    ("jf_mahir", "2"),
    ("jf_ahli_pertama", "2"),
    ("jf_ahli_muda", "3"),
];

const COMPETENCIES: &str = "
id  | name                                          | kind      | top_level | description
REG | Regulasi perizinan berusaha (OSS-RBA)         | technical | 5         | Memahami dan menerapkan aturan perizinan berusaha berbasis risiko sampai izin terbit
ADM | Administrasi kependudukan                     | technical | 5         | Mengurus dokumen kependudukan dengan lengkap, benar, dan tepat waktu
TIK | Teknologi informasi perkantoran               | technical | 5         | Memakai perangkat dan aplikasi perkantoran untuk bekerja lebih cepat dan aman
ARS | Kearsipan                                     | technical | 5         | Menata arsip agar mudah ditemukan dan terlindung
KEU | Pengelolaan keuangan daerah                   | technical | 5         | Merencanakan, memakai, dan mempertanggungjawabkan uang daerah
PGA | Penanganan pengaduan masyarakat               | technical | 5         | Menerima pengaduan, menindaklanjutinya, dan mengabarkan hasilnya
SOS | Layanan sosial                                | technical | 5         | Mengenali warga yang memerlukan bantuan dan menyalurkan layanan yang tepat
TRN | Ketenteraman dan ketertiban umum              | technical | 5         | Menjaga ketenteraman dan ketertiban bersama warga
PMB | Perencanaan pembangunan partisipatif          | technical | 5         | Menyusun rencana pembangunan bersama masyarakat
DAT | Pengelolaan data                              | technical | 5         | Mengumpulkan, memeriksa, dan menyajikan data untuk keputusan
HKM | Penyusunan produk hukum                       | technical | 5         | Menyusun naskah peraturan dan keputusan yang taat asas
BCN | Kesiapsiagaan bencana banjir dan rob          | technical | 5         | Menyiapkan warga dan kantor menghadapi banjir dan rob
";

const INDICATORS: &str = "
competency | level | text
REG | 1 | Menyebutkan tingkat risiko usaha dan dokumen yang diperlukan pemohon.
REG | 2 | Mendampingi permohonan NIB usaha mikro sampai terbit tanpa bantuan.
REG | 3 | Menjelaskan kewajiban usaha risiko menengah dan memecahkan permohonan yang tertahan.
REG | 4 | Menelaah perubahan aturan perizinan dan menyesuaikan alur layanan.
REG | 5 | Memberi masukan kebijakan perizinan kepada pemerintah kota.
ADM | 1 | Memeriksa kelengkapan berkas kependudukan menurut daftar.
ADM | 2 | Memproses permohonan dokumen kependudukan secara mandiri.
ADM | 3 | Menyelesaikan berkas yang datanya tidak sesuai dan membimbing petugas loket.
ADM | 4 | Memperbaiki alur pelayanan kependudukan lintas kelurahan.
ADM | 5 | Menjadi rujukan kebijakan administrasi kependudukan di kota.
TIK | 1 | Memakai pengolah kata, surel, dan aplikasi absensi.
TIK | 2 | Memakai lembar kerja dan aplikasi layanan tanpa pendampingan.
TIK | 3 | Menata formulir daring, menjaga keamanan akun, dan membantu rekan.
TIK | 4 | Mengelola sistem dan jaringan kantor serta merancang perbaikannya.
TIK | 5 | Merancang arsitektur layanan digital perangkat daerah.
ARS | 1 | Memberi nomor dan menyimpan surat menurut klasifikasi.
ARS | 2 | Mengelola arsip aktif dan menemukan kembali berkas dengan cepat.
ARS | 3 | Menyusun jadwal retensi dan mengalihmediakan arsip.
ARS | 4 | Mengevaluasi pengelolaan arsip seluruh unit.
ARS | 5 | Menyusun kebijakan kearsipan daerah.
KEU | 1 | Mengenali dokumen belanja dan kelengkapannya.
KEU | 2 | Menyiapkan pertanggungjawaban belanja yang benar.
KEU | 3 | Menyusun anggaran kegiatan dan mengendalikan realisasinya.
KEU | 4 | Menganalisis kinerja anggaran dan memperbaiki pengendalian.
KEU | 5 | Merumuskan kebijakan pengelolaan keuangan daerah.
PGA | 1 | Mencatat pengaduan dengan lengkap dan sopan.
PGA | 2 | Meneruskan pengaduan ke unit yang tepat dan memantau batas waktunya.
PGA | 3 | Menyelesaikan pengaduan rumit dan menjelaskan keputusan kepada warga.
PGA | 4 | Menganalisis pola pengaduan dan mengusulkan perbaikan layanan.
PGA | 5 | Merancang sistem pengaduan terpadu.
SOS | 1 | Menjelaskan jenis bantuan sosial dan syaratnya.
SOS | 2 | Memverifikasi data keluarga penerima di lapangan.
SOS | 3 | Menangani kasus sosial bersama lembaga lain.
SOS | 4 | Mengevaluasi ketepatan sasaran bantuan di wilayah kerja.
SOS | 5 | Merumuskan kebijakan kesejahteraan sosial.
TRN | 1 | Melaksanakan patroli menurut prosedur.
TRN | 2 | Menegur pelanggaran dengan tenang dan membuat laporan yang lengkap.
TRN | 3 | Memediasi sengketa warga dan memimpin regu.
TRN | 4 | Memetakan kerawanan wilayah dan menyusun rencana pencegahan.
TRN | 5 | Merumuskan kebijakan ketertiban umum.
PMB | 1 | Menghimpun usulan warga dalam format yang berlaku.
PMB | 2 | Memfasilitasi musyawarah perencanaan di lingkungan dan kelurahan.
PMB | 3 | Menyusun prioritas usulan dengan kriteria yang terbuka.
PMB | 4 | Memadukan rencana kecamatan dengan rencana kota.
PMB | 5 | Merancang kebijakan perencanaan partisipatif.
DAT | 1 | Mengisi data dengan format yang seragam.
DAT | 2 | Membersihkan, menggabungkan, dan merangkum data di lembar kerja.
DAT | 3 | Menganalisis data layanan dan menyajikannya untuk keputusan.
DAT | 4 | Menetapkan standar mutu data unit kerja.
DAT | 5 | Merancang tata kelola data perangkat daerah.
HKM | 1 | Mengenali jenis dan bagian naskah dinas serta produk hukum.
HKM | 2 | Menyusun konsep keputusan dengan rujukan yang benar.
HKM | 3 | Menelaah dasar hukum dan risiko suatu keputusan.
HKM | 4 | Menyelaraskan rancangan aturan lintas bidang.
HKM | 5 | Merumuskan rancangan peraturan daerah.
BCN | 1 | Mengetahui jalur evakuasi dan tanda peringatan.
BCN | 2 | Menjalankan tugas dalam regu siaga dan mendata warga terdampak.
BCN | 3 | Mengoordinasi posko kelurahan dan bantuan pertama.
BCN | 4 | Menyusun rencana kontinjensi kecamatan.
BCN | 5 | Merumuskan kebijakan penanggulangan bencana.
";

/// Technical competencies of each post: code, level, importance.
const TECHNICAL: &str = "
post          | technical
CAMAT         | HKM 3 3, KEU 3 4, PMB 3 4, REG 2 3, PGA 3 3
SEKCAM        | KEU 3 4, ARS 2 3, DAT 3 3, HKM 3 3, TIK 2 3
KASUBBAG-UMUM | ARS 3 4, TIK 2 3, HKM 2 3
KASUBBAG-PROG | KEU 3 5, PMB 3 4, DAT 3 4, TIK 2 3
KASI-PEM      | ADM 3 5, HKM 3 3, TIK 2 3, DAT 2 3
KASI-TRN      | TRN 3 5, HKM 2 3, BCN 3 4
KASI-YAN      | REG 3 5, PGA 3 4, TIK 2 3, HKM 2 3
KASI-SOS      | SOS 3 5, DAT 2 4, BCN 2 2
KASI-PMB      | PMB 3 5, DAT 2 3, KEU 2 3
LURAH         | PMB 2 4, ADM 2 3, KEU 2 3, TRN 2 3, PGA 2 4
SEKLUR        | ARS 2 3, KEU 2 4, TIK 2 3
KASI-KEL-PEM  | ADM 3 5, HKM 1 2, TIK 2 3
KASI-KEL-PMB  | SOS 2 4, PMB 2 4, DAT 2 3
KASI-KEL-TRN  | TRN 2 4, BCN 2 4
ARSIPARIS     | ARS 3 5, TIK 2 4
PRAKOM        | TIK 4 5, DAT 3 4
ANALIS-SDM    | DAT 2 3, TIK 2 3, HKM 2 3
PERENCANA     | PMB 3 5, DAT 3 4, TIK 2 3
PTG-UMUM      | ARS 2 4, TIK 2 3
PTG-KEU       | KEU 2 5, TIK 2 3
PTG-PROG      | DAT 2 4, PMB 2 3, TIK 2 3
PTG-PEM       | ADM 2 3, HKM 1 3, TIK 2 3
PTG-ADM       | ADM 2 5, TIK 2 4, PGA 1 2
PTG-TRN       | TRN 2 5, BCN 2 4, HKM 1 2
PTG-IZIN      | REG 2 5, TIK 2 4, PGA 1 3
PTG-ADUAN     | PGA 2 5, TIK 2 3, REG 1 3
PTG-SOS       | SOS 2 5, DAT 2 4, TIK 1 3
PTG-PMB       | PMB 2 5, DAT 1 3, TIK 1 3
PTG-KEL-LAY   | ADM 2 5, TIK 2 4, PGA 1 3, REG 1 2
PTG-KEL-UMUM  | ARS 1 3, TIK 1 3, KEU 1 2
PTG-KEL-LAP   | TRN 1 4, BCN 2 4, SOS 1 2
";

pub(crate) fn competencies() -> Table {
    Table::from_text("competencies", COMPETENCIES)
}

pub(crate) fn indicators() -> Table {
    Table::from_text("indicators", INDICATORS)
}

/// The standard of every post: the nine at the level of its class, then its technical ones.
pub(crate) fn requirements(posts: &Table) -> Table {
    let mut requirements = Table::empty("requirements", "post,competency,level,importance");
    let technical = Table::from_text("technical", TECHNICAL);
    let technical = technical.by("post");
    for post in posts.records() {
        let id = post.get("id");
        let own = technical
            .get(id)
            .map_or("", |record| record.get("technical"));
        let counter = COUNTER.iter().any(|code| own.contains(code));
        let class = CLASS_LEVELS
            .iter()
            .find(|(class, _)| *class == post.get("class"));
        for (competency, at_counter, elsewhere) in BUILT_IN {
            let level = class.map_or("", |(_, level)| *level);
            let importance = if counter { at_counter } else { elsewhere };
            requirements.push([id, competency, level, importance]);
        }
        for entry in own.split(", ") {
            let mut words = entry.split(' ');
            let mut next = || words.next().unwrap_or_default();
            requirements.push([id, next(), next(), next()]);
        }
    }
    requirements
}

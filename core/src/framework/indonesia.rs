//! The nine competencies that every post of the Indonesian civil service asks for.
//!
//! Kinds and levels after PermenPANRB 38/2017; the wording of descriptions and levels is this library's own,
//! shortened from the meaning of the ministry's dictionary. The three-letter ids are a habit of
//! this library too: the regulation gives none.

use super::CompetencyKind;

/// A built-in competency; every pair of texts is English, then Indonesian.
pub(super) struct BuiltIn {
    pub(super) id: &'static str,
    pub(super) kind: CompetencyKind,
    pub(super) name: (&'static str, &'static str),
    /// What it is, in a sentence.
    pub(super) description: (&'static str, &'static str),
    /// The key behaviour of each level, from the first to the fifth.
    pub(super) levels: [(&'static str, &'static str); 5],
}

/// The nine, in the order of the dictionary.
pub(super) const COMPETENCIES: [BuiltIn; 9] = [
    BuiltIn {
        id: "INT",
        kind: CompetencyKind::Managerial,
        name: ("Integrity", "Integritas"),
        description: (
            "Acts as values, norms and rules ask, and stands by it",
            "Bertindak selaras dengan nilai, norma, dan aturan, serta memegangnya dengan teguh",
        ),
        levels: [
            (
                "Keeps to values, norms and ethics in own work",
                "Menjaga nilai, norma, dan etika dalam pekerjaan sendiri",
            ),
            (
                "Reminds colleagues and wins them over to do the same",
                "Mengingatkan dan mengajak rekan kerja berbuat serupa",
            ),
            (
                "Makes sure that the people led share and keep the same standards",
                "Memastikan anggota yang dipimpin meyakini dan menaati standar yang sama",
            ),
            (
                "Shapes working conditions in which keeping the rules comes naturally",
                "Membentuk suasana kerja yang membuat kepatuhan menjadi kebiasaan",
            ),
            (
                "Is an example of fairness and ethics for the nation",
                "Menjadi teladan keadilan dan etika pada tingkat nasional",
            ),
        ],
    },
    BuiltIn {
        id: "KJS",
        kind: CompetencyKind::Managerial,
        name: ("Teamwork", "Kerja sama"),
        description: (
            "Works with others towards a common aim, across units and agencies",
            "Bekerja bersama orang lain untuk tujuan bersama, lintas unit dan instansi",
        ),
        levels: [
            (
                "Does own part in a working group",
                "Menjalankan bagiannya dalam kelompok kerja",
            ),
            (
                "Helps a team to take part and to work well",
                "Menumbuhkan tim yang ikut serta dan bekerja efektif",
            ),
            (
                "Builds teams that raise the performance of the organisation",
                "Membangun tim yang menaikkan kinerja organisasi",
            ),
            (
                "Wins the commitment of teams and joins their strengths",
                "Membangun komitmen antartim dan menyatukan kekuatannya",
            ),
            (
                "Keeps cooperation alive within the agency and beyond it",
                "Menjaga kerja sama tetap hidup di dalam dan di luar instansi",
            ),
        ],
    },
    BuiltIn {
        id: "KOM",
        kind: CompetencyKind::Managerial,
        name: ("Communication", "Komunikasi"),
        description: (
            "Says and writes things so that others understand, and listens",
            "Menyampaikan gagasan secara lisan dan tertulis agar dipahami, serta mendengarkan",
        ),
        levels: [
            (
                "Passes information on clearly and completely, and checks that it is understood",
                "Menyampaikan informasi dengan jelas dan lengkap serta memastikan dipahami",
            ),
            (
                "Keeps formal and informal communication going of own accord",
                "Aktif menjalankan komunikasi resmi maupun tidak resmi",
            ),
            (
                "Speaks and writes assertively, also on sensitive and intricate matters",
                "Berbicara dan menulis secara asertif, juga untuk hal yang peka dan rumit",
            ),
            (
                "Sees a matter from many sides and leads others to agree",
                "Memandang persoalan dari banyak sisi dan mendorong kesepakatan",
            ),
            (
                "Sets up open communication as a strategy of the organisation",
                "Menggagas komunikasi terbuka sebagai strategi organisasi",
            ),
        ],
    },
    BuiltIn {
        id: "OPH",
        kind: CompetencyKind::Managerial,
        name: ("Results orientation", "Orientasi pada hasil"),
        description: (
            "Keeps to what was promised and does it better than before",
            "Menuntaskan pekerjaan sesuai target dan terus memperbaiki hasilnya",
        ),
        levels: [
            (
                "Answers for own work meeting the standard",
                "Bertanggung jawab agar pekerjaan sendiri memenuhi standar",
            ),
            (
                "Reaches results above the standard",
                "Mencapai hasil pribadi di atas standar",
            ),
            (
                "Sets the unit demanding targets, praises and corrects",
                "Menetapkan target unit yang menantang, memberi pujian dan teguran",
            ),
            (
                "Drives the unit to reach its targets or more",
                "Mendorong unit mencapai atau melampaui targetnya",
            ),
            (
                "Raises the quality of what the organisation achieves",
                "Menaikkan mutu capaian organisasi",
            ),
        ],
    },
    BuiltIn {
        id: "PPB",
        kind: CompetencyKind::Managerial,
        name: ("Public service", "Pelayanan publik"),
        description: (
            "Serves the public well, fairly and without an eye to own advantage",
            "Melayani masyarakat dengan baik dan adil tanpa mencari keuntungan sendiri",
        ),
        levels: [
            (
                "Serves by the service standard",
                "Melayani sesuai standar pelayanan",
            ),
            (
                "Oversees service and explains its steps openly",
                "Mengawasi pelayanan dan menjelaskan prosesnya secara terbuka",
            ),
            (
                "Uses the strengths of the group to better the unit's service standard",
                "Memanfaatkan kekuatan kelompok untuk memperbaiki standar pelayanan unit",
            ),
            (
                "Monitors and evaluates service and foresees its effects in the long run",
                "Memantau dan mengevaluasi pelayanan serta mengantisipasi dampak jangka panjang",
            ),
            (
                "Makes sure that policy on service is objective and neutral",
                "Memastikan kebijakan pelayanan objektif dan netral",
            ),
        ],
    },
    BuiltIn {
        id: "PDO",
        kind: CompetencyKind::Managerial,
        name: (
            "Development of self and others",
            "Pengembangan diri dan orang lain",
        ),
        description: (
            "Learns, and helps others to learn",
            "Meningkatkan pengetahuan diri dan membantu orang lain berkembang",
        ),
        levels: [
            ("Develops own abilities", "Mengembangkan kemampuan diri"),
            (
                "Raises the abilities of staff by showing how",
                "Meningkatkan kemampuan bawahan dengan memberi contoh",
            ),
            (
                "Guides others and tells them how they are doing",
                "Membimbing orang lain dan memberi umpan balik",
            ),
            (
                "Designs development programmes for the long run",
                "Menyusun program pengembangan jangka panjang",
            ),
            (
                "Makes the organisation one that keeps learning",
                "Menjadikan organisasi terus belajar",
            ),
        ],
    },
    BuiltIn {
        id: "MPB",
        kind: CompetencyKind::Managerial,
        name: ("Change management", "Mengelola perubahan"),
        description: (
            "Adapts to what is new, and leads others through it",
            "Menyesuaikan diri dengan keadaan baru dan memimpin orang lain melaluinya",
        ),
        levels: [
            (
                "Goes along with change when directed",
                "Mengikuti perubahan dengan arahan",
            ),
            (
                "Adapts to change of own accord",
                "Menyesuaikan diri dengan perubahan atas prakarsa sendiri",
            ),
            (
                "Helps others through change and foresees it",
                "Membantu orang lain menghadapi perubahan dan mengantisipasinya",
            ),
            (
                "Leads change in the unit",
                "Memimpin perubahan di unit kerja",
            ),
            (
                "Gathers support for change in the agency and the nation",
                "Menggalang dukungan bagi perubahan di instansi dan secara nasional",
            ),
        ],
    },
    BuiltIn {
        id: "PKP",
        kind: CompetencyKind::Managerial,
        name: ("Decision making", "Pengambilan keputusan"),
        description: (
            "Decides in time, on good grounds, and answers for it",
            "Mengambil keputusan tepat waktu dengan dasar yang baik dan bertanggung jawab atasnya",
        ),
        levels: [
            (
                "Gathers what is needed to act within own authority",
                "Mengumpulkan informasi untuk bertindak sesuai kewenangan",
            ),
            (
                "Analyses a problem in depth before deciding",
                "Menganalisis masalah secara mendalam sebelum memutuskan",
            ),
            (
                "Compares alternatives and balances their risks",
                "Membandingkan pilihan dan menimbang risikonya",
            ),
            (
                "Settles high-risk matters and limits the damage they can do",
                "Menyelesaikan masalah berisiko tinggi beserta mitigasinya",
            ),
            (
                "Finds lasting solutions to matters of national strategy",
                "Merumuskan solusi jangka panjang bagi persoalan strategis nasional",
            ),
        ],
    },
    BuiltIn {
        id: "PKB",
        kind: CompetencyKind::Sociocultural,
        name: ("National unity", "Perekat bangsa"),
        description: (
            "Understands and respects diversity, and holds people together",
            "Memahami dan menghargai kemajemukan serta merekatkan kebersamaan",
        ),
        levels: [
            (
                "Is aware of diversity and accepts it",
                "Peka terhadap kemajemukan dan menerimanya",
            ),
            (
                "Works for mutual respect",
                "Aktif menumbuhkan sikap saling menghargai",
            ),
            (
                "Promotes tolerance and unity",
                "Menggalakkan toleransi dan persatuan",
            ),
            (
                "Puts differences to constructive use",
                "Mendayagunakan perbedaan secara membangun",
            ),
            (
                "Stands for the government in ties between communities",
                "Mewakili pemerintah dalam membina hubungan antarkelompok masyarakat",
            ),
        ],
    },
];

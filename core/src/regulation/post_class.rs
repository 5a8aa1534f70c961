//! The classes of posts: the level that each asks for, and the age at which it ends.

use super::Certainty::{self, Conflict, Regulation as Rule, Secondary};

/// A built-in class of posts.
pub(super) struct BuiltIn {
    pub(super) id: &'static str,
    /// English, then Indonesian.
    pub(super) name: (&'static str, &'static str),
    /// The level of the nine managerial and sociocultural competencies.
    pub(super) level: u8,
    pub(super) level_certainty: Certainty,
    /// The last age of service, in years.
    pub(super) retirement_age: u32,
}

impl BuiltIn {
    /// Where the level comes from.
    pub(super) fn level_source(&self) -> &'static str {
        match self.level_certainty {
            Conflict => {
                "individual development form of the Province of Lampung; the regulation's own \
                 value may be 5 (from memory)"
            }
            _ if self.id == "pelaksana" => {
                "individual development form of the Province of Lampung; form 2a of DKI Jakarta's \
                 needs analysis (AKPK) says the same"
            }
            _ => "individual development form of the Province of Lampung",
        }
    }

    /// Where the age comes from.
    pub(super) fn retirement_source(&self) -> &'static str {
        if self.id.starts_with("jf_") {
            "PP 11/2017 Pasal 239"
        } else {
            "UU 20/2023 Pasal 55; PP 11/2017 Pasal 239"
        }
    }

    /// How well the age is known.
    pub(super) fn retirement_certainty(&self) -> Certainty {
        Rule
    }
}

const fn class(
    id: &'static str,
    name: (&'static str, &'static str),
    level: u8,
    level_certainty: Certainty,
    retirement_age: u32,
) -> BuiltIn {
    BuiltIn {
        id,
        name,
        level,
        level_certainty,
        retirement_age,
    }
}

/// The classes, from clerks to the highest experts.
pub(super) const CLASSES: [BuiltIn; 14] = [
    class(
        "pelaksana",
        ("Executing officer", "Pelaksana"),
        1,
        Secondary,
        58,
    ),
    class("pengawas", ("Supervisor", "Pengawas"), 2, Secondary, 58),
    class(
        "administrator",
        ("Administrator", "Administrator"),
        3,
        Secondary,
        58,
    ),
    class(
        "jpt_pratama",
        ("Senior leader, first tier", "Pimpinan Tinggi Pratama"),
        4,
        Secondary,
        60,
    ),
    class(
        "jpt_madya",
        ("Senior leader, middle tier", "Pimpinan Tinggi Madya"),
        4,
        Conflict,
        60,
    ),
    class(
        "jpt_utama",
        ("Senior leader, highest tier", "Pimpinan Tinggi Utama"),
        5,
        Secondary,
        60,
    ),
    class(
        "jf_pemula",
        ("Skilled specialist, beginner", "Fungsional Pemula"),
        1,
        Secondary,
        58,
    ),
    class(
        "jf_terampil",
        ("Skilled specialist", "Fungsional Terampil"),
        2,
        Secondary,
        58,
    ),
    class(
        "jf_mahir",
        ("Skilled specialist, proficient", "Fungsional Mahir"),
        2,
        Secondary,
        58,
    ),
    class(
        "jf_penyelia",
        ("Skilled specialist, overseeing", "Fungsional Penyelia"),
        3,
        Secondary,
        58,
    ),
    class(
        "jf_ahli_pertama",
        ("Expert, first tier", "Fungsional Ahli Pertama"),
        2,
        Secondary,
        58,
    ),
    class(
        "jf_ahli_muda",
        ("Expert, junior tier", "Fungsional Ahli Muda"),
        3,
        Secondary,
        58,
    ),
    class(
        "jf_ahli_madya",
        ("Expert, middle tier", "Fungsional Ahli Madya"),
        4,
        Secondary,
        60,
    ),
    class(
        "jf_ahli_utama",
        ("Expert, highest tier", "Fungsional Ahli Utama"),
        5,
        Secondary,
        65,
    ),
];

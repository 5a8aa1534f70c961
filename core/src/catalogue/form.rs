//! Forms of development (bentuk pengembangan kompetensi) and kinds of providers (mitra).

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;

macro_rules! names {
    ($(#[$doc:meta])* $kind:ident { $($(#[$item_doc:meta])* $item:ident: $id:literal, $english:literal, $indonesian:literal $(, also $($alias:literal)|+)?;)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $kind {
            $($(#[$item_doc])* $item,)+
        }

        impl $kind {
            /// All of them, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$item,)+];

            /// As tables write it.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$item => $id,)+ }
            }

            /// As a person reads it.
            pub const fn label(self, language: Language) -> &'static str {
                match self { $(Self::$item => language.choose($english, $indonesian),)+ }
            }

            /// From its id, its label in either language, or another common name; case, `-`, `_`
            /// and blanks do not matter.
            pub fn parse(text: &str) -> Option<Self> {
                let plain: String = text
                    .chars()
                    .filter(|character| character.is_alphanumeric())
                    .flat_map(char::to_lowercase)
                    .collect();
                let same = |name: &str| {
                    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).eq(plain.chars())
                };
                $(
                    if same($id) || same($english) || same($indonesian) $($(|| same($alias))+)? {
                        return Some(Self::$item);
                    }
                )+
                None
            }
        }
    };
}

names! {
    /// The form of a programme. Classical forms have a curriculum and a class; the others happen
    /// at work or outside a class (LAN rule 5/2018 and 10/2018).
    ProgrammeForm {
        /// A training course with a curriculum.
        Training: "training", "training", "pelatihan", also "diklat" | "kursus" | "course" | "penataran";
        /// A seminar or conference.
        Seminar: "seminar", "seminar", "seminar", also "konferensi" | "conference" | "sarasehan";
        /// A workshop.
        Workshop: "workshop", "workshop", "lokakarya";
        /// Technical guidance.
        TechnicalGuidance: "technical_guidance", "technical guidance", "bimtek", also "bimbingan teknis";
        /// A briefing on new rules.
        Briefing: "briefing", "briefing", "sosialisasi", also "socialisation";
        /// Coaching.
        Coaching: "coaching", "coaching", "coaching", also "pembinaan";
        /// Mentoring.
        Mentoring: "mentoring", "mentoring", "mentoring", also "pendampingan";
        /// E-learning.
        ELearning: "e_learning", "e-learning", "e-learning", also "pembelajaran elektronik" | "daring";
        /// Distance training.
        DistanceTraining: "distance_training", "distance training", "pelatihan jarak jauh", also "pjj";
        /// An internship or practice elsewhere.
        Internship: "internship", "internship", "magang", also "praktik kerja";
        /// A secondment to another office.
        Secondment: "secondment", "secondment", "detasering";
        /// An exchange with a company.
        Exchange: "exchange", "exchange", "pertukaran", also "pertukaran pegawai" | "pertukaran pns";
        /// A study visit to learn from another office.
        Benchmarking: "benchmarking", "benchmarking", "studi banding", also "study visit" | "studi tiru";
        /// Study on one's own.
        SelfStudy: "self_study", "self-study", "belajar mandiri";
        /// A community of practice.
        CommunityOfPractice: "community_of_practice", "community of practice", "komunitas belajar", also "komunitas praktik";
        /// Guidance at the workplace.
        WorkplaceGuidance: "workplace_guidance", "workplace guidance", "bimbingan di tempat kerja", also "on the job training";
        /// Team building, outdoors or not.
        TeamBuilding: "team_building", "team building", "outbound";
        /// Another form.
        Other: "other", "other", "lainnya", also "lain";
    }
}

names! {
    /// The kind of a provider.
    ProviderKind {
        /// A university or polytechnic.
        University: "university", "university", "universitas", also "perguruan tinggi" | "politeknik";
        /// A public training body (LAN, BPSDM, a ministry's centre).
        TrainingBody: "training_body", "training body", "lembaga pelatihan", also "bpsdm" | "lembaga diklat" | "pusdiklat" | "balai diklat" | "lan";
        /// A company or practitioners.
        PrivateSector: "private_sector", "private sector", "swasta", also "sektor swasta" | "praktisi" | "perusahaan";
        /// The agency itself.
        OwnAgency: "own_agency", "own agency", "instansi sendiri", also "internal" | "sendiri" | "penyelenggara sendiri";
        /// Another public agency.
        OtherAgency: "other_agency", "other agency", "instansi lain", also "perangkat daerah lain" | "instansi pemerintah" | "pemerintah" | "kementerian";
        /// A professional or community organisation.
        Community: "community", "community organisation", "organisasi masyarakat", also "organisasi profesi" | "komunitas" | "ngo";
    }
}

impl ProgrammeForm {
    /// Whether it is classical (klasikal): face to face with a curriculum.
    pub const fn is_classical(self) -> bool {
        matches!(
            self,
            Self::Training
                | Self::Seminar
                | Self::Workshop
                | Self::TechnicalGuidance
                | Self::Briefing
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_from_its_names() {
        for &form in ProgrammeForm::ALL {
            assert_eq!(ProgrammeForm::parse(form.id()), Some(form));
            for language in Language::ALL {
                assert_eq!(ProgrammeForm::parse(form.label(language)), Some(form));
            }
        }
        assert_eq!(
            ProgrammeForm::parse("Bimbingan Teknis"),
            Some(ProgrammeForm::TechnicalGuidance)
        );
        assert_eq!(
            ProviderKind::parse("Sektor Swasta"),
            Some(ProviderKind::PrivateSector)
        );
        assert_eq!(ProgrammeForm::parse("concert"), None);
    }
}

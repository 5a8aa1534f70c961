//! A day off that a decree names.

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;
use crate::words::measure::Date;

/// What kind of day off.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A public holiday (hari libur nasional).
    #[default]
    Holiday,
    /// Leave that all take together (cuti bersama); some agencies keep their counters open.
    JointLeave,
}

impl HolidayKind {
    /// All kinds, in a fixed order.
    pub const ALL: [Self; 2] = [Self::Holiday, Self::JointLeave];

    /// Reads the English or Indonesian name.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().replace(['_', '-'], " ").as_str() {
            "holiday"
            | "public holiday"
            | "libur"
            | "hari libur"
            | "libur nasional"
            | "hari libur nasional" => Some(Self::Holiday),
            "joint leave" | "collective leave" | "cuti bersama" => Some(Self::JointLeave),
            _ => None,
        }
    }

    /// The name in tables: `holiday`, `joint_leave`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::JointLeave => "joint_leave",
        }
    }

    /// The name for a reader.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Holiday => language.choose("public holiday", "hari libur"),
            Self::JointLeave => language.choose("joint leave", "cuti bersama"),
        }
    }
}

/// A day off, its name, and what kind it is. Ordered by day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// A public holiday or joint leave.
    pub kind: HolidayKind,
    /// What it is called.
    pub name: String,
}

impl Holiday {
    /// A day off.
    pub fn new(date: Date, name: &str, kind: HolidayKind) -> Self {
        Self {
            date,
            kind,
            name: name.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_back() {
        for kind in HolidayKind::ALL {
            assert_eq!(HolidayKind::parse(kind.id()), Some(kind));
            for language in Language::ALL {
                assert_eq!(HolidayKind::parse(kind.label(language)), Some(kind));
            }
        }
        assert_eq!(HolidayKind::parse("Sabtu"), None);
    }
}

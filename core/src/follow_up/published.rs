//! What meta-analyses say of training, level by level: where beliefs can start.

use crate::outcome::KirkpatrickLevel;

/// A published mean effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedEffect {
    /// On which of Kirkpatrick's levels.
    pub level: KirkpatrickLevel,
    /// The mean d.
    pub d: f64,
    /// Studies behind it, where they are told by level.
    pub studies: Option<u32>,
    /// People behind it.
    pub people: Option<u32>,
    /// Who found it.
    pub source: &'static str,
}

const ARTHUR: &str =
    "Arthur, Bennett, Edens & Bell (2003), Journal of Applied Psychology 88, 234-245";
const LACERENZA: &str = "Lacerenza, Reyes, Marlow, Joseph & Salas (2017), Journal of Applied Psychology 102, 1686-1718 (leadership training, 335 samples)";

const fn arthur(level: KirkpatrickLevel, d: f64, studies: u32, people: u32) -> PublishedEffect {
    PublishedEffect {
        level,
        d,
        studies: Some(studies),
        people: Some(people),
        source: ARTHUR,
    }
}

const fn lacerenza(level: KirkpatrickLevel, d: f64) -> PublishedEffect {
    PublishedEffect {
        level,
        d,
        studies: None,
        people: None,
        source: LACERENZA,
    }
}

/// The effects by level, those of training in organisations at large first.
pub const PUBLISHED_EFFECTS: [PublishedEffect; 8] = [
    arthur(KirkpatrickLevel::Reaction, 0.60, 15, 936),
    arthur(KirkpatrickLevel::Learning, 0.63, 234, 15_014),
    arthur(KirkpatrickLevel::Behaviour, 0.62, 122, 15_627),
    arthur(KirkpatrickLevel::Results, 0.62, 26, 1_748),
    lacerenza(KirkpatrickLevel::Reaction, 0.63),
    lacerenza(KirkpatrickLevel::Learning, 0.73),
    lacerenza(KirkpatrickLevel::Behaviour, 0.82),
    lacerenza(KirkpatrickLevel::Results, 0.72),
];

/// How far true effects of programmes lie around the published mean, as a deviation of d: an
/// assumption, since effects by method could not be read.
pub const PUBLISHED_DEVIATION: f64 = 0.3;

/// The published effect that beliefs start from on a level: Arthur and others', which is not of one
/// kind of training. The same for every form: effects by form are not known well enough.
pub fn published_effect(level: KirkpatrickLevel) -> PublishedEffect {
    let [reaction, learning, behaviour, results, ..] = PUBLISHED_EFFECTS;
    match level {
        KirkpatrickLevel::Reaction => reaction,
        KirkpatrickLevel::Learning => learning,
        KirkpatrickLevel::Behaviour => behaviour,
        KirkpatrickLevel::Results => results,
    }
}

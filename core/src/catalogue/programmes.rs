//! Programmes (program pengembangan): what a person can attend, what it costs, what it is
//! expected to change.

use serde::{Deserialize, Serialize};

use super::{ProgrammeForm, Series};
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Ids, Index, ProgrammeIndex, ProviderIndex, VenueIndex};
use crate::words::measure::{Hours, Level, Rupiah};

/// What a programme is expected to change in one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// In which competency.
    pub competency: CompetencyIndex,
    /// The expected gain in levels.
    pub gain: Level,
    /// The standard deviation of the expected gain, as a belief: how unsure it is.
    pub gain_deviation: Level,
    /// Only people who hold at least this level gain.
    pub from_level: Level,
    /// Nobody is lifted above this level.
    pub up_to_level: Level,
}

impl Effect {
    /// The level that a person holds afterwards, by expectation.
    ///
    /// ```
    /// use mahir::catalogue::Effect;
    /// use mahir::words::id::{CompetencyIndex, Index};
    /// use mahir::words::measure::Level;
    ///
    /// let effect = Effect {
    ///     competency: CompetencyIndex::at(0).unwrap(),
    ///     gain: Level::whole(1),
    ///     gain_deviation: Level::NONE,
    ///     from_level: Level::whole(1),
    ///     up_to_level: Level::whole(3),
    /// };
    /// assert_eq!(effect.after(Level::parse("2.5").unwrap()), Level::whole(3));
    /// assert_eq!(effect.after(Level::NONE), Level::NONE);
    /// assert_eq!(effect.after(Level::whole(4)), Level::whole(4));
    /// ```
    #[must_use]
    pub fn after(&self, held: Level) -> Level {
        if held < self.from_level || held >= self.up_to_level {
            return held;
        }
        held.saturating_add(self.gain).min(self.up_to_level)
    }
}

/// The programmes of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programmes {
    pub(crate) ids: Ids<ProgrammeIndex>,
    pub(crate) names: Vec<String>,
    pub(crate) forms: Vec<ProgrammeForm>,
    pub(crate) providers: Vec<ProviderIndex>,
    pub(crate) hours: Vec<Hours>,
    pub(crate) days: Vec<u32>,
    /// Empty where no programme is given in a series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) series: Vec<Option<Series>>,
    pub(crate) class_min: Vec<u32>,
    pub(crate) class_max: Vec<u32>,
    pub(crate) cost_per_session: Vec<Rupiah>,
    pub(crate) cost_per_seat: Vec<Rupiah>,
    pub(crate) sessions_per_phase: Vec<Option<u32>>,
    pub(crate) venues: Vec<Option<VenueIndex>>,
    pub(crate) venue_ids: Ids<VenueIndex>,
    pub(crate) effects_by_programme: Grouping<ProgrammeIndex>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) prerequisites_by_programme: Grouping<ProgrammeIndex>,
    pub(crate) prerequisites: Vec<ProgrammeIndex>,
}

impl Programmes {
    /// The ids.
    pub fn ids(&self) -> &Ids<ProgrammeIndex> {
        &self.ids
    }

    /// How many programmes there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All programmes in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = ProgrammeIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// The programme's id.
    pub fn id(&self, programme: ProgrammeIndex) -> &str {
        self.ids.name(programme)
    }

    /// The programme's name.
    pub fn name(&self, programme: ProgrammeIndex) -> &str {
        &self.names[programme.position()]
    }

    /// Its form.
    pub fn form(&self, programme: ProgrammeIndex) -> ProgrammeForm {
        self.forms[programme.position()]
    }

    /// Who runs it.
    pub fn provider(&self, programme: ProgrammeIndex) -> ProviderIndex {
        self.providers[programme.position()]
    }

    /// Training hours (JP) for each person who attends.
    pub fn hours(&self, programme: ProgrammeIndex) -> Hours {
        self.hours[programme.position()]
    }

    /// Working days that a session lasts, all meetings together; at least 1.
    pub fn days(&self, programme: ProgrammeIndex) -> u32 {
        self.days[programme.position()]
    }

    /// Its meetings, if a session is given in several that do not follow each other at once.
    pub fn series(&self, programme: ProgrammeIndex) -> Option<Series> {
        self.series.get(programme.position()).copied().flatten()
    }

    /// The days of each meeting of a session; without a series all of its days are one meeting.
    pub fn days_of_a_meeting(&self, programme: ProgrammeIndex) -> u32 {
        let meetings = self.series(programme).map_or(1, Series::meetings);
        (self.days(programme) / meetings).max(1)
    }

    /// The fewest people for whom a session is held; at least 1.
    pub fn class_min(&self, programme: ProgrammeIndex) -> u32 {
        self.class_min[programme.position()]
    }

    /// The most people whom a session takes; at least [`Programmes::class_min`].
    pub fn class_max(&self, programme: ProgrammeIndex) -> u32 {
        self.class_max[programme.position()]
    }

    /// The price of holding a session, before the provider's cost share.
    pub fn cost_per_session(&self, programme: ProgrammeIndex) -> Rupiah {
        self.cost_per_session[programme.position()]
    }

    /// The price of a seat, before the provider's cost share.
    pub fn cost_per_seat(&self, programme: ProgrammeIndex) -> Rupiah {
        self.cost_per_seat[programme.position()]
    }

    /// How many sessions can be held in a phase; `None` for no limit.
    pub fn sessions_per_phase(&self, programme: ProgrammeIndex) -> Option<u32> {
        self.sessions_per_phase[programme.position()]
    }

    /// The venue's name, if it is given.
    pub fn venue(&self, programme: ProgrammeIndex) -> Option<&str> {
        self.venues[programme.position()].map(|venue| self.venue_ids.name(venue))
    }

    /// What it is expected to change, in the order of the competencies.
    pub fn effects(&self, programme: ProgrammeIndex) -> &[Effect] {
        self.effects
            .get(self.effects_by_programme.rows(programme))
            .unwrap_or(&[])
    }

    /// What a person must have attended in an earlier phase.
    pub fn prerequisites(&self, programme: ProgrammeIndex) -> &[ProgrammeIndex] {
        self.prerequisites
            .get(self.prerequisites_by_programme.rows(programme))
            .unwrap_or(&[])
    }
}

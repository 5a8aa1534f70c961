//! Services (layanan), who gives them, how long one takes, and which levels it takes.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Ids, Index, ServiceIndex, UnitIndex};
use crate::words::measure::{Level, Minutes};

/// A level that giving a service takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCompetency {
    /// Of which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
}

/// The services of an agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Services {
    pub(crate) ids: Ids<ServiceIndex>,
    pub(crate) names: Vec<String>,
    pub(crate) units: Vec<UnitIndex>,
    pub(crate) norm_times: Vec<Minutes>,
    pub(crate) by_service: Grouping<ServiceIndex>,
    pub(crate) competencies: Vec<ServiceCompetency>,
}

impl Services {
    /// The ids.
    pub fn ids(&self) -> &Ids<ServiceIndex> {
        &self.ids
    }

    /// How many services there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All services in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = ServiceIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// The service's id.
    pub fn id(&self, service: ServiceIndex) -> &str {
        self.ids.name(service)
    }

    /// The service's name.
    pub fn name(&self, service: ServiceIndex) -> &str {
        &self.names[service.position()]
    }

    /// The unit that gives it.
    pub fn unit(&self, service: ServiceIndex) -> UnitIndex {
        self.units[service.position()]
    }

    /// The norm time (norma waktu) of one case, in minutes of work.
    pub fn norm_time(&self, service: ServiceIndex) -> Minutes {
        self.norm_times[service.position()]
    }

    /// The levels that giving it takes, in the order of the competencies.
    pub fn competencies(&self, service: ServiceIndex) -> &[ServiceCompetency] {
        self.competencies
            .get(self.by_service.rows(service))
            .unwrap_or(&[])
    }
}

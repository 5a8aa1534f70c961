//! Providers (mitra): who runs programmes, and under which agreement.

use serde::{Deserialize, Serialize};

use super::ProviderKind;
use crate::words::id::{Ids, Index, ProviderIndex};
use crate::words::measure::{Period, Share};

/// The providers that an agency works with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Providers {
    pub(crate) ids: Ids<ProviderIndex>,
    pub(crate) names: Vec<String>,
    pub(crate) kinds: Vec<ProviderKind>,
    pub(crate) agreements: Vec<Period>,
    pub(crate) sessions_at_once: Vec<Option<u32>>,
    pub(crate) cost_shares: Vec<Share>,
}

impl Providers {
    /// The ids.
    pub fn ids(&self) -> &Ids<ProviderIndex> {
        &self.ids
    }

    /// How many providers there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All providers in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = ProviderIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// The provider's id.
    pub fn id(&self, provider: ProviderIndex) -> &str {
        self.ids.name(provider)
    }

    /// The provider's name.
    pub fn name(&self, provider: ProviderIndex) -> &str {
        &self.names[provider.position()]
    }

    /// The kind of provider.
    pub fn kind(&self, provider: ProviderIndex) -> ProviderKind {
        self.kinds[provider.position()]
    }

    /// When its agreement holds.
    pub fn agreement(&self, provider: ProviderIndex) -> Period {
        self.agreements[provider.position()]
    }

    /// How many sessions it can run on one day; `None` for no limit.
    pub fn sessions_at_once(&self, provider: ProviderIndex) -> Option<u32> {
        self.sessions_at_once[provider.position()]
    }

    /// The share of a programme's cost that the provider bears; the agency pays the rest.
    pub fn cost_share(&self, provider: ProviderIndex) -> Share {
        self.cost_shares[provider.position()]
    }
}

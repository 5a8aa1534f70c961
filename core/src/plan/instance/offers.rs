//! The programmes with what they cost the agency, and where they can be held.

use super::Horizon;
use crate::agency::Agency;
use crate::catalogue::Effect;
use crate::words::id::{CompetencyIndex, Index, ProgrammeIndex, ProviderIndex};
use crate::words::measure::{Date, Rupiah, Share};

/// The programmes as columns, and as cells (programme × phase).
#[derive(Clone, Debug, Default)]
pub(in crate::plan) struct Offers {
    /// Hundredths of an hour for each who attends.
    pub(in crate::plan) hours: Vec<u32>,
    pub(in crate::plan) class_min: Vec<u32>,
    pub(in crate::plan) class_max: Vec<u32>,
    /// What the agency pays for a session, after the provider's share.
    pub(in crate::plan) session_price: Vec<i64>,
    /// What the agency pays for a seat, after the provider's share.
    pub(in crate::plan) seat_price: Vec<i64>,
    /// Working days of a session.
    pub(in crate::plan) days: Vec<u32>,
    /// The provider's position.
    pub(in crate::plan) provider: Vec<usize>,
    pub(in crate::plan) effects: Vec<Vec<Effect>>,
    pub(in crate::plan) prerequisites: Vec<Vec<usize>>,
    /// The programmes that ask for this one.
    pub(in crate::plan) dependents: Vec<Vec<usize>>,
    /// The programmes with an effect on each competency.
    pub(in crate::plan) by_competency: Vec<Vec<usize>>,
    /// By cell: whether the days that provider and calendar leave are enough for a session.
    pub(in crate::plan) open: Vec<bool>,
    /// By cell: the most sessions, by the programme and by the provider's days; none if closed.
    pub(in crate::plan) sessions: Vec<u32>,
    /// By provider × phase: session-days that can be run; `None` for no limit.
    pub(in crate::plan) capacity: Vec<Option<u64>>,
}

impl Offers {
    pub(super) fn of(agency: &Agency, horizon: &Horizon) -> Self {
        let (programmes, providers) = (&agency.programmes, &agency.providers);
        let days = days_of_providers(agency, horizon);
        let phases = horizon.phases.len();
        let mut offers = Self {
            by_competency: vec![Vec::new(); agency.framework.len()],
            dependents: vec![Vec::new(); programmes.len()],
            capacity: (0..days.len())
                .map(|place| {
                    let provider = ProviderIndex::at(place / phases.max(1))?;
                    let at_once = providers.sessions_at_once(provider)?;
                    Some(u64::from(at_once).saturating_mul(u64::from(days[place])))
                })
                .collect(),
            ..Self::default()
        };
        for programme in programmes.indices() {
            offers.add(agency, programme);
            let provider = programmes.provider(programme).position();
            for phase in 0..phases {
                let place = provider * phases + phase;
                let length = programmes.days(programme).max(1);
                let open = days[place] >= length;
                let by_capacity = offers.capacity[place]
                    .map_or(u64::MAX, |capacity| capacity / u64::from(length));
                let by_programme = programmes.sessions_per_phase(programme).unwrap_or(u32::MAX);
                let limit = u32::try_from(by_capacity)
                    .unwrap_or(u32::MAX)
                    .min(by_programme);
                offers.open.push(open);
                offers.sessions.push(if open { limit } else { 0 });
            }
        }
        offers
    }

    fn add(&mut self, agency: &Agency, programme: ProgrammeIndex) {
        let programmes = &agency.programmes;
        let provider = programmes.provider(programme);
        let share = agency.providers.cost_share(provider);
        let position = programme.position();
        self.hours.push(programmes.hours(programme).hundredths());
        let class_min = programmes.class_min(programme).max(1);
        self.class_min.push(class_min);
        self.class_max
            .push(programmes.class_max(programme).max(class_min));
        self.session_price
            .push(price(programmes.cost_per_session(programme), share));
        self.seat_price
            .push(price(programmes.cost_per_seat(programme), share));
        self.days.push(programmes.days(programme).max(1));
        self.provider.push(provider.position());
        let effects = programmes.effects(programme);
        self.effects.push(effects.to_vec());
        for effect in effects {
            let at = effect.competency.position();
            if let Some(list) = self.by_competency.get_mut(at)
                && list.last() != Some(&position)
            {
                list.push(position);
            }
        }
        let mut asked: Vec<usize> = programmes
            .prerequisites(programme)
            .iter()
            .map(|other| other.position())
            .collect();
        asked.sort_unstable();
        asked.dedup();
        for &other in &asked {
            if let Some(list) = self.dependents.get_mut(other) {
                list.push(position);
            }
        }
        self.prerequisites.push(asked);
    }

    /// How many programmes there are.
    pub(in crate::plan) fn len(&self) -> usize {
        self.hours.len()
    }

    /// What sessions and seats cost.
    pub(in crate::plan) fn cost(&self, programme: usize, sessions: u32, seats: u32) -> i128 {
        i128::from(self.session_price[programme]) * i128::from(sessions)
            + i128::from(self.seat_price[programme]) * i128::from(seats)
    }

    /// The programmes with an effect on a competency.
    pub(in crate::plan) fn on(&self, competency: CompetencyIndex) -> &[usize] {
        self.by_competency
            .get(competency.position())
            .map_or(&[], Vec::as_slice)
    }
}

/// What the agency pays of a price: the part that the provider does not bear, rounded up to whole
/// rupiah.
fn price(full: Rupiah, borne_by_provider: Share) -> i64 {
    let million = i128::from(Share::MILLION);
    let rest = i128::from(borne_by_provider.complement().millionths());
    let paid = (i128::from(full.amount().max(0)) * rest + million - 1) / million;
    // A part of an amount that fits.
    i64::try_from(paid).unwrap_or(i64::MAX)
}

/// By provider × phase: on how many days it can run sessions. Those are days of the phase that
/// are not over, on which training may be placed, within the agreement, without an absence.
fn days_of_providers(agency: &Agency, horizon: &Horizon) -> Vec<u32> {
    let days: Vec<Vec<Date>> = horizon
        .phases
        .iter()
        .map(|phase| {
            agency
                .calendar
                .training_days(phase.from, phase.until)
                .collect()
        })
        .collect();
    let providers = &agency.providers;
    providers
        .indices()
        .flat_map(|provider| {
            let agreement = providers.agreement(provider);
            let of_phase = |days: &Vec<Date>| {
                let there = days.iter().filter(|&&day| {
                    agreement.contains(day) && !agency.absences.absent_provider(provider, day)
                });
                u32::try_from(there.count()).unwrap_or(u32::MAX)
            };
            days.iter().map(of_phase).collect::<Vec<u32>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agency_pays_the_rest_rounded_up() {
        let quarter = Share::parse("25%").unwrap();
        // Three quarters of 1,001 are 750.75.
        assert_eq!(price(Rupiah::new(1_001), quarter), 751);
        assert_eq!(price(Rupiah::MAX, Share::NONE), i64::MAX);
        assert_eq!(price(Rupiah::MAX, Share::ALL), 0);
    }
}

//! The planning problem as plain numbers, laid out for solving: phases in the order of time,
//! programmes with prices, people with the gaps that can be closed.
//!
//! Everything is dense and integer. A cell is a programme in a phase: `programme × phases + phase`.

mod candidates;
mod horizon;
mod offers;
mod people;

pub(super) use candidates::{Candidates, most_lift};
pub(super) use horizon::Horizon;
pub(super) use offers::Offers;
pub(super) use people::{AWAY, PeopleFacts};

use super::PlanOptions;
use super::artefact::PlanValue;
use super::fairness::Floor;
use super::own_value::Values;
use super::stay::Kept;
use super::wishes::{Forbidden, Required};
use crate::gap::Gaps;
use crate::words::measure::Hours;

/// A planning problem.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub(super) horizon: Horizon,
    pub(super) offers: Offers,
    pub(super) people: PeopleFacts,
    pub(super) candidates: Candidates,
    /// What a hundredth of a training hour below the floor is worth in choosing.
    pub(super) floor_value: i128,
    /// Whether a session takes at most a unit's spare staff at once.
    pub(super) spare_staff_per_session: bool,
    /// Who and what is to be left out.
    pub(super) forbidden: Forbidden,
    /// Who and what must be there.
    pub(super) required: Required,
    /// The seats of a plan to stay close to.
    pub(super) kept: Kept,
    /// What groups must close at least.
    pub(super) floors: Vec<Floor>,
    /// What seats are worth beside gaps.
    pub(super) values: Values,
}

impl Instance {
    /// The problem of closing these gaps.
    ///
    /// Takes time linear in people × phases, needs, and (person, programme) pairs in which the
    /// programme can close a gap.
    pub(super) fn of(
        gaps: &Gaps,
        options: &PlanOptions,
        forbidden: Forbidden,
        required: Required,
        values: Values,
    ) -> Self {
        let agency = gaps.agency();
        let horizon = Horizon::of(agency, gaps.needs().as_of());
        let offers = Offers::of(agency, &horizon);
        let people = PeopleFacts::of(gaps, &horizon, options.benefit_days);
        let kept = Kept::of(options.stay_close.as_ref(), agency, &horizon);
        Self {
            required,
            kept,
            ..Self::assemble(horizon, offers, people, options, forbidden, values)
        }
    }

    /// Puts the parts together and finds who can gain from what.
    pub(super) fn assemble(
        horizon: Horizon,
        offers: Offers,
        people: PeopleFacts,
        options: &PlanOptions,
        forbidden: Forbidden,
        values: Values,
    ) -> Self {
        let candidates = Candidates::of(&horizon, &offers, &people, &forbidden, &values);
        let hour = options.floor_hour_value * PlanValue::ONE_LEVEL as f64;
        Self {
            horizon,
            offers,
            people,
            candidates,
            // Options were checked: finite and small enough for an integer.
            floor_value: (hour / f64::from(Hours::STEPS)).round() as i128,
            spare_staff_per_session: options.spare_staff_per_session,
            forbidden,
            required: Required::default(),
            values,
            kept: Kept::default(),
            floors: Vec::new(),
        }
    }

    /// A programme and all that it requires, however far back, in order.
    pub(super) fn chain(&self, programme: usize) -> Vec<usize> {
        let mut chain = vec![programme];
        let mut at = 0;
        while let Some(&programme) = chain.get(at) {
            for &required in &self.offers.prerequisites[programme] {
                if !chain.contains(&required) {
                    chain.push(required);
                }
            }
            at += 1;
        }
        chain.sort_unstable();
        chain
    }

    /// How many phases there are.
    pub(super) fn phases(&self) -> usize {
        self.horizon.phases.len()
    }

    /// The cell of a programme in a phase.
    pub(super) fn cell(&self, programme: usize, phase: usize) -> usize {
        programme * self.phases() + phase
    }

    /// What a gap closed in a phase is worth for a person, in thousandths; `None` for someone who
    /// leaves before the phase ends.
    pub(super) fn factor(&self, person: usize, phase: usize) -> Option<u16> {
        match self.people.factors[person * self.phases() + phase] {
            AWAY => None,
            factor => Some(factor),
        }
    }

    /// What it would be worth to close every gap in the phase where that is worth most, with all
    /// seats of a value of their own: no plan is worth more, whatever it costs.
    pub(super) fn worth_of_every_gap(&self) -> i128 {
        self.worth_of_gaps(0..self.people.len()) + self.values.most()
    }

    /// The same of some people.
    pub(super) fn worth_of_gaps(&self, people: impl IntoIterator<Item = usize>) -> i128 {
        let gaps = &self.people.gaps;
        people
            .into_iter()
            .map(|person| {
                let factors = (0..self.phases()).filter_map(|phase| self.factor(person, phase));
                let most = i128::from(factors.max().unwrap_or(0));
                gaps.of(person)
                    .map(|row| {
                        let open = gaps.needed[row].saturating_sub(gaps.held[row]);
                        i128::from(open) * i128::from(gaps.weights[row]) * most
                    })
                    .sum::<i128>()
            })
            .sum()
    }

    /// The staff that a person's unit can spare in a phase.
    pub(super) fn spare(&self, person: usize, phase: usize) -> u32 {
        self.people.spare[self.people.units[person] as usize * self.phases() + phase]
    }
}

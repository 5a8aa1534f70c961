//! What programmes are worth, who runs them well, and where one more measurement pays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::artefact::{EffectUpdate, of};
use super::decide::deciding;
use super::{FollowUpPolicy, PriorSource};
use crate::evaluation::Evaluation;
use crate::statistics::{
    BetweenPrior, ChoiceBelief, HierarchyPrior, MeasuredEffect, Posterior, RankChance,
    expected_improvement, hierarchy, rank_chances,
};
use crate::words::id::{Index, PersonIndex, ProgrammeIndex, ProviderIndex, SessionIndex};
use crate::words::measure::Rupiah;

/// Who is scheduled for a programme, and what that costs and brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seats {
    pub(super) people: Vec<PersonIndex>,
    pub(super) sessions: u32,
    pub(super) cost: Rupiah,
}

/// The seats of every scheduled programme.
pub(super) fn seats(evaluation: &Evaluation) -> BTreeMap<ProgrammeIndex, Seats> {
    let schedule = evaluation.schedule();
    let mut found: BTreeMap<ProgrammeIndex, Seats> = BTreeMap::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        if let Some(index) = SessionIndex::at(number) {
            let seats = found.entry(session.programme).or_default();
            seats.people.extend(schedule.participants(index));
            seats.sessions += 1;
        }
    }
    for line in schedule.plan().lines() {
        if let Some(seats) = found.get_mut(&line.programme) {
            seats.cost = seats.cost.saturating_add(line.cost);
        }
    }
    found
}

/// Levels that these people would gain: what the catalogue expects of each in each competency,
/// times what is believed of the effect now over what was. With a published prior the catalogue's
/// gain is what people's levels are reckoned from all the same.
pub(super) fn levels(
    evaluation: &Evaluation,
    programme: ProgrammeIndex,
    own: &[EffectUpdate],
    people: &[PersonIndex],
) -> f64 {
    let gaps = evaluation.schedule().plan().gaps();
    let needs = gaps.needs();
    let effects = evaluation.agency().programmes.effects(programme);
    effects
        .iter()
        .zip(own)
        .map(|(effect, update)| {
            let expected: f64 = people
                .iter()
                .filter_map(|&person| {
                    let row = needs
                        .rows_of(person)
                        .find(|&row| needs.competencies().get(row) == Some(&effect.competency))?;
                    let held = gaps.held(row)?;
                    Some(effect.after(held).saturating_sub(held).as_f64())
                })
                .sum();
            let catalogue = effect.gain.as_f64();
            if catalogue > 0.0 {
                expected * update.posterior_mean.max(0.0) / catalogue
            } else {
                0.0
            }
        })
        .sum()
}

/// What a level gained by one person is worth: the policy's figure, or what the plan pays for one
/// by the catalogue. `None` for a plan that closes nothing.
pub(super) fn value_per_level(evaluation: &Evaluation, policy: &FollowUpPolicy) -> Option<Rupiah> {
    if policy.value_per_level.is_some() {
        return policy.value_per_level;
    }
    let plan = evaluation.schedule().plan();
    let steps: u64 = plan
        .lines()
        .iter()
        .flat_map(|line| line.closed.iter().map(|(_, steps)| *steps))
        .fold(0, u64::saturating_add);
    let levels = steps as f64 / 300.0;
    (levels > 0.0).then(|| Rupiah::new((plan.cost().as_f64() / levels).round() as i64))
}

/// A place in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranked<T> {
    /// Which.
    pub of: T,
    /// What is believed of it: for programmes levels gained by a person who takes all that it
    /// teaches, for providers levels more (or less) than the catalogue says.
    pub mean: f64,
    /// How unsure that is.
    pub deviation: f64,
    /// The expected rank, 1 for the best.
    pub expected_rank: f64,
    /// The probability of being the best.
    pub best: f64,
    /// The best rank that is plausible (5 %).
    pub from: u32,
    /// The worst rank that is plausible (95 %).
    pub until: u32,
    /// People measured behind it.
    pub people: u32,
}

fn ranked<T: Copy>(of: &[(T, Posterior, u32)]) -> Vec<Ranked<T>> {
    let values: Vec<Posterior> = of.iter().map(|row| row.1).collect();
    let Some(chances) = rank_chances(&values) else {
        return Vec::new();
    };
    let mut rows: Vec<Ranked<T>> = of
        .iter()
        .zip(chances)
        .map(|(&(of, value, people), chance): (_, RankChance)| Ranked {
            of,
            mean: value.mean,
            deviation: value.deviation,
            expected_rank: chance.expected,
            best: chance.best,
            from: chance.from,
            until: chance.until,
            people,
        })
        .collect();
    rows.sort_by(|one, other| one.expected_rank.total_cmp(&other.expected_rank));
    rows
}

/// Programmes that were measured, the best first: by the levels that a person gains who takes all
/// that they teach. Beliefs are shrunken already, so few people do not make a programme best.
pub(super) fn programmes(
    evaluation: &Evaluation,
    updates: &[EffectUpdate],
) -> Vec<Ranked<ProgrammeIndex>> {
    let mut rows = Vec::new();
    for programme in evaluation.agency().programmes.indices() {
        let own = of(updates, programme);
        let people = own
            .iter()
            .filter(|update| update.data_mean.is_some())
            .map(|update| update.people)
            .max();
        let Some(people) = people else { continue };
        let mean = own.iter().map(|update| update.posterior_mean).sum();
        let deviation = own
            .iter()
            .map(|update| update.posterior_deviation.powi(2))
            .sum::<f64>()
            .sqrt();
        rows.push((programme, Posterior { mean, deviation }, people));
    }
    ranked(&rows)
}

/// Providers whose programmes were measured, the best first: by how much more than expected people
/// gain with them, shrunken to one another by a hierarchical model, since an office that runs the
/// harder programmes must not look worse for it.
pub(super) fn providers(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
    updates: &[EffectUpdate],
) -> Vec<Ranked<ProviderIndex>> {
    let programmes = &evaluation.agency().programmes;
    let mut sums: BTreeMap<ProviderIndex, (f64, f64, u32)> = BTreeMap::new();
    for update in updates {
        if let Some((mean, error)) = update.data_mean.zip(update.data_standard_error) {
            // The catalogue itself is as unsure as it says.
            let variance = error.powi(2) + update.prior_deviation.powi(2);
            let sum = sums
                .entry(programmes.provider(update.programme))
                .or_default();
            sum.0 += 1.0 / variance;
            sum.1 += (mean - update.prior_mean) / variance;
            sum.2 = sum.2.saturating_add(update.people);
        }
    }
    let effects: Vec<MeasuredEffect> = sums
        .values()
        .map(|(precision, weighted, _)| MeasuredEffect {
            value: weighted / precision,
            standard_error: precision.sqrt().recip(),
        })
        .collect();
    let prior = HierarchyPrior {
        mean: Some((0.0, policy.form_deviation)),
        between: BetweenPrior::HalfCauchy(policy.form_deviation),
    };
    let Some(found) = hierarchy(&effects, prior) else {
        return Vec::new();
    };
    let rows: Vec<(ProviderIndex, Posterior, u32)> = sums
        .into_iter()
        .zip(found.effects)
        .map(|((provider, (_, _, people)), belief)| (provider, belief, people))
        .collect();
    ranked(&rows)
}

/// What one more measured session of a programme is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InformationValue {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// People of the session that would be measured.
    pub people: u32,
    /// The knowledge gradient for one seat, in levels: by how much choosing between holding the
    /// programme and having the worthwhile gain elsewhere gets better on average.
    pub per_seat: f64,
    /// The same for all seats of a cycle as scheduled now.
    pub levels: f64,
    /// That in rupiah; `None` where no value of a level is known.
    pub worth: Option<Rupiah>,
    /// What the measurement costs.
    pub cost: Rupiah,
    /// Whether it is worth its cost; `None` where that is not known.
    pub pays: Option<bool>,
}

/// What one more measured session is worth, by programme that is scheduled and has an effect.
pub(super) fn information(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
    updates: &[EffectUpdate],
) -> Vec<InformationValue> {
    let value = value_per_level(evaluation, policy);
    seats(evaluation)
        .into_iter()
        .filter_map(|(programme, seats)| {
            let update = deciding(of(updates, programme))?;
            let all = u32::try_from(seats.people.len()).ok()?;
            let people = all.div_ceil(seats.sessions.max(1)).max(1);
            let belief = ChoiceBelief {
                mean: update.posterior_mean,
                deviation: update.posterior_deviation,
                noise: policy
                    .change_deviation_at_least
                    .hypot(policy.session_deviation * f64::from(people).sqrt())
                    / f64::from(people).sqrt(),
            };
            let per_seat = expected_improvement(belief, policy.worthwhile_gain);
            let levels = per_seat * f64::from(all);
            let worth = value.map(|value| {
                Rupiah::new((levels * value.as_f64()).round().clamp(0.0, 9e18) as i64)
            });
            Some(InformationValue {
                programme,
                people,
                per_seat,
                levels,
                worth,
                cost: policy.evaluation_cost,
                pays: worth.map(|worth| worth > policy.evaluation_cost),
            })
        })
        .collect()
}

/// Months until a gain that is not used has fallen to the worthwhile one: half-life · log₂(gain ÷
/// worthwhile), from 1 to 24; `None` for a gain that is not above it.
pub(super) fn months_until(policy: &FollowUpPolicy, gain: f64) -> Option<u32> {
    let worthwhile = policy.worthwhile_gain.max(1e-9);
    let months = policy.half_life_months * (gain / worthwhile).log2();
    (months.is_finite() && gain > worthwhile).then(|| months.floor().clamp(1.0, 24.0) as u32)
}

/// Where a belief started, for a reader.
pub(super) const fn prior_source(policy: &FollowUpPolicy) -> &'static str {
    match policy.prior {
        PriorSource::Catalogue => "catalogue",
        PriorSource::Published => "published",
    }
}

//! What is true of people and programmes, which no rule is handed.

use chrono::Months;

use super::luck::{Luck, Purpose};
use super::world::Drawn;
use crate::agency::Agency;
use crate::catalogue::Effect;
use crate::framework::CompetencyKind;
use crate::random::Entity;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, PostIndex, ProgrammeIndex};
use crate::words::measure::{Date, Level};

/// Days in a mean month.
const MONTH: f64 = 365.25 / 12.0;

/// Somebody's luck.
#[derive(Clone, Copy, Debug)]
pub(super) struct Somebody {
    pub(super) entity: Entity,
    /// What multiplies every gain.
    pub(super) aptitude: f64,
}

/// The truth of one replication.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    pub(super) luck: Luck,
    pub(super) drawn: Drawn,
    pub(super) people: Vec<Somebody>,
    /// The name of each programme's luck.
    pub(super) programmes: Vec<Entity>,
    /// By person, then competency: the level that stays, in levels.
    lasting: Vec<f64>,
    /// By person, then competency: what was learnt and fades, as it was on the day of reference.
    fading: Vec<f64>,
    reference: Date,
    /// What fades as it was on the day of reference, and what was added since, as it was when it
    /// was learnt.
    added: f64,
    /// By competency.
    half_life_days: Vec<f64>,
    top: Vec<f64>,
    /// The effects as the first catalogue had them, with the true gain of each in levels.
    effects: Vec<Vec<(Effect, f64)>>,
}

impl Truth {
    /// Draws the truth behind what an agency knows on a day.
    pub(super) fn behind(agency: &Agency, as_of: Date, luck: Luck, drawn: Drawn) -> Self {
        let framework = &agency.framework;
        let programmes = &agency.programmes;
        let names: Vec<Entity> = programmes
            .indices()
            .map(|programme| Entity::named(programmes.id(programme)))
            .collect();
        let half_life = |competency| match framework.kind(competency) {
            CompetencyKind::Managerial => drawn.half_life_managerial,
            CompetencyKind::Sociocultural => drawn.half_life_sociocultural,
            CompetencyKind::Technical => drawn.half_life_technical,
        };
        let competencies = || framework.competencies().indices();
        let mut truth = Self {
            luck,
            drawn,
            people: Vec::with_capacity(agency.people.len()),
            lasting: Vec::with_capacity(agency.people.len() * framework.len()),
            fading: vec![0.0; agency.people.len() * framework.len()],
            reference: as_of,
            added: 0.0,
            half_life_days: competencies()
                .map(|competency| half_life(competency).max(0.1) * MONTH)
                .collect(),
            top: competencies()
                .map(|competency| framework.top_level(competency).as_f64())
                .collect(),
            effects: programmes
                .indices()
                .zip(&names)
                .map(|(programme, &name)| {
                    let effect = |effect: &Effect| {
                        let competency = Entity::named(framework.id(effect.competency));
                        let mut stream = luck.of(Purpose::Effect, name.with(competency), 0);
                        let spread = (drawn.effect_spread * stream.normal()).exp();
                        (*effect, effect.gain.as_f64() * drawn.effect * spread)
                    };
                    programmes.effects(programme).iter().map(effect).collect()
                })
                .collect(),
            programmes: names,
        };
        let usual = usual_levels(agency, as_of);
        for person in agency.people.indices() {
            let entity = Entity::named(agency.people.ids().name(person));
            truth.admit(entity);
            truth.draw_levels(agency, as_of, person, entity, &usual);
        }
        truth
    }

    /// Takes somebody in; levels follow.
    fn admit(&mut self, entity: Entity) {
        let mut stream = self.luck.of(Purpose::Aptitude, entity, 0);
        let aptitude = (self.drawn.aptitude_spread * stream.normal()).exp();
        self.people.push(Somebody { entity, aptitude });
    }

    /// Levels that are consistent with what was assessed: the mean of the assessments weighted by
    /// one over the squared error, and a draw of that mean's error. Where nothing was assessed, what
    /// is usual in the post, and a draw with a deviation of half a level.
    fn draw_levels(
        &mut self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        entity: Entity,
        usual: &[f64],
    ) {
        let mut stream = self.luck.of(Purpose::Level, entity, 0);
        let width = agency.framework.len();
        let mut sums = vec![(0.0, 0.0); width];
        for assessment in agency.assessments.of(person) {
            if assessment.date.is_none_or(|date| date <= as_of) {
                let error = assessment
                    .standard_error
                    .map_or(0.5, Level::as_f64)
                    .max(0.05);
                let weight = error.powi(-2);
                let sum = &mut sums[assessment.competency.position()];
                sum.0 += weight;
                sum.1 += weight * assessment.level.as_f64();
            }
        }
        let row = agency.people.post(person).position() * width;
        for (competency, (weight, sum)) in sums.into_iter().enumerate() {
            let (mean, deviation) = if weight > 0.0 {
                (sum / weight, f64::sqrt(1.0 / weight))
            } else {
                (usual[row + competency], 0.5)
            };
            let level = mean + deviation * stream.normal();
            self.lasting.push(level.clamp(0.0, self.top[competency]));
        }
    }

    /// Takes in somebody who joins a post: levels around a share of its standard.
    pub(super) fn join(&mut self, agency: &Agency, post: PostIndex, entity: Entity, year: u32) {
        self.admit(entity);
        let mut stream = self.luck.of(Purpose::Joiner, entity, year);
        let start = self.lasting.len();
        for competency in agency.framework.competencies().indices() {
            let required = agency
                .requirements
                .find(post, competency)
                .map_or(1.0, |row| row.level.as_f64());
            let level = required * self.drawn.joiner_level + 0.4 * stream.normal();
            self.lasting
                .push(level.clamp(0.0, self.top[competency.position()]));
        }
        let added = self.lasting.len() - start;
        self.fading.extend(std::iter::repeat_n(0.0, added));
    }

    /// Keeps some people only, in their order.
    pub(super) fn keep(&mut self, stays: &[bool]) {
        let width = self.top.len();
        let rows = |column: &[f64]| -> Vec<f64> {
            stays
                .iter()
                .enumerate()
                .filter(|(_, stays)| **stays)
                .flat_map(|(person, _)| column[person * width..(person + 1) * width].to_vec())
                .collect()
        };
        self.lasting = rows(&self.lasting);
        self.fading = rows(&self.fading);
        let mut stays = stays.iter();
        self.people
            .retain(|_| stays.next().copied().unwrap_or(true));
        self.added = self.fading.iter().sum();
    }

    fn cell(&self, person: PersonIndex, competency: CompetencyIndex) -> usize {
        person.position() * self.top.len() + competency.position()
    }

    /// What is left on a day of what was there on the day of reference.
    fn left(&self, competency: CompetencyIndex, day: Date) -> f64 {
        let days = day.signed_duration_since(self.reference).num_days() as f64;
        (-days / self.half_life_days[competency.position()]).exp2()
    }

    /// The true level of a person on a day, in levels.
    pub(super) fn level(&self, person: PersonIndex, competency: CompetencyIndex, day: Date) -> f64 {
        let cell = self.cell(person, competency);
        self.lasting[cell] + self.fading[cell] * self.left(competency, day)
    }

    /// Somebody completes a programme on a day: for each of its effects the competency, the level
    /// before, and the level after.
    pub(super) fn learn(
        &mut self,
        person: PersonIndex,
        programme: ProgrammeIndex,
        day: Date,
        year: u32,
        learnt: &mut Vec<(CompetencyIndex, f64, f64)>,
    ) {
        learnt.clear();
        let somebody = self.people[person.position()];
        let entity = somebody.entity.with(self.programmes[programme.position()]);
        let mut stream = self.luck.of(Purpose::Gain, entity, year);
        for number in 0..self.effects[programme.position()].len() {
            let (effect, gain) = self.effects[programme.position()][number];
            let spread = (self.drawn.gain_spread * stream.normal()).exp();
            let competency = effect.competency;
            let before = self.level(person, competency, day);
            let takes =
                before >= effect.from_level.as_f64() && before < effect.up_to_level.as_f64();
            let top = effect
                .up_to_level
                .as_f64()
                .min(self.top[competency.position()]);
            let gain = if takes {
                (gain * somebody.aptitude * spread).min((top - before).max(0.0))
            } else {
                0.0
            };
            let cell = self.cell(person, competency);
            self.lasting[cell] += self.drawn.kept * gain;
            // As it would have been on the day of reference, so that one number fades for all.
            let left = self.left(competency, day);
            self.fading[cell] += (1.0 - self.drawn.kept) * gain / left;
            self.added += (1.0 - self.drawn.kept) * gain;
            learnt.push((competency, before, before + gain));
        }
    }

    /// Lets time pass: what fades has faded by a day, which becomes the day of reference. Returns
    /// the levels that were forgotten since the last one.
    pub(super) fn pass(&mut self, day: Date) -> f64 {
        let width = self.top.len();
        let left: Vec<f64> = (0..width)
            .filter_map(CompetencyIndex::at)
            .map(|competency| self.left(competency, day))
            .collect();
        for (cell, fading) in self.fading.iter_mut().enumerate() {
            *fading *= left[cell % width];
        }
        self.reference = day;
        let was = std::mem::take(&mut self.added);
        was - self.fading.iter().sum::<f64>()
    }

    /// The mean size of the difference between the gains that a catalogue expects and the true
    /// ones; 0 without effects.
    pub(super) fn belief_error(&self, agency: &Agency) -> f64 {
        let programmes = &agency.programmes;
        let (mut sum, mut count) = (0.0, 0.0);
        for programme in programmes.indices() {
            let truth = &self.effects[programme.position()];
            for (effect, (_, gain)) in programmes.effects(programme).iter().zip(truth) {
                sum += (effect.gain.as_f64() - gain).abs();
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }
}

/// By post, then competency: the mean level that was assessed in the post; where there is none, in
/// the agency; where there is none, the level that the post requires, or else 1.
fn usual_levels(agency: &Agency, as_of: Date) -> Vec<f64> {
    let width = agency.framework.len();
    let mut in_posts = vec![(0.0, 0.0); agency.posts.len() * width];
    let mut in_all = vec![(0.0, 0.0); width];
    for person in agency.people.indices() {
        let row = agency.people.post(person).position() * width;
        for assessment in agency.assessments.of(person) {
            if assessment.date.is_none_or(|date| date <= as_of) {
                let competency = assessment.competency.position();
                for sum in [&mut in_posts[row + competency], &mut in_all[competency]] {
                    sum.0 += 1.0;
                    sum.1 += assessment.level.as_f64();
                }
            }
        }
    }
    let mut usual = Vec::with_capacity(in_posts.len());
    for post in agency.posts.indices() {
        for competency in agency.framework.competencies().indices() {
            let at = competency.position();
            let own = in_posts[post.position() * width + at];
            let level = [own, in_all[at]]
                .into_iter()
                .find(|(count, _)| *count > 0.0)
                .map(|(count, sum)| sum / count);
            usual.push(level.unwrap_or_else(|| {
                agency
                    .requirements
                    .find(post, competency)
                    .map_or(1.0, |row| row.level.as_f64())
            }));
        }
    }
    usual
}

/// A day some years later; the 29th of February becomes the 28th.
pub(super) fn years_later(day: Date, years: u32) -> Option<Date> {
    day.checked_add_months(Months::new(years.checked_mul(12)?))
}

//! A part of an instance: some of its units, with all programmes.

use super::instance::Instance;
use super::market::WholePrices;

/// The rows of a flat column that belong to some positions, each with `width` of them.
fn rows<T: Copy>(column: &[T], positions: &[usize], width: usize) -> Vec<T> {
    let mut own = Vec::with_capacity(positions.len() * width);
    for &position in positions {
        own.extend_from_slice(&column[position * width..(position + 1) * width]);
    }
    own
}

/// The runs of a column that belong to some people, with where each begins.
fn runs<T: Copy>(column: &[T], starts: &[usize], people: &[usize]) -> (Vec<usize>, Vec<T>) {
    let mut own = Vec::new();
    let mut own_starts = vec![0];
    for &person in people {
        own.extend_from_slice(&column[starts[person]..starts[person + 1]]);
        own_starts.push(own.len());
    }
    (own_starts, own)
}

impl Instance {
    /// The instance of some units and their people, in the order given, with all money, days and
    /// sessions of the whole. How many people could attend a programme stays that of the whole.
    pub(super) fn part(&self, units: &[usize]) -> Self {
        let mut people = Vec::new();
        let mut unit_starts = vec![0_u32];
        let mut unit = Vec::new();
        for (position, &of) in units.iter().enumerate() {
            people.extend(self.unit_people(of));
            unit.resize(people.len(), position as u32);
            unit_starts.push(people.len() as u32);
        }
        let (gap_starts, gap_competency) = runs(&self.gap_competency, &self.gap_starts, &people);
        let (candidate_starts, candidates) =
            runs(&self.candidates, &self.candidate_starts, &people);
        let mut extra_starts = Vec::new();
        let mut extra_seats = Vec::new();
        if !self.extra_starts.is_empty() {
            extra_starts.push(0);
            for &person in &people {
                extra_seats.extend_from_slice(self.extra_seats(person));
                extra_starts.push(extra_seats.len() as u32);
            }
        }
        let promised_people = if self.promised_people.is_empty() {
            Vec::new()
        } else {
            rows(&self.promised_people, &people, 1)
        };
        Self {
            horizon: self.horizon.clone(),
            phases: self.phases,
            year_count: self.year_count,
            competencies: self.competencies,
            hours: self.hours.clone(),
            class_min: self.class_min.clone(),
            class_max: self.class_max.clone(),
            session_price: self.session_price.clone(),
            seat_price: self.seat_price.clone(),
            days: self.days.clone(),
            provider: self.provider.clone(),
            effect_starts: self.effect_starts.clone(),
            effects: self.effects.clone(),
            requires_starts: self.requires_starts.clone(),
            requires: self.requires.clone(),
            required: self.required.clone(),
            has_steps: self.has_steps,
            demand: self.demand.clone(),
            sessions: self.sessions.clone(),
            unit_starts,
            cover: rows(&self.cover, units, self.phases),
            spare: rows(&self.spare, units, self.phases),
            unit,
            floor: rows(&self.floor, &people, 1),
            factors: rows(&self.factors, &people, self.phases),
            hours_left: rows(&self.hours_left, &people, self.year_count),
            gap_held: runs(&self.gap_held, &self.gap_starts, &people).1,
            gap_needed: runs(&self.gap_needed, &self.gap_starts, &people).1,
            gap_weight: runs(&self.gap_weight, &self.gap_starts, &people).1,
            gap_starts,
            gap_competency,
            candidate_starts,
            candidates,
            any_seat: self.any_seat,
            extra_starts,
            extra_seats,
            promise: self.promise,
            promised_people,
            promised_programmes: self.promised_programmes.clone(),
            extra_constant: 0,
        }
    }
}

impl WholePrices {
    /// The prices as some units see them.
    pub(super) fn part(&self, units: &[usize], phases: usize) -> Self {
        Self {
            seat: self.seat.clone(),
            hours: rows(&self.hours, units, phases),
            fixed: 0,
        }
    }
}

//! The people: their gaps, the hours they may still spend, and how long they stay.

use chrono::Datelike;

use super::Horizon;
use crate::agency::Agency;
use crate::gap::Gaps;
use crate::words::id::{CompetencyIndex, Index};
use crate::words::measure::Date;
use crate::workforce::EmploymentStatus;

/// Stands for someone who has left before a phase ends.
pub(in crate::plan) const AWAY: u16 = u16::MAX;

/// The gaps that can be closed: rows grouped by person, within a person by competency.
#[derive(Clone, Debug)]
pub(in crate::plan) struct GapRows {
    /// Where each person's rows start; one more entry than people.
    pub(in crate::plan) starts: Vec<usize>,
    pub(in crate::plan) competencies: Vec<CompetencyIndex>,
    /// Steps of 1/300 level.
    pub(in crate::plan) held: Vec<u16>,
    /// Steps of 1/300 level; above the level that is held.
    pub(in crate::plan) needed: Vec<u16>,
    /// Thousandths.
    pub(in crate::plan) weights: Vec<u32>,
}

impl GapRows {
    /// No rows, no people.
    pub(in crate::plan) fn new() -> Self {
        Self {
            starts: vec![0],
            competencies: Vec::new(),
            held: Vec::new(),
            needed: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// A person's rows.
    pub(in crate::plan) fn of(&self, person: usize) -> std::ops::Range<usize> {
        self.starts[person]..self.starts[person + 1]
    }

    /// A person's row of a competency.
    pub(in crate::plan) fn find(
        &self,
        person: usize,
        competency: CompetencyIndex,
    ) -> Option<usize> {
        let rows = self.of(person);
        let place = self.competencies[rows.clone()]
            .binary_search(&competency)
            .ok()?;
        Some(rows.start + place)
    }
}

/// The people as columns.
#[derive(Clone, Debug)]
pub(in crate::plan) struct PeopleFacts {
    pub(in crate::plan) units: Vec<u32>,
    pub(in crate::plan) gaps: GapRows,
    /// By person × phase: thousandths that a closed gap is worth, or [`AWAY`].
    pub(in crate::plan) factors: Vec<u16>,
    /// By person × year of the horizon: hundredths of an hour that may still be planned.
    pub(in crate::plan) hours_left: Vec<u32>,
    /// By person: hundredths of an hour below the floor before planning; none for PPPK.
    pub(in crate::plan) below_floor: Vec<u32>,
    /// By person: hundredths of an hour that the person has had in the year of the floor.
    pub(in crate::plan) hours_had: Vec<u32>,
    /// By unit × phase: people who may be away at once.
    pub(in crate::plan) spare: Vec<u32>,
    /// By unit × phase: hundredths of an hour of training that cover allows.
    pub(in crate::plan) cover: Vec<u64>,
}

impl PeopleFacts {
    pub(super) fn of(gaps: &Gaps, horizon: &Horizon, benefit_days: u32) -> Self {
        let agency = gaps.agency();
        let people = &agency.people;
        let regulation = &agency.regulation;
        let phases = horizon.phases.len();
        let floor = regulation.pns_minimum_hours().value().hundredths();
        let as_of = gaps.needs().as_of();
        let mut units = Vec::with_capacity(people.len());
        let mut factors = Vec::with_capacity(people.len() * phases);
        let mut hours_left = Vec::with_capacity(people.len() * horizon.years.len());
        let mut below_floor = Vec::with_capacity(people.len());
        let mut hours_had = Vec::with_capacity(people.len());
        let mut staying = vec![0_u32; agency.units.len() * phases];
        for person in people.indices() {
            let unit = people.unit(person).position();
            units.push(u32::try_from(unit).unwrap_or(u32::MAX));
            for (position, phase) in horizon.phases.iter().enumerate() {
                let stays = stays_after(people.last_day(person), phase.until);
                let factor = stays.map_or(AWAY, |days| benefit(phase.discount, days, benefit_days));
                factors.push(factor);
                if factor != AWAY {
                    staying[unit * phases + position] += 1;
                }
            }
            let status = people.status(person);
            let had = |year: i32| {
                if year == as_of.year() {
                    people.hours_this_year(person).hundredths()
                } else {
                    0
                }
            };
            let own = agency.rules.hours_per_person_per_year.hundredths();
            let most = match status {
                EmploymentStatus::Pns => own,
                EmploymentStatus::Pppk => {
                    own.min(regulation.pppk_maximum_hours().value().hundredths())
                }
            };
            hours_left.extend(
                horizon
                    .years
                    .iter()
                    .map(|&year| most.saturating_sub(had(year))),
            );
            let floor_year = horizon
                .floor_year
                .map_or(as_of.year(), |year| horizon.years[year]);
            hours_had.push(had(floor_year));
            below_floor.push(match status {
                EmploymentStatus::Pns => floor.saturating_sub(had(floor_year)),
                EmploymentStatus::Pppk => 0,
            });
        }
        let cover = cover(agency, horizon, &staying);
        let spare =
            staying
                .iter()
                .zip(agency.units.indices().flat_map(|unit| {
                    std::iter::repeat_n(agency.units.minimum_on_duty(unit), phases)
                }))
                .map(|(&staying, minimum)| staying.saturating_sub(minimum))
                .collect();
        Self {
            units,
            gaps: rows(gaps),
            factors,
            hours_left,
            below_floor,
            hours_had,
            spare,
            cover,
        }
    }

    /// How many people there are.
    pub(in crate::plan) fn len(&self) -> usize {
        self.units.len()
    }
}

/// For how many days someone stays after a phase; `None` for someone who leaves before it ends,
/// the largest number if no end is known.
fn stays_after(last_day: Option<Date>, end: Date) -> Option<i64> {
    let Some(last) = last_day else {
        return Some(i64::MAX);
    };
    let days = last.signed_duration_since(end).num_days();
    (days >= 0).then_some(days)
}

/// A phase's discount, cut by the share of the days of benefit for which the person stays,
/// rounded down to thousandths twice.
fn benefit(discount: u16, stays: i64, benefit_days: u32) -> u16 {
    let wanted = i64::from(benefit_days);
    if wanted == 0 || stays >= wanted {
        return discount;
    }
    // Both factors are at most 1000.
    let share = stays * 1_000 / wanted;
    (i64::from(discount) * share / 1_000) as u16
}

/// By unit × phase: the hours of training that the rule of cover allows, in hundredths of JP. The
/// working time is that of the people who stay to the phase's end, on the days that are left.
fn cover(agency: &Agency, horizon: &Horizon, staying: &[u32]) -> Vec<u64> {
    let week = agency.regulation.working_minutes_per_week().value();
    let hour = agency
        .regulation
        .minutes_per_training_hour()
        .value()
        .hundredths()
        .max(1);
    let share = u128::from(agency.rules.cover_share.millionths());
    let minutes: Vec<u64> = horizon
        .phases
        .iter()
        .map(|phase| {
            agency
                .calendar
                .total_working_minutes(phase.from, phase.until, week)
        })
        .collect();
    staying
        .iter()
        .zip(minutes.iter().cycle())
        .map(|(&people, &minutes)| {
            // Minutes × millionths ÷ 100 are ten-thousandths of a minute, as are hundredths of an
            // hour × hundredths of a minute.
            let allowed = u128::from(minutes) * u128::from(people) * share / 100;
            u64::try_from(allowed / u128::from(hour)).unwrap_or(u64::MAX)
        })
        .collect()
}

/// The rows with a gap that is known and matters.
fn rows(gaps: &Gaps) -> GapRows {
    let needs = gaps.needs();
    let mut rows = GapRows::new();
    for person in gaps.agency().people.indices() {
        for row in needs.rows_of(person) {
            let (needed, weight) = (
                needs.levels()[row].steps(),
                needs.weights()[row].thousandths(),
            );
            match gaps.held(row) {
                Some(held) if held.steps() < needed && weight > 0 => {
                    rows.competencies.push(needs.competencies()[row]);
                    rows.held.push(held.steps());
                    rows.needed.push(needed);
                    rows.weights.push(weight);
                }
                _ => {}
            }
        }
        rows.starts.push(rows.competencies.len());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benefit_ends_when_a_person_leaves() {
        assert_eq!(benefit(950, i64::MAX, 730), 950);
        // Half of the time: 365 of 730 days.
        assert_eq!(benefit(950, 365, 730), 475);
        assert_eq!(benefit(950, 0, 730), 0);
        assert_eq!(benefit(950, 0, 0), 950);
        let day = |day| Date::from_ymd_opt(2026, 3, day).unwrap();
        assert_eq!(stays_after(Some(day(30)), day(31)), None);
        assert_eq!(stays_after(Some(day(31)), day(31)), Some(0));
    }
}

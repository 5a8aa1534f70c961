//! What will happen within a year, whatever is planned; and who moves at its end.

use super::held::Ahead;
use super::luck::Purpose;
use super::truth::Truth;
use crate::agency::Agency;
use crate::random::Entity;
use crate::words::id::{Index, PersonIndex, PostIndex, UnitIndex};
use crate::words::measure::Date;

/// Who stays, and where.
pub(super) struct Moves {
    /// By person; `false` for those who left.
    pub(super) stays: Vec<bool>,
    /// By person: the unit and post in the next year.
    pub(super) places: Vec<(UnitIndex, PostIndex)>,
    /// By person: whether the next post was taken.
    pub(super) risen: Vec<bool>,
    /// By person: the end of the contract in the next year.
    pub(super) contracts: Vec<Option<Date>>,
    /// Those who left and in whose place somebody joins.
    pub(super) replaced: Vec<PersonIndex>,
}

fn days_of(as_of: Date, until: Date) -> u32 {
    u32::try_from(until.signed_duration_since(as_of).num_days()).unwrap_or(0)
}

fn later(day: Date, days: u32) -> Date {
    day.checked_add_signed(chrono::TimeDelta::days(i64::from(days)))
        .unwrap_or(day)
}

/// What a year brings: who leaves when, and which partner withdraws when.
pub(super) fn look(agency: &Agency, truth: &Truth, year: u32, as_of: Date, until: Date) -> Ahead {
    let length = days_of(as_of, until);
    let leaves = agency
        .people
        .indices()
        .map(|person| {
            let mut stream = turnover(truth, person, year);
            let quits = stream.happens(truth.drawn.quit);
            let day = later(as_of, stream.below(length));
            let renewed = stream.happens(truth.drawn.contract_renewal);
            let contract = agency
                .people
                .contract_until(person)
                .filter(|_| !renewed)
                .and_then(|last| last.succ_opt());
            [
                quits.then_some(day),
                agency.people.retires_on(person),
                contract,
            ]
            .into_iter()
            .flatten()
            .min()
            .filter(|&day| day < until)
        })
        .collect();
    let withdraws = agency
        .providers
        .indices()
        .map(|provider| {
            let entity = Entity::named(agency.providers.id(provider));
            let mut stream = truth.luck.of(Purpose::Partner, entity, year);
            let exits = stream.happens(truth.drawn.partner_exit);
            let day = later(as_of, stream.below(length));
            exits.then_some(day)
        })
        .collect();
    Ahead {
        year,
        as_of,
        until,
        leaves,
        withdraws,
    }
}

/// The stream of a person's leaving and moving. Its numbers are, in order: leaves, on which day,
/// contract renewed, moves, whither, rises, replaced.
fn turnover(truth: &Truth, person: PersonIndex, year: u32) -> crate::random::Stream {
    let entity = truth.people[person.position()].entity;
    truth.luck.of(Purpose::Turnover, entity, year)
}

/// Who moves at the end of a year. `units` are those that somebody can move to.
pub(super) fn move_on(agency: &Agency, truth: &Truth, ahead: &Ahead, units: &[UnitIndex]) -> Moves {
    let people = &agency.people;
    let mut moves = Moves {
        stays: Vec::with_capacity(people.len()),
        places: Vec::with_capacity(people.len()),
        risen: vec![false; people.len()],
        contracts: Vec::with_capacity(people.len()),
        replaced: Vec::new(),
    };
    for person in people.indices() {
        let mut stream = turnover(truth, person, ahead.year);
        for _ in 0..3 {
            stream.uniform();
        }
        let (moved, where_to) = (
            stream.happens(truth.drawn.transfer),
            stream.below(u32::try_from(units.len()).unwrap_or(u32::MAX)),
        );
        let rises = stream.happens(truth.drawn.promotion);
        let replaced = stream.happens(truth.drawn.replacement);
        let stays = ahead.leaves[person.position()].is_none();
        let (mut unit, mut post) = (people.unit(person), people.post(person));
        if stays && moved {
            unit = units.get(where_to as usize).copied().unwrap_or(unit);
        }
        if stays
            && rises
            && let Some(next) = people.next_post(person)
        {
            post = next;
            moves.risen[person.position()] = true;
        }
        // Who is still here at the end of a contract was renewed, for a year.
        let contract = people.contract_until(person).map(|last| {
            if last < ahead.until {
                super::truth::years_later(last, 1).unwrap_or(last)
            } else {
                last
            }
        });
        moves.stays.push(stays);
        moves.places.push((unit, post));
        moves.contracts.push(contract);
        if !stays && replaced {
            moves.replaced.push(person);
        }
    }
    moves
}

//! Who is there on which day.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bits;
use crate::agency::Agency;
use crate::calendar::Absentee;
use crate::words::id::{PersonIndex, UnitIndex};
use crate::words::measure::{Date, Period};

/// Presence of units and people on given days. Absences are few beside people × days, so they are
/// looked up once each and not once for every person and day.
pub(super) struct Presence<'a> {
    agency: &'a Agency,
    days: &'a [Date],
    people: BTreeMap<PersonIndex, Vec<Range<usize>>>,
    units: BTreeMap<UnitIndex, Vec<Range<usize>>>,
}

impl<'a> Presence<'a> {
    /// On these days, which rise.
    pub(super) fn new(agency: &'a Agency, days: &'a [Date]) -> Self {
        let mut presence = Self {
            agency,
            days,
            people: BTreeMap::new(),
            units: BTreeMap::new(),
        };
        for (absentee, period, _) in agency.absences.rows() {
            let range = presence.range(period);
            match absentee {
                Absentee::Person(person) => presence.people.entry(person).or_default().push(range),
                Absentee::Unit(unit) => presence.units.entry(unit).or_default().push(range),
                Absentee::Provider(_) | Absentee::Room(_) | Absentee::Trainer(_) => {}
            }
        }
        presence
    }

    fn range(&self, period: Period) -> Range<usize> {
        let before = |day: Date| self.days.partition_point(|&other| other < day);
        let through = |day: Date| self.days.partition_point(|&other| other <= day);
        let first = period.from.map_or(0, before);
        first..period.until.map_or(self.days.len(), through).max(first)
    }

    /// How many of the days, from the first on, a person works here.
    fn employed(&self, person: PersonIndex) -> usize {
        self.agency
            .people
            .last_day(person)
            .map_or(self.days.len(), |last| {
                self.days.partition_point(|&day| day <= last)
            })
    }

    /// Sets the days, as bits, on which a person is away or no longer employed, or their whole
    /// unit is away.
    pub(super) fn mark_away(&self, person: PersonIndex, row: &mut [u64]) {
        let unit = self.agency.people.unit(person);
        let ranges = self
            .people
            .get(&person)
            .into_iter()
            .chain(self.units.get(&unit))
            .flatten();
        let left = self.employed(person)..self.days.len();
        for day in ranges.cloned().chain([left]).flatten() {
            bits::set(row, day);
        }
    }

    /// How many people of each unit are there on each day, unit by unit.
    pub(super) fn present(&self) -> Vec<u32> {
        let people = &self.agency.people;
        let days = self.days.len();
        let mut present = Vec::with_capacity(self.agency.units.len() * days);
        let mut leavers = vec![0_u32; days + 1];
        let mut row = vec![0_u64; bits::words(days)];
        for unit in self.agency.units.indices() {
            let members = people.of_unit(unit);
            leavers.fill(0);
            for &person in members {
                leavers[self.employed(person)] += 1;
            }
            // People are numbered by 32 bits.
            let mut there = members.len() as u32;
            let start = present.len();
            for leavers in &leavers[..days] {
                there -= leavers;
                present.push(there);
            }
            let present = &mut present[start..];
            for &person in members {
                let Some(ranges) = self.people.get(&person) else {
                    continue;
                };
                row.fill(0);
                for day in ranges.iter().cloned().flatten() {
                    bits::set(&mut row, day);
                }
                bits::keep_between(&mut row, 0, self.employed(person));
                for day in bits::days(&row) {
                    present[day] -= 1;
                }
            }
            for day in self
                .units
                .get(&unit)
                .into_iter()
                .flatten()
                .cloned()
                .flatten()
            {
                present[day] = 0;
            }
        }
        present
    }
}

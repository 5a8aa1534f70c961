//! A plan in the making: who sits where, and what that uses up.

use super::instance::Instance;
use super::person::{Desk, Seat};

/// Who sits where. Each person has room for as many seats as their hours can hold.
#[derive(Clone, Debug)]
pub(super) struct Roster {
    starts: Vec<u32>,
    counts: Vec<u16>,
    seats: Vec<Seat>,
    /// By cell.
    pub(super) people: Vec<u32>,
    /// By cell.
    pub(super) sessions: Vec<u32>,
    /// By phase: rupiah for sessions and seats.
    pub(super) spent: Vec<i128>,
    /// By unit × phase: hundredths of an hour.
    pub(super) hours: Vec<u64>,
    /// By person: what the seats are worth.
    worth: Vec<i64>,
    /// What all seats are worth.
    pub(super) total: i128,
    /// By cell: the fewest people, where it is not that of the sessions held.
    pub(super) least: Option<Vec<u64>>,
}

/// What the programmes that are promised to be held would add.
fn promised(instance: &Instance) -> i128 {
    let programmes = instance.promised_programmes.iter();
    programmes.filter(|&&promised| promised).count() as i128 * i128::from(instance.promise)
}

impl Roster {
    pub(super) fn new(instance: &Instance) -> Self {
        let mut starts = vec![0_u32];
        let mut hours: Vec<u32> = Vec::new();
        for person in 0..instance.people() {
            hours.clear();
            let programmes = instance.candidates(person).iter();
            hours.extend(programmes.map(|&programme| instance.hours[usize::from(programme)]));
            hours.sort_unstable();
            let mut left: u64 = instance
                .hours_left(person)
                .iter()
                .map(|&left| u64::from(left))
                .sum();
            let mut count = 0;
            for &hours in &hours {
                match left.checked_sub(u64::from(hours)) {
                    Some(rest) => left = rest,
                    None => break,
                }
                count += 1;
            }
            let last = starts[person];
            starts.push(last.saturating_add(count));
        }
        let seats = starts.last().map_or(0, |&end| end as usize);
        Self {
            starts,
            counts: vec![0; instance.people()],
            seats: vec![Seat::default(); seats],
            people: vec![0; instance.cells()],
            sessions: vec![0; instance.cells()],
            spent: vec![0; instance.phases],
            hours: vec![0; instance.cover.len()],
            worth: vec![0; instance.people()],
            total: -promised(instance),
            least: None,
        }
    }

    /// The seats of a person, by phase, then programme.
    pub(super) fn of(&self, person: usize) -> &[Seat] {
        let start = self.starts[person] as usize;
        &self.seats[start..start + usize::from(self.counts[person])]
    }

    /// What the seats of a person are worth.
    pub(super) fn worth(&self, person: usize) -> i64 {
        self.worth[person]
    }

    /// The fewest people whom the sessions of a cell may have.
    pub(super) fn least(&self, instance: &Instance, cell: usize) -> u64 {
        match &self.least {
            Some(least) => least[cell],
            None => {
                let programme = cell / instance.phases;
                u64::from(instance.class_min[programme]) * u64::from(self.sessions[cell])
            }
        }
    }

    /// What a purse still holds.
    pub(super) fn left(&self, instance: &Instance, purse: usize) -> i128 {
        let purse = &instance.purses()[purse];
        purse.rupiah - self.spent[purse.phases.clone()].iter().sum::<i128>()
    }

    /// Holds so many sessions of a cell.
    pub(super) fn hold(&mut self, instance: &Instance, cell: usize, sessions: u32) {
        let (programme, phase) = instance.split(cell);
        let price = i128::from(instance.session_price[programme]);
        let more = i128::from(sessions) - i128::from(self.sessions[cell]);
        self.spent[phase] += price * more;
        if instance.is_promised(programme) {
            let own = programme * instance.phases..(programme + 1) * instance.phases;
            let others = own.filter(|&other| other != cell && self.sessions[other] > 0);
            if others.count() == 0 {
                let kept = i128::from(sessions > 0) - i128::from(self.sessions[cell] > 0);
                self.total += kept * i128::from(instance.promise);
            }
        }
        self.sessions[cell] = sessions;
    }

    /// Holds more sessions of a cell, up to so many, as far as every purse can pay for them.
    pub(super) fn hold_affordable(&mut self, instance: &Instance, cell: usize, sessions: u32) {
        let (programme, phase) = instance.split(cell);
        let price = i128::from(instance.session_price[programme]);
        let held = self.sessions[cell];
        let mut more = i128::from(sessions.saturating_sub(held));
        if price > 0 {
            for (place, purse) in instance.purses().iter().enumerate() {
                if purse.phases.contains(&phase) {
                    more = more.min(self.left(instance, place).max(0) / price);
                }
            }
        }
        // No more than the difference of two numbers of sessions.
        let more = u32::try_from(more).unwrap_or(0);
        self.hold(instance, cell, held + more);
    }

    /// The people of a unit in a cell, one person apart.
    pub(super) fn together(
        &self,
        instance: &Instance,
        unit: usize,
        seat: Seat,
        apart: usize,
    ) -> u32 {
        let there = instance
            .unit_people(unit)
            .filter(|&person| person != apart && self.of(person).contains(&seat));
        there.count() as u32
    }

    /// Seats that a unit may still take in a cell besides those of others than one person.
    pub(super) fn has_spare(&self, instance: &Instance, person: usize, seat: Seat) -> bool {
        let unit = instance.unit_of(person);
        let spare = instance.spare[unit * instance.phases + usize::from(seat.phase)];
        let cell = instance.cell(usize::from(seat.programme), usize::from(seat.phase));
        let most = u64::from(spare) * u64::from(self.sessions[cell]);
        most >= instance.unit_people(unit).len() as u64
            || u64::from(self.together(instance, unit, seat, person)) < most
    }

    /// Whether a person can have these seats instead of their own, for all that others leave:
    /// seats, spare staff, money and cover.
    pub(super) fn fits(&self, instance: &Instance, person: usize, seats: &[Seat]) -> bool {
        let phases = instance.phases;
        let unit = instance.unit_of(person) * phases;
        let own = self.of(person);
        let mut more = [0_i128; 64];
        let mut hours = [0_i64; 64];
        for (list, sign) in [(own, -1_i64), (seats, 1)] {
            for seat in list {
                let (programme, phase) = (usize::from(seat.programme), usize::from(seat.phase));
                more[phase] += i128::from(instance.seat_price[programme]) * i128::from(sign);
                hours[phase] += i64::from(instance.hours[programme]) * sign;
            }
        }
        for (place, purse) in instance.purses().iter().enumerate() {
            let sum: i128 = more[purse.phases.clone()].iter().sum();
            if sum > 0 && sum > self.left(instance, place) {
                return false;
            }
        }
        for (phase, &more) in hours.iter().enumerate().take(phases) {
            let used = i128::from(self.hours[unit + phase]) + i128::from(more);
            if more > 0 && used > i128::from(instance.cover[unit + phase]) {
                return false;
            }
        }
        seats.iter().all(|&seat| {
            if own.contains(&seat) {
                return true;
            }
            let programme = usize::from(seat.programme);
            let cell = instance.cell(programme, usize::from(seat.phase));
            let most = u64::from(instance.class_max[programme]) * u64::from(self.sessions[cell]);
            u64::from(self.people[cell]) < most && self.has_spare(instance, person, seat)
        })
    }

    /// Gives a person these seats instead of their own.
    pub(super) fn seat(
        &mut self,
        instance: &Instance,
        desk: &mut Desk,
        person: usize,
        seats: &[Seat],
    ) {
        let worth = desk.value(instance, person, seats);
        let phases = instance.phases;
        let unit = instance.unit_of(person) * phases;
        let start = self.starts[person] as usize;
        let room = self.starts[person + 1] as usize - start;
        // More seats than hours hold are never asked for.
        let seats = &seats[..seats.len().min(room)];
        for at in start..start + usize::from(self.counts[person]) {
            let seat = self.seats[at];
            let (programme, phase) = (usize::from(seat.programme), usize::from(seat.phase));
            self.people[instance.cell(programme, phase)] -= 1;
            self.spent[phase] -= i128::from(instance.seat_price[programme]);
            self.hours[unit + phase] -= u64::from(instance.hours[programme]);
        }
        for &seat in seats {
            let (programme, phase) = (usize::from(seat.programme), usize::from(seat.phase));
            self.people[instance.cell(programme, phase)] += 1;
            self.spent[phase] += i128::from(instance.seat_price[programme]);
            self.hours[unit + phase] += u64::from(instance.hours[programme]);
        }
        self.seats[start..start + seats.len()].copy_from_slice(seats);
        self.counts[person] = seats.len() as u16;
        self.total += i128::from(worth) - i128::from(self.worth[person]);
        self.worth[person] = worth;
    }
}

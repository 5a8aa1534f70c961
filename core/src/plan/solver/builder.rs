//! Building an instance row by row, with every figure checked.

use super::error::InstanceError;
use super::facts::{ExtraFacts, HorizonFacts, PersonFacts, ProgrammeFacts, UnitFacts};
use super::instance::{AWAY, Instance};
use super::person::Seat;

/// The most that all gaps of a person may be worth: far from the end of 64 bits, so that sums and
/// differences of prices and values fit.
const MOST_VALUE: u128 = 1 << 52;

/// The most hundredths of an hour of a programme or a person.
const MOST_HOURS: u32 = 1 << 24;

/// The most that a wish about a seat may count.
const MOST_EXTRA: u64 = 1 << 48;

/// An instance in the making.
#[derive(Clone, Debug)]
pub struct InstanceBuilder {
    instance: Instance,
}

fn figure(
    what: &'static str,
    of: &'static str,
    position: usize,
    found: impl ToString,
    expected: &'static str,
) -> InstanceError {
    InstanceError::Figure {
        what,
        of,
        position,
        found: found.to_string(),
        expected,
    }
}

impl InstanceBuilder {
    pub(super) fn new(
        horizon: HorizonFacts,
        programmes: Vec<ProgrammeFacts>,
    ) -> Result<Self, InstanceError> {
        let phases = horizon.years.len();
        let cells = programmes.len().saturating_mul(phases);
        // Seats are numbered by 32 bits, and programmes of a person by 16.
        for (what, count, most) in [
            ("programmes", programmes.len(), usize::from(u16::MAX)),
            ("phases", phases, 64),
            ("programmes × phases", cells, 1 << 24),
        ] {
            if count > most {
                return Err(InstanceError::TooMany { what, count, most });
            }
        }
        for (phase, pair) in horizon.years.windows(2).enumerate() {
            if pair[1] < pair[0] {
                return Err(figure(
                    "year",
                    "phase",
                    phase + 1,
                    pair[1],
                    "no earlier than the phase before",
                ));
            }
        }
        for (position, purse) in horizon.purses.iter().enumerate() {
            if purse.rupiah < 0 {
                return Err(figure(
                    "money",
                    "purse",
                    position,
                    purse.rupiah,
                    "zero or more",
                ));
            }
            if purse.phases.end > phases || purse.phases.start > purse.phases.end {
                return Err(figure(
                    "phases",
                    "purse",
                    position,
                    format!("{:?}", purse.phases),
                    "phases that there are",
                ));
            }
        }
        if horizon.floor_value < 0 || horizon.floor_value > 1 << 40 {
            return Err(figure(
                "value of an hour",
                "phase",
                0,
                horizon.floor_value,
                "0 to 2^40",
            ));
        }
        let mut horizon = horizon;
        horizon.hours_per_phase = horizon.hours_per_phase.min(MOST_HOURS);
        let mut builder = Self {
            instance: Instance {
                phases,
                year_count: horizon.years.last().map_or(0, |last| last + 1),
                competencies: 0,
                hours: Vec::new(),
                class_min: Vec::new(),
                class_max: Vec::new(),
                session_price: Vec::new(),
                seat_price: Vec::new(),
                days: Vec::new(),
                provider: Vec::new(),
                effect_starts: vec![0],
                effects: Vec::new(),
                requires_starts: vec![0],
                requires: Vec::new(),
                required: vec![false; programmes.len()],
                has_steps: false,
                demand: vec![0; programmes.len()],
                sessions: Vec::new(),
                unit_starts: vec![0],
                cover: Vec::new(),
                spare: Vec::new(),
                unit: Vec::new(),
                floor: Vec::new(),
                factors: Vec::new(),
                hours_left: Vec::new(),
                gap_starts: vec![0],
                gap_competency: Vec::new(),
                gap_held: Vec::new(),
                gap_needed: Vec::new(),
                gap_weight: Vec::new(),
                candidate_starts: vec![0],
                candidates: Vec::new(),
                any_seat: 0,
                extra_starts: Vec::new(),
                extra_seats: Vec::new(),
                promise: 0,
                promised_people: Vec::new(),
                promised_programmes: Vec::new(),
                extra_constant: 0,
                horizon,
            },
        };
        let count = programmes.len();
        for (position, programme) in programmes.into_iter().enumerate() {
            builder.programme(position, programme, count)?;
        }
        builder.close_hopeless();
        Ok(builder)
    }

    fn programme(
        &mut self,
        position: usize,
        facts: ProgrammeFacts,
        count: usize,
    ) -> Result<(), InstanceError> {
        let instance = &mut self.instance;
        let fault = |what, found: String, expected| {
            Err(figure(what, "programme", position, found, expected))
        };
        if facts.hours > MOST_HOURS {
            return fault("hours", facts.hours.to_string(), "at most 2^24 hundredths");
        }
        if facts.class_min == 0 || facts.class_max < facts.class_min {
            let found = format!("{} to {}", facts.class_min, facts.class_max);
            return fault("class size", found, "1 or more, no smaller than the least");
        }
        if facts.session_price < 0 || facts.seat_price < 0 {
            let found = format!("{} and {}", facts.session_price, facts.seat_price);
            return fault("price", found, "zero or more");
        }
        let place = facts.provider as usize * instance.phases;
        if place + instance.phases > instance.horizon.capacity.len() {
            return fault(
                "provider",
                facts.provider.to_string(),
                "a provider with a capacity",
            );
        }
        if facts.sessions.len() != instance.phases {
            return fault(
                "sessions",
                facts.sessions.len().to_string(),
                "one number for each phase",
            );
        }
        if facts.requires.iter().any(|&other| other as usize >= count) {
            return fault(
                "prerequisite",
                format!("{:?}", facts.requires),
                "programmes that there are",
            );
        }
        instance.hours.push(facts.hours);
        instance.class_min.push(facts.class_min);
        instance.class_max.push(facts.class_max);
        instance.session_price.push(facts.session_price);
        instance.seat_price.push(facts.seat_price);
        instance.days.push(facts.days);
        instance.provider.push(facts.provider);
        for effect in facts.effects {
            instance.competencies = instance
                .competencies
                .max(usize::from(effect.competency) + 1);
            instance.has_steps |= effect.from_level > 0;
            instance.effects.push(effect);
        }
        // Fewer than 2^32: programmes are at most 2^16, and a caller who lists more effects each
        // is told by the conversion.
        let many = |what, count| InstanceError::TooMany {
            what,
            count,
            most: u32::MAX as usize,
        };
        let end = instance.effects.len();
        instance
            .effect_starts
            .push(u32::try_from(end).map_err(|_| many("effects", end))?);
        let mut requires = facts.requires;
        requires.sort_unstable();
        requires.dedup();
        for &other in &requires {
            instance.required[other as usize] = true;
        }
        instance.requires.extend(requires);
        let end = instance.requires.len();
        instance
            .requires_starts
            .push(u32::try_from(end).map_err(|_| many("prerequisites", end))?);
        instance.sessions.extend(facts.sessions);
        Ok(())
    }

    /// Closes cells in which no session can ever be held: beyond a purse, beyond the provider's
    /// days, or before the prerequisites can have been attended.
    fn close_hopeless(&mut self) {
        let instance = &mut self.instance;
        let phases = instance.phases;
        for cell in 0..instance.cells() {
            let (programme, phase) = instance.split(cell);
            let least = instance.cost(programme, 1, instance.class_min[programme]);
            let mut purses = instance
                .purses()
                .iter()
                .filter(|purse| purse.phases.contains(&phase));
            let paid = purses.all(|purse| least <= purse.rupiah);
            let days = u64::from(instance.days[programme]);
            let capacity = instance.capacity(programme, phase);
            if capacity < u64::MAX && days > 0 {
                let most = u32::try_from(capacity / days).unwrap_or(u32::MAX);
                instance.sessions[cell] = instance.sessions[cell].min(most);
            }
            if !paid {
                instance.sessions[cell] = 0;
            }
        }
        // Each pass settles one more link of every chain; a circle closes itself.
        loop {
            let mut changed = false;
            for programme in 0..instance.programmes() {
                for &required in instance.requires(programme).to_vec().iter() {
                    let other = required as usize * phases;
                    let first = (0..phases).find(|phase| instance.sessions[other + phase] > 0);
                    let closed = first.map_or(phases, |first| first + 1);
                    for phase in 0..closed {
                        let cell = programme * phases + phase;
                        changed |= instance.sessions[cell] > 0;
                        instance.sessions[cell] = 0;
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// Adds a unit.
    ///
    /// # Errors
    /// [`InstanceError`] if it has not one figure for each phase.
    pub fn unit(&mut self, facts: &UnitFacts) -> Result<(), InstanceError> {
        let instance = &mut self.instance;
        let position = instance.units();
        for (what, length) in [
            ("cover", facts.cover.len()),
            ("spare staff", facts.spare.len()),
        ] {
            if length != instance.phases {
                return Err(figure(
                    what,
                    "unit",
                    position,
                    length,
                    "one figure for each phase",
                ));
            }
        }
        instance.cover.extend(&facts.cover);
        instance.spare.extend(&facts.spare);
        instance.unit_starts.push(0);
        Ok(())
    }

    /// Adds a person; people follow each other unit by unit.
    ///
    /// # Errors
    /// [`InstanceError`] for a figure out of its range.
    pub fn person(&mut self, facts: &PersonFacts<'_>) -> Result<(), InstanceError> {
        let instance = &mut self.instance;
        let position = instance.people();
        if position >= u32::MAX as usize {
            return Err(InstanceError::TooMany {
                what: "people",
                count: position + 1,
                most: u32::MAX as usize,
            });
        }
        let fault =
            |what, found: String, expected| Err(figure(what, "person", position, found, expected));
        if facts.unit as usize >= instance.units()
            || instance.unit.last().is_some_and(|&last| facts.unit < last)
        {
            return fault(
                "unit",
                facts.unit.to_string(),
                "a unit that there is, in the order of units",
            );
        }
        if facts.factors.len() != instance.phases || facts.hours_left.len() != instance.year_count {
            let found = format!("{} and {}", facts.factors.len(), facts.hours_left.len());
            return fault(
                "factors and hours",
                found,
                "one for each phase, one for each year",
            );
        }
        let here = facts.factors.iter().filter(|&&factor| factor != AWAY);
        if !here
            .clone()
            .zip(here.skip(1))
            .all(|(earlier, later)| later <= earlier)
        {
            return fault("factors", format!("{:?}", facts.factors), "never rising");
        }
        if !facts
            .gaps
            .windows(2)
            .all(|pair| pair[0].competency < pair[1].competency)
        {
            return fault(
                "gaps",
                facts.gaps.len().to_string(),
                "in the order of competencies, each once",
            );
        }
        let ordered = facts.candidates.windows(2).all(|pair| pair[0] < pair[1]);
        let last = facts.candidates.last().map_or(0, |&last| last as usize + 1);
        if !ordered || last > instance.programmes() {
            return fault(
                "candidates",
                facts.candidates.len().to_string(),
                "programmes in order, each once",
            );
        }
        let best = facts
            .factors
            .iter()
            .filter(|&&factor| factor != AWAY)
            .max()
            .copied()
            .unwrap_or(0);
        let mut worth =
            u128::from(facts.floor) * u128::try_from(instance.horizon.floor_value).unwrap_or(0);
        for gap in facts.gaps {
            let steps = u128::from(gap.needed.saturating_sub(gap.held));
            worth += steps * u128::from(gap.weight) * u128::from(best);
        }
        if worth > MOST_VALUE {
            return fault("value of all gaps", worth.to_string(), "at most 2^52 units");
        }
        instance.unit.push(facts.unit);
        instance.floor.push(facts.floor);
        instance.factors.extend(facts.factors);
        instance
            .hours_left
            .extend(facts.hours_left.iter().map(|&hours| hours.min(MOST_HOURS)));
        for gap in facts
            .gaps
            .iter()
            .filter(|gap| gap.needed > gap.held && gap.weight > 0)
        {
            instance.competencies = instance.competencies.max(usize::from(gap.competency) + 1);
            instance.gap_competency.push(gap.competency);
            instance.gap_held.push(gap.held);
            instance.gap_needed.push(gap.needed);
            instance.gap_weight.push(gap.weight);
        }
        instance.gap_starts.push(instance.gap_competency.len());
        for &programme in facts.candidates {
            instance.demand[programme as usize] += 1;
            instance.candidates.push(programme as u16);
        }
        instance.candidate_starts.push(instance.candidates.len());
        Ok(())
    }

    /// Adds what counts beside gaps and hours, once all people are there.
    ///
    /// # Errors
    /// [`InstanceError`] for a figure out of its range, or a seat of nobody or nothing.
    pub fn extras(&mut self, facts: &ExtraFacts) -> Result<(), InstanceError> {
        let instance = &mut self.instance;
        let (people, programmes) = (instance.people(), instance.programmes());
        let far = |value: i64| value.unsigned_abs() > MOST_EXTRA;
        for (position, &(person, programme, phase, value)) in facts.seats.iter().enumerate() {
            let fault = |what, found: String, expected| {
                Err(figure(what, "extra seat", position, found, expected))
            };
            if person as usize >= people
                || programme as usize >= programmes
                || phase as usize >= instance.phases
            {
                let found = format!("{person}, {programme} and {phase}");
                return fault("place", found, "a person, a programme and a phase");
            }
            if far(value) {
                return fault("value", value.to_string(), "at most 2^48 units");
            }
        }
        if far(facts.any_seat) || far(facts.promise) || facts.promise < 0 {
            let found = format!("{} and {}", facts.any_seat, facts.promise);
            let expected = "at most 2^48 units, a promise no less than zero";
            return Err(figure("value", "extra", 0, found, expected));
        }
        let lists = [
            ("person", &facts.people, people),
            ("programme", &facts.programmes, programmes),
        ];
        for (of, list, count) in lists {
            if let Some(&last) = list.iter().max().filter(|&&last| last as usize >= count) {
                return Err(figure(
                    "promise",
                    of,
                    last as usize,
                    last,
                    "one that there is",
                ));
            }
        }
        let flags = |list: &[u32], count: usize| {
            let mut flags = vec![false; if list.is_empty() { 0 } else { count }];
            list.iter().for_each(|&at| flags[at as usize] = true);
            flags
        };
        instance.promised_people = flags(&facts.people, people);
        instance.promised_programmes = flags(&facts.programmes, programmes);
        instance.promise = facts.promise;
        instance.any_seat = facts.any_seat;
        instance.extra_constant = facts.constant;
        let mut seats = facts.seats.clone();
        seats.sort_unstable();
        seats.dedup_by_key(|seat| (seat.0, seat.1, seat.2));
        instance.extra_starts = vec![0; people + 1];
        instance.extra_seats.clear();
        for (person, programme, phase, value) in seats {
            instance.extra_starts[person as usize + 1] += 1;
            let (programme, phase) = (programme as u16, phase as u16);
            instance
                .extra_seats
                .push((Seat { phase, programme }, value));
        }
        for person in 0..people {
            instance.extra_starts[person + 1] += instance.extra_starts[person];
        }
        Ok(())
    }

    /// The instance.
    #[must_use]
    pub fn build(self) -> Instance {
        let mut instance = self.instance;
        for &unit in &instance.unit {
            instance.unit_starts[unit as usize + 1] += 1;
        }
        for unit in 0..instance.units() {
            instance.unit_starts[unit + 1] += instance.unit_starts[unit];
        }
        instance
    }
}

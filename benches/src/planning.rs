//! Made-up planning problems of any size. The same shape and seed give the same problem.
//!
//! Twelve families of posts; units of 8 to 58 people, mostly of one family; 7 to 20 competencies
//! matter to a person, and about nine of them have a gap. A quarter of the programmes is
//! e-learning (short, cheap, large classes), half are classes, the rest are long courses that cost
//! most. Money is for two fifths of what people would take, a third of the classes and courses is
//! scarce, and units can spare 7 to 26 hours a head in each of four phases.

use mahir::plan::solver::{
    EffectFacts, GapFacts, HorizonFacts, Instance, InstanceError, PersonFacts, ProgrammeFacts,
    Purse, UnitFacts,
};

const COMPETENCIES: usize = 60;
const FAMILIES: usize = 12;
/// Offices with fewer people have three families of posts, and courses for small classes.
const OFFICE: usize = 100;
/// Units of value in a weighted level.
pub const LEVEL: i64 = 300_000_000;

/// What kind of problem is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// People.
    pub people: usize,
    /// Programmes.
    pub programmes: usize,
    /// Phases.
    pub phases: usize,
    /// Whether all that an agency may have is there: later phases are worth less, effects work
    /// from and up to levels, providers hold few sessions at once, sessions take only the staff
    /// that a unit can spare, people retire.
    pub full: bool,
}

impl Shape {
    /// As many programmes as agencies of a size have.
    pub fn of(people: usize) -> Self {
        let programmes = match people {
            0..=99 => 30,
            100..=999 => 60,
            1_000..=9_999 => 80,
            10_000..=99_999 => 120,
            100_000..=999_999 => 150,
            _ => 100,
        };
        Self {
            people,
            programmes,
            phases: 4,
            full: false,
        }
    }
}

/// splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    fn from(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.from(0, 99) < percent
    }
}

#[derive(Clone)]
struct Person {
    unit: u32,
    factors: Vec<u16>,
    hours_left: u32,
    floor: u32,
    gaps: Vec<GapFacts>,
    candidates: Vec<u32>,
}

fn families_of(shape: Shape) -> usize {
    if shape.people < OFFICE { 3 } else { FAMILIES }
}

struct Catalogue {
    programmes: Vec<ProgrammeFacts>,
    /// By programme: the families that it is for; none for everybody.
    families: Vec<Vec<usize>>,
    /// By family: its competencies.
    competencies: Vec<Vec<u16>>,
}

fn catalogue(shape: Shape, random: &mut Random) -> Catalogue {
    let office = shape.people < OFFICE;
    let kinds = families_of(shape);
    let competencies: Vec<Vec<u16>> = (0..kinds)
        .map(|_| {
            let mut own: Vec<u16> = (0..8).collect();
            while own.len() < 24 {
                let next = random.from(8, COMPETENCIES as u32 - 1) as u16;
                if !own.contains(&next) {
                    own.push(next);
                }
            }
            own
        })
        .collect();
    let mut programmes: Vec<ProgrammeFacts> = Vec::new();
    let mut families = Vec::new();
    for number in 0..shape.programmes {
        let generic = number % 8 == 0;
        let own: Vec<usize> = if generic {
            Vec::new()
        } else {
            let first = number % kinds;
            let more = random.from(2, 5) as usize;
            (0..more).map(|step| (first + step * 5) % kinds).collect()
        };
        let pool: &[u16] = match own.first() {
            Some(&family) => &competencies[family],
            None => &[0, 1, 2, 3, 4, 5, 6, 7],
        };
        let kind = random.from(0, 99);
        let (hours, least, most, session, seat, days, touched, gain) = match kind {
            0..25 => (
                random.from(4, 10),
                1,
                500,
                random.from(0, 2),
                random.from(1, 3),
                1,
                random.from(1, 3),
                (60, 180),
            ),
            25..78 => (
                random.from(12, 30),
                random.from(10, 15),
                random.from(25, 40),
                random.from(80, 200),
                random.from(4, 12),
                random.from(2, 4),
                random.from(2, 4),
                (120, 330),
            ),
            _ => (
                random.from(32, 48),
                random.from(12, 20),
                random.from(28, 40),
                random.from(200, 400),
                random.from(10, 25),
                random.from(4, 6),
                random.from(3, 6),
                (200, 480),
            ),
        };
        let (least, most) = if office && least > 1 {
            (least / 2, most * 2 / 3)
        } else {
            (least, most)
        };
        let mut effects: Vec<EffectFacts> = Vec::new();
        while effects.len() < touched as usize {
            let competency = pool[random.from(0, pool.len() as u32 - 1) as usize];
            if effects.iter().any(|effect| effect.competency == competency) {
                continue;
            }
            let (from_level, up_to_level) = if shape.full && random.chance(30) {
                (
                    300 * random.from(0, 2) as u16,
                    300 * random.from(4, 5) as u16,
                )
            } else {
                (0, 1_500)
            };
            effects.push(EffectFacts {
                competency,
                gain: random.from(gain.0, gain.1) as u16,
                from_level,
                up_to_level,
            });
        }
        effects.sort_by_key(|effect| effect.competency);
        let required = (number > 8 && random.chance(9)).then(|| random.from(0, number as u32 - 1));
        let requires = required
            .filter(|&other| {
                let there: &Vec<usize> = &families[other as usize];
                programmes[other as usize].requires.is_empty()
                    && (there.is_empty() || own.iter().any(|family| there.contains(family)))
            })
            .into_iter()
            .collect();
        programmes.push(ProgrammeFacts {
            hours: hours * 100,
            class_min: least,
            class_max: most,
            session_price: i64::from(session) * 100_000,
            seat_price: i64::from(seat) * 100_000,
            days,
            provider: random.from(0, 9),
            sessions: vec![u32::MAX; shape.phases],
            effects,
            requires,
        });
        families.push(own);
    }
    Catalogue {
        programmes,
        families,
        competencies,
    }
}

/// A problem.
///
/// # Errors
/// [`InstanceError`] for more people or programmes than can be numbered.
pub fn problem(shape: Shape, seed: u64) -> Result<Instance, InstanceError> {
    let mut random = Random(seed);
    random.next();
    let catalogue = catalogue(shape, &mut random);
    let units = units(shape, &mut random);
    let phases = shape.phases;
    // What people would take if only their hours were scarce decides on money and seats.
    let mut wanted = vec![0_u64; shape.programmes];
    let mut person_seed = random.next();
    let first = person_seed;
    for (unit, &(size, family, _)) in units.iter().enumerate() {
        for _ in 0..size {
            let person = person(shape, &catalogue, unit as u32, family, person_seed);
            person_seed = person_seed.wrapping_add(0x9E37_79B9);
            want(&catalogue, &person, &mut wanted);
        }
    }
    let mut cost = 0_i128;
    let mut programmes = catalogue.programmes.clone();
    let mut days = vec![0_u64; 10 * phases];
    for (programme, &people) in programmes.iter_mut().zip(&wanted) {
        let most = u64::from(programme.class_max);
        let sessions = people.div_ceil(most);
        cost += i128::from(programme.seat_price) * i128::from(people)
            + i128::from(programme.session_price) * i128::from(sessions);
        if programme.class_max < 100 && random.chance(35) {
            let share = u64::from(random.from(15, 50));
            let each = (people * share).div_ceil(100 * most * phases as u64).max(1);
            programme.sessions = vec![each as u32; phases];
        }
        for phase in 0..phases {
            days[programme.provider as usize * phases + phase] +=
                (sessions * u64::from(programme.days)).div_ceil(phases as u64);
        }
    }
    let total = cost * 2 / 5;
    let shares = [150, 300, 320, 230];
    let mut purses: Vec<Purse> = (0..phases)
        .map(|phase| Purse {
            phases: phase..phase + 1,
            rupiah: total * shares[phase % 4] * 4 / phases as i128 / 1_000 * 108 / 100,
        })
        .collect();
    purses.push(Purse {
        phases: 0..phases,
        rupiah: total,
    });
    let capacity = days
        .iter()
        .map(|&days| {
            if shape.full && random.chance(40) {
                (days * 4 / 10).max(6)
            } else {
                u64::MAX
            }
        })
        .collect();
    let horizon = HorizonFacts {
        years: vec![0; phases],
        purses,
        hours_per_phase: 4_800,
        floor_year: Some(0),
        // One weighted level for an hour below the floor.
        floor_value: LEVEL / 100,
        capacity,
    };
    let mut builder = Instance::builder(horizon, programmes)?;
    for &(size, _, hours) in &units {
        let spare = if shape.full {
            (size as u32 * 3 / 5).max(1)
        } else {
            u32::MAX
        };
        builder.unit(&UnitFacts {
            cover: vec![hours * size as u64; phases],
            spare: vec![spare; phases],
        })?;
    }
    person_seed = first;
    for (unit, &(size, family, _)) in units.iter().enumerate() {
        for _ in 0..size {
            let person = person(shape, &catalogue, unit as u32, family, person_seed);
            person_seed = person_seed.wrapping_add(0x9E37_79B9);
            builder.person(&PersonFacts {
                unit: person.unit,
                factors: &person.factors,
                hours_left: &[person.hours_left],
                floor: person.floor,
                gaps: &person.gaps,
                candidates: &person.candidates,
            })?;
        }
    }
    Ok(builder.build())
}

/// By unit: people, family, hundredths of an hour a head in each phase.
fn units(shape: Shape, random: &mut Random) -> Vec<(usize, usize, u64)> {
    let mut units = Vec::new();
    let mut left = shape.people;
    while left > 0 {
        // Three dice: 8 to 58, seldom large.
        let size = (8 + random.from(0, 16).min(random.from(0, 50)) + random.from(0, 10)) as usize;
        let size = size.min(left);
        left -= size;
        units.push((
            size,
            random.from(0, families_of(shape) as u32 - 1) as usize,
            u64::from(random.from(700, 2_600)),
        ));
    }
    units
}

fn person(shape: Shape, catalogue: &Catalogue, unit: u32, family: usize, seed: u64) -> Person {
    let mut random = Random(seed);
    let family = if random.chance(70) {
        family
    } else {
        random.from(0, families_of(shape) as u32 - 1) as usize
    };
    let own = &catalogue.competencies[family];
    let count = random.from(7, 20) as usize;
    let mut chosen: Vec<u16> = Vec::new();
    while chosen.len() < count {
        let next = own[random.from(0, own.len() as u32 - 1) as usize];
        if !chosen.contains(&next) {
            chosen.push(next);
        }
    }
    chosen.sort_unstable();
    let gaps: Vec<GapFacts> = chosen
        .into_iter()
        .filter_map(|competency| {
            let needed = 300 * random.from(2, 5) as u16;
            let short = 30 * random.from(1, 25) as u16;
            let weight = 50 * random.from(10, 60);
            random.chance(70).then(|| GapFacts {
                competency,
                held: needed.saturating_sub(short),
                needed,
                weight,
            })
        })
        .collect();
    let pppk = random.chance(15);
    let leaves = if shape.full && random.chance(5) {
        random.from(1, shape.phases as u32) as usize
    } else {
        shape.phases
    };
    let factors = (0..shape.phases)
        .map(|phase| {
            let factor = if shape.full {
                1_000 - 50 * phase as u16
            } else {
                1_000
            };
            if phase < leaves { factor } else { u16::MAX }
        })
        .collect();
    let closes = |programme: &ProgrammeFacts| {
        let mut effects = programme.effects.iter();
        effects.any(|effect| gaps.iter().any(|gap| gap.competency == effect.competency))
    };
    let mut candidates: Vec<u32> = (0..catalogue.programmes.len())
        .filter(|&programme| {
            let families = &catalogue.families[programme];
            let may = families.is_empty() || families.contains(&family);
            may && closes(&catalogue.programmes[programme])
                || catalogue.programmes[programme].class_max > 100
                    && closes(&catalogue.programmes[programme])
        })
        .map(|programme| programme as u32)
        .collect();
    for at in 0..candidates.len() {
        for &required in &catalogue.programmes[candidates[at] as usize].requires {
            if !candidates.contains(&required) {
                candidates.push(required);
            }
        }
    }
    candidates.sort_unstable();
    Person {
        unit,
        factors,
        hours_left: if pppk {
            2_400
        } else {
            [6_000, 8_000, 10_000][random.from(0, 2) as usize]
        },
        floor: if pppk { 0 } else { 2_000 },
        gaps,
        candidates,
    }
}

/// Adds what a person would take, the most closed for each hour first.
fn want(catalogue: &Catalogue, person: &Person, wanted: &mut [u64]) {
    let mut rest: Vec<u32> = person
        .gaps
        .iter()
        .map(|gap| u32::from(gap.needed - gap.held))
        .collect();
    let mut left = person.hours_left;
    let mut open = person.candidates.clone();
    while let Some((at, _)) = open
        .iter()
        .enumerate()
        .filter(|(_, programme)| catalogue.programmes[**programme as usize].hours <= left)
        .map(|(at, &programme)| {
            let facts = &catalogue.programmes[programme as usize];
            let closed: u64 = facts
                .effects
                .iter()
                .filter_map(|effect| {
                    let gap = person
                        .gaps
                        .iter()
                        .position(|gap| gap.competency == effect.competency)?;
                    let steps = rest[gap].min(u32::from(effect.gain));
                    Some(u64::from(steps) * u64::from(person.gaps[gap].weight))
                })
                .sum();
            (at, closed * 1_000 / u64::from(facts.hours.max(1)))
        })
        .filter(|&(_, worth)| worth > 0)
        .max_by_key(|&(at, worth)| (worth, std::cmp::Reverse(at)))
    {
        let programme = open.swap_remove(at) as usize;
        let facts = &catalogue.programmes[programme];
        left -= facts.hours;
        wanted[programme] += 1;
        for effect in &facts.effects {
            if let Some(gap) = person
                .gaps
                .iter()
                .position(|gap| gap.competency == effect.competency)
            {
                rest[gap] = rest[gap].saturating_sub(u32::from(effect.gain));
            }
        }
    }
}

/// A problem as text, one row a line, for solvers in other languages.
pub fn text(instance: &Instance) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let horizon = instance.horizon();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "horizon {} {} {}",
        instance.phases(),
        horizon.hours_per_phase,
        horizon.floor_value
    );
    for purse in &horizon.purses {
        let _ = writeln!(
            text,
            "purse {} {} {}",
            purse.phases.start, purse.phases.end, purse.rupiah
        );
    }
    for (place, days) in horizon.capacity.iter().enumerate() {
        if *days < u64::MAX {
            let _ = writeln!(
                text,
                "capacity {} {} {days}",
                place / instance.phases(),
                place % instance.phases()
            );
        }
    }
    for number in 0..instance.programmes() {
        let own = instance.programme(number);
        let _ = write!(
            text,
            "programme {number} {} {} {} {} {} {} {}",
            own.hours,
            own.class_min,
            own.class_max,
            own.session_price,
            own.seat_price,
            own.days,
            own.provider,
        );
        for sessions in own.sessions {
            let _ = write!(text, " {sessions}");
        }
        text.push('\n');
        for effect in own.effects {
            let _ = writeln!(
                text,
                "effect {number} {} {} {} {}",
                effect.competency, effect.gain, effect.from_level, effect.up_to_level
            );
        }
        for other in own.requires {
            let _ = writeln!(text, "requires {number} {other}");
        }
    }
    for number in 0..instance.units() {
        let unit = instance.unit(number);
        for (phase, (cover, spare)) in unit.cover.iter().zip(&unit.spare).enumerate() {
            let _ = writeln!(text, "unit {number} {phase} {cover} {spare}");
        }
    }
    for number in 0..instance.people() {
        instance.person(number, |person| {
            let _ = write!(
                text,
                "person {number} {} {} {}",
                person.unit, person.hours_left[0], person.floor
            );
            for factor in person.factors {
                let _ = write!(text, " {factor}");
            }
            text.push('\n');
            for gap in person.gaps {
                let _ = writeln!(
                    text,
                    "gap {number} {} {} {} {}",
                    gap.competency, gap.held, gap.needed, gap.weight
                );
            }
            let candidates: Vec<String> = person.candidates.iter().map(u32::to_string).collect();
            let _ = writeln!(text, "candidates {number} {}", candidates.join(" "));
        });
    }
    text
}

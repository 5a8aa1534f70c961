//! Outcomes of the first half-year of the Marelan case, invented from a seed.
//!
//! `cargo run -p mahir-examples --bin make_outcomes -- examples/marelan` reads the case, plans and
//! schedules it as the demo does, and writes `outcomes.csv` for the sessions that are over by
//! 30 June 2026. What people truly gain is drawn here and is not what the catalogue expects: one
//! programme teaches nothing although it is liked, and of another nothing arrives at work.

use std::path::PathBuf;
use std::process::ExitCode;

use mahir::Agency;
use mahir::cycle::Policy;
use mahir::words::id::{CompetencyIndex, Index, PersonIndex, SessionIndex};
use mahir::words::measure::{Date, Level};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The seed of the case.
const SEED: u64 = 20_260_105;
/// Liked, but nobody learns from it.
const TEACHES_NOTHING: &str = "E-MPB";
/// Learnt, but not used at work.
const DOES_NOT_ARRIVE: &str = "L-KOM";
/// People measured for comparison, for each programme and competency.
const COMPARED: usize = 10;

/// A draw around zero with a standard deviation of one: twelve even draws (Irwin and Hall).
fn bell(random: &mut ChaCha8Rng) -> f64 {
    (0..12)
        .map(|_| f64::from(random.next_u32()) / f64::from(u32::MAX))
        .sum::<f64>()
        - 6.0
}

/// A level as an assessor writes it: in quarters, within the scale.
fn written(level: f64, top: Level) -> String {
    let quarters = (level.clamp(0.0, top.as_f64()) * 4.0).round() / 4.0;
    format!("{quarters}")
}

struct Case<'a> {
    round: &'a mahir::cycle::Round,
    rows: Vec<String>,
    random: ChaCha8Rng,
}

impl Case<'_> {
    fn held(&self, person: PersonIndex, competency: CompetencyIndex) -> Option<Level> {
        let gaps = self.round.gaps();
        let needs = gaps.needs();
        let row = needs
            .rows_of(person)
            .find(|&row| needs.competencies()[row] == competency)?;
        gaps.held(row)
    }

    fn session(&mut self, number: usize, until: Date) {
        let schedule = self.round.schedule();
        let session = &schedule.sessions()[number];
        let agency = self.round.agency();
        let (Some(index), Some(end)) = (SessionIndex::at(number), session.end()) else {
            return;
        };
        if end > until {
            return;
        }
        let programme = agency.programmes.id(session.programme).to_owned();
        let id = session.id.clone();
        for &person in schedule.participants(index) {
            // One in twelve does not come.
            if self.random.next_u32().is_multiple_of(12) {
                continue;
            }
            let name = agency.people.label(person);
            let liking = (4.1 + 0.5 * bell(&mut self.random)).clamp(1.0, 5.0);
            self.rows.push(format!(
                "{programme},{id},{name},kepuasan,1,,{:.1},{end},attended",
                liking
            ));
            for effect in agency.programmes.effects(session.programme) {
                let Some(held) = self.held(person, effect.competency) else {
                    continue;
                };
                let top = agency.framework.top_level(effect.competency);
                let truth = if programme == TEACHES_NOTHING {
                    0.0
                } else {
                    0.85
                };
                let gain = effect.after(held).saturating_sub(held).as_f64();
                let gain = gain * truth + 0.22 * bell(&mut self.random);
                let competency = agency.framework.id(effect.competency);
                let before = written(held.as_f64() + 0.1 * bell(&mut self.random), top);
                let after = written(held.as_f64() + gain, top);
                self.rows.push(format!(
                    "{programme},{id},{name},{competency},2,{before},{after},{end},attended"
                ));
                if programme == DOES_NOT_ARRIVE && competency == "KOM" {
                    let later = end
                        .checked_add_months(chrono::Months::new(2))
                        .unwrap_or(end);
                    let seen = written(held.as_f64() + 0.12 * bell(&mut self.random), top);
                    let day = later.min(until);
                    self.rows.push(format!(
                        "{programme},{id},{name},{competency},3,{before},{seen},{day},attended"
                    ));
                }
            }
        }
        self.comparison(number, end, &programme);
    }

    /// People who need what the session teaches, lack it, and attend nothing that teaches it until
    /// then.
    fn comparison(&mut self, number: usize, end: Date, programme: &str) {
        let schedule = self.round.schedule();
        let session = &schedule.sessions()[number];
        if session.number > 1 {
            return;
        }
        let agency = self.round.agency();
        for effect in agency.programmes.effects(session.programme) {
            let teaches = |other| {
                agency
                    .programmes
                    .effects(other)
                    .iter()
                    .any(|e| e.competency == effect.competency)
            };
            let waiting: Vec<PersonIndex> = agency
                .people
                .indices()
                .filter(|&person| {
                    self.round.gaps().needs().of(person).any(|need| {
                        need.competency == effect.competency
                            && self
                                .held(person, effect.competency)
                                .is_some_and(|h| h < need.level)
                    }) && !self.round.plan().of(person).iter().any(|attendance| {
                        teaches(attendance.programme) && agency.phases.from(attendance.phase) <= end
                    })
                })
                .take(COMPARED)
                .collect();
            let top = agency.framework.top_level(effect.competency);
            for person in waiting {
                let Some(held) = self.held(person, effect.competency) else {
                    continue;
                };
                let before = written(held.as_f64() + 0.1 * bell(&mut self.random), top);
                let after = written(held.as_f64() + 0.03 + 0.15 * bell(&mut self.random), top);
                self.rows.push(format!(
                    "{programme},,{},{},2,{before},{after},{end},comparison",
                    agency.people.label(person),
                    agency.framework.id(effect.competency)
                ));
            }
        }
    }
}

fn run(folder: &PathBuf) -> Result<usize, Box<dyn std::error::Error>> {
    let file = folder.join("outcomes.csv");
    let agency = Agency::load(folder)?;
    let as_of = agency
        .phases
        .horizon()
        .map(|(first, _)| first)
        .unwrap_or_default();
    let until = Date::from_ymd_opt(2026, 6, 30).unwrap_or(as_of);
    let round = agency.run(as_of, &Policy::default())?;
    let mut case = Case {
        round: &round,
        rows: Vec::new(),
        random: ChaCha8Rng::seed_from_u64(SEED),
    };
    for number in 0..round.schedule().sessions().len() {
        case.session(number, until);
    }
    let mut text =
        "programme,session,person,measure,kirkpatrick,before,after,date,group\n".to_owned();
    for row in &case.rows {
        text.push_str(row);
        text.push('\n');
    }
    std::fs::write(&file, text)?;
    Ok(case.rows.len())
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("Usage: make_outcomes FOLDER");
        return ExitCode::from(2);
    };
    match run(&folder) {
        Ok(rows) => {
            println!("{rows} outcomes");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

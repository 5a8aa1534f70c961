//! Small agencies whose answers are known by hand.

use std::fmt::Write;

use crate::agency::Agency;
use crate::words::measure::{Date, parse_date};

/// A small agency and what is known of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Scenario {
    /// The agency.
    pub agency: Agency,
    /// The day for which is planned.
    pub as_of: Date,
    /// Seats in the best plan.
    pub seats: usize,
    /// What the best plan costs, in rupiah.
    pub cost: i64,
    /// The gap that the best plan closes, in steps of 1/300 level.
    pub closed_steps: u64,
    /// Sessions that are held.
    pub sessions: usize,
}

/// One phase of 2026, with its budget.
fn year(budget: u64) -> String {
    format!("[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-12-31\nbudget = {budget}\n")
}

fn halves(budget: u64) -> String {
    format!(
        "[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-06-30\nbudget = {budget}\n\
         [[phases]]\nid = 'T2'\nfrom = 2026-07-01\nuntil = 2026-12-31\nbudget = {budget}\n"
    )
}

/// The day for which all scenarios are planned: 5 January 2026.
pub fn as_of() -> Date {
    parse_date("2026-01-05").unwrap_or_default()
}

fn scenario(settings: &str, tables: &[(&str, &str)], known: (usize, i64, u64, usize)) -> Scenario {
    let common = [
        (
            "competencies",
            "id,name,kind\nREG,Licensing rules,technical\nTALK,Talking with applicants,sociocultural\n",
        ),
        ("posts", "id,name\nLOKET,Counter\n"),
        ("requirements", "post,competency,level\nLOKET,REG,3\n"),
        ("providers", "id,kind\nUNI,university\n"),
    ];
    let builder = common.iter().chain(tables).fold(
        Agency::builder().settings(settings),
        |builder, (name, text)| builder.csv(name, *text),
    );
    let (seats, cost, closed_steps, sessions) = known;
    Scenario {
        // A test builds each of them.
        agency: builder.build().unwrap_or_else(|faults| panic!("{faults}")),
        as_of: as_of(),
        seats,
        cost,
        closed_steps,
        sessions,
    }
}

const TWO: &str = "id,unit,post,status\nA,YAN,LOKET,PNS\nB,YAN,LOKET,PNS\n";
const ONE_SHORT: &str = "person,competency,level,date\nA,REG,2,2025-06-01\nB,REG,3,2025-06-01\n";
const BOTH_SHORT: &str = "person,competency,level,date\nA,REG,2,2025-06-01\nB,REG,2,2025-06-01\n";
const ONE_PROGRAMME: &str =
    "id,form,provider,hours,days,class_max,cost_per_session\nB-REG,bimtek,UNI,20,2,10,2000000\n";
const EFFECT: &str = "programme,competency,gain\nB-REG,REG,0.8\n";

/// One of two people lacks a level; one programme closes 0.8 of it for Rp 2,000,000.
///
/// By hand: the budget of Rp 3,000,000 pays for one session. One of the two must stay on duty, so it
/// takes one of them: A, as B lacks nothing. 240 steps close.
pub fn one_gap() -> Scenario {
    scenario(
        &year(3_000_000),
        &[
            ("units", "id,name,minimum_on_duty\nYAN,Licences,1\n"),
            ("people", TWO),
            ("assessments", ONE_SHORT),
            ("programmes", ONE_PROGRAMME),
            ("effects", EFFECT),
        ],
        (1, 2_000_000, 240, 1),
    )
}

/// The counter needs both of its people every day, so nobody can attend anything.
pub fn counter_that_needs_everybody() -> Scenario {
    scenario(
        &year(50_000_000),
        &[
            ("units", "id,name,minimum_on_duty\nYAN,Licences,2\n"),
            ("people", TWO),
            ("assessments", BOTH_SHORT),
            ("programmes", ONE_PROGRAMME),
            ("effects", EFFECT),
        ],
        (0, 0, 0, 0),
    )
}

/// The budget is one rupiah short of the only session.
pub fn one_rupiah_short() -> Scenario {
    scenario(
        &year(1_999_999),
        &[
            ("units", "id,name,minimum_on_duty\nYAN,Licences,0\n"),
            ("people", TWO),
            ("assessments", BOTH_SHORT),
            ("programmes", ONE_PROGRAMME),
            ("effects", EFFECT),
        ],
        (0, 0, 0, 0),
    )
}

/// Two steps to the standard: the second programme takes only those who attended the first in an
/// earlier phase, and gives the other half of a level.
///
/// By hand: both attend both, in the order of the phases; 2 × 150 + 2 × 150 steps close for 2 × Rp
/// 1,000,000.
pub fn two_steps() -> Scenario {
    scenario(
        &halves(1_000_000),
        &[
            ("units", "id,name,minimum_on_duty\nYAN,Licences,0\n"),
            ("people", TWO),
            ("assessments", BOTH_SHORT),
            (
                "programmes",
                "id,form,provider,hours,days,class_max,cost_per_session\n\
                 FIRST,bimtek,UNI,12,2,10,1000000\nSECOND,training,UNI,12,2,10,1000000\n",
            ),
            (
                "effects",
                "programme,competency,gain\nFIRST,REG,0.5\nSECOND,REG,0.5\n",
            ),
            ("prerequisites", "programme,requires\nSECOND,FIRST\n"),
        ],
        (4, 2_000_000, 600, 2),
    )
}

/// Coaching closes twice as much for the same money as a seminar, but for so many only; both are
/// wanted.
///
/// By hand: with Rp 2,000,000 for the year one of each is held. Six attend the seminar (0.2 each) and
/// two of them the coaching (0.8 each): they lack one level, so both count, and 6 × 60 + 2 × 240 steps
/// close.
pub fn coaching_and_seminar() -> Scenario {
    scenario(
        &year(2_000_000),
        &[
            ("units", "id,name,minimum_on_duty\nYAN,Licences,0\n"),
            (
                "people",
                "id,unit,post,status\nA,YAN,LOKET,PNS\nB,YAN,LOKET,PNS\nC,YAN,LOKET,PNS\n\
                 D,YAN,LOKET,PNS\nE,YAN,LOKET,PNS\nF,YAN,LOKET,PNS\n",
            ),
            (
                "assessments",
                "person,competency,level,date\nA,REG,2,2025-06-01\nB,REG,2,2025-06-01\n\
                 C,REG,2,2025-06-01\nD,REG,2,2025-06-01\nE,REG,2,2025-06-01\nF,REG,2,2025-06-01\n",
            ),
            (
                "programmes",
                "id,form,provider,hours,days,class_max,cost_per_session,sessions_per_phase\n\
                 S,seminar,UNI,10,1,6,1000000,1\nC,coaching,UNI,10,1,2,1000000,1\n",
            ),
            (
                "effects",
                "programme,competency,gain\nS,REG,0.2\nC,REG,0.8\n",
            ),
        ],
        (8, 2_000_000, 840, 2),
    )
}

/// All scenarios with their names.
pub fn all() -> Vec<(&'static str, Scenario)> {
    vec![
        ("one_gap", one_gap()),
        (
            "counter_that_needs_everybody",
            counter_that_needs_everybody(),
        ),
        ("one_rupiah_short", one_rupiah_short()),
        ("two_steps", two_steps()),
        ("coaching_and_seminar", coaching_and_seminar()),
    ]
}

/// An office to live through years with: one counter and one back office, so many people, a budget
/// in each half of the year, two programmes and a service of 100 cases a month.
pub fn office(people: usize, budget_per_half: u64) -> Agency {
    let mut rows = "id,unit,post,status\n".to_owned();
    let mut assessed = "person,competency,level,date,standard_error\n".to_owned();
    for number in 0..people {
        let unit = if number % 3 == 2 { "SEK" } else { "YAN" };
        // Writing to a text does not fail.
        let _ = writeln!(rows, "P{number:03},{unit},LOKET,PNS");
        let _ = writeln!(assessed, "P{number:03},REG,1.5,2025-06-01,0.2");
        let _ = writeln!(assessed, "P{number:03},TALK,2,2025-06-01,0.2");
    }
    let mut volumes = "service,month,count\n".to_owned();
    for year in [2024, 2025] {
        for month in 1..=12 {
            let _ = writeln!(volumes, "NIB,{year}-{month:02},100");
        }
    }
    let builder = Agency::builder()
        .settings(halves(budget_per_half))
        .csv("competencies", "id,name,kind\nREG,Licensing rules,technical\nTALK,Talking with applicants,sociocultural\n")
        .csv("units", "id,name,minimum_on_duty\nYAN,Licences,1\nSEK,Office,0\n")
        .csv("posts", "id,name\nLOKET,Counter\n")
        .csv("requirements", "post,competency,level\nLOKET,REG,3\nLOKET,TALK,3\n")
        .csv("people", rows)
        .csv("assessments", assessed)
        .csv("services", "id,name,unit,norm_minutes\nNIB,Licences,YAN,60\n")
        .csv("volumes", volumes)
        .csv("providers", "id,kind\nUNI,university\n")
        .csv(
            "programmes",
            "id,form,provider,hours,days,class_max,cost_per_session\n\
             B,bimtek,UNI,16,2,10,2000000\nC,coaching,UNI,8,1,3,1000000\n",
        )
        .csv("effects", "programme,competency,gain\nB,REG,0.8\nC,TALK,0.5\n");
    builder.build().unwrap_or_else(|faults| panic!("{faults}"))
}

//! How tight the bound of a plan is where the optimum is known by hand.
#![cfg(feature = "tables")]

use mahir::Agency;
use mahir::plan::{Plan, PlanValue};
use mahir::words::measure::parse_date;

/// People who each lack one level, of weight one, in the competency of their own; a programme for
/// each competency lifts by one level. One phase, so nothing is discounted.
fn plan(people: usize, class: &str, session: u32, seat: u32, hours: u32, budget: u32) -> Plan {
    let settings = format!(
        "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-03-31\nbudget={budget}\n\
         [rules]\ncover_share = 1\nhours_per_person_per_phase = 10\n"
    );
    let mut rows = "id,unit,post,status\n".to_owned();
    for number in 0..people {
        rows.push_str(&format!("P{number},U,J,PPPK\n"));
    }
    let programme = |id: &str| format!("{id},training,V,{hours},1,{class},{session},{seat}\n");
    Agency::builder()
        .settings(settings)
        .csv(
            "competencies",
            "id,name,kind\nA,A,technical\nB,B,technical\n",
        )
        .csv("units", "id,name,minimum_on_duty\nU,U,0\n")
        .csv("posts", "id,name\nJ,J\n")
        .csv(
            "requirements",
            "post,competency,level,importance\nJ,A,1,3\nJ,B,1,3\n",
        )
        .csv("people", rows)
        .csv("assessments", assessments(people))
        .csv("providers", "id,kind\nV,university\n")
        .csv(
            "programmes",
            format!(
                "id,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat\n{}{}",
                programme("R"),
                programme("S")
            ),
        )
        .csv(
            "effects",
            "programme,competency,gain,from_level,up_to_level\nR,A,1,0,5\nS,B,1,0,5\n",
        )
        .build()
        .unwrap()
        .needs(parse_date("2026-01-05").unwrap())
        .unwrap()
        .gaps()
        .unwrap()
        .plan()
        .unwrap()
}

fn assessments(people: usize) -> String {
    let row = |number: usize| format!("P{number},A,0,2025-01-01,\nP{number},B,0,2025-01-01,\n");
    let rows: String = (0..people).map(row).collect();
    format!("person,competency,level,date,source\n{rows}")
}

fn levels(count: i128) -> PlanValue {
    PlanValue(count * PlanValue::ONE_LEVEL)
}

#[test]
fn a_session_that_nobody_can_pay_for_closes_nothing() {
    // A session and its one seat cost 11, and there are 10.
    let plan = plan(4, "1,20", 10, 1, 4, 10);
    assert_eq!((plan.objective(), plan.bound()), (levels(0), levels(0)));
}

#[test]
fn without_scarcity_the_bound_is_the_whole_gap() {
    // Four people × two gaps of one level.
    let plan = plan(4, "1,20", 10, 1, 4, 1_000);
    assert_eq!((plan.objective(), plan.bound()), (levels(8), levels(8)));
}

#[test]
fn a_class_costs_a_whole_session_however_few_come() {
    // Money for one session of 20 seats and four seats, or 24 = 20 + 4: of the two programmes one
    // is held, for all four. If a fifth of a session could be bought, both would be.
    let plan = plan(4, "1,20", 20, 1, 4, 24);
    assert_eq!(plan.objective(), levels(4));
    assert!(plan.bound().as_f64() < 4.05, "{}", plan.bound());
}

#[test]
fn hours_limit_the_bound() {
    // Each person has 10 JP in the phase, and each programme takes 8: one of the two, for each.
    let plan = plan(4, "1,20", 0, 0, 8, 0);
    assert_eq!(plan.objective(), levels(4));
    // A quarter of the second programme would fit into the two hours that are left.
    assert!(plan.bound().as_f64() < 5.01, "{}", plan.bound());
}

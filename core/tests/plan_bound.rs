//! The plan and its bound against every possible plan of tiny agencies.
#![cfg(feature = "tables")]

mod plan_checker;

use mahir::Agency;
use mahir::plan::Plan;
use mahir::words::measure::parse_date;
use proptest::prelude::*;

/// A tiny agency: levels that people hold, programmes, and budgets of two phases.
#[derive(Clone, Debug)]
struct Tiny {
    held: Vec<(u8, u8)>,
    programmes: Vec<Programme>,
    budgets: (i64, i64),
    prerequisite: bool,
}

#[derive(Clone, Debug)]
struct Programme {
    competency: bool,
    /// In tenths of a level.
    gain: u8,
    from: u8,
    up_to: u8,
    class_min: u8,
    class_max: u8,
    session: i64,
    seat: i64,
    sessions: u8,
}

fn programme() -> impl Strategy<Value = Programme> {
    (
        any::<bool>(),
        3_u8..20,
        0_u8..2,
        2_u8..5,
        1_u8..3,
        0_u8..2,
        0_i64..6,
        0_i64..4,
        1_u8..3,
    )
        .prop_map(
            |(competency, gain, from, up_to, class_min, more, session, seat, sessions)| Programme {
                competency,
                gain,
                from,
                up_to,
                class_min,
                class_max: class_min + more,
                session,
                seat,
                sessions,
            },
        )
}

fn tiny() -> impl Strategy<Value = Tiny> {
    (
        proptest::collection::vec((0_u8..4, 0_u8..4), 1..4),
        proptest::collection::vec(programme(), 0..3),
        (0_i64..14, 0_i64..14),
        any::<bool>(),
    )
        .prop_map(|(held, programmes, budgets, prerequisite)| Tiny {
            held,
            programmes,
            budgets,
            prerequisite,
        })
}

fn plan(tiny: &Tiny) -> Plan {
    let settings = format!(
        "[[phases]]\nid='T1'\nfrom=2026-01-05\nuntil=2026-03-31\nbudget={}\n\
         [[phases]]\nid='T2'\nfrom=2026-04-01\nuntil=2026-06-30\nbudget={}\n\
         [rules]\ncover_share = 1\n",
        tiny.budgets.0, tiny.budgets.1
    );
    let mut people = "id,unit,post,status\n".to_owned();
    let mut assessments = "person,competency,level,date\n".to_owned();
    for (number, (first, second)) in tiny.held.iter().enumerate() {
        people.push_str(&format!("P{number},U,J,PNS\n"));
        assessments.push_str(&format!(
            "P{number},A,{first},2025-01-01\nP{number},B,{second},2025-01-01\n"
        ));
    }
    let mut programmes =
        "id,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase\n".to_owned();
    let mut effects = "programme,competency,gain,from_level,up_to_level\n".to_owned();
    for (number, p) in tiny.programmes.iter().enumerate() {
        programmes.push_str(&format!(
            "R{number},training,V,4,1,{},{},{},{},{}\n",
            p.class_min, p.class_max, p.session, p.seat, p.sessions
        ));
        let competency = if p.competency { "A" } else { "B" };
        effects.push_str(&format!(
            "R{number},{competency},{}.{},{},{}\n",
            p.gain / 10,
            p.gain % 10,
            p.from,
            p.up_to
        ));
    }
    let mut prerequisites = "programme,requires\n".to_owned();
    if tiny.prerequisite && tiny.programmes.len() > 1 {
        prerequisites.push_str("R1,R0\n");
    }
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
            "post,competency,level,importance\nJ,A,3,3\nJ,B,2,5\n",
        )
        .csv("people", people)
        .csv("assessments", assessments)
        .csv("providers", "id,kind\nV,university\n")
        .csv("programmes", programmes)
        .csv("effects", effects)
        .csv("prerequisites", prerequisites)
        .build()
        .unwrap()
        .needs(parse_date("2026-01-05").unwrap())
        .unwrap()
        .gaps()
        .unwrap()
        .plan()
        .unwrap()
}

/// The best value of all plans that keep the rules, in the units of `PlanValue`.
fn optimum(tiny: &Tiny) -> i128 {
    let count = tiny.programmes.len();
    let ways = 3_usize.pow(count as u32);
    let mut best = 0;
    for code in 0..ways.pow(tiny.held.len() as u32) {
        // Of each person and programme: 0 not at all, 1 and 2 the phase.
        let choice = |person: usize, p: usize| {
            code / ways.pow(person as u32) % ways / 3_usize.pow(p as u32) % 3
        };
        if is_lawful(tiny, &choice) {
            let value = (0..tiny.held.len())
                .map(|person| value(tiny, person, &choice))
                .sum();
            best = best.max(value);
        }
    }
    best
}

fn is_lawful(tiny: &Tiny, choice: &dyn Fn(usize, usize) -> usize) -> bool {
    let mut spent = [0, 0];
    for (p, programme) in tiny.programmes.iter().enumerate() {
        for phase in 1..=2 {
            let people = (0..tiny.held.len())
                .filter(|&person| choice(person, p) == phase)
                .count() as i64;
            if people == 0 {
                continue;
            }
            let sessions = (1..=i64::from(programme.sessions)).find(|sessions| {
                i64::from(programme.class_min) * sessions <= people
                    && people <= i64::from(programme.class_max) * sessions
            });
            let Some(sessions) = sessions else {
                return false;
            };
            spent[phase - 1] += programme.session * sessions + programme.seat * people;
        }
    }
    let (first, second) = tiny.budgets;
    if spent[0] > first || spent[0] + spent[1] > first + second {
        return false;
    }
    !(tiny.prerequisite && tiny.programmes.len() > 1)
        || (0..tiny.held.len()).all(|person| {
            choice(person, 1) == 0 || (choice(person, 1) == 2 && choice(person, 0) == 1)
        })
}

fn value(tiny: &Tiny, person: usize, choice: &dyn Fn(usize, usize) -> usize) -> i128 {
    let (first, second) = tiny.held[person];
    // Steps of 1/300; importance 3 weighs 1.000 and importance 5 weighs 1.667.
    let mut rows = [
        (i64::from(first) * 300, 900, 1_000),
        (i64::from(second) * 300, 600, 1_667),
    ];
    let mut value = 0;
    for phase in 1..=2 {
        let factor = if phase == 1 { 1_000 } else { 950 };
        for (p, programme) in tiny.programmes.iter().enumerate() {
            if choice(person, p) != phase {
                continue;
            }
            let (level, needed, weight) = &mut rows[usize::from(!programme.competency)];
            let before = (*level).min(*needed);
            let (from, up_to) = (
                i64::from(programme.from) * 300,
                i64::from(programme.up_to) * 300,
            );
            if *level >= from && *level < up_to {
                *level = (*level + i64::from(programme.gain) * 30).min(up_to);
            }
            value += i128::from(((*level).min(*needed) - before) * *weight * factor);
        }
    }
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_plan_is_above_the_bound(tiny in tiny()) {
        let plan = plan(&tiny);
        plan_checker::check(&plan);
        let optimum = optimum(&tiny);
        prop_assert!(plan.objective().0 <= optimum, "plan {:?} optimum {optimum}", plan.objective());
        prop_assert!(plan.bound().0 >= optimum, "bound {:?} optimum {optimum}", plan.bound());
    }
}

#[test]
fn hostile_agencies_get_lawful_plans() {
    let programme = Programme {
        competency: true,
        gain: 10,
        from: 0,
        up_to: 4,
        class_min: 1,
        class_max: 2,
        session: 0,
        seat: 0,
        sessions: 2,
    };
    let huge = Programme {
        session: i64::MAX,
        seat: i64::MAX,
        ..programme.clone()
    };
    let crowd = Programme {
        class_min: 200,
        class_max: 250,
        ..programme.clone()
    };
    for (programmes, budgets) in [
        (vec![programme.clone()], (0, 0)),
        (vec![huge.clone(), crowd], (i64::MAX, i64::MAX)),
        (vec![huge], (0, 5)),
        (vec![], (5, 5)),
    ] {
        let tiny = Tiny {
            held: vec![(0, 0)],
            programmes,
            budgets,
            prerequisite: false,
        };
        plan_checker::check(&plan(&tiny));
    }
}

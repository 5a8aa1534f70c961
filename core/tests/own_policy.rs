//! Functions of one's own as policies in experiments: what seats are worth, and how levels are scored.
#![cfg(feature = "tables")]

use mahir::cycle::{CycleError, OwnPolicy, Policy, Rule};
use mahir::experiment::{Change, Experiment, ExperimentError, Runs};
use mahir::gap::{Evidence, EvidenceRule, Gaps, Held, Latest, Subject};
use mahir::plan::{OwnValues, PlanRule};
use mahir::testing::generators::{self, Shape};
use mahir::testing::laws;
use mahir::testing::scenarios::{as_of, coaching_and_seminar, office};
use mahir::words::id::{PersonIndex, ProgrammeIndex};
use proptest::prelude::*;

fn quick() -> Policy {
    let mut policy = Policy::default();
    policy.plan.rule = PlanRule::Greedy;
    policy.plan.floor_hour_value = 0.0;
    policy
}

/// Half a level besides for every seat of the seminar.
fn for_seminars(gaps: &Gaps, _: PersonIndex, programme: ProgrammeIndex) -> f64 {
    if gaps.agency().programmes.id(programme) == "S" {
        0.5
    } else {
        0.0
    }
}

/// The same, all at once.
fn all_seminars(gaps: &Gaps) -> Result<OwnValues, CycleError> {
    let people = gaps.agency().people.ids().names();
    let rows = people.map(|who| (who.to_owned(), "S".to_owned(), 0.5));
    Ok(OwnValues(rows.collect()))
}

fn experiment() -> Experiment {
    Experiment::new(&coaching_and_seminar().agency, as_of())
        .years(2)
        .replications(3)
        .indicator("seats")
        .change("half", vec![Change::Budget { factor: 0.5 }])
}

fn run(rules: &[(&str, &dyn Rule)], threads: usize) -> Runs {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.build().unwrap();
    pool.install(|| experiment().run_by(rules, &()).unwrap())
}

/// By hand: a million pays for one session. The coaching of two closes 2 × 0.8 = 1.6 levels, the
/// seminar of six 6 × 0.2 = 1.2, but with half a level a seat besides 4.2 against 1.6.
#[test]
fn values_of_ones_own_decide() {
    let usual = quick();
    let none = OwnPolicy::new(quick());
    let each = OwnPolicy::new(quick()).valued_by(for_seminars);
    let all = OwnPolicy::new(quick()).values_by(all_seminars);
    let rules: [(&str, &dyn Rule); 4] = [
        ("usual", &usual),
        ("none", &none),
        ("each", &each),
        ("all", &all),
    ];
    let runs = run(&rules, 1);
    let first = |policy: &str| runs.in_year((policy, "half"), "usual", "seats", 1).unwrap();
    assert_eq!(first("usual"), [2.0; 3]);
    assert_eq!(first("each"), [6.0; 3]);
    let both = |policy: &str| runs.means((policy, "half"), "usual", "seats").unwrap();
    assert_eq!(both("none"), both("usual"));
    assert_eq!(both("all"), both("each"));
    assert_eq!(runs, run(&rules, 3));
    assert_eq!(all.policy(), &usual);
    laws::assert_policy_is_deterministic(
        &each,
        &office(6, 3_000_000),
        as_of(),
        &Default::default(),
    );
}

/// Everybody is as good as they need to be: nobody lacks anything, so nothing is planned.
struct Content;

impl EvidenceRule for Content {
    fn name(&self) -> &str {
        "content"
    }

    fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        let held = Latest.held(subject, evidence)?;
        let level = subject.agency.framework.top_level(subject.competency);
        Some(Held { level, ..held })
    }
}

#[test]
fn scores_of_ones_own_decide() {
    let latest = OwnPolicy::new(quick()).scored_by(Latest);
    let content = OwnPolicy::new(quick()).scored_by(Content);
    let mut usual = quick();
    usual.evidence.choose = mahir::gap::EvidenceChoice::Latest;
    let rules: [(&str, &dyn Rule); 3] = [
        ("usual", &usual),
        ("latest", &latest),
        ("content", &content),
    ];
    let runs = run(&rules, 2);
    let seats = |policy: &str| runs.means((policy, "half"), "usual", "seats").unwrap();
    assert_eq!(seats("latest"), seats("usual"));
    assert!(seats("usual").iter().all(|&seats| seats > 0.0));
    assert_eq!(seats("content"), [0.0; 3]);
}

#[test]
fn what_fails_is_told() {
    let fails = OwnPolicy::new(quick()).values_by(|_| {
        Err(CycleError::Rule {
            message: "no idea".to_owned(),
        })
    });
    let no_number = OwnPolicy::new(quick()).valued_by(|_: &Gaps, _, _| f64::NAN);
    let nobody = OwnPolicy::new(quick()).values_by(|_| {
        let row = |who: &str, what: &str| (who.to_owned(), what.to_owned(), 1.0);
        Ok(OwnValues(vec![
            row("nobody", "S"),
            row("A", "X"),
            row("A", "S"),
        ]))
    });
    for (rule, code, expected) in [
        (&fails, "rule", "no idea"),
        (&no_number, "plan_options", "own_values is NaN"),
        (&nobody, "plan_wishes", "X"),
    ] {
        let rules: [(&str, &dyn Rule); 1] = [("own", rule)];
        let error = experiment().run_by(&rules, &()).unwrap_err();
        assert!(matches!(error, ExperimentError::Run { .. }));
        assert_eq!(error.code(), code);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.to_string().contains("policy 'own'"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// A value for every seat by a number that is drawn: seat by seat and at once say the same, and
    /// plans keep the rules.
    #[test]
    fn both_ways_say_the_same(agency in generators::agencies(Shape::small()), seed in 0_u64..1_000) {
        let value = move |_: &Gaps, person: PersonIndex, programme: ProgrammeIndex| {
            use mahir::words::id::Index;
            let mixed = (person.position() as u64 * 31 + programme.position() as u64 * 7 + seed) % 5;
            mixed as f64 / 4.0 - 0.5
        };
        let each = OwnPolicy::new(quick()).valued_by(value);
        let all = OwnPolicy::new(quick()).values_by(move |gaps| {
            // In another order, which must not show.
            let mut rows = OwnValues::of(gaps, &value);
            rows.0.reverse();
            Ok(rows)
        });
        let plan = |rule: &OwnPolicy| rule.plan(&agency, as_of()).unwrap();
        let (one, other) = (plan(&each), plan(&all));
        laws::assert_plan_is_lawful(one.plan());
        prop_assert_eq!(one.plan().lines(), other.plan().lines());
        prop_assert_eq!(one.sessions(), other.sessions());
    }

    /// The greedy rule keeps each cell's people in order from look to look; with assertions on, every
    /// look is compared with ranking all of them anew.
    #[test]
    fn greedy_plans_are_lawful(agency in generators::agencies(Shape::office(60))) {
        let gaps = agency.needs(as_of()).unwrap().gaps().unwrap();
        let mut options = mahir::plan::PlanOptions::default();
        options.rule = PlanRule::Greedy;
        options.prove = Some(false);
        laws::assert_plan_is_lawful(&gaps.plan_with(&options).unwrap());
    }
}

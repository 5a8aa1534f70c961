//! The generators themselves: everything that they promise occurs, and what is off does not.
#![cfg(feature = "tables")]

use std::collections::BTreeMap;

use mahir::Agency;
use mahir::calendar::Absentee;
use mahir::need::Trend;
use mahir::outcome::{KirkpatrickLevel, OutcomeGroup};
use mahir::plan::Plan;
use mahir::testing::generators::{self, Features, Shape};
use mahir::testing::laws;
use mahir::words::measure::parse_date;
use mahir::workforce::EmploymentStatus;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// So many values of a strategy, always the same.
fn drawn<S: Strategy>(strategy: S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

/// How often each shape occurs.
#[derive(Default)]
struct Seen(BTreeMap<&'static str, usize>);

impl Seen {
    fn note(&mut self, shape: &'static str, occurs: bool) {
        *self.0.entry(shape).or_default() += usize::from(occurs);
    }

    /// Every shape occurs, and none always.
    fn all_occur(&self, drawn: usize) {
        let rare: Vec<_> = self.0.iter().filter(|(_, count)| **count < 2).collect();
        assert!(rare.is_empty(), "too rare of {drawn}: {rare:?}");
        let always: Vec<_> = self
            .0
            .iter()
            .filter(|(_, count)| **count == drawn)
            .collect();
        assert!(always.is_empty(), "never absent of {drawn}: {always:?}");
    }

    fn none_occurs(&self) {
        let there: Vec<_> = self.0.iter().filter(|(_, count)| **count > 0).collect();
        assert!(there.is_empty(), "switched off, and there: {there:?}");
    }
}

/// The features of an agency that can be switched off.
fn features(seen: &mut Seen, agency: &Agency) {
    let (people, programmes) = (&agency.people, &agency.programmes);
    let year_end = parse_date("2026-12-31").unwrap();
    let any = |mut of: Box<dyn FnMut(mahir::words::id::PersonIndex) -> bool + '_>| {
        people.indices().any(&mut of)
    };
    seen.note(
        "contracts",
        any(Box::new(|p| people.status(p) == EmploymentStatus::Pppk)),
    );
    seen.note(
        "retirements",
        any(Box::new(|p| {
            people.retires_on(p).is_some_and(|day| day <= year_end)
        })),
    );
    seen.note(
        "next posts",
        any(Box::new(|p| people.next_post(p).is_some())),
    );
    seen.note(
        "hours had",
        any(Box::new(|p| people.hours_this_year(p).hundredths() > 0)),
    );
    seen.note(
        "people without evidence",
        any(Box::new(|p| agency.assessments.of(p).len() == 0)),
    );
    seen.note(
        "prerequisites",
        programmes
            .indices()
            .any(|p| !programmes.prerequisites(p).is_empty()),
    );
    let providers = &agency.providers;
    seen.note(
        "agreements that end",
        providers
            .indices()
            .any(|p| providers.agreement(p).until.is_some()),
    );
    seen.note(
        "few sessions at once",
        providers
            .indices()
            .any(|p| providers.sessions_at_once(p).is_some()),
    );
    seen.note(
        "shared costs",
        providers
            .indices()
            .any(|p| providers.cost_share(p).millionths() > 0),
    );
    seen.note(
        "no money",
        agency
            .phases
            .indices()
            .any(|p| agency.phases.budget(p).amount() == 0),
    );
    seen.note("a total", agency.budget.total.is_some());
    seen.note(
        "class minimum",
        programmes.indices().any(|p| programmes.class_min(p) > 1),
    );
    seen.note(
        "few sessions in a phase",
        programmes
            .indices()
            .any(|p| programmes.sessions_per_phase(p).is_some()),
    );
    seen.note(
        "counters",
        agency
            .units
            .indices()
            .any(|u| agency.units.minimum_on_duty(u) > 0),
    );
    for (shape, kind) in [("people away", 0), ("units away", 1), ("providers away", 2)] {
        let is = |absentee: Absentee| match absentee {
            Absentee::Person(_) => kind == 0,
            Absentee::Unit(_) => kind == 1,
            Absentee::Provider(_) => kind == 2,
            // None are drawn.
            Absentee::Room(_) | Absentee::Trainer(_) => false,
        };
        seen.note(
            shape,
            agency.absences.rows().any(|(absentee, ..)| is(absentee)),
        );
    }
    seen.note("holidays", !agency.calendar.holidays().is_empty());
    seen.note("blocked weeks", !agency.calendar.blocked().is_empty());
    seen.note("services", !agency.services.is_empty());
    seen.note(
        "months not known",
        agency
            .services
            .indices()
            .any(|s| agency.volumes.of(s).iter().any(|v| v.count.is_none())),
    );
    seen.note("priorities", !agency.priorities.is_empty());
}

#[test]
fn every_feature_occurs_and_can_be_switched_off() {
    let mut seen = Seen::default();
    let agencies = drawn(generators::agencies(Shape::small()), 150);
    for agency in &agencies {
        features(&mut seen, agency);
        let (units, posts) = (&agency.units, &agency.posts);
        seen.note(
            "units without people",
            units.indices().any(|u| agency.people.of_unit(u).is_empty()),
        );
        seen.note(
            "units below units",
            units.indices().any(|u| units.parent(u).is_some()),
        );
        seen.note(
            "posts that ask nothing",
            posts
                .indices()
                .any(|p| agency.requirements.of(p).is_empty()),
        );
        seen.note("no programmes", agency.programmes.is_empty());
        seen.note("no phases", agency.phases.is_empty());
        let programmes = &agency.programmes;
        seen.note(
            "programmes without effects",
            programmes
                .indices()
                .any(|p| programmes.effects(p).is_empty()),
        );
        seen.note(
            "effects from a level on",
            programmes.indices().any(|p| {
                programmes
                    .effects(p)
                    .iter()
                    .any(|e| !e.from_level.is_none())
            }),
        );
        seen.note("one person", agency.people.len() == 1);
        seen.note("no carry-over", !agency.budget.carry_over);
        let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
        for (shape, trend) in [
            ("rising services", Trend::Rising),
            ("falling services", Trend::Falling),
            ("steady services", Trend::Steady),
            ("services that cannot be told", Trend::CannotTell),
        ] {
            seen.note(
                shape,
                needs.demands().iter().any(|demand| demand.trend == trend),
            );
        }
    }
    seen.all_occur(agencies.len());
    let mut off = Seen::default();
    for agency in &drawn(
        generators::agencies(Shape::small().with(Features::NONE)),
        40,
    ) {
        features(&mut off, agency);
    }
    off.none_occurs();
}

#[test]
fn sizes_are_kept() {
    let mut shape = Shape::office(30);
    shape.phases = 4..=4;
    let agencies = drawn(generators::agencies(shape.clone()), 25);
    for agency in &agencies {
        for (range, found) in [
            (&shape.people, agency.people.len()),
            (&shape.units, agency.units.len()),
            (&shape.posts, agency.posts.len()),
            (&shape.competencies, agency.framework.len()),
            (&shape.programmes, agency.programmes.len()),
            (&shape.providers, agency.providers.len()),
            (&shape.services, agency.services.len()),
            (&shape.phases, agency.phases.len()),
        ] {
            assert!(range.contains(&found), "{range:?} {found}");
        }
    }
    let sizes: std::collections::BTreeSet<_> = agencies.iter().map(|a| a.people.len()).collect();
    assert!(sizes.len() > 5);
}

#[test]
fn plans_schedules_and_outcomes_have_every_shape_and_are_lawful() {
    let mut shape = Shape::office(16);
    shape.phases = 1..=3;
    let mut seen = Seen::default();
    let drawn = drawn(generators::outcomes(shape), 60);
    for (schedule, outcomes) in &drawn {
        let plan: &Plan = schedule.plan();
        laws::assert_scoring_is_lawful(plan.gaps());
        laws::assert_plan_is_lawful(plan);
        laws::assert_schedule_is_lawful(schedule);
        seen.note("an empty plan", plan.lines().is_empty());
        seen.note("lines below the cut", !plan.below_cut().is_empty());
        seen.note("people below the floor", !plan.below_floor().is_empty());
        seen.note(
            "more than one session",
            plan.lines().iter().any(|line| line.sessions > 1),
        );
        seen.note("people without a place", !schedule.unplaced().is_empty());
        let rows: Vec<_> = outcomes.iter().collect();
        let group = |group| rows.iter().any(|row| row.group == group);
        seen.note("comparison", group(OutcomeGroup::Comparison));
        seen.note(
            "not measured before",
            rows.iter()
                .any(|row| row.kirkpatrick == KirkpatrickLevel::Learning && row.before.is_none()),
        );
        for level in [
            KirkpatrickLevel::Reaction,
            KirkpatrickLevel::Learning,
            KirkpatrickLevel::Behaviour,
        ] {
            let name = ["", "reaction", "learning", "behaviour"][usize::from(level.number())];
            seen.note(name, rows.iter().any(|row| row.kirkpatrick == level));
        }
        seen.note(
            "somebody learnt nothing",
            rows.iter().any(|row| {
                row.before
                    .zip(row.after)
                    .is_some_and(|(before, after)| after <= before)
            }),
        );
        seen.note("no outcomes", rows.is_empty());
        // They can be evaluated.
        schedule.evaluate(outcomes).unwrap().follow_up().unwrap();
    }
    seen.all_occur(drawn.len());
}

//! Calendars in which little or nothing can be held: each gives its reason, and no panic.

use super::super::artefact::{Unplaced, WhyUnplaced};
use super::super::build::Built;
use super::super::improve::improve;
use super::super::problem::{Group, Prerequisite, Problem, ProviderDay};
use super::super::reachable::Reachable;
use super::super::reasons::unplaced;
use super::super::search::solve;
use super::made_up::weekdays;
use super::rules;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, UnitIndex};

const OPEN: ProviderDay = ProviderDay::Open(1);

/// `people` of one unit, a provider day by day, a unit that can spare so many day by day.
pub(super) fn problem(people: u32, provider: &[ProviderDay], spare: &[u32]) -> Problem {
    let days = provider.len();
    let problem = Problem {
        days: weekdays(days),
        working_days_before: (0..days as u32).collect(),
        days_after_prerequisite: 1,
        may_leave_out: true,
        provider_days: provider.to_vec(),
        spare: spare.to_vec(),
        unit_of: vec![0; people as usize],
        ..Problem::default()
    };
    let away = vec![0; people as usize * problem.words()];
    Problem { away, ..problem }
}

/// A session of `length` days for everybody, at any time.
pub(super) fn with_group(mut problem: Problem, length: usize) -> Problem {
    let mut group = Group {
        end: problem.days.len(),
        length,
        sessions: 1,
        class_min: 2,
        class_max: 10,
        people: (0..problem.unit_of.len() as u32).collect(),
        ..Group::default()
    };
    group.find_units(&problem.unit_of);
    problem.groups.push(group);
    problem.weigh();
    problem
}

/// What the numbers of a problem of one phase stand for: themselves.
pub(super) fn built(problem: Problem) -> Built {
    let indices = 0..problem.groups.len();
    Built {
        groups: indices
            .map(|number| {
                (
                    ProgrammeIndex::at(number).unwrap(),
                    PhaseIndex::at(0).unwrap(),
                )
            })
            .collect(),
        people: (0..problem.unit_of.len())
            .filter_map(PersonIndex::at)
            .collect(),
        problem,
    }
}

/// What finds no place; the rules hold for the rest.
fn told(problem: Problem) -> Vec<Unplaced> {
    let mut state = solve(&problem);
    let reachable = Reachable::new(&problem);
    improve(&problem, &mut state, &reachable, 1_000, &());
    assert_eq!(
        rules::broken(&problem, &rules::held(&problem, &state)),
        None
    );
    unplaced(&built(problem), &state, &reachable)
}

/// The only reason, told of two people and one session.
fn reason(problem: Problem) -> WhyUnplaced {
    let told = told(problem);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].people.len(), told[0].sessions), (2, 1));
    told[0].reason.clone()
}

fn provider() -> ProviderIndex {
    ProviderIndex::at(0).unwrap()
}

#[test]
fn a_phase_without_days_or_with_too_few() {
    let none = with_group(problem(2, &[], &[]), 1);
    let expected = WhyUnplaced::NoWorkingDays {
        needed: 1,
        available: 0,
    };
    assert_eq!(reason(none), expected);
    assert!(told(with_group(problem(2, &[OPEN], &[2]), 1)).is_empty());
    let expected = WhyUnplaced::NoWorkingDays {
        needed: 2,
        available: 1,
    };
    assert_eq!(reason(with_group(problem(2, &[OPEN], &[2]), 2)), expected);
}

#[test]
fn an_agreement_of_one_day() {
    let outside = ProviderDay::OutsideAgreement;
    let one_day = [outside, OPEN, outside];
    assert!(told(with_group(problem(2, &one_day, &[2; 3]), 1)).is_empty());
    let longer = with_group(problem(2, &one_day, &[2; 3]), 2);
    let provider = provider();
    assert_eq!(reason(longer), WhyUnplaced::Agreement { provider });
}

#[test]
fn a_provider_who_is_away_in_the_middle_or_runs_nothing() {
    let provider = provider();
    let middle = [OPEN, ProviderDay::Away, OPEN];
    let problem_of = |days: &[ProviderDay]| with_group(problem(2, days, &[2; 3]), 2);
    assert_eq!(
        reason(problem_of(&middle)),
        WhyUnplaced::ProviderAbsent { provider }
    );
    let nothing = [ProviderDay::Open(0); 3];
    assert_eq!(
        reason(problem_of(&nothing)),
        WhyUnplaced::ProviderBusy { provider }
    );
}

#[test]
fn one_session_at_once_leaves_no_day_for_a_second_group() {
    // Two groups of other people, each for the whole window of two days.
    let mut both = problem(4, &[OPEN; 2], &[4; 2]);
    for people in [[0, 1], [2, 3]] {
        both = with_group(both, 2);
        let unit_of = both.unit_of.clone();
        let group = both.groups.last_mut().unwrap();
        group.people = people.to_vec();
        group.prerequisites.clear();
        group.find_units(&unit_of);
    }
    both.weigh();
    let provider = provider();
    assert_eq!(reason(both.clone()), WhyUnplaced::ProviderBusy { provider });
    both.provider_days = vec![ProviderDay::Open(2); 2];
    assert!(told(both).is_empty());
}

#[test]
fn a_unit_whose_minimum_is_its_staff() {
    let unit = UnitIndex::at(0).unwrap();
    let day = weekdays(1)[0];
    let nobody = with_group(problem(2, &[OPEN; 3], &[0; 3]), 1);
    let told = told(nobody);
    let everybody: usize = told.iter().map(|row| row.people.len()).sum();
    assert_eq!(everybody, 2);
    assert_eq!(told[0].reason, WhyUnplaced::Cover { unit, day });
    // And the session is told to be missing.
    assert_eq!(told.iter().map(|row| row.sessions).sum::<u32>(), 1);
    // One at a time can be spared, and a session needs two.
    let one = with_group(problem(2, &[OPEN; 3], &[1; 3]), 1);
    assert_eq!(reason(one), WhyUnplaced::Cover { unit, day });
}

#[test]
fn people_left_out_of_a_session_are_told() {
    let unit = UnitIndex::at(0).unwrap();
    let few = with_group(problem(5, &[OPEN; 3], &[1, 3, 2]), 1);
    let rows = told(few.clone());
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].people.len(), rows[0].sessions), (2, 0));
    let day = weekdays(2)[1];
    assert_eq!(rows[0].reason, WhyUnplaced::Cover { unit, day });
    // Where nobody may be left out, the session is not held, for the same reason.
    let whole = Problem {
        may_leave_out: false,
        ..few
    };
    let rows = told(whole);
    assert_eq!((rows[0].people.len(), rows[0].sessions), (5, 1));
    assert_eq!(rows[0].reason, WhyUnplaced::Cover { unit, day });

    let mut full = with_group(problem(5, &[OPEN; 3], &[5; 3]), 1);
    full.groups[0].class_max = 4;
    let rows = told(full);
    assert_eq!((rows[0].people.len(), rows[0].sessions), (1, 0));
    assert_eq!(rows[0].reason, WhyUnplaced::ClassFull { class_max: 4 });
}

#[test]
fn people_who_are_away_or_too_few() {
    let mut away = with_group(problem(2, &[OPEN; 3], &[2; 3]), 1);
    away.away.fill(u64::MAX);
    let rows = told(away);
    assert_eq!(rows[0].reason, WhyUnplaced::PersonBusy);
    assert_eq!(rows[0].people.len(), 2);
    let alone = with_group(problem(1, &[OPEN; 3], &[1; 3]), 1);
    let rows = told(alone);
    let expected = WhyUnplaced::ClassTooSmall {
        people: 1,
        class_min: 2,
    };
    assert_eq!((rows.len(), &rows[0].reason), (1, &expected));
}

#[test]
fn what_builds_on_a_session_that_is_not_held() {
    let mut chain = with_group(problem(2, &[ProviderDay::Away; 4], &[2; 4]), 1);
    chain = with_group(chain, 1);
    chain.provider_days.extend([OPEN; 4]);
    chain.groups[0].end = 2;
    chain.groups[1].first = 2;
    chain.groups[1].phase = 1;
    chain.groups[1].provider = 1;
    chain.groups[1].prerequisites = (0..2)
        .map(|place| Prerequisite {
            place,
            programme: 0,
            attended: Some((0, place)),
            over: None,
        })
        .collect();
    let rows = told(chain.clone());
    let provider = provider();
    assert_eq!(rows[0].reason, WhyUnplaced::ProviderAbsent { provider });
    let programme = ProgrammeIndex::at(0).unwrap();
    assert_eq!(rows[1].reason, WhyUnplaced::Prerequisite { programme });
    assert_eq!(rows[1].people.len(), 2);
    // Held on the last day of its phase, it is over too late only if many days must pass.
    chain.provider_days[1] = OPEN;
    assert!(told(chain.clone()).is_empty());
    chain.days_after_prerequisite = 3;
    let rows = told(chain);
    assert_eq!(rows[0].reason, WhyUnplaced::Prerequisite { programme });
}

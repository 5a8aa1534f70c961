//! The general problem: against rules checked by an independent checker, all days of tiny
//! projects, and cited instances.

mod project_checker;

use mahir::schedule::project::{
    Activity, Objective, Previous, Project, Resource, Solution, SolveOptions,
};
use mahir::words::artefact::Artefact;
use mahir::words::saved::{from_json, to_json};
use project_checker::{best_of_all, check, makespan, missing, weighted};
use proptest::prelude::*;

fn quick(work: u64) -> SolveOptions {
    let mut options = SolveOptions::default();
    options.work = work;
    options
}

/// What a random activity looks like: duration, demands, release, deadline, weight, fixed.
type Drawn = (u32, [u32; 2], u32, Option<u32>, u32, Option<u32>);

fn project(most: usize, horizon: u32, has_deadlines: bool) -> impl Strategy<Value = Project> {
    let deadline = move || {
        if has_deadlines {
            prop_oneof![2 => Just(None), 1 => (1..=horizon).prop_map(Some)].boxed()
        } else {
            Just(None).boxed()
        }
    };
    let fixed = move || {
        if has_deadlines {
            prop_oneof![9 => Just(None), 1 => (0..horizon).prop_map(Some)].boxed()
        } else {
            Just(None).boxed()
        }
    };
    let activity = (
        0..4_u32,
        [0..3_u32, 0..4_u32],
        0..3_u32,
        deadline(),
        0..4_u32,
        fixed(),
    );
    let activities = proptest::collection::vec(activity, 1..=most);
    let capacities = proptest::collection::vec([0..3_u32, 1..4_u32], horizon as usize);
    let links = proptest::collection::vec((0..most, 0..most, 0..3_u32), 0..most);
    (activities, capacities, links, any::<bool>())
        .prop_map(move |drawn| build(horizon, &drawn.0, &drawn.1, &drawn.2, drawn.3))
}

fn build(
    horizon: u32,
    activities: &[Drawn],
    capacities: &[[u32; 2]],
    links: &[(usize, usize, u32)],
    is_even: bool,
) -> Project {
    let mut project = Project::builder();
    project.horizon(horizon);
    for resource in 0..2 {
        let mut row = Resource::new(format!("R{resource}"), 3);
        if !is_even {
            for (day, capacity) in capacities.iter().enumerate() {
                row = row.capacity_from(day as u32, capacity[resource]);
            }
        }
        project.resource(row);
    }
    for (number, &(duration, demands, release, deadline, weight, fixed)) in
        activities.iter().enumerate()
    {
        let mut activity = Activity::new(number.to_string(), duration)
            .uses(0, demands[0])
            .uses(1, demands[1])
            .release(release)
            .weight(weight)
            .due(release + 2 * weight);
        if let Some(deadline) = deadline {
            activity = activity.deadline(deadline);
        }
        if let Some(fixed) = fixed.filter(|&day| day >= release) {
            activity = activity.fixed(fixed);
        }
        project.activity(activity);
    }
    for &(one, other, lag) in links {
        let (before, after) = (one.min(other), one.max(other));
        if before < after && after < activities.len() {
            project.precedes_by(before, after, lag);
        }
    }
    project.build().unwrap()
}

/// The same project with nothing of the first resource on some days.
fn without(project: &Project, days: std::ops::Range<u32>) -> Project {
    let mut changed = Project::builder();
    changed.horizon(project.horizon());
    for (number, resource) in project.resources().iter().enumerate() {
        let resource = resource.clone();
        changed.resource(match number {
            0 => resource.closed(days.clone()),
            _ => resource,
        });
    }
    for activity in project.activities() {
        changed.activity(activity.clone());
    }
    for link in project.precedences() {
        changed.precedes_by(link.before, link.after, link.lag);
    }
    changed.build().unwrap()
}

/// The same project, each activity in one of three rooms for one at a time that open on a day; with
/// so many resources that the days of each lie in a row of bits.
fn in_rooms(project: &Project, opens: u32) -> Project {
    let mut changed = Project::builder();
    changed.horizon(project.horizon());
    for resource in project.resources() {
        changed.resource(resource.clone());
    }
    let room = |number| Resource::new(format!("room {number}"), 1).closed(0..opens);
    let rooms: Vec<usize> = (0..16)
        .map(|number| changed.resource(room(number)))
        .collect();
    for (number, activity) in project.activities().iter().enumerate() {
        changed.activity(activity.clone().uses(rooms[number % 3], 1));
    }
    for link in project.precedences() {
        changed.precedes_by(link.before, link.after, link.lag);
    }
    changed.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// Tiny projects with changing capacities: the best of all days, found by trying all.
    #[test]
    fn tiny_projects_are_solved_like_trying_all(project in project(4, 9, false)) {
        let solved = project.solve(&quick(400_000), &()).unwrap();
        check(&project, &solved, makespan);
        let best = best_of_all(&project, makespan);
        prop_assert_eq!((missing(&project, solved.starts()), solved.objective()), best);
        // Where everything has a place, so small a project is proven, too.
        prop_assert!(solved.is_proven() || solved.unplaced().next().is_some());
    }

    /// The same with deadlines and fixed activities.
    #[test]
    fn deadlines_and_fixed_days_are_solved_like_trying_all(project in project(4, 8, true)) {
        let solved = project.solve(&quick(400_000), &()).unwrap();
        check(&project, &solved, makespan);
        let best = best_of_all(&project, makespan);
        prop_assert_eq!((missing(&project, solved.starts()), solved.objective()), best);
    }

    /// Larger projects keep every rule, and the same work gives the same days.
    #[test]
    fn larger_projects_keep_every_rule(project in project(40, 60, true)) {
        let solved = project.solve(&quick(30_000), &()).unwrap();
        check(&project, &solved, makespan);
        prop_assert_eq!(project.solve(&quick(30_000), &()).unwrap(), solved);
    }

    /// Weighted lateness and completion: the best of all days.
    #[test]
    fn tiny_projects_are_late_as_little_as_trying_all_says(project in project(4, 8, true)) {
        let mut options = quick(60_000);
        options.objective = Objective::Weighted { lateness: 10, completion: 1 };
        let solved = project.solve(&options, &()).unwrap();
        check(&project, &solved, weighted);
        let best = best_of_all(&project, weighted);
        prop_assert_eq!((missing(&project, solved.starts()), solved.objective()), best);
        prop_assert!(solved.bound() <= best.1);
        // What is as good as any is kept, however little a move costs.
        options.previous = Some(Previous { starts: solved.starts().to_vec(), cost: 1 });
        let again = project.solve(&options, &()).unwrap();
        prop_assert_eq!(again.starts(), solved.starts());
    }

    /// A resource is away for some days: what a move costs is weighed against lateness and ends as
    /// trying all days says, and without gain nothing moves.
    #[test]
    fn tiny_projects_change_as_little_as_trying_all_says(
        project in project(4, 8, true),
        from in 0..6_u32,
        days in 1..4_u32,
        cost in 0..40_u64,
    ) {
        let mut options = quick(60_000);
        options.objective = Objective::Weighted { lateness: 10, completion: 1 };
        let starts = project.solve(&options, &()).unwrap().starts().to_vec();
        let changed = without(&project, from..from + days);
        options.previous = Some(Previous { starts: starts.clone(), cost });
        let solved = changed.solve(&options, &()).unwrap();
        check(&changed, &solved, weighted);
        let with_moves = |project: &Project, now: &[Option<u32>]| {
            let both = starts.iter().zip(now);
            let moved = both.filter(|(before, now)| before.is_some() && before != now).count();
            weighted(project, now) + cost * moved as u64
        };
        let best = best_of_all(&changed, with_moves);
        let now = solved.starts();
        prop_assert_eq!((missing(&changed, now), with_moves(&changed, now)), best);
    }

    /// With rooms for one at a time and many resources: the best of all days.
    #[test]
    fn tiny_projects_in_rooms_are_late_as_little_as_trying_all_says(
        project in project(4, 8, true),
        opens in 0..3_u32,
    ) {
        let project = in_rooms(&project, opens);
        let mut options = quick(60_000);
        options.objective = Objective::Weighted { lateness: 10, completion: 1 };
        let solved = project.solve(&options, &()).unwrap();
        check(&project, &solved, weighted);
        let best = best_of_all(&project, weighted);
        prop_assert_eq!((missing(&project, solved.starts()), solved.objective()), best);
    }

    /// The same over more days than a word has bits: every rule is kept, whatever is minimised, and
    /// the same work gives the same days.
    #[test]
    fn larger_projects_in_rooms_keep_every_rule(
        project in project(40, 150, true),
        opens in 50..64_u32,
    ) {
        let project = in_rooms(&project, opens);
        let solved = project.solve(&quick(30_000), &()).unwrap();
        check(&project, &solved, makespan);
        let mut options = quick(30_000);
        options.objective = Objective::Weighted { lateness: 10, completion: 1 };
        let solved = project.solve(&options, &()).unwrap();
        check(&project, &solved, weighted);
        prop_assert_eq!(project.solve(&options, &()).unwrap(), solved);
    }

    /// Larger ones keep every rule, and the same work gives the same days.
    #[test]
    fn larger_projects_are_weighed_by_every_rule(project in project(40, 60, true)) {
        let mut options = quick(30_000);
        options.objective = Objective::Weighted { lateness: 10, completion: 1 };
        let solved = project.solve(&options, &()).unwrap();
        check(&project, &solved, weighted);
        prop_assert_eq!(project.solve(&options, &()).unwrap(), solved);
    }
}

/// Lengths 1, 2 and 3 with weights 3, 1 and 2 in one room: Smith's rule takes them by weight for
/// their length, and 3 × 1 + 2 × 4 + 1 × 6 = 17. Heads alone say 3 + 2 + 6 = 11.
#[test]
fn weighted_ends_in_one_room_are_proven() {
    let mut project = Project::builder();
    project.horizon(12);
    let room = project.resource(Resource::new("room", 1));
    for (length, weight) in [(1, 3), (2, 1), (3, 2)] {
        let activity = Activity::new(format!("of {length} days"), length);
        project.activity(activity.weight(weight).uses(room, 1));
    }
    let mut options = quick(20_000);
    options.objective = Objective::Weighted {
        lateness: 0,
        completion: 1,
    };
    let solved = project.build().unwrap().solve(&options, &()).unwrap();
    assert_eq!((solved.objective(), solved.bound()), (17, 17));
    assert!(solved.is_proven());
}

#[test]
fn what_cannot_be_asked_for_is_refused() {
    let project = Project::builder().build().unwrap();
    assert_eq!(project.solve(&quick(1_000), &()).unwrap().objective(), 0);
    let mut options = quick(1_000);
    options.searches = 0;
    assert_eq!(
        project.solve(&options, &()).unwrap_err().code(),
        "schedule_options"
    );
    let mut options = quick(1_000);
    options.previous = Some(Previous::default());
    assert_eq!(
        project.solve(&options, &()).unwrap_err().code(),
        "schedule_options"
    );
}

/// Nothing ends before the first day, not even what takes no time: a gap before a fixed first
/// day is refused. A random project once found the search doing so.
#[test]
fn nothing_fits_before_what_is_fixed_on_the_first_day() {
    let mut project = Project::builder();
    project.horizon(9);
    let before = project.activity(Activity::new("before", 0));
    let after = project.activity(Activity::new("after", 0).fixed(0));
    project.precedes_by(before, after, 1);
    let project = project.build().unwrap();
    for objective in [
        Objective::Makespan,
        Objective::Weighted {
            lateness: 1,
            completion: 1,
        },
    ] {
        let mut options = quick(1_000);
        options.objective = objective;
        let solved = project.solve(&options, &()).unwrap();
        assert_eq!(solved.starts(), [None, Some(0)]);
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let mut project = Project::builder();
    let one = project.activity(Activity::new("one", 2).uses(7, 1));
    let other = project.activity(Activity::new("other", 2_000_000));
    project.precedes(one, other);
    project.precedes(other, 9);
    let faults = project.build().unwrap_err();
    let codes: Vec<&str> = faults
        .list()
        .iter()
        .map(|fault| fault.code.as_str())
        .collect();
    assert_eq!(codes, ["unknown_id", "out_of_range", "unknown_id"]);

    let mut project = Project::builder();
    let one = project.activity(Activity::new("one", 1));
    let other = project.activity(Activity::new("other", 1));
    project.precedes(one, other);
    project.precedes(other, one);
    assert_eq!(project.build().unwrap_err().list()[0].code, "cycle");
}

/// Documents come back equal; a damaged one is an error, never a panic later.
#[test]
fn documents_come_back_and_are_checked() {
    let mut project = Project::builder();
    let room = project.resource(Resource::new("room", 1).closed(1..3));
    let basics = project.activity(Activity::new("basics", 2).uses(room, 1).due(3));
    let practice = project.activity(Activity::new("practice", 1).uses(room, 1));
    project.precedes(basics, practice);
    let project = project.build().unwrap();
    let solved = project.solve(&quick(1_000), &()).unwrap();
    assert_eq!(
        (solved.end(basics), solved.days_late(basics)),
        (Some(5), Some(2))
    );
    let document = to_json(&solved).unwrap();
    let back: Solution = from_json(&document).unwrap();
    assert_eq!(back, solved);
    assert_eq!(back.project(), &project);
    assert_eq!(
        from_json::<Project>(&to_json(&project).unwrap()).unwrap(),
        project
    );
    let loads = solved.table("loads").unwrap();
    assert_eq!(
        loads.to_csv(),
        "resource,name,from,until,used,capacity\n0,room,3,6,1,1\n"
    );

    for (from, to) in [
        (r#""starts":[3,5]"#, r#""starts":[3]"#),
        (r#""starts":[3,5]"#, r#""starts":[3,4294967295]"#),
        (r#""resource":0"#, r#""resource":9"#),
        (r#""before":0"#, r#""before":1"#),
        (r#""bound":6"#, r#""bound":7"#),
    ] {
        let damaged = document.replace(from, to);
        assert_ne!(damaged, document, "{from}");
        assert!(from_json::<Solution>(&damaged).is_err(), "{to}");
    }
}

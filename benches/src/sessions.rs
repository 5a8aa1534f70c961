//! A year of made-up sessions: 2,000 sessions, 300 resources, 240 days and the days after.
//!
//! 40 rooms, 80 trainers with 12 days of leave each, 30 providers of which half begin later, and
//! the spare staff of 150 units. Sessions of 1 to 5 days stand in paths of 1 to 5 in four phases.

use mahir::schedule::project::{Activity, Project, Resource};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const SESSIONS: u64 = 2_000;
const DAYS: u64 = 240;
const HORIZON: u32 = 360;

/// The project of a seed. With `many`, providers and units have capacities of 2 to 6, else 1.
///
/// # Errors
/// The faults of the project: there should be none.
pub fn year(seed: u64, many: bool) -> Result<Project, String> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    // The small bias of a remainder does not matter here.
    let mut below = move |end: u64| random.next_u64() % end;
    let mut project = Project::builder();
    project.horizon(HORIZON);
    for room in 0..40 {
        project.resource(Resource::new(format!("room {room}"), 1));
    }
    for trainer in 0..80 {
        let mut resource = Resource::new(format!("trainer {trainer}"), 1);
        for _ in 0..12 {
            let day = below(u64::from(HORIZON)) as u32;
            resource = resource.closed(day..day + 1);
        }
        project.resource(resource);
    }
    let amount = |below: &mut dyn FnMut(u64) -> u64| if many { 2 + below(5) as u32 } else { 1 };
    for provider in 0..30 {
        let mut resource = Resource::new(format!("provider {provider}"), amount(&mut below));
        if provider % 2 == 1 {
            resource = resource.closed(0..20 + 20 * below(2) as u32);
        }
        project.resource(resource);
    }
    for unit in 0..150 {
        project.resource(Resource::new(format!("unit {unit}"), amount(&mut below)));
    }
    let mut session = 0;
    while session < SESSIONS {
        let length = (1 + below(5)).min(SESSIONS - session);
        let phase = below(4);
        let mut before = None;
        for _ in 0..length {
            let release = (phase * DAYS / 4) as u32;
            let due = release + 30 + below(50) as u32;
            let mut activity = Activity::new(format!("session {session}"), 1 + below(5) as u32)
                .release(release)
                .due(due)
                .weight(1 + below(10) as u32);
            activity = activity.uses(below(40) as usize, 1);
            activity = activity.uses(40 + below(80) as usize, 1);
            if below(2) == 0 {
                activity = activity.uses(120 + below(30) as usize, 1);
            }
            let first = below(150);
            activity = activity.uses(150 + first as usize, 1);
            if below(2) == 0 {
                activity = activity.uses(150 + ((first + 1 + below(149)) % 150) as usize, 1);
            }
            let number = project.activity(activity);
            if let Some(before) = before {
                project.precedes(before, number);
            }
            before = Some(number);
            session += 1;
        }
    }
    project.build().map_err(|faults| faults.to_string())
}

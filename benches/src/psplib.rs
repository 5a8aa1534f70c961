//! Instances of the project scheduling library PSPLIB (Kolisch and Sprecher 1996), in its `.sm`
//! form, and tables of best known makespans.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mahir::schedule::project::{Activity, Project, ProjectBuilder, Resource};

/// A project from the text of an `.sm` file. Its two dummy jobs are left out, so that activity 0
/// is job 2.
///
/// # Errors
/// What is wrong with the text.
pub fn read(text: &str) -> Result<Project, String> {
    let mut project = Project::builder();
    let capacities = numbers(text, "RESOURCEAVAILABILITIES", 1)?;
    let capacities = capacities.first().ok_or("no capacities")?;
    for (number, &capacity) in capacities.iter().enumerate() {
        project.resource(Resource::new(format!("R{}", number + 1), capacity));
    }
    let jobs = numbers(text, "REQUESTS/DURATIONS", 2)?;
    let last = jobs.len();
    for row in jobs.iter().skip(1).take(last.saturating_sub(2)) {
        let [job, _, duration, demands @ ..] = row.as_slice() else {
            return Err(format!("short row {row:?}"));
        };
        let mut activity = Activity::new(job.to_string(), *duration);
        for (resource, &amount) in demands.iter().enumerate() {
            activity = activity.uses(resource, amount);
        }
        project.activity(activity);
    }
    for row in numbers(text, "PRECEDENCE RELATIONS", 1)? {
        let [job, _, _, after @ ..] = row.as_slice() else {
            return Err(format!("short row {row:?}"));
        };
        link(&mut project, *job as usize, after, last);
    }
    project.build().map_err(|faults| faults.to_string())
}

fn link(project: &mut ProjectBuilder, job: usize, after: &[u32], last: usize) {
    for &after in after {
        let after = after as usize;
        if job > 1 && after < last {
            project.precedes(job - 2, after - 2);
        }
    }
}

/// The rows of numbers of a section, after so many lines of heading.
fn numbers(text: &str, section: &str, heading: usize) -> Result<Vec<Vec<u32>>, String> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with(section));
    if lines.next().is_none() {
        return Err(format!("no section {section}"));
    }
    lines
        .skip(heading)
        .take_while(|line| !line.starts_with('*') && !line.trim().is_empty())
        .map(|line| {
            let numbers = line.split_whitespace().map(str::parse);
            let numbers: Result<Vec<u32>, _> = numbers.collect();
            numbers.map_err(|_| format!("not numbers: {line}"))
        })
        .collect()
}

/// The best known makespans of a table with the columns `instance` and `best_known`.
///
/// # Errors
/// What is wrong with the table.
pub fn best_known(path: &Path) -> Result<BTreeMap<String, u32>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let column = |name: &str| {
        let found = header.iter().position(|other| *other == name);
        found.ok_or_else(|| format!("{}: no column {name}", path.display()))
    };
    let (instance, best) = (column("instance")?, column("best_known")?);
    let mut table = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if let (Some(name), Some(Ok(makespan))) = (
            cells.get(instance),
            cells.get(best).map(|cell| cell.parse()),
        ) {
            table.insert((*name).to_owned(), makespan);
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mahir::schedule::project::SolveOptions;

    /// Written by hand in the form of the library: two jobs that cannot run together and one
    /// after the first; 2 + 3 + 1 days one after the other are needed only for the first two.
    const TINY: &str = "\
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     2       3
  3      1     3       2
  4      1     1       2
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
   4
************************************************************************
";

    #[test]
    fn a_file_of_the_library_is_read() {
        let project = read(TINY).unwrap();
        assert_eq!(project.activities().len(), 3);
        assert_eq!(project.precedences().len(), 1);
        let solved = project.solve(&SolveOptions::default(), &()).unwrap();
        assert_eq!((solved.objective(), solved.is_proven()), (5, true));
        assert!(read("nothing").is_err());
    }
}

//! Solves the `.sm` files of a folder and prints a table.
//!
//! `schedule FOLDER [--seconds S] [--best-known TABLE.csv] [--every N] [--rows] [--schedules N]`
//!
//! `--seconds` is the limit of an instance in seconds of the processor, all threads together (2
//! by default); `--schedules` a limit in schedules instead; `--every N` takes each N-th file;
//! `--rows` prints a row for each instance.

use std::path::PathBuf;
use std::time::Duration;

use mahir::schedule::project::SolveOptions;
use mahir_benches::processor_time::ProcessorTime;
use mahir_benches::psplib;

struct Arguments {
    folder: PathBuf,
    seconds: f64,
    best_known: Option<PathBuf>,
    every: usize,
    rows: bool,
    schedules: Option<u64>,
    seed: u64,
    only: Option<String>,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments {
        folder: PathBuf::new(),
        seconds: 2.0,
        best_known: None,
        every: 1,
        rows: false,
        schedules: None,
        seed: 1,
        only: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        let number = |text: String| {
            text.parse::<f64>()
                .map_err(|_| format!("not a number: {text}"))
        };
        match word.as_str() {
            "--seconds" => arguments.seconds = number(value()?)?,
            "--best-known" => arguments.best_known = Some(value()?.into()),
            "--every" => arguments.every = number(value()?)? as usize,
            "--schedules" => arguments.schedules = Some(number(value()?)? as u64),
            "--seed" => arguments.seed = number(value()?)? as u64,
            "--only" => arguments.only = Some(value()?),
            "--rows" => arguments.rows = true,
            _ => arguments.folder = word.into(),
        }
    }
    Ok(arguments)
}

fn main() -> Result<(), String> {
    let arguments = arguments()?;
    let best_known = match &arguments.best_known {
        Some(path) => psplib::best_known(path)?,
        None => Default::default(),
    };
    let folder = std::fs::read_dir(&arguments.folder)
        .map_err(|error| format!("{}: {error}", arguments.folder.display()))?;
    let mut files: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "sm"))
        .collect();
    files.sort();
    let mut sums = Sums::default();
    for file in files.iter().step_by(arguments.every.max(1)) {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if arguments
            .only
            .as_ref()
            .is_some_and(|only| !only.split(',').any(|one| one == name))
        {
            continue;
        }
        let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
        let project = psplib::read(&text).map_err(|error| format!("{name}: {error}"))?;
        let mut options = SolveOptions::default();
        options.seed = arguments.seed;
        options.work = u64::MAX;
        let mut watch = ProcessorTime::new(Duration::from_secs_f64(arguments.seconds));
        if let Some(schedules) = arguments.schedules {
            options.work = schedules * project.activities().len() as u64;
            watch = ProcessorTime::new(Duration::MAX);
        }
        let solved = project
            .solve(&options, &watch)
            .map_err(|error| error.to_string())?;
        let known = best_known.get(&name).copied().unwrap_or(0);
        let above = if known > 0 {
            solved.objective() as f64 / f64::from(known) - 1.0
        } else {
            0.0
        };
        let used = watch.used().as_secs_f64();
        sums.count += 1;
        sums.above += above;
        sums.gap += solved.gap();
        sums.best += usize::from(solved.objective() <= u64::from(known));
        sums.proven += usize::from(solved.is_proven());
        sums.seconds += used;
        sums.work += solved.work() as f64;
        sums.wrong += usize::from(solved.bound() > u64::from(known) && known > 0);
        if arguments.rows {
            println!(
                "{name:12} {:5} bound {:5} known {known:5} above {:6.2} % {used:6.2} s",
                solved.objective(),
                solved.bound(),
                100.0 * above,
            );
        }
    }
    sums.print();
    Ok(())
}

#[derive(Default)]
struct Sums {
    count: usize,
    above: f64,
    gap: f64,
    best: usize,
    proven: usize,
    seconds: f64,
    work: f64,
    /// Bounds above a best known makespan: there must be none.
    wrong: usize,
}

impl Sums {
    fn print(&self) {
        let mean = |sum: f64| sum / self.count.max(1) as f64;
        println!(
            "{} instances: {:.3} % above best known on average, {} at best known or better, {} proven, \
             {:.2} % proven gap on average, {:.2} s of the processor each, {:.1} million placements a second, \
             {} bounds above best known",
            self.count,
            100.0 * mean(self.above),
            self.best,
            self.proven,
            100.0 * mean(self.gap),
            mean(self.seconds),
            self.work / self.seconds / 1e6,
            self.wrong,
        );
    }
}

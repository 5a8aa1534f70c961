//! The whole cycle on a folder of tables: needs, gaps, plan, calendar, evaluation, follow-up.
//!
//! `cargo run --release -p mahir-examples --bin marelan -- examples/marelan --lang en --out out`

use std::path::PathBuf;
use std::process::ExitCode;

use mahir::Agency;
use mahir::agency::AgencyError;
use mahir::cycle::Policy;
use mahir::report::{Report, write_round};
use mahir::words::explanation::Language;
use mahir::words::measure::{Date, parse_date};

const USAGE: &str = "\
Usage: marelan FOLDER [--lang en|id] [--out FOLDER] [--as-of YYYY-MM-DD] [--width COLUMNS]

Runs the cycle on an agency's tables, prints the report, and writes all results.
  --lang    English or Indonesian (en)
  --out     where results are written; without it nothing is written
  --as-of   the day of planning (the first day of the first phase)
  --width   the width of the text (100)";

struct Arguments {
    folder: PathBuf,
    language: Language,
    out: Option<PathBuf>,
    as_of: Option<Date>,
    width: usize,
}

fn arguments() -> Result<Option<Arguments>, String> {
    let mut given = std::env::args().skip(1);
    let mut folder = None;
    let mut parsed = Arguments {
        folder: PathBuf::new(),
        language: Language::English,
        out: None,
        as_of: None,
        width: 100,
    };
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--lang" => {
                let text = value()?;
                parsed.language =
                    Language::parse(&text).ok_or(format!("--lang {text}: expected en or id"))?;
            }
            "--out" => parsed.out = Some(PathBuf::from(value()?)),
            "--as-of" => {
                let text = value()?;
                let day = parse_date(&text).ok_or(format!("--as-of {text}: expected a day"))?;
                parsed.as_of = Some(day);
            }
            "--width" => {
                let text = value()?;
                parsed.width = text
                    .parse()
                    .map_err(|_| format!("--width {text}: expected a number"))?;
            }
            other if other.starts_with('-') => return Err(format!("unknown option {other}")),
            other => folder = Some(PathBuf::from(other)),
        }
    }
    parsed.folder = folder.ok_or("no folder is given".to_owned())?;
    Ok(Some(parsed))
}

fn run(arguments: &Arguments) -> Result<(), mahir::Error> {
    let agency = Agency::load(&arguments.folder)?;
    let first = agency.phases.horizon().map(|(first, _)| first);
    let as_of = arguments.as_of.or(first).unwrap_or_default();
    let round = agency.run(as_of, &Policy::default())?;
    print!(
        "{}",
        Report::of(&round).text(arguments.language, arguments.width)
    );
    if let Some(out) = &arguments.out {
        let files = write_round(&round, out, arguments.language)?;
        println!("\n{}:", arguments.language.choose("Written", "Ditulis"));
        for file in files {
            println!("  {}", file.display());
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(mahir::Error::Agency(AgencyError::Faults(faults))) => {
            eprintln!("{}: {faults}", arguments.folder.display());
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

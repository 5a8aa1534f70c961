//! Writes the Marelan case: a synthetic agency as `agency.toml` and CSV tables.
//!
//! ```text
//! cargo run -p mahir-examples --example make_marelan -- examples/marelan
//! ```
//!
//! What an office decides (units, posts, programmes, rules) stands in the modules as text; what
//! varies (people, assessments, volumes) is drawn from [`SEED`]. Nobody in the case exists.
//! Every step makes tables from earlier tables, and draws from a stream of its own, so a step such
//! as outcomes can be added at the end without changing a byte of the others.

mod catalogue;
mod check;
mod competencies;
mod evidence;
mod office;
mod people;
mod random;
mod services;
mod settings;
mod surveys;
mod table;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::process::ExitCode;

use table::Table;

/// The seed of the committed case.
const SEED: u64 = 20_260_105;

/// All files of an agency folder, in memory.
struct Case {
    settings: &'static str,
    tables: Vec<Table>,
}

impl Case {
    fn make(seed: u64) -> Self {
        let posts = office::posts();
        let requirements = competencies::requirements(&posts);
        let people = people::people(&posts, seed);
        let assessments = evidence::assessments(&people, &posts, &requirements, seed);
        let tables = vec![
            competencies::competencies(),
            competencies::indicators(),
            office::units(),
            posts,
            requirements,
            people,
            assessments,
            services::services(),
            services::volumes(seed),
            services::service_competencies(),
            services::allowances(),
            evidence::certificates(),
            catalogue::providers(),
            catalogue::programmes(),
            catalogue::effects(),
            catalogue::prerequisites(),
            people::absences(),
            settings::holidays(),
            surveys::surveys(seed),
        ];
        Self {
            settings: settings::AGENCY,
            tables,
        }
    }

    /// The files by name.
    fn files(&self) -> Vec<(String, String)> {
        let tables = self.tables.iter();
        std::iter::once(("agency.toml".to_owned(), self.settings.to_owned()))
            .chain(tables.map(|table| (format!("{}.csv", table.name), table.to_csv())))
            .collect()
    }

    fn write(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        for (name, text) in self.files() {
            std::fs::write(folder.join(name), text)?;
        }
        Ok(())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("usage: make_marelan FOLDER");
        return ExitCode::FAILURE;
    };
    let case = Case::make(SEED);
    let faults = check::faults(&case.tables);
    if !faults.is_empty() {
        eprintln!("nothing written:\n{}", faults.join("\n"));
        return ExitCode::FAILURE;
    }
    if let Err(error) = case.write(Path::new(folder)) {
        eprintln!("cannot write to {}: {error}", Path::new(folder).display());
        return ExitCode::FAILURE;
    }
    for table in &case.tables {
        println!("{:>5} {}", table.rows.len(), table.name);
    }
    ExitCode::SUCCESS
}

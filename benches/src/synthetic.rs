//! Folders of any size, drawn from a seed: nobody in them exists.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The nine competencies of the built-in framework.
pub const COMPETENCIES: [&str; 9] = [
    "INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB",
];
/// People in a unit.
const PER_UNIT: u32 = 40;
/// How many posts there are.
const POSTS: u32 = 60;

/// A whole number from 0 to `end - 1`.
fn below(random: &mut ChaCha8Rng, end: u32) -> u32 {
    // The bias of a 64-bit product over 32 bits is far below what a benchmark can see.
    ((u64::from(random.next_u32()) * u64::from(end)) >> 32) as u32
}

fn create(folder: &Path, name: &str, header: &str) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?);
    writeln!(file, "{header}")?;
    Ok(file)
}

/// Writes an agency of so many people, each assessed in nine competencies, as a stream.
///
/// # Errors
/// If a file cannot be written.
pub fn write_folder(folder: &Path, people: u32, seed: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    fs::write(
        folder.join("agency.toml"),
        "name = \"Synthetic agency\"\nframework = \"indonesia\"\n\n[[phases]]\nid = \"T1\"\n\
         from = 2026-01-05\nuntil = 2026-03-31\nbudget = 1000000000\n",
    )?;
    fs::write(folder.join("competencies.csv"), "id,name,kind,top_level\n")?;
    let units = people.div_ceil(PER_UNIT).max(1);
    let mut file = create(folder, "units.csv", "id,name,parent,minimum_on_duty")?;
    for unit in 0..units {
        let parent = match unit {
            0 => String::new(),
            _ => format!("U{:06}", (unit - 1) / 10),
        };
        writeln!(file, "U{unit:06},Unit {unit},{parent},0")?;
    }
    file.flush()?;
    let mut posts = create(folder, "posts.csv", "id,name,class")?;
    let header = "post,competency,level,importance";
    let mut requirements = create(folder, "requirements.csv", header)?;
    for post in 0..POSTS {
        writeln!(posts, "J{post:03},Post {post},")?;
        for competency in COMPETENCIES {
            let level = 1 + below(&mut random, 5);
            let importance = 1 + below(&mut random, 5);
            writeln!(requirements, "J{post:03},{competency},{level},{importance}")?;
        }
    }
    posts.flush()?;
    requirements.flush()?;
    write_people(folder, people, units, &mut random)
}

fn write_people(folder: &Path, people: u32, units: u32, random: &mut ChaCha8Rng) -> io::Result<()> {
    let header = "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post";
    let mut rows = create(folder, "people.csv", header)?;
    let header = "person,competency,level,date,source,standard_error";
    let mut assessments = create(folder, "assessments.csv", header)?;
    let mut line = String::new();
    for person in 0..people {
        line.clear();
        let unit = below(random, units);
        let post = below(random, POSTS);
        let (year, month) = (2027 + below(random, 30), 1 + below(random, 12));
        let hours = below(random, 40);
        let is_contract = below(random, 4) == 0;
        let (status, retires, contract) = if is_contract {
            ("PPPK", String::new(), format!("{year}-{month:02}-28"))
        } else {
            ("PNS", format!("{year}-{month:02}-01"), String::new())
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            line,
            "P{person:07},U{unit:06},J{post:03},{status},{retires},{contract},{hours},"
        );
        rows.write_all(line.as_bytes())?;
        line.clear();
        for competency in COMPETENCIES {
            let quarters = below(random, 21);
            let (month, day) = (1 + below(random, 12), 1 + below(random, 28));
            let _ = writeln!(
                line,
                "P{person:07},{competency},{}.{:02},2025-{month:02}-{day:02},assessment_centre,0.25",
                quarters / 4,
                quarters % 4 * 25
            );
        }
        assessments.write_all(line.as_bytes())?;
    }
    rows.flush()?;
    assessments.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_an_agency_without_a_fault() {
        let folder = std::env::temp_dir().join(format!("mahir-synthetic-{}", std::process::id()));
        write_folder(&folder, 200, 1).unwrap();
        let agency = mahir::Agency::load(&folder);
        fs::remove_dir_all(&folder).unwrap();
        let agency = agency.unwrap();
        assert_eq!(
            (agency.people.len(), agency.assessments.len()),
            (200, 1_800)
        );
    }
}

//! A made-up agency of any size, written as a folder row by row, so that its making needs no
//! memory. The same number of people and the same seed give the same bytes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Competencies of which each person is assessed: the nine of the built-in framework.
const COMPETENCIES: [&str; 9] = [
    "INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB",
];
/// About so many people work in a unit.
const PEOPLE_PER_UNIT: u32 = 50;
/// Posts, which all units have in common.
const POSTS: u32 = 40;

/// Numbers below a bound; the slight bias towards small ones does not matter here.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0.next_u32() % bound
    }
}

fn table(folder: &Path, name: &str, header: &str) -> io::Result<BufWriter<File>> {
    let file = File::create(folder.join(name))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    writeln!(file, "{header}")?;
    Ok(file)
}

/// Writes an agency of so many people, each with nine assessments, into a folder, which is made
/// if it is not there.
///
/// # Errors
/// What the system says when a file cannot be written.
pub fn write_agency(folder: &Path, people: u32, seed: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let settings = "name = \"Synthetic\"\nframework = \"indonesia\"\n\n[[phases]]\nid = \"T1\"\n\
                    from = 2026-01-05\nuntil = 2026-12-31\nbudget = 1000000000\n";
    fs::write(folder.join("agency.toml"), settings)?;
    let mut file = table(folder, "competencies.csv", "id,name,kind,top_level")?;
    writeln!(file, "REG,Business licence rules,technical,5")?;
    file.flush()?;

    let units = people.div_ceil(PEOPLE_PER_UNIT).max(1);
    let mut file = table(folder, "units.csv", "id,name,parent,minimum_on_duty")?;
    for unit in 0..units {
        // A tree in which each unit has about eight below it.
        match unit.checked_sub(1) {
            None => writeln!(file, "U0,Unit 0,,0")?,
            Some(before) => writeln!(file, "U{unit},Unit {unit},U{},0", before / 8)?,
        }
    }
    file.flush()?;

    let mut file = table(folder, "posts.csv", "id,name,class")?;
    for post in 0..POSTS {
        writeln!(file, "J{post},Post {post},pelaksana")?;
    }
    file.flush()?;

    let mut file = table(
        folder,
        "requirements.csv",
        "post,competency,level,importance",
    )?;
    for post in 0..POSTS {
        for competency in COMPETENCIES {
            let (level, importance) = (1 + dice.below(4), 1 + dice.below(5));
            writeln!(file, "J{post},{competency},{level},{importance}")?;
        }
    }
    file.flush()?;

    let mut rows = table(
        folder,
        "people.csv",
        "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post",
    )?;
    let mut assessments = table(
        folder,
        "assessments.csv",
        "person,competency,level,date,source,standard_error",
    )?;
    for person in 0..people {
        let (unit, post) = (dice.below(units), dice.below(POSTS));
        let status = if dice.below(5) == 0 { "PPPK" } else { "PNS" };
        let (year, hours) = (2027 + dice.below(35), dice.below(21));
        writeln!(
            rows,
            "P{person:07},U{unit},J{post},{status},{year}-06-01,,{hours},"
        )?;
        for competency in COMPETENCIES {
            let (quarters, day) = (dice.below(21), 1 + dice.below(28));
            let (whole, part) = (quarters / 4, quarters % 4 * 25);
            writeln!(
                assessments,
                "P{person:07},{competency},{whole}.{part:02},2025-07-{day:02},assessment_centre,0.25"
            )?;
        }
    }
    rows.flush()?;
    assessments.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mahir::Agency;

    #[test]
    fn the_made_up_agency_is_in_order_and_always_the_same() {
        let folder = std::env::temp_dir().join(format!("mahir-synthetic-{}", std::process::id()));
        write_agency(&folder, 120, 7).unwrap();
        let once = Agency::load(&folder).unwrap();
        write_agency(&folder, 120, 7).unwrap();
        let again = Agency::load(&folder).unwrap();
        write_agency(&folder, 120, 8).unwrap();
        let other = Agency::load(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(once.people.len(), 120);
        // Nine assessments of each of 120 people.
        assert_eq!(once.table("assessments").unwrap().rows(), 1_080);
        assert_eq!(once, again);
        assert_ne!(once, other);
    }
}

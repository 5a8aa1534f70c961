//! What is left for the next year.

use std::collections::BTreeSet;

use crate::agency::Agency;
use crate::plan::Wishes;
use crate::schedule::Schedule;

impl Schedule {
    /// Who found no place, as wishes for the next year's plan: it sees them before all that closes
    /// gaps, and tells what stands against those that it cannot meet. People and programmes that the
    /// next year's agency does not have are left out.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let schedule = agency.needs(day)?.gaps()?.plan()?.schedule()?;
    /// let wishes = schedule.carried_over(&agency);
    /// let unplaced = schedule.unplaced().iter().map(|row| row.people.len());
    /// assert!(wishes.required_pairs.len() <= unplaced.sum());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn carried_over(&self, next: &Agency) -> Wishes {
        let agency = self.agency();
        let mut pairs = BTreeSet::new();
        for row in self.unplaced() {
            let programme = agency.programmes.id(row.programme);
            for &person in &row.people {
                let person = agency.people.ids().name(person);
                let is_known = next.people.ids().find(person).is_some()
                    && next.programmes.ids().find(programme).is_some();
                if is_known {
                    pairs.insert((person.to_owned(), programme.to_owned()));
                }
            }
        }
        Wishes {
            required_pairs: pairs.into_iter().collect(),
            ..Wishes::default()
        }
    }
}

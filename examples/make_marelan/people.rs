//! The synthetic people: a number, a place, a status and dates; no names and no employee numbers.

use crate::office;
use crate::random::{Purpose, Stream};
use crate::table::Table;

/// Cases that a plan must be able to treat, set by hand: retirements and contracts that end in
/// 2026, hours already earned, people being prepared for their next post.
const SPECIAL_CASES: &str = "
unit    | post         | nth | column          | value
SEK-PEM | PTG-ADM      | 2   | status          | PNS
SEK-PEM | PTG-ADM      | 2   | retires_on      | 2026-05-01
SEK-SOS | KASI-SOS     | 1   | retires_on      | 2026-07-01
KEL-PP  | LURAH        | 1   | retires_on      | 2026-10-01
KEL-RP  | PTG-KEL-UMUM | 1   | status          | PNS
KEL-RP  | PTG-KEL-UMUM | 1   | retires_on      | 2026-12-01
SEK-TRN | PTG-TRN      | 3   | status          | PPPK
SEK-TRN | PTG-TRN      | 3   | contract_until  | 2026-06-30
KEL-TE  | PTG-KEL-LAP  | 1   | status          | PPPK
KEL-TE  | PTG-KEL-LAP  | 1   | contract_until  | 2026-11-30
SEK-YAN | PTG-IZIN     | 5   | status          | PPPK
SEK-YAN | PTG-IZIN     | 5   | contract_until  | 2030-10-31
KEL-LD  | PTG-KEL-LAY  | 3   | status          | PPPK
KEL-LD  | PTG-KEL-LAY  | 3   | contract_until  | 2030-10-31
SEK     | PRAKOM       | 1   | hours_this_year | 6
SUB-UMUM | ANALIS-SDM  | 1   | hours_this_year | 4
SEK-YAN | PTG-IZIN     | 2   | hours_this_year | 3
KEL-TJ  | SEKLUR       | 1   | hours_this_year | 2
SEK-YAN | KASI-YAN     | 1   | next_post       | SEKCAM
SEK-YAN | PTG-IZIN     | 1   | status          | PNS
SEK-YAN | PTG-IZIN     | 1   | next_post       | KASI-YAN
SEK-SOS | PTG-SOS      | 1   | status          | PNS
SEK-SOS | PTG-SOS      | 1   | next_post       | KASI-SOS
KEL-PP  | SEKLUR       | 1   | next_post       | LURAH
KEL-RP  | KASI-KEL-PEM | 1   | next_post       | SEKLUR
KEL-TE  | PTG-KEL-LAY  | 1   | status          | PNS
KEL-TE  | PTG-KEL-LAY  | 1   | next_post       | KASI-KEL-PEM
";

/// When the contracts of PPPK end, unless a special case says otherwise.
const CONTRACT_ENDS: [&str; 4] = ["2027-12-31", "2028-06-30", "2029-03-31", "2030-05-31"];

/// The end of the newest contracts of five years: who holds one joined in November 2025, too late
/// to have been assessed.
pub(crate) const NEWEST_CONTRACT_END: &str = "2030-10-31";

/// Of those who may be PPPK (executing and functional posts), so many percent are.
const PPPK_PERCENT: u32 = 40;

/// A person, and which of the holders of the same post in the same unit he or she is, from 1.
struct Draft {
    unit: String,
    post: String,
    nth: String,
    status: String,
    retires_on: String,
    contract_until: String,
    hours_this_year: String,
    next_post: String,
}

impl Draft {
    /// The cell of a column that a special case may set.
    fn cell(&mut self, column: &str) -> Option<&mut String> {
        match column {
            "status" => Some(&mut self.status),
            "retires_on" => Some(&mut self.retires_on),
            "contract_until" => Some(&mut self.contract_until),
            "hours_this_year" => Some(&mut self.hours_this_year),
            "next_post" => Some(&mut self.next_post),
            _ => None,
        }
    }
}

pub(crate) fn people(posts: &Table, seed: u64) -> Table {
    let mut drafts = drafts(posts, &mut Stream::new(seed, Purpose::People));
    let special_cases = Table::from_text("special cases", SPECIAL_CASES);
    for case in special_cases.records() {
        let person = drafts.iter_mut().find(|draft| {
            draft.unit == case.get("unit")
                && draft.post == case.get("post")
                && draft.nth == case.get("nth")
        });
        if let Some(cell) = person.and_then(|draft| draft.cell(case.get("column"))) {
            *cell = case.get("value").to_owned();
        }
    }
    let header = "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post";
    let mut people = Table::empty("people", header);
    for (position, draft) in drafts.iter().enumerate() {
        let contract_until = if draft.status == "PPPK" {
            draft.contract_until.as_str()
        } else {
            ""
        };
        people.push([
            &format!("P{:03}", position + 1),
            &draft.unit,
            &draft.post,
            &draft.status,
            &draft.retires_on,
            contract_until,
            &draft.hours_this_year,
            &draft.next_post,
        ]);
    }
    people
}

fn drafts(posts: &Table, stream: &mut Stream) -> Vec<Draft> {
    let posts = posts.by("id");
    let mut drafts: Vec<Draft> = Vec::new();
    for (unit, post) in office::places() {
        let class = posts
            .get(post.as_str())
            .map_or("", |record| record.get("class"));
        let leads = matches!(class, "administrator" | "pengawas");
        let earlier = drafts
            .iter()
            .filter(|draft| draft.unit == unit && draft.post == post);
        let nth = (earlier.count() + 1).to_string();
        // Every person takes the same number of draws, so that one change stays local.
        let pppk = stream.chance(PPPK_PERCENT) && !leads;
        let contract_until = stream.one_of(&CONTRACT_ENDS).copied().unwrap_or_default();
        // At 58 an administrative post is left on the first day of the next month (PP 11/2017
        // Pasal 239); heads of units are at least in their forties.
        let years_left = stream.below(if leads { 16 } else { 33 });
        let month = stream.below(12) + 1;
        drafts.push(Draft {
            unit,
            post,
            nth,
            status: if pppk { "PPPK" } else { "PNS" }.to_owned(),
            retires_on: format!("{}-{month:02}-01", 2027 + years_left),
            contract_until: contract_until.to_owned(),
            hours_this_year: "0".to_owned(),
            next_post: String::new(),
        });
    }
    drafts
}

/// A few times in 2026 at which a person, a whole unit or a provider is not available.
pub(crate) fn absences() -> Table {
    Table::from_text(
        "absences",
        "
unit    | person | provider | from       | until      | reason
        | P032   |          | 2026-02-02 | 2026-04-30 | cuti
        | P047   |          | 2026-05-04 | 2026-05-15 | dinas luar
        | P071   |          | 2026-08-03 | 2026-12-31 | tugas belajar
        | P088   |          | 2026-10-05 | 2026-10-16 | cuti
SEK-PEM |        |          | 2026-09-07 | 2026-09-18 | pelayanan kependudukan keliling
KEL-TJ  |        |          | 2026-06-08 | 2026-06-12 | verifikasi data lapangan
        |        | UNIV     | 2026-07-13 | 2026-07-31 | jeda semester
        |        | BPSDM    | 2026-11-02 | 2026-11-06 | akreditasi lembaga
",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_case_finds_its_person() {
        let drafts = drafts(&office::posts(), &mut Stream::new(1, Purpose::People));
        let special_cases = Table::from_text("special cases", SPECIAL_CASES);
        assert!(special_cases.rows.len() > 20);
        for case in special_cases.records() {
            let key = ["unit", "post", "nth"].map(|column| case.get(column));
            let found = drafts
                .iter()
                .filter(|draft| [&*draft.unit, &*draft.post, &*draft.nth] == key)
                .count();
            assert_eq!(found, 1, "{key:?}");
        }
    }
}

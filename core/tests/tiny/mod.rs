//! Tiny random agencies, small enough to try every plan.

mod optimum;
mod strategies;

pub(crate) use optimum::*;
pub(crate) use strategies::agencies;

use std::fmt::Write as _;

use mahir::Agency;
use mahir::gap::Gaps;
use mahir::plan::{Plan, PlanOptions};
use mahir::words::measure::parse_date;

/// An effect in tenths of a level.
#[derive(Clone, Debug)]
pub(crate) struct EffectFacts {
    pub(crate) gain: u16,
    pub(crate) from_level: u16,
    pub(crate) up_to_level: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct ProgrammeFacts {
    /// By competency.
    pub(crate) effects: [Option<EffectFacts>; 2],
    pub(crate) hours: u32,
    pub(crate) class_min: u32,
    pub(crate) class_max: u32,
    pub(crate) cost_per_session: i64,
    pub(crate) cost_per_seat: i64,
    pub(crate) sessions_per_phase: Option<u32>,
    /// Offered by the partner, who bears a quarter and whose agreement may end early.
    pub(crate) by_partner: bool,
    /// Requires the programme before it.
    pub(crate) requires_previous: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct PersonFacts {
    pub(crate) unit: u8,
    pub(crate) post: u8,
    pub(crate) pppk: bool,
    pub(crate) leaves_on: Option<&'static str>,
    pub(crate) hours_this_year: u32,
    /// By competency, in tenths of a level.
    pub(crate) assessed: [u16; 2],
}

#[derive(Clone, Debug)]
pub(crate) struct AgencyFacts {
    pub(crate) people: Vec<PersonFacts>,
    pub(crate) programmes: Vec<ProgrammeFacts>,
    pub(crate) budgets: Vec<i64>,
    pub(crate) total: Option<i64>,
    pub(crate) carry_over: bool,
    pub(crate) discount_percent: i64,
    pub(crate) hours_per_phase: u32,
    pub(crate) hours_per_year: u32,
    pub(crate) partner_until: &'static str,
    /// How many sessions the partner runs at once, where that is limited.
    pub(crate) partner_at_once: Option<u32>,
    /// Thousandths of a unit's working time that may go to training; all of it never binds.
    pub(crate) cover: u32,
    /// By post and competency: tenths of a level, importance.
    pub(crate) required: [[(u16, u8); 2]; 2],
}

/// The phases that agencies may have: from, until.
pub(crate) const PHASES: [(&str, &str); 2] =
    [("2026-01-05", "2026-03-31"), ("2026-04-01", "2026-06-30")];
pub(crate) const COMPETENCIES: [&str; 2] = ["REG", "TIK"];

impl AgencyFacts {
    pub(crate) fn settings(&self) -> String {
        let mut text = format!(
            "name = \"Kantor kecil\"\n[regulation]\nbase = \"indonesia\"\n\
             [budget]\ncarry_over = {}\n",
            self.carry_over
        );
        if let Some(total) = self.total {
            writeln!(text, "total = {total}").unwrap();
        }
        write!(
            text,
            "[rules]\ncover_share = {}\nhours_per_person_per_phase = {}\n\
             hours_per_person_per_year = {}\ndiscount_per_phase = 0.{:02}\n",
            f64::from(self.cover) / 1_000.0,
            self.hours_per_phase,
            self.hours_per_year,
            self.discount_percent
        )
        .unwrap();
        for (position, (budget, (from, until))) in self.budgets.iter().zip(PHASES).enumerate() {
            write!(
                text,
                "[[phases]]\nid = \"T{position}\"\nfrom = {from}\nuntil = {until}\n\
                 budget = {budget}\n"
            )
            .unwrap();
        }
        text
    }

    pub(crate) fn build(&self) -> Agency {
        let mut requirements = "post,competency,level,importance\n".to_owned();
        for (post, rows) in self.required.iter().enumerate() {
            for ((level, importance), competency) in rows.iter().zip(COMPETENCIES) {
                let level = tenths(*level);
                writeln!(requirements, "J{post},{competency},{level},{importance}").unwrap();
            }
        }
        let mut people =
            "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post\n".to_owned();
        let mut assessments = "person,competency,level,date,source,standard_error\n".to_owned();
        for (position, person) in self.people.iter().enumerate() {
            let leaves = person.leaves_on.unwrap_or("");
            let (status, retires, contract) = if person.pppk {
                ("PPPK", "", leaves)
            } else {
                ("PNS", leaves, "")
            };
            writeln!(
                people,
                "P{position},U{},J{},{status},{retires},{contract},{},",
                person.unit, person.post, person.hours_this_year
            )
            .unwrap();
            for (level, competency) in person.assessed.iter().zip(COMPETENCIES) {
                let level = tenths(*level);
                writeln!(
                    assessments,
                    "P{position},{competency},{level},2025-06-01,test,"
                )
                .unwrap();
            }
        }
        let mut programmes = "id,name,form,provider,hours,days,class_min,class_max,\
                              cost_per_session,cost_per_seat,sessions_per_phase,venue\n"
            .to_owned();
        let mut effects = "programme,competency,gain,gain_sd,from_level,up_to_level\n".to_owned();
        let mut prerequisites = "programme,requires\n".to_owned();
        for (position, programme) in self.programmes.iter().enumerate() {
            let limit = programme
                .sessions_per_phase
                .map_or(String::new(), |limit| limit.to_string());
            writeln!(
                programmes,
                "B{position},Bimtek {position},bimtek,{},{},1,{},{},{},{},{limit},",
                if programme.by_partner {
                    "MITRA"
                } else {
                    "SENDIRI"
                },
                programme.hours,
                programme.class_min,
                programme.class_max,
                programme.cost_per_session,
                programme.cost_per_seat,
            )
            .unwrap();
            for (effect, competency) in programme.effects.iter().zip(COMPETENCIES) {
                if let Some(effect) = effect {
                    writeln!(
                        effects,
                        "B{position},{competency},{},0.1,{},{}",
                        tenths(effect.gain),
                        tenths(effect.from_level),
                        tenths(effect.up_to_level)
                    )
                    .unwrap();
                }
            }
            if let Some(previous) = self.required_by(position) {
                writeln!(prerequisites, "B{position},B{previous}").unwrap();
            }
        }
        Agency::builder()
            .settings(self.settings())
            .csv(
                "competencies",
                "id,name,kind,top_level\nREG,Regulasi,technical,5\nTIK,Teknologi,technical,5\n",
            )
            // Nobody need stay on duty, so every unit can spare all of its people.
            .csv(
                "units",
                "id,name,parent,minimum_on_duty\nU0,Kecamatan,,0\nU1,Pelayanan,U0,0\n",
            )
            .csv(
                "posts",
                "id,name,class\nJ0,Petugas,pelaksana\nJ1,Kepala,pengawas\n",
            )
            .csv("requirements", requirements)
            .csv("people", people)
            .csv("assessments", assessments)
            .csv(
                "providers",
                format!(
                    "id,name,kind,from,until,sessions_at_once,cost_share\n\
                     SENDIRI,Balai,university,2025-01-01,2026-12-31,,0%\n\
                     MITRA,Universitas,university,2025-01-01,{},{},25%\n",
                    self.partner_until,
                    self.partner_at_once
                        .map_or(String::new(), |at_once| at_once.to_string())
                ),
            )
            .csv("programmes", programmes)
            .csv("effects", effects)
            .csv("prerequisites", prerequisites)
            .build()
            .unwrap()
    }

    pub(crate) fn required_by(&self, programme: usize) -> Option<usize> {
        self.programmes[programme]
            .requires_previous
            .then(|| programme.checked_sub(1))
            .flatten()
    }

    pub(crate) fn plan(&self) -> Plan {
        let mut options = PlanOptions::default();
        // A class may take a whole unit: that limit is not among the rules tried here.
        options.spare_staff_per_session = false;
        // So few people need little work.
        options.work = Some(2_000);
        gaps(self).plan_with(&options).unwrap()
    }
}

pub(crate) fn gaps(facts: &AgencyFacts) -> Gaps {
    let day = parse_date("2026-01-05").unwrap();
    facts.build().needs(day).unwrap().gaps().unwrap()
}

pub(crate) fn tenths(level: u16) -> String {
    format!("{}.{}", level / 10, level % 10)
}

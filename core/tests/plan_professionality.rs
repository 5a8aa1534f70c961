//! The competency part of the index of professionality: 15 + 15 + 10 points of 40 for structural and
//! functional posts, 22.5 + 17.5 for executing officers (BKN 8/2019 and what is said of it).
#![cfg(feature = "tables")]

use mahir::Agency;
use mahir::catalogue::ProgrammeForm;
use mahir::plan::{Plan, PlanError, ProfessionalityOptions};
use mahir::words::measure::parse_date;
use mahir::words::table::Cell;

/// A supervisor with 10 JP, an executing officer with 20, one without; a training of 16 JP and a
/// seminar of 4 in the first year, the same training again in the second.
fn plan() -> Plan {
    let agency = Agency::builder()
        .settings(
            "[[phases]]\nid = 'T1'\nfrom = 2026-01-05\nuntil = 2026-12-31\nbudget = 50000000\n\
             [[phases]]\nid = 'T2'\nfrom = 2027-01-04\nuntil = 2027-12-31\nbudget = 0\n",
        )
        .csv("competencies", "id,name,kind\nREG,Rules,technical\nCOM,Talk,technical\n")
        .csv("units", "id,name\nU,Unit\n")
        .csv("posts", "id,name,class\nKASI,Head,pengawas\nSTAF,Staff,pelaksana\n")
        .csv(
            "requirements",
            "post,competency,level\nKASI,REG,3\nKASI,COM,3\nSTAF,REG,3\nSTAF,COM,1\n",
        )
        .csv(
            "people",
            "id,unit,post,status,hours_this_year\nA,U,KASI,PNS,10\nB,U,STAF,PNS,20\nC,U,STAF,PNS,0\n",
        )
        .csv(
            "assessments",
            "person,competency,level,date\nA,REG,2,2025-06-01\nA,COM,2,2025-06-01\n\
             B,REG,3,2025-06-01\nB,COM,1,2025-06-01\nC,REG,2,2025-06-01\nC,COM,1,2025-06-01\n",
        )
        .csv("providers", "id,kind\nUNI,university\n")
        .csv(
            "programmes",
            "id,form,provider,hours,days,class_max,cost_per_session\nT,training,UNI,16,2,10,1000000\n\
             S,seminar,UNI,4,1,10,1000000\n",
        )
        .csv("effects", "programme,competency,gain\nT,REG,1\nS,COM,1\n")
        .build()
        .unwrap();
    let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    needs.gaps().unwrap().plan().unwrap()
}

#[test]
fn hours_and_seminars_of_the_year_give_their_points() {
    let plan = plan();
    let found = plan
        .professionality(&ProfessionalityOptions::default())
        .unwrap();
    let points: Vec<(bool, f64, f64, f64, f64)> = found
        .iter()
        .map(|one| {
            let hours = one.hours_after.as_f64();
            (
                one.is_staff,
                hours,
                one.sure_before,
                one.sure_after,
                one.possible_after,
            )
        })
        .collect();
    assert_eq!(
        points,
        [
            // 10 + 16 JP reach the 20, and the seminar counts; leadership training is not told.
            (false, 26.0, 0.0, 25.0, 40.0),
            // 20 JP before the plan; nothing is lacking, so the plan adds nothing.
            (true, 20.0, 22.5, 22.5, 40.0),
            // 16 JP are below 20; the seminar, which fills the hours up, has its points.
            (true, 16.0, 0.0, 17.5, 17.5),
        ]
    );
}

#[test]
fn the_parts_add_up_to_the_forty_points_of_the_index() {
    let usual = ProfessionalityOptions::default();
    assert_eq!(usual.career + usual.technical + usual.seminar, 40.0);
    assert_eq!(usual.technical_of_staff + usual.seminar_of_staff, 40.0);
}

#[test]
fn what_is_from_memory_is_named_and_can_be_set() {
    let mut options = ProfessionalityOptions::default();
    let certainty = |options: &ProfessionalityOptions, row: usize| match options
        .figures()
        .cell(row, "certainty")
    {
        Cell::Text(text) => text.to_owned(),
        other => panic!("{other:?}"),
    };
    let all: Vec<String> = (0..6).map(|row| certainty(&options, row)).collect();
    assert_eq!(
        all,
        [
            "secondary",
            "secondary",
            "memory",
            "memory",
            "memory",
            "secondary"
        ]
    );
    options.seminar = 5.0;
    options.technical_hours = 16;
    options.seminar_forms = vec![ProgrammeForm::Training];
    assert_eq!(
        (certainty(&options, 3), certainty(&options, 5)),
        ("own".into(), "own".into())
    );
    let found = plan().professionality(&options).unwrap();
    assert_eq!((found[0].sure_after, found[2].sure_after), (20.0, 40.0));
    for wrong in [f64::NAN, -1.0, f64::INFINITY, 100.5] {
        options.career = wrong;
        let error = plan().professionality(&options).unwrap_err();
        assert!(matches!(
            error,
            PlanError::Options {
                setting: "career",
                ..
            }
        ));
    }
}

//! The preset against what is published, and its overrides.

use super::workload::{Frequency, abk_need};
use super::*;
use crate::words::explanation::Language;
use crate::words::id::PostClassIndex;
use crate::words::measure::{Date, Hours, Level, Minutes};
use crate::words::table::Cell;

fn class(regulation: &Regulation, id: &str) -> PostClassIndex {
    regulation.post_classes().find(id).unwrap()
}

#[test]
fn classes_ask_for_the_levels_of_the_form() {
    // The individual development form of the Province of Lampung; ages after PP 11/2017 Pasal
    // 239 and UU 20/2023 Pasal 55.
    let regulation = Regulation::indonesia();
    for (id, level, age) in [
        ("pelaksana", 1, 58),
        ("pengawas", 2, 58),
        ("administrator", 3, 58),
        ("jpt_pratama", 4, 60),
        ("jpt_madya", 4, 60),
        ("jpt_utama", 5, 60),
        ("jf_pemula", 1, 58),
        ("jf_terampil", 2, 58),
        ("jf_mahir", 2, 58),
        ("jf_penyelia", 3, 58),
        ("jf_ahli_pertama", 2, 58),
        ("jf_ahli_muda", 3, 58),
        ("jf_ahli_madya", 4, 60),
        ("jf_ahli_utama", 5, 65),
    ] {
        let class = class(&regulation, id);
        assert_eq!(
            regulation.required_level(class),
            Level::whole(level),
            "{id}"
        );
        assert_eq!(regulation.retirement_age(class), age, "{id}");
    }
    assert_eq!(regulation.post_classes().len(), 14);
    let doubtful = regulation.required_level_figure(class(&regulation, "jpt_madya"));
    assert_eq!(doubtful.certainty(), Certainty::Conflict);
    let clerk = class(&regulation, "pelaksana");
    assert_eq!(
        regulation.class_name(clerk, Language::Indonesian),
        "Pelaksana"
    );
    // As offices write classes.
    for text in ["JPT Pratama", "jpt_pratama", "Pimpinan Tinggi Pratama"] {
        let found = regulation.find_class(text);
        assert_eq!(found, Some(class(&regulation, "jpt_pratama")), "{text}");
    }
    assert_eq!(regulation.find_class("camat"), None);
}

#[test]
fn every_figure_is_listed_with_its_source_and_takes_its_own_value() {
    let mut regulation = Regulation::indonesia();
    let table = regulation.figures();
    assert!(table.rows() > 50, "{} figures", table.rows());
    for row in 0..table.rows() {
        let text = |column| match table.cell(row, column) {
            Cell::Text(text) => text.to_owned(),
            other => panic!("{other:?}"),
        };
        assert!(!text("source").is_empty() && !text("unit").is_empty());
        let name = text("name");
        regulation.override_figure(&name, &text("value")).unwrap();
        let error = regulation.override_figure(&name, "-1").unwrap_err();
        assert_eq!(error.code(), "figure_value", "{name}");
        assert!(error.to_string().contains(&name), "{error}");
    }
    let after = regulation.figures();
    assert_eq!(after.column("value"), table.column("value"));
    for row in 0..after.rows() {
        assert_eq!(after.cell(row, "certainty"), Cell::Text("own"));
        assert_eq!(after.cell(row, "source"), Cell::Text("agency.toml"));
    }
}

#[test]
fn faults_say_what_would_be_right() {
    let mut regulation = Regulation::indonesia();
    let error = regulation
        .override_figure("pns_minimum_hour", "20")
        .unwrap_err();
    assert_eq!(error.code(), "unknown_figure");
    let text = error.to_string();
    assert!(text.contains("pns_minimum_hours") && text.contains("required_level_pelaksana"));

    let error = regulation
        .override_figure("retirement_age_pengawas", "580")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "figure 'retirement_age_pengawas' is '580'; expected a whole number (years of age) from 18 to 100"
    );
    for (name, value) in [
        ("required_level_pelaksana", "NaN"),
        ("required_level_nobody", "2"),
        ("satisfaction_weights", "0.12"),
        ("annual_factor_daily", "250.5"),
        ("effective_minutes_per_year", "0"),
        ("", ""),
    ] {
        assert!(regulation.override_figure(name, value).is_err(), "{name}");
    }
    assert_eq!(regulation, Regulation::indonesia(), "nothing was changed");
    assert_eq!(
        Regulation::preset("malaysia").unwrap_err().code(),
        "unknown_regulation"
    );
}

#[test]
fn thresholds_that_cross_are_found_when_all_are_set() {
    let mut regulation = Regulation::indonesia();
    regulation.check().unwrap();
    regulation
        .override_figure("jpm_mapping_fairly_optimal", "92")
        .unwrap();
    let error = regulation.check().unwrap_err();
    assert_eq!(error.code(), "figure_order");
    regulation
        .override_figure("jpm_mapping_optimal", "95,5")
        .unwrap();
    regulation.check().unwrap();
    assert_eq!(
        regulation.mapping_bands().highest_from().hundredths(),
        9_550
    );
}

#[test]
fn a_year_of_daily_letters_by_the_figures() {
    // 12 letters a day, half an hour each: 1.2 people.
    let regulation = Regulation::indonesia();
    let volume = 12 * u64::from(regulation.annual_factor(Frequency::Daily));
    let effective = regulation.effective_minutes_per_year().value();
    let need = abk_need(volume, Minutes::whole(30), effective);
    assert_eq!(need.unwrap().as_f64(), 1.2);
    // 20 JP of 45 minutes are 15 hours.
    assert_eq!(
        regulation.minutes_of(Hours::whole(20)),
        Minutes::whole(15 * 60)
    );
}

#[test]
fn a_survey_is_weighed_as_the_figures_say() {
    let totals = [105, 101, 100, 116, 102, 105, 106, 105, 115];
    let mut regulation = Regulation::indonesia();
    let index = regulation.satisfaction_index(&totals, 29).unwrap();
    assert_eq!(index.thousandths(), 91_475);
    assert_eq!(regulation.satisfaction_grades().grade(index).id(), "A");
    regulation
        .override_figure("satisfaction_weights", "0.11")
        .unwrap();
    let index = regulation.satisfaction_index(&totals, 29).unwrap();
    assert_eq!(format!("{:.2}", index.as_f64()), "90.56");
    assert!(regulation.satisfaction_index(&totals[..8], 29).is_err());
}

#[test]
fn a_saved_regulation_is_checked_when_it_is_read() {
    let mut regulation = Regulation::indonesia();
    regulation
        .override_figure("pppk_maximum_hours", "12,5")
        .unwrap();
    let text = serde_json::to_string(&regulation).unwrap();
    let back: Regulation = serde_json::from_str(&text).unwrap();
    assert_eq!(back, regulation);
    let value = serde_json::to_value(&regulation).unwrap();
    let mut lacking = value.clone();
    lacking["figures"]
        .as_object_mut()
        .unwrap()
        .remove("pns_minimum_hours");
    assert!(serde_json::from_value::<Regulation>(lacking).is_err());
    let mut wrong = value;
    wrong["figures"]["jpm_mapping_optimal"]["value"] = "10".into();
    assert!(serde_json::from_value::<Regulation>(wrong).is_err());
}

#[test]
fn holidays_carry_their_decree() {
    let regulation = Regulation::indonesia();
    let table = regulation.holiday_rows();
    // 17 + 11 days in 2025, 17 + 8 in 2026.
    assert_eq!(table.rows(), 53);
    assert!(regulation.holidays().is_sorted());
    assert!(table.column("source").unwrap().missing().is_none());
    let independence = Date::from_ymd_opt(2026, 8, 17).unwrap();
    assert!(
        regulation
            .holidays()
            .iter()
            .any(|day| day.date == independence)
    );
    assert_eq!(regulation.holidays_source(2027), None);
}

//! agency.toml: read into settings with all faults, and written back.

use std::fmt::Write as _;

use toml::{Table, Value};

use super::settings::{Budget, PlanningRules, Priority};
use crate::calendar::{CalendarBuilder, Phases, PhasesBuilder, parse_weekday, weekday_id};
use crate::framework::Framework;
use crate::regulation::Regulation;
use crate::words::fault::{Fault, Faults};
use crate::words::measure::{Date, Hours, Minutes, Period, Rupiah, Share, Weight, parse_date};
use crate::words::suggestion::nearest;

/// What faults call the file.
pub(super) const FILE: &str = "agency.toml";

/// The settings of an agency, read from its file.
pub(super) struct Settings {
    pub(super) name: String,
    /// Whether the nine built-in competencies are part of the framework.
    pub(super) built_in_framework: bool,
    pub(super) regulation: Regulation,
    pub(super) budget: Budget,
    pub(super) phases: Phases,
    pub(super) calendar: CalendarBuilder,
    pub(super) rules: PlanningRules,
    /// Competency, weight and reason; the ids are looked up when the framework is known.
    pub(super) priorities: Vec<(String, Weight, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "agency".to_owned(),
            built_in_framework: false,
            regulation: Regulation::indonesia(),
            budget: Budget::default(),
            phases: Phases::default(),
            calendar: CalendarBuilder::new(),
            rules: PlanningRules::default(),
            priorities: Vec::new(),
        }
    }
}

fn fault(key: &str, value: Option<&Value>, code: &str, problem: &str, expected: &str) -> Fault {
    let fault = Fault::new(code, FILE, problem, expected).column(key);
    match value {
        Some(value) => fault.value(&shown(value)),
        None => fault,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A table of the file and the keys that it may have.
struct Section<'a> {
    path: String,
    table: &'a Table,
}

impl<'a> Section<'a> {
    fn new(path: &str, table: &'a Table, known: &[&str], faults: &mut Faults) -> Self {
        for (key, value) in table {
            if !known.contains(&key.as_str()) {
                let mut expected = format!("one of {}", known.join(", "));
                if let Some(near) = nearest(key, known.iter().copied()) {
                    expected = format!("{expected} (did you mean '{near}'?)");
                }
                let at = join(path, key);
                faults.push(fault(
                    &at,
                    Some(value),
                    "unknown_key",
                    "unknown key",
                    &expected,
                ));
            }
        }
        Self {
            path: path.to_owned(),
            table,
        }
    }

    /// The value of a key, read from its text.
    fn read<T>(
        &self,
        key: &str,
        expected: &str,
        faults: &mut Faults,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.table.get(key)?;
        if matches!(value, Value::Table(_) | Value::Array(_)) {
            let at = join(&self.path, key);
            faults.push(fault(
                &at,
                Some(value),
                "value",
                "not a single value",
                expected,
            ));
            return None;
        }
        let found = read(&shown(value));
        if found.is_none() {
            let at = join(&self.path, key);
            faults.push(fault(
                &at,
                Some(value),
                "value",
                "not such a value",
                expected,
            ));
        }
        found
    }

    fn needed<T>(
        &self,
        key: &str,
        expected: &str,
        faults: &mut Faults,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if !self.table.contains_key(key) {
            let at = join(&self.path, key);
            faults.push(fault(
                &at,
                None,
                "missing_value",
                "the value is missing",
                expected,
            ));
        }
        self.read(key, expected, faults, read)
    }

    /// The tables of a list, such as `[[phases]]`.
    fn list(&self, key: &str, faults: &mut Faults) -> Vec<(String, &'a Table)> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        let at = join(&self.path, key);
        let Value::Array(items) = value else {
            let expected = format!("a list of tables [[{at}]]");
            faults.push(fault(
                &at,
                Some(value),
                "value",
                "not a list of tables",
                &expected,
            ));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let at = format!("{at}[{}]", number + 1);
            match item {
                Value::Table(table) => tables.push((at, table)),
                other => faults.push(fault(&at, Some(other), "value", "not a table", "a table")),
            }
        }
        tables
    }

    /// A table within this one.
    fn table(&self, key: &str, faults: &mut Faults) -> Option<(String, &'a Table)> {
        let at = join(&self.path, key);
        match self.table.get(key)? {
            Value::Table(table) => Some((at, table)),
            other => {
                faults.push(fault(&at, Some(other), "value", "not a table", "a table"));
                None
            }
        }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

const A_DAY: &str = "a day as YYYY-MM-DD";
const MONEY: &str = "whole rupiah, 0 or more";

fn money(text: &str) -> Option<Rupiah> {
    Rupiah::parse(text)
        .ok()
        .filter(|amount| amount.amount() >= 0)
}

/// Reads the file's text; what cannot be read is a fault and has its usual value.
pub(super) fn read(text: &str, faults: &mut Faults) -> Settings {
    let mut settings = Settings::default();
    let table = match text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .parse::<Table>()
    {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map(|span| {
                1 + text
                    .get(..span.start)
                    .map_or(0, |before| before.matches('\n').count()) as u64
            });
            let problem = format!("not TOML: {}", error.message());
            let fault = Fault::new("toml", FILE, problem, "a file in TOML (toml.io)");
            faults.push(match line {
                Some(line) => fault.row(line),
                None => fault,
            });
            return settings;
        }
    };
    let known = [
        "name",
        "framework",
        "regulation",
        "budget",
        "phases",
        "calendar",
        "rules",
        "priorities",
    ];
    let root = Section::new("", &table, &known, faults);
    if let Some(name) = root.read("name", "a name", faults, |text| Some(text.to_owned())) {
        settings.name = name;
    }
    let framework = root.read("framework", "'indonesia' or nothing", faults, |text| {
        (text == "indonesia").then_some(())
    });
    settings.built_in_framework = framework.is_some();
    read_regulation(&root, &mut settings, faults);
    if let Some((path, table)) = root.table("budget", faults) {
        let section = Section::new(&path, table, &["total", "carry_over"], faults);
        settings.budget.total = section.read("total", MONEY, faults, money);
        let carry = section.read("carry_over", "true or false", faults, |text| {
            text.parse().ok()
        });
        settings.budget.carry_over = carry.unwrap_or(settings.budget.carry_over);
    }
    read_phases(&root, &mut settings, faults);
    read_calendar(&root, &mut settings, faults);
    read_rules(&root, &mut settings, faults);
    for (path, table) in root.list("priorities", faults) {
        let section = Section::new(&path, table, &["competency", "weight", "reason"], faults);
        let competency = section.needed("competency", "the id of a competency", faults, |t| {
            Some(t.to_owned())
        });
        let weight = section.needed("weight", "a number above 0, at most 100", faults, |text| {
            let weight = Weight::parse(text).ok()?;
            (1..=100 * Weight::STEPS)
                .contains(&weight.thousandths())
                .then_some(weight)
        });
        let reason = section.read("reason", "a text", faults, |text| Some(text.to_owned()));
        if let (Some(competency), Some(weight)) = (competency, weight) {
            settings
                .priorities
                .push((competency, weight, reason.unwrap_or_default()));
        }
    }
    settings
}

fn read_regulation(root: &Section<'_>, settings: &mut Settings, faults: &mut Faults) {
    let Some((path, table)) = root.table("regulation", faults) else {
        return;
    };
    if let Some(base) = table.get("base") {
        match Regulation::preset(&shown(base)) {
            Ok(regulation) => settings.regulation = regulation,
            Err(error) => {
                let at = join(&path, "base");
                let problem = error.to_string();
                faults.push(fault(
                    &at,
                    Some(base),
                    error.code(),
                    &problem,
                    "a preset: indonesia",
                ));
            }
        }
    }
    for (name, value) in table.iter().filter(|(name, _)| *name != "base") {
        if let Err(error) = settings.regulation.override_figure(name, &shown(value)) {
            let at = join(&path, name);
            let problem = error.to_string();
            let expected = "a known figure with a value in its unit";
            faults.push(fault(&at, Some(value), error.code(), &problem, expected));
        }
    }
    if let Err(error) = settings.regulation.check() {
        let expected = "figures that fit together";
        faults.push(fault(
            &path,
            None,
            error.code(),
            &error.to_string(),
            expected,
        ));
    }
}

fn read_phases(root: &Section<'_>, settings: &mut Settings, faults: &mut Faults) {
    let mut phases = PhasesBuilder::new();
    for (path, table) in root.list("phases", faults) {
        let known = ["id", "name", "from", "until", "budget"];
        let section = Section::new(&path, table, &known, faults);
        let id = section.needed("id", "an id", faults, |text| Some(text.to_owned()));
        let name = section.read("name", "a name", faults, |text| Some(text.to_owned()));
        let from = section.needed("from", A_DAY, faults, parse_date);
        let until = section.needed("until", A_DAY, faults, parse_date);
        let budget = section
            .needed("budget", MONEY, faults, money)
            .unwrap_or_default();
        if let (Some(id), Some(from), Some(until)) = (id, from, until) {
            let name = name.unwrap_or_default();
            if let Err(error) = phases.phase(&id, &name, from, until, budget) {
                let expected = "an id of its own, and a last day on or after the first";
                faults.push(fault(
                    &path,
                    None,
                    error.code(),
                    &error.to_string(),
                    expected,
                ));
            }
        }
    }
    settings.phases = phases.build();
    let phases = &settings.phases;
    if let Some((one, other)) = phases.first_overlap() {
        let problem = format!(
            "phases {} and {} share days",
            phases.id(one),
            phases.id(other)
        );
        let expected = "phases that follow each other";
        faults.push(fault("phases", None, "phases_overlap", &problem, expected));
    } else if let Some((one, other)) = phases.first_out_of_order() {
        let problem = format!("phase {} stands after {}", phases.id(other), phases.id(one));
        faults.push(fault(
            "phases",
            None,
            "phases_order",
            &problem,
            "phases in order of their days",
        ));
    }
}

fn read_calendar(root: &Section<'_>, settings: &mut Settings, faults: &mut Faults) {
    let Some((path, table)) = root.table("calendar", faults) else {
        return;
    };
    let known = ["weekend", "joint_leave_is_off", "blocked", "reduced"];
    let section = Section::new(&path, table, &known, faults);
    if let Some(value) = table.get("weekend") {
        let days = value.as_array().map(|days| {
            days.iter()
                .map(|day| parse_weekday(&shown(day)))
                .collect::<Option<Vec<_>>>()
        });
        let set = days
            .flatten()
            .map(|days| settings.calendar.weekend(days).is_ok());
        if set != Some(true) {
            let at = join(&path, "weekend");
            let expected = "a list of at most six weekdays, such as [\"saturday\", \"sunday\"]";
            faults.push(fault(&at, Some(value), "value", "not a weekend", expected));
        }
    }
    let off = section.read("joint_leave_is_off", "true or false", faults, |t| {
        t.parse().ok()
    });
    if let Some(off) = off {
        settings.calendar.joint_leave_is_off(off);
    }
    for (path, table) in section.list("blocked", faults) {
        let section = Section::new(&path, table, &["from", "until", "reason"], faults);
        if let Some((period, reason)) = stretch(&section, faults)
            && let Err(error) = settings.calendar.blocked(period, &reason)
        {
            let expected = "a last day on or after the first, and a reason";
            faults.push(fault(
                &path,
                None,
                error.code(),
                &error.to_string(),
                expected,
            ));
        }
    }
    for (path, table) in section.list("reduced", faults) {
        let known = ["from", "until", "reason", "hours_per_week"];
        let section = Section::new(&path, table, &known, faults);
        let expected = "hours of a week, more than 0 and at most 168";
        let minutes = section.needed("hours_per_week", expected, faults, |text| {
            let hundredths = crate::words::measure::parse_decimal(text, 6_000).ok()?;
            u32::try_from(hundredths).ok().map(Minutes::from_hundredths)
        });
        if let (Some((period, reason)), Some(minutes)) = (stretch(&section, faults), minutes)
            && let Err(error) = settings.calendar.reduced(period, &reason, minutes)
        {
            faults.push(fault(
                &path,
                None,
                error.code(),
                &error.to_string(),
                expected,
            ));
        }
    }
}

fn stretch(section: &Section<'_>, faults: &mut Faults) -> Option<(Period, String)> {
    let from = section.needed("from", A_DAY, faults, parse_date);
    let until = section.needed("until", A_DAY, faults, parse_date);
    let reason = section.needed("reason", "a text", faults, |text| Some(text.to_owned()));
    Some((Period::new(from?, until?), reason?))
}

fn read_rules(root: &Section<'_>, settings: &mut Settings, faults: &mut Faults) {
    let Some((path, table)) = root.table("rules", faults) else {
        return;
    };
    let known = [
        "cover_share",
        "hours_per_person_per_phase",
        "hours_per_person_per_year",
        "discount_per_phase",
    ];
    let section = Section::new(&path, table, &known, faults);
    let rules = &mut settings.rules;
    let share = "a share from 0 to 1";
    let hours = "training hours (JP), 0 or more";
    let found = section.read("cover_share", share, faults, |text| Share::parse(text).ok());
    rules.cover_share = found.unwrap_or(rules.cover_share);
    let found = section.read("discount_per_phase", share, faults, |text| {
        Share::parse(text).ok()
    });
    rules.discount_per_phase = found.unwrap_or(rules.discount_per_phase);
    let found = section.read("hours_per_person_per_phase", hours, faults, |text| {
        Hours::parse(text).ok()
    });
    rules.hours_per_person_per_phase = found.unwrap_or(rules.hours_per_person_per_phase);
    let found = section.read("hours_per_person_per_year", hours, faults, |text| {
        Hours::parse(text).ok()
    });
    rules.hours_per_person_per_year = found.unwrap_or(rules.hours_per_person_per_year);
}

/// The agency's settings as the text of its file, always in the same form.
pub(super) fn write(agency: &super::Agency) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let mut text = format!("name = {}\n", quoted(&agency.name));
    let framework: &Framework = &agency.framework;
    if framework
        .competencies()
        .indices()
        .any(|competency| framework.is_built_in(competency))
    {
        text.push_str("framework = \"indonesia\"\n");
    }
    text.push_str("\n[regulation]\nbase = \"indonesia\"\n");
    let figures = agency.regulation.figures();
    for row in 0..figures.rows() {
        if figures.cell(row, "certainty").to_string() == "own" {
            let value = figures.cell(row, "value").to_string();
            let _ = writeln!(text, "{} = {}", figures.cell(row, "name"), quoted(&value));
        }
    }
    text.push_str("\n[budget]\n");
    if let Some(total) = agency.budget.total {
        let _ = writeln!(text, "total = {total}");
    }
    let _ = writeln!(text, "carry_over = {}", agency.budget.carry_over);
    let phases = &agency.phases;
    for phase in phases.indices() {
        let _ = write!(
            text,
            "\n[[phases]]\nid = {}\nname = {}\nfrom = {}\nuntil = {}\nbudget = {}\n",
            quoted(phases.id(phase)),
            quoted(phases.name(phase)),
            phases.from(phase),
            phases.until(phase),
            phases.budget(phase),
        );
    }
    let calendar = &agency.calendar;
    let weekend: Vec<String> = calendar
        .weekend()
        .map(|day| quoted(weekday_id(day)))
        .collect();
    let _ = write!(
        text,
        "\n[calendar]\nweekend = [{}]\njoint_leave_is_off = {}\n",
        weekend.join(", "),
        calendar.joint_leave_is_off()
    );
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    for (name, stretches) in [
        ("blocked", calendar.blocked()),
        ("reduced", calendar.reduced()),
    ] {
        for stretch in stretches {
            let period = stretch.period();
            let _ = write!(
                text,
                "\n[[calendar.{name}]]\nfrom = {}\nuntil = {}\nreason = {}\n",
                day(period.from),
                day(period.until),
                quoted(stretch.reason()),
            );
            if let Some(minutes) = stretch.minutes_per_week() {
                // Written as a text, since hours with a third have no exact decimal number.
                let hours = f64::from(minutes.hundredths()) / 6_000.0;
                let _ = writeln!(text, "hours_per_week = \"{hours:.6}\"");
            }
        }
    }
    let rules = &agency.rules;
    let _ = write!(
        text,
        "\n[rules]\ncover_share = \"{}\"\nhours_per_person_per_phase = \"{}\"\n\
         hours_per_person_per_year = \"{}\"\ndiscount_per_phase = \"{}\"\n",
        rules.cover_share,
        rules.hours_per_person_per_phase,
        rules.hours_per_person_per_year,
        rules.discount_per_phase,
    );
    for Priority {
        competency,
        weight,
        reason,
    } in &agency.priorities
    {
        let _ = write!(
            text,
            "\n[[priorities]]\ncompetency = {}\nweight = \"{weight}\"\nreason = {}\n",
            quoted(framework.id(*competency)),
            quoted(reason),
        );
    }
    text
}

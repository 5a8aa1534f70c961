//! Who attends what in which phase, within which money, and what is left out.

use super::{POINTS, ROWS};
use crate::cycle::Round;
use crate::plan::{FloorShortfall, WhyBelowFloor};
use crate::report::sentences;
use crate::report::view::{
    Block, BudgetBar, BudgetBars, Grid, Section, clean, count, money_short, prose, whole,
};
use crate::report::wording::Wording;
use crate::words::explanation::Language;
use crate::words::measure::{Level, Rupiah};

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let bars = budget(round, language);
    let table = budget_table(&bars, language);
    let mut blocks = vec![
        Block::Budget(bars),
        Block::Grid(table),
        Block::Grid(lines(round, language)),
        Block::List {
            title: words.below_cut.to_owned(),
            points: below_cut(round, POINTS, language),
        },
    ];
    if !round.plan().below_floor().is_empty() {
        blocks.push(Block::Grid(floor(round, language)));
    }
    Section {
        id: "plan",
        title: words.plan.to_owned(),
        paragraphs: vec![cost(round, language), proven(round, language)],
        blocks,
    }
}

pub(super) fn cost(round: &Round, language: Language) -> String {
    let plan = round.plan();
    let sessions = plan
        .lines()
        .iter()
        .fold(0_u32, |sum, line| sum.saturating_add(line.sessions));
    sentences::cost(
        plan.cost(),
        plan.budget(),
        plan.attendances(),
        sessions,
        language,
    )
}

pub(super) fn proven(round: &Round, language: Language) -> String {
    let plan = round.plan();
    sentences::proven(plan.objective().as_f64(), plan.optimality_gap(), language)
}

pub(super) fn costs_by_phase(round: &Round, language: Language) -> Vec<String> {
    let bars = budget(round, language).bars;
    bars.iter()
        .map(|bar| format!("{}: {}", bar.name, money_short(bar.spent, language)))
        .collect()
}

/// The first lines below the cut, a programme in a phase once.
pub(super) fn below_cut(round: &Round, at_most: usize, language: Language) -> Vec<String> {
    let (plan, agency) = (round.plan(), round.agency());
    let rows = plan.below_cut().iter().enumerate().take(at_most);
    rows.map(|(row, line)| {
        let name = clean(agency.programmes.name(line.programme));
        let why = prose(&plan.below_cut_why(row, language));
        sentences::below_cut(&name, line.people, line.cost, &why, language)
    })
    .collect()
}

fn budget(round: &Round, language: Language) -> BudgetBars {
    let agency = round.agency();
    let phases = agency.phases.indices().zip(round.plan().budgets());
    BudgetBars {
        title: Wording::of(language).budget_by_phase.to_owned(),
        bars: phases
            .map(|(phase, money)| BudgetBar {
                name: clean(agency.phases.name(phase)),
                budget: money.budget,
                carried_in: money.carried_in,
                spent: money.spent,
            })
            .collect(),
    }
}

fn budget_table(bars: &BudgetBars, language: Language) -> Grid {
    let words = Wording::of(language);
    let heads = [
        words.phase.to_owned(),
        format!("#{}", words.budget),
        format!("#{}", words.carried_in),
        format!("#{}", words.spent),
        format!("#{}", words.left),
    ];
    let mut grid = Grid::new(words.money_by_phase, heads.iter().map(String::as_str));
    let show = |amount: Rupiah| amount.show(language);
    for bar in &bars.bars {
        let left = bar
            .budget
            .saturating_add(bar.carried_in)
            .saturating_sub(bar.spent);
        grid.row([
            bar.name.clone(),
            show(bar.budget),
            show(bar.carried_in),
            show(bar.spent),
            show(left),
        ]);
    }
    let sum = |of: fn(&BudgetBar) -> Rupiah| {
        show(
            bars.bars
                .iter()
                .fold(Rupiah::NONE, |sum, bar| sum.saturating_add(of(bar))),
        )
    };
    if bars.bars.len() > 1 {
        let (budget, spent) = (sum(|bar| bar.budget), sum(|bar| bar.spent));
        // What is carried in was another phase's; its sum, and that of what is left, mean nothing.
        grid.row([
            words.total.to_owned(),
            budget,
            String::new(),
            spent,
            String::new(),
        ]);
    }
    grid
}

fn lines(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let (plan, agency) = (round.plan(), round.agency());
    let heads = [
        words.phase.to_owned(),
        words.programme.to_owned(),
        words.form.to_owned(),
        format!("#{}", words.sessions),
        format!("#{}", words.people),
        format!("#{}", words.cost),
        words.closes.to_owned(),
        format!("#{}", words.value),
    ];
    let mut grid = Grid::new(words.plan_lines, heads.iter().map(String::as_str));
    for line in plan.lines().iter().take(ROWS) {
        let programme = line.programme;
        let closed: Vec<String> = line
            .closed
            .iter()
            .map(|&(competency, steps)| {
                let levels = steps as f64 / f64::from(Level::STEPS);
                let code = clean(agency.framework.id(competency));
                whole(&format!("{code} {}", language.number(levels, 1)))
            })
            .collect();
        grid.row([
            clean(agency.phases.id(line.phase)),
            clean(agency.programmes.name(programme)),
            agency.programmes.form(programme).label(language).to_owned(),
            line.sessions.to_string(),
            line.people.to_string(),
            line.cost.show(language),
            closed.join(", "),
            language.number(line.value.as_f64(), 1),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), plan.lines().len(), language)
        .or_else(|| Some(words.closes_key.to_owned()));
    grid
}

/// People below the floor, counted by reason, the most first.
fn floor(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let (people, hours) = (
        format!("#{}", words.people),
        format!("#{}", words.hours_short),
    );
    let mut grid = Grid::new(words.below_floor, [words.why, &people, &hours]);
    let mut reasons: Vec<(WhyBelowFloor, Vec<&FloorShortfall>)> = Vec::new();
    for row in round.plan().below_floor() {
        match reasons.iter_mut().find(|(reason, _)| *reason == row.reason) {
            Some((_, rows)) => rows.push(row),
            None => reasons.push((row.reason, vec![row])),
        }
    }
    reasons.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    for (reason, rows) in reasons {
        let short: f64 = rows.iter().map(|row| row.short.as_f64()).sum();
        grid.row([
            reason.label(language).to_owned(),
            count(rows.len(), language),
            language.number(short, usize::from(short.fract() != 0.0)),
        ]);
    }
    grid
}

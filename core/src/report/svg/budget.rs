//! Money by phase as bars: what there is, what is carried in, what is planned.

use super::{Anchor, Drawing, WIDTH, cut};
use crate::report::view::{BudgetBars, money_short};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

const LABEL: f64 = 150.0;
const FIGURES: f64 = 250.0;
const ROW: f64 = 34.0;

/// Bars of each phase's money.
pub(crate) fn budget(bars: &BudgetBars, language: Language) -> String {
    let words = Wording::of(language);
    let available = |bar: &crate::report::view::BudgetBar| {
        bar.budget
            .saturating_add(bar.carried_in)
            .as_f64()
            .max(bar.spent.as_f64())
    };
    let most = bars.bars.iter().map(available).fold(1.0, f64::max);
    let room = WIDTH - LABEL - FIGURES;
    let long = |rupiah: f64| room * (rupiah / most).clamp(0.0, 1.0);
    let mut drawing = Drawing::new();
    let mut described = Vec::new();
    for (row, bar) in bars.bars.iter().enumerate() {
        let top = row as f64 * ROW + 6.0;
        let own = long(bar.budget.as_f64());
        drawing.text(
            "label",
            Anchor::End,
            (LABEL - 10.0, top + 15.0),
            &cut(&bar.name, 17),
        );
        drawing.rectangle("budget-own", (LABEL, top), (own, 20.0));
        if bar.carried_in.amount() > 0 {
            let carried = long(bar.carried_in.as_f64());
            drawing.rectangle("budget-carried", (LABEL + own, top), (carried, 20.0));
        }
        drawing.rectangle(
            "budget-spent",
            (LABEL, top + 5.0),
            (long(bar.spent.as_f64()), 10.0),
        );
        let all = bar.budget.saturating_add(bar.carried_in);
        let figures = format!(
            "{} {} {}",
            money_short(bar.spent, language),
            language.choose("of", "dari"),
            money_short(all, language)
        );
        let beside = LABEL + long(available(bar)) + 10.0;
        drawing.text("label", Anchor::Start, (beside, top + 15.0), &figures);
        described.push(format!("{}: {figures}", bar.name));
    }
    let legend = bars.bars.len() as f64 * ROW + 16.0;
    let mut left = LABEL;
    for (class, text) in [
        ("budget-spent", words.spent),
        ("budget-own", words.budget),
        ("budget-carried", words.carried_in),
    ] {
        drawing.rectangle(class, (left, legend), (14.0, 12.0));
        drawing.text("small", Anchor::Start, (left + 20.0, legend + 11.0), text);
        left += 40.0 + 7.5 * text.chars().count() as f64;
    }
    drawing.finish(legend + 24.0, &bars.title, &described.join("; "))
}

//! Forms, rankings, the worth of measuring, and the next catalogue as tables.

use super::artefact::FollowUp;
use super::value::{InformationValue, Ranked, prior_source};
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

pub(super) fn catalogue(follow_up: &FollowUp) -> Table {
    let agency = follow_up.agency();
    let next = follow_up.next_catalogue();
    let stopped = follow_up.stopped();
    let mut rows = Vec::new();
    for programme in agency.programmes.indices() {
        let effects = agency.programmes.effects(programme);
        for ((old, new), update) in effects
            .iter()
            .zip(next.effects(programme))
            .zip(follow_up.updates_of(programme))
        {
            rows.push((programme, *old, *new, update));
        }
    }
    let source = prior_source(follow_up.policy());
    Table::new(
        "catalogue",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.0)),
            ),
            Column::texts(
                "competency",
                rows.iter().map(|row| agency.framework.id(row.1.competency)),
            ),
            Column::numbers("gain_before", rows.iter().map(|row| row.1.gain.as_f64())),
            Column::numbers("gain", rows.iter().map(|row| row.2.gain.as_f64())),
            Column::numbers(
                "gain_sd_before",
                rows.iter().map(|row| row.1.gain_deviation.as_f64()),
            ),
            Column::numbers(
                "gain_sd",
                rows.iter().map(|row| row.2.gain_deviation.as_f64()),
            ),
            Column::booleans("stopped", rows.iter().map(|row| stopped.contains(&row.0))),
            Column::texts("prior", rows.iter().map(|_| source)),
            Column::texts(
                "why",
                rows.iter()
                    .map(|row| follow_up.effect_why(row.3, Language::English)),
            ),
            Column::texts(
                "alasan",
                rows.iter()
                    .map(|row| follow_up.effect_why(row.3, Language::Indonesian)),
            ),
        ],
    )
}

pub(super) fn forms(follow_up: &FollowUp) -> Table {
    let rows = follow_up.forms();
    Table::new(
        "forms",
        vec![
            Column::texts("form", rows.iter().map(|row| row.form.id())),
            Column::integers("measured", rows.iter().map(|row| i64::from(row.measured))),
            Column::numbers("shift", rows.iter().map(|row| row.shift)),
            Column::numbers(
                "shift_deviation",
                rows.iter().map(|row| row.shift_deviation),
            ),
            Column::numbers("between", rows.iter().map(|row| row.between)),
            Column::numbers("within", rows.iter().map(|row| row.within)),
        ],
    )
}

fn ranking<T>(name: &str, of: &str, rows: &[Ranked<T>], id: impl Fn(&T) -> String) -> Table {
    Table::new(
        name,
        vec![
            Column::texts(of, rows.iter().map(|row| id(&row.of))),
            Column::numbers("mean", rows.iter().map(|row| row.mean)),
            Column::numbers("deviation", rows.iter().map(|row| row.deviation)),
            Column::numbers("expected_rank", rows.iter().map(|row| row.expected_rank)),
            Column::numbers("best", rows.iter().map(|row| row.best)),
            Column::integers("rank_from", rows.iter().map(|row| i64::from(row.from))),
            Column::integers("rank_until", rows.iter().map(|row| i64::from(row.until))),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
        ],
    )
}

pub(super) fn programmes(follow_up: &FollowUp) -> Table {
    let programmes = &follow_up.agency().programmes;
    ranking(
        "programmes",
        "programme",
        follow_up.programme_ranking(),
        |of| programmes.id(*of).to_owned(),
    )
}

pub(super) fn providers(follow_up: &FollowUp) -> Table {
    let providers = &follow_up.agency().providers;
    ranking(
        "providers",
        "provider",
        follow_up.provider_ranking(),
        |of| providers.id(*of).to_owned(),
    )
}

pub(super) fn information(follow_up: &FollowUp) -> Table {
    let programmes = &follow_up.agency().programmes;
    let rows = follow_up.information();
    let pays = |row: &InformationValue| {
        row.pays
            .map(|pays| if pays { "yes" } else { "no" }.to_owned())
    };
    Table::new(
        "information",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.programme)),
            ),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::numbers("per_seat", rows.iter().map(|row| row.per_seat)),
            Column::numbers("levels", rows.iter().map(|row| row.levels)),
            Column::optional_integers(
                "worth",
                rows.iter().map(|row| row.worth.map(|w| w.amount())),
            ),
            Column::integers("cost", rows.iter().map(|row| row.cost.amount())),
            Column::optional_texts("pays", rows.iter().map(pays)),
        ],
    )
}

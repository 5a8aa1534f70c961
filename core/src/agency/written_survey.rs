//! Questionnaires as a table.

use super::Agency;
use crate::outcome::SurveyOf;
use crate::words::table::Column;

impl Agency {
    pub(super) fn survey_columns(&self) -> Vec<Column> {
        let surveys = &self.surveys;
        let rows = surveys.rows();
        let service = |of| match of {
            SurveyOf::Service(service) => Some(self.services.id(service).to_owned()),
            SurveyOf::Programme(..) => None,
        };
        let programme = |of| match of {
            SurveyOf::Programme(programme, level) => Some((programme, level)),
            SurveyOf::Service(_) => None,
        };
        let elements = surveys.elements();
        vec![
            Column::optional_texts("service", rows.iter().map(|row| service(row.about))),
            Column::optional_texts(
                "programme",
                rows.iter().map(|row| {
                    programme(row.about).map(|(of, _)| self.programmes.id(of).to_owned())
                }),
            ),
            Column::optional_integers(
                "kirkpatrick",
                rows.iter()
                    .map(|row| programme(row.about).map(|(_, level)| i64::from(level.number()))),
            ),
            Column::days("date", rows.iter().map(|row| Some(row.date))),
            Column::integers("form", rows.iter().map(|row| i64::from(row.form))),
            Column::texts(
                "element",
                rows.iter().map(|row| {
                    let name = elements.get(usize::from(row.element));
                    name.cloned().unwrap_or_default()
                }),
            ),
            Column::integers("answer", rows.iter().map(|row| i64::from(row.answer))),
        ]
    }
}

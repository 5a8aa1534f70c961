//! The page, from its template.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::ReportError;
use super::view::View;

pub(super) fn render(view: &View) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", include_str!("page.html"))?;
    let contents = if view.language == "id" {
        "Isi"
    } else {
        "Contents"
    };
    let page = environment.get_template("page")?.render(context! {
        view => Value::from(Serde(view)),
        contents => contents,
    })?;
    Ok(page)
}

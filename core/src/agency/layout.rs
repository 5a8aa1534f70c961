//! Which columns each table has, under which names, and what stands in them.

use crate::words::suggestion::nearest;

/// What stands in a column, where a table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Texts, ids, choices.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Days.
    Day,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct ColumnLayout {
    /// Its name, as tables are written.
    pub(super) name: &'static str,
    /// Other names under which it is read; the first is the Indonesian one.
    pub(super) aliases: &'static [&'static str],
    /// What stands in it.
    pub(super) kind: ColumnKind,
    /// Whether a table without it cannot be read.
    pub(super) needed: bool,
}

/// A table: its name and its columns.
#[derive(Debug)]
pub(super) struct TableLayout {
    /// Its name; the file is called so too, with `.csv` behind.
    pub(super) name: &'static str,
    /// Its file, as faults call it where they refer to it from elsewhere.
    pub(super) file: &'static str,
    /// Whether an agency cannot be without it.
    pub(super) needed: bool,
    /// Its columns in the order in which they are written.
    pub(super) columns: &'static [ColumnLayout],
}

impl TableLayout {
    /// The column that a header names.
    pub(super) fn find(&self, header: &str) -> Option<usize> {
        self.columns.iter().position(|column| {
            same_name(column.name, header)
                || column.aliases.iter().any(|alias| same_name(alias, header))
        })
    }

    /// The name or other name of a column that an unknown header may have meant.
    pub(super) fn nearest(&self, header: &str) -> Option<&'static str> {
        let names: Vec<&str> = self
            .columns
            .iter()
            .flat_map(|column| std::iter::once(column.name).chain(column.aliases.iter().copied()))
            .collect();
        nearest(header, names.into_iter())
    }

    /// The names of all columns, for a fault.
    pub(super) fn column_names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(", ")
    }
}

/// Whether two names differ in case, blanks, underscores and dashes only.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        name.chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(one) == letters(other)
}

/// Defines `LAYOUT` and, for each column, a constant with its position in it.
macro_rules! layout {
    (
        $table:literal, $needed:ident;
        $($column:ident: $name:literal, $kind:ident, $column_needed:ident $(, $alias:literal)*;)+
    ) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types, clippy::enum_variant_names)]
        enum Position { $($column),+ }
        $(const $column: usize = Position::$column as usize;)+

        /// The table's columns.
        pub(in crate::agency) const LAYOUT: $crate::agency::layout::TableLayout =
            $crate::agency::layout::TableLayout {
                name: $table,
                file: concat!($table, ".csv"),
                needed: $crate::agency::layout::$needed,
                columns: &[$(
                    $crate::agency::layout::ColumnLayout {
                        name: $name,
                        aliases: &[$($alias),*],
                        kind: $crate::agency::layout::ColumnKind::$kind,
                        needed: $crate::agency::layout::$column_needed,
                    }
                ),+],
            };
    };
}
pub(super) use layout;

/// Cannot be left out.
#[allow(non_upper_case_globals)]
pub(super) const needed: bool = true;
/// May be left out.
#[allow(non_upper_case_globals)]
pub(super) const optional: bool = false;

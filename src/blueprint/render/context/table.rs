//! The table of an entity, as the first migration creates it.

use serde::Serialize;

use super::field::FieldView;
use super::python;
use super::references::{ReferenceView, TargetKind};
use super::rules::{OrderView, RulesView};

/// The longest name that `PostgreSQL` keeps whole.
const NAME_LIMIT: usize = 63;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TableView {
    /// Columns of the fields and references.
    pub(crate) columns: Vec<Column>,
    /// Foreign keys.
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// Conditions on one row.
    pub(crate) checks: Vec<Constraint>,
    /// Combinations that no two rows share.
    pub(crate) uniques: Vec<Unique>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: String,
    /// Its type in a migration.
    pub(crate) sql: String,
    /// True when it may be null.
    pub(crate) nullable: bool,
    /// The name of its index, when it has one.
    pub(crate) index: Option<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ForeignKey {
    /// Its name.
    pub(crate) name: String,
    /// The column.
    pub(crate) column: String,
    /// The table that it points at.
    pub(crate) table: String,
    /// What happens on delete.
    pub(crate) on_delete: &'static str,
    /// The table that has the column.
    pub(crate) from_table: String,
    /// True when it is added after all tables are there.
    pub(crate) deferred: bool,
}

/// A named condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Constraint {
    /// Its name.
    pub(crate) name: String,
    /// The condition.
    pub(crate) sql: String,
}

/// A named combination of columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Unique {
    /// Its name.
    pub(crate) name: String,
    /// The columns.
    pub(crate) columns: Vec<String>,
}

impl TableView {
    /// The table called `table`.
    pub(super) fn of(
        table: &str,
        fields: &[FieldView],
        references: &[ReferenceView],
        rules: &RulesView,
    ) -> Self {
        Self {
            columns: columns(table, fields, references),
            foreign_keys: references
                .iter()
                .map(|reference| ForeignKey {
                    name: name(&["fk", table, &reference.column]),
                    column: reference.column.clone(),
                    from_table: table.to_owned(),
                    table: match reference.target_kind {
                        TargetKind::Itself => table.to_owned(),
                        TargetKind::User | TargetKind::Other => reference.target.plural.clone(),
                    },
                    on_delete: reference.sql_on_delete,
                    deferred: reference.deferred,
                })
                .collect(),
            checks: fields
                .iter()
                .flat_map(|field| &field.column.checks)
                .map(|check| Constraint {
                    name: name(&["ck", table, &check.suffix]),
                    sql: check.sql.clone(),
                })
                .chain(rules.orders.iter().map(|order| order_check(table, order)))
                .collect(),
            uniques: rules
                .uniques
                .iter()
                .map(|unique| Unique {
                    name: name(&["uq", table, &unique.columns.join("_")]),
                    columns: unique.columns.clone(),
                })
                .collect(),
        }
    }
}

/// The columns of fields and references.
fn columns(table: &str, fields: &[FieldView], references: &[ReferenceView]) -> Vec<Column> {
    let own = fields.iter().map(|field| Column {
        name: field.name.clone(),
        sql: field.column.migration.clone(),
        nullable: field.optional,
        index: None,
    });
    let foreign = references.iter().map(|reference| Column {
        name: reference.column.clone(),
        sql: "sa.Uuid()".to_owned(),
        nullable: reference.optional,
        index: Some(name(&["ix", table, &reference.column])),
    });
    own.chain(foreign).collect()
}

/// The check that two columns are in order.
fn order_check(table: &str, order: &OrderView) -> Constraint {
    Constraint {
        name: name(&["ck", table, &order.earlier, "before", &order.later]),
        sql: format!(
            "{} {} {}",
            python::sql_name(&order.earlier),
            if order.or_equal { "<=" } else { "<" },
            python::sql_name(&order.later)
        ),
    }
}

/// A constraint's name, shortened with a digest where a database would cut it.
pub(super) fn name(parts: &[&str]) -> String {
    let full = parts.join("_");
    if full.len() <= NAME_LIMIT {
        return full;
    }
    let tail = python::digest(&full, 4);
    format!("{}_{tail}", &full[..NAME_LIMIT - 9])
}

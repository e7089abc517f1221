//! How a field is stored: the Python type, the column type and its checks.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::app_model::{Field, FieldType};

use super::bounds::Bounds;
use super::python;

/// The storage of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ColumnView {
    /// The type inside of `Mapped[]`, without `None`.
    pub(crate) python: String,
    /// The column type in a model.
    pub(crate) sql: String,
    /// The column type in a migration.
    pub(crate) migration: String,
    /// Conditions that the database enforces.
    pub(crate) checks: Vec<Check>,
}

/// A condition that the database enforces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    /// What follows the table in the constraint's name.
    pub(crate) suffix: String,
    /// The condition in SQL.
    pub(crate) sql: String,
}

impl ColumnView {
    /// The storage of `field`, whose enumeration, if it is one, is the class `enumeration`.
    pub(super) fn of(field: &Field, enumeration: &str) -> Self {
        let bounds = Bounds::of(field);
        let (python, sql) = match field.ty {
            FieldType::String
            | FieldType::Email
            | FieldType::Url
            | FieldType::Phone
            | FieldType::Slug => ("str", sized("sa.String", &bounds)),
            FieldType::Text => ("str", "sa.Text()".to_owned()),
            FieldType::Int => ("int", whole(&bounds).to_owned()),
            FieldType::Float => ("float", "sa.Double()".to_owned()),
            FieldType::Decimal | FieldType::Money | FieldType::Percent => {
                ("Decimal", numeric(&bounds))
            }
            FieldType::Bool => ("bool", "sa.Boolean()".to_owned()),
            FieldType::Date => ("dt.date", "sa.Date()".to_owned()),
            FieldType::Datetime => ("dt.datetime", "UtcDateTime()".to_owned()),
            FieldType::Time => ("dt.time", "sa.Time()".to_owned()),
            FieldType::Enum => (enumeration, format!("text_enum({enumeration})")),
        };
        let migration = match field.ty {
            FieldType::Datetime => "sa.DateTime(timezone=True)".to_owned(),
            FieldType::Enum => format!("sa.String(length={})", enum_length(field)),
            _ => sql.clone(),
        };
        Self {
            python: python.to_owned(),
            sql,
            migration,
            checks: checks(field, &bounds),
        }
    }
}

/// The length of the column that holds the values of an enumeration.
pub(super) fn enum_length(field: &Field) -> usize {
    let longest = field.values.iter().map(String::len).max().unwrap_or(1);
    longest.next_multiple_of(16).max(32)
}

/// A text type with its length.
fn sized(name: &str, bounds: &Bounds) -> String {
    match bounds {
        Bounds::Length { max, .. } => format!("{name}(length={max})"),
        Bounds::Range { .. } | Bounds::Free => format!("{name}()"),
    }
}

/// The smallest integer type that holds every value.
fn whole(bounds: &Bounds) -> &'static str {
    let limit = Decimal::from(i32::MAX);
    match bounds {
        Bounds::Range { min, max, .. } if *min >= -limit && *max <= limit => "sa.Integer()",
        Bounds::Range { .. } | Bounds::Length { .. } | Bounds::Free => "sa.BigInteger()",
    }
}

/// An exact decimal type that holds every value.
fn numeric(bounds: &Bounds) -> String {
    let Bounds::Range { min, max, places } = bounds else {
        return "sa.Numeric()".to_owned();
    };
    let widest = min.abs().max(max.abs()).trunc();
    let digits = widest.to_string().len();
    let least = match places {
        2 if widest <= Decimal::ONE_HUNDRED => 3,
        _ => 10,
    };
    let precision = digits.max(least) + usize::try_from(*places).unwrap_or(0);
    format!("sa.Numeric(precision={precision}, scale={places})")
}

/// The checks of a number's bounds and of an enumeration's values.
fn checks(field: &Field, bounds: &Bounds) -> Vec<Check> {
    let name = python::sql_name(&field.name);
    if field.ty == FieldType::Enum {
        let values: Vec<_> = field
            .values
            .iter()
            .map(|value| format!("'{value}'"))
            .collect();
        return vec![Check {
            suffix: field.name.clone(),
            sql: format!("{name} IN ({})", values.join(", ")),
        }];
    }
    let Bounds::Range { .. } = bounds else {
        return Vec::new();
    };
    let limits = [("min", ">=", field.min), ("max", "<=", field.max)];
    limits
        .into_iter()
        .filter_map(|(word, sign, limit)| {
            Some(Check {
                suffix: format!("{}_{word}", field.name),
                sql: format!("{name} {sign} {}", limit?.normalize()),
            })
        })
        .collect()
}

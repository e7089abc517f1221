//! How a field is spoken of over HTTP: its type in requests and in answers, and its default.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::app_model::{Field, FieldType};

use super::bounds::Bounds;
use super::python;

/// The types of one field in the schemas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SchemaView {
    /// The annotation in requests, without `None`.
    pub(crate) input: String,
    /// The annotation in answers, without `None`.
    pub(crate) output: String,
    /// The default as Python, when the model has one.
    pub(crate) default: Option<String>,
    /// The names that the annotations take from `app.schemas.fields`.
    pub(crate) names: Vec<&'static str>,
}

impl SchemaView {
    /// The types of `field`, whose enumeration, if it is one, is the class `enumeration`.
    pub(super) fn of(field: &Field, enumeration: &str) -> Self {
        let bounds = Bounds::of(field);
        let (name, output) = kind(field.ty);
        let input = match (&bounds, field.ty) {
            (_, FieldType::Enum) => enumeration.to_owned(),
            (Bounds::Length { min, max }, _) => length(name, *min, *max),
            (Bounds::Range { min, max, .. }, FieldType::Int) => format!(
                "Annotated[int, Whole({}, {})]",
                python::number(*min),
                python::number(*max)
            ),
            (Bounds::Range { min, max, .. }, FieldType::Float) => format!(
                "Annotated[{name}, Field(ge={}, le={})]",
                python::number(*min),
                python::number(*max)
            ),
            (Bounds::Range { min, max, places }, _) => format!(
                "Annotated[Decimal, Exact({places}, {}, {})]",
                exact(*min),
                exact(*max)
            ),
            (Bounds::Free, _) => name.to_owned(),
        };
        let output = match field.ty {
            FieldType::Enum => enumeration.to_owned(),
            _ => output.to_owned(),
        };
        let mut names: Vec<_> = [name].into_iter().filter(|name| !name.is_empty()).collect();
        if output == "Number" {
            names.push("Number");
        }
        Self {
            input,
            output,
            default: field
                .default
                .as_deref()
                .map(|value| default(field, value, enumeration)),
            names,
        }
    }
}

/// The name of a type in `app.schemas.fields`, and the annotation in answers.
fn kind(ty: FieldType) -> (&'static str, &'static str) {
    match ty {
        FieldType::String => ("Line", "str"),
        FieldType::Text => ("Text", "str"),
        FieldType::Int => ("Whole", "int"),
        FieldType::Float => ("Real", "float"),
        FieldType::Decimal | FieldType::Money | FieldType::Percent => ("Exact", "Number"),
        FieldType::Bool => ("Flag", "bool"),
        FieldType::Date => ("Day", "Day"),
        FieldType::Datetime => ("Instant", "Instant"),
        FieldType::Time => ("TimeOfDay", "TimeOfDay"),
        FieldType::Email => ("Email", "str"),
        FieldType::Url => ("WebAddress", "str"),
        FieldType::Phone => ("Phone", "str"),
        FieldType::Slug => ("Slug", "str"),
        FieldType::Enum => ("", ""),
    }
}

/// A text type with its lengths; a least length that the type implies is left out.
fn length(name: &str, min: u64, max: u64) -> String {
    let implied = match name {
        "Line" | "Text" | "Slug" => 1,
        "Email" => 6,
        "WebAddress" => 11,
        _ => 5,
    };
    if min <= implied {
        format!("Annotated[{name}, Field(max_length={max})]")
    } else {
        format!("Annotated[{name}, Field(min_length={min}, max_length={max})]")
    }
}

/// An exact number as Python.
pub(super) fn exact(value: Decimal) -> String {
    format!("\"{}\"", value.normalize())
}

/// The default of a field as Python.
fn default(field: &Field, value: &str, enumeration: &str) -> String {
    match field.ty {
        FieldType::Int => value.to_owned(),
        FieldType::Float => float(value),
        FieldType::Decimal | FieldType::Money | FieldType::Percent => {
            format!("Decimal({})", python::text(value))
        }
        FieldType::Bool => python::truth(value == "true").to_owned(),
        FieldType::Date => format!("dt.date.fromisoformat({})", python::text(value)),
        FieldType::Datetime => format!("dt.datetime.fromisoformat({})", python::text(value)),
        FieldType::Time => format!("dt.time.fromisoformat({})", python::text(value)),
        FieldType::Enum => format!("{enumeration}.{}", python::member(value)),
        FieldType::String
        | FieldType::Text
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Slug => python::text(value),
    }
}

/// A floating-point literal.
fn float(value: &str) -> String {
    if value.contains('.') {
        value.to_owned()
    } else {
        format!("{value}.0")
    }
}

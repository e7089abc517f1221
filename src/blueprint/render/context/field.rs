//! One field of an entity, as templates see it.

use heck::ToUpperCamelCase;
use serde::Serialize;

use crate::domain::app_model::{Field, FieldType};

use super::column::ColumnView;
use super::names::human;
use super::python;
use super::samples::{SampleView, Setting};
use super::schema::SchemaView;

/// One field of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FieldView {
    /// Its name.
    pub(crate) name: String,
    /// Its name in words.
    pub(crate) human: String,
    /// Its type by the name that the model uses.
    pub(crate) kind: FieldType,
    /// True when it may be null.
    pub(crate) optional: bool,
    /// True when a client must send it.
    pub(crate) required: bool,
    /// True when no two rows hold one value.
    pub(crate) unique: bool,
    /// The default as JSON would show it, in Python.
    pub(crate) default_value: Option<String>,
    /// Its values, when it is an enumeration.
    pub(crate) enumeration: Option<EnumView>,
    /// How it is stored.
    pub(crate) column: ColumnView,
    /// How it is spoken of over HTTP.
    pub(crate) schema: SchemaView,
    /// Test values.
    pub(crate) sample: SampleView,
}

/// A closed set of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EnumView {
    /// The class.
    pub(crate) class: String,
    /// The values with their members.
    pub(crate) members: Vec<Member>,
    /// The length of its column.
    pub(crate) length: usize,
}

/// One value of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Member {
    /// The member's name in Python.
    pub(crate) name: String,
    /// The value.
    pub(crate) value: String,
}

impl FieldView {
    /// The view of a `field` of the class `owner`.
    pub(super) fn of(field: &Field, owner: &str, setting: Setting) -> Self {
        let class = format!("{owner}{}", field.name.to_upper_camel_case());
        Self {
            name: field.name.clone(),
            human: human(&field.name),
            kind: field.ty,
            optional: field.optional,
            required: field.required(),
            unique: is_unique(field),
            default_value: field.default.as_deref().map(|value| shown(field.ty, value)),
            column: ColumnView::of(field, &class),
            schema: SchemaView::of(field, &class),
            sample: SampleView::of(field, setting),
            enumeration: (field.ty == FieldType::Enum).then(|| EnumView {
                members: field.values.iter().map(|value| Member::of(value)).collect(),
                length: super::column::enum_length(field),
                class,
            }),
        }
    }
}

impl Member {
    fn of(value: &str) -> Self {
        Self {
            name: python::member(value),
            value: value.to_owned(),
        }
    }
}

/// True when the field is unique; the types with a handful of values never are.
pub(super) fn is_unique(field: &Field) -> bool {
    field.unique && !matches!(field.ty, FieldType::Bool | FieldType::Enum)
}

/// A default as it comes back over HTTP.
fn shown(ty: FieldType, value: &str) -> String {
    match ty {
        FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent => value.to_owned(),
        FieldType::Bool => python::truth(value == "true").to_owned(),
        _ => python::text(value),
    }
}

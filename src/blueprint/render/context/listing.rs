//! How rows are listed: what can be sorted by, searched in and filtered on.

use serde::Serialize;

use crate::domain::app_model::FieldType;

use super::field::FieldView;
use super::references::ReferenceView;
use super::rules::RulesView;

/// The choices of a list request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ListingView {
    /// Columns that rows can be sorted by.
    pub(crate) sorts: Vec<String>,
    /// Text columns that `q` looks into.
    pub(crate) searches: Vec<String>,
    /// Columns that a request can ask for one value of.
    pub(crate) filters: Vec<FilterView>,
}

/// A column that a request can ask for one value of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FilterView {
    /// The column and the parameter.
    pub(crate) name: String,
    /// The annotation of the parameter, without `None`.
    pub(crate) annotation: String,
    /// What the column holds.
    pub(crate) kind: FilterKind,
    /// For tests: a value that one row has, and one that another row has.
    pub(crate) values: Option<(String, String)>,
}

/// What a filtered column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FilterKind {
    /// A plain value.
    Value,
    /// A value that moves along steps, so that a row cannot begin with any.
    Step,
    /// A reference.
    Reference,
}

impl ListingView {
    /// What the fields and references of an entity allow.
    pub(super) fn of(
        fields: &[FieldView],
        references: &[ReferenceView],
        rules: &RulesView,
    ) -> Self {
        let named = |choose: fn(&FieldView) -> bool| {
            fields
                .iter()
                .filter(move |field| choose(field))
                .map(|field| field.name.clone())
        };
        let by_reference = references.iter().map(|reference| FilterView {
            name: reference.column.clone(),
            annotation: "UUID".to_owned(),
            kind: FilterKind::Reference,
            values: None,
        });
        Self {
            sorts: ["created_at", "updated_at"]
                .into_iter()
                .map(str::to_owned)
                .chain(named(is_sortable))
                .collect(),
            searches: named(is_searchable).collect(),
            filters: fields
                .iter()
                .filter(|field| is_filtered(field))
                .map(|field| filter(field, rules))
                .chain(by_reference)
                .collect(),
        }
    }
}

/// The filter on a field.
fn filter(field: &FieldView, rules: &RulesView) -> FilterView {
    let step = rules
        .transitions
        .iter()
        .find(|step| step.field == field.name);
    let values = match step {
        Some(step) => step.path.first().cloned().zip(step.path.get(1).cloned()),
        None if field.kind.is_textual() => field.sample.low.clone().zip(field.sample.high.clone()),
        None => Some(field.sample.usual.clone()).zip(field.sample.high.clone()),
    };
    FilterView {
        name: field.name.clone(),
        annotation: match field.kind {
            FieldType::Bool => "Switch".to_owned(),
            _ => field.schema.input.clone(),
        },
        kind: if step.is_some() {
            FilterKind::Step
        } else {
            FilterKind::Value
        },
        values,
    }
}

/// Columns with an order that means something to a person.
fn is_sortable(field: &FieldView) -> bool {
    match field.kind {
        FieldType::String
        | FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Email
        | FieldType::Slug => true,
        FieldType::Text | FieldType::Bool | FieldType::Url | FieldType::Phone | FieldType::Enum => {
            false
        }
    }
}

/// Columns that `q` looks into.
fn is_searchable(field: &FieldView) -> bool {
    match field.kind {
        FieldType::String | FieldType::Text | FieldType::Email | FieldType::Slug => true,
        FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Bool
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Enum => false,
    }
}

/// Columns with few values, or with values that pick out one row.
fn is_filtered(field: &FieldView) -> bool {
    match field.kind {
        FieldType::Bool | FieldType::Enum | FieldType::Email | FieldType::Slug => true,
        FieldType::String => field.unique,
        FieldType::Text
        | FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Url
        | FieldType::Phone => false,
    }
}

//! When a row gives back what it takes: the values that end it before its time.

use heck::ToUpperCamelCase;
use serde::Serialize;

use crate::domain::app_model::{AppModel, Entity, Field, FieldType, Rule};

use super::python;

/// Values of a state in which nothing is taken any more.
const RELEASED: [&str; 13] = [
    "cancelled",
    "canceled",
    "declined",
    "denied",
    "refused",
    "rejected",
    "no_show",
    "expired",
    "withdrawn",
    "void",
    "voided",
    "abandoned",
    "deleted",
];

/// The values of an enumeration in which a row takes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ReleaseView {
    /// The field.
    pub(crate) field: String,
    /// The constant that holds the values.
    pub(crate) constant: String,
    /// The class of the enumeration.
    pub(crate) class: String,
    /// The values, as members.
    pub(crate) members: Vec<String>,
    /// For tests: the steps from a new row to one of the values; empty where none leads there.
    pub(crate) path: Vec<String>,
}

/// The first enumeration of `entity` that has such values and is never null.
pub(super) fn release(model: &AppModel, entity: &Entity, class: &str) -> Option<ReleaseView> {
    let field = entity
        .fields
        .iter()
        .find(|field| !field.optional && !released(field).is_empty())?;
    Some(ReleaseView {
        field: field.name.clone(),
        constant: "RELEASED".to_owned(),
        class: format!("{class}{}", field.name.to_upper_camel_case()),
        members: released(field).into_iter().map(python::member).collect(),
        path: path(model, entity, field)
            .iter()
            .map(|value| python::text(value))
            .collect(),
    })
}

/// The values of an enumeration that release.
fn released(field: &Field) -> Vec<&str> {
    if field.ty != FieldType::Enum {
        return Vec::new();
    }
    let ends = |value: &&String| RELEASED.contains(&value.as_str());
    field
        .values
        .iter()
        .filter(ends)
        .map(String::as_str)
        .collect()
}

/// The shortest way from the default of `field` to a value that releases.
fn path(model: &AppModel, entity: &Entity, field: &Field) -> Vec<String> {
    let ends = released(field);
    let rule = model.rules.iter().find_map(|rule| match rule {
        Rule::Transition {
            entity: owner,
            field: name,
            steps,
        } if *owner == entity.name && *name == field.name => Some(steps),
        Rule::Transition { .. }
        | Rule::Order { .. }
        | Rule::UniqueTogether { .. }
        | Rule::NoOverlap { .. }
        | Rule::Custom(_) => None,
    });
    let Some(steps) = rule else {
        return ends
            .first()
            .map(|end| vec![(*end).to_owned()])
            .unwrap_or_default();
    };
    let Some(start) = &field.default else {
        return Vec::new();
    };
    let mut ways = std::collections::VecDeque::from([vec![start.clone()]]);
    while let Some(way) = ways.pop_front() {
        let Some(last) = way.last().filter(|_| way.len() <= field.values.len()) else {
            continue;
        };
        if ends.contains(&last.as_str()) {
            return way.into_iter().skip(1).collect();
        }
        for (_, next) in steps
            .iter()
            .filter(|(from, to)| from == last && !way.contains(to))
        {
            ways.push_back(way.iter().chain([next]).cloned().collect());
        }
    }
    Vec::new()
}

//! Enumerations that move along steps.

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use serde::Serialize;

use crate::domain::app_model::Entity;

use super::python;

/// An enumeration that moves along steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TransitionView {
    /// The field.
    pub(crate) field: String,
    /// The constant that holds the steps.
    pub(crate) constant: String,
    /// The class of the enumeration.
    pub(crate) class: String,
    /// Each value with those that may follow it, as members.
    pub(crate) steps: Vec<StepView>,
    /// The values at which a row may begin, as members.
    pub(crate) starts: Vec<String>,
    /// For tests: the path from the usual start through allowed steps.
    pub(crate) path: Vec<String>,
    /// For tests: true when the end of the path does not lead back to its start.
    pub(crate) no_return: bool,
    /// For tests: a value that may not follow the usual start.
    pub(crate) forbidden: Option<String>,
    /// For tests: a value at which no row may begin.
    pub(crate) no_start: Option<String>,
}

/// One value and those that may follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct StepView {
    /// The member.
    pub(crate) from: String,
    /// The members that may follow.
    pub(crate) to: Vec<String>,
}

/// The steps of an enumeration.
pub(super) fn transition(
    entity: &Entity,
    class: &str,
    name: &str,
    steps: &[(String, String)],
) -> TransitionView {
    let field = entity.field(name);
    let values = field.map(|field| field.values.clone()).unwrap_or_default();
    let follows = |from: &str, to: &str| steps.iter().any(|(a, b)| a == from && b == to);
    let default = field.and_then(|field| field.default.clone());
    let starts: Vec<String> = match &default {
        Some(value) => vec![value.clone()],
        None => values
            .iter()
            .filter(|value| !steps.iter().any(|(_, to)| to == *value))
            .cloned()
            .collect(),
    };
    let starts = if starts.is_empty() {
        values.clone()
    } else {
        starts
    };
    let usual = default
        .or_else(|| starts.first().cloned())
        .unwrap_or_default();
    let mut path = vec![usual.clone()];
    while let Some((_, next)) = steps
        .iter()
        .find(|(from, to)| path.last() == Some(from) && !path.contains(to))
    {
        path.push(next.clone());
    }
    let quoted = |value: &String| python::text(value);
    TransitionView {
        field: name.to_owned(),
        constant: format!("{}_STEPS", name.to_shouty_snake_case()),
        class: format!("{class}{}", name.to_upper_camel_case()),
        steps: values
            .iter()
            .map(|from| StepView {
                from: python::member(from),
                to: values
                    .iter()
                    .filter(|to| follows(from, to))
                    .map(|to| python::member(to))
                    .collect(),
            })
            .collect(),
        no_return: path
            .last()
            .is_some_and(|last| *last != usual && !follows(last, &usual)),
        path: path.iter().map(quoted).collect(),
        forbidden: values
            .iter()
            .find(|value| **value != usual && !follows(&usual, value))
            .map(quoted),
        no_start: values
            .iter()
            .find(|value| !starts.contains(value))
            .map(quoted),
        starts: starts.iter().map(|value| python::member(value)).collect(),
    }
}

//! What rules say about the values that tests send.

use crate::domain::app_model::{AppModel, Entity, FieldType, Rule};

use super::field::is_unique;
use super::samples::{Setting, Tie, Variation};

/// What the rules of `entity` say about test values of one of its fields.
pub(super) fn setting(model: &AppModel, entity: &Entity, field: &str) -> Setting {
    let orders: Vec<(&str, &str)> = model
        .rules
        .iter()
        .filter(|rule| rule.entity() == entity.name)
        .filter_map(|rule| match rule {
            Rule::Order { earlier, later, .. } => Some((earlier.as_str(), later.as_str())),
            Rule::NoOverlap { start, end, .. } => Some((start.as_str(), end.as_str())),
            Rule::Transition { .. } | Rule::UniqueTogether { .. } | Rule::Custom(_) => None,
        })
        .collect();
    let tied = orders
        .iter()
        .any(|(earlier, later)| *earlier == field || *later == field);
    let unique = entity.field(field).is_some_and(is_unique) || keeps_apart(model, entity, field);
    Setting {
        rank: rank(&orders, field, entity.fields.len()),
        tied: if tied { Tie::Tied } else { Tie::Free },
        varies: if unique {
            Variation::EachCall
        } else {
            Variation::Constant
        },
    }
}

/// True when test rows differ in `field` so that a combination without a fresh reference differs.
fn keeps_apart(model: &AppModel, entity: &Entity, field: &str) -> bool {
    model.rules.iter().any(|rule| {
        let Rule::UniqueTogether {
            entity: name,
            fields,
        } = rule
        else {
            return false;
        };
        let fresh = |part: &String| {
            model.relations.iter().any(|relation| {
                relation.to == *name && relation.name == *part && !relation.optional
            })
        };
        let varied = fields.iter().find(|part| {
            entity
                .field(part)
                .is_some_and(|field| !matches!(field.ty, FieldType::Bool | FieldType::Enum))
        });
        *name == entity.name
            && !fields.iter().any(fresh)
            && varied.is_some_and(|part| part == field)
    })
}

/// How many fields come before `field` in the orders.
fn rank(orders: &[(&str, &str)], field: &str, depth: usize) -> i64 {
    if depth == 0 {
        return 0;
    }
    orders
        .iter()
        .filter(|(_, later)| *later == field)
        .map(|(earlier, _)| rank(orders, earlier, depth - 1) + 1)
        .max()
        .unwrap_or(0)
}

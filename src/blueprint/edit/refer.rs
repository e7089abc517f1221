//! Follows a name through the relations and rules of a model.

use crate::domain::app_model::{AppModel, Rule};

/// True where a rule needs the field or reference `name` of its entity.
pub(super) fn needs(rule: &Rule, name: &str) -> bool {
    match rule {
        Rule::Order { earlier, later, .. } => earlier == name || later == name,
        Rule::Transition { field, .. } => field == name,
        Rule::UniqueTogether { fields, .. } => fields.iter().any(|field| field == name),
        Rule::NoOverlap {
            resource,
            start,
            end,
            ..
        } => resource == name || start == name || end == name,
        // Its function takes values, wherever they come from.
        Rule::Custom(_) => false,
    }
}

/// Calls a field of `owner` by its new name in all rules.
pub(super) fn rename_field(model: &mut AppModel, owner: &str, from: &str, to: &str) {
    let swap = |name: &mut String| {
        if name == from {
            to.clone_into(name);
        }
    };
    for rule in &mut model.rules {
        if rule.entity() != owner {
            continue;
        }
        match rule {
            Rule::Order { earlier, later, .. } => {
                swap(earlier);
                swap(later);
            }
            Rule::Transition { field, .. } => swap(field),
            Rule::UniqueTogether { fields, .. } => fields.iter_mut().for_each(swap),
            Rule::NoOverlap { start, end, .. } => {
                swap(start);
                swap(end);
            }
            // Its inputs have names of their own, which its function and its examples use.
            Rule::Custom(_) => {}
        }
    }
}

/// Takes away the rules of `owner` that need `name`.
pub(super) fn drop_rules(model: &mut AppModel, owner: &str, name: &str) {
    model
        .rules
        .retain(|rule| rule.entity() != owner || !needs(rule, name));
}

/// Takes away the relation at `place`, with the rules that need its reference.
pub(super) fn drop_relation(model: &mut AppModel, place: usize) {
    if place < model.relations.len() {
        let relation = model.relations.remove(place);
        drop_rules(model, &relation.to, &relation.name);
    }
}

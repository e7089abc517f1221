//! Calls entities as the idea calls them, where the lexicon uses another word.

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::naming;
use super::outcome::Finding;
use crate::domain::app_model::{AppModel, Capability, Rule, is_entity_name, is_reserved_entity};

/// Renames the entities of `model`; answers the pairs of old and new names that were used.
pub(super) fn rename(model: &mut AppModel, wanted: &[(String, String)]) -> Vec<(String, String)> {
    let mut done: Vec<(String, String)> = Vec::new();
    for (old, new) in wanted {
        let again = done.iter().any(|(first, _)| first == old);
        if !again && is_free(model, new) && model.entity(old).is_some() {
            rename_entity(model, old, new);
            done.push((old.clone(), new.clone()));
        }
    }
    done
}

/// True where nothing bears the name, or could once a capability is added by hand.
fn is_free(model: &AppModel, name: &str) -> bool {
    let supplied: BTreeSet<&str> = Capability::ALL
        .iter()
        .flat_map(|one| one.provides())
        .copied()
        .collect();
    let plural = naming::plural(name);
    is_entity_name(name)
        && !is_reserved_entity(name)
        && !supplied.contains(name)
        && model
            .entities
            .iter()
            .all(|entity| entity.name != name && entity.plural != plural)
}

/// Calls the entity `old` `new`, also where relations, rules and the focus name it.
pub fn rename_entity(model: &mut AppModel, old: &str, new: &str) {
    let (one, many) = (old.to_snake_case(), naming::plural(old));
    let (new_one, new_many) = (new.to_snake_case(), naming::plural(new));
    let mut references: Vec<(String, String, String)> = Vec::new();
    for relation in &mut model.relations {
        if relation.from == old && relation.name == one && relation.name != new_one {
            references.push((
                relation.to.clone(),
                one.clone(),
                naming::safe_reference(&relation.to, &new_one),
            ));
            relation.name = naming::safe_reference(&relation.to, &new_one);
        }
        if relation.from == old && relation.name == many {
            relation.name = naming::safe_reference(&relation.to, &new_many);
        }
        if relation.to == old
            && let Some(first) = relation.inverse.strip_suffix(many.as_str())
        {
            relation.inverse = naming::limited(first.trim_end_matches('_'), &new_many);
        }
    }
    for (entity, from, to) in references {
        for rule in &mut model.rules {
            refer(rule, &entity, &from, &to);
        }
    }
    for relation in &mut model.relations {
        for end in [&mut relation.from, &mut relation.to] {
            if end == old {
                new.clone_into(end);
            }
        }
    }
    for rule in &mut model.rules {
        if rule.entity() == old {
            new.clone_into(rule.entity_mut());
        }
    }
    for entity in model
        .entities
        .iter_mut()
        .filter(|entity| entity.name == old)
    {
        new.clone_into(&mut entity.name);
        entity.plural.clone_from(&new_many);
    }
    for focus in model.focus.iter_mut().filter(|focus| *focus == old) {
        new.clone_into(focus);
    }
}

/// Calls a reference in a rule of `owner` by its new name.
fn refer(rule: &mut Rule, owner: &str, from: &str, to: &str) {
    match rule {
        Rule::UniqueTogether { entity, fields } if entity == owner => {
            for field in fields.iter_mut().filter(|field| *field == from) {
                to.clone_into(field);
            }
        }
        Rule::NoOverlap {
            entity, resource, ..
        } if entity == owner && resource == from => {
            to.clone_into(resource);
        }
        Rule::Order { .. }
        | Rule::Transition { .. }
        | Rule::UniqueTogether { .. }
        | Rule::NoOverlap { .. }
        | Rule::Custom(_) => {}
    }
}

/// Uses the new names in what was found.
pub(super) fn retell(findings: &mut [Finding], renamed: &[(String, String)]) {
    for finding in findings {
        for (old, new) in renamed {
            finding.meaning = finding
                .meaning
                .split(' ')
                .map(|word| match word.trim_end_matches([',', '.']) {
                    bare if bare == old => word.replacen(old.as_str(), new, 1),
                    _ => word.to_owned(),
                })
                .collect::<Vec<_>>()
                .join(" ");
        }
    }
}

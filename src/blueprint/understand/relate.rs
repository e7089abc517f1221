//! Writes references, free links and rules into a model, under names that do not clash.

use heck::ToSnakeCase;

use super::draft::{Join, Link};
use super::entries::Belonging;
use super::naming;
use crate::domain::app_model::{AppModel, Capability, OnDelete, Relation, RelationKind, Rule};

/// True when the two are joined already, either way.
pub(super) fn has_direct(model: &AppModel, one: &str, other: &str) -> bool {
    model.relations.iter().any(|relation| {
        let ends = (relation.from.as_str(), relation.to.as_str());
        ends == (one, other) || ends == (other, one)
    })
}

/// True when a third entity already points at both.
pub(super) fn has_bridge(model: &AppModel, one: &str, other: &str) -> bool {
    let points = |entity: &str, target: &str| {
        model.relations.iter().any(|relation| {
            relation.kind == RelationKind::OneToMany
                && relation.to == entity
                && relation.from == target
        })
    };
    model
        .entities
        .iter()
        .any(|entity| points(&entity.name, one) && points(&entity.name, other))
}

/// Gives `entity` a reference.
pub(super) fn point(model: &mut AppModel, entity: &str, belonging: &Belonging) {
    let target = &belonging.entity;
    let known = model.entity(target).is_some() || (target == "User" && model.can(Capability::Auth));
    if !known {
        return;
    }
    let name = naming::safe_reference(entity, &belonging.name);
    let inverse = if target == entity {
        if name == "parent" {
            naming::limited("sub", &naming::plural(entity))
        } else {
            naming::limited(&format!("{name}_of"), &naming::plural(entity))
        }
    } else {
        naming::plural(entity)
    };
    let usual = target.to_snake_case() == belonging.name;
    let inverse = if usual || target == entity {
        inverse
    } else if belonging.name == "assignee" {
        naming::limited("assigned", &inverse)
    } else {
        naming::limited(&belonging.name, &inverse)
    };
    let relation = Relation {
        kind: RelationKind::OneToMany,
        from: target.clone(),
        to: entity.to_owned(),
        name,
        inverse: naming::safe_reference(target, &inverse),
        optional: belonging.optional,
        on_delete: belonging.on_delete,
    };
    if !model.relations.contains(&relation) {
        model.relations.push(relation);
    }
}

/// Links two entities freely.
pub(super) fn many(model: &mut AppModel, from: &str, to: &str, names: Option<(&str, &str)>) {
    let (name, inverse) = match names {
        Some((name, inverse)) => (name.to_owned(), inverse.to_owned()),
        None if from == to => (
            naming::limited("related", &naming::plural(from)),
            naming::limited("related_to", &naming::plural(from)),
        ),
        None => (naming::plural(from), naming::plural(to)),
    };
    let (name, inverse) = match (from, inverse.as_str()) {
        ("User", "joined" | "followed" | "bookmarked") => {
            (name, naming::limited(&inverse, &naming::plural(to)))
        }
        _ => (name, inverse),
    };
    let relation = Relation {
        kind: RelationKind::ManyToMany,
        from: from.to_owned(),
        to: to.to_owned(),
        name: naming::safe_reference(to, &name),
        inverse: naming::safe_reference(from, &inverse),
        optional: false,
        on_delete: OnDelete::Cascade,
    };
    if !model.relations.contains(&relation) {
        model.relations.push(relation);
    }
}

/// Writes a relation that the words express, unless the two are joined already.
pub(super) fn relate_words(model: &mut AppModel, link: &Link) {
    let known = |name: &str, model: &AppModel| {
        model.entity(name).is_some() || (name == "User" && model.can(Capability::Auth))
    };
    if !known(&link.one, model) || !known(&link.many, model) {
        return;
    }
    let joined = has_direct(model, &link.one, &link.many) && link.one != link.many;
    let (optional, on_delete, name) = match &link.join {
        Join::Many(names) => {
            if !joined && !has_bridge(model, &link.one, &link.many) {
                many(model, &link.one, &link.many, *names);
            }
            return;
        }
        Join::Sorts => {
            if !joined && !has_bridge(model, &link.one, &link.many) {
                many(model, &link.many, &link.one, None);
            }
            return;
        }
        Join::Tree => (true, OnDelete::SetNull, Some("parent")),
        Join::Parts => (false, OnDelete::Cascade, None),
        Join::Needs => (false, OnDelete::Restrict, None),
        Join::May(name) => (true, OnDelete::SetNull, *name),
    };
    if joined && name.is_none() {
        return;
    }
    let belonging = Belonging {
        name: name.map_or_else(|| link.one.to_snake_case(), str::to_owned),
        entity: link.one.clone(),
        optional,
        on_delete,
    };
    point(model, &link.many, &belonging);
}

/// A rule with its references as they are called in the model; none where something is missing.
pub(super) fn applicable(model: &AppModel, rule: Rule) -> Option<Rule> {
    let refers = |entity: &str, name: &str| {
        let safe = naming::safe_reference(entity, name);
        model
            .relations
            .iter()
            .any(|r| r.kind == RelationKind::OneToMany && r.to == entity && r.name == safe)
            .then_some(safe)
    };
    let holds = |entity: &str, name: &str| {
        model
            .entity(entity)
            .is_some_and(|e| e.field(name).is_some())
    };
    match rule {
        Rule::Order {
            ref entity,
            ref earlier,
            ref later,
        } => (holds(entity, earlier) && holds(entity, later)).then_some(rule),
        Rule::Transition {
            ref entity,
            ref field,
            ref steps,
        } => {
            let values = &model.entity(entity)?.field(field)?.values;
            let known = |(a, b): &(String, String)| values.contains(a) && values.contains(b);
            steps.iter().all(known).then_some(rule)
        }
        Rule::UniqueTogether { entity, fields } => {
            let fields: Option<Vec<String>> = fields
                .into_iter()
                .map(|name| {
                    if holds(&entity, &name) {
                        Some(name)
                    } else {
                        refers(&entity, &name)
                    }
                })
                .collect();
            fields.map(|fields| Rule::UniqueTogether { entity, fields })
        }
        Rule::NoOverlap {
            entity,
            resource,
            start,
            end,
        } => {
            let resource = refers(&entity, &resource)?;
            (holds(&entity, &start) && holds(&entity, &end)).then_some(Rule::NoOverlap {
                entity,
                resource,
                start,
                end,
            })
        }
        Rule::Custom(ref custom) => model.entity(&custom.entity).is_some().then_some(rule),
    }
}

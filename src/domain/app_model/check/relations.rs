//! Relations: ends that exist, names that differ, nulls that are allowed, no required circle.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{AppModel, Capability, OnDelete, Relation, RelationKind};
use super::fault::Faults;
use super::identifier::{MAX_IDENTIFIER, is_reserved_field, is_snake_name};

const MAX_RELATIONS: usize = 200;

pub(super) fn check(model: &AppModel, faults: &mut Faults) {
    if model.relations.len() > MAX_RELATIONS {
        faults.add(
            "relations",
            format!("there are {} relations", model.relations.len()),
            format!("keep at most {MAX_RELATIONS}"),
        );
    }
    for (index, relation) in model.relations.iter().enumerate() {
        let at = format!("relations[{index}]");
        ends(model, relation, &at, faults);
        naming(relation, &at, faults);
        nulls(relation, &at, faults);
        if model.relations[..index].contains(relation) {
            faults.add(&at, "this relation is there twice", "remove one");
        }
    }
    circles(model, faults);
}

fn ends(model: &AppModel, relation: &Relation, at: &str, faults: &mut Faults) {
    for (key, end) in [("from", &relation.from), ("to", &relation.to)] {
        if end == "User" {
            if !model.can(Capability::Auth) {
                faults.add(
                    format!("{at}.{key}"),
                    "there are no accounts",
                    "add auth to capabilities or name an entity",
                );
            }
        } else if model.entity(end).is_none() {
            faults.add(
                format!("{at}.{key}"),
                format!("there is no entity {end:?}"),
                "name an entity of this model",
            );
        }
    }
    if relation.kind == RelationKind::OneToMany && relation.to == "User" {
        faults.add(
            format!("{at}.to"),
            "an account cannot point at a row",
            "turn the relation round or make it many_to_many",
        );
    }
}

fn naming(relation: &Relation, at: &str, faults: &mut Faults) {
    for (key, name) in [("name", &relation.name), ("inverse", &relation.inverse)] {
        let path = format!("{at}.{key}");
        if !is_snake_name(name, MAX_IDENTIFIER - 3) {
            faults.add(
                path,
                format!("{name:?} is not a relation name"),
                format!("use snake_case, at most {} characters", MAX_IDENTIFIER - 3),
            );
        } else if is_reserved_field(name) || is_reserved_field(&format!("{name}_id")) {
            faults.add(path, format!("{name:?} is reserved"), "choose another name");
        }
    }
    if relation.from == relation.to && relation.name == relation.inverse {
        faults.add(
            format!("{at}.inverse"),
            format!("both sides are called {:?}", relation.name),
            "give the two sides different names",
        );
    }
}

fn nulls(relation: &Relation, at: &str, faults: &mut Faults) {
    match relation.kind {
        RelationKind::OneToMany => {
            if relation.on_delete == OnDelete::SetNull && !relation.optional {
                faults.add(
                    format!("{at}.on_delete"),
                    format!("{:?} is required and cannot become null", relation.name),
                    "set optional: true or choose cascade or restrict",
                );
            }
        }
        RelationKind::ManyToMany => {
            if relation.optional {
                faults.add(
                    format!("{at}.optional"),
                    "links of many_to_many are always optional",
                    "remove optional",
                );
            }
            if relation.on_delete != OnDelete::Cascade {
                faults.add(
                    format!("{at}.on_delete"),
                    "links of many_to_many always go with their rows",
                    "remove on_delete",
                );
            }
        }
    }
}

/// Rows that need each other could never be created: finds circles of required references.
fn circles(model: &AppModel, faults: &mut Faults) {
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let required =
        |relation: &&Relation| relation.kind == RelationKind::OneToMany && !relation.optional;
    for relation in model.relations.iter().filter(required) {
        needs
            .entry(&relation.to)
            .or_default()
            .insert(&relation.from);
    }
    for (index, relation) in model.relations.iter().enumerate() {
        if required(&relation) && reaches(&needs, &relation.from, &relation.to) {
            faults.add(
                format!("relations[{index}].optional"),
                format!(
                    "{} needs {} before it can exist, and the other way round",
                    relation.to, relation.from
                ),
                "set optional: true on one of the references",
            );
            return;
        }
    }
}

fn reaches<'a>(needs: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str, goal: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        if next == goal {
            return true;
        }
        if seen.insert(next) {
            open.extend(needs.get(next).into_iter().flatten().copied());
        }
    }
    false
}

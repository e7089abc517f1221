//! Each entity by itself: its names, its access and its fields.

use super::super::{Access, AppModel, Capability, Entity};
use super::fault::Faults;
use super::fields;
use super::header::sentence;
use super::identifier::{
    ENTITY_LIMIT, FIELD_LIMIT, MAX_IDENTIFIER, is_entity_name, is_reserved_entity,
    is_reserved_plural, is_snake_name,
};

pub(super) fn check(model: &AppModel, faults: &mut Faults) {
    if model.entities.is_empty() {
        faults.add(
            "entities",
            "there is nothing to store",
            "add at least one entity",
        );
    }
    if model.entities.len() > ENTITY_LIMIT {
        faults.add(
            "entities",
            format!("there are {} entities", model.entities.len()),
            format!("keep at most {ENTITY_LIMIT}"),
        );
    }
    for (index, entity) in model.entities.iter().enumerate() {
        let path = format!("entities[{index}]");
        naming(entity, &path, faults);
        access(model, entity, &path, faults);
        sentence(&format!("{path}.description"), &entity.description, faults);
        if entity.fields.is_empty() {
            faults.add(
                format!("{path}.fields"),
                format!("{} has no fields", entity.name),
                "give it at least one field",
            );
        }
        if entity.fields.len() > FIELD_LIMIT {
            faults.add(
                format!("{path}.fields"),
                format!("{} has {} fields", entity.name, entity.fields.len()),
                format!("keep at most {FIELD_LIMIT}"),
            );
        }
        fields::check(&entity.fields, &format!("{path}.fields"), faults);
    }
}

fn naming(entity: &Entity, path: &str, faults: &mut Faults) {
    if !is_entity_name(&entity.name) {
        faults.add(
            format!("{path}.name"),
            format!("{:?} is not an entity name", entity.name),
            format!("use a PascalCase singular of 2 to {MAX_IDENTIFIER} letters and digits"),
        );
    } else if is_reserved_entity(&entity.name) {
        faults.add(
            format!("{path}.name"),
            format!("{:?} is a name that the generated code uses", entity.name),
            "choose a more exact name",
        );
    }
    if !is_snake_name(&entity.plural, MAX_IDENTIFIER) {
        faults.add(
            format!("{path}.plural"),
            format!("{:?} is not a table name", entity.plural),
            format!("use a snake_case plural, at most {MAX_IDENTIFIER} characters"),
        );
    } else if is_reserved_plural(&entity.plural) {
        faults.add(
            format!("{path}.plural"),
            format!("{:?} is a route or module of every project", entity.plural),
            "choose another plural",
        );
    }
}

fn access(model: &AppModel, entity: &Entity, path: &str, faults: &mut Faults) {
    if entity.access != Access::Open && !model.can(Capability::Auth) {
        faults.add(
            format!("{path}.access"),
            format!("{} is not open, but there are no accounts", entity.name),
            "set access: open or add auth to capabilities",
        );
    }
    let list = format!("{path}.managed_by");
    match entity.access {
        Access::Managed if entity.managed_by.is_empty() => faults.add(
            &list,
            format!("no role manages {}", entity.name),
            "name at least one role",
        ),
        Access::Open | Access::Owned | Access::Authored if !entity.managed_by.is_empty() => {
            faults.add(
                &list,
                format!("{} is not managed", entity.name),
                "set access: managed or remove managed_by",
            );
        }
        Access::Open | Access::Owned | Access::Authored | Access::Managed => {}
    }
    for (index, role) in entity.managed_by.iter().enumerate() {
        if !model.roles.iter().any(|known| known.name == *role) {
            faults.add(
                format!("{list}[{index}]"),
                format!("there is no role {role:?}"),
                "add it to roles or name another",
            );
        }
        if entity.managed_by[..index].contains(role) {
            faults.add(
                format!("{list}[{index}]"),
                format!("role {role:?} is there twice"),
                "remove one",
            );
        }
    }
}

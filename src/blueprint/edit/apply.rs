//! Carries out a change.

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

use super::refer::{drop_relation, drop_rules, rename_field};
use super::{Edit, EditFault};
use crate::blueprint::understand::{ParsedField, parse_field, plural_of, rename_entity};
use crate::domain::app_model::{
    Access, AppModel, Capability, Entity, Field, FieldType, OnDelete, Origin, Relation,
    RelationKind, is_entity_name, is_reserved_entity,
};

/// The account that `auth` brings; it is no entity of the model, but relations may name it.
const USER: &str = "User";

/// The model after a change; whether it can be rendered then is [`AppModel::check`]'s to say.
///
/// # Errors
/// What is wrong with the change; the model stays as it was.
pub fn edit(model: &AppModel, change: &Edit) -> Result<AppModel, EditFault> {
    let mut model = model.clone();
    match change {
        Edit::Title(title) => rename_project(&mut model, title)?,
        Edit::AddEntity(name) => add_entity(&mut model, name)?,
        Edit::RenameEntity { from, to } => {
            let to = free_name(&model, to, Some(from))?;
            if to != *from {
                find(&mut model, from)?;
                rename_entity(&mut model, from, &to);
            }
        }
        Edit::RemoveEntity(name) => remove_entity(&mut model, name)?,
        Edit::AddField { entity, text } => {
            let parsed = parse_field(text)?;
            place_field(&mut model, entity, None, parsed)?;
        }
        Edit::ChangeField {
            entity,
            field,
            text,
        } => {
            let parsed = parse_field(text)?;
            place_field(&mut model, entity, Some(field), parsed)?;
        }
        Edit::RemoveField { entity, field } => {
            let owner = find(&mut model, entity)?;
            let before = owner.fields.len();
            owner.fields.retain(|one| one.name != *field);
            if owner.fields.len() == before {
                return Err(EditFault::Missing(format!("{entity}.{field}")));
            }
            drop_rules(&mut model, entity, field);
        }
        Edit::RemoveRelation(place) => drop_relation(&mut model, *place),
        Edit::Toggle(capability) => toggle(&mut model, *capability),
    }
    Ok(model)
}

fn rename_project(model: &mut AppModel, title: &str) -> Result<(), EditFault> {
    let name = title.to_kebab_case();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(EditFault::Title);
    }
    title.trim().clone_into(&mut model.title);
    model.name = name;
    Ok(())
}

fn find<'a>(model: &'a mut AppModel, name: &str) -> Result<&'a mut Entity, EditFault> {
    let mut entities = model.entities.iter_mut();
    let found = entities.find(|entity| entity.name == name);
    found.ok_or_else(|| EditFault::Missing(name.to_owned()))
}

/// `name` as an entity is called, where nothing else is called so; `own` may be itself.
fn free_name(model: &AppModel, name: &str, own: Option<&str>) -> Result<String, EditFault> {
    let pascal = name.trim().to_upper_camel_case();
    if !is_entity_name(&pascal) || is_reserved_entity(&pascal) {
        return Err(EditFault::EntityName(name.trim().to_owned()));
    }
    let plural = plural_of(&pascal);
    let mut others = model
        .entities
        .iter()
        .filter(|entity| own != Some(entity.name.as_str()));
    if others.any(|entity| entity.name == pascal || entity.plural == plural) {
        return Err(EditFault::Taken(format!("an entity {pascal}")));
    }
    Ok(pascal)
}

fn add_entity(model: &mut AppModel, name: &str) -> Result<(), EditFault> {
    let name = free_name(model, name, None)?;
    let access = if model.can(Capability::Auth) {
        Access::Owned
    } else {
        Access::Open
    };
    model.entities.push(Entity {
        plural: plural_of(&name),
        name,
        description: String::new(),
        access,
        managed_by: Vec::new(),
        fields: vec![Field::new("name", FieldType::String)],
        origin: Origin::Named,
    });
    Ok(())
}

fn remove_entity(model: &mut AppModel, name: &str) -> Result<(), EditFault> {
    find(model, name)?;
    if model.entities.len() == 1 {
        return Err(EditFault::LastEntity);
    }
    model.entities.retain(|entity| entity.name != name);
    while let Some(place) = model
        .relations
        .iter()
        .position(|relation| relation.from == name || relation.to == name)
    {
        drop_relation(model, place);
    }
    model.rules.retain(|rule| rule.entity() != name);
    model.focus.retain(|focus| focus != name);
    Ok(())
}

/// Puts a field in the place of `old`, or at the end; a reference becomes a relation.
fn place_field(
    model: &mut AppModel,
    entity: &str,
    old: Option<&str>,
    parsed: ParsedField,
) -> Result<(), EditFault> {
    let new = parsed.field.name.clone();
    let owner = find(model, entity)?;
    let taken = |name: &str| old != Some(name) && owner.field(name).is_some();
    if taken(&new) {
        return Err(EditFault::Taken(format!("a field {new} in {entity}")));
    }
    if let Some(reference) = parsed.reference {
        if let Some(old) = old {
            owner.fields.retain(|field| field.name != old);
            drop_rules(model, entity, old);
        }
        return refer_to(model, entity, &reference, &parsed.field);
    }
    let Some(old) = old else {
        owner.fields.push(parsed.field);
        return Ok(());
    };
    let place = owner.fields.iter_mut().find(|field| field.name == old);
    *place.ok_or_else(|| EditFault::Missing(format!("{entity}.{old}")))? = parsed.field;
    if new != old {
        rename_field(model, entity, old, &new);
    }
    Ok(())
}

fn refer_to(
    model: &mut AppModel,
    entity: &str,
    reference: &str,
    field: &Field,
) -> Result<(), EditFault> {
    let account = reference == USER && model.can(Capability::Auth);
    if model.entity(reference).is_none() && !account {
        return Err(EditFault::NoReference(reference.to_owned()));
    }
    let same = |one: &Relation| one.to == entity && one.name == field.name;
    if model.relations.iter().any(same) {
        return Err(EditFault::Taken(format!("a reference {}", field.name)));
    }
    let many = plural_of(entity);
    let usual = reference.to_snake_case() == field.name;
    model.relations.push(Relation {
        kind: RelationKind::OneToMany,
        from: reference.to_owned(),
        to: entity.to_owned(),
        inverse: if usual {
            many
        } else {
            format!("{}_{many}", field.name)
        },
        name: field.name.clone(),
        optional: field.optional,
        on_delete: if field.optional {
            OnDelete::SetNull
        } else {
            OnDelete::Cascade
        },
    });
    Ok(())
}

fn toggle(model: &mut AppModel, capability: Capability) {
    if model.can(capability) {
        take_away(model, capability);
        return;
    }
    model.capabilities.extend(capability.needs());
    model.capabilities.insert(capability);
}

fn take_away(model: &mut AppModel, capability: Capability) {
    model.capabilities.remove(&capability);
    for other in Capability::ALL {
        if model.can(other) && other.needs().contains(&capability) {
            take_away(model, other);
        }
    }
    let managed = capability == Capability::Roles;
    let accounts = capability == Capability::Auth;
    if managed || accounts {
        model.roles.clear();
        for entity in &mut model.entities {
            entity.managed_by.clear();
            if accounts {
                entity.access = Access::Open;
            } else if entity.access == Access::Managed {
                entity.access = Access::Authored;
            }
        }
    }
    if accounts {
        model.user_fields.clear();
        while let Some(place) = model
            .relations
            .iter()
            .position(|relation| relation.from == USER || relation.to == USER)
        {
            drop_relation(model, place);
        }
    }
}

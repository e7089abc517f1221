//! Takes out of a model what its check refuses, so that every understanding can be rendered.

use super::guess;
use super::outcome::Finding;
use crate::domain::app_model::{AppModel, Capability, FieldType, ModelFault, OnDelete, Rule};

/// Faults are repaired one by one; a model has far fewer parts than this.
const MAX_REPAIRS: usize = 2_000;

/// Repairs the model until it passes its check; answers what was taken out and why.
pub(super) fn settle(model: &mut AppModel) -> Vec<Finding> {
    let mut findings = Vec::new();
    for _ in 0..MAX_REPAIRS {
        let Some(fault) = model.check().into_iter().next() else {
            break;
        };
        let words = repair(model, &fault);
        let finding = Finding::new(words, format!("left out: {}", fault.problem));
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// The parts of a path: `entities[2].fields[0].name` → `entities 2 fields 0 name`.
fn parts(path: &str) -> Vec<&str> {
    path.split(['.', '[', ']'])
        .filter(|part| !part.is_empty())
        .collect()
}

/// Repairs one fault; answers what it was about.
fn repair(model: &mut AppModel, fault: &ModelFault) -> String {
    let parts = parts(&fault.path);
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<usize>().ok());
    match (parts.first().copied().unwrap_or_default(), number(1)) {
        ("entities", Some(index)) => entity(model, index, &parts),
        ("entities", None) => match model.entities.pop() {
            Some(last) => forget(model, &last.name),
            None => "entities".into(),
        },
        ("relations", Some(index)) => relation(model, index, &parts),
        ("relations", None) => pop(&mut model.relations, "relations"),
        ("rules", Some(index)) if index < model.rules.len() => {
            let rule = model.rules.remove(index);
            if matches!(rule, Rule::NoOverlap { .. }) {
                model.capabilities.remove(&Capability::Booking);
            }
            "a rule".into()
        }
        ("rules", _) => pop(&mut model.rules, "rules"),
        ("roles", Some(index))
            if index < model.roles.len() && model.roles[index].name != "admin" =>
        {
            let role = model.roles.remove(index).name;
            for entity in &mut model.entities {
                entity.managed_by.retain(|name| *name != role);
            }
            role
        }
        ("roles", _) => {
            model.roles.truncate(1);
            "roles".into()
        }
        ("user_fields", Some(index)) if index < model.user_fields.len() => {
            model.user_fields.remove(index).name
        }
        ("user_fields", _) => pop(&mut model.user_fields, "user fields"),
        ("focus", Some(index)) if index < model.focus.len() => model.focus.remove(index),
        ("capabilities", _) => capability(model),
        (other, _) => header(model, other),
    }
}

fn pop<T>(list: &mut Vec<T>, what: &str) -> String {
    list.pop();
    what.to_owned()
}

fn header(model: &mut AppModel, part: &str) -> String {
    match part {
        "name" => model.name = "app".into(),
        "title" => model.title = "App".into(),
        _ => {
            model.description = model
                .description
                .chars()
                .filter(|c| c.is_ascii_graphic() || *c == ' ')
                .collect();
        }
    }
    part.to_owned()
}

fn capability(model: &mut AppModel) -> String {
    let lacking = model.capabilities.iter().copied().find(|one| {
        *one == Capability::Booking || one.needs().iter().any(|need| !model.can(*need))
    });
    if let Some(one) = lacking {
        model.capabilities.remove(&one);
        return one.name().to_owned();
    }
    model.capabilities.clear();
    "capabilities".into()
}

fn entity(model: &mut AppModel, index: usize, parts: &[&str]) -> String {
    let Some(entity) = model.entities.get_mut(index) else {
        return "an entity".into();
    };
    let name = entity.name.clone();
    match (parts.get(2).copied().unwrap_or_default(), parts.get(3)) {
        ("fields", Some(place)) => {
            let place = place.parse().unwrap_or(usize::MAX);
            field(
                &mut entity.fields,
                place,
                parts.get(4).copied().unwrap_or_default(),
                &name,
            )
        }
        ("fields", None) if entity.fields.is_empty() => {
            entity.fields = guess::fields_for("");
            name
        }
        ("fields", None) => {
            let taken = attached(model, index);
            let entity = &mut model.entities[index];
            let before = entity.fields.len();
            entity
                .fields
                .retain(|field| !taken.contains(&field.name.as_str()));
            if entity.fields.len() == before {
                entity.fields.pop();
            }
            name
        }
        ("description", _) => {
            entity.description.clear();
            name
        }
        ("managed_by" | "access", _) => {
            entity.managed_by.clear();
            entity.access = crate::domain::app_model::Access::default();
            name
        }
        _ => {
            let gone = model.entities.remove(index);
            forget(model, &gone.name)
        }
    }
}

/// Field names that the model's capabilities add to the entity.
fn attached(model: &AppModel, _index: usize) -> Vec<&'static str> {
    let mut names = Vec::new();
    if model.can(Capability::Tags) {
        names.extend(["tag", "tags", "taggings"]);
    }
    if model.can(Capability::Likes) {
        names.extend(["likes", "like_count", "liked"]);
    }
    if model.can(Capability::Ratings) {
        names.extend([
            "ratings",
            "rating_count",
            "rating_average",
            "average_rating",
        ]);
    }
    names
}

fn field(
    fields: &mut Vec<crate::domain::app_model::Field>,
    place: usize,
    part: &str,
    entity: &str,
) -> String {
    let Some(field) = fields.get_mut(place) else {
        return entity.to_owned();
    };
    let words = format!("{entity}.{}", field.name);
    match part {
        "min" | "max" => {
            field.min = None;
            field.max = None;
        }
        "unique" => field.unique = false,
        "default" => {
            field.default = None;
        }
        "values" if field.ty == FieldType::Enum && field.values.len() > 1 => {
            field.values.pop();
            field.default = None;
        }
        _ => {
            fields.remove(place);
        }
    }
    words
}

fn relation(model: &mut AppModel, index: usize, parts: &[&str]) -> String {
    let Some(relation) = model.relations.get_mut(index) else {
        return "a relation".into();
    };
    let words = format!("{} and {}", relation.from, relation.to);
    if parts.get(2) == Some(&"optional") && !relation.optional {
        relation.optional = true;
        if relation.on_delete == OnDelete::Cascade {
            relation.on_delete = OnDelete::SetNull;
        }
        return words;
    }
    model.relations.remove(index);
    words
}

/// Takes an entity out of everything that names it.
fn forget(model: &mut AppModel, name: &str) -> String {
    model.entities.retain(|entity| entity.name != name);
    model
        .relations
        .retain(|relation| relation.from != name && relation.to != name);
    model.focus.retain(|focus| focus != name);
    model.rules.retain(|rule| rule.entity() != name);
    name.to_owned()
}

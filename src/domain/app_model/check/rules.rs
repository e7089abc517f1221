//! Rules: the fields and references that they name exist and fit.

use super::super::{AppModel, Entity, Field, FieldType, RelationKind, Rule};
use super::custom;
use super::fault::Faults;

const MAX_RULES: usize = 200;

pub(super) fn check(model: &AppModel, faults: &mut Faults) {
    if model.rules.len() > MAX_RULES {
        faults.add(
            "rules",
            format!("there are {} rules", model.rules.len()),
            format!("keep at most {MAX_RULES}"),
        );
    }
    for (index, rule) in model.rules.iter().enumerate() {
        let at = format!("rules[{index}]");
        if model.rules[..index].contains(rule) {
            faults.add(&at, "this rule is there twice", "remove one");
        }
        let Some(entity) = model.entity(rule.entity()) else {
            faults.add(
                format!("{at}.entity"),
                format!("there is no entity {:?}", rule.entity()),
                "name an entity of this model",
            );
            continue;
        };
        match rule {
            Rule::Order { earlier, later, .. } => {
                pair(
                    entity,
                    (("earlier", earlier), ("later", later)),
                    &at,
                    faults,
                );
                contradiction(model, index, faults);
            }
            Rule::Transition { field, steps, .. } => {
                transition(entity, field, steps, &at, faults);
                repeated(&model.rules[..index], &entity.name, field, &at, faults);
            }
            Rule::UniqueTogether { fields, .. } => together(model, entity, fields, &at, faults),
            Rule::NoOverlap {
                resource,
                start,
                end,
                ..
            } => {
                overlap(model, entity, resource, &at, faults);
                pair(entity, (("start", start), ("end", end)), &at, faults);
                span(entity, start, &at, faults);
            }
            Rule::Custom(rule) => custom::check(rule, entity, &model.rules[..index], &at, faults),
        }
    }
}

type Named<'a> = (&'a str, &'a String);

fn find<'a>(
    entity: &'a Entity,
    (key, name): Named<'_>,
    at: &str,
    faults: &mut Faults,
) -> Option<&'a Field> {
    let found = entity.field(name);
    if found.is_none() {
        faults.add(
            format!("{at}.{key}"),
            format!("{} has no field {name:?}", entity.name),
            "name one of its fields",
        );
    }
    found
}

/// Two different fields of one ordered type.
fn pair(entity: &Entity, sides: (Named<'_>, Named<'_>), at: &str, faults: &mut Faults) {
    let first = find(entity, sides.0, at, faults);
    let second = find(entity, sides.1, at, faults);
    let (Some(first), Some(second)) = (first, second) else {
        return;
    };
    let path = format!("{at}.{}", sides.1.0);
    if first.name == second.name {
        faults.add(
            &path,
            format!("{:?} is compared with itself", first.name),
            "name two different fields",
        );
    }
    let ordered =
        |ty: FieldType| ty.is_numeric() || matches!(ty, FieldType::Date | FieldType::Datetime);
    if !ordered(first.ty) || first.ty != second.ty {
        faults.add(
            &path,
            format!("{:?} and {:?} cannot be compared", first.name, second.name),
            "name two dates, two datetimes or two numbers of one type",
        );
    }
}

/// The start of a time span is a date or datetime, and both ends are required.
fn span(entity: &Entity, start: &str, at: &str, faults: &mut Faults) {
    let timed = |field: &Field| matches!(field.ty, FieldType::Date | FieldType::Datetime);
    if entity.field(start).is_some_and(|field| !timed(field)) {
        faults.add(
            format!("{at}.start"),
            format!("{start:?} is not a date or datetime"),
            "name a date or datetime field",
        );
    }
}

/// Orders that together say that something lies before itself.
fn contradiction(model: &AppModel, index: usize, faults: &mut Faults) {
    let Some(Rule::Order {
        entity,
        earlier,
        later,
    }) = model.rules.get(index)
    else {
        return;
    };
    let mut open = vec![later];
    let mut seen: Vec<&String> = Vec::new();
    while let Some(next) = open.pop() {
        if next == earlier && earlier != later {
            faults.add(
                format!("rules[{index}].later"),
                format!("the rules say that {earlier:?} is before and after {later:?}"),
                "remove one of the rules",
            );
            return;
        }
        if seen.contains(&next) {
            continue;
        }
        seen.push(next);
        open.extend(model.rules[..index].iter().filter_map(|rule| match rule {
            Rule::Order {
                entity: other,
                earlier,
                later,
            } if other == entity && earlier == next => Some(later),
            Rule::Order { .. }
            | Rule::Transition { .. }
            | Rule::UniqueTogether { .. }
            | Rule::NoOverlap { .. }
            | Rule::Custom(_) => None,
        }));
    }
}

fn transition(
    entity: &Entity,
    name: &String,
    steps: &[(String, String)],
    at: &str,
    faults: &mut Faults,
) {
    let Some(field) = find(entity, ("field", name), at, faults) else {
        return;
    };
    if field.ty != FieldType::Enum {
        faults.add(
            format!("{at}.field"),
            format!("{name:?} is not an enum"),
            "name an enum field",
        );
        return;
    }
    if steps.is_empty() {
        faults.add(
            format!("{at}.steps"),
            "there are no steps",
            "list at least one pair of values",
        );
    }
    for (index, step) in steps.iter().enumerate() {
        let path = format!("{at}.steps[{index}]");
        for value in [&step.0, &step.1] {
            if !field.values.contains(value) {
                faults.add(
                    &path,
                    format!("{name:?} has no value {value:?}"),
                    format!("use one of {}", field.values.join(", ")),
                );
            }
        }
        if step.0 == step.1 {
            faults.add(
                &path,
                format!("{:?} leads to itself", step.0),
                "remove the step",
            );
        }
        if steps[..index].contains(step) {
            faults.add(&path, "this step is there twice", "remove one");
        }
    }
}

/// One field has one set of steps.
fn repeated(earlier: &[Rule], owner: &str, name: &str, at: &str, faults: &mut Faults) {
    let same = |rule: &Rule| match rule {
        Rule::Transition { entity, field, .. } => entity == owner && field == name,
        Rule::Order { .. }
        | Rule::UniqueTogether { .. }
        | Rule::NoOverlap { .. }
        | Rule::Custom(_) => false,
    };
    if earlier.iter().any(same) {
        faults.add(
            format!("{at}.field"),
            format!("{name:?} has its steps already"),
            "put all steps into one rule",
        );
    }
}

fn references(model: &AppModel, entity: &Entity, name: &str) -> bool {
    model.relations.iter().any(|relation| {
        relation.kind == RelationKind::OneToMany
            && relation.to == entity.name
            && relation.name == name
    })
}

fn together(model: &AppModel, entity: &Entity, names: &[String], at: &str, faults: &mut Faults) {
    if names.len() < 2 {
        faults.add(
            format!("{at}.fields"),
            "one name alone is not together with anything",
            "list at least two, or set unique on the field",
        );
    }
    for (index, name) in names.iter().enumerate() {
        let path = format!("{at}.fields[{index}]");
        match entity.field(name) {
            Some(field) if field.ty == FieldType::Text => faults.add(
                &path,
                format!("{name:?} is too long for a unique index"),
                "make it a string or leave it out",
            ),
            None if !references(model, entity, name) => faults.add(
                &path,
                format!("{} has no field or reference {name:?}", entity.name),
                "name its fields or references",
            ),
            Some(_) | None => {}
        }
        if names[..index].contains(name) {
            faults.add(&path, format!("{name:?} is there twice"), "remove one");
        }
    }
}

fn overlap(model: &AppModel, entity: &Entity, resource: &str, at: &str, faults: &mut Faults) {
    if !references(model, entity, resource) {
        faults.add(
            format!("{at}.resource"),
            format!("{} has no reference {resource:?}", entity.name),
            "name a one_to_many relation that ends at it",
        );
    }
}

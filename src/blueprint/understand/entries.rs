//! The small languages inside a lexicon entry: references, orders, steps, spans.

use heck::ToSnakeCase;

use super::grammar;
use crate::blueprint::lexicon::EntityEntry;
use crate::domain::app_model::{Field, OnDelete, Rule};

/// A reference: `Doctor`, `Room?`, `parent:Category?`, `Doctor!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Belonging {
    /// The name of the reference.
    pub name: String,
    pub entity: String,
    pub optional: bool,
    pub on_delete: OnDelete,
}

/// Reads one reference.
pub(super) fn belonging(text: &str) -> Belonging {
    let (name, target) = match text.split_once(':') {
        Some((name, target)) => (Some(name.trim()), target),
        None => (None, text),
    };
    let entity = target.trim().trim_end_matches(['?', '!']).trim().to_owned();
    let optional = target.contains('?');
    Belonging {
        name: name.map_or_else(|| entity.to_snake_case(), str::to_owned),
        optional,
        on_delete: match (target.contains('!'), optional) {
            (true, _) => OnDelete::Restrict,
            (false, true) => OnDelete::SetNull,
            (false, false) => OnDelete::Cascade,
        },
        entity,
    }
}

/// The fields of an entry; parts that do not follow the grammar are left out.
pub(super) fn fields(entry: &EntityEntry) -> Vec<Field> {
    grammar::fields(&entry.fields)
        .into_iter()
        .filter_map(|(_, parsed)| parsed.ok())
        .map(|parsed| parsed.field)
        .collect()
}

/// The rules of an entry, as written.
pub(super) fn rules(entity: &str, entry: &EntityEntry) -> Vec<Rule> {
    let mut rules = Vec::new();
    for order in &entry.order {
        if let Some((earlier, later)) = order.split_once('<') {
            rules.push(Rule::Order {
                entity: entity.to_owned(),
                earlier: earlier.trim().to_owned(),
                later: later.trim().to_owned(),
            });
        }
    }
    if let Some((field, steps)) = entry.steps.as_deref().and_then(|text| text.split_once(':')) {
        rules.push(Rule::Transition {
            entity: entity.to_owned(),
            field: field.trim().to_owned(),
            steps: steps
                .split(',')
                .filter_map(|step| step.split_once('>'))
                .map(|(from, to)| (from.trim().to_owned(), to.trim().to_owned()))
                .collect(),
        });
    }
    for together in &entry.unique_together {
        rules.push(Rule::UniqueTogether {
            entity: entity.to_owned(),
            fields: together.clone(),
        });
    }
    rules.extend(no_overlap(entity, entry));
    rules
}

/// The rule against overlaps, if the entry has one.
fn no_overlap(entity: &str, entry: &EntityEntry) -> Option<Rule> {
    let (resource, span) = entry.no_overlap.as_deref()?.split_once(':')?;
    let (start, end) = span.split_once("..")?;
    Some(Rule::NoOverlap {
        entity: entity.to_owned(),
        resource: resource.trim().to_owned(),
        start: start.trim().to_owned(),
        end: end.trim().to_owned(),
    })
}

//! The rows of a model: each is something that can be changed.

use std::collections::BTreeSet;

use crate::blueprint::field_text;
use crate::domain::app_model::{AppModel, Capability, Entity, Origin, RelationKind};
use crate::tui::draw::Row;
use crate::tui::theme::Token;

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Goes on with the model as it is.
    Continue,
    /// The title of the application.
    Title,
    /// An entity.
    Entity(String),
    /// A field of an entity.
    Field {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
    },
    /// A relation, by its place in the model.
    Relation(usize),
    /// Adds a field to an entity.
    AddField(String),
    /// Adds an entity.
    AddEntity,
    /// The heading of the capabilities.
    Abilities,
    /// A capability.
    Ability(Capability),
}

/// The rows of a model; the fields of `folded` entities are left out.
pub(super) fn nodes(model: &AppModel, folded: &BTreeSet<String>) -> Vec<Node> {
    let mut nodes = vec![Node::Continue, Node::Title];
    for entity in &model.entities {
        let name = &entity.name;
        nodes.push(Node::Entity(name.clone()));
        if folded.contains(name) {
            continue;
        }
        nodes.extend(entity.fields.iter().map(|field| Node::Field {
            entity: name.clone(),
            field: field.name.clone(),
        }));
        let relations = model.relations.iter().enumerate();
        let own = relations.filter(|(_, relation)| relation.to == *name);
        nodes.extend(own.map(|(place, _)| Node::Relation(place)));
        nodes.push(Node::AddField(name.clone()));
    }
    nodes.push(Node::AddEntity);
    nodes.push(Node::Abilities);
    nodes.extend(Capability::ALL.into_iter().map(Node::Ability));
    nodes
}

/// The entity that a row belongs to.
pub(super) fn owner(model: &AppModel, node: &Node) -> Option<String> {
    match node {
        Node::Entity(name) | Node::AddField(name) => Some(name.clone()),
        Node::Field { entity, .. } => Some(entity.clone()),
        Node::Relation(place) => model.relations.get(*place).map(|one| one.to.clone()),
        Node::Continue | Node::Title | Node::AddEntity | Node::Abilities | Node::Ability(_) => None,
    }
}

/// The text that a row is edited as; none where it is not edited by text.
pub(super) fn editable(model: &AppModel, node: &Node) -> Option<String> {
    match node {
        Node::Title => Some(model.title.clone()),
        Node::Entity(name) => Some(name.clone()),
        Node::Field { entity, field } => {
            let field = model.entity(entity)?.field(field)?;
            Some(field_text(field))
        }
        Node::AddField(_) | Node::AddEntity => Some(String::new()),
        Node::Continue | Node::Relation(_) | Node::Abilities | Node::Ability(_) => None,
    }
}

/// How far what is edited in a row stands from the left.
pub(super) fn indent(node: &Node) -> u16 {
    match node {
        Node::Continue | Node::Abilities => 0,
        Node::Title => 7,
        Node::Entity(_) | Node::AddEntity | Node::Ability(_) => 2,
        Node::Field { .. } | Node::Relation(_) | Node::AddField(_) => 4,
    }
}

/// How a row looks.
pub(super) fn row(model: &AppModel, node: &Node, folded: &BTreeSet<String>) -> Row {
    match node {
        Node::Continue => Row::of("▸ Go on with this model", Token::Accent),
        Node::Title => Row::of("Title  ", Token::Muted)
            .then(model.title.clone(), Token::Strong)
            .right(model.name.clone(), Token::Faint),
        Node::Entity(name) => model
            .entity(name)
            .map_or_else(Row::new, |entity| entity_row(entity, folded.contains(name))),
        Node::Field { entity, field } => {
            let found = model.entity(entity).and_then(|one| one.field(field));
            found.map_or_else(Row::new, |field| field_row(&field_text(field)))
        }
        Node::Relation(place) => relation_row(model, *place),
        Node::AddField(_) => Row::of("    + field", Token::Faint),
        Node::AddEntity => Row::of("  + entity", Token::Faint),
        Node::Abilities => Row::of("It can", Token::Heading),
        Node::Ability(ability) => ability_row(model, *ability),
    }
}

fn entity_row(entity: &Entity, folded: bool) -> Row {
    let mark = if folded { "▸ " } else { "▾ " };
    let row = Row::of(mark, Token::Muted).then(entity.name.clone(), Token::Strong);
    match entity.origin {
        Origin::Named => row.right(entity.plural.clone(), Token::Faint),
        Origin::Implied => row.right("added: it follows from the idea", Token::Faint),
        Origin::Guessed => row.right("its fields are a guess", Token::Warn),
    }
}

fn field_row(text: &str) -> Row {
    let (name, rest) = text.split_once(':').unwrap_or((text, ""));
    Row::of(format!("    {name}"), Token::Text).then(format!(":{rest}"), Token::Type)
}

fn relation_row(model: &AppModel, place: usize) -> Row {
    let Some(relation) = model.relations.get(place) else {
        return Row::new();
    };
    let what = match relation.kind {
        RelationKind::OneToMany if relation.optional => "one, or none",
        RelationKind::OneToMany => "one",
        RelationKind::ManyToMany => "many",
    };
    Row::of(format!("    {}", relation.name), Token::Text)
        .then(format!(" → {}", relation.from), Token::Link)
        .right(what, Token::Faint)
}

fn ability_row(model: &AppModel, ability: Capability) -> Row {
    let has = model.can(ability);
    let (mark, token) = if has {
        ("  [x] ", Token::Good)
    } else {
        ("  [ ] ", Token::Faint)
    };
    let name = ability.name().replace('_', " ");
    let names = if has { Token::Text } else { Token::Muted };
    let needs: Vec<_> = ability.needs().iter().map(|one| one.name()).collect();
    let row = Row::of(mark, token).then(name, names);
    if needs.is_empty() {
        return row;
    }
    row.right(format!("needs {}", needs.join(", ")), Token::Faint)
}

//! The order in which tables can be created, and the references that must wait.

use std::collections::BTreeSet;

use crate::blueprint::render::RenderError;
use crate::domain::app_model::{AppModel, Relation, RelationKind};

/// Entities so that each comes after those it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableOrder {
    /// Indices into the model's entities.
    pub(super) entities: Vec<usize>,
    /// Indices of the relations whose foreign key is added when all tables are there.
    pub(super) deferred: BTreeSet<usize>,
}

impl TableOrder {
    /// Sorts the entities of `model`, keeping its order where it can.
    ///
    /// A circle is cut at optional references; one without any is an error, since no row of it
    /// could ever be created.
    pub(super) fn of(model: &AppModel) -> Result<Self, RenderError> {
        let mut order = Self {
            entities: Vec::new(),
            deferred: BTreeSet::new(),
        };
        let mut waiting: Vec<usize> = (0..model.entities.len()).collect();
        while !waiting.is_empty() {
            let ready = waiting
                .iter()
                .position(|&entity| open(model, &waiting, entity).next().is_none());
            let Some(position) = ready.or_else(|| cut(model, &waiting, &mut order)) else {
                let name = &model.entities[waiting[0]].name;
                return Err(RenderError::Unreachable(name.clone()));
            };
            order.entities.push(waiting.remove(position));
        }
        for (index, relation) in model.relations.iter().enumerate() {
            if relation.kind == RelationKind::OneToMany
                && relation.to == "User"
                && relation.from != "User"
            {
                order.deferred.insert(index);
            }
        }
        refuse_required_self_references(model)?;
        Ok(order)
    }
}

/// The relations by which `entity` still waits for one of `waiting`.
fn open<'a>(
    model: &'a AppModel,
    waiting: &'a [usize],
    entity: usize,
) -> impl Iterator<Item = (usize, &'a Relation)> {
    let name = model.entities[entity].name.as_str();
    model
        .relations
        .iter()
        .enumerate()
        .filter(move |(_, relation)| {
            relation.kind == RelationKind::OneToMany
                && relation.to == name
                && relation.from != name
                && waiting
                    .iter()
                    .any(|&other| model.entities[other].name == relation.from)
        })
}

/// Finds an entity that waits by optional references alone, and defers those.
fn cut(model: &AppModel, waiting: &[usize], order: &mut TableOrder) -> Option<usize> {
    let position = waiting
        .iter()
        .position(|&entity| open(model, waiting, entity).all(|(_, relation)| relation.optional))?;
    let deferred: Vec<_> = open(model, waiting, waiting[position])
        .map(|(index, _)| index)
        .collect();
    order.deferred.extend(deferred);
    Some(position)
}

/// A row that must refer to another row of its own kind could never be the first.
fn refuse_required_self_references(model: &AppModel) -> Result<(), RenderError> {
    let found = model.relations.iter().find(|relation| {
        relation.kind == RelationKind::OneToMany
            && relation.from == relation.to
            && !relation.optional
            && relation.to != "User"
    });
    match found {
        Some(relation) => Err(RenderError::Unreachable(relation.to.clone())),
        None => Ok(()),
    }
}

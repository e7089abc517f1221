//! References of an entity to others, and the rows that refer to it.

use serde::Serialize;

use crate::blueprint::render::RenderError;
use crate::domain::app_model::{Access, AppModel, OnDelete, Relation, RelationKind};

use super::entity::effective_access;
use super::names::{Names, human};
use super::order::TableOrder;

/// A foreign key of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ReferenceView {
    /// The reference (`invoice`).
    pub(crate) name: String,
    /// Its column (`invoice_id`).
    pub(crate) column: String,
    /// Its name in words.
    pub(crate) human: String,
    /// What it points at.
    pub(crate) target: Names,
    /// Whether the target is the user account, the same entity or another one.
    pub(crate) target_kind: TargetKind,
    /// Who may see the rows that it points at.
    pub(crate) target_access: TargetAccess,
    /// True when it may be null.
    pub(crate) optional: bool,
    /// What happens to this row when the target goes.
    pub(crate) on_delete: OnDelete,
    /// The same as SQL (`CASCADE`).
    pub(crate) sql_on_delete: &'static str,
    /// True when the key is added after all tables are there.
    pub(crate) deferred: bool,
    /// True when more than one reference joins the same two entities.
    pub(crate) ambiguous: bool,
    /// The collection on the target; none on the user account.
    pub(crate) inverse: Option<String>,
}

/// What a reference points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TargetKind {
    /// The user account.
    User,
    /// The entity itself.
    Itself,
    /// Another entity.
    Other,
}

/// Who may see and change the rows on the other side of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TargetAccess {
    /// Everybody.
    Open,
    /// Their owner alone.
    Owned,
    /// Every user sees them, their author changes them.
    Authored,
    /// Every user sees them, some roles change them.
    Managed,
    /// They are user accounts.
    User,
}

impl TargetAccess {
    /// The access to the rows of `name`, an entity or the user account.
    pub(super) fn of(model: &AppModel, name: &str) -> Self {
        let Some(entity) = model.entity(name) else {
            return Self::User;
        };
        match effective_access(model, entity) {
            Access::Open => Self::Open,
            Access::Owned => Self::Owned,
            Access::Authored => Self::Authored,
            Access::Managed => Self::Managed,
        }
    }
}

/// The rows of another entity that refer to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CollectionView {
    /// The collection (`line_items`).
    pub(crate) name: String,
    /// What refers to this entity.
    pub(crate) source: Names,
    /// The reference on the other side.
    pub(crate) reference: String,
    /// The reference's column on the other side.
    pub(crate) column: String,
    /// What happens to those rows when this one goes.
    pub(crate) on_delete: OnDelete,
    /// Who may see those rows.
    pub(crate) access: TargetAccess,
    /// True when those rows are of the same entity.
    pub(crate) itself: bool,
    /// True when more than one reference joins the same two entities.
    pub(crate) ambiguous: bool,
}

/// The names of `name`, an entity of the model or the user account.
pub(super) fn names_of(
    model: &AppModel,
    relation: &Relation,
    name: &str,
) -> Result<Names, RenderError> {
    use crate::domain::app_model::Capability;
    if let Some(entity) = model.entity(name) {
        return Ok(Names::of(entity));
    }
    if name == "User" && model.can(Capability::Auth) {
        return Ok(Names::user());
    }
    Err(RenderError::Unknown {
        place: format!("relation `{}` of `{}`", relation.name, relation.to),
        name: name.to_owned(),
    })
}

/// The foreign keys of `entity`, in the order of the model.
pub(super) fn references(
    model: &AppModel,
    order: &TableOrder,
    entity: &str,
) -> Result<Vec<ReferenceView>, RenderError> {
    model
        .relations
        .iter()
        .enumerate()
        .filter(|(_, relation)| relation.kind == RelationKind::OneToMany && relation.to == entity)
        .map(|(index, relation)| {
            let target = names_of(model, relation, &relation.from)?;
            let target_kind = if relation.from == relation.to {
                TargetKind::Itself
            } else if relation.from == "User" && model.entity("User").is_none() {
                TargetKind::User
            } else {
                TargetKind::Other
            };
            let optional = relation.optional || entity == "User";
            let on_delete = effective(relation, optional);
            Ok(ReferenceView {
                name: relation.name.clone(),
                column: format!("{}_id", relation.name),
                human: human(&relation.name),
                target,
                target_kind,
                target_access: TargetAccess::of(model, &relation.from),
                optional,
                on_delete,
                sql_on_delete: sql(on_delete),
                deferred: order.deferred.contains(&index),
                ambiguous: is_ambiguous(model, relation),
                inverse: (target_kind != TargetKind::User).then(|| relation.inverse.clone()),
            })
        })
        .collect()
}

/// The rows that refer to `entity`; the user account keeps no collections.
pub(super) fn collections(
    model: &AppModel,
    entity: &str,
) -> Result<Vec<CollectionView>, RenderError> {
    model
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::OneToMany && relation.from == entity)
        .filter(|relation| model.entity(&relation.to).is_some())
        .map(|relation| {
            Ok(CollectionView {
                name: relation.inverse.clone(),
                source: names_of(model, relation, &relation.to)?,
                reference: relation.name.clone(),
                column: format!("{}_id", relation.name),
                on_delete: effective(relation, relation.optional || relation.to == "User"),
                access: TargetAccess::of(model, &relation.to),
                itself: relation.from == relation.to,
                ambiguous: is_ambiguous(model, relation),
            })
        })
        .collect()
}

/// What happens on delete; a key that cannot be null is not set to null.
fn effective(relation: &Relation, optional: bool) -> OnDelete {
    match relation.on_delete {
        OnDelete::SetNull if !optional => OnDelete::Restrict,
        OnDelete::Cascade if relation.to == "User" => OnDelete::SetNull,
        OnDelete::Cascade | OnDelete::Restrict | OnDelete::SetNull => relation.on_delete,
    }
}

/// The clause after `ON DELETE`.
fn sql(on_delete: OnDelete) -> &'static str {
    match on_delete {
        OnDelete::Cascade => "CASCADE",
        OnDelete::Restrict => "RESTRICT",
        OnDelete::SetNull => "SET NULL",
    }
}

/// True when another foreign key joins the same two entities, in either direction.
fn is_ambiguous(model: &AppModel, relation: &Relation) -> bool {
    let joins = model.relations.iter().filter(|other| {
        other.kind == RelationKind::OneToMany
            && ((other.from == relation.from && other.to == relation.to)
                || (other.from == relation.to && other.to == relation.from))
    });
    joins.count() > 1
}

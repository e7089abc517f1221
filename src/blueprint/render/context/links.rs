//! Many-to-many relations: the link tables and the two sides of each.

use heck::{ToKebabCase, ToSnakeCase};
use serde::Serialize;

use crate::blueprint::inflection;
use crate::blueprint::render::RenderError;
use crate::domain::app_model::{AppModel, Relation, RelationKind};

use super::names::{Names, human};
use super::references::{TargetAccess, names_of};

/// A table that joins two entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LinkTable {
    /// The table and the variable that holds it.
    pub(crate) table: String,
    /// The column of the `from` side and what it points at.
    pub(crate) from_column: String,
    /// The table that the `from` column points at.
    pub(crate) from_table: String,
    /// The column of the `to` side.
    pub(crate) to_column: String,
    /// The table that the `to` column points at.
    pub(crate) to_table: String,
}

/// The link table as one side sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LinkColumns {
    /// The link table.
    pub(crate) table: String,
    /// The column that points at this side.
    pub(crate) own_column: String,
    /// The column that points at the other side.
    pub(crate) other_column: String,
}

/// One side of a many-to-many relation: the collection of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LinkView {
    /// The collection (`students`).
    pub(crate) name: String,
    /// Its path segment.
    pub(crate) route: String,
    /// The path segment of the collection on the other side.
    pub(crate) mirror_route: String,
    /// The collection in words.
    pub(crate) human: String,
    /// One element of it, as a name (`student`).
    pub(crate) item: String,
    /// What it holds.
    pub(crate) target: Names,
    /// True when it holds user accounts.
    pub(crate) holds_users: bool,
    /// True when both sides are one entity.
    pub(crate) itself: bool,
    /// True when the owner may add to it: not where it would speak for other users.
    pub(crate) joins: bool,
    /// Where the links are kept.
    #[serde(flatten)]
    pub(crate) columns: LinkColumns,
    /// Who may see the rows of the other side.
    pub(crate) target_access: TargetAccess,
}

/// All link tables, in the order of the model.
pub(super) fn link_tables(model: &AppModel) -> Result<Vec<LinkTable>, RenderError> {
    many_to_many(model)
        .map(|relation| {
            let (from_column, to_column) = columns(relation);
            Ok(LinkTable {
                table: table(relation),
                from_column,
                from_table: names_of(model, relation, &relation.from)?.plural,
                to_column,
                to_table: names_of(model, relation, &relation.to)?.plural,
            })
        })
        .collect()
}

/// The collections of `entity` through link tables.
pub(super) fn links(model: &AppModel, entity: &str) -> Result<Vec<LinkView>, RenderError> {
    let mut views = Vec::new();
    for relation in many_to_many(model) {
        let (from_column, to_column) = columns(relation);
        if relation.to == entity {
            let sides = (to_column.as_str(), from_column.as_str());
            views.push(side(
                model,
                relation,
                (&relation.name, entity),
                &relation.from,
                sides,
            )?);
        }
        if relation.from == entity {
            let sides = (from_column.as_str(), to_column.as_str());
            views.push(side(
                model,
                relation,
                (&relation.inverse, entity),
                &relation.to,
                sides,
            )?);
        }
    }
    Ok(views)
}

/// The collection called `name` of `owner` that holds rows of `target`.
fn side(
    model: &AppModel,
    relation: &Relation,
    (name, owner): (&str, &str),
    target: &str,
    (own, other): (&str, &str),
) -> Result<LinkView, RenderError> {
    Ok(LinkView {
        name: name.to_owned(),
        route: name.to_kebab_case(),
        mirror_route: if name == relation.name {
            relation.inverse.to_kebab_case()
        } else {
            relation.name.to_kebab_case()
        },
        human: human(name),
        item: if singular(name) == owner.to_snake_case() {
            format!("other_{}", singular(name))
        } else {
            singular(name)
        },
        target: names_of(model, relation, target)?,
        holds_users: model.entity(target).is_none(),
        itself: relation.from == relation.to,
        joins: relation.from != relation.to || name == relation.inverse,
        columns: LinkColumns {
            table: table(relation),
            own_column: own.to_owned(),
            other_column: other.to_owned(),
        },
        target_access: TargetAccess::of(model, target),
    })
}

/// The many-to-many relations of the model.
fn many_to_many(model: &AppModel) -> impl Iterator<Item = &Relation> {
    model
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::ManyToMany)
}

/// The name of a link table: the owner of the collection, then the collection.
fn table(relation: &Relation) -> String {
    format!("{}_{}", relation.to.to_snake_case(), relation.name)
}

/// The columns of a link table, for `from` and for `to`.
fn columns(relation: &Relation) -> (String, String) {
    let from = format!("{}_id", singular(&relation.name));
    let to = format!("{}_id", singular(&relation.inverse));
    if from == to {
        (format!("from_{from}"), format!("to_{to}"))
    } else {
        (from, to)
    }
}

/// One element of a collection, by name.
fn singular(collection: &str) -> String {
    match collection.rsplit_once('_') {
        Some((start, last)) => format!("{start}_{}", inflection::singular(last)),
        None => inflection::singular(collection),
    }
}

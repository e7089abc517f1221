//! Tables, keys and what a delete takes with it: the database agent's document, and what it decides
//! about the typed model.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::db_schema::links;
use crate::domain::app_model::{AppModel, OnDelete, RelationKind};
use crate::factory::agent::{AgentError, require};

/// The database agent's document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// A table for each entity.
    pub tables: Vec<Table>,
    /// A link table for each many-to-many relation: the two entities and the collection's name.
    pub links: Vec<Link>,
}

/// The table of an entity.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The entity's plural.
    pub name: String,
    /// The entity.
    pub entity: String,
    /// A column for each field of the entity.
    pub columns: Vec<Column>,
    /// A reference for each one-to-many relation that ends at the entity.
    pub references: Vec<Reference>,
}

/// The column of a field.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The field.
    pub name: String,
    /// True when it may be null.
    pub nullable: bool,
    /// True when no two rows hold the same value.
    pub unique: bool,
}

/// A foreign key.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The relation's name with `_id`.
    pub column: String,
    /// The entity that it points at.
    pub entity: String,
    /// What happens to the row when that one goes.
    pub on_delete: OnDelete,
}

/// A link table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// One entity.
    pub from: String,
    /// The other one.
    pub to: String,
    /// The collection's name.
    pub collection: String,
}

impl Schema {
    /// The model with what is decided here: which fields may be null, which are unique, and what a
    /// delete takes with it. Tables, columns and keys themselves are those of the model.
    ///
    /// # Errors
    /// [`AgentError::Invalid`] where it is not about this model, or the model would not be sound.
    pub fn decide(&self, model: &AppModel) -> Result<AppModel, AgentError> {
        let mut decided = model.clone();
        let named: BTreeSet<_> = self.tables.iter().map(|table| &table.entity).collect();
        require(named.len() == self.tables.len(), || {
            "an entity has two tables".to_owned()
        })?;
        for entity in &model.entities {
            let mut tables = self.tables.iter();
            let table = tables.find(|table| table.entity == entity.name);
            let table = table.ok_or_else(|| invalid(format!("{} has no table", entity.name)))?;
            require(table.name == entity.plural, || {
                format!("the table of {} is called {}", entity.name, entity.plural)
            })?;
            table.decide(&mut decided)?;
        }
        for name in named {
            require(model.entity(name).is_some(), || {
                format!("there is no entity {name}")
            })?;
        }
        let wanted: BTreeSet<_> = links(model).into_iter().collect();
        require(wanted == self.links.iter().cloned().collect(), || {
            "the link tables are not those of the many-to-many relations".to_owned()
        })?;
        let faults = decided.check();
        require(faults.is_empty(), || {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            faults.join("; ")
        })?;
        Ok(decided)
    }
}

impl Table {
    fn decide(&self, model: &mut AppModel) -> Result<(), AgentError> {
        let name = &self.entity;
        let owner = model.entities.iter_mut().find(|one| one.name == *name);
        let mut left: Vec<_> = self.columns.iter().collect();
        for field in owner.into_iter().flat_map(|owner| &mut owner.fields) {
            let place = left.iter().position(|column| column.name == field.name);
            let place =
                place.ok_or_else(|| invalid(format!("{name} has no column for {}", field.name)))?;
            let column = left.swap_remove(place);
            field.optional = column.nullable;
            field.unique = column.unique;
        }
        require(left.is_empty(), || {
            format!("{name} has columns that are no fields of it")
        })?;
        let mut left: Vec<_> = self.references.iter().collect();
        let ends = |one: &&mut crate::domain::app_model::Relation| {
            one.kind == RelationKind::OneToMany && one.to == *name
        };
        for relation in model.relations.iter_mut().filter(ends) {
            let column = format!("{}_id", relation.name);
            let fits = |one: &&Reference| one.column == column && one.entity == relation.from;
            let place = left.iter().position(fits);
            let place =
                place.ok_or_else(|| invalid(format!("{name} has no reference {column}")))?;
            relation.on_delete = left.swap_remove(place).on_delete;
        }
        require(left.is_empty(), || {
            format!("{name} has references that are no relations of it")
        })
    }
}

fn invalid(reason: String) -> AgentError {
    AgentError::Invalid(reason)
}

//! The database agent decides tables, keys and what a delete takes with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::app_model::{AppModel, Entity, OnDelete, RelationKind};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, read, require, write};

/// Decides tables, keys and constraints.
#[derive(Debug)]
pub struct DbSchema;

/// The database agent's document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Schema {
    /// A table for each entity.
    tables: Vec<Table>,
    /// A link table for each many-to-many relation: the two entities and the collection's name.
    links: Vec<Link>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    entity: String,
    columns: Vec<Column>,
    references: Vec<Reference>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    nullable: bool,
    unique: bool,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reference {
    column: String,
    entity: String,
    on_delete: OnDelete,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Link {
    from: String,
    to: String,
    collection: String,
}

impl Agent for DbSchema {
    fn name(&self) -> AgentName {
        AgentName::DbSchema
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        let model = board.model()?;
        let document = write(&Schema {
            tables: model.entities.iter().map(|e| table(model, e)).collect(),
            links: links(model),
        })?;
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let schema: Schema = read(&output.document)?;
        for entity in &board.model()?.entities {
            let table = schema
                .tables
                .iter()
                .find(|table| table.entity == entity.name);
            let columns = table
                .map(|table| table.columns.as_slice())
                .unwrap_or_default();
            for field in &entity.fields {
                require(
                    columns.iter().any(|column| column.name == field.name),
                    || format!("{} has no column for {}", entity.name, field.name),
                )?;
            }
        }
        let references: usize = schema
            .tables
            .iter()
            .map(|table| table.references.len())
            .sum();
        Ok(format!(
            "{} tables, {references} foreign keys, {} link tables",
            schema.tables.len(),
            schema.links.len()
        ))
    }
}

fn table(model: &AppModel, entity: &Entity) -> Table {
    let references = model
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::OneToMany && relation.to == entity.name)
        .map(|relation| Reference {
            column: format!("{}_id", relation.name),
            entity: relation.from.clone(),
            on_delete: relation.on_delete,
        })
        .collect();
    let columns = entity
        .fields
        .iter()
        .map(|field| Column {
            name: field.name.clone(),
            nullable: field.optional,
            unique: field.unique,
        })
        .collect();
    Table {
        name: entity.plural.clone(),
        entity: entity.name.clone(),
        columns,
        references,
    }
}

fn links(model: &AppModel) -> Vec<Link> {
    model
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::ManyToMany)
        .map(|relation| Link {
            from: relation.from.clone(),
            to: relation.to.clone(),
            collection: relation.inverse.clone(),
        })
        .collect()
}

//! The database agent decides tables, keys and what a delete takes with it.

use std::sync::OnceLock;

use super::tables::{Column, Link, Reference, Schema, Table};
use crate::domain::app_model::{AppModel, Entity, RelationKind};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, read, write};

/// Decides tables, keys and constraints.
#[derive(Debug)]
pub struct DbSchema;

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
        let decided = schema.decide(board.model()?)?;
        if board.model()? != &decided {
            board.rendered = OnceLock::new();
            board.model = Some(decided);
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

pub(super) fn links(model: &AppModel) -> Vec<Link> {
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

//! From a model to the files of its project.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::domain::app_model::AppModel;
use crate::domain::plan::AgentName;

use super::context::ProjectView;
use super::engine::Engine;
use super::manifest::{Part, Repeat, parts};
use super::{RenderError, RenderOptions};

/// One file of a rendered project.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RenderedFile {
    /// Its path in the project, with `/` between folders.
    pub path: String,
    /// What it holds.
    pub content: String,
    /// The agent that wrote it.
    pub agent: AgentName,
    /// True for a program that is started by its path.
    pub executable: bool,
}

/// Renders `model` to the files of a project, sorted by path; the same model gives the same bytes.
///
/// # Errors
/// When the model refers to something that it does not have, or can never hold a row.
pub fn render(model: &AppModel, options: &RenderOptions) -> Result<Vec<RenderedFile>, RenderError> {
    let document = serde_yaml::to_string(model)?;
    let parts = parts(model, *options);
    let project = ProjectView::new(model, *options, &parts, &document)?;
    let revision = project.revision.clone();
    let entities: Vec<_> = project
        .entities
        .iter()
        .map(|entity| {
            (
                entity.names.module.clone(),
                entity.names.plural.clone(),
                Value::from(Serde(entity)),
            )
        })
        .collect();
    let engine = Engine::new(project.globals(entities.iter().map(|entity| entity.2.clone())))?;
    let mut files = BTreeMap::new();
    for part in &parts {
        match part.repeat {
            Repeat::Once => {
                let path = part.output.replace("[revision]", &revision);
                let content = engine.render(&part.template, context! {})?;
                add(&mut files, path, content, options.agent(part.agent))?;
            }
            Repeat::EachEntity => {
                for (module, plural, entity) in &entities {
                    let path = entity_path(part, module, plural);
                    let content =
                        engine.render(&part.template, context! { entity => entity.clone() })?;
                    add(&mut files, path, content, options.agent(part.agent))?;
                }
            }
            Repeat::EachRule => {
                for rule in &project.functions {
                    let path = part.output.replace("[rule]", &rule.name);
                    let rule = Value::from(Serde(rule));
                    let content = engine.render(&part.template, context! { rule => rule })?;
                    add(&mut files, path, content, options.agent(part.agent))?;
                }
            }
        }
    }
    let path = "vibecober.yaml".to_owned();
    add(&mut files, path, document, AgentName::Planner)?;
    Ok(files.into_values().collect())
}

/// Where the file of one entity is written.
fn entity_path(part: &Part, module: &str, plural: &str) -> String {
    part.output
        .replace("[entity]", module)
        .replace("[plural]", plural)
}

/// Adds a file, unless one with its path is there or its template says nothing.
fn add(
    files: &mut BTreeMap<String, RenderedFile>,
    path: String,
    content: String,
    agent: AgentName,
) -> Result<(), RenderError> {
    let is_left_out = content.is_empty();
    match files.entry(path) {
        _ if is_left_out => Ok(()),
        Entry::Occupied(taken) => Err(RenderError::Collision(taken.key().clone())),
        Entry::Vacant(free) => {
            let path = free.key().clone();
            let executable = content.starts_with("#!");
            free.insert(RenderedFile {
                path,
                content,
                agent,
                executable,
            });
            Ok(())
        }
    }
}

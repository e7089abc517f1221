//! Which templates make up a project, where each is written and who answers for it.

use crate::domain::app_model::{AppModel, Capability};
use crate::domain::plan::{AgentName, Mode};

use super::engine::template_paths;
use super::{Containers, RenderOptions, Tests};

/// How often a template is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Once for the project.
    Once,
    /// Once for each entity; the path holds `[entity]` or `[plural]`.
    EachEntity,
    /// Once for each custom rule; the path holds `[rule]`.
    EachRule,
}

/// A template that takes part in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its path below `src/blueprint/templates`.
    pub(super) template: String,
    /// Where it is written, with `[entity]`, `[plural]`, `[rule]` or `[revision]` still in it.
    pub(super) output: String,
    /// How often it is rendered.
    pub(super) repeat: Repeat,
    /// The agent that writes it when the whole team works.
    pub(super) agent: AgentName,
}

/// The templates that `model` needs under `options`, by template path.
///
/// The folder says when a template is used: `core/` always, `production/` in that mode,
/// `capabilities/<name>/` with that capability. What follows is the path in the project.
pub(super) fn parts(model: &AppModel, options: RenderOptions) -> Vec<Part> {
    template_paths()
        .iter()
        .filter_map(|template| {
            let output = selected(template, model, options)?.strip_suffix(".j2")?;
            let of_entity = output.contains("[entity]") || output.contains("[plural]");
            wanted(output, options).then(|| Part {
                template: template.to_string(),
                output: output.to_owned(),
                repeat: if of_entity {
                    Repeat::EachEntity
                } else if output.contains("[rule]") {
                    Repeat::EachRule
                } else {
                    Repeat::Once
                },
                agent: agent(output),
            })
        })
        .collect()
}

/// The path in the project of a template whose folder takes part; `None` for all others.
fn selected<'a>(template: &'a str, model: &AppModel, options: RenderOptions) -> Option<&'a str> {
    let (folder, rest) = template.split_once('/')?;
    match folder {
        "core" => Some(rest),
        "production" => (options.mode == Mode::Production).then_some(rest),
        "capabilities" => {
            let (name, output) = rest.split_once('/')?;
            let enabled = Capability::ALL
                .iter()
                .any(|capability| capability.name() == name && model.can(*capability));
            (enabled && !output.starts_with("parts/")).then_some(output)
        }
        _ => None,
    }
}

/// False for the files that the options leave out.
fn wanted(output: &str, options: RenderOptions) -> bool {
    let is_test = output.starts_with("tests/");
    let is_container = ["Dockerfile", "docker-compose", ".dockerignore"]
        .iter()
        .any(|prefix| output.starts_with(prefix));
    let left_out = (is_test && options.tests == Tests::Skip)
        || (is_container && options.containers == Containers::Skip);
    !left_out
}

/// The agent whose work a file is.
fn agent(output: &str) -> AgentName {
    const BY_PREFIX: [(&str, AgentName); 12] = [
        ("backend/app/auth/", AgentName::Auth),
        ("backend/app/models/user", AgentName::Auth),
        ("backend/app/models/refresh_token", AgentName::Auth),
        ("backend/app/models/", AgentName::DbSchema),
        ("backend/app/database.py", AgentName::DbSchema),
        ("backend/alembic", AgentName::DbSchema),
        ("tests/", AgentName::Tester),
        ("Docker", AgentName::Deployer),
        ("docker-compose", AgentName::Deployer),
        (".dockerignore", AgentName::Deployer),
        (".github/", AgentName::Deployer),
        ("DEPLOY.md", AgentName::Deployer),
    ];
    BY_PREFIX
        .iter()
        .find(|(prefix, _)| output.starts_with(prefix))
        .map_or(AgentName::Coder, |(_, agent)| *agent)
}

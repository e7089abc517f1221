//! Turns a model into the files of a project.
//!
//! [`render`] is pure: the same model and options give the same bytes, and nothing is written.
//!
//! # The shape of the templates
//!
//! `src/blueprint/templates` mirrors the project, so that its shape can be seen by listing it. The
//! first folder says when a template is used; what follows is the path in the project without
//! `.j2`, where `[entity]` and `[plural]` stand for each entity, `[rule]` for each custom rule and
//! `[revision]` for the id of the first migration:
//!
//! * `core/`: always.
//! * `production/`: in the production mode.
//! * `capabilities/<name>/`: when the model has the capability.
//! * `partials/` and `capabilities/<name>/parts/`: pieces that other templates include.
//!
//! Below any of them, `tests/` needs tests and `Dockerfile*`, `docker-compose*`, `.dockerignore`
//! need containers.
//!
//! # The seams for a capability
//!
//! * A module in `backend/app/models/`, `backend/app/routes/`, `backend/app/workers/` or
//!   `tests/factories/` is found by its path: the lists in their `__init__.py` are made from the
//!   files that take part. A worker has `running()`, the context in which it works beside requests.
//! * `backend/app/delivery.py` has the tasks that are stored with a change and done by a worker.
//! * `parts/settings.py.j2`, `parts/requirements.txt.j2`, `parts/env.j2`, `parts/readme.md.j2` and
//!   the like add to the one list of settings, of requirements and so on; see `pieces` in
//!   `partials/`.
//! * `backend/app/access.py` alone decides which rows a caller sees and changes.
//! * `backend/app/changes.py` is told of every change, in the transaction that makes it, when a
//!   capability needs to know.
//! * `has.<capability>` is true or false in every template.

mod context;
mod engine;
mod error;
mod manifest;
mod options;
mod project;
#[cfg(test)]
mod tests;
mod wrap;

pub use error::RenderError;
pub use options::{Containers, RenderOptions, Tests};
pub use project::{RenderedFile, render};

//! Runs commands and says what came of them: the only room that can make a result proven.
//!
//! * `process` runs one command in its own process group, with a time limit and a bounded output.
//! * `environment` makes the Python environment that a generated project pins.
//! * `report` reads what test runners print, so that a model is told what failed, why and where.
//! * `project` lists the checks of a generated project, `suite` finds how any project is tested.

mod environment;
mod process;
mod project;
pub mod report;
mod suite;
mod summary;

pub use environment::{Environment, EnvironmentSettings, prepare};
pub use process::{Job, Live, run};
pub use project::project_checks;
pub use suite::test_command;
pub use summary::summarize;

#[cfg(test)]
mod tests;

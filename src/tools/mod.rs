//! What a model may ask for: its tools, their arguments, and the exact effect of each request.
//!
//! [`Toolbox::plan`] turns a request into an [`Action`] and changes nothing; what the policy says
//! of it and who allows it is decided above. Then the action is carried out, byte for byte.
//!
//! * `tool` names the tools, `arguments` what each takes, `spec` how a model is told.
//! * `action` is what a request would do; `binding` its fingerprint, for approvals.
//! * `toolbox` plans; `seen` remembers what the model has read; `name` writes odd file names.
//! * `look` reads, lists and searches; `change` drafts changes of files and makes them.
//! * `web` checks an address; `todo` keeps the list of what is to be done.

mod action;
mod arguments;
mod binding;
mod change;
mod error;
mod look;
mod name;
mod outcome;
mod seen;
mod spec;
mod todo;
mod tool;
mod toolbox;
mod web;

pub use action::{
    Accepted, Action, Before, Change, FetchUrl, FileChange, Glob, List, Look, Read, RunCommand,
    Search, Show,
};
pub use error::{Refusal, ToolError};
pub use name::{quoted, unquoted};
pub use outcome::Outcome;
pub use seen::Seen;
pub use spec::specs;
pub use todo::{TodoItem, TodoStatus};
pub use tool::{Tool, ToolSet};
pub use toolbox::Toolbox;

#[cfg(test)]
mod tests;

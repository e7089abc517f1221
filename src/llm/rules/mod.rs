//! The offline agent: answers a line by rules, from facts that are passed in.
//!
//! `command` is the list of slash commands, `kind` tells ideas from questions and from work that
//! needs a model, `words` holds what is said, `answer` puts them together.

mod answer;
mod command;
mod kind;
mod plain;
mod reply;
mod words;

pub use answer::answer;
pub use command::{Argument, COMMANDS, Command, matching};
pub use plain::without_model;
pub use reply::{Facts, Known, Reply, RunFact};

#[cfg(test)]
mod tests;

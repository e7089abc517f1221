//! The command line: reads arguments, calls the application, shows what comes back.
//!
//! * `args` is the grammar, with the help that a person reads.
//! * `dispatch` runs a command and maps what it answers to an exit code (`exit`).
//! * `progress` shows a run while it works; `style` has the colours and symbols, `report` the
//!   two ways to answer: for people, and as JSON.
//! * One module for each command.

mod answers;
mod approve;
mod args;
mod auth;
mod breakers;
mod budget;
mod completions;
mod config;
mod db;
mod dispatch;
mod doctor;
mod exec;
mod exit;
mod generate;
mod idea;
mod interrupts;
mod keeping;
mod logs;
mod model_test;
mod models;
mod open;
mod outcome;
mod paid;
mod policy;
mod progress;
mod report;
mod rescue;
mod ruling;
mod run;
mod secret;
mod style;
mod summary;
mod team;
mod themes;
mod wish;
mod working;

pub use dispatch::main;
pub use exit::{Exit, Failure};
pub use open::Opening;

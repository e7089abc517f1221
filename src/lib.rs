//! vibecober: a full-screen terminal IDE that drives coding agents.
//!
//! An idea becomes a project: the team lead plans, seven agents fill in one typed model of the
//! application, the blueprint renders that model to files, one transaction writes them, and the
//! project's own checks are run for evidence.
//!
//! The house has floors; a floor imports only floors below it, and rooms on one floor do not
//! import each other (`tests/it/layers.rs` fails when that breaks). In reading order:
//!
//! * floor 0, [`domain`]: plain data and pure rules.
//! * floor 1, [`config`], [`store`], [`workspace`], [`policy`], [`sandbox`], [`blueprint`], [`text`],
//!   [`term`], [`telemetry`]: what the machine and the language offer.
//! * floor 2, [`llm`], [`verify`]: who answers a person, and the only room that can make a result
//!   proven.
//! * floor 3, [`tools`]: what a model may ask for, and the exact effect of each request.
//! * floor 4, [`engine`]: calls of models that are paid for before they are made, and sessions.
//! * floor 5, [`factory`]: the team that makes a project of an idea.
//! * floor 6, [`app`]: opens the store, carries out commands, recovers.
//! * floor 7, [`cli`] and [`tui`]: the command line, and the screen.

pub mod app;
pub mod blueprint;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod factory;
pub mod llm;
pub mod policy;
pub mod sandbox;
pub mod store;
pub mod telemetry;
pub mod term;
pub mod text;
pub mod tools;
pub mod tui;
pub mod verify;
pub mod workspace;

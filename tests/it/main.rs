//! The one integration binary: every topic is a module.
#![allow(
    clippy::self_named_module_files,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod agent;
mod cli;
mod exec;
mod generate;
mod layers;
mod ledger;
mod matrix;
mod models;
mod sandbox;
mod screen;
mod store_children;
mod store_crash;
mod store_places;
mod store_sharing;
mod terminal;

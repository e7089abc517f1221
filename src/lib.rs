//! vibecober: a full-screen terminal IDE that drives coding agents.
//!
//! The house has floors; a floor imports only floors below it, and rooms on one floor do not
//! import each other (`tests/it/layers.rs` fails the build when that breaks):
//!
//! * floor 0, [`domain`]: plain data and pure rules.
//! * floor 1, [`store`], [`blueprint`]: what the machine offers.

pub mod blueprint;
pub mod domain;
pub mod store;

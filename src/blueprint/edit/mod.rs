//! Changes a model as a person asks, and everything in it that refers to what changed.
//!
//! `request` says what can be asked and why it may be refused, `apply` carries it out, `refer`
//! follows a name through relations and rules.

mod apply;
mod refer;
mod request;

pub use apply::edit;
pub use request::{Edit, EditFault};

#[cfg(test)]
mod tests;

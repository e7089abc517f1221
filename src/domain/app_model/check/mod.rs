//! What a model must satisfy before it may be rendered; [`AppModel::check`] is the one entry.
//!
//! The faults are found in groups: `header` (names, capabilities, roles, focus), `entities`,
//! `fields`, `relations`, `rules` (with `custom` ones) and `clashes` (names that meet in the generated code).
//!
//! [`AppModel::check`]: super::AppModel::check

mod clashes;
mod custom;
mod defaults;
mod entities;
mod fault;
mod fields;
mod header;
mod identifier;
mod relations;
mod rules;
mod walk;

#[cfg(test)]
mod tests;

pub use fault::ModelFault;
pub use identifier::{
    ENTITY_LIMIT, FIELD_LIMIT, MAX_IDENTIFIER, MAX_VALUE, is_entity_name, is_reserved_entity,
    is_reserved_field, is_reserved_plural, is_snake_name, snake,
};

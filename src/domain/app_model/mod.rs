//! The typed model of the application to build: the only input of the renderer.
//!
//! It is written to the generated project as `vibecober.yaml`, may be edited by hand and rendered
//! again, and has a JSON Schema ([`AppModel::json_schema`]).

mod capability;
mod check;
mod custom;
mod entity;
mod field;
mod model;
mod relation;

pub use capability::Capability;
pub use check::{
    ENTITY_LIMIT, FIELD_LIMIT, MAX_IDENTIFIER, MAX_VALUE, ModelFault, is_entity_name,
    is_reserved_entity, is_reserved_field, is_reserved_plural, is_snake_name, snake,
};
pub use custom::{CustomRule, Example, RuleInput, RuleOutput, plain};
pub use entity::{Access, Entity, Origin};
pub use field::{Field, FieldType};
pub use model::{AppModel, MODEL_VERSION, ProjectType, Role, Rule};
pub use relation::{OnDelete, Relation, RelationKind};

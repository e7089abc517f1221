//! Entities: the things that the application stores.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Field;

/// Who may see and change the rows of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody, without signing in. The only choice when the application has no `auth`.
    #[default]
    Open,
    /// Only the user who created the row; to anybody else it does not exist (404).
    Owned,
    /// Every signed-in user reads; only the creator changes it (to others a change answers 404).
    Authored,
    /// Every signed-in user reads; only holders of a role in `managed_by` change it (403).
    Managed,
}

/// Why an entity is in the model; shown to the person, never acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The idea names it.
    #[default]
    Named,
    /// It follows from the domain or from a capability that the idea names.
    Implied,
    /// The idea names it, but no lexicon entry describes it: its fields are a guess.
    Guessed,
}

/// A thing that the application stores, with its own table, routes and tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// `PascalCase` singular name, unique in the model (`LineItem`).
    pub name: String,
    /// `snake_case` plural (`line_items`): the table and, with hyphens, the route.
    pub plural: String,
    /// One sentence for documentation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who may see and change its rows.
    #[serde(default)]
    pub access: Access,
    /// The roles that may change rows of a `managed` entity; empty otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed_by: Vec<String>,
    /// Its own fields; `id`, timestamps, owner and foreign keys are added by the renderer.
    pub fields: Vec<Field>,
    /// Why it is in the model.
    #[serde(default)]
    pub origin: Origin,
}

impl Entity {
    /// The field by which a person recognises a row: the first required text, else the first.
    pub fn label(&self) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.ty.is_textual() && !field.optional)
            .or_else(|| self.fields.first())
    }

    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

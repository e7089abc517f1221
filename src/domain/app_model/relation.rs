//! Relations between entities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How rows of two entities are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Each row of `to` points at one row of `from` (an invoice has many line items).
    OneToMany,
    /// Rows of both sides are linked freely (students and courses).
    ManyToMany,
}

/// What happens to rows of `to` when their row of `from` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    /// They go too: the parts of a whole.
    #[default]
    Cascade,
    /// The delete is refused (409) while they exist.
    Restrict,
    /// Their reference becomes null; only for optional relations.
    SetNull,
}

/// A relation; `User` may stand on either side when the application has `auth`.
///
/// One-to-many: `to` gets the foreign key `<name>_id`, and `inverse` lists the many rows. Both
/// sides may be one entity (a category has subcategories). Many-to-many: a link table; `name` is
/// the collection on `to` (`students`), `inverse` the collection on `from` (`courses`). With one
/// entity on both sides the two differ (`followers`, `following`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// How rows are joined.
    pub kind: RelationKind,
    /// The one side, or the first of many-to-many: an entity name or `User`.
    pub from: String,
    /// The many side, or the second of many-to-many: an entity name or `User`.
    pub to: String,
    /// `snake_case` name of the reference on `to` (`invoice`; collection for many-to-many).
    pub name: String,
    /// `snake_case` name of the collection on `from` (`line_items`).
    pub inverse: String,
    /// True when the reference of a one-to-many relation may be null.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// What happens to the many side; ignored by many-to-many, whose links always go.
    #[serde(default)]
    pub on_delete: OnDelete,
}

//! The shape of a domain and of an entity in the lexicon's files.

use serde::Deserialize;

use crate::domain::app_model::{Access, Capability, ProjectType};

/// What the lexicon says of a domain, without its entities.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DomainEntry {
    /// `snake_case` name.
    pub domain: String,
    /// What kind of application it usually is.
    #[serde(rename = "type", default)]
    pub project_type: Option<ProjectType>,
    /// The words that name it.
    #[serde(default)]
    pub words: Vec<String>,
    /// The entities that are implied when only the domain is named, the primary one first.
    #[serde(default)]
    pub core: Vec<String>,
    /// What the domain cannot be without.
    #[serde(default)]
    pub capabilities: Vec<Capability>,
}

/// What the lexicon says of an entity; the small languages in it are read by `understand`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityEntry {
    /// One sentence.
    #[serde(default)]
    pub about: String,
    /// The fields, in the field grammar.
    pub fields: String,
    /// Other words that name it.
    #[serde(default)]
    pub also: Vec<String>,
    /// Many-to-one references: `Doctor`, `Room?`, `parent:Category?`, `Doctor!`.
    #[serde(default)]
    pub belongs_to: Vec<String>,
    /// Many-to-many links.
    #[serde(default)]
    pub with: Vec<String>,
    /// Pairs of fields: `starts_at < ends_at`.
    #[serde(default)]
    pub order: Vec<String>,
    /// Allowed transitions: `status: booked>done, booked>cancelled`.
    #[serde(default)]
    pub steps: Option<String>,
    /// Sets of fields and references that are unique together.
    #[serde(default)]
    pub unique_together: Vec<Vec<String>>,
    /// A reference and a span of time: `doctor: starts_at..ends_at`.
    #[serde(default)]
    pub no_overlap: Option<String>,
    /// Who may see and change the rows, where it is not the owner alone.
    #[serde(default)]
    pub access: Option<Access>,
}

//! The model as a whole.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, CustomRule, Entity, Relation};

/// The version of the format of `vibecober.yaml` that this build reads and writes.
pub const MODEL_VERSION: u32 = 1;

/// What kind of application it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProjectType {
    /// Software sold as a service: users, money, plans.
    Saas,
    /// Records that are kept and edited.
    Crud,
    /// A service for other programs.
    Api,
    /// Figures that are watched.
    Dashboard,
    /// An application around a model of artificial intelligence.
    AiApp,
    /// A public page that collects contacts.
    LandingPage,
}

/// A role that users can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// `snake_case` name (`admin`, `store_manager`).
    pub name: String,
    /// One sentence: what holders may do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// A rule across the fields of one row, checked on create and update (409), or a custom one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
pub enum Rule {
    /// `later` must be after `earlier` whenever both are set (`ends_at` after `starts_at`).
    Order {
        /// The entity whose rows are checked.
        entity: String,
        /// A date, datetime or number field.
        earlier: String,
        /// A field of the same type.
        later: String,
    },
    /// `field` moves only along the listed steps (`draft` → `sent` → `paid`); else 409.
    Transition {
        /// The entity whose rows are checked.
        entity: String,
        /// An enum field.
        field: String,
        /// Pairs of value and next value.
        steps: Vec<(String, String)>,
    },
    /// At most one row of `entity` for each combination of the named fields and references (409).
    UniqueTogether {
        /// The entity whose rows are checked.
        entity: String,
        /// Field names or reference names (`student`, `course`), at least two.
        fields: Vec<String>,
    },
    /// Two rows for one `resource` may not overlap in time (409): bookings, shifts, rentals.
    NoOverlap {
        /// The entity whose rows are checked.
        entity: String,
        /// The reference to what is taken (`room`), the `name` of a one-to-many relation.
        resource: String,
        /// A datetime or date field.
        start: String,
        /// A field of the same type, after `start`.
        end: String,
    },
    /// A rule of the business that the kinds above cannot say: a function, given by examples.
    Custom(CustomRule),
}

impl Rule {
    /// The entity that it is about.
    pub fn entity(&self) -> &str {
        match self {
            Self::Order { entity, .. }
            | Self::Transition { entity, .. }
            | Self::UniqueTogether { entity, .. }
            | Self::NoOverlap { entity, .. } => entity,
            Self::Custom(rule) => &rule.entity,
        }
    }

    /// The same, to be changed.
    pub fn entity_mut(&mut self) -> &mut String {
        match self {
            Self::Order { entity, .. }
            | Self::Transition { entity, .. }
            | Self::UniqueTogether { entity, .. }
            | Self::NoOverlap { entity, .. } => entity,
            Self::Custom(rule) => &mut rule.entity,
        }
    }

    /// The function that a custom rule is; none for the others.
    pub fn custom(&self) -> Option<&CustomRule> {
        match self {
            Self::Custom(rule) => Some(rule),
            Self::Order { .. }
            | Self::Transition { .. }
            | Self::UniqueTogether { .. }
            | Self::NoOverlap { .. } => None,
        }
    }
}

/// Everything that the renderer needs to know of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppModel {
    /// The version of this format: 1.
    pub version: u32,
    /// `kebab-case` name of the project and its folder (`saas-billing-app`).
    pub name: String,
    /// The title for people (`SaaS Billing App`).
    pub title: String,
    /// The idea in the person's words, one paragraph.
    #[serde(default)]
    pub description: String,
    /// What kind of application it is.
    pub project_type: ProjectType,
    /// What it can do beyond storing entities.
    #[serde(default)]
    pub capabilities: BTreeSet<Capability>,
    /// Roles beyond `user`; `admin` is always first when there are any. Needs `roles`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Extra profile fields of the user account, all optional. Needs `auth`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_fields: Vec<super::Field>,
    /// What it stores, at least one.
    pub entities: Vec<Entity>,
    /// How entities are joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Rules across fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The entities that tags, likes and ratings attach to; the first entity when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus: Vec<String>,
}

impl AppModel {
    /// The JSON Schema of `vibecober.yaml`.
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }

    /// True when the application has `capability`.
    pub fn can(&self, capability: Capability) -> bool {
        self.capabilities.contains(&capability)
    }

    /// The entity called `name`.
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.name == name)
    }

    /// The custom rules, in the order of the document.
    pub fn custom_rules(&self) -> impl Iterator<Item = &CustomRule> {
        self.rules.iter().filter_map(Rule::custom)
    }

    /// The entities that attachable capabilities apply to: `focus`, else the first entity.
    pub fn focused(&self) -> Vec<&Entity> {
        if self.focus.is_empty() {
            return self.entities.iter().take(1).collect();
        }
        self.focus
            .iter()
            .filter_map(|name| self.entity(name))
            .collect()
    }
}

//! What the modules of an entity import from one another, sorted as the linter wants it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::domain::app_model::{Access, FieldType, OnDelete};

use super::entity::EntityView;
use super::field::FieldView;
use super::links::LinkView;
use super::names::Names;
use super::references::{ReferenceView, TargetAccess, TargetKind};

/// The imports of an entity's modules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct ImportsView {
    /// The models that its model refers to.
    pub(crate) neighbours: Vec<Import>,
    /// The models that its service uses.
    pub(crate) service: Vec<Import>,
    /// The models that its routes use.
    pub(crate) route_models: Vec<Import>,
    /// The schemas that its routes use.
    pub(crate) route_schemas: Vec<Import>,
    /// True when its service asks who still refers to a row.
    pub(crate) removal: bool,
}

/// What a delete does to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deletion {
    /// The row goes.
    Hard,
    /// The row is hidden and can be restored.
    Soft,
}

/// Whether accounts are members of tenants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tenancy {
    /// All accounts are alike.
    None,
    /// Each account belongs to one of many tenants.
    Many,
}

/// Names from one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Import {
    /// The module's last part.
    pub(crate) module: String,
    /// What is imported, sorted.
    pub(crate) names: Vec<String>,
}

/// Collects imports by module.
#[derive(Debug, Default)]
struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Adds one name.
    fn add(&mut self, module: &str, name: impl Into<String>) {
        self.0
            .entry(module.to_owned())
            .or_default()
            .insert(name.into());
    }

    /// Adds the class of an entity.
    fn class(&mut self, names: &Names) {
        self.add(&names.module, names.class.clone());
    }

    /// The imports, constants before classes before functions, as the linter sorts them.
    fn sorted(self) -> Vec<Import> {
        let kind = |name: &String| {
            let has_lower = name.chars().any(|c| c.is_ascii_lowercase());
            let starts_upper = name.starts_with(|c: char| c.is_ascii_uppercase());
            match (has_lower, starts_upper) {
                (false, _) => 0,
                (true, true) => 1,
                (true, false) => 2,
            }
        };
        self.0
            .into_iter()
            .map(|(module, names)| {
                let mut names: Vec<_> = names.into_iter().collect();
                names.sort_by_key(|name| (kind(name), name.clone()));
                Import { module, names }
            })
            .collect()
    }
}

impl ImportsView {
    /// The imports of `entity`.
    pub(super) fn of(entity: &EntityView, deletion: Deletion) -> Self {
        Self {
            neighbours: neighbours(entity),
            service: service(entity, deletion),
            route_models: route_models(entity),
            route_schemas: route_schemas(entity),
            removal: entity
                .joins
                .collections
                .iter()
                .any(|collection| collection.on_delete == OnDelete::Restrict),
        }
    }
}

/// The other models that relations of `entity` name.
fn neighbours(entity: &EntityView) -> Vec<Import> {
    let mut imports = Imports::default();
    for reference in &entity.joins.references {
        if reference.target_kind != TargetKind::Itself {
            imports.class(&reference.target);
        }
    }
    for collection in entity
        .joins
        .collections
        .iter()
        .filter(|collection| !collection.itself)
    {
        if collection.source.module != "user" || collection.source.class != "User" {
            imports.class(&collection.source);
        }
    }
    imports.sorted()
}

/// The models, enumerations and link tables of the service.
fn service(entity: &EntityView, deletion: Deletion) -> Vec<Import> {
    let mut imports = Imports::default();
    imports.class(&entity.names);
    if entity.access.signed_in {
        imports.class(&Names::user());
    }
    for transition in &entity.rules.transitions {
        imports.add(&entity.names.module, transition.class.clone());
    }
    for release in entity
        .rules
        .overlaps
        .iter()
        .filter_map(|overlap| overlap.release.as_ref())
    {
        imports.add(&entity.names.module, release.class.clone());
    }
    for reference in &entity.joins.references {
        imports.class(&reference.target);
    }
    for collection in &entity.joins.collections {
        if collection.on_delete == OnDelete::Restrict && deletion == Deletion::Hard {
            imports.class(&collection.source);
        }
    }
    for link in &entity.joins.links {
        imports.class(&link.target);
        imports.add("links", link.columns.table.clone());
    }
    imports.sorted()
}

/// The models that the routes name in their signatures.
fn route_models(entity: &EntityView) -> Vec<Import> {
    let mut imports = Imports::default();
    imports.class(&entity.names);
    for link in &entity.joins.links {
        imports.class(&link.target);
    }
    if entity.access.kind == Access::Managed {
        imports.add("user", "Role");
        imports.add("user", "User");
    }
    imports.sorted()
}

/// The schemas of the entity, and of what its links hold.
fn route_schemas(entity: &EntityView) -> Vec<Import> {
    let mut imports = Imports::default();
    for suffix in ["Create", "ListParams", "Read", "Update"] {
        imports.add(
            &entity.names.module,
            format!("{}{suffix}", entity.names.class),
        );
    }
    for link in &entity.joins.links {
        link_schema(&mut imports, link);
    }
    imports.sorted()
}

/// The schema of what a link holds; of a user it is the public one.
fn link_schema(imports: &mut Imports, link: &LinkView) {
    let prefix = if link.holds_users { "Public" } else { "" };
    imports.add(
        &link.target.module,
        format!("{prefix}{}Read", link.target.class),
    );
}

/// What the routes by which users find one another need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Directory {
    /// The profile fields that everybody may see.
    pub(crate) fields: Vec<FieldView>,
    /// The models that the routes name.
    pub(crate) models: Vec<Import>,
    /// The schemas that the routes name.
    pub(crate) schemas: Vec<Import>,
    /// The models and link tables that the service uses.
    pub(crate) service: Vec<Import>,
    /// The factories that the tests call.
    pub(crate) factories: Vec<Import>,
    /// True when a user joins rows that are no users.
    pub(crate) joins_rows: bool,
}

impl Directory {
    /// What `fields` and `links` of the user account call for.
    pub(super) fn of(fields: &[FieldView], links: &[LinkView]) -> Self {
        let mut models = Imports::default();
        models.class(&Names::user());
        let mut schemas = Imports::default();
        schemas.add("user", "PublicUserRead");
        schemas.add("user", "UserListParams");
        let mut service = Imports::default();
        service.class(&Names::user());
        let mut factories = Imports::default();
        for link in links {
            if !link.holds_users {
                let module = &link.target.module;
                factories.add(module, format!("make_{module}"));
            }
            models.class(&link.target);
            link_schema(&mut schemas, link);
            service.class(&link.target);
            service.add("links", link.columns.table.clone());
        }
        Self {
            fields: fields
                .iter()
                .filter(|field| is_public(field))
                .cloned()
                .collect(),
            models: models.sorted(),
            schemas: schemas.sorted(),
            service: service.sorted(),
            factories: factories.sorted(),
            joins_rows: links.iter().any(|link| !link.holds_users),
        }
    }
}

/// True for what people show of themselves, false for what they tell only the application.
fn is_public(field: &FieldView) -> bool {
    const KEPT: [&str; 6] = ["address", "phone", "tax", "number", "private", "secret"];
    let speaks = match field.kind {
        FieldType::String | FieldType::Text | FieldType::Url | FieldType::Slug => true,
        FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Bool
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Enum => false,
    };
    speaks && !KEPT.iter().any(|word| field.name.contains(word))
}

/// The models that the service of accounts uses.
pub(super) fn accounts(references: &[ReferenceView], tenancy: Tenancy) -> Vec<Import> {
    let mut imports = Imports::default();
    imports.class(&Names::user());
    if tenancy == Tenancy::Many {
        imports.add("tenant", "Tenant");
        imports.add("tenant", "TenantRole");
    }
    imports.add("refresh_token", "RefreshToken");
    for reference in references {
        imports.class(&reference.target);
    }
    imports.sorted()
}

/// What the tests of an entity need.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct TestsView {
    /// True when a required reference points at rows that belong to users.
    pub(crate) needs_accounts: bool,
    /// True when the factory makes a user account.
    pub(crate) makes_users: bool,
    /// The factories that the factory calls.
    pub(crate) factories: Vec<Import>,
    /// The functions of `tests.values` that the factory calls.
    pub(crate) values: Vec<&'static str>,
    /// The entities whose factories the tests may call, its own among them.
    pub(crate) related: Vec<Import>,
}

impl TestsView {
    /// What the tests of `entity` need.
    pub(super) fn of(entity: &EntityView) -> Self {
        const VALUES: [&str; 5] = [
            "serial",
            "unique_day",
            "unique_instant",
            "unique_text",
            "unique_time",
        ];
        let needed = || {
            entity
                .joins
                .references
                .iter()
                .filter(|reference| !reference.optional)
        };
        let mut factories = Imports::default();
        for reference in needed().filter(|other| other.target_kind == TargetKind::Other) {
            let module = &reference.target.module;
            factories.add(module, format!("make_{module}"));
        }
        let mut related = Imports::default();
        related.class(&entity.names);
        for reference in &entity.joins.references {
            related.class(&reference.target);
        }
        for collection in &entity.joins.collections {
            related.class(&collection.source);
        }
        for link in &entity.joins.links {
            related.class(&link.target);
        }
        let calls = |name: &str| {
            let call = format!("{name}(");
            entity
                .fields
                .iter()
                .any(|field| field.sample.usual.contains(&call))
        };
        Self {
            needs_accounts: needed().any(|reference| reference.target_access != TargetAccess::Open),
            makes_users: needed().any(|reference| reference.target_kind == TargetKind::User),
            factories: factories.sorted(),
            values: VALUES.into_iter().filter(|name| calls(name)).collect(),
            related: related.sorted(),
        }
    }
}

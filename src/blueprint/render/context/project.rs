//! The whole project, as templates see it.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use crate::blueprint::render::engine::template_paths;
use crate::blueprint::render::manifest::Part;
use crate::blueprint::render::{Containers, RenderError, RenderOptions, Tests};
use crate::domain::app_model::{AppModel, Capability, FieldType, RelationKind};

use super::entity::{EntityView, field_types};
use super::field::FieldView;
use super::function::{self, FunctionView};
use super::imports::{self, Directory, Import, Tenancy};
use super::links::{LinkTable, LinkView, link_tables, links};
use super::order::TableOrder;
use super::python;
use super::references::{ReferenceView, references};
use super::rules::RulesView;
use super::samples::{Setting, Tie, Variation};
use super::scope::Scope;
use super::table::TableView;

/// The pieces that a capability may add to a file of the skeleton, by file name in its `parts/`.
const PIECES: [&str; 16] = [
    "compose_production",
    "settings",
    "settings_imports",
    "settings_constants",
    "settings_checks",
    "test_settings",
    "test_unsafe_settings",
    "requirements",
    "env",
    "env_production",
    "readme",
    "deploy",
    "migration_up",
    "migration_down",
    "startup",
    "makefile",
];

/// The whole project.
#[derive(Debug, Clone)]
pub(crate) struct ProjectView {
    /// The id of the first migration.
    pub(crate) revision: String,
    /// The entities, each after those it refers to.
    pub(crate) entities: Vec<EntityView>,
    pub(crate) functions: Vec<FunctionView>,
    about: About,
    has: BTreeMap<&'static str, bool>,
    options: OptionsView,
    user: UserView,
    scope: Scope,
    link_tables: Vec<LinkTable>,
    modules: Modules,
    pieces: BTreeMap<&'static str, Vec<String>>,
    uses: BTreeMap<&'static str, bool>,
}

/// What the project is called and for.
#[derive(Debug, Clone, Serialize)]
struct About {
    name: String,
    title: String,
    description: String,
    database: String,
}

/// What the person chose.
#[derive(Debug, Clone, Serialize)]
struct OptionsView {
    mode: &'static str,
    tests: bool,
    containers: bool,
}

/// The user account.
#[derive(Debug, Clone, Serialize)]
struct UserView {
    fields: Vec<FieldView>,
    references: Vec<ReferenceView>,
    links: Vec<LinkView>,
    table: TableView,
    field_types: Vec<String>,
    imports: Vec<Import>,
    directory: Directory,
    roles: Vec<RoleView>,
}

/// A role that users can hold.
#[derive(Debug, Clone, Serialize)]
struct RoleView {
    name: String,
    member: String,
    description: String,
}

/// The modules that make up the lists of the skeleton.
#[derive(Debug, Clone, Serialize)]
struct Modules {
    models: Vec<String>,
    routes: Vec<String>,
    workers: Vec<String>,
    listeners: Vec<&'static str>,
}

impl ProjectView {
    /// The view of `model`, whose `parts` are rendered and whose YAML is `document`.
    pub(crate) fn new(
        model: &AppModel,
        options: RenderOptions,
        parts: &[Part],
        document: &str,
    ) -> Result<Self, RenderError> {
        let order = TableOrder::of(model)?;
        let entities = order
            .entities
            .iter()
            .map(|&index| EntityView::of(model, &order, &model.entities[index]))
            .collect::<Result<Vec<_>, _>>()?;
        let link_tables = link_tables(model)?;
        let mut models = modules(parts, "backend/app/models/", &entities);
        models.retain(|module| module != "links" || !link_tables.is_empty());
        let uses = uses(model, &entities);
        let mut routes = modules(parts, "backend/app/routes/", &entities);
        let functions = FunctionView::all(model);
        function::name_routes(&mut routes, &functions);
        routes.retain(|module| module != "users" || uses["directory"]);
        routes.retain(|module| module != "free_busy" || uses["free_busy"]);
        let has_text = entities.iter().any(|one| !one.listing.searches.is_empty());
        routes.retain(|module| module != "search" || has_text);
        Ok(Self {
            revision: revision(document),
            about: About {
                name: model.name.clone(),
                title: model.title.clone(),
                description: model
                    .description
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                database: model.name.replace('-', "_"),
            },
            has: Capability::ALL
                .into_iter()
                .map(|capability| (capability.name(), model.can(capability)))
                .collect(),
            options: OptionsView {
                mode: options.mode.name(),
                tests: options.tests == Tests::Write,
                containers: options.containers == Containers::Write,
            },
            user: UserView::of(model, &order)?,
            scope: Scope::of(model),
            link_tables,
            modules: Modules {
                workers: modules(parts, "backend/app/workers/", &entities),
                listeners: listeners(model),
                models,
                routes,
            },
            pieces: pieces(model),
            functions,
            uses,
            entities,
        })
    }

    /// What every template sees; `entities` are the values of the entities, in order.
    pub(crate) fn globals(
        &self,
        entities: impl Iterator<Item = Value>,
    ) -> Vec<(&'static str, Value)> {
        let tables = self.entities.iter().map(|entity| &entity.table);
        let deferred: Vec<_> = [&self.user.table]
            .into_iter()
            .chain(tables)
            .flat_map(|table| &table.foreign_keys)
            .filter(|key| key.deferred)
            .collect();
        vec![
            ("deferred_keys", Value::from(Serde(&deferred))),
            ("project", Value::from(Serde(&self.about))),
            ("revision", Value::from(self.revision.as_str())),
            ("has", Value::from(Serde(&self.has))),
            ("options", Value::from(Serde(&self.options))),
            ("user", Value::from(Serde(&self.user))),
            ("scope", Value::from(Serde(&self.scope))),
            ("link_tables", Value::from(Serde(&self.link_tables))),
            ("modules", Value::from(Serde(&self.modules))),
            ("pieces", Value::from(Serde(&self.pieces))),
            ("functions", Value::from(Serde(&self.functions))),
            ("uses", Value::from(Serde(&self.uses))),
            ("listeners", Value::from(self.modules.listeners.clone())),
            ("entities", Value::from(entities.collect::<Vec<_>>())),
        ]
    }
}

impl UserView {
    fn of(model: &AppModel, order: &TableOrder) -> Result<Self, RenderError> {
        let setting = Setting {
            rank: 0,
            tied: Tie::Free,
            varies: Variation::Constant,
        };
        let fields: Vec<_> = model
            .user_fields
            .iter()
            .map(|field| {
                let mut field = field.clone();
                field.optional = true;
                field.unique = false;
                FieldView::of(&field, "User", setting)
            })
            .collect();
        let has_accounts = model.can(Capability::Auth);
        let references = if has_accounts {
            references(model, order, "User")?
        } else {
            Vec::new()
        };
        let links = if has_accounts {
            links(model, "User")?
        } else {
            Vec::new()
        };
        let rules = RulesView::none();
        let tenancy = if model.can(Capability::MultiTenant) {
            Tenancy::Many
        } else {
            Tenancy::None
        };
        Ok(Self {
            table: TableView::of("users", &fields, &references, &rules),
            field_types: field_types(&fields),
            imports: imports::accounts(&references, tenancy),
            directory: Directory::of(&fields, &links),
            links,
            roles: roles(model),
            fields,
            references,
        })
    }
}

/// The roles, `user` first and `admin` always among them; none without the capability.
fn roles(model: &AppModel) -> Vec<RoleView> {
    if !model.can(Capability::Roles) {
        return Vec::new();
    }
    let named = model
        .roles
        .iter()
        .map(|role| (role.name.as_str(), role.description.as_str()));
    let managing = model.entities.iter().flat_map(|entity| &entity.managed_by);
    let mut seen = BTreeSet::new();
    [
        ("user", "Works with their own rows."),
        ("admin", "Sees and changes everything."),
    ]
    .into_iter()
    .chain(named)
    .chain(managing.map(|name| (name.as_str(), "")))
    .filter(|(name, _)| seen.insert(*name))
    .map(|(name, description)| RoleView {
        name: name.to_owned(),
        member: python::member(name),
        description: description.to_owned(),
    })
    .collect()
}

/// The modules below `folder`, sorted; `[entity]` stands for each entity.
fn modules(parts: &[Part], folder: &str, entities: &[EntityView]) -> Vec<String> {
    let mut names = BTreeSet::new();
    for part in parts {
        let Some(name) = part
            .output
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_suffix(".py"))
        else {
            continue;
        };
        if name == "[entity]" {
            names.extend(entities.iter().map(|entity| entity.names.module.clone()));
        } else if !["__init__", "base"].contains(&name) && !name.contains('/') {
            names.insert(name.to_owned());
        }
    }
    names.into_iter().collect()
}

/// The pieces that the capabilities of `model` add, by kind.
fn pieces(model: &AppModel) -> BTreeMap<&'static str, Vec<String>> {
    let paths = template_paths();
    PIECES
        .into_iter()
        .map(|kind| {
            let found = Capability::ALL
                .into_iter()
                .filter(|capability| model.can(*capability))
                .filter_map(|capability| {
                    let start = format!("capabilities/{}/parts/{kind}.", capability.name());
                    paths
                        .iter()
                        .find(|path| path.starts_with(&start))
                        .map(ToString::to_string)
                })
                .collect();
            (kind, found)
        })
        .collect()
}

/// The id of the first migration: twelve digits that follow from the model.
fn revision(document: &str) -> String {
    python::digest(document, 6)
}

/// What any entity makes use of.
fn uses(model: &AppModel, entities: &[EntityView]) -> BTreeMap<&'static str, bool> {
    let calls = |name: &str| {
        entities
            .iter()
            .any(|entity| entity.rules.used.contains(&name))
    };
    let has_users = model.can(Capability::Auth);
    BTreeMap::from([
        (
            "directory",
            has_users
                && model
                    .relations
                    .iter()
                    .any(|r| r.from == "User" || r.to == "User"),
        ),
        (
            "self_links",
            model
                .relations
                .iter()
                .any(|r| r.kind == RelationKind::ManyToMany && r.from == r.to),
        ),
        (
            "rules",
            entities.iter().any(|entity| !entity.rules.used.is_empty()),
        ),
        ("unique", calls("require_unique")),
        ("order", calls("require_order")),
        ("step", calls("require_step")),
        ("overlap", calls("require_free")),
        (
            "order_or_equal",
            entities
                .iter()
                .flat_map(|entity| &entity.rules.orders)
                .any(|order| order.or_equal),
        ),
        (
            "release",
            entities
                .iter()
                .flat_map(|entity| &entity.rules.overlaps)
                .any(|overlap| overlap.release.is_some()),
        ),
        (
            "free_busy",
            entities
                .iter()
                .flat_map(|entity| &entity.rules.overlaps)
                .any(|overlap| overlap.kind != FieldType::Time),
        ),
        (
            "restrict",
            entities.iter().any(|entity| entity.imports.removal),
        ),
        ("changes", !listeners(model).is_empty()),
    ])
}

/// The capabilities that are told of changes; each is a module of `app.services`.
fn listeners(model: &AppModel) -> Vec<&'static str> {
    [
        Capability::Audit,
        Capability::Notifications,
        Capability::Realtime,
        Capability::Webhooks,
    ]
    .into_iter()
    .filter(|capability| model.can(*capability))
    .map(Capability::name)
    .collect()
}

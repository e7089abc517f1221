//! One entity, as templates see it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::blueprint::render::RenderError;
use crate::domain::app_model::{Access, AppModel, Capability, Entity, FieldType, Origin};

use super::field::FieldView;
use super::imports::{Deletion, ImportsView, TestsView};
use super::links::{LinkView, links};
use super::listing::ListingView;
use super::names::Names;
use super::order::TableOrder;
use super::references::{CollectionView, ReferenceView, collections, references};
use super::rules::{Ownership, RulesView};
use super::table::TableView;
use super::test_settings::setting;

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EntityView {
    /// Its names.
    #[serde(flatten)]
    pub(crate) names: Names,
    /// One sentence about it, ending in a full stop.
    pub(crate) description: String,
    /// Who may see and change its rows.
    pub(crate) access: AccessView,
    /// What attaches to its rows.
    #[serde(flatten)]
    pub(crate) attached: Attached,
    /// Its own fields.
    pub(crate) fields: Vec<FieldView>,
    /// How it is joined to others.
    #[serde(flatten)]
    pub(crate) joins: Joins,
    /// Its rules.
    pub(crate) rules: RulesView,
    /// How its rows are listed.
    pub(crate) listing: ListingView,
    /// Its table.
    pub(crate) table: TableView,
    /// What its schemas need.
    pub(crate) schemas: SchemasView,
    /// What its modules import.
    pub(crate) imports: ImportsView,
    /// What its tests need.
    pub(crate) tests: TestsView,
}

/// What attaches to the rows of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Attached {
    /// True when tags, likes and ratings do.
    pub(crate) focused: bool,
    /// True when its rows can be listed by tag.
    pub(crate) tag_filter: bool,
}

/// How an entity is joined to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Joins {
    /// Its foreign keys.
    pub(crate) references: Vec<ReferenceView>,
    /// The rows of others that refer to it.
    pub(crate) collections: Vec<CollectionView>,
    /// Its collections through link tables.
    pub(crate) links: Vec<LinkView>,
}

/// What the schemas of an entity need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SchemasView {
    /// The names that they import from `app.schemas.fields`.
    pub(crate) field_types: Vec<String>,
    /// What else they need: `dt`, `absent`, `annotated`, `field`.
    pub(crate) needs: Vec<&'static str>,
}

/// Who may see and change the rows of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "templates ask each of these by name"
)]
pub(crate) struct AccessView {
    /// The kind that holds in this application.
    pub(crate) kind: Access,
    /// True when rows have an owner.
    pub(crate) owned: bool,
    /// True when rows belong to a tenant.
    pub(crate) in_tenant: bool,
    /// True when only the user or the tenant that rows belong to sees them.
    pub(crate) scoped: bool,
    /// True when callers must be signed in.
    pub(crate) signed_in: bool,
    /// The roles that may write, `admin` among them; empty unless managed.
    pub(crate) roles: Vec<String>,
    /// For tests: a writing role that is not `admin`, else `admin`.
    pub(crate) writer: Option<String>,
}

impl AccessView {
    /// What `entity` asks for, as far as the application can tell callers apart.
    fn of(model: &AppModel, entity: &Entity) -> Self {
        let kind = effective_access(model, entity);
        let mut roles = BTreeSet::new();
        if kind == Access::Managed {
            roles.insert("admin".to_owned());
            roles.extend(entity.managed_by.iter().cloned());
        }
        let signed_in = kind != Access::Open;
        let in_tenant = signed_in && model.can(Capability::MultiTenant);
        let other = roles.iter().find(|role| *role != "admin").or(roles.first());
        Self {
            kind,
            owned: kind == Access::Authored || (kind == Access::Owned && !in_tenant),
            in_tenant,
            scoped: in_tenant || kind == Access::Owned,
            signed_in,
            writer: other.cloned(),
            roles: roles.into_iter().collect(),
        }
    }
}

/// The access that holds: nobody is known without accounts, nobody manages without roles.
pub(super) fn effective_access(model: &AppModel, entity: &Entity) -> Access {
    match entity.access {
        _ if !model.can(Capability::Auth) => Access::Open,
        Access::Managed if !model.can(Capability::Roles) => Access::Authored,
        kind @ (Access::Open | Access::Owned | Access::Authored | Access::Managed) => kind,
    }
}

impl EntityView {
    /// The view of `entity`.
    pub(super) fn of(
        model: &AppModel,
        order: &TableOrder,
        entity: &Entity,
    ) -> Result<Self, RenderError> {
        refuse_reserved(entity)?;
        let names = Names::of(entity);
        let access = AccessView::of(model, entity);
        let fields: Vec<_> = entity
            .fields
            .iter()
            .map(|field| {
                let setting = setting(model, entity, &field.name);
                FieldView::of(field, &names.class, setting)
            })
            .collect();
        let references = references(model, order, &entity.name)?;
        let ownership = if access.in_tenant {
            Ownership::Tenant
        } else if access.owned {
            Ownership::Owned
        } else {
            Ownership::Unowned
        };
        let rules = RulesView::of(model, entity, &names.class, &references, ownership)?;
        let listing = ListingView::of(&fields, &references, &rules);
        let is_focused = model
            .focused()
            .iter()
            .any(|other| other.name == entity.name);
        let tag_filter = model.can(Capability::Tags)
            && is_focused
            && !listing.filters.iter().any(|filter| filter.name == "tag");
        let deletion = if model.can(Capability::SoftDelete) {
            Deletion::Soft
        } else {
            Deletion::Hard
        };
        let mut view = Self {
            description: sentence(entity, &names),
            table: TableView::of(&names.plural, &fields, &references, &rules),
            schemas: SchemasView::of(&fields, &references, &listing),
            listing,
            imports: ImportsView::default(),
            tests: TestsView::default(),
            names,
            access,
            attached: Attached {
                focused: is_focused,
                tag_filter,
            },
            fields,
            joins: Joins {
                references,
                collections: collections(model, &entity.name)?,
                links: links(model, &entity.name)?,
            },
            rules,
        };
        view.imports = ImportsView::of(&view, deletion);
        view.tests = TestsView::of(&view);
        Ok(view)
    }
}

/// Refuses the names that a class body of the project cannot give to a field.
fn refuse_reserved(entity: &Entity) -> Result<(), RenderError> {
    const RESERVED: [&str; 8] = [
        "dt",
        "sa",
        "str",
        "int",
        "bool",
        "float",
        "mapped_column",
        "relationship",
    ];
    let found = entity
        .fields
        .iter()
        .find(|field| RESERVED.contains(&field.name.as_str()));
    match found {
        Some(field) => Err(RenderError::Reserved {
            entity: entity.name.clone(),
            field: field.name.clone(),
        }),
        None => Ok(()),
    }
}

impl SchemasView {
    fn of(fields: &[FieldView], references: &[ReferenceView], listing: &ListingView) -> Self {
        let is_moment = |kind| {
            matches!(
                kind,
                FieldType::Date | FieldType::Datetime | FieldType::Time
            )
        };
        let has_moment_default = fields
            .iter()
            .any(|field| is_moment(field.kind) && field.schema.default.is_some());
        let has_absent = fields.iter().any(|field| !field.optional)
            || references.iter().any(|reference| !reference.optional);
        let any = |part: &str| fields.iter().any(|field| field.schema.input.contains(part));
        Self {
            field_types: {
                let listed = listing
                    .filters
                    .iter()
                    .map(|filter| filter.annotation.as_str());
                let searched = listing.searches.first().map(|_| "Line");
                let mut names: BTreeSet<_> = field_types(fields).into_iter().collect();
                names.extend(
                    searched
                        .into_iter()
                        .chain(listed.filter(|a| *a == "Switch"))
                        .map(str::to_owned),
                );
                names.into_iter().collect()
            },
            needs: [
                ("dt", has_moment_default),
                ("absent", has_absent),
                ("annotated", any("Annotated[")),
                ("field", any("Field(")),
            ]
            .into_iter()
            .filter(|(_, needed)| *needed)
            .map(|(name, _)| name)
            .collect(),
        }
    }
}

/// What the schemas of `fields` import, sorted as the project's linter wants it.
pub(super) fn field_types(fields: &[FieldView]) -> Vec<String> {
    let names: BTreeSet<_> = fields
        .iter()
        .flat_map(|field| field.schema.names.iter().copied())
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

/// The description of an entity as one line that ends in a full stop.
fn sentence(entity: &Entity, names: &Names) -> String {
    const ROOM: usize = 84;
    let words = entity
        .description
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let plain = words.replace(['"', '\\'], "'");
    let first = plain
        .split(". ")
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned();
    let guessed = entity.origin == Origin::Guessed && first.is_empty();
    if first.is_empty() || guessed || first.chars().count() > ROOM {
        let mut start = names.a_human.clone();
        if let Some(letter) = start.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        return format!("{start}.");
    }
    format!("{first}.")
}

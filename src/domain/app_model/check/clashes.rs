//! Names that are fine alone, but meet in the generated modules, classes, tables or routes.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::super::{AppModel, Capability, Entity, FieldType, RelationKind};
use super::fault::Faults;
use super::header::is_account_attribute;
use super::identifier::snake;

/// Routes, tables and modules that a capability brings.
const TAKEN: &[(Capability, &[&str])] = &[
    (
        Capability::Auth,
        &["user", "users", "refresh_token", "refresh_tokens"],
    ),
    (Capability::Roles, &["admin", "admins", "role", "roles"]),
    (
        Capability::Payments,
        &["payment", "payments", "gateway", "webhook", "webhooks"],
    ),
    (
        Capability::Subscriptions,
        &["plan", "plans", "subscription", "subscriptions"],
    ),
    (Capability::Booking, &["availability", "availabilities"]),
    (Capability::Upload, &["upload", "uploads"]),
    (Capability::Search, &["search", "searches"]),
    (Capability::Tags, &["tag", "tags", "tagging", "taggings"]),
    (Capability::Likes, &["like", "likes"]),
    (Capability::Ratings, &["rating", "ratings"]),
    (
        Capability::Notifications,
        &["notification", "notifications"],
    ),
    (
        Capability::Email,
        &[
            "email",
            "emails",
            "email_message",
            "email_messages",
            "outbox",
        ],
    ),
    (
        Capability::Audit,
        &["audit", "audits", "audit_entry", "audit_entries"],
    ),
    (Capability::MultiTenant, &["tenant", "tenants"]),
    (Capability::Export, &["export", "exports"]),
    (Capability::Import, &["import", "imports"]),
    (
        Capability::Statistics,
        &["stats", "statistic", "statistics"],
    ),
    (
        Capability::Webhooks,
        &[
            "webhook",
            "webhooks",
            "webhook_endpoint",
            "webhook_endpoints",
            "webhook_delivery",
            "webhook_deliveries",
        ],
    ),
    (Capability::RateLimit, &["rate_limit", "rate_limits"]),
    (Capability::Realtime, &["ws", "realtime"]),
];

/// Attributes that a capability adds to the entities it attaches to.
const ATTACHED: &[(Capability, &[&str])] = &[
    (Capability::Tags, &["tag", "tags", "taggings"]),
    (Capability::Likes, &["likes", "like_count", "liked"]),
    (
        Capability::Ratings,
        &[
            "ratings",
            "rating_count",
            "rating_average",
            "average_rating",
        ],
    ),
];

/// What follows an entity's name in the names of generated classes.
const SUFFIXES: &[&str] = &["Create", "Update", "Read", "Sort", "ListParams"];

pub(super) fn check(model: &AppModel, faults: &mut Faults) {
    provided(model, faults);
    entities(model, faults);
    classes(model, faults);
    for (index, entity) in model.entities.iter().enumerate() {
        attributes(model, entity, &format!("entities[{index}]"), faults);
    }
    account(model, faults);
}

/// Entities that a capability supplies, and names that its routes and tables take.
fn provided(model: &AppModel, faults: &mut Faults) {
    for (index, entity) in model.entities.iter().enumerate() {
        let supplier = model
            .capabilities
            .iter()
            .find(|capability| capability.provides().contains(&entity.name.as_str()));
        if let Some(capability) = supplier {
            faults.add(
                format!("entities[{index}].name"),
                format!("{} comes with the capability {capability}", entity.name),
                format!("remove the entity, rename it or remove {capability}"),
            );
            continue;
        }
        for (key, name) in [
            ("plural", entity.plural.clone()),
            ("name", snake(&entity.name)),
        ] {
            let taken = TAKEN.iter().find(|(capability, names)| {
                model.can(*capability) && names.contains(&name.as_str())
            });
            if let Some((capability, _)) = taken {
                faults.add(
                    format!("entities[{index}].{key}"),
                    format!("{name:?} is used by the capability {capability}"),
                    "choose another name",
                );
            }
        }
    }
}

/// Two entities with one name, module, table or route.
fn entities(model: &AppModel, faults: &mut Faults) {
    let mut modules: BTreeMap<String, &str> = BTreeMap::new();
    let mut tables: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, entity) in model.entities.iter().enumerate() {
        let key = snake(&entity.name).replace('_', "");
        if let Some(first) = modules.insert(key, &entity.name) {
            faults.add(
                format!("entities[{index}].name"),
                format!("{:?} clashes with the entity {first:?}", entity.name),
                "rename or remove one of them",
            );
        }
        if let Some(first) = tables.insert(&entity.plural, &entity.name) {
            faults.add(
                format!("entities[{index}].plural"),
                format!("{:?} is the plural of {first} too", entity.plural),
                "give each entity its own plural",
            );
        }
    }
    for (index, relation) in model.relations.iter().enumerate() {
        if relation.kind != RelationKind::ManyToMany {
            continue;
        }
        let link = format!("{}_{}", snake(&relation.from), relation.inverse);
        if tables.contains_key(link.as_str()) {
            faults.add(
                format!("relations[{index}].inverse"),
                format!("the link table {link:?} is the table of an entity"),
                "choose another inverse or plural",
            );
        }
    }
}

/// Classes that are generated for one entity and named as another is.
fn classes(model: &AppModel, faults: &mut Faults) {
    for (index, entity) in model.entities.iter().enumerate() {
        for other in &model.entities {
            let Some(rest) = entity.name.strip_prefix(other.name.as_str()) else {
                continue;
            };
            let choice = other.fields.iter().any(|field| {
                field.ty == FieldType::Enum && field.name.to_upper_camel_case() == rest
            });
            if choice || SUFFIXES.contains(&rest) {
                faults.add(
                    format!("entities[{index}].name"),
                    format!("{:?} is a class generated for {}", entity.name, other.name),
                    "rename the entity",
                );
            }
        }
    }
}

/// The attributes of one entity's class: fields, references, their columns and collections.
fn attributes(model: &AppModel, entity: &Entity, at: &str, faults: &mut Faults) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for field in &entity.fields {
        taken.insert(field.name.clone(), format!("the field {:?}", field.name));
    }
    if model
        .focused()
        .iter()
        .any(|focus| focus.name == entity.name)
    {
        for (capability, names) in ATTACHED.iter().filter(|(one, _)| model.can(*one)) {
            for name in *names {
                if taken.contains_key(*name) {
                    faults.add(
                        format!("{at}.fields"),
                        format!("{name:?} is added by the capability {capability}"),
                        "rename the field",
                    );
                }
                taken.insert((*name).to_owned(), format!("the capability {capability}"));
            }
        }
    }
    joined(model, &entity.name, taken, faults);
}

/// Names that relations add to the class `owner`.
fn joined(model: &AppModel, owner: &str, mut taken: BTreeMap<String, String>, faults: &mut Faults) {
    for (index, relation) in model.relations.iter().enumerate() {
        let mut added = Vec::new();
        if relation.to == owner {
            added.push(("name", relation.name.clone()));
            if relation.kind == RelationKind::OneToMany {
                added.push(("name", format!("{}_id", relation.name)));
            }
        }
        if relation.from == owner {
            added.push(("inverse", relation.inverse.clone()));
        }
        for (key, name) in added {
            let what = format!("relations[{index}]");
            if let Some(first) = taken.insert(name.clone(), what.clone()) {
                faults.add(
                    format!("{what}.{key}"),
                    format!("{owner} has {name:?} already: {first}"),
                    "choose another name",
                );
            }
        }
    }
}

/// The attributes of the account class.
fn account(model: &AppModel, faults: &mut Faults) {
    let taken = model
        .user_fields
        .iter()
        .map(|field| {
            (
                field.name.clone(),
                format!("the account field {:?}", field.name),
            )
        })
        .collect();
    joined(model, "User", taken, faults);
    for (index, relation) in model.relations.iter().enumerate() {
        let sides = [
            ("inverse", &relation.from, &relation.inverse),
            ("name", &relation.to, &relation.name),
        ];
        for (key, end, name) in sides {
            if end == "User" && is_account_attribute(name) {
                faults.add(
                    format!("relations[{index}].{key}"),
                    format!("every account has {name:?} already"),
                    "choose another name",
                );
            }
        }
    }
}

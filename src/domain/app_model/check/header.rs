//! The head of a model: version, names, texts, capabilities, roles, account fields and focus.

use std::collections::BTreeSet;

use super::super::model::MODEL_VERSION;
use super::super::{AppModel, Capability, Rule};
use super::fault::Faults;
use super::identifier::{MAX_IDENTIFIER, is_dangerous, is_python_keyword, is_snake_name};
use super::{fields, identifier::FIELD_LIMIT};

const MAX_NAME: usize = 60;
const MAX_TITLE: usize = 100;
const MAX_IDEA: usize = 10_000;
const MAX_SENTENCE: usize = 500;
const MAX_ROLES: usize = 20;

/// Attributes of the generated account class.
const ACCOUNT_ATTRIBUTES: &[&str] = &[
    "email",
    "password",
    "password_hash",
    "hashed_password",
    "role",
    "roles",
    "is_active",
    "is_verified",
    "is_admin",
    "is_superuser",
    "email_verified",
    "email_verified_at",
    "verified_at",
    "last_login_at",
    "refresh_tokens",
    "tokens",
    "memberships",
    "user",
    "users",
];

pub(super) fn check(model: &AppModel, faults: &mut Faults) {
    if model.version != MODEL_VERSION {
        faults.add(
            "version",
            format!("version {} is not known", model.version),
            format!("this build reads version {MODEL_VERSION}"),
        );
    }
    names(model, faults);
    capabilities(model, faults);
    roles(model, faults);
    account_fields(model, faults);
    focus(model, faults);
}

/// True for names that the account class already has.
pub(super) fn is_account_attribute(name: &str) -> bool {
    ACCOUNT_ATTRIBUTES.contains(&name)
}

fn names(model: &AppModel, faults: &mut Faults) {
    let kebab = model.name.starts_with(|c: char| c.is_ascii_lowercase())
        && !model.name.ends_with('-')
        && !model.name.contains("--")
        && model
            .name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !kebab || model.name.len() > MAX_NAME {
        faults.add(
            "name",
            format!("{:?} is not a project name", model.name),
            format!("use lower-case words joined by hyphens, at most {MAX_NAME} characters"),
        );
    }
    line("title", &model.title, MAX_TITLE, faults);
    if model.title.trim().is_empty() {
        faults.add(
            "title",
            "the title is empty",
            "give the application a title",
        );
    }
    text("description", &model.description, MAX_IDEA, faults);
}

/// Checks a text of one line.
pub(super) fn sentence(path: &str, value: &str, faults: &mut Faults) {
    line(path, value, MAX_SENTENCE, faults);
}

fn line(path: &str, value: &str, limit: usize, faults: &mut Faults) {
    if value.contains(['\n', '\r']) {
        faults.add(path, "it has a line break", "write it on one line");
    } else {
        text(path, value, limit, faults);
    }
}

fn text(path: &str, value: &str, limit: usize, faults: &mut Faults) {
    let length = value.chars().count();
    if length > limit {
        faults.add(
            path,
            format!("it has {length} characters"),
            format!("shorten it to {limit}"),
        );
    }
    let bad = value.chars().find(|c| is_dangerous(*c) && *c != '\n');
    if let Some(bad) = bad {
        faults.add(
            path,
            format!("it has the invisible or control character {bad:?}"),
            "remove the character",
        );
    }
}

fn capabilities(model: &AppModel, faults: &mut Faults) {
    for capability in &model.capabilities {
        for needed in capability.needs() {
            if !model.can(*needed) {
                faults.add(
                    "capabilities",
                    format!("{capability} needs {needed}"),
                    format!("add {needed} or remove {capability}"),
                );
            }
        }
    }
    let guarded = model
        .rules
        .iter()
        .any(|rule| matches!(rule, Rule::NoOverlap { .. }));
    if model.can(Capability::Booking) && !guarded {
        faults.add(
            "capabilities",
            "booking needs something that can be booked",
            "add a no_overlap rule or remove booking",
        );
    }
}

fn roles(model: &AppModel, faults: &mut Faults) {
    let able = model.can(Capability::Roles);
    if able && model.roles.first().is_none_or(|role| role.name != "admin") {
        faults.add(
            "roles",
            "the first role is not admin",
            "put the role admin first",
        );
    }
    if !able && !model.roles.is_empty() {
        faults.add(
            "roles",
            "there are roles without the capability roles",
            "add roles to capabilities or remove the roles",
        );
    }
    if model.roles.len() > MAX_ROLES {
        faults.add(
            "roles",
            format!("there are {} roles", model.roles.len()),
            format!("keep at most {MAX_ROLES}"),
        );
    }
    let mut seen = BTreeSet::new();
    for (index, role) in model.roles.iter().enumerate() {
        let path = format!("roles[{index}].name");
        if !is_snake_name(&role.name, MAX_IDENTIFIER) || is_python_keyword(&role.name) {
            faults.add(
                &path,
                format!("{:?} is not a role name", role.name),
                format!("use snake_case, at most {MAX_IDENTIFIER} characters"),
            );
        }
        if role.name == "user" {
            faults.add(&path, "every account is a user already", "remove this role");
        }
        if !seen.insert(&role.name) {
            faults.add(
                &path,
                format!("role {:?} is there twice", role.name),
                "remove one",
            );
        }
        sentence(
            &format!("roles[{index}].description"),
            &role.description,
            faults,
        );
    }
}

fn account_fields(model: &AppModel, faults: &mut Faults) {
    if !model.user_fields.is_empty() && !model.can(Capability::Auth) {
        faults.add(
            "user_fields",
            "there are account fields without accounts",
            "add auth to capabilities or remove user_fields",
        );
    }
    if model.user_fields.len() > FIELD_LIMIT {
        faults.add(
            "user_fields",
            format!("there are {} fields", model.user_fields.len()),
            format!("keep at most {FIELD_LIMIT}"),
        );
    }
    fields::check(&model.user_fields, "user_fields", faults);
    for (index, field) in model.user_fields.iter().enumerate() {
        let path = format!("user_fields[{index}]");
        if !field.optional {
            faults.add(
                format!("{path}.optional"),
                format!("{:?} is required", field.name),
                "set optional: true; registration asks for e-mail and password only",
            );
        }
        if is_account_attribute(&field.name) {
            faults.add(
                format!("{path}.name"),
                format!("every account has {:?} already", field.name),
                "choose another name",
            );
        }
    }
}

fn focus(model: &AppModel, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (index, name) in model.focus.iter().enumerate() {
        let path = format!("focus[{index}]");
        if model.entity(name).is_none() {
            faults.add(
                &path,
                format!("there is no entity {name:?}"),
                "name an entity of this model",
            );
        }
        if !seen.insert(name) {
            faults.add(&path, format!("{name:?} is there twice"), "remove one");
        }
    }
}

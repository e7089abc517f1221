//! Capabilities of the model: what is named, what that needs, what the mode adds, who may do what.

use super::draft::Draft;
use super::ledger::Ledger;
use super::naming;
use crate::domain::app_model::{
    Access, AppModel, Capability, Entity, Field, FieldType, OnDelete, Origin, Relation,
    RelationKind, Role, Rule,
};
use crate::domain::plan::Mode;

/// Closes the capabilities over all that they need, and adds what the mode adds.
pub(super) fn close(draft: &mut Draft, mode: Mode, ledger: &mut Ledger<'_>) {
    let closed = draft.unwanted.contains(&Capability::Auth);
    let mut named = std::mem::take(&mut draft.capabilities);
    named.retain(|one| !draft.unwanted.contains(one));
    if !draft.powers.managed.is_empty() || !draft.powers.roles.is_empty() {
        named.insert(Capability::Roles);
    }
    let speaks = draft.account.spoken || !draft.account.fields.is_empty();
    if speaks && !closed && named.insert(Capability::Auth) {
        ledger.assumed("auth", "the idea speaks of users, who need accounts");
    }
    for capability in named.clone() {
        let barred = capability
            .needs()
            .iter()
            .find(|need| draft.unwanted.contains(need));
        if let Some(barred) = barred {
            named.remove(&capability);
            ledger.refused.push(super::Finding::new(
                capability.name(),
                format!("it needs {barred}, which the idea does not want"),
            ));
            continue;
        }
        for need in capability.needs() {
            if named.insert(*need) {
                ledger.assumed(need.name(), format!("{capability} needs it"));
            }
        }
    }
    if mode != Mode::Simple && !closed && named.insert(Capability::Auth) {
        ledger.assumed(
            "auth",
            format!("the {mode} mode protects rows with accounts"),
        );
    }
    if !named.contains(&Capability::Roles) {
        draft.powers.roles.clear();
        draft.powers.managed.clear();
    }
    draft.capabilities = named;
}

/// Drops things that a capability supplies: the idea means the capability by them.
pub(super) fn supplied(draft: &mut Draft, ledger: &mut Ledger<'_>) {
    for capability in draft.capabilities.clone() {
        for name in capability.provides() {
            if draft.has(name) {
                draft.things.retain(|thing| thing.name != *name);
                draft
                    .links
                    .retain(|link| link.one != *name && link.many != *name);
                draft.focus.retain(|focus| focus != name);
                ledger.assumed(*name, format!("it comes with the capability {capability}"));
            }
        }
    }
}

/// Makes sure that something can be booked where booking is asked for.
pub(super) fn bookable(model: &mut AppModel, ledger: &mut Ledger<'_>) {
    let guarded = model
        .rules
        .iter()
        .any(|rule| matches!(rule, Rule::NoOverlap { .. }));
    if guarded || !model.can(Capability::Booking) {
        return;
    }
    let is_booking = |name: &str| matches!(name, "Booking" | "Reservation" | "Appointment");
    let resource = model
        .focused()
        .first()
        .map(|entity| entity.name.clone())
        .filter(|name| !is_booking(name))
        .or_else(|| {
            let other = model
                .entities
                .iter()
                .find(|entity| !is_booking(&entity.name));
            other.map(|entity| entity.name.clone())
        });
    let resource = resource.unwrap_or_else(|| add_resource(model, ledger));
    let booking = model
        .entities
        .iter()
        .find(|entity| is_booking(&entity.name))
        .map(|entity| entity.name.clone());
    let booking = booking.unwrap_or_else(|| {
        model.entities.push(booking_entity("Booking", model));
        ledger.assumed(
            "booking",
            format!("the entity Booking of {}", naming::one(&resource)),
        );
        "Booking".into()
    });
    book_by(model, &booking, &resource);
    protect(model, &booking, &resource);
}

/// "customers rent cars": the booking of a car is a customer's, so that no free link is needed.
fn book_by(model: &mut AppModel, booking: &str, resource: &str) {
    let free = model.relations.iter().position(|relation| {
        relation.kind == RelationKind::ManyToMany
            && relation.from != "User"
            && relation.from != booking
            && relation.to == resource
    });
    if let Some(at) = free {
        let who = model.relations.remove(at).from;
        refer(model, booking, &who);
    }
}

fn add_resource(model: &mut AppModel, ledger: &mut Ledger<'_>) -> String {
    let mut resource = booking_entity("Resource", model);
    resource.plural = "resources".into();
    resource.description = "What can be booked.".into();
    resource.access = if model.can(Capability::Auth) {
        Access::Authored
    } else {
        Access::Open
    };
    resource.fields = super::guess::fields_for("resource");
    model.entities.insert(0, resource);
    ledger.assumed("booking", "the entity Resource, which can be booked");
    "Resource".into()
}

fn booking_entity(name: &str, model: &AppModel) -> Entity {
    let mut status = Field::new("status", FieldType::Enum);
    status.values = ["booked", "done", "cancelled"].map(str::to_owned).to_vec();
    status.default = Some("booked".into());
    let mut note = Field::new("note", FieldType::Text);
    note.optional = true;
    Entity {
        name: name.into(),
        plural: naming::plural(name),
        description: "A span of time for which something is taken.".into(),
        access: if model.can(Capability::Auth) {
            Access::Owned
        } else {
            Access::Open
        },
        managed_by: Vec::new(),
        fields: vec![
            Field::new("starts_at", FieldType::Datetime),
            Field::new("ends_at", FieldType::Datetime),
            status,
            note,
        ],
        origin: Origin::Implied,
    }
}

/// Gives `booking` a span of time, a reference to `resource` and the rule against overlaps.
fn protect(model: &mut AppModel, booking: &str, resource: &str) {
    let Some(entity) = model
        .entities
        .iter_mut()
        .find(|entity| entity.name == booking)
    else {
        return;
    };
    let pair = [
        ("starts_at", "ends_at"),
        ("start_date", "end_date"),
        ("check_in", "check_out"),
    ]
    .into_iter()
    .find(|(start, end)| {
        let timed = |name: &str| {
            entity
                .field(name)
                .is_some_and(|field| matches!(field.ty, FieldType::Date | FieldType::Datetime))
        };
        timed(start) && timed(end)
    });
    let (start, end) = pair.unwrap_or_else(|| {
        for name in ["starts_at", "ends_at"] {
            entity.fields.retain(|field| field.name != name);
            entity.fields.push(Field::new(name, FieldType::Datetime));
        }
        ("starts_at", "ends_at")
    });
    for field in &mut entity.fields {
        if field.name == start || field.name == end {
            field.optional = false;
        }
    }
    let known = model.relations.iter().find(|relation| {
        relation.kind == RelationKind::OneToMany
            && relation.to == booking
            && relation.from == resource
    });
    let name = known.map(|relation| relation.name.clone());
    let name = name.unwrap_or_else(|| refer(model, booking, resource));
    let order = Rule::Order {
        entity: booking.to_owned(),
        earlier: start.to_owned(),
        later: end.to_owned(),
    };
    if !model.rules.contains(&order) {
        model.rules.push(order);
    }
    model.rules.push(Rule::NoOverlap {
        entity: booking.to_owned(),
        resource: name,
        start: start.to_owned(),
        end: end.to_owned(),
    });
}

/// Gives `booking` a reference to `resource`; answers its name.
fn refer(model: &mut AppModel, booking: &str, resource: &str) -> String {
    let name = naming::safe_reference(booking, &heck::ToSnakeCase::to_snake_case(resource));
    model.relations.push(Relation {
        kind: RelationKind::OneToMany,
        from: resource.to_owned(),
        to: booking.to_owned(),
        name: name.clone(),
        inverse: naming::plural(booking),
        optional: false,
        on_delete: OnDelete::Restrict,
    });
    name
}

/// Sets roles, and which entities they manage.
pub(super) fn govern(model: &mut AppModel, draft: &Draft) {
    if !model.can(Capability::Roles) {
        return;
    }
    model.roles.push(Role {
        name: "admin".into(),
        description: "Sees and changes everything.".into(),
    });
    for role in &draft.powers.roles {
        let managed: Vec<&str> = draft
            .powers
            .managed
            .iter()
            .filter(|(_, roles)| roles.contains(role))
            .map(|(thing, _)| thing.as_str())
            .collect();
        model.roles.push(Role {
            name: role.clone(),
            description: if managed.is_empty() {
                String::new()
            } else {
                format!("Changes {}.", managed.join(", "))
            },
        });
    }
    for (thing, roles) in &draft.powers.managed {
        if let Some(entity) = model
            .entities
            .iter_mut()
            .find(|entity| entity.name == *thing)
        {
            entity.access = Access::Managed;
            for role in roles {
                if !entity.managed_by.contains(role) {
                    entity.managed_by.push(role.clone());
                }
            }
        }
    }
}

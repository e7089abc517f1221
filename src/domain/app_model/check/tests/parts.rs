//! Faults of the head, of entities, relations and rules.

use super::super::super::{
    Access, Capability, Field, FieldType, OnDelete, RelationKind, Role, Rule,
};
use super::{entity, faulty, relation, sound};

#[test]
fn the_head_is_checked() {
    faulty("version", "version 2", |m| m.version = 2);
    for name in [
        "",
        "Shop",
        "my shop",
        "-shop",
        "shop-",
        "a--b",
        "9lives",
        "caf\u{e9}",
    ] {
        faulty("name", "project name", |m| m.name = name.into());
    }
    faulty("name", "project name", |m| m.name = "a".repeat(61));
    faulty("title", "line break", |m| m.title = "a\nb".into());
    faulty("title", "empty", |m| m.title = " ".into());
    faulty("title", "characters", |m| m.title = "t".repeat(101));
    faulty("title", "control", |m| m.title = "a\u{7}".into());
    faulty("description", "control", |m| {
        m.description = "a\u{202e}b".into()
    });
    faulty("description", "characters", |m| {
        m.description = "d".repeat(10_001)
    });
}

#[test]
fn capabilities_roles_and_focus_are_checked() {
    faulty("capabilities", "payments needs auth", |m| {
        m.capabilities = [Capability::Payments].into();
    });
    faulty("capabilities", "booking", |m| {
        m.capabilities.insert(Capability::Booking);
    });
    let role = |name: &str| Role {
        name: name.into(),
        description: String::new(),
    };
    faulty("roles", "without the capability", |m| {
        m.roles = vec![role("admin")]
    });
    faulty("roles", "first role", |m| {
        m.capabilities.insert(Capability::Roles);
        m.roles = vec![role("editor")];
    });
    faulty("roles[1].name", "twice", |m| {
        m.roles = vec![role("admin"), role("admin")]
    });
    faulty("roles[0].name", "role name", |m| {
        m.roles = vec![role("Shop Manager")]
    });
    faulty("roles[0].name", "user already", |m| {
        m.roles = vec![role("user")]
    });
    faulty("focus[0]", "no entity", |m| m.focus = vec!["Ghost".into()]);
    faulty("focus[1]", "twice", |m| {
        m.focus = vec!["Order".into(), "Order".into()]
    });
    faulty("user_fields", "without accounts", |m| {
        m.capabilities.clear();
        m.user_fields = vec![Field::new("phone", FieldType::Phone)];
    });
    faulty("user_fields[0].optional", "required", |m| {
        m.user_fields = vec![Field::new("phone", FieldType::Phone)];
    });
    faulty("user_fields[0].name", "already", |m| {
        m.user_fields = vec![Field::new("email", FieldType::Email)];
    });
}

#[test]
fn entities_are_checked() {
    faulty("entities", "nothing to store", |m| m.entities.clear());
    faulty("entities", "61 entities", |m| {
        m.entities = (0..61)
            .map(|n| {
                entity(
                    &format!("Thing{n}"),
                    &format!("thing{n}s"),
                    vec![Field::new("name", FieldType::String)],
                )
            })
            .collect();
    });
    for name in ["order", "X", "Line_Item", "Line Item", "Ünit", "9Lives", ""] {
        faulty("entities[1].name", "entity name", |m| {
            m.entities[1].name = name.into()
        });
    }
    faulty("entities[1].name", "entity name", |m| {
        m.entities[1].name = "A".repeat(41)
    });
    for name in [
        "Base", "None", "Decimal", "Auth", "Database", "Config", "Class",
    ] {
        faulty("entities[1].name", "generated code", |m| {
            m.entities[1].name = name.into()
        });
    }
    for plural in ["Orders", "or ders", "_orders", "orders_", "or__ders", ""] {
        faulty("entities[1].plural", "table name", |m| {
            m.entities[1].plural = plural.into()
        });
    }
    for plural in ["auth", "health", "ready", "docs"] {
        faulty("entities[1].plural", "every project", |m| {
            m.entities[1].plural = plural.into()
        });
    }
    faulty("entities[1].fields", "no fields", |m| {
        m.entities[1].fields.clear()
    });
    faulty("entities[1].description", "line break", |m| {
        m.entities[1].description = "a\nb".into()
    });
}

#[test]
fn access_is_checked() {
    faulty("entities[0].access", "no accounts", |m| {
        m.capabilities.clear()
    });
    faulty("entities[0].managed_by", "no role manages", |m| {
        m.entities[0].access = Access::Managed
    });
    faulty("entities[0].managed_by", "not managed", |m| {
        m.entities[0].managed_by = vec!["admin".into()]
    });
    faulty("entities[0].managed_by[0]", "no role", |m| {
        m.entities[0].access = Access::Managed;
        m.entities[0].managed_by = vec!["ghost".into()];
    });
}

#[test]
fn relations_are_checked() {
    faulty("relations[0].from", "no entity", |m| {
        m.relations[0].from = "Ghost".into()
    });
    faulty("relations[0].from", "no accounts", |m| {
        m.capabilities.clear();
        m.relations[0].from = "User".into();
    });
    faulty("relations[0].to", "cannot point", |m| {
        m.relations[0].to = "User".into()
    });
    faulty("relations[0].name", "relation name", |m| {
        m.relations[0].name = "Customer".into()
    });
    faulty("relations[0].name", "reserved", |m| {
        m.relations[0].name = "owner".into()
    });
    faulty("relations[0].inverse", "reserved", |m| {
        m.relations[0].inverse = "metadata".into()
    });
    faulty("relations[0].on_delete", "cannot become null", |m| {
        m.relations[0].on_delete = OnDelete::SetNull;
    });
    faulty("relations[0].optional", "always optional", |m| {
        m.relations[0].kind = RelationKind::ManyToMany;
        m.relations[0].optional = true;
    });
    faulty("relations[1]", "twice", |m| {
        m.relations.push(m.relations[0].clone())
    });
    faulty("relations[0].inverse", "both sides", |m| {
        m.relations[0] = relation("Order", "Order", "related", "related");
    });
    faulty("relations[0].optional", "before it can exist", |m| {
        m.relations
            .push(relation("Order", "Customer", "last_order", "buyers"));
    });
    faulty("relations[1].optional", "before it can exist", |m| {
        m.relations
            .push(relation("Order", "Order", "parent", "children"));
    });
}

#[test]
fn an_optional_reference_breaks_a_circle() {
    let mut model = sound();
    let mut back = relation("Order", "Customer", "last_order", "buyers");
    back.optional = true;
    back.on_delete = OnDelete::SetNull;
    model.relations.push(back);
    assert_eq!(model.check(), []);
}

#[test]
fn orders_are_checked() {
    let order = |earlier: &str, later: &str| Rule::Order {
        entity: "Order".into(),
        earlier: earlier.into(),
        later: later.into(),
    };
    faulty("rules[0].later", "no field", |m| {
        m.rules = vec![order("starts_at", "ghost")]
    });
    faulty("rules[0].later", "cannot be compared", |m| {
        m.rules = vec![order("starts_at", "total")]
    });
    faulty("rules[0].later", "itself", |m| {
        m.rules = vec![order("total", "total")]
    });
    faulty("rules[1]", "twice", |m| m.rules.push(m.rules[0].clone()));
    faulty("rules[1].later", "before and after", |m| {
        m.rules.push(order("ends_at", "starts_at"))
    });
    faulty("rules[0].entity", "no entity", |m| {
        m.rules = vec![Rule::UniqueTogether {
            entity: "Ghost".into(),
            fields: Vec::new(),
        }];
    });
}

#[test]
fn transitions_are_checked() {
    let steps = |field: &str, steps: &[(&str, &str)]| Rule::Transition {
        entity: "Order".into(),
        field: field.into(),
        steps: steps
            .iter()
            .map(|(a, b)| ((*a).into(), (*b).into()))
            .collect(),
    };
    faulty("rules[0].field", "not an enum", |m| {
        m.rules = vec![steps("total", &[("a", "b")])]
    });
    faulty("rules[0].steps", "no steps", |m| {
        m.rules = vec![steps("status", &[])]
    });
    faulty("rules[0].steps[0]", "no value", |m| {
        m.rules = vec![steps("status", &[("open", "lost")])]
    });
    faulty("rules[0].steps[0]", "itself", |m| {
        m.rules = vec![steps("status", &[("open", "open")])]
    });
    faulty("rules[1].field", "has its steps already", |m| {
        m.rules = vec![
            steps("status", &[("open", "paid")]),
            steps("status", &[("paid", "open")]),
        ];
    });
}

#[test]
fn unique_sets_and_overlaps_are_checked() {
    let together = |fields: &[&str]| Rule::UniqueTogether {
        entity: "Order".into(),
        fields: fields.iter().map(|name| (*name).into()).collect(),
    };
    faulty("rules[0].fields", "alone", |m| {
        m.rules = vec![together(&["total"])]
    });
    faulty("rules[0].fields[1]", "no field or reference", |m| {
        m.rules = vec![together(&["customer", "ghost"])]
    });
    faulty("rules[0].fields[1]", "twice", |m| {
        m.rules = vec![together(&["total", "total"])]
    });
    let overlap = |resource: &str, start: &str| Rule::NoOverlap {
        entity: "Order".into(),
        resource: resource.into(),
        start: start.into(),
        end: "ends_at".into(),
    };
    faulty("rules[0].resource", "no reference", |m| {
        m.rules = vec![overlap("ghost", "starts_at")]
    });
    faulty("rules[0].start", "not a date", |m| {
        m.rules = vec![overlap("customer", "total")]
    });
    let mut model = sound();
    model.rules = vec![
        overlap("customer", "starts_at"),
        together(&["customer", "status"]),
    ];
    assert_eq!(model.check(), []);
}

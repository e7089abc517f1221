//! Names that meet in the generated project.

use super::super::super::{Capability, Entity, Field, FieldType};
use super::{entity, faulty, relation, sound};

fn named(name: &str, plural: &str) -> Entity {
    entity(name, plural, vec![Field::new("name", FieldType::String)])
}

#[test]
fn entities_do_not_share_names_modules_or_plurals() {
    faulty("entities[2].name", "clashes", |m| {
        m.entities.push(named("Order", "other_orders"))
    });
    faulty("entities[2].name", "clashes", |m| {
        m.entities.push(named("ORder", "other_orders"))
    });
    faulty("entities[2].plural", "plural of Order", |m| {
        m.entities.push(named("Purchase", "orders"))
    });
}

#[test]
fn capabilities_keep_their_names_while_they_are_on() {
    for (capability, name, plural) in [
        (Capability::Tags, "Tag", "my_tags"),
        (Capability::Likes, "Like", "my_likes"),
        (Capability::Upload, "Upload", "my_uploads"),
    ] {
        faulty("entities[2].name", "comes with the capability", |m| {
            m.capabilities.insert(capability);
            m.entities.push(named(name, plural));
        });
        let mut model = sound();
        model.entities.push(named(name, plural));
        assert_eq!(model.check(), [], "{name} alone");
    }
    faulty("entities[2].name", "comes with the capability auth", |m| {
        m.entities.push(named("User", "people"))
    });
    for (capability, plural) in [
        (Capability::Search, "search"),
        (Capability::Statistics, "stats"),
        (Capability::Export, "export"),
        (Capability::Audit, "audit"),
        (Capability::Realtime, "ws"),
        (Capability::Webhooks, "webhooks"),
        (Capability::Notifications, "notifications"),
        (Capability::MultiTenant, "tenants"),
    ] {
        faulty("entities[2].plural", "used by the capability", |m| {
            m.capabilities.insert(capability);
            m.entities.push(named("Thing", plural));
        });
    }
}

#[test]
fn generated_classes_are_not_hidden() {
    for name in [
        "OrderCreate",
        "OrderUpdate",
        "OrderRead",
        "OrderStatus",
        "OrderSort",
    ] {
        faulty("entities[2].name", "class generated for Order", |m| {
            m.entities.push(named(name, "things"))
        });
    }
}

#[test]
fn fields_references_and_collections_do_not_meet() {
    faulty("relations[0].name", "already", |m| {
        m.entities[1]
            .fields
            .push(Field::new("customer", FieldType::String));
    });
    faulty("relations[0].name", "already", |m| {
        m.entities[1]
            .fields
            .push(Field::new("customer_id", FieldType::String));
    });
    faulty("relations[0].inverse", "already", |m| {
        m.entities[0]
            .fields
            .push(Field::new("orders", FieldType::Int));
    });
    faulty("relations[1].name", "already", |m| {
        m.relations
            .push(relation("Customer", "Order", "customer", "other_orders"));
    });
    faulty("relations[1].inverse", "already", |m| {
        m.relations
            .push(relation("Customer", "Order", "payer", "orders"));
    });
    faulty("relations[1].inverse", "account has", |m| {
        m.relations
            .push(relation("User", "Order", "seller", "email"));
    });
    faulty("entities[0].fields", "added by the capability tags", |m| {
        m.capabilities.insert(Capability::Tags);
        m.entities[0]
            .fields
            .push(Field::new("tags", FieldType::String));
    });
}

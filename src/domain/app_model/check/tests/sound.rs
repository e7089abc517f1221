//! A sound model, and the small ways to change it.

use crate::domain::app_model::{
    Access, AppModel, Capability, Entity, Field, FieldType, OnDelete, Origin, ProjectType,
    Relation, RelationKind, Rule,
};

/// A sound model: customers, who have orders.
pub(super) fn sound() -> AppModel {
    let mut status = Field::new("status", FieldType::Enum);
    status.values = vec!["open".into(), "paid".into()];
    status.default = Some("open".into());
    AppModel {
        version: 1,
        name: "small-shop".into(),
        title: "Small Shop".into(),
        description: "A small shop".into(),
        project_type: ProjectType::Crud,
        capabilities: [Capability::Auth].into(),
        roles: Vec::new(),
        user_fields: Vec::new(),
        entities: vec![
            entity(
                "Customer",
                "customers",
                vec![Field::new("name", FieldType::String)],
            ),
            entity(
                "Order",
                "orders",
                vec![
                    status,
                    Field::new("starts_at", FieldType::Datetime),
                    Field::new("ends_at", FieldType::Datetime),
                    Field::new("total", FieldType::Money),
                ],
            ),
        ],
        relations: vec![relation("Customer", "Order", "customer", "orders")],
        rules: vec![Rule::Order {
            entity: "Order".into(),
            earlier: "starts_at".into(),
            later: "ends_at".into(),
        }],
        focus: Vec::new(),
    }
}

pub(super) fn entity(name: &str, plural: &str, fields: Vec<Field>) -> Entity {
    Entity {
        name: name.into(),
        plural: plural.into(),
        description: String::new(),
        access: Access::Owned,
        managed_by: Vec::new(),
        fields,
        origin: Origin::Named,
    }
}

pub(super) fn relation(from: &str, to: &str, name: &str, inverse: &str) -> Relation {
    Relation {
        kind: RelationKind::OneToMany,
        from: from.into(),
        to: to.into(),
        name: name.into(),
        inverse: inverse.into(),
        optional: false,
        on_delete: OnDelete::Cascade,
    }
}

/// Asserts that the change leads to a fault at `path` that speaks of `words`.
pub(super) fn faulty(path: &str, words: &str, change: impl FnOnce(&mut AppModel)) {
    let mut model = sound();
    change(&mut model);
    let faults = model.check();
    let found = faults
        .iter()
        .any(|fault| fault.path == path && fault.to_string().contains(words));
    assert!(found, "no fault at {path} about {words:?}: {faults:#?}");
}

#[test]
fn the_sound_model_has_no_fault() {
    assert_eq!(sound().check(), []);
}

use super::{Edit, EditFault, edit};
use crate::blueprint::{field_text, understand};
use crate::domain::app_model::{AppModel, Capability};
use crate::domain::plan::Mode;

fn shop() -> AppModel {
    let idea = "shop with products, orders and customer accounts";
    understand(idea, Mode::Full).unwrap().model
}

fn after(model: &AppModel, changes: &[Edit]) -> AppModel {
    let mut model = model.clone();
    for change in changes {
        model = edit(&model, change).unwrap();
    }
    model
}

#[test]
fn fields_are_written_in_the_grammar_and_entities_come_and_go() {
    let model = after(
        &shop(),
        &[
            Edit::AddEntity("gift card".to_owned()),
            Edit::AddField {
                entity: "GiftCard".to_owned(),
                text: "value: money >= 1".to_owned(),
            },
            Edit::ChangeField {
                entity: "GiftCard".to_owned(),
                field: "name".to_owned(),
                text: "code: string(20) unique".to_owned(),
            },
            Edit::AddField {
                entity: "GiftCard".to_owned(),
                text: "product: Product?".to_owned(),
            },
        ],
    );
    assert_eq!(model.check(), []);
    let card = model.entity("GiftCard").unwrap();
    assert_eq!(card.plural, "gift_cards");
    let fields: Vec<_> = card.fields.iter().map(field_text).collect();
    assert_eq!(fields, ["code: string(20) unique", "value: money >= 1"]);
    assert!(model.relations.iter().any(|one| one.to == "GiftCard"));

    let renamed = after(
        &model,
        &[Edit::RenameEntity {
            from: "GiftCard".to_owned(),
            to: "Voucher".to_owned(),
        }],
    );
    assert_eq!(renamed.check(), []);
    assert!(renamed.relations.iter().any(|one| one.to == "Voucher"));
    let gone = after(&renamed, &[Edit::RemoveEntity("Product".to_owned())]);
    assert!(gone.relations.iter().all(|one| one.from != "Product"));
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let model = shop();
    let refuse = |change: Edit| edit(&model, &change).unwrap_err();
    let add = |text: &str| Edit::AddField {
        entity: "Product".to_owned(),
        text: text.to_owned(),
    };
    assert!(matches!(refuse(add("price: mony")), EditFault::Field(_)));
    assert!(matches!(
        refuse(add("x: Nothing")),
        EditFault::NoReference(_)
    ));
    assert!(matches!(
        refuse(Edit::AddEntity("product".to_owned())),
        EditFault::Taken(_)
    ));
    assert!(matches!(
        refuse(Edit::AddEntity("12".to_owned())),
        EditFault::EntityName(_)
    ));
    assert!(matches!(
        refuse(Edit::Title("!".to_owned())),
        EditFault::Title
    ));
}

#[test]
fn capabilities_come_with_what_they_need_and_go_with_what_needs_them() {
    let model = after(&shop(), &[Edit::Toggle(Capability::Subscriptions)]);
    assert!(model.can(Capability::Payments) && model.can(Capability::Auth));
    let without = after(&model, &[Edit::Toggle(Capability::Auth)]);
    assert!(!without.can(Capability::Subscriptions));
    assert!(without.relations.iter().all(|one| one.from != "User"));
    assert_eq!(without.check(), []);
}

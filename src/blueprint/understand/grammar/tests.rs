//! The field grammar, by example.

use rust_decimal::Decimal;

use super::{field, fields, type_of};
use crate::domain::app_model::{Field, FieldType};

fn parse(text: &str) -> Field {
    field(text).unwrap().field
}

#[test]
fn the_documented_examples_parse() {
    let status = parse("status: draft|sent|paid = draft");
    assert_eq!(status.ty, FieldType::Enum);
    assert_eq!(status.values, ["draft", "sent", "paid"]);
    assert_eq!(status.default.as_deref(), Some("draft"));
    let price = parse("price: money >= 0");
    assert_eq!(
        (price.ty, price.min, price.max),
        (FieldType::Money, Some(Decimal::ZERO), None)
    );
    let sku = parse("sku: string(32) unique");
    assert_eq!((sku.max, sku.unique), (Some(Decimal::from(32)), true));
    let quantity = parse("quantity: int 1..1000 = 1");
    assert_eq!(
        (quantity.min, quantity.max),
        (Some(Decimal::ONE), Some(Decimal::from(1000)))
    );
    assert_eq!(quantity.default.as_deref(), Some("1"));
    let bio = parse("bio: text?");
    assert!(bio.optional);
    assert_eq!(bio.ty, FieldType::Text);
}

#[test]
fn modifiers_stand_in_any_spacing() {
    let field = parse("total :  decimal ?  >=0 <= 9.5");
    assert!(field.optional);
    assert_eq!(
        (field.min, field.max),
        (Some(Decimal::ZERO), Some("9.5".parse().unwrap()))
    );
    assert_eq!(
        parse("state: open | closed=open").values,
        ["open", "closed"]
    );
    assert_eq!(parse("kind: enum(A, Big One)").values, ["a", "big_one"]);
    assert_eq!(parse("stock 0..5").max, Some(Decimal::from(5)));
    assert!(parse("email unique").unique);
    assert!(parse("notes?").optional);
    assert_eq!(parse("dueDate").name, "due_date");
    assert_eq!(parse("Due Date: date").name, "due_date");
    assert_eq!(parse("temp: float -40..60").min, Some(Decimal::from(-40)));
}

#[test]
fn an_entity_in_the_place_of_a_type_is_a_reference() {
    let parsed = field("author: Author?").unwrap();
    assert_eq!(parsed.reference.as_deref(), Some("Author"));
    assert!(parsed.field.optional);
}

#[test]
fn bare_names_get_the_type_that_they_suggest() {
    for (name, ty) in [
        ("price", FieldType::Money),
        ("unit_cost", FieldType::Money),
        ("paid_at", FieldType::Datetime),
        ("due_date", FieldType::Date),
        ("born_on", FieldType::Date),
        ("birthday", FieldType::Date),
        ("due", FieldType::Date),
        ("is_open", FieldType::Bool),
        ("has_wifi", FieldType::Bool),
        ("email", FieldType::Email),
        ("work_phone", FieldType::Phone),
        ("website", FieldType::Url),
        ("slug", FieldType::Slug),
        ("number_of_doors", FieldType::Int),
        ("stock", FieldType::Int),
        ("age", FieldType::Int),
        ("year", FieldType::Int),
        ("body", FieldType::Text),
        ("notes", FieldType::Text),
        ("tax_rate", FieldType::Percent),
        ("title", FieldType::String),
    ] {
        assert_eq!(type_of(name), ty, "{name}");
    }
}

#[test]
fn faults_say_what_is_wrong() {
    for (text, said) in [
        ("price: moneyy", "did you mean money?"),
        ("price: wibble", "no field type"),
        (": int", "no field name"),
        ("12: int", "no field name"),
        ("a: int nonsense", "not understood"),
        ("a: int >= lots", "not a number"),
        ("a: string(many)", "not a number"),
    ] {
        let fault = field(text).unwrap_err().to_string();
        assert!(fault.contains(said), "{text}: {fault}");
    }
}

#[test]
fn lists_split_outside_parentheses() {
    let names: Vec<String> = fields("a: enum(x, y), b: string(20), , c")
        .into_iter()
        .map(|(_, parsed)| parsed.unwrap().field.name)
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

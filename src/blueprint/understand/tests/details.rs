//! What single phrases do: modes, negation, roles, fields, names and findings.

use super::super::{IdeaError, Understanding, understand};
use crate::domain::app_model::{Access, Capability, FieldType, OnDelete, Rule};
use crate::domain::plan::Mode;

fn simple(idea: &str) -> Understanding {
    understand(idea, Mode::Simple).unwrap()
}

fn meanings(read: &Understanding) -> Vec<String> {
    let all = read
        .understood
        .iter()
        .chain(&read.assumed)
        .chain(&read.not_understood);
    all.map(|found| format!("{} = {}", found.words, found.meaning))
        .collect()
}

#[test]
fn only_full_and_production_add_accounts() {
    let can = |mode| {
        understand("a blog", mode)
            .unwrap()
            .model
            .can(Capability::Auth)
    };
    assert!(!can(Mode::Simple));
    assert!(can(Mode::Full));
    assert!(can(Mode::Production));
    let barred = understand("a blog without auth", Mode::Production).unwrap();
    assert!(!barred.model.can(Capability::Auth));
    assert!(
        barred
            .understood
            .iter()
            .any(|found| found.meaning == "left out: the capability auth")
    );
}

#[test]
fn what_needs_accounts_brings_them_and_says_so() {
    let read = simple("a shop with payments");
    assert!(read.model.can(Capability::Auth));
    assert!(
        read.assumed.iter().any(|found| found.words == "auth"),
        "{:?}",
        meanings(&read)
    );
    assert!(
        read.model
            .entities
            .iter()
            .all(|entity| entity.access != Access::Open)
    );
}

#[test]
fn a_capability_that_needs_what_is_forbidden_is_left_out_and_said() {
    let read = simple("a shop with payments but without login");
    assert!(!read.model.can(Capability::Payments));
    assert!(
        read.not_understood
            .iter()
            .any(|found| found.words == "payments")
    );
}

#[test]
fn negation_reaches_as_far_as_it_is_said() {
    let cases: &[(&str, &[Capability])] = &[
        ("a shop without auth, payments or search", &[]),
        ("a shop without search, with tags", &[Capability::Tags]),
        ("a shop with no search and tags", &[Capability::Tags]),
        (
            "a shop that does not need search but has tags",
            &[Capability::Tags],
        ),
        (
            "a shop, not only search but tags",
            &[Capability::Search, Capability::Tags],
        ),
    ];
    for (idea, expected) in cases {
        let can: Vec<Capability> = simple(idea).model.capabilities.into_iter().collect();
        assert_eq!(&can, expected, "{idea}");
    }
}

#[test]
fn excluded_entities_stay_out() {
    let read = simple("a blog without categories");
    assert!(read.model.entity("Category").is_none());
    assert!(read.model.entity("Post").is_some());
    let read = simple("orders without customers");
    assert!(read.model.entity("Customer").is_none());
}

#[test]
fn roles_manage_what_the_idea_says() {
    for idea in [
        "shop where only admins can manage products",
        "shop with products managed by admins",
        "products can be edited only by administrators in a shop",
    ] {
        let read = simple(idea);
        let product = read.model.entity("Product").unwrap();
        assert_eq!(product.access, Access::Managed, "{idea}");
        assert_eq!(product.managed_by, ["admin"], "{idea}");
        assert_eq!(read.model.roles[0].name, "admin", "{idea}");
    }
    let read = simple("managers and accountants approve expenses");
    assert_eq!(
        read.model.entity("Expense").unwrap().managed_by,
        ["manager", "accountant"]
    );
    assert!(read.model.entity("Manager").is_none());
}

#[test]
fn spelled_out_fields_are_taken_as_they_are() {
    let read = simple("Product(name, price: money, stock: int 0..500 = 1, status: new|old = new)");
    let product = read.model.entity("Product").unwrap();
    let names: Vec<&str> = product
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(names, ["name", "price", "stock", "status"]);
    assert_eq!(product.field("price").unwrap().ty, FieldType::Money);
    assert_eq!(
        product.field("stock").unwrap().default.as_deref(),
        Some("1")
    );
    assert_eq!(product.field("status").unwrap().values, ["new", "old"]);
}

#[test]
fn fields_in_words_keep_what_the_lexicon_knows_of_them() {
    let read = simple("products with name, price and stock");
    let product = read.model.entity("Product").unwrap();
    assert_eq!(product.fields.len(), 3);
    assert_eq!(product.field("price").unwrap().ty, FieldType::Money);
    let read = simple("a todo has a title, a due date and a done flag");
    let todo = read.model.entity("Todo").unwrap();
    assert_eq!(todo.field("done").unwrap().ty, FieldType::Bool);
    assert_eq!(todo.field("due_date").unwrap().ty, FieldType::Date);
}

#[test]
fn values_in_words_become_an_enumeration() {
    for idea in [
        "invoices with a status of draft, sent or paid",
        "invoices with status (draft, sent, paid)",
        "invoices have a status: draft, sent or paid",
        "invoices can be draft, sent or paid",
    ] {
        let read = simple(idea);
        let status = read
            .model
            .entity("Invoice")
            .unwrap()
            .field("status")
            .cloned()
            .unwrap();
        assert_eq!(status.values, ["draft", "sent", "paid"], "{idea}");
    }
}

#[test]
fn booking_always_protects_a_resource() {
    for idea in [
        "llamas with booking",
        "a booking system",
        "yoga studio with room booking",
        "users can book rooms",
    ] {
        let read = simple(idea);
        assert!(read.model.can(Capability::Booking), "{idea}");
        let guarded = read
            .model
            .rules
            .iter()
            .any(|rule| matches!(rule, Rule::NoOverlap { .. }));
        assert!(guarded, "{idea}");
    }
}

#[test]
fn a_provided_name_means_the_capability() {
    let read = simple("a shop with Payment(amount: money) and payments");
    assert!(read.model.entity("Payment").is_none());
    let read = simple("Plan(name) for workouts");
    assert!(read.model.entity("Plan").is_some());
}

#[test]
fn assignment_points_at_an_account_and_may_be_empty() {
    let read = simple("tasks assigned to users");
    let relation = &read.model.relations[0];
    assert_eq!(
        (relation.from.as_str(), relation.name.as_str()),
        ("User", "assignee")
    );
    assert!(relation.optional);
    assert_eq!(relation.on_delete, OnDelete::SetNull);
}

#[test]
fn names_and_titles_come_from_the_head() {
    for (idea, title, name) in [
        (
            "SaaS billing app with auth and payments",
            "SaaS Billing App",
            "saas-billing-app",
        ),
        (
            "Build me a REST API for a warehouse",
            "Warehouse REST API",
            "warehouse-rest-api",
        ),
        (
            "an app called Green Thumb for plants",
            "Green Thumb",
            "green-thumb",
        ),
        ("a café with drinks", "Café", "cafe"),
        (
            "I need an app to track my vinyl collection",
            "Vinyl Collection App",
            "vinyl-collection-app",
        ),
    ] {
        let read = simple(idea);
        assert_eq!(
            (read.model.title.as_str(), read.model.name.as_str()),
            (title, name),
            "{idea}"
        );
    }
}

#[test]
fn long_words_make_no_long_title() {
    let word = "Pneumonoultramicroscopic";
    let read = simple(&format!(
        "{word} {word} {word} {word} {word} {word} api backend tracker for products"
    ));
    assert!(
        read.model.title.chars().count() <= 72,
        "{}",
        read.model.title
    );
    assert!(read.model.name.len() <= 60, "{}", read.model.name);
    assert_ne!(read.model.title, "App");
}

#[test]
fn unreadable_ideas_are_refused_in_one_line() {
    let long = "word ".repeat(3_000);
    for (idea, expected) in [
        ("", IdeaError::Empty),
        (" \n\t ", IdeaError::Empty),
        (long.as_str(), IdeaError::TooLong(15_000)),
        (
            "a blog\u{7}",
            IdeaError::ControlCharacter {
                character: '\u{7}',
                position: 7,
            },
        ),
        (
            "a \u{202e}blog",
            IdeaError::ControlCharacter {
                character: '\u{202e}',
                position: 3,
            },
        ),
        ("ブログ を 作る", IdeaError::OtherScript),
        ("магазин с заказами", IdeaError::OtherScript),
        ("hello", IdeaError::NothingToBuild),
        ("make it good", IdeaError::NothingToBuild),
        ("!!!", IdeaError::NothingToBuild),
        (
            "a simple, fast and modern app in python",
            IdeaError::NothingToBuild,
        ),
        ("42", IdeaError::NothingToBuild),
    ] {
        let error = understand(idea, Mode::Full).unwrap_err();
        assert_eq!(error, expected, "{idea}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn hostile_ideas_cannot_break_out_of_the_model() {
    for idea in [
        "Product(name); DROP TABLE users; --",
        "blog with \"\"\" + import os + \"\"\"",
        "posts {{ 7*7 }} and {% raw %} comments",
        "Class(def: string, import: int, None: bool, self: text, model_x: int)",
        "Order(id: int, created_at: datetime, owner_id: int, metadata: string)",
        "A(b) and B(a: A) with C(b: B, a: A)",
        "Item(a: int 5..1, b: string = xyz, c: bool unique, d: date = tomorrow, e: a|a|b = z)",
        "Thing(((((",
        "Thing(name: string(99999999999999999999999))",
        "users users users User(User: User)",
        "metadata, registry, base, session, none, true, false",
        "thing-thing_thing--thing__thing",
        "x y z of of of with with and and",
        "Tag(name) with tags, Like(x) with likes, Upload(y) with uploads",
    ] {
        for mode in [Mode::Simple, Mode::Production] {
            if let Ok(read) = understand(idea, mode) {
                assert_eq!(read.model.check(), [], "{idea}");
            }
        }
    }
}

//! Random words never break the reading, and always give a sound model or a clear refusal.

use proptest::prelude::*;

use super::super::read::read;
use super::super::{complexity, project_type, screen, token, understand};
use crate::blueprint::document::{from_yaml, to_yaml};
use crate::blueprint::lexicon::Lexicon;
use crate::domain::plan::Mode;

const WORDS: &[&str] = &[
    "a",
    "the",
    "each",
    "with",
    "without",
    "no",
    "and",
    "or",
    ",",
    ";",
    ":",
    ".",
    "(",
    ")",
    "has",
    "have",
    "belongs to",
    "belong to",
    "per",
    "from",
    "of",
    "for",
    "users",
    "user",
    "only",
    "admins",
    "managers",
    "can manage",
    "approve",
    "Product(name, price: money, stock: int)",
    "Order(product: Product, status: open|closed = open)",
    "Tag(name)",
    "status of draft, sent or paid",
    "priority low, medium or high",
    "tags",
    "likes",
    "ratings",
    "payments",
    "subscriptions",
    "booking",
    "uploads",
    "search",
    "webhooks",
    "multi-tenant",
    "soft delete",
    "roles: admin, editor",
    "follow each other",
    "follow",
    "enrol in",
    "book",
    "rate",
    "comment on",
    "assigned to",
    "import",
    "class",
    "metadata",
    "session",
    "plan",
    "plans",
    "notification",
    "name, price and stock",
    "date",
    "description",
    "id",
    "owner",
    "called Foo Bar",
    "categories with subcategories",
    "true",
    "none",
    "select",
    "x",
    "zzz",
    "42",
    "café",
    "ブログ",
    "don't",
    "e-mail",
    "about",
];

fn word() -> impl Strategy<Value = String> {
    let phrases: Vec<String> = Lexicon::open()
        .phrases()
        .map(|(phrase, _)| phrase)
        .collect();
    prop_oneof![
        3 => proptest::sample::select(WORDS).prop_map(str::to_owned),
        3 => proptest::sample::select(phrases.clone()),
        3 => proptest::sample::select(phrases).prop_map(|phrase| format!("{phrase}s")),
        1 => "[a-zA-Z]{1,12}",
        1 => "[ -~]{1,10}",
    ]
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Simple), Just(Mode::Full), Just(Mode::Production)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn soup_gives_a_sound_model(words in proptest::collection::vec(word(), 1..25), mode in mode()) {
        let idea = words.join(" ");
        if let Ok(first) = understand(&idea, mode) {
            prop_assert_eq!(first.model.check(), vec![], "{}", &idea);
            prop_assert_eq!(&understand(&idea, mode).unwrap(), &first);
            let text = to_yaml(&first.model).unwrap();
            prop_assert_eq!(from_yaml(&text, "vibecober.yaml").unwrap(), first.model);
        }
        complexity(&idea);
        project_type(&idea);
    }

    #[test]
    fn soup_is_accounted_for(words in proptest::collection::vec(word(), 1..25)) {
        let idea = words.join(" ");
        let text = screen::screen(&idea).unwrap();
        let tokens = token::tokens(&text);
        if let Ok((_, open)) = read(&text, &tokens, &Lexicon::open(), Mode::Simple) {
            prop_assert!(open.is_empty(), "{}: {:?}", &idea, open);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(idea in "\\PC{0,200}") {
        if let Ok(read) = understand(&idea, Mode::Full) {
            prop_assert_eq!(read.model.check(), vec![]);
        }
    }
}

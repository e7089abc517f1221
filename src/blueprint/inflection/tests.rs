//! The plain endings say what the crate says, and odd words come out as people mean them.

use std::collections::BTreeSet;

use super::lists::{FIXED, SINGULARS, UNCOUNTABLE};
use super::number::{regular_plural, regular_singular};
use super::{plural, singular};
use crate::blueprint::lexicon::Lexicon;

/// True for words that the lists decide, whatever the crate says.
fn listed(word: &str) -> bool {
    FIXED.contains(&word)
        || UNCOUNTABLE.contains(&word)
        || SINGULARS
            .iter()
            .any(|(many, one)| *many == word || *one == word)
}

/// Every word of the lexicon's phrases that no list decides.
fn words() -> BTreeSet<String> {
    Lexicon::open()
        .phrases()
        .flat_map(|(phrase, _)| {
            let words = phrase.to_lowercase();
            let parts = words.split(|c: char| !c.is_ascii_alphabetic());
            parts
                .filter(|part| part.len() > 3 && !listed(part))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn plain_endings_agree_with_the_crate() {
    let words = words();
    assert!(words.len() > 800);
    let mut plain = 0;
    let mut wrong = Vec::new();
    for word in &words {
        if let Some(many) = regular_plural(word) {
            plain += 1;
            let one = regular_singular(&many);
            if many != pluralizer::pluralize(word, 2, false) || one.is_some_and(|one| one != *word)
            {
                wrong.push(many);
            }
        }
        let one = regular_singular(word);
        if one.is_some_and(|one| one != pluralizer::pluralize(word, 1, false)) {
            wrong.push(word.clone());
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(
        plain * 10 > words.len() * 7,
        "only {plain} words of {} are plain",
        words.len()
    );
}

/// Words and their plurals.
const NUMBERS: [(&str, &str); 39] = [
    ("status", "statuses"),
    ("address", "addresses"),
    ("analysis", "analyses"),
    ("business", "businesses"),
    ("course", "courses"),
    ("expense", "expenses"),
    ("lens", "lenses"),
    ("category", "categories"),
    ("shelf", "shelves"),
    ("leaf", "leaves"),
    ("person", "people"),
    ("child", "children"),
    ("box", "boxes"),
    ("class", "classes"),
    ("movie", "movies"),
    ("quiz", "quizzes"),
    ("hero", "heroes"),
    ("photo", "photos"),
    ("wolf", "wolves"),
    ("hive", "hives"),
    ("warehouse", "warehouses"),
    ("invoice", "invoices"),
    ("house", "houses"),
    ("bus", "buses"),
    ("menu", "menus"),
    ("index", "indices"),
    ("woman", "women"),
    ("key", "keys"),
    ("company", "companies"),
    ("service", "services"),
    ("purchase", "purchases"),
    ("process", "processes"),
    ("match", "matches"),
    ("life", "lives"),
    ("church", "churches"),
    ("database", "databases"),
    ("response", "responses"),
    ("campus", "campuses"),
    ("diagnosis", "diagnoses"),
];

#[test]
fn numbers_come_out_as_people_mean_them() {
    for (one, many) in NUMBERS {
        if !matches!(one, "leaf") {
            assert_eq!(singular(many), one, "singular of {many}");
        }
        assert_eq!(singular(one), one, "singular of {one}");
        if !matches!(one, "leaf" | "life") {
            assert_eq!(plural(one), many, "plural of {one}");
        }
    }
    for word in [
        "news",
        "equipment",
        "staff",
        "series",
        "species",
        "analytics",
        "software",
        "furniture",
    ] {
        assert_eq!(singular(word), word);
        assert_eq!(plural(word), word);
    }
}

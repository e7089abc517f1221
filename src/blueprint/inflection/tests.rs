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

/// Words that people use in ideas, with endings that are mostly irregular to look at.
const SAMPLE: &str = "activity city party county property facility utility box inbox fox api ski safari \
    schema camera agenda formula quota pizza area idea drama arena panda visa villa data alumni cacti \
    photo video logo memo todo demo studio portfolio repo promo radio ratio scenario audio cargo casino \
    piano zoo tattoo condo auto disco avocado potato tomato hero echo volcano cameo taco kilo tuxedo \
    coupon person season lesson session station version button icon phenomenon criterion salon pigeon \
    invoice price service office device notice slice police voice practice mice lice album forum museum \
    stadium premium aquarium curriculum symposium medium index matrix vertex suffix appendix complex \
    mailbox staff tariff roof chief brief proof cliff leaf wolf shelf knife life giraffe cafe valve glove \
    house spouse blouse mouse journey valley money key survey donkey chimney street sheet fleet tweet \
    foot tooth goose root archive initiative objective relative detective native hive drive dive \
    necktie brownie selfie calorie hobby pony lorry quarry belief chef wharf cactus walrus octopus";

/// Every word of the lexicon's phrases and of the sample that no list decides.
fn words() -> BTreeSet<String> {
    let sample = SAMPLE.split_whitespace().flat_map(|word| {
        let many = pluralizer::pluralize(word, 2, false);
        [word.to_owned(), many]
    });
    Lexicon::open()
        .phrases()
        .map(|(phrase, _)| phrase)
        .chain(sample)
        .flat_map(|phrase| {
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
        plain * 20 > words.len() * 17,
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

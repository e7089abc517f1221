//! What is told of documents that are wrong.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::*;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Shop {
    shelves: Vec<Shelf>,
    prices: BTreeMap<String, Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    width: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tag {
    #[serde(default)]
    amount: Option<crate::domain::money::Usd>,
}

impl Shop {
    fn amounts(&self) -> usize {
        let tags = self.prices.values();
        tags.filter(|tag| tag.amount.is_some()).count()
    }
}

fn refusal(text: &str) -> String {
    let path = Path::new("shop.yaml");
    let line = parse::<Shop>(path, text).unwrap_err().to_string();
    assert!(!line.contains('\n'), "{line}");
    line
}

#[test]
fn an_empty_file_says_nothing() {
    for text in ["", "# nothing yet\n", "---\n", "{}"] {
        let shop = parse::<Shop>(Path::new("shop.yaml"), text).unwrap().content;
        assert!(shop.shelves.is_empty() && shop.amounts() == 0, "{text}");
    }
}

#[test]
fn a_mistake_is_told_with_its_line_and_key() {
    for (text, said) in [
        (
            "shelves:\n  - width: 3\n  - width: wide\n",
            "shop.yaml:3: shelves[1].width: invalid type: string \"wide\", expected u32",
        ),
        (
            "prices:\n  pear:\n    amount: -1\n",
            "shop.yaml:3: prices.pear.amount: -1 is below zero: give an amount of 0 or more",
        ),
        (
            "shelves: []\nprises: {}\n",
            "shop.yaml:2: prises: unknown key 'prises': did you mean 'prices'?",
        ),
        (
            "shelves:\n  - {}\n",
            "shop.yaml:2: shelves[0]: missing field 'width'",
        ),
        (
            "prices: {}\n\nprices: {}\n",
            "shop.yaml:3: 'prices' stands here and in line 1: keep one of them",
        ),
        (
            "shelves: &a []\nprices: *a\n",
            "shop.yaml:1: anchors and aliases (& and *) are not read: write the value out",
        ),
        (
            "shelves: []\n---\nshelves: []\n",
            "shop.yaml:2: a second document begins here: keep one in the file",
        ),
    ] {
        assert_eq!(refusal(text), said, "{text}");
    }
    assert!(refusal("shelves: [\n").starts_with("shop.yaml:2: this is not valid YAML"));
    let deep = "[".repeat(100) + &"]".repeat(100);
    assert!(refusal(&deep).contains("too deep"));
}

#[test]
fn a_part_can_be_told_by_its_keys_afterwards() {
    let text = "shelves:\n  - width: 3\n  - width: 4\n";
    let shop = parse::<Shop>(Path::new("shop.yaml"), text).unwrap();
    assert_eq!(shop.content.shelves[1].width, 4);
    let said = shop
        .wrong(&["shelves", "1", "width"], "too wide")
        .to_string();
    assert_eq!(said, "shop.yaml:3: shelves[1].width: too wide");
}

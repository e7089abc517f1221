//! Sensible fields for a thing that no lexicon entry describes, by what its word suggests.

use super::grammar;
use super::words;
use crate::domain::app_model::Field;

/// Endings of words that name people.
const PERSON_ENDINGS: &[&str] = &[
    "ist", "ian", "eer", "man", "woman", "ologist", "grapher", "keeper", "person", "maker",
    "worker", "smith", "teer", "nanny",
];

/// Endings of words that name lists, not people.
const LISTS: &[&str] = &[
    "klist",
    "tlist",
    "hlist",
    "playlist",
    "pricelist",
    "blacklist",
];

/// Endings of words that name something done.
const DEED_ENDINGS: &[&str] = &["ment", "tion", "sion"];

const PERSON: &str =
    "name: string(120), email: email?, phone: phone?, notes: text?, is_active: bool = true";
const DEED: &str =
    "title: string(160), description: text?, status: open|in_progress|done = open, due_date: date?";
const THING: &str =
    "name: string(120), description: text?, status: active|inactive|archived = active";

/// The fields for a thing whose last word is `head`.
pub(super) fn fields_for(head: &str) -> Vec<Field> {
    let ends = |endings: &[&str]| {
        endings
            .iter()
            .any(|ending| head.len() > ending.len() + 1 && head.ends_with(ending))
    };
    let text = match words::kind(head) {
        Some(text) => text,
        None if ends(PERSON_ENDINGS) && !ends(LISTS) => PERSON,
        None if ends(DEED_ENDINGS) => DEED,
        None => THING,
    };
    grammar::fields(text)
        .into_iter()
        .filter_map(|(_, parsed)| parsed.ok())
        .map(|parsed| parsed.field)
        .collect()
}

//! Reads the word lists.

use crate::domain::app_model::Capability;

/// What a word is when nothing better is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::blueprint::understand) enum Class {
    /// Carries structure.
    Function,
    /// Stands for software or records in general.
    Generic,
    /// Names a technology.
    Tech,
    /// Describes.
    Describing,
    /// Does.
    Action,
}

const LISTS: [(Class, &str); 5] = [
    (Class::Function, include_str!("function.txt")),
    (Class::Generic, include_str!("generic.txt")),
    (Class::Tech, include_str!("tech.txt")),
    (Class::Describing, include_str!("describing.txt")),
    (Class::Action, include_str!("actions.txt")),
];
const ROLES: &str = include_str!("roles.txt");
const TECH_PHRASES: &str = include_str!("tech_phrases.txt");
const CAPABILITIES: &str = include_str!("capabilities.txt");

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// Every single word of the lists with its class; the first list that has a word wins.
pub(in crate::blueprint::understand) fn singles() -> impl Iterator<Item = (&'static str, Class)> {
    LISTS.into_iter().flat_map(|(class, text)| {
        lines(text).flat_map(move |line| line.split_whitespace().map(move |word| (word, class)))
    })
}

/// The names of technology in several words.
pub(in crate::blueprint::understand) fn tech_phrases() -> impl Iterator<Item = &'static str> {
    lines(TECH_PHRASES)
}

/// True for words of people who may hold a role.
pub(in crate::blueprint::understand) fn is_role(lemma: &str) -> bool {
    lines(ROLES).any(|line| line.split_whitespace().any(|word| word == lemma))
}

/// Every phrase that names capabilities, with them.
pub(in crate::blueprint::understand) fn capability_phrases()
-> impl Iterator<Item = (&'static str, Vec<Capability>)> {
    lines(CAPABILITIES).flat_map(|line| {
        let (key, phrases) = line.split_once(':').unwrap_or_default();
        let named: Vec<_> = key
            .split('+')
            .filter_map(|name| Capability::ALL.into_iter().find(|c| c.name() == name))
            .collect();
        phrases
            .split(',')
            .map(move |phrase| (phrase.trim(), named.clone()))
    })
}

const ATTRIBUTES: &str = include_str!("attributes.txt");
const SURE: &str = include_str!("sure_attributes.txt");
const AMBIGUOUS: &str = include_str!("ambiguous.txt");

/// True for last words of phrases that name a field.
pub(in crate::blueprint::understand) fn is_attribute(word: &str) -> bool {
    lines(ATTRIBUTES).any(|line| line.split_whitespace().any(|known| known == word))
}

/// True for field words that name no thing of their own, so that their plural is a field as well.
pub(in crate::blueprint::understand) fn is_sure_attribute(word: &str) -> bool {
    lines(SURE).any(|line| line.split_whitespace().any(|known| known == word))
}

/// True for field words that may ask for an entity or a capability as well.
pub(in crate::blueprint::understand) fn is_ambiguous(word: &str) -> bool {
    lines(AMBIGUOUS).any(|line| line.split_whitespace().any(|known| known == word))
}

const LIKENESSES: &str = include_str!("likenesses.txt");

/// The domain that a brand stands for, and the entities in it that others take the place of.
pub(in crate::blueprint::understand) fn likeness(
    brand: &str,
) -> Option<(&'static str, &'static str)> {
    lines(LIKENESSES).find_map(|line| {
        let (brands, meaning) = line.split_once(" => ")?;
        let known = brands.split_whitespace().any(|one| one == brand);
        known.then(|| meaning.split_once(": ")).flatten()
    })
}

const LANGUAGES: &str = include_str!("languages.txt");

/// What a word of another language is in English; empty for words that carry structure.
pub(in crate::blueprint::understand) fn other_language(word: &str) -> Option<&'static str> {
    lines(LANGUAGES).find_map(|line| {
        let (english, words) = line.split_once(": ")?;
        let known = words.split_whitespace().any(|one| one == word);
        known.then_some(if english == "-" { "" } else { english })
    })
}

const KINDS: &str = include_str!("kinds.txt");
const JOINS: &str = include_str!("joins.txt");

/// The fields that the last word of a thing suggests, in the field grammar.
pub(in crate::blueprint::understand) fn kind(head: &str) -> Option<&'static str> {
    lines(KINDS).find_map(|line| {
        let (words, fields) = line.split_once(" => ")?;
        words
            .split_whitespace()
            .any(|word| word == head)
            .then_some(fields)
    })
}

/// True where a word between two things is listed under `key`.
pub(in crate::blueprint::understand) fn joins_as(key: &str, word: &str) -> bool {
    lines(JOINS).any(|line| {
        line.split_once(": ")
            .is_some_and(|(name, words)| name == key && words.split(' ').any(|one| one == word))
    })
}

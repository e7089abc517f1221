//! The data of the lexicon keeps what its grammar promises.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{DomainEntry, EntityEntry, Lexicon, Naming, source};

/// A domain parsed in full, without the index.
#[derive(Debug, Deserialize)]
struct Whole {
    #[serde(flatten)]
    head: DomainEntry,
    #[serde(default)]
    entities: BTreeMap<String, EntityEntry>,
}

fn whole() -> Vec<(String, Whole)> {
    source::texts()
        .into_iter()
        .flat_map(|(file, text)| {
            let domains: Vec<Whole> = serde_yaml::from_str(&text)
                .unwrap_or_else(|error| panic!("{file} does not parse: {error}"));
            domains
                .into_iter()
                .map(move |domain| (file.clone(), domain))
        })
        .collect()
}

#[test]
fn there_are_sixty_domains_and_two_hundred_and_fifty_entities() {
    let domains = whole();
    let named = domains
        .iter()
        .filter(|(_, d)| d.head.domain != "common")
        .count();
    let entities: BTreeSet<&String> = domains
        .iter()
        .flat_map(|(_, d)| d.entities.keys())
        .collect();
    assert!(named >= 60, "only {named} domains");
    assert!(entities.len() >= 250, "only {} entities", entities.len());
}

#[test]
fn files_are_short_enough_to_read() {
    for (file, text) in source::texts() {
        assert!(
            text.lines().count() <= 400,
            "{file} has more than 400 lines"
        );
    }
}

#[test]
fn the_index_finds_what_a_full_parse_finds() {
    let lexicon = Lexicon::open();
    let mut indexed = 0;
    for (file, whole) in whole() {
        let id = (0..200)
            .map(super::index::DomainId::at)
            .find(|id| lexicon.domain_name(*id) == whole.head.domain);
        let id = id.unwrap();
        indexed += 1;
        assert_eq!(lexicon.domain(id).unwrap(), whole.head, "{file}");
        for (name, entry) in &whole.entities {
            let entity = lexicon
                .entity_in(id, name)
                .unwrap_or_else(|| panic!("{file}: {name} is not indexed"));
            assert_eq!(&lexicon.entity(entity).unwrap(), entry, "{file}: {name}");
        }
        let phrases: BTreeSet<String> = lexicon
            .phrases()
            .filter(|(_, naming)| match naming {
                Naming::Domain(found) => *found == id,
                Naming::Entity(_) | Naming::Alias(_) => false,
            })
            .map(|(phrase, _)| phrase)
            .collect();
        assert_eq!(
            phrases,
            whole.head.words.iter().cloned().collect(),
            "{file}: {}",
            whole.head.domain
        );
    }
    assert!(indexed > 60);
}

#[test]
fn every_alias_is_indexed() {
    let lexicon = Lexicon::open();
    let aliases: BTreeSet<String> = lexicon
        .phrases()
        .filter(|(_, naming)| matches!(naming, Naming::Alias(_)))
        .map(|(phrase, _)| phrase)
        .collect();
    for (file, whole) in whole() {
        for (name, entry) in &whole.entities {
            for also in &entry.also {
                assert!(aliases.contains(also), "{file}: {name} also {also}");
            }
        }
    }
}

#[test]
fn domains_are_unique_and_their_cores_exist() {
    let lexicon = Lexicon::open();
    let mut seen = BTreeSet::new();
    for (file, whole) in whole() {
        let name = whole.head.domain.clone();
        assert!(seen.insert(name.clone()), "{file}: {name} is there twice");
        if name == "common" {
            continue;
        }
        assert!(!whole.head.words.is_empty(), "{file}: {name} has no words");
        assert!(
            whole.head.project_type.is_some(),
            "{file}: {name} has no type"
        );
        assert!(
            (1..=4).contains(&whole.head.core.len()),
            "{file}: core of {name}"
        );
        let id = lexicon
            .domains()
            .find(|id| lexicon.domain_name(*id) == name)
            .unwrap();
        for entity in &whole.head.core {
            assert!(
                lexicon.entity_near(id, entity).is_some(),
                "{file}: {name} lacks {entity}"
            );
        }
    }
}

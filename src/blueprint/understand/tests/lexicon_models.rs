//! Everything that the lexicon describes makes a sound model.

use std::collections::BTreeSet;

use super::super::assemble::Assembly;
use super::super::draft::{Draft, Source};
use super::super::ledger::Ledger;
use super::super::{abilities, entries, grammar};
use crate::blueprint::lexicon::{DomainId, EntityId, Lexicon, Naming};
use crate::domain::app_model::{AppModel, Capability, MODEL_VERSION, Origin, ProjectType};
use crate::domain::plan::Mode;

fn entities(lexicon: &Lexicon) -> Vec<EntityId> {
    lexicon
        .phrases()
        .filter_map(|(_, naming)| match naming {
            Naming::Entity(id) => Some(id),
            Naming::Domain(_) | Naming::Alias(_) => None,
        })
        .collect()
}

/// A model of the given entities or domain, before anything is repaired.
fn model(lexicon: &Lexicon, ids: &[EntityId], domain: Option<DomainId>) -> AppModel {
    let mut ledger = Ledger::new("", &[]);
    let mut draft = Draft::default();
    for id in ids {
        draft.add(
            lexicon.entity_name(*id),
            Origin::Named,
            Source::Lexicon(*id),
        );
    }
    draft.domains.extend(domain);
    Assembly::new(lexicon, &mut draft, &mut ledger).complete();
    abilities::close(&mut draft, Mode::Full, &mut ledger);
    let mut model = AppModel {
        version: MODEL_VERSION,
        name: "app".into(),
        title: "App".into(),
        description: String::new(),
        project_type: ProjectType::Crud,
        capabilities: draft.capabilities.clone(),
        roles: Vec::new(),
        user_fields: Vec::new(),
        entities: Vec::new(),
        relations: Vec::new(),
        rules: Vec::new(),
        focus: Vec::new(),
    };
    Assembly::new(lexicon, &mut draft, &mut ledger)
        .prepared()
        .build(&mut model);
    abilities::bookable(&mut model, &mut ledger);
    model
}

#[test]
fn every_field_follows_the_grammar() {
    let lexicon = Lexicon::open();
    for id in entities(&lexicon) {
        let entry = lexicon.entity(id).unwrap();
        for (part, parsed) in grammar::fields(&entry.fields) {
            let parsed =
                parsed.unwrap_or_else(|e| panic!("{}: {part}: {e}", lexicon.entity_name(id)));
            assert_eq!(
                parsed.reference,
                None,
                "{}: {part}",
                lexicon.entity_name(id)
            );
        }
        assert!(entry.about.ends_with('.'), "{}", lexicon.entity_name(id));
    }
}

#[test]
fn every_core_is_sound() {
    let lexicon = Lexicon::open();
    for id in lexicon.domains() {
        let model = model(&lexicon, &[], Some(id));
        assert_eq!(model.check(), [], "{}", lexicon.domain_name(id));
        assert!(!model.entities.is_empty());
    }
}

#[test]
fn all_entities_of_a_domain_are_sound_together() {
    let lexicon = Lexicon::open();
    let all = entities(&lexicon);
    for domain in lexicon.domains() {
        let ids: Vec<EntityId> = all
            .iter()
            .copied()
            .filter(|id| id.domain == domain)
            .collect();
        let model = model(&lexicon, &ids, None);
        assert_eq!(model.check(), [], "{}", lexicon.domain_name(domain));
    }
}

#[test]
fn references_lead_somewhere_and_rules_apply() {
    let lexicon = Lexicon::open();
    let supplied: BTreeSet<&str> = Capability::ALL
        .iter()
        .flat_map(|one| one.provides())
        .copied()
        .collect();
    for id in entities(&lexicon) {
        let name = lexicon.entity_name(id);
        assert!(!supplied.contains(name), "{name} comes with a capability");
        let entry = lexicon.entity(id).unwrap();
        let mut ids = vec![id];
        for text in &entry.belongs_to {
            let target = entries::belonging(text).entity;
            let found = lexicon.entity_near(id.domain, &target);
            assert!(
                found.is_some(),
                "{name} belongs to {target}, which is unknown"
            );
            ids.extend(found);
        }
        for target in &entry.with {
            assert!(
                lexicon.entity_near(id.domain, target).is_some(),
                "{name} with {target}"
            );
        }
        let written = entries::rules(name, &entry);
        let model = model(&lexicon, &ids, None);
        let kept = model
            .rules
            .iter()
            .filter(|rule| rule.entity() == name)
            .count();
        assert_eq!(
            kept,
            written.len(),
            "{name}: {written:?} against {:?}",
            model.rules
        );
        assert_eq!(model.check(), [], "{name}");
    }
}

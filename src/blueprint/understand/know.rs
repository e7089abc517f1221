//! Takes what the lexicon knows of the words into the draft.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use super::chunk::{Chunk, Sense, Standing};
use super::draft::{Draft, Source};
use super::ledger::Ledger;
use super::token::Token;
use super::words::Class;
use crate::blueprint::lexicon::{DomainId, EntityId, Lexicon};
use crate::domain::app_model::{Origin, is_entity_name, is_reserved_entity};

/// Turns entities of the lexicon into things of the draft, and notes the domains.
pub(super) fn take(
    tokens: &[Token],
    chunks: &mut [Chunk],
    lexicon: &Lexicon,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    let mut exact = BTreeSet::new();
    for at in 0..chunks.len() {
        if is_topic(tokens, chunks, at) {
            let span = chunks[at].span.clone();
            ledger.refused(
                span,
                "it is a topic; name it with fields, as in Cat(name), to store it",
            );
            chunks[at].sense = Sense::Class(Class::Function);
            continue;
        }
        let chunk = &chunks[at];
        if let Sense::Known(id) = chunk.sense {
            let name = name(tokens, chunk, id, lexicon, &mut exact, draft);
            entity(id, &name, chunk, draft);
            chunks[at].sense = Sense::Thing(name);
        } else if let Some(id) = chunk.domain() {
            domain(tokens, chunks, at, id, lexicon, draft);
        } else if chunk.sense == Sense::Account && !chunk.negated {
            draft.account.spoken = true;
        }
    }
    draft.renamed.retain(|(name, _)| !exact.contains(name));
}

/// The name in the draft of an entity of the lexicon.
fn name(
    tokens: &[Token],
    chunk: &Chunk,
    id: EntityId,
    lexicon: &Lexicon,
    exact: &mut BTreeSet<String>,
    draft: &mut Draft,
) -> String {
    let name = lexicon.entity_name(id).to_owned();
    let said = said(tokens, chunk);
    if is_another(&name, &said, exact, draft) {
        return said;
    }
    if said == name {
        exact.insert(name.clone());
    } else {
        draft.renamed.push((name.clone(), said));
    }
    name
}

/// True where the idea uses two words for what the lexicon takes for one thing: they are two.
fn is_another(name: &str, said: &str, exact: &BTreeSet<String>, draft: &Draft) -> bool {
    let alias = draft.renamed.iter().find(|(known, _)| known == name);
    said != name
        && is_entity_name(said)
        && !is_reserved_entity(said)
        && (draft.has(said)
            || exact.contains(name)
            || alias.is_some_and(|(_, first)| first != said))
}

/// The words of a chunk as the name of an entity.
fn said(tokens: &[Token], chunk: &Chunk) -> String {
    let Some((last, first)) = tokens[chunk.span.clone()].split_last() else {
        return String::new();
    };
    first
        .iter()
        .map(|token| token.word.as_str())
        .chain([last.lemma.as_str()])
        .collect::<Vec<_>>()
        .join(" ")
        .to_upper_camel_case()
}

/// True for "cats" in "a blog about cats".
fn is_topic(tokens: &[Token], chunks: &[Chunk], at: usize) -> bool {
    let named = |chunk: &Chunk| {
        matches!(
            chunk.sense,
            Sense::Known(_) | Sense::Domain(_) | Sense::Thing(_)
        )
    };
    at > 0
        && named(&chunks[at])
        && chunks[at - 1].is_one_of(tokens, &["about", "regarding", "concerning"])
        && chunks[..at].iter().any(named)
}

fn entity(id: EntityId, name: &str, chunk: &Chunk, draft: &mut Draft) {
    if chunk.negated {
        draft.excluded.insert(name.to_owned());
        return;
    }
    draft.add(name, Origin::Named, Source::Lexicon(id));
    let Some(thing) = draft.thing(name) else {
        return;
    };
    if thing.source == Source::Words && thing.origin == Origin::Named {
        thing.source = Source::Lexicon(id);
    }
    thing.loose = chunk.standing == Standing::Loose;
}

/// Notes a domain; one that only says who the application is for brings nothing along.
fn domain(
    tokens: &[Token],
    chunks: &[Chunk],
    at: usize,
    id: DomainId,
    lexicon: &Lexicon,
    draft: &mut Draft,
) {
    let audience = at > 0 && chunks[at - 1].is_one_of(tokens, &["for"]);
    if draft.domains.contains(&id) || (audience && !draft.domains.is_empty()) {
        return;
    }
    draft.domains.push(id);
    let named = |chunk: &Chunk| chunk.is_thing() || chunk.sense == Sense::Noun;
    if draft.domains.len() > 1 || chunks[..at].iter().any(named) {
        draft.side.push(id);
    }
    let core = lexicon
        .domain(id)
        .map(|entry| entry.core)
        .unwrap_or_default();
    draft.primary.extend(core.into_iter().take(1));
}

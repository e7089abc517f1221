//! Accounts for the chunks, and takes capabilities into the draft.

use super::chunk::{Chunk, Sense};
use super::draft::Draft;
use super::ledger::Ledger;
use super::project;
use super::token::Token;
use super::vocabulary::{Meaning, Vocabulary};
use super::words::Class;
use crate::blueprint::lexicon::Lexicon;
use crate::domain::app_model::{Capability, Origin};

/// Says what became of each chunk.
pub(super) fn take(
    tokens: &[Token],
    chunks: &[Chunk],
    (lexicon, vocabulary): (&Lexicon, &Vocabulary),
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    for chunk in chunks {
        let span = chunk.span.clone();
        match &chunk.sense {
            Sense::Thing(name) if chunk.negated => {
                draft.excluded.insert(name.clone());
                ledger.understood(span, format!("left out: the entity {name}"));
            }
            Sense::Thing(name) => ledger.understood(span, thing_label(name, draft)),
            Sense::Account if chunk.negated => {
                draft.unwanted.insert(Capability::Auth);
                ledger.understood(span, "left out: the capability auth");
            }
            Sense::Account => ledger.understood(span, "the accounts of the capability auth"),
            Sense::Domain(id) => {
                let inner = within(tokens, chunk, vocabulary);
                let name = lexicon.domain_name(*id).replace('_', " ");
                if chunk.negated {
                    ledger.understood(span, format!("left out: the area {name}"));
                } else if inner.is_empty() {
                    ledger.understood(span, format!("the area {name}"));
                } else {
                    let with = project::label(&inner);
                    ledger.understood(span, format!("the area {name} with {with}"));
                    draft.capabilities.extend(inner);
                }
            }
            Sense::Capability(named) if chunk.negated => {
                draft.unwanted.extend(named);
                ledger.understood(span, format!("left out: {}", project::label(named)));
            }
            Sense::Capability(named) => {
                draft.account.named |= named.contains(&Capability::Auth);
                draft.capabilities.extend(named);
                ledger.understood(span, project::label(named));
            }
            Sense::Attribute(_) => ledger.understood(span, "a field"),
            Sense::Known(_)
            | Sense::Verb(_)
            | Sense::Deed
            | Sense::Class(_)
            | Sense::Noun
            | Sense::Number
            | Sense::Foreign
            | Sense::Mark(_) => {}
        }
    }
}

/// Capabilities that the last word of a domain's phrase names: "hotel booking".
fn within(tokens: &[Token], chunk: &Chunk, vocabulary: &Vocabulary) -> Vec<Capability> {
    if chunk.span.len() < 2 {
        return Vec::new();
    }
    let found = vocabulary.longest(&tokens[..chunk.span.end], chunk.span.end - 1);
    let meanings = found.map(|(_, meanings)| meanings).unwrap_or_default();
    meanings
        .into_iter()
        .find_map(|meaning| match meaning {
            Meaning::Capabilities(named) => Some(named.clone()),
            Meaning::Lexicon(_) | Meaning::Account | Meaning::Class(_) => None,
        })
        .unwrap_or_default()
}

fn thing_label(name: &str, draft: &Draft) -> String {
    let guessed = draft
        .things
        .iter()
        .any(|thing| thing.name == name && thing.origin == Origin::Guessed && !thing.complete);
    if guessed {
        format!("the entity {name}, its fields are a guess")
    } else {
        format!("the entity {name}")
    }
}

/// Lets verbs such as "track" and "manage" pass, where nothing else has claimed them.
pub(super) fn let_pass(chunks: &[Chunk], vocabulary: &Vocabulary, ledger: &mut Ledger<'_>) {
    for chunk in chunks {
        if let Sense::Verb(stem) = &chunk.sense
            && vocabulary.class_of(stem) == Some(Class::Generic)
        {
            ledger.pass(chunk.span.clone());
        }
    }
}

/// Puts the entity that the named domain is about before all others.
pub(super) fn lead(draft: &mut Draft) {
    let Some(first) = draft.primary.first().cloned() else {
        return;
    };
    draft.things.sort_by_key(|thing| thing.name != first);
}

/// Puts the things into the order in which the idea names them, without those that it excludes.
pub(super) fn order(chunks: &[Chunk], draft: &mut Draft) {
    let excluded = std::mem::take(&mut draft.excluded);
    draft.things.retain(|thing| !excluded.contains(&thing.name));
    draft.excluded = excluded;
    let place = |name: &str| {
        chunks
            .iter()
            .position(|chunk| matches!(&chunk.sense, Sense::Thing(known) if known == name))
            .unwrap_or(usize::MAX)
    };
    draft.things.sort_by_key(|thing| place(&thing.name));
}

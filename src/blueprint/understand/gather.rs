//! Gathers from the words what goes into the draft.

use super::attributes::{self, Attributes};
use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Reference, Source};
use super::enumeration::{self, Enumeration};
use super::explicit::{self, Explicit};
use super::ledger::Ledger;
use super::token::Token;
use super::vocabulary::Vocabulary;
use super::{access, links, negation, nouns, project, scan, verbs};
use crate::blueprint::lexicon::{DomainId, Lexicon};
use crate::domain::app_model::{Capability, Field, Origin};

/// Reads the words into the draft.
pub(super) fn gather(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Vec<Chunk> {
    let vocabulary = Vocabulary::new(lexicon);
    let spelled = explicit::find(text, tokens, &vocabulary);
    let inside = |at: usize| spelled.iter().any(|entity| entity.span.contains(&at));
    let enums: Vec<Enumeration> = enumeration::find(tokens)
        .into_iter()
        .filter(|found| !inside(found.span.start) && !inside(found.span.end - 1))
        .collect();
    let fixed: Vec<scan::Fixed> = spelled
        .iter()
        .map(|entity| {
            let account = matches!(entity.name.as_str(), "User" | "Account");
            let sense = if account {
                Sense::Account
            } else {
                Sense::Thing(entity.name.clone())
            };
            (entity.span.clone(), sense)
        })
        .chain(
            enums
                .iter()
                .enumerate()
                .map(|(index, found)| (found.span.clone(), Sense::Attribute(Some(index)))),
        )
        .collect();
    let mut chunks = scan::scan(tokens, &fixed, &vocabulary, lexicon);
    negation::mark(tokens, &mut chunks);
    for entity in &spelled {
        spell(entity, draft, ledger);
    }
    let lists = attributes::take(tokens, &mut chunks, &enums);
    know(&mut chunks, lexicon, draft);
    let refusals = nouns::settle(tokens, &mut chunks, draft);
    describe(&chunks, lists, lexicon, draft, ledger);
    access::take(tokens, &mut chunks, draft, ledger);
    verbs::read(tokens, &mut chunks, lexicon, draft, ledger);
    record(&chunks, lexicon, draft, ledger);
    links::read(tokens, &chunks, draft, ledger);
    for refusal in refusals {
        ledger.refused(refusal.span, refusal.reason);
    }
    draft
        .things
        .retain(|thing| !draft.excluded.contains(&thing.name));
    chunks
}

/// Takes an entity that the idea spells out into the draft.
fn spell(entity: &Explicit, draft: &mut Draft, ledger: &mut Ledger<'_>) {
    for (span, reason) in &entity.refused {
        ledger.refused(span.clone(), reason.clone());
    }
    if matches!(entity.name.as_str(), "User" | "Account") {
        account_fields(entity.fields.clone(), draft);
        ledger.understood(entity.span.clone(), "the account, with fields of its own");
        return;
    }
    draft.add(&entity.name, Origin::Named, Source::Words);
    draft.give(
        &entity.name,
        entity.fields.clone(),
        !entity.fields.is_empty(),
    );
    if let Some(thing) = draft.thing(&entity.name) {
        thing.references = entity
            .references
            .iter()
            .map(|(name, entity, optional)| Reference {
                name: name.clone(),
                entity: entity.clone(),
                optional: *optional,
            })
            .collect();
    }
    ledger.understood(
        entity.span.clone(),
        format!("the entity {} with these fields", entity.name),
    );
}

/// Takes the entities of the lexicon that the idea names into the draft.
fn know(chunks: &mut [Chunk], lexicon: &Lexicon, draft: &mut Draft) {
    for chunk in chunks {
        match &chunk.sense {
            Sense::Known(id) => {
                let name = lexicon.entity_name(*id).to_owned();
                if chunk.negated {
                    draft.excluded.insert(name.clone());
                } else {
                    draft.add(&name, Origin::Named, Source::Lexicon(*id));
                    if let Some(thing) = draft.thing(&name)
                        && thing.source == Source::Words
                        && thing.origin == Origin::Named
                    {
                        thing.source = Source::Lexicon(*id);
                    }
                }
                chunk.sense = Sense::Thing(name);
            }
            Sense::Domain(id) if !chunk.negated => {
                if !draft.domains.contains(id) {
                    draft.domains.push(*id);
                }
                let core = lexicon.domain(*id).map(|entry| entry.core);
                draft
                    .primary
                    .extend(core.unwrap_or_default().into_iter().take(1));
            }
            Sense::Account if !chunk.negated => draft.accounts = true,
            _ => {}
        }
    }
}

/// Gives things the fields that lists in words name.
fn describe(
    chunks: &[Chunk],
    lists: Vec<Attributes>,
    lexicon: &Lexicon,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    for list in lists {
        let head = chunks.iter().find(|chunk| chunk.span.contains(&list.head));
        let owner = match head.map(|chunk| &chunk.sense) {
            Some(Sense::Thing(name)) => name.clone(),
            Some(Sense::Domain(id)) => match primary(*id, lexicon, draft) {
                Some(name) => name,
                None => continue,
            },
            Some(Sense::Account) => "account".to_owned(),
            _ => continue,
        };
        for (span, field) in list.spans.iter().zip(&list.fields) {
            ledger.understood(span.clone(), format!("the field {} of {owner}", field.name));
        }
        if owner == "account" {
            account_fields(list.fields, draft);
        } else {
            draft.give(&owner, list.fields, list.complete);
        }
    }
}

/// Fields of the account are optional; e-mail and password it has in any case.
fn account_fields(fields: Vec<Field>, draft: &mut Draft) {
    draft.accounts = true;
    for mut field in fields {
        field.optional = true;
        field.default = None;
        let given = matches!(field.name.as_str(), "email" | "password" | "role");
        if !given
            && draft
                .account_fields
                .iter()
                .all(|known| known.name != field.name)
        {
            draft.account_fields.push(field);
        }
    }
}

/// The first entity of a domain's core, in the draft.
fn primary(id: DomainId, lexicon: &Lexicon, draft: &mut Draft) -> Option<String> {
    let name = lexicon.domain(id).ok()?.core.into_iter().next()?;
    let entity = lexicon.entity_near(id, &name)?;
    draft.add(&name, Origin::Implied, Source::Lexicon(entity));
    Some(name)
}

/// Accounts for the chunks and takes the capabilities into the draft.
fn record(chunks: &[Chunk], lexicon: &Lexicon, draft: &mut Draft, ledger: &mut Ledger<'_>) {
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
                let name = lexicon.domain_name(*id).replace('_', " ");
                ledger.understood(span, format!("the area {name}"));
            }
            Sense::Capability(named) if chunk.negated => {
                draft.unwanted.extend(named);
                ledger.understood(span, format!("left out: {}", project::label(named)));
            }
            Sense::Capability(named) => {
                draft.named_auth |= named.contains(&Capability::Auth);
                draft.capabilities.extend(named);
                ledger.understood(span, project::label(named));
            }
            Sense::Attribute(_) => ledger.understood(span, "a field"),
            Sense::Known(_)
            | Sense::Verb(_)
            | Sense::Class(_)
            | Sense::Noun
            | Sense::Number
            | Sense::Foreign
            | Sense::Mark(_) => {}
        }
    }
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

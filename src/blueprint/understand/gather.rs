//! Gathers from the words what goes into the draft, pass by pass.

use super::attributes::{self, Attributes};
use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Reference, Source};
use super::enumeration::{self, Enumeration};
use super::explicit::{self, Explicit};
use super::ledger::Ledger;
use super::token::Token;
use super::vocabulary::Vocabulary;
use super::{access, know, likeness, links, negation, nouns, record, scan, title, verbs};
use crate::blueprint::lexicon::{DomainId, Lexicon};
use crate::domain::app_model::{Field, Origin};

/// What is known before an idea is read.
pub(super) struct Known<'a> {
    pub lexicon: &'a Lexicon,
    pub vocabulary: &'a Vocabulary,
}

/// Reads the words into the draft.
pub(super) fn gather(
    text: &str,
    tokens: &[Token],
    known: &Known<'_>,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Vec<Chunk> {
    let Known {
        lexicon,
        vocabulary,
    } = *known;
    let spelled = explicit::find(text, tokens, vocabulary);
    let inside = |at: usize| spelled.iter().any(|entity| entity.span.contains(&at));
    let enums: Vec<Enumeration> = enumeration::find(tokens)
        .into_iter()
        .filter(|found| !inside(found.span.start) && !inside(found.span.end - 1))
        .collect();
    let fixed = fixed(&spelled, &enums);
    let mut chunks = scan::scan(tokens, &fixed, vocabulary, lexicon);
    negation::mark(tokens, &mut chunks);
    draft.renamed = likeness::take(tokens, &mut chunks, lexicon);
    if let Some(span) = title::called_span(tokens) {
        ledger.understood(span, "the name of the project");
    }
    for entity in &spelled {
        spell(entity, draft, ledger);
    }
    let lists = attributes::take(tokens, &mut chunks, &enums);
    know::take(tokens, &mut chunks, lexicon, draft, ledger);
    let refusals = nouns::settle(tokens, &mut chunks, draft);
    describe(&chunks, lists, lexicon, draft, ledger);
    access::take(tokens, &mut chunks, draft, ledger);
    verbs::read(tokens, &mut chunks, lexicon, draft, ledger);
    record::take(tokens, &chunks, (lexicon, vocabulary), draft, ledger);
    links::read(tokens, &chunks, draft, ledger);
    for refusal in refusals {
        ledger.refused(refusal.span, refusal.reason);
    }
    record::let_pass(&chunks, vocabulary, ledger);
    record::order(&chunks, draft);
    chunks
}

/// The stretches whose sense is decided before the rest is read.
fn fixed(spelled: &[Explicit], enums: &[Enumeration]) -> Vec<scan::Fixed> {
    let entities = spelled.iter().map(|entity| {
        let sense = if is_account(&entity.name) {
            Sense::Account
        } else {
            Sense::Thing(entity.name.clone())
        };
        (entity.span.clone(), sense)
    });
    let values = enums.iter().enumerate();
    entities
        .chain(values.map(|(index, found)| (found.span.clone(), Sense::Attribute(Some(index)))))
        .collect()
}

fn is_account(name: &str) -> bool {
    matches!(name, "User" | "Account")
}

/// Takes an entity that the idea spells out into the draft.
fn spell(entity: &Explicit, draft: &mut Draft, ledger: &mut Ledger<'_>) {
    for (span, reason) in &entity.refused {
        ledger.refused(span.clone(), reason.clone());
    }
    if is_account(&entity.name) {
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
        let references = entity.references.iter();
        thing.references = references
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
        let Some(head) = head else { continue };
        let account = (head.sense == Sense::Account).then(|| "account".to_owned());
        let thing = head.thing().map(str::to_owned);
        let owner = account
            .or(thing)
            .or_else(|| primary(head.domain()?, lexicon, draft));
        let Some(owner) = owner else { continue };
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
    draft.account.spoken = true;
    for mut field in fields {
        field.optional = true;
        field.default = None;
        let given = matches!(field.name.as_str(), "email" | "password" | "role");
        let known = &mut draft.account.fields;
        if !given && known.iter().all(|one| one.name != field.name) {
            known.push(field);
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

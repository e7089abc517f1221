//! Verbs that ask for a capability or an entity: "users can rate movies and comment on them".

use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Join, Source};
use super::ledger::Ledger;
use super::token::Token;
use super::words::Class;
use crate::blueprint::lexicon::{DomainId, Lexicon};
use crate::domain::app_model::{Capability, Origin};

/// Verbs whose doing leaves an entity.
const LEAVES: &[(&str, &str)] = &[
    ("comment", "Comment"),
    ("review", "Review"),
    ("message", "Message"),
    ("order", "Order"),
];

/// Reads what the verbs ask for.
pub(super) fn read(
    tokens: &[Token],
    chunks: &mut [Chunk],
    lexicon: &Lexicon,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    for at in 0..chunks.len() {
        let Sense::Verb(stem) = &chunks[at].sense else {
            continue;
        };
        let stem = stem.clone();
        let object = object(tokens, chunks, at);
        let named = verb_capabilities(&stem);
        let span = chunks[at].span.clone();
        let negated = chunks[at].negated;
        if !named.is_empty() {
            for capability in named {
                if negated {
                    draft.unwanted.insert(*capability);
                } else {
                    draft.capabilities.insert(*capability);
                    attach(*capability, object.as_deref(), draft);
                }
            }
            let list: Vec<&str> = named.iter().map(|one| one.name()).collect();
            let verdict = if negated {
                "left out"
            } else {
                "the capability"
            };
            ledger.understood(span, format!("{verdict} {}", list.join(", ")));
            if !matches!(stem.as_str(), "book" | "reserve") {
                chunks[at].sense = Sense::Class(Class::Describing);
            }
        } else if let Some((_, entity)) = LEAVES.iter().find(|(verb, _)| *verb == stem)
            && !negated
        {
            leave(entity, object.as_deref(), lexicon, draft);
            ledger.understood(span, format!("the entity {entity}"));
            chunks[at].sense = Sense::Class(Class::Describing);
        }
    }
}

/// The thing that a verb is done to.
fn object(tokens: &[Token], chunks: &[Chunk], at: usize) -> Option<String> {
    let passive = tokens[chunks[at].span.start].word.ends_with("ed");
    if passive || chunks.get(at + 1).is_none_or(Chunk::is_stop) {
        return chunks[..at]
            .iter()
            .rev()
            .find_map(|chunk| chunk.thing().map(str::to_owned));
    }
    for chunk in &chunks[at + 1..] {
        if let Some(name) = chunk.thing() {
            return Some(name.to_owned());
        }
        let passes = chunk.joins(tokens)
            || matches!(
                chunk.sense,
                Sense::Verb(_) | Sense::Class(_) | Sense::Capability(_)
            );
        if !passes || chunk.is_one_of(tokens, &["with", "where", "that", "for"]) {
            return None;
        }
    }
    None
}

fn attach(capability: Capability, object: Option<&str>, draft: &mut Draft) {
    let attaches = matches!(
        capability,
        Capability::Tags | Capability::Likes | Capability::Ratings
    );
    if let (true, Some(name)) = (attaches, object)
        && !draft.focus.iter().any(|known| known == name)
    {
        draft.focus.push(name.to_owned());
    }
}

fn leave(entity: &str, object: Option<&str>, lexicon: &Lexicon, draft: &mut Draft) {
    let domain = draft.domains.first().copied().unwrap_or(DomainId::FIRST);
    let core = lexicon
        .domain(domain)
        .map(|entry| entry.core)
        .unwrap_or_default();
    let special = core
        .into_iter()
        .find(|name| name.ends_with(entity) && !draft.domains.is_empty());
    let entity = special.as_deref().unwrap_or(entity);
    let source = lexicon
        .entity_near(domain, entity)
        .map_or(Source::Words, Source::Lexicon);
    draft.add(entity, Origin::Implied, source);
    if let Some(object) = object.filter(|object| *object != entity && entity != "Order") {
        draft.join(object, entity, Join::Parts);
    }
}

/// The capabilities that a verb asks for.
fn verb_capabilities(verb: &str) -> &'static [Capability] {
    match verb {
        "book" | "reserve" => &[Capability::Booking],
        "like" | "upvote" | "favourite" | "favorite" => &[Capability::Likes],
        "rate" | "star" => &[Capability::Ratings],
        "tag" | "label" => &[Capability::Tags],
        "upload" | "attach" => &[Capability::Upload],
        "pay" => &[Capability::Payments],
        "search" => &[Capability::Search],
        "export" => &[Capability::Export],
        "import" => &[Capability::Import],
        "notify" | "alert" | "remind" => &[Capability::Notifications],
        "archive" | "restore" => &[Capability::SoftDelete],
        _ => &[],
    }
}

//! Verbs that ask for a capability or an entity: "users can rate movies and comment on them".

use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Join, Source};
use super::ledger::Ledger;
use super::token::Token;
use crate::blueprint::lexicon::{DomainId, Lexicon};
use crate::domain::app_model::{Capability, Origin};

/// Verbs whose doing leaves an entity.
const LEAVES: &[(&str, &str)] = &[
    ("comment", "Comment"),
    ("review", "Review"),
    ("message", "Message"),
    ("order", "Order"),
    ("apply", "Application"),
    ("reply", "Reply"),
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
                chunks[at].sense = Sense::Deed;
            }
        } else if let Some((_, entity)) = LEAVES.iter().find(|(verb, _)| *verb == stem)
            && !negated
        {
            let actor = actor(chunks, at);
            let object = object.filter(|name| actor.as_ref() != Some(name));
            let object = object.or_else(|| before(chunks, at, actor.as_deref()));
            let entity = leave(entity, object.as_deref(), lexicon, draft);
            if let (Some(actor), "apply") = (actor, stem.as_str()) {
                draft.join(&actor, &entity, Join::Parts);
            }
            ledger.understood(span, format!("the entity {entity}"));
            chunks[at].sense = Sense::Deed;
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
        if chunk.is_one_of(tokens, &["them", "it"]) {
            return before(chunks, at, None);
        }
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
    let deed = |name: &str| {
        ["Booking", "Reservation", "Appointment"]
            .iter()
            .any(|ending| name.ends_with(ending))
    };
    let booked = capability == Capability::Booking && !object.is_some_and(deed);
    if let (true, Some(name)) = (attaches || booked, object)
        && !draft.focus.iter().any(|known| known == name)
    {
        draft.focus.push(name.to_owned());
    }
}

/// The thing just before a verb, which does it.
fn actor(chunks: &[Chunk], at: usize) -> Option<String> {
    let before = at.checked_sub(1)?;
    chunks[before].thing().map(str::to_owned)
}

/// The last thing before the one that acts.
fn before(chunks: &[Chunk], at: usize, actor: Option<&str>) -> Option<String> {
    let mut back = chunks[..at].iter().rev().filter_map(Chunk::thing);
    back.find(|name| Some(*name) != actor).map(str::to_owned)
}

/// Adds what a verb leaves; answers its name.
fn leave(entity: &str, object: Option<&str>, lexicon: &Lexicon, draft: &mut Draft) -> String {
    let domain = draft.domains.first().copied().unwrap_or(DomainId::FIRST);
    let special = lexicon
        .entities(domain)
        .find(|name| name.ends_with(entity) && !draft.domains.is_empty());
    let short = matches!(entity, "Application" | "Reply");
    if let Some(special) = special.filter(|name| short && *name != entity) {
        draft.renamed.push((special.to_owned(), entity.to_owned()));
    }
    let entity = special.unwrap_or(entity);
    let source = lexicon
        .entity_near(domain, entity)
        .map_or(Source::Words, Source::Lexicon);
    draft.add(entity, Origin::Implied, source);
    if let Some(object) = object.filter(|object| *object != entity && entity != "Order") {
        draft.join(object, entity, Join::Parts);
    }
    entity.to_owned()
}

/// The capabilities that a verb asks for.
fn verb_capabilities(verb: &str) -> &'static [Capability] {
    match verb {
        "book" | "reserve" => &[Capability::Booking],
        "like" | "upvote" | "vote" | "favourite" | "favorite" => &[Capability::Likes],
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

//! The last touches: a topic where nothing else is named, comments that hang in the air, leftovers.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Source};
use super::ledger::Ledger;
use super::naming;
use super::project;
use super::screen::IdeaError;
use super::token::{Kind, Token};
use super::words::Class;
use crate::domain::app_model::{
    AppModel, Capability, OnDelete, Origin, Relation, RelationKind, is_entity_name,
};

/// Words in `-ing` that describe and are no topic.
const NO_TOPICS: &[&str] = &[
    "amazing",
    "exciting",
    "interesting",
    "outstanding",
    "charming",
    "engaging",
    "stunning",
    "existing",
    "including",
    "something",
    "anything",
    "everything",
    "nothing",
    "trending",
    "upcoming",
    "pending",
];

/// An idea without things may still have a topic: "a gardening app" keeps gardening entries.
pub(super) fn topic(
    tokens: &[Token],
    chunks: &[Chunk],
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Result<(), IdeaError> {
    if !draft.things.is_empty() || draft.capabilities.contains(&Capability::Booking) {
        return Ok(());
    }
    let gerund = |chunk: &&Chunk| {
        let token = &tokens[chunk.span.start];
        let plain = matches!(
            &chunk.sense,
            Sense::Class(Class::Describing) | Sense::Verb(_)
        );
        let ending =
            token.word.len() > 6 && token.word.ends_with("ing") && token.kind == Kind::Word;
        plain && ending && !chunk.negated && !NO_TOPICS.contains(&token.word.as_str())
    };
    if let Some(chunk) = chunks.iter().find(gerund) {
        let token = &tokens[chunk.span.start];
        let name = format!("{} entry", token.word).to_upper_camel_case();
        if is_entity_name(&name) {
            draft.add(&name, Origin::Guessed, Source::Words);
            ledger.refused.retain(|finding| finding.words != token.text);
            ledger.reopen(chunk.span.clone());
            ledger.understood(
                chunk.span.clone(),
                format!("the entity {name}, its fields are a guess"),
            );
            return Ok(());
        }
    }
    if draft.account.spoken || draft.capabilities.contains(&Capability::Auth) && draft.account.named
    {
        draft.add("Profile", Origin::Implied, Source::Words);
        draft.give("Profile", profile_fields(), true);
        ledger.assumed(
            "Profile",
            "accounts alone store nothing, so each may have a profile",
        );
        return Ok(());
    }
    Err(IdeaError::NothingToBuild)
}

fn profile_fields() -> Vec<crate::domain::app_model::Field> {
    super::grammar::fields(
        "display_name: string(80), bio: text?, website: url?, is_public: bool = true",
    )
    .into_iter()
    .filter_map(|(_, parsed)| parsed.ok())
    .map(|parsed| parsed.field)
    .collect()
}

/// Entities that are attached to others and are never the focus themselves.
const ATTACHED: &[&str] = &["Comment", "Review", "Attachment", "Reply"];

/// Sets the focus, and joins comments and the like to it where the words do not join them.
pub(super) fn attach(model: &mut AppModel, draft: &Draft, ledger: &mut Ledger<'_>) {
    let attaches = [
        Capability::Tags,
        Capability::Likes,
        Capability::Ratings,
        Capability::Booking,
    ];
    let known: BTreeSet<String> = model
        .entities
        .iter()
        .map(|entity| entity.name.clone())
        .collect();
    let mut focus: Vec<String> = draft
        .focus
        .iter()
        .filter(|name| known.contains(*name))
        .cloned()
        .collect();
    let main = main_entity(model, draft);
    if focus.is_empty() && attaches.iter().any(|one| model.can(*one)) {
        focus.extend(main.clone());
    }
    for entity in ATTACHED.iter().filter(|name| known.contains(**name)) {
        let hangs = !model
            .relations
            .iter()
            .any(|relation| relation.to == *entity && relation.from != *entity);
        if let (true, Some(target)) = (hangs, focus.first().or(main.as_ref()))
            && target != entity
        {
            ledger.assumed(*entity, format!("each belongs to {}", naming::one(target)));
            model.relations.push(Relation {
                kind: RelationKind::OneToMany,
                from: target.clone(),
                to: (*entity).to_owned(),
                name: naming::safe_reference(entity, &target.to_snake_case()),
                inverse: naming::plural(entity),
                optional: false,
                on_delete: OnDelete::Cascade,
            });
        }
    }
    model.focus = focus;
}

/// The entity that the application is about: the first of the named domain's core, else the first.
fn main_entity(model: &AppModel, draft: &Draft) -> Option<String> {
    let is_main = |name: &str| !ATTACHED.contains(&name);
    draft
        .primary
        .iter()
        .find(|name| model.entity(name).is_some() && is_main(name))
        .cloned()
        .or_else(|| {
            let first = model.entities.iter().find(|entity| is_main(&entity.name));
            first.map(|entity| entity.name.clone())
        })
}

/// Reports the words that nothing has claimed.
pub(super) fn leftovers(chunks: &[Chunk], ledger: &mut Ledger<'_>) {
    for chunk in chunks {
        let words = ledger.words(chunk.span.clone());
        if chunk.sense == Sense::Class(Class::Tech)
            && !chunk.negated
            && let Some(given) = project::given(&words.to_lowercase().replace('-', " "))
        {
            ledger.understood(chunk.span.clone(), given);
            continue;
        }
        let reason = match &chunk.sense {
            Sense::Class(class) => project::reason(*class),
            Sense::Verb(_) => project::reason(Class::Action),
            Sense::Number => Some("it is a number for which there is no rule"),
            Sense::Foreign => Some("it is in a script that the rules cannot read"),
            Sense::Mark(_) | Sense::Deed => None,
            Sense::Known(_)
            | Sense::Thing(_)
            | Sense::Account
            | Sense::Domain(_)
            | Sense::Capability(_)
            | Sense::Attribute(_)
            | Sense::Noun => Some("no rule knows what it means here"),
        };
        match reason {
            Some(reason) => ledger.refused(chunk.span.clone(), reason),
            None => ledger.pass(chunk.span.clone()),
        }
    }
}

//! Reads an idea from beginning to end.

use std::collections::BTreeSet;

use super::assemble::Assembly;
use super::attributes::{self, Attributes};
use super::chunk::{Chunk, Sense};
use super::draft::{Draft, Reference, Source};
use super::enumeration::{self, Enumeration};
use super::explicit::{self, Explicit};
use super::ledger::Ledger;
use super::screen::{self, IdeaError};
use super::token::{self, Kind, Token};
use super::vocabulary::Vocabulary;
use super::words::Class;
use super::{
    Understanding, abilities, access, links, naming, negation, nouns, project, scan, settle, verbs,
};
use crate::blueprint::lexicon::{DomainId, Lexicon};
use crate::domain::app_model::{AppModel, Capability, MODEL_VERSION, Origin};
use crate::domain::plan::Mode;

/// Reads an idea into a model that can be rendered.
///
/// The same idea always gives the same understanding.
///
/// # Errors
/// Where the idea is empty, too long, unreadable, or names nothing to build.
pub fn understand(idea: &str, mode: Mode) -> Result<Understanding, IdeaError> {
    let text = screen::screen(idea)?;
    let tokens = token::tokens(&text);
    screen::script(&tokens)?;
    let lexicon = Lexicon::open();
    let mut ledger = Ledger::new(&text, &tokens);
    let mut draft = Draft::default();
    let chunks = gather(&text, &tokens, &lexicon, &mut draft, &mut ledger);
    let named = draft.things.len();
    abilities::decide(&mut draft, mode, &mut ledger);
    Assembly::new(&lexicon, &mut draft, &mut ledger).complete();
    if named == 0 && draft.things.is_empty() {
        fallback(&tokens, &chunks, &mut draft, &mut ledger)?;
    }
    abilities::decide(&mut draft, mode, &mut ledger);
    abilities::supplied(&mut draft, &mut ledger);
    let mut model = blank(&text, &tokens, &chunks, &draft);
    Assembly::new(&lexicon, &mut draft, &mut ledger)
        .prepared()
        .build(&mut model);
    finish(&mut model, &draft, &mut ledger);
    ledger.refused.extend(settle::settle(&mut model));
    if model.entities.is_empty() {
        return Err(IdeaError::NothingToBuild);
    }
    leftovers(&tokens, &chunks, &mut ledger);
    Ok(Understanding {
        model,
        understood: ledger.understood,
        assumed: ledger.assumed,
        not_understood: ledger.refused,
        named_capabilities: project::named(&text),
    })
}

/// Reads the words into the draft.
fn gather(
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
    let fixed = spelled
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
    let mut chunks = scan::scan(tokens, scan::Ready { fixed }, &vocabulary, lexicon);
    negation::mark(tokens, &mut chunks);
    for entity in &spelled {
        spell(entity, draft, ledger);
    }
    let lists = attributes::take(tokens, &mut chunks, &enums);
    let heads: Vec<usize> = lists
        .iter()
        .map(|list| chunks[list.head].span.start)
        .collect();
    know(&mut chunks, lexicon, draft);
    let refusals = nouns::settle(tokens, &mut chunks, draft);
    describe(&chunks, lists, &heads, lexicon, draft);
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
        for field in &entity.fields {
            let mut field = field.clone();
            field.optional = true;
            field.default = None;
            if field.name != "email" && field.name != "password" {
                draft.account_fields.push(field);
            }
        }
        draft.accounts = true;
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
    heads: &[usize],
    lexicon: &Lexicon,
    draft: &mut Draft,
) {
    for (list, head) in lists.into_iter().zip(heads) {
        let chunk = chunks.iter().find(|chunk| chunk.span.contains(head));
        match chunk.map(|chunk| &chunk.sense) {
            Some(Sense::Thing(name)) => draft.give(name, list.fields, list.complete),
            Some(Sense::Account) => {
                for mut field in list.fields {
                    field.optional = true;
                    field.default = None;
                    draft.account_fields.push(field);
                }
            }
            Some(Sense::Domain(id)) => {
                if let Some(name) = primary(*id, lexicon, draft) {
                    draft.give(&name, list.fields, list.complete);
                }
            }
            _ => {}
        }
    }
    draft
        .account_fields
        .retain(|field| !matches!(field.name.as_str(), "email" | "password"));
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

/// An idea without things may still have a topic: "a gardening app" keeps gardening entries.
fn fallback(
    tokens: &[Token],
    chunks: &[Chunk],
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Result<(), IdeaError> {
    if draft.capabilities.contains(&Capability::Booking) {
        return Ok(());
    }
    let topic = chunks.iter().find_map(|chunk| {
        let token = &tokens[chunk.span.start];
        let gerund =
            token.word.len() > 6 && token.word.ends_with("ing") && token.kind == Kind::Word;
        let plain = matches!(
            &chunk.sense,
            Sense::Class(Class::Describing) | Sense::Verb(_)
        );
        (gerund && plain && !chunk.negated && !NO_TOPICS.contains(&token.word.as_str()))
            .then_some((chunk, token))
    });
    let (chunk, token) = topic.ok_or(IdeaError::NothingToBuild)?;
    let name =
        heck::ToUpperCamelCase::to_upper_camel_case(format!("{} entry", token.word).as_str());
    draft.add(&name, Origin::Guessed, Source::Words);
    ledger.understood(
        chunk.span.clone(),
        format!("the entity {name}, its fields are a guess"),
    );
    ledger.refused.retain(|finding| finding.words != token.text);
    Ok(())
}

/// Words in `-ing` that describe and are no topic.
const NO_TOPICS: &[&str] = &[
    "amazing",
    "exciting",
    "interesting",
    "outstanding",
    "charming",
    "engaging",
    "stunning",
    "including",
];

/// A model with everything but its parts.
fn blank(text: &str, tokens: &[Token], chunks: &[Chunk], draft: &Draft) -> AppModel {
    let names: Vec<String> = draft
        .things
        .iter()
        .map(|thing| thing.name.clone())
        .collect();
    let (title, name) = naming::project(tokens, chunks, &names);
    AppModel {
        version: MODEL_VERSION,
        name,
        title,
        description: text.to_owned(),
        project_type: project::project_type(text),
        capabilities: draft.capabilities.clone(),
        roles: Vec::new(),
        user_fields: if draft.capabilities.contains(&Capability::Auth) {
            draft.account_fields.clone()
        } else {
            Vec::new()
        },
        entities: Vec::new(),
        relations: Vec::new(),
        rules: Vec::new(),
        focus: Vec::new(),
    }
}

/// Entities that are attached to others and are never the focus themselves.
const ATTACHED: &[&str] = &["Comment", "Review", "Attachment", "Reply"];

/// Focus, roles, booking, and comments that hang in the air.
fn finish(model: &mut AppModel, draft: &Draft, ledger: &mut Ledger<'_>) {
    let attaches = [
        Capability::Tags,
        Capability::Likes,
        Capability::Ratings,
        Capability::Booking,
    ];
    let known: BTreeSet<&str> = model
        .entities
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    let mut focus: Vec<String> = draft
        .focus
        .iter()
        .filter(|name| known.contains(name.as_str()))
        .cloned()
        .collect();
    let main = model
        .entities
        .iter()
        .find(|entity| !ATTACHED.contains(&entity.name.as_str()))
        .map(|entity| entity.name.clone());
    let needed = attaches.iter().any(|one| model.can(*one));
    if focus.is_empty() && needed {
        focus.extend(main.clone());
    }
    for entity in ATTACHED.iter().filter(|name| known.contains(*name)) {
        let hangs = !model
            .relations
            .iter()
            .any(|relation| relation.to == *entity);
        if let (true, Some(target)) = (hangs, focus.first().or(main.as_ref()))
            && target != entity
        {
            ledger.assumed(*entity, format!("each belongs to a {target}"));
            model.relations.push(crate::domain::app_model::Relation {
                kind: crate::domain::app_model::RelationKind::OneToMany,
                from: target.clone(),
                to: (*entity).to_owned(),
                name: naming::safe_reference(
                    entity,
                    &heck::ToSnakeCase::to_snake_case(target.as_str()),
                ),
                inverse: naming::plural(entity),
                optional: false,
                on_delete: crate::domain::app_model::OnDelete::Cascade,
            });
        }
    }
    model.focus = focus;
    abilities::govern(model, draft);
    abilities::bookable(model, ledger);
}

/// Reports the words that nothing has claimed.
fn leftovers(tokens: &[Token], chunks: &[Chunk], ledger: &mut Ledger<'_>) {
    for chunk in chunks {
        let reason = match &chunk.sense {
            Sense::Class(class) => project::reason(*class),
            Sense::Verb(_) => project::reason(Class::Action),
            Sense::Number => Some("it is a number for which there is no rule"),
            Sense::Foreign => Some("it is in a script that the rules cannot read"),
            Sense::Mark(_) => None,
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
    debug_assert!((0..tokens.len()).all(|at| ledger.is_claimed(at)));
}

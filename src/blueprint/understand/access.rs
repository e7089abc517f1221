//! Who may do what, in words: "only admins can manage products", "managers approve expenses".

use super::chunk::{Chunk, Sense};
use super::draft::Draft;
use super::ledger::Ledger;
use super::token::Token;
use super::words::{self, Class};
use crate::domain::app_model::Capability;

/// Verbs that mean power over rows.
const POWERS: &[&str] = &[
    "manage",
    "approve",
    "moderate",
    "administer",
    "maintain",
    "control",
    "delete",
    "edit",
    "change",
    "update",
    "create",
    "add",
    "publish",
    "curate",
    "remove",
    "modify",
    "write",
    "handle",
    "oversee",
    "review",
    "accept",
    "reject",
];
/// Verbs that mean power even without "only".
const STRONG: &[&str] = &[
    "manage",
    "approve",
    "moderate",
    "administer",
    "maintain",
    "control",
    "curate",
    "oversee",
];
/// Roles that hold power by their name.
const RULERS: &[&str] = &[
    "admin",
    "administrator",
    "superadmin",
    "superuser",
    "manager",
    "moderator",
    "editor",
    "supervisor",
    "staff",
    "librarian",
    "accountant",
    "approver",
    "reviewer",
    "operator",
    "curator",
    "coordinator",
    "dispatcher",
    "auditor",
    "publisher",
    "secretary",
    "treasurer",
];
const PASSIVES: &[&str] = &[
    "managed",
    "edited",
    "approved",
    "moderated",
    "maintained",
    "editable",
    "changed",
    "created",
    "administered",
    "updated",
    "curated",
    "manageable",
    "controlled",
    "reviewed",
    "published",
];
const FILLERS: &[&str] = &[
    "can", "may", "must", "should", "are", "is", "be", "allowed", "to", "able", "the", "all",
    "and", "or", "only", "their", "also",
];

/// Finds phrases of power, gives the draft its roles and takes the words of people out of the chunks.
pub(super) fn take(
    tokens: &[Token],
    chunks: &mut [Chunk],
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    let mut at = 0;
    while at < chunks.len() {
        at = active(tokens, chunks, at, draft, ledger)
            .or_else(|| passive(tokens, chunks, at, draft, ledger))
            .or_else(|| listed(tokens, chunks, at, draft, ledger))
            .unwrap_or(at + 1);
    }
}

/// The role that a chunk names.
fn role(tokens: &[Token], chunk: &Chunk) -> Option<String> {
    let lemma = tokens
        .get(chunk.span.clone())
        .filter(|span| span.len() == 1)
        .map(|span| span[0].lemma.clone())?;
    if chunk.negated || chunk.is_function() || !words::is_role(&lemma) {
        return None;
    }
    Some(match lemma.as_str() {
        "administrator" | "superadmin" | "superuser" => "admin".into(),
        _ => lemma,
    })
}

/// A list of roles from `at`: the roles and where it ends.
fn roles(tokens: &[Token], chunks: &[Chunk], at: usize) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut next = at;
    let mut end = at;
    while let Some(chunk) = chunks.get(next) {
        if let Some(role) = role(tokens, chunk) {
            found.push(role);
            next += 1;
            end = next;
        } else if !found.is_empty() && chunk.joins(tokens)
            || chunk.is_one_of(tokens, &["a", "an", "the"])
        {
            next += 1;
        } else {
            break;
        }
    }
    (found, end)
}

/// "[only] admins [can] manage products and categories".
fn active(
    tokens: &[Token],
    chunks: &mut [Chunk],
    at: usize,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Option<usize> {
    let (holders, end) = roles(tokens, chunks, at);
    if holders.is_empty() {
        return None;
    }
    let only = at > 0 && chunks[at - 1].is_one_of(tokens, &["only"])
        || at > 1 && chunks[at - 2].is_one_of(tokens, &["only"]);
    let mut next = end;
    let mut power = None;
    while let Some(chunk) = chunks.get(next) {
        let stem = chunk.stem(tokens);
        let joined = chunk.joins(tokens);
        if POWERS.contains(&stem) {
            power = Some(stem.to_owned());
        } else if !(joined || FILLERS.contains(&stem)) {
            break;
        }
        next += 1;
    }
    let power = power?;
    let rules = holders.iter().all(|role| RULERS.contains(&role.as_str()));
    if !(only || rules && STRONG.contains(&power.as_str())) {
        return None;
    }
    let mut things = Vec::new();
    let mut last = next;
    for (index, chunk) in chunks.iter().enumerate().skip(next) {
        if let Some(name) = chunk.thing() {
            things.push(name.to_owned());
            last = index + 1;
        } else if !(chunk.joins(tokens) || FILLERS.contains(&chunk.word(tokens))) {
            break;
        }
    }
    record(chunks, at..next, &holders, &things, draft, ledger);
    Some(last.max(at + 1))
}

/// "products [can be] managed [only] by admins".
fn passive(
    tokens: &[Token],
    chunks: &mut [Chunk],
    at: usize,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Option<usize> {
    let word = chunks[at].word(tokens);
    let by = (at + 1..chunks.len().min(at + 3))
        .find(|index| chunks[*index].is_one_of(tokens, &["by"]))?;
    if !PASSIVES.contains(&word) {
        return None;
    }
    let only = chunks
        .get(by + 1)
        .is_some_and(|c| c.is_one_of(tokens, &["only"]));
    let (holders, end) = roles(tokens, chunks, by + 1 + usize::from(only));
    if holders.is_empty() {
        return None;
    }
    let mut things = Vec::new();
    for chunk in chunks[..at].iter().rev() {
        if let Some(name) = chunk.thing() {
            things.insert(0, name.to_owned());
        } else if !(chunk.joins(tokens) || FILLERS.contains(&chunk.word(tokens))) {
            break;
        }
    }
    if things.is_empty() {
        return None;
    }
    record(chunks, at..end, &holders, &things, draft, ledger);
    Some(end)
}

/// "roles: admin, editor and viewer", "with admin and editor roles".
fn listed(
    tokens: &[Token],
    chunks: &mut [Chunk],
    at: usize,
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) -> Option<usize> {
    let is_roles = |chunk: &Chunk| {
        let last = tokens.get(chunk.span.end.wrapping_sub(1));
        !chunk.negated
            && last.is_some_and(|token| token.lemma == "role" || token.lemma == "permission")
    };
    if is_roles(&chunks[at]) {
        let mut next = at + 1;
        while chunks.get(next).is_some_and(|chunk| {
            chunk.is_one_of(
                tokens,
                &[
                    "for",
                    "such",
                    "as",
                    "like",
                    "of",
                    "are",
                    ":",
                    "(",
                    "namely",
                    "including",
                ],
            )
        }) {
            next += 1;
        }
        let (holders, end) = roles(tokens, chunks, next);
        if next == at + 1 || holders.is_empty() {
            return None;
        }
        record(chunks, at..end, &holders, &[], draft, ledger);
        return Some(end);
    }
    let (holders, end) = roles(tokens, chunks, at);
    if holders.is_empty() || !chunks.get(end).is_some_and(is_roles) {
        return None;
    }
    record(chunks, at..end + 1, &holders, &[], draft, ledger);
    Some(end + 1)
}

fn record(
    chunks: &mut [Chunk],
    phrase: std::ops::Range<usize>,
    holders: &[String],
    things: &[String],
    draft: &mut Draft,
    ledger: &mut Ledger<'_>,
) {
    draft.capabilities.insert(Capability::Roles);
    for role in holders {
        if role != "admin" && !draft.powers.roles.contains(role) {
            draft.powers.roles.push(role.clone());
        }
    }
    for thing in things {
        draft.powers.managed.push((thing.clone(), holders.to_vec()));
    }
    let meaning = if things.is_empty() {
        format!("the roles {}", holders.join(", "))
    } else {
        format!(
            "only the role {} changes {}",
            holders.join(" or "),
            things.join(", ")
        )
    };
    let span = chunks[phrase.start].span.start..chunks[phrase.end - 1].span.end;
    ledger.understood(span, meaning);
    let mut people = Vec::new();
    for chunk in &mut chunks[phrase] {
        if let Sense::Thing(name) = &chunk.sense {
            people.push(name.clone());
        }
        chunk.sense = Sense::Class(Class::Function);
    }
    for name in people {
        let elsewhere =
            |chunk: &Chunk| matches!(&chunk.sense, Sense::Thing(known) if *known == name);
        if !chunks.iter().any(elsewhere) {
            draft.things.retain(|thing| thing.name != name);
        }
    }
}

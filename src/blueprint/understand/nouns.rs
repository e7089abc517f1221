//! Words that nothing is known of: which of them become entities, and under what name.

use std::ops::Range;

use heck::ToUpperCamelCase;

use super::chunk::{Chunk, Sense, Standing};
use super::draft::{Draft, Source};
use super::grammar;
use super::token::{Kind, Token};
use super::words::{self, Class};
use crate::domain::app_model::{MAX_IDENTIFIER, Origin, is_entity_name, is_reserved_entity};

/// Endings of words that describe.
const DESCRIBING: &[&str] = &[
    "able", "ible", "ful", "less", "ous", "ish", "ly", "ward", "wide",
];
/// Words before a topic, which is not stored.
const TOPICS: &[&str] = &["about", "regarding", "concerning"];
/// Words before the name of a place or company.
const PLACES: &[&str] = &[
    "like", "in", "at", "to", "from", "as", "by", "for", "via", "called", "named", "inspired",
];

/// Why a word became nothing.
pub(super) struct Refusal {
    pub span: Range<usize>,
    pub reason: &'static str,
}

/// Turns unknown nouns into things of the draft, guessed; answers the words that became nothing.
pub(super) fn settle(tokens: &[Token], chunks: &mut Vec<Chunk>, draft: &mut Draft) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let mut at = 0;
    let titled = is_titled(tokens);
    while at < chunks.len() {
        if chunks[at].sense != Sense::Noun {
            at += 1;
            continue;
        }
        let end = run_end(tokens, chunks, at);
        match verdict(tokens, chunks, at..end, titled, draft) {
            Verdict::Thing(name) => {
                if !chunks[at].negated {
                    draft.add(&name, Origin::Guessed, Source::Words);
                }
                merge(chunks, at..end, Sense::Thing(name));
            }
            Verdict::Modifier => {
                let sense = chunks[end].sense.clone();
                merge(chunks, at..end + 1, sense);
            }
            Verdict::Field => {
                let span = chunks[at].span.start..chunks[end - 1].span.end;
                let owner = field(tokens, chunks, at, span, draft);
                let sense =
                    owner.map_or(Sense::Class(Class::Describing), |_| Sense::Attribute(None));
                merge(chunks, at..end, sense);
            }
            Verdict::Refused(reason) => {
                refusals.push(Refusal {
                    span: chunks[at].span.start..chunks[end - 1].span.end,
                    reason,
                });
                merge(chunks, at..end, Sense::Class(Class::Describing));
            }
        }
        at += 1;
    }
    refusals
}

enum Verdict {
    Thing(String),
    /// It belongs to the known name after it.
    Modifier,
    /// It is a field of the thing before it.
    Field,
    Refused(&'static str),
}

/// The end of the run of unknown words that begins at `from`; a plural ends it.
fn run_end(tokens: &[Token], chunks: &[Chunk], from: usize) -> usize {
    let mut end = from + 1;
    while end < chunks.len()
        && end - from < 3
        && chunks[end].sense == Sense::Noun
        && chunks[end].negated == chunks[from].negated
        && !chunks[end - 1].plural
        && !describes(&tokens[chunks[end - 1].span.start])
        && !describes(&tokens[chunks[end].span.start])
    {
        end += 1;
    }
    end
}

fn merge(chunks: &mut Vec<Chunk>, run: Range<usize>, sense: Sense) {
    let merged = Chunk {
        sense,
        span: chunks[run.start].span.start..chunks[run.end - 1].span.end,
        plural: chunks[run.end - 1].plural,
        negated: chunks[run.end - 1].negated,
        standing: Standing::Firm,
    };
    chunks.splice(run, [merged]);
}

fn verdict(
    tokens: &[Token],
    chunks: &[Chunk],
    run: Range<usize>,
    titled: bool,
    draft: &Draft,
) -> Verdict {
    let span = chunks[run.start].span.start..chunks[run.end - 1].span.end;
    let head = &tokens[span.end - 1];
    let before = run
        .start
        .checked_sub(1)
        .map_or("", |index| chunks[index].word(tokens));
    if let Some(reason) = unfit(head) {
        return Verdict::Refused(reason);
    }
    let next = chunks.get(run.end);
    let named = next.is_some_and(|next| matches!(next.sense, Sense::Known(_) | Sense::Domain(_)));
    let ability = next.is_some_and(|next| matches!(next.sense, Sense::Capability(_)));
    let others = chunks.iter().enumerate().any(|(index, chunk)| {
        !run.contains(&index) && (chunk.is_thing() || matches!(chunk.sense, Sense::Domain(_)))
    });
    if (named || ability && others) && !head.is_plural() {
        return Verdict::Modifier;
    }
    if describes(head) {
        return Verdict::Refused("it describes, but names nothing to store");
    }
    if TOPICS.contains(&before) {
        return Verdict::Refused(
            "it is a topic; name it with fields, as in Cat(name), to store it",
        );
    }
    let proper =
        !titled && span.start > 0 && head.text.starts_with(char::is_uppercase) && !head.is_plural();
    if proper && PLACES.contains(&before) {
        return Verdict::Refused("it is taken for a name, not for a thing to store");
    }
    let audience = before == "for" && others && !is_object(tokens, chunks, run.start);
    if audience {
        return Verdict::Refused(
            "it says who or what the application is for; name it with fields to store it",
        );
    }
    let owner = chunks[..run.start]
        .iter()
        .any(|chunk| chunk.thing().is_some());
    if words::is_sure_attribute(&head.lemma) && owner && !chunks[run.start].negated {
        return Verdict::Field;
    }
    match name(&tokens[span]) {
        Some(name) => Verdict::Thing(longer(&name, draft).unwrap_or(name)),
        None => Verdict::Refused("it is too long for a name"),
    }
}

/// Gives the last thing before `at` the field that the words of `span` name; answers its name.
fn field(
    tokens: &[Token],
    chunks: &[Chunk],
    at: usize,
    span: Range<usize>,
    draft: &mut Draft,
) -> Option<String> {
    let owner = chunks[..at].iter().rev().find_map(Chunk::thing)?.to_owned();
    let (last, first) = tokens[span].split_last()?;
    let words: Vec<&str> = first
        .iter()
        .map(|token| token.word.as_str())
        .chain([last.lemma.as_str()])
        .collect();
    let field = grammar::field(&words.join(" ")).ok()?.field;
    draft.give(&owner, vec![field], false);
    Some(owner)
}

/// True where "for" follows a thing, and so says what that belongs to.
fn is_object(tokens: &[Token], chunks: &[Chunk], at: usize) -> bool {
    at >= 2
        && chunks[at - 1].is_one_of(tokens, &["for"])
        && chunks[at - 2].is_thing()
        && chunks[at - 2].plural
        && at > 3
}

/// "space missions … each mission": the thing of which this is the last word.
fn longer(name: &str, draft: &Draft) -> Option<String> {
    let guessed = draft
        .things
        .iter()
        .filter(|thing| thing.origin == Origin::Guessed);
    let mut whole =
        guessed.filter(|thing| thing.name.len() > name.len() && thing.name.ends_with(name));
    whole.next().map(|thing| thing.name.clone())
}

fn unfit(head: &Token) -> Option<&'static str> {
    let letters = head.lemma.chars().filter(char::is_ascii_alphabetic).count();
    if letters < 3 || !head.lemma.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("it is too short to tell what it is");
    }
    if head.lemma.len() > MAX_IDENTIFIER {
        return Some("it is too long for a name");
    }
    let odd = head.lemma.chars().any(|c| !c.is_ascii_alphanumeric());
    odd.then_some("it is no plain word")
}

fn describes(token: &Token) -> bool {
    let word = token.word.as_str();
    let long = word.len() > 5;
    !token.is_plural()
        && long
        && (DESCRIBING.iter().any(|ending| word.ends_with(ending))
            && ![
                "family",
                "assembly",
                "supply",
                "table",
                "vegetable",
                "cable",
                "variable",
                "monopoly",
                "anomaly",
                "timetable",
                "bible",
                "dish",
                "radish",
                "goldish",
            ]
            .contains(&word)
            || word.ends_with("ing") && word.len() > 6
            || word.ends_with("ed") && !word.ends_with("eed") && !word.ends_with("bed"))
}

/// The words as one `PascalCase` name, the last of them in its singular; none without words.
pub(super) fn pascal(words: &[Token]) -> Option<String> {
    let (last, first) = words.split_last()?;
    let words: Vec<&str> = first
        .iter()
        .map(|token| token.word.as_str())
        .chain([last.lemma.as_str()])
        .collect();
    Some(words.join(" ").to_upper_camel_case())
}

/// The `PascalCase` name of the last words that fit.
fn name(words: &[Token]) -> Option<String> {
    (0..words.len()).find_map(|from| {
        let mut name = pascal(&words[from..])?;
        if is_reserved_entity(&name) {
            name.push_str("Record");
        }
        (is_entity_name(&name) && name.len() <= MAX_IDENTIFIER - 8).then_some(name)
    })
}

/// True where most words begin with a capital, so that a capital says nothing.
fn is_titled(tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|token| token.kind == Kind::Word);
    let capital = words()
        .filter(|token| token.text.starts_with(char::is_uppercase))
        .count();
    capital * 2 > words().count()
}

//! The title and the project name that the head of an idea gives.

use std::ops::Range;

use heck::ToKebabCase;

use super::chunk::{Chunk, Sense};
use super::naming;
use super::token::{self, Kind, Token};
use super::words::Class;

const MAX_NAME: usize = 48;
const MAX_WORDS: usize = 6;
const MAX_TITLE: usize = 72;
/// Words at which the head of an idea ends.
const ENDS: &[&str] = &[
    "with",
    "where",
    "that",
    "which",
    "who",
    "when",
    "without",
    "including",
    "featuring",
    "having",
    "has",
    "have",
    "so",
    "using",
    "whose",
    "via",
    "and",
    "can",
    "should",
    "in",
    "but",
    "is",
    "are",
    "for",
    "no",
    "not",
    "about",
    "contain",
    "contains",
    "belong",
    "belongs",
    "include",
    "includes",
];
/// Words of a request that are no part of a title.
const REQUESTS: &[&str] = &[
    "build",
    "building",
    "create",
    "creating",
    "make",
    "making",
    "develop",
    "design",
    "generate",
    "manage",
    "managing",
    "store",
    "storing",
    "keep",
    "keeping",
    "give",
    "get",
    "add",
    "help",
    "helps",
    "handle",
    "record",
    "recording",
    "maintain",
    "track",
    "tracking",
    "tracks",
    "collect",
    "simple",
    "basic",
    "organise",
    "organize",
    "show",
    "list",
    "lists",
    "view",
    "see",
    "works",
];
/// Abbreviations that are written in capitals.
const CAPITALS: &[&str] = &[
    "api", "crm", "cms", "erp", "lms", "hr", "pos", "ai", "faq", "rss", "url", "sms", "b2b", "b2c",
    "iot", "gps", "pdf", "qr", "rest", "kpi", "tv", "diy",
];
const SMALL: &[&str] = &[
    "for", "of", "to", "the", "a", "an", "by", "from", "each", "every", "per", "or", "on", "at",
    "my", "our", "your",
];

/// The title and the project name; `entities` serve where the head says nothing.
pub(super) fn project(tokens: &[Token], chunks: &[Chunk], entities: &[&str]) -> (String, String) {
    let words = called(tokens).unwrap_or_else(|| head(tokens, chunks, entities));
    let title = words.join(" ");
    let name = kebab(&title);
    if !name.is_empty() {
        return (title, name);
    }
    let first = naming::sentence(entities.first().copied().unwrap_or("New"));
    (title, kebab(&format!("{first} app")))
}

fn kebab(title: &str) -> String {
    let joined = token::fold(title).to_kebab_case();
    let mut name = String::new();
    for part in joined.split('-').filter(|part| part.is_ascii()) {
        let part: String = part.chars().filter(char::is_ascii_alphanumeric).collect();
        let leading = name.is_empty() && !part.starts_with(|c: char| c.is_ascii_lowercase());
        if part.is_empty() || leading || name.len() + part.len() >= MAX_NAME {
            continue;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&part);
    }
    name
}

/// The words after "called" or "named", which are the name that the person gives.
fn called(tokens: &[Token]) -> Option<Vec<String>> {
    let span = called_span(tokens)?;
    let words = tokens[span].iter().skip(1);
    let words: Vec<String> = words
        .filter(|token| token.kind == Kind::Word)
        .map(|token| short(&token.text))
        .collect();
    (!words.is_empty()).then_some(words)
}

/// Where the idea gives the project a name: "called" and the capitalised words after it.
pub(super) fn called_span(tokens: &[Token]) -> Option<Range<usize>> {
    let at = tokens
        .iter()
        .position(|token| matches!(token.word.as_str(), "called" | "named"))?;
    let first = (at + 1..tokens.len()).find(|next| tokens[*next].kind != Kind::Other)?;
    let count = tokens[first..]
        .iter()
        .take(4)
        .take_while(|token| token.kind == Kind::Word && token.text.starts_with(char::is_uppercase))
        .count();
    (count > 0).then_some(at..first + count)
}

/// What a chunk adds to the title.
enum Part {
    /// It says what the application is about.
    Telling,
    /// It describes that.
    Describing,
    /// It says that it is an application.
    General,
    /// It joins.
    Joining,
    Nothing,
    End,
}

fn part(tokens: &[Token], chunk: &Chunk) -> Part {
    let word = chunk.word(tokens);
    if chunk.negated {
        return Part::End;
    }
    match &chunk.sense {
        Sense::Mark(Kind::And | Kind::Other) | Sense::Foreign => Part::Nothing,
        Sense::Mark(_) => Part::End,
        _ if ENDS.contains(&word) => Part::End,
        _ if REQUESTS.contains(&word) && chunk.span.len() == 1 => Part::Nothing,
        Sense::Class(Class::Function) => Part::Joining,
        Sense::Class(Class::Generic | Class::Tech) => Part::General,
        Sense::Class(Class::Describing) | Sense::Number | Sense::Noun => Part::Describing,
        Sense::Class(Class::Action) | Sense::Verb(_) | Sense::Deed if word.ends_with("ing") => {
            Part::Describing
        }
        Sense::Class(Class::Action) | Sense::Verb(_) | Sense::Deed => Part::End,
        Sense::Thing(_)
        | Sense::Known(_)
        | Sense::Account
        | Sense::Domain(_)
        | Sense::Capability(_)
        | Sense::Attribute(_) => Part::Telling,
    }
}

/// The first words that name the application, in title case.
fn head(tokens: &[Token], chunks: &[Chunk], entities: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut general: Vec<String> = Vec::new();
    let mut telling = false;
    for chunk in chunks {
        if words.len() >= MAX_WORDS {
            break;
        }
        let begun = telling || !words.is_empty();
        match part(tokens, chunk) {
            Part::End if begun => break,
            Part::Joining if telling && chunk.is_one_of(tokens, &["to"]) => break,
            Part::Joining if telling => push(&mut words, tokens, chunk),
            Part::End | Part::Nothing | Part::Joining => {}
            Part::General if !begun => push(&mut general, tokens, chunk),
            Part::General | Part::Describing => push(&mut words, tokens, chunk),
            Part::Telling => {
                telling = true;
                push(&mut words, tokens, chunk);
                let spelled = |token: &Token| token.kind == Kind::Open;
                if tokens[chunk.span.clone()].iter().any(spelled) {
                    break;
                }
            }
        }
    }
    words.truncate(MAX_WORDS);
    while words
        .last()
        .is_some_and(|word| SMALL.contains(&word.to_lowercase().as_str()))
    {
        words.pop();
    }
    if words.is_empty() {
        words.push(naming::sentence(entities.first().copied().unwrap_or("New")));
    }
    general.truncate(2);
    words.extend(general);
    while words.len() > 1
        && words
            .iter()
            .map(|word| word.chars().count() + 1)
            .sum::<usize>()
            > MAX_TITLE
    {
        words.pop();
    }
    words
}

/// Adds the words of a chunk, up to a parenthesis.
fn push(words: &mut Vec<String>, tokens: &[Token], chunk: &Chunk) {
    for token in &tokens[chunk.span.clone()] {
        match token.kind {
            Kind::Open => break,
            Kind::Word | Kind::Number => {
                words.push(capital(&token.text, &token.word, words.is_empty()));
            }
            Kind::Comma | Kind::Stop | Kind::Close | Kind::Colon | Kind::And | Kind::Other => {}
        }
    }
}

fn capital(text: &str, word: &str, first: bool) -> String {
    if CAPITALS.contains(&word) {
        return word.to_uppercase();
    }
    if word == "saas" {
        return "SaaS".into();
    }
    let shouted = text.len() > 3 && !text.chars().any(char::is_lowercase);
    let mixed = !shouted && text.chars().skip(1).any(char::is_uppercase);
    if mixed || (SMALL.contains(&word) && !first) {
        return short(text);
    }
    let lower = if shouted { word } else { text };
    let mut chars = lower.chars();
    let capital = chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect::<String>());
    short(&capital.unwrap_or_default())
}

/// A word that is not longer than a title can bear.
fn short(word: &str) -> String {
    word.chars().take(16).collect()
}

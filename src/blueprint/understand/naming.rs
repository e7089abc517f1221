//! Names: of the project, of plurals, and of fields and references that would be reserved.

use heck::{ToKebabCase, ToSnakeCase};

use super::chunk::{Chunk, Sense};
use super::lemma;
use super::token::{Kind, Token};
use super::words::Class;
use crate::domain::app_model::{Field, MAX_IDENTIFIER, is_reserved_field};

const MAX_NAME: usize = 48;
const MAX_WORDS: usize = 6;
/// Words that never begin a title.
const OPENERS: &[&str] = &[
    "a", "an", "the", "my", "our", "your", "some", "simple", "please",
];
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
];
/// Words that alone are no title.
const GENERAL: &[&str] = &[
    "app",
    "application",
    "system",
    "platform",
    "tool",
    "website",
    "site",
    "web",
    "software",
    "service",
    "portal",
    "program",
    "solution",
    "project",
    "crud",
    "simple",
    "saas",
    "api",
    "backend",
    "rest",
    "basic",
    "online",
];
/// Abbreviations that are written in capitals.
const CAPITALS: &[&str] = &[
    "api", "crm", "cms", "erp", "lms", "hr", "pos", "ai", "faq", "rss", "url", "sms", "b2b", "b2c",
    "iot", "gps", "pdf", "qr",
];

/// The table name of an entity.
pub(super) fn plural(name: &str) -> String {
    let snake = name.to_snake_case();
    let (first, last) = match snake.rsplit_once('_') {
        Some((first, last)) => (format!("{first}_"), last),
        None => (String::new(), snake.as_str()),
    };
    let many = lemma::plural(last);
    let clash = matches!(
        (first.as_str(), many.as_str()),
        ("", "health" | "auth" | "docs")
    );
    if clash {
        return format!("{many}_records");
    }
    limited(first.trim_end_matches('_'), &many)
}

/// Two names joined, cut to the longest identifier.
pub(super) fn limited(first: &str, last: &str) -> String {
    let joined = if first.is_empty() {
        last.to_owned()
    } else {
        format!("{first}_{last}")
    };
    let limit = MAX_IDENTIFIER - 3;
    if joined.len() <= limit {
        return joined;
    }
    joined
        .get(joined.len() - limit..)
        .unwrap_or(last)
        .trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .to_owned()
}

/// A name for a reference or collection of `entity` that is not reserved.
pub(super) fn safe_reference(entity: &str, name: &str) -> String {
    if is_reserved_field(name) || is_reserved_field(&format!("{name}_id")) {
        return limited(&entity.to_snake_case(), name);
    }
    limited("", name)
}

/// A field whose name is not reserved.
pub(super) fn safe_field(entity: &str, mut field: Field) -> Field {
    if is_reserved_field(&field.name) {
        field.name = limited(&entity.to_snake_case(), &field.name);
    }
    field
}

/// An entity's name as the beginning of a sentence: `Line item`.
pub(super) fn sentence(name: &str) -> String {
    let words = name.to_snake_case().replace('_', " ");
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The title and the project name that the head of the idea gives.
pub(super) fn project(tokens: &[Token], chunks: &[Chunk], entities: &[&str]) -> (String, String) {
    let words = called(tokens).unwrap_or_else(|| head(tokens, chunks));
    let general = |word: &String| GENERAL.contains(&word.to_lowercase().as_str());
    let title = if words.iter().all(general) {
        let first = sentence(entities.first().copied().unwrap_or("New"));
        let last = words.last().map_or("App", String::as_str);
        format!("{first} {last}")
    } else {
        words.join(" ")
    };
    let name = kebab(&title);
    if name.is_empty() {
        let first = entities.first().copied().unwrap_or("new");
        return (title, kebab(&format!("{} app", sentence(first))));
    }
    (title, name)
}

fn kebab(title: &str) -> String {
    let joined = title.to_lowercase().to_kebab_case();
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

/// The words after "called" or "named", which is the name that the person gives.
fn called(tokens: &[Token]) -> Option<Vec<String>> {
    let at = tokens
        .iter()
        .position(|token| matches!(token.word.as_str(), "called" | "named"))?;
    let words: Vec<String> = tokens[at + 1..]
        .iter()
        .skip_while(|token| token.kind == Kind::Other)
        .take_while(|token| token.kind == Kind::Word && token.text.starts_with(char::is_uppercase))
        .take(4)
        .map(|token| token.text.clone())
        .collect();
    (!words.is_empty() && words[0].is_ascii()).then_some(words)
}

/// The first words that name the application, in title case.
fn head(tokens: &[Token], chunks: &[Chunk]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut telling = false;
    for chunk in chunks {
        let word = chunk.word(tokens);
        let generic = matches!(chunk.sense, Sense::Class(Class::Generic));
        let function = chunk.is_function();
        if words.is_empty() && (function || OPENERS.contains(&word) || opens(&chunk.sense, word)) {
            continue;
        }
        if matches!(chunk.sense, Sense::Mark(Kind::And | Kind::Other)) {
            continue;
        }
        let acts = matches!(chunk.sense, Sense::Verb(_)) && telling;
        let ends = matches!(chunk.sense, Sense::Mark(_))
            || acts
            || chunk.negated
            || ENDS.contains(&word)
            || (word == "for" && telling);
        if (ends && (telling || !words.is_empty())) || words.len() >= MAX_WORDS {
            break;
        }
        if ends {
            continue;
        }
        telling = telling || !(generic || function);
        for token in &tokens[chunk.span.clone()] {
            if matches!(token.kind, Kind::Word | Kind::Number) && words.len() < MAX_WORDS {
                words.push(capital(&token.text, &token.word, words.is_empty()));
            } else if token.kind == Kind::Open {
                break;
            }
        }
        if matches!(tokens[chunk.span.clone()].last(), Some(last) if last.kind == Kind::Close) {
            words.truncate(1);
            break;
        }
    }
    while words.last().is_some_and(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "for"
                | "of"
                | "to"
                | "the"
                | "a"
                | "an"
                | "by"
                | "from"
                | "each"
                | "every"
                | "per"
                | "or"
                | "on"
                | "at"
        )
    }) {
        words.pop();
    }
    words
}

/// Verbs with which people begin a request.
fn opens(sense: &Sense, word: &str) -> bool {
    let asks = matches!(
        word,
        "build"
            | "create"
            | "make"
            | "develop"
            | "write"
            | "design"
            | "generate"
            | "track"
            | "manage"
            | "store"
            | "keep"
            | "give"
            | "get"
            | "add"
            | "help"
            | "handle"
            | "record"
            | "maintain"
            | "organise"
            | "organize"
    );
    asks && matches!(sense, Sense::Class(_) | Sense::Verb(_))
}

fn capital(text: &str, word: &str, first: bool) -> String {
    if CAPITALS.contains(&word) {
        return word.to_uppercase();
    }
    if word == "saas" {
        return "SaaS".into();
    }
    let small = matches!(
        word,
        "for" | "of" | "and" | "the" | "to" | "a" | "an" | "by" | "from" | "on" | "or"
    );
    let mixed = text.chars().skip(1).any(char::is_uppercase);
    if mixed || (small && !first) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

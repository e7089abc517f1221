//! Enumerations in words: "status of draft, sent or paid", "priority (low, medium, high)".

use std::ops::Range;

use heck::ToSnakeCase;

use super::token::{Kind, Token};
use crate::domain::app_model::{Field, FieldType};

/// Fields whose values people list.
pub(super) const NAMES: &[&str] = &[
    "status",
    "state",
    "priority",
    "type",
    "stage",
    "level",
    "severity",
    "kind",
    "phase",
    "condition",
    "difficulty",
    "gender",
    "mood",
    "size",
    "colour",
    "color",
    "category",
    "frequency",
    "role",
];
/// What may stand between the name and the values.
const BRIDGES: &[&str] = &[
    "of", "is", "are", "can", "be", "being", "either", "one", "as", "like", "such", "may",
];

/// An enumeration and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enumeration {
    pub span: Range<usize>,
    pub field: Field,
}

/// All enumerations in the idea.
pub(super) fn find(tokens: &[Token]) -> Vec<Enumeration> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match one(tokens, at) {
            Some(enumeration) => {
                at = enumeration.span.end;
                found.push(enumeration);
            }
            None => at += 1,
        }
    }
    found
}

fn one(tokens: &[Token], at: usize) -> Option<Enumeration> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    if NAMES.contains(&token.lemma.as_str()) {
        let mut next = at + 1;
        let mut bridged = false;
        while tokens.get(next).is_some_and(|token| {
            BRIDGES.contains(&token.word.as_str()) || matches!(token.kind, Kind::Colon | Kind::Open)
        }) {
            bridged = true;
            next += 1;
        }
        let closed = next > at + 1 && tokens[next - 1].kind == Kind::Open;
        let (values, end) = values(tokens, next, closed)?;
        if !bridged && values.len() < 3 {
            return None;
        }
        return Some(build(&token.lemma, &values, at..end));
    }
    let either = matches!(token.word.as_str(), "is" | "are" | "be")
        && at > 0
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.word == "either" || token.word == "be");
    if either {
        let next = if tokens[at + 1].word == "either" {
            at + 2
        } else {
            at + 1
        };
        let (values, end) = values(tokens, next, false)?;
        return Some(build("status", &values, at..end));
    }
    None
}

/// Values joined by commas with a final "or"; with `closed` up to the parenthesis instead.
fn values(tokens: &[Token], from: usize, closed: bool) -> Option<(Vec<String>, usize)> {
    let mut values: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut at = from;
    let mut alternative = false;
    let mut sealed = false;
    while let Some(token) = tokens.get(at) {
        let or = token.word == "or" || (token.kind == Kind::And && token.word != "&");
        let and = token.word == "and" || token.word == "&";
        if token.kind == Kind::Comma || or || (and && closed) {
            if words.is_empty() && !alternative && token.kind == Kind::Comma {
                return None;
            }
            if sealed && !words.is_empty() && !or {
                break;
            }
            flush(&mut words, &mut values);
            alternative = alternative || or;
            sealed = or;
        } else if token.kind == Kind::Close && closed {
            flush(&mut words, &mut values);
            return (values.len() > 1).then_some((values, at + 1));
        } else if token.kind == Kind::Word
            && words.len() < 3
            && !STOPS.contains(&token.word.as_str())
        {
            if sealed && !words.is_empty() {
                break;
            }
            words.push(&token.word);
        } else {
            break;
        }
        at += 1;
    }
    flush(&mut words, &mut values);
    (alternative && !closed && values.len() > 1).then_some((values, at))
}

/// Words that end a list of values.
const STOPS: &[&str] = &[
    "and", "with", "for", "that", "which", "where", "has", "have", "a", "an", "the", "to", "from",
    "by", "per", "each", "every", "when", "is", "are", "can", "belongs", "belong", "but",
    "without",
];

fn flush(words: &mut Vec<&str>, values: &mut Vec<String>) {
    let value = words.join(" ").to_snake_case();
    words.clear();
    if value.starts_with(|c: char| c.is_ascii_lowercase())
        && value.is_ascii()
        && !values.contains(&value)
    {
        values.push(value);
    }
}

fn build(name: &str, values: &[String], span: Range<usize>) -> Enumeration {
    let mut field = Field::new(name, FieldType::Enum);
    field.values = values.to_vec();
    field.default = values.first().cloned();
    Enumeration { span, field }
}

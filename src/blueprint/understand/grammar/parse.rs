//! Parses fields.

use heck::{ToSnakeCase, ToUpperCamelCase};
use rust_decimal::Decimal;
use thiserror::Error;

use super::{floor, split_top, type_of};
use crate::domain::app_model::{Field, FieldType};

/// A field as written, or a reference where the type is not a type but an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedField {
    /// The field.
    pub field: Field,
    /// The entity that is named in the place of the type (`author: Author`).
    pub reference: Option<String>,
}

/// Why a text is not a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FieldFault {
    /// There is no name before the type.
    #[error("{0:?} has no field name")]
    NoName(String),
    /// The type is neither a type nor an enumeration.
    #[error("{0:?} is no field type{1}")]
    UnknownType(String, String),
    /// Something after the type is not part of the grammar.
    #[error("{0:?} is not understood in a field")]
    Trailing(String),
    /// A number was expected.
    #[error("{0:?} is not a number")]
    Number(String),
}

const TYPES: &[(&str, FieldType)] = &[
    ("string", FieldType::String),
    ("str", FieldType::String),
    ("varchar", FieldType::String),
    ("char", FieldType::String),
    ("text", FieldType::Text),
    ("longtext", FieldType::Text),
    ("markdown", FieldType::Text),
    ("int", FieldType::Int),
    ("integer", FieldType::Int),
    ("bigint", FieldType::Int),
    ("float", FieldType::Float),
    ("double", FieldType::Float),
    ("real", FieldType::Float),
    ("decimal", FieldType::Decimal),
    ("number", FieldType::Decimal),
    ("numeric", FieldType::Decimal),
    ("money", FieldType::Money),
    ("currency", FieldType::Money),
    ("percent", FieldType::Percent),
    ("percentage", FieldType::Percent),
    ("bool", FieldType::Bool),
    ("boolean", FieldType::Bool),
    ("flag", FieldType::Bool),
    ("date", FieldType::Date),
    ("datetime", FieldType::Datetime),
    ("timestamp", FieldType::Datetime),
    ("time", FieldType::Time),
    ("email", FieldType::Email),
    ("url", FieldType::Url),
    ("link", FieldType::Url),
    ("phone", FieldType::Phone),
    ("slug", FieldType::Slug),
];

/// Parses a list of fields; each part is a field or the reason why it is none.
pub fn fields(text: &str) -> Vec<(&str, Result<ParsedField, FieldFault>)> {
    split_top(text)
        .into_iter()
        .map(|part| (part, field(part)))
        .collect()
}

/// Parses one field.
///
/// # Errors
/// Where `text` does not follow the grammar.
pub fn field(text: &str) -> Result<ParsedField, FieldFault> {
    let (name, rest) = match text.split_once(':') {
        Some((name, rest)) => (name, Some(rest)),
        None => (text, None),
    };
    let (bare, tail) = match rest {
        Some(_) => (name, ""),
        None => split_name(name),
    };
    let (bare, early) = match bare.trim().strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (bare, false),
    };
    let snake = bare.to_snake_case();
    if !snake.starts_with(|c: char| c.is_ascii_lowercase()) || !snake.is_ascii() {
        return Err(FieldFault::NoName(text.trim().to_owned()));
    }
    let mut parsed = ParsedField {
        field: Field::new(&snake, type_of(&snake)),
        reference: None,
    };
    parsed.field.optional = early;
    let tail = if let Some(rest) = rest {
        type_part(&mut parsed, &tighten(rest))?
    } else {
        parsed.field.min = floor(&snake, parsed.field.ty);
        tighten(tail)
    };
    modifiers(&mut parsed.field, &tail)?;
    Ok(parsed)
}

/// Parts a bare name from the modifiers after it: `stock 0..100`, `sku unique`.
fn split_name(text: &str) -> (&str, &str) {
    let mut from = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let first = word.trim_start().chars().next();
        let modifier = word.trim() == "unique" || first.is_some_and(|c| c.is_ascii_digit());
        if from > 0 && modifier {
            return text.split_at(from);
        }
        if let Some(at) = word.find(['>', '<', '=', '?']) {
            return text.split_at(from + at);
        }
        from += word.len();
    }
    (text, "")
}

/// Takes the blanks out from around `|`, `..` and inside parentheses.
fn tighten(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.trim().chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() && (depth > 0 || out.ends_with(['|', '.', '('])) {
            continue;
        }
        if matches!(c, '|' | '(') || (c == '.' && out.ends_with(' ')) {
            out.truncate(out.trim_end().len());
        }
        out.push(c);
    }
    out
}

fn type_part(parsed: &mut ParsedField, rest: &str) -> Result<String, FieldFault> {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '?' | '<' | '>' | '='))
        .unwrap_or(rest.len());
    let (ty, tail) = rest.split_at(end);
    let field = &mut parsed.field;
    if ty.is_empty() {
        return Ok(tail.to_owned());
    }
    if ty.contains('|') {
        enumeration(field, ty.split('|'));
        return Ok(tail.to_owned());
    }
    let (head, argument) = match ty.split_once('(') {
        Some((head, argument)) => (head, Some(argument.trim_end_matches(')'))),
        None => (ty, None),
    };
    let lower = head.to_lowercase();
    if let (Some(argument), "enum" | "choice" | "choices") = (argument, lower.as_str()) {
        enumeration(field, argument.split(['|', ',', '/']));
        return Ok(tail.to_owned());
    }
    let known = TYPES.iter().find(|(name, _)| *name == lower);
    if let Some((_, known)) = known {
        field.ty = *known;
        if let Some(argument) = argument.filter(|_| known.is_textual()) {
            field.max = Some(number(argument)?);
        }
        return Ok(tail.to_owned());
    }
    if head.starts_with(|c: char| c.is_ascii_uppercase()) && argument.is_none() {
        parsed.reference = Some(head.to_upper_camel_case());
        return Ok(tail.to_owned());
    }
    Err(FieldFault::UnknownType(head.to_owned(), near(&lower)))
}

fn near(word: &str) -> String {
    TYPES
        .iter()
        .map(|(name, _)| (strsim::damerau_levenshtein(word, name), name))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, name)| format!(", did you mean {name}?"))
        .unwrap_or_default()
}

/// Turns a field into an enumeration of `values`.
fn enumeration<'a>(field: &mut Field, values: impl Iterator<Item = &'a str>) {
    field.ty = FieldType::Enum;
    field.min = None;
    for value in values {
        let value = value.to_snake_case();
        if !value.is_empty() && !field.values.contains(&value) {
            field.values.push(value);
        }
    }
}

fn modifiers(field: &mut Field, tail: &str) -> Result<(), FieldFault> {
    let mut rest = tail.trim();
    while !rest.is_empty() {
        rest = if let Some(after) = rest.strip_prefix('?') {
            field.optional = true;
            after
        } else if let Some(after) = rest.strip_prefix(">=") {
            let (value, after) = word(after);
            field.min = Some(number(value)?);
            after
        } else if let Some(after) = rest.strip_prefix("<=") {
            let (value, after) = word(after);
            field.max = Some(number(value)?);
            after
        } else if let Some(after) = rest.strip_prefix('=') {
            let value = after.trim().trim_matches(['"', '\'']);
            field.default = Some(if field.ty == FieldType::Enum {
                value.to_snake_case()
            } else if field.ty == FieldType::Bool {
                value.to_lowercase()
            } else {
                value.to_owned()
            });
            ""
        } else {
            let (next, after) = word(rest);
            match next.split_once("..") {
                _ if next == "unique" => field.unique = true,
                _ if next == "optional" => field.optional = true,
                _ if next == "required" => field.optional = false,
                Some((min, max)) => {
                    field.min = Some(number(min)?);
                    field.max = Some(number(max)?);
                }
                None => return Err(FieldFault::Trailing(next.to_owned())),
            }
            after
        }
        .trim();
    }
    Ok(())
}

/// The first word of `text` and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(
        text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '?'))
            .unwrap_or(text.len()),
    )
}

fn number(text: &str) -> Result<Decimal, FieldFault> {
    text.trim()
        .parse()
        .map_err(|_| FieldFault::Number(text.trim().to_owned()))
}

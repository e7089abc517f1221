//! Names of tables, fields and references, so that none is reserved or too long.

use heck::ToSnakeCase;

use crate::blueprint::inflection;
use crate::domain::app_model::{Field, MAX_IDENTIFIER, is_reserved_field, is_reserved_plural};

/// The table name of an entity.
pub fn plural(name: &str) -> String {
    let snake = name.to_snake_case();
    let (first, last) = match snake.rsplit_once('_') {
        Some((first, last)) => (format!("{first}_"), last),
        None => (String::new(), snake.as_str()),
    };
    let many = inflection::plural(last);
    if first.is_empty() && is_reserved_plural(&many) {
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

/// An entity with its article: `an Invoice`.
pub(super) fn one(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U']);
    let spoken = ["Us", "Uni", "Eu", "One"]
        .iter()
        .any(|start| name.starts_with(start));
    let article = if vowel && !spoken { "an" } else { "a" };
    format!("{article} {name}")
}

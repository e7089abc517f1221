//! Python source for plain values.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// A string literal.
pub(super) fn text(value: &str) -> String {
    let mut literal = String::with_capacity(value.len() + 2);
    let quote = if value.matches('"').count() > value.matches('\'').count() {
        '\''
    } else {
        '"'
    };
    literal.push(quote);
    for character in value.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            other if other == quote => {
                literal.push('\\');
                literal.push(other);
            }
            other if other.is_control() => {
                literal.extend([
                    "\\x",
                    &hexadecimal(&[u8::try_from(u32::from(other)).unwrap_or(b'?')]),
                ]);
            }
            other => literal.push(other),
        }
    }
    literal.push(quote);
    literal
}

/// A text of `length` equal characters.
pub(super) fn repeated(character: char, length: u64) -> String {
    format!("\"{character}\" * {length}")
}

/// True or false.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A number in plain digits, grouped where it is long.
pub(super) fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let grouped = grouped(whole);
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

/// Digits in groups of three from five digits on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// The member of an enumeration that stands for `value`.
pub(super) fn member(value: &str) -> String {
    let name: String = value
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("VALUE_{name}")
    } else {
        name
    }
}

/// The first `bytes` bytes of the digest of `text`, in hexadecimal digits.
pub(super) fn digest(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    hexadecimal(digest.get(..bytes).unwrap_or(&digest))
}

/// Bytes as hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Words that SQL keeps for itself.
const SQL_WORDS: [&str; 58] = [
    "add",
    "all",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "check",
    "column",
    "commit",
    "constraint",
    "create",
    "current_date",
    "current_time",
    "default",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "except",
    "exists",
    "fetch",
    "for",
    "foreign",
    "from",
    "grant",
    "group",
    "having",
    "in",
    "index",
    "insert",
    "into",
    "is",
    "join",
    "left",
    "like",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "primary",
    "references",
    "right",
    "select",
    "set",
    "table",
    "to",
    "user",
];

/// A column name as it is written in raw SQL.
pub(super) fn sql_name(name: &str) -> String {
    if SQL_WORDS.contains(&name) {
        format!("\\\"{name}\\\"")
    } else {
        name.to_owned()
    }
}

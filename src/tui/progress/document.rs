//! A document of an agent, or any JSON, as rows that a person can read.

use serde_json::Value;

use crate::tui::draw::{Row, wrap};
use crate::tui::theme::Token;

/// The columns of one level.
const LEVEL: usize = 2;

/// `value` as rows of at most `columns`: no quotes, no braces, one level of indentation each.
pub fn document_rows(value: &Value, columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    put(value, 0, columns, &mut rows);
    rows
}

fn put(value: &Value, depth: usize, columns: u16, rows: &mut Vec<Row>) {
    match value {
        Value::Object(parts) => {
            for (key, value) in parts {
                entry(key, value, depth, columns, rows);
            }
        }
        Value::Array(items) => {
            for item in items {
                listed(item, depth, columns, rows);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text(&plain(value), depth, columns, Token::Text, rows);
        }
    }
}

fn entry(key: &str, value: &Value, depth: usize, columns: u16, rows: &mut Vec<Row>) {
    let key = key.replace('_', " ");
    let indent = " ".repeat(depth * LEVEL);
    let Some(short) = in_a_line(value) else {
        rows.push(Row::of(format!("{indent}{key}"), Token::Heading));
        put(value, depth + 1, columns, rows);
        return;
    };
    let head = format!("{indent}{key}  ");
    let fits = head.chars().count() + short.chars().count() <= usize::from(columns);
    if fits && !short.contains('\n') {
        rows.push(Row::of(head, Token::Muted).then(short, Token::Text));
    } else {
        rows.push(Row::of(head, Token::Muted));
        text(&short, depth + 1, columns, Token::Text, rows);
    }
}

/// An item of a list: a dash before its first row.
fn listed(item: &Value, depth: usize, columns: u16, rows: &mut Vec<Row>) {
    let from = rows.len();
    let mut own = Vec::new();
    let room = inner(depth + 1, columns);
    if let Some(row) = short_row(item, room) {
        let indent = " ".repeat(depth * LEVEL);
        rows.push(row.after(format!("{indent}• "), Token::Faint));
        return;
    }
    match in_a_line(item) {
        Some(short) => text(&short, 0, room, Token::Text, &mut own),
        None => put(item, 0, room, &mut own),
    }
    for (at, row) in own.into_iter().enumerate() {
        let mark = if at == 0 { "• " } else { "  " };
        let indent = " ".repeat(depth * LEVEL);
        rows.push(row.after(format!("{indent}{mark}"), Token::Faint));
    }
    if rows.len() == from {
        rows.push(Row::of("• (empty)", Token::Faint));
    }
}

/// An item without lists in it as one row, its name first, where there is room for that.
fn short_row(item: &Value, columns: u16) -> Option<Row> {
    let parts = item.as_object()?;
    let name = parts.get("name").and_then(Value::as_str);
    let mut said = Vec::new();
    for (key, value) in parts {
        if key != "name" || name.is_none() {
            said.push(format!("{} {}", key.replace('_', " "), in_a_line(value)?));
        }
    }
    let name = name.map(|name| format!("{name}  ")).unwrap_or_default();
    let said = said.join(" · ");
    let fits = name.chars().count() + said.chars().count() <= usize::from(columns);
    let row = Row::of(name, Token::Text).then(said.clone(), Token::Muted);
    (fits && !said.contains('\n')).then_some(row)
}

fn inner(depth: usize, columns: u16) -> u16 {
    let taken = u16::try_from(depth * LEVEL).unwrap_or(u16::MAX);
    columns.saturating_sub(taken).max(8)
}

fn text(text: &str, depth: usize, columns: u16, token: Token, rows: &mut Vec<Row>) {
    let indent = " ".repeat(depth * LEVEL);
    for line in wrap(text, inner(depth, columns)) {
        rows.push(Row::of(format!("{indent}{line}"), token));
    }
}

/// A value that has no parts, or a list of such, as one text.
fn in_a_line(value: &Value) -> Option<String> {
    match value {
        Value::Object(parts) => parts.is_empty().then(|| "none".to_owned()),
        Value::Array(items) if items.is_empty() => Some("none".to_owned()),
        Value::Array(items) => {
            let flat = items
                .iter()
                .all(|item| !item.is_object() && !item.is_array());
            flat.then(|| items.iter().map(plain).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(plain(value)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_what_a_person_reads() {
        let value = serde_json::json!({
            "entities": [{ "name": "Book", "fields": ["title", "isbn"] }, { "name": "Loan", "fields": [] }],
            "has_auth": true,
            "note": "a text that is too long for the line",
        });
        let rows = document_rows(&value, 24);
        let shown: Vec<_> = rows.iter().map(Row::text).collect();
        let expected = [
            "entities",
            "  • name  Book",
            "    fields  title, isbn",
            "  • Loan  fields none",
            "has auth  yes",
            "note  ",
            "  a text that is too",
            "  long for the line",
        ];
        assert_eq!(shown, expected);
    }
}

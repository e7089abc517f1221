//! Ideas that are written as code: SQL tables and braces with fields, brought into plain form.

use std::borrow::Cow;

/// Words before the name of a type in code.
const DECLARATIONS: &[&str] = &[
    "class",
    "interface",
    "struct",
    "model",
    "entity",
    "type",
    "table",
    "enum",
];

/// `create table a (b int, c varchar(80))` and `class A { b: int; c: string }` as `A(b: int, c: string)`.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let lower = text.to_lowercase();
    let sql = lower.contains("create table");
    let braces = text.contains('{') && text.contains('}') && text.contains(':');
    if lower.len() != text.len() || !(sql || braces) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inner, after)) = block(rest, sql) {
        out.push_str(&head(before));
        out.push('(');
        out.push_str(&fields(inner, sql));
        out.push_str("). ");
        rest = after.trim_start_matches([';', ' ', ',']);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The next block in parentheses or braces: what is before it, in it and after it.
fn block(text: &str, sql: bool) -> Option<(&str, &str, &str)> {
    let (open, close) = if sql { ('(', ')') } else { ('{', '}') };
    let start = text.find(open)?;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some((&text[..start], &text[start + 1..at], &text[at + 1..]));
            }
        }
    }
    None
}

/// The words before a block without those that only declare.
fn head(before: &str) -> String {
    let words: Vec<&str> = before.split_whitespace().collect();
    let Some((name, rest)) = words.split_last() else {
        return String::new();
    };
    let silent = ["create", "if", "not", "exists", "export", "public"];
    let mut kept = rest.to_vec();
    while kept.last().is_some_and(|word| {
        let word = word.to_lowercase();
        DECLARATIONS.contains(&word.as_str()) || silent.contains(&word.as_str())
    }) {
        kept.pop();
    }
    kept.push(name);
    kept.join(" ").trim_matches(['"', '`']).to_owned()
}

/// The fields of a block in the grammar of fields.
fn fields(inner: &str, sql: bool) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let separate = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    };
    for part in inner.split(separate).map(str::trim) {
        let written = if sql {
            column(part)
        } else {
            Some(part.to_owned())
        };
        out.extend(written.filter(|part| !part.is_empty() && !is_key(part)));
    }
    out.join(", ")
}

/// True for the key, which every table has by itself.
fn is_key(part: &str) -> bool {
    part.split(':')
        .next()
        .is_some_and(|name| name.trim().eq_ignore_ascii_case("id"))
}

/// A column of SQL: `total decimal(10,2) not null` → `total: decimal`.
fn column(part: &str) -> Option<String> {
    let lower = part.to_lowercase();
    let mut words = lower.split_whitespace();
    let name = words.next()?.trim_matches(['"', '`', '[', ']']);
    if [
        "primary",
        "foreign",
        "constraint",
        "unique",
        "check",
        "index",
        "key",
    ]
    .contains(&name)
    {
        return None;
    }
    let kind = words.next().unwrap_or("text");
    let (base, size) = kind.split_once('(').unwrap_or((kind, ""));
    let size = size.trim_end_matches(')');
    let ty = match base {
        "varchar" | "char" | "nvarchar" if size.parse::<u32>().is_ok() => format!("string({size})"),
        "int" | "integer" | "bigint" | "smallint" | "serial" => "int".to_owned(),
        "decimal" | "numeric" => "decimal".to_owned(),
        "float" | "double" | "real" => "float".to_owned(),
        "bool" | "boolean" => "bool".to_owned(),
        "timestamp" | "timestamptz" | "datetime" => "datetime".to_owned(),
        "date" | "time" | "text" => base.to_owned(),
        _ => "string".to_owned(),
    };
    if let Some(entity) = name.strip_suffix("_id") {
        return Some(format!(
            "{entity}: {}",
            heck::ToUpperCamelCase::to_upper_camel_case(entity)
        ));
    }
    let unique = if lower.contains("unique") {
        " unique"
    } else {
        ""
    };
    Some(format!("{name}: {ty}{unique}"))
}

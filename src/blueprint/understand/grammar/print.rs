//! Writes a field as the grammar reads it.

use std::fmt::Write;

use crate::domain::app_model::{Field, FieldType};

/// The text from which [`super::field`] reads this field again.
pub fn text(field: &Field) -> String {
    let mut text = format!("{}: ", field.name);
    let name = type_name(field.ty);
    let length = field.max.filter(|_| field.ty.is_textual());
    // Writing to a string cannot fail, here and below.
    match (field.ty, length) {
        (FieldType::Enum, _) if field.values.len() == 1 => {
            write!(text, "enum({})", field.values.join("|")).ok();
        }
        (FieldType::Enum, _) => text.push_str(&field.values.join("|")),
        (_, Some(length)) => {
            write!(text, "{name}({length})").ok();
        }
        (_, None) => text.push_str(name),
    }
    if field.optional {
        text.push('?');
    }
    if field.unique {
        text.push_str(" unique");
    }
    let max = field.max.filter(|_| !field.ty.is_textual());
    match (field.min, max) {
        (Some(min), Some(max)) => write!(text, " {min}..{max}").ok(),
        (Some(min), None) => write!(text, " >= {min}").ok(),
        (None, Some(max)) => write!(text, " <= {max}").ok(),
        (None, None) => None,
    };
    if let Some(default) = &field.default {
        write!(text, " = {default}").ok();
    }
    text
}

fn type_name(ty: FieldType) -> &'static str {
    match ty {
        FieldType::String => "string",
        FieldType::Text => "text",
        FieldType::Int => "int",
        FieldType::Float => "float",
        FieldType::Decimal => "decimal",
        FieldType::Money => "money",
        FieldType::Percent => "percent",
        FieldType::Bool => "bool",
        FieldType::Date => "date",
        FieldType::Datetime => "datetime",
        FieldType::Time => "time",
        FieldType::Email => "email",
        FieldType::Url => "url",
        FieldType::Phone => "phone",
        FieldType::Slug => "slug",
        FieldType::Enum => "enum",
    }
}

#[cfg(test)]
mod tests {
    use super::super::field;
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for written in [
            "title: string(80) unique",
            "price: money >= 0",
            "quantity: int 1..1000 = 1",
            "status: draft|sent|paid = draft",
            "kind: enum(only)",
            "bio: text? >= 3",
            "share: percent <= 50",
            "done: bool = false",
        ] {
            let parsed = field(written).unwrap().field;
            assert_eq!(text(&parsed), written);
            assert_eq!(field(&text(&parsed)).unwrap().field, parsed);
        }
    }
}

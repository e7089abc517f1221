//! Fields: names, ranges, enumerations, uniqueness and defaults that fit.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::{Field, FieldType};
use super::fault::Faults;
use super::identifier::{
    MAX_IDENTIFIER, MAX_VALUE, is_dangerous, is_reserved_field, is_snake_name,
};

const MAX_LENGTH: i64 = 100_000;
/// `PostgreSQL` refuses index rows of more than about 2,700 bytes.
const MAX_UNIQUE_LENGTH: i64 = 600;
const MAX_VALUES: usize = 60;
/// The largest amount that 18 digits with 4 places hold.
const MAX_AMOUNT: i64 = 99_999_999_999_999;

pub(super) fn check(fields: &[Field], path: &str, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (index, field) in fields.iter().enumerate() {
        let at = format!("{path}[{index}]");
        name(field, &at, faults);
        if !seen.insert(&field.name) {
            faults.add(
                format!("{at}.name"),
                format!("field {:?} is there twice", field.name),
                "remove one or rename it",
            );
        }
        range(field, &at, faults);
        values(field, &at, faults);
        uniqueness(field, &at, faults);
        default(field, &at, faults);
    }
}

fn name(field: &Field, at: &str, faults: &mut Faults) {
    if !is_snake_name(&field.name, MAX_IDENTIFIER) {
        faults.add(
            format!("{at}.name"),
            format!("{:?} is not a field name", field.name),
            format!("use snake_case, at most {MAX_IDENTIFIER} characters"),
        );
    } else if is_reserved_field(&field.name) {
        faults.add(
            format!("{at}.name"),
            format!("{:?} is reserved", field.name),
            "choose a more exact name",
        );
    }
}

fn range(field: &Field, at: &str, faults: &mut Faults) {
    for (key, bound) in [("min", field.min), ("max", field.max)] {
        let Some(bound) = bound else { continue };
        let path = format!("{at}.{key}");
        if field.ty.is_textual() {
            let floor = Decimal::from(u8::from(key == "max"));
            if !bound.fract().is_zero() || bound < floor || bound > Decimal::from(MAX_LENGTH) {
                faults.add(
                    path,
                    format!("{bound} is not a length"),
                    format!("use a whole number up to {MAX_LENGTH}"),
                );
            }
        } else if field.ty.is_numeric() {
            if let Some(problem) = number_problem(field.ty, bound) {
                faults.add(path, problem, "choose a value that the type holds");
            }
        } else {
            faults.add(
                path,
                format!("{:?} takes no {key}", field.ty).to_lowercase(),
                format!("remove {key}"),
            );
        }
    }
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        faults.add(
            format!("{at}.min"),
            format!("min {min} is above max {max}"),
            "swap them",
        );
    }
}

/// Why `value` cannot be stored in a number of type `ty`.
fn number_problem(ty: FieldType, value: Decimal) -> Option<String> {
    let places = match ty {
        FieldType::Int => 0,
        FieldType::Money | FieldType::Percent => 2,
        FieldType::Decimal => 4,
        _ => 28,
    };
    if value.normalize().scale() > places {
        return Some(format!("{value} has more than {places} places"));
    }
    if ty == FieldType::Percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) {
        return Some(format!("{value} is not between 0 and 100"));
    }
    let limit = match ty {
        FieldType::Int => i64::MAX,
        _ => MAX_AMOUNT,
    };
    let whole = value.trunc().to_i64();
    if whole.is_none_or(|whole| whole.checked_abs().is_none_or(|size| size > limit)) {
        return Some(format!("{value} is too large"));
    }
    None
}

fn values(field: &Field, at: &str, faults: &mut Faults) {
    let path = format!("{at}.values");
    if field.ty != FieldType::Enum {
        if !field.values.is_empty() {
            faults.add(
                path,
                format!("{:?} is not an enum", field.name),
                "set type: enum or remove values",
            );
        }
        return;
    }
    if field.values.is_empty() || field.values.len() > MAX_VALUES {
        faults.add(
            &path,
            format!("there are {} values", field.values.len()),
            format!("list 1 to {MAX_VALUES} values"),
        );
    }
    let mut seen = BTreeSet::new();
    for (index, value) in field.values.iter().enumerate() {
        if !is_snake_name(value, MAX_VALUE) || value == "mro" {
            faults.add(
                format!("{path}[{index}]"),
                format!("{value:?} is not an enum value"),
                format!("use snake_case, at most {MAX_VALUE} characters"),
            );
        }
        if !seen.insert(value) {
            faults.add(
                format!("{path}[{index}]"),
                format!("value {value:?} is there twice"),
                "remove one",
            );
        }
    }
}

fn uniqueness(field: &Field, at: &str, faults: &mut Faults) {
    if !field.unique {
        return;
    }
    let path = format!("{at}.unique");
    let long = field.max.unwrap_or_default() > Decimal::from(MAX_UNIQUE_LENGTH);
    match field.ty {
        FieldType::Bool | FieldType::Enum => faults.add(
            path,
            format!("{:?} has too few values to be unique", field.name),
            "remove unique",
        ),
        FieldType::Text => faults.add(
            path,
            format!("{:?} is too long for a unique index", field.name),
            "make it a string or remove unique",
        ),
        FieldType::String | FieldType::Url | FieldType::Slug | FieldType::Email if long => faults
            .add(
                path,
                format!("{:?} is too long for a unique index", field.name),
                format!("set max to at most {MAX_UNIQUE_LENGTH} or remove unique"),
            ),
        _ => {
            if field.default.is_some() {
                faults.add(
                    path,
                    format!("{:?} is unique, but has a default", field.name),
                    "remove the default or unique",
                );
            }
        }
    }
}

fn default(field: &Field, at: &str, faults: &mut Faults) {
    let Some(value) = &field.default else { return };
    if let Some(hint) = default_problem(field, value) {
        faults.add(
            format!("{at}.default"),
            format!("{value:?} does not fit {:?}", field.name),
            hint,
        );
    }
}

/// What a default must be where `value` is not that.
fn default_problem(field: &Field, value: &str) -> Option<String> {
    if value.chars().any(is_dangerous) {
        return Some("remove line breaks and control characters".into());
    }
    let fits = match field.ty {
        FieldType::String
        | FieldType::Text
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Slug => return text_problem(field, value),
        FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent => return numeric_problem(field, value),
        FieldType::Enum => field.values.iter().any(|known| known == value),
        FieldType::Bool => matches!(value, "true" | "false"),
        FieldType::Date => value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok(),
        FieldType::Datetime => value.parse::<jiff::Timestamp>().is_ok(),
        FieldType::Time => value.contains(':') && value.parse::<jiff::civil::Time>().is_ok(),
    };
    let hint = match field.ty {
        FieldType::Enum => format!("use one of {}", field.values.join(", ")),
        FieldType::Bool => "use true or false".into(),
        FieldType::Date => "write it as 2025-12-31".into(),
        FieldType::Datetime => "write it as 2025-12-31T12:00:00Z".into(),
        _ => "write it as 12:30:00".into(),
    };
    (!fits).then_some(hint)
}

fn numeric_problem(field: &Field, value: &str) -> Option<String> {
    let plain = value
        .strip_prefix('-')
        .unwrap_or(value)
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.');
    let number = match value.parse::<Decimal>() {
        Ok(number) if plain && !value.ends_with('.') && !value.starts_with('.') => number,
        _ => return Some("write a plain number".into()),
    };
    if let Some(problem) = number_problem(field.ty, number) {
        return Some(problem);
    }
    let low = field.min.is_some_and(|min| number < min);
    let high = field.max.is_some_and(|max| number > max);
    (low || high).then(|| "choose a number between min and max".into())
}

fn text_problem(field: &Field, value: &str) -> Option<String> {
    let length = Decimal::from(value.chars().count());
    let standard = match field.ty {
        FieldType::Text => 10_000,
        FieldType::Phone => 32,
        FieldType::Url => 2_000,
        FieldType::Slug => 120,
        _ => 200,
    };
    let max = field.max.unwrap_or_else(|| Decimal::from(standard));
    if length > max || field.min.is_some_and(|min| length < min) {
        return Some("choose a text whose length lies between min and max".into());
    }
    let (fits, hint) = match field.ty {
        FieldType::Email => (is_email(value), "write it as name@example.com"),
        FieldType::Url => (is_url(value), "write it as https://example.com"),
        FieldType::Phone => (is_phone(value), "write it as +12025550123"),
        FieldType::Slug => (is_slug(value), "use lower-case words joined by hyphens"),
        _ => (true, ""),
    };
    (!fits).then(|| hint.into())
}

fn is_email(value: &str) -> bool {
    value.split_once('@').is_some_and(|(name, host)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        !name.is_empty()
            && !name.starts_with('.')
            && !name.ends_with('.')
            && value.chars().all(|c| plain(c) || c == '@')
            && host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|part| !part.is_empty())
    })
}

fn is_url(value: &str) -> bool {
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.chars().all(|c| c.is_ascii_graphic())
    })
}

fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits)
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().".contains(c))
}

fn is_slug(value: &str) -> bool {
    !value.is_empty()
        && value.split('-').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

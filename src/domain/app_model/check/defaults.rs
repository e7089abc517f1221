//! Defaults that parse as their field's type and lie within its range and values.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::{Field, FieldType};
use super::fault::Faults;
use super::identifier::is_dangerous;

/// The largest amount that 18 digits with 4 places hold.
const MAX_AMOUNT: i64 = 99_999_999_999_999;

/// The greatest lengths of texts that have none of their own, where it is not 200.
const STANDARD_LENGTHS: &[(FieldType, u32)] = &[
    (FieldType::Text, 10_000),
    (FieldType::Phone, 32),
    (FieldType::Url, 2_000),
    (FieldType::Slug, 120),
];

/// Why `value` cannot be stored in a number of type `ty`.
pub(super) fn number_problem(ty: FieldType, value: Decimal) -> Option<String> {
    let places = if ty == FieldType::Int {
        0
    } else if matches!(ty, FieldType::Money | FieldType::Percent) {
        2
    } else if ty == FieldType::Decimal {
        4
    } else {
        28
    };
    if value.normalize().scale() > places {
        return Some(format!("{value} has more than {places} places"));
    }
    if ty == FieldType::Percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) {
        return Some(format!("{value} is not between 0 and 100"));
    }
    let limit = if ty == FieldType::Int {
        i64::MAX
    } else {
        MAX_AMOUNT
    };
    let whole = value.trunc().to_i64();
    if whole.is_none_or(|whole| whole.checked_abs().is_none_or(|size| size > limit)) {
        return Some(format!("{value} is too large"));
    }
    None
}

/// Checks the default of a field, where there is one.
pub(super) fn check(field: &Field, at: &str, faults: &mut Faults) {
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
pub(super) fn default_problem(field: &Field, value: &str) -> Option<String> {
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
    (!fits).then(|| form(field))
}

/// How a default of the field's type is written.
fn form(field: &Field) -> String {
    match field.ty {
        FieldType::Enum => format!("use one of {}", field.values.join(", ")),
        FieldType::Bool => "use true or false".into(),
        FieldType::Date => "write it as 2025-12-31".into(),
        FieldType::Datetime => "write it as 2025-12-31T12:00:00Z".into(),
        FieldType::Time => "write it as 12:30:00".into(),
        FieldType::Email => "write it as name@example.com".into(),
        FieldType::Url => "write it as https://example.com".into(),
        FieldType::Phone => "write it as +12025550123".into(),
        FieldType::Slug => "use lower-case words joined by hyphens".into(),
        FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent => "write a plain number".into(),
        FieldType::String | FieldType::Text => "write a text".into(),
    }
}

fn numeric_problem(field: &Field, value: &str) -> Option<String> {
    let plain = value
        .strip_prefix('-')
        .unwrap_or(value)
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.');
    let number = match value.parse::<Decimal>() {
        Ok(number) if plain && !value.ends_with('.') && !value.starts_with('.') => number,
        Ok(_) | Err(_) => return Some(form(field)),
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
    let standard = STANDARD_LENGTHS
        .iter()
        .find(|(ty, _)| *ty == field.ty)
        .map_or(200, |(_, length)| *length);
    let max = field.max.unwrap_or_else(|| Decimal::from(standard));
    if length > max || field.min.is_some_and(|min| length < min) {
        return Some("choose a text whose length lies between min and max".into());
    }
    let fits = match field.ty {
        FieldType::Email => is_email(value),
        FieldType::Url => is_url(value),
        FieldType::Phone => is_phone(value),
        FieldType::Slug => is_slug(value),
        FieldType::String
        | FieldType::Text
        | FieldType::Int
        | FieldType::Float
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Bool
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Enum => true,
    };
    (!fits).then(|| form(field))
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

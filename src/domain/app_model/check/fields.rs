//! Fields: names, ranges, enumerations and uniqueness.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::{Field, FieldType};
use super::defaults::{self, number_problem};
use super::fault::Faults;
use super::identifier::{MAX_IDENTIFIER, MAX_VALUE, is_reserved_field, is_snake_name};

const MAX_LENGTH: i64 = 100_000;
/// `PostgreSQL` refuses index rows of more than about 2,700 bytes.
const MAX_UNIQUE_LENGTH: i64 = 600;
const MAX_VALUES: usize = 60;

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
        defaults::check(field, &at, faults);
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
    let (problem, hint) = if matches!(field.ty, FieldType::Bool | FieldType::Enum) {
        ("has too few values to be unique", "remove unique")
    } else if field.ty == FieldType::Text || (long && field.ty.is_textual()) {
        (
            "is too long for a unique index",
            "make it a string of at most 600 characters or remove unique",
        )
    } else if field.default.is_some() {
        (
            "is unique, but has a default",
            "remove the default or unique",
        )
    } else {
        return;
    };
    faults.add(path, format!("{:?} {problem}", field.name), hint);
}

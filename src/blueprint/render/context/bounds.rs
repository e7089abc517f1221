//! The smallest and largest values of a field, with what is used where the model names none.

use rust_decimal::Decimal;

use crate::domain::app_model::{Field, FieldType};

/// The longest e-mail address there is.
const EMAIL_LENGTH: u64 = 254;

/// What a field may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bounds {
    /// Text of `min` to `max` characters.
    Length {
        /// Shortest length.
        min: u64,
        /// Greatest length.
        max: u64,
    },
    /// A number from `min` to `max` with `places` digits after the point.
    Range {
        /// Smallest value.
        min: Decimal,
        /// Largest value.
        max: Decimal,
        /// Digits after the point.
        places: u32,
    },
    /// Whatever the type allows.
    Free,
}

impl Bounds {
    /// The bounds of `field`.
    pub(super) fn of(field: &Field) -> Self {
        match field.ty {
            FieldType::String => length(field, 1, 200),
            FieldType::Text => length(field, 1, 10_000),
            FieldType::Email => length(field, 6, EMAIL_LENGTH),
            FieldType::Url => length(field, 11, 2_000),
            FieldType::Phone => length(field, 5, 32),
            FieldType::Slug => length(field, 1, 120),
            FieldType::Int => {
                let limit = Decimal::from(9_007_199_254_740_991_i64);
                range(field, -limit, limit, 0)
            }
            FieldType::Float => {
                let limit = Decimal::from(1_000_000_000_000_i64);
                range(field, -limit, limit, 3)
            }
            FieldType::Decimal => {
                let limit = Decimal::new(99_999_999_999_999, 4);
                range(field, -limit, limit, 4)
            }
            FieldType::Money => {
                let limit = Decimal::new(999_999_999_999, 2);
                range(field, -limit, limit, 2)
            }
            FieldType::Percent => range(field, Decimal::ZERO, Decimal::ONE_HUNDRED, 2),
            FieldType::Bool
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Time
            | FieldType::Enum => Self::Free,
        }
    }
}

/// The length of a text: what the model says, within what the type can be.
fn length(field: &Field, least: u64, most: u64) -> Bounds {
    let as_length = |value: Decimal| u64::try_from(value.trunc()).unwrap_or(0);
    let shortest_room = if least > 1 { 32 } else { 1 };
    let max = field.max.map_or(most, as_length).max(shortest_room);
    let min = field.min.map_or(least, as_length).clamp(least, max);
    Bounds::Length { min, max }
}

/// The range of a number: what the model says, else what the type can be.
fn range(field: &Field, least: Decimal, most: Decimal, places: u32) -> Bounds {
    let min = field.min.unwrap_or(least.min(field.max.unwrap_or(least)));
    let max = field.max.unwrap_or(most.max(min));
    Bounds::Range { min, max, places }
}

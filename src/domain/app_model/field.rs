//! Fields of an entity: type, constraints and default.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a field holds; decides the column, the schema, the validation and the test values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// A single line of text; `max` is its length in characters (default 200).
    String,
    /// Several lines of text; `max` is its length in characters (default 10,000).
    Text,
    /// A whole number, 64 bits at most.
    Int,
    /// A binary floating-point number, for measurements.
    Float,
    /// A decimal number with 4 places, for exact quantities.
    Decimal,
    /// An amount of money with 2 places, stored exactly.
    Money,
    /// A share from 0 to 100 with 2 places.
    Percent,
    /// True or false.
    Bool,
    /// A calendar date.
    Date,
    /// An instant, stored in UTC.
    Datetime,
    /// A time of day.
    Time,
    /// An e-mail address.
    Email,
    /// An http or https address.
    Url,
    /// A telephone number in E.164 or common notation.
    Phone,
    /// Lower-case words joined by hyphens, for addresses.
    Slug,
    /// One of `values`.
    Enum,
}

/// One stored property of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// `snake_case` name, unique within the entity, not a reserved word.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: FieldType,
    /// True when the field may be left out and is then null.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// True when no two rows (of one owner, where rows have owners) may hold the same value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Smallest value of a number; shortest length in characters of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub min: Option<Decimal>,
    /// Largest value of a number; greatest length in characters of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub max: Option<Decimal>,
    /// The value used when none is given, as text (`"0"`, `"true"`, `"draft"`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The values of an `enum`, `snake_case`, in order; empty for every other type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

impl Field {
    /// A required field of `ty` without constraints.
    pub fn new(name: impl Into<String>, ty: FieldType) -> Self {
        Self {
            name: name.into(),
            ty,
            optional: false,
            unique: false,
            min: None,
            max: None,
            default: None,
            values: Vec::new(),
        }
    }

    /// True when a client must send the field on create.
    pub fn required(&self) -> bool {
        !self.optional && self.default.is_none()
    }
}

impl FieldType {
    /// True for the types that hold characters and have a length.
    pub fn is_textual(self) -> bool {
        matches!(
            self,
            Self::String | Self::Text | Self::Email | Self::Url | Self::Phone | Self::Slug
        )
    }

    /// True for the types that are ordered numbers and take `min` and `max` as values.
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Int | Self::Float | Self::Decimal | Self::Money | Self::Percent
        )
    }
}

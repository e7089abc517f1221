//! Custom rules: what an application computes by a rule of its business that no template knows,
//! said in words and pinned down by examples.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FieldType;

/// A function of the business, typed and held to its examples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomRule {
    /// `snake_case` name of the function, unique in the model (`late_fee`).
    pub name: String,
    /// The entity that it is about.
    pub entity: String,
    /// What it computes, in one line that leaves nothing open.
    pub description: String,
    /// What it computes it from, at least one. A name that is a field of the entity is that field and
    /// has its type; where all are, clients can ask for the result of a row.
    pub inputs: Vec<RuleInput>,
    /// What it gives.
    pub output: RuleOutput,
    /// What it must give for certain inputs, at least one; they become its test.
    pub examples: Vec<Example>,
}

/// A value that a custom rule computes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleInput {
    /// `snake_case` name, unique in the rule.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: FieldType,
    /// True when it may be null.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// What a custom rule gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleOutput {
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: FieldType,
    /// True when it may be null.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// What a custom rule must give for certain inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A value for each input, written as a field's default is (`"12.50"`, `"2025-12-31"`, `true`);
    /// an optional one may be left out and is then null.
    pub inputs: BTreeMap<String, Value>,
    /// The result, written the same way; null where the output is optional.
    pub output: Value,
}

impl Example {
    /// The value of an input; null where it is left out.
    pub fn input(&self, name: &str) -> &Value {
        self.inputs.get(name).unwrap_or(&Value::Null)
    }
}

/// A value of an example as a field's default is written; none for null and for what is no value.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

//! The list of what is to be done, as the model keeps it.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// The most items of a list.
const MOST: usize = 100;
/// The longest text of an item, in characters.
const LONGEST: usize = 500;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TodoItem {
    /// What is to be done.
    pub text: String,
    /// How far it is.
    pub status: TodoStatus,
}

/// How far a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TodoStatus {
    /// Not begun.
    Pending,
    /// Being done now.
    Active,
    /// Finished.
    Done,
    /// Not to be done after all.
    Dropped,
}

/// Refuses a list that nobody could read.
pub(super) fn check(items: &[TodoItem]) -> Result<(), Refusal> {
    if items.len() > MOST {
        return Err(Refusal::new(format!(
            "todo: {} items are too many, at most {MOST}",
            items.len()
        )));
    }
    for (index, item) in items.iter().enumerate() {
        if item.text.trim().is_empty() {
            return Err(Refusal::new(format!("todo: items[{index}] has no text")));
        }
        if item.text.chars().count() > LONGEST {
            return Err(Refusal::new(format!(
                "todo: items[{index}] is longer than {LONGEST} characters"
            )));
        }
    }
    Ok(())
}

/// The list as the model reads it back.
pub(super) fn written(items: &[TodoItem]) -> String {
    let mut text = String::new();
    for item in items {
        let mark = match item.status {
            TodoStatus::Pending => ' ',
            TodoStatus::Active => '>',
            TodoStatus::Done => 'x',
            TodoStatus::Dropped => '-',
        };
        // Writing to a string cannot fail.
        writeln!(text, "[{mark}] {}", item.text).ok();
    }
    if text.is_empty() {
        text.push_str("the list is empty\n");
    }
    text
}

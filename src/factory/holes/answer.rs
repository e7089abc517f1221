//! A coder's answer, and how it becomes the body of a function and nothing else.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The line that stands where the body is to be.
pub const OPEN: &str = "    raise NotImplementedError(";
/// The longest body, in lines.
const LONGEST: usize = 80;

/// What the coder hands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filling {
    /// Modules of the standard library that the body uses; empty where it needs none.
    #[serde(default)]
    pub modules: BTreeSet<Module>,
    /// The lines of the body, indented among themselves as Python wants it.
    pub body: String,
}

/// A module that computes and does nothing else.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Dates of months and weeks.
    Calendar,
    /// Counters, deques, ordered maps.
    Collections,
    /// Rounding modes of exact numbers (`decimal.ROUND_HALF_UP`).
    Decimal,
    /// Exact fractions.
    Fractions,
    /// Functions over functions.
    Functools,
    /// Loops as values.
    Itertools,
    /// Functions of numbers.
    Math,
    /// Patterns in texts.
    Re,
    /// Means and medians.
    Statistics,
    /// Sets of characters.
    String,
    /// Forms of characters.
    Unicodedata,
}

impl Module {
    fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Collections => "collections",
            Self::Decimal => "decimal",
            Self::Fractions => "fractions",
            Self::Functools => "functools",
            Self::Itertools => "itertools",
            Self::Math => "math",
            Self::Re => "re",
            Self::Statistics => "statistics",
            Self::String => "string",
            Self::Unicodedata => "unicodedata",
        }
    }
}

/// The file `stub` with its function written: every line of the body is set under the function, so
/// that nothing in it can stand beside it.
///
/// # Errors
/// What is wrong with the answer, in a sentence for its coder.
pub fn write(stub: &str, filling: &Filling) -> Result<String, String> {
    let body = indented(&filling.body)?;
    let lines: Vec<&str> = stub.lines().collect();
    let function = lines.iter().position(|line| line.starts_with("def "));
    let open = lines.iter().position(|line| line.starts_with(OPEN));
    let (Some(function), Some(open)) = (function, open) else {
        return Err("the function is written already".to_owned());
    };
    let mut imports: Vec<String> = lines[1..function]
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| (*line).to_owned())
        .collect();
    let asked = filling.modules.iter().map(|one| one.name());
    imports.extend(asked.map(|name| format!("import {name}")));
    // Whole modules come before names of modules, as the project's linter sorts them.
    imports.sort_by_key(|line| (line.starts_with("from "), line.clone()));
    imports.dedup();
    let mut text = format!("{}\n\n", lines[0]);
    for import in &imports {
        text.push_str(import);
        text.push('\n');
    }
    let gap = if imports.is_empty() { "\n" } else { "\n\n" };
    text.push_str(gap);
    for line in &lines[function..open] {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(&body);
    Ok(text)
}

/// The body under the function, four blanks deep.
fn indented(body: &str) -> Result<String, String> {
    if body.contains(['\t', '\r', '\u{c}', '\u{b}', '\0']) {
        return Err("indent the body with blanks, and end its lines with line feeds".to_owned());
    }
    let lines: Vec<&str> = body.split('\n').map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    let (Some(first), Some(last)) = (first, last) else {
        return Err("the body is empty".to_owned());
    };
    let lines = &lines[first..=last];
    if lines.len() > LONGEST {
        return Err(format!("the body has more than {LONGEST} lines"));
    }
    let depth = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let told = lines.iter().filter(|line| !line.is_empty());
    let common = told.map(depth).min().unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        let bare = line.get(common..).unwrap_or_default();
        if !bare.is_empty() {
            text.push_str("    ");
            text.push_str(bare);
        }
        text.push('\n');
    }
    Ok(text)
}

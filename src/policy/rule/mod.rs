//! Rules that people make: what they allow, ask for or forbid beyond our own judgement.
//!
//! * `model` is a rule as it is stored; `file` reads and edits a `policy.yaml`.
//! * `set` is a checked list of rules and finds the strictest that fits.
//! * `history` shows what a rule would have matched.

mod file;
mod glob;
mod history;
mod model;
mod set;

#[cfg(test)]
mod tests;

pub use file::{parse_rules, without_rule};
pub use history::would_match;
pub use model::{Origin, Rule, RuleError, Scope, Subject};
pub use set::RuleSet;

//! Rules that people make: what they allow, ask for or forbid beyond our own judgement.
//!
//! * `file` reads and edits a `policy.yaml`; `draft` makes the rule that is saved with an answer.
//! * `set` is a checked list of rules and finds the strictest that fits.
//! * `history` shows what a rule would have matched.

mod draft;
mod file;
mod glob;
mod history;
mod model;
mod set;

#[cfg(test)]
mod tests;

pub use draft::{Draft, draft_rule, judge_wish, spelled};
pub use file::{parse_rules, without_rule};
pub use history::would_match;
pub use model::{Origin, RuleError};
pub use set::RuleSet;

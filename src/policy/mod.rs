//! Policy: what may be done without a question, what a person is asked for, and what is forbidden.
//!
//! One pure function for each thing that an agent can do: [`judge_command`], [`judge_path`],
//! [`judge_read`] and [`judge_fetch`]. They ask nothing of the machine but through [`Facts`], and what they do not know
//! asks. In reading order:
//!
//! * `scene` is where something would happen, `disk` the facts of the real file system.
//! * `syntax` reads the shell, `programs` are tables of programs and their options, `shell` judges.
//! * `guard` finds what cannot be brought back; `path` and `fetch` judge the other two.
//! * `rule` is what people allow and forbid themselves.

mod disk;
mod fetch;
mod guard;
mod hidden;
mod path;
mod programs;
mod rule;
mod scene;
mod shell;
mod syntax;

#[cfg(test)]
mod tests;

pub use disk::Disk;
pub use fetch::{host_of, judge_fetch};
pub use path::{Change, judge_path, judge_read, keeps_secrets, protected_names};
pub use rule::{
    Draft, Origin, RuleError, RuleSet, draft_rule, judge_wish, parse_rules, spelled, without_rule,
    would_match,
};
pub use scene::{Confined, Facts, Scene};
pub use shell::judge_command;

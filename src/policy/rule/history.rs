//! What a rule would have matched: shown before it is saved.

use super::set::{on_host, on_path, on_words};
use crate::domain::rule::{Rule, Subject};
use crate::policy::shell::inner_commands;
use crate::policy::syntax::{self, Word};

/// The entries of `history` (commands, paths or hosts, as the rule is about) that it matches.
pub fn would_match<'a>(rule: &Rule, history: &'a [String]) -> Vec<&'a str> {
    let hit = |entry: &&String| match &rule.subject {
        Subject::Command(_) => commands_of(entry)
            .iter()
            .any(|words| on_words(&rule.subject, words)),
        Subject::Path(_) => on_path(&rule.subject, entry),
        Subject::Host(_) => on_host(&rule.subject, entry),
    };
    history.iter().filter(hit).map(String::as_str).collect()
}

/// The plain commands of a text, and what wrappers in it run; none where it is not plain.
pub(super) fn commands_of(text: &str) -> Vec<Vec<Word>> {
    let Ok(script) = syntax::read(text) else {
        return Vec::new();
    };
    let commands = script.commands.into_iter();
    commands
        .flat_map(|simple| inner_commands(&simple.words))
        .collect()
}

//! Programs that get words from a pipe: what those could be.

use super::judge::texts;
use super::opinion::{Lift, Opinion};
use crate::policy::path::names_secret;
use crate::policy::syntax::{Simple, Word};

/// Programs that a wrapper may give any words: none of their options runs or writes anything.
const TAKES_ANY_WORDS: [&str; 17] = [
    "cat",
    "wc",
    "ls",
    "head",
    "tail",
    "grep",
    "egrep",
    "fgrep",
    "echo",
    "stat",
    "basename",
    "dirname",
    "md5sum",
    "sha1sum",
    "sha256sum",
    "du",
    "nl",
];

/// Programs that pass on lines as they are, or fewer of them.
const PASSES_ON: [&str; 6] = ["head", "tail", "sort", "uniq", "grep", "cat"];

/// What a wrapper gives a program from its input: only what a search has found is known.
pub(super) fn judge(name: &str, words: &[Word], from: usize, feeds: &[&Simple]) -> Opinion {
    if name != "xargs" {
        return Opinion::fine();
    }
    let inner = words[from].text.as_str();
    let ask = |reason| Opinion::ask("shell.xargs", reason, words[from].span);
    if !TAKES_ANY_WORDS.contains(&inner) {
        return ask("what it is given could be an option that runs something");
    }
    let mut sources = feeds.iter().rev().map(|simple| texts(&simple.words));
    let source = sources.find(|source| {
        let name = source.first().copied().unwrap_or_default();
        let searches = source
            .iter()
            .any(|word| word.starts_with("-l") || word.starts_with("--files"));
        !PASSES_ON.contains(&name) || name == "grep" && searches
    });
    let finds = source.is_some_and(|source| match source.as_slice() {
        ["find", rest @ ..] => !rest.contains(&"-printf"),
        ["git", "ls-files", ..] | ["fd", ..] => true,
        ["rg" | "grep", rest @ ..] => rest.iter().any(|word| {
            word.starts_with("--files")
                || word.starts_with('-') && !word.starts_with("--") && word.contains('l')
        }),
        _ => false,
    });
    let named = feeds.iter().flat_map(|simple| &simple.words);
    if named.into_iter().any(|word| names_secret(&word.text)) {
        return Opinion {
            lift: Lift::Whole,
            ..ask("secrets may be among what it is given")
        };
    }
    if finds {
        return Opinion::fine();
    }
    ask("what it is given cannot be known")
}

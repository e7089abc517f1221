//! What version controls other than `git` would throw away.

use super::argv::{Loss, has_short, is_long};

const EDITS: &str = "changes that are not committed would be lost";
const HISTORY: &str = "it writes the history anew";

/// Global options that take the next word.
const TAKE_A_WORD: [&str; 12] = [
    "-R",
    "--repository",
    "--repo",
    "--cwd",
    "--config",
    "--at-operation",
    "--at-op",
    "--username",
    "-c",
    "-p",
    "-u",
    "-d",
];

/// What they would throw away.
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    if !matches!(
        name,
        "hg" | "sl"
            | "chg"
            | "svn"
            | "jj"
            | "fossil"
            | "bzr"
            | "brz"
            | "cvs"
            | "p4"
            | "darcs"
            | "pijul"
            | "got"
    ) {
        return None;
    }
    let mut at = 1;
    while let Some(word) = argv.get(at).filter(|word| word.starts_with('-')) {
        at += if TAKE_A_WORD.contains(word) { 2 } else { 1 };
    }
    let command = *argv.get(at)?;
    let rest = &argv[at + 1..];
    let any = |letter: char, option: &str| {
        rest.iter()
            .any(|word| has_short(word, letter) || is_long(word, option) && word.len() > 3)
    };
    let why = match name {
        "hg" | "sl" | "chg" => mercurial(command, &any),
        "svn" => match command {
            "revert" => Some(EDITS),
            "cleanup" => rest
                .iter()
                .any(|word| word.starts_with("--remove"))
                .then_some(EDITS),
            "delete" | "del" | "remove" | "rm" => any('\0', "--force").then_some(EDITS),
            _ => None,
        },
        "jj" => jujutsu(command, rest),
        "fossil" => matches!(command, "revert" | "clean" | "purge" | "scrub").then_some(EDITS),
        "bzr" | "brz" => matches!(command, "revert" | "clean-tree" | "uncommit").then_some(EDITS),
        "cvs" => (matches!(command, "update" | "up") && any('C', "--clean")).then_some(EDITS),
        "p4" => matches!(command, "revert" | "clean" | "obliterate" | "delete").then_some(EDITS),
        "darcs" => {
            matches!(command, "revert" | "obliterate" | "unpull" | "rollback").then_some(HISTORY)
        }
        "pijul" => matches!(command, "reset" | "unrecord").then_some(EDITS),
        _ => matches!(command, "revert" | "rebase" | "histedit").then_some(EDITS),
    };
    why.map(|why| Loss::of_files(why, at))
}

fn mercurial(command: &str, any: &dyn Fn(char, &str) -> bool) -> Option<&'static str> {
    match command {
        "purge" | "clean" | "revert" | "rollback" => Some(EDITS),
        "strip" | "debugstrip" | "prune" | "hide" => Some(HISTORY),
        "update" | "up" | "checkout" | "co" | "goto" => any('C', "--clean").then_some(EDITS),
        "push" => any('f', "--force").then_some("history at the other side would be lost"),
        _ => None,
    }
}

fn jujutsu(command: &str, rest: &[&str]) -> Option<&'static str> {
    let first = rest.first().copied().unwrap_or_default();
    let lost = match command {
        "restore" | "abandon" | "undo" => true,
        "op" | "operation" => matches!(first, "restore" | "abandon" | "undo" | "revert"),
        "bookmark" | "branch" | "tag" => matches!(first, "delete" | "forget" | "d" | "f"),
        "workspace" => first == "forget",
        "util" => first == "gc",
        "git" => rest
            .iter()
            .any(|word| matches!(*word, "--deleted" | "--delete")),
        _ => false,
    };
    lost.then_some(EDITS)
}

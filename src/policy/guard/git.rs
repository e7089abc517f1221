//! What `git` and its kin would throw away.

use super::argv::{Look, Loss, has_short, is_dynamic, is_long};
use super::loose::{Tongue, scan_text, scan_words};

/// Global options that take the next word.
const TAKE_A_WORD: [&str; 9] = [
    "-C",
    "-c",
    "--git-dir",
    "--work-tree",
    "--namespace",
    "--exec-path",
    "--super-prefix",
    "--config-env",
    "--attr-source",
];

/// Commands in which a word that is not known could be the option that destroys.
const CAREFUL: [&str; 9] = [
    "push", "reset", "checkout", "switch", "branch", "stash", "tag", "gc", "reflog",
];

/// What they would throw away.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    match name {
        "git" | "hub" => {}
        "git-filter-repo" | "bfg" => return Some(Loss::by_command(HISTORY, 0)),
        _ => {
            let command = name.strip_prefix("git-")?;
            return of(command, &argv[1..], look).map(|(why, at)| Loss::of_files(why, at + 1));
        }
    }
    let mut at = 1;
    while let Some(word) = argv.get(at).filter(|word| word.starts_with('-')) {
        let value = argv.get(at + 1).copied().unwrap_or_default();
        let script = value
            .split_once('=')
            .map(|(_, script)| script.trim_start_matches('!'));
        let found = script.and_then(|script| scan_text(script, Tongue::Other, look));
        if let Some((loss, _)) = found.filter(|_| *word == "-c") {
            return Some(Loss { at: at + 1, ..loss });
        }
        let alias = value.strip_prefix("alias.").and(script).unwrap_or_default();
        let alias: Vec<&str> = alias.split_whitespace().collect();
        if let [command, rest @ ..] = alias.as_slice()
            && let Some((why, _)) = of(command, rest, look).filter(|_| *word == "-c")
        {
            return Some(Loss::of_files(why, at + 1));
        }
        if *word == "-c" && setting(value, &argv[at + 2..]) {
            return Some(Loss::of_files(HISTORY, at + 1));
        }
        at += if TAKE_A_WORD.contains(word) { 2 } else { 1 };
    }
    let command = argv.get(at)?;
    if is_dynamic(command) {
        return Some(Loss::by_command(
            "which command of git it is cannot be known",
            at,
        ));
    }
    of(&command.to_ascii_lowercase(), &argv[at + 1..], look)
        .map(|(why, more)| Loss::of_files(why, (at + 1 + more).min(argv.len() - 1)))
}

const HISTORY: &str = "it writes the history anew";
const EDITS: &str = "changes that are not committed would be lost";
const REMOTE: &str = "history at the other side would be lost";

/// Why, and which of the arguments decides.
fn of(command: &str, args: &[&str], look: &Look) -> Option<(&'static str, usize)> {
    let any = |test: &dyn Fn(&str) -> bool| args.iter().position(|word| test(word));
    let long = |option: &'static str| move |word: &str| is_long(word, option);
    let because = |why: &'static str, at: Option<usize>| at.map(|at| (why, at));
    let unknown = any(&is_dynamic).filter(|_| CAREFUL.contains(&command));
    if let Some(at) = unknown {
        return Some(("what it would throw away cannot be known", at));
    }
    match command {
        "clean" => Some(("files that git does not know would be deleted", 0)),
        "filter-branch" | "filter-repo" => Some((HISTORY, 0)),
        "prune" => Some(("objects of the repository would be deleted", 0)),
        "reset" => because(
            EDITS,
            any(&|word| {
                ["--hard", "--merge", "--keep"]
                    .iter()
                    .any(|option| is_long(word, option))
            }),
        ),
        "read-tree" => because(
            EDITS,
            any(&|word| word == "--reset" || has_short(word, 'u')),
        ),
        "checkout-index" => because(
            EDITS,
            any(&|word| has_short(word, 'f') || long("--force")(word)),
        ),
        "checkout" => because(EDITS, checkout(args, look)),
        "restore" => because(EDITS, restore(args)),
        "switch" => because(
            EDITS,
            any(&|word| {
                has_short(word, 'f')
                    || has_short(word, 'C')
                    || long("--force")(word)
                    || long("--discard-changes")(word)
                    || long("--force-create")(word)
            }),
        ),
        _ => of_history(command, args, look),
    }
}

/// The same, for commands that change what is kept rather than what lies in the folder.
fn of_history(command: &str, args: &[&str], look: &Look) -> Option<(&'static str, usize)> {
    let first = args.first().copied().unwrap_or_default();
    let any = |test: &dyn Fn(&str) -> bool| args.iter().position(|word| test(word));
    let long = |option: &'static str| move |word: &str| is_long(word, option);
    let because = |why: &'static str, at: Option<usize>| at.map(|at| (why, at));
    match command {
        "branch" => because(
            "a branch would be lost",
            any(&|word| {
                ['D', 'd', 'f', 'M', 'C']
                    .iter()
                    .any(|letter| has_short(word, *letter))
                    || long("--delete")(word)
                    || is_long(word, "--force") && word.len() > 5
            }),
        ),
        "tag" => because(
            "a tag would be lost",
            any(&|word| {
                has_short(word, 'd')
                    || has_short(word, 'f')
                    || long("--delete")(word)
                    || word == "--force"
            }),
        ),
        "stash" if matches!(first, "drop" | "clear" | "pop") && first != "pop" => {
            Some(("a stash would be lost", 0))
        }
        "push" => because(REMOTE, any(&push)),
        "fetch" | "pull" => because("a branch would be lost", fetch(args)),
        "fast-import" => because(HISTORY, any(&|word| word == "--force")),
        "annex" if matches!(first, "drop" | "dropunused" | "uninit") => Some((HISTORY, 0)),
        "reflog" if matches!(first, "expire" | "delete" | "drop") => Some((HISTORY, 0)),
        "gc" => because(
            HISTORY,
            any(&|word| long("--prune")(word) || long("--aggressive")(word)),
        ),
        "update-ref" => because(
            HISTORY,
            any(&|word| has_short(word, 'd') || long("--delete")(word) || word == "--stdin"),
        ),
        "symbolic-ref" => because(
            HISTORY,
            any(&|word| has_short(word, 'd') || long("--delete")(word)),
        ),
        "rm" => because(
            "files would be deleted",
            any(&|word| has_short(word, 'r') || has_short(word, 'f') || long("--force")(word)),
        ),
        "rebase" | "bisect" => foreach(args, look),
        _ => of_parts(command, args, look),
    }
}

/// The same, for commands about trees, modules and notes beside the history.
fn of_parts(command: &str, args: &[&str], look: &Look) -> Option<(&'static str, usize)> {
    let first = args.first().copied().unwrap_or_default();
    let any = |test: &dyn Fn(&str) -> bool| args.iter().position(|word| test(word));
    let because = |why: &'static str, at: Option<usize>| at.map(|at| (why, at));
    match command {
        "worktree" if matches!(first, "remove" | "prune") => Some((EDITS, 0)),
        "worktree" => because(EDITS, any(&|word| has_short(word, 'B'))),
        "submodule" if first == "deinit" || args.contains(&"deinit") => Some((EDITS, 0)),
        "submodule" if any(&|word| has_short(word, 'f') || word == "--force").is_some() => {
            Some((EDITS, 0))
        }
        "lfs" if first == "prune" => Some((HISTORY, 0)),
        "submodule" if args.contains(&"foreach") => foreach(args, look),
        "notes" if matches!(first, "remove" | "prune") => Some(("notes would be lost", 0)),
        "replace" => because(
            HISTORY,
            any(&|word| has_short(word, 'd') || has_short(word, 'f')),
        ),
        _ => None,
    }
}

/// A word that takes files from history in place of those that are there.
fn checkout(args: &[&str], look: &Look) -> Option<usize> {
    let operands = args.iter().filter(|word| !word.starts_with('-')).count();
    let makes = args
        .iter()
        .any(|word| has_short(word, 'b') || is_long(word, "--orphan"));
    args.iter().position(|word| {
        let path = matches!(*word, "." | "--") || word.starts_with("./") || word.starts_with("../");
        let force = has_short(word, 'f')
            || has_short(word, 'B')
            || has_short(word, 'p')
            || [
                "--force",
                "--ours",
                "--theirs",
                "--patch",
                "--pathspec-from-file",
                "--merge",
            ]
            .iter()
            .any(|option| is_long(word, option));
        let pattern = word.contains(['*', '?']) || word.starts_with(':');
        let there = !makes && !word.starts_with('-') && (operands > 1 || look.exists(word));
        path || force || pattern || there
    })
}

fn push(word: &str) -> bool {
    let options = [
        "--force",
        "--force-with-lease",
        "--force-if-includes",
        "--mirror",
        "--delete",
        "--prune",
    ];
    has_short(word, 'f')
        || has_short(word, 'd')
        || word.starts_with(['+', ':'])
        || options
            .iter()
            .any(|option| is_long(word, option) && word.len() > 4)
}

/// A command of the shell in an argument.
fn foreach(args: &[&str], look: &Look) -> Option<(&'static str, usize)> {
    let runs = |word: &str| {
        matches!(word, "foreach" | "run" | "--exec" | "-x") || word.starts_with("--exec=")
    };
    let at = args.iter().position(|word| runs(word))?;
    scan_words(&args[at..], Tongue::Shell, look).map(|loss| (loss.why, at))
}

/// A setting for one call by which history would be lost here or at the other side.
fn setting(value: &str, rest: &[&str]) -> bool {
    let value = value.to_ascii_lowercase();
    let (key, value) = value.split_once('=').unwrap_or((&value, ""));
    let pushes = rest.contains(&"push");
    let last = key.rsplit('.').next().unwrap_or_default();
    let mirrors = key.starts_with("remote.")
        && (matches!(last, "mirror" | "prune") || last == "push" && value.contains('+'));
    pushes && mirrors || key.starts_with("gc.") && key.contains("expire")
}

/// Files that are taken from history; from the index alone, nothing is lost.
fn restore(args: &[&str]) -> Option<usize> {
    let any = |letter: char, option: &str| {
        args.iter()
            .any(|word| has_short(word, letter) || is_long(word, option) && word.len() > 3)
    };
    let index_only = any('S', "--staged") && !any('W', "--worktree");
    (!index_only).then_some(0)
}

/// A branch here that would be moved to what is fetched, whatever it held.
fn fetch(args: &[&str]) -> Option<usize> {
    let forced = args.iter().any(|word| {
        has_short(word, 'f')
            || has_short(word, 'u')
            || matches!(*word, "--force" | "--update-head-ok")
    });
    args.iter().position(|word| {
        let moved = word.trim_start_matches('+').split_once(':');
        let here = moved.is_some_and(|(from, to)| {
            let remote = from.contains('/') && (to.starts_with("//") || from.contains('@'));
            !to.is_empty() && !to.starts_with("refs/remotes/") && !remote && !from.contains('@')
        });
        here && (word.starts_with('+') || forced)
    })
}

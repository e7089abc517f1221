//! Programs that write what they are given, where other programs trust it.

use super::argv::{Look, Loss};
use super::{edits, sed};
use crate::policy::path::{Change, may_change};

const WHY: &str = "this is protected: other programs trust what is written there";

/// Programs that write, remove or move every file that they are given.
const WRITE_ALL: [&str; 17] = [
    "tee", "touch", "mkdir", "chmod", "chown", "chgrp", "setfacl", "chattr", "truncate", "rm",
    "rmdir", "unlink", "mv", "ln", "install", "patch", "ed",
];

/// Formatters that write unless they are told to check.
const FORMAT: [&str; 9] = [
    "black",
    "isort",
    "rustfmt",
    "stylua",
    "dprint",
    "ruff-format",
    "pyupgrade",
    "autoflake",
    "djlint",
];

/// Formatters that write when they are told to, by one of these.
const FORMAT_IF: [(&str, &[&str]); 14] = [
    ("prettier", &["--write", "-w"]),
    ("eslint", &["--fix"]),
    ("stylelint", &["--fix"]),
    ("ruff", &["--fix", "format", "--fix-only", "--unsafe-fixes"]),
    ("biome", &["--write", "--apply", "--fix"]),
    ("rubocop", &["-a", "-A", "--autocorrect"]),
    ("gofmt", &["-w"]),
    ("goimports", &["-w"]),
    ("shfmt", &["-w", "--write"]),
    ("clang-format", &["-i"]),
    ("autopep8", &["-i", "--in-place"]),
    ("yapf", &["-i", "--in-place"]),
    ("taplo", &["fmt", "format"]),
    ("deno", &["fmt"]),
];

/// Words that keep a formatter from writing.
const CHECKS: [&str; 5] = ["--check", "--diff", "--check-only", "-c", "--dry-run"];

/// Options whose value names where something is written.
const TARGETS: [&str; 12] = [
    "-o",
    "-O",
    "-d",
    "-C",
    "--output",
    "--output-document",
    "--directory",
    "--output-dir",
    "--target-directory",
    "-t",
    "--out",
    "--outfile",
];

/// Keys of git's settings by which it runs programs or trusts others.
const KEYS: [&str; 22] = [
    "core.pager",
    "core.editor",
    "core.fsmonitor",
    "core.hookspath",
    "core.sshcommand",
    "core.gitproxy",
    "core.askpass",
    "core.worktree",
    "core.attributesfile",
    "alias.",
    "diff.",
    "merge.",
    "filter.",
    "credential.",
    "pager.",
    "sequence.editor",
    "gpg.",
    "include",
    "init.templatedir",
    "interactive.",
    "url.",
    "protocol.",
];

/// What they would write.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    let at = match name {
        "git" => git_setting(argv),
        "cp" | "gcp" | "rsync" | "scp" => {
            let last = argv.iter().rposition(|word| !word.starts_with('-'));
            last.filter(|at| *at > 1 && is_trusted(argv[*at], look))
                .or_else(|| in_target(argv, look))
        }
        "dd" => argv.iter().position(|word| {
            word.strip_prefix("of=")
                .is_some_and(|file| is_trusted(file, look))
        }),
        "tar" | "bsdtar" | "gtar" | "unzip" | "curl" | "wget" | "sort" => in_target(argv, look),
        _ if writes(name, argv) => any_operand(argv, look),
        _ => argv
            .iter()
            .any(|word| word.starts_with("-o") || word.starts_with("--out"))
            .then(|| in_target(argv, look))
            .flatten(),
    };
    at.map(|at| Loss::of_trust(WHY, at))
}

/// True when the program writes to its operands, as it is called.
fn writes(name: &str, argv: &[&str]) -> bool {
    let module = name.starts_with("python") && argv.get(1) == Some(&"-m");
    if module {
        let inner = argv.get(2..).unwrap_or_default();
        return inner.first().is_some_and(|name| writes(name, inner));
    }
    if matches!(name, "npx" | "bunx" | "pnpx" | "pnpm" | "yarn" | "uvx") {
        let inner = argv.get(1..).unwrap_or_default();
        return inner.first().is_some_and(|name| writes(name, inner));
    }
    if WRITE_ALL.contains(&name) {
        return true;
    }
    let checks = || argv.iter().any(|word| CHECKS.contains(word));
    if FORMAT.contains(&name) {
        return !checks();
    }
    let when = FORMAT_IF.iter().find(|(one, _)| *one == name);
    match (name, when) {
        (_, Some((_, words))) => argv.iter().any(|word| words.contains(word)) && !checks(),
        ("sed" | "gsed", None) => sed::is_in_place(argv),
        ("perl" | "ruby", None) => edits::flags(argv).in_place.is_some(),
        ("yq" | "jaq" | "gojq" | "dasel", None) => sed::asks_in_place(argv),
        (_, None) => false,
    }
}

fn any_operand(argv: &[&str], look: &Look) -> Option<usize> {
    let operands = argv.iter().enumerate().skip(1);
    let mut operands = operands.filter(|(_, word)| !word.starts_with('-'));
    operands
        .find(|(_, word)| is_trusted(word, look))
        .map(|(at, _)| at)
}

/// A place that an option names.
fn in_target(argv: &[&str], look: &Look) -> Option<usize> {
    (1..argv.len()).find(|at| {
        let word = argv[*at];
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (word, None),
        };
        let named = TARGETS
            .contains(&option)
            .then(|| value.or(argv.get(at + 1).copied()))
            .flatten();
        let behind = word
            .get(2..)
            .filter(|rest| !rest.is_empty() && word.starts_with("-o"));
        named.or(behind).is_some_and(|file| is_trusted(file, look))
    })
}

/// True for a path that other programs trust.
pub(super) fn is_trusted(word: &str, look: &Look) -> bool {
    let path = match (look.scene.home, word.strip_prefix("~/")) {
        (Some(home), Some(rest)) => home.join(rest),
        _ => word.into(),
    };
    let found = |from: &std::path::PathBuf| may_change(&path, from, Change::Write, look.scene);
    !word.is_empty()
        && look
            .places
            .iter()
            .filter_map(found)
            .any(|found| found.rule == "path.protected")
}

/// A setting of git that would be written and by which it runs something.
fn git_setting(argv: &[&str]) -> Option<usize> {
    let at = argv.iter().position(|word| *word == "config")?;
    let rest = &argv[at + 1..];
    let tells =
        |word: &str| word.starts_with("--get") || matches!(word, "--list" | "-l" | "get" | "list");
    if argv[1..at].iter().any(|word| !word.starts_with('-')) || rest.iter().any(|word| tells(word))
    {
        return None;
    }
    let key = rest
        .iter()
        .position(|word| !word.starts_with('-') && word.contains('.'))?;
    let name = rest[key].to_ascii_lowercase();
    let runs = KEYS.iter().any(|one| name.starts_with(one));
    (runs && key + 1 < rest.len()).then_some(at + 1 + key)
}

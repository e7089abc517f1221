//! Variables before a program: by name, from a list, and with plain values.

use super::opinion::{Lift, Opinion};
use crate::policy::guard::{Look, Tongue, hides, scan_text};
use crate::policy::syntax::Assignment;

/// Variables that change what is told, never what is run.
const PLAIN: [&str; 36] = [
    "CI",
    "COLUMNS",
    "LINES",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_COLLATE",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_NUMERIC",
    "LC_TIME",
    "TZ",
    "DEBUG",
    "VERBOSE",
    "RUST_BACKTRACE",
    "RUST_LIB_BACKTRACE",
    "RUST_LOG",
    "RUST_TEST_THREADS",
    "CARGO_TERM_COLOR",
    "CARGO_INCREMENTAL",
    "CARGO_NET_OFFLINE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "PYTHONHASHSEED",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "NODE_ENV",
    "PROPTEST_CASES",
    "GOOS",
    "GOARCH",
];

/// The opinion on one variable.
pub(super) fn judge(assignment: &Assignment, look: &Look) -> Opinion {
    let ask = |rule, reason: String| Opinion {
        lift: Lift::Never,
        ..Opinion::ask(rule, reason, assignment.span)
    };
    if hides(&assignment.value) {
        // Arithmetic with this variable would run it.
        return Opinion::subscript(assignment.span);
    }
    if let Some((loss, _)) = scan_text(&assignment.value, Tongue::Shell, look) {
        // Which variables a program takes for a command is known to itself only.
        return Opinion::loss(loss, assignment.span);
    }
    if !PLAIN.contains(&assignment.name.as_str()) {
        let reason = format!("{} may change what is run", assignment.name);
        return ask("shell.variable", reason);
    }
    let inner = assignment.name == "TZ" && !assignment.value.starts_with(['/', ':']);
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.,:@=+- ".contains(c) || inner && c == '/';
    if assignment.value.len() > 200
        || !assignment.value.chars().all(plain)
        || assignment.value.contains("..")
    {
        return ask(
            "shell.variable",
            format!("the value of {} is not plain", assignment.name),
        );
    }
    Opinion::fine()
}

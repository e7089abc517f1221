//! The plan of the house as tables: floors, rooms, foreign crates and names.

/// The rooms from the ground up; a room imports only rooms of lower floors.
pub const FLOORS: [&[&str]; 8] = [
    &["domain"],
    &[
        "config",
        "store",
        "text",
        "term",
        "workspace",
        "policy",
        "sandbox",
        "blueprint",
        "telemetry",
    ],
    &["llm", "verify"],
    &["tools"],
    &["engine"],
    &["factory", "queue"],
    &["app"],
    &["cli", "server", "tui"],
];

/// A foreign crate (and its family: `clap` covers `clap_complete`) and the only places for it.
///
/// A place is a module path from the crate root; `main` and `examples` stand for those files.
pub const CONFINED: [(&str, &[&str]); 9] = [
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("rusqlite", &["store"]),
    ("reqwest", &["llm", "tools::mcp"]),
    ("axum", &["server"]),
    ("portable_pty", &["term"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["main", "cli", "examples"]),
    ("syn", &[]),
];

/// Everything foreign that `domain` may know.
pub const DOMAIN_KNOWS: [&str; 8] = [
    "serde",
    "serde_json",
    "schemars",
    "rust_decimal",
    "jiff",
    "uuid",
    "thiserror",
    "heck",
];

/// File names that say nothing, whole.
pub const EMPTY_NAMES: [&str; 2] = ["common", "types"];

/// Words that say nothing in any part of a file name.
pub const EMPTY_WORDS: [&str; 8] = [
    "util", "utils", "helper", "helpers", "misc", "manager", "managers", "stuff",
];

/// The longest a source file may be, with its tests.
pub const MAX_LINES: usize = 400;

/// The longest a function of the product may be.
pub const MAX_FN_LINES: usize = 60;

/// The most fields a struct of the product may have.
pub const MAX_FIELDS: usize = 12;

/// What may lie at the top of the repository, beside names that start with a dot.
pub const TOP_LEVEL: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "themes",
    "examples",
    "tests",
    "README.md",
    "LICENSE",
];

/// The floor of a room, if there is such a room.
pub fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

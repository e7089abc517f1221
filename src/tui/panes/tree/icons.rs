//! The symbol before a name: plain by default, those of a Nerd Font by choice.

use std::path::Path;

use crate::tui::theme::Icons;
use crate::workspace::listing::EntryKind;

/// The symbol of a row; plain ones are one column wide, those of a Nerd Font too.
pub fn icon(icons: Icons, kind: EntryKind, open: bool, name: &str) -> &'static str {
    match (icons, kind) {
        (_, EntryKind::BrokenLink) => "✗",
        (Icons::Plain, EntryKind::Folder | EntryKind::LinkToFolder) if open => "▾",
        (Icons::Plain, EntryKind::Folder | EntryKind::LinkToFolder) => "▸",
        (Icons::Plain, EntryKind::File | EntryKind::LinkToFile | EntryKind::Other) => " ",
        (Icons::Nerd, EntryKind::Folder | EntryKind::LinkToFolder) if open => "\u{f07c}",
        (Icons::Nerd, EntryKind::Folder | EntryKind::LinkToFolder) => "\u{f07b}",
        (Icons::Nerd, EntryKind::File | EntryKind::LinkToFile) => of_name(name),
        (Icons::Nerd, EntryKind::Other) => "\u{f013}",
    }
}

/// The symbol of a file by its name, in a Nerd Font.
pub fn of_name(name: &str) -> &'static str {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        ".gitignore" | ".gitattributes" | ".gitmodules" => return "\u{e702}",
        "dockerfile" | "compose.yaml" | "docker-compose.yml" => return "\u{f308}",
        "license" => return "\u{f0219}",
        "makefile" | "justfile" => return "\u{e673}",
        _ => {}
    }
    let extension = Path::new(&lower).extension().and_then(|one| one.to_str());
    match extension.unwrap_or_default() {
        "rs" => "\u{e7a8}",
        "py" | "pyi" => "\u{e73c}",
        "js" | "mjs" | "cjs" => "\u{e74e}",
        "ts" => "\u{e628}",
        "tsx" | "jsx" => "\u{e7ba}",
        "go" => "\u{e627}",
        "c" | "h" => "\u{e61e}",
        "cpp" | "cc" | "hpp" => "\u{e61d}",
        "java" => "\u{e738}",
        "rb" => "\u{e739}",
        "html" => "\u{e736}",
        "css" | "scss" => "\u{e749}",
        "json" => "\u{e60b}",
        "yaml" | "yml" | "toml" | "ini" | "cfg" | "conf" => "\u{e615}",
        "md" => "\u{e73e}",
        "sql" | "db" | "sqlite" => "\u{f1c0}",
        "sh" | "bash" | "zsh" | "fish" => "\u{f489}",
        "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "ico" => "\u{f1c5}",
        "zip" | "gz" | "xz" | "zst" | "tar" => "\u{f1c6}",
        "lock" => "\u{f023}",
        _ => "\u{f15b}",
    }
}

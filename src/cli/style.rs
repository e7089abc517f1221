//! Colors, symbols and widths: one visual language for all commands.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};

pub use crate::text::duration;

/// Names of things.
pub const STRONG: Style = Style::new().bold();
/// What matters less.
pub const FAINT: Style = Style::new().dimmed();
/// What went well.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What went well, and is the result.
pub const GOOD_STRONG: Style = AnsiColor::Green.on_default().bold();
/// What needs attention.
pub const WARN: Style = AnsiColor::Yellow.on_default();
/// What went wrong.
pub const BAD: Style = AnsiColor::Red.on_default();
/// What went wrong, and is the result.
pub const BAD_STRONG: Style = AnsiColor::Red.on_default().bold();
/// Headings.
pub const HEAD: Style = AnsiColor::Cyan.on_default().bold();

/// Before what went well.
pub const TICK: &str = "✓";
/// Before what went wrong.
pub const CROSS: &str = "✗";
/// Before what needs attention.
pub const MARK: &str = "!";

/// `text` in `style`; the output stream takes the colour out where it does not belong.
pub fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A table without lines, its heads in the colour of headings.
pub fn table<const COLUMNS: usize>(heads: [&str; COLUMNS]) -> Table {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(heads.map(|head| paint(HEAD, head)));
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

//! Puts text into cells: printable, cut where there is no more room.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::printable;

/// The columns that `text` takes, once printable.
pub fn width(text: &str) -> u16 {
    u16::try_from(printable(text).width()).unwrap_or(u16::MAX)
}

/// `text` made printable and cut to `columns`, with `…` where something is missing.
pub fn cut(text: &str, columns: u16) -> Cow<'_, str> {
    let shown = printable(text);
    let columns = usize::from(columns);
    if shown.width() <= columns {
        return shown;
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in shown.graphemes(true) {
        let next = used + grapheme.width();
        if next + 1 > columns {
            break;
        }
        kept.push_str(grapheme);
        used = next;
    }
    if columns > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// Puts `text` at a place, at most `columns` wide; answers the columns used.
pub fn put(buffer: &mut Buffer, at: (u16, u16), columns: u16, text: &str, style: Style) -> u16 {
    let (x, y) = at;
    let area = buffer.area;
    if y < area.y || y >= area.bottom() || x < area.x || x >= area.right() {
        return 0;
    }
    let room = columns.min(area.right() - x);
    if text.len() <= usize::from(room) && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return put_plain(buffer, at, text, style);
    }
    let shown = cut(text, room);
    let (end, _) = buffer.set_stringn(x, y, shown.as_ref(), usize::from(room), style);
    end.saturating_sub(x)
}

/// Puts text of one byte and one column a character, which is most of what is drawn.
fn put_plain(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    let first = buffer.index_of(x, y);
    let cells = buffer.content.iter_mut().skip(first);
    for (cell, c) in cells.zip(text.chars()) {
        cell.set_char(c).set_style(style);
    }
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}

/// Gives every cell of `area` the colours of `style`, in place of those that it has.
pub fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    let marks = style.add_modifier | style.sub_modifier;
    if !marks.is_empty() || style.underline_color.is_some() {
        return buffer.set_style(area, style);
    }
    let width = usize::from(buffer.area.width).max(1);
    let skipped = usize::from(area.y - buffer.area.y);
    let left = usize::from(area.x - buffer.area.x);
    let rows = buffer.content.chunks_mut(width).skip(skipped);
    for row in rows.take(usize::from(area.height)) {
        for cell in row.iter_mut().skip(left).take(usize::from(area.width)) {
            cell.fg = style.fg.unwrap_or(cell.fg);
            cell.bg = style.bg.unwrap_or(cell.bg);
        }
    }
}

/// Draws a border with round corners along the edge of `area`.
///
/// It is drawn for every pane in every frame: the block of the library asks of each cell which
/// lines meet in it, and takes a seventh of the time of a frame.
pub fn outline(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let mut draw = |x, y, symbol| {
        buffer[(x, y)].set_symbol(symbol).set_style(style);
    };
    for x in area.x..right {
        draw(x, area.y, "─");
        draw(x, bottom, "─");
    }
    for y in area.y..bottom {
        draw(area.x, y, "│");
        draw(right, y, "│");
    }
    draw(area.x, area.y, "╭");
    draw(right, area.y, "╮");
    draw(area.x, bottom, "╰");
    draw(right, bottom, "╯");
}

/// Puts `text` so that it ends before column `right`; answers the column where it begins.
pub fn put_right(
    buffer: &mut Buffer,
    right: u16,
    y: u16,
    columns: u16,
    text: &str,
    style: Style,
) -> u16 {
    let shown = cut(text, columns);
    let x = right.saturating_sub(width(&shown));
    put(buffer, (x, y), columns, &shown, style);
    x
}

/// Breaks `text` into lines of at most `columns`, at spaces where there are any; line ends stay.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = usize::from(columns.max(1));
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let shown = printable(paragraph.trim_end_matches('\r'));
        let mut line = String::new();
        let mut used = 0;
        for word in words(&shown) {
            let wide = word.width();
            if used + wide > columns && used > 0 && !word.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
                line.clear();
                used = 0;
            }
            if wide <= columns {
                line.push_str(word);
                used += wide;
                continue;
            }
            for grapheme in word.graphemes(true) {
                let wide = grapheme.width();
                if used + wide > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += wide;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Breaks one line as [`wrap`] does, and keeps the second column of a list beside the first.
///
/// A column begins after two blanks or more. Where the first one leaves less than half of the room,
/// the second stands below it.
pub fn wrap_listed(line: &str, columns: u16) -> Vec<String> {
    let Some((first, second)) = listed(line) else {
        return wrap(line, columns);
    };
    let beside = width(first);
    let narrow = beside > columns / 2;
    let hang = if narrow { 4 } else { beside };
    let lines = wrap(second, columns.saturating_sub(hang).max(1));
    let indented = |line: &String| format!("{}{line}", " ".repeat(usize::from(hang)));
    let mut all: Vec<String> = lines.iter().map(indented).collect();
    if narrow {
        all.splice(0..0, wrap(first.trim_end(), columns));
    } else if let (Some(top), Some(line)) = (all.first_mut(), lines.first()) {
        *top = format!("{}{line}", printable(first));
    }
    all
}

/// The first column with the blanks after it, and the rest.
fn listed(line: &str) -> Option<(&str, &str)> {
    let gap = line.trim_start().find("  ")? + line.len() - line.trim_start().len();
    let (first, rest) = line.split_at(gap);
    let second = rest.trim_start();
    let split = line.len() - second.len();
    (!first.trim().is_empty() && !second.is_empty()).then(|| line.split_at(split))
}

/// The words and the blanks between them, in turn; a path or an address is one word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let blank = rest.chars().next()?.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != blank);
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("longer", 5), "long…");
        assert_eq!(cut("世界世界", 5), "世界…");
        assert_eq!(cut("x", 0), "");
    }

    #[test]
    fn nothing_that_moves_the_cursor_reaches_a_cell() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        put(&mut buffer, (0, 0), 30, "a\u{1b}[2Jb\u{202e}", Style::new());
        let text: String = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(text.trim_end(), "a⟨U+001B⟩[2Jb⟨U+202E⟩");
    }

    #[test]
    fn a_filled_area_is_the_styled_area_of_the_library() {
        let whole = Rect::new(2, 1, 9, 5);
        let styles = [
            Style::new().red().on_blue(),
            Style::new().on_green(),
            Style::new().bold().yellow(),
        ];
        for area in [
            whole,
            Rect::new(4, 2, 3, 2),
            Rect::new(0, 0, 40, 40),
            Rect::new(9, 4, 0, 9),
        ] {
            for style in styles {
                let (mut ours, mut theirs) = (Buffer::empty(whole), Buffer::empty(whole));
                fill(&mut ours, area, style);
                theirs.set_style(area, style);
                assert_eq!(ours, theirs, "{area} {style:?}");
            }
        }
    }

    #[test]
    fn an_outline_is_the_border_of_the_library() {
        use ratatui::widgets::{Block, BorderType, Widget};

        let whole = Rect::new(0, 0, 12, 6);
        for area in [
            Rect::new(1, 1, 7, 4),
            Rect::new(0, 0, 12, 6),
            Rect::new(2, 2, 2, 2),
            Rect::new(8, 3, 9, 9),
            Rect::new(3, 3, 0, 2),
        ] {
            let style = Style::new().red();
            let (mut ours, mut theirs) = (Buffer::empty(whole), Buffer::empty(whole));
            outline(&mut ours, area, style);
            Block::bordered()
                .border_type(BorderType::Rounded)
                .border_style(style)
                .render(area, &mut theirs);
            assert_eq!(ours, theirs, "{area}");
        }
    }

    #[test]
    fn a_list_in_two_columns_stays_one_or_becomes_one_below_the_other() {
        let line = "/run [ID]   one run in detail";
        assert_eq!(wrap_listed(line, 40), [line]);
        assert_eq!(
            wrap_listed(line, 24),
            ["/run [ID]   one run in", "            detail"]
        );
        assert_eq!(
            wrap_listed(line, 16),
            ["/run [ID]", "    one run in", "    detail"]
        );
        assert_eq!(wrap_listed("no list", 16), ["no list"]);
        assert_eq!(wrap_listed("  ", 16), [""]);
    }

    #[test]
    fn lines_break_at_words_and_long_words_anywhere() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(
            wrap("see src/main.rs, /help", 12),
            ["see", "src/main.rs,", "/help"]
        );
    }
}

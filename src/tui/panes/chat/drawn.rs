//! A row of the transcript, and how a laid out row of Markdown is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::text::{Ground, Ink, InkKind, Line, Marks};
use crate::tui::draw::{Row, put};
use crate::tui::panes::editor::token_of;
use crate::tui::theme::{Theme, Token};

/// The columns before what a model says.
pub(super) const INDENT: u16 = 2;

/// A row of the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Drawn {
    /// A row of our own words.
    Row(Row),
    /// A row of what a model says.
    Line(Line),
}

impl Drawn {
    /// Its text.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        match self {
            Self::Row(row) => row.text(),
            Self::Line(line) => format!("  {}", line.text()),
        }
    }

    /// Draws it from `at`, at most `columns` wide.
    pub(super) fn draw(&self, frame: &mut Frame, at: (u16, u16), columns: u16, theme: &Theme) {
        match self {
            Self::Row(row) => row.draw(frame, at, columns, theme),
            Self::Line(row) => line(row, frame, at, columns, theme),
        }
    }
}

fn line(line: &Line, frame: &mut Frame, at: (u16, u16), columns: u16, theme: &Theme) {
    let (mut x, y) = (at.0.saturating_add(INDENT), at.1);
    let end = at.0.saturating_add(columns);
    let buffer = frame.buffer_mut();
    if line.ground == Ground::Code {
        let ground = Rect::new(x, y, end.saturating_sub(x), 1).intersection(buffer.area);
        buffer.set_style(ground, theme.style(Token::Raised));
    }
    for stretch in &line.stretches {
        let room = end.saturating_sub(x);
        if room == 0 {
            break;
        }
        x = x.saturating_add(put(
            buffer,
            (x, y),
            room,
            &stretch.text,
            style(stretch.ink, theme),
        ));
    }
}

fn style(ink: Ink, theme: &Theme) -> Style {
    let token = match ink.kind {
        InkKind::Text => Token::Assistant,
        InkKind::Heading => Token::Heading,
        InkKind::Code => Token::Constant,
        InkKind::Link => Token::ProseLink,
        InkKind::Tag => Token::Muted,
        InkKind::Mark => Token::Accent,
        InkKind::Faint => Token::Faint,
        InkKind::Source(kind) => token_of(kind),
    };
    let mut style = theme.style(token);
    if ink.marks.has(Marks::BOLD) {
        style = match ink.kind {
            InkKind::Text => theme.style(Token::ProseStrong),
            InkKind::Heading
            | InkKind::Code
            | InkKind::Link
            | InkKind::Tag
            | InkKind::Mark
            | InkKind::Faint
            | InkKind::Source(_) => style,
        };
        style = style.add_modifier(Modifier::BOLD);
    }
    if ink.marks.has(Marks::ITALIC) {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if ink.marks.has(Marks::STRUCK) {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    style
}

//! Takes the picture of a screen: the emulator's cells in our own types.

use std::ops::RangeInclusive;
use std::sync::Arc;

use alacritty_terminal::event::EventListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::{Column, Line, Point};
use alacritty_terminal::term::cell::{Cell as Drawn, Flags};
use alacritty_terminal::term::color::Colors;
use alacritty_terminal::term::{Term, TermDamage, TermMode, point_to_viewport};
use alacritty_terminal::vte::ansi::{self, CursorShape, NamedColor};

use super::cell::{Cell, Color, Style, Underline};
use super::view::{Caret, CaretShape, Place, Row, Size, Span};

/// Brings `rows` up to date, making anew only what changed since the last call.
pub fn refresh<T: EventListener>(term: &mut Term<T>, rows: &mut Vec<Arc<Row>>) {
    let lines = term.screen_lines();
    let stale: Vec<usize> = match term.damage() {
        TermDamage::Partial(damage) if rows.len() == lines => {
            damage.map(|line| line.line).collect()
        }
        TermDamage::Partial(_) | TermDamage::Full => (0..lines).collect(),
    };
    term.reset_damage();
    rows.resize_with(lines, Arc::default);
    for line in stale {
        if let Some(slot) = rows.get_mut(line) {
            *slot = Arc::new(row(term, line));
        }
    }
}

/// The cursor, unless it is hidden or out of sight.
pub fn caret<T: EventListener>(term: &Term<T>) -> Option<Caret> {
    if !term.mode().contains(TermMode::SHOW_CURSOR) {
        return None;
    }
    let mut point = term.grid().cursor.point;
    if term.grid()[point].flags.contains(Flags::WIDE_CHAR_SPACER) {
        point.column.0 = point.column.0.saturating_sub(1);
    }
    let style = term.cursor_style();
    let shape = match style.shape {
        CursorShape::Block => CaretShape::Block,
        CursorShape::Underline => CaretShape::Underline,
        CursorShape::Beam => CaretShape::Beam,
        CursorShape::HollowBlock => CaretShape::AsSet,
        CursorShape::Hidden => return None,
    };
    let seen = point_to_viewport(term.grid().display_offset(), point)?;
    (seen.line < term.screen_lines()).then(|| Caret {
        place: place(seen),
        shape,
        blinks: style.blinking,
    })
}

/// The visible part of a run of cells.
pub fn visible<T>(term: &Term<T>, run: &RangeInclusive<Point>) -> Option<Span> {
    let offset = i32::try_from(term.grid().display_offset()).ok()?;
    let top = Point::new(Line(-offset), Column(0));
    let end = term.screen_lines().checked_sub(1)?;
    let bottom = Point::new(
        Line::from(end) - term.grid().display_offset(),
        term.last_column(),
    );
    let first = (*run.start()).max(top);
    let last = (*run.end()).min(bottom);
    if first > last {
        return None;
    }
    Some(Span {
        first: place(point_to_viewport(term.grid().display_offset(), first)?),
        last: place(point_to_viewport(term.grid().display_offset(), last)?),
    })
}

/// The size of the screen.
pub fn size<T>(term: &Term<T>) -> Size {
    Size::new(narrow(term.screen_lines()), narrow(term.columns()))
}

fn place(point: Point<usize>) -> Place {
    Place {
        row: narrow(point.line),
        column: narrow(point.column.0),
    }
}

fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn row<T>(term: &Term<T>, line: usize) -> Row {
    let line = Line::from(line) - term.grid().display_offset();
    let drawn = &term.grid()[line];
    let colors = term.colors();
    (0..term.columns())
        .map(|column| cell(&drawn[Column(column)], colors))
        .collect()
}

fn cell(drawn: &Drawn, colors: &Colors) -> Cell {
    let extra = drawn.extra.is_some();
    Cell {
        // A tab stands in the first cell that it skipped.
        c: if drawn.c == '\t' { ' ' } else { drawn.c },
        marks: drawn
            .zerowidth()
            .filter(|marks| !marks.is_empty())
            .map(|marks| marks.iter().collect::<String>().into_boxed_str()),
        fg: color(drawn.fg, colors),
        bg: color(drawn.bg, colors),
        line: if extra {
            drawn
                .underline_color()
                .map_or(Color::Default, |line| color(line, colors))
        } else {
            Color::Default
        },
        underline: underline(drawn.flags),
        style: style(drawn),
    }
}

fn style(drawn: &Drawn) -> Style {
    let mut style = Style::default();
    if drawn.flags.is_empty() {
        return style;
    }
    for (flag, ours) in [
        (Flags::BOLD, Style::BOLD),
        (Flags::ITALIC, Style::ITALIC),
        (Flags::DIM, Style::DIM),
        (Flags::INVERSE, Style::INVERSE),
        (Flags::STRIKEOUT, Style::STRIKE),
        (Flags::HIDDEN, Style::HIDDEN),
        (Flags::WIDE_CHAR, Style::WIDE),
        (Flags::WIDE_CHAR_SPACER, Style::SPACER),
        (Flags::LEADING_WIDE_CHAR_SPACER, Style::SPACER),
    ] {
        if drawn.flags.contains(flag) {
            style = style.with(ours);
        }
    }
    style
}

fn underline(flags: Flags) -> Underline {
    if !flags.intersects(Flags::ALL_UNDERLINES) {
        Underline::None
    } else if flags.contains(Flags::DOUBLE_UNDERLINE) {
        Underline::Double
    } else if flags.contains(Flags::UNDERCURL) {
        Underline::Curly
    } else if flags.contains(Flags::DOTTED_UNDERLINE) {
        Underline::Dotted
    } else if flags.contains(Flags::DASHED_UNDERLINE) {
        Underline::Dashed
    } else {
        Underline::Single
    }
}

/// A colour that the program redefined is told by its parts: the theme has no word for it.
fn color(drawn: ansi::Color, colors: &Colors) -> Color {
    match drawn {
        ansi::Color::Spec(rgb) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        ansi::Color::Indexed(index) => colors[usize::from(index)]
            .map_or(Color::Indexed(index), |rgb| Color::Rgb(rgb.r, rgb.g, rgb.b)),
        ansi::Color::Named(name) => {
            if let Some(rgb) = colors[name] {
                return Color::Rgb(rgb.r, rgb.g, rgb.b);
            }
            named(name)
        }
    }
}

fn named(name: NamedColor) -> Color {
    let index = name as usize;
    match u8::try_from(index) {
        Ok(index) => Color::Indexed(index),
        // Dim colours are the plain ones: that a cell is dim is told by its style.
        Err(_)
            if (NamedColor::DimBlack as usize..=NamedColor::DimWhite as usize).contains(&index) =>
        {
            u8::try_from(index - NamedColor::DimBlack as usize)
                .map_or(Color::Default, Color::Indexed)
        }
        Err(_) => Color::Default,
    }
}

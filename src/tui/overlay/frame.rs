//! The box in which something lies above the screen.

use crossterm::event::{MouseEvent, MouseEventKind};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear};

use crate::tui::root::Look;
use crate::tui::theme::Token;

/// A rectangle of at most `width` and `height` in the upper middle of `area`.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    }
}

/// Clears `outer`, draws a border with `title` around it, and answers what is within.
pub fn boxed(frame: &mut Frame, outer: Rect, title: &str, look: &Look) -> Rect {
    let ground = look
        .theme
        .style(Token::Raised)
        .patch(look.theme.style(Token::Text));
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(look.theme.style(Token::BorderFocus))
        .title(format!(" {title} "))
        .title_style(look.theme.style(Token::TitleFocus))
        .style(ground);
    let inner = block.inner(outer);
    frame.render_widget(Clear, outer);
    frame.render_widget(block, outer);
    inner
}

/// The rows that a turn of the wheel means; none for everything else the mouse does.
pub fn wheel(mouse: MouseEvent) -> isize {
    match mouse.kind {
        MouseEventKind::ScrollUp => -3,
        MouseEventKind::ScrollDown => 3,
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => 0,
    }
}

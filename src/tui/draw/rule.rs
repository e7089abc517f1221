//! A line across a part of the screen that meets the border around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a line over `area`, lying or standing by its shape; a border beside its ends is joined.
pub fn rule(buffer: &mut Buffer, area: Rect, style: Style) {
    if area.is_empty() {
        return;
    }
    let lying = area.width > area.height;
    let symbol = if lying { "─" } else { "│" };
    for at in area.positions() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }
    let (before, after) = if lying {
        let joins = (("│", "├"), ("│", "┤"));
        let x = area.x.checked_sub(1);
        (
            x.map(|x| ((x, area.y), joins.0)),
            ((area.right(), area.y), joins.1),
        )
    } else {
        let joins = (("─", "┬"), ("─", "┴"));
        let y = area.y.checked_sub(1);
        (
            y.map(|y| ((area.x, y), joins.0)),
            ((area.x, area.bottom()), joins.1),
        )
    };
    for (at, (border, joined)) in before.into_iter().chain([after]) {
        let cell = buffer.cell_mut(at).filter(|cell| cell.symbol() == border);
        if let Some(cell) = cell {
            cell.set_symbol(joined);
        }
    }
}

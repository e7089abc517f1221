//! What the view holds.

use ratatui::layout::Rect;

/// What the view holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
}

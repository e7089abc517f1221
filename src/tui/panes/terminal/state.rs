//! What the pane holds.

use ratatui::layout::Rect;

/// What the pane holds.
#[derive(Debug, Default)]
pub struct State {
    /// Where it is drawn.
    pub area: Rect,
}

impl State {
    /// What stands on the border beside the name of the pane; may be empty.
    pub fn title(&self) -> String {
        String::new()
    }

    /// How many programs would be ended by leaving.
    pub fn running(&self) -> usize {
        0
    }
}

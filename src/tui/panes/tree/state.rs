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

    /// True while a line is typed into it, so that letters are letters and no commands.
    pub fn typing(&self) -> bool {
        false
    }
}

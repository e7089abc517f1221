//! Draws what lies above, and says which keys work there.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Overlay, choose, files, help, notices, palette, search, themes, usage, wizard};
use crate::tui::keymap::{Action, Scope};
use crate::tui::root::Look;

/// Draws `overlay` above `area` and answers where the caret is.
pub fn view(overlay: &Overlay, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    match overlay {
        Overlay::Palette(state) => palette::view(state, area, look, frame),
        Overlay::Help(state) => help::view(state, area, look, frame),
        Overlay::Files(state) => files::view(state, area, look, frame),
        Overlay::Search(state) => search::view(state, area, look, frame),
        Overlay::Themes(state) => themes::view(state, area, look, frame),
        Overlay::Notices(state) => notices::view(state, area, look, frame),
        Overlay::Wizard(state) => wizard::view(state, area, look, frame),
        Overlay::Choose(state) => choose::view(state, area, look, frame),
        Overlay::Usage(state) => usage::view(state, area, look, frame),
    }
}

/// Where keys are looked up while `overlay` has the keyboard.
pub fn scope(overlay: &Overlay) -> Scope {
    match overlay {
        Overlay::Wizard(state) if !state.typing() => Scope::Wizard,
        Overlay::Palette(_)
        | Overlay::Help(_)
        | Overlay::Files(_)
        | Overlay::Search(_)
        | Overlay::Themes(_)
        | Overlay::Notices(_)
        | Overlay::Choose(_)
        | Overlay::Usage(_)
        | Overlay::Wizard(_) => Scope::Overlay,
    }
}

/// The actions to show in the footer, most useful first, with a word each.
pub fn keys(overlay: &Overlay) -> &'static [(Action, &'static str)] {
    match overlay {
        Overlay::Palette(_) => &[
            (Action::Accept, "do it"),
            (Action::Down, "next"),
            (Action::Cancel, "close"),
        ],
        Overlay::Help(_) | Overlay::Notices(_) => {
            &[(Action::PageDown, "more"), (Action::Cancel, "close")]
        }
        Overlay::Files(_) => files::KEYS,
        Overlay::Search(_) => search::KEYS,
        Overlay::Themes(_) => &[
            (Action::Accept, "use it"),
            (Action::Down, "look at the next"),
            (Action::Cancel, "as before"),
        ],
        Overlay::Choose(_) => choose::KEYS,
        Overlay::Usage(_) => usage::KEYS,
        Overlay::Wizard(state) => wizard::keys(state),
    }
}

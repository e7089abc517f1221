//! Scenes of the edges: notices, one pane alone, a screen without room.

use ratatui::layout::Size;

use super::editor::source;
use super::show::{show, show_at};
use crate::tui::root::Notice;

#[test]
fn bad_news() {
    show("notice-bad", |stage| {
        source(stage);
        stage.tell(Notice::bad("src/cart.rs could not be saved: no space is left on the device; the text is kept for the next start"));
    });
}

#[test]
fn leaving_with_something_unsaved() {
    show("notice-leave", |stage| {
        source(stage);
        stage.write("x");
        stage.press("ctrl-q");
    });
}

#[test]
fn a_pane_fills_the_screen() {
    show("zoomed", |stage| {
        source(stage);
        stage.press("ctrl-g z");
    });
}

#[test]
fn a_screen_without_room() {
    for (width, height) in [(1, 1), (19, 30), (80, 5)] {
        show_at("too-small", Size::new(width, height), source);
    }
}

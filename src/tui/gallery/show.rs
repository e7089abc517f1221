//! Holds a scene at every size, in both themes, to its snapshots.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::picture::picture;
use super::stage::Stage;
use crate::tui::root::view;
use crate::tui::theme::{Depth, Shelf, Theme};

/// The sizes of a screen: the smallest usual one, one with all panes, and a large one.
const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (200, 60)];
/// The themes that a terminal of either ground begins with.
const THEMES: [&str; 2] = ["harbor", "paper"];

/// Plays `scene` at every size in both themes and compares each picture with its snapshot.
pub fn show(name: &str, scene: impl Fn(&mut Stage)) {
    for (width, height) in SIZES {
        show_at(name, Size::new(width, height), &scene);
    }
}

/// Plays `scene` at one size.
pub fn show_at(name: &str, size: Size, scene: impl Fn(&mut Stage)) {
    let [dark, light] = THEMES.map(|theme| drawn(theme, size, &scene));
    assert_eq!(dark.1, light.1, "{name}: the caret depends on the theme");
    let picture = picture(&dark.0, &light.0, dark.1);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = format!("{name}-{}x{}", size.width, size.height);
    settings.bind(|| insta::assert_snapshot!(name, picture));
}

fn drawn(theme: &str, size: Size, scene: &impl Fn(&mut Stage)) -> (Buffer, Option<Position>) {
    let theme = Theme::new(Shelf::default().load(theme).unwrap(), Depth::True);
    let mut stage = Stage::new(size, theme);
    scene(&mut stage);
    let mut caret = None;
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    terminal
        .draw(|frame| view(&stage.model, stage.now, frame))
        .unwrap();
    if terminal.backend().cursor_visible() {
        caret = Some(terminal.backend().cursor_position());
    }
    (terminal.backend().buffer().clone(), caret)
}

//! Recordings of full-screen programs, replayed to the grids that they drew.
//!
//! Each `.bin` holds the bytes that a program wrote to a terminal of 80 by 24 with keys pressed in
//! it; each `.txt` is what tmux, another emulator, made of the same bytes (`capture-pane`).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use vibecober::term::{Color, Mode, Palette, Place, Reporting, Screen, Size, Style, View};

const SIZE: Size = Size {
    rows: 24,
    columns: 80,
};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/terminal/recordings")
        .join(name)
}

fn recording(name: &str) -> Vec<u8> {
    fs::read(file(&format!("{name}.bin"))).unwrap()
}

/// The picture after `bytes`, given in pieces of `piece`.
fn replayed(bytes: &[u8], piece: usize) -> View {
    let mut screen = Screen::new(SIZE, Palette::default());
    for chunk in bytes.chunks(piece) {
        screen.feed(chunk);
    }
    screen.view(Instant::now())
}

/// Replays a recording and holds it against its grid.
fn checked(name: &str) -> View {
    let bytes = recording(name);
    let view = replayed(&bytes, usize::MAX);

    let expected = fs::read_to_string(file(&format!("{name}.txt"))).unwrap();
    assert_eq!(view.text(), expected, "{name}");
    for piece in [1, 7, 100] {
        assert_eq!(replayed(&bytes, piece), view, "{name} in pieces of {piece}");
    }
    view
}

/// The style and colours of the first cell of `text`.
fn first(view: &View, text: &str) -> (Style, Color, Color) {
    for row in &view.rows {
        let line: String = row.iter().map(|cell| cell.c).collect();
        if let Some(at) = line.find(text) {
            let cell = &row[line[..at].chars().count()];
            return (cell.style, cell.fg, cell.bg);
        }
    }
    panic!("no {text:?} in\n{}", view.text());
}

#[test]
fn vim_with_two_windows_and_lines_selected() {
    let view = checked("vim");

    assert!(view.modes.has(Mode::Alternate) && view.modes.has(Mode::CursorKeys));
    assert_eq!(
        view.caret.unwrap().place,
        Place {
            row: 21,
            column: 27
        }
    );
    let (style, ..) = first(&view, "bikes.py [+]");
    assert!(style.contains(Style::INVERSE));
}

#[test]
fn less_with_numbers_and_a_match() {
    let view = checked("less");

    let (style, ..) = first(&view, "lantern");
    assert!(style.contains(Style::INVERSE), "the match is marked");
    assert!(view.modes.has(Mode::Alternate));
}

#[test]
fn git_log_with_a_graph_and_colours() {
    let view = checked("git_log");

    let (_, commit, _) = first(&view, "commit 96a2");
    assert_eq!(commit, Color::Indexed(3));
    let (_, added, _) = first(&view, "+++++");
    assert_eq!(added, Color::Indexed(2));
}

#[test]
fn htop_after_its_setup_was_open() {
    let view = checked("htop");

    assert_eq!(view.caret, None, "the cursor is hidden");
    assert_eq!(view.modes.mouse, Reporting::Click);
    let (_, _, header) = first(&view, "Command");
    assert_eq!(header, Color::Indexed(2));
}

#[test]
fn tmux_with_three_panes() {
    let view = checked("tmux");

    let (_, green, _) = first(&view, "green line");
    assert_eq!(green, Color::Indexed(2));
    let (_, _, bar) = first(&view, "[work]");
    assert_eq!(bar, Color::Indexed(2));
}

#[test]
fn a_replayed_screen_survives_every_size() {
    for name in ["vim", "less", "git_log", "htop", "tmux"] {
        let mut screen = Screen::new(SIZE, Palette::default());
        screen.feed(&recording(name));
        for (rows, columns) in [(1, 2), (50, 200), (24, 79), (3, 400), (24, 80)] {
            screen.resize(Size { rows, columns });
            let view = screen.view(Instant::now());
            assert_eq!(view.rows.len(), usize::from(rows), "{name}");
            assert!(
                view.rows
                    .iter()
                    .all(|row| row.len() == usize::from(columns))
            );
        }
    }
}

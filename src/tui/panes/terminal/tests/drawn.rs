use crossterm::cursor::SetCursorStyle;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use super::fixture::{AREA, Bench};
use crate::term::Exit;
use crate::tui::keymap::Action;
use crate::tui::panes::terminal::{caret, caret_style, view};
use crate::tui::root::Look;
use crate::tui::theme::{Icons, Theme};

use crate::config::theme::{Depth, Shelf};

fn themed() -> Theme {
    Theme::named("terminal-dark", &Shelf::default(), Depth::True).unwrap()
}

fn drawn(bench: &Bench) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(60, 16)).unwrap();
    let theme = themed();
    let look = Look {
        theme: &theme,
        icons: Icons::Plain,
        focused: true,
        now: bench.now,
    };
    terminal
        .draw(|frame| view(&bench.state, AREA, &look, frame))
        .unwrap()
        .buffer
        .clone()
}

/// The lines of the pane as a person reads them; everything around it must be left alone.
fn lines(buffer: &Buffer) -> Vec<String> {
    let mut lines = Vec::new();
    for y in buffer.area.y..buffer.area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in buffer.area.x..buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            if !AREA.contains(Position::new(x, y)) {
                assert_eq!(symbol, " ", "outside of the pane at {x},{y}");
                continue;
            }
            if skip == 0 {
                line.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol);
            }
            skip -= 1;
        }
        if (AREA.y..AREA.bottom()).contains(&y) {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

#[test]
fn the_screen_of_the_program_is_drawn_with_its_colours_and_its_cursor() {
    let bench =
        Bench::with_shell("\x1b[1;31mred\x1b[0m 世界 e\u{301}\r\n\x1b[7;48;2;1;2;3mx\x1b[0m$ ");

    let buffer = drawn(&bench);

    assert_eq!(lines(&buffer)[..2], ["red 世界 e\u{301}", "x$"]);
    let red = &buffer[(AREA.x, AREA.y)];
    assert_eq!((red.fg, red.modifier), (Color::Indexed(1), Modifier::BOLD));
    let block = &buffer[(AREA.x, AREA.y + 1)];
    assert_eq!(
        (block.bg, block.modifier),
        (Color::Rgb(1, 2, 3), Modifier::REVERSED)
    );
    let at = caret(&bench.state, AREA);
    assert_eq!(at, Some(Position::new(AREA.x + 3, AREA.y + 1)));
}

#[test]
fn nothing_that_a_program_writes_moves_the_real_cursor_or_the_border() {
    let bench = Bench::with_shell(
        "a\u{202e}b\u{200b}c\u{200d}d\u{feff}e\r\n❤\u{fe0f}x👩\u{200d}💻y\u{1f3fd}\r\nק\u{05b8}ו\r\n\x1b[8mhidden\x1b[0m|",
    );

    let buffer = drawn(&bench);

    assert_eq!(lines(&buffer)[0], "abcde");
    for cell in buffer.content() {
        let text = cell.symbol();
        assert!(
            !text.contains(['\u{202e}', '\u{200b}', '\u{200d}', '\u{feff}', '\u{1b}']),
            "{text:?}"
        );
    }
    assert!(lines(&buffer)[1].contains('x'));
    assert_eq!(lines(&buffer)[2], "ק\u{05b8}ו", "marks of a script stay");
    assert_eq!(lines(&buffer)[3], "      |");
}

#[test]
fn a_wide_character_that_is_cut_in_two_is_left_out() {
    let mut bench = Bench::with_shell(&format!("{}世", "x".repeat(38)));
    bench.state.area = Rect { width: 39, ..AREA };

    let buffer = drawn(&bench);

    assert_eq!(lines(&buffer)[0], "x".repeat(38));
}

#[test]
fn the_end_of_a_program_covers_none_of_its_output() {
    let mut bench = Bench::with_shell("");
    let output: Vec<String> = (1..=8).map(|line| format!("\r\nline {line}")).collect();
    bench.ends(Exit::Code(3), &output.concat());

    let shown = lines(&drawn(&bench));

    assert_eq!(
        shown[..7],
        [
            "line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8"
        ]
    );
    assert_eq!(shown[7], " ended with 3");
    assert_eq!(caret(&bench.state, AREA), None);
}

#[test]
fn the_bar_names_the_tabs_and_what_they_have_to_say() {
    let mut bench = Bench::with_shell("one");
    bench.act(Action::NewTerminal);
    bench.ends(Exit::Code(0), "");
    bench.act(Action::NewTerminal);
    bench.draws("\x1b]2;a rather long title of a program\x07three");

    let shown = lines(&drawn(&bench));

    assert_eq!(shown[0], " 1 shell  2× shell  3 a rather …");
    assert_eq!(shown[1], "three");
}

#[test]
fn looking_back_and_searching_say_what_they_are_at() {
    let mut bench = Bench::with_shell("$ ");
    bench.act(Action::ScrollMode);
    assert!(lines(&drawn(&bench))[7].starts_with(" 0 of 0 lines back"));
    assert_eq!(caret(&bench.state, AREA), None);

    bench.act(Action::Find);
    bench.types("err");

    assert_eq!(lines(&drawn(&bench))[7], " find: err");
    assert_eq!(
        caret(&bench.state, AREA),
        Some(Position::new(AREA.x + 10, AREA.y + 7))
    );
}

#[test]
fn an_empty_pane_says_how_to_begin() {
    let bench = Bench::new();

    assert_eq!(lines(&drawn(&bench))[0], " No shell is open");
    assert_eq!(caret(&bench.state, AREA), None);
}

#[test]
fn the_caret_looks_as_the_program_asks_while_keys_go_to_it() {
    for (output, style) in [
        ("$ ", SetCursorStyle::DefaultUserShape),
        ("\x1b[1 q", SetCursorStyle::BlinkingBlock),
        ("\x1b[2 q", SetCursorStyle::SteadyBlock),
        ("\x1b[4 q", SetCursorStyle::SteadyUnderScore),
        ("\x1b[6 q", SetCursorStyle::SteadyBar),
        ("\x1b[6 q\x1b[0 q", SetCursorStyle::DefaultUserShape),
    ] {
        let bench = Bench::with_shell(output);
        assert_eq!(caret_style(&bench.state), style, "{output:?}");
    }
    let mut bench = Bench::with_shell("\x1b[6 q");
    bench.act(Action::Find);
    assert_eq!(caret_style(&bench.state), SetCursorStyle::DefaultUserShape);
}

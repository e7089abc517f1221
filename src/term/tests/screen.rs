use std::time::{Duration, Instant};

use crate::term::{
    CaretShape, Cell, Color, Granularity, Kitty, Mode, Palette, Place, Reporting, Screen, Scroll,
    Size, Style, TermError, Toward, Underline, View, Wire,
};

fn drawn(rows: u16, columns: u16, output: &str) -> Screen {
    let mut screen = Screen::new(Size::new(rows, columns), Palette::default());
    screen.feed(output.as_bytes());
    screen
}

fn look(screen: &mut Screen) -> View {
    screen.view(Instant::now())
}

fn place(row: u16, column: u16) -> Place {
    Place { row, column }
}

fn numbered(count: usize) -> String {
    let lines: Vec<String> = (0..count)
        .map(|number| format!("line {number}\r\n"))
        .collect();
    lines.concat()
}

#[test]
fn colours_and_styles_come_out_in_our_own_words() {
    let mut screen = drawn(
        2,
        20,
        "\x1b[1;3;31mA\x1b[0;2;9;48;5;200mB\x1b[0;7;8;38;2;1;2;3mC\x1b[0;4:3;58;5;9mD\x1b[0;93mE\x1b[0mF",
    );

    let view = look(&mut screen);
    let cell = |column: usize| view.rows[0][column].clone();

    let bold = Style::BOLD.with(Style::ITALIC);
    assert_eq!(
        cell(0),
        Cell {
            c: 'A',
            fg: Color::Indexed(1),
            style: bold,
            ..Cell::default()
        }
    );
    let faint = Style::DIM.with(Style::STRIKE);
    assert_eq!(
        cell(1),
        Cell {
            c: 'B',
            bg: Color::Indexed(200),
            style: faint,
            ..Cell::default()
        }
    );
    let secret = Style::INVERSE.with(Style::HIDDEN);
    assert_eq!(
        cell(2),
        Cell {
            c: 'C',
            fg: Color::Rgb(1, 2, 3),
            style: secret,
            ..Cell::default()
        }
    );
    let wavy = Underline::Curly;
    assert_eq!(
        cell(3),
        Cell {
            c: 'D',
            underline: wavy,
            line: Color::Indexed(9),
            ..Cell::default()
        }
    );
    assert_eq!(cell(4).fg, Color::Indexed(11));
    assert_eq!(
        cell(5),
        Cell {
            c: 'F',
            ..Cell::default()
        }
    );
}

#[test]
fn wide_and_combining_characters_keep_their_cells() {
    let mut screen = drawn(3, 5, "世e\u{301}\tx\r\n1234界");

    let view = look(&mut screen);

    assert!(view.rows[0][0].style.contains(Style::WIDE));
    assert!(view.rows[0][1].style.contains(Style::SPACER));
    assert_eq!(view.rows[0][2].marks.as_deref(), Some("\u{301}"));
    assert_eq!(view.rows[0][3].c, ' ', "a tab is a space");
    assert_eq!(view.text(), "世e\u{301} x\n1234\n界\n");
    assert!(view.rows[1][4].style.contains(Style::SPACER));
}

#[test]
fn a_colour_that_the_program_redefined_is_told_by_its_parts() {
    let mut screen = drawn(1, 8, "\x1b]4;1;#102030\x07\x1b]11;#040506\x07\x1b[31mx");

    let view = look(&mut screen);

    assert_eq!(view.rows[0][0].fg, Color::Rgb(0x10, 0x20, 0x30));
    assert_eq!(view.rows[0][0].bg, Color::Rgb(4, 5, 6));
}

#[test]
fn questions_of_the_program_are_answered() {
    let mut screen = drawn(4, 10, "ab\x1b[6n\x1b[5n\x1b]11;?\x07\x1b]4;9;?\x07\x1b[?u");

    let replies = String::from_utf8(screen.take_replies()).unwrap();

    assert!(replies.contains("\x1b[1;3R"), "{replies:?}");
    assert!(replies.contains("\x1b[0n"), "{replies:?}");
    assert!(
        replies.contains("\x1b]11;rgb:0000/0000/0000\x07"),
        "{replies:?}"
    );
    assert!(
        replies.contains("\x1b]4;9;rgb:ffff/0000/0000\x07"),
        "{replies:?}"
    );
    assert!(replies.contains("\x1b[?0u"), "{replies:?}");
    assert!(screen.take_replies().is_empty());
}

#[test]
fn a_program_that_asks_without_end_is_answered_within_bounds() {
    let mut screen = drawn(2, 10, &"\x1b[c".repeat(1_000_000));

    assert!(screen.take_replies().len() <= 64 * 1024);
}

#[test]
fn title_bell_and_copies_are_told_and_a_clipboard_is_never_read_out() {
    let mut screen = drawn(
        2,
        10,
        "\x1b]2;my title\x07\x07\x1b]52;c;aGVsbG8=\x07\x1b]52;c;?\x07",
    );

    assert_eq!(look(&mut screen).title.as_deref(), Some("my title"));
    assert_eq!(screen.take_told(), (true, Some("hello".to_owned())));
    assert_eq!(screen.take_told(), (false, None));
    assert!(screen.take_replies().is_empty());
}

#[test]
fn modes_are_seen() {
    let mut screen = drawn(
        2,
        10,
        "\x1b[?1h\x1b[?2004h\x1b[?1004h\x1b[?1002h\x1b[?1006h\x1b[>1u",
    );

    let modes = look(&mut screen).modes;

    assert!(modes.has(Mode::CursorKeys) && modes.has(Mode::Paste) && modes.has(Mode::Focus));
    assert!(!modes.has(Mode::Alternate) && modes.has(Mode::WheelKeys));
    assert_eq!((modes.mouse, modes.wire), (Reporting::Drag, Wire::Sgr));
    assert_eq!(modes.kitty, Kitty::DISAMBIGUATE);
    screen.feed(b"\x1b[?1049h");
    assert!(screen.is_alternate());
    assert!(
        !screen.modes().kitty.is_on(),
        "each screen has its own keyboard mode"
    );
}

#[test]
fn the_cursor_has_a_shape_and_can_be_hidden_or_out_of_sight() {
    let mut screen = drawn(3, 10, "ab");
    assert_eq!(look(&mut screen).caret.unwrap().shape, CaretShape::AsSet);

    screen.feed(b"\x1b[5 q");
    let caret = look(&mut screen).caret.unwrap();
    assert_eq!(
        (caret.place, caret.shape, caret.blinks),
        (place(0, 2), CaretShape::Beam, true)
    );

    screen.feed(numbered(10).as_bytes());
    screen.scroll(Scroll::Lines(5));
    assert_eq!(look(&mut screen).caret, None);
    screen.scroll(Scroll::Bottom);
    assert!(look(&mut screen).caret.is_some());
    screen.feed(b"\x1b[?25l");
    assert_eq!(look(&mut screen).caret, None);
}

#[test]
fn rows_that_did_not_change_are_shared_with_the_last_picture() {
    let mut screen = drawn(3, 10, "one\r\ntwo\r\nthree");
    let before = look(&mut screen);

    screen.feed(b"\x1b[2;1HTWO");
    let after = look(&mut screen);

    assert!(std::sync::Arc::ptr_eq(&before.rows[0], &after.rows[0]));
    assert_eq!(after.text(), "one\nTWO\nthree\n");
}

#[test]
fn an_update_in_one_go_is_shown_when_it_ends_or_takes_too_long() {
    let mut screen = drawn(1, 10, "old");
    let now = Instant::now();
    screen.feed(b"\x1b[?2026h\rnew");

    assert_eq!(screen.view(now).text(), "old\n");
    assert!(screen.unfinished().is_some());
    assert_eq!(screen.view(now + Duration::from_secs(5)).text(), "new\n");
    assert!(screen.unfinished().is_none());

    screen.feed(b"\x1b[?2026h\rend\x1b[?2026l");
    assert_eq!(screen.view(now).text(), "end\n");
}

#[test]
fn scrollback_is_walked_and_stays_in_place_while_output_comes() {
    let mut screen = drawn(3, 10, &numbered(20));

    screen.scroll(Scroll::Top);
    assert_eq!(look(&mut screen).text(), "line 0\nline 1\nline 2\n");
    screen.feed(b"more\r\n");
    let view = look(&mut screen);
    assert_eq!(view.text(), "line 0\nline 1\nline 2\n");
    assert_eq!((view.scrolled, view.history), (19, 19));
    screen.scroll(Scroll::PageDown);
    assert_eq!(look(&mut screen).text(), "line 3\nline 4\nline 5\n");
    screen.scroll(Scroll::Bottom);
    assert_eq!(look(&mut screen).text(), "line 19\nmore\n\n");
}

#[test]
fn no_more_than_the_scrollback_is_kept() {
    let mut screen = drawn(3, 10, &numbered(10_500));

    assert_eq!(look(&mut screen).history, 10_000);
}

#[test]
fn a_selection_joins_wrapped_rows_and_takes_both_ends() {
    let mut screen = drawn(4, 5, "abcdefgh\r\nxy");

    screen.select(place(0, 2), Granularity::Cell);
    assert_eq!(
        screen.selected_text(),
        None,
        "a click alone selects nothing"
    );
    screen.extend(place(1, 1));
    assert_eq!(screen.selected_text().as_deref(), Some("cdefg"));
    let span = look(&mut screen).selection.unwrap();
    assert_eq!((span.first, span.last), (place(0, 2), place(1, 1)));

    screen.extend(place(0, 0));
    assert_eq!(
        screen.selected_text().as_deref(),
        Some("abc"),
        "backwards, too"
    );
    screen.select(place(2, 0), Granularity::Cell);
    screen.extend(place(1, 0));
    assert_eq!(screen.selected_text().as_deref(), Some("fgh\nx"));
    screen.unselect();
    assert_eq!(look(&mut screen).selection, None);
}

#[test]
fn words_and_lines_are_selected_whole() {
    let mut screen = drawn(3, 6, "ab cdefgh ij\r\nk");

    screen.select(place(1, 0), Granularity::Word);
    assert_eq!(screen.selected_text().as_deref(), Some("cdefgh"));
    screen.select(place(1, 0), Granularity::Line);
    assert_eq!(screen.selected_text().as_deref(), Some("ab cdefgh ij\n"));
}

#[test]
fn a_selection_moves_with_its_text() {
    let mut screen = drawn(3, 10, "keep me\r\n");
    screen.select(place(0, 0), Granularity::Word);

    screen.feed(numbered(10).as_bytes());

    assert_eq!(screen.selected_text().as_deref(), Some("keep"));
    assert_eq!(look(&mut screen).selection, None, "it is out of sight");
}

#[test]
fn a_search_goes_both_ways_and_around_the_ends() {
    let mut screen = drawn(3, 20, &numbered(30));
    screen.search("line [0-9]*7").unwrap();
    let found = |screen: &Screen| screen.selected_text().unwrap();

    assert!(screen.find(Toward::Older));
    assert_eq!(found(&screen), "line 27");
    assert!(screen.find(Toward::Older));
    assert_eq!(found(&screen), "line 17");
    assert!(
        look(&mut screen).text().contains("line 17"),
        "it is scrolled to"
    );
    assert!(screen.find(Toward::Newer));
    assert_eq!(found(&screen), "line 27");
    assert!(screen.find(Toward::Newer));
    assert_eq!(found(&screen), "line 7", "around the end");
}

#[test]
fn a_search_minds_capitals_only_where_it_has_some_and_says_what_is_no_pattern() {
    let mut screen = drawn(3, 20, "Hello\r\n");

    screen.search("hello").unwrap();
    assert!(screen.find(Toward::Older));
    screen.search("HELLO").unwrap();
    screen.unselect();
    assert!(!screen.find(Toward::Older));
    assert!(matches!(screen.search("(("), Err(TermError::Pattern(_))));
    screen.search("").unwrap();
    assert!(!screen.find(Toward::Newer));
}

#[test]
fn any_size_and_any_bytes_are_borne() {
    let mut screen = drawn(1, 1, "界界\tx\u{301}\u{202e}\x1b[999;999H");
    for (rows, columns) in [(0, 0), (1, 1), (400, 2), (2, 900), (24, 80)] {
        screen.resize(Size { rows, columns });
        screen.feed(b"\xff\xfe\x80 \x1b[\x1b]8;;x\x1b\\y\x1b[38;5;999;48;2;;;m\x1bP1;2q\x1b\\");
        screen.select(place(500, 500), Granularity::Word);
        screen.extend(place(0, 0));
        assert_eq!(look(&mut screen).size, Size::new(rows, columns));
    }
}

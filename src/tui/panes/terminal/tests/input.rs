use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::fixture::{AREA, Bench, deeds};
use crate::term::{
    Button, Code, Exit, Granularity, Key, Mods, Mouse, MouseKind, Place, Scroll, Toward,
};
use crate::tui::keymap::Action;
use crate::tui::panes::terminal::state::Doing;
use crate::tui::panes::terminal::{Deed, Msg};
use crate::tui::root::Effect as RootEffect;

const DOWN: MouseEventKind = MouseEventKind::Down(MouseButton::Left);
const DRAG: MouseEventKind = MouseEventKind::Drag(MouseButton::Left);
const UP: MouseEventKind = MouseEventKind::Up(MouseButton::Left);
const FULL_SCREEN: &str = "\x1b[?1049h";
const WANTS_MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

fn place(row: u16, column: u16) -> Place {
    Place { row, column }
}

#[test]
fn every_key_goes_to_the_program() {
    let mut bench = Bench::with_shell("$ ");
    for (event, code, mods) in [
        (KeyEvent::from(KeyCode::Esc), Code::Escape, Mods::NONE),
        (
            KeyEvent::from(KeyCode::Char('q')),
            Code::Char('q'),
            Mods::NONE,
        ),
        (KeyEvent::from(KeyCode::BackTab), Code::Tab, Mods::SHIFT),
        (KeyEvent::from(KeyCode::F(1)), Code::F(1), Mods::NONE),
        (
            KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
            Code::Char('c'),
            Mods::CONTROL,
        ),
        (
            KeyEvent::new(KeyCode::Left, KeyModifiers::ALT | KeyModifiers::SHIFT),
            Code::Left,
            Mods::ALT.with(Mods::SHIFT),
        ),
    ] {
        let sent = deeds(bench.send(Msg::Key(event)));
        assert_eq!(sent, [Deed::Key(Key::new(code, mods))], "{event:?}");
    }
    assert!(bench.press(KeyCode::CapsLock).is_empty());
}

#[test]
fn looking_back_turns_the_keys_to_the_scrollback_until_it_is_left() {
    let mut bench = Bench::with_shell("$ ");
    bench.act(Action::ScrollMode);
    for (action, scroll) in [
        (Action::Up, Scroll::Lines(1)),
        (Action::Down, Scroll::Lines(-1)),
        (Action::PageUp, Scroll::PageUp),
        (Action::PageDown, Scroll::PageDown),
        (Action::HalfPageUp, Scroll::Lines(4)),
        (Action::First, Scroll::Top),
        (Action::Last, Scroll::Bottom),
    ] {
        assert_eq!(deeds(bench.act(action)), [Deed::Scroll(scroll)]);
    }
    assert_eq!(deeds(bench.act(Action::Copy)), [Deed::Copy]);
    assert!(bench.press(KeyCode::Char('x')).is_empty());
    assert!(bench.state.is_still());

    assert_eq!(
        deeds(bench.act(Action::Cancel)),
        [Deed::Unselect, Deed::Scroll(Scroll::Bottom)]
    );
    assert_eq!(deeds(bench.press(KeyCode::Char('k'))).len(), 1);
    assert_eq!(bench.state.doing, Doing::Typing);
}

#[test]
fn a_search_begins_with_what_is_newest_and_goes_on_both_ways() {
    let mut bench = Bench::with_shell("$ ");
    bench.act(Action::Find);
    bench.types("err[0-9]");
    let find = |toward| Deed::Find("err[0-9]".to_owned(), toward);

    assert_eq!(deeds(bench.press(KeyCode::Enter)), [find(Toward::Older)]);
    assert_eq!(
        deeds(bench.act(Action::FindPrevious)),
        [find(Toward::Newer)]
    );
    bench.act(Action::Find);
    assert_eq!(
        deeds(bench.press(KeyCode::Enter)),
        [find(Toward::Older)],
        "nothing typed means once more"
    );
    bench.act(Action::Find);
    bench.types("other");
    bench.press(KeyCode::Esc);
    assert_eq!(deeds(bench.act(Action::FindNext)), [find(Toward::Older)]);
    assert_eq!(bench.send(Msg::NotFound("nothing".to_owned())).len(), 1);
}

#[test]
fn a_program_that_fills_the_screen_keeps_its_pages_and_its_wheel() {
    let mut bench = Bench::with_shell(FULL_SCREEN);

    assert!(deeds(bench.act(Action::ScrollMode)).is_empty());
    assert_eq!(bench.state.doing, Doing::Typing);
    let page = Key::new(Code::PageUp, Mods::SHIFT);
    assert_eq!(deeds(bench.act(Action::PageUp)), [Deed::Key(page)]);
    let turned = deeds(bench.mouse(MouseEventKind::ScrollUp, 12, 7));
    assert!(matches!(turned[..], [Deed::Mouse(_)]), "{turned:?}");
}

#[test]
fn at_a_prompt_pages_and_wheel_scroll() {
    let mut bench = Bench::with_shell("$ ");

    assert_eq!(
        deeds(bench.act(Action::PageDown)),
        [Deed::Scroll(Scroll::PageDown)]
    );
    assert_eq!(
        deeds(bench.mouse(MouseEventKind::ScrollUp, 12, 7)),
        [Deed::Scroll(Scroll::Lines(3))]
    );
}

#[test]
fn the_mouse_goes_to_a_program_that_wants_it_unless_shift_is_held() {
    let mut bench = Bench::with_shell(WANTS_MOUSE);

    let sent = deeds(bench.mouse(DOWN, AREA.x + 3, AREA.y + 2));

    let expected = Mouse {
        kind: MouseKind::Press(Button::Left),
        row: 2,
        column: 3,
        mods: Mods::NONE,
    };
    assert_eq!(sent, [Deed::Mouse(expected)]);
    let bypassed = deeds(bench.send(Msg::Mouse(MouseEvent {
        kind: DOWN,
        column: AREA.x,
        row: AREA.y,
        modifiers: KeyModifiers::SHIFT,
    })));
    assert_eq!(bypassed, [Deed::Select(place(0, 0), Granularity::Cell)]);
    assert_eq!(
        deeds(bench.mouse(DRAG, AREA.x + 1, AREA.y)),
        [Deed::Extend(place(0, 1), 0)],
        "a drag that began with shift goes on without"
    );
}

#[test]
fn a_drag_selects_and_its_end_copies() {
    let mut bench = Bench::with_shell("some text");
    let select = |count| Deed::Select(place(1, 2), count);

    assert_eq!(
        deeds(bench.mouse(DOWN, AREA.x + 2, AREA.y + 1)),
        [select(Granularity::Cell)]
    );
    assert_eq!(
        deeds(bench.mouse(DRAG, AREA.x + 5, AREA.y + 1)),
        [Deed::Extend(place(1, 5), 0)]
    );
    let above = deeds(bench.mouse(DRAG, AREA.x, AREA.y - 3));
    assert_eq!(
        above,
        [Deed::Extend(place(0, 0), 1)],
        "lines come to meet the mouse"
    );
    let below = deeds(bench.mouse(DRAG, 99, 99));
    assert_eq!(below, [Deed::Extend(place(7, 39), -1)]);
    assert_eq!(deeds(bench.mouse(UP, 99, 99)), [Deed::Copy]);
    assert!(bench.mouse(DRAG, 12, 7).is_empty(), "the button is up");

    let copied = bench.send(Msg::Selected("text".to_owned()));
    assert!(matches!(&copied[..], [RootEffect::Copy(text)] if text == "text"));
    assert_eq!(
        deeds(bench.act(Action::Paste)),
        [Deed::Paste("text".to_owned())]
    );
}

#[test]
fn clicks_in_a_row_take_word_and_line_and_one_alone_takes_the_selection_away() {
    let mut bench = Bench::with_shell("some text");
    let (x, y) = (AREA.x + 2, AREA.y);
    let mut clicked = Vec::new();
    for _ in 0..4 {
        bench.now += Duration::from_millis(100);
        clicked.extend(deeds(bench.mouse(DOWN, x, y)));
        clicked.extend(deeds(bench.mouse(UP, x, y)));
    }
    bench.now += Duration::from_secs(1);
    clicked.extend(deeds(bench.mouse(DOWN, x, y)));

    let select = |granularity| Deed::Select(place(0, 2), granularity);
    assert_eq!(
        clicked,
        [
            select(Granularity::Cell),
            Deed::Unselect,
            select(Granularity::Word),
            Deed::Copy,
            select(Granularity::Line),
            Deed::Copy,
            select(Granularity::Cell),
            Deed::Unselect,
            select(Granularity::Cell),
        ]
    );
}

#[test]
fn pasted_text_goes_to_a_program_that_lives() {
    let mut bench = Bench::with_shell("$ ");
    bench.act(Action::ScrollMode);

    let text = "one\ntwo".to_owned();
    assert_eq!(
        deeds(bench.send(Msg::Paste(text.clone()))),
        [Deed::Paste(text.clone())]
    );
    assert_eq!(bench.state.doing, Doing::Typing);
    bench.ends(Exit::Code(0), "");
    assert!(bench.send(Msg::Paste(text)).is_empty());
    assert_eq!(
        bench.act(Action::Paste).len(),
        1,
        "nothing was copied: it is said"
    );
}

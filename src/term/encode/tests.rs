use super::*;
use crate::term::Focus;
use crate::term::{
    Button, Code, Key, Kitty, Mode, Modes, Mods, Mouse, MouseKind, Reporting, Stroke, Wire,
};

fn typed(code: Code, held: Mods, modes: Modes) -> String {
    key(&Key::new(code, held), modes).map_or("nothing".to_owned(), shown)
}

fn shown(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace('\x1b', "^[")
}

fn speaking(flags: &[Kitty]) -> Modes {
    Modes::default().with_kitty(
        flags
            .iter()
            .fold(Kitty::default(), |all, flag| all.with(*flag)),
    )
}

#[test]
fn plain_keys_are_those_of_xterm() {
    let modes = Modes::default();
    let both = Mods::CONTROL.with(Mods::ALT);
    for (code, mods, bytes) in [
        (Code::Char('a'), Mods::NONE, "a"),
        (Code::Char('世'), Mods::NONE, "世"),
        (Code::Char('é'), Mods::ALT, "^[é"),
        (Code::Char('A'), Mods::SHIFT, "A"),
        (Code::Char('c'), Mods::CONTROL, "\x03"),
        (Code::Char('C'), Mods::CONTROL.with(Mods::SHIFT), "\x03"),
        (Code::Char(' '), Mods::CONTROL, "\0"),
        (Code::Char('['), Mods::CONTROL, "^["),
        (Code::Char('/'), Mods::CONTROL, "\x1f"),
        (Code::Char('?'), Mods::CONTROL, "\x7f"),
        (Code::Char('1'), Mods::CONTROL, "1"),
        (Code::Char('x'), both, "^[\x18"),
        (Code::Enter, Mods::NONE, "\r"),
        (Code::Enter, Mods::ALT, "^[\r"),
        (Code::Tab, Mods::NONE, "\t"),
        (Code::Tab, Mods::SHIFT, "^[[Z"),
        (Code::Backspace, Mods::NONE, "\x7f"),
        (Code::Backspace, Mods::ALT, "^[\x7f"),
        (Code::Backspace, Mods::CONTROL, "\x08"),
        (Code::Escape, Mods::NONE, "^["),
        (Code::Escape, Mods::ALT, "^[^["),
    ] {
        assert_eq!(typed(code, mods, modes), bytes, "{code:?} {mods:?}");
    }
}

#[test]
fn keys_that_move_follow_the_cursor_mode_until_a_modifier_is_held() {
    let plain = Modes::default();
    let keys = plain.with(Mode::CursorKeys);
    let all = Mods::SHIFT.with(Mods::ALT).with(Mods::CONTROL);

    assert_eq!(typed(Code::Up, Mods::NONE, plain), "^[[A");
    assert_eq!(typed(Code::Up, Mods::NONE, keys), "^[OA");
    assert_eq!(typed(Code::End, Mods::NONE, keys), "^[OF");
    assert_eq!(typed(Code::Left, Mods::SHIFT, keys), "^[[1;2D");
    assert_eq!(typed(Code::Right, Mods::CONTROL, plain), "^[[1;5C");
    assert_eq!(typed(Code::Home, all, plain), "^[[1;8H");
    assert_eq!(typed(Code::Delete, Mods::NONE, keys), "^[[3~");
    assert_eq!(typed(Code::PageUp, Mods::ALT, plain), "^[[5;3~");
    assert_eq!(
        typed(Code::Enter, Mods::NONE, plain.with(Mode::NewLine)),
        "\r\n"
    );
}

#[test]
fn function_keys_have_the_numbers_of_xterm_with_their_gaps() {
    let numbers: Vec<String> = (1..=21)
        .map(|number| typed(Code::F(number), Mods::NONE, Modes::default()))
        .collect();

    assert_eq!(
        numbers.join(" "),
        "^[OP ^[OQ ^[OR ^[OS ^[[15~ ^[[17~ ^[[18~ ^[[19~ ^[[20~ ^[[21~ ^[[23~ ^[[24~ ^[[25~ \
         ^[[26~ ^[[28~ ^[[29~ ^[[31~ ^[[32~ ^[[33~ ^[[34~ nothing"
    );
    assert_eq!(typed(Code::F(1), Mods::SHIFT, Modes::default()), "^[[1;2P");
    assert_eq!(
        typed(Code::F(5), Mods::CONTROL, Modes::default()),
        "^[[15;5~"
    );
}

#[test]
fn the_first_degree_of_kitty_tells_escape_apart_and_leaves_text_alone() {
    let modes = speaking(&[Kitty::DISAMBIGUATE]).with(Mode::CursorKeys);
    for (code, mods, bytes) in [
        (Code::Escape, Mods::NONE, "^[[27u"),
        (Code::Char('a'), Mods::NONE, "a"),
        (Code::Char('A'), Mods::SHIFT, "A"),
        (Code::Char('c'), Mods::CONTROL, "^[[99;5u"),
        (Code::Char('C'), Mods::CONTROL.with(Mods::SHIFT), "^[[99;6u"),
        (Code::Char('x'), Mods::ALT, "^[[120;3u"),
        (Code::Enter, Mods::NONE, "\r"),
        (Code::Enter, Mods::SHIFT, "^[[13;2u"),
        (Code::Tab, Mods::SHIFT, "^[[9;2u"),
        (Code::Up, Mods::NONE, "^[[A"),
        (Code::F(3), Mods::NONE, "^[[13~"),
        (Code::F(3), Mods::ALT, "^[[13;3~"),
        (Code::F(4), Mods::NONE, "^[[S"),
        (Code::PageDown, Mods::CONTROL, "^[[6;5~"),
    ] {
        assert_eq!(typed(code, mods, modes), bytes, "{code:?} {mods:?}");
    }
}

#[test]
fn repeats_and_releases_are_told_only_to_programs_that_ask() {
    let stroke = |code, stroke, modes| {
        let key_ = Key {
            stroke,
            ..Key::new(code, Mods::NONE)
        };
        key(&key_, modes).map_or("nothing".to_owned(), shown)
    };
    let first = speaking(&[Kitty::DISAMBIGUATE]);
    let events = speaking(&[Kitty::DISAMBIGUATE, Kitty::EVENTS]);
    let all = speaking(&[Kitty::EVENTS, Kitty::ALL]);

    assert_eq!(
        stroke(Code::Up, Stroke::Release, Modes::default()),
        "nothing"
    );
    assert_eq!(stroke(Code::Up, Stroke::Release, first), "nothing");
    assert_eq!(stroke(Code::Up, Stroke::Repeat, first), "^[[A");
    assert_eq!(stroke(Code::Up, Stroke::Release, events), "^[[1;1:3A");
    assert_eq!(stroke(Code::Escape, Stroke::Repeat, events), "^[[27;1:2u");
    assert_eq!(stroke(Code::Char('a'), Stroke::Release, events), "nothing");
    assert_eq!(stroke(Code::Enter, Stroke::Release, events), "nothing");
    assert_eq!(stroke(Code::Char('a'), Stroke::Release, all), "^[[97;1:3u");
}

#[test]
fn the_last_degrees_tell_the_shifted_key_and_its_text() {
    let modes = speaking(&[Kitty::ALTERNATES, Kitty::ALL, Kitty::TEXT]);

    assert_eq!(typed(Code::Char('a'), Mods::NONE, modes), "^[[97;;97u");
    assert_eq!(typed(Code::Char('A'), Mods::SHIFT, modes), "^[[97:65;2;65u");
    assert_eq!(typed(Code::Char('a'), Mods::CONTROL, modes), "^[[97;5u");
    assert_eq!(typed(Code::Enter, Mods::NONE, modes), "^[[13u");
}

fn at(kind: MouseKind, column: u16, mods: Mods) -> Mouse {
    Mouse {
        kind,
        row: 4,
        column,
        mods,
    }
}

#[test]
fn the_mouse_is_reported_in_the_degree_and_the_writing_that_was_asked_for() {
    let sgr = |mouse| Modes::default().with_mouse(mouse, Wire::Sgr);
    let press = at(MouseKind::Press(Button::Right), 9, Mods::CONTROL);
    let drag = at(MouseKind::Drag(Button::Left), 0, Mods::NONE);
    let moved = at(MouseKind::Move, 0, Mods::NONE);
    let report = |event: &Mouse, modes| mouse(event, modes).map(shown);

    assert_eq!(report(&press, sgr(Reporting::Off)), None);
    assert_eq!(
        report(&press, sgr(Reporting::Click)).unwrap(),
        "^[[<18;10;5M"
    );
    let release = at(MouseKind::Release(Button::Left), 9, Mods::SHIFT);
    assert_eq!(
        report(&release, sgr(Reporting::Click)).unwrap(),
        "^[[<4;10;5m"
    );
    let wheel = at(MouseKind::WheelDown, 0, Mods::NONE);
    assert_eq!(
        report(&wheel, sgr(Reporting::Click)).unwrap(),
        "^[[<65;1;5M"
    );
    assert_eq!(report(&drag, sgr(Reporting::Click)), None);
    assert_eq!(report(&drag, sgr(Reporting::Drag)).unwrap(), "^[[<32;1;5M");
    assert_eq!(report(&moved, sgr(Reporting::Drag)), None);
    assert_eq!(
        report(&moved, sgr(Reporting::Motion)).unwrap(),
        "^[[<35;1;5M"
    );
}

#[test]
fn the_old_reports_name_no_released_button_and_end_at_their_last_column() {
    let old = |wire| Modes::default().with_mouse(Reporting::Click, wire);
    let press = |column| at(MouseKind::Press(Button::Left), column, Mods::NONE);
    let release = at(MouseKind::Release(Button::Right), 0, Mods::NONE);

    assert_eq!(mouse(&press(0), old(Wire::Bytes)).unwrap(), b"\x1b[M !%");
    assert_eq!(mouse(&release, old(Wire::Bytes)).unwrap(), b"\x1b[M#!%");
    assert_eq!(
        mouse(&press(222), old(Wire::Bytes)).unwrap(),
        b"\x1b[M \xff%"
    );
    assert_eq!(mouse(&press(223), old(Wire::Bytes)), None);
    assert_eq!(
        mouse(&press(223), old(Wire::Utf8)).unwrap(),
        "\x1b[M \u{100}%".as_bytes()
    );
    assert_eq!(mouse(&press(2015), old(Wire::Utf8)), None);
}

#[test]
fn the_wheel_becomes_arrows_only_in_the_alternate_screen() {
    let wheel = at(MouseKind::WheelUp, 0, Mods::NONE);
    let pager = Modes::default().with(Mode::Alternate).with(Mode::WheelKeys);

    assert_eq!(mouse(&wheel, Modes::default().with(Mode::WheelKeys)), None);
    assert_eq!(mouse(&wheel, pager).unwrap(), b"\x1b[A\x1b[A\x1b[A");
    assert_eq!(
        mouse(&wheel, pager.with(Mode::CursorKeys)).unwrap(),
        b"\x1bOA\x1bOA\x1bOA"
    );
    assert_eq!(mouse(&at(MouseKind::Move, 0, Mods::NONE), pager), None);
}

#[test]
fn pasted_text_cannot_end_its_bracket_or_press_keys() {
    let bracket = Modes::default().with(Mode::Paste);

    let evil = "a\x1b[20\x1b[201~1~rm\x03\u{9b}201~\n";
    assert_eq!(
        shown(paste(evil, bracket)),
        "^[[200~a[20[201~1~rm201~\r^[[201~"
    );
    assert_eq!(
        paste("one\r\ntwo\nthree\r\tß", Modes::default()),
        "one\rtwo\rthree\r\tß".as_bytes()
    );
}

#[test]
fn the_focus_is_told_only_where_it_was_asked_for() {
    let asked = Modes::default().with(Mode::Focus);

    assert_eq!(focus(Focus::Gained, Modes::default()), None);
    assert_eq!(focus(Focus::Gained, asked).unwrap(), b"\x1b[I");
    assert_eq!(focus(Focus::Lost, asked).unwrap(), b"\x1b[O");
}

//! The keys and mouse events of the terminal around us in the words of the terminal within.

use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::term::{Button, Code, Key, Mods, Mouse, MouseKind, Place, Stroke};

/// The key, unless programs know no such key.
pub fn key(event: KeyEvent) -> Option<Key> {
    let mut held = mods(event.modifiers);
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            held = held.with(Mods::SHIFT);
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Esc => Code::Escape,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(number) => Code::F(number),
        KeyCode::Null => {
            held = held.with(Mods::CONTROL);
            Code::Char(' ')
        }
        KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    let stroke = match event.kind {
        KeyEventKind::Press => Stroke::Press,
        KeyEventKind::Repeat => Stroke::Repeat,
        KeyEventKind::Release => Stroke::Release,
    };
    Some(Key {
        code,
        mods: held,
        stroke,
    })
}

/// The mouse event at `place` of the program's screen.
pub fn mouse(event: MouseEvent, place: Place) -> Mouse {
    let kind = match event.kind {
        MouseEventKind::Down(pressed) => MouseKind::Press(button(pressed)),
        MouseEventKind::Up(released) => MouseKind::Release(button(released)),
        MouseEventKind::Drag(held) => MouseKind::Drag(button(held)),
        MouseEventKind::Moved => MouseKind::Move,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        MouseEventKind::ScrollLeft => MouseKind::WheelLeft,
        MouseEventKind::ScrollRight => MouseKind::WheelRight,
    };
    Mouse {
        kind,
        row: place.row,
        column: place.column,
        mods: mods(event.modifiers),
    }
}

fn button(button: MouseButton) -> Button {
    match button {
        MouseButton::Left => Button::Left,
        MouseButton::Middle => Button::Middle,
        MouseButton::Right => Button::Right,
    }
}

fn mods(held: KeyModifiers) -> Mods {
    let mut mods = Mods::NONE;
    for (theirs, ours) in [
        (KeyModifiers::SHIFT, Mods::SHIFT),
        (KeyModifiers::ALT, Mods::ALT),
        (KeyModifiers::CONTROL, Mods::CONTROL),
        (KeyModifiers::SUPER, Mods::SUPER),
    ] {
        if held.contains(theirs) {
            mods = mods.with(ours);
        }
    }
    mods
}

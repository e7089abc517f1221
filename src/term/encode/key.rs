//! Keys the way xterm writes them.

use super::kitty;
use crate::term::key::{Code, Key, Mods, Stroke};
use crate::term::modes::{Mode, Modes};

/// The bytes of `key`, if it makes any.
pub fn key(key: &Key, modes: Modes) -> Option<Vec<u8>> {
    if modes.kitty.is_on() {
        return kitty::key(key, modes);
    }
    match key.stroke {
        Stroke::Press | Stroke::Repeat => legacy(key, modes),
        Stroke::Release => None,
    }
}

/// A key without the kitty protocol.
pub fn legacy(key: &Key, modes: Modes) -> Option<Vec<u8>> {
    let held = key.mods;
    let plain = match key.code {
        Code::Char(c) => return Some(character(c, held)),
        Code::Enter if modes.has(Mode::NewLine) => "\r\n",
        Code::Enter => "\r",
        Code::Tab if held.contains(Mods::SHIFT) => "\x1b[Z",
        Code::Tab => "\t",
        Code::Backspace if held.contains(Mods::CONTROL) => "\x08",
        Code::Backspace => "\x7f",
        Code::Escape => "\x1b",
        Code::Up
        | Code::Down
        | Code::Left
        | Code::Right
        | Code::Home
        | Code::End
        | Code::PageUp
        | Code::PageDown
        | Code::Insert
        | Code::Delete
        | Code::F(_) => return functional(key.code, held, modes).map(String::into_bytes),
    };
    let mut bytes = Vec::with_capacity(4);
    if held.contains(Mods::ALT) {
        bytes.push(0x1b);
    }
    bytes.extend_from_slice(plain.as_bytes());
    Some(bytes)
}

/// A character with Control and Alt.
fn character(c: char, mods: Mods) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(5);
    if mods.contains(Mods::ALT) {
        bytes.push(0x1b);
    }
    match control(c).filter(|_| mods.contains(Mods::CONTROL)) {
        Some(byte) => bytes.push(byte),
        None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
    bytes
}

/// The control character that Control makes of `c`, as xterm has it.
fn control(c: char) -> Option<u8> {
    let byte = match c {
        ' ' | '2' => 0x00,
        '3' => 0x1b,
        '4' => 0x1c,
        '5' => 0x1d,
        '6' => 0x1e,
        '7' | '/' | '-' => 0x1f,
        '8' | '?' => 0x7f,
        '@'..='_' | 'a'..='z' => u8::try_from(c).ok()? & 0x1f,
        _ => return None,
    };
    Some(byte)
}

/// How a functional key is written.
pub enum Form {
    /// `CSI 1 ; mods X`, or `CSI X` without modifiers.
    Letter(char),
    /// `CSI number ; mods ~`.
    Number(u8),
}

/// The form of a functional key, `None` for a key that has none.
pub fn form(code: Code) -> Option<Form> {
    Some(match code {
        Code::Up => Form::Letter('A'),
        Code::Down => Form::Letter('B'),
        Code::Right => Form::Letter('C'),
        Code::Left => Form::Letter('D'),
        Code::Home => Form::Letter('H'),
        Code::End => Form::Letter('F'),
        Code::Insert => Form::Number(2),
        Code::Delete => Form::Number(3),
        Code::PageUp => Form::Number(5),
        Code::PageDown => Form::Number(6),
        Code::F(number) => match number {
            1..=4 => Form::Letter(char::from(b'P' + number - 1)),
            5 => Form::Number(15),
            6..=10 => Form::Number(number + 11),
            11..=14 => Form::Number(number + 12),
            15..=16 => Form::Number(number + 13),
            17..=20 => Form::Number(number + 14),
            _ => return None,
        },
        Code::Char(_) | Code::Enter | Code::Tab | Code::Backspace | Code::Escape => return None,
    })
}

fn functional(code: Code, held: Mods, modes: Modes) -> Option<String> {
    let held = held.bits() + 1;
    Some(match form(code)? {
        Form::Letter(letter) if held > 1 => format!("\x1b[1;{held}{letter}"),
        // F1 to F4 are `SS3` always, the keys that move only in application mode.
        Form::Letter(letter) if letter >= 'P' || modes.has(Mode::CursorKeys) => {
            format!("\x1bO{letter}")
        }
        Form::Letter(letter) => format!("\x1b[{letter}"),
        Form::Number(number) if held > 1 => format!("\x1b[{number};{held}~"),
        Form::Number(number) => format!("\x1b[{number}~"),
    })
}

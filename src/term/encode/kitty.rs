//! Keys of the kitty keyboard protocol, in the degree that the program asked for.

use std::fmt::Write;

use super::key::{Form, form, legacy};
use crate::term::key::{Code, Key, Mods, Stroke};
use crate::term::modes::{Kitty, Modes};

/// The bytes of `key`, if the program is to hear of it.
pub fn key(key: &Key, modes: Modes) -> Option<Vec<u8>> {
    let kitty = modes.kitty;
    let all = kitty.contains(Kitty::ALL);
    let events = kitty.contains(Kitty::EVENTS);
    if key.stroke == Stroke::Release && !events {
        return None;
    }
    if let Some(form) = form(key.code) {
        return Some(functional(&form, key, events).into_bytes());
    }
    let text = match key.code {
        // Shift alone makes another character, which is text still.
        Code::Char(_) => key.mods.without(Mods::SHIFT) == Mods::NONE,
        Code::Enter | Code::Tab | Code::Backspace => key.mods == Mods::NONE,
        Code::Escape
        | Code::Up
        | Code::Down
        | Code::Left
        | Code::Right
        | Code::Home
        | Code::End
        | Code::PageUp
        | Code::PageDown
        | Code::Insert
        | Code::Delete
        | Code::F(_) => false,
    };
    if text && !all {
        // A person must be able to type `reset` after a program died with the protocol on.
        return match key.stroke {
            Stroke::Press | Stroke::Repeat => legacy(key, modes),
            Stroke::Release => None,
        };
    }
    Some(unicode(key, kitty).into_bytes())
}

/// `CSI number ; mods : event u`, with what else was asked for.
fn unicode(key: &Key, kitty: Kitty) -> String {
    let (number, shifted) = number(key.code);
    let mut text = format!("\x1b[{number}");
    // Writing to a string cannot fail.
    if let Some(shifted) =
        shifted.filter(|_| kitty.contains(Kitty::ALTERNATES) && key.mods.contains(Mods::SHIFT))
    {
        write!(text, ":{}", u32::from(shifted)).ok();
    }
    let typed = typed(key).filter(|_| kitty.contains(Kitty::TEXT) && kitty.contains(Kitty::ALL));
    let mods = modifiers(key, kitty.contains(Kitty::EVENTS));
    match (mods, typed) {
        (None, None) => {}
        (Some(mods), None) => {
            write!(text, ";{mods}").ok();
        }
        (mods, Some(typed)) => {
            write!(text, ";{};{}", mods.unwrap_or_default(), u32::from(typed)).ok();
        }
    }
    text.push('u');
    text
}

fn functional(form: &Form, key: &Key, events: bool) -> String {
    let mods = modifiers(key, events);
    match (form, mods) {
        // `CSI R` is the answer to a question about the cursor, so F3 has a number here.
        (Form::Letter('R'), None) => "\x1b[13~".to_owned(),
        (Form::Letter('R'), Some(mods)) => format!("\x1b[13;{mods}~"),
        (Form::Letter(letter), None) => format!("\x1b[{letter}"),
        (Form::Letter(letter), Some(mods)) => format!("\x1b[1;{mods}{letter}"),
        (Form::Number(number), None) => format!("\x1b[{number}~"),
        (Form::Number(number), Some(mods)) => format!("\x1b[{number};{mods}~"),
    }
}

/// The field of modifiers and event, `None` where it says nothing.
fn modifiers(key: &Key, events: bool) -> Option<String> {
    let held = u16::from(key.mods.bits()) + 1;
    let event = match key.stroke {
        Stroke::Repeat if events => 2,
        Stroke::Release if events => 3,
        Stroke::Press | Stroke::Repeat | Stroke::Release => 1,
    };
    match (held, event) {
        (1, 1) => None,
        (held, 1) => Some(held.to_string()),
        (held, event) => Some(format!("{held}:{event}")),
    }
}

/// The number of the key without Shift, and the character with it.
fn number(code: Code) -> (u32, Option<char>) {
    match code {
        Code::Char(c) => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(plain), None) if plain != c => (u32::from(plain), Some(c)),
                _ => (u32::from(c), None),
            }
        }
        Code::Enter => (13, None),
        Code::Tab => (9, None),
        Code::Backspace => (127, None),
        Code::Escape => (27, None),
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
        | Code::F(_) => (0, None),
    }
}

/// The character that the key makes as text.
fn typed(key: &Key) -> Option<char> {
    let Code::Char(c) = key.code else {
        return None;
    };
    let plain = key.mods.without(Mods::SHIFT) == Mods::NONE;
    (plain && key.stroke != Stroke::Release).then_some(c)
}

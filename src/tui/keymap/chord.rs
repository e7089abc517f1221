//! One key with what is held down beside it, as text and as pressed.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key and the modifiers held with it, in one spelling for every terminal.
///
/// A capital or shifted character carries no shift: `A`, not `shift-a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// What is held.
    pub modifiers: KeyModifiers,
}

/// Text that is no chord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no key: write for example ctrl-s, alt-1, f1, shift-tab, enter or x")]
pub struct ChordError(pub String);

/// The names of keys that are no character.
const NAMED: [(&str, KeyCode); 17] = [
    ("enter", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("esc", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("minus", KeyCode::Char('-')),
];

const HELD: [(&str, KeyModifiers); 3] = [
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

impl Chord {
    /// The chord of a pressed key.
    pub fn of(key: KeyEvent) -> Self {
        let held =
            key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        Self::normal(key.code, held)
    }

    fn normal(code: KeyCode, mut modifiers: KeyModifiers) -> Self {
        let code = match code {
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::BackTab
            }
            KeyCode::BackTab => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::BackTab
            }
            KeyCode::Char(c) => {
                // With control a terminal cannot tell capitals apart; without, the character says it.
                let control = modifiers.contains(KeyModifiers::CONTROL);
                let shifted = modifiers.contains(KeyModifiers::SHIFT);
                modifiers -= KeyModifiers::SHIFT;
                match (control, shifted) {
                    (true, _) => KeyCode::Char(c.to_ascii_lowercase()),
                    (false, true) => KeyCode::Char(c.to_ascii_uppercase()),
                    (false, false) => KeyCode::Char(c),
                }
            }
            other => other,
        };
        Self { code, modifiers }
    }

    /// The character that it types, when nothing but shift is held.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }
}

impl FromStr for Chord {
    type Err = ChordError;

    fn from_str(text: &str) -> Result<Self, ChordError> {
        let mut rest = text;
        let mut held = KeyModifiers::NONE;
        while let Some((prefix, modifier)) = HELD
            .iter()
            .find(|(prefix, _)| rest.len() > prefix.len() && rest.starts_with(prefix))
        {
            held |= *modifier;
            rest = &rest[prefix.len()..];
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest).ok_or_else(|| ChordError(text.to_owned()))?,
        };
        Ok(Self::normal(code, held))
    }
}

fn named(name: &str) -> Option<KeyCode> {
    if let Some(number) = name.strip_prefix('f') {
        let number: u8 = number.parse().ok()?;
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
}

impl fmt::Display for Chord {
    /// As people read it in help and footer: `Ctrl-S`, `Alt-1`, `F1`, `x`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = String::new();
        for (prefix, modifier) in HELD {
            if self.modifiers.contains(modifier) {
                shown.push_str(&capital(prefix));
            }
        }
        let plain = self.modifiers.is_empty();
        match self.code {
            KeyCode::Char(' ') => shown.push_str("Space"),
            KeyCode::Char(c) if plain => shown.push(c),
            KeyCode::Char(c) => shown.extend(c.to_uppercase()),
            KeyCode::F(number) => {
                shown.push('F');
                shown.push_str(&number.to_string());
            }
            KeyCode::Up => shown.push('↑'),
            KeyCode::Down => shown.push('↓'),
            KeyCode::Left => shown.push('←'),
            KeyCode::Right => shown.push('→'),
            KeyCode::PageUp => shown.push_str("PgUp"),
            KeyCode::PageDown => shown.push_str("PgDn"),
            KeyCode::Delete => shown.push_str("Del"),
            KeyCode::BackTab => shown.push_str("Shift-Tab"),
            code => {
                let name = NAMED.iter().find(|(_, known)| *known == code);
                shown.push_str(&capital(name.map_or("?", |(name, _)| name)));
            }
        }
        f.pad(&shown)
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

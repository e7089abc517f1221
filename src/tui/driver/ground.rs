//! Asks the terminal whether its ground is dark or light, and picks the answer out of what is typed.
//!
//! The question is `OSC 11 ; ?`. The library that reads the terminal does not know the answer and
//! hands it on as keys: `Alt-]`, then the characters of `11;rgb:…`, then `Ctrl-G` or `Alt-\`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::config::ScreenSettings;
use crate::config::theme::Kind;
use crate::tui::root::Input;

/// The question.
pub const ASK: &[u8] = b"\x1b]11;?\x1b\\";

/// What every answer begins with.
const BEGINS: &str = "11;rgb";
/// A terminal that answers at all answers within this time, from far away too.
const PATIENCE: Duration = Duration::from_secs(2);
/// No answer is longer.
const LONGEST: usize = 40;

/// True when the theme is to fit the terminal and nothing else says what would.
pub fn is_worth_asking(
    settings: &ScreenSettings,
    look_up: impl Fn(&str) -> Option<String>,
) -> bool {
    // The console of Linux is dark, and may write on the screen what it does not understand.
    settings.fits_the_terminal()
        && look_up("COLORFGBG").is_none()
        && look_up("TERM").is_none_or(|term| term != "linux")
}

/// Whether the terminal was asked and may still answer; known to all that hold a copy.
#[derive(Debug, Clone, Default)]
pub struct Asked(Arc<Mutex<Option<Instant>>>);

impl Asked {
    /// The terminal is asked `now`.
    pub fn ask(&self, now: Instant) {
        *self.until() = Some(now + PATIENCE);
    }

    /// True while an answer may come.
    pub fn is_awaited(&self, now: Instant) -> bool {
        self.until().is_some_and(|until| now < until)
    }

    fn came(&self) {
        *self.until() = None;
    }

    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Picks one answer out of what is typed while it is awaited; everything else is typed.
#[derive(Debug, Default)]
pub struct Answer {
    asked: Asked,
    /// Keys that may belong to it.
    held: Vec<KeyEvent>,
    /// Keys that turned out not to.
    refused: Vec<KeyEvent>,
}

impl Answer {
    /// Picks out the answer to what was `asked`.
    pub fn to(asked: &Asked) -> Self {
        Self {
            asked: asked.clone(),
            ..Self::default()
        }
    }

    /// Takes a key that came `now`: it is held while it may belong to the answer.
    pub fn take(&mut self, key: KeyEvent, now: Instant) -> Option<Input> {
        let begins = is(key, ']', KeyModifiers::ALT) && self.asked.is_awaited(now);
        if self.held.is_empty() && !begins {
            return Some(Input::Key(key));
        }
        if !self.held.is_empty() && ends(key) {
            if let Some(kind) = kind_of(&self.text()) {
                self.held.clear();
                self.asked.came();
                return Some(Input::Ground(kind));
            }
        } else if begins || self.goes_on_with(key) {
            if begins {
                self.refused.append(&mut self.held);
            }
            self.held.push(key);
            return None;
        }
        self.refused.append(&mut self.held);
        Some(Input::Key(key))
    }

    /// True while the rest of an answer is waited for.
    pub fn is_begun(&self) -> bool {
        !self.held.is_empty()
    }

    /// The keys that were held and do not belong to the answer: they come before the last one.
    pub fn refused(&mut self) -> Vec<KeyEvent> {
        std::mem::take(&mut self.refused)
    }

    /// No more comes: what was held was typed.
    pub fn give_up(&mut self) -> Vec<KeyEvent> {
        std::mem::take(&mut self.held)
    }

    fn text(&self) -> String {
        self.held.iter().skip(1).filter_map(character).collect()
    }

    fn goes_on_with(&self, key: KeyEvent) -> bool {
        let Some(next) = character(&key) else {
            return false;
        };
        let at = self.held.len() - 1;
        match BEGINS.chars().nth(at) {
            Some(wanted) => next == wanted,
            None => at < LONGEST && (next.is_ascii_hexdigit() || matches!(next, ':' | '/' | 'a')),
        }
    }
}

fn is(key: KeyEvent, character: char, modifiers: KeyModifiers) -> bool {
    key.code == KeyCode::Char(character) && key.modifiers == modifiers
}

fn ends(key: KeyEvent) -> bool {
    is(key, '\\', KeyModifiers::ALT) || is(key, 'g', KeyModifiers::CONTROL)
}

fn character(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(character) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => {
            Some(character)
        }
        _ => None,
    }
}

/// Whether `11;rgb:RRRR/GGGG/BBBB`, with one to four hexadecimal digits each, is dark or light.
fn kind_of(answer: &str) -> Option<Kind> {
    let (_, colours) = answer.split_once(':')?;
    let parts = colours.split('/').take(3).map(|part| {
        let most = match part.len() {
            1 => 0xf,
            2 => 0xff,
            3 => 0xfff,
            4 => 0xffff,
            _ => return None,
        };
        Some(u32::from_str_radix(part, 16).ok()? * 255 / most)
    });
    let parts: Vec<u32> = parts.collect::<Option<_>>()?;
    let [red, green, blue] = parts[..] else {
        return None;
    };
    // How bright an eye finds the three (ITU-R BT.601).
    let bright = (red * 299 + green * 587 + blue * 114) / 1_000;
    Some(if bright < 128 {
        Kind::Dark
    } else {
        Kind::Light
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Flags, Key, Sources};

    fn plain(character: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(character), KeyModifiers::NONE)
    }

    fn alt(character: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(character), KeyModifiers::ALT)
    }

    fn bell() -> KeyEvent {
        KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL)
    }

    /// The answer to a question that was just asked.
    fn awaited() -> Answer {
        let asked = Asked::default();
        asked.ask(Instant::now() + Duration::from_hours(1));
        Answer::to(&asked)
    }

    /// What comes of keys, in order.
    fn picked(answer: &mut Answer, keys: &[KeyEvent]) -> Vec<Input> {
        let mut inputs = Vec::new();
        for key in keys {
            let input = answer.take(*key, Instant::now());
            inputs.extend(answer.refused().into_iter().map(Input::Key));
            inputs.extend(input);
        }
        inputs
    }

    fn keys(text: &str, end: KeyEvent) -> Vec<KeyEvent> {
        let mut keys = vec![alt(']')];
        keys.extend(text.chars().map(plain));
        keys.push(end);
        keys
    }

    #[test]
    fn the_answer_is_picked_out_and_what_is_typed_around_it_stays() {
        for (text, end, kind) in [
            ("11;rgb:ffff/ffff/ffff", alt('\\'), Kind::Light),
            ("11;rgb:1e1e/1e1e/2e2e", bell(), Kind::Dark),
            ("11;rgb:fa/f0/e6", bell(), Kind::Light),
            ("11;rgba:0000/0000/0000/ffff", alt('\\'), Kind::Dark),
        ] {
            let mut answer = awaited();
            let mut typed = vec![plain('h')];
            typed.extend(keys(text, end));
            typed.push(plain('i'));
            let expected = [
                Input::Key(plain('h')),
                Input::Ground(kind),
                Input::Key(plain('i')),
            ];
            assert_eq!(picked(&mut answer, &typed), expected, "{text}");
        }
    }

    #[test]
    fn what_only_begins_like_an_answer_was_typed() {
        for text in ["x", "11;x", "11;rgb:zz"] {
            let mut answer = awaited();
            let typed = keys(text, plain('!'));
            let expected: Vec<_> = typed.iter().copied().map(Input::Key).collect();
            assert_eq!(picked(&mut answer, &typed), expected, "{text}");
        }
        let mut answer = awaited();
        assert_eq!(picked(&mut answer, &[alt(']')]), []);
        assert!(answer.is_begun());
        assert_eq!(answer.give_up(), [alt(']')]);
        assert!(!answer.is_begun());
    }

    #[test]
    fn a_second_answer_is_none() {
        let mut answer = awaited();
        picked(&mut answer, &keys("11;rgb:0000/0000/0000", bell()));
        assert_eq!(picked(&mut answer, &[alt(']')]), [Input::Key(alt(']'))]);
    }

    #[test]
    fn no_key_is_held_unless_an_answer_is_awaited() {
        let (asked, now) = (Asked::default(), Instant::now());
        let mut answer = Answer::to(&asked);
        let typed = Some(Input::Key(alt(']')));
        assert_eq!(answer.take(alt(']'), now), typed, "nothing was asked");
        asked.ask(now);
        assert!(asked.is_awaited(now));
        assert_eq!(answer.take(alt(']'), now + PATIENCE), typed, "it is late");
        assert!(!answer.is_begun() && !asked.is_awaited(now + PATIENCE));
        for key in keys("11;rgb:0/0/0", bell()) {
            answer.take(key, now);
        }
        assert!(!asked.is_awaited(now), "it has come");
    }

    fn settings(background: &str) -> ScreenSettings {
        let home = tempfile::tempdir().unwrap();
        let flags = Flags::new()
            .with(Key::Theme, "--theme", "auto".to_owned())
            .with(Key::Background, "--background", background.to_owned());
        let sources = Sources::gather(home.path(), flags).unwrap();
        Config::resolve(&sources).unwrap().screen
    }

    #[test]
    fn only_a_terminal_that_nothing_is_known_of_is_asked() {
        let worth = |name: &str, value: &str| {
            is_worth_asking(&settings("auto"), |asked| {
                (asked == name).then(|| value.to_owned())
            })
        };
        assert!(worth("TERM", "xterm-256color"));
        assert!(!worth("TERM", "linux"), "it may write the question down");
        assert!(!worth("COLORFGBG", "0;15"), "it says so already");
        let known = settings("dark");
        assert!(!is_worth_asking(&known, |_| None), "the person says so");
    }
}

//! Pasted text, and the gain and loss of the focus.

use crate::term::modes::{Mode, Modes};
use crate::term::session::Focus;

/// The bytes of pasted text.
///
/// Line ends become what Enter sends. Escape and every other control character is left out: no
/// text may end its own bracket or press keys that the person did not.
pub fn paste(text: &str, modes: Modes) -> Vec<u8> {
    let mut clean = String::with_capacity(text.len() + 12);
    let bracketed = modes.has(Mode::Paste);
    if bracketed {
        clean.push_str("\x1b[200~");
    }
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            '\n' | '\r' => clean.push('\r'),
            '\t' => clean.push('\t'),
            c if c.is_control() => {}
            c => clean.push(c),
        }
        after_return = c == '\r';
    }
    if bracketed {
        clean.push_str("\x1b[201~");
    }
    clean.into_bytes()
}

/// The bytes that tell of the focus, where the program wants to hear of it.
pub fn focus(focus: Focus, modes: Modes) -> Option<&'static [u8]> {
    modes.has(Mode::Focus).then_some(match focus {
        Focus::Gained => b"\x1b[I",
        Focus::Lost => b"\x1b[O",
    })
}

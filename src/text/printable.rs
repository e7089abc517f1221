//! Makes text from elsewhere safe to show: nothing in it can move the cursor or change its order.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` on one line, with control, bidirectional and zero-width characters made visible.
///
/// A tab becomes a space and a line end `⏎`; every other such character becomes its code point in
/// the form `⟨U+202E⟩`. Used for whatever a model, a tool, a file or a person's idea brings.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '\n' => shown.push('⏎'),
            c if is_hidden(c) => {
                // Writing to a string cannot fail.
                write!(shown, "⟨U+{:04X}⟩", u32::from(c)).ok();
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Control characters (Cc), bidirectional marks and overrides, zero-width characters, line and
/// paragraph separators, tags and the byte-order mark. The zero-width joiner stays: emoji need it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200C}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_passes_untouched() {
        for text in ["", "plain", "Grüße, 世界 👩‍💻", "a → b"] {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_could_deceive_is_shown() {
        assert_eq!(printable("a\u{1b}[31mb"), "a⟨U+001B⟩[31mb");
        assert_eq!(printable("x\u{202E}y\u{200B}z"), "x⟨U+202E⟩y⟨U+200B⟩z");
        assert_eq!(printable("one\ttwo\nthree\r"), "one two⏎three⟨U+000D⟩");
        assert_eq!(printable("\u{9b}31m\u{7f}"), "⟨U+009B⟩31m⟨U+007F⟩");
    }
}

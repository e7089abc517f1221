//! Makes text from elsewhere safe to show: nothing in it can move the cursor or change its order.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` on one line, with control, bidirectional and zero-width characters made visible.
///
/// A tab becomes a space and a line end `⏎`; every other such character becomes its code point in
/// the form `⟨U+202E⟩`. Used for whatever a model, a tool, a file or a person's idea brings.
pub fn printable(text: &str) -> Cow<'_, str> {
    let mut before = None;
    let hidden = |c: char| is_hidden(before.replace(c), c);
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control())
        || !text.chars().any(hidden)
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = None;
    for c in text.chars() {
        let hidden = is_hidden(before.replace(c), c);
        match c {
            '\t' => shown.push(' '),
            '\n' => shown.push('⏎'),
            c if hidden => {
                // Writing to a string cannot fail.
                write!(shown, "⟨U+{:04X}⟩", u32::from(c)).ok();
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Control characters (Cc), bidirectional marks and overrides, zero-width characters, fillers, line
/// and paragraph separators, tags and the byte-order mark.
///
/// The zero-width joiner and the selectors of variants stay after what they belong to, emoji and
/// letters of other scripts; after a Latin letter they only make one name look like another.
fn is_hidden(before: Option<char>, c: char) -> bool {
    if matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}') {
        let keycap = c == '\u{FE0F}' && matches!(before, Some('0'..='9' | '#' | '*'));
        return !keycap && before.is_none_or(|before| before.is_ascii());
    }
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{3164}'
                | '\u{FFA0}'
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
        for text in ["", "plain", "Grüße, 世界 👩‍💻 ⚠️ 1️⃣ क्‍ष", "a → b"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_could_deceive_is_shown() {
        assert_eq!(printable("a\u{1b}[31mb"), "a⟨U+001B⟩[31mb");
        assert_eq!(printable("x\u{202E}y\u{200B}z"), "x⟨U+202E⟩y⟨U+200B⟩z");
        for filler in [
            "\u{200D}",
            "\u{34F}",
            "\u{FE0E}",
            "\u{E0101}",
            "\u{115F}",
            "\u{3164}",
        ] {
            let name = format!("ma{filler}in");
            assert!(printable(&name).starts_with("ma⟨U+"), "{name}");
        }
        assert_eq!(printable("one\ttwo\nthree\r"), "one two⏎three⟨U+000D⟩");
        assert_eq!(printable("\u{9b}31m\u{7f}"), "⟨U+009B⟩31m⟨U+007F⟩");
    }
}

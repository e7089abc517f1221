//! Characters that a person does not see, or that make text look like another.

use crate::domain::verdict::Span;

/// The first character of `text` that cannot be seen or changes the order of what is; a tab and a
/// line end may stand in a command, but not in a path.
pub(super) fn first_hidden(text: &str, allowed: &[char]) -> Option<(Span, char)> {
    text.char_indices()
        .find(|(_, c)| is_hidden(*c) && !allowed.contains(c))
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
}

/// Controls, marks of direction, zero-width characters, fillers, separators, tags, selectors of
/// variants, and every space that is not the plain one.
pub(super) fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || c.is_whitespace()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{FFFE}'
                | '\u{FFFF}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_found_where_it_stands() {
        assert_eq!(first_hidden("ls\tx\ny", &['\t', '\n']), None);
        let found = first_hidden("ls \u{202e}x", &['\t', '\n']);
        assert_eq!(found, Some((Span::new(3, 6), '\u{202e}')));
        for c in [
            '\r',
            '\0',
            '\u{7f}',
            '\u{a0}',
            '\u{200b}',
            '\u{3000}',
            '\u{e0041}',
        ] {
            assert!(first_hidden(&format!("a{c}b"), &[]).is_some(), "{c:?}");
        }
        assert_eq!(first_hidden("grüße-世界", &[]), None);
    }
}

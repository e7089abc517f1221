//! File names as a model reads and writes them: odd ones in quotes, the way git writes them.

use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use crate::text::printable;

/// The name, in quotes and with escapes where it has a character that could deceive or get lost.
pub fn quoted(path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains(['"', '\\'])
        && printable(text) == text
    {
        return text.to_owned();
    }
    let mut shown = String::from('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' => shown.push_str("\\\""),
                '\\' => shown.push_str("\\\\"),
                '\n' => shown.push_str("\\n"),
                '\t' => shown.push_str("\\t"),
                '\r' => shown.push_str("\\r"),
                c if printable(c.encode_utf8(&mut [0; 4])).chars().eq([c]) => shown.push(c),
                c => push_octal(&mut shown, c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        push_octal(&mut shown, chunk.invalid());
    }
    shown.push('"');
    shown
}

fn push_octal(shown: &mut String, bytes: &[u8]) {
    for byte in bytes {
        shown.push('\\');
        for shift in [6, 3, 0] {
            shown.push(char::from(b'0' + ((byte >> shift) & 7)));
        }
    }
}

/// The name that [`quoted`] wrote; a text without quotes is the name itself.
pub fn unquoted(text: &str) -> PathBuf {
    let inner = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let Some(inner) = inner else {
        return PathBuf::from(text);
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            bytes.push(first);
            continue;
        }
        match rest {
            [
                a @ b'0'..=b'3',
                b @ b'0'..=b'7',
                c @ b'0'..=b'7',
                after @ ..,
            ] => {
                bytes.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = after;
            }
            [letter, after @ ..] => {
                bytes.push(match letter {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    other => *other,
                });
                rest = after;
            }
            [] => bytes.push(b'\\'),
        }
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// One name of a listing.
pub(super) fn quoted_name(name: &OsStr) -> String {
    quoted(Path::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_names_stand_in_quotes_and_plain_ones_do_not() {
        assert_eq!(quoted(Path::new("src/Grüße 1.rs")), "src/Grüße 1.rs");
        assert_eq!(quoted(Path::new("a\nb")), "\"a\\nb\"");
        assert_eq!(
            quoted(Path::new(OsStr::from_bytes(b"x\xff\x1b[31m"))),
            "\"x\\377\\033[31m\""
        );
        assert_eq!(quoted(Path::new("a\u{202e}b")), "\"a\\342\\200\\256b\"");
    }

    proptest! {
        #[test]
        fn every_name_comes_back(bytes in proptest::collection::vec(1_u8.., 1..20)) {
            let path = PathBuf::from(std::ffi::OsString::from_vec(bytes));
            prop_assert_eq!(unquoted(&quoted(&path)), path);
        }
    }
}

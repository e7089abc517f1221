//! A file as text, with the encoding that it is written back in.

use memchr::memchr_iter;
use ropey::Rope;

use crate::text::{Charset, TextError, decode, encode};

/// Larger files are not changed by text.
pub(in crate::tools) const EDITABLE: u64 = 64 << 20;

/// How much is looked at to tell text from other data.
const SAMPLE: usize = 64 * 1024;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// A text with its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tools) struct Text {
    pub text: String,
    pub charset: Charset,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tools) enum Content {
    /// Text.
    Text(Text),
    /// Something else.
    Bytes(Vec<u8>),
}

/// The content of a file, told from its bytes.
pub(in crate::tools) fn decode_bytes(bytes: Vec<u8>) -> Content {
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if !marked && !bytes[..bytes.len().min(SAMPLE)].contains(&0) {
        if bytes.starts_with(UTF8_BOM) {
            if let Ok(text) = std::str::from_utf8(&bytes[UTF8_BOM.len()..]) {
                return Content::Text(Text {
                    text: text.to_owned(),
                    charset: Charset::Utf8Bom,
                });
            }
        } else {
            // The common case costs no copy.
            match String::from_utf8(bytes) {
                Ok(text) => {
                    return Content::Text(Text {
                        text,
                        charset: Charset::Utf8,
                    });
                }
                Err(error) => return by_guess(error.into_bytes()),
            }
        }
    }
    by_guess(bytes)
}

fn by_guess(bytes: Vec<u8>) -> Content {
    match decode(&bytes) {
        Some((rope, format)) => Content::Text(Text {
            text: rope.to_string(),
            charset: format.charset,
        }),
        None => Content::Bytes(bytes),
    }
}

impl Text {
    /// The bytes in its encoding.
    pub(in crate::tools) fn bytes(&self) -> Result<Vec<u8>, TextError> {
        if self.charset == Charset::Utf8 {
            return Ok(self.text.as_bytes().to_vec());
        }
        let mut bytes = Vec::with_capacity(self.text.len());
        encode(&Rope::from_str(&self.text), self.charset, &mut bytes)?;
        Ok(bytes)
    }
}

impl Content {
    /// The bytes as they lie on disk.
    pub(in crate::tools) fn bytes(&self) -> Result<Vec<u8>, TextError> {
        match self {
            Self::Text(text) => text.bytes(),
            Self::Bytes(bytes) => Ok(bytes.clone()),
        }
    }
}

/// How many lines a text has; an ending begins no new one.
pub(in crate::tools) fn count_lines(text: &str) -> usize {
    let ends = memchr_iter(b'\n', text.as_bytes()).count();
    ends + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

/// The line, from 1, that the byte `at` stands in.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1
}

/// The line ending where `at` stands: that of its own line, or of the one before it.
pub(super) fn ending_at(text: &str, at: usize) -> &'static str {
    let bytes = text.as_bytes();
    let end = memchr::memchr(b'\n', &bytes[at..])
        .map(|end| at + end)
        .or_else(|| memchr::memrchr(b'\n', &bytes[..at]));
    match end {
        Some(end) if end > 0 && bytes[end - 1] == b'\r' => "\r\n",
        Some(_) | None => "\n",
    }
}

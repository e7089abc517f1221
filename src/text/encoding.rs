//! Turns the bytes of a file into a rope and back, byte for byte where nothing was edited.

use std::io::Write;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EncoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use ropey::Rope;

use super::TextError;

/// How much of a file is looked at to decide what it is.
const SAMPLE: usize = 64 * 1024;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// How the characters of a file are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8 without a byte-order mark.
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8Bom,
    /// UTF-16, low byte first, with a byte-order mark.
    Utf16Le,
    /// UTF-16, high byte first, with a byte-order mark.
    Utf16Be,
    /// An encoding of one country or another, guessed from the bytes.
    Legacy(&'static Encoding),
}

/// What ends a line that is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnding {
    /// `\n`.
    #[default]
    Lf,
    /// `\r\n`.
    Crlf,
}

/// How a text is stored in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The encoding.
    pub charset: Charset,
    /// The line ending of new lines: the one that the file has more of.
    pub ending: LineEnding,
    /// Whether the beginning of the file has line endings of both kinds. All of them are kept.
    pub mixed: bool,
}

impl Charset {
    /// The name shown to a person and kept in a recovery file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Legacy(encoding) => encoding.name(),
        }
    }

    /// The encoding with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "UTF-8" => Some(Self::Utf8),
            "UTF-8 BOM" => Some(Self::Utf8Bom),
            "UTF-16LE" => Some(Self::Utf16Le),
            "UTF-16BE" => Some(Self::Utf16Be),
            other => Encoding::for_label(other.as_bytes()).map(Self::Legacy),
        }
    }
}

impl LineEnding {
    /// The characters themselves.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::Crlf => "\r\n",
        }
    }

    /// The name shown to a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::Crlf => "CRLF",
        }
    }
}

impl Default for Format {
    fn default() -> Self {
        Self {
            charset: Charset::Utf8,
            ending: LineEnding::Lf,
            mixed: false,
        }
    }
}

/// The text of `bytes`, or nothing when they are no text.
pub fn decode(bytes: &[u8]) -> Option<(Rope, Format)> {
    let (rope, charset) = decode_charset(bytes)?;
    let (ending, mixed) = line_ending(&rope);
    Some((
        rope,
        Format {
            charset,
            ending,
            mixed,
        },
    ))
}

fn decode_charset(bytes: &[u8]) -> Option<(Rope, Charset)> {
    if let Some(rest) = bytes.strip_prefix(UTF8_BOM)
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return Some((Rope::from_str(text), Charset::Utf8Bom));
    }
    for (mark, encoding, charset) in [
        (b"\xFF\xFE", UTF_16LE, Charset::Utf16Le),
        (b"\xFE\xFF", UTF_16BE, Charset::Utf16Be),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark)
            && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(rest)
        {
            return Some((Rope::from_str(&text), charset));
        }
    }
    if bytes[..bytes.len().min(SAMPLE)].contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some((Rope::from_str(text), Charset::Utf8)),
        Err(error) => Some(decode_legacy(bytes, error.valid_up_to())),
    }
}

/// Guesses from the bytes around the first that is no UTF-8. A guess that would not give the same
/// bytes back is dropped for windows-1252, which has a character for every byte.
fn decode_legacy(bytes: &[u8], invalid: usize) -> (Rope, Charset) {
    let start = invalid.saturating_sub(SAMPLE / 2);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if let Some(text) = guess.decode_without_bom_handling_and_without_replacement(bytes)
        && matches!(guess.encode(&text), (back, _, false) if back == bytes)
    {
        return (Rope::from_str(&text), Charset::Legacy(guess));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (Rope::from_str(&text), Charset::Legacy(WINDOWS_1252))
}

fn line_ending(rope: &Rope) -> (LineEnding, bool) {
    let (mut lf, mut crlf, mut looked, mut before) = (0_usize, 0_usize, 0, 0_u8);
    for chunk in rope.chunks() {
        for byte in chunk.bytes() {
            match (before, byte) {
                (b'\r', b'\n') => crlf += 1,
                (_, b'\n') => lf += 1,
                (_, _) => {}
            }
            before = byte;
        }
        looked += chunk.len();
        if looked > SAMPLE {
            break;
        }
    }
    let ending = if crlf > lf {
        LineEnding::Crlf
    } else {
        LineEnding::Lf
    };
    (ending, lf > 0 && crlf > 0)
}

/// Writes `rope` as `charset`, piece by piece.
///
/// # Errors
/// When the encoding lacks a character, or `out` fails.
pub fn encode(rope: &Rope, charset: Charset, out: &mut impl Write) -> Result<(), TextError> {
    match charset {
        Charset::Utf8 => write_utf8(rope, out)?,
        Charset::Utf8Bom => {
            out.write_all(UTF8_BOM)?;
            write_utf8(rope, out)?;
        }
        Charset::Utf16Le => write_utf16(rope, out, u16::to_le_bytes)?,
        Charset::Utf16Be => write_utf16(rope, out, u16::to_be_bytes)?,
        Charset::Legacy(encoding) => write_legacy(rope, encoding, out)?,
    }
    Ok(())
}

fn write_utf8(rope: &Rope, out: &mut impl Write) -> std::io::Result<()> {
    rope.chunks()
        .try_for_each(|chunk| out.write_all(chunk.as_bytes()))
}

fn write_utf16(
    rope: &Rope,
    out: &mut impl Write,
    order: fn(u16) -> [u8; 2],
) -> std::io::Result<()> {
    out.write_all(&order(0xFEFF))?;
    for chunk in rope.chunks() {
        let bytes: Vec<u8> = chunk.encode_utf16().flat_map(order).collect();
        out.write_all(&bytes)?;
    }
    Ok(())
}

fn write_legacy(
    rope: &Rope,
    encoding: &'static Encoding,
    out: &mut impl Write,
) -> Result<(), TextError> {
    let mut encoder = encoding.new_encoder();
    let mut buffer = [0_u8; 8192];
    let mut done = 0;
    for chunk in rope.chunks().chain([""]) {
        let mut rest = chunk;
        loop {
            let last = done + rest.len() == rope.len_bytes() && chunk.is_empty();
            let (result, read, written) =
                encoder.encode_from_utf8_without_replacement(rest, &mut buffer, last);
            out.write_all(&buffer[..written])?;
            rest = &rest[read..];
            done += read;
            match result {
                EncoderResult::InputEmpty => break,
                EncoderResult::OutputFull => {}
                EncoderResult::Unmappable(character) => {
                    return Err(TextError::Unmappable {
                        character,
                        line: rope.byte_to_line(done.min(rope.len_bytes())) + 1,
                        charset: encoding.name().to_owned(),
                    });
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back(bytes: &[u8]) -> Option<(Vec<u8>, Format)> {
        let (rope, format) = decode(bytes)?;
        let mut out = Vec::new();
        encode(&rope, format.charset, &mut out).unwrap();
        Some((out, format))
    }

    #[test]
    fn an_encoding_is_told_from_the_bytes_and_kept() {
        let cases: [(&[u8], &str); 5] = [
            (b"plain\n", "UTF-8"),
            (b"\xEF\xBB\xBFmark\n", "UTF-8 BOM"),
            (b"\xFF\xFEa\0\n\0", "UTF-16LE"),
            (b"\xFE\xFF\0a\0\n", "UTF-16BE"),
            (b"Gr\xFC\xDFe aus M\xFCnchen\n", "windows-1252"),
        ];
        for (bytes, name) in cases {
            let (out, format) = back(bytes).unwrap();
            assert_eq!((out.as_slice(), format.charset.name()), (bytes, name));
            assert_eq!(Charset::named(name), Some(format.charset));
        }
        assert_eq!(decode(b"\x7fELF\0\0").map(|(_, format)| format), None);
    }

    #[test]
    fn line_endings_are_counted_and_kept() {
        let ending = |bytes: &[u8]| {
            let (out, format) = back(bytes).unwrap();
            assert_eq!(out, bytes);
            (format.ending, format.mixed)
        };
        assert_eq!(ending(b"a\nb"), (LineEnding::Lf, false));
        assert_eq!(ending(b"a\r\nb\r\n"), (LineEnding::Crlf, false));
        assert_eq!(ending(b"a\r\nb\nc\r\n"), (LineEnding::Crlf, true));
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_named_with_its_line() {
        let rope = Rope::from_str("one\ntwo 世\n");
        let error = encode(&rope, Charset::Legacy(WINDOWS_1252), &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("'世' (line 2)"), "{error}");
    }

    proptest! {
        #[test]
        fn bytes_come_back_as_they_were(bytes: Vec<u8>) {
            if let Some((out, _)) = back(&bytes) {
                prop_assert_eq!(out, bytes);
            }
        }

        #[test]
        fn text_comes_back_as_it_was(text: String) {
            prop_assume!(!text.contains('\0'));
            prop_assert_eq!(back(text.as_bytes()).unwrap().0, text.as_bytes());
        }
    }
}

//! Lines of a file that is too large to hold: read as a stream, and long ones only in part.

use std::io::{self, BufRead};

use memchr::memchr;

/// A line, or the beginning of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub bytes: Vec<u8>,
    /// How many bytes are left out.
    pub cut: usize,
}

/// The next line without its ending, of which at most `keep` bytes are held; nothing at the end.
pub(super) fn next_line(reader: &mut impl BufRead, keep: usize) -> io::Result<Option<Line>> {
    let mut line = Line {
        bytes: Vec::new(),
        cut: 0,
    };
    let mut any = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(any.then_some(line));
        }
        any = true;
        let end = memchr(b'\n', buffer);
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        let room = keep.saturating_sub(line.bytes.len()).min(piece.len());
        line.bytes.extend_from_slice(&piece[..room]);
        line.cut += piece.len() - room;
        let used = piece.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            if line.cut == 0 && line.bytes.ends_with(b"\r") {
                line.bytes.pop();
            }
            return Ok(Some(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_held_in_part_and_counted_in_whole() {
        let mut reader = io::BufReader::with_capacity(3, &b"abcdefgh\r\nx\r\n\nend"[..]);
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut reader, 4).unwrap() {
            lines.push((String::from_utf8(line.bytes).unwrap(), line.cut));
        }
        let expected = [("abcd", 5), ("x", 0), ("", 0), ("end", 0)];
        assert_eq!(lines, expected.map(|(text, cut)| (text.to_owned(), cut)));
    }
}

//! The reader: whole lines are found first, and only whole lines are decoded.

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};

use super::error::SseError;
use super::event::Event;

/// The most that an event may carry, in bytes.
pub const LONGEST_EVENT: usize = 8 << 20;

/// The most that a line may hold: a whole event behind the name of its field.
const LONGEST_LINE: usize = LONGEST_EVENT + 16;

/// The mark of byte order that may open a stream.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Reads events from chunks of bytes; where the chunks begin and end makes no difference.
///
/// Give it a chunk with [`push`](Self::push), then take events from it, as from any iterator, until
/// there are none. After an error it gives nothing more. An event that the end of the stream cuts off
/// is none.
#[derive(Debug)]
pub struct Reader {
    /// What is left of the last chunk.
    chunk: Bytes,
    /// The begin of a line that the chunks so far did not end.
    begun: BytesMut,
    /// The line ended with a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    /// No line was read yet.
    at_start: bool,
    /// No more can be read.
    is_broken: bool,
    /// The event that the lines so far make.
    draft: Draft,
}

/// An event whose end is not reached.
#[derive(Debug, Default)]
struct Draft {
    name: Bytes,
    data: Data,
    id: Bytes,
    retry: Option<Duration>,
}

/// The data of an event: one line is kept as it lies in its chunk, more are put together.
#[derive(Debug, Default)]
enum Data {
    #[default]
    Absent,
    Line(Bytes),
    Lines(BytesMut),
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            chunk: Bytes::new(),
            begun: BytesMut::new(),
            after_return: false,
            at_start: true,
            is_broken: false,
            draft: Draft::default(),
        }
    }
}

impl Reader {
    /// Adds the next bytes of the stream.
    pub fn push(&mut self, chunk: Bytes) {
        if self.chunk.is_empty() {
            self.chunk = chunk;
            return;
        }
        let mut both = BytesMut::with_capacity(self.chunk.len() + chunk.len());
        both.extend_from_slice(&self.chunk);
        both.extend_from_slice(&chunk);
        self.chunk = both.freeze();
    }

    /// The next whole line, without its end; none until more bytes come.
    fn line(&mut self) -> Result<Option<Bytes>, SseError> {
        if self.after_return && !self.chunk.is_empty() {
            self.after_return = false;
            if self.chunk.first() == Some(&b'\n') {
                self.chunk.advance(1);
            }
        }
        let end = memchr::memchr2(b'\n', b'\r', &self.chunk);
        let length = self.begun.len() + end.unwrap_or(self.chunk.len());
        if length > LONGEST_LINE {
            return Err(SseError::TooLong);
        }
        let Some(end) = end else {
            self.begun.extend_from_slice(&self.chunk);
            self.chunk = Bytes::new();
            return Ok(None);
        };
        let mut line = self.chunk.split_to(end);
        self.after_return = self.chunk.first() == Some(&b'\r');
        self.chunk.advance(1);
        if !self.begun.is_empty() {
            self.begun.extend_from_slice(&line);
            // What is split off leaves its room to the next line once nobody holds it any more.
            line = self.begun.split().freeze();
        }
        if std::mem::take(&mut self.at_start) && line.starts_with(BOM) {
            line.advance(BOM.len());
        }
        let checked = std::str::from_utf8(&line).map_err(|_| SseError::InvalidUtf8);
        checked.map(|_| ())?;
        Ok(Some(line))
    }

    /// Reads lines until they make an event.
    fn event(&mut self) -> Result<Option<Event>, SseError> {
        while let Some(line) = self.line()? {
            if !line.is_empty() {
                self.draft.field(line)?;
            } else if let Some(event) = self.draft.finish() {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }
}

impl Iterator for Reader {
    type Item = Result<Event, SseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_broken {
            return None;
        }
        let read = self.event();
        if read.is_err() {
            *self = Self {
                is_broken: true,
                ..Self::default()
            };
        }
        read.transpose()
    }
}

impl Draft {
    /// Takes a line that is not empty.
    fn field(&mut self, line: Bytes) -> Result<(), SseError> {
        let colon = memchr::memchr(b':', &line).unwrap_or(line.len());
        // A comment has no name, and a field of another name is passed over, as the standard says.
        match &line[..colon] {
            b"data" => return self.data.add(value(line, colon)),
            b"event" => self.name = value(line, colon),
            b"id" if !line.contains(&0) => self.id = value(line, colon),
            b"retry" => self.retry = milliseconds(&value(line, colon)).or(self.retry),
            _ => {}
        }
        Ok(())
    }

    /// The event that an empty line ends; none when it has no data. The id stays.
    fn finish(&mut self) -> Option<Event> {
        let name = std::mem::take(&mut self.name);
        let retry = self.retry.take();
        let data = match std::mem::take(&mut self.data) {
            Data::Absent => return None,
            Data::Line(line) => line,
            Data::Lines(lines) => lines.freeze(),
        };
        Some(Event {
            name,
            data,
            id: self.id.clone(),
            retry,
        })
    }
}

impl Data {
    /// Adds a line.
    fn add(&mut self, line: Bytes) -> Result<(), SseError> {
        let held = match self {
            Self::Absent => 0,
            Self::Line(first) => first.len() + 1,
            Self::Lines(lines) => lines.len() + 1,
        };
        if held + line.len() > LONGEST_EVENT {
            return Err(SseError::TooLong);
        }
        match self {
            Self::Absent => *self = Self::Line(line),
            Self::Line(first) => {
                let mut lines = BytesMut::with_capacity(held + line.len());
                lines.extend_from_slice(first);
                lines.extend_from_slice(b"\n");
                lines.extend_from_slice(&line);
                *self = Self::Lines(lines);
            }
            Self::Lines(lines) => {
                lines.extend_from_slice(b"\n");
                lines.extend_from_slice(&line);
            }
        }
        Ok(())
    }
}

/// What follows the colon of a field, without the one blank that may stand before it.
fn value(mut line: Bytes, colon: usize) -> Bytes {
    let blank = usize::from(line.get(colon + 1) == Some(&b' '));
    line.advance(line.len().min(colon + 1 + blank));
    line
}

/// A time in milliseconds: digits only, as the standard says.
fn milliseconds(text: &[u8]) -> Option<Duration> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = std::str::from_utf8(text).ok()?.parse().ok()?;
    Some(Duration::from_millis(number))
}

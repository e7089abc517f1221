//! One event of a stream.

use std::time::Duration;

use bytes::Bytes;

/// One event of a stream.
///
/// Its texts were checked to be UTF-8 when their lines were read. They are kept as bytes because
/// most of them are pieces of a chunk that came from the network, which are not copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub(super) name: Bytes,
    pub(super) data: Bytes,
    pub(super) id: Bytes,
    pub(super) retry: Option<Duration>,
}

impl Event {
    /// Its name; `message` when the stream gives none.
    pub fn name(&self) -> &str {
        match self.name.as_ref() {
            b"" => "message",
            name => text(name),
        }
    }

    /// What it carries; lines are parted by a line feed.
    pub fn data(&self) -> &str {
        text(&self.data)
    }

    /// What it carries, as bytes: for parsers that check UTF-8 again by themselves.
    pub fn bytes(&self) -> &[u8] {
        &self.data
    }

    /// The last id that the stream gave; empty when it gave none.
    pub fn id(&self) -> &str {
        text(&self.id)
    }

    /// How long the stream asks to wait before the next connection, if this event says so.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }
}

/// The text of bytes that were checked before.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

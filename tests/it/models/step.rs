//! One answer of the scripted server, byte by byte.

use std::time::Duration;

/// What the server does, in order.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Waits.
    Pause(Duration),
    /// Sends these bytes again and again until the client closes the connection.
    Endless(Vec<u8>),
    /// Waits until the client closes the connection, and notes when it did.
    AwaitClose,
    /// Closes the connection.
    Close,
}

/// One answer, and what the request that it answers must hold.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Texts that the request must hold: in its first line, its headers or its body.
    pub wanted: Vec<String>,
    /// What is done.
    pub acts: Vec<Act>,
}

impl Step {
    /// An answer of these bytes, exactly.
    pub fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self::default().then(bytes)
    }

    /// A stream of events, of which this is the body; its connection is kept.
    pub fn events(body: &str) -> Self {
        Self::begun().piece(body).ended()
    }

    /// A stream of events whose body comes in pieces of `size` bytes, each sent by itself.
    pub fn in_pieces(body: &str, size: usize) -> Self {
        let pieces = body.as_bytes().chunks(size);
        pieces.fold(Self::begun(), Self::piece).ended()
    }

    /// A stream of events that has begun; [`piece`](Self::piece) and [`ended`](Self::ended) go on.
    pub fn begun() -> Self {
        Self::raw(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\
             transfer-encoding: chunked\r\n\r\n",
        )
    }

    /// An answer with this status, these headers (`name: value`) and a JSON body.
    pub fn status(status: u16, headers: &[&str], body: &str) -> Self {
        Self::plain(status, "application/json", headers, body)
    }

    /// An answer with this status, media type, headers and body.
    pub fn plain(status: u16, media: &str, headers: &[&str], body: &str) -> Self {
        let headers = [headers, &[""]].concat().join("\r\n");
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n\
             {headers}\r\n{body}"
        ))
    }

    /// The same, for a request that must hold `text`.
    pub fn wants(mut self, text: &str) -> Self {
        self.wanted.push(text.to_owned());
        self
    }

    /// Sends bytes.
    pub fn then(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.acts.push(Act::Send(bytes.as_ref().to_vec()));
        self
    }

    /// Sends a piece of a body that has begun.
    pub fn piece(self, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let length = format!("{:x}\r\n", bytes.len());
        self.then([length.as_bytes(), bytes, b"\r\n"].concat())
    }

    /// Ends a body that has begun.
    pub fn ended(self) -> Self {
        self.then("0\r\n\r\n")
    }

    /// Waits.
    pub fn pause(self, time: Duration) -> Self {
        self.act(Act::Pause(time))
    }

    /// Does one more thing.
    pub fn act(mut self, act: Act) -> Self {
        self.acts.push(act);
        self
    }
}

//! Feeds the reader of events with any bytes in any chunks: it must not panic, and where the chunks
//! end must make no difference.
//!
//! The first byte says how long chunks are. Run it in `tests/fuzz`, on the stable toolchain:
//! `cargo run --release --bin sse -- -max_total_time=60 -max_len=4096`.

#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use sse::{Event, Reader, SseError};

// The room itself, and the one file that it imports: the whole product would take minutes to build.
#[path = "../../../src/llm/sse/mod.rs"]
#[allow(dead_code, unused_imports)]
mod sse;

#[allow(dead_code)]
mod domain;

fuzz_target!(|input: &[u8]| {
    let Some((length, body)) = input.split_first() else {
        return;
    };
    let whole = read([body]);
    let length = usize::from(*length).max(1);
    assert_eq!(read(body.chunks(length)), whole);
    assert_eq!(read(body.chunks(1)), whole);
});

/// Everything that the reader makes of these chunks.
fn read<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Result<Event, SseError>> {
    let mut reader = Reader::default();
    let mut events = Vec::new();
    for chunk in chunks {
        reader.push(Bytes::copy_from_slice(chunk));
        events.extend(reader.by_ref());
    }
    events
}

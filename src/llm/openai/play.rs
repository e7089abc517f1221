//! Plays the events of an answer to a protocol, for the tests of both.

use std::collections::VecDeque;

use bytes::Bytes;

use crate::domain::fault::Fault;
use crate::llm::Delta;
use crate::llm::http::{Endpoint, Protocol};
use crate::llm::sse::Reader;

/// The endpoint of the tests.
pub(super) fn endpoint() -> Endpoint {
    Endpoint::new("http://127.0.0.1:9").unwrap()
}

/// What the protocol makes of the events, and the fault that they end with.
pub(super) fn play(mut protocol: impl Protocol, events: &str) -> (Vec<Delta>, Option<Fault>) {
    let mut reader = Reader::default();
    reader.push(Bytes::copy_from_slice(events.as_bytes()));
    let mut deltas = VecDeque::new();
    for event in reader.by_ref() {
        if let Err(fault) = protocol.read(&event.unwrap(), &mut deltas) {
            return (deltas.into(), Some(fault));
        }
    }
    (deltas.into(), None)
}

/// Events without names, one for each line.
pub(super) fn unnamed(lines: &[&str]) -> String {
    let begun = lines.iter().flat_map(|line| ["data: ", line, "\n\n"]);
    begun.collect()
}

/// A call of a tool, as deltas.
pub(super) fn called(index: usize, id: &str, name: &str, pieces: &[&str]) -> Vec<Delta> {
    let mut deltas = vec![Delta::ToolStarted {
        index,
        id: id.to_owned(),
        name: name.to_owned(),
    }];
    deltas.extend(pieces.iter().map(|json| Delta::ToolInput {
        index,
        json: (*json).to_owned(),
    }));
    deltas
}

//! One attempt at an answer: the events of the wire, as a protocol understands them.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::time::timeout;

use super::events::Events;
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::sse::Event;
use crate::llm::{Delta, Deltas};

/// How long the end of the stream is waited for behind a whole reply, so that its connection can be
/// kept. It comes with the last event nearly always; a new connection costs about as much.
const LINGER: Duration = Duration::from_millis(100);

/// How a protocol understands the events of one answer.
pub trait Protocol: Send + 'static {
    /// Reads one event and adds what it means, if anything.
    ///
    /// # Errors
    /// When the event cannot be understood, or tells a fault.
    fn read(&mut self, event: &Event, into: &mut VecDeque<Delta>) -> Result<(), Fault>;

    /// The stream has ended without [`Delta::Done`]: adds what makes the reply whole, for a protocol
    /// in which the last event may be left out.
    fn end(&mut self, _into: &mut VecDeque<Delta>) {}
}

/// The deltas of one attempt. A stream that ends too early becomes a fault here, for all protocols.
///
/// [`Delta::Done`] comes as soon as it is known. Whoever polls once more gets the end, and leaves
/// the connection for the next request; whoever drops the stream after `Done` closes it.
pub fn deltas<P: Protocol>(events: Events, protocol: P, shown: &str) -> Deltas {
    let attempt = Attempt {
        stage: Stage::Reading(events),
        protocol,
        waiting: VecDeque::new(),
        shown: shown.to_owned(),
        has_begun: false,
    };
    Box::pin(stream::unfold(Box::new(attempt), async |mut attempt| {
        let next = attempt.next().await?;
        Some((next, attempt))
    }))
}

/// The answer to a request that cannot be written.
pub fn unsent(error: &serde_json::Error) -> Deltas {
    let text = format!("the request cannot be written as JSON: {error}");
    let fault = Fault::new(FaultClass::InvalidRequest, text);
    Box::pin(stream::iter([Err(fault)]))
}

struct Attempt<P> {
    stage: Stage,
    protocol: P,
    waiting: VecDeque<Delta>,
    shown: String,
    /// Something of a reply came.
    has_begun: bool,
}

/// How far an attempt has come.
enum Stage {
    Reading(Events),
    /// The reply is whole; the end of its stream was not read.
    Whole(Events),
    Failed(Fault),
    Over,
}

impl<P: Protocol> Attempt<P> {
    async fn next(&mut self) -> Option<Result<Delta, Fault>> {
        loop {
            if let Some(delta) = self.waiting.pop_front() {
                self.has_begun = true;
                return Some(Ok(delta));
            }
            match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Reading(events) => self.stage = self.read(events).await,
                Stage::Whole(mut events) => {
                    let rest = async { while events.next().await.is_some() {} };
                    // A server that keeps the stream open has its connection closed.
                    timeout(LINGER, rest).await.ok();
                    return None;
                }
                Stage::Failed(fault) => return Some(Err(fault)),
                Stage::Over => return None,
            }
        }
    }

    /// Reads one event.
    async fn read(&mut self, mut events: Events) -> Stage {
        let read = match events.next().await {
            Some(Ok(event)) => self.protocol.read(&event, &mut self.waiting),
            Some(Err(fault)) => Err(fault),
            None => {
                self.protocol.end(&mut self.waiting);
                let is_whole = matches!(self.waiting.back(), Some(Delta::Done(_)));
                if is_whole { Ok(()) } else { Err(self.ended()) }
            }
        };
        let is_whole = matches!(self.waiting.back(), Some(Delta::Done(_)));
        match read {
            Err(fault) => Stage::Failed(fault),
            Ok(()) if is_whole => Stage::Whole(events),
            Ok(()) => Stage::Reading(events),
        }
    }

    /// The fault of a stream that ended too early.
    fn ended(&self) -> Fault {
        let shown = &self.shown;
        if self.has_begun || !self.waiting.is_empty() {
            let text = format!("the stream from {shown} ended before the reply was whole");
            return Fault::new(FaultClass::StreamTruncated, text);
        }
        let text = format!("the stream from {shown} ended without a reply");
        Fault::new(FaultClass::EmptyStream, text)
    }
}

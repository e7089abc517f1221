//! Answers requests with the replies of a script, in order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream::{self, StreamExt};

use super::script::{Reply, Script, Step};
use super::scrub::Scrub;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Block, Message, Role};
use crate::llm::{Deltas, Provider, Request};

/// A provider that plays a script. Clones share its place in the script.
#[derive(Debug, Clone)]
pub struct Scripted(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    script: Script,
    name: String,
    scrub: Scrub,
    next: AtomicUsize,
}

/// A script that was not played to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}, the script goes on when nobody asks any more: take that out, or ask", count(*.replies))]
pub struct LeftOver {
    /// Where the first reply stands that nobody asked for.
    pub place: String,
    /// How many there are.
    pub replies: usize,
}

fn count(replies: usize) -> String {
    match replies {
        1 => "a reply is left over".to_owned(),
        several => format!("{several} replies are left over"),
    }
}

impl Scripted {
    /// Plays `script`; `scrub` does to requests what was done to a recording.
    pub fn new(script: Script, scrub: Scrub) -> Self {
        Self(Arc::new(Inner {
            name: script.name(),
            script,
            scrub,
            next: AtomicUsize::new(0),
        }))
    }

    /// Checks that every reply was asked for.
    ///
    /// # Errors
    /// Those that were not.
    pub fn finish(&self) -> Result<(), LeftOver> {
        let played = self.0.next.load(Ordering::SeqCst);
        let rest = self.0.script.replies.get(played..).unwrap_or_default();
        match rest.first() {
            None => Ok(()),
            Some(reply) => Err(LeftOver {
                place: reply.place.clone(),
                replies: rest.len(),
            }),
        }
    }
}

impl Inner {
    /// The pieces that answer a request.
    fn answer(&self, request: &Request) -> VecDeque<Step> {
        let place = self.next.fetch_add(1, Ordering::SeqCst);
        let steps = match self.script.replies.get(place) {
            None => Err(self.exhausted()),
            Some(reply) => self.fits(reply, request).map(|()| reply.steps.clone()),
        };
        steps.unwrap_or_else(|fault| vec![refusal(fault)]).into()
    }

    fn exhausted(&self) -> String {
        // Another request must not make the script look as if more had been played.
        self.next.store(self.script.len(), Ordering::SeqCst);
        let path = self.script.path.display();
        let count = self.script.len();
        format!("{path}: the script has {count} replies, and one more was asked for: add one to it")
    }

    /// Whether a reply is meant for the request.
    fn fits(&self, reply: &Reply, request: &Request) -> Result<(), String> {
        let expect = &reply.expect;
        let wrong = |key: &str, wanted: &str, found: &str| {
            let place = &reply.place;
            Err(format!(
                "{place}.expect.{key}: the script expects '{wanted}', the request has '{found}'"
            ))
        };
        if let Some(said) = &expect.said {
            let found = self.scrub.text(&last_words(request));
            if !found.contains(said.as_str()) {
                return wrong("said", said, &shortened(&found));
            }
        }
        if let Some(answered) = &expect.answered {
            let found = self.scrub.text(&last_results(request));
            if !found.contains(answered.as_str()) {
                return wrong("answered", answered, &shortened(&found));
            }
        }
        if let Some(model) = expect.model.as_ref().filter(|one| **one != request.model) {
            return wrong("model", model, &request.model);
        }
        if let Some(tool) = &expect.tool
            && !request.tools.iter().any(|one| one.name == *tool)
        {
            let offered: Vec<_> = request.tools.iter().map(|one| one.name.as_str()).collect();
            return wrong("tool", tool, &offered.join(", "));
        }
        Ok(())
    }
}

/// What the person said last; what tools answered since does not count.
pub(super) fn last_words(request: &Request) -> String {
    let said = request.messages.iter().rev();
    let mut said = said.filter(|message| message.role == Role::User);
    said.find_map(|message| Some(message.text()).filter(|text| !text.is_empty()))
        .unwrap_or_default()
}

/// What tools answered last.
fn last_results(request: &Request) -> String {
    let results = |message: &Message| {
        let blocks = message.blocks.iter().filter_map(|block| match block {
            Block::ToolResult { content, .. } => Some(content.as_str()),
            Block::Text { .. }
            | Block::Thinking { .. }
            | Block::ToolUse(_)
            | Block::Image { .. } => None,
        });
        blocks.collect::<Vec<_>>().join("\n")
    };
    let last = request.messages.iter().rev();
    last.map(|message| results(message))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn refusal(problem: String) -> Step {
    Step {
        after: std::time::Duration::ZERO,
        piece: Err(Fault::new(FaultClass::InvalidRequest, problem)),
    }
}

impl Provider for Scripted {
    fn endpoint(&self) -> &str {
        &self.0.name
    }

    fn stream(&self, request: &Request) -> Deltas {
        let (inner, request) = (Arc::clone(&self.0), request.clone());
        // A reply is used up only when somebody reads it.
        let answer = stream::once(async move { inner.answer(&request) });
        let steps = answer.flat_map(|steps| {
            stream::unfold(steps, async |mut steps| {
                let step = steps.pop_front()?;
                if !step.after.is_zero() {
                    tokio::time::sleep(step.after).await;
                }
                Some((step.piece, steps))
            })
        });
        Box::pin(steps)
    }
}

//! Puts the pieces together.

use std::collections::HashSet;
use std::sync::Arc;

use super::reply::Reply;
use super::toolcall::ToolCall;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Block, Message, Role, Seal, ToolUse};
use crate::domain::usage::Usage;
use crate::llm::{Delta, Request, Stop, ToolSpec};

/// The most that a reply may hold, in bytes.
pub const LONGEST_REPLY: usize = 64 << 20;

/// Gathers the pieces of one reply.
///
/// Whatever happens, what came so far stays: [`partial`](Self::partial) and [`usage`](Self::usage)
/// tell it, also after a fault. Nothing is repaired: a reply with a part that cannot be used is a
/// fault as a whole, so that no tool runs with half of its arguments.
#[derive(Debug)]
pub struct Gather {
    offered: Arc<[ToolSpec]>,
    id: String,
    model: String,
    pieces: Vec<Piece>,
    usage: Usage,
    size: usize,
    stop: Option<Stop>,
}

/// A block that may grow.
#[derive(Debug)]
enum Piece {
    Text(String),
    Thought { text: String, seal: Option<Seal> },
    Call(ToolCall),
}

impl Piece {
    /// Its words, as a block; none for a call.
    fn into_words(self) -> Option<Block> {
        match self {
            Self::Text(text) => Some(Block::Text { text }),
            Self::Thought { text, seal } => Some(Block::Thinking { text, seal }),
            Self::Call(_) => None,
        }
    }
}

impl Gather {
    /// Gathers the answer to `request`.
    pub fn new(request: &Request) -> Self {
        Self {
            offered: Arc::clone(&request.tools),
            id: String::new(),
            model: request.model.clone(),
            pieces: Vec::new(),
            usage: Usage::default(),
            size: 0,
            stop: None,
        }
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the piece belongs to nothing, or the reply grows beyond all measure.
    pub fn add(&mut self, delta: &Delta) -> Result<(), Fault> {
        match delta {
            Delta::Started { id, model } => {
                self.id.clone_from(id);
                if !model.is_empty() {
                    self.model.clone_from(model);
                }
            }
            Delta::Usage(usage) => self.usage = *usage,
            Delta::Text(text) => {
                self.grow(text)?;
                if let Some(Piece::Text(all)) = self.pieces.last_mut() {
                    all.push_str(text);
                } else if !text.is_empty() {
                    self.pieces.push(Piece::Text(text.clone()));
                }
            }
            Delta::Thinking(text) => {
                self.grow(text)?;
                self.think(text, None);
            }
            Delta::Sealed(seal) => {
                self.grow(kept_of(seal))?;
                self.think("", Some(seal));
            }
            Delta::ToolStarted { index, id, name } => self.start(*index, id, name)?,
            Delta::ToolInput { index, json } => {
                self.grow(json)?;
                let missing = || malformed("an argument came for no tool");
                let call = self.call(*index).ok_or_else(missing)?;
                call.json.push_str(json);
            }
            Delta::Done(stop) => self.stop = Some(*stop),
        }
        Ok(())
    }

    /// What came so far: words and thoughts, no tools.
    pub fn partial(&self) -> Message {
        let blocks = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(Block::Text { text: text.clone() }),
            Piece::Thought { text, seal } => Some(Block::Thinking {
                text: text.clone(),
                seal: seal.clone(),
            }),
            Piece::Call(_) => None,
        });
        said(blocks.collect())
    }

    /// The tokens so far, as the provider counted them.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// How many bytes came so far: what is left to estimate by, when the provider did not count.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The model that answers: the one asked for, until it is told.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The same, and nothing of it stays here: it may be long, and is not copied.
    pub fn take_partial(&mut self) -> Message {
        let blocks = std::mem::take(&mut self.pieces).into_iter();
        said(blocks.filter_map(Piece::into_words).collect())
    }

    /// The whole reply, once its stream has ended; what it says is moved into it.
    ///
    /// # Errors
    /// When it is not whole, when it was cut off or held back, or when it asks for tools in a way that
    /// cannot be followed. What came stays here then.
    pub fn finish(&mut self) -> Result<Reply, Fault> {
        let Some(stop) = self.stop else {
            return Err(self.cut());
        };
        match stop {
            Stop::Limit => {
                let text = "the model reached its output limit, and its answer is cut off; ask for less at once, or raise the limit";
                return Err(Fault::new(FaultClass::MaxTokens, text));
            }
            Stop::Filtered => {
                let text =
                    "the provider held the answer back; ask otherwise, or choose another model";
                return Err(Fault::new(FaultClass::ContentFilter, text));
            }
            Stop::End | Stop::ToolUse => {}
        }
        let mut calls = self.calls()?.into_iter();
        let asks = self.check_ids()? > 0;
        if stop == Stop::ToolUse && !asks {
            return Err(malformed(
                "the model waits for a tool, but it asked for none",
            ));
        }
        let pieces = std::mem::take(&mut self.pieces).into_iter();
        let blocks = pieces.filter_map(|piece| match piece {
            Piece::Call(_) => calls.next().map(Block::ToolUse),
            words @ (Piece::Text(_) | Piece::Thought { .. }) => words.into_words(),
        });
        let blocks = blocks.collect();
        Ok(Reply {
            id: self.id.clone(),
            model: self.model.clone(),
            message: said(blocks),
            // Some services stop at the end although they ask for tools.
            stop: if asks { Stop::ToolUse } else { Stop::End },
            usage: self.usage,
        })
    }

    /// How many tools are asked for; their answers are told apart by their ids.
    fn check_ids(&self) -> Result<usize, Fault> {
        let mut ids = HashSet::new();
        for piece in &self.pieces {
            if let Piece::Call(call) = piece
                && !ids.insert(&call.id)
            {
                return Err(malformed("two tools were asked for with the same id"));
            }
        }
        Ok(ids.len())
    }

    /// The tools that are asked for, in order.
    fn calls(&self) -> Result<Vec<ToolUse>, Fault> {
        let calls = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Call(call) => Some(call.finish(&self.offered)),
            Piece::Text(_) | Piece::Thought { .. } => None,
        });
        calls.collect()
    }

    /// Adds to the thought that is open, or begins one.
    fn think(&mut self, more: &str, sealed: Option<&Seal>) {
        if let Some(Piece::Thought { text, seal }) = self.pieces.last_mut()
            && seal.is_none()
        {
            text.push_str(more);
            *seal = sealed.cloned();
            return;
        }
        self.pieces.push(Piece::Thought {
            text: more.to_owned(),
            seal: sealed.cloned(),
        });
    }

    fn start(&mut self, index: usize, id: &str, name: &str) -> Result<(), Fault> {
        self.grow(id)?;
        self.grow(name)?;
        if self.call(index).is_some() {
            return Err(malformed("a tool was asked for twice in one place"));
        }
        self.pieces.push(Piece::Call(ToolCall {
            index,
            id: id.to_owned(),
            name: name.to_owned(),
            json: String::new(),
        }));
        Ok(())
    }

    /// The call at that place; the last one is the likeliest.
    fn call(&mut self, index: usize) -> Option<&mut ToolCall> {
        self.pieces.iter_mut().rev().find_map(|piece| match piece {
            Piece::Call(call) if call.index == index => Some(call),
            Piece::Call(_) | Piece::Text(_) | Piece::Thought { .. } => None,
        })
    }

    fn grow(&mut self, by: &str) -> Result<(), Fault> {
        if self.size + by.len() > LONGEST_REPLY {
            let text = format!("the reply is longer than {} MiB", LONGEST_REPLY >> 20);
            return Err(Fault::new(FaultClass::MaxTokens, text));
        }
        self.size += by.len();
        Ok(())
    }

    /// The fault of a stream that ended too early.
    fn cut(&self) -> Fault {
        if self.pieces.is_empty() && self.id.is_empty() {
            return Fault::new(FaultClass::EmptyStream, "the stream ended without a reply");
        }
        let text = "the stream ended before the reply was whole";
        Fault::new(FaultClass::StreamTruncated, text)
    }
}

/// A message of the model.
fn said(blocks: Vec<Block>) -> Message {
    Message {
        role: Role::Assistant,
        blocks,
    }
}

fn malformed(text: &str) -> Fault {
    Fault::new(FaultClass::MalformedEvent, text)
}

/// What a seal holds most of.
fn kept_of(seal: &Seal) -> &str {
    match seal {
        Seal::Signature { signature } => signature,
        Seal::Redacted { data } => data,
        Seal::Reasoning { encrypted, id } => encrypted.as_ref().unwrap_or(id),
    }
}

//! Keeps what is said and done in a turn, each step as one change of the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::evidence::{Check, Evidence, Proof};
use crate::domain::ids::{CallId, RunId};
use crate::domain::message::{Block, Message, Role, ToolStatus};
use crate::domain::run::{Run, RunState};
use crate::domain::tool_call::{ChangedFile, ToolCall, ToolState};
use crate::engine::session::turn::TurnError;
use crate::engine::tooling::Bench;
use crate::store::{MessageState, Store, StoreError, ToolStep};
use crate::workspace::tree_hash;

/// Keeps what is said and done in a turn.
#[derive(Debug)]
pub(super) struct Keeper {
    run: RunId,
    about: String,
    /// The number of the last message.
    last: u64,
    /// The calls of the last answer, and what came of them.
    calls: BTreeMap<u32, Slot>,
    /// What the person said that is no message yet.
    words: Vec<Message>,
    /// Steps that are not noted yet.
    steps: Vec<ToolStep>,
}

/// A call of the last answer.
#[derive(Debug)]
struct Slot {
    id: String,
    result: Option<(String, ToolStatus)>,
}

impl Keeper {
    /// Keeps what happens in session `run`, to which `words` are to be said.
    pub(super) fn new(
        store: &Store,
        run: RunId,
        words: Option<Message>,
    ) -> Result<Self, StoreError> {
        let (about, last) = store.read(|tx| {
            let about = tx.run(run)?.request.idea;
            Ok((about, tx.count_messages(run)?))
        })?;
        Ok(Self {
            run,
            about,
            last,
            calls: BTreeMap::new(),
            words: words.into_iter().collect(),
            steps: Vec::new(),
        })
    }

    /// What the session is about.
    pub(super) fn about(&self) -> &str {
        &self.about
    }

    /// How many messages the session has.
    pub(super) fn messages(&self) -> u64 {
        self.last
    }

    /// True when the person said something that is no message yet.
    pub(super) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Takes what the person said meanwhile.
    pub(super) fn steer(&mut self, message: Message) {
        self.words.push(message);
    }

    /// The calls of the last message that the model was not answered yet.
    pub(super) fn open_calls(&mut self, store: &Store) -> Result<Vec<ToolCall>, StoreError> {
        let (run, last) = (self.run, self.last);
        let calls = store.read(|tx| tx.tool_calls(run, last))?;
        self.take_calls(&calls);
        Ok(calls)
    }

    fn take_calls(&mut self, calls: &[ToolCall]) {
        let slot = |call: &ToolCall| Slot {
            id: call.call.id.clone(),
            result: None,
        };
        self.calls = calls
            .iter()
            .map(|call| (call.at.place, slot(call)))
            .collect();
    }

    /// Keeps a whole answer of the model; gives the calls that it asks for.
    pub(super) fn keep_answer(
        &mut self,
        store: &Store,
        message: &Arc<Message>,
        call: Option<CallId>,
    ) -> Result<Vec<ToolCall>, StoreError> {
        let (run, message) = (self.run, message.clone());
        let (number, calls) = store.write_soon(move |tx| {
            let number = tx.add_message(run, &message, MessageState::Whole, call)?;
            tx.add_tool_calls(run, number, &message)?;
            Ok((number, tx.tool_calls(run, number)?))
        })?;
        self.last = number;
        self.take_calls(&calls);
        Ok(calls)
    }

    /// Keeps what had come of an answer that was cut off.
    pub(super) fn keep_cut(
        &mut self,
        store: &Store,
        message: &Arc<Message>,
        call: Option<CallId>,
    ) -> Result<(), StoreError> {
        let (run, message) = (self.run, message.clone());
        self.last =
            store.write_soon(move |tx| tx.add_message(run, &message, MessageState::Cut, call))?;
        Ok(())
    }

    /// Takes what came of a call; it is noted with the results, or by [`Keeper::note`].
    pub(super) fn over(
        &mut self,
        call: &ToolCall,
        state: ToolState,
        text: String,
        (about, files): (String, Vec<ChangedFile>),
    ) {
        let status = match state {
            ToolState::Done => ToolStatus::Done,
            ToolState::Asked
            | ToolState::Waiting
            | ToolState::Running
            | ToolState::Failed
            | ToolState::Refused
            | ToolState::Unknown => ToolStatus::Failed,
        };
        if let Some(slot) = self.calls.get_mut(&call.at.place) {
            slot.result = Some((text.clone(), status));
        }
        if !call.state.is_over() {
            self.steps.push(ToolStep {
                at: call.at,
                tool: call.call.name.clone(),
                state,
                approval: None,
                result: text,
                about,
                files,
            });
        }
    }

    /// True when every call of the last answer is over.
    pub(super) fn all_over(&self) -> bool {
        self.calls.values().all(|slot| slot.result.is_some())
    }

    /// Notes what came of calls so far.
    pub(super) fn note(&mut self, store: &Store) -> Result<(), StoreError> {
        let (run, steps) = (self.run, std::mem::take(&mut self.steps));
        if steps.is_empty() {
            return Ok(());
        }
        store.write_soon(move |tx| {
            steps
                .iter()
                .try_for_each(|step| tx.step_tool_call(run, step))
        })
    }

    /// Keeps the results of all calls, with what the person said meanwhile, as one message.
    pub(super) fn keep_results(&mut self, store: &Store) -> Result<Arc<Message>, StoreError> {
        let calls = std::mem::take(&mut self.calls);
        let mut blocks: Vec<Block> = calls
            .into_values()
            .map(|slot| {
                let (content, status) = slot.result.unwrap_or_else(|| {
                    let text = "not done: the person interrupted before it began";
                    (text.to_owned(), ToolStatus::Failed)
                });
                Block::ToolResult {
                    id: slot.id,
                    content,
                    status,
                }
            })
            .collect();
        blocks.extend(self.words.drain(..).flat_map(|message| message.blocks));
        let message = Arc::new(Message {
            role: Role::User,
            blocks,
        });
        let (run, steps, kept) = (self.run, std::mem::take(&mut self.steps), message.clone());
        self.last = store.write_soon(move |tx| {
            steps
                .iter()
                .try_for_each(|step| tx.step_tool_call(run, step))?;
            tx.add_message(run, &kept, MessageState::Whole, None)
        })?;
        Ok(message)
    }

    /// Keeps what the person said as a message; nothing where they said nothing.
    pub(super) fn keep_words(&mut self, store: &Store) -> Result<Option<Arc<Message>>, StoreError> {
        let blocks: Vec<Block> = self.words.drain(..).flat_map(|one| one.blocks).collect();
        if blocks.is_empty() {
            return Ok(None);
        }
        let message = Arc::new(Message {
            role: Role::User,
            blocks,
        });
        let (run, kept) = (self.run, message.clone());
        self.last =
            store.write_soon(move |tx| tx.add_message(run, &kept, MessageState::Whole, None))?;
        Ok(Some(message))
    }

    /// Keeps what a check found out, with the hash of the tree that it ran on.
    pub(super) fn keep_evidence(
        &self,
        store: &Store,
        bench: &Bench,
        check: Check,
    ) -> Result<Evidence, StoreError> {
        // A tree that cannot be read is no tree that was proven: its hash is none.
        let tree_hash = tree_hash(&bench.workspace).unwrap_or_default();
        let evidence = Evidence {
            at: jiff::Timestamp::now(),
            tree_hash,
            checks: vec![check],
        };
        let proof = match evidence.tree_hash.as_str() {
            "" => Proof::Unproven,
            _ => evidence.proof(),
        };
        let (run, kept) = (self.run, evidence.clone());
        store.write(move |tx| tx.insert_evidence(run, &kept, proof))?;
        Ok(evidence)
    }

    /// Has the session wait or end.
    pub(super) fn end(
        &self,
        store: &Store,
        after: RunState,
        error: Option<&TurnError>,
    ) -> Result<Run, StoreError> {
        let run = self.run;
        let (to, reason) = match error {
            None => (after, String::new()),
            Some(error @ TurnError::Waiting(_)) => (RunState::AwaitingHuman, error.to_string()),
            // An exec that failed has failed; a talk goes on.
            Some(error) if after.is_final() => (RunState::Failed, error.to_string()),
            Some(error) => (RunState::AwaitingHuman, error.to_string()),
        };
        store.write_soon(move |tx| {
            let found = tx.run(run)?;
            if found.state != RunState::Executing {
                // It was ended from outside meanwhile.
                return Ok(found);
            }
            tx.change_state(run, RunState::Executing, to, &reason)
        })
    }
}

//! What came of what was done, as the state machine takes it.

use std::sync::Arc;

use super::doing::{asked, number};
use super::drive::Driver;
use super::turn::TurnError;
use crate::domain::evidence::{Check, Outcome};
use crate::domain::fault::FaultClass;
use crate::domain::live::Live;
use crate::domain::message::{Message, ToolUse};
use crate::engine::calls::{Answer, CallError};
use crate::engine::tooling::{Carried, Note};
use crate::engine::turn::{Input, Patience};
use crate::sandbox::SandboxError;
use crate::store::StoreError;

/// What a model is told that asked for something in a form that cannot be carried out.
fn slip(error: &CallError) -> Option<String> {
    let is_slip = error.fault().is_some_and(FaultClass::is_slip);
    is_slip.then(|| format!("{error}: nothing was done"))
}

impl Driver<'_> {
    /// The model has answered, or could not.
    pub(super) async fn answered(
        &mut self,
        answer: Result<Answer, CallError>,
    ) -> Result<Input, StoreError> {
        let mut error = match answer {
            Ok(Answer { reply, calls }) => {
                self.told.calls.extend(calls);
                self.told.stop = Some(reply.stop);
                let uses: Vec<ToolUse> = reply.calls().cloned().collect();
                let tokens = reply.usage.read().saturating_add(reply.usage.output);
                let message = Arc::new(reply.message);
                let call = self.told.calls.last().map(|call| call.id);
                let open = self.keeper.keep_answer(self.store, &message, call)?;
                self.history.add(message.clone());
                self.told.message = Some(message);
                self.told.tools.extend(uses.iter().cloned());
                self.doing.open = open.into_iter().map(|call| (call.at.place, call)).collect();
                let calls = uses.iter().map(asked).collect();
                return Ok(Input::Replied { calls, tokens });
            }
            Err(error) => error,
        };
        let (partial, calls) = error.take_remains();
        self.told.calls.extend(calls);
        self.told.stop = None;
        if let Some(slip) = self.order.work.as_ref().and_then(|_| slip(&error)) {
            // What came of such an answer does not count: it is given anew.
            self.live.send(Live::Warning(slip.clone())).await.ok();
            self.keeper.steer(Message::user(slip));
            self.told.failed = Some(TurnError::Call(error));
            return Ok(Input::Slipped);
        }
        let partial = partial.filter(|message| !message.blocks.is_empty());
        self.told.message = partial.map(Arc::new);
        if let Some(message) = &self.told.message {
            let call = self.told.calls.last().map(|call| call.id);
            self.keeper.keep_cut(self.store, message, call)?;
        }
        self.told.failed = Some(match error {
            CallError::Interrupted { .. } => TurnError::Interrupted,
            error => TurnError::Call(error),
        });
        Ok(Input::Failed)
    }

    pub(super) fn noted((place, note): (u32, Note)) -> Input {
        match note {
            Note::Waits(_) => Input::Waits {
                place,
                patience: Patience::Waits,
            },
            Note::Goes => Input::Goes { place },
        }
    }

    /// A call is over, or waits for somebody who is not here.
    pub(super) fn carried(&mut self, place: u32, carried: Carried) -> Result<Input, StoreError> {
        match carried {
            Carried::Left(id) => {
                self.told.waits = Some(id);
                Ok(Input::Waits {
                    place,
                    patience: Patience::Leaves,
                })
            }
            Carried::Over {
                state,
                text,
                about,
                files,
            } => {
                let result = number(&text);
                let Some(call) = self.doing.open.get(&place) else {
                    return Ok(Input::Ended { place, result });
                };
                self.keeper.over(call, state, text, (about, files));
                if !self.keeper.all_over() {
                    // Others take who knows how long, or wait for a person: what is done is noted now.
                    self.keeper.note(self.store)?;
                }
                Ok(Input::Ended { place, result })
            }
        }
    }

    /// A check has ended: it is told at once, whether or not the turn goes on.
    pub(super) async fn checked(&mut self, ran: Result<Check, SandboxError>) -> Input {
        let check = ran.unwrap_or_else(|error| Check {
            name: "check".to_owned(),
            command: String::new(),
            outcome: Outcome::NotRun,
            exit_code: None,
            duration_ms: 0,
            summary: error.to_string(),
            output: error.to_string(),
        });
        let passed = check.passed();
        self.told.attempts += 1;
        let attempts = self
            .order
            .work
            .as_ref()
            .map_or(1, |work| work.limits.checks);
        let told = Live::Checked {
            check: Box::new(check.clone()),
            attempt: self.told.attempts,
            attempts,
        };
        self.live.send(told).await.ok();
        self.told.check = Some(check);
        Input::Checked { passed }
    }
}

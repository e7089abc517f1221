//! Calls of tools: added with the message that asks for them, moved on as they are carried out.

use rusqlite::{Row, params};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::event::EventKind;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::message::{Block, Message, ToolUse};
use crate::domain::tool_call::{ChangedFile, ToolCall, ToolEvent, ToolState};
use crate::domain::wish::CallPlace;

/// How a call of a tool goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolStep {
    /// Where it stands in its session.
    pub at: CallPlace,
    /// The tool.
    pub tool: String,
    /// How far it is now.
    pub state: ToolState,
    /// The question that was put to a person for it; none leaves what is known.
    pub approval: Option<ApprovalId>,
    /// What the model is answered; empty until it is over.
    pub result: String,
    /// In one line, for whoever follows.
    pub about: String,
    /// The files that it has written or removed.
    pub files: Vec<ChangedFile>,
}

impl ReadTx {
    /// The calls that message `message` of a session asks for, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn tool_calls(&self, run: RunId, message: u64) -> Result<Vec<ToolCall>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT run, message, place, call, state, approval, result, started_at, ended_at
             FROM tool_calls WHERE run = ?1 AND message = ?2 ORDER BY place",
        )?;
        let rows = statement.query_map(
            params![run.to_string(), column::integer(message)],
            tool_call,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Adds the calls that a message asks for.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add_tool_calls(
        &self,
        run: RunId,
        number: u64,
        message: &Message,
    ) -> Result<(), StoreError> {
        let calls = message.blocks.iter().filter_map(|block| match block {
            Block::ToolUse(call) => Some(call),
            Block::Text { .. }
            | Block::Thinking { .. }
            | Block::ToolResult { .. }
            | Block::Image { .. } => None,
        });
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO tool_calls (run, message, place, call, state) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (place, call) in (0_i64..).zip(calls) {
            statement.execute(params![
                run.to_string(),
                column::integer(number),
                place,
                column::json_text("tool call", call)?,
                ToolState::Asked.name()
            ])?;
        }
        Ok(())
    }

    /// Moves a call on, with its [`EventKind::Tool`].
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn step_tool_call(&self, run: RunId, step: &ToolStep) -> Result<(), StoreError> {
        let now = column::time_text(self.now());
        let began = (step.state == ToolState::Running).then_some(&now);
        let ended = step.state.is_over().then_some(&now);
        self.connection
            .prepare_cached(
                "UPDATE tool_calls SET state = ?4, approval = coalesce(?5, approval),
                        result = ?6, started_at = coalesce(?7, started_at), ended_at = ?8
                 WHERE run = ?1 AND message = ?2 AND place = ?3",
            )?
            .execute(params![
                run.to_string(),
                column::integer(step.at.message),
                step.at.place,
                step.state.name(),
                step.approval.map(|approval| approval.to_string()),
                step.result,
                began,
                ended
            ])?;
        let event = ToolEvent {
            at: step.at,
            tool: step.tool.clone(),
            about: step.about.clone(),
            state: step.state,
            files: step.files.clone(),
        };
        self.append(run, EventKind::Tool(event))?;
        Ok(())
    }
}

fn tool_call(row: &Row<'_>) -> Result<ToolCall, rusqlite::Error> {
    let call: ToolUse = column::json(row, 3)?;
    let time = |index| {
        let has = row.get_ref(index)? != rusqlite::types::ValueRef::Null;
        has.then(|| column::time(row, index)).transpose()
    };
    let approval: Option<String> = row.get(5)?;
    Ok(ToolCall {
        run: column::parsed(row, 0)?,
        at: CallPlace {
            message: column::count(row, 1)?,
            place: row.get(2)?,
        },
        call,
        state: column::word(row, 4)?,
        approval: approval.and_then(|id| id.parse().ok()),
        result: row.get(6)?,
        started_at: time(7)?,
        ended_at: time(8)?,
    })
}

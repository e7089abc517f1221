//! Calls of models: paid for before they are made, followed while they run, looked up.

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use super::error::StoreError;
use super::spending::{Change, Scope};
use super::transaction::{ReadTx, WriteTx};
use super::{amount, column};
use crate::domain::budget::{Caps, Exceeded};
use crate::domain::call::{Bill, Call, Count, Ending};
use crate::domain::ids::{CallId, RunId};
use crate::domain::model_name::ModelName;
use crate::domain::owner::Owner;
use crate::domain::terms::Terms;
use crate::domain::usage::Usage;

/// The columns that [`call`] reads, in its order.
macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT id, run, agent, model, endpoint, why, reserved, cost, input, cache_read, ",
            "cache_write, output, reasoning, counted, ending, day, started_at, ended_at FROM calls ",
            $rest
        )
    };
}

/// A call that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    /// Its name.
    pub id: CallId,
    /// The run or session that it is made for.
    pub run: RunId,
    /// The task that the run works on, where its budget counts.
    pub task: Option<String>,
    /// Who makes it.
    pub agent: String,
    /// The model that is called.
    pub model: ModelName,
    /// Where, without a key.
    pub endpoint: String,
    /// Why this model, in one line.
    pub why: String,
    /// What it may read and write, at which price.
    pub terms: Terms,
    /// The process that makes it.
    pub owner: Owner,
}

/// Which calls are looked for: those that have all that is named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallFilter {
    /// The day that they count for.
    pub day: Option<Date>,
    /// Their run.
    pub run: Option<RunId>,
    /// Who made them.
    pub agent: Option<String>,
    /// Their model.
    pub model: Option<ModelName>,
}

impl ReadTx {
    /// The call with that id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn call(&self, id: CallId) -> Result<Call, StoreError> {
        let mut statement = self.connection.prepare_cached(select!("WHERE id = ?1"))?;
        let found = statement.query_row([id.to_string()], call).optional()?;
        found.ok_or_else(|| StoreError::NotFound {
            what: "call",
            id: id.to_string(),
        })
    }

    /// The newest calls first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn calls(&self, filter: &CallFilter, limit: u32) -> Result<Vec<Call>, StoreError> {
        let wanted = [
            ("day", filter.day.map(|day| day.to_string())),
            ("run", filter.run.map(|run| run.to_string())),
            ("agent", filter.agent.clone()),
            ("model", filter.model.as_ref().map(ToString::to_string)),
        ];
        let mut conditions = vec![String::from("WHERE true")];
        let mut values = Vec::new();
        for (column, value) in wanted {
            if let Some(value) = value {
                values.push(Value::from(value));
                conditions.push(format!("{column} = ?{}", values.len()));
            }
        }
        values.push(Value::from(limit));
        let (conditions, last) = (conditions.join(" AND "), values.len());
        let query = format!(
            "{}{conditions} ORDER BY number DESC LIMIT ?{last}",
            select!("")
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let rows = statement.query_map(params_from_iter(values), call)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Makes room for the most that a call can cost in every budget, or says into which it does not
    /// fit; then nothing is changed. Two calls that would fit each alone never both get room that
    /// is there once: whoever writes sees all that was held before, in all processes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when its run is not in the store, [`StoreError::TooMuch`] when no
    /// budget limits an amount that cannot be booked.
    pub fn reserve_call(
        &self,
        new: NewCall,
        caps: &Caps,
    ) -> Result<Result<Call, Exceeded>, StoreError> {
        self.require_run(new.run)?;
        let today = self.day_to_book()?;
        let asked = new.terms.worst();
        let standing = self.standing(today.tally, new.run, new.task.as_deref())?;
        if let Some(refused) = caps.refusal(asked, &standing) {
            return Ok(Err(refused));
        }
        // What is kept is rounded up to what the table can hold, and must fit as that.
        let reserved = amount::pico(asked)?;
        if let Some(refused) = caps.refusal(amount::usd(reserved), &standing) {
            return Ok(Err(refused));
        }
        let call = Call {
            id: new.id,
            run: new.run,
            agent: new.agent,
            model: new.model,
            endpoint: new.endpoint,
            why: new.why,
            bill: Bill {
                reserved: amount::usd(reserved),
                cost: amount::usd(0),
                usage: Usage::default(),
                count: Count::default(),
            },
            ending: Ending::Running,
            day: today.day.to_string(),
            started_at: self.now(),
            ended_at: None,
        };
        self.insert_call(&call, &new.terms, new.task.as_deref(), new.owner, reserved)?;
        let change = Change {
            held: reserved,
            ..Change::default()
        };
        self.book(Scope::Day, &call.day, change)?;
        self.book(Scope::Run, &call.run.to_string(), change)?;
        if let Some(task) = &new.task {
            self.book(Scope::Task, task, change)?;
        }
        Ok(Ok(call))
    }

    /// Keeps what was received of a running call, for the case that its process dies: the tokens
    /// that the provider counted so far, and the bytes of the answer. A call that has ended stays as
    /// it is.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn checkpoint_call(
        &self,
        id: CallId,
        counted: Usage,
        bytes: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE calls SET input = ?2, cache_read = ?3, cache_write = ?4, output = ?5,
                                  reasoning = ?6, received = ?7, seen_at = ?8
                 WHERE id = ?1 AND ending = 'running'",
            )?
            .execute(params![
                id.to_string(),
                column::integer(counted.input),
                column::integer(counted.cache_read),
                column::integer(counted.cache_write),
                column::integer(counted.output),
                column::integer(counted.reasoning),
                column::integer(bytes),
                column::time_text(self.now())
            ])?;
        Ok(())
    }

    fn insert_call(
        &self,
        call: &Call,
        terms: &Terms,
        task: Option<&str>,
        owner: Owner,
        reserved: i64,
    ) -> Result<(), StoreError> {
        let at = column::time_text(call.started_at);
        self.connection
            .prepare_cached(
                "INSERT INTO calls (id, run, task, agent, model, endpoint, why, terms, owner, day,
                                    reserved, cost, input, cache_read, cache_write, output,
                                    reasoning, received, counted, ending, started_at, seen_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                         0, 0, 0, 0, 0, 0, 0, ?12, ?13, ?14, ?14)",
            )?
            .execute(params![
                call.id.to_string(),
                call.run.to_string(),
                task,
                call.agent,
                call.model.to_string(),
                call.endpoint,
                call.why,
                column::json_text("call", terms)?,
                owner.to_string(),
                call.day,
                reserved,
                call.bill.count.name(),
                call.ending.name(),
                at
            ])?;
        Ok(())
    }
}

/// Reads a call.
fn call(row: &Row<'_>) -> Result<Call, rusqlite::Error> {
    let ended: Option<String> = row.get(17)?;
    let ending: String = row.get(14)?;
    Ok(Call {
        id: column::parsed(row, 0)?,
        run: column::parsed(row, 1)?,
        agent: row.get(2)?,
        model: column::parsed(row, 3)?,
        endpoint: row.get(4)?,
        why: row.get(5)?,
        bill: Bill {
            reserved: amount::read(row, 6)?,
            cost: amount::read(row, 7)?,
            usage: column::usage(row, 8)?,
            count: column::word(row, 13)?,
        },
        // A class of fault that a newer vibecober knows is still a failure.
        ending: Ending::named(&ending).unwrap_or(Ending::Crashed),
        day: row.get(15)?,
        started_at: column::time(row, 16)?,
        ended_at: ended.map(|_| column::time(row, 17)).transpose()?,
    })
}

//! Settling: what calls cost in the end, booked once, also for those whose process died.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};

use super::error::StoreError;
use super::spending::{Change, Scope};
use super::transaction::{ReadTx, WriteTx};
use super::{amount, column};
use crate::domain::call::{Call, Count, Ending, Settlement};
use crate::domain::event::EventKind;
use crate::domain::ids::{CallId, RunId};
use crate::domain::owner::Owner;
use crate::domain::terms::Terms;
use crate::domain::usage::Usage;
use crate::domain::warning::{Booked, WINDOW_MINUTES};

/// After how long without a sign a call of a living process is taken for lost.
const SILENT: Duration = Duration::from_hours(24);

/// How many of a run's newest calls are looked at for its speed.
const LATELY: u32 = 256;

/// How a call was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// By this change.
    Now(Call, Booked),
    /// Before it, which changed nothing.
    Before(Call),
}

/// What settling needs to know of a call beside its record.
struct Running {
    terms: Terms,
    task: Option<String>,
    owner: Owner,
    counted: Usage,
    received: u64,
    seen_at: Timestamp,
}

impl Settled {
    /// The call as it is in the store now.
    pub fn call(&self) -> &Call {
        match self {
            Self::Now(call, _) | Self::Before(call) => call,
        }
    }
}

impl ReadTx {
    /// How many calls run, in all processes, as far as the store knows.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn running_calls(&self) -> Result<Vec<CallId>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM calls WHERE ending = 'running' ORDER BY number")?;
        let rows = statement.query_map([], |row| column::parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a run spent in the last minutes.
    fn spent_lately(&self, run: RunId, now: Timestamp) -> Result<i64, StoreError> {
        let from = now - SignedDuration::from_mins(WINDOW_MINUTES);
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(cost), 0) FROM
                 (SELECT cost, ended_at FROM calls WHERE run = ?1 ORDER BY number DESC LIMIT ?3)
             WHERE ended_at >= ?2",
        )?;
        let what = (run.to_string(), column::time_text(from), LATELY);
        Ok(statement.query_row(what, |row| row.get(0))?)
    }

    fn running(&self, id: CallId) -> Result<Running, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT terms, task, owner, input, cache_read, cache_write, output, reasoning,
                    received, seen_at FROM calls WHERE id = ?1",
        )?;
        let found = statement
            .query_row([id.to_string()], |row| {
                Ok(Running {
                    terms: column::json(row, 0)?,
                    task: row.get(1)?,
                    owner: column::parsed(row, 2)?,
                    counted: column::usage(row, 3)?,
                    received: column::count(row, 8)?,
                    seen_at: column::time(row, 9)?,
                })
            })
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound {
            what: "call",
            id: id.to_string(),
        })
    }
}

impl WriteTx {
    /// Books what a call cost by the terms that it was made under, lets go of what was held for it,
    /// and appends its [`EventKind::CallSettled`]. The cost is booked as it is, also when it is above what was held.
    /// It counts for the day on which it was reserved. A call that is settled already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such call, [`StoreError::StillRunning`] when the
    /// settlement says that it has not ended.
    pub fn settle_call(&self, id: CallId, settlement: Settlement) -> Result<Settled, StoreError> {
        if settlement.ending == Ending::Running {
            return Err(StoreError::StillRunning(id));
        }
        let call = self.call(id)?;
        if call.ending != Ending::Running {
            return Ok(Settled::Before(call));
        }
        let running = self.running(id)?;
        self.settle(call, &running, settlement)
    }

    /// Settles the calls of processes that are no more, by what was received of them; answers them.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn settle_orphans(
        &self,
        is_alive: impl Fn(Owner) -> bool,
    ) -> Result<Vec<Call>, StoreError> {
        let mut settled = Vec::new();
        for id in self.running_calls()? {
            let running = self.running(id)?;
            let silent = self.now().duration_since(running.seen_at).abs();
            let is_lost = silent.unsigned_abs() > SILENT;
            if !is_lost && is_alive(running.owner) {
                continue;
            }
            let settlement = Settlement {
                usage: running.terms.received(running.counted, running.received),
                count: Count::Estimated,
                ending: Ending::Crashed,
            };
            let done = self.settle(self.call(id)?, &running, settlement)?;
            settled.push(done.call().clone());
        }
        Ok(settled)
    }

    fn settle(
        &self,
        mut call: Call,
        running: &Running,
        settlement: Settlement,
    ) -> Result<Settled, StoreError> {
        let (usage, count, cost) = credible(running, &settlement)?;
        call.bill.cost = amount::usd(cost);
        call.bill.usage = usage;
        call.bill.count = count;
        call.ending = settlement.ending;
        call.ended_at = Some(self.now());
        self.update_call(&call, cost)?;
        let change = Change {
            spent: cost,
            held: -amount::pico(call.bill.reserved)?,
            ahead: 0,
        };
        self.book(Scope::Day, &call.day, change)?;
        self.book(Scope::Run, &call.run.to_string(), change)?;
        if let Some(task) = &running.task {
            self.book(Scope::Task, task, change)?;
        }
        let event = EventKind::CallSettled {
            call: call.id,
            agent: call.agent.clone(),
            model: call.model.clone(),
            why: call.why.clone(),
            usage: call.bill.usage,
            cost: call.bill.cost,
            ending: call.ending,
        };
        self.append(call.run, event)?;
        let day = self.tally(Scope::Day, &call.day)?;
        let booked = Booked {
            cost: call.bill.cost,
            standing: self.standing(day, call.run, running.task.as_deref())?,
            lately: amount::usd(self.spent_lately(call.run, self.now())?),
        };
        Ok(Settled::Now(call, booked))
    }

    fn update_call(&self, call: &Call, cost: i64) -> Result<(), StoreError> {
        let usage = call.bill.usage;
        self.connection
            .prepare_cached(
                "UPDATE calls SET cost = ?2, input = ?3, cache_read = ?4, cache_write = ?5,
                                  output = ?6, reasoning = ?7, counted = ?8, ending = ?9,
                                  ended_at = ?10
                 WHERE id = ?1",
            )?
            .execute(params![
                call.id.to_string(),
                cost,
                column::integer(usage.input),
                column::integer(usage.cache_read),
                column::integer(usage.cache_write),
                column::integer(usage.output),
                column::integer(usage.reasoning),
                call.bill.count.name(),
                call.ending.name(),
                call.ended_at.map(column::time_text)
            ])?;
        Ok(())
    }
}

/// What a call took and cost. A count by which it cost millions of dollars is not believed: what was
/// received counts then, so that no such call holds its budgets for ever.
fn credible(running: &Running, settlement: &Settlement) -> Result<(Usage, Count, i64), StoreError> {
    let price = &running.terms.price;
    if let Ok(cost) = amount::pico(price.cost(&settlement.usage)) {
        return Ok((settlement.usage, settlement.count, cost));
    }
    let usage = running.terms.received(Usage::default(), running.received);
    let cost = amount::pico(price.cost(&usage))?;
    Ok((usage, Count::Estimated, cost))
}

//! Spending: what days, runs and tasks have spent and hold, booked in the change that it belongs to.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::amount;
use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::budget::{Standing, Tally};
use crate::domain::day::{self, Bearing};
use crate::domain::ids::RunId;
use crate::domain::usage::Usage;

/// What is counted: the name of its kind in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Day,
    Run,
    Task,
}

/// What is spent on the day that counts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The day, in UTC; later than the clock's when that was set back.
    pub day: Date,
    /// What is spent and held.
    pub tally: Tally,
    /// What later days have spent that the clock was once set to, and that counts here for the
    /// first time.
    pub(super) ahead: i64,
}

/// By what the calls of a day are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The run.
    Run,
    /// Who made them.
    Agent,
    /// The model.
    Model,
}

/// What the calls of a day have in common, and what they cost together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The run's id, the agent's or the model's name.
    pub name: String,
    /// How many calls.
    pub calls: u64,
    /// What is spent and held.
    #[serde(flatten)]
    pub tally: Tally,
    /// The tokens that they took.
    pub usage: Usage,
}

/// A change of what is spent and held, in the table's unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change {
    pub spent: i64,
    pub held: i64,
    pub ahead: i64,
}

impl Scope {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Run => "run",
            Self::Task => "task",
        }
    }
}

impl ReadTx {
    /// The day that counts at `now`, and what is spent on it.
    ///
    /// It is the clock's day in UTC. A clock that is set back by up to two days leaves the day where
    /// money was last spent in place; one that is set back further goes back, and what was spent
    /// on later days counts once more, for the day that it comes to. No way back frees money.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn spending_today(&self, now: Timestamp) -> Result<Today, StoreError> {
        let clock = day::of(now);
        let newest = self.newest_day()?;
        let (day, ahead) = match (day::bearing(clock, newest), newest) {
            (Bearing::SetBack, Some(newest)) => (newest, 0),
            (Bearing::Ahead, _) => (clock, self.spent_after(clock)?),
            (Bearing::Past | Bearing::SetBack, _) => (clock, 0),
        };
        let mut tally = self.tally(Scope::Day, &day.to_string())?;
        tally.spent = tally.spent.plus(amount::usd(ahead));
        Ok(Today { day, tally, ahead })
    }

    /// What the calls of a day cost by run, agent or model, the dearest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn spending_by(&self, by: By, day: Date) -> Result<Vec<Share>, StoreError> {
        let column = match by {
            By::Run => "run",
            By::Agent => "agent",
            By::Model => "model",
        };
        let query = format!(
            "SELECT {column}, count(*), sum(cost),
                    sum(CASE ending WHEN 'running' THEN reserved ELSE 0 END) AS held,
                    sum(input), sum(cache_read), sum(cache_write), sum(output), sum(reasoning)
             FROM calls WHERE day = ?1 GROUP BY {column}
             ORDER BY sum(cost) + held DESC, {column}"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        let rows = statement.query_map([day.to_string()], |row| {
            let tally = Tally {
                spent: amount::read(row, 2)?,
                held: amount::read(row, 3)?,
            };
            Ok(Share {
                name: row.get(0)?,
                calls: column::count(row, 1)?,
                tally,
                usage: column::usage(row, 4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a run has spent and holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn spending_of_run(&self, run: RunId) -> Result<Tally, StoreError> {
        self.tally(Scope::Run, &run.to_string())
    }

    /// What a task has spent and holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn spending_of_task(&self, task: &str) -> Result<Tally, StoreError> {
        self.tally(Scope::Task, task)
    }

    /// Where the budgets of a call stand that counts for `day`.
    pub(super) fn standing(
        &self,
        day: Tally,
        run: RunId,
        task: Option<&str>,
    ) -> Result<Standing, StoreError> {
        let task = task.map(|task| self.spending_of_task(task)).transpose()?;
        Ok(Standing {
            task: task.unwrap_or_default(),
            run: self.spending_of_run(run)?,
            day,
        })
    }

    /// What one counter says; nothing when there is none yet.
    pub(super) fn tally(&self, scope: Scope, name: &str) -> Result<Tally, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT spent + ahead, held FROM spending WHERE scope = ?1 AND name = ?2",
        )?;
        let found = statement
            .query_row((scope.name(), name), |row| {
                Ok(Tally {
                    spent: amount::read(row, 0)?,
                    held: amount::read(row, 1)?,
                })
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// The newest day with bookings that do not count for an earlier one already.
    fn newest_day(&self) -> Result<Option<Date>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name FROM spending WHERE scope = 'day' AND carried = 0
             ORDER BY name DESC LIMIT 1",
        )?;
        Ok(statement
            .query_row([], |row| column::parsed(row, 0))
            .optional()?)
    }

    /// What is spent and held on the days after one.
    fn spent_after(&self, day: Date) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(spent + held), 0) FROM spending
             WHERE scope = 'day' AND carried = 0 AND name > ?1",
        )?;
        Ok(statement.query_row([day.to_string()], |row| row.get(0))?)
    }
}

impl WriteTx {
    /// The day that a call of now counts for; what later days have spent is carried to it.
    pub(super) fn day_to_book(&self) -> Result<Today, StoreError> {
        let today = self.spending_today(self.now())?;
        if today.ahead > 0 {
            let name = today.day.to_string();
            let change = Change {
                ahead: today.ahead,
                ..Change::default()
            };
            self.book(Scope::Day, &name, change)?;
            self.connection
                .prepare_cached(
                    "UPDATE spending SET carried = 1 WHERE scope = 'day' AND name > ?1",
                )?
                .execute([name])?;
        }
        Ok(today)
    }

    /// Books a change in one counter. The engine refuses what would be below zero or too large.
    pub(super) fn book(&self, scope: Scope, name: &str, change: Change) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO spending (scope, name, spent, held) VALUES (?1, ?2, 0, 0)
                 ON CONFLICT DO NOTHING",
            )?
            .execute((scope.name(), name))?;
        self.connection
            .prepare_cached(
                "UPDATE spending SET spent = spent + ?3, held = held + ?4, ahead = ahead + ?5
                 WHERE scope = ?1 AND name = ?2",
            )?
            .execute(params![
                scope.name(),
                name,
                change.spent,
                change.held,
                change.ahead
            ])?;
        Ok(())
    }
}

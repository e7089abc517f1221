//! Runs: made, moved through the table of states, looked up.

use rusqlite::{OptionalExtension, Params, Row, params};

use super::column;
use super::error::StoreError;
use super::prefix;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::event::EventKind;
use crate::domain::evidence::Proof;
use crate::domain::ids::RunId;
use crate::domain::run::{Run, RunKind, RunRequest, RunState};

/// The columns that [`run`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, idea, mode, tier, budget, target, state, reason, proof, owner, ",
            "created_at, updated_at, kind FROM runs ",
            $rest
        )
    };
}

impl ReadTx {
    /// The run with that id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn run(&self, id: RunId) -> Result<Run, StoreError> {
        let mut statement = self.connection.prepare_cached(select!("WHERE id = ?1"))?;
        let found = statement.query_row([id.to_string()], run).optional()?;
        found.ok_or_else(|| not_found(id.to_string()))
    }

    /// The run whose id begins with `prefix`; hyphens and case do not matter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none, [`StoreError::Ambiguous`] when there are several.
    pub fn find_run(&self, prefix: &str) -> Result<Run, StoreError> {
        let query = "SELECT id FROM runs WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 11";
        self.run(prefix::only(&self.connection, "run", query, prefix)?)
    }

    /// The newest runs first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn runs(&self, limit: u32) -> Result<Vec<Run>, StoreError> {
        self.run_list(
            select!("ORDER BY created_at DESC, rowid DESC LIMIT ?1"),
            [limit],
        )
    }

    /// The runs that have not ended, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unfinished_runs(&self) -> Result<Vec<Run>, StoreError> {
        let mut runs = Vec::new();
        for state in RunState::ALL.into_iter().filter(|state| !state.is_final()) {
            runs.extend(self.run_list(select!("WHERE state = ?1"), [state.name()])?);
        }
        runs.sort_by_key(|run| (run.created_at, run.id));
        Ok(runs)
    }

    /// The runs of one kind, the last changed first, at most `limit`; only those about the folder
    /// `target`, where one is given.
    pub(super) fn runs_of_kind(
        &self,
        kind: RunKind,
        target: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Run>, StoreError> {
        self.run_list(
            select!(
                "WHERE kind = ?1 AND (?2 IS NULL OR target = ?2)
                 ORDER BY updated_at DESC, rowid DESC LIMIT ?3"
            ),
            params![kind.name(), target, limit],
        )
    }

    /// Refuses ids that no run has.
    pub(super) fn require_run(&self, id: RunId) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?1)")?;
        if statement.query_row([id.to_string()], |row| row.get(0))? {
            return Ok(());
        }
        Err(not_found(id.to_string()))
    }

    fn run_list(&self, query: &str, parameters: impl Params) -> Result<Vec<Run>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(parameters, run)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Makes a run that is idle and owned by `owner`, with its [`EventKind::RunCreated`] or
    /// [`EventKind::SessionStarted`].
    ///
    /// # Errors
    /// [`StoreError::PathNotText`] when the target is not valid UTF-8.
    pub fn create_run(
        &self,
        id: RunId,
        request: RunRequest,
        owner: Option<u32>,
    ) -> Result<Run, StoreError> {
        let run = Run {
            id,
            request,
            state: RunState::Idle,
            reason: String::new(),
            proof: Proof::default(),
            owner,
            created_at: self.now(),
            updated_at: self.now(),
        };
        self.insert_run(&run)?;
        let idea = run.request.idea.clone();
        let event = match run.request.kind {
            RunKind::Project => EventKind::RunCreated {
                idea,
                mode: run.request.mode,
            },
            RunKind::Session => EventKind::SessionStarted { words: idea },
        };
        self.append(id, event)?;
        Ok(run)
    }

    /// Moves a run from the state that the caller decided on to another, with its
    /// [`EventKind::StateChanged`]. A run that ends or waits for a person loses its owner, and what was asked for it expires.
    ///
    /// # Errors
    /// [`StoreError::StateMoved`] when the run is no longer in `from`, [`StoreError::Illegal`] when
    /// the table does not allow the change, [`StoreError::NotFound`] when there is no such run.
    pub fn change_state(
        &self,
        id: RunId,
        from: RunState,
        to: RunState,
        reason: &str,
    ) -> Result<Run, StoreError> {
        let mut run = self.run(id)?;
        if run.state != from {
            return Err(StoreError::StateMoved {
                run: id,
                expected: from,
                found: run.state,
            });
        }
        run.state = from.transition(to)?;
        reason.clone_into(&mut run.reason);
        run.owner = run.owner.filter(|_| !to.is_final() && !to.waits());
        run.updated_at = self.now();
        self.connection
            .prepare_cached(
                "UPDATE runs SET state = ?2, reason = ?3, owner = ?4, updated_at = ?5
                 WHERE id = ?1",
            )?
            .execute(params![
                id.to_string(),
                to.name(),
                run.reason,
                run.owner,
                column::time_text(run.updated_at)
            ])?;
        let reason = reason.to_owned();
        self.append(id, EventKind::StateChanged { from, to, reason })?;
        if to.is_final() {
            self.expire_approvals(id)?;
            self.forget_continuation(id)?;
        }
        Ok(run)
    }

    /// Sets what is known of a run's result, with its [`EventKind::Verified`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run.
    pub fn set_proof(&self, id: RunId, proof: Proof) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE runs SET proof = ?2 WHERE id = ?1")?
            .execute(params![id.to_string(), proof.name()])?;
        self.append(id, EventKind::Verified { proof })?;
        Ok(())
    }

    /// Sets the process that works on a run, or none; this is no change of state and has no event.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run.
    pub fn set_owner(&self, id: RunId, owner: Option<u32>) -> Result<(), StoreError> {
        self.require_run(id)?;
        self.connection
            .prepare_cached("UPDATE runs SET owner = ?2 WHERE id = ?1")?
            .execute(params![id.to_string(), owner])?;
        Ok(())
    }

    fn insert_run(&self, run: &Run) -> Result<(), StoreError> {
        let target = run.request.target.as_deref();
        self.connection
            .prepare_cached(
                "INSERT INTO runs (id, idea, mode, tier, budget, target, state, reason, proof,
                                   owner, created_at, updated_at, kind)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                run.id.to_string(),
                run.request.idea,
                run.request.mode.name(),
                run.request.tier.name(),
                run.request.budget.amount().to_string(),
                target.map(column::path_text).transpose()?,
                run.state.name(),
                run.reason,
                run.proof.name(),
                run.owner,
                column::time_text(run.created_at),
                column::time_text(run.updated_at),
                run.request.kind.name()
            ])?;
        Ok(())
    }
}

fn run(row: &Row<'_>) -> Result<Run, rusqlite::Error> {
    let target: Option<String> = row.get(5)?;
    Ok(Run {
        id: column::parsed(row, 0)?,
        request: RunRequest {
            kind: column::word(row, 12)?,
            idea: row.get(1)?,
            mode: column::word(row, 2)?,
            tier: column::word(row, 3)?,
            budget: column::parsed(row, 4)?,
            target: target.map(Into::into),
        },
        state: column::word(row, 6)?,
        reason: row.get(7)?,
        proof: column::word(row, 8)?,
        owner: row.get(9)?,
        created_at: column::time(row, 10)?,
        updated_at: column::time(row, 11)?,
    })
}

fn not_found(id: String) -> StoreError {
    StoreError::NotFound { what: "run", id }
}

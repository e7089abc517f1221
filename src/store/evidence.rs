//! Evidence: the checks that were run on a run's result, and the proof that follows from them.

use rusqlite::{Row, params};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::evidence::{Check, Evidence, Proof};
use crate::domain::ids::RunId;

impl ReadTx {
    /// All evidence of a run, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn evidence(&self, run: RunId) -> Result<Vec<Evidence>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, at, tree_hash FROM evidence WHERE run = ?1 ORDER BY number",
        )?;
        let rows = statement.query_map([run.to_string()], |row| {
            let evidence = Evidence {
                at: column::time(row, 1)?,
                tree_hash: row.get(2)?,
                checks: Vec::new(),
            };
            Ok((row.get(0)?, evidence))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (number, mut evidence) = row?;
            evidence.checks = self.checks(number)?;
            found.push(evidence);
        }
        Ok(found)
    }

    fn checks(&self, evidence: i64) -> Result<Vec<Check>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, command, outcome, exit_code, duration_ms, summary, output
             FROM checks WHERE evidence = ?1 ORDER BY position",
        )?;
        let rows = statement.query_map([evidence], check)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Stores evidence, sets what is known of the run by it and appends the event that tells of it.
    ///
    /// `proof` may be less than the checks alone would say: the tree can have changed meanwhile.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run.
    pub fn insert_evidence(
        &self,
        run: RunId,
        evidence: &Evidence,
        proof: Proof,
    ) -> Result<(), StoreError> {
        self.require_run(run)?;
        let number = self
            .connection
            .prepare_cached("INSERT INTO evidence (run, at, tree_hash) VALUES (?1, ?2, ?3)")?
            .insert(params![
                run.to_string(),
                column::time_text(evidence.at),
                evidence.tree_hash
            ])?;
        for (position, check) in (0_i64..).zip(&evidence.checks) {
            self.insert_check(number, position, check)?;
        }
        self.set_proof(run, proof)
    }

    fn insert_check(&self, evidence: i64, position: i64, check: &Check) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO checks (evidence, position, name, command, outcome, exit_code,
                                     duration_ms, summary, output)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                evidence,
                position,
                check.name,
                check.command,
                check.outcome.name(),
                check.exit_code,
                column::integer(check.duration_ms),
                check.summary,
                check.output
            ])?;
        Ok(())
    }
}

fn check(row: &Row<'_>) -> Result<Check, rusqlite::Error> {
    Ok(Check {
        name: row.get(0)?,
        command: row.get(1)?,
        outcome: column::word(row, 2)?,
        exit_code: row.get(3)?,
        duration_ms: column::count(row, 4)?,
        summary: row.get(5)?,
        output: row.get(6)?,
    })
}

//! Rules that a person saved with an answer: kept, used up, taken back; what one says never changes.

use rusqlite::{OptionalExtension, Row, params};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::approval::Approval;
use crate::domain::event::EventKind;
use crate::domain::rule::{Rule, RuleEvent, RuleStep, SavedRule};

/// The columns that [`saved`] reads, in its order, of the rules that may hold.
macro_rules! select_open {
    ($rest:literal) => {
        concat!(
            "SELECT body, approval, made_at, revoked_at, used_at FROM rules ",
            "WHERE revoked_at IS NULL AND used_at IS NULL ",
            $rest
        )
    };
}

impl ReadTx {
    /// The rules that are neither used up nor taken back, the oldest first. Whether they hold here
    /// and now is for whoever judges.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open_rules(&self) -> Result<Vec<SavedRule>, StoreError> {
        let query = select_open!("ORDER BY number");
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([], saved)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of the same rules: while they are the same, the rules are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open_rule_numbers(&self) -> Result<Vec<u64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM rules WHERE revoked_at IS NULL AND used_at IS NULL ORDER BY number",
        )?;
        let rows = statement.query_map([], |row| column::count(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The rule of that name, of those that are neither used up nor taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open_rule(&self, id: &str) -> Result<Option<SavedRule>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(select_open!("AND id = ?1"))?;
        Ok(statement.query_row([id], saved).optional()?)
    }
}

impl WriteTx {
    /// Saves a rule with the answer to `approval`, with its [`EventKind::Rule`].
    ///
    /// # Errors
    /// When there is a rule of that name, or the store cannot be written.
    pub fn save_rule(&self, approval: &Approval, rule: &Rule) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO rules (id, body, approval, made_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                rule.id,
                column::json_text("rule", rule)?,
                approval.id.to_string(),
                column::time_text(self.now())
            ])?;
        self.tell(approval, rule, RuleStep::Saved)
    }

    /// Uses rules up that are each for one call. Answers false, and does nothing, where one of them is
    /// used up or taken back already: what was to go by it may not.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn use_rules(&self, ids: &[String]) -> Result<bool, StoreError> {
        let mut open = Vec::with_capacity(ids.len());
        for id in ids {
            match self.open_rule(id)? {
                Some(found) => open.push(found),
                None => return Ok(false),
            }
        }
        for found in open {
            self.close(&found, "UPDATE rules SET used_at = ?2 WHERE id = ?1")?;
            self.tell(&self.approval(found.approval)?, &found.rule, RuleStep::Used)?;
        }
        Ok(true)
    }

    /// Takes a rule back: from the next call on it does not hold, in any process.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none of that name, or no more.
    pub fn revoke_rule(&self, id: &str) -> Result<SavedRule, StoreError> {
        let mut found = self.open_rule(id)?.ok_or_else(|| StoreError::NotFound {
            what: "rule",
            id: id.to_owned(),
        })?;
        self.close(&found, "UPDATE rules SET revoked_at = ?2 WHERE id = ?1")?;
        found.revoked_at = Some(self.now());
        let approval = self.approval(found.approval)?;
        self.tell(&approval, &found.rule, RuleStep::Revoked)?;
        Ok(found)
    }

    fn close(&self, found: &SavedRule, update: &str) -> Result<(), StoreError> {
        let now = column::time_text(self.now());
        self.connection
            .prepare_cached(update)?
            .execute(params![found.rule.id, now])?;
        Ok(())
    }

    fn tell(&self, approval: &Approval, rule: &Rule, step: RuleStep) -> Result<(), StoreError> {
        let event = RuleEvent {
            rule: rule.id.clone(),
            about: rule.about(),
            step,
        };
        self.append(approval.run, EventKind::Rule(event))?;
        Ok(())
    }
}

fn saved(row: &Row<'_>) -> Result<SavedRule, rusqlite::Error> {
    let time = |index| {
        let has = row.get_ref(index)? != rusqlite::types::ValueRef::Null;
        has.then(|| column::time(row, index)).transpose()
    };
    Ok(SavedRule {
        rule: column::json(row, 0)?,
        approval: column::parsed(row, 1)?,
        made_at: column::time(row, 2)?,
        revoked_at: time(3)?,
        used_at: time(4)?,
    })
}

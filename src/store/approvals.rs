//! Approvals: raised, listed, and decided exactly once, each with its event.

use rusqlite::{OptionalExtension, Params, Row, params};

use super::column;
use super::error::StoreError;
use super::prefix;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::approval::{Approval, ApprovalState, Decision, Face, Question};
use crate::domain::choices::Choices;
use crate::domain::event::EventKind;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::wish::Amendment;

/// The columns that [`approval`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, run, kind, title, why, subject, binding, state, raised_at, decision ",
            "FROM approvals ",
            $rest
        )
    };
}

/// An answer to a pending approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where the approval goes.
    pub state: ApprovalState,
    /// Through what the answer came.
    pub by: Face,
    /// Why, in the person's words; may be empty.
    pub reason: String,
    /// Whose content counts, where that was asked.
    pub choices: Choices,
    /// What the person changed in it before they said yes.
    pub amendment: Option<Amendment>,
}

impl Answer {
    /// An answer that changes nothing and settles no contents.
    pub fn plain(state: ApprovalState, by: Face, reason: impl Into<String>) -> Self {
        Self {
            state,
            by,
            reason: reason.into(),
            choices: Choices::default(),
            amendment: None,
        }
    }
}

impl ReadTx {
    /// The approval with that id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn approval(&self, id: ApprovalId) -> Result<Approval, StoreError> {
        let mut statement = self.connection.prepare_cached(select!("WHERE id = ?1"))?;
        let found = statement.query_row([id.to_string()], approval).optional()?;
        found.ok_or_else(|| StoreError::NotFound {
            what: "approval",
            id: id.to_string(),
        })
    }

    /// The approval whose id begins with `prefix`; hyphens and case do not matter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none, [`StoreError::Ambiguous`] when there are several.
    pub fn find_approval(&self, prefix: &str) -> Result<Approval, StoreError> {
        let query = "SELECT id FROM approvals WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 11";
        self.approval(prefix::only(&self.connection, "approval", query, prefix)?)
    }

    /// The approvals that wait for an answer, the longest waiting first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn pending_approvals(&self) -> Result<Vec<Approval>, StoreError> {
        self.approval_list(select!("WHERE state = 'pending' ORDER BY number"), [])
    }

    /// How many approvals wait for an answer.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_pending_approvals(&self) -> Result<u64, StoreError> {
        let query = "SELECT count(*) FROM approvals WHERE state = 'pending'";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([], |row| column::count(row, 0))?)
    }

    /// Pending approvals first, the longest waiting first; then the others, newest first; at most
    /// `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn approvals(&self, limit: u32) -> Result<Vec<Approval>, StoreError> {
        self.approval_list(
            select!(
                "ORDER BY state <> 'pending',
                          CASE state WHEN 'pending' THEN number ELSE -number END LIMIT ?1"
            ),
            [limit],
        )
    }

    /// The approvals of a run, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn run_approvals(&self, run: RunId) -> Result<Vec<Approval>, StoreError> {
        self.approval_list(select!("WHERE run = ?1 ORDER BY number"), [run.to_string()])
    }

    fn approval_list(
        &self,
        query: &str,
        parameters: impl Params,
    ) -> Result<Vec<Approval>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(parameters, approval)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Puts a question to a person, with its [`EventKind::ApprovalRaised`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when its run is not in the store.
    pub fn raise_approval(&self, run: RunId, question: Question) -> Result<Approval, StoreError> {
        self.require_run(run)?;
        let approval = Approval {
            id: ApprovalId::random(),
            run,
            question,
            state: ApprovalState::Pending,
            raised_at: self.now(),
            decision: None,
        };
        let question = &approval.question;
        self.connection
            .prepare_cached(
                "INSERT INTO approvals (id, run, kind, title, why, subject, binding, state,
                                        raised_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                approval.id.to_string(),
                run.to_string(),
                question.kind.name(),
                question.title,
                question.why,
                column::json_text("subject", &question.subject)?,
                question.binding,
                approval.state.name(),
                column::time_text(approval.raised_at)
            ])?;
        let event = EventKind::ApprovalRaised {
            approval: approval.id,
            kind: question.kind,
            title: question.title.clone(),
        };
        self.append(run, event)?;
        Ok(approval)
    }

    /// Closes an approval, with its [`EventKind::ApprovalDecided`]. Of several processes that do so
    /// at once, exactly one succeeds.
    ///
    /// # Errors
    /// [`StoreError::Decided`] when the table of states does not allow it any more,
    /// [`StoreError::NotFound`] when there is no such approval.
    pub fn decide_approval(&self, id: ApprovalId, answer: Answer) -> Result<Approval, StoreError> {
        let mut approval = self.approval(id)?;
        approval.state = approval
            .state
            .transition(answer.state)
            .map_err(|refusal| StoreError::Decided { id, refusal })?;
        let decision = Decision {
            by: answer.by,
            process: std::process::id(),
            at: self.now(),
            reason: answer.reason.clone(),
            choices: answer.choices,
            amendment: answer.amendment,
        };
        self.connection
            .prepare_cached("UPDATE approvals SET state = ?2, decision = ?3 WHERE id = ?1")?
            .execute(params![
                id.to_string(),
                approval.state.name(),
                column::json_text("decision", &decision)?
            ])?;
        approval.decision = Some(decision);
        let event = EventKind::ApprovalDecided {
            approval: id,
            state: approval.state,
            reason: answer.reason,
        };
        self.append(approval.run, event)?;
        Ok(approval)
    }

    /// Closes what was asked for a run that has ended: nobody needs the answer any more.
    pub(super) fn expire_approvals(&self, run: RunId) -> Result<(), StoreError> {
        let pending = self.approval_list(
            select!("WHERE run = ?1 AND state = 'pending' ORDER BY number"),
            [run.to_string()],
        )?;
        for approval in pending {
            let answer =
                Answer::plain(ApprovalState::Expired, Face::Vibecober, "the run has ended");
            self.decide_approval(approval.id, answer)?;
        }
        Ok(())
    }
}

fn approval(row: &Row<'_>) -> Result<Approval, rusqlite::Error> {
    let is_decided = row.get_ref(9)? != rusqlite::types::ValueRef::Null;
    Ok(Approval {
        id: column::parsed(row, 0)?,
        run: column::parsed(row, 1)?,
        question: Question {
            kind: column::word(row, 2)?,
            title: row.get(3)?,
            why: row.get(4)?,
            subject: column::json(row, 5)?,
            binding: row.get(6)?,
        },
        state: column::word(row, 7)?,
        raised_at: column::time(row, 8)?,
        decision: is_decided.then(|| column::json(row, 9)).transpose()?,
    })
}

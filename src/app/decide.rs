//! Takes a person's answer down, and finds what the run needs to go on after a yes.

use jiff::Timestamp;

use super::{Allowance, AppError, Verdict, rules};
use crate::domain::approval::{Approval, ApprovalState, Face};
use crate::domain::choices::Choices;
use crate::domain::ids::ApprovalId;
use crate::domain::run::{Run, RunState};
use crate::domain::wish::AgentWish;
use crate::factory::Continuation;
use crate::policy::RuleError;
use crate::store::{Answer, Store};

/// An answer that was taken down.
pub enum Taken {
    /// Nothing begins here by it: the run has ended, or whoever works on it reads the answer.
    Closed(Box<Approval>),
    /// Yes: the run executes in this process from now on.
    Accepted(Box<Accepted>),
}

/// A run that a yes has set going.
pub struct Accepted {
    /// The approval as it stands.
    pub approval: Approval,
    /// The run as it stands.
    pub run: Run,
    /// What it needs to go on.
    pub continuation: Continuation,
}

/// Stores the answer and the change of state that follows from it as one.
pub fn take(
    store: &Store,
    id: ApprovalId,
    verdict: Verdict,
    face: Face,
) -> Result<Taken, AppError> {
    let asked = store.read(|tx| tx.approval(id))?;
    if let Some(wish) = asked.question.subject.wish() {
        return answer_agent(store, &asked, wish, (verdict, face));
    }
    match verdict {
        Verdict::Accept { choices } => accept(store, id, choices, face),
        Verdict::Allow(_) => accept(store, id, Choices::default(), face),
        Verdict::Deny { rule: Some(_), .. } => Err(AppError::RuleRefused(RuleError::Unfit(
            "rules are for what an agent asks: this is a question of a run".to_owned(),
        ))),
        Verdict::Deny { reason, rule: None } => deny(store, id, reason, face),
    }
}

/// Answers an agent: its session reads the answer, in whichever process it goes on. A rule is saved
/// and what else it answers is answered in the same transaction.
fn answer_agent(
    store: &Store,
    asked: &Approval,
    wish: &AgentWish,
    (verdict, face): (Verdict, Face),
) -> Result<Taken, AppError> {
    let id = asked.id;
    let (answer, rule, others) = match verdict {
        Verdict::Allow(allowance) => {
            let hidden = allowance.hidden(wish);
            if hidden > 0 && asked.state == ApprovalState::Pending {
                return Err(AppError::Unseen {
                    approval: id,
                    lines: hidden,
                });
            }
            let answer = Answer {
                amendment: allowance.amendment,
                ..Answer::plain(ApprovalState::Approved, face, "")
            };
            (answer, allowance.rule, allowance.alike)
        }
        Verdict::Accept { .. } => {
            let allowance = Verdict::Allow(Allowance::default());
            return answer_agent(store, asked, wish, (allowance, face));
        }
        Verdict::Deny { reason, rule } => {
            let answer = Answer::plain(ApprovalState::Denied, face, reason);
            (answer, rule, Vec::new())
        }
    };
    let mut alike = Vec::new();
    if let Some(rule) = &rule {
        rules::check(rule, wish)?;
        alike = rules::alike_of(store, rule, &others, Timestamp::now())?;
    }
    let approval = store.write(move |tx| {
        let approval = tx.decide_approval(id, answer)?;
        let Some(rule) = rule else {
            return Ok(approval);
        };
        tx.save_rule(&approval, &rule)?;
        for other in alike {
            // Whoever was faster has answered it.
            if tx.approval(other)?.state == ApprovalState::Pending {
                let reason = format!("by rule {}", rule.id);
                tx.decide_approval(other, Answer::plain(ApprovalState::Approved, face, reason))?;
            }
        }
        Ok(approval)
    })?;
    Ok(Taken::Closed(Box::new(approval)))
}

fn accept(store: &Store, id: ApprovalId, choices: Choices, face: Face) -> Result<Taken, AppError> {
    let (asked, continuation) = store.read(|tx| {
        let asked = tx.approval(id)?;
        let continuation = tx.continuation::<Continuation>(asked.run)?;
        Ok((asked, continuation))
    })?;
    let is_open = asked.state == ApprovalState::Pending;
    let owned = |files: Vec<&str>| files.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let subject = &asked.question.subject;
    let misnamed = owned(subject.misnamed(&choices));
    if is_open && !misnamed.is_empty() {
        let (approval, files) = (id, misnamed);
        return Err(AppError::NotContested { approval, files });
    }
    let undecided = owned(subject.undecided(&choices));
    if is_open && !undecided.is_empty() {
        let (approval, files) = (id, undecided);
        return Err(AppError::ChoiceNeeded { approval, files });
    }
    if is_open && continuation.is_none() {
        return Err(AppError::NothingKept(asked.run));
    }
    let answer = Answer {
        choices,
        ..Answer::plain(ApprovalState::Approved, face, "")
    };
    let next = continuation
        .as_ref()
        .map_or(RunState::Executing, Continuation::state);
    let (approval, run) = store.write(move |tx| {
        // Refused here when somebody answered since it was read.
        let approval = tx.decide_approval(id, answer)?;
        let waiting = RunState::AwaitingHuman;
        let run = tx.change_state(approval.run, waiting, next, "")?;
        tx.set_owner(run.id, Some(std::process::id()))?;
        Ok((approval, tx.run(run.id)?))
    })?;
    let continuation = continuation.ok_or(AppError::NothingKept(run.id))?;
    Ok(Taken::Accepted(Box::new(Accepted {
        approval,
        run,
        continuation,
    })))
}

fn deny(store: &Store, id: ApprovalId, reason: String, face: Face) -> Result<Taken, AppError> {
    let ended = match reason.as_str() {
        "" => "denied by the person".to_owned(),
        said => format!("denied: {said}"),
    };
    let answer = Answer::plain(ApprovalState::Denied, face, reason);
    let approval = store.write(move |tx| {
        let approval = tx.decide_approval(id, answer)?;
        let waiting = RunState::AwaitingHuman;
        tx.change_state(approval.run, waiting, RunState::Cancelled, &ended)?;
        Ok(approval)
    })?;
    Ok(Taken::Closed(Box::new(approval)))
}

//! Puts right what dead processes left: calls that nobody settled, runs without an owner, writes that
//! were cut off.

use rustix::process::{Pid, test_kill_process};

use super::AppError;
use crate::domain::approval::{ApprovalState, Face};
use crate::domain::run::{Run, RunKind, RunState};
use crate::engine::budget::Till;
use crate::factory::Continuation;
use crate::store::{Answer, ReadTx, Store, StoreError, WriteTx};
use crate::workspace;

/// Settles the calls of dead processes, undoes their half-done writes, asks anew for what was approved and not written, and
/// marks the other runs of such processes as failed.
pub fn recover(store: &Store) -> Result<(), AppError> {
    Till::new(store.clone()).settle_orphans()?;
    let unfinished = store.read(ReadTx::unfinished_runs)?;
    for run in unfinished.iter().filter(|run| is_orphan(run)) {
        // A talk writes no files of its own.
        let project = run.request.kind == RunKind::Project;
        if let Some(target) = run.request.target.as_ref().filter(|_| project)
            && let Err(error) = workspace::recover(target)
        {
            tracing::warn!(%error, run = %run.id, "could not undo a write that was cut off");
        }
        settle(store, run)?;
    }
    Ok(())
}

/// Asks anew for what was approved in a run, else marks it as failed. The run is left alone when it is
/// not as it was `judged` any more: another process was first, or works on it now.
pub(super) fn settle(store: &Store, judged: &Run) -> Result<(), StoreError> {
    let (id, state, owner) = (judged.id, judged.state, judged.owner);
    store.write(move |tx| {
        let run = tx.run(id)?;
        if (run.state, run.owner) == (state, owner) && !offer_again(tx, &run)? {
            let reason = "the process that worked on it ended";
            let talks = run.request.kind == RunKind::Session && state == RunState::Executing;
            let to = if talks {
                // The talk goes on with the next word.
                RunState::AwaitingHuman
            } else {
                RunState::Failed
            };
            tx.change_state(id, state, to, reason)?;
        }
        Ok(())
    })
}

/// Asks anew for what a person said yes to and what was not written before the process ended; true
/// when there was such a thing. The run waits with everything that it needs to go on: nothing is
/// generated again, and nobody who only looks at the store writes files by that.
fn offer_again(tx: &WriteTx, run: &Run) -> Result<bool, StoreError> {
    if !matches!(run.state, RunState::Executing | RunState::Planning) {
        return Ok(false);
    }
    let id = run.id;
    let approvals = tx.run_approvals(id)?;
    let approved = approvals
        .last()
        .filter(|last| last.state == ApprovalState::Approved);
    let kept = tx.continuation::<Continuation>(id)?.is_some();
    let Some(approved) = approved.filter(|_| kept) else {
        return Ok(false);
    };
    // Once its build is stored the files are in place, and the answer is used up.
    if !tx.builds(id)?.is_empty() {
        return Ok(false);
    }
    let title = &approved.question.title;
    tx.change_state(id, run.state, RunState::AwaitingHuman, title)?;
    let decision = approved.decision.as_ref();
    let answer = Answer {
        choices: decision.map(|one| one.choices.clone()).unwrap_or_default(),
        ..Answer::plain(
            ApprovalState::Superseded,
            Face::Vibecober,
            "vibecober ended before it was written",
        )
    };
    tx.decide_approval(approved.id, answer)?;
    tx.raise_approval(id, approved.question.clone())?;
    Ok(true)
}

/// True for a run that was being worked on by a process that is no more.
fn is_orphan(run: &Run) -> bool {
    let works = match run.state {
        RunState::Idle
        | RunState::Planning
        | RunState::Executing
        | RunState::Reviewing
        | RunState::Qa => true,
        RunState::WaitingForApproval
        | RunState::AwaitingHuman
        | RunState::PartialSuccess
        | RunState::Failed
        | RunState::Cancelled
        | RunState::Timeout
        | RunState::Completed => false,
    };
    works && !run.owner.is_some_and(is_alive)
}

fn is_alive(process: u32) -> bool {
    if process == std::process::id() {
        return true;
    }
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    // No permission to signal it still means that it is there.
    test_kill_process(pid) != Err(rustix::io::Errno::SRCH)
}

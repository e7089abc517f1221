//! Puts right what dead processes left: runs without an owner, writes that were cut off.

use rustix::process::{Pid, test_kill_process};

use super::AppError;
use crate::domain::run::{Run, RunState};
use crate::store::{ReadTx, Store, StoreError};
use crate::workspace;

/// Marks the runs of dead processes as failed and undoes their half-done writes.
pub fn recover(store: &Store) -> Result<(), AppError> {
    let unfinished = store.read(ReadTx::unfinished_runs)?;
    for run in unfinished.iter().filter(|run| is_orphan(run)) {
        if let Some(target) = &run.request.target
            && let Err(error) = workspace::recover(target)
        {
            tracing::warn!(%error, run = %run.id, "could not undo a write that was cut off");
        }
        let (id, state) = (run.id, run.state);
        let reason = "the process that worked on it ended";
        let marked = store.write(move |tx| tx.change_state(id, state, RunState::Failed, reason));
        match marked {
            // Another process recovers at the same time, and was first.
            Ok(_) | Err(StoreError::StateMoved { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
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

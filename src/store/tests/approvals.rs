//! Approvals: told with their events, listed, decided once, closed with their run.

use super::fixture::Fixture;
use crate::domain::approval::{
    Approval, ApprovalKind, ApprovalState, Choice, ConflictedFile, Face, Question, Subject,
};
use crate::domain::event::EventKind;
use crate::domain::ids::{ApprovalId, RunId};
use crate::domain::run::RunState;
use crate::store::{Answer, ReadTx, Store, StoreError};

fn question() -> Question {
    Question {
        kind: ApprovalKind::FileWrite,
        title: "1 file has edits".to_owned(),
        why: "edits are never overwritten unasked".to_owned(),
        subject: Subject::Conflicts {
            target: "/tmp/blog".into(),
            files: vec![ConflictedFile {
                path: "README.md".to_owned(),
                text: "<<<<<<< mine".to_owned(),
            }],
        },
        binding: "ab".repeat(32),
    }
}

fn answer(state: ApprovalState) -> Answer {
    Answer {
        state,
        by: Face::Cli,
        reason: "because".to_owned(),
        choices: Some(Choice::KeepEdits).into(),
        amendment: None,
    }
}

fn raise(fixture: &Fixture, run: RunId) -> Approval {
    let raise = move |tx: &crate::store::WriteTx| tx.raise_approval(run, question());
    fixture.store.write(raise).unwrap()
}

fn decide(store: &Store, id: ApprovalId, state: ApprovalState) -> Result<Approval, StoreError> {
    store.write(move |tx| tx.decide_approval(id, answer(state)))
}

#[test]
fn an_approval_is_told_when_it_is_raised_and_when_it_is_decided() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let raised = raise(&fixture, run);
    let found = fixture
        .store
        .read(|tx| tx.find_approval(&raised.id.short()));
    assert_eq!(found, Ok(raised.clone()));
    let decided = decide(&fixture.store, raised.id, ApprovalState::Approved).unwrap();
    let found = fixture.store.read(|tx| tx.approval(raised.id)).unwrap();
    assert_eq!(found, decided);
    let decision = found.decision.unwrap();
    assert_eq!(
        (decision.by, decision.process, decision.choices),
        (
            Face::Cli,
            std::process::id(),
            Some(Choice::KeepEdits).into()
        )
    );
    let events = fixture.store.read(|tx| tx.events(run, 1, 9)).unwrap();
    let kinds: Vec<_> = events.into_iter().map(|event| event.kind).collect();
    let expected = [
        EventKind::ApprovalRaised {
            approval: raised.id,
            kind: ApprovalKind::FileWrite,
            title: raised.question.title,
        },
        EventKind::ApprovalDecided {
            approval: raised.id,
            state: ApprovalState::Approved,
            reason: "because".to_owned(),
        },
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn the_second_answer_is_refused_and_changes_nothing() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let id = raise(&fixture, run).id;
    let first = decide(&fixture.store, id, ApprovalState::Denied).unwrap();
    let second = decide(&fixture.store, id, ApprovalState::Approved).unwrap_err();
    assert!(matches!(second, StoreError::Decided { .. }));
    assert!(second.to_string().contains("is denied already"), "{second}");
    assert_eq!(fixture.store.read(|tx| tx.approval(id)).unwrap(), first);
    assert_eq!(fixture.store.read(ReadTx::last_seq).unwrap(), 3);
}

#[test]
fn what_waits_comes_first_and_the_longest_waiting_first_of_all() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let ids: Vec<_> = (0..4).map(|_| raise(&fixture, run).id).collect();
    decide(&fixture.store, ids[0], ApprovalState::Denied).unwrap();
    decide(&fixture.store, ids[2], ApprovalState::Superseded).unwrap();
    let list = |limit| {
        let found = fixture.store.read(|tx| tx.approvals(limit)).unwrap();
        found.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(list(9), [ids[1], ids[3], ids[2], ids[0]]);
    assert_eq!(list(1), [ids[1]]);
    let pending = fixture.store.read(ReadTx::pending_approvals).unwrap();
    assert_eq!(pending.len(), 2);
    let count = fixture.store.read(ReadTx::count_pending_approvals);
    assert_eq!(count, Ok(2));
    let of_run = fixture.store.read(|tx| tx.run_approvals(run)).unwrap();
    assert_eq!(of_run.len(), 4);
}

#[test]
fn a_run_that_ends_takes_its_questions_and_its_continuation_along() {
    let fixture = Fixture::new();
    let (run, other) = (fixture.run().id, fixture.run().id);
    let (mine, theirs) = (raise(&fixture, run).id, raise(&fixture, other).id);
    let keep = move |tx: &crate::store::WriteTx| {
        tx.keep_continuation(run, &vec![1, 2])?;
        tx.keep_continuation(run, &vec![3])
    };
    fixture.store.write(keep).unwrap();
    let kept = || fixture.store.read(|tx| tx.continuation::<Vec<u8>>(run));
    assert_eq!(kept(), Ok(Some(vec![3])));
    let cancel = move |tx: &crate::store::WriteTx| {
        tx.change_state(run, RunState::Idle, RunState::Cancelled, "")
    };
    fixture.store.write(cancel).unwrap();
    assert_eq!(kept(), Ok(None));
    let state = |id| fixture.store.read(|tx| tx.approval(id)).unwrap().state;
    assert_eq!(state(mine), ApprovalState::Expired);
    assert_eq!(state(theirs), ApprovalState::Pending);
}

#[test]
fn an_unknown_approval_is_named_with_the_command_that_lists_them() {
    let fixture = Fixture::new();
    let refused = fixture
        .store
        .read(|tx| tx.find_approval("abc"))
        .unwrap_err();
    assert!(refused.to_string().contains("approve list"), "{refused}");
    let nobody = RunId::random();
    let raised = fixture
        .store
        .write(move |tx| tx.raise_approval(nobody, question()));
    assert!(matches!(raised, Err(StoreError::NotFound { .. })));
}

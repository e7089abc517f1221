//! Runs, their states, and how they are found.

use super::fixture::{Fixture, request};
use crate::domain::event::EventKind;
use crate::domain::evidence::Proof;
use crate::domain::ids::RunId;
use crate::domain::run::{IllegalTransition, RunState};
use crate::store::{ReadTx, StoreError};

#[test]
fn a_run_comes_back_as_it_was_made() {
    let fixture = Fixture::new();
    let made = fixture.run();
    let read = fixture.store.read(|tx| tx.run(made.id)).unwrap();
    assert_eq!(read, made);
    assert_eq!(read.request, request());
    assert_eq!(read.owner, Some(42));
}

#[test]
fn a_change_of_state_and_its_event_are_stored_together() {
    let fixture = Fixture::new();
    let id = fixture.run().id;
    let run = fixture
        .store
        .write(move |tx| {
            tx.change_state(id, RunState::Idle, RunState::Planning, "")?;
            tx.change_state(id, RunState::Planning, RunState::Failed, "no idea")
        })
        .unwrap();
    assert_eq!(fixture.store.read(|tx| tx.run(id)).unwrap(), run);
    assert_eq!(
        (run.state, run.reason.as_str(), run.owner),
        (RunState::Failed, "no idea", None)
    );
    let events = fixture.store.read(|tx| tx.events(id, 0, 10)).unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.kind.name()).collect();
    assert_eq!(kinds, ["run_created", "state_changed", "state_changed"]);
    assert_eq!(events[2].at, run.updated_at);
    assert_eq!(
        events[2].kind,
        EventKind::StateChanged {
            from: RunState::Planning,
            to: RunState::Failed,
            reason: "no idea".to_owned()
        }
    );
}

#[test]
fn an_illegal_or_outdated_change_leaves_no_trace() {
    let fixture = Fixture::new();
    let id = fixture.run().id;
    let change = |from, to| {
        fixture
            .store
            .write(move |tx| tx.change_state(id, from, to, "x"))
            .unwrap_err()
    };
    assert_eq!(
        change(RunState::Idle, RunState::Completed),
        StoreError::Illegal(IllegalTransition {
            from: RunState::Idle,
            to: RunState::Completed
        })
    );
    assert_eq!(
        change(RunState::Planning, RunState::Executing),
        StoreError::StateMoved {
            run: id,
            expected: RunState::Planning,
            found: RunState::Idle
        }
    );
    assert_eq!(fixture.store.read(|tx| tx.run(id)).unwrap().reason, "");
    assert_eq!(fixture.store.read(ReadTx::last_seq).unwrap(), 1);
}

#[test]
fn a_write_that_fails_later_takes_its_run_back() {
    let fixture = Fixture::new();
    let id = RunId::random();
    let refused = fixture.store.write(move |tx| {
        tx.create_run(id, request(), None)?;
        tx.append(
            RunId::random(),
            EventKind::Verified {
                proof: Proof::Proven,
            },
        )
    });
    assert!(matches!(
        refused,
        Err(StoreError::NotFound { what: "run", .. })
    ));
    assert!(fixture.store.read(|tx| tx.run(id)).is_err());
}

#[test]
fn runs_are_found_by_a_prefix_and_listed_newest_first() {
    let fixture = Fixture::new();
    let ids = [
        "aaaaaaaa-1111-4111-8111-111111111111",
        "aaaaaaaa-2222-4222-8222-222222222222",
        "bbbbbbbb-3333-4333-8333-333333333333",
    ];
    for id in ids {
        fixture
            .store
            .write(move |tx| tx.create_run(id.parse().unwrap(), request(), None))
            .unwrap();
    }
    let find = |prefix: &'static str| {
        let found = fixture.store.read(|tx| tx.find_run(prefix));
        found.map(|run| run.id.to_string())
    };
    assert_eq!(find("AAAAAAAA-1").unwrap(), ids[0]);
    assert_eq!(find("aaaaaaaa2").unwrap(), ids[1]);
    assert_eq!(find("b").unwrap(), ids[2]);
    assert_eq!(find(ids[2]).unwrap(), ids[2]);
    assert_eq!(
        find("aa").unwrap_err().to_string(),
        format!(
            "run 'aa' is ambiguous, type more of it: {}, {}",
            ids[0], ids[1]
        )
    );
    assert!(matches!(find("cc"), Err(StoreError::NotFound { .. })));
    assert!(matches!(find("%"), Err(StoreError::NotFound { .. })));

    let listed = fixture.store.read(|tx| tx.runs(2)).unwrap();
    let listed: Vec<_> = listed.iter().map(|run| run.id.to_string()).collect();
    assert_eq!(listed, [ids[2], ids[1]]);
}

#[test]
fn runs_that_ended_are_not_unfinished() {
    let fixture = Fixture::new();
    let (first, ended, last) = (fixture.run().id, fixture.run().id, fixture.run().id);
    fixture
        .store
        .write(move |tx| tx.change_state(ended, RunState::Idle, RunState::Cancelled, ""))
        .unwrap();
    let left = fixture.store.read(ReadTx::unfinished_runs).unwrap();
    let left: Vec<_> = left.iter().map(|run| run.id).collect();
    assert_eq!(left, [first, last]);
}

#[test]
fn proof_and_owner_change_and_proof_is_told() {
    let fixture = Fixture::new();
    let id = fixture.run().id;
    fixture
        .store
        .write(move |tx| {
            tx.set_owner(id, Some(7))?;
            tx.set_proof(id, Proof::Stale)
        })
        .unwrap();
    let run = fixture.store.read(|tx| tx.run(id)).unwrap();
    assert_eq!((run.owner, run.proof), (Some(7), Proof::Stale));
    let last = fixture.store.read(|tx| tx.last_events(id, 1)).unwrap();
    assert_eq!(
        last[0].kind,
        EventKind::Verified {
            proof: Proof::Stale
        }
    );
    let nobody = RunId::random();
    assert!(
        fixture
            .store
            .write(move |tx| tx.set_owner(nobody, None))
            .is_err()
    );
}

//! Writes that share a commit, a full disk, and closing.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use super::fixture::{Fixture, request};
use crate::domain::event::EventKind;
use crate::domain::ids::RunId;
use crate::domain::plan::AgentName;
use crate::store::{Store, StoreError, WriteTx};

#[test]
fn writes_that_wait_for_the_disk_and_those_that_do_not_keep_their_order() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let note = |attempt| {
        move |tx: &WriteTx| {
            let agent = AgentName::Coder;
            tx.append(run, EventKind::AgentStarted { agent, attempt })
        }
    };
    let other = Store::open(&fixture.path()).unwrap();
    thread::scope(|scope| {
        for thread in 0..4 {
            let store = &fixture.store;
            scope.spawn(move || {
                for attempt in 0..30 {
                    let number = thread * 100 + attempt;
                    let stored = if (number + attempt / 3) % 2 == 0 {
                        store.write(note(number))
                    } else {
                        store.write_soon(note(number))
                    };
                    stored.unwrap();
                }
            });
        }
    });
    // The other handle sees all of them before anything was put on the disk for it.
    let events = other.read(|tx| tx.events(run, 0, 999)).unwrap();
    for thread in 0..4 {
        let numbers = events.iter().filter_map(|event| match event.kind {
            EventKind::AgentStarted { attempt, .. } => Some(attempt),
            _ => None,
        });
        let own: Vec<_> = numbers.filter(|number| number / 100 == thread).collect();
        let expected: Vec<_> = (0..30).map(|attempt| thread * 100 + attempt).collect();
        assert_eq!(own, expected);
    }
}

#[test]
fn writes_that_wait_together_are_kept_or_refused_one_by_one() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    let gate = Barrier::new(2);
    let gate = Arc::new(gate);
    thread::scope(|scope| {
        let held = Arc::clone(&gate);
        // While this one is in its transaction, the others queue up behind it.
        let first = scope.spawn(move || {
            store.write(move |tx| {
                held.wait();
                thread::sleep(Duration::from_millis(10));
                tx.create_run(RunId::random(), request(), None)
            })
        });
        gate.wait();
        let others: Vec<_> = (0..20)
            .map(|number| {
                scope.spawn(move || {
                    store.write(move |tx| {
                        let run = tx.create_run(RunId::random(), request(), Some(number))?;
                        if number % 4 == 0 {
                            return Err(StoreError::Closed);
                        }
                        Ok(run)
                    })
                })
            })
            .collect();
        first.join().unwrap().unwrap();
        for (number, other) in others.into_iter().enumerate() {
            assert_eq!(other.join().unwrap().is_ok(), number % 4 != 0);
        }
    });
    let runs = store.read(|tx| tx.runs(100)).unwrap();
    assert_eq!(runs.len(), 16);
    let numbers = store.read(|tx| tx.all_events(0, 100)).unwrap();
    let numbers: Vec<_> = numbers.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
}

#[test]
fn a_full_disk_refuses_the_write_and_keeps_what_was_there() {
    let fixture = Fixture::new();
    let kept = fixture.run();
    let store = &fixture.store;
    let limit = |pages: u32| {
        let change = move |tx: &WriteTx| {
            let command = format!("PRAGMA max_page_count = {pages}");
            tx.connection.query_row(&command, [], |_| Ok(()))?;
            Ok(())
        };
        store.write(change).unwrap();
    };
    limit(1);
    let mut large = request();
    large.idea = "shop ".repeat(100_000);
    let again = large.clone();
    let refused = store.write(|tx| tx.create_run(RunId::random(), large, None));
    assert_eq!(refused, Err(StoreError::Full(fixture.path())));
    assert_eq!(store.read(|tx| tx.runs(9)).unwrap(), [kept]);
    limit(100_000);
    store
        .write(|tx| tx.create_run(RunId::random(), again, None))
        .unwrap();
}

#[test]
fn what_waits_is_written_before_the_store_closes() {
    let fixture = Fixture::new();
    let path = fixture.path();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let store = fixture.store.clone();
            thread::spawn(move || store.write(|tx| tx.create_run(RunId::random(), request(), None)))
        })
        .collect();
    let folder = fixture.folder;
    drop(fixture.store);
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
    let again = Store::open(&path).unwrap();
    assert_eq!(again.read(|tx| tx.runs(100)).unwrap().len(), 8);
    drop(folder);
}

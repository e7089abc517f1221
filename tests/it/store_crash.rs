//! A process that is killed while it writes: what it was told is stored is there, nothing is torn.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::thread;

use vibecober::domain::event::EventKind;
use vibecober::domain::ids::RunId;
use vibecober::domain::plan::AgentName;
use vibecober::store::{Store, status};

use crate::store_children::{child, place, this_binary};
use crate::store_sharing::request;

/// How many events each write appends.
const TOGETHER: u32 = 3;
const THREADS: u64 = 4;

/// Writes until it is killed.
fn write_for_ever(path: &Path) {
    let store = Store::open(path).unwrap();
    let run = RunId::random();
    store
        .write(move |tx| tx.create_run(run, request(), None))
        .unwrap();
    say(&format!("run {run}"));
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let store = &store;
            scope.spawn(move || {
                for attempt in 1.. {
                    store
                        .write(move |tx| append(tx, run, thread, attempt))
                        .unwrap();
                    say(&format!("ack {thread} {attempt}"));
                }
            });
        }
    });
}

fn append(
    tx: &vibecober::store::WriteTx,
    run: RunId,
    thread: u64,
    attempt: u32,
) -> Result<(), vibecober::store::StoreError> {
    for _ in 0..TOGETHER {
        let kind = EventKind::AgentRetried {
            agent: AgentName::Tester,
            attempt,
            reason: "x".repeat(700),
            wait_ms: thread,
        };
        tx.append(run, kind)?;
    }
    Ok(())
}

/// One line, written at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

#[test]
fn what_was_acknowledged_outlives_a_kill_and_nothing_is_torn() {
    if let Some(path) = place() {
        return write_for_ever(&path);
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    for acknowledged in [1, 7, 40, 133, 400] {
        let (run, acks) = kill_after(&path, acknowledged);
        let store = Store::open(&path).unwrap();
        let events = store.read(|tx| tx.events(run, 0, u32::MAX)).unwrap();
        let mut stored: BTreeMap<(u64, u32), u32> = BTreeMap::new();
        for event in &events {
            if let EventKind::AgentRetried {
                attempt, wait_ms, ..
            } = event.kind
            {
                *stored.entry((wait_ms, attempt)).or_default() += 1;
            }
        }
        for ack in acks {
            assert_eq!(
                stored.get(&ack),
                Some(&TOGETHER),
                "{ack:?} was acknowledged"
            );
        }
        assert!(stored.values().all(|count| *count == TOGETHER));
        assert_eq!(status(&path).unwrap().problem, None);
        // The next process goes on writing where the killed one stopped.
        let kind = EventKind::AgentStarted {
            agent: AgentName::Tester,
            attempt: 1,
        };
        let next = store.write(move |tx| tx.append(run, kind)).unwrap().seq;
        assert!(events.iter().all(|event| event.seq < next));
    }
}

/// Kills a writing process once it has acknowledged that many writes; answers its run and all
/// writes that it acknowledged before it was gone.
fn kill_after(path: &Path, acknowledged: usize) -> (RunId, Vec<(u64, u32)>) {
    let name = "store_crash::what_was_acknowledged_outlives_a_kill_and_nothing_is_torn";
    let mut process = child(this_binary(), name, path).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap());
    let mut said = String::new();
    while said.matches("ack ").count() < acknowledged {
        assert!(lines.read_line(&mut said).unwrap() > 0, "it ended: {said}");
    }
    process.kill().unwrap();
    process.wait().unwrap();
    lines.read_to_string(&mut said).unwrap();

    let mut run = None;
    let mut acks = Vec::new();
    // The last line may have been cut off by the kill.
    let whole = said.rfind('\n').map_or("", |end| &said[..end]);
    for line in whole.lines() {
        // The harness writes on the first line, too.
        let words: Vec<_> = line.split_whitespace().collect();
        match words.as_slice() {
            [.., "run", id] => run = Some(id.parse().unwrap()),
            ["ack", thread, attempt] => {
                acks.push((thread.parse().unwrap(), attempt.parse().unwrap()));
            }
            _ => {}
        }
    }
    assert!(acks.len() >= acknowledged);
    (run.unwrap(), acks)
}

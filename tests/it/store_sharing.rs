//! Several processes on one store: no error of contention, nothing lost, everything told.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use vibecober::domain::event::{Event, EventKind};
use vibecober::domain::ids::RunId;
use vibecober::domain::money::Usd;
use vibecober::domain::plan::{AgentName, Mode};
use vibecober::domain::run::{RunKind, RunRequest, Tier};
use vibecober::store::{FeedError, Store, Subscription, status};

use crate::store_children::{child, place, this_binary};

const PROCESSES: usize = 4;
const WRITES: u32 = 500;

pub fn request() -> RunRequest {
    RunRequest {
        kind: RunKind::Project,
        idea: "blog with comments".to_owned(),
        mode: Mode::Simple,
        tier: Tier::Free,
        budget: Usd::ZERO,
        target: None,
    }
}

/// The part of each of the processes that write at once.
fn write_many(path: &Path) {
    let store = Store::open(path).unwrap();
    let run = RunId::random();
    store
        .write(move |tx| tx.create_run(run, request(), None))
        .unwrap();
    for attempt in 1..=WRITES {
        let agent = AgentName::Coder;
        store
            .write(move |tx| tx.append(run, EventKind::AgentStarted { agent, attempt }))
            .unwrap();
    }
}

#[test]
fn four_processes_write_at_once_and_a_fifth_hears_every_event_once() {
    if let Some(path) = place() {
        return write_many(&path);
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    let store = Store::open(&path).unwrap();
    let mut subscription = store.subscribe().unwrap();
    let children: Vec<_> = (0..PROCESSES).map(|_| start(&path)).collect();

    let expected = PROCESSES * (WRITES as usize + 1);
    let mut heard = Vec::new();
    let began = Instant::now();
    while heard.len() < expected && began.elapsed() < Duration::from_mins(2) {
        listen(&store, &mut subscription, &mut heard);
        std::thread::sleep(Duration::from_millis(2));
    }
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}"
        );
    }
    listen(&store, &mut subscription, &mut heard);

    let stored = store.read(|tx| tx.all_events(0, u32::MAX)).unwrap();
    assert_eq!(stored.len(), expected);
    assert!(stored.is_sorted_by(|a, b| a.seq < b.seq));
    assert_eq!(heard, stored);
    for run in store.read(|tx| tx.runs(9)).unwrap() {
        let events = store.read(|tx| tx.events(run.id, 0, u32::MAX)).unwrap();
        let attempts: Vec<_> = events.iter().filter_map(attempt).collect();
        assert_eq!(attempts, (1..=WRITES).collect::<Vec<_>>());
    }
}

/// The part of each of the processes that find no store.
fn open_and_write(path: &Path) {
    let store = Store::open(path).unwrap();
    store
        .write(|tx| tx.create_run(RunId::random(), request(), None))
        .unwrap();
}

#[test]
fn several_processes_make_a_new_store_together() {
    if let Some(path) = place() {
        return open_and_write(&path);
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("new/store.db");
    let name = "store_sharing::several_processes_make_a_new_store_together";
    let children: Vec<_> = (0..6)
        .map(|_| child(this_binary(), name, &path).spawn().unwrap())
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}"
        );
    }
    let store = Store::open(&path).unwrap();
    assert_eq!(store.read(|tx| tx.runs(99)).unwrap().len(), 6);
    let status = status(&path).unwrap();
    let versions: BTreeSet<_> = status.applied.iter().map(|one| one.version).collect();
    assert_eq!(versions.len(), status.applied.len());
    assert_eq!((status.problem, status.copies.len()), (None, 0));
}

fn start(path: &Path) -> Child {
    let name = "store_sharing::four_processes_write_at_once_and_a_fifth_hears_every_event_once";
    child(this_binary(), name, path).spawn().unwrap()
}

/// Takes what there is; reads from the store what was missed.
fn listen(store: &Store, subscription: &mut Subscription, heard: &mut Vec<Event>) {
    loop {
        let last = heard.last().map_or(0, |event: &Event| event.seq);
        match subscription.try_recv() {
            Ok(None) => return,
            Ok(Some(event)) if event.seq > last => heard.push(event),
            Ok(Some(_)) => {}
            Err(FeedError::Lagged(_)) => {
                heard.extend(store.read(|tx| tx.all_events(last, u32::MAX)).unwrap());
            }
            Err(FeedError::Closed) => panic!("the feed ended"),
        }
    }
}

fn attempt(event: &Event) -> Option<u32> {
    match &event.kind {
        EventKind::AgentStarted { attempt, .. } => Some(*attempt),
        _ => None,
    }
}

//! Money under load: many processes on one budget, and processes that are killed while they owe.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;
use std::thread;

use jiff::Timestamp;
use vibecober::domain::budget::{Caps, Tally};
use vibecober::domain::call::{Call, Count, Ending};
use vibecober::domain::event::EventKind;
use vibecober::domain::ids::RunId;
use vibecober::domain::money::Usd;
use vibecober::domain::price::Price;
use vibecober::domain::usage::Usage;
use vibecober::engine::budget::{Asking, Till};
use vibecober::store::{CallFilter, ReadTx, Store, StoreError};

use crate::store_children::{child, place, this_binary};
use crate::store_sharing::request;

const PROCESSES: usize = 8;

fn usd(text: &str) -> Usd {
    text.parse().unwrap()
}

/// A call at a million dollars for a million tokens, so that a token of output costs a dollar.
fn asking(run: RunId, output: u64, cap: &str) -> Asking {
    let price = Price {
        output: usd("1000000"),
        ..Price::FREE
    };
    Asking {
        run,
        task: Some("shared".to_owned()),
        agent: "exec".to_owned(),
        model: "nim/llama".parse().unwrap(),
        endpoint: "http://127.0.0.1:9".to_owned(),
        why: "as configured".to_owned(),
        price: Some(price),
        input: 0,
        output,
        caps: Caps {
            day: Some(usd(cap)),
            ..Caps::default()
        },
    }
}

fn output(tokens: u64) -> Usage {
    Usage {
        output: tokens,
        ..Usage::default()
    }
}

fn new_run(store: &Store) -> RunId {
    let run = RunId::random();
    store
        .write(move |tx| tx.create_run(run, request(), None))
        .unwrap();
    run
}

fn start(name: &str, path: &Path) -> Child {
    let name = format!("ledger::{name}");
    child(this_binary(), &name, path).spawn().unwrap()
}

fn wait(children: Vec<Child>) {
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}"
        );
    }
}

/// The counters and the calls of the store at one moment; they must agree to the last digit.
fn agreed(tx: &ReadTx) -> Result<(Tally, Vec<Call>), StoreError> {
    let calls = tx.calls(&CallFilter::default(), u32::MAX)?;
    let mut sum = Tally::default();
    for call in &calls {
        if call.ending == Ending::Running {
            sum.held = sum.held.plus(call.bill.reserved);
        }
        sum.spent = sum.spent.plus(call.bill.cost);
    }
    let today = tx.spending_today(Timestamp::now())?;
    assert_eq!(tx.spending_of_task("shared")?, sum);
    // The tests may run over midnight; then the day has a part of it.
    if calls.iter().all(|call| call.day == today.day.to_string()) {
        assert_eq!(today.tally, sum);
    }
    Ok((sum, calls))
}

#[test]
fn eight_processes_race_for_the_last_dollar_and_none_overspends() {
    const NAME: &str = "eight_processes_race_for_the_last_dollar_and_none_overspends";
    if let Some(path) = place() {
        let store = Store::open(&path).unwrap();
        let (run, till) = (new_run(&store), Till::new(store));
        // Seven dollars each: fourteen such calls fit into a hundred, whoever makes them.
        while let Ok(held) = till.hold(asking(run, 7, "100")) {
            held.settle(output(7), Ending::Whole).unwrap();
        }
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    let store = Store::open(&path).unwrap();
    wait((0..PROCESSES).map(|_| start(NAME, &path)).collect());
    let (sum, calls) = store.read(agreed).unwrap();
    let days: std::collections::BTreeSet<_> = calls.iter().map(|call| &call.day).collect();
    assert_eq!(calls.len(), 14 * days.len());
    assert_eq!(sum.held, Usd::ZERO);
}

/// Holds and settles in an order that its number decides.
fn spend(store: &Store, seed: u64) {
    let (run, till) = (new_run(store), Till::new(store.clone()));
    let mut waiting = Vec::new();
    let mut dice = seed;
    for _ in 0..40 {
        // The multiplier of Knuth's MMIX generator.
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(seed | 1);
        let size = (dice >> 33) % 20;
        match (dice >> 60) % 4 {
            0 | 1 => waiting.extend(till.hold(asking(run, size + 1, "300")).ok()),
            2 => drop(waiting.pop()),
            _ => {
                if let Some(held) = waiting.pop() {
                    let most = held.call().bill.reserved.amount();
                    let tokens = u64::try_from(most).unwrap().min(size);
                    held.settle(output(tokens), Ending::Whole).unwrap();
                }
            }
        }
    }
}

#[test]
fn what_is_spent_and_held_never_exceeds_the_cap_and_always_adds_up() {
    const NAME: &str = "what_is_spent_and_held_never_exceeds_the_cap_and_always_adds_up";
    if let Some(path) = place() {
        let store = Store::open(&path).unwrap();
        thread::scope(|scope| {
            for number in 0..3 {
                let (store, seed) = (&store, u64::from(std::process::id()) * 3 + number);
                scope.spawn(move || spend(store, seed));
            }
        });
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    let store = Store::open(&path).unwrap();
    let mut children: Vec<_> = (0..3).map(|_| start(NAME, &path)).collect();
    let is_done = |child: &mut Child| child.try_wait().unwrap().is_some();
    loop {
        let done = children.iter_mut().all(is_done);
        let (_, calls) = store.read(agreed).unwrap();
        let today = store
            .read(|tx| tx.spending_today(Timestamp::now()))
            .unwrap();
        assert!(today.tally.used() <= usd("300"), "{today:?}");
        if done {
            assert!(!calls.is_empty());
            break;
        }
    }
    wait(children);
    assert_eq!(store.read(agreed).unwrap().0.held, Usd::ZERO);
}

/// Owes for three calls: one just begun, one of which something came, one that is settled.
fn owe(path: &Path) {
    let store = Store::open(path).unwrap();
    let (run, till) = (new_run(&store), Till::new(store.clone()));
    let begun = till.hold(asking(run, 10, "100")).unwrap();
    let answered = till.hold(asking(run, 10, "100")).unwrap();
    let id = answered.call().id;
    store
        .write(move |tx| tx.checkpoint_call(id, output(2), 12))
        .unwrap();
    let settled = till.hold(asking(run, 10, "100")).unwrap();
    settled.settle(output(3), Ending::Whole).unwrap();
    println!("\nowes {}", begun.call().run);
    // Until it is killed.
    thread::sleep(std::time::Duration::from_mins(10));
    drop((begun, answered));
}

#[test]
fn what_a_killed_process_owes_is_settled_once() {
    const NAME: &str = "what_a_killed_process_owes_is_settled_once";
    if let Some(path) = place() {
        return owe(&path);
    }
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("store.db");
    let mut process = start(NAME, &path);
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let run = loop {
        let line = lines.next().unwrap().unwrap();
        if let Some(run) = line.strip_prefix("owes ") {
            break run.parse::<RunId>().unwrap();
        }
    };
    let till = || Till::new(Store::open(&path).unwrap());
    assert_eq!(till().settle_orphans().unwrap(), 0, "it still lives");
    process.kill().unwrap();
    process.wait().unwrap();

    let settled: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| till().settle_orphans().unwrap()))
            .collect();
        threads.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(settled, 2);
    let store = Store::open(&path).unwrap();
    let (sum, mut calls) = store.read(agreed).unwrap();
    calls.reverse();
    let endings: Vec<_> = calls
        .iter()
        .map(|call| (call.ending, call.bill.count, call.bill.usage.output))
        .collect();
    assert_eq!(
        endings,
        [
            (Ending::Crashed, Count::Estimated, 0),
            (Ending::Crashed, Count::Estimated, 4),
            (Ending::Whole, Count::Exact, 3)
        ]
    );
    assert_eq!((sum.spent, sum.held), (usd("7"), Usd::ZERO));
    let events = store.read(|tx| tx.events(run, 0, 99)).unwrap();
    let paid = |kind: &EventKind| matches!(kind, EventKind::CallSettled { .. });
    assert_eq!(events.iter().filter(|event| paid(&event.kind)).count(), 3);
}

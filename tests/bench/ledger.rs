//! Paying for calls: each change is safely on the disk when it answers.

use divan::Bencher;
use jiff::Timestamp;
use vibecober::domain::breaker::{Admission, Outcome};
use vibecober::domain::budget::Caps;
use vibecober::domain::call::Ending;
use vibecober::domain::ids::RunId;
use vibecober::domain::message::Message;
use vibecober::domain::model_name::ProviderName;
use vibecober::domain::money::Usd;
use vibecober::domain::plan::Mode;
use vibecober::domain::price::Price;
use vibecober::domain::run::{RunRequest, Tier};
use vibecober::domain::usage::Usage;
use vibecober::engine::budget::{Asking, Till, message};
use vibecober::store::{Store, this_process};

fn asking(run: RunId) -> Asking {
    let price = Price {
        output: "15".parse().unwrap(),
        ..Price::FREE
    };
    Asking {
        run,
        task: None,
        agent: "chat".to_owned(),
        model: "nim/llama".parse().unwrap(),
        endpoint: "http://127.0.0.1:9".to_owned(),
        why: "as configured".to_owned(),
        price: Some(price),
        input: 1_000,
        output: 1_000,
        caps: Caps {
            day: "1000000".parse().ok(),
            ..Caps::default()
        },
    }
}

/// A store with so many calls that were made before.
fn store(calls: usize) -> (tempfile::TempDir, Store, RunId) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("vibecober.db")).unwrap();
    let run = RunId::random();
    let request = RunRequest {
        kind: vibecober::domain::run::RunKind::default(),
        idea: "talk".to_owned(),
        mode: Mode::Simple,
        tier: Tier::Free,
        budget: Usd::ZERO,
        target: None,
    };
    store
        .write(move |tx| tx.create_run(run, request, None))
        .unwrap();
    for _ in 0..calls {
        pay(&Till::new(store.clone()), run);
    }
    (folder, store, run)
}

fn pay(till: &Till, run: RunId) {
    let held = till.hold(asking(run)).unwrap();
    let usage = Usage {
        output: 10,
        ..Usage::default()
    };
    held.settle(usage, Ending::Whole).unwrap();
}

/// Room for a call and its settlement, two changes; target: well below 1 ms together.
#[divan::bench(args = [0, 2_000])]
fn hold_and_settle(bencher: Bencher, calls: usize) {
    let (_folder, store, run) = store(calls);
    let till = Till::new(store);
    bencher.bench_local(|| pay(&till, run));
}

/// What a healthy endpoint costs each call: two looks, no write.
#[divan::bench]
fn healthy_breaker(bencher: Bencher) {
    let (_folder, store, _) = store(0);
    let (nim, us) = (ProviderName::new("nim").unwrap(), this_process());
    let (now, place) = (Timestamp::now(), "http://127.0.0.1:9");
    bencher.bench_local(|| {
        store.admit(&nim, place, now, us).unwrap();
        store
            .record(&nim, place, now, Admission::Allowed, Outcome::Success)
            .unwrap();
    });
}

/// The tokens of a message of a megabyte.
#[divan::bench]
fn estimate_a_megabyte(bencher: Bencher) {
    let said = Message::user("fn main() { println!(\"{}\", 1 + 2); }\n".repeat(28_340));
    bencher.bench_local(|| message(divan::black_box(&said)));
}

//! What `budget` and `breakers` tell of what was spent and what failed.

use jiff::Timestamp;
use vibecober::domain::breaker::{Admission, Outcome};
use vibecober::domain::budget::Caps;
use vibecober::domain::call::Ending;
use vibecober::domain::fault::FaultClass;
use vibecober::domain::ids::{CallId, RunId};
use vibecober::domain::model_name::ProviderName;
use vibecober::domain::owner::Owner;
use vibecober::domain::price::Price;
use vibecober::domain::terms::Terms;
use vibecober::domain::usage::Usage;
use vibecober::engine::budget::{Asking, Till};
use vibecober::store::{NewCall, Store};

use super::home::Home;
use crate::store_sharing::request;

fn price() -> Price {
    Price {
        input: "1".parse().unwrap(),
        output: "2".parse().unwrap(),
        ..Price::FREE
    }
}

/// A call that cost 30 cents, and one of a dead process that read for 10 cents.
fn spend(store: &Store) -> RunId {
    let run = RunId::random();
    store
        .write(move |tx| tx.create_run(run, request(), None))
        .unwrap();
    let caps = Caps {
        day: "1".parse().ok(),
        ..Caps::default()
    };
    let asking = Asking {
        run,
        task: None,
        agent: "chat".to_owned(),
        model: "nim/llama".parse().unwrap(),
        endpoint: "http://127.0.0.1:9".to_owned(),
        why: "as configured".to_owned(),
        price: Some(price()),
        input: 200_000,
        output: 100_000,
        caps,
    };
    let held = Till::new(store.clone()).hold(asking).unwrap();
    let usage = Usage {
        input: 200_000,
        output: 50_000,
        ..Usage::default()
    };
    held.settle(usage, Ending::Whole).unwrap();
    let orphan = NewCall {
        id: CallId::random(),
        run,
        task: None,
        agent: "exec".to_owned(),
        model: "openai/small".parse().unwrap(),
        endpoint: "http://127.0.0.1:9".to_owned(),
        why: "as asked".to_owned(),
        terms: Terms {
            price: price(),
            input: 100_000,
            output: 100_000,
        },
        owner: Owner {
            process: u32::MAX,
            born: None,
        },
    };
    store
        .write(move |tx| tx.reserve_call(orphan, &caps))
        .unwrap()
        .unwrap();
    run
}

#[test]
fn budget_tells_what_today_has_spent_and_settles_what_dead_processes_owe() {
    let home = Home::new();
    let empty = home.run(["budget"]);
    assert!(
        empty.out.contains("no model was called today"),
        "{}",
        empty.out
    );
    let run = spend(&Store::open(&home.store()).unwrap());

    let told = home.json(["budget"]);
    assert_eq!(
        (&told["tier"], &told["cap"]),
        (&"free".into(), &"1.00".into())
    );
    assert_eq!(told["spent"], "0.4");
    assert_eq!(
        (&told["held"], &told["left"]),
        (&"0".into(), &"0.60".into())
    );
    assert_eq!(told["runs"][0]["name"], run.to_string());
    assert_eq!(told["runs"][0]["calls"], 2);
    assert_eq!(told["agents"][0]["name"], "chat");
    assert_eq!(told["models"][1]["name"], "openai/small");
    assert_eq!(told["models"][1]["usage"]["input"], 100_000);
    let resets: Timestamp = told["resets_at"].as_str().unwrap().parse().unwrap();
    assert!(resets > Timestamp::now());

    let shown = home.run(["budget"]).out;
    for words in [
        "$0.4000 of $1.0000 spent",
        "$0.6000 left",
        &run.short(),
        "nim/llama",
    ] {
        assert!(shown.contains(words), "no {words} in {shown}");
    }
    let logs = home.run(["logs", &run.to_string()]).out;
    assert!(logs.contains("crashed; as asked"), "{logs}");

    // A cap of its own for calls is shown; one that is no amount is refused.
    let with = |cap: &str| {
        let mut command = home.command(["budget"]);
        super::home::answer(command.env("VIBECOBER_BUDGETS_CALL", cap).output().unwrap())
    };
    assert!(with("0.05").out.contains("a call may cost $0.05"));
    with("much").refuses(2, &["VIBECOBER_BUDGETS_CALL", "not an amount"]);
}

#[test]
fn breakers_tells_which_endpoints_are_left_alone_and_takes_them_for_well() {
    let home = Home::new();
    assert!(home.run(["breakers"]).out.contains("all is well"));
    let store = Store::open(&home.store()).unwrap();
    let nim = ProviderName::new("nim").unwrap();
    for _ in 0..3 {
        let outcome = Outcome::Failure(FaultClass::Overloaded);
        let now = Timestamp::now();
        store
            .record(&nim, "http://127.0.0.1:9", now, Admission::Allowed, outcome)
            .unwrap();
    }
    let told = home.json(["breakers"])["breakers"][0].clone();
    assert_eq!(told["provider"], "nim");
    assert_eq!(
        (&told["state"], &told["failures"]),
        (&"open".into(), &3.into())
    );
    assert_eq!(told["last"], "overloaded");
    assert!(told["until"].is_string());
    let shown = home.run(["breakers"]).out;
    assert!(
        shown.contains("open") && shown.contains("overloaded"),
        "{shown}"
    );

    assert_eq!(home.json(["breakers", "reset", "nim"])["reset"], 1);
    assert!(home.run(["breakers"]).out.contains("all is well"));
    home.run(["breakers", "reset", "No Such"])
        .refuses(2, &["no provider"]);
    let help = home.run(["--help"]).out;
    assert!(help.contains("4 budget, 5 model or network"), "{help}");
}

//! What the till holds, refuses, settles and says.

use tempfile::TempDir;

use super::{Asking, HoldError, Till};
use crate::domain::budget::{Budget, Caps, Tally};
use crate::domain::call::{Call, Count, Ending};
use crate::domain::fault::FaultClass;
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::domain::owner::Owner;
use crate::domain::plan::Mode;
use crate::domain::price::Price;
use crate::domain::run::{RunRequest, Tier};
use crate::domain::usage::Usage;
use crate::store::{CallFilter, Store};

struct Fixture {
    _folder: TempDir,
    store: Store,
    run: RunId,
}

fn usd(text: &str) -> Usd {
    text.parse().unwrap()
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db")).unwrap();
        let run = RunId::random();
        let request = RunRequest {
            kind: crate::domain::run::RunKind::default(),
            idea: "talk".to_owned(),
            mode: Mode::Simple,
            tier: Tier::Free,
            budget: usd("1"),
            target: None,
        };
        store
            .write(move |tx| tx.create_run(run, request, None))
            .unwrap();
        Self {
            _folder: folder,
            store,
            run,
        }
    }

    fn till(&self) -> Till {
        Till::new(self.store.clone())
    }

    /// A call that may cost ten cents, nine of them for its answer.
    fn asking(&self) -> Asking {
        let price = Price {
            input: usd("1"),
            output: usd("9"),
            ..Price::FREE
        };
        Asking {
            run: self.run,
            task: None,
            agent: "chat".to_owned(),
            model: "nim/llama".parse().unwrap(),
            endpoint: "http://127.0.0.1:9".to_owned(),
            why: "as configured".to_owned(),
            price: Some(price),
            input: 10_000,
            output: 10_000,
            caps: Caps {
                day: Some(usd("0.25")),
                ..Caps::default()
            },
        }
    }

    fn spent(&self) -> Tally {
        let run = self.run;
        self.store.read(|tx| tx.spending_of_run(run)).unwrap()
    }

    fn last(&self) -> Call {
        let calls = self.store.read(|tx| tx.calls(&CallFilter::default(), 1));
        calls.unwrap().remove(0)
    }
}

fn output(tokens: u64) -> Usage {
    Usage {
        output: tokens,
        ..Usage::default()
    }
}

#[test]
fn a_third_call_waits_for_room_that_a_settled_one_gives_back() {
    let fixture = Fixture::new();
    let till = fixture.till();
    let first = till.hold(fixture.asking()).unwrap();
    let second = till.hold(fixture.asking()).unwrap();
    let Err(HoldError::Exceeded(refused)) = till.hold(fixture.asking()) else {
        panic!("three calls of ten cents fit into 25");
    };
    assert_eq!((refused.budget, refused.held), (Budget::Day, usd("0.20")));
    let receipt = first.settle(output(1_000), Ending::Whole).unwrap();
    assert_eq!(receipt.call.bill.cost, usd("0.009"));
    assert_eq!(receipt.call.bill.count, Count::Exact);
    let third = till.hold(fixture.asking()).unwrap();
    assert_eq!(fixture.spent().held, usd("0.20"));
    drop((second, third));
    assert_eq!(fixture.spent().held, Usd::ZERO);
}

#[test]
fn a_call_that_is_dropped_is_cancelled_and_pays_for_what_came() {
    let fixture = Fixture::new();
    let mut held = fixture.till().hold(fixture.asking()).unwrap();
    held.counted(Usage {
        input: 9_000,
        ..Usage::default()
    });
    held.received(2_000).unwrap();
    held.received(1_000).unwrap();
    drop(held);
    let call = fixture.last();
    assert_eq!(
        (call.ending, call.bill.count),
        (Ending::Cancelled, Count::Estimated)
    );
    // 9,000 tokens read, 1,000 written.
    assert_eq!(call.bill.cost, usd("0.018"));
    assert_eq!(fixture.spent().spent, usd("0.018"));
}

#[test]
fn a_call_that_is_refused_by_the_service_costs_nothing() {
    let fixture = Fixture::new();
    let held = fixture.till().hold(fixture.asking()).unwrap();
    let receipt = held.cut(Ending::Failed(FaultClass::Auth)).unwrap();
    assert_eq!(receipt.call.bill.cost, Usd::ZERO);
    assert_eq!(fixture.spent(), Tally::default());
}

#[test]
fn no_price_and_no_limit_are_refused_unless_the_model_is_free() {
    let fixture = Fixture::new();
    let till = fixture.till();
    let asking = Asking {
        price: None,
        ..fixture.asking()
    };
    let refused = till.hold(asking).unwrap_err();
    assert_eq!(refused, HoldError::NoPrice("nim/llama".parse().unwrap()));
    assert!(refused.to_string().contains("models.yaml"));
    let unlimited = Asking {
        caps: Caps::default(),
        ..fixture.asking()
    };
    assert_eq!(till.hold(unlimited.clone()).unwrap_err(), HoldError::NoCap);
    let free = Asking {
        price: Some(Price::FREE),
        ..unlimited
    };
    drop(till.hold(free).unwrap());
}

#[test]
fn the_call_that_crosses_four_fifths_says_so() {
    let fixture = Fixture::new();
    let till = fixture.till();
    let spend = |tokens| {
        let held = till.hold(fixture.asking()).unwrap();
        let receipt = held.settle(output(tokens), Ending::Whole).unwrap();
        let said = receipt.warnings.iter().map(ToString::to_string);
        said.collect::<Vec<_>>()
    };
    // 4.5 cents, then 9: a quarter of 25 cents within minutes is fast.
    assert_eq!(spend(5_000), [""; 0]);
    let fast = ["this run spent $0.135 in 5 minutes: the day has $0.25"];
    assert_eq!(
        spend(10_000),
        fast.map(|line| line.replace("0.135", "0.1350"))
    );
    // The provider counted more than was asked for: it is booked, and said.
    let near = ["today's budget of $0.25 has $0.2250 spent"];
    assert_eq!(spend(10_000), near);
    assert!(till.hold(fixture.asking()).is_err());
}

#[test]
fn room_that_a_dead_process_holds_is_found() {
    let fixture = Fixture::new();
    let dead = Till {
        owner: Owner {
            process: u32::MAX,
            born: None,
        },
        ..fixture.till()
    };
    for _ in 0..2 {
        // Its process ends before it can settle anything.
        std::mem::forget(dead.hold(fixture.asking()).unwrap());
    }
    let held = fixture.till().hold(fixture.asking()).unwrap();
    assert_eq!(fixture.spent().spent, usd("0.02"));
    drop(held);
}

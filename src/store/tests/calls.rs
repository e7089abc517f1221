//! What the ledger of calls keeps, refuses and settles.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

use super::fixture::{Fixture, request};
use crate::domain::budget::{Budget, Caps, Tally};
use crate::domain::call::{Count, Ending, Settlement};
use crate::domain::event::EventKind;
use crate::domain::ids::{CallId, RunId};
use crate::domain::money::Usd;
use crate::domain::owner::Owner;
use crate::domain::price::Price;
use crate::domain::terms::Terms;
use crate::domain::usage::Usage;
use crate::store::{
    By, CallFilter, NewCall, ReadTx, Settled, Store, StoreError, StoreOptions, this_process,
};

fn usd(text: &str) -> Usd {
    text.parse().unwrap()
}

/// A call that reads 1,000 tokens for $0.003 and may write 1,000 for $0.015.
fn new_call(run: RunId) -> NewCall {
    let price = Price {
        input: usd("3"),
        output: usd("15"),
        ..Price::FREE
    };
    NewCall {
        id: CallId::random(),
        run,
        task: Some("login".to_owned()),
        agent: "chat".to_owned(),
        model: "nim/llama".parse().unwrap(),
        endpoint: "http://127.0.0.1:9".to_owned(),
        why: "as configured".to_owned(),
        terms: Terms {
            price,
            input: 1_000,
            output: 1_000,
        },
        owner: this_process(),
    }
}

fn day(cap: &str) -> Caps {
    Caps {
        day: Some(usd(cap)),
        ..Caps::default()
    }
}

fn whole(input: u64, output: u64) -> Settlement {
    Settlement {
        usage: Usage {
            input,
            output,
            ..Usage::default()
        },
        count: Count::Exact,
        ending: Ending::Whole,
    }
}

fn tally(spent: &str, held: &str) -> Tally {
    let (spent, held) = (usd(spent), usd(held));
    Tally { spent, held }
}

#[test]
fn what_a_call_may_cost_is_held_and_what_it_cost_is_booked_once() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let new = new_call(run);
    let caps = day("1");
    let reserved = fixture.store.write(move |tx| tx.reserve_call(new, &caps));
    let call = reserved.unwrap().unwrap();
    assert_eq!(call.bill.reserved, usd("0.018"));
    let of = |store: &Store| {
        store
            .read(|tx| {
                let day = tx.spending_today(call.started_at)?;
                assert_eq!(day.day.to_string(), call.day);
                let task = tx.spending_of_task("login")?;
                Ok([day.tally, tx.spending_of_run(run)?, task])
            })
            .unwrap()
    };
    assert_eq!(of(&fixture.store), [tally("0", "0.018"); 3]);

    let settle = |settlement| {
        let settled = fixture
            .store
            .write(move |tx| tx.settle_call(call.id, settlement));
        settled.unwrap()
    };
    let Settled::Now(settled, booked) = settle(whole(900, 10)) else {
        panic!("it was not settled yet");
    };
    assert_eq!(settled.bill.cost, usd("0.00285"));
    assert_eq!(booked.standing.run, tally("0.00285", "0"));
    assert_eq!(booked.lately, usd("0.00285"));
    assert_eq!(of(&fixture.store), [tally("0.00285", "0"); 3]);

    // A second settlement changes nothing and says so.
    assert_eq!(settle(whole(1, 1)), Settled::Before(settled.clone()));
    assert_eq!(of(&fixture.store), [tally("0.00285", "0"); 3]);
    let events = fixture.store.read(|tx| tx.events(run, 0, 9)).unwrap();
    let paid: Vec<_> = events
        .iter()
        .filter(|event| matches!(event.kind, EventKind::CallSettled { .. }))
        .collect();
    assert_eq!(paid.len(), 1);
    let read = fixture.store.read(|tx| tx.call(call.id)).unwrap();
    assert_eq!(read, settled);
}

#[test]
fn a_call_that_does_not_fit_changes_nothing_and_names_the_narrowest_budget() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let reserve = |caps: Caps| {
        let new = new_call(run);
        let reserved = fixture.store.write(move |tx| tx.reserve_call(new, &caps));
        reserved.unwrap()
    };
    reserve(day("0.04")).unwrap();
    reserve(day("0.04")).unwrap();
    let refused = reserve(day("0.04")).unwrap_err();
    assert_eq!((refused.budget, refused.held), (Budget::Day, usd("0.036")));
    let narrow = Caps {
        call: Some(usd("0.01")),
        task: Some(usd("0.01")),
        ..day("0.01")
    };
    assert_eq!(reserve(narrow).unwrap_err().budget, Budget::Call);
    let task = Caps {
        call: None,
        ..narrow
    };
    assert_eq!(reserve(task).unwrap_err().budget, Budget::Task);
    let calls = |tx: &ReadTx| tx.calls(&CallFilter::default(), 9);
    assert_eq!(fixture.store.read(calls).unwrap().len(), 2);
    // Without a cap there is always room.
    reserve(Caps::default()).unwrap();
}

#[test]
fn a_cost_above_what_was_held_is_booked_as_it_is() {
    let fixture = Fixture::new();
    let new = new_call(fixture.run().id);
    let id = new.id;
    fixture
        .store
        .write(move |tx| {
            let call = tx.reserve_call(new, &day("0.018"))?.unwrap();
            tx.settle_call(id, whole(5_000, 5_000))?;
            let today = tx.spending_today(call.started_at)?;
            assert_eq!(today.tally, tally("0.09", "0"));
            Ok(())
        })
        .unwrap();
    // What no call can cost is not believed, and does not hold the budget for ever.
    let new = new_call(fixture.run().id);
    let id = new.id;
    let settled = fixture.store.write(move |tx| {
        tx.reserve_call(new, &Caps::default())?.unwrap();
        tx.settle_call(id, whole(u64::MAX, u64::MAX))
    });
    let settled = settled.unwrap();
    assert_eq!(settled.call().bill.cost, usd("0.003"));
    assert_eq!(settled.call().bill.count, Count::Estimated);
}

#[test]
fn calls_that_cannot_be_are_refused() {
    let fixture = Fixture::new();
    let stray = new_call(RunId::random());
    let refused = fixture
        .store
        .write(move |tx| tx.reserve_call(stray, &Caps::default()));
    assert!(matches!(refused, Err(StoreError::NotFound { .. })));
    let mut huge = new_call(fixture.run().id);
    huge.terms.output = u64::MAX;
    let unlimited = huge.clone();
    let refused = fixture
        .store
        .write(move |tx| tx.reserve_call(unlimited, &Caps::default()));
    assert!(matches!(refused, Err(StoreError::TooMuch(_))));
    let refused = fixture
        .store
        .write(move |tx| tx.reserve_call(huge, &day("1")));
    assert_eq!(refused.unwrap().unwrap_err().budget, Budget::Day);
    let new = new_call(fixture.run().id);
    let id = new.id;
    let refused = fixture.store.write(move |tx| {
        tx.reserve_call(new, &Caps::default())?.unwrap();
        let ending = Ending::Running;
        tx.settle_call(
            id,
            Settlement {
                ending,
                ..whole(1, 1)
            },
        )
    });
    assert_eq!(refused, Err(StoreError::StillRunning(id)));
}

#[test]
fn calls_of_dead_processes_are_settled_by_what_was_received() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let calls = [new_call(run), new_call(run), new_call(run)];
    let ids = [calls[0].id, calls[1].id, calls[2].id];
    let dead = Owner {
        process: 7,
        born: Some(1),
    };
    let settled = fixture.store.write(move |tx| {
        for (index, new) in calls.into_iter().enumerate() {
            let owner = if index < 2 { dead } else { new.owner };
            let new = NewCall { owner, ..new };
            tx.reserve_call(new, &Caps::default())?.unwrap();
        }
        let counted = Usage {
            input: 800,
            output: 2,
            ..Usage::default()
        };
        tx.checkpoint_call(ids[1], counted, 300)?;
        tx.settle_orphans(|owner| owner != dead)
    });
    let settled = settled.unwrap();
    let costs: Vec<_> = settled.iter().map(|call| call.bill.cost).collect();
    // Its input alone; then what was counted of it, and 300 bytes as 100 tokens.
    assert_eq!(costs, [usd("0.003"), usd("0.0039")]);
    assert!(
        settled
            .iter()
            .all(|call| { call.ending == Ending::Crashed && call.bill.count == Count::Estimated })
    );
    let left = fixture.store.read(ReadTx::running_calls).unwrap();
    assert_eq!(left, [ids[2]]);
    // What the dead process might still send changes nothing.
    let late = fixture
        .store
        .write(move |tx| tx.settle_call(ids[0], whole(1, 1)));
    assert_eq!(late.unwrap(), Settled::Before(settled[0].clone()));
}

#[test]
fn calls_are_listed_and_summed_by_day_run_agent_and_model() {
    let fixture = Fixture::new();
    let (first, second) = (fixture.run().id, fixture.run().id);
    fixture
        .store
        .write(move |tx| {
            for (run, agent, output) in [
                (first, "chat", 10),
                (second, "exec", 20),
                (second, "chat", 30),
            ] {
                let new = NewCall {
                    agent: agent.to_owned(),
                    ..new_call(run)
                };
                let id = new.id;
                tx.reserve_call(new, &Caps::default())?.unwrap();
                if output < 30 {
                    tx.settle_call(id, whole(0, output))?;
                }
            }
            Ok(())
        })
        .unwrap();
    let count = |filter: CallFilter| fixture.store.read(|tx| tx.calls(&filter, 9)).unwrap().len();
    let any = CallFilter::default;
    assert_eq!(count(any()), 3);
    assert_eq!(
        count(CallFilter {
            run: Some(second),
            ..any()
        }),
        2
    );
    let both = CallFilter {
        run: Some(second),
        agent: Some("chat".to_owned()),
        model: Some("nim/llama".parse().unwrap()),
        day: None,
    };
    assert_eq!(count(both), 1);
    let today = "2026-01-02".parse().unwrap();
    let by = |by| fixture.store.read(|tx| tx.spending_by(by, today)).unwrap();
    let runs = by(By::Run);
    assert_eq!(runs[0].name, second.to_string());
    assert_eq!(
        (runs[0].calls, runs[0].tally),
        (2, tally("0.0003", "0.018"))
    );
    assert_eq!(by(By::Agent).len(), 2);
    assert_eq!(by(By::Model)[0].usage.output, 30);
}

/// Seconds since 1970 that the clock of the next test shows.
static CLOCK: AtomicI64 = AtomicI64::new(0);

#[test]
fn a_clock_that_jumps_never_frees_what_was_spent() {
    let set = |text: &str| {
        let at: Timestamp = text.parse().unwrap();
        CLOCK.store(at.as_second(), Ordering::Relaxed);
    };
    let clock = || Timestamp::UNIX_EPOCH + SignedDuration::from_secs(CLOCK.load(Ordering::Relaxed));
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions {
        clock,
        ..StoreOptions::default()
    };
    set("2026-11-28T12:00:00Z");
    let store = Store::open_with(&folder.path().join("store.db"), options).unwrap();
    let run = RunId::random();
    store
        .write(move |tx| tx.create_run(run, request(), None))
        .unwrap();
    let spend = || {
        let new = new_call(run);
        let id = new.id;
        let reserved = store.write(move |tx| {
            let reserved = tx.reserve_call(new, &day("0.04"))?;
            if reserved.is_ok() {
                tx.settle_call(id, whole(1_000, 800))?;
            }
            Ok(reserved)
        });
        reserved.unwrap().map(|call| call.day)
    };
    let today = "2026-11-28".to_owned();
    assert_eq!(spend(), Ok(today.clone()));
    // A day back: the money counts for the day that was, and the cap holds.
    set("2026-11-27T12:00:00Z");
    assert_eq!(spend(), Ok(today.clone()));
    assert_eq!(spend().unwrap_err().spent, usd("0.03"));
    // A long way back: what was spent counts there, too, once.
    set("2001-01-01T00:00:00Z");
    assert_eq!(spend().unwrap_err().spent, usd("0.03"));
    assert_eq!(spend().unwrap_err().spent, usd("0.03"));
    set("2026-11-28T18:00:00Z");
    assert_eq!(spend().unwrap_err().spent, usd("0.03"));
    // A day that is new is free, and one long ahead does not block those before it for ever.
    set("2099-01-01T00:00:00Z");
    assert_eq!(spend(), Ok("2099-01-01".to_owned()));
    set("2026-11-29T00:00:00Z");
    assert_eq!(spend(), Ok("2026-11-29".to_owned()));
    assert_eq!(spend().unwrap_err().spent, usd("0.03"));
    set("2026-11-30T00:00:00Z");
    assert_eq!(spend(), Ok("2026-11-30".to_owned()));
    assert_eq!(spend(), Ok("2026-11-30".to_owned()));
}

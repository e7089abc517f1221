//! What the shared breakers decide and keep.

use jiff::{SignedDuration, Timestamp};

use super::fixture::Fixture;
use crate::domain::breaker::{Admission, Breaker, Circuit, Outcome};
use crate::domain::fault::FaultClass;
use crate::domain::model_name::ProviderName;
use crate::domain::owner::Owner;
use crate::store::{ReadTx, Store, this_process};

const PLACE: &str = "http://127.0.0.1:9";
const DOWN: Outcome = Outcome::Failure(FaultClass::Network);

fn at(seconds: i64) -> Timestamp {
    "2026-11-28T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

fn nim() -> ProviderName {
    ProviderName::new("nim").unwrap()
}

fn admit(store: &Store, seconds: i64, owner: Owner) -> Admission {
    store.admit(&nim(), PLACE, at(seconds), owner).unwrap()
}

fn record(store: &Store, admission: Admission, outcome: Outcome) {
    store
        .record(&nim(), PLACE, at(0), admission, outcome)
        .unwrap();
}

fn down(store: &Store) {
    for _ in 0..3 {
        record(store, Admission::Allowed, DOWN);
    }
}

#[test]
fn an_endpoint_that_is_well_costs_no_write() {
    let fixture = Fixture::new();
    assert_eq!(admit(&fixture.store, 0, this_process()), Admission::Allowed);
    record(&fixture.store, Admission::Allowed, Outcome::Success);
    assert_eq!(fixture.store.read(ReadTx::breakers).unwrap(), []);
}

#[test]
fn other_handles_see_an_open_breaker_and_one_of_them_probes() {
    let fixture = Fixture::new();
    let other = Store::open(&fixture.path()).unwrap();
    down(&fixture.store);
    let us = this_process();
    assert_eq!(admit(&other, 0, us), Admission::Refused { until: at(60) });
    let other_endpoint = other.admit(&nim(), "http://elsewhere", at(0), us).unwrap();
    assert_eq!(other_endpoint, Admission::Allowed);

    let dead = Owner {
        process: u32::MAX,
        born: None,
    };
    assert!(matches!(admit(&other, 60, dead), Admission::Probe(_)));
    // The process that probed is gone: the next one may, and no other beside it.
    let probe = admit(&fixture.store, 61, us);
    assert!(matches!(probe, Admission::Probe(probe) if probe.owner == us));
    assert!(matches!(admit(&other, 62, us), Admission::Refused { .. }));
    record(&fixture.store, probe, Outcome::Success);
    assert_eq!(admit(&other, 63, us), Admission::Allowed);
    let listed = other.read(ReadTx::breakers).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].breaker.circuit, Circuit::Closed);
}

#[test]
fn threads_that_ask_at_once_get_one_probe() {
    let fixture = Fixture::new();
    down(&fixture.store);
    let admissions: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let path = fixture.path();
                scope.spawn(move || admit(&Store::open(&path).unwrap(), 60, this_process()))
            })
            .collect();
        let joined = threads.into_iter().map(|thread| thread.join().unwrap());
        joined.collect()
    });
    let is_probe = |admission: &&Admission| matches!(admission, Admission::Probe(_));
    assert_eq!(admissions.iter().filter(is_probe).count(), 1);
}

#[test]
fn a_provider_can_be_taken_for_well_again() {
    let fixture = Fixture::new();
    down(&fixture.store);
    let reset = |provider: &'static str| fixture.store.write(move |tx| tx.reset_breakers(provider));
    assert_eq!(reset("openai"), Ok(0));
    assert_eq!(reset("nim"), Ok(1));
    let breaker = fixture.store.read(|tx| tx.breaker(&nim(), PLACE)).unwrap();
    assert_eq!(breaker, Breaker::default());
}

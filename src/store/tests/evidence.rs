//! Evidence and the proof that follows from it.

use super::fixture::Fixture;
use crate::domain::event::EventKind;
use crate::domain::evidence::{Check, Evidence, Outcome, Proof};

fn ran(outcomes: &[Outcome]) -> Evidence {
    let checks = outcomes.iter().map(|outcome| Check {
        name: "tests".to_owned(),
        command: "pytest -q".to_owned(),
        outcome: *outcome,
        exit_code: (*outcome == Outcome::Passed).then_some(0),
        duration_ms: 2_100,
        summary: "48 passed in 2.10s".to_owned(),
        output: "…\n48 passed\n".to_owned(),
    });
    Evidence {
        at: "2026-01-02T03:04:05Z".parse().unwrap(),
        tree_hash: "ab".repeat(32),
        checks: checks.collect(),
    }
}

#[test]
fn evidence_comes_back_exactly_and_sets_the_proof_with_its_event() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let passed = ran(&[Outcome::Passed, Outcome::Passed]);
    let mixed = ran(&[
        Outcome::Passed,
        Outcome::TimedOut,
        Outcome::NotRun,
        Outcome::Failed,
    ]);
    for (evidence, proof) in [(&passed, Proof::Proven), (&mixed, Proof::Unproven)] {
        let stored = evidence.clone();
        fixture
            .store
            .write(move |tx| tx.insert_evidence(run, &stored, stored.proof()))
            .unwrap();
        let last = fixture.store.read(|tx| tx.last_events(run, 1)).unwrap();
        assert_eq!(last[0].kind, EventKind::Verified { proof });
        let found = fixture.store.read(|tx| tx.run(run)).unwrap().proof;
        assert_eq!(found, proof);
    }
    let read = fixture.store.read(|tx| tx.evidence(run)).unwrap();
    assert_eq!(read, [passed, mixed]);
}

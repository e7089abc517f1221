//! Runs the checks of a written project and stores what they found.

use std::path::Path;

use jiff::Timestamp;

use super::record::Record;
use super::{FactoryError, Verification};
use crate::domain::event::EventKind;
use crate::domain::evidence::{Check, Evidence, Proof};
use crate::verify::{Environment, Live, prepare, project_checks, run};
use crate::workspace::{WorkspaceError, tree_hash};

/// The check without which nothing is proven.
const TESTS: &str = "tests";

/// Checks the project in `root` and stores evidence and proof.
pub async fn prove(
    record: &mut Record,
    root: &Path,
    verification: &Verification,
    live: &Live,
) -> Result<Evidence, FactoryError> {
    let before = tree_hash(root)?;
    let scratch = tempfile::tempdir().map_err(|error| WorkspaceError::write(root, error))?;
    let mut checks = Vec::new();
    if let Some(environment) = environment(record, root, verification, live, &mut checks).await? {
        for job in project_checks(root, &environment, scratch.path(), verification.limit) {
            started(record, &job.name, job.command_line())?;
            let check = run(&job, live).await;
            finished(record, &check)?;
            checks.push(check);
        }
    }
    let after = tree_hash(root)?;
    let is_stale = before != after;
    let evidence = Evidence {
        at: Timestamp::now(),
        tree_hash: before,
        checks,
    };
    let tested = evidence.checks.iter().any(|check| check.name == TESTS);
    let proof = match evidence.proof() {
        Proof::Proven if is_stale => Proof::Stale,
        Proof::Proven if !tested => Proof::Unproven,
        proof @ (Proof::Proven | Proof::Claimed | Proof::Stale | Proof::Unproven) => proof,
    };
    let (run, stored) = (record.run(), evidence.clone());
    record
        .store()
        .write(move |tx| tx.insert_evidence(run, &stored, proof))?;
    Ok(evidence)
}

/// Stores as evidence for the project in `root` what checks found in a copy of it; none where the two
/// are not the same, byte for byte.
pub fn carry_over(
    record: &mut Record,
    root: &Path,
    found: Option<Evidence>,
) -> Result<Option<Evidence>, FactoryError> {
    let Some(evidence) = found else {
        return Ok(None);
    };
    if tree_hash(root)? != evidence.tree_hash {
        return Ok(None);
    }
    for check in &evidence.checks {
        started(record, &check.name, check.command.clone())?;
        finished(record, check)?;
    }
    let tested = evidence.checks.iter().any(|check| check.name == TESTS);
    let proof = match evidence.proof() {
        Proof::Proven if !tested => Proof::Unproven,
        proof @ (Proof::Proven | Proof::Claimed | Proof::Stale | Proof::Unproven) => proof,
    };
    record.flush()?;
    let (run, stored) = (record.run(), evidence.clone());
    record
        .store()
        .write(move |tx| tx.insert_evidence(run, &stored, proof))?;
    Ok(Some(evidence))
}

/// Prepares the environment as a check of its own; none when that failed.
async fn environment(
    record: &mut Record,
    root: &Path,
    verification: &Verification,
    live: &Live,
    checks: &mut Vec<Check>,
) -> Result<Option<Environment>, FactoryError> {
    let python = verification.environment.python.display();
    started(record, "environment", format!("{python} -m venv"))?;
    let (environment, check) = match prepare(root, &verification.environment, live).await {
        Ok((environment, check)) => (Some(environment), check),
        Err(check) => (None, *check),
    };
    finished(record, &check)?;
    checks.push(check);
    Ok(environment)
}

fn started(record: &mut Record, name: &str, command: String) -> Result<(), FactoryError> {
    record.tell(EventKind::CheckStarted {
        name: name.to_owned(),
        command,
    })?;
    record.flush()
}

fn finished(record: &mut Record, check: &Check) -> Result<(), FactoryError> {
    record.tell(EventKind::CheckFinished {
        name: check.name.clone(),
        outcome: check.outcome,
        summary: check.summary.clone(),
        duration_ms: check.duration_ms,
    })
}

//! What is known of a run's result today.

use crate::domain::evidence::Proof;
use crate::domain::run::Run;
use crate::workspace::tree_hash;

/// The proof of a run today: stale once its files are no longer those that were `checked`, which
/// is the hash of the tree in its last evidence.
pub fn proof_now(run: &Run, checked: Option<&str>) -> Proof {
    match (run.proof, &run.request.target, checked) {
        (Proof::Proven, Some(target), Some(checked)) => match tree_hash(target) {
            Ok(now) if now == checked => Proof::Proven,
            Ok(_) | Err(_) => Proof::Stale,
        },
        (proof, _, _) => proof,
    }
}

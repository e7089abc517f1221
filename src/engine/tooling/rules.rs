//! The rules that hold for the calls of a session: those of files, and those saved with an answer.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::domain::ids::RunId;
use crate::policy::RuleSet;
use crate::store::{Store, StoreError};

/// The rules of a session. What is saved or taken back in any process counts from the next call on.
#[derive(Debug, Default)]
pub struct Rules {
    of_files: RuleSet,
    saved: Mutex<Saved>,
}

/// Saved rules as they were read last.
#[derive(Debug, Default)]
struct Saved {
    /// Their numbers in the store: while they are the same, the rules are.
    numbers: Vec<u64>,
    rules: RuleSet,
}

impl Rules {
    /// These rules of files, and whatever is saved in the store.
    pub fn new(of_files: RuleSet) -> Self {
        Self {
            of_files,
            saved: Mutex::default(),
        }
    }

    /// The rules that hold at `now` in that session and workspace.
    ///
    /// # Errors
    /// When the store cannot be read: a rule that forbids may stand there.
    pub(super) fn holding(
        &self,
        store: &Store,
        (run, workspace): (RunId, &Path),
        now: Timestamp,
    ) -> Result<RuleSet, StoreError> {
        let of_files = self.of_files.in_force(now, workspace, Some(run));
        let mut saved = self.saved();
        let Saved { numbers, rules } = &mut *saved;
        store.read(|tx| {
            let found = tx.open_rule_numbers()?;
            if found != *numbers {
                let open = tx.open_rules()?.into_iter().map(|saved| saved.rule);
                *rules = RuleSet::of_saved(open.collect());
                *numbers = found;
            }
            Ok(())
        })?;
        Ok(of_files.and(rules.in_force(now, workspace, Some(run))))
    }

    fn saved(&self) -> MutexGuard<'_, Saved> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

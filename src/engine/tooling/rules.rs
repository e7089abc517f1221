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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::approval::{ApprovalKind, Question, Subject};
    use crate::domain::plan::Mode;
    use crate::domain::rule::{Rule, Scope, Subject as About};
    use crate::domain::run::{RunKind, RunRequest, Tier};
    use crate::domain::verdict::Decision;

    fn rule(id: &str, scope: Scope) -> Rule {
        Rule {
            id: id.to_owned(),
            subject: About::Command(vec!["frob".to_owned(), id.to_owned()]),
            decision: Decision::Auto,
            scope,
            expires: None,
            matches: vec![format!("frob {id}")],
            not_matches: vec!["frob".to_owned()],
        }
    }

    /// A store with a run in it, and a way to save rules.
    fn store(folder: &Path) -> (Store, RunId) {
        let store = Store::open(&folder.join("store.db")).unwrap();
        let request = RunRequest {
            kind: RunKind::Session,
            idea: String::new(),
            mode: Mode::Simple,
            tier: Tier::Pro,
            budget: "1".parse().unwrap(),
            target: None,
        };
        let run = store
            .write(|tx| tx.create_run(RunId::random(), request, None))
            .unwrap();
        (store, run.id)
    }

    fn save(store: &Store, run: RunId, rule: Rule) {
        let question = Question {
            kind: ApprovalKind::ShellCommand,
            title: String::new(),
            why: String::new(),
            subject: Subject::Conflicts {
                target: "/w".into(),
                files: Vec::new(),
            },
            binding: String::new(),
        };
        let save = move |tx: &crate::store::WriteTx| {
            let approval = tx.raise_approval(run, question)?;
            tx.save_rule(&approval, &rule)
        };
        store.write(save).unwrap();
    }

    #[test]
    fn what_is_saved_and_taken_back_counts_at_once_and_only_where_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let (store, run) = store(folder.path());
        let rules = Rules::default();
        let now = Timestamp::now();
        let holding = |run, workspace: &str, now| {
            let here = (run, Path::new(workspace));
            let found = rules.holding(&store, here, now).unwrap();
            let names = found.rules().iter().map(|rule| rule.id.clone());
            names.collect::<Vec<_>>()
        };
        assert!(holding(run, "/w", now).is_empty());
        save(&store, run, rule("all", Scope::Always));
        save(&store, run, rule("here", Scope::Workspace("/w".into())));
        save(&store, run, rule("now", Scope::Session(run)));
        let end = now + jiff::SignedDuration::from_hours(1);
        let ends = Rule {
            expires: Some(end),
            ..rule("ends", Scope::Always)
        };
        save(&store, run, ends);
        assert_eq!(holding(run, "/w", now), ["all", "here", "now", "ends"]);
        assert_eq!(holding(RunId::random(), "/v", now), ["all", "ends"]);
        assert_eq!(holding(run, "/v", end), ["all", "now"]);
        store.write(|tx| tx.revoke_rule("all")).unwrap();
        assert_eq!(holding(run, "/w", end), ["here", "now"]);
    }
}

//! Searches, compares and merges texts, and asks git what it has of them.

use std::mem::{Discriminant, discriminant};
use std::path::Path;

use ropey::Rope;

use super::desk::answer;
use crate::text::{self, Buffer, Content, Query};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Effect, Meeting, Met, OnDisk, Step, TabId};
use crate::workspace::git::{committed_text, find_repository};

/// A longer committed text is not compared with, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;
/// How many matches are marked.
const MATCHES: usize = 10_000;

/// Does what was asked last of each kind for each tab; a later question makes an earlier one idle.
pub fn perform(jobs: Vec<Effect>, hands: &Hands) {
    let keys: Vec<_> = jobs.iter().map(key).collect();
    for (n, job) in jobs.into_iter().enumerate() {
        let later = keys.get(n + 1..).unwrap_or_default();
        if !later.contains(&key(&job)) {
            think(job, hands);
        }
    }
}

fn key(job: &Effect) -> (Option<TabId>, Discriminant<Effect>) {
    let tab = match job {
        Effect::Base { tab, .. }
        | Effect::Compare { tab, .. }
        | Effect::Search { tab, .. }
        | Effect::ReplaceAll { tab, .. }
        | Effect::Meet { tab, .. } => Some(*tab),
        Effect::Read { .. }
        | Effect::Look { .. }
        | Effect::Write { .. }
        | Effect::Keep { .. }
        | Effect::Forget(_)
        | Effect::Colour { .. }
        | Effect::Drop(_) => None,
    };
    (tab, discriminant(job))
}

fn think(job: Effect, hands: &Hands) {
    match job {
        Effect::Base { tab, path } => answer(hands, tab, Answer::Base(committed(&path))),
        Effect::Compare {
            tab,
            revision,
            base,
            rope,
        } => {
            let hunks = text::hunks(&base, &rope);
            answer(hands, tab, Answer::Hunks { revision, hunks });
        }
        Effect::Search {
            tab,
            revision,
            rope,
            query,
            step,
        } => answer(hands, tab, search(revision, &rope, &query, step)),
        Effect::ReplaceAll {
            tab,
            revision,
            rope,
            query,
            template,
        } => {
            if let Ok(searcher) = query.compile() {
                let transaction = searcher.replace_all(&rope, &template);
                let replaced = Answer::Replaced {
                    revision,
                    transaction,
                };
                answer(hands, tab, replaced);
            }
        }
        Effect::Meet {
            tab,
            revision,
            meeting,
            base,
            ours,
            theirs,
        } => {
            let met = meet(revision, meeting, &base, &ours, *theirs);
            answer(hands, tab, Answer::Met(Box::new(met)));
        }
        Effect::Read { .. }
        | Effect::Look { .. }
        | Effect::Write { .. }
        | Effect::Keep { .. }
        | Effect::Forget(_)
        | Effect::Colour { .. }
        | Effect::Drop(_) => {}
    }
}

fn search(revision: u64, rope: &Rope, query: &Query, step: Step) -> Answer {
    let searcher = match query.compile() {
        Ok(searcher) => searcher,
        Err(error) => {
            return Answer::Found {
                revision,
                found: Err(error.to_string()),
                at: None,
            };
        }
    };
    let at = match step {
        Step::Next(from) => searcher.find_next(rope, from),
        Step::Previous(before) => searcher.find_previous(rope, before),
        Step::Stay => None,
    };
    Answer::Found {
        revision,
        found: Ok(searcher.find_all(rope, MATCHES)),
        at,
    }
}

fn meet(revision: u64, meeting: Meeting, base: &Rope, ours: &Rope, disk: OnDisk) -> Met {
    let (target, conflicts) = match meeting {
        Meeting::Reload => (disk.rope.clone(), 0),
        Meeting::Merge => {
            let (base, mine) = (base.to_string(), ours.to_string());
            let merged = text::merge_texts(&base, &mine, &disk.rope.to_string());
            (Rope::from_str(&merged.text), merged.conflicts)
        }
    };
    Met {
        revision,
        meeting,
        transaction: text::becoming(ours, &target),
        conflicts,
        disk,
    }
}

/// What the last commit has of a file, if it has it and it is text.
fn committed(path: &Path) -> Option<Rope> {
    let repository = find_repository(path.parent()?)?;
    let bytes = committed_text(&repository, path, LONGEST).ok()??;
    match Buffer::from_bytes(&bytes) {
        Content::Text(buffer) => Some(buffer.rope().clone()),
        Content::Binary => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    fn git(folder: &Path, args: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@t"])
            .args(args)
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn a_repository_that_lacks_an_object_runs_nothing_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        let file = top.join("a.txt");
        fs::write(&file, "text\n").unwrap();
        git(&top, &["init", "-q"]);
        git(&top, &["add", "a.txt"]);
        git(&top, &["commit", "-qm", "one"]);
        assert_eq!(committed(&file), Some(Rope::from_str("text\n")));

        let object = git(&top, &["rev-parse", "HEAD:a.txt"]);
        let (start, rest) = object.split_at(2);
        fs::remove_file(top.join(".git/objects").join(start).join(rest)).unwrap();
        let ran = top.join("ran");
        let program = format!("touch '{}';false", ran.display());
        for (key, value) in [
            ("core.repositoryformatversion", "1"),
            ("extensions.partialClone", "origin"),
            ("remote.origin.promisor", "true"),
            ("remote.origin.url", "/tmp"),
            ("remote.origin.uploadpack", &program),
        ] {
            git(&top, &["config", key, value]);
        }
        assert_eq!(committed(&file), None);
        assert!(!ran.exists());
    }
}

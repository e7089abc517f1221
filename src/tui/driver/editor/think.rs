//! Searches, compares and merges texts, and asks git what it has of them.

use std::mem::{Discriminant, discriminant};
use std::path::Path;
use std::process::{Command, Stdio};

use ropey::Rope;

use super::desk::answer;
use crate::text::{self, Buffer, Content, Query};
use crate::tui::driver::Hands;
use crate::tui::panes::editor::{Answer, Effect, Meeting, Met, OnDisk, Step, TabId};

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
    let (folder, name) = (path.parent()?, path.file_name()?);
    let mut object = std::ffi::OsString::from("HEAD:./");
    object.push(name);
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .arg("show")
        .arg(object)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    match Buffer::from_bytes(&output.stdout) {
        Content::Text(buffer) => Some(buffer.rope().clone()),
        Content::Binary => None,
    }
}

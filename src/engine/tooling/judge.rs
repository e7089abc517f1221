//! Asks the policy about what a call would do.

use super::bench::{Allows, Bench};
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::{
    Change as PathChange, Confined, Disk, Scene, judge_command, judge_fetch, judge_path, judge_read,
};
use crate::tools::{Action, Look};

/// What follows from the policy's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judged {
    /// It may be done.
    Go,
    /// A person has to say yes.
    Ask(Box<Verdict>),
    /// It may not be done, for this reason.
    No(String),
}

/// Judges what `action` would do.
pub(super) fn judge(bench: &Bench, action: &Action) -> Judged {
    let verdict = match action {
        Action::Todo(_) => return Judged::Go,
        Action::Look(look) => match looks(bench, look) {
            Some(verdict) => verdict,
            None => return Judged::Go,
        },
        Action::Run(run) => judge_command(&run.command, &bench.scene(&run.cwd), &bench.rules),
        Action::Fetch(fetch) => judge_fetch(&fetch.url, &bench.rules),
        Action::Change(change) => {
            let scene = bench.scene(&bench.workspace);
            let verdicts = change.files.iter().map(|file| {
                let what = match file.after {
                    Some(_) => PathChange::Write,
                    None => PathChange::Delete,
                };
                judge_path(&file.path, what, &scene, &bench.rules)
            });
            let strictest = verdicts.reduce(stricter);
            let Some(verdict) = strictest else {
                return Judged::Go;
            };
            verdict
        }
    };
    match verdict.decision {
        Decision::Auto => Judged::Go,
        Decision::Deny => Judged::No(verdict.reason),
        Decision::Ask if bench.allows == Allows::AllButDestruction && is_free(&verdict) => {
            Judged::Go
        }
        Decision::Ask => Judged::Ask(Box::new(verdict)),
    }
}

/// What is said of a look; none where nobody need be asked.
///
/// The sandbox is not asked for: to find out which there is takes longer than most looks.
fn looks(bench: &Bench, look: &Look) -> Option<Verdict> {
    let scene = Scene {
        workspace: &bench.workspace,
        home: None,
        cwd: &bench.workspace,
        confined: Confined::No,
        facts: &Disk,
    };
    match look {
        // A list shows names and sizes, which are no secrets.
        Look::List(_) => None,
        Look::Read(_) | Look::Search(_) | Look::Glob(_) => {
            Some(judge_read(look.path(), &scene, &bench.rules))
        }
    }
}

/// True where a mode that allows everything may answer for a person.
fn is_free(verdict: &Verdict) -> bool {
    verdict.guard == Guard::None
}

fn stricter(one: Verdict, other: Verdict) -> Verdict {
    if (other.decision, other.guard) > (one.decision, one.guard) {
        other
    } else {
        one
    }
}

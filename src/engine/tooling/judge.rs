//! Asks the policy about what a call would do.

use std::borrow::Cow;

use super::bench::{Allows, Bench};
use crate::domain::rule::Scope;
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::{
    Change as PathChange, Confined, Disk, RuleSet, Scene, host_of, judge_command, judge_fetch,
    judge_path, judge_read, would_match,
};
use crate::tools::{Action, Look, RunCommand};

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

/// True where the policy has a say.
pub(super) fn is_judged(action: &Action) -> bool {
    match action {
        Action::Look(Look::List(_)) | Action::Todo(_) => false,
        Action::Look(_) | Action::Run(_) | Action::Fetch(_) | Action::Change(_) => true,
    }
}

/// The rules for one call only by which `action` goes, of those that hold: they are used up when it
/// begins.
pub(super) fn used_up(bench: &Bench, action: &Action, rules: &RuleSet) -> Vec<String> {
    let lasting = rules.lasting();
    if lasting.rules().len() == rules.rules().len() || judge(bench, action, &lasting) == Judged::Go
    {
        return Vec::new();
    }
    let about: Vec<String> = match action {
        Action::Todo(_) => Vec::new(),
        Action::Look(look) => vec![look.path().to_string_lossy().into_owned()],
        Action::Run(run) => vec![run.command.clone()],
        Action::Fetch(fetch) => host_of(&fetch.url).into_iter().collect(),
        Action::Change(change) => {
            let paths = change.files.iter().map(|file| file.path.to_string_lossy());
            paths.map(Cow::into_owned).collect()
        }
    };
    let once = rules
        .rules()
        .iter()
        .filter(|rule| rule.scope == Scope::Once);
    let fitting = once.filter(|rule| !would_match(rule, &about).is_empty());
    fitting.map(|rule| rule.id.clone()).collect()
}

/// Judges what `action` would do where `rules` hold.
pub(super) fn judge(bench: &Bench, action: &Action, rules: &RuleSet) -> Judged {
    let verdict = match action {
        Action::Todo(_) => return Judged::Go,
        Action::Look(look) => match looks(bench, look, rules) {
            Some(verdict) => verdict,
            None => return Judged::Go,
        },
        Action::Run(run) if bench.is_outside(run) => outside(bench, run, rules),
        Action::Run(run) => judge_command(&run.command, &bench.scene(&run.cwd), rules),
        Action::Fetch(fetch) => judge_fetch(&fetch.url, rules),
        Action::Change(change) => {
            let scene = bench.scene(&bench.workspace);
            let verdicts = change.files.iter().map(|file| {
                let what = match file.after {
                    Some(_) => PathChange::Write,
                    None => PathChange::Delete,
                };
                judge_path(&file.path, what, &scene, rules)
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

/// Outside of the sandbox nothing runs that a person has not seen: whatever the mode and the rules
/// say, it asks, unless it is forbidden.
fn outside(bench: &Bench, run: &RunCommand, rules: &RuleSet) -> Verdict {
    let scene = Scene {
        confined: Confined::No,
        ..bench.scene(&run.cwd)
    };
    let verdict = judge_command(&run.command, &scene, rules);
    if verdict.decision == Decision::Deny {
        return verdict;
    }
    let reason = match verdict.decision {
        Decision::Auto => "nothing would hold it back".to_owned(),
        Decision::Ask | Decision::Deny => format!("nothing would hold it back; {}", verdict.reason),
    };
    Verdict {
        decision: Decision::Ask,
        reason,
        rule: "sandbox.outside".to_owned(),
        guard: verdict.guard.max(Guard::Protected),
        prefix: None,
        ..verdict
    }
}

/// What is said of a look; none where nobody need be asked.
///
/// The sandbox is not asked for: to find out which there is takes longer than most looks.
fn looks(bench: &Bench, look: &Look, rules: &RuleSet) -> Option<Verdict> {
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
            Some(judge_read(look.path(), &scene, rules))
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

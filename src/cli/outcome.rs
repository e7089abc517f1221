//! What came of a run: the files, the review, the evidence, and what to do next.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::exit::{Exit, Failure};
use super::report::{self, Voice, line};
use super::style::{BAD, BAD_STRONG, FAINT, GOOD, GOOD_STRONG, HEAD, STRONG, WARN, paint};
use super::team;
use crate::blueprint::RenderedFile;
use crate::domain::approval::{Lack, Subject};
use crate::domain::budget::Tally;
use crate::domain::evidence::{Check, Evidence, Proof};
use crate::domain::run::{Run, RunState};
use crate::factory::{Delivered, Outcome};
use crate::text::printable;

/// How many lines of a failed check's output are shown.
const SHOWN_OUTPUT: usize = 30;

/// Shows what came of a run; as JSON, one object with everything and what `more` adds.
///
/// # Errors
/// When standard output cannot be written.
pub fn report(
    more: Map<String, Value>,
    outcome: &Outcome,
    paid: &Tally,
    voice: Voice,
) -> Result<Exit, Failure> {
    let exit = exit(outcome);
    if !voice.is_human() {
        report::json(&as_json(more, outcome, paid, exit))?;
        return Ok(exit);
    }
    match &outcome.delivered {
        _ if outcome.approval.is_some() => waiting(outcome)?,
        // A race that nobody won has nothing to show but its end.
        None if outcome.run.state == RunState::Failed => {}
        None => preview(&outcome.files)?,
        Some(delivered) => written(&outcome.run, delivered)?,
    }
    team::report(outcome, paid)?;
    if let Some(evidence) = &outcome.evidence {
        failures(evidence)?;
    }
    verdict(outcome)?;
    if let Some(target) = outcome
        .run
        .request
        .target
        .as_deref()
        .filter(|_| exit == Exit::Done)
    {
        next_steps(target)?;
    }
    Ok(exit)
}

fn exit(outcome: &Outcome) -> Exit {
    match outcome.run.state {
        RunState::Completed | RunState::PartialSuccess => Exit::Done,
        RunState::AwaitingHuman | RunState::WaitingForApproval => lack(outcome),
        RunState::Cancelled => Exit::Interrupted,
        RunState::Idle
        | RunState::Planning
        | RunState::Executing
        | RunState::Reviewing
        | RunState::Qa
        | RunState::Failed
        | RunState::Timeout => Exit::Failed,
    }
}

/// What a waiting run lacks: an answer, a model, or money.
fn lack(outcome: &Outcome) -> Exit {
    let approval = outcome.approval.as_ref();
    match approval.map(|approval| &approval.question.subject) {
        Some(Subject::ByRules { lack, .. }) => match lack {
            Lack::Model => Exit::Unavailable,
            Lack::Budget => Exit::Budget,
        },
        Some(Subject::OccupiedTarget { .. } | Subject::Conflicts { .. } | Subject::Agent(_))
        | None => Exit::Waiting,
    }
}

fn as_json(more: Map<String, Value>, outcome: &Outcome, paid: &Tally, exit: Exit) -> Value {
    let files: Vec<_> = outcome
        .files
        .iter()
        .map(|file| json!({ "path": file.path, "bytes": file.content.len(), "agent": file.agent }))
        .collect();
    let delivered = outcome.delivered.as_ref();
    let mut answer = json!({
        "run": outcome.run,
        "plan": outcome.plan,
        "files": files,
        "review": outcome.review,
        "build": delivered.and_then(|delivered| delivered.build.as_ref()),
        "changed": delivered.map(|delivered| delivered.changed),
        "edited": delivered.map(|delivered| &delivered.edited),
        "conflicts": delivered.map(|delivered| {
            let conflicts = delivered.conflicts.iter();
            conflicts.map(|one| json!({ "path": one.path, "text": one.text })).collect::<Vec<_>>()
        }),
        "evidence": outcome.evidence,
        "proof": outcome.run.proof,
        "approval": outcome.approval,
        "agents": outcome.done.makers,
        "holes": outcome.done.holes,
        "racers": outcome.racers,
        "cost_usd": paid.spent,
        "exit_code": exit as u8,
    });
    if let Some(answer) = answer.as_object_mut() {
        answer.extend(more);
    }
    answer
}

/// The files as a tree, folders first as they come.
fn preview(files: &[RenderedFile]) -> Result<(), Failure> {
    line("")?;
    line(&paint(HEAD, "files"))?;
    let mut open: Vec<&str> = Vec::new();
    for file in files {
        let mut parts: Vec<&str> = file.path.split('/').collect();
        let name = parts.pop().unwrap_or_default();
        let shared = open.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        for (depth, folder) in parts.iter().enumerate().skip(shared) {
            line(&format!("  {}{folder}/", "  ".repeat(depth)))?;
        }
        let lines = format!("{} lines", file.content.lines().count());
        let indent = "  ".repeat(parts.len());
        line(&format!("  {indent}{name}  {}", paint(FAINT, lines)))?;
        open = parts;
    }
    Ok(())
}

/// Says what a person must answer, and how.
fn waiting(outcome: &Outcome) -> Result<(), Failure> {
    let Some(approval) = &outcome.approval else {
        return Ok(());
    };
    line("")?;
    let id = approval.id.short();
    match &approval.question.subject {
        Subject::Conflicts { files, .. } => {
            for file in files {
                conflict(&file.path, &file.text)?;
            }
            line("Nothing was written. Your edits and the new output change the same lines.")?;
            line(&format!(
                "To keep your lines there: vibecober approve accept {id} --keep-edits"
            ))?;
            line(&format!(
                "To take the new ones: vibecober approve accept {id} --take-new"
            ))
        }
        Subject::OccupiedTarget { .. } => line(&format!(
            "Nothing was written. What would be: vibecober approve show {id}"
        )),
        Subject::ByRules { agent, failure, .. } => {
            line(&format!(
                "The model failed for {agent}: {}",
                printable(failure)
            ))?;
            line("Nothing was written, and nothing goes on without you.")?;
            line(&format!("To go on by rules: vibecober approve accept {id}"))
        }
        Subject::Agent(_) => line(&format!(
            "What it wants: vibecober approve show {id}; to allow it: vibecober approve accept {id}"
        )),
    }
}

/// What would be changed in a file that is there.
///
/// # Errors
/// When standard output cannot be written.
pub fn difference(path: &str, diff: &str) -> Result<(), Failure> {
    line(&paint(WARN, printable(path)))?;
    for text in diff.lines() {
        let style = match text.as_bytes().first() {
            Some(b'+') => GOOD,
            Some(b'-') => BAD,
            Some(_) | None => FAINT,
        };
        line(&format!("  {}", paint(style, printable(text))))?;
    }
    Ok(())
}

/// The lines of a file in which edits and new output meet.
///
/// # Errors
/// When standard output cannot be written.
pub fn conflict(path: &str, text: &str) -> Result<(), Failure> {
    line(&paint(BAD, printable(path)))?;
    let mut inside = false;
    for text in text.lines() {
        inside |= text.starts_with("<<<<<<<");
        if inside {
            line(&format!("  {}", printable(text)))?;
        }
        inside &= !text.starts_with(">>>>>>>");
    }
    Ok(())
}

fn written(run: &Run, delivered: &Delivered) -> Result<(), Failure> {
    if !delivered.edited.is_empty() {
        let edited = delivered.edited.join(", ");
        line(&format!(
            "{} {}",
            paint(WARN, "your edits were kept in"),
            printable(&edited)
        ))?;
    }
    let version = delivered.build.as_ref().map_or(0, |build| build.version);
    let id = run.id.short();
    line(&paint(
        FAINT,
        format!("  build {version} of run {id} is kept (vibecober run show {id})"),
    ))
}

fn failures(evidence: &Evidence) -> Result<(), Failure> {
    for check in evidence.checks.iter().filter(|check| !check.passed()) {
        line("")?;
        line(&format!(
            "{}  {}",
            paint(BAD_STRONG, &check.name),
            printable(&check.command)
        ))?;
        for text in tail(check) {
            line(&format!("  {}", printable(text)))?;
        }
    }
    Ok(())
}

fn tail(check: &Check) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = check.output.lines().collect();
    let from = lines.len().saturating_sub(SHOWN_OUTPUT);
    lines.into_iter().skip(from)
}

/// The last line: proven or unproven, and by what.
fn verdict(outcome: &Outcome) -> Result<(), Failure> {
    let run = &outcome.run;
    line("")?;
    if let Some(review) = &outcome.review {
        let areas = format!(
            "structure {}, quality {}, security {}, completeness {}, bonus {}",
            review.structure, review.quality, review.security, review.completeness, review.bonus
        );
        let points = format!("review {} · {} points", review.grade(), review.total());
        line(&format!(
            "{}  {}",
            paint(STRONG, points),
            paint(FAINT, areas)
        ))?;
    }
    let summary = outcome
        .evidence
        .as_ref()
        .map(evidence_line)
        .unwrap_or_default();
    let text = match (run.proof, run.state) {
        (_, RunState::Failed) => {
            format!(
                "{}  {}",
                paint(BAD_STRONG, "unproven, failed"),
                printable(&run.reason)
            )
        }
        (Proof::Proven, RunState::PartialSuccess) => {
            let reason = printable(&run.reason);
            format!(
                "{}  {summary}  {}",
                paint(GOOD_STRONG, "proven"),
                paint(WARN, format!("partial: {reason}"))
            )
        }
        (Proof::Proven, _) => format!("{}  {summary}", paint(GOOD_STRONG, "proven")),
        (proof @ (Proof::Claimed | Proof::Stale | Proof::Unproven), _) => {
            format!(
                "{}  {}  {summary}",
                paint(WARN, proof),
                printable(&run.reason)
            )
        }
    };
    line(text.trim_end())
}

/// `tests: 48 passed · 7 checks · tree 3fa2…`.
fn evidence_line(evidence: &Evidence) -> String {
    let passed = evidence
        .checks
        .iter()
        .filter(|check| check.passed())
        .count();
    let tests = evidence.checks.iter().find(|check| check.name == "tests");
    let tests = tests
        .map(|check| format!("{} · ", printable(&check.summary)))
        .unwrap_or_default();
    let hash: String = evidence.tree_hash.chars().take(12).collect();
    format!(
        "{tests}{passed} of {} checks passed · tree {hash}",
        evidence.checks.len()
    )
}

fn next_steps(target: &Path) -> Result<(), Failure> {
    let here = std::env::current_dir().ok();
    let short = here.and_then(|here| target.strip_prefix(here).ok().map(Path::to_owned));
    let shown = short.as_deref().unwrap_or(target).display().to_string();
    let shown = if shown.is_empty() {
        ".".to_owned()
    } else {
        shown
    };
    let command = format!("cd {} && make dev", printable(&shown));
    line(&format!(
        "{}  {}",
        paint(HEAD, "next"),
        paint(STRONG, command)
    ))
}

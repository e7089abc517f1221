//! `run`: lists, shows, traces and cancels runs.

use serde_json::json;

use super::args::RunCommand;
use super::exit::{Exit, Failure};
use super::paid;
use super::report::{self, Voice, line};
use super::style::{FAINT, HEAD, STRONG, duration, paint, table};
use super::summary::{check, describe, proof_word, state_word};
use crate::app::{App, proof_now};
use crate::domain::document::Document;
use crate::domain::event::{Event, EventKind};
use crate::domain::message::Role;
use crate::domain::run::{Run, RunKind};
use crate::store::{CallFilter, MessageState};
use crate::text::printable;

/// How much of an idea a list shows, in characters.
const SHOWN_IDEA: usize = 60;

/// How many of the last messages of a session are shown.
const SHOWN_MESSAGES: u32 = 8;

/// Carries out a `run` command.
///
/// As JSON: `list` answers `{"runs"}`, `show` `{"run", "proof", "builds", "evidence", "calls"}`, `trace`
/// `{"run", "events", "documents"}`, `cancel` `{"run"}`.
///
/// # Errors
/// No such run, or a store that cannot be read.
pub async fn run(app: &App, command: &RunCommand, voice: Voice) -> Result<Exit, Failure> {
    match command {
        RunCommand::List { limit } => list(app, *limit, voice)?,
        RunCommand::Show { run } => show(app, &find(app, run)?, voice)?,
        RunCommand::Trace { run } => trace(app, &find(app, run)?, voice)?,
        RunCommand::Cancel { run } => {
            let run = app.cancel(find(app, run)?.id).await?;
            if voice.is_human() {
                line(&format!(
                    "run {} is {}",
                    run.id.short(),
                    state_word(run.state)
                ))?;
            } else {
                report::json(&json!({ "run": run }))?;
            }
        }
    }
    Ok(Exit::Done)
}

fn find(app: &App, prefix: &str) -> Result<Run, Failure> {
    Ok(app.store().read(|tx| tx.find_run(prefix))?)
}

fn list(app: &App, limit: u32, voice: Voice) -> Result<(), Failure> {
    let runs = app.store().read(|tx| tx.runs(limit))?;
    if !voice.is_human() {
        return report::json(&json!({ "runs": runs }));
    }
    if runs.is_empty() {
        return line("no runs yet: begin with vibecober generate \"todo app\" --build");
    }
    let mut rows = table(["run", "state", "proof", "kind", "when", "idea"]);
    for run in &runs {
        let idea: String = printable(&run.request.idea)
            .chars()
            .take(SHOWN_IDEA)
            .collect();
        rows.add_row([
            paint(STRONG, run.id.short()),
            state_word(run.state),
            proof_word(run.proof),
            work(run),
            paint(FAINT, when(run.created_at)),
            idea,
        ]);
    }
    line(&rows.to_string())
}

fn show(app: &App, run: &Run, voice: Voice) -> Result<(), Failure> {
    let filter = CallFilter {
        run: Some(run.id),
        ..CallFilter::default()
    };
    let (builds, evidence, calls) = app.store().read(|tx| {
        let calls = tx.calls(&filter, u32::MAX)?;
        Ok((tx.builds(run.id)?, tx.evidence(run.id)?, calls))
    })?;
    let hash = evidence.last().map(|evidence| evidence.tree_hash.as_str());
    let proof = proof_now(run, hash);
    if !voice.is_human() {
        return report::json(&json!({
            "run": run,
            "proof": proof,
            "builds": builds,
            "evidence": evidence,
            "calls": calls,
        }));
    }
    head(run)?;
    if run.request.kind == RunKind::Session {
        paid::show(&calls)?;
        return talk(app, run);
    }
    line(&format!("  proof    {}", proof_word(proof)))?;
    paid::show(&calls)?;
    for build in &builds {
        line(&format!(
            "{}  version {} · {} files · {}",
            paint(HEAD, "build"),
            build.version,
            build.manifest.len(),
            paint(FAINT, build.archive.display())
        ))?;
    }
    for evidence in &evidence {
        let hash: String = evidence.tree_hash.chars().take(12).collect();
        line(&format!(
            "{}  {} · tree {hash}",
            paint(HEAD, "evidence"),
            when(evidence.at)
        ))?;
        for one in &evidence.checks {
            line(&format!(
                "  {}",
                check(&one.name, one.outcome, &one.summary, one.duration_ms)
            ))?;
        }
    }
    Ok(())
}

/// What a run is, and where it stands.
fn head(run: &Run) -> Result<(), Failure> {
    line(&format!(
        "{}  {}",
        paint(STRONG, run.id),
        state_word(run.state)
    ))?;
    let request = &run.request;
    line(&format!("  idea     {}", printable(&request.idea)))?;
    let budget = match request.own_budget() {
        Some(budget) => format!("budget {budget}"),
        None => "no budget of its own".to_owned(),
    };
    line(&format!(
        "  kind     {}, {} tier, {budget}",
        work(run),
        request.tier
    ))?;
    line(&format!("  made     {}", when(run.created_at)))?;
    if let Some(target) = &request.target {
        let target = target.display().to_string();
        line(&format!("  target   {}", printable(&target)))?;
    }
    if !run.reason.is_empty() {
        line(&format!("  reason   {}", printable(&run.reason)))?;
    }
    Ok(())
}

/// What a run is for: its mode, or that it is a session.
fn work(run: &Run) -> String {
    match run.request.kind {
        RunKind::Project => run.request.mode.to_string(),
        RunKind::Session => run.request.kind.to_string(),
    }
}

/// The last words of a session, and how to go on with it.
fn talk(app: &App, run: &Run) -> Result<(), Failure> {
    let last = app
        .store()
        .read(|tx| tx.messages(run.id, None, SHOWN_MESSAGES))?;
    for stored in &last {
        let who = match stored.message.role {
            Role::User => "you",
            Role::Assistant => "model",
        };
        let cut = match stored.state {
            MessageState::Whole => "",
            MessageState::Cut => "  (cut off)",
        };
        let text = stored.message.text();
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default();
        let more = if lines.next().is_some() { " …" } else { "" };
        line(&format!(
            "{}  {}{more}{}",
            paint(HEAD, format!("{who:<5}")),
            printable(first),
            paint(FAINT, cut)
        ))?;
    }
    let id = run.id.short();
    let next = format!("go on with it: vibecober exec \"…\" --resume {id}");
    line(&paint(FAINT, next))
}

fn trace(app: &App, run: &Run, voice: Voice) -> Result<(), Failure> {
    let (events, documents) = app
        .store()
        .read(|tx| Ok((tx.events(run.id, 0, u32::MAX)?, tx.documents(run.id)?)))?;
    if !voice.is_human() {
        return report::json(&json!({ "run": run, "events": events, "documents": documents }));
    }
    line(&format!(
        "{}  {}",
        paint(STRONG, run.id),
        state_word(run.state)
    ))?;
    let mut before = run.created_at;
    for event in &events {
        let since = event.at.duration_since(before).as_millis();
        before = event.at;
        let since = duration(u64::try_from(since).unwrap_or(0));
        line(&format!(
            "{:>9}  {}",
            paint(FAINT, since),
            describe(&event.kind)
        ))?;
        if let Some(document) = written(event, &documents) {
            outline(document)?;
        }
    }
    Ok(())
}

fn written<'a>(event: &Event, documents: &'a [Document]) -> Option<&'a Document> {
    let EventKind::AgentCompleted { document, .. } = &event.kind else {
        return None;
    };
    documents.iter().find(|one| one.id == *document)
}

/// The parts of a document, and how much each holds.
fn outline(document: &Document) -> Result<(), Failure> {
    let Some(parts) = document.content.as_object() else {
        return Ok(());
    };
    for (name, value) in parts {
        let what = match value {
            serde_json::Value::Array(list) => format!("{} entries", list.len()),
            serde_json::Value::Object(object) => format!("{} parts", object.len()),
            other => other.to_string(),
        };
        line(&format!(
            "             {}",
            paint(FAINT, format!("{name}: {}", printable(&what)))
        ))?;
    }
    Ok(())
}

/// A time as a person reads it.
pub fn when(at: jiff::Timestamp) -> String {
    let here = at.to_zoned(jiff::tz::TimeZone::system());
    here.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

//! What is known of a run, as rows.

use std::time::Duration;

use super::known::paid;
use super::{AgentRow, CheckRow, Doing, Progress};
use crate::domain::event::EventKind;
use crate::domain::evidence::{Outcome, Proof};
use crate::domain::run::RunState;
use crate::domain::team_event::{News, TeamEvent};
use crate::text::duration;
use crate::tui::draw::Row;
use crate::tui::theme::Token;

/// The rows of a card: head, agents, checks, the last line of output, and what came of it.
pub fn card(progress: &Progress, now: Duration) -> Vec<Row> {
    let mut rows = vec![head(progress)];
    let agents = progress.agents.iter().map(|agent| agent.name.name());
    let checks = progress.checks.iter().map(|check| check.name.as_str());
    let names = agents.chain(checks).map(str::len).max().unwrap_or(0) + 2;
    let agents = progress.agents.iter();
    rows.extend(agents.map(|agent| agent_row(agent, names, now)));
    let checks = progress.checks.iter();
    rows.extend(checks.map(|check| check_row(check, names, now)));
    if !progress.last_line.is_empty() {
        let line = progress.last_line.clone();
        rows.push(Row::of("  │ ", Token::Faint).then(line, Token::Faint));
    }
    if !progress.works() {
        for note in &progress.notes {
            rows.push(Row::of(format!("  {note}"), Token::Muted));
        }
        rows.push(proof_line(progress));
    }
    rows
}

fn head(progress: &Progress) -> Row {
    let (symbol, token) = mark(progress.state);
    let idea = if progress.idea.is_empty() {
        format!("run {}", progress.run.short())
    } else {
        progress.idea.replace('\n', " ")
    };
    Row::of(format!("{symbol} "), token)
        .then(idea, Token::Strong)
        .right(
            format!("{} · {}", progress.run.short(), word(progress.state)),
            token,
        )
}

fn agent_row(agent: &AgentRow, wide: usize, now: Duration) -> Row {
    let (symbol, token, time) = match agent.doing {
        Doing::Waits => ("○", Token::Faint, String::new()),
        Doing::Works(since) => ("●", Token::Working, elapsed(since, now)),
        Doing::Done(took) => ("✓", Token::Good, duration(took)),
        Doing::Failed if agent.name.is_optional() => ("!", Token::Warn, String::new()),
        Doing::Failed => ("✗", Token::Bad, String::new()),
    };
    let names = match agent.doing {
        Doing::Waits => Token::Muted,
        Doing::Works(_) | Doing::Done(_) | Doing::Failed => Token::Text,
    };
    Row::of(format!("  {symbol} "), token)
        .then(format!("{:<wide$}", agent.name.name()), names)
        .then(agent.summary.clone(), Token::Muted)
        .right(time, Token::Faint)
}

fn check_row(check: &CheckRow, wide: usize, now: Duration) -> Row {
    let (symbol, token) = match check.outcome {
        None => ("●", Token::Working),
        Some(Outcome::Passed) => ("✓", Token::Good),
        Some(Outcome::Failed | Outcome::TimedOut | Outcome::NotRun) => ("✗", Token::Bad),
    };
    let time = match check.doing {
        Doing::Works(since) => elapsed(since, now),
        Doing::Done(took) => duration(took),
        Doing::Waits | Doing::Failed => String::new(),
    };
    Row::of(format!("  {symbol} "), token)
        .then(format!("{:<wide$}", check.name), Token::Text)
        .then(check.summary.clone(), Token::Muted)
        .right(time, Token::Faint)
}

fn elapsed(since: Duration, now: Duration) -> String {
    let seconds = now.saturating_sub(since).as_secs();
    if seconds == 0 {
        return String::new();
    }
    format!("{seconds} s")
}

/// What came of a run, in one line.
pub fn proof_line(progress: &Progress) -> Row {
    let (word, token) = match (progress.state, progress.proof) {
        (RunState::Cancelled, _) => ("ended by you", Token::Warn),
        (RunState::Failed | RunState::Timeout, _) => ("failed", Token::Bad),
        (RunState::AwaitingHuman | RunState::WaitingForApproval, _) => {
            ("waits for you", Token::Warn)
        }
        (_, Proof::Proven) => ("proven", Token::Good),
        (_, Proof::Stale) => ("stale", Token::Warn),
        (_, Proof::Claimed) => ("claimed", Token::Warn),
        (_, Proof::Unproven) => ("unproven", Token::Warn),
    };
    let tests = progress.checks.iter().find(|check| check.name == "tests");
    let mut said = Vec::new();
    if progress.proof == Proof::Proven {
        said.extend(tests.map(|tests| tests.summary.clone()));
    }
    if !progress.checks.is_empty() {
        let passed = |check: &&CheckRow| check.outcome == Some(Outcome::Passed);
        let passed = progress.checks.iter().filter(passed).count();
        said.push(format!("{passed} of {} checks", progress.checks.len()));
    }
    if !progress.reason.is_empty() {
        said.push(progress.reason.clone());
    }
    Row::of(format!("  {word}  "), token).then(said.join(" · "), Token::Text)
}

/// The symbol of a state, in its colour.
pub fn mark(state: RunState) -> (&'static str, Token) {
    let symbol = match state {
        RunState::Completed => "✓",
        RunState::Failed | RunState::Timeout => "✗",
        RunState::Cancelled | RunState::PartialSuccess => "!",
        RunState::AwaitingHuman | RunState::WaitingForApproval => "?",
        RunState::Idle => "○",
        RunState::Planning | RunState::Executing | RunState::Reviewing | RunState::Qa => "●",
    };
    (symbol, state_token(state))
}

/// The colour of a state.
pub fn state_token(state: RunState) -> Token {
    match state {
        RunState::Completed => Token::Good,
        RunState::Failed | RunState::Timeout => Token::Bad,
        RunState::Cancelled
        | RunState::PartialSuccess
        | RunState::AwaitingHuman
        | RunState::WaitingForApproval => Token::Warn,
        RunState::Idle => Token::Muted,
        RunState::Planning | RunState::Executing | RunState::Reviewing | RunState::Qa => {
            Token::Working
        }
    }
}

fn word(state: RunState) -> String {
    state.name().replace('_', " ")
}

/// What happened, in one line.
pub fn describe(kind: &EventKind) -> Row {
    let plain = |text: String| Row::of(text, Token::Text);
    match kind {
        EventKind::RunCreated { idea, mode } => plain(format!("run in {mode} mode: {idea}")),
        EventKind::SessionStarted { words } => plain(format!("session: {words}")),
        EventKind::StateChanged { from, to, reason } => Row::of(format!("{from} → "), Token::Muted)
            .then(word(*to), state_token(*to))
            .then(format!("  {reason}"), Token::Muted),
        EventKind::PlanMade { plan } => {
            let names: Vec<_> = plan.execution_order.iter().map(|a| a.name()).collect();
            plain(format!("plan: {}", names.join(" → ")))
        }
        EventKind::AgentStarted { .. }
        | EventKind::AgentRetried { .. }
        | EventKind::AgentCompleted { .. }
        | EventKind::AgentFailed { .. } => of_agent(kind),
        EventKind::Reviewed {
            score,
            grade,
            remarks,
        } => plain(format!(
            "review: grade {grade}, {score} points, {remarks} remarks"
        )),
        EventKind::FilesWritten {
            target,
            files,
            changed,
        } => plain(format!(
            "{files} files, {changed} changed, in {}",
            target.display()
        )),
        EventKind::ConflictsFound { files } => {
            Row::of(format!("✗ conflicts in {}", files.join(", ")), Token::Bad)
        }
        EventKind::ApprovalRaised { title, .. } => Row::of(format!("? {title}"), Token::Warn),
        EventKind::ApprovalDecided { state, reason, .. } => plain(format!("{state} {reason}")),
        EventKind::BuildStored { version, .. } => plain(format!("build {version} kept")),
        EventKind::CheckStarted { name, command } => plain(format!("check {name}: {command}")),
        EventKind::CheckFinished {
            name,
            outcome,
            summary,
            duration_ms,
        } => finished(name, *outcome, summary).right(duration(*duration_ms), Token::Faint),
        EventKind::Verified { proof } => plain(format!("verified: {proof}")),
        EventKind::Team(did) => of_team(did),
        EventKind::Rule(event) => plain(event.what()),
        EventKind::Tool(event) => Row::of(format!("{} {}", event.tool, event.about), Token::Text)
            .then(format!("  {}", event.state.name()), Token::Muted),
        EventKind::CallSettled { why, .. } => {
            plain(paid(kind).unwrap_or_default()).then(format!("  {why}"), Token::Muted)
        }
    }
}

/// What the team did with a model, or without one.
fn of_team(did: &TeamEvent) -> Row {
    let token = match did.news() {
        News::Good => Token::Good,
        News::Plain => Token::Text,
        News::Warn => Token::Warn,
    };
    Row::of(format!("{} {}", did.whose(), did.what()), token)
}

/// What an agent did; empty for what is no agent's.
fn of_agent(kind: &EventKind) -> Row {
    if let EventKind::AgentStarted { agent, attempt } = kind {
        return Row::of(format!("{agent} begins attempt {attempt}"), Token::Text);
    }
    if let EventKind::AgentRetried { agent, reason, .. } = kind {
        return Row::of(format!("! {agent} tries again: {reason}"), Token::Warn);
    }
    if let EventKind::AgentCompleted {
        agent,
        summary,
        duration_ms,
        ..
    } = kind
    {
        return Row::of("✓ ", Token::Good)
            .then(format!("{agent}: {summary}"), Token::Text)
            .right(duration(*duration_ms), Token::Faint);
    }
    if let EventKind::AgentFailed { agent, reason } = kind {
        return Row::of(format!("✗ {agent} gave up: {reason}"), Token::Bad);
    }
    Row::default()
}

fn finished(name: &str, outcome: Outcome, summary: &str) -> Row {
    let (symbol, token) = match outcome {
        Outcome::Passed => ("✓ ", Token::Good),
        Outcome::Failed | Outcome::TimedOut | Outcome::NotRun => ("✗ ", Token::Bad),
    };
    Row::of(symbol, token).then(format!("{name}: {summary}"), Token::Text)
}

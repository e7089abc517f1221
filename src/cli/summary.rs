//! One line for each kind of event.

use super::style::{
    BAD, BAD_STRONG, CROSS, FAINT, GOOD, GOOD_STRONG, MARK, TICK, WARN, duration, paint,
};
use crate::domain::call::Ending;
use crate::domain::event::EventKind;
use crate::domain::evidence::{Outcome, Proof};
use crate::domain::plan::AgentName;
use crate::domain::run::RunState;
use crate::domain::team_event::{News, TeamEvent};
use crate::domain::tool_call::{ToolEvent, ToolState};
use crate::text::printable;

/// What happened, in one line with colour.
pub fn describe(kind: &EventKind) -> String {
    match kind {
        EventKind::RunCreated { idea, mode } => format!("run in {mode} mode: {}", printable(idea)),
        EventKind::SessionStarted { words } => format!("session: {}", printable(words)),
        EventKind::StateChanged { from, to, reason } => state(*from, *to, reason),
        EventKind::PlanMade { plan } => {
            let names: Vec<_> = plan
                .execution_order
                .iter()
                .map(|agent| agent.name())
                .collect();
            format!("plan: {}", names.join(" → "))
        }
        EventKind::AgentStarted { .. }
        | EventKind::AgentRetried { .. }
        | EventKind::AgentCompleted { .. }
        | EventKind::AgentFailed { .. } => describe_agent(kind),
        EventKind::Reviewed {
            score,
            grade,
            remarks,
        } => {
            format!("review: grade {grade}, {score} points, {remarks} remarks")
        }
        EventKind::FilesWritten {
            target,
            files,
            changed,
        } => {
            let target = target.display().to_string();
            let what = format!(
                "{files} files, {changed} changed, in {}",
                printable(&target)
            );
            row(&paint(GOOD, TICK), "written", &what, "")
        }
        EventKind::ConflictsFound { files } => {
            let what = format!("edits and new output meet in {}", files.join(", "));
            row(&paint(BAD, CROSS), "conflicts", &printable(&what), "")
        }
        EventKind::ApprovalRaised { .. } | EventKind::ApprovalDecided { .. } => {
            describe_approval(kind)
        }
        EventKind::BuildStored { version, .. } => format!("build {version} kept"),
        EventKind::CheckStarted { name, command } => {
            format!("check {name}: {}", printable(command))
        }
        EventKind::CheckFinished {
            name,
            outcome,
            summary,
            duration_ms,
        } => check(name, *outcome, summary, *duration_ms),
        EventKind::Verified { proof } => format!("verified: {}", proof_word(*proof)),
        EventKind::Team(did) => describe_team(did),
        EventKind::Tool(event) => describe_tool(event),
        EventKind::Rule(event) => row(&paint(FAINT, "·"), "policy", &printable(&event.what()), ""),
        EventKind::CallSettled { .. } => describe_call(kind),
    }
}

/// What the team did with a model, or without one.
fn describe_team(did: &TeamEvent) -> String {
    if let TeamEvent::Raced { racer, event } = did {
        let number = paint(FAINT, format!("#{racer}"));
        return format!("{number} {}", describe(event));
    }
    let symbol = match did.news() {
        News::Good => paint(GOOD, TICK),
        News::Plain => paint(FAINT, "·"),
        News::Warn => paint(WARN, MARK),
    };
    row(&symbol, &did.whose(), &printable(&did.what()), "")
}

/// What happened to a call of a tool.
fn describe_tool(event: &ToolEvent) -> String {
    let symbol = match event.state {
        ToolState::Done => paint(GOOD, TICK),
        ToolState::Asked | ToolState::Running => paint(FAINT, "·"),
        ToolState::Waiting | ToolState::Unknown => paint(WARN, MARK),
        ToolState::Failed | ToolState::Refused => paint(BAD, CROSS),
    };
    let aside = match event.state {
        ToolState::Done | ToolState::Running => "",
        state => state.name(),
    };
    row(&symbol, &event.tool, &printable(&event.about), aside)
}

/// What a call of a model took; empty for what is no call.
fn describe_call(kind: &EventKind) -> String {
    let EventKind::CallSettled {
        agent,
        model,
        why,
        usage,
        cost,
        ending,
        ..
    } = kind
    else {
        return String::new();
    };
    let what = format!(
        "{model}: {} tokens in, {} out, {}",
        usage.read(),
        usage.output,
        cost.exact()
    );
    let symbol = match ending {
        Ending::Whole => paint(GOOD, TICK),
        Ending::Running | Ending::Cancelled | Ending::Crashed => paint(WARN, MARK),
        Ending::Failed(_) => paint(BAD, CROSS),
    };
    let aside = match ending {
        Ending::Whole => why.clone(),
        ending => format!("{ending}; {why}"),
    };
    row(
        &symbol,
        &printable(agent),
        &printable(&what),
        &printable(&aside),
    )
}

/// What an agent did; empty for what is no agent's.
fn describe_agent(kind: &EventKind) -> String {
    if let EventKind::AgentStarted { agent, attempt } = kind {
        return match attempt {
            1 => format!("{agent} begins"),
            _ => format!("{agent} begins attempt {attempt}"),
        };
    }
    if let EventKind::AgentRetried {
        agent,
        attempt,
        reason,
        wait_ms,
    } = kind
    {
        let why = format!(
            "attempt {attempt} counts for nothing: {}",
            printable(reason)
        );
        let wait = format!("again in {}", duration(*wait_ms));
        return row(&paint(WARN, MARK), agent.name(), &why, &wait);
    }
    if let EventKind::AgentCompleted {
        agent,
        summary,
        duration_ms,
        ..
    } = kind
    {
        let time = duration(*duration_ms);
        return row(&paint(GOOD, TICK), agent.name(), &printable(summary), &time);
    }
    if let EventKind::AgentFailed { agent, reason } = kind {
        return agent_failed(*agent, reason);
    }
    String::new()
}

/// What was asked or answered; empty for what is no approval's.
fn describe_approval(kind: &EventKind) -> String {
    if let EventKind::ApprovalRaised {
        approval, title, ..
    } = kind
    {
        let id = format!("approval {}", approval.short());
        return row(&paint(WARN, MARK), "asks", &printable(title), &id);
    }
    if let EventKind::ApprovalDecided {
        approval,
        state,
        reason,
    } = kind
    {
        let what = format!("approval {} is {state}", approval.short());
        if reason.is_empty() {
            return what;
        }
        return format!("{what}: {}", printable(reason));
    }
    String::new()
}

/// The word for a proof, in its colour.
pub fn proof_word(proof: Proof) -> String {
    match proof {
        Proof::Proven => paint(GOOD_STRONG, proof),
        Proof::Claimed | Proof::Stale | Proof::Unproven => paint(WARN, proof),
    }
}

/// The word for a state, in its colour.
pub fn state_word(state: RunState) -> String {
    let style = match state {
        RunState::Completed => GOOD,
        RunState::Failed | RunState::Timeout => BAD,
        RunState::Cancelled
        | RunState::PartialSuccess
        | RunState::AwaitingHuman
        | RunState::WaitingForApproval => WARN,
        RunState::Idle
        | RunState::Planning
        | RunState::Executing
        | RunState::Reviewing
        | RunState::Qa => FAINT,
    };
    paint(style, state)
}

/// A finished check, in one line.
pub fn check(name: &str, outcome: Outcome, summary: &str, duration_ms: u64) -> String {
    let symbol = match outcome {
        Outcome::Passed => paint(GOOD, TICK),
        Outcome::Failed | Outcome::TimedOut | Outcome::NotRun => paint(BAD_STRONG, CROSS),
    };
    row(&symbol, name, &printable(summary), &duration(duration_ms))
}

fn agent_failed(agent: AgentName, reason: &str) -> String {
    let symbol = if agent.is_optional() {
        paint(WARN, MARK)
    } else {
        paint(BAD, CROSS)
    };
    row(
        &symbol,
        agent.name(),
        &format!("gave up: {}", printable(reason)),
        "",
    )
}

fn state(from: RunState, to: RunState, reason: &str) -> String {
    let change = format!("{from} → {}", state_word(to));
    if reason.is_empty() {
        return change;
    }
    format!("{change}: {}", printable(reason))
}

fn row(symbol: &str, name: &str, what: &str, aside: &str) -> String {
    format!("{symbol} {name:<14}{what}  {}", paint(FAINT, aside))
        .trim_end()
        .to_owned()
}

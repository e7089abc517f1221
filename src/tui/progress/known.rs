//! What is known of a run: its events, folded.

use std::path::PathBuf;
use std::time::Duration;

use crate::domain::call::Ending;
use crate::domain::event::{Event, EventKind};
use crate::domain::evidence::{Outcome, Proof};
use crate::domain::ids::{DocumentId, RunId};
use crate::domain::plan::{AgentName, Mode};
use crate::domain::run::RunState;

/// How far an agent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Its turn has not come.
    Waits,
    /// It works since this time after the start of the IDE.
    Works(Duration),
    /// It took so many milliseconds.
    Done(u64),
    /// It gave up.
    Failed,
}

/// One agent of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRow {
    /// Who.
    pub name: AgentName,
    /// How far it is.
    pub doing: Doing,
    /// What it decided, or why it failed, in one line.
    pub summary: String,
    /// What it wrote.
    pub document: Option<DocumentId>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// Its short name.
    pub name: String,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
    /// How far it is.
    pub doing: Doing,
    /// One line that sums up its output.
    pub summary: String,
}

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The run.
    pub run: RunId,
    /// The idea.
    pub idea: String,
    /// How much of the team works.
    pub mode: Mode,
    /// Where it stands.
    pub state: RunState,
    /// Why it stands there; may be empty.
    pub reason: String,
    /// What is known of the result.
    pub proof: Proof,
    /// The agents of the plan, in their order.
    pub agents: Vec<AgentRow>,
    /// The checks, as they come.
    pub checks: Vec<CheckRow>,
    /// Where the project was written.
    pub target: Option<PathBuf>,
    /// What else is worth a line: files, review, conflicts.
    pub notes: Vec<String>,
    /// The last line that a command printed.
    pub last_line: String,
    /// The last event that was applied.
    pub seq: u64,
}

impl Progress {
    /// A run of which nothing is known yet.
    pub fn new(run: RunId) -> Self {
        Self {
            run,
            idea: String::new(),
            mode: Mode::default(),
            state: RunState::Idle,
            reason: String::new(),
            proof: Proof::default(),
            agents: Vec::new(),
            checks: Vec::new(),
            target: None,
            notes: Vec::new(),
            last_line: String::new(),
            seq: 0,
        }
    }

    /// True until it has ended or waits for a person.
    pub fn works(&self) -> bool {
        !self.state.is_final() && !self.waits()
    }

    /// True while a person must decide.
    pub fn waits(&self) -> bool {
        matches!(
            self.state,
            RunState::AwaitingHuman | RunState::WaitingForApproval
        )
    }

    /// It stands elsewhere now, for that reason.
    fn enter(&mut self, state: RunState, reason: &str) {
        self.state = state;
        reason.clone_into(&mut self.reason);
        if !self.works() {
            self.last_line.clear();
        }
    }

    /// Applies an event of this run at `now`; one that was applied before changes nothing.
    pub fn apply(&mut self, event: &Event, now: Duration) {
        if event.run != self.run || event.seq <= self.seq {
            return;
        }
        self.seq = event.seq;
        match &event.kind {
            EventKind::RunCreated { idea, mode } => {
                self.idea.clone_from(idea);
                self.mode = *mode;
            }
            EventKind::SessionStarted { words } => self.idea.clone_from(words),
            EventKind::StateChanged { to, reason, .. } => self.enter(*to, reason),
            EventKind::PlanMade { plan } => {
                let agents = plan.execution_order.iter();
                self.agents = agents.map(|name| AgentRow::waits(*name)).collect();
            }
            EventKind::AgentStarted { .. }
            | EventKind::AgentRetried { .. }
            | EventKind::AgentCompleted { .. }
            | EventKind::AgentFailed { .. } => self.agent(&event.kind, now),
            EventKind::Reviewed {
                score,
                grade,
                remarks,
            } => self
                .notes
                .push(format!("review {grade}, {score} points, {remarks} remarks")),
            EventKind::FilesWritten {
                target,
                files,
                changed,
            } => {
                self.target = Some(target.clone());
                self.note(format!("{files} files written, {changed} changed"));
            }
            EventKind::ConflictsFound { files } => self.notes.push(format!(
                "your edits and the new output meet in {}",
                files.join(", ")
            )),
            // The question is the reason why the run waits, and is told as that.
            EventKind::ApprovalRaised { title, .. } => self.reason.clone_from(title),
            EventKind::ApprovalDecided { state, reason, .. } => {
                self.note(format!("the question was {state} {reason}"));
            }
            EventKind::BuildStored { version, .. } => self.note(format!("build {version} kept")),
            EventKind::CheckStarted { .. } | EventKind::CheckFinished { .. } => {
                self.check(&event.kind, now);
            }
            EventKind::Verified { proof } => self.proof = *proof,
            EventKind::CallSettled { .. } => self.notes.extend(paid(&event.kind)),
            EventKind::Team(did) => self.notes.push(format!("{} {}", did.whose(), did.what())),
            EventKind::Tool(event) => self.note(format!("{} {}", event.tool, event.about)),
            EventKind::Rule(event) => self.note(event.what()),
        }
    }

    /// Takes a line that a command printed.
    pub fn print(&mut self, line: &str) {
        if self.works() && !line.trim().is_empty() {
            line.clone_into(&mut self.last_line);
        }
    }

    /// The document of the agent in that row.
    pub fn document(&self, row: usize) -> Option<DocumentId> {
        self.agents.get(row).and_then(|agent| agent.document)
    }

    fn note(&mut self, line: String) {
        self.notes.push(line);
    }

    fn agent(&mut self, kind: &EventKind, now: Duration) {
        let (name, doing, text, document) = match kind {
            EventKind::AgentStarted { agent, attempt } => {
                let again = format!("attempt {attempt}");
                let text = if *attempt > 1 { again } else { String::new() };
                (*agent, Doing::Works(now), text, None)
            }
            EventKind::AgentRetried { agent, reason, .. } => {
                (*agent, Doing::Waits, format!("again: {reason}"), None)
            }
            EventKind::AgentCompleted {
                agent,
                document,
                summary,
                duration_ms,
            } => {
                let done = Doing::Done(*duration_ms);
                (*agent, done, summary.clone(), Some(*document))
            }
            EventKind::AgentFailed { agent, reason } => {
                (*agent, Doing::Failed, format!("gave up: {reason}"), None)
            }
            EventKind::RunCreated { .. }
            | EventKind::SessionStarted { .. }
            | EventKind::StateChanged { .. }
            | EventKind::PlanMade { .. }
            | EventKind::Reviewed { .. }
            | EventKind::FilesWritten { .. }
            | EventKind::ConflictsFound { .. }
            | EventKind::ApprovalRaised { .. }
            | EventKind::ApprovalDecided { .. }
            | EventKind::BuildStored { .. }
            | EventKind::CheckStarted { .. }
            | EventKind::CheckFinished { .. }
            | EventKind::Verified { .. }
            | EventKind::Team(_)
            | EventKind::Tool(_)
            | EventKind::Rule(_)
            | EventKind::CallSettled { .. } => return,
        };
        if !self.agents.iter().any(|row| row.name == name) {
            self.agents.push(AgentRow::waits(name));
        }
        for row in self.agents.iter_mut().filter(|row| row.name == name) {
            row.doing = doing;
            row.summary.clone_from(&text);
            row.document = document.or(row.document);
        }
    }

    fn check(&mut self, kind: &EventKind, now: Duration) {
        if let EventKind::CheckStarted { name, command } = kind {
            self.checks.push(CheckRow {
                name: name.clone(),
                outcome: None,
                doing: Doing::Works(now),
                summary: command.clone(),
            });
        }
        if let EventKind::CheckFinished {
            name,
            outcome,
            summary,
            duration_ms,
        } = kind
            && let Some(row) = self.checks.iter_mut().rfind(|row| row.name == *name)
        {
            row.outcome = Some(*outcome);
            row.doing = Doing::Done(*duration_ms);
            row.summary.clone_from(summary);
        }
    }
}

/// Which model did what for whom and for how much; none for what is no call.
pub(super) fn paid(kind: &EventKind) -> Option<String> {
    let EventKind::CallSettled {
        agent,
        model,
        usage,
        cost,
        ending,
        ..
    } = kind
    else {
        return None;
    };
    let (read, wrote, cost) = (usage.read(), usage.output, cost.exact());
    let ended = match ending {
        Ending::Whole => String::new(),
        ending => format!(", {ending}"),
    };
    Some(format!(
        "{agent} asked {model}: {read} tokens in, {wrote} out, {cost}{ended}"
    ))
}

impl AgentRow {
    fn waits(name: AgentName) -> Self {
        Self {
            name,
            doing: Doing::Waits,
            summary: String::new(),
            document: None,
        }
    }
}

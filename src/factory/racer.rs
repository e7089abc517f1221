//! One attempt of a race: the whole team at work in a folder of its own, and the checks of what it made.

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::agent::Board;
use super::holes::Workshop;
use super::log::Log;
use super::makers::{Done, Held};
use super::members::Members;
use super::{FactoryError, Source, Surroundings, Verification};
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::evidence::Evidence;
use crate::domain::ids::RunId;
use crate::domain::plan::AgentName;
use crate::domain::run::RunState;
use crate::store::Store;

/// The account of one attempt: it is told on to the race, its documents are kept until it has won.
pub struct Say {
    /// Its number.
    pub racer: u8,
    /// The run.
    pub run: RunId,
    /// The store, to look up how the run was ended.
    pub store: Store,
    /// Where the race hears what it does.
    pub said: mpsc::UnboundedSender<(u8, EventKind)>,
}

/// One attempt.
pub struct Racer<'a> {
    /// Where it tells what it does.
    pub say: Say,
    /// What it works with.
    pub around: Surroundings<'a>,
    /// Where and how it is checked.
    pub bench: &'a Verification,
    /// Who decided the typed model that it is given.
    pub source: Source,
}

/// How an attempt ended.
pub struct Finish {
    /// Its number.
    pub racer: u8,
    /// What it made.
    pub board: Board,
    /// By whom.
    pub done: Done,
    /// Its documents with their events.
    pub documents: Vec<(Document, EventKind)>,
    /// What its checks found; none where it did not come so far.
    pub evidence: Option<Evidence>,
    /// How many of them passed.
    pub passed: usize,
    /// How the model failed, where that ended it.
    pub held: Option<Held>,
    /// How it ended, in one line.
    pub how: String,
}

impl Finish {
    /// How many checks it had.
    pub fn checks(&self) -> usize {
        let evidence = self.evidence.as_ref();
        evidence.map_or(0, |evidence| evidence.checks.len())
    }

    /// True when everything passed, and nothing holds it back.
    pub fn won(&self) -> bool {
        self.how == PASSED
    }
}

/// How an attempt ended that passed everything.
const PASSED: &str = "passed everything";

/// The account as members of the team see it.
struct Account {
    say: Say,
    documents: Vec<(Document, EventKind)>,
}

impl Racer<'_> {
    /// Works to the end; dropping the future stops it with all its processes and calls.
    pub async fn work(
        mut self,
        mut board: Board,
        order: Vec<AgentName>,
    ) -> Result<Finish, FactoryError> {
        let racer = self.say.racer;
        let mut account = Account {
            say: self.say,
            documents: Vec::new(),
        };
        let mut done = Done::default();
        let mut members = Members {
            log: &mut account,
            around: &mut self.around,
            bench: Some(self.bench),
            source: self.source,
            racer: Some(racer),
            done: &mut done,
        };
        let held = match members.work(&mut board, &order).await {
            Ok(held) => held,
            // An agent that gives up ends its attempt, not the race.
            Err(FactoryError::Agent { agent, reason }) => {
                let how = format!("{agent} gave up: {reason}");
                return Ok(finish(racer, board, done, account, how));
            }
            Err(error) => return Err(error),
        };
        let how = match (&held, &board.review) {
            (Some(held), _) => Some(format!(
                "the model failed for {}: {}",
                held.agent, held.error
            )),
            (None, Some(review)) if !review.accepts() => Some(format!(
                "the reviewer holds it back: grade {}",
                review.grade()
            )),
            (None, _) => None,
        };
        if let Some(how) = how {
            let mut end = finish(racer, board, done, account, how);
            end.held = held;
            return Ok(end);
        }
        let known = done.checked.take();
        let checking = check(&board, &mut account, (self.bench, known), self.around.live);
        let evidence = checking.await?;
        let passed = evidence.checks.iter().filter(|one| one.passed()).count();
        let failed = evidence.checks.iter().find(|check| !check.passed());
        let how = match failed {
            None => PASSED.to_owned(),
            Some(check) => format!("{}: {}", check.name, check.summary),
        };
        let mut end = finish(racer, board, done, account, how);
        (end.evidence, end.passed) = (Some(evidence), passed);
        Ok(end)
    }
}

fn finish(racer: u8, board: Board, done: Done, account: Account, how: String) -> Finish {
    Finish {
        racer,
        board,
        done,
        documents: account.documents,
        evidence: None,
        passed: 0,
        held: None,
        how,
    }
}

/// Runs all checks of what was made, in a copy of it; what is `known` of the same bytes is not asked
/// again.
async fn check(
    board: &Board,
    account: &mut Account,
    (bench, known): (&Verification, Option<Evidence>),
    live: &crate::verify::Live,
) -> Result<Evidence, FactoryError> {
    let workshop = match Workshop::open(&board.files, bench, live).await? {
        Ok(workshop) => workshop,
        Err(check) => {
            return Ok(Evidence {
                at: Timestamp::now(),
                tree_hash: String::new(),
                checks: vec![*check],
            });
        }
    };
    let mut evidence = workshop.evidence(Vec::new())?;
    if let Some(known) = known.filter(|known| known.tree_hash == evidence.tree_hash) {
        return Ok(known);
    }
    for job in workshop.checks(&[]) {
        account.tell(EventKind::CheckStarted {
            name: job.name.clone(),
            command: job.command_line(),
        })?;
        let check = workshop.run(&job).await;
        account.tell(EventKind::CheckFinished {
            name: check.name.clone(),
            outcome: check.outcome,
            summary: check.summary.clone(),
            duration_ms: check.duration_ms,
        })?;
        evidence.checks.push(check);
    }
    Ok(evidence)
}

impl Log for Account {
    fn run(&self) -> RunId {
        self.say.run
    }

    fn tell(&mut self, kind: EventKind) -> Result<(), FactoryError> {
        // A race that is over hears nobody any more, and needs nothing more to be told.
        self.say.said.send((self.say.racer, kind)).ok();
        Ok(())
    }

    fn document(&mut self, document: Document, kind: EventKind) -> Result<(), FactoryError> {
        self.tell(kind.clone())?;
        self.documents.push((document, kind));
        Ok(())
    }

    fn enter(&mut self, _to: RunState) -> Result<(), FactoryError> {
        Ok(())
    }

    fn flush(&mut self) -> Result<(), FactoryError> {
        Ok(())
    }

    fn ended(&self) -> FactoryError {
        let run = self.say.run;
        match self.say.store.read(|tx| tx.run(run)) {
            Ok(run) => FactoryError::Ended(run.state),
            Err(error) => error.into(),
        }
    }
}

//! A race: several attempts at once, each in a folder of its own; the first whose checks all pass wins.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde::Serialize;
use tokio::sync::mpsc;

use super::agent::Board;
use super::makers::{Fallback, Held};
use super::members::stopped;
use super::pipeline::Pipeline;
use super::racer::{Finish, Racer, Say};
use super::{FactoryError, Source, Verification};
use crate::domain::event::EventKind;
use crate::domain::money::Usd;
use crate::domain::plan::Plan;
use crate::domain::run::RunState;
use crate::domain::team_event::TeamEvent;
use crate::store::CallFilter;

/// The most calls that one run is looked up with.
const MOST_CALLS: u32 = 100_000;

/// How one attempt of a race ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RacerReport {
    /// Its number, from 1.
    pub racer: u8,
    /// True for the one whose project is delivered.
    pub won: bool,
    /// How many of its checks passed.
    pub passed: usize,
    /// How many it had.
    pub checks: usize,
    /// What its calls cost.
    #[serde(rename = "cost_usd")]
    pub cost: Usd,
    /// How it ended, in one line.
    pub how: String,
}

/// What came of a race.
pub struct Raced {
    /// How it ended.
    pub end: End,
    /// How each attempt ended, by its number.
    pub reports: Vec<RacerReport>,
}

/// How a race ended.
pub enum End {
    /// An attempt passed everything.
    Won(Box<Board>),
    /// The model failed for all of them, and a person must say how to go on.
    Held(Held),
    /// The model failed for all of them, and a person has allowed the rules.
    ByRules,
    /// None passed everything.
    Lost(String),
}

/// Lets `count` attempts race.
pub async fn run(
    pipeline: &mut Pipeline<'_>,
    board: &Board,
    plan: &Plan,
    (count, bench, source): (u8, &Verification, Source),
) -> Result<Raced, FactoryError> {
    pipeline.record.enter(RunState::Executing, "")?;
    pipeline.record.flush()?;
    // Unbounded: it is read all the time by the race that the attempts belong to.
    let (say, mut said) = mpsc::unbounded_channel();
    let mut running: FuturesUnordered<_> = (1..=count)
        .map(|number| {
            let mut around = pipeline.around.clone();
            around.fallback = Fallback::Ask;
            let say = Say {
                racer: number,
                run: pipeline.record.run(),
                store: pipeline.record.store().clone(),
                said: say.clone(),
            };
            Racer {
                say,
                around,
                bench,
                source,
            }
            .work(board.again(), plan.execution_order.clone())
        })
        .collect();
    let (won, ended) = heat(pipeline, &mut running, &mut said).await?;
    // Whoever still runs is stopped here: its processes and its calls end with it.
    drop(running);
    while let Ok((racer, event)) = said.try_recv() {
        let event = Box::new(event);
        let did = TeamEvent::Raced { racer, event };
        pipeline.record.tell(EventKind::Team(did))?;
    }
    let reports = reports(pipeline, count, &ended, won.as_ref())?;
    for report in &reports {
        pipeline
            .record
            .tell(EventKind::Team(TeamEvent::RacerEnded {
                racer: report.racer,
                passed: report.passed,
                checks: report.checks,
                cost: report.cost,
                how: report.how.clone(),
            }))?;
    }
    pipeline.record.flush()?;
    let end = match won {
        Some(winner) => End::Won(Box::new(take(pipeline, winner)?)),
        None => lost(pipeline, count, ended)?,
    };
    Ok(Raced { end, reports })
}

/// Waits for the first that passes everything, or for all; answers with it and with those that ended
/// before.
async fn heat<F: Future<Output = Result<Finish, FactoryError>>>(
    pipeline: &mut Pipeline<'_>,
    running: &mut FuturesUnordered<F>,
    said: &mut mpsc::UnboundedReceiver<(u8, EventKind)>,
) -> Result<(Option<Finish>, Vec<Finish>), FactoryError> {
    let mut ended: Vec<Finish> = Vec::new();
    let mut stop = pipeline.around.stop.clone();
    loop {
        let finish = tokio::select! {
            biased;
            Some((racer, event)) = said.recv() => {
                let event = Box::new(event);
                let did = TeamEvent::Raced { racer, event };
                pipeline.record.tell(EventKind::Team(did))?;
                continue;
            }
            finish = running.next() => finish,
            () = stopped(&mut stop) => return Err(ended_outside(pipeline)),
        };
        match finish {
            None => return Ok((None, ended)),
            Some(finish) => {
                let finish = finish?;
                if finish.won() {
                    return Ok((Some(finish), ended));
                }
                ended.push(finish);
            }
        }
    }
}

/// Makes what the winner did what the run did.
fn take(pipeline: &mut Pipeline<'_>, winner: Finish) -> Result<Board, FactoryError> {
    for (document, kind) in winner.documents {
        pipeline.record.document(document, kind)?;
    }
    pipeline.done = winner.done;
    pipeline.done.checked = winner.evidence;
    Ok(winner.board)
}

/// What follows when nobody passed everything.
fn lost(pipeline: &mut Pipeline<'_>, count: u8, ended: Vec<Finish>) -> Result<End, FactoryError> {
    let best = ended
        .iter()
        .filter(|finish| finish.held.is_none())
        .max_by_key(|finish| finish.passed);
    if let Some(best) = best {
        let (racer, passed, checks) = (best.racer, best.passed, best.checks());
        return Ok(End::Lost(format!(
            "none of {count} attempts passed all its checks: number {racer} came furthest with \
             {passed} of {checks} ({})",
            best.how
        )));
    }
    let Some(held) = ended.into_iter().find_map(|finish| finish.held) else {
        return Ok(End::Lost("no attempt ended".to_owned()));
    };
    if pipeline.around.fallback == Fallback::Ask {
        return Ok(End::Held(held));
    }
    pipeline.around.mind = None;
    pipeline
        .record
        .tell(EventKind::Team(TeamEvent::WentByRules {
            agent: held.agent,
            reason: held.error.to_string(),
        }))?;
    Ok(End::ByRules)
}

/// How each attempt ended; what those cost that were stopped is known from the ledger.
fn reports(
    pipeline: &Pipeline<'_>,
    count: u8,
    ended: &[Finish],
    won: Option<&Finish>,
) -> Result<Vec<RacerReport>, FactoryError> {
    let run = Some(pipeline.record.run());
    let filter = CallFilter {
        run,
        ..CallFilter::default()
    };
    let calls = pipeline
        .record
        .store()
        .read(|tx| tx.calls(&filter, MOST_CALLS))?;
    let report = |racer: u8| {
        let mark = format!("#{racer}");
        let paid = calls.iter().filter(|call| call.agent.ends_with(&mark));
        let cost = paid.fold(Usd::ZERO, |sum, call| sum.plus(call.bill.cost));
        let finish = won.into_iter().chain(ended).find(|one| one.racer == racer);
        RacerReport {
            racer,
            won: won.is_some_and(|one| one.racer == racer),
            passed: finish.map_or(0, |one| one.passed),
            checks: finish.map_or(0, Finish::checks),
            cost,
            how: match (finish, won) {
                (Some(finish), _) => finish.how.clone(),
                (None, Some(winner)) => format!("stopped: number {} won", winner.racer),
                (None, None) => "stopped".to_owned(),
            },
        }
    };
    Ok((1..=count).map(report).collect())
}

fn ended_outside(pipeline: &Pipeline<'_>) -> FactoryError {
    let run = pipeline.record.run();
    match pipeline.record.store().read(|tx| tx.run(run)) {
        Ok(run) => FactoryError::Ended(run.state),
        Err(error) => error.into(),
    }
}

//! Leads one call from what the model asked for to what it is answered.

use std::collections::BTreeMap;
// Writing to a string cannot fail.
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::answer::{Said, said, wait_for};
use super::judge::{Judged, judge};
use super::order::{Carried, Note, Order};
use super::{question, shell};
use crate::domain::approval::{ApprovalState, Face, Question};
use crate::domain::ids::ApprovalId;
use crate::domain::live::Live;
use crate::domain::message::ToolStatus;
use crate::domain::tool_call::{ChangedFile, ToolState};
use crate::domain::wish::Amendment;
use crate::engine::turn::Patience;
use crate::store::{Answer, StoreError, Subscription, ToolStep};
use crate::text::printable;
use crate::tools::{Accepted, Action, Change, FileChange, Look, Outcome, RunCommand};

/// A longer diff is not kept with the end of its call, in bytes.
const KEPT_DIFF: usize = 32 * 1024;

/// What a call may do, once it may.
struct Permit {
    action: Action,
    /// A person said yes to it.
    approval: Option<ApprovalId>,
    accepted: Accepted,
}

/// Carries `order` out.
///
/// # Errors
/// When the store cannot be read or written; nothing is done then that was not noted first.
pub async fn carry(order: Order) -> Result<Carried, StoreError> {
    let carried = match permit(&order).await? {
        Ok(permit) => perform(&order, permit).await?,
        Err(carried) => carried,
    };
    if let Carried::Over { state, about, .. } = &carried {
        let ended = Live::ToolEnded {
            id: order.call.id.clone(),
            state: *state,
            about: about.clone(),
        };
        order.live.send(ended).await.ok();
    }
    Ok(carried)
}

/// Finds out what may be done, and asks where that has to be.
async fn permit(order: &Order) -> Result<Result<Permit, Carried>, StoreError> {
    if order.state == ToolState::Running && order.approval.is_none() {
        let text = "vibecober ended while this ran, and nobody knows what came of it: look before you do it again";
        return Ok(Err(Carried::Over {
            state: ToolState::Unknown,
            text: text.to_owned(),
            about: "outcome unknown".to_owned(),
            files: Vec::new(),
        }));
    }
    let action = match order.bench.toolbox.plan(&order.call) {
        Ok(action) => action,
        Err(refusal) => {
            return Ok(Err(Carried::Over {
                state: ToolState::Failed,
                about: printable(&refusal.0).into_owned(),
                text: refusal.0,
                files: Vec::new(),
            }));
        }
    };
    begun(order, &action).await;
    let verdict = match judge(&order.bench, &action) {
        Judged::Go => return Ok(Ok(allowed(action, None, None))),
        Judged::No(reason) => {
            let text = format!("refused by the policy: {reason}");
            return Ok(Err(Carried::refused(text, reason)));
        }
        Judged::Ask(verdict) => verdict,
    };
    let question = question::about(order, &action, &verdict);
    Ok(match ask(order, question).await? {
        Ok((id, Said::Yes(amendment))) => Ok(allowed(action, Some(id), amendment)),
        Ok((_, Said::No(reason))) => {
            let text = match reason.as_str() {
                "" => "the person said no: do something else, or ask them".to_owned(),
                said => format!("the person said no: {said}"),
            };
            Err(Carried::refused(text, format!("denied {reason}").trim()))
        }
        Err(carried) => Err(carried),
    })
}

/// Puts the question to a person, and waits for the answer where somebody can give one.
async fn ask(
    order: &Order,
    question: Question,
) -> Result<Result<(ApprovalId, Said), Carried>, StoreError> {
    let (id, events) = raise(order, question).await?;
    let early = said(&order.store.read(|tx| tx.approval(id))?);
    let place = order.at.place;
    let answer = match (early, order.bench.patience) {
        (Some(answer), _) => answer,
        (None, Patience::Leaves) => return Ok(Err(Carried::Left(id))),
        (None, Patience::Waits) => {
            order.notes.send((place, Note::Waits(id))).await.ok();
            let mut stop = order.stop.clone();
            tokio::select! {
                answer = wait_for(&order.store, events, id) => answer?,
                () = crate::engine::calls::stopped(&mut stop) => {
                    withdraw(order, id)?;
                    let text = "not done: the person interrupted before it was allowed";
                    return Ok(Err(Carried::refused(text, "interrupted")));
                }
            }
        }
    };
    order.notes.send((place, Note::Goes)).await.ok();
    Ok(Ok((id, answer)))
}

/// Tells that a call begins, by what it is about.
async fn begun(order: &Order, action: &Action) {
    let started = Live::ToolStarted {
        id: order.call.id.clone(),
        name: order.call.name.clone(),
        about: about(action),
        diff: match action {
            Action::Change(change) => {
                let diffs = change.files.iter().map(|file| file.diff.as_str());
                diffs.collect::<Vec<_>>().join("\n")
            }
            Action::Look(_) | Action::Run(_) | Action::Fetch(_) | Action::Todo(_) => String::new(),
        },
        command: match action {
            Action::Run(run) => Some((run.command.clone(), run.cwd.clone())),
            Action::Look(_) | Action::Change(_) | Action::Fetch(_) | Action::Todo(_) => None,
        },
    };
    order.live.send(started).await.ok();
}

/// What an action is about, in one line.
fn about(action: &Action) -> String {
    let text = match action {
        Action::Todo(_) => String::new(),
        Action::Look(look) => match look {
            Look::Read(read) => read.path.to_string_lossy().into_owned(),
            Look::List(list) => list.path.to_string_lossy().into_owned(),
            Look::Search(search) => search.pattern.clone(),
            Look::Glob(glob) => glob.pattern.clone(),
        },
        Action::Run(run) => run.command.clone(),
        Action::Fetch(fetch) => fetch.url.clone(),
        Action::Change(change) => {
            let paths = change.files.iter().map(|file| file.path.to_string_lossy());
            paths.collect::<Vec<_>>().join(", ")
        }
    };
    printable(&text).into_owned()
}

/// The approval that is asked for: the one that was asked before, where it still fits exactly.
async fn raise(
    order: &Order,
    question: Question,
) -> Result<(ApprovalId, Subscription), StoreError> {
    // Before it is raised: an answer that comes at once is heard.
    let events = order.store.subscribe()?;
    let mut question = question;
    if order.state == ToolState::Running {
        question.title = format!("Again? {}", question.title);
        question.why = format!(
            "it was begun, and vibecober ended while it ran: it may have done its work already. {}",
            question.why
        );
    }
    let (run, at, tool) = (order.run, order.at, order.call.name.clone());
    // What was begun and never ended is asked anew: a yes counts once.
    let before = order.approval.filter(|_| order.state != ToolState::Running);
    // Whoever takes the session up has read nothing: what was read is kept with the question.
    let seen = serde_json::to_string(&order.bench.toolbox.seen()).unwrap_or_default();
    let id = order.store.write(move |tx| {
        if let Some(before) = before {
            let asked = tx.approval(before)?;
            if asked.question.binding == question.binding {
                return Ok(before);
            }
            if asked.state.transition(ApprovalState::Superseded).is_ok() {
                let answer = Answer::plain(
                    ApprovalState::Superseded,
                    Face::Vibecober,
                    "what would be done has changed since",
                );
                tx.decide_approval(before, answer)?;
            }
        }
        let title = question.title.clone();
        let id = tx.raise_approval(run, question)?.id;
        let step = ToolStep {
            at,
            tool,
            state: ToolState::Waiting,
            approval: Some(id),
            result: seen,
            about: title,
            files: Vec::new(),
        };
        tx.step_tool_call(run, &step)?;
        Ok(id)
    })?;
    let asked = order.store.read(|tx| tx.approval(id))?;
    if asked.state == ApprovalState::Pending {
        order.live.send(Live::Asked(Box::new(asked))).await.ok();
    }
    Ok((id, events))
}

/// Takes a question back that nobody needs an answer to any more.
fn withdraw(order: &Order, id: ApprovalId) -> Result<(), StoreError> {
    order.store.write(move |tx| {
        let asked = tx.approval(id)?;
        if asked.state == ApprovalState::Pending {
            let answer = Answer::plain(ApprovalState::Expired, Face::Vibecober, "interrupted");
            tx.decide_approval(id, answer)?;
        }
        Ok(())
    })
}

/// What is done after a yes.
fn allowed(action: Action, approval: Option<ApprovalId>, amendment: Option<Amendment>) -> Permit {
    let (action, accepted) = match (action, amendment) {
        (Action::Run(run), Some(Amendment::Command(command))) => {
            (Action::Run(RunCommand { command, ..run }), Accepted::All)
        }
        (action, Some(Amendment::Hunks(hunks))) => {
            let hunks: BTreeMap<PathBuf, Vec<usize>> = hunks
                .into_iter()
                .map(|(path, places)| (PathBuf::from(path), places))
                .collect();
            (action, Accepted::Hunks(hunks))
        }
        (action, Some(Amendment::Command(_)) | None) => (action, Accepted::All),
    };
    Permit {
        action,
        approval,
        accepted,
    }
}

/// Does it, once it is noted that it begins.
async fn perform(order: &Order, permit: Permit) -> Result<Carried, StoreError> {
    let amended = match (&permit.action, order.call.input.get("command")) {
        (Action::Run(run), Some(asked)) => asked.as_str().is_some_and(|asked| asked != run.command),
        _ => false,
    };
    let mut files = Vec::new();
    let outcome = match permit.action {
        Action::Look(look) => {
            let bench = order.bench.clone();
            let looked = tokio::task::spawn_blocking(move || bench.toolbox.look(&look)).await;
            looked.unwrap_or_else(|_| Outcome::failed("the tool failed", "failed"))
        }
        Action::Todo(items) => order.bench.toolbox.set_todo(&items),
        Action::Change(change) => {
            note_begin(order, permit.approval)?;
            let bench = order.bench.clone();
            let accepted = permit.accepted;
            files = written(&bench.workspace, &change, &accepted);
            let changed =
                tokio::task::spawn_blocking(move || bench.toolbox.change(&change, &accepted)).await;
            changed.unwrap_or_else(|_| Outcome::failed("the tool failed", "failed"))
        }
        Action::Fetch(fetch) => {
            note_begin(order, permit.approval)?;
            let mut stop = order.stop.clone();
            tokio::select! {
                outcome = super::fetch::fetch(&fetch) => outcome,
                () = crate::engine::calls::stopped(&mut stop) => {
                    Outcome::failed("the person interrupted", "interrupted")
                }
            }
        }
        Action::Run(run) => {
            note_begin(order, permit.approval)?;
            ran(order, &run, amended).await
        }
    };
    if outcome.status == ToolStatus::Failed {
        files.clear();
    }
    Ok(Carried::Over {
        state: match outcome.status {
            ToolStatus::Done => ToolState::Done,
            ToolStatus::Failed => ToolState::Failed,
        },
        text: outcome.text,
        about: outcome.summary,
        files,
    })
}

/// The files that a change is about, and what it does to them.
fn written(workspace: &Path, change: &Change, accepted: &Accepted) -> Vec<ChangedFile> {
    let whole = *accepted == Accepted::All;
    let file = |file: &FileChange| ChangedFile {
        path: workspace.join(&file.path).to_string_lossy().into_owned(),
        diff: match &file.diff {
            diff if whole && diff.len() <= KEPT_DIFF => diff.clone(),
            _ => String::new(),
        },
    };
    change.files.iter().map(file).collect()
}

/// Notes that it begins. What a person allowed is noted on the disk: it is never begun twice.
fn note_begin(order: &Order, approval: Option<ApprovalId>) -> Result<(), StoreError> {
    let run = order.run;
    let step = ToolStep {
        at: order.at,
        tool: order.call.name.clone(),
        state: ToolState::Running,
        approval,
        result: String::new(),
        about: String::new(),
        files: Vec::new(),
    };
    match approval {
        Some(_) => order.store.write(move |tx| tx.step_tool_call(run, &step)),
        None => order
            .store
            .write_soon(move |tx| tx.step_tool_call(run, &step)),
    }
}

async fn ran(order: &Order, run: &RunCommand, amended: bool) -> Outcome {
    let name = format!("{}-{}.txt", order.at.message, order.at.place);
    let place = order.bench.artifacts.join(order.run.to_string()).join(name);
    let (bench, live) = (&order.bench, &order.live);
    let ran = shell::run(bench, run, &order.call.id, place, live, order.stop.clone()).await;
    let ran = match ran {
        Ok(ran) => ran,
        Err(error) => {
            return Outcome::failed(format!("nothing was run: {error}"), error.to_string());
        }
    };
    let ending = shell::ending(&ran.ended);
    let mut text = String::new();
    if amended {
        writeln!(text, "the person had this run instead: {}", run.command).ok();
    }
    text.push_str(&ending);
    if let Some(whole) = &ran.whole {
        write!(text, "; all of the output is in {}", whole.display()).ok();
    }
    text.push('\n');
    text.push_str(&ran.text);
    let command = run.command.lines().next().unwrap_or_default();
    let summary = format!("{command} · {ending}");
    if ran.ended.code == Some(0) {
        Outcome::done(text, summary)
    } else {
        Outcome {
            status: ToolStatus::Failed,
            ..Outcome::done(text, summary)
        }
    }
}

//! Leads one call from what the model asked for to what it is answered.

use std::collections::BTreeMap;
// Writing to a string cannot fail.
use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::answer::Said;
use super::ask::ask;
use super::judge::{Judged, is_judged, judge, used_up};
use super::order::{Carried, Order};
use super::{question, shell};
use crate::domain::ids::ApprovalId;
use crate::domain::live::Live;
use crate::domain::message::ToolStatus;
use crate::domain::taking::only;
use crate::domain::tool_call::{ChangedFile, ToolState};
use crate::domain::wish::Amendment;
use crate::policy::RuleSet;
use crate::store::{StoreError, ToolStep, WriteTx};
use crate::text::printable;
use crate::tools::{Accepted, Action, Change, FileChange, Look, Outcome, RunCommand};

/// A longer diff is not kept with the end of its call, in bytes.
const KEPT_DIFF: usize = 32 * 1024;

/// The most of a diff that is told while a call goes on, in bytes.
const LONGEST_LIVE: usize = 64 * 1024;

/// What a call may do, once it may.
struct Permit {
    action: Action,
    /// A person said yes to it.
    approval: Option<ApprovalId>,
    accepted: Accepted,
    /// The rules for one call by which it goes.
    once: Vec<String>,
}

/// Carries `order` out.
///
/// # Errors
/// When the store cannot be read or written; nothing is done then that was not noted first.
pub async fn carry(order: Order) -> Result<Carried, StoreError> {
    let carried = loop {
        match permit(&order).await? {
            Err(carried) => break carried,
            Ok(permit) => {
                if let Some(carried) = perform(&order, permit).await? {
                    break carried;
                }
                // Another call went by the rule in between: this one is judged anew.
            }
        }
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
    begun(order, &action, &Accepted::All).await;
    let (bench, now) = (&order.bench, Timestamp::now());
    let rules = if is_judged(&action) {
        let here = (order.run, bench.workspace.as_path());
        bench.rules.holding(&order.store, here, now)?
    } else {
        RuleSet::empty()
    };
    let verdict = match judge(bench, &action, &rules) {
        Judged::Go => {
            let once = used_up(bench, &action, &rules);
            let permit = allowed(action, None, None);
            return Ok(Ok(Permit { once, ..permit }));
        }
        Judged::No(reason) => {
            let text = format!("refused by the policy: {reason}");
            return Ok(Err(Carried::refused(text, reason)));
        }
        Judged::Ask(verdict) => verdict,
    };
    let question = question::about(order, &action, &verdict);
    Ok(match ask(order, question).await? {
        Ok((id, Said::Yes(amendment))) => Ok(agreed(order, action, (id, amendment)).await),
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

/// What is done after a yes; what a person made of it is shown in place of what was asked for.
async fn agreed(
    order: &Order,
    action: Action,
    (id, amendment): (ApprovalId, Option<Amendment>),
) -> Permit {
    let changed = amendment.is_some();
    let permit = allowed(action, Some(id), amendment);
    if changed {
        begun(order, &permit.action, &permit.accepted).await;
    }
    permit
}

/// Tells that a call begins, by what it is about and what of it is accepted.
async fn begun(order: &Order, action: &Action, accepted: &Accepted) {
    let started = Live::ToolStarted {
        id: order.call.id.clone(),
        name: order.call.name.clone(),
        about: about(action),
        diff: match action {
            Action::Change(change) => {
                let diffs = change.files.iter().filter_map(|file| match accepted {
                    Accepted::All => Some(file.diff.clone()),
                    Accepted::Hunks(hunks) => {
                        let places = hunks.get(&file.path).filter(|places| !places.is_empty());
                        Some(only(&file.diff, places?))
                    }
                });
                let diffs = diffs.collect::<Vec<_>>().join("\n");
                question::head_of(&diffs, LONGEST_LIVE).to_owned()
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
        once: Vec::new(),
    }
}

/// Does it, once it is noted that it begins; none where it may not begin any more.
async fn perform(order: &Order, permit: Permit) -> Result<Option<Carried>, StoreError> {
    let is_noted = changes(&permit.action) || !permit.once.is_empty();
    if is_noted && !note_begin(order, permit.approval, permit.once)? {
        return Ok(None);
    }
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
            let bench = order.bench.clone();
            let accepted = permit.accepted;
            files = written(&bench.workspace, &change, &accepted);
            let changed =
                tokio::task::spawn_blocking(move || bench.toolbox.change(&change, &accepted)).await;
            changed.unwrap_or_else(|_| Outcome::failed("the tool failed", "failed"))
        }
        Action::Fetch(fetch) => {
            let mut stop = order.stop.clone();
            tokio::select! {
                outcome = super::fetch::fetch(&fetch) => outcome,
                () = crate::engine::calls::stopped(&mut stop) => {
                    Outcome::failed("the person interrupted", "interrupted")
                }
            }
        }
        Action::Run(run) => ran(order, &run, amended).await,
    };
    if outcome.status == ToolStatus::Failed {
        files.clear();
    }
    Ok(Some(Carried::Over {
        state: match outcome.status {
            ToolStatus::Done => ToolState::Done,
            ToolStatus::Failed => ToolState::Failed,
        },
        text: outcome.text,
        about: outcome.summary,
        files,
    }))
}

/// True for what is noted before it begins: it may leave something behind.
fn changes(action: &Action) -> bool {
    match action {
        Action::Look(_) | Action::Todo(_) => false,
        Action::Run(_) | Action::Fetch(_) | Action::Change(_) => true,
    }
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

/// Notes that it begins; false where a rule for one call is used up by now. What a person allowed is
/// noted on the disk: it is never begun twice.
fn note_begin(
    order: &Order,
    approval: Option<ApprovalId>,
    once: Vec<String>,
) -> Result<bool, StoreError> {
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
    let by_person = approval.is_some() || !once.is_empty();
    let note = move |tx: &WriteTx| {
        if !once.is_empty() && !tx.use_rules(&once)? {
            return Ok(false);
        }
        tx.step_tool_call(run, &step)?;
        Ok(true)
    };
    if by_person {
        order.store.write(note)
    } else {
        order.store.write_soon(note)
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

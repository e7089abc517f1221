//! Puts what a call would do to a person: everything they need to judge it, bound to exactly that.

use sha2::{Digest, Sha256};

use super::order::Order;
use crate::domain::approval::{ApprovalKind, Question, Subject};
use crate::domain::ids::RunId;
use crate::domain::verdict::{Guard, Verdict};
use crate::domain::wish::{
    AgentWish, Asker, CallPlace, FileFate, Finding, Place, Wish, WishedFile,
};
use crate::engine::turn::Limit;
use crate::text::printable;
use crate::tools::{Action, FileChange};

/// How a command is confined that runs outside.
const OUTSIDE: &str = "none, this once: nothing holds the command back";

/// The most bytes of diffs in one question.
const LONGEST_DIFFS: usize = 1 << 20;

/// The longest command in a title, in characters.
const TITLE: usize = 120;

/// The question about `action`.
pub(super) fn about(order: &Order, action: &Action, verdict: &Verdict) -> Question {
    let (wish, reason) = wish(order, action);
    Question {
        kind: verdict.kind,
        title: title(&wish),
        why: printable(&verdict.reason).into_owned(),
        subject: Subject::Agent(Box::new(AgentWish {
            asker: asker(order),
            workspace: order.bench.workspace.clone(),
            wish,
            reason,
            finding: Finding {
                rule: verdict.rule.clone(),
                part: verdict.span.map(|span| (span.from, span.to)),
                guard: verdict.guard,
                prefix: verdict.prefix.clone(),
            },
            sandbox: match action {
                Action::Run(run) if order.bench.is_outside(run) => OUTSIDE.to_owned(),
                Action::Run(_)
                | Action::Look(_)
                | Action::Change(_)
                | Action::Fetch(_)
                | Action::Todo(_) => order.bench.sandbox(),
            },
        })),
        binding: binding(order, action),
    }
}

/// SHA-256 over exactly what would be done, what is there now, and how it would be confined.
pub(super) fn binding(order: &Order, action: &Action) -> String {
    let mut hash = Sha256::new();
    hash.update(action.binding());
    let digest = match action {
        Action::Run(run) => order.bench.profile(run).digest(),
        Action::Look(_) | Action::Change(_) | Action::Fetch(_) | Action::Todo(_) => {
            order.bench.confinement.get().1.digest()
        }
    };
    hash.update(digest);
    hash.update(order.call.id.as_bytes());
    hex::encode(hash.finalize())
}

/// The question whether a turn may go on that came to `limit`.
pub fn go_on(
    run: RunId,
    agent: &str,
    about: &str,
    workspace: &std::path::Path,
    limit: Limit,
) -> Question {
    let noticed = limit.to_string();
    Question {
        kind: ApprovalKind::IterationLimit,
        title: format!("Go on? {noticed}"),
        why: "a turn that comes to a limit asks before it goes on".to_owned(),
        binding: hex::encode(Sha256::digest(format!("{run} {noticed}"))),
        subject: Subject::Agent(Box::new(AgentWish {
            asker: Asker {
                agent: agent.to_owned(),
                ancestors: Vec::new(),
                session: about.to_owned(),
                task: None,
                call: CallPlace {
                    message: 0,
                    place: 0,
                },
            },
            workspace: workspace.to_owned(),
            wish: Wish::GoOn { noticed },
            reason: String::new(),
            finding: Finding {
                rule: "turn.limit".to_owned(),
                part: None,
                guard: Guard::None,
                prefix: None,
            },
            sandbox: String::new(),
        })),
    }
}

fn asker(order: &Order) -> Asker {
    Asker {
        agent: order.agent.clone(),
        ancestors: Vec::new(),
        session: order.about.clone(),
        task: None,
        call: order.at,
    }
}

fn wish(order: &Order, action: &Action) -> (Wish, String) {
    match action {
        Action::Run(run) => {
            let wish = Wish::Command {
                command: run.command.clone(),
                folder: run.cwd.clone(),
                place: if order.bench.is_outside(run) {
                    Place::Outside
                } else {
                    Place::Usual
                },
            };
            (wish, run.why.clone())
        }
        Action::Fetch(fetch) => {
            let url = fetch.url.clone();
            (Wish::Address { url }, String::new())
        }
        Action::Change(change) => {
            let mut room = LONGEST_DIFFS;
            let files = change.files.iter().map(|file| wished(file, &mut room));
            let files = files.collect();
            (Wish::Changes { files }, String::new())
        }
        Action::Look(look) => {
            let path = match look.path() {
                path if path.as_os_str().is_empty() => ".".to_owned(),
                path => path.to_string_lossy().into_owned(),
            };
            (Wish::Read { path }, String::new())
        }
        Action::Todo(_) => {
            let files = Vec::new();
            (Wish::Changes { files }, String::new())
        }
    }
}

/// A file that would change, with as much of its diff as there is `room` for.
fn wished(file: &FileChange, room: &mut usize) -> WishedFile {
    let diff = head_of(&file.diff, *room);
    *room -= diff.len();
    WishedFile {
        path: file.path.to_string_lossy().into_owned(),
        change: match (&file.before, &file.after) {
            (_, None) => FileFate::Deleted,
            (None, Some(_)) => FileFate::New,
            (Some(_), Some(_)) => FileFate::Edited,
        },
        hidden: file.hidden + file.diff[diff.len()..].lines().count(),
        diff: diff.to_owned(),
        hunks: file.hunks,
    }
}

/// The beginning of a text: whole lines, at most that many bytes.
pub(super) fn head_of(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let head = &text[..text.floor_char_boundary(most)];
    &head[..head.rfind('\n').map_or(0, |end| end + 1)]
}

fn title(wish: &Wish) -> String {
    match wish {
        Wish::Command { command, place, .. } => {
            let line = printable(command);
            let line = shortened(&line);
            match place {
                Place::Usual => format!("Run {line}"),
                Place::Outside => format!("Run outside the sandbox, once: {line}"),
            }
        }
        Wish::Address { url } => format!("Read {}", shortened(&printable(url))),
        Wish::Read { path } => format!("Read {}", shortened(&printable(path))),
        Wish::GoOn { noticed } => format!("Go on? {noticed}"),
        Wish::Changes { files } => match files.as_slice() {
            [one] => {
                let verb = match one.change {
                    FileFate::New => "Make",
                    FileFate::Edited => "Change",
                    FileFate::Deleted => "Delete",
                };
                format!("{verb} {}", shortened(&printable(&one.path)))
            }
            many => format!("Change {} files", many.len()),
        },
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

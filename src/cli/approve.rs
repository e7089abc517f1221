//! `approve` and `deny`: lists, shows and answers the questions that runs wait for.

use serde_json::{Map, json};

use super::answers::{AcceptArgs, ApproveCommand, DenyArgs};
use super::exit::{Exit, Failure};
use super::generate::{ended, follow, paid};
use super::interrupts::Interrupts;
use super::outcome;
use super::report::{self, Voice, line};
use super::ruling;
use super::run::when;
use super::style::{BAD, FAINT, GOOD, HEAD, STRONG, WARN, paint, table};
use super::wish;
use crate::app::{App, Verdict};
use crate::domain::approval::{Approval, ApprovalState, Choice, Face, Fate, Subject};
use crate::domain::choices::Choices;
use crate::domain::verdict::Decision as RuleDecision;
use crate::domain::wish::Wish;
use crate::factory::FactoryError;
use crate::store::StoreError;
use crate::text::printable;

/// How many files of a kind are shown; the rest is counted.
const SHOWN: usize = 20;

/// Carries out an `approve` command.
///
/// As JSON: `list` answers `{"approvals"}`, `show` and `deny` `{"approval"}`, `show --file`
/// `{"file"}`, `accept` what `generate` answers, with the approval.
///
/// # Errors
/// No such approval, one that is answered already, or a run that failed after the answer.
pub async fn approve(app: &App, command: &ApproveCommand, voice: Voice) -> Result<Exit, Failure> {
    match command {
        ApproveCommand::List { all, limit } => list(app, *all, *limit, voice),
        ApproveCommand::Show {
            approval,
            file,
            rule,
        } => {
            let approval = find(app, approval)?;
            match ruling::weighed(app.store(), &approval, rule, RuleDecision::Auto)? {
                Some(found) if voice.is_human() => ruling::show(&found)?,
                Some(found) => report::json(&json!({ "rule": ruling::as_json(&found) }))?,
                None => return show(&approval, file.as_deref(), voice),
            }
            Ok(Exit::Done)
        }
        ApproveCommand::Accept(args) => accept(app, args, voice).await,
        ApproveCommand::Deny(args) => deny(app, args, voice).await,
    }
}

/// Says no; the run ends and everything stays as it is.
///
/// # Errors
/// No such approval, or one that is answered already.
pub async fn deny(app: &App, args: &DenyArgs, voice: Voice) -> Result<Exit, Failure> {
    let asked = find(app, &args.approval)?;
    let rule = ruling::weighed(app.store(), &asked, &args.rule, RuleDecision::Deny)?;
    let verdict = Verdict::Deny {
        reason: args.reason.clone().unwrap_or_default(),
        rule: rule.as_ref().map(|found| Box::new(found.rule.clone())),
    };
    let decided = app.decide(asked.id, verdict, Face::Cli).await?;
    if voice.is_human() {
        if let Some(found) = &rule {
            ruling::show(found)?;
        }
        let (id, run) = (asked.id.short(), decided.approval.run.short());
        let is_told = decided.approval.question.subject.wish().is_some();
        let has_reason = args
            .reason
            .as_deref()
            .is_some_and(|said| !said.trim().is_empty());
        let told = match (is_told, has_reason) {
            (true, true) => format!(
                "approval {id} is denied: the agent of session {run} is told, with your reason"
            ),
            (true, false) => format!(
                "approval {id} is denied: the agent of session {run} is told (--reason would have said why)"
            ),
            (false, _) => {
                format!("approval {id} is denied: run {run} has ended, nothing was changed")
            }
        };
        line(&told)?;
    } else {
        let rule = rule.as_ref().map(ruling::as_json);
        let mut answer = json!({ "approval": decided.approval });
        if let (Some(rule), Some(answer)) = (rule, answer.as_object_mut()) {
            answer.insert("rule".to_owned(), rule);
        }
        report::json(&answer)?;
    }
    Ok(Exit::Done)
}

async fn accept(app: &App, args: &AcceptArgs, voice: Voice) -> Result<Exit, Failure> {
    let asked = find(app, &args.approval)?;
    if let Some(wish) = asked.question.subject.wish() {
        let amendment = wish::amendment(args, wish)?;
        return wish::accept(app, &asked, args, amendment, voice).await;
    }
    wish::only_for_agents(args)?;
    let choices = choices(args)?;
    let subject = &asked.question.subject;
    let undecided = subject.undecided(&choices);
    if asked.state == ApprovalState::Pending && !undecided.is_empty() {
        return Err(Failure::usage(format!(
            "approval {} asks whose content counts in {}: add --keep-edits or --take-new, or for \
             single files --mine FILE, --new FILE{}",
            asked.id.short(),
            shortened(&undecided),
            if undecided.iter().any(|path| subject.takes_both(path)) {
                " or --both FILE"
            } else {
                ""
            }
        )));
    }
    // From here on no signal ends this process before its run has ended.
    let interrupts = Interrupts::new()?;
    let verdict = Verdict::Accept { choices };
    let decided = app.decide(asked.id, verdict, Face::Cli).await?;
    let Some(begun) = decided.continued else {
        return Err(Failure::failed(
            "the run did not go on: see vibecober run list",
        ));
    };
    let run = begun.run.id;
    let followed = follow(app, begun, interrupts, voice).await;
    if followed.is_err() {
        // Nobody can see it any more: it does not go on unseen, nor stay behind as if it did.
        app.cancel(run).await.ok();
    }
    let approval = app.store().read(|tx| tx.approval(asked.id))?;
    let more = Map::from_iter([("accepted".to_owned(), json!(approval))]);
    match followed? {
        Ok(outcome) => outcome::report(more, &outcome, &paid(app, run)?, voice),
        Err(FactoryError::Ended(state)) => Err(ended(app, run, state)?),
        Err(error) => Err(error.into()),
    }
}

/// What the person chose, file by file; a file goes one way only.
fn choices(args: &AcceptArgs) -> Result<Choices, Failure> {
    let mut choices = Choices::from(match (args.keep_edits, args.take_new) {
        (true, _) => Some(Choice::KeepEdits),
        (false, true) => Some(Choice::TakeNew),
        (false, false) => None,
    });
    for (paths, choice) in [
        (&args.mine, Choice::KeepEdits),
        (&args.new, Choice::TakeNew),
        (&args.both, Choice::Both),
    ] {
        for path in paths {
            let before = choices.files.insert(path.clone(), choice);
            if before.is_some_and(|before| before != choice) {
                return Err(Failure::usage(format!(
                    "{path} can go one way only: name it once, by --mine, --new or --both"
                )));
            }
        }
    }
    Ok(choices)
}

fn find(app: &App, prefix: &str) -> Result<Approval, Failure> {
    let missing = match app.store().read(|tx| tx.find_approval(prefix)) {
        Err(missing @ StoreError::NotFound { .. }) => missing,
        found => return Ok(found?),
    };
    // The id of who asks is as near at hand as that of the question.
    let asks = app.store().read(|tx| {
        let run = tx.find_run(prefix)?;
        let mut waiting = tx.pending_approvals()?;
        waiting.retain(|approval| approval.run == run.id);
        Ok(waiting)
    });
    let Ok(asks) = asks else {
        return Err(missing.into());
    };
    let asked = match asks.as_slice() {
        [] => "it asks nothing".to_owned(),
        many => {
            let ids = many.iter().take(3).map(|approval| approval.id.short());
            format!("it asks {}", ids.collect::<Vec<_>>().join(", "))
        }
    };
    Err(Failure::usage(format!(
        "'{prefix}' is a run, not an approval: {asked} (vibecober approve list)"
    )))
}

fn list(app: &App, all: bool, limit: u32, voice: Voice) -> Result<Exit, Failure> {
    let mut approvals = app.store().read(|tx| {
        if all {
            return tx.approvals(limit);
        }
        tx.pending_approvals()
    })?;
    approvals.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if !voice.is_human() {
        report::json(&json!({ "approvals": approvals }))?;
        return Ok(Exit::Done);
    }
    if approvals.is_empty() {
        line("nothing waits for an answer")?;
        return Ok(Exit::Done);
    }
    let mut rows = table(["approval", "state", "kind", "run", "when", "question"]);
    for approval in &approvals {
        rows.add_row([
            paint(STRONG, approval.id.short()),
            state_word(approval.state),
            approval.question.kind.to_string(),
            approval.run.short(),
            paint(FAINT, when(approval.raised_at)),
            printable(&approval.question.title).into_owned(),
        ]);
    }
    line(&rows.to_string())?;
    Ok(Exit::Done)
}

fn show(approval: &Approval, only: Option<&str>, voice: Voice) -> Result<Exit, Failure> {
    if let Some(path) = only {
        return show_file(approval, path, voice);
    }
    if !voice.is_human() {
        report::json(&json!({ "approval": approval }))?;
        return Ok(Exit::Done);
    }
    let question = &approval.question;
    let id = paint(STRONG, approval.id);
    line(&format!("{id}  {}", state_word(approval.state)))?;
    line(&format!("  asks     {}", printable(&question.title)))?;
    line(&format!("  why      {}", printable(&question.why)))?;
    line(&format!("  kind     {}", question.kind))?;
    line(&format!("  run      {}", approval.run.short()))?;
    line(&format!("  asked    {}", when(approval.raised_at)))?;
    answered(approval)?;
    match &question.subject {
        Subject::OccupiedTarget { files, .. } => {
            for (fate, head) in [
                (Fate::Differs, paint(WARN, "there with another content")),
                (Fate::Same, paint(FAINT, "there already, the same")),
                (Fate::New, paint(GOOD, "new")),
            ] {
                let paths = files.iter().filter(|file| file.fate == fate);
                let paths: Vec<_> = paths.map(|file| file.path.as_str()).collect();
                paths_under(&head, &paths)?;
            }
            for file in files.iter().filter(|file| !file.diff.is_empty()) {
                outcome::difference(&file.path, &file.diff)?;
            }
        }
        Subject::Conflicts { files, .. } => {
            for file in files {
                outcome::conflict(&file.path, &file.text)?;
            }
        }
        Subject::ByRules { failure, .. } => line(&format!("  failed   {}", printable(failure)))?,
        Subject::Agent(asked) => wish::show(asked)?,
    }
    if approval.state == ApprovalState::Pending {
        let choice = if question.subject.needs_choice() {
            " --keep-edits (or --take-new; for single files --mine, --new, --both)"
        } else {
            ""
        };
        let id = approval.id.short();
        let answers = format!("vibecober approve accept {id}{choice}, or vibecober deny {id}");
        line(&format!("{}  {answers}", paint(HEAD, "answer")))?;
    }
    Ok(Exit::Done)
}

/// How it was answered, and what was changed in it before; nothing while it waits.
fn answered(approval: &Approval) -> Result<(), Failure> {
    if let Some(decision) = &approval.decision {
        let reason = match decision.reason.as_str() {
            "" => String::new(),
            said => format!(": {}", printable(said)),
        };
        let changed = match &decision.amendment {
            Some(changed) => format!(", {}", printable(&changed.words())),
            None => String::new(),
        };
        line(&format!(
            "  answered {}{changed}{reason}",
            when(decision.at)
        ))?;
    }
    Ok(())
}

/// What would become of one file.
fn show_file(approval: &Approval, path: &str, voice: Voice) -> Result<Exit, Failure> {
    let lacks = || {
        let id = approval.id.short();
        Failure::usage(format!(
            "approval {id} does not ask about {path}: see vibecober approve show {id}"
        ))
    };
    match &approval.question.subject {
        Subject::OccupiedTarget { files, .. } => {
            let file = files.iter().find(|file| file.path == path);
            let file = file.ok_or_else(lacks)?;
            if !voice.is_human() {
                report::json(&json!({ "file": file }))?;
                return Ok(Exit::Done);
            }
            match file.fate {
                Fate::Differs => outcome::difference(&file.path, &file.diff)?,
                Fate::New => line(&format!("{}: new", printable(path)))?,
                Fate::Same => line(&format!("{}: there already, the same", printable(path)))?,
            }
        }
        Subject::Conflicts { files, .. } => {
            let file = files.iter().find(|file| file.path == path);
            let file = file.ok_or_else(lacks)?;
            if !voice.is_human() {
                report::json(&json!({ "file": file }))?;
                return Ok(Exit::Done);
            }
            outcome::conflict(&file.path, &file.text)?;
        }
        Subject::Agent(asked) => {
            let Wish::Changes { files } = &asked.wish else {
                return Err(lacks());
            };
            let file = files.iter().find(|file| file.path == path);
            let file = file.ok_or_else(lacks)?;
            if !voice.is_human() {
                report::json(&json!({ "file": file }))?;
                return Ok(Exit::Done);
            }
            outcome::difference(&file.path, &file.diff)?;
        }
        Subject::ByRules { .. } => return Err(lacks()),
    }
    Ok(Exit::Done)
}

fn paths_under(head: &str, paths: &[&str]) -> Result<(), Failure> {
    if paths.is_empty() {
        return Ok(());
    }
    line(&format!("{head}  {}", paths.len()))?;
    for path in paths.iter().take(SHOWN) {
        line(&format!("  {}", printable(path)))?;
    }
    match paths.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => line(&paint(
            FAINT,
            format!("  and {more} more (--json lists all)"),
        )),
    }
}

/// The first few of a list of paths, and how many more there are.
fn shortened(paths: &[&str]) -> String {
    let shown = paths.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    match paths.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn state_word(state: ApprovalState) -> String {
    let style = match state {
        ApprovalState::Pending => WARN,
        ApprovalState::Approved => GOOD,
        ApprovalState::Denied => BAD,
        ApprovalState::Expired | ApprovalState::Superseded => FAINT,
    };
    paint(style, state)
}

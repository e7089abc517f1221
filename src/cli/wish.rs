//! What an agent wants, for people: shown whole, allowed as it is or changed.

use std::collections::BTreeMap;

use serde_json::json;

use super::answers::AcceptArgs;
use super::exit::{Exit, Failure};
use super::outcome;
use super::report::{self, Voice, line};
use super::ruling;
use super::style::{BAD, FAINT, GOOD, STRONG, WARN, paint};
use crate::app::{Allowance, App, Unseen, Verdict, Weighed};
use crate::domain::approval::{Approval, Face};
use crate::domain::verdict::Decision;
use crate::domain::wish::{AgentWish, Amendment, FileFate, Place, Risk, Wish, WishedFile};
use crate::text::printable;

/// Shows what an agent wants, whole: nothing that is allowed may be out of sight.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(asked: &AgentWish) -> Result<(), Failure> {
    let who = &asked.asker;
    let mut chain = who.ancestors.clone();
    chain.push(who.agent.clone());
    line(&format!("  agent    {}", printable(&chain.join(" → "))))?;
    line(&format!("  session  {}", printable(&who.session)))?;
    let folder = asked.workspace.to_string_lossy();
    line(&format!("  in       {}", printable(&folder)))?;
    line(&format!("  sandbox  {}", printable(&asked.sandbox)))?;
    let style = match asked.risk() {
        Risk::Low => GOOD,
        Risk::Medium => WARN,
        Risk::High => BAD,
    };
    let rule = paint(FAINT, &asked.finding.rule);
    let risk = paint(style, asked.risk().name());
    line(&format!("  risk     {risk}  {rule}"))?;
    if !asked.reason.is_empty() {
        line(&format!("  says     {}", printable(&asked.reason)))?;
    }
    match &asked.wish {
        Wish::Command {
            command,
            folder,
            place,
        } => {
            if *place == Place::Outside {
                line(&paint(BAD, "  outside of the sandbox, this once"))?;
            }
            let place = folder.to_string_lossy();
            line(&format!("  run in   {}", printable(&place)))?;
            line(&format!("  $ {}", marked(asked, command)))
        }
        Wish::Address { url } => line(&format!("  address  {}", paint(STRONG, printable(url)))),
        Wish::Read { path } => line(&format!("  file     {}", paint(STRONG, printable(path)))),
        Wish::GoOn { noticed } => line(&format!("  noticed  {}", printable(noticed))),
        Wish::Changes { files } => files.iter().try_for_each(changed),
    }
}

/// A file that would change, and how.
fn changed(file: &WishedFile) -> Result<(), Failure> {
    let style = match file.change {
        FileFate::New => GOOD,
        FileFate::Edited => WARN,
        FileFate::Deleted => BAD,
    };
    let path = printable(&file.path);
    let count = match file.hunks {
        0 | 1 => String::new(),
        many => format!("  {many} places"),
    };
    line(&format!(
        "  {path}  {}{count}",
        paint(style, file.change.name())
    ))?;
    outcome::difference(&file.path, &file.diff)?;
    if file.hidden > 0 {
        let hidden = file.hidden;
        let more = format!("  … {hidden} lines are not shown: --whole accepts them unseen");
        line(&paint(WARN, more))?;
    }
    Ok(())
}

/// The command with the part that decided in another colour.
fn marked(asked: &AgentWish, command: &str) -> String {
    let Some(part) = asked.offending() else {
        return paint(STRONG, printable(command));
    };
    let (before, rest) = command.split_at(part.from);
    let (offending, after) = rest.split_at(part.to - part.from);
    format!(
        "{}{}{}",
        paint(STRONG, printable(before)),
        paint(BAD, printable(offending)),
        paint(STRONG, printable(after))
    )
}

/// What the flags change in the wish.
///
/// # Errors
/// Flags that do not fit what is asked.
pub fn amendment(args: &AcceptArgs, asked: &AgentWish) -> Result<Option<Amendment>, Failure> {
    let about_files = args.keep_edits
        || args.take_new
        || !(args.mine.is_empty() && args.new.is_empty() && args.both.is_empty());
    if about_files {
        return Err(Failure::usage(
            "an agent asks: --keep-edits, --take-new, --mine, --new and --both do not fit (see vibecober approve show)",
        ));
    }
    match (&args.command, args.hunks.as_slice(), &asked.wish) {
        (None, [], _) => Ok(None),
        (Some(command), [], Wish::Command { .. }) if command.trim().is_empty() => {
            Err(Failure::usage("--command is empty: deny it instead"))
        }
        (Some(command), [], Wish::Command { .. }) => Ok(Some(Amendment::Command(command.clone()))),
        (None, named, Wish::Changes { files }) => {
            let known = |path: &str| files.iter().find(|file| file.path == path);
            let mut places = BTreeMap::new();
            for one in named {
                let (path, numbers) = parse(one)?;
                let file = known(path).ok_or_else(|| {
                    Failure::usage(format!("{path} is not among the files that would change"))
                })?;
                if let Some(beyond) = numbers.iter().find(|number| **number >= file.hunks) {
                    return Err(Failure::usage(format!(
                        "{path} changes in {} places: there is no place {}",
                        file.hunks,
                        beyond + 1
                    )));
                }
                places
                    .entry(path.to_owned())
                    .or_insert_with(Vec::new)
                    .extend(numbers);
            }
            Ok(Some(Amendment::Hunks(places)))
        }
        (Some(_), _, _) => Err(Failure::usage(
            "--command is for an approval that asks to run a command",
        )),
        (None, _, _) => Err(Failure::usage(
            "--hunks is for an approval that asks to change files",
        )),
    }
}

/// `FILE:1,3` as a path and places counted from 0.
fn parse(text: &str) -> Result<(&str, Vec<usize>), Failure> {
    let wrong = || {
        Failure::usage(format!(
            "'{text}' names no places: write FILE:1 or FILE:1,3"
        ))
    };
    let (path, numbers) = text.rsplit_once(':').ok_or_else(wrong)?;
    let numbers = numbers.split(',').map(|number| {
        let number: usize = number.trim().parse().ok()?;
        number.checked_sub(1)
    });
    let numbers: Option<Vec<usize>> = numbers.collect();
    Ok((path, numbers.ok_or_else(wrong)?))
}

/// Refuses the flags that only an agent's wish takes.
///
/// # Errors
/// When one was given.
pub fn only_for_agents(args: &AcceptArgs) -> Result<(), Failure> {
    let rules = args.rule.rule.is_some() || args.whole;
    if args.command.is_some() || !args.hunks.is_empty() || rules {
        return Err(Failure::usage(
            "--command, --hunks, --rule and --whole are for what an agent asks: this is a question of a run",
        ));
    }
    Ok(())
}

/// Allows it; the agent goes on where it works.
///
/// # Errors
/// When somebody answered first.
pub async fn accept(
    app: &App,
    asked: &Approval,
    args: &AcceptArgs,
    amendment: Option<Amendment>,
    voice: Voice,
) -> Result<Exit, Failure> {
    let hidden = asked
        .question
        .subject
        .wish()
        .map_or(0, |wish| wish.hidden(amendment.as_ref()));
    if hidden > 0 && !args.whole {
        return Err(Failure::usage(format!(
            "{hidden} lines of what would change are not shown: add --whole to accept them unseen"
        )));
    }
    let found = ruling::weighed(app.store(), asked, &args.rule, Decision::Auto)?;
    let alike = found
        .iter()
        .filter(|_| args.alike)
        .flat_map(|found| &found.alike);
    let verdict = Verdict::Allow(Allowance {
        amendment,
        rule: found.as_ref().map(|found| Box::new(found.rule.clone())),
        alike: alike.map(|other| other.id).collect(),
        unseen: if args.whole {
            Unseen::Accepted
        } else {
            Unseen::Refused
        },
    });
    if let Some(found) = found.as_ref().filter(|_| voice.is_human()) {
        ruling::show(found)?;
    }
    let decided = app.decide(asked.id, verdict, Face::Cli).await?;
    if !voice.is_human() {
        let mut answer = json!({ "accepted": decided.approval });
        if let (Some(found), Some(answer)) = (&found, answer.as_object_mut()) {
            answer.insert("rule".to_owned(), ruling::as_json(found));
        }
        report::json(&answer)?;
        return Ok(Exit::Done);
    }
    let run = app.store().read(|tx| tx.run(asked.run))?;
    if let Some(found) = found.filter(|_| args.alike) {
        told_alike(app, &found)?;
    }
    let (id, session) = (asked.id.short(), run.id.short());
    let next = if run.owner.is_some() {
        format!("session {session} goes on where it works")
    } else {
        format!("go on with: vibecober exec --resume {session}")
    };
    line(&format!("approval {id} is accepted: {next}"))?;
    Ok(Exit::Done)
}

/// Says which of the others were accepted with it; somebody may have been faster with one.
fn told_alike(app: &App, found: &Weighed) -> Result<(), Failure> {
    for other in &found.alike {
        let other = app.store().read(|tx| tx.approval(other.id))?;
        let (id, state) = (other.id.short(), other.state);
        line(&format!(
            "approval {id} is {state}: {}",
            printable(&other.question.title)
        ))?;
    }
    Ok(())
}

//! What an agent wants, for people: shown whole, allowed as it is or changed.

use std::collections::BTreeMap;

use serde_json::json;

use super::answers::AcceptArgs;
use super::exit::{Exit, Failure};
use super::outcome;
use super::report::{self, Voice, line};
use super::style::{BAD, FAINT, GOOD, STRONG, WARN, paint};
use crate::app::{App, Verdict};
use crate::domain::approval::{Approval, Face};
use crate::domain::wish::{AgentWish, Amendment, FileFate, Risk, Wish};
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
        Wish::Command { command, folder } => {
            let place = folder.to_string_lossy();
            line(&format!("  run in   {}", printable(&place)))?;
            line(&format!("  $ {}", marked(asked, command)))
        }
        Wish::Address { url } => line(&format!("  address  {}", paint(STRONG, printable(url)))),
        Wish::Read { path } => line(&format!("  file     {}", paint(STRONG, printable(path)))),
        Wish::GoOn { noticed } => line(&format!("  noticed  {}", printable(noticed))),
        Wish::Changes { files } => {
            for file in files {
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
            }
            Ok(())
        }
    }
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
    if args.command.is_some() || !args.hunks.is_empty() {
        return Err(Failure::usage(
            "--command and --hunks are for what an agent asks: this is a question of a run",
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
    amendment: Option<Amendment>,
    voice: Voice,
) -> Result<Exit, Failure> {
    let verdict = Verdict::Allow { amendment };
    let decided = app.decide(asked.id, verdict, Face::Cli).await?;
    if !voice.is_human() {
        report::json(&json!({ "accepted": decided.approval }))?;
        return Ok(Exit::Done);
    }
    let run = app.store().read(|tx| tx.run(asked.run))?;
    let (id, session) = (asked.id.short(), run.id.short());
    let next = if run.owner.is_some() {
        format!("session {session} goes on where it works")
    } else {
        format!("go on with: vibecober exec --resume {session}")
    };
    line(&format!("approval {id} is accepted: {next}"))?;
    Ok(Exit::Done)
}

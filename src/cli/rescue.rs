//! When a model fails in a run: asks on a terminal whether the run goes on by rules.

use std::io::{IsTerminal, Write};

use super::exit::Failure;
use super::generate::follow;
use super::interrupts::Interrupts;
use super::report::Voice;
use super::style::{STRONG, WARN, paint};
use crate::app::{App, Verdict};
use crate::domain::approval::{Approval, Face, Subject};
use crate::domain::choices::Choices;
use crate::factory::Outcome;
use crate::text::printable;

/// Asks whether a run goes on whose model failed, and has it go on after a yes; none where nobody can
/// be asked, or where the answer is no: then it waits.
///
/// # Errors
/// A run that failed after the yes.
pub async fn go_on(app: &App, outcome: &Outcome, voice: Voice) -> Result<Option<Outcome>, Failure> {
    let Some(approval) = outcome.approval.as_ref().filter(|one| offers_rules(one)) else {
        return Ok(None);
    };
    let is_heard = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !(voice.is_human() && is_heard) {
        return Ok(None);
    }
    let mut interrupts = Interrupts::new()?;
    ask(approval);
    // A thread of its own: nobody can take back a read from a terminal.
    let answer = tokio::task::spawn_blocking(|| {
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).map(|_| answer)
    });
    let answer = tokio::select! {
        answer = answer => answer.map_err(Failure::failed)?.unwrap_or_default(),
        () = interrupts.next() => return Ok(None),
    };
    if !matches!(answer.trim(), "y" | "Y" | "yes") {
        return Ok(None);
    }
    let choices = Choices::default();
    let verdict = Verdict::Accept { choices };
    let decided = app.decide(approval.id, verdict, Face::Cli).await?;
    let Some(begun) = decided.continued else {
        return Ok(None);
    };
    Ok(Some(follow(app, begun, interrupts, voice).await??))
}

/// True for the question whether a run goes on by rules.
pub fn offers_rules(approval: &Approval) -> bool {
    matches!(approval.question.subject, Subject::ByRules { .. })
}

fn ask(approval: &Approval) {
    let Subject::ByRules { agent, failure, .. } = &approval.question.subject else {
        return;
    };
    let mut err = anstream::stderr().lock();
    // A terminal that is gone answers nothing, and then the run waits.
    writeln!(
        err,
        "{} {}",
        paint(WARN, format!("The model failed for {agent}:")),
        printable(failure)
    )
    .ok();
    write!(
        err,
        "{} [y/N] ",
        paint(STRONG, "Go on by rules, without it?")
    )
    .ok();
    err.flush().ok();
}

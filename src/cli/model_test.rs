//! `models test`: one small real call, paid for like every other.

use std::path::Path;
use std::time::Instant;

use serde_json::json;

use super::exec::{exit_of, totals};
use super::exit::{Exit, Failure};
use super::interrupts::Interrupts;
use super::models::named;
use super::report::{self, Voice, line};
use super::style::{FAINT, GOOD, STRONG, TICK, paint};
use crate::app::{AfterTurn, App, SayRequest, Talk};
use crate::config::Config;
use crate::domain::message::Message;
use crate::domain::model_name::ModelName;
use crate::engine::session::TurnEnd;
use crate::text::printable;

/// What the model is asked.
const QUESTION: &str = "Answer with the word ready and nothing else.";

/// Asks the model something small; as JSON, `{"model", "text", "seconds", "usage", "cost_usd"}`.
///
/// # Errors
/// A model that nobody knows, one that cannot be called, and whatever goes wrong with the call.
pub async fn test(config: Config, model: &str, voice: Voice) -> Result<Exit, Failure> {
    let name = named(model)?;
    let app = App::boot(config)?;
    // What is missing is told before a session is made for it.
    let models = app.caller().models();
    let known = models.expect(&name);
    known.map_err(|fault| Failure::usage(fault.message))?;
    let opened = models.open(&name);
    opened.map_err(|fault| Failure::unavailable(fault.message))?;
    let since = Instant::now();
    let end = ask(&app, &name).await?;
    let seconds = since.elapsed().as_secs_f64();
    if let Some(error) = &end.error {
        return Err(Failure {
            message: error.to_string(),
            exit: exit_of(error),
        });
    }
    show(&end, &name, seconds, voice)?;
    Ok(Exit::Done)
}

async fn ask(app: &App, name: &ModelName) -> Result<TurnEnd, Failure> {
    let here = std::path::absolute(Path::new("."))
        .map_err(|error| Failure::usage(format!("the folder here cannot be used: {error}")))?;
    let mut interrupts = Interrupts::new()?;
    let request = SayRequest {
        talk: Talk::New(here),
        message: Some(Message::user(QUESTION)),
        agent: "exec".to_owned(),
        model: Some(name.clone()),
        budget: None,
        after: AfterTurn::End,
        work: None,
    };
    let mut said = app.say(request).await?;
    loop {
        tokio::select! {
            end = &mut said.outcome => {
                let end = end.map_err(|_| Failure::failed("the call ended without an outcome"))?;
                return Ok(end?);
            }
            () = interrupts.next() => app.interrupt(said.run.id).await?,
        }
    }
}

fn show(end: &TurnEnd, name: &ModelName, seconds: f64, voice: Voice) -> Result<(), Failure> {
    let text = end.message.as_ref().map(|message| message.text());
    let text = text.unwrap_or_default();
    let (usage, cost) = totals(&end.calls);
    // A model whose service rests is stood in for.
    let answered = end.calls.last().map_or(name, |call| &call.model);
    if !voice.is_human() {
        return report::json(&json!({
            "model": answered,
            "text": text,
            "seconds": (seconds * 1_000.0).round() / 1_000.0,
            "usage": usage,
            "cost_usd": cost,
        }));
    }
    line(&format!(
        "{} {} answers: {}",
        paint(GOOD, TICK),
        paint(STRONG, printable(&answered.to_string())),
        printable(text.trim())
    ))?;
    let spent = cost.exact();
    line(&paint(
        FAINT,
        format!(
            "  {seconds:.1} s · {} tokens in, {} out · {spent}",
            usage.read(),
            usage.output
        ),
    ))
}

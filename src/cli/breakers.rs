//! `breakers`: which endpoints are left alone because they failed, and until when.

use jiff::Timestamp;
use serde_json::json;

use super::exit::{Exit, Failure};
use super::keeping::BreakersCommand;
use super::report::{self, Voice, line};
use super::style::{BAD, FAINT, GOOD, STRONG, WARN, paint, table};
use crate::app::App;
use crate::domain::breaker::{Circuit, FAILURES};
use crate::domain::model_name::ProviderName;
use crate::store::{Endpoint, ReadTx};
use crate::text::printable;

/// Shows the breakers, or takes those of a provider for well.
///
/// As JSON: the list `{"breakers"}`, each with `provider`, `endpoint`, `state` (`closed`, `open`,
/// `half_open`), `failures` and `last`, an open one with `since` and `until`; a reset `{"provider",
/// "reset"}`.
///
/// # Errors
/// A store that cannot be used, or no such provider.
pub fn breakers(
    app: &App,
    command: Option<&BreakersCommand>,
    voice: Voice,
) -> Result<Exit, Failure> {
    match command {
        None => list(app, voice)?,
        Some(BreakersCommand::Reset { provider }) => reset(app, provider, voice)?,
    }
    Ok(Exit::Done)
}

fn list(app: &App, voice: Voice) -> Result<(), Failure> {
    let known = app.store().read(ReadTx::breakers)?;
    if !voice.is_human() {
        return report::json(&json!({ "breakers": known }));
    }
    if known.is_empty() {
        return line("all is well: no endpoint has failed");
    }
    let now = Timestamp::now();
    let mut rows = table([
        "provider", "endpoint", "state", "failures", "last", "next try",
    ]);
    for one in &known {
        rows.add_row(row(one, now));
    }
    line(&rows.to_string())
}

fn row(one: &Endpoint, now: Timestamp) -> [String; 6] {
    let breaker = &one.breaker;
    let style = match breaker.circuit {
        Circuit::Closed => GOOD,
        Circuit::Open { .. } => BAD,
        Circuit::HalfOpen(_) => WARN,
    };
    let next = match breaker.circuit {
        Circuit::Closed => String::from("at once"),
        Circuit::Open { until, .. } if until > now => {
            format!("in {} s", until.duration_since(now).as_secs() + 1)
        }
        Circuit::Open { .. } => String::from("with the next call"),
        Circuit::HalfOpen(probe) => format!("process {} is trying", probe.owner.process),
    };
    [
        paint(STRONG, printable(&one.provider)),
        printable(&one.endpoint).into_owned(),
        paint(style, breaker.circuit),
        format!("{} of {FAILURES}", breaker.failures),
        paint(FAINT, breaker.last.map_or("–", |class| class.name())),
        next,
    ]
}

fn reset(app: &App, provider: &str, voice: Voice) -> Result<(), Failure> {
    let Some(name) = ProviderName::new(provider) else {
        return Err(Failure::usage(format!(
            "'{}' is no provider: vibecober breakers shows those that failed",
            printable(provider)
        )));
    };
    let reset = app
        .store()
        .write(move |tx| tx.reset_breakers(name.as_str()))?;
    if !voice.is_human() {
        return report::json(&json!({ "provider": provider, "reset": reset }));
    }
    if reset == 0 {
        return line(&format!(
            "no endpoint of {provider} has failed: nothing to reset"
        ));
    }
    line(&format!(
        "{reset} of {provider}: taken for well, calls go through again"
    ))
}

//! `logs`: what happened in a run.

use crate::app::App;
use crate::cli::args::LogsArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report::{Voice, json, line};
use crate::cli::style::{FAINT, paint};
use crate::cli::summary::describe;
use crate::domain::event::Event;
use crate::domain::ids::RunId;
use crate::store::FeedError;

/// Events that are read from the store at once.
const PAGE: u32 = 500;

/// Shows the events of a run, and those to come when asked to follow.
///
/// As JSON, one event a line (with --follow) or one object `{"run", "events"}`.
///
/// # Errors
/// No such run, or a store that cannot be read.
pub async fn logs(app: &App, args: &LogsArgs, voice: Voice) -> Result<Exit, Failure> {
    let run = app.store().read(|tx| tx.find_run(&args.run))?;
    let mut feed = app.store().subscribe()?;
    let (mut last, mut shown) = (0, Vec::new());
    loop {
        for event in unread(app, run.id, last)? {
            last = event.seq;
            if args.follow || voice.is_human() {
                show(&event, voice)?;
            } else {
                shown.push(event);
            }
        }
        let state = app.store().read(|tx| tx.run(run.id))?.state;
        if !args.follow || state.is_final() && unread(app, run.id, last)?.is_empty() {
            break;
        }
        match feed.recv().await {
            Ok(_) | Err(FeedError::Lagged(_)) => {}
            Err(FeedError::Closed) => break,
        }
    }
    if !args.follow && !voice.is_human() {
        json(&serde_json::json!({ "run": run.id, "events": shown }))?;
    }
    Ok(Exit::Done)
}

fn unread(app: &App, run: RunId, after: u64) -> Result<Vec<Event>, Failure> {
    let mut events = Vec::new();
    loop {
        let from = events.last().map_or(after, |event: &Event| event.seq);
        let page = app.store().read(|tx| tx.events(run, from, PAGE))?;
        let is_last = page.len() < PAGE as usize;
        events.extend(page);
        if is_last {
            return Ok(events);
        }
    }
}

fn show(event: &Event, voice: Voice) -> Result<(), Failure> {
    if !voice.is_human() {
        let text = serde_json::to_string(event).map_err(Failure::failed)?;
        return line(&text);
    }
    let time = event.at.to_zoned(jiff::tz::TimeZone::system());
    let time = paint(FAINT, time.strftime("%H:%M:%S%.3f"));
    line(&format!("{time}  {}", describe(&event.kind)))
}

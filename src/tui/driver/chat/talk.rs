//! A turn of a model: begun, told at most once a frame, ended.

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::perform::found;
use super::steer::Steering;
use crate::app::{AfterTurn, App, AppError, Said, SayRequest, Talk, WorkRequest};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::message::Message;
use crate::engine::calls::CallError;
use crate::engine::session::{TurnEnd, TurnError};
use crate::engine::turn::{Limits, Patience};
use crate::llm::Stop;
use crate::tui::driver::Hands;
use crate::tui::panes::chat::{Ended, Found, How, Saying, Telling, footer};

/// The time between two messages about an answer: nobody reads faster than that.
const FRAME: Duration = Duration::from_millis(40);
/// How many pieces are taken at once.
const TAKEN: usize = 1_024;

/// From how many pieces at once on it is not waited for more.
const MANY: usize = 64;

/// How much of what a command prints within a frame is told, in bytes.
const PRINTED: usize = 64 << 10;

/// Who asks, as it is kept.
const AGENT: &str = "chat";

/// Says something to the model.
pub(super) fn say(words: Saying, steering: Steering, hands: &Hands) {
    let told = hands.clone();
    let Some(app) = hands.engine().app().cloned() else {
        let reason = "The store is still being opened: send it again in a moment.".to_owned();
        hands.task(async move { tell(&told, Telling::Refused(reason)).await });
        return;
    };
    let folder = hands.workspace();
    hands.task(async move {
        let telling = match begin(&app, words, folder).await {
            Ok(said) => {
                steering.begin(said.run.id, said.steer.clone());
                tell(&told, Telling::Begun(said.run.id)).await;
                let ended = follow(said, &told).await;
                steering.end();
                Telling::Ended(Box::new(ended))
            }
            Err(error) => Telling::Refused(error.to_string()),
        };
        tell(&told, telling).await;
    });
}

/// Cuts the answer off.
pub(super) fn interrupt(run: RunId, hands: &Hands) {
    let Some(app) = hands.engine().app().cloned() else {
        return;
    };
    hands.task(async move {
        // An application that shuts down has interrupted everything.
        app.interrupt(run).await.ok();
    });
}

async fn begin(app: &App, words: Saying, folder: PathBuf) -> Result<Said, AppError> {
    let request = SayRequest {
        talk: words.run.map_or(Talk::New(folder), Talk::Again),
        message: Some(Message::user(words.text)),
        agent: AGENT.to_owned(),
        model: words.model.parse().ok(),
        budget: None,
        after: AfterTurn::Wait,
        work: Some(WorkRequest {
            tools: words.tools,
            patience: Patience::Waits,
            check: None,
            limits: Limits::default(),
            time: None,
        }),
    };
    app.say(request).await
}

/// Tells what comes until the turn has ended.
async fn follow(said: Said, hands: &Hands) -> Ended {
    stream(said.live, hands).await;
    let end = match said.outcome.await {
        Ok(Ok(end)) => end,
        Ok(Err(error)) => return failed(error.to_string(), said.number),
        Err(_) => return failed("The application is shutting down.".to_owned(), said.number),
    };
    Ended {
        footer: footer(&end.calls),
        messages: end.messages,
        how: how(&end),
    }
}

/// Puts together what comes within a frame. Between two frames it sleeps, unless so much comes that
/// who sends it would have to wait.
async fn stream(mut live: mpsc::Receiver<Live>, hands: &Hands) {
    let mut pieces = Vec::with_capacity(TAKEN);
    let mut waiting = Vec::new();
    let mut told: Option<Instant> = None;
    while live.recv_many(&mut pieces, TAKEN).await > 0 {
        let due = told.map_or_else(Instant::now, |told| told + FRAME);
        let is_flood = pieces.len() >= MANY;
        pieces.drain(..).for_each(|piece| add(&mut waiting, piece));
        if is_flood {
            while timeout_at(due, live.recv_many(&mut pieces, TAKEN))
                .await
                .is_ok_and(|count| count > 0)
            {
                pieces.drain(..).for_each(|piece| add(&mut waiting, piece));
            }
        } else {
            sleep_until(due).await;
        }
        while let Ok(piece) = live.try_recv() {
            add(&mut waiting, piece);
        }
        told = Some(Instant::now());
        tell(hands, Telling::Live(std::mem::take(&mut waiting))).await;
    }
}

/// Adds a piece; text that follows text becomes one.
fn add(waiting: &mut Vec<Live>, piece: Live) {
    match (waiting.last_mut(), piece) {
        (Some(Live::Text(text)), Live::Text(more))
        | (Some(Live::Thinking(text)), Live::Thinking(more)) => text.push_str(&more),
        (Some(Live::ToolPrinted { id, text }), Live::ToolPrinted { id: of, text: more })
            if *id == of =>
        {
            text.push_str(&more);
            keep_end(text);
        }
        (Some(Live::Usage(usage)), Live::Usage(newer)) => *usage = newer,
        (_, piece) => waiting.push(piece),
    }
}

/// Keeps the end of what was printed: nobody reads more of a flood within a frame.
fn keep_end(text: &mut String) {
    if text.len() <= 2 * PRINTED {
        return;
    }
    let mut from = text.len() - PRINTED;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let line = text.get(from..).and_then(|rest| rest.find('\n'));
    text.drain(..line.map_or(from, |end| from + end + 1));
}

fn how(end: &TurnEnd) -> How {
    match (&end.error, end.stop) {
        (Some(TurnError::Interrupted), _) => How::Interrupted,
        (Some(TurnError::Call(error)), _) => How::Failed(words(error)),
        (
            Some(error @ (TurnError::Waiting(_) | TurnError::Limit(_) | TurnError::Unproven(_))),
            _,
        ) => How::Short(error.to_string()),
        (None, Some(Stop::Limit)) => {
            How::Short("The model reached its output limit: \"go on\" has it continue.".to_owned())
        }
        (None, Some(Stop::Filtered)) => {
            How::Short("The provider held the rest of the answer back.".to_owned())
        }
        (None, Some(Stop::End | Stop::ToolUse) | None) => How::Whole,
    }
}

/// What a person is told of an error: what it is, and what to do.
fn words(error: &CallError) -> String {
    match error {
        CallError::Failed { fault, .. } => fault_words(fault),
        CallError::Budget { .. } => {
            format!(
                "Out of budget: {error}\n/usage shows what was spent and when a new day begins."
            )
        }
        CallError::NoPrice(_) | CallError::NoCap | CallError::NoModel => {
            let text = error.to_string();
            format!("{text}. /model chooses another model.")
        }
        CallError::Interrupted { .. } | CallError::Store(_) => error.to_string(),
    }
}

fn fault_words(fault: &Fault) -> String {
    let text = &fault.message;
    match fault.class {
        FaultClass::Auth => format!("The key is missing or refused: {text}"),
        FaultClass::Network => format!("Offline, or the service cannot be reached: {text}"),
        FaultClass::NotFound => format!("{text}. /model chooses another model."),
        FaultClass::ContextLength => {
            format!("The talk is longer than the model can read: {text}. /clear begins a new one.")
        }
        class => format!("{}: {text}", class.name().replace('_', " ")),
    }
}

fn failed(reason: String, messages: u64) -> Ended {
    Ended {
        how: How::Failed(reason),
        footer: String::new(),
        messages,
    }
}

async fn tell(hands: &Hands, telling: Telling) {
    hands.say(found(Found::Turn(telling))).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_flood_within_a_frame_the_end_is_told_in_whole_lines() {
        let mut waiting = Vec::new();
        for number in 0..100_000 {
            let printed = Live::ToolPrinted {
                id: "1".to_owned(),
                text: format!("löne {number}\n"),
            };
            add(&mut waiting, printed);
        }
        let [Live::ToolPrinted { text, .. }] = &waiting[..] else {
            panic!("{}", waiting.len());
        };
        assert!(text.len() <= 2 * PRINTED && text.ends_with("löne 99999\n"));
        assert!(text.lines().all(|line| line.starts_with("löne ")));
    }

    #[test]
    fn text_that_comes_within_a_frame_is_told_as_one() {
        let mut waiting = Vec::new();
        for piece in [
            Live::Thinking("a".to_owned()),
            Live::Thinking("b".to_owned()),
            Live::Text("c".to_owned()),
            Live::Text("d".to_owned()),
            Live::Warning("w".to_owned()),
            Live::Text("e".to_owned()),
        ] {
            add(&mut waiting, piece);
        }
        let expected = [
            Live::Thinking("ab".to_owned()),
            Live::Text("cd".to_owned()),
            Live::Warning("w".to_owned()),
            Live::Text("e".to_owned()),
        ];
        assert_eq!(waiting, expected);
    }
}

//! Says it, shows the answer, and ends as the answer ends.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::lines::{self, Lines};
use super::words::Words;
use crate::app::{AfterTurn, App, Said, SayRequest, Talk, WorkRequest};
use crate::cli::exit::{Exit, Failure};
use crate::cli::interrupts::Interrupts;
use crate::cli::report::{self, Voice};
use crate::cli::working::ExecArgs;
use crate::config::Config;
use crate::domain::fault::FaultClass;
use crate::domain::live::Live;
use crate::domain::message::{Message, Role};
use crate::domain::money::Usd;
use crate::engine::calls::CallError;
use crate::engine::session::{TurnEnd, TurnError};
use crate::engine::turn::{Limits, Patience};
use crate::llm::models::Models;
use crate::llm::{Work, rules};
use crate::store::StoreError;
use crate::tools::ToolSet;

/// The longest prompt that is read, in bytes.
const LONGEST_PROMPT: u64 = 16 << 20;

/// Says the prompt to a model and shows its answer.
///
/// # Errors
/// An empty prompt, a session that is not there, a model that cannot be used, a budget that has no
/// room, or a model that did not answer whole.
pub async fn exec(args: &ExecArgs, config: Config, voice: Voice) -> Result<Exit, Failure> {
    let (prompt, budget) = wanted(args, &config)?;
    let app = App::boot(config)?;
    let work = Work {
        role: "exec",
        complexity: None,
        chosen: None,
    };
    let models = app.caller().models();
    let model = app.caller().route(work).model;
    if model.is_rules() {
        return Err(without_model(prompt.as_deref().unwrap_or_default(), models));
    }
    let known = models.expect(&model);
    known.map_err(|fault| Failure::usage(fault.message))?;
    let talk = talk(args, &app)?;
    if prompt.is_none() {
        something_open(&app, &talk)?;
    }
    let mut interrupts = Interrupts::new()?;
    let request = SayRequest {
        talk,
        message: prompt.map(Message::user),
        agent: "exec".to_owned(),
        model: None,
        budget,
        after: AfterTurn::End,
        work: Some(work_request(args)),
    };
    let said = app.say(request).await?;
    let end = follow(&app, said, &mut interrupts, voice).await?;
    let exit = conclude(end, voice)?;
    if exit == Exit::Done {
        app.caller()
            .models()
            .finish_script()
            .map_err(Failure::failed)?;
    }
    Ok(exit)
}

/// What is to be said, and the most that it may cost.
fn wanted(args: &ExecArgs, config: &Config) -> Result<(Option<String>, Option<Usd>), Failure> {
    let prompt = args.prompt.as_deref().map(prompt).transpose()?;
    let budget = args.budget.as_deref();
    let budget = budget
        .map(|asked| crate::app::budget(Some(asked), config))
        .transpose()?;
    let goes_on = args.session.last || args.session.resume.is_some() || args.session.fork.is_some();
    if budget.is_some() && goes_on {
        let problem = "--budget is for a new session: leave it out, or set budgets.run";
        return Err(Failure::usage(problem));
    }
    if budget == Some(Usd::ZERO) {
        let problem = "--budget 0 leaves nothing to ask with: give more, or leave it out";
        return Err(Failure::usage(problem));
    }
    if args
        .work
        .check
        .as_deref()
        .is_some_and(|check| check.trim().is_empty())
    {
        return Err(Failure::usage(
            "--check is empty: name a command, or leave it out",
        ));
    }
    if prompt.is_none() && !goes_on {
        return Err(Failure::usage("say what you want: vibecober exec PROMPT"));
    }
    Ok((prompt, budget))
}

/// Tells why it ended before a turn did, in one line for the person and in the last of the lines.
pub fn broke_off(failure: &Failure) -> Exit {
    report::complain(&failure.message);
    // Standard output may be closed; the exit code and the line above say the same.
    lines::broke_off(failure).ok();
    failure.exit
}

/// What the model works with.
fn work_request(args: &ExecArgs) -> WorkRequest {
    let work = &args.work;
    WorkRequest {
        tools: if work.plan {
            ToolSet::Plan
        } else {
            ToolSet::Work
        },
        patience: if work.wait {
            Patience::Waits
        } else {
            Patience::Leaves
        },
        check: work.check.clone(),
        limits: Limits {
            steps: work.max_steps.max(1),
            tokens: work.max_tokens,
            checks: work.check_attempts.max(1),
        },
        time: work.max_time.map(Duration::from_secs),
    }
}

/// Refuses to take up a session in which nothing was left open.
fn something_open(app: &App, talk: &Talk) -> Result<(), Failure> {
    let (Talk::Again(id) | Talk::Fork(id)) = talk else {
        return Ok(());
    };
    let open = app.store().read(|tx| {
        let last = tx.messages(*id, None, 1)?;
        let Some(last) = last.first() else {
            return Ok(false);
        };
        // A process that died left words or results behind that no model has answered.
        let unanswered = last.message.role == Role::User;
        Ok(unanswered || !tx.tool_calls(*id, last.number)?.is_empty())
    })?;
    if open {
        return Ok(());
    }
    let id = id.short();
    Err(Failure::usage(format!(
        "session {id} waits for nothing: say what you want, vibecober exec PROMPT --resume {id}"
    )))
}

/// What to say: the words, or all of standard input for `-`.
fn prompt(words: &str) -> Result<String, Failure> {
    let mut text = words.to_owned();
    if words == "-" {
        text.clear();
        let mut input = std::io::stdin().take(LONGEST_PROMPT + 1);
        let read = input.read_to_string(&mut text);
        read.map_err(|error| Failure::usage(format!("standard input is not text: {error}")))?;
        if text.len() as u64 > LONGEST_PROMPT {
            let most = LONGEST_PROMPT >> 20;
            let problem = format!("standard input is longer than {most} MiB: no model reads that");
            return Err(Failure::usage(problem));
        }
    }
    if text.trim().is_empty() {
        return Err(Failure::usage("the prompt is empty: say what you want"));
    }
    Ok(text)
}

/// The session that the flags name.
fn talk(args: &ExecArgs, app: &App) -> Result<Talk, Failure> {
    let about = std::path::absolute(Path::new("."))
        .and_then(|here| here.canonicalize())
        .map_err(|error| Failure::usage(format!("the folder here cannot be used: {error}")))?;
    let find = |prefix: &str| {
        let found = match app.store().read(|tx| tx.find_run(prefix)) {
            Err(missing @ StoreError::NotFound { .. }) => {
                // What waits is named by its own id where it is told; its session is meant here.
                let asked = app.store().read(|tx| tx.find_approval(prefix));
                let Ok(asked) = asked else {
                    return Err(missing.into());
                };
                let run = asked.run.short();
                return Err(Failure::usage(format!(
                    "'{prefix}' is an approval: the session that asks it is {run} (vibecober exec --resume {run})"
                )));
            }
            found => found?,
        };
        if found.request.kind == crate::domain::run::RunKind::Session {
            return Ok(found.id);
        }
        let id = found.id.short();
        Err(Failure::usage(format!(
            "run {id} is no session: see vibecober run list"
        )))
    };
    if let Some(id) = &args.session.resume {
        return Ok(Talk::Again(find(id)?));
    }
    if let Some(id) = &args.session.fork {
        return Ok(Talk::Fork(find(id)?));
    }
    if !args.session.last {
        return Ok(Talk::New(about));
    }
    let last = app.store().read(|tx| tx.sessions(Some(&about), 1))?;
    let last = last.first().ok_or_else(|| {
        Failure::usage("there is no session of this folder to continue: leave --continue out")
    })?;
    Ok(Talk::Again(last.id))
}

/// Shows the turn until it ends; an interrupt cuts it off first.
async fn follow(
    app: &App,
    mut said: Said,
    interrupts: &mut Interrupts,
    voice: Voice,
) -> Result<TurnEnd, Failure> {
    let mut show = Show::new(voice);
    let mut shown = show.started(&said);
    if shown.is_err() {
        app.interrupt(said.run.id).await?;
    }
    let end = loop {
        tokio::select! {
            biased;
            piece = said.live.recv(), if !said.live.is_closed() || !said.live.is_empty() => {
                if let Some(piece) = piece
                    && shown.is_ok()
                {
                    shown = show.live(&piece);
                    if shown.is_err() {
                        // Nobody can read the rest: it is not paid for either.
                        app.interrupt(said.run.id).await?;
                    }
                }
            }
            end = &mut said.outcome => break end,
            () = interrupts.next() => app.interrupt(said.run.id).await?,
        }
    };
    let end = end.map_err(|_| Failure::failed("the turn ended without an outcome"))??;
    shown?;
    show.finish(&end)?;
    Ok(end)
}

/// How the process ends.
fn conclude(end: TurnEnd, voice: Voice) -> Result<Exit, Failure> {
    let Some(error) = end.error else {
        return Ok(Exit::Done);
    };
    let exit = exit_of(&error);
    let message = error.to_string();
    if voice.is_human() {
        return Err(Failure { message, exit });
    }
    // The last line said it, and the last line stays the last.
    crate::cli::report::complain(&message);
    Ok(exit)
}

/// How a process ends whose turn ended so.
pub fn exit_of(error: &TurnError) -> Exit {
    let call = match error {
        TurnError::Interrupted => return Exit::Interrupted,
        TurnError::Waiting(_) => return Exit::Waiting,
        TurnError::Limit(_) | TurnError::Unproven(_) => return Exit::Failed,
        TurnError::Call(call) => call,
    };
    match call {
        CallError::Budget { .. } => Exit::Budget,
        CallError::NoPrice(_) | CallError::NoCap | CallError::NoModel => Exit::Usage,
        CallError::Interrupted { .. } => Exit::Interrupted,
        CallError::Store(_) => Exit::Failed,
        CallError::Failed { fault, .. } => match fault.class {
            // The model was there and answered; the answer cannot be used.
            FaultClass::BadToolArgs
            | FaultClass::UnknownTool
            | FaultClass::MaxTokens
            | FaultClass::ContentFilter => Exit::Failed,
            FaultClass::Overloaded
            | FaultClass::RateLimit
            | FaultClass::Quota
            | FaultClass::ServerError
            | FaultClass::Auth
            | FaultClass::InvalidRequest
            | FaultClass::ContextLength
            | FaultClass::RequestTooLarge
            | FaultClass::NotFound
            | FaultClass::StreamTruncated
            | FaultClass::EmptyStream
            | FaultClass::NotEventStream
            | FaultClass::MalformedEvent
            | FaultClass::InvalidUtf8
            | FaultClass::Network
            | FaultClass::Timeout => Exit::Unavailable,
        },
    }
}

/// The rules are no model: says what they would do, and how to have one.
fn without_model(prompt: &str, models: &Models) -> Failure {
    Failure {
        message: rules::without_model(prompt, models.example().as_ref()),
        exit: Exit::Unavailable,
    }
}

/// The two ways to show a turn.
enum Show {
    People(Words),
    Lines(Lines),
}

impl Show {
    fn new(voice: Voice) -> Self {
        if voice.is_human() {
            return Self::People(Words::new(voice));
        }
        Self::Lines(Lines::default())
    }

    fn started(&self, said: &Said) -> Result<(), Failure> {
        match self {
            Self::People(_) => Ok(()),
            Self::Lines(_) => lines::started(said.run.id),
        }
    }

    fn live(&mut self, piece: &Live) -> Result<(), Failure> {
        match self {
            Self::People(words) => words.live(piece),
            Self::Lines(lines) => lines.live(piece),
        }
    }

    fn finish(&mut self, end: &TurnEnd) -> Result<(), Failure> {
        match self {
            Self::People(words) => words.finish(end),
            Self::Lines(_) => lines::finished(end),
        }
    }
}

//! Hands out the work of the chat, and answers lines by the rules.

// Writing to a string cannot fail: `ok` drops nothing where a text is put together.
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::ChatWork;
use super::{past, talk};
use crate::app::{App, Verify};
use crate::blueprint::{Tests, complexity, understand};
use crate::config::Config;
use crate::domain::ids::RunId;
use crate::domain::run::Run;
use crate::factory::plan;
use crate::llm::rules::{Facts, Known, RunFact, answer};
use crate::store::{ReadTx, StoreError};
use crate::tui::driver::generation::{Wish, make};
use crate::tui::driver::{Hands, choose, history_file};
use crate::tui::panes::chat::{Effect, Found, Msg};
use crate::tui::root::{Msg as RootMsg, Request};
use crate::verify::test_command;
use crate::workspace::resolve;

/// How many runs the rules are told.
const TOLD: u32 = 5;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, work: &ChatWork, hands: &Hands) {
    match effect {
        Effect::Say(said) => talk::say(said, work.steering.clone(), hands),
        Effect::Steer(run, text) => work.steering.say(run, text),
        Effect::Choose(name) => {
            let in_use = work.in_use.clone();
            hands.work(move |hands| Some(choose::model(&name, &in_use, hands)));
        }
        Effect::Interrupt(run) => talk::interrupt(run, hands),
        Effect::Read(run, from) => hands.work(move |hands| past::read(run, from, hands)),
        Effect::Resume(prefix) => {
            hands.work(move |hands| Some(past::resume(prefix.as_deref(), hands)));
        }
        Effect::Colour { item, code } => {
            let colours = work.colours.clone();
            hands.work(move |hands| Some(colours.find(item, &code, hands)));
        }
        Effect::Answer { line, no_store } => hands.work(move |hands| {
            let reply = answer(&line, &facts(hands, no_store));
            Some(found(Found::Reply(reply)))
        }),
        Effect::Plan(idea) => hands.work(move |hands| Some(found(show_plan(&idea, hands)))),
        Effect::Generate(idea) => hands.work(move |hands| generate(idea, hands)),
        Effect::Show(prefix) => hands.work(move |hands| {
            Some(match find(hands, prefix.as_deref(), |_| true) {
                Ok(run) => Request::ShowRun(run.id).into(),
                Err(reason) => refused(reason),
            })
        }),
        Effect::Cancel(prefix) => hands.work(move |hands| end(prefix.as_deref(), hands)),
        Effect::Workspace(folder) => hands.work(move |hands| {
            Some(match folder_at(&folder, &hands.workspace()) {
                Ok(folder) => Request::OpenWorkspace(folder).into(),
                Err(reason) => refused(reason),
            })
        }),
        Effect::CatchUp(run, after) => hands.work(move |hands| {
            let app = hands.engine().app()?;
            let events = app.store().read(|tx| tx.events(run, after, u32::MAX));
            Some(found(Found::Missed(events.ok()?)))
        }),
        Effect::LoadHistory => hands.work(|hands| {
            let entries = history_file::load(hands.state(), &hands.workspace());
            Some(found(Found::History(entries)))
        }),
        Effect::Remember(text) => hands.work(move |hands| {
            // Without it only the next start lacks the line; the transcript has it.
            history_file::add(hands.state(), &hands.workspace(), &text).ok();
            None::<RootMsg>
        }),
    }
}

/// Ends the run whose id begins so, or the newest that works.
fn end(prefix: Option<&str>, hands: &Hands) -> Option<RootMsg> {
    let works = |run: &Run| !run.state.is_final();
    match find(hands, prefix, works) {
        Ok(run) => {
            cancel(run.id, hands);
            None
        }
        Err(reason) => Some(refused(reason)),
    }
}

/// Ends a run; what came of it is told as an event.
pub fn cancel(run: RunId, hands: &Hands) {
    let Some(app) = hands.engine().app().cloned() else {
        return;
    };
    let told = hands.clone();
    hands.task(async move {
        if let Err(error) = app.cancel(run).await {
            told.say(refused(error.to_string())).await;
        }
    });
}

pub(super) fn found(found: Found) -> RootMsg {
    RootMsg::Chat(Msg::Found(found))
}

pub(super) fn refused(reason: String) -> RootMsg {
    found(Found::Refused(reason))
}

/// What the rules may know.
fn facts(hands: &Hands, no_store: Option<String>) -> Facts {
    let app = hands.engine().app();
    Facts {
        known: match app.map(known) {
            None => no_store.map_or(Known::Opening, Known::Refused),
            Some(Ok(known)) => known,
            Some(Err(error)) => Known::Refused(error.to_string()),
        },
        keys: app.map(|app| keys(app.config())).unwrap_or_default(),
        tests: test_command(&hands.workspace()),
    }
}

fn known(app: &App) -> Result<Known, StoreError> {
    let (runs, waiting, checks) = app.store().read(|tx| {
        let runs = tx.runs(TOLD)?;
        let newest = runs.first().map(|run| tx.evidence(run.id)).transpose()?;
        Ok((
            runs,
            tx.count_pending_approvals()?,
            newest.unwrap_or_default(),
        ))
    })?;
    let mut checks = Some(checks.into_iter().next_back());
    let runs = runs.into_iter().map(|run| RunFact {
        id: run.id.short(),
        state: run.state.name().replace('_', " "),
        proof: run.proof.to_string(),
        idea: run.request.idea.chars().take(80).collect(),
        checks: checks
            .take()
            .flatten()
            .map(|evidence| evidence.checks)
            .unwrap_or_default()
            .into_iter()
            .map(|check| {
                let outcome = check.outcome.name().replace('_', " ");
                (check.name, format!("{outcome}  {}", check.summary))
            })
            .collect(),
    });
    Ok(Known::Open {
        runs: runs.collect(),
        approvals: usize::try_from(waiting).unwrap_or(usize::MAX),
    })
}

fn keys(config: &Config) -> Vec<&'static str> {
    let models = &config.models;
    let all = [
        ("Anthropic", models.anthropic_key.value.is_some()),
        ("OpenAI", models.openai_key.value.is_some()),
        ("NVIDIA NIM", models.nim_key.value.is_some()),
    ];
    let set = all.into_iter().filter(|(_, set)| *set);
    set.map(|(name, _)| name).collect()
}

/// The run whose id begins so, or the newest of those that are `wanted`.
fn find(hands: &Hands, prefix: Option<&str>, wanted: impl Fn(&Run) -> bool) -> Result<Run, String> {
    let app = hands.engine().app();
    let app = app.ok_or("the store is not open: try again in a moment")?;
    let read = |error: StoreError| error.to_string();
    if let Some(prefix) = prefix {
        return app.store().read(|tx| tx.find_run(prefix)).map_err(read);
    }
    let runs = app.store().read(|tx: &ReadTx| tx.runs(100)).map_err(read)?;
    let mut runs = runs.into_iter().filter(wanted);
    runs.next().ok_or_else(|| "there is no such run".to_owned())
}

/// Says who would work on an idea, and what the application would store.
fn show_plan(idea: &str, hands: &Hands) -> Found {
    let mode = hands
        .engine()
        .app()
        .map(|app| app.config().mode.value)
        .unwrap_or_default();
    let read = match understand(idea, mode) {
        Ok(read) => read,
        Err(error) => return Found::Refused(error.to_string()),
    };
    let complexity = complexity(idea).0;
    let plan = plan(read.model.project_type, complexity, mode, Tests::Write);
    let order: Vec<_> = plan.execution_order.iter().map(|a| a.name()).collect();
    let mut text = format!(
        "{} in {mode} mode: {}\n",
        read.model.title,
        order.join(" → ")
    );
    for entity in &read.model.entities {
        let fields: Vec<_> = entity
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        write!(text, "\n{:<18} {}", entity.name, fields.join(", ")).ok();
    }
    let can: Vec<_> = read
        .model
        .capabilities
        .iter()
        .map(|one| one.name())
        .collect();
    if !can.is_empty() {
        write!(text, "\n{:<18} {}", "can", can.join(", ")).ok();
    }
    text.push_str("\n\nNothing was run. /new with the same words begins the project.");
    Found::Said(text)
}

/// Makes a project at once, at its usual place.
fn generate(idea: String, hands: &Hands) -> Option<RootMsg> {
    let app = hands.engine().app()?.clone();
    match wish(idea, &app) {
        Err(reason) => Some(refused(reason)),
        Ok(wish) => {
            hands.task(make(hands.clone(), app, wish, refused));
            None
        }
    }
}

fn wish(idea: String, app: &App) -> Result<Wish, String> {
    let mode = app.config().mode.value;
    let understanding = understand(&idea, mode).map_err(|error| error.to_string())?;
    let folder = app.config().output.value.join(&understanding.model.name);
    let target = resolve(&folder).map_err(|error| error.to_string())?;
    Ok(Wish {
        idea,
        understanding,
        mode,
        target,
        verify: Verify::Run,
    })
}

/// A folder as a person names it: from here, or from their home.
fn folder_at(typed: &str, here: &Path) -> Result<PathBuf, String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let path = match (typed.strip_prefix('~'), home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        (Some(_) | None, _) => here.join(typed),
    };
    let found = path.canonicalize();
    let found = found.map_err(|error| format!("{} cannot be opened: {error}", path.display()))?;
    if found.is_dir() {
        return Ok(found);
    }
    Err(format!(
        "{} is no folder: /open opens files",
        found.display()
    ))
}

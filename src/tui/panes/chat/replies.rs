//! Carries out what the rules made of a line.

use std::path::Path;

use super::item::Voice;
use super::send::RULES;
use super::state::Store;
use super::{Effect, State, stream};
use crate::llm::rules::Reply;
use crate::tui::keymap::Action;
use crate::tui::overlay::Kind;
use crate::tui::overlay::choose::What;
use crate::tui::root::{Ctx, Effect as RootEffect, Place, Request};

/// Carries it out; what is only words goes to the transcript.
pub(super) fn carry_out(state: &mut State, reply: Reply, ctx: &Ctx) -> Vec<RootEffect> {
    let ask = |request: Request| vec![RootEffect::send(request)];
    let work = |effect: Effect| vec![RootEffect::Chat(effect)];
    match reply {
        Reply::Say(text) => {
            state.transcript.say(RULES, text);
            Vec::new()
        }
        Reply::NewProject(idea) => {
            if idea.is_some() {
                let text = "That reads like an application. Look at what I understand of it; nothing is written before you say so.";
                state.transcript.say(RULES, text);
            }
            ask(Request::NewProject(idea))
        }
        Reply::Generate(idea) => needs_store(state, Effect::Generate(idea)),
        Reply::Plan(Some(idea)) => work(Effect::Plan(idea)),
        Reply::Plan(None) => {
            plan_mode(state);
            Vec::new()
        }
        Reply::Runs => ask(Request::Act(Action::ShowRuns)),
        Reply::Run(prefix) => needs_store(state, Effect::Show(prefix)),
        Reply::Cancel(prefix) => needs_store(state, Effect::Cancel(prefix)),
        Reply::Open(path) => ask(Request::Open(place(ctx.workspace, &path))),
        Reply::Workspace(None) => made_last(state),
        Reply::Workspace(Some(folder)) => work(Effect::Workspace(folder)),
        Reply::Test(command) => ask(Request::Run {
            command,
            folder: ctx.workspace.to_owned(),
        }),
        Reply::Theme(Some(name)) => vec![RootEffect::ChooseTheme(name)],
        Reply::Theme(None) => ask(Request::Overlay(Kind::Themes)),
        Reply::Model(Some(name)) => work(Effect::Choose(name)),
        Reply::Model(None) => ask(Request::Overlay(Kind::Choose(What::Model))),
        Reply::Resume(None) => ask(Request::Overlay(Kind::Choose(What::Talk))),
        Reply::Resume(Some(prefix)) => needs_store(state, Effect::Resume(Some(prefix))),
        Reply::Usage => ask(Request::Overlay(Kind::Usage)),
        Reply::Files => ask(Request::Overlay(Kind::Files)),
        Reply::Search => ask(Request::Overlay(Kind::Search)),
        Reply::Keys => ask(Request::Act(Action::Help)),
        Reply::Editor => vec![RootEffect::ExternalEditor(String::new())],
        Reply::Clear => stream::new_talk(state),
        Reply::Quit => ask(Request::Act(Action::Quit)),
    }
}

/// Has the model only plan from now on, or work again.
pub(super) fn plan_mode(state: &mut State) {
    state.talk.plans = !state.talk.plans;
    let text = match (state.talk.plans, state.talk.has_model()) {
        (true, true) => {
            "The model plans from now on: it reads and searches, and can change nothing. /plan lets it work again."
        }
        (true, false) => {
            "Once a model is chosen (/model), it only plans: it reads and searches, and can change nothing."
        }
        (false, _) => "The model can work again: it may change files and run commands.",
    };
    state.transcript.say(Voice::System, text);
}

/// Does what reads or writes runs, or says why it cannot be done now.
fn needs_store(state: &mut State, effect: Effect) -> Vec<RootEffect> {
    let why = match state.store {
        Store::Open => return vec![RootEffect::Chat(effect)],
        Store::Opening => {
            "The store is still being opened: try again in a moment (Alt-Up brings the line back)."
        }
        Store::Refused(_) => "The store could not be opened, so no run can be started or shown.",
    };
    state.transcript.say(Voice::Trouble, why);
    Vec::new()
}

fn made_last(state: &mut State) -> Vec<RootEffect> {
    let runs = state.transcript.runs();
    let target = runs.rev().find_map(|run| run.target.clone());
    if let Some(target) = target {
        return vec![RootEffect::send(Request::OpenWorkspace(target))];
    }
    let text =
        "Nothing was made here yet: /cd FOLDER names a folder, /runs shows what was made before.";
    state.transcript.say(RULES, text);
    Vec::new()
}

/// A file of the workspace, as `path` or `path:line`.
fn place(workspace: &Path, typed: &str) -> Place {
    let line = typed
        .rsplit_once(':')
        .and_then(|(path, line)| Some((path, line.parse().ok()?)));
    match line {
        Some((path, line)) => Place::line(workspace.join(path), line),
        None => Place::file(workspace.join(typed)),
    }
}

//! What a message changes: routes to the parts of the screen and carries out what they ask.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::act::act;
use super::input::input;
use super::{Effect, Model, Msg, Notice, Request, Screen};
use crate::domain::event::{Event, EventKind};
use crate::tui::layout::Pane;
use crate::tui::overlay::{self, Kind};
use crate::tui::panes::{approvals, chat, editor, terminal, tree};
use crate::tui::views::runs;

/// Applies one message to the screen at `now`, the time since the start.
pub fn update(model: &mut Model, msg: Msg, now: Duration) -> Vec<Effect> {
    match msg {
        Msg::Input(entered) => input(model, entered, now),
        Msg::Tick => tick(model, now),
        Msg::Request(request) => carry_out(model, request, now),
        Msg::Notice(notice) => tell(model, notice, now),
        Msg::Facts(facts) => {
            // The branch is told by who asks git, the rung by who has tried it.
            let (branch, rung) = (model.facts.branch.take(), model.facts.hold.rung);
            model.facts = *facts;
            model.facts.branch = branch;
            model.facts.hold.rung = model.facts.hold.rung.or(rung);
            Vec::new()
        }
        Msg::Branch(branch) => {
            model.facts.branch = branch;
            Vec::new()
        }
        Msg::Confined(rung) => {
            model.facts.hold.rung = Some(rung);
            Vec::new()
        }
        Msg::StoreOpened => everywhere(
            model,
            now,
            [
                || Msg::Chat(chat::Msg::StoreOpened),
                || Msg::Approvals(approvals::Msg::Reload),
                || Msg::Runs(runs::Msg::Reload),
            ],
        ),
        Msg::Event(event) => told(model, &event, now),
        Msg::Reload => everywhere(
            model,
            now,
            [
                || Msg::Approvals(approvals::Msg::Reload),
                || Msg::Runs(runs::Msg::Reload),
                || Msg::Chat(chat::Msg::Reload),
            ],
        ),
        Msg::Theme(theme) => {
            let told = terminal::Msg::Themed(theme.clone());
            model.appearance.theme = *theme;
            route(model, told.into(), now)
        }
        Msg::FilesChanged(paths) => {
            let mut effects = route(model, tree::Msg::Changed(paths.clone()).into(), now);
            effects.extend(route(model, editor::Msg::Changed(paths).into(), now));
            effects
        }
        msg @ (Msg::Tree(_)
        | Msg::Editor(_)
        | Msg::Chat(_)
        | Msg::Approvals(_)
        | Msg::Terminal(_)
        | Msg::Runs(_)
        | Msg::Overlay(_)) => route(model, msg, now),
    }
}

/// Gives a message to the part of the screen that it is for; all others are none of its business.
pub(super) fn route(model: &mut Model, msg: Msg, now: Duration) -> Vec<Effect> {
    let focus = model.focus();
    let ctx = super::Ctx {
        now,
        workspace: &model.workspace,
        focus,
    };
    match msg {
        Msg::Tree(msg) => tree::update(&mut model.panes.tree, msg, &ctx),
        Msg::Editor(msg) => {
            let before = model.panes.editor.tabs.len();
            let mut effects = editor::update(&mut model.panes.editor, msg, &ctx);
            if model.panes.editor.tabs.len() != before {
                effects.push(watch(&model.panes.editor));
            }
            // Who left while a file was being written stays only if that went wrong.
            if model.attention.left && !model.panes.editor.saving() {
                model.attention.left = false;
                if model.panes.editor.unsaved() == 0 {
                    effects.push(Effect::Quit);
                }
            }
            effects
        }
        Msg::Chat(msg) => chat::update(&mut model.panes.chat, msg, &ctx),
        Msg::Approvals(msg) => approvals::update(&mut model.panes.approvals, msg, &ctx),
        Msg::Terminal(msg) => terminal::update(&mut model.panes.terminal, msg, &ctx),
        Msg::Runs(msg) => runs::update(&mut model.runs, msg, &ctx),
        Msg::Overlay(msg) => overlay::update(&mut model.overlays, msg, &ctx),
        Msg::Input(_)
        | Msg::Tick
        | Msg::Request(_)
        | Msg::Notice(_)
        | Msg::Facts(_)
        | Msg::Branch(_)
        | Msg::Confined(_)
        | Msg::StoreOpened
        | Msg::Event(_)
        | Msg::Reload
        | Msg::Theme(_)
        | Msg::FilesChanged(_) => Vec::new(),
    }
}

/// Lets changes by others be noticed in the folders of the open files too.
fn watch(editor: &editor::State) -> Effect {
    let folders = editor.tabs.iter().filter_map(|tab| tab.path.parent());
    let folders: BTreeSet<PathBuf> = folders.map(Path::to_path_buf).collect();
    Effect::send(tree::Msg::AlsoWatch(folders.into_iter().collect()))
}

/// Gives the keyboard to `pane`, shown and laid out anew.
pub(super) fn focus(model: &mut Model, pane: Pane, now: Duration) -> Vec<Effect> {
    let before = (model.screen, model.pane);
    model.screen = Screen::Ide;
    model.layout.show(pane);
    model.pane = pane;
    let mut effects = lay_out(model, now);
    if before != (Screen::Ide, pane) {
        effects.extend(route(model, focused(before.1, false), now));
        effects.extend(route(model, focused(pane, true), now));
        // Whoever comes from a talk that asks finds its question, not that of another one.
        let asks = model.panes.chat.asks().filter(|_| before.1 == Pane::Chat);
        if let Some(run) = asks.filter(|_| pane == Pane::Approvals) {
            let look = Msg::Approvals(approvals::Msg::LookFor(run));
            effects.extend(route(model, look, now));
        }
    }
    effects
}

/// Works out where everything is and tells the parts that moved.
pub(super) fn lay_out(model: &mut Model, now: Duration) -> Vec<Effect> {
    let before = model.areas.clone();
    model.areas = model.layout.areas(before.whole.as_size(), model.pane);
    tell_areas(model, now)
}

/// Tells every part where it is.
pub(super) fn tell_areas(model: &mut Model, now: Duration) -> Vec<Effect> {
    let slots = model.areas.slots.clone();
    let mut effects = Vec::new();
    for slot in slots {
        effects.extend(route(model, resized(slot.pane, slot.inner), now));
    }
    let body = model.areas.body;
    effects.extend(route(model, Msg::Runs(runs::Msg::Resized(body)), now));
    effects.extend(route(model, Msg::Overlay(overlay::Msg::Resized(body)), now));
    effects
}

/// Shows a notice: for a while, or until it is seen when something is wrong.
pub(super) fn tell(model: &mut Model, notice: Notice, now: Duration) -> Vec<Effect> {
    let until = model.attention.notices.tell(notice, now);
    until.map(Effect::WakeAt).into_iter().collect()
}

fn tick(model: &mut Model, now: Duration) -> Vec<Effect> {
    let expired = model.attention.notices.pass(now);
    let mut effects = everywhere(
        model,
        now,
        [
            || Msg::Approvals(approvals::Msg::Tick),
            || Msg::Chat(chat::Msg::Tick),
            || Msg::Editor(editor::Msg::Tick),
            || Msg::Terminal(terminal::Msg::Tick),
        ],
    );
    // Only what works shows the seconds that pass.
    let works =
        model.panes.chat.works() || model.panes.approvals.waits() || !model.overlays.is_empty();
    if !expired && !works && model.screen == Screen::Ide {
        effects.push(Effect::Unseen);
    }
    effects
}

fn told(model: &mut Model, event: &Event, now: Duration) -> Vec<Effect> {
    let one = || Box::new(event.clone());
    let mut effects = route(model, Msg::Chat(chat::Msg::Event(one())), now);
    if let EventKind::Tool(tool) = &event.kind
        && !tool.files.is_empty()
    {
        let paths = tool.files.iter().map(|file| PathBuf::from(&file.path));
        let tree = tree::Msg::Agents(tree::Told::Changed(paths.collect()));
        effects.extend(route(model, tree.into(), now));
        let editor = editor::Msg::AgentChanged(tool.files.clone());
        effects.extend(route(model, editor.into(), now));
    }
    let approvals = Msg::Approvals(approvals::Msg::Event(one()));
    effects.extend(route(model, approvals, now));
    effects.extend(route(model, Msg::Runs(runs::Msg::Event(one())), now));
    let wizard = overlay::Msg::Wizard(overlay::wizard::Found::Event(one()));
    effects.extend(route(model, Msg::Overlay(wizard), now));
    if matches!(event.kind, EventKind::CallSettled { .. }) {
        let stale = overlay::Msg::Usage(overlay::usage::Found::Stale);
        effects.extend(route(model, Msg::Overlay(stale), now));
    }
    effects
}

fn everywhere<const N: usize>(
    model: &mut Model,
    now: Duration,
    msgs: [fn() -> Msg; N],
) -> Vec<Effect> {
    let mut effects = Vec::new();
    for msg in msgs {
        effects.extend(route(model, msg(), now));
    }
    effects
}

/// Carries out what a part of the screen asks of the whole.
pub(super) fn carry_out(model: &mut Model, request: Request, now: Duration) -> Vec<Effect> {
    match request {
        Request::Open(place) => {
            let mut effects = focus(model, Pane::Editor, now);
            let path = place.path.clone();
            effects.extend(route(model, editor::Msg::Open(place).into(), now));
            if model.panes.editor.is_looked_at(&path) {
                let seen = tree::Msg::Agents(tree::Told::Seen(path));
                effects.extend(route(model, seen.into(), now));
            }
            effects
        }
        Request::Reveal(path) => route(model, tree::Msg::Reveal(path).into(), now),
        Request::Focus(pane) => focus(model, pane, now),
        Request::Run { command, folder } => {
            let mut effects = focus(model, Pane::Terminal, now);
            let run = terminal::Msg::Run { command, folder };
            effects.extend(route(model, run.into(), now));
            effects
        }
        Request::Type { command, folder } => {
            let mut effects = focus(model, Pane::Terminal, now);
            let typed = terminal::Msg::Type { command, folder };
            effects.extend(route(model, typed.into(), now));
            effects
        }
        Request::Talk(run) => {
            let mut effects = focus(model, Pane::Chat, now);
            effects.extend(route(model, chat::Msg::Show(run).into(), now));
            effects
        }
        Request::OpenWorkspace(path) => open_workspace(model, path, now),
        Request::ShowRun(run) => {
            model.screen = Screen::Runs;
            route(model, Msg::Runs(runs::Msg::Show(run)), now)
        }
        Request::NewProject(idea) => open(model, Kind::Wizard(idea), now),
        Request::Overlay(kind) => open(model, kind, now),
        Request::CloseOverlay => overlay::close(&mut model.overlays),
        Request::Act(action) => act(model, action, now),
        Request::QuitNow => vec![Effect::Quit],
    }
}

fn open(model: &mut Model, kind: Kind, now: Duration) -> Vec<Effect> {
    let scope = model.scope();
    let ctx = super::Ctx {
        now,
        workspace: &model.workspace,
        focus: model.focus(),
    };
    let area = model.areas.body;
    let keymap = &model.keymap;
    overlay::open(&mut model.overlays, kind, area, keymap, scope, &ctx)
}

fn open_workspace(model: &mut Model, path: PathBuf, now: Duration) -> Vec<Effect> {
    model.workspace.clone_from(&path);
    let mut effects = vec![Effect::Workspace(path)];
    effects.extend(everywhere(
        model,
        now,
        [
            || Msg::Tree(tree::Msg::Workspace),
            || Msg::Editor(editor::Msg::Workspace),
            || Msg::Terminal(terminal::Msg::Workspace),
            || Msg::Chat(chat::Msg::Workspace),
        ],
    ));
    effects.extend(focus(model, Pane::Tree, now));
    effects
}

fn focused(pane: Pane, has: bool) -> Msg {
    match pane {
        Pane::Tree => Msg::Tree(tree::Msg::Focused(has)),
        Pane::Editor => Msg::Editor(editor::Msg::Focused(has)),
        Pane::Terminal => Msg::Terminal(terminal::Msg::Focused(has)),
        Pane::Chat => Msg::Chat(chat::Msg::Focused(has)),
        Pane::Approvals => Msg::Approvals(approvals::Msg::Focused(has)),
    }
}

fn resized(pane: Pane, area: ratatui::layout::Rect) -> Msg {
    match pane {
        Pane::Tree => Msg::Tree(tree::Msg::Resized(area)),
        Pane::Editor => Msg::Editor(editor::Msg::Resized(area)),
        Pane::Terminal => Msg::Terminal(terminal::Msg::Resized(area)),
        Pane::Chat => Msg::Chat(chat::Msg::Resized(area)),
        Pane::Approvals => Msg::Approvals(approvals::Msg::Resized(area)),
    }
}

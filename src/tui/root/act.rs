//! What an action does to the whole screen; what it does within a part is the part's business.

use std::time::Duration;

use super::input::act_in_focus;
use super::update::{carry_out, focus, lay_out, route, tell};
use super::{Effect, Model, Notice, Request, Screen};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layout::{Nudge, Pane};
use crate::tui::overlay::Kind;
use crate::tui::overlay::choose::What;
use crate::tui::panes::chat;
use crate::tui::views::runs;

/// How long a second key leaves where the first asked; as long as the question is seen.
const AGAIN: Duration = Duration::from_secs(5);

/// Does `action`.
pub(super) fn act(model: &mut Model, action: Action, now: Duration) -> Vec<Effect> {
    match action {
        Action::Palette => carry_out(model, Request::Overlay(Kind::Palette), now),
        Action::Help => carry_out(model, Request::Overlay(Kind::Help), now),
        Action::FindFile => carry_out(model, Request::Overlay(Kind::Files), now),
        Action::SearchFiles => carry_out(model, Request::Overlay(Kind::Search), now),
        Action::NewProject => carry_out(model, Request::NewProject(None), now),
        Action::Themes => carry_out(model, Request::Overlay(Kind::Themes), now),
        Action::Models => carry_out(model, Request::Overlay(Kind::Choose(What::Model)), now),
        Action::Talks => carry_out(model, Request::Overlay(Kind::Choose(What::Talk)), now),
        Action::ShowUsage => carry_out(model, Request::Overlay(Kind::Usage), now),
        Action::NewTalk => new_talk(model, now),
        Action::FocusTree => go(model, Pane::Tree, now),
        Action::FocusEditor => go(model, Pane::Editor, now),
        Action::FocusTerminal => go(model, Pane::Terminal, now),
        Action::FocusChat => go(model, Pane::Chat, now),
        Action::FocusApprovals => go(model, Pane::Approvals, now),
        Action::FocusNext => cycle(model, Direction::On, now),
        Action::FocusPrevious => cycle(model, Direction::Back, now),
        Action::Zoom => {
            model.layout.toggle_zoom(model.pane);
            kept(model, now)
        }
        Action::HidePane => hide(model, now),
        Action::Wider => nudge(model, Nudge::Wider, now),
        Action::Narrower => nudge(model, Nudge::Narrower, now),
        Action::Taller => nudge(model, Nudge::Taller, now),
        Action::Shorter => nudge(model, Nudge::Shorter, now),
        Action::ResetLayout => {
            model.layout = crate::tui::layout::Layout::default();
            kept(model, now)
        }
        Action::ShowIde => {
            let pane = model.pane;
            go(model, pane, now)
        }
        Action::ShowRuns => {
            model.overlays.clear();
            model.screen = Screen::Runs;
            route(model, runs::Msg::Shown.into(), now)
        }
        Action::Mouse => vec![Effect::Mouse],
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        Action::Reveal => reveal(model, now),
        Action::NextNotice => {
            model.attention.notices.step();
            Vec::new()
        }
        Action::Notices => {
            let all = model.attention.notices.read_all();
            carry_out(model, Request::Overlay(Kind::Notices(all)), now)
        }
        Action::Quit => quit(model, now),
        // Everything else belongs to the part that has the keyboard.
        within => act_in_focus(model, within, now),
    }
}

fn go(model: &mut Model, pane: Pane, now: Duration) -> Vec<Effect> {
    let mut effects = Vec::new();
    while !model.overlays.is_empty() {
        effects.extend(crate::tui::overlay::close(&mut model.overlays));
    }
    effects.extend(focus(model, pane, now));
    effects
}

/// Goes to the chat and begins a new talk there.
fn new_talk(model: &mut Model, now: Duration) -> Vec<Effect> {
    let mut effects = go(model, Pane::Chat, now);
    effects.extend(route(model, chat::Msg::Act(Action::NewTalk).into(), now));
    effects
}

/// Shows the file of the editor in the tree.
fn reveal(model: &mut Model, now: Duration) -> Vec<Effect> {
    let editor = &model.panes.editor;
    let Some(path) = editor.tabs.get(editor.active).map(|tab| tab.path.clone()) else {
        return tell(model, Notice::info("No file is open"), now);
    };
    let mut effects = go(model, Pane::Tree, now);
    effects.extend(carry_out(model, Request::Reveal(path), now));
    effects
}

/// Which way the keyboard goes round.
#[derive(Clone, Copy)]
enum Direction {
    On,
    Back,
}

/// Goes to the pane beside this one among those that are shown.
fn cycle(model: &mut Model, direction: Direction, now: Duration) -> Vec<Effect> {
    let shown: Vec<Pane> = Pane::ALL
        .into_iter()
        .filter(|pane| !model.layout.hidden.contains(pane) || *pane == model.pane)
        .collect();
    let here = shown.iter().position(|pane| *pane == model.pane);
    let steps = match direction {
        Direction::On => 1,
        Direction::Back => shown.len().saturating_sub(1),
    };
    let next = (here.unwrap_or(0) + steps) % shown.len().max(1);
    shown
        .get(next)
        .map(|pane| go(model, *pane, now))
        .unwrap_or_default()
}

fn hide(model: &mut Model, now: Duration) -> Vec<Effect> {
    let pane = model.pane;
    if !model.layout.hide(pane) {
        return tell(model, Notice::info("The last pane stays"), now);
    }
    let mut effects = cycle(model, Direction::On, now);
    model.layout.hide(pane);
    effects.extend(kept(model, now));
    let way_back = model.keymap.keys_of(Scope::Global, shows(pane));
    let keys = way_back.unwrap_or_default();
    let text = format!("{} is hidden: {keys} shows it again", pane.title());
    effects.extend(tell(model, Notice::info(text), now));
    effects
}

fn shows(pane: Pane) -> Action {
    match pane {
        Pane::Tree => Action::FocusTree,
        Pane::Editor => Action::FocusEditor,
        Pane::Terminal => Action::FocusTerminal,
        Pane::Chat => Action::FocusChat,
        Pane::Approvals => Action::FocusApprovals,
    }
}

fn nudge(model: &mut Model, nudge: Nudge, now: Duration) -> Vec<Effect> {
    model.layout.nudge(model.pane, nudge);
    kept(model, now)
}

fn kept(model: &mut Model, now: Duration) -> Vec<Effect> {
    let mut effects = lay_out(model, now);
    effects.push(Effect::KeepLayout);
    effects
}

/// Leaves; where something is unsaved or at work, only when asked twice.
fn quit(model: &mut Model, now: Duration) -> Vec<Effect> {
    let unsaved = model.panes.editor.unsaved();
    let programs = model.panes.terminal.running();
    let again = model.attention.leaving.is_some_and(|until| now < until);
    let saving = model.panes.editor.saving();
    let answering = model.panes.chat.answering();
    if again || (unsaved == 0 && programs == 0 && !saving && !answering) {
        return vec![Effect::Quit];
    }
    model.attention.leaving = Some(now + AGAIN);
    let mut held = Vec::new();
    if unsaved == 0 && programs == 0 && !answering {
        model.attention.left = true;
        let text = "Saving, then leaving; once more to leave at once";
        return tell(model, Notice::info(text), now);
    }
    match (unsaved, model.panes.editor.unguarded()) {
        (0, _) => {}
        (_, 0) => held.push(format!("{unsaved} unsaved (kept for the next start)")),
        (_, lost) => held.push(format!("{unsaved} unsaved ({lost} too large to be kept)")),
    }
    if programs > 0 {
        held.push(format!("{programs} at work in the terminal"));
    }
    if answering {
        held.push("an answer on its way (what has come is kept)".to_owned());
    }
    let text = format!(
        "{}: leave all the same? Once more to leave",
        held.join(", ")
    );
    tell(model, Notice::info(text), now)
}

//! Hands effects to the part of the driver that does them.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::files::FilesWork;
use super::painter::Painter;
use super::search::SearchWork;
use super::tree::TreeWork;
use super::{
    Hands, approvals, chat, choose, editor, layout_file, runs, terminal, themes, usage, wizard,
};
use crate::config::Bell;
use crate::text::printable;
use crate::tui::overlay;
use crate::tui::root::{Effect, Model, Msg, Notice};

/// The longest text that is put on a clipboard by OSC 52, in bytes: terminals pass over longer ones.
const LONGEST_COPY: usize = 74_994;

/// Does the work of all parts.
#[derive(Debug)]
pub struct Performer {
    hands: Hands,
    terminals: terminal::Sessions,
    tree: TreeWork,
    files: FilesWork,
    search: SearchWork,
    theme: themes::InUse,
    editor: editor::Desk,
    chat: chat::ChatWork,
}

impl Performer {
    /// Does work whose results go where `hands` send them.
    pub fn new(hands: Hands, theme: &str) -> Self {
        Self {
            hands,
            theme: themes::InUse::new(theme),
            terminals: terminal::Sessions::default(),
            tree: TreeWork::default(),
            files: FilesWork::default(),
            search: SearchWork::default(),
            editor: editor::Desk::default(),
            chat: chat::ChatWork::default(),
        }
    }

    /// What the work needs.
    pub fn hands(&self) -> &Hands {
        &self.hands
    }

    /// The first frame is drawn: what could wait begins.
    pub fn awake(&mut self) {
        self.tree.awake(&self.hands);
        self.editor.awake(&self.hands);
    }

    /// The screen ends: what must not be lost is kept now.
    pub fn finish(&mut self, model: &Model) {
        self.terminals.close_all();
        self.editor.finish(&model.panes.editor, &self.hands);
        // What was moved in the last moment may still wait to be kept.
        let (state, workspace) = (self.hands.state(), model.workspace.as_path());
        if layout_file::load(state, workspace) != model.layout
            && let Err(error) = layout_file::store(state, workspace, &model.layout)
        {
            tracing::warn!(%error, "the layout is not kept");
        }
    }

    /// Performs an effect that does not concern the terminal itself.
    pub fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Tree(effect) => self.tree.perform(effect, &self.hands),
            Effect::Editor(effect) => self.editor.perform(effect, &self.hands),
            Effect::Chat(effect) => chat::perform(effect, &self.chat, &self.hands),
            Effect::Approvals(effect) => approvals::perform(effect, &self.hands),
            Effect::Terminal(effect) => return self.terminals.perform(effect, &self.hands),
            Effect::Runs(effect) => runs::perform(effect, &self.hands),
            Effect::Overlay(overlay::Effect::Files(effect)) => {
                self.files.perform(effect, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Search(effect)) => {
                self.search.perform(effect, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Themes(effect)) => {
                themes::perform(effect, &self.hands, self.theme.name());
            }
            Effect::Overlay(overlay::Effect::Wizard(effect)) => {
                wizard::perform(effect, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Choose(effect)) => {
                choose::perform(effect, &self.chat.in_use, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Usage(effect)) => usage::perform(effect, &self.hands),
            Effect::Workspace(path) => self.hands.change_workspace(&path),
            Effect::PreviewTheme(name) => themes::preview(name, &self.hands),
            Effect::FitTheme(name) => {
                if self.theme.fit(&name) {
                    themes::preview(name, &self.hands);
                }
            }
            Effect::ChooseTheme(name) => {
                self.theme.choose(&name);
                themes::choose(name, &self.hands);
            }
            // The loop does these itself.
            Effect::Send(_)
            | Effect::Copy(_)
            | Effect::Unseen
            | Effect::WakeAt(_)
            | Effect::Attention(_)
            | Effect::KeepLayout
            | Effect::Mouse
            | Effect::ExternalEditor(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
        None
    }

    /// Puts text on the clipboard by OSC 52; whether the terminal takes it, it does not say.
    pub fn copy(text: &str) -> Msg {
        if text.len() > LONGEST_COPY {
            let bytes = text.len();
            return Notice::warn(format!(
                "{bytes} bytes are too many for a terminal's clipboard"
            ))
            .into();
        }
        let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
        match Painter::pass(sequence.as_bytes()) {
            Ok(()) => {
                let characters = text.chars().count();
                Notice::info(format!(
                    "{characters} characters sent to the terminal's clipboard"
                ))
                .into()
            }
            Err(error) => refused(&error),
        }
    }

    /// Rings: somebody is needed and nobody looks.
    pub fn attention(&self, text: &str) {
        let text = printable(text);
        let sequence = match self.hands.screen().bell.value {
            Bell::Bell => "\x07".to_owned(),
            Bell::Osc9 => format!("\x1b]9;{text}\x07"),
            Bell::Osc777 => format!("\x1b]777;notify;vibecober;{text}\x07"),
            Bell::Off => return,
        };
        // A terminal that cannot be written is noticed by the next frame.
        Painter::pass(sequence.as_bytes()).ok();
    }
}

fn refused(error: &io::Error) -> Msg {
    Notice::bad(format!("the terminal took nothing: {error}")).into()
}

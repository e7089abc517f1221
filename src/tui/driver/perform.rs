//! Hands effects to the part of the driver that does them.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratatui::Terminal;

use super::painter::Painter;
use super::{Hands, approvals, chat, editor, files, runs, search, terminal, themes, tree, wizard};
use crate::tui::overlay;
use crate::tui::root::{Effect, Model, Msg, Notice};

/// The longest text that is put on a clipboard by OSC 52, in bytes: terminals pass over longer ones.
const LONGEST_COPY: usize = 74_994;

/// Does the work of all parts.
#[derive(Debug)]
pub struct Performer {
    hands: Hands,
    editor: editor::Desk,
}

impl Performer {
    /// Does work whose results go where `hands` send them.
    pub fn new(hands: Hands) -> Self {
        Self {
            hands,
            editor: editor::Desk::default(),
        }
    }

    /// What the work needs.
    pub fn hands(&self) -> &Hands {
        &self.hands
    }

    /// The first frame is drawn: what could wait begins.
    pub fn awake(&mut self) {}

    /// The screen ends: what must not be lost is kept now.
    pub fn finish(&mut self, model: &Model) {
        self.editor.finish(&model.panes.editor, &self.hands);
    }

    /// Performs an effect that does not concern the terminal itself.
    pub fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Tree(effect) => tree::perform(effect, &self.hands),
            Effect::Editor(effect) => self.editor.perform(effect, &self.hands),
            Effect::Chat(effect) => chat::perform(effect, &self.hands),
            Effect::Approvals(effect) => approvals::perform(effect, &self.hands),
            Effect::Terminal(effect) => terminal::perform(effect, &self.hands),
            Effect::Runs(effect) => runs::perform(effect, &self.hands),
            Effect::Overlay(overlay::Effect::Files(effect)) => files::perform(effect, &self.hands),
            Effect::Overlay(overlay::Effect::Search(effect)) => {
                search::perform(effect, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Themes(effect)) => {
                themes::perform(effect, &self.hands);
            }
            Effect::Overlay(overlay::Effect::Wizard(effect)) => {
                wizard::perform(effect, &self.hands);
            }
            Effect::Workspace(path) => self.hands.change_workspace(&path),
            Effect::PreviewTheme(_) | Effect::ChooseTheme(_) => {}
            // The loop does these itself.
            Effect::Send(_)
            | Effect::Copy(_)
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
    pub fn copy(&self, terminal: &mut Terminal<Painter>, text: &str) -> Msg {
        if text.len() > LONGEST_COPY {
            let bytes = text.len();
            return Notice::warn(format!(
                "{bytes} bytes are too many for a terminal's clipboard"
            ))
            .into();
        }
        let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
        match terminal.backend_mut().pass(sequence.as_bytes()) {
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
    pub fn attention(&self, terminal: &mut Terminal<Painter>, _text: &str) {
        // A terminal that cannot be written is noticed by the next frame.
        terminal.backend_mut().pass(b"\x07").ok();
    }
}

fn refused(error: &io::Error) -> Msg {
    Notice::bad(format!("the terminal took nothing: {error}")).into()
}

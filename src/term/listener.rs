//! Gathers what the screen has to tell while it reads output: replies, bell, title, text to copy.

use std::sync::{Arc, Mutex, PoisonError};

use alacritty_terminal::event::{Event, EventListener};
use alacritty_terminal::vte::ansi::Rgb;

/// At most so many bytes of replies wait: a program that asks without end reads none of them.
const MOST_REPLIES: usize = 64 * 1024;

/// A colour that the program asked for, and how to write the answer.
pub type Asked = (usize, Arc<dyn Fn(Rgb) -> String + Sync + Send>);

/// What was told: the title to stay, the rest until it is taken.
#[derive(Default)]
pub struct Told {
    /// Bytes that the program waits for.
    pub replies: String,
    /// Colours that it asked for.
    pub colors: Vec<Asked>,
    /// The bell rang.
    pub bell: bool,
    /// The last text that the program wants in the clipboard.
    pub copy: Option<String>,
    /// The title that the program gave itself.
    pub title: Option<String>,
}

/// The ear of the screen.
#[derive(Clone, Default)]
pub struct Listener(Arc<Mutex<Told>>);

impl Listener {
    /// Changes what was told.
    pub fn with<T>(&self, change: impl FnOnce(&mut Told) -> T) -> T {
        // Nothing panics while this is held; if something did, the last state is still sound.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl EventListener for Listener {
    /// A clipboard is never read out to a program, and the size in pixels is not known to us.
    fn send_event(&self, event: Event) {
        self.with(|told| match event {
            Event::PtyWrite(text) => {
                if told.replies.len() + text.len() <= MOST_REPLIES {
                    told.replies.push_str(&text);
                }
            }
            Event::ColorRequest(index, format) => {
                if told.colors.len() < 1024 {
                    told.colors.push((index, format));
                }
            }
            Event::Bell => told.bell = true,
            Event::ClipboardStore(_, text) => told.copy = Some(text),
            Event::Title(title) => told.title = Some(title),
            Event::ResetTitle => told.title = None,
            Event::ClipboardLoad(..)
            | Event::TextAreaSizeRequest(_)
            | Event::MouseCursorDirty
            | Event::CursorBlinkingChange
            | Event::Wakeup
            | Event::Exit
            | Event::ChildExit(_) => {}
        });
    }
}

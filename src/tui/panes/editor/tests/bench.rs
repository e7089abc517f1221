use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ropey::Rope;

use crate::text::{Buffer, Unsaved};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::panes::editor::{Answer, Effect, Loaded, Msg, OnDisk, Stamp, State, update, view};
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Look, Place};
use crate::tui::theme::{Icons, Theme};

pub const AREA: Rect = Rect::new(0, 0, 40, 12);

/// A pane without a driver: what it asks for is collected.
pub struct Bench {
    pub state: State,
    pub now: Duration,
    pub asked: Vec<RootEffect>,
}

impl Bench {
    pub fn empty() -> Self {
        let mut bench = Self {
            state: State::default(),
            now: Duration::from_secs(10),
            asked: Vec::new(),
        };
        bench.send(Msg::Resized(AREA));
        bench
    }

    pub fn with(text: &str) -> Self {
        let mut bench = Self::empty();
        bench.open("/w/a.rs", text, None);
        bench
    }

    pub fn open(&mut self, path: &str, text: &str, unsaved: Option<Unsaved>) {
        self.send(Msg::Open(Place::file(path)));
        let id = self.state.counted;
        let loaded = Loaded {
            content: Buffer::from_bytes(text.as_bytes()),
            stamp: Some(stamp(1)),
            read_only: false,
            unsaved,
        };
        self.send(Msg::Answer(id, Answer::Read(Ok(Box::new(loaded)))));
    }

    pub fn send(&mut self, msg: Msg) {
        let ctx = Ctx {
            now: self.now,
            workspace: Path::new("/w"),
            focus: Focus::Pane(Pane::Editor),
        };
        self.asked.extend(update(&mut self.state, msg, &ctx));
    }

    pub fn act(&mut self, actions: &[Action]) {
        for action in actions {
            self.send(Msg::Act(*action));
        }
    }

    pub fn write(&mut self, text: &str) {
        for c in text.chars() {
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            self.send(Msg::Key(key));
        }
    }

    pub fn answer(&mut self, answer: Answer) {
        let id = self.state.tabs[self.state.active].id;
        self.send(Msg::Answer(id, answer));
    }

    pub fn text(&self) -> String {
        self.state.sheet().unwrap().buffer.rope().to_string()
    }

    pub fn head(&self) -> usize {
        self.state.sheet().unwrap().buffer.selection().head
    }

    pub fn revision(&self) -> u64 {
        self.state.sheet().unwrap().buffer.revision()
    }

    /// What the pane asked the driver for since the last call.
    pub fn effects(&mut self) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.asked);
        let mine = asked.into_iter().filter_map(|effect| match effect {
            RootEffect::Editor(effect) => Some(effect),
            _ => None,
        });
        mine.collect()
    }

    pub fn screen(&self) -> Vec<String> {
        let theme = Theme::default();
        let look = Look {
            theme: &theme,
            icons: Icons::Plain,
            focused: true,
            now: self.now,
        };
        let area = self.state.area;
        let size = (area.width.max(1), area.height.max(1));
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        terminal
            .draw(|frame| view(&self.state, area, &look, frame))
            .unwrap();
        let buffer = terminal.backend().buffer().clone();
        let rows = buffer.content.chunks(usize::from(size.0));
        rows.map(|row| {
            row.iter()
                .map(ratatui::buffer::Cell::symbol)
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect()
    }
}

pub fn stamp(len: u64) -> Stamp {
    Stamp {
        len,
        ..Stamp::default()
    }
}

pub fn on_disk(text: &str, len: u64) -> OnDisk {
    OnDisk {
        author: crate::text::Author::Unknown,
        rope: Rope::from_str(text),
        format: crate::text::Format::default(),
        stamp: stamp(len),
    }
}

use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use crate::term::{Exit, Look, Palette, Screen, Size};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::panes::terminal::{Deed, Effect, Msg, State, TabId, update};
use crate::tui::root::{Ctx, Effect as RootEffect, Focus};

/// Where the pane is drawn in these tests.
pub const AREA: Rect = Rect {
    x: 10,
    y: 5,
    width: 40,
    height: 8,
};

/// A pane that is driven without a driver.
pub struct Bench {
    pub state: State,
    pub now: Duration,
}

impl Bench {
    /// A pane with a place and nothing in it.
    pub fn new() -> Self {
        let mut bench = Self {
            state: State::default(),
            now: Duration::ZERO,
        };
        assert!(bench.send(Msg::Resized(AREA)).is_empty());
        bench
    }

    /// A pane with a shell that has drawn `output`.
    pub fn with_shell(output: &str) -> Self {
        let mut bench = Self::new();
        bench.send(Msg::Focused(true));
        bench.draws(output);
        bench
    }

    pub fn send(&mut self, msg: Msg) -> Vec<RootEffect> {
        let ctx = Ctx {
            now: self.now,
            workspace: Path::new("/work"),
            focus: Focus::Pane(Pane::Terminal),
        };
        update(&mut self.state, msg, &ctx)
    }

    pub fn act(&mut self, action: Action) -> Vec<RootEffect> {
        self.send(Msg::Act(action))
    }

    pub fn press(&mut self, code: KeyCode) -> Vec<RootEffect> {
        self.send(Msg::Key(KeyEvent::from(code)))
    }

    /// Types a text into whatever takes it.
    pub fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> Vec<RootEffect> {
        self.send(Msg::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }))
    }

    /// The tab in front shows what `output` draws.
    pub fn draws(&mut self, output: &str) {
        let id = self.front();
        let look = look(self.state.size(), output);
        self.send(Msg::Looked(id, Box::new(look)));
    }

    /// The program of the tab in front ends.
    pub fn ends(&mut self, exit: Exit, output: &str) {
        let id = self.front();
        let look = Look {
            exit: Some(exit),
            ..look(self.state.size(), output)
        };
        self.send(Msg::Looked(id, Box::new(look)));
    }

    pub fn front(&self) -> TabId {
        self.state.tab().unwrap().id
    }
}

/// A look at a screen of `size` on which `output` was drawn.
pub fn look(size: Size, output: &str) -> Look {
    let mut screen = Screen::new(size, Palette::default());
    screen.feed(output.as_bytes());
    Look {
        view: screen.view(Instant::now()),
        bell: false,
        copy: None,
        exit: None,
        busy: false,
        again: None,
    }
}

/// The work for the driver among `effects`.
pub fn work(effects: Vec<RootEffect>) -> Vec<Effect> {
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            RootEffect::Terminal(effect) => Some(effect),
            _ => None,
        })
        .collect()
}

/// What is done with programs among `effects`.
pub fn deeds(effects: Vec<RootEffect>) -> Vec<Deed> {
    work(effects)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Do(_, deed) => Some(deed),
            Effect::Start { .. } | Effect::Close(_) => None,
        })
        .collect()
}

//! Waits for whatever comes next, lets the state decide, and draws when something changed.

use std::collections::VecDeque;
use std::io;
use std::time::Instant;

use crossterm::cursor::SetCursorStyle;
use ratatui::Terminal;
use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::input::Listener;
use super::pace::Pace;
use super::painter::Painter;
use super::perform::Performer;
use super::screen::{self, MouseUse};
use super::signals::{Signals, Word};
use super::timers::Timers;
use super::{Hands, TuiError, external_editor, layout_file};
use crate::tui::panes::chat;
use crate::tui::root::{
    Effect, Input, Model, Msg, Notice, Place, Request, caret_style, update, view,
};

/// The most messages that are applied before a frame is drawn.
const DRAINED: usize = 256;

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The person left.
    Left,
    /// The system asked for it.
    Terminated,
    /// The terminal is gone.
    HungUp,
}

/// The loop and all that it holds.
pub struct EventLoop {
    model: Model,
    performer: Performer,
    terminal: Terminal<Painter>,
    timers: Timers,
    began: Instant,
    pace: Pace,
    dirty: bool,
    mouse: MouseUse,
    listener: Option<Listener>,
    /// How the terminal was told to draw the caret.
    caret: SetCursorStyle,
    ended: Option<Why>,
}

/// What the loop woke up for.
enum Woken {
    Signal(Word),
    Input(Option<Input>),
    Message(Option<Msg>),
    Timer,
    Frame,
}

impl EventLoop {
    /// A loop that has drawn nothing yet.
    ///
    /// # Errors
    /// When the terminal cannot be used.
    pub fn new(model: Model, hands: Hands, size: Size, mouse: MouseUse) -> Result<Self, TuiError> {
        Ok(Self {
            performer: Performer::new(hands, model.appearance.theme.name()),
            model,
            terminal: Terminal::new(Painter::new(size)).map_err(TuiError::Terminal)?,
            timers: Timers::default(),
            began: Instant::now(),
            pace: Pace::default(),
            dirty: true,
            mouse,
            listener: None,
            caret: SetCursorStyle::DefaultUserShape,
            ended: None,
        })
    }

    /// Lays the screen out, opens `file`, and tells what is wrong with the settings.
    pub fn begin(&mut self, file: Option<Place>, notices: Vec<Notice>) {
        let size = self.model.areas.whole.as_size();
        self.apply(Msg::Input(Input::Resized(size)));
        if let Some(place) = file {
            self.apply(Request::Open(place).into());
        }
        for notice in notices {
            self.apply(notice.into());
        }
    }

    /// Draws for the first time.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn first_frame(&mut self) -> io::Result<()> {
        self.draw()
    }

    /// Runs until somebody ends it.
    pub async fn run(
        &mut self,
        mut inputs: mpsc::Receiver<Input>,
        mut inbox: mpsc::Receiver<Msg>,
        listener: Listener,
        mut signals: Signals,
    ) -> Why {
        self.listener = Some(listener);
        self.performer.awake();
        loop {
            let woken = self.wait(&mut signals, &mut inputs, &mut inbox).await;
            self.take(woken);
            for _ in 0..DRAINED {
                if let Ok(input) = inputs.try_recv() {
                    self.answer(input);
                } else if let Ok(msg) = inbox.try_recv() {
                    self.apply(msg);
                } else {
                    break;
                }
            }
            if let Some(why) = self.ended {
                self.performer.finish(&self.model);
                return why;
            }
            let now = Instant::now();
            if !self.dirty {
                self.pace.calm();
            }
            if self.dirty && self.pace.due(now) <= now && self.draw().is_err() {
                self.performer.finish(&self.model);
                return Why::HungUp;
            }
        }
    }

    async fn wait(
        &self,
        signals: &mut Signals,
        inputs: &mut mpsc::Receiver<Input>,
        inbox: &mut mpsc::Receiver<Msg>,
    ) -> Woken {
        let frame = self.dirty.then(|| self.pace.due(Instant::now()));
        let timer = self.timers.next().map(|at| self.began + at);
        tokio::select! {
            biased;
            word = signals.next() => Woken::Signal(word),
            input = inputs.recv() => Woken::Input(input),
            () = until(frame) => Woken::Frame,
            () = until(timer) => Woken::Timer,
            msg = inbox.recv() => Woken::Message(msg),
        }
    }

    fn take(&mut self, woken: Woken) {
        match woken {
            Woken::Signal(Word::Resized) => self.resize(),
            Woken::Signal(Word::HungUp) | Woken::Input(Some(Input::Closed) | None) => {
                self.ended = Some(Why::HungUp);
            }
            Woken::Signal(Word::Terminate) => self.ended = Some(Why::Terminated),
            Woken::Signal(Word::Stop) => self.suspend(),
            Woken::Signal(Word::Continued) => self.redraw(),
            Woken::Input(Some(input)) => self.answer(input),
            Woken::Message(Some(msg)) => self.apply(msg),
            Woken::Timer => {
                if self.timers.take_due(self.began.elapsed()) {
                    self.apply(Msg::Tick);
                }
            }
            Woken::Message(None) | Woken::Frame => {}
        }
    }

    /// Applies what the person did; it is answered by a frame at once.
    fn answer(&mut self, input: Input) {
        match input {
            Input::Key(_) | Input::Paste(_) | Input::Resized(_) => self.pace.hurry(),
            // A mouse that moves tells more than can be seen.
            Input::Mouse(_)
            | Input::FocusGained
            | Input::FocusLost
            | Input::Ground(_)
            | Input::Closed => {}
        }
        self.apply(Msg::Input(input));
    }

    /// Applies a message and everything that follows from it at once.
    fn apply(&mut self, msg: Msg) {
        let mut waiting = VecDeque::from([msg]);
        while let Some(msg) = waiting.pop_front() {
            let now = self.began.elapsed();
            let mut seen = true;
            for effect in update(&mut self.model, msg, now) {
                match effect {
                    Effect::Send(msg) => waiting.push_back(*msg),
                    Effect::Unseen => seen = false,
                    other => waiting.extend(self.perform(other)),
                }
            }
            self.dirty |= seen;
        }
    }

    /// Performs what concerns the terminal itself; the rest is handed out.
    fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::WakeAt(at) => self.timers.add(at),
            Effect::Quit => self.ended = Some(Why::Left),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.redraw(),
            Effect::ExternalEditor(text) => return Some(self.lend(&text)),
            Effect::Mouse => {
                self.mouse = self.mouse.next();
                screen::use_mouse(self.mouse).ok();
                return Some(Notice::info(self.mouse.about()).into());
            }
            Effect::KeepLayout => {
                let (workspace, layout) = (self.model.workspace.clone(), self.model.layout.clone());
                self.performer.hands().work(move |hands| {
                    let kept = layout_file::store(hands.state(), &workspace, &layout);
                    let told = |error| Notice::warn(format!("the layout is not kept: {error}"));
                    kept.err().map(told)
                });
            }
            Effect::Copy(text) => return Some(Performer::copy(&text)),
            Effect::Attention(text) => {
                if self.model.attention.away {
                    self.performer.attention(&text);
                }
            }
            other => return self.performer.perform(other),
        }
        None
    }

    fn draw(&mut self) -> io::Result<()> {
        let now = self.began.elapsed();
        let model = &self.model;
        self.terminal.draw(|frame| view(model, now, frame))?;
        let caret = caret_style(&self.model);
        if self.caret != caret {
            screen::draw_caret(caret)?;
            self.caret = caret;
        }
        self.pace.drew(Instant::now());
        self.dirty = false;
        Ok(())
    }

    fn resize(&mut self) {
        let Ok((columns, rows)) = crossterm::terminal::size() else {
            return;
        };
        let size = Size::new(columns, rows);
        self.terminal.backend_mut().resize(size);
        self.apply(Msg::Input(Input::Resized(size)));
        // The frame comes at once: what the terminal shows after a change of size is not ours.
        self.pace.hurry();
    }

    fn redraw(&mut self) {
        if screen::enter(self.mouse).is_err() || self.terminal.clear().is_err() {
            self.ended = Some(Why::HungUp);
        }
        self.resize();
    }

    /// Gives the terminal back, stops the process, and takes the terminal again afterwards.
    fn suspend(&mut self) {
        self.pause();
        let myself = rustix::process::getpid();
        rustix::process::kill_process(myself, rustix::process::Signal::STOP).ok();
        self.resume();
    }

    /// Lends the terminal to the person's own editor.
    fn lend(&mut self, text: &str) -> Msg {
        self.pause();
        let written = external_editor::edit(text);
        self.resume();
        match written {
            Ok(text) => Msg::Chat(chat::Msg::Written(text)),
            Err(error) => Notice::bad(error).into(),
        }
    }

    fn pause(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener.pause();
        }
        screen::leave();
        self.caret = SetCursorStyle::DefaultUserShape;
    }

    fn resume(&mut self) {
        self.redraw();
        if let Some(listener) = &mut self.listener {
            listener.resume();
        }
    }
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}
